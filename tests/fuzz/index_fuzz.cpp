// Any bytes as an index file: what is taken for sound ascends, and loading and cutting it never crashes.
#include <cstdint>

#include "runtime/base/assert.h"
#include "storage/log/index.h"

namespace {

using namespace klamm;

template <class Entry>
void check(ByteView file, std::uint8_t cut) {
  const std::size_t sound = sound_entries<Entry>(file);
  KLAMM_ASSERT(sound * Entry::kSize <= file.size());
  Index<Entry> index;
  for (std::size_t i = 0; i < sound; ++i) index.append(Entry::decode(file.data() + i * Entry::kSize));
  KLAMM_ASSERT(index.count() == sound);
  const std::vector<std::uint8_t> again = index.encode_unsaved();
  KLAMM_ASSERT(std::equal(again.begin(), again.end(), file.begin()));
  index.mark_saved(sound);
  if (sound == 0) return;
  const Entry last = *index.last();
  KLAMM_ASSERT(index.lookup(last.key()).entry->key() == last.key());
  index.truncate(cut % (sound + 1));
  KLAMM_ASSERT(index.saved() == cut % (sound + 1));
  Index<Entry> restored;
  restored.restore(sound, last, false);
  KLAMM_ASSERT(restored.last()->key() == last.key());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 2) return 0;
  const ByteView file(data + 2, size - 2);
  if (data[0] % 2 == 0) {
    check<OffsetEntry>(file, data[1]);
  } else {
    check<TimeEntry>(file, data[1]);
  }
  return 0;
}
