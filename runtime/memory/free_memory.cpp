#include "runtime/memory/free_memory.h"

#include <malloc.h>

#include "runtime/memory/pages.h"

namespace klamm {

void give_back_freed_memory() {
  trim_pages(true);
#ifdef __GLIBC__
  static_cast<void>(::malloc_trim(0));
#endif
}

}  // namespace klamm
