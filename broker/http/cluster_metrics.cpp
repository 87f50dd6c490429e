#include "broker/http/cluster_metrics.h"

#include <algorithm>
#include <array>
#include <map>
#include <utility>

#include "broker/scatter.h"

namespace klamm::broker {

namespace {

// What one scrape looks at of a shard's groups at most; a cluster with more of them wants another tool.
constexpr std::size_t kGroupOffsetsMax = 100'000;

struct SampleItem {
  ShardId shard;
};

struct ShardSample {
  std::vector<PartitionSample> partitions;
  std::vector<GroupOffsetSample> offsets;
};

PartitionSample sample_of(const replication::MetadataImage& image, const replication::Partition& partition) {
  PartitionSample sample;
  sample.topic = partition.topic();
  sample.partition = partition.id().partition.value;
  sample.log_start = partition.log_start_offset().value;
  sample.high_watermark = partition.high_watermark().value;
  sample.log_end = partition.log_end_offset().value;
  if (partition.log() != nullptr) sample.size_bytes = static_cast<std::int64_t>(partition.log()->size_bytes());
  sample.leads = partition.is_leader();
  const replication::PartitionImage* known = image.partition(partition.id());
  if (known == nullptr) return sample;
  sample.replicas = static_cast<std::int32_t>(known->replicas.size());
  sample.in_sync = static_cast<std::int32_t>(known->isr.size());
  sample.min_in_sync = partition.effective_min_insync_replicas();
  sample.leader_is_preferred = !known->replicas.empty() && known->replicas.front() == known->leader;
  return sample;
}

Task<void> sample_groups(BrokerShard& on, std::vector<GroupOffsetSample>& offsets) {
  coordinator::GroupService* service = on.groups().service();
  if (service == nullptr) co_return;
  Task<coordinator::Reply<protocol::ListGroupsResponse>> listing = service->list_groups(protocol::ListGroupsRequest());
  const coordinator::Reply<protocol::ListGroupsResponse> groups = co_await listing;
  for (const auto& group : groups.message.groups) {
    protocol::OffsetFetchRequest::OffsetFetchRequestGroup all;
    all.group_id = group.group_id;
    all.topics.reset();
    Task<coordinator::Reply<protocol::OffsetFetchResponse::OffsetFetchResponseGroup>> fetching =
        service->fetch_offsets(all, false);
    const coordinator::Reply<protocol::OffsetFetchResponse::OffsetFetchResponseGroup> fetched = co_await fetching;
    for (const auto& topic : fetched.message.topics) {
      for (const auto& partition : topic.partitions) {
        if (partition.committed_offset < 0 || offsets.size() >= kGroupOffsetsMax) continue;
        offsets.push_back({std::string(group.group_id), std::string(topic.name), partition.partition_index,
                           partition.committed_offset});
      }
    }
  }
}

Task<std::vector<ShardSample>> sample_shard(BrokerShard& on, std::vector<SampleItem> items) {
  std::vector<ShardSample> samples(items.size());
  const replication::ImagePtr image = on.image();
  for (const auto& [id, partition] : on.partitions().table().all()) {
    samples.front().partitions.push_back(sample_of(*image, *partition));
  }
  Task<void> sampling = sample_groups(on, samples.front().offsets);
  co_await sampling;
  co_return samples;
}

void count_cluster(const replication::MetadataImage& image, ClusterSample& sample) {
  for (const auto& [id, broker] : image.brokers) ++(broker->fenced ? sample.brokers_fenced : sample.brokers_active);
  sample.topics = static_cast<std::int64_t>(image.topics_by_name.size());
  sample.partitions_of_cluster = image.partition_count;
  for (const auto& [name, topic] : image.topics_by_name) {
    for (const auto& partition : topic->partitions) {
      if (partition->leader == kNoBroker) ++sample.partitions_without_leader;
    }
  }
}

// Label values may hold anything that a group id may.
std::string escaped(const std::string& value) {
  std::string out;
  for (const char c : value) {
    if (c == '\\' || c == '"') out.push_back('\\');
    if (c == '\n') {
      out += "\\n";
    } else {
      out.push_back(c);
    }
  }
  return out;
}

class Page {
 public:
  void family(const std::string& name, std::string_view help) {
    text_ += "# HELP " + name + " " + std::string(help) + "\n# TYPE " + name + " gauge\n";
    name_ = name;
  }
  void value(const std::string& labels, std::int64_t number) {
    text_ += name_;
    if (!labels.empty()) text_ += "{" + labels + "}";
    text_ += " " + std::to_string(number) + "\n";
  }
  void single(const std::string& name, std::string_view help, std::int64_t number) {
    family(name, help);
    value({}, number);
  }
  [[nodiscard]] std::string take() { return std::move(text_); }

