// How a new image reaches the shards.
#pragma once

#include <functional>
#include <memory>
#include <vector>

#include "replication/metadata/update.h"
#include "runtime/shard/env.h"
#include "runtime/task/task.h"

namespace klamm::replication {

// What a shard does with a new image: the partition manager, and whoever else keeps something derived from it (dynamic
// configs of the broker). Lives on its shard, registered before the controller starts.
class MetadataListener {
 public:
  virtual ~MetadataListener() = default;
  // Gives up what `update.image` has no more (removes logs). Done on all shards before prepare() begins on any: a
  // topic may have been deleted and created again, and its successor needs the directories on whichever shard it
  // lives.
  virtual Task<void> retire(MetadataUpdate update) {
    static_cast<void>(update);
    co_return;
  }
  // Makes what `update.image` has and the shard has not (opens logs). When this returns on all shards, the image is
  // shown to the handlers of all shards. Never fails: what cannot be opened answers its error when it is used.
  virtual Task<void> prepare(MetadataUpdate update) = 0;
  // The handlers see the new image: applies changed configs. Does not suspend.
  virtual void applied(const MetadataUpdate& update) = 0;
};

// The metadata of one shard. Handlers read `image()` without suspending and keep the pointer while they need it.
// Owned by the shard, outlives all that reads it.
class ShardMetadata {
 public:
  // Never null: before the first publication an empty image without brokers and topics.
  [[nodiscard]] const ImagePtr& image() const { return image_; }

  // In the order of registration. REQUIRES: the listener outlives the controller's stop().
  void listen(MetadataListener& listener) { listeners_.push_back(&listener); }

  Task<void> retire(MetadataUpdate update);
  Task<void> prepare(MetadataUpdate update);
  void apply(const MetadataUpdate& update);

 private:
  ImagePtr image_ = std::make_shared<const MetadataImage>();
  std::vector<MetadataListener*> listeners_;
};

// Brings an update to all shards: first all of them retire, then all of them prepare, then all of them swap their
// pointer. So no shard shows a partition that its owner has not opened. Lives on the controller's shard.
class MetadataPublisher {
 public:
  struct Target {
    ShardMetadata* metadata = nullptr;
    TaskScope* scope = nullptr;  // of that shard; owns what runs there
  };
  // `targets[i]` is shard i's.
  MetadataPublisher(Env& env, std::vector<Target> targets) : env_(env), targets_(std::move(targets)) {}

  // When this returns, every shard shows `update.image`. One at a time.
  Task<void> publish(MetadataUpdate update);

 private:
  enum class Step : std::uint8_t { kRetire, kPrepare, kApply };
  static Task<bool> step(ShardMetadata* metadata, MetadataUpdate update, Step step);
  Task<void> step_on(std::uint32_t shard, MetadataUpdate update, Step step);
  Task<void> step_everywhere(MetadataUpdate update, Step step);

  Env& env_;
  std::vector<Target> targets_;
};

}  // namespace klamm::replication
