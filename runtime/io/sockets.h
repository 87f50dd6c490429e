// The system calls about sockets and locks that both real backends make at once, outside of the queue of operations:
// rare ones, that do not block.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "runtime/base/result.h"
#include "runtime/io/op.h"

namespace klamm {

// See Backend::listen, socket, tune_socket, peer_address, local_port, lock_file. `non_blocking` as the backend needs
// it: epoll sets it, io_uring must not (it would answer EAGAIN instead of waiting).
Result<Handle> open_listener(std::string_view host, std::uint16_t port, int backlog, bool non_blocking);
Result<Handle> open_socket(const sockaddr_storage& address, bool non_blocking);
void set_socket_options(Handle socket, int send_buffer_bytes, int receive_buffer_bytes);
std::string format_peer(Handle socket);
std::uint16_t port_of(Handle socket);
// Backend::path_of, of a real descriptor: what /proc says.
std::string path_of_descriptor(Handle handle);
Result<Handle> open_locked(const std::string& path);

// The addresses of a host, as format_peer() prints them, without ports. Asks name servers and waits: not for shards.
Result<std::vector<std::string>> addresses_of(const std::string& host);

// Clocks of both.
std::int64_t monotonic_now_ns();
std::int64_t wall_now_ms();

}  // namespace klamm
