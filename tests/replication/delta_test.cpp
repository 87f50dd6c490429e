// What of an image takes memory where partitions are many.
#include "replication/metadata/delta.h"

#include <catch2/catch.hpp>
#include <memory>

#include "protocol/generated/cluster_metadata.h"
#include "replication/metadata/record_codec.h"

namespace klamm::replication {

namespace {

constexpr TopicId kTopic{{1}};

template <class Record>
void apply(MetadataDelta& delta, const Record& record) {
  REQUIRE(delta.apply(as_bytes(encode_record(record))).ok());
}

// A topic whose partition `p` is on broker p % brokers.
ImagePtr make_topic(std::int32_t partitions, std::int32_t brokers) {
  MetadataDelta delta(std::make_shared<const MetadataImage>());
  protocol::TopicRecord topic;
  topic.name = "t";
  topic.topic_id = kTopic;
  apply(delta, topic);
  for (std::int32_t p = 0; p < partitions; ++p) {
    protocol::PartitionRecord record;
    record.topic_id = kTopic;
    record.partition_id = p;
    record.replicas = record.isr = {p % brokers};
    record.leader = p % brokers;
    record.leader_epoch = 0;
    record.directories = {Uuid{{2}}};
    apply(delta, record);
  }
  return delta.finish({}, kNoBroker).image;
}

ImagePtr lead_again(const ImagePtr& image, std::int32_t partition) {
  MetadataDelta delta(image);
  protocol::PartitionChangeRecord change;
  change.topic_id = kTopic;
  change.partition_id = partition;
  change.leader = image->topic(kTopic)->partition(PartitionId(partition))->leader.value;
  apply(delta, change);
  return delta.finish({}, kNoBroker).image;
}

bool shared(const ImagePtr& image, std::int32_t a, std::int32_t b) {
  const TopicImage& topic = *image->topic(kTopic);
  return topic.partition(PartitionId(a)) == topic.partition(PartitionId(b));
}

}  // namespace

TEST_CASE("partitions that are equal share one image") {
  const ImagePtr image = make_topic(10, 1);
  REQUIRE(shared(image, 0, 9));
  REQUIRE(image->partition_count == 10);
}

TEST_CASE("partitions that take turns share an image as well") {
  const ImagePtr image = make_topic(10, 3);
  REQUIRE(shared(image, 1, 4));
  REQUIRE_FALSE(shared(image, 1, 2));
  REQUIRE(image->topic(kTopic)->partition(PartitionId(5))->leader == BrokerId(2));
}

TEST_CASE("a partition that changes is no longer what its neighbours are, until they are the same again") {
  ImagePtr image = make_topic(3, 1);
  const ImagePtr before = image;
  image = lead_again(image, 1);
  REQUIRE_FALSE(shared(image, 0, 1));
  REQUIRE(shared(image, 0, 2));
  REQUIRE(image->topic(kTopic)->partition(PartitionId(0))->leader_epoch == LeaderEpoch(0));
  REQUIRE(image->topic(kTopic)->partition(PartitionId(1))->leader_epoch == LeaderEpoch(1));
  REQUIRE(before->topic(kTopic)->partition(PartitionId(1))->leader_epoch == LeaderEpoch(0));
  image = lead_again(image, 2);
  REQUIRE(shared(image, 1, 2));
}

}  // namespace klamm::replication
