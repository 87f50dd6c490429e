// The HTTP listeners: /metrics for scrapers, /livez and /readyz for whoever runs the process. One thread of its own
// with Boost.Beast; it reads what is thread-safe (the metrics registry, an atomic state) and never waits for a shard.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "runtime/base/result.h"
#include "runtime/logging/logger.h"

namespace klamm::broker {

struct HttpAnswer {
  unsigned status = 200;
  std::string content_type = "text/plain; charset=utf-8";
  std::string body;
};

// Limits: 64 connections at a time, 16 KiB of request, 10 s for each step; more or longer is closed.
class HttpServer {
 public:
  struct Address {
    std::string host;  // empty: all addresses
    std::uint16_t port = 0;
  };
  // Answers a GET. Called on the server's thread; thread-safe towards the rest of the program, and quick.
  using Handler = std::function<HttpAnswer(const std::string& path)>;

  HttpServer(Logger log, Handler handler);
  // Stops, if it runs.
  ~HttpServer();
  HttpServer(const HttpServer&) = delete;
  HttpServer& operator=(const HttpServer&) = delete;

  // Binds all of them and starts the thread, or says what is wrong and binds none.
  Status start(const std::vector<Address>& addresses);
  // The ports that were bound, in the order of the addresses.
  [[nodiscard]] std::vector<std::uint16_t> ports() const;
  void stop();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace klamm::broker
