// Text scripts for the group coordinator's state machine: a file of commands ("> join r1 ...") and, below each, what
// came out. KLAMM_REWRITE=1 writes the outputs anew; whoever does that reads the difference.
//
// A word "key=value" is an option; the others are positional. Time stands still but for "> advance MS". What is written
// is durable at once, unless the script says "> hold"; then "> release" or "> fail CODE" end what waits, in order.
//
//   > config max_size=2                          GroupConfig
//   > join R group=g v=5 member=c-1 instance=i session=10000 rebalance=60000 type=consumer protocols=range:sub(a;b)
//   > sync R group=g member=c-1 gen=1 assign=c-1:x,c-2:y type= name=
//   > heartbeat | leave | commit | fetch | delete-offsets | delete-topic | list | describe | delete-group | expire
//   > reload                                     a new coordinator from what is durable; the old one lets go
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "coordinator/group_coordinator.h"

namespace klamm::coordinator::test {

// Member ids that can be read: "client-1", "client-2".
class CountingMemberIds : public MemberIdSource {
 public:
  std::string next(std::string_view prefix) override { return std::string(prefix) + "-" + std::to_string(++last_); }

 private:
  int last_ = 0;
};

// The metadata of a "consumer" member that subscribes to these topics.
std::string subscription(const std::vector<std::string_view>& topics);

class ScriptRunner {
 public:
  ScriptRunner();
  ~ScriptRunner();
  // The output, each line ended. An error of the script itself is output too.
  std::string run(std::string_view command);

 private:
  struct Command {
    std::string name;
    std::vector<std::string> words;
    std::map<std::string, std::string> options;
    [[nodiscard]] std::string get(const std::string& key, const std::string& otherwise = "") const;
    [[nodiscard]] std::int64_t number(const std::string& key, std::int64_t otherwise) const;
    [[nodiscard]] std::optional<std::string_view> maybe(const std::string& key) const;
  };

  void dispatch(const Command& command);
  void configure(const Command& command);
  void join(const Command& command);
  void sync(const Command& command);
  void heartbeat(const Command& command);
  void leave(const Command& command);
  void commit(const Command& command);
  void fetch(const Command& command);
  void delete_offsets(const Command& command);
  void list(const Command& command);
  void describe(const Command& command);
  void advance(std::int64_t ms);
  void reload();
  void print(const std::string& line);
  void print_record(const CoordinatorRecord& record);
  // Prints the answers and, unless writes are held, ends the writes, and so on until nothing more follows.
  void carry_out(Effects& effects);
  void end_writes(ErrorCode error);
  [[nodiscard]] std::string name_of(RequestId request);
  RequestId park(const std::string& name);

  GroupConfig config_;
  CountingMemberIds ids_;
  std::unique_ptr<GroupPartition> partition_;
  Now now_{1'000, 1'700'000'000'000};
  std::vector<Write> held_;
  bool hold_ = false;
  bool quiet_ = false;  // records are not printed
  std::vector<CoordinatorRecord> log_;
  std::map<std::uint64_t, std::string> parked_;
  std::uint64_t last_request_ = 0;
  std::string out_;
};

}  // namespace klamm::coordinator::test
