// A new image on its way to the shards, with what differs from the one before, so that nobody compares 100,000
// partitions.
#pragma once

#include <set>

#include "replication/metadata/image.h"

namespace klamm::replication {

struct MetadataUpdate {
  ImagePtr image;
  // Set on the first update after start: everything may differ. `topics` then holds the topics that the replayed log
  // deleted, since their files may still be there; `configs` is empty.
  bool everything = false;
  std::set<TopicId> topics;          // created, deleted or changed, also in their configs
  std::set<ConfigResource> configs;  // whose overrides changed

  // Makes this the update that leads to `later.image` over both.
  void merge(const MetadataUpdate& later) {
    image = later.image;
    everything = everything || later.everything;
    topics.insert(later.topics.begin(), later.topics.end());
    configs.insert(later.configs.begin(), later.configs.end());
  }
};

}  // namespace klamm::replication
