#include "broker/http/http_server.h"

#include <pthread.h>

#include <atomic>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ip/v6_only.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http.hpp>
#include <chrono>
#include <csignal>
#include <optional>
#include <thread>

namespace klamm::broker {

namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using Tcp = asio::ip::tcp;

constexpr std::size_t kConnectionsMax = 64;
constexpr std::size_t kRequestSizeBytesMax = 16 * 1024;
constexpr std::chrono::seconds kStepTimeout{10};

// One connection: reads a request, answers, and again, until either side has enough. Kept alive by its own callbacks.
class Session : public std::enable_shared_from_this<Session> {
 public:
  Session(Tcp::socket socket, const HttpServer::Handler& handler, std::size_t& connections)
      : stream_(std::move(socket)), handler_(handler), connections_(connections) {
    ++connections_;
  }
  ~Session() { --connections_; }
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;

  void read() {
    parser_.emplace();
    parser_->body_limit(kRequestSizeBytesMax);
    parser_->header_limit(static_cast<std::uint32_t>(kRequestSizeBytesMax));
    stream_.expires_after(kStepTimeout);
    http::async_read(stream_, buffer_, *parser_, [self = shared_from_this()](beast::error_code error, std::size_t) {
      if (!error) self->answer();
    });
  }

 private:
  void answer() {
    const http::request<http::string_body>& request = parser_->get();
    HttpAnswer answer{.status = 405, .body = "only GET\n"};
    const bool head = request.method() == http::verb::head;
    if (head || request.method() == http::verb::get) {
      std::string path(request.target());
      path.resize(std::min(path.size(), path.find('?')));
      answer = handler_(path);
    }
    response_ = {};
    response_.version(request.version());
    response_.result(answer.status);
    response_.set(http::field::server, "klamm");
    response_.set(http::field::content_type, answer.content_type);
    response_.keep_alive(request.keep_alive());
    response_.content_length(answer.body.size());
    if (!head) response_.body() = std::move(answer.body);
    stream_.expires_after(kStepTimeout);
    http::async_write(stream_, response_, [self = shared_from_this()](beast::error_code error, std::size_t) {
      if (!error && self->response_.keep_alive()) self->read();
    });
  }

  beast::tcp_stream stream_;
  beast::flat_buffer buffer_{2 * kRequestSizeBytesMax};
  std::optional<http::request_parser<http::string_body>> parser_;
  http::response<http::string_body> response_;
  const HttpServer::Handler& handler_;
  std::size_t& connections_;
};

}  // namespace

struct HttpServer::State {
  Logger log;
  Handler handler;
  asio::io_context context{1};
  std::vector<Tcp::acceptor> acceptors;
  std::size_t connections = 0;  // on the thread only
  std::thread thread;

  State(Logger logger, Handler answer) : log(std::move(logger)), handler(std::move(answer)) {}

  Status bind(const Address& address);
  void accept(Tcp::acceptor& acceptor);
};

Status HttpServer::State::bind(const Address& address) {
  const std::string where = (address.host.empty() ? "*" : address.host) + ":" + std::to_string(address.port);
  beast::error_code error;
  Tcp::resolver resolver(context);
  std::vector<Tcp::endpoint> endpoints;
  if (address.host.empty()) {
    endpoints = {Tcp::endpoint(Tcp::v6(), address.port), Tcp::endpoint(Tcp::v4(), address.port)};
  } else {
    for (const auto& found : resolver.resolve(address.host, std::to_string(address.port), error)) {
      endpoints.push_back(found.endpoint());
    }
  }
  // The first address that works: a machine without IPv6 has no IPv6 socket.
  for (const Tcp::endpoint& endpoint : endpoints) {
    Tcp::acceptor acceptor(context);
    acceptor.open(endpoint.protocol(), error);
    if (!error && endpoint.protocol() == Tcp::v6()) acceptor.set_option(asio::ip::v6_only(false), error);
    if (!error) acceptor.set_option(Tcp::acceptor::reuse_address(true), error);
    if (!error) acceptor.bind(endpoint, error);
    if (!error) acceptor.listen(asio::socket_base::max_listen_connections, error);
    if (error) continue;
    acceptors.push_back(std::move(acceptor));
    return {};
  }
  return Error(ErrorCode::kUnknownServerError, "http.listeners: cannot listen on " + where + ": " + error.message());
}

void HttpServer::State::accept(Tcp::acceptor& acceptor) {
  acceptor.async_accept([this, &acceptor](beast::error_code error, Tcp::socket socket) {
    if (error == asio::error::operation_aborted) return;
    // Over the limit the socket is closed by going out of scope.
    if (!error && connections < kConnectionsMax) {
      std::make_shared<Session>(std::move(socket), handler, connections)->read();
    }
    accept(acceptor);
  });
}

HttpServer::HttpServer(Logger log, Handler handler)
    : state_(std::make_unique<State>(std::move(log), std::move(handler))) {}

HttpServer::~HttpServer() { stop(); }

Status HttpServer::start(const std::vector<Address>& addresses) {
  for (const Address& address : addresses) {
    Status bound = state_->bind(address);
    if (!bound.ok()) {
      state_->acceptors.clear();
      return bound;
    }
  }
  if (state_->acceptors.empty()) return {};
  for (Tcp::acceptor& acceptor : state_->acceptors) state_->accept(acceptor);
  state_->thread = std::thread([state = state_.get()] {
    pthread_setname_np(pthread_self(), "klamm-http");
    state->context.run();
  });
  return {};
}

std::vector<std::uint16_t> HttpServer::ports() const {
  std::vector<std::uint16_t> ports;
  for (const Tcp::acceptor& acceptor : state_->acceptors) ports.push_back(acceptor.local_endpoint().port());
  return ports;
}

void HttpServer::stop() {
  if (!state_->thread.joinable()) return;
  state_->context.stop();
  state_->thread.join();
}

}  // namespace klamm::broker
