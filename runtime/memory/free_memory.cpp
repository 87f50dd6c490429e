#include "runtime/memory/free_memory.h"

#include <malloc.h>

namespace klamm {

void give_back_freed_memory() {
#ifdef __GLIBC__
  static_cast<void>(::malloc_trim(0));
#endif
}

}  // namespace klamm
