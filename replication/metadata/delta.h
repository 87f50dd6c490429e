// Replays records of the metadata log onto an image. Pure.
#pragma once

#include <map>
#include <memory>
#include <string>

#include "replication/metadata/image.h"
#include "replication/metadata/update.h"
#include "runtime/base/bytes.h"
#include "runtime/base/result.h"

namespace klamm::replication {

// A copy of an image that records are applied to, one batch or one log long. Topics that are touched are copied once a
// delta, so that replaying 10,000 partitions of one topic costs 10,000 steps.
class MetadataDelta {
 public:
  explicit MetadataDelta(ImagePtr base);

  // Applies one record in Kafka's framing (record_codec.h). An error leaves the delta unusable: UNSUPPORTED_VERSION
  // names a type or version that this program does not know, CORRUPT_MESSAGE what cannot be decoded or contradicts
  // the image (a partition of a topic that does not exist).
  Status apply(ByteView record);

  // The image, and what differs from the base. Ends the delta.
  MetadataUpdate finish(const MetadataPosition& position, BrokerId controller_id);
  // What the image is so far, for decisions that build on the records before them.
  [[nodiscard]] const MetadataImage& image();

 private:
  friend struct RecordApplier;
  TopicImage* edit(const TopicId& id);
  void flush();

  MetadataImage next_;
  MetadataUpdate update_;
  std::map<TopicId, std::shared_ptr<TopicImage>> edited_;
};

}  // namespace klamm::replication
