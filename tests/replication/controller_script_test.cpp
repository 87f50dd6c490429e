// Runs the scripts beside this file: each command line, which starts with '>', is followed by what the state machine
// answered and the records it decided. KLAMM_REWRITE=1 writes the transcripts anew; then read the difference.
//
//   > broker ID [rack=R] [fenced] [dirs=N] [process=N] [cluster=ID]
//   > cordon ID epoch=N dirs=N                     the first N of its directories
//   > create [validate] topic=NAME [p=N] [rf=N] [assign=P:B,B/P:B,B] [NAME=VALUE …] [topic=…]
//   > delete [name=NAME] [id=@TOPIC|id=?] …         each item by name or id; name+id=NAME,@TOPIC gives both
//   > partitions [validate] topic=NAME count=N [assign=B,B/B,B]
//   > reassign [same-factor] TOPIC/P=B,B|TOPIC/P=-|TOPIC/P …       -: to no replica; without '=': cancelled
//   > alter [validate] [replace] TYPE/NAME [set:N=V] [delete:N] [append:N=V] [subtract:N=V] [TYPE/NAME …]
//   > producer-ids ID epoch=N
//   > topics                                       prints the image
#include <algorithm>
#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>
#include <string>
#include <vector>

#include "replication/controller/controller_state.h"
#include "tests/replication/support/fake_rules.h"
#include "tests/replication/support/record_text.h"

namespace klamm::replication {

namespace {

std::vector<std::string> split(const std::string& text, char separator) {
  std::vector<std::string> parts;
  std::istringstream in(text);
  for (std::string part; std::getline(in, part, separator);) {
    if (!part.empty() || separator != ' ') parts.push_back(part);
  }
  return parts;
}

// "name=value" → both; without '=' the value is nothing.
std::pair<std::string, std::optional<std::string>> assignment(const std::string& word) {
  const std::size_t at = word.find('=');
  if (at == std::string::npos) return {word, std::nullopt};
  return {word.substr(0, at), word.substr(at + 1)};
}

std::vector<BrokerId> brokers(const std::string& text) {
  std::vector<BrokerId> ids;
  for (const std::string& id : split(text, ',')) ids.emplace_back(std::stoi(id));
  return ids;
}

class Script {
 public:
  Script() : state_(BrokerId(1), "cluster", rules_), rng_(1) {}

  std::string run(const std::string& line) {
    out_.clear();
    std::vector<std::string> words = split(line, ' ');
    const std::string verb = words.at(1);
    words.erase(words.begin(), words.begin() + 2);
    validate_ = take(words, "validate");
    if (verb == "broker") broker(words);
    else if (verb == "cordon") cordon(words);
    else if (verb == "create") create(words);
    else if (verb == "delete") remove(words);
    else if (verb == "partitions") partitions(words);
    else if (verb == "reassign") reassign(words);
    else if (verb == "alter") alter(words);
    else if (verb == "producer-ids") producer_ids(words);
    else if (verb == "topics") topics();
    else FAIL("unknown command: " << line);
    return out_;
  }

 private:
  static bool take(std::vector<std::string>& words, const std::string& word) {
    const auto found = std::find(words.begin(), words.end(), word);
    if (found == words.end()) return false;
    words.erase(found);
    return true;
  }
  std::string name_of(const TopicId& id) {
    if (id.is_zero()) return "none";
    const TopicImage* topic = state_.latest()->topic(id);
    if (topic != nullptr) names_[id] = "@" + topic->name;
    const auto known = names_.find(id);
    return known == names_.end() ? "fresh" : known->second;
  }
  TopicId id_of(const std::string& text) {
    for (const auto& [id, name] : names_) {
      if (name == text) return id;
    }
    TopicId unknown;
    unknown.bytes.fill(9);
    return unknown;
  }
  void line(const std::string& text) { out_ += "  " + text + "\n"; }
  static std::string text_of(const ItemError& error) {
    std::string text(error_name(error.code));
    return error.message ? text + " \"" + *error.message + "\"" : text;
  }
  template <class Answer>
  void append(Decision<Answer>& decision) {
    for (const std::string& record : decision.records) {
      line("record " + record_text(as_bytes(record), [this](const TopicId& id) { return name_of(id); }));
    }
    if (decision.records.empty()) return;
    end_ = end_ + static_cast<std::int64_t>(decision.records.size());
    state_.appended(decision.update, end_, LeaderEpoch(1), 0);
    // What another node makes of these records must be what this one decided on.
    MetadataDelta delta(replayed_);
    for (const std::string& record : decision.records) REQUIRE(delta.apply(as_bytes(record)).ok());
    replayed_ = delta.finish(state_.latest()->position, state_.latest()->controller_id).image;
    auto expected = std::make_shared<MetadataImage>(*state_.latest());
    expected->cluster_id.clear();
    REQUIRE(*replayed_ == *expected);
  }

