// Steps 1 and 3 of opening (storage/log/log_manager.h): what concerns a log directory as a whole and is done once.
#include <fcntl.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <system_error>

#include "runtime/io/io.h"
#include "storage/directory/files.h"
#include "storage/journal/format.h"
#include "storage/log/log_manager.h"

namespace klamm {

namespace {

constexpr std::size_t kSmallFileMax = 1U << 20;
constexpr std::size_t kCleanMarkMax = 256U << 20;

Error dir_error(const std::string& path, const std::string& what, int os_errno = 0) {
  std::string text = "log directory " + path + ": " + what;
  if (os_errno != 0) text += ": " + std::generic_category().message(os_errno);
  return Error(ErrorCode::kKafkaStorageError, std::move(text), os_errno);
}

// Like mkdir -p, but what it makes is there after a power loss too. That a directory is there already does not say so:
// a process may have made it and died before it was synced. So all of them are synced until the directory has its
// meta.properties, as far as we may (those above ours may be somebody else's).
Task<Status> make_directories(Env& env, std::string path) {
  const std::string meta_path = path + "/meta.properties";
  const std::int64_t meta_size = co_await file_size(env.io, meta_path);
  if (meta_size >= 0) co_return Status();
  for (std::size_t at = path.find('/', 1);; at = path.find('/', at + 1)) {
    const std::string part = path.substr(0, at);
    const std::int32_t made = co_await make_directory(env.io, part);
    const bool last = at == std::string::npos || at + 1 == path.size();
    if (made < 0 && made != -EEXIST && (last || (made != -EACCES && made != -EROFS && made != -EPERM))) {
      co_return dir_error(path, "cannot create it", -made);
    }
    const std::size_t slash = part.rfind('/');
    const std::string parent =
        slash == std::string::npos ? std::string(".") : part.substr(0, std::max<std::size_t>(slash, 1));
    const std::int32_t synced = co_await sync_directory(env.io, parent);
    if (synced < 0 && made == 0) co_return dir_error(path, "cannot sync the directory above it", -synced);
    if (last) co_return Status();
  }
}

Task<Status> read_meta(Env& env, LogDirectory& directory) {
  const std::string path = directory.path + "/meta.properties";
  const std::int64_t size = co_await file_size(env.io, path);
  if (size == -ENOENT) {
    directory.founded = true;
    directory.id = env.rng.uuid();
    directory.meta.directory_id = directory.id;
    co_return Status();
  }
  const Result<std::string> text = co_await read_file(env.io, path, kSmallFileMax);
  if (!text.ok()) co_return dir_error(directory.path, "cannot read meta.properties", text.error().os_errno);
  const Result<MetaProperties> meta = parse_meta_properties(*text);
  if (!meta.ok()) co_return dir_error(directory.path, meta.error().message);
  directory.meta = *meta;
  if (directory.meta.directory_id.is_zero()) directory.meta.directory_id = env.rng.uuid();
  directory.id = directory.meta.directory_id;
  co_return Status();
}

// Which partitions the directories of these names are of, as far as they look like a partition's. They stay in order.
struct PartitionSearch {
  struct Found {
    std::string name;
    std::string topic;
    PartitionId partition;
    bool directory = true;
    bool future = false;
    std::optional<TopicId> topic_id;
    std::optional<ArrivalMark> mark;
  };
  std::vector<Found> found;
  std::size_t next = 0;
  Status failed;
};

// Some of them at a time: thousands one after the other would be most of a start.
Task<void> search_partitions(Env& env, const std::string& path, PartitionSearch& search) {
  while (search.next < search.found.size() && search.failed.ok()) {
    PartitionSearch::Found& found = search.found[search.next++];
    const std::string metadata = path + "/" + found.name + "/partition.metadata";
    const Result<std::string> text = co_await read_file(env.io, metadata, kSmallFileMax);
    if (text.ok()) {
      found.topic_id = parse_partition_metadata(*text);
    } else if (disk_failed(text.error())) {
      // Without it the log would be missing, and an empty one be made in its place.
      search.failed = dir_error(path, "cannot read " + found.name + "/partition.metadata", text.error().os_errno);
      co_return;
    } else {
      found.directory = text.error().os_errno != ENOTDIR;
    }
    if (!found.future || !found.directory) continue;
    const std::string mark_path = arrival_mark_path(path + "/" + found.name);
    const Result<std::string> mark = co_await read_file(env.io, mark_path, kSmallFileMax);
    if (!mark.ok() && mark.error().os_errno == ENOENT) continue;
    if (!mark.ok() && disk_failed(mark.error())) {
      search.failed = dir_error(path, "cannot read the mark of " + found.name, mark.error().os_errno);
      co_return;
    }
    if (mark.ok()) found.mark = parse_arrival_mark(*mark);
    if (!found.mark.has_value()) found.mark = ArrivalMark();
  }
}

Task<Status> find_partitions(Env& env, LogDirectory& directory, FoundLogs& logs) {
  constexpr std::size_t kAtATime = 32;
  const Result<std::vector<std::string>> names = co_await list_directory(env.io, directory.path);
  if (!names.ok()) co_return dir_error(directory.path, "cannot list it", names.error().os_errno);
  PartitionSearch search;
  for (const std::string& name : *names) {
    if (name.ends_with(kRemovedSuffix)) {
      directory.leftover_directories.push_back(name);
      continue;
    }
    const auto future = parse_future_directory(name);
    const auto parsed = future.has_value() ? future : parse_partition_directory(name);
    if (!parsed.has_value()) continue;
    PartitionSearch::Found& candidate = search.found.emplace_back();
    candidate.name = name;
    candidate.topic = parsed->first;
    candidate.partition = parsed->second;
    candidate.future = future.has_value();
  }
  TaskScope workers;
  for (std::size_t i = 0; i < kAtATime; ++i) workers.spawn(search_partitions(env, directory.path, search));
  co_await workers.join();
  if (!search.failed.ok()) co_return search.failed;
  for (PartitionSearch::Found& found : search.found) {
    if (!found.directory) continue;
    if (!found.topic_id.has_value() && found.future && !found.mark.has_value()) {
      directory.leftover_directories.push_back(found.name);  // its making did not get far
      continue;
    }
    if (!found.topic_id.has_value()) {
      directory.unknown_directories.push_back(found.name);
      continue;
    }
    FoundPartition partition;
    partition.id = TopicIdPartition{.topic = *found.topic_id, .partition = found.partition};
    partition.directory_name = std::move(found.name);
    partition.topic = std::move(found.topic);
    if (found.future) {
      directory.futures.push_back({std::move(partition), std::move(found.mark)});
    } else {
      logs.partitions.push_back(std::move(partition));
    }
  }
  co_return Status();
}

// Syncs the file, too: a process that was killed may have left frames in it that are not durable yet, and recovery is
// to act on nothing that a power loss could still take back.
Task<Result<std::optional<journal::FileHeader>>> read_journal_header(Env& env, std::string path) {
  const std::int32_t handle = co_await open_file(env.io, path, O_RDONLY | O_CLOEXEC, 0);
  if (handle < 0) co_return dir_error(path, "cannot open it", -handle);
  std::vector<std::uint8_t> block(journal::kBlockSize);
  const std::int64_t count = co_await read_all(env.io, handle, block, 0);
  const std::int32_t synced = co_await sync_file(env.io, handle);
  static_cast<void>(co_await close_handle(env.io, handle));
  if (count < 0) co_return dir_error(path, "cannot read it", static_cast<int>(-count));
  if (synced < 0) co_return dir_error(path, "cannot sync it", -synced);
  block.resize(static_cast<std::size_t>(count));
  co_return journal::decode_file_header(block);
}

// Whether the run that finished its recovery last also stopped cleanly; takes over what it left.
Task<Status> read_clean_marks(Env& env, LogDirectory& directory, FoundLogs& logs, CurrentRun current) {
  directory.clean = current.shards > 0;
  for (std::uint32_t shard = 0; shard < current.shards && directory.clean; ++shard) {
    const std::string path = clean_mark_path(directory.path, shard);
    const Result<std::string> text = co_await read_file(env.io, path, kCleanMarkMax);
    if (!text.ok() && disk_failed(text.error())) {
      co_return dir_error(directory.path, "cannot read the mark of its clean stop", text.error().os_errno);
    }
    std::optional<CleanMark> mark = text.ok() ? parse_clean_mark(*text) : std::nullopt;
    if (!mark.has_value() || mark->run != current.run || mark->shard != shard || mark->shards != current.shards) {
      directory.clean = false;
      logs.clean.clear();
      break;
    }
    for (CleanLog& log : mark->logs) logs.clean.push_back(std::move(log));
  }
  std::sort(logs.clean.begin(), logs.clean.end(),
            [](const CleanLog& a, const CleanLog& b) { return a.directory_name < b.directory_name; });
  co_return Status();
}

Task<Status> find_journals(Env& env, LogDirectory& directory, FoundLogs& logs) {
  const std::string path = journal_directory(directory.path);
  const std::int32_t made = co_await make_directory(env.io, path);
  if (made < 0 && made != -EEXIST) co_return dir_error(directory.path, "cannot create its journal", -made);
  const std::int32_t synced = co_await sync_directory(env.io, directory.path);
  if (synced < 0) co_return dir_error(directory.path, "cannot sync it", -synced);
  CurrentRun current;
  const std::string current_path = current_run_path(directory.path);
  const std::int64_t current_size = co_await file_size(env.io, current_path);
  if (current_size != -ENOENT) {
    const Result<std::string> text = co_await read_file(env.io, current_path, kSmallFileMax);
    const std::optional<CurrentRun> parsed = text.ok() ? parse_current_run(*text) : std::nullopt;
    if (!parsed.has_value()) co_return dir_error(directory.path, "journal/current is damaged");
    current = *parsed;
  }
  directory.live_run = current.run;
  const Status marks = co_await read_clean_marks(env, directory, logs, current);
  if (!marks.ok()) co_return marks;
  std::uint32_t run_max = current.run;
  const Result<std::vector<std::string>> names = co_await list_directory(env.io, path);
  if (!names.ok()) co_return dir_error(path, "cannot list it", names.error().os_errno);
  for (const std::string& name : *names) {
    if (!name.ends_with(".wal")) continue;
    // A file whose header never became durable has its name all the same, and no other file may get that.
    std::uint32_t named_run = 0;
    std::from_chars(name.data(), name.data() + name.size(), named_run);
    run_max = std::max(run_max, named_run);
    const std::string file = path + "/" + name;
    const Result<std::optional<journal::FileHeader>> header = co_await read_journal_header(env, file);
    if (!header.ok()) co_return header.error();
    if (header->has_value()) run_max = std::max(run_max, (*header)->id.run);
    const bool live = header->has_value() && !directory.clean && (*header)->id.run >= directory.live_run &&
                      (directory.founded || (*header)->directory == directory.id);
    if (!live) {
      directory.spare_journals.push_back(name);
      continue;
    }
    FoundJournal found;
    found.file_name = name;
    found.run = (*header)->id.run;
    found.shard = (*header)->id.shard;
    found.sequence = (*header)->id.sequence;
    directory.journals.push_back(std::move(found));
  }
  std::sort(directory.journals.begin(), directory.journals.end(), [](const FoundJournal& a, const FoundJournal& b) {
    return std::tie(a.run, a.shard, a.sequence) < std::tie(b.run, b.shard, b.sequence);
  });
  directory.run = run_max + 1;
  co_return Status();
}

Task<Status> open_one(Env& env, LogDirectory& directory) {
  const Status made = co_await make_directories(env, directory.path);
  if (!made.ok()) co_return made;
  const std::string lock_path = directory.path + "/.lock";
  const Result<Handle> lock = env.io.lock_file(lock_path);
  if (!lock.ok()) {
    const int os_errno = lock.error().os_errno;
    if (os_errno == EWOULDBLOCK)
      co_return dir_error(directory.path, "in use by another process (its .lock is held)", os_errno);
    co_return dir_error(directory.path, "cannot lock it", os_errno);
  }
  directory.lock = *lock;
  const Status meta = co_await read_meta(env, directory);
  if (!meta.ok()) co_return meta;
  FoundLogs logs;
  const Status journals = co_await find_journals(env, directory, logs);
  if (!journals.ok()) co_return journals;
  const Status partitions = co_await find_partitions(env, directory, logs);
  directory.logs = std::make_shared<const FoundLogs>(std::move(logs));
  co_return partitions;
}

}  // namespace

Task<Result<LogDirectories>> open_log_directories(Env& env, std::vector<std::string> paths) {
  LogDirectories opened;
  Status result;
  Status first_failure;
  bool usable = false;
  for (const std::string& path : paths) {
    opened.directories.emplace_back();
    LogDirectory& directory = opened.directories.back();
    directory.path = path;
    result = co_await open_one(env, directory);
    // Somebody else's data are no failed disk.
    if (!result.ok() && result.error().os_errno == EWOULDBLOCK) break;
    if (!result.ok()) {
      if (first_failure.ok()) first_failure = result;
      directory.failure = result.error();
      continue;
    }
    usable = true;
    for (std::size_t i = 0; i + 1 < opened.directories.size(); ++i) {
      if (!opened.directories[i].failure.has_value() && opened.directories[i].id == directory.id) {
        result = dir_error(path, "has the same directory.id as " + opened.directories[i].path);
      }
    }
    if (!result.ok()) break;
  }
  const bool refused = !result.ok() && !opened.directories.back().failure.has_value();
  if (!refused && !usable) result = first_failure;
  if (!refused && usable) {
    for (const LogDirectory& directory : opened.directories) {
      if (!directory.failure.has_value()) continue;
      env.log.module("storage").error("log directory offline",
                                      {{"directory", directory.path}, {"reason", directory.failure->message}});
    }
    co_return opened;
  }
  static_cast<void>(co_await close_log_directories(env, opened));
  co_return result.error();
}

Task<Status> write_meta_properties(Env& env, std::string path, MetaProperties meta) {
  const std::string file = path + "/meta.properties";
  co_return co_await replace_file(env.io, file, meta_properties_text(meta));
}

Task<Result<bool>> holds_no_partition(Backend& io, std::string path) {
  const Result<std::vector<std::string>> names = co_await list_directory(io, path);
  if (!names.ok()) co_return names.error();
  if (names->empty()) co_return true;
  if (names->size() > 1 || names->front() != "partition.metadata") co_return false;
  const std::string file = path + "/partition.metadata";
  const std::int64_t size = co_await file_size(io, file);
  if (size < 0) co_return dir_error(path, "cannot stat partition.metadata", static_cast<int>(-size));
  co_return size == 0;
}

Task<Status> finish_recovery(Env& env, LogDirectories directories, std::uint32_t shard_count) {
  for (const LogDirectory& directory : directories.directories) {
    // What its journals hold may not be in any segment yet.
    if (directory.failure.has_value()) continue;
    CurrentRun current;
    current.run = directory.run;
    current.shards = shard_count;
    const std::string path = current_run_path(directory.path);
    const Status replaced = co_await replace_file(env.io, path, current_run_text(current));
    if (!replaced.ok()) co_return replaced;
    for (const FoundJournal& journal : directory.journals) {
      const std::string file = journal_directory(directory.path) + "/" + journal.file_name;
      static_cast<void>(co_await unlink_file(env.io, file));  // the next start takes what is left as a spare
    }
  }
  co_return Status();
}

Task<Status> close_log_directories(Env& env, LogDirectories directories) {
  for (const LogDirectory& directory : directories.directories) {
    if (directory.lock >= 0) static_cast<void>(co_await close_handle(env.io, directory.lock));
  }
  co_return Status();
}

}  // namespace klamm
