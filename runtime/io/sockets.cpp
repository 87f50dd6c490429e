#include "runtime/io/sockets.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netdb.h>
#include <netinet/tcp.h>
#include <sys/file.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <memory>
#include <system_error>

namespace klamm {

namespace {

std::string text_of(int os_errno) { return std::generic_category().message(os_errno); }

// An address without its port; empty where it is of no kind that we know.
std::string text_of(const sockaddr& address) {
  char text[INET6_ADDRSTRLEN] = {};
  if (address.sa_family == AF_INET) {
    ::inet_ntop(AF_INET, &reinterpret_cast<const sockaddr_in&>(address).sin_addr, text, sizeof text);
  } else if (address.sa_family == AF_INET6) {
    const in6_addr& ipv6 = reinterpret_cast<const sockaddr_in6&>(address).sin6_addr;
    // An IPv4 client of a listener for both: shown as what it is.
    const bool mapped = IN6_IS_ADDR_V4MAPPED(&ipv6);
    ::inet_ntop(mapped ? AF_INET : AF_INET6, mapped ? &ipv6.s6_addr[12] : ipv6.s6_addr, text, sizeof text);
  }
  return text;
}

std::uint16_t port_of(const sockaddr_storage& address) {
  if (address.ss_family == AF_INET) return ntohs(reinterpret_cast<const sockaddr_in&>(address).sin_port);
  if (address.ss_family == AF_INET6) return ntohs(reinterpret_cast<const sockaddr_in6&>(address).sin6_port);
  return 0;
}

void set_option(Handle socket, int level, int option, int value) {
  // Best effort: a socket without the option works, and one that is gone says so at its next operation.
  static_cast<void>(::setsockopt(socket, level, option, &value, sizeof value));
}

struct FreeAddresses {
  void operator()(addrinfo* list) const { ::freeaddrinfo(list); }
};

// A listening socket on one resolved address, or -errno.
int listen_on(const addrinfo& address, int backlog, bool non_blocking) {
  const int flags = SOCK_CLOEXEC | (non_blocking ? SOCK_NONBLOCK : 0);
  const int listener = ::socket(address.ai_family, address.ai_socktype | flags, address.ai_protocol);
  if (listener < 0) return -errno;
  set_option(listener, SOL_SOCKET, SO_REUSEADDR, 1);
  set_option(listener, SOL_SOCKET, SO_REUSEPORT, 1);
  if (address.ai_family == AF_INET6) set_option(listener, IPPROTO_IPV6, IPV6_V6ONLY, 0);
  if (::bind(listener, address.ai_addr, address.ai_addrlen) == 0 && ::listen(listener, backlog) == 0) return listener;
  const int failed = errno;
  ::close(listener);
  return -failed;
}

}  // namespace

Result<Handle> open_listener(std::string_view host, std::uint16_t port, int backlog, bool non_blocking) {
  const std::string name(host.empty() ? "::" : host);
  const std::string service = std::to_string(port);
  addrinfo hints{};
  hints.ai_family = AF_UNSPEC;
  hints.ai_socktype = SOCK_STREAM;
  hints.ai_flags = AI_PASSIVE | AI_NUMERICSERV;
  addrinfo* found = nullptr;
  const int resolved = ::getaddrinfo(name.c_str(), service.c_str(), &hints, &found);
  if (resolved != 0) {
    return Error(ErrorCode::kNetworkException, "cannot resolve " + name + ": " + ::gai_strerror(resolved),
                 EADDRNOTAVAIL);
  }
  const std::unique_ptr<addrinfo, FreeAddresses> list(found);
  int result = -EADDRNOTAVAIL;
  for (const addrinfo* address = list.get(); address != nullptr; address = address->ai_next) {
    result = listen_on(*address, backlog, non_blocking);
    if (result >= 0) return result;
  }
  if (host.empty() && (result == -EAFNOSUPPORT || result == -EADDRNOTAVAIL)) {
    // A machine without IPv6.
    return open_listener("0.0.0.0", port, backlog, non_blocking);
  }
  return Error(ErrorCode::kNetworkException,
               "cannot listen on " + std::string(host) + ':' + service + ": " + text_of(-result), -result);
}

Result<Handle> open_socket(const sockaddr_storage& address, bool non_blocking) {
  const int created = ::socket(address.ss_family, SOCK_STREAM | SOCK_CLOEXEC | (non_blocking ? SOCK_NONBLOCK : 0), 0);
  if (created < 0) return Error(ErrorCode::kNetworkException, "cannot make a socket: " + text_of(errno), errno);
  return created;
}

void set_socket_options(Handle socket, int send_buffer_bytes, int receive_buffer_bytes) {
  set_option(socket, IPPROTO_TCP, TCP_NODELAY, 1);
  set_option(socket, SOL_SOCKET, SO_KEEPALIVE, 1);
  if (send_buffer_bytes != -1) set_option(socket, SOL_SOCKET, SO_SNDBUF, send_buffer_bytes);
  if (receive_buffer_bytes != -1) set_option(socket, SOL_SOCKET, SO_RCVBUF, receive_buffer_bytes);
}

std::string format_peer(Handle socket) {
  sockaddr_storage address{};
  socklen_t length = sizeof address;
  if (::getpeername(socket, reinterpret_cast<sockaddr*>(&address), &length) < 0) return "?";
  const std::string host = text_of(reinterpret_cast<const sockaddr&>(address));
  if (host.empty()) return "?";
  const bool ipv6 = host.find(':') != std::string::npos;
  return (ipv6 ? '[' + host + ']' : host) + ':' + std::to_string(port_of(address));
}

std::uint16_t port_of(Handle socket) {
  sockaddr_storage address{};
  socklen_t length = sizeof address;
  if (::getsockname(socket, reinterpret_cast<sockaddr*>(&address), &length) < 0) return 0;
  return port_of(address);
}

std::string path_of_descriptor(Handle handle) {
  std::array<char, 4096> path{};
  const std::string link = "/proc/self/fd/" + std::to_string(handle);
  const ssize_t length = ::readlink(link.c_str(), path.data(), path.size());
  return length < 0 ? "?" : std::string(path.data(), static_cast<std::size_t>(length));
}

Result<Handle> open_locked(const std::string& path) {
  const int file = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
  if (file < 0) return Error(ErrorCode::kKafkaStorageError, "cannot open " + path + ": " + text_of(errno), errno);
  if (::flock(file, LOCK_EX | LOCK_NB) == 0) return file;
  const int failed = errno;
  ::close(file);
  return Error(ErrorCode::kKafkaStorageError, "cannot lock " + path + ": " + text_of(failed), failed);
}

Result<std::vector<std::string>> addresses_of(const std::string& host) {
  addrinfo hints{};
  hints.ai_family = AF_UNSPEC;
  hints.ai_socktype = SOCK_STREAM;
  addrinfo* found = nullptr;
  const int resolved = ::getaddrinfo(host.c_str(), nullptr, &hints, &found);
  if (resolved != 0)
    return Error(ErrorCode::kNetworkException, "cannot resolve " + host + ": " + ::gai_strerror(resolved));
  const std::unique_ptr<addrinfo, FreeAddresses> list(found);
  std::vector<std::string> addresses;
  for (const addrinfo* address = list.get(); address != nullptr; address = address->ai_next) {
    addresses.push_back(text_of(*address->ai_addr));
  }
  return addresses;
}

std::int64_t monotonic_now_ns() {
  timespec now{};
  ::clock_gettime(CLOCK_MONOTONIC, &now);
  return static_cast<std::int64_t>(now.tv_sec) * 1'000'000'000 + now.tv_nsec;
}

std::int64_t wall_now_ms() {
  timespec now{};
  ::clock_gettime(CLOCK_REALTIME, &now);
  return static_cast<std::int64_t>(now.tv_sec) * 1000 + now.tv_nsec / 1'000'000;
}

}  // namespace klamm