  void broker(const std::vector<std::string>& words) {
    RegisterBrokerCommand command;
    command.id = BrokerId(std::stoi(words.at(0)));
    command.cluster_id = "cluster";
    command.endpoints.push_back({"PLAINTEXT", "host" + words[0], 9092, SecurityProtocol::kPlaintext});
    std::size_t dirs = 1;
    int process = 1;
    for (std::size_t i = 1; i < words.size(); ++i) {
      const auto [name, value] = assignment(words[i]);
      if (name == "rack") command.rack = *value;
      else if (name == "fenced") command.fenced = true;
      else if (name == "dirs") dirs = static_cast<std::size_t>(std::stoi(*value));
      else if (name == "process") process = std::stoi(*value);
      else if (name == "cluster") command.cluster_id = *value;
      else FAIL("unknown word " << words[i]);
    }
    command.incarnation_id.bytes[0] = static_cast<std::uint8_t>(command.id.value);
    command.incarnation_id.bytes[15] = static_cast<std::uint8_t>(process);
    command.log_dirs = directories(command.id, dirs);
    Decision<RegisterBrokerResult> decision = state_.register_broker(command, end_);
    line(text_of(decision.answer.error) + " epoch=" + std::to_string(decision.answer.broker_epoch));
    append(decision);
  }

  static std::vector<Uuid> directories(BrokerId broker, std::size_t count) {
    std::vector<Uuid> ids;
    for (std::size_t i = 0; i < count; ++i) {
      ids.emplace_back().bytes[3] = static_cast<std::uint8_t>(broker.value * 10 + static_cast<int>(i));
    }
    return ids;
  }

  void cordon(const std::vector<std::string>& words) {
    CordonLogDirsCommand command;
    command.broker = BrokerId(std::stoi(words.at(0)));
    command.broker_epoch = std::stoll(*assignment(words.at(1)).second);
    command.cordoned = directories(command.broker, std::stoul(*assignment(words.at(2)).second));
    Decision<CordonLogDirsResult> decision = state_.cordon_log_dirs(command);
    line(text_of(decision.answer.error));
    append(decision);
  }

  void create(const std::vector<std::string>& words) {
    CreateTopicsCommand command;
    command.validate_only = validate_;
    for (const std::string& word : words) {
      const auto [name, value] = assignment(word);
      if (name == "topic") command.topics.emplace_back().name = *value == "LONG" ? std::string(250, 'x') : *value;
      else if (name == "p") command.topics.back().partitions = std::stoi(*value);
      else if (name == "rf") command.topics.back().replication_factor = static_cast<std::int16_t>(std::stoi(*value));
      else if (name == "assign") {
        for (const std::string& one : split(*value, '/')) {
          const std::vector<std::string> parts = split(one, ':');
          auto& assigned = command.topics.back().assignments.emplace_back();
          assigned.partition = std::stoi(parts.at(0));
          if (parts.size() > 1) assigned.replicas = brokers(parts[1]);
        }
      } else {
        command.topics.back().configs.emplace_back(name, value);
      }
    }
    Decision<CreateTopicsResult> decision = state_.create_topics(command, rng_);
    for (const auto& topic : decision.answer.topics) {
      std::string text = topic.name + " " + text_of(topic.error) + " p=" + std::to_string(topic.partitions) +
                         " rf=" + std::to_string(topic.replication_factor);
      for (const auto& [name, value] : topic.configs) text += " " + name + "=" + value;
      line(text);
    }
    append(decision);
  }

  void remove(const std::vector<std::string>& words) {
    DeleteTopicsCommand command;
    for (const std::string& word : words) {
      const auto [name, value] = assignment(word);
      DeleteTopicsCommand::Topic& topic = command.topics.emplace_back();
      if (name == "name") topic.name = *value;
      else if (name == "id") topic.id = id_of(*value);
      else if (name == "name+id") {
        topic.name = split(*value, ',').at(0);
        topic.id = id_of(split(*value, ',').at(1));
      }
    }
    Decision<DeleteTopicsResult> decision = state_.delete_topics(command);
    for (const auto& topic : decision.answer.topics) {
      line(topic.name.value_or("<null>") + " " + name_of(topic.id) + " " + text_of(topic.error));
    }
    append(decision);
  }

  void partitions(const std::vector<std::string>& words) {
    CreatePartitionsCommand command;
    command.validate_only = validate_;
    for (const std::string& word : words) {
      const auto [name, value] = assignment(word);
      if (name == "topic") command.topics.emplace_back().name = *value;
      else if (name == "count") command.topics.back().count = std::stoi(*value);
      else if (name == "assign") {
        auto& lists = command.topics.back().assignments.emplace();
        for (const std::string& one : split(*value, '/')) lists.push_back(brokers(one == "-" ? "" : one));
      }
    }
    Decision<CreatePartitionsResult> decision = state_.create_partitions(command, rng_);
    for (const auto& topic : decision.answer.topics) line(topic.name + " " + text_of(topic.error));
    append(decision);
  }