 private:
  std::string text_;
  std::string name_;
};

std::string labels_of(const PartitionSample& sample) {
  return "topic=\"" + sample.topic + "\",partition=\"" + std::to_string(sample.partition) + "\"";
}

struct PartitionFamily {
  const char* name;
  const char* help;
  std::int64_t (*value)(const PartitionSample&);
};

constexpr std::array kPartitionFamilies = {
    PartitionFamily{"kafka_log_log_size", "Bytes of a partition's log.",
                    [](const PartitionSample& s) { return s.size_bytes; }},
    PartitionFamily{"kafka_log_log_logstartoffset", "First offset.",
                    [](const PartitionSample& s) { return s.log_start; }},
    PartitionFamily{"kafka_log_log_logendoffset", "Offset of the next record.",
                    [](const PartitionSample& s) { return s.log_end; }},
    PartitionFamily{"kafka_cluster_partition_replicascount", "Replicas.",
                    [](const PartitionSample& s) { return std::int64_t{s.replicas}; }},
    PartitionFamily{"kafka_cluster_partition_underminisr", "1 with fewer in-sync replicas than min.insync.replicas.",
                    [](const PartitionSample& s) { return std::int64_t{s.in_sync < s.min_in_sync}; }},
    PartitionFamily{"kafka_cluster_partition_atminisr", "1 with just min.insync.replicas in sync.",
                    [](const PartitionSample& s) { return std::int64_t{s.in_sync == s.min_in_sync}; }},
    PartitionFamily{"kafka_topic_partition_current_offset", "High watermark.",
                    [](const PartitionSample& s) { return s.high_watermark; }},
    PartitionFamily{"kafka_topic_partition_oldest_offset", "First offset.",
                    [](const PartitionSample& s) { return s.log_start; }},
    PartitionFamily{"kafka_topic_partition_replicas", "Replicas.",
                    [](const PartitionSample& s) { return std::int64_t{s.replicas}; }},
    PartitionFamily{"kafka_topic_partition_in_sync_replica", "Replicas in sync.",
                    [](const PartitionSample& s) { return std::int64_t{s.in_sync}; }},
    PartitionFamily{"kafka_topic_partition_under_replicated_partition", "1 with replicas that are not in sync.",
                    [](const PartitionSample& s) { return std::int64_t{s.in_sync < s.replicas}; }},
    PartitionFamily{"kafka_topic_partition_leader_is_preferred", "1 where the preferred replica leads.",
                    [](const PartitionSample& s) { return std::int64_t{s.leader_is_preferred}; }},
};

void print_partitions(const ClusterSample& sample, Page& page) {
  for (const PartitionFamily& family : kPartitionFamilies) {
    page.family(family.name, family.help);
    for (const PartitionSample& partition : sample.partitions)
      page.value(labels_of(partition), family.value(partition));
  }
  std::map<std::string, std::int64_t> counts;
  std::int64_t leaders = 0;
  std::int64_t under_replicated = 0;
  for (const PartitionSample& partition : sample.partitions) {
    ++counts[partition.topic];
    leaders += partition.leads;
    under_replicated += partition.leads && partition.in_sync < partition.replicas;
  }
  page.family("kafka_topic_partitions", "Partitions of a topic on this broker.");
  for (const auto& [topic, count] : counts) page.value("topic=\"" + topic + "\"", count);
  page.single("kafka_server_replicamanager_partitioncount", "Partitions on this broker.",
              static_cast<std::int64_t>(sample.partitions.size()));
  page.single("kafka_server_replicamanager_leadercount", "Partitions that this broker leads.", leaders);
  page.single("kafka_server_replicamanager_underreplicatedpartitions", "Led partitions with replicas out of sync.",
              under_replicated);
}

void print_groups(const ClusterSample& sample, Page& page) {
  std::map<std::pair<std::string_view, std::int32_t>, std::int64_t> ends;
  for (const PartitionSample& partition : sample.partitions) {
    ends[{partition.topic, partition.partition}] = partition.high_watermark;
  }
  const auto labels = [](const GroupOffsetSample& offset) {
    return "consumergroup=\"" + escaped(offset.group) + "\",topic=\"" + offset.topic + "\",partition=\"" +
           std::to_string(offset.partition) + "\"";
  };
  page.family("kafka_consumergroup_current_offset", "Committed offset of a group.");
  for (const GroupOffsetSample& offset : sample.offsets) page.value(labels(offset), offset.offset);
  page.family("kafka_consumergroup_lag", "Records between a group's committed offset and the high watermark.");
  for (const GroupOffsetSample& offset : sample.offsets) {
    const auto end = ends.find({offset.topic, offset.partition});
    if (end != ends.end()) page.value(labels(offset), std::max<std::int64_t>(end->second - offset.offset, 0));
  }
}

void print_log_dirs(const std::vector<LogDirSample>& directories, Page& page) {
  const auto print = [&](const std::string& state, bool LogDirSample::* is) {
    const std::string manager = "kafka_log_logmanager_";
    page.single(manager + state + "logdirectorycount", "Log directories that are " + state + ".",
                std::count_if(directories.begin(), directories.end(), [is](const auto& dir) { return dir.*is; }));
    page.family(manager + "logdirectory" + state, "1 for a log directory that is " + state + ".");
    for (const LogDirSample& dir : directories) page.value("logdirectory=\"" + escaped(dir.path) + "\"", dir.*is);
  };
  print("offline", &LogDirSample::offline);
  print("cordoned", &LogDirSample::cordoned);  // KIP-1066
}

}  // namespace

Task<ClusterSample> collect_cluster_sample(BrokerShard& first) {
  ClusterSample sample;
  std::vector<SampleItem> items;
  for (BrokerShard* shard : first.common().shards) items.push_back({shard->env().shard});
  Task<std::vector<ShardSample>> asking = scatter(first, std::move(items), &sample_shard);
  std::vector<ShardSample> shards = co_await asking;
  for (ShardSample& shard : shards) {
    for (PartitionSample& partition : shard.partitions) sample.partitions.push_back(std::move(partition));
    for (GroupOffsetSample& offset : shard.offsets) sample.offsets.push_back(std::move(offset));
  }
  const replication::ImagePtr image = first.image();
  count_cluster(*image, sample);
  sample.controller = image->controller_id == first.node_id();
  for (const LogManager::DirectoryInfo& directory : first.logs().log_dirs()) {
    if (directory.metadata_only) continue;
    sample.log_dirs.push_back({directory.path, !directory.online, directory.cordoned});
  }
  co_return sample;
}

std::string print_cluster_metrics(const ClusterSample& sample) {
  Page page;
  print_partitions(sample, page);
  print_groups(sample, page);
  const std::string controller = "kafka_controller_kafkacontroller_";
  page.single(controller + "activecontrollercount", "1 on the active controller.", sample.controller);
  page.single(controller + "activebrokercount", "Brokers that serve.", sample.brokers_active);
  page.single(controller + "fencedbrokercount", "Brokers that are registered and do not serve.", sample.brokers_fenced);
  page.single(controller + "globaltopiccount", "Topics.", sample.topics);
  page.single(controller + "globalpartitioncount", "Partitions.", sample.partitions_of_cluster);
  page.single(controller + "offlinepartitionscount", "Partitions without a leader.", sample.partitions_without_leader);
  print_log_dirs(sample.log_dirs, page);
  page.single("kafka_server_kafkaserver_brokerstate", "3: running.", 3);
  return page.take();
}

void add_confluent_names(std::string& text) {
  constexpr std::string_view kPrefix = "kafka_server_brokertopicmetrics_";
  constexpr std::string_view kSuffix = "_total";
  std::string added;
  std::size_t begin = 0;
  while (begin < text.size()) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    const std::string_view line(text.data() + begin, end - begin);
    const std::size_t name_end = line.find_first_of("{ ");
    if (line.starts_with(kPrefix) && name_end != std::string_view::npos &&
        line.substr(0, name_end).ends_with(kSuffix)) {
      added += line.substr(0, name_end - kSuffix.size());
      added += "persec";
      added += line.substr(name_end);
      added += '\n';
    }
    begin = end + 1;
  }
  text += added;
}

}  // namespace klamm::broker
