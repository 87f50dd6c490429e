#include "broker/http/cluster_metrics.h"

#include <catch2/catch.hpp>
#include <string>

namespace klamm::broker {

TEST_CASE("kip_1066 metrics tell which log directories have failed or are cordoned") {
  ClusterSample sample;
  sample.log_dirs = {{"/a", true, false}, {"/b", false, true}, {"/c", false, false}};
  const std::string page = print_cluster_metrics(sample);
  const auto has_line = [&](const std::string& line) { return page.find("\n" + line + "\n") != std::string::npos; };
  CHECK(has_line("kafka_log_logmanager_offlinelogdirectorycount 1"));
  CHECK(has_line("kafka_log_logmanager_logdirectoryoffline{logdirectory=\"/a\"} 1"));
  CHECK(has_line("kafka_log_logmanager_logdirectoryoffline{logdirectory=\"/b\"} 0"));
  CHECK(has_line("kafka_log_logmanager_cordonedlogdirectorycount 1"));
  CHECK(has_line("kafka_log_logmanager_logdirectorycordoned{logdirectory=\"/b\"} 1"));
  CHECK(has_line("kafka_log_logmanager_logdirectorycordoned{logdirectory=\"/c\"} 0"));
}

}  // namespace klamm::broker
