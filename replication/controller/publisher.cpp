#include "replication/controller/publisher.h"

#include "runtime/shard/mailbox.h"

namespace klamm::replication {

Task<void> ShardMetadata::prepare(MetadataUpdate update) {
  for (std::size_t i = 0; i < listeners_.size(); ++i) {
    Task<void> prepared = listeners_[i]->prepare(update);
    co_await prepared;
  }
}

Task<void> ShardMetadata::retire(MetadataUpdate update) {
  for (std::size_t i = 0; i < listeners_.size(); ++i) {
    Task<void> retired = listeners_[i]->retire(update);
    co_await retired;
  }
}

void ShardMetadata::apply(const MetadataUpdate& update) {
  image_ = update.image;
  for (MetadataListener* listener : listeners_) listener->applied(update);
}

Task<bool> MetadataPublisher::step(ShardMetadata* metadata, MetadataUpdate update, Step step) {
  if (step == Step::kRetire) {
    Task<void> retired = metadata->retire(std::move(update));
    co_await retired;
  } else if (step == Step::kPrepare) {
    Task<void> prepared = metadata->prepare(std::move(update));
    co_await prepared;
  } else {
    metadata->apply(update);
  }
  co_return true;
}

Task<void> MetadataPublisher::step_on(std::uint32_t shard, MetadataUpdate update, Step what) {
  const Target target = targets_[shard];
  if (env_.shard == ShardId(shard)) {
    Task<bool> here = step(target.metadata, std::move(update), what);
    co_await here;
    co_return;
  }
  CallOn call(env_.mailboxes, env_.shard, ShardId(shard), *target.scope,
              [metadata = target.metadata, &update, what] { return step(metadata, update, what); });
  co_await call;
}

Task<void> MetadataPublisher::step_everywhere(MetadataUpdate update, Step what) {
  TaskScope shards;
  for (std::uint32_t shard = 0; shard < targets_.size(); ++shard) shards.spawn(step_on(shard, update, what));
  co_await shards.join();
}

Task<void> MetadataPublisher::publish(MetadataUpdate update) {
  Task<void> retired = step_everywhere(update, Step::kRetire);
  co_await retired;
  Task<void> prepared = step_everywhere(update, Step::kPrepare);
  co_await prepared;
  Task<void> applied = step_everywhere(std::move(update), Step::kApply);
  co_await applied;
}

}  // namespace klamm::replication
