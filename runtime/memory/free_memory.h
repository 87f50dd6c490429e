// Giving memory back, where C++ and its library would rather keep it.
#pragma once

namespace klamm {

// `container = {}` empties a container and keeps its memory: a braced list without anything in it is assigned.
template <class Container>
void free_memory(Container& container) {
  Container().swap(container);
}

// Whole pages that were freed, of all threads, go back to the kernel. Allocations wait meanwhile: tens of milliseconds
// where hundreds of MB are in use. From any thread.
void give_back_freed_memory();

}  // namespace klamm