  void reassign(std::vector<std::string> words) {
    ReassignPartitionsCommand command;
    command.replication_factor_may_change = !take(words, "same-factor");
    for (const std::string& word : words) {
      const auto [place, replicas] = assignment(word);
      const std::size_t slash = place.find('/');
      auto& topic = command.topics.emplace_back();
      topic.name = place.substr(0, slash);
      auto& partition = topic.partitions.emplace_back();
      partition.index = std::stoi(place.substr(slash + 1));
      if (replicas.has_value()) partition.replicas = brokers(*replicas == "-" ? "" : *replicas);
    }
    Decision<ReassignPartitionsResult> decision = state_.reassign_partitions(command);
    for (std::size_t i = 0; i < words.size(); ++i) {
      for (const ItemError& error : decision.answer.topics.at(i)) line(words[i] + " " + text_of(error));
    }
    append(decision);
  }

  void alter(std::vector<std::string> words) {
    AlterConfigsCommand command;
    command.validate_only = validate_;
    command.incremental = !take(words, "replace");
    const std::map<std::string, ConfigResourceType> types = {{"topic", ConfigResourceType::kTopic},
                                                             {"broker", ConfigResourceType::kBroker}};
    const std::map<std::string, ConfigOpType> verbs = {{"set", ConfigOpType::kSet},
                                                       {"delete", ConfigOpType::kDelete},
                                                       {"append", ConfigOpType::kAppend},
                                                       {"subtract", ConfigOpType::kSubtract}};
    for (const std::string& word : words) {
      const std::size_t colon = word.find(':');
      if (colon == std::string::npos) {
        const std::size_t slash = word.find('/');
        command.resources.push_back({{types.at(word.substr(0, slash)), word.substr(slash + 1)}, {}});
        continue;
      }
      const auto [name, value] = assignment(word.substr(colon + 1));
      command.resources.back().ops.push_back({name, verbs.at(word.substr(0, colon)), value});
    }
    Decision<AlterConfigsResult> decision = state_.alter_configs(command);
    for (const auto& resource : decision.answer.resources) line(resource.resource.name + " " + text_of(resource.error));
    append(decision);
  }

  void producer_ids(const std::vector<std::string>& words) {
    AllocateProducerIdsCommand command;
    command.broker = BrokerId(std::stoi(words.at(0)));
    command.broker_epoch = std::stoll(*assignment(words.at(1)).second);
    Decision<AllocateProducerIdsResult> decision = state_.allocate_producer_ids(command);
    line(text_of(decision.answer.error) + " first=" + std::to_string(decision.answer.first) +
         " count=" + std::to_string(decision.answer.count));
    append(decision);
  }

  void topics() {
    const MetadataImage& image = *state_.latest();
    for (const auto& [name, topic] : image.topics_by_name) {
      std::string text = name + " partitions=" + std::to_string(topic->partitions.size());
      for (const auto& [key, value] : image.config(ConfigResourceType::kTopic, name)) text += " " + key + "=" + value;
      line(text);
    }
    line("in all " + std::to_string(image.topics_by_id.size()) + " topics, " + std::to_string(image.partition_count) +
         " partitions");
  }

  FakeRules rules_;
  ControllerState state_;
  Rng rng_;
  Offset end_{0};
  bool validate_ = false;
  std::map<TopicId, std::string> names_;
  ImagePtr replayed_ = std::make_shared<const MetadataImage>();
  std::string out_;
};

std::string transcript(const std::string& script) {
  Script machine;
  std::string out;
  std::istringstream in(script);
  for (std::string line; std::getline(in, line);) {
    if (line.empty() || line[0] == '#') out += line + "\n";
    if (line.starts_with("> ")) out += line + "\n" + machine.run(line);
  }
  return out;
}

}  // namespace

TEST_CASE("the controller's state machine decides as its scripts say") {
  std::vector<std::filesystem::path> scripts;
  for (const auto& entry : std::filesystem::directory_iterator(KLAMM_TEST_DATA "/scripts")) {
    if (entry.path().extension() == ".txt") scripts.push_back(entry.path());
  }
  std::sort(scripts.begin(), scripts.end());
  REQUIRE(!scripts.empty());
  for (const auto& path : scripts) {
    INFO(path.filename().string());
    std::ostringstream expected;
    expected << std::ifstream(path).rdbuf();
    const std::string actual = transcript(expected.str());
    if (std::getenv("KLAMM_REWRITE") != nullptr) std::ofstream(path) << actual;
    else CHECK(actual == expected.str());
  }
}

}  // namespace klamm::replication
