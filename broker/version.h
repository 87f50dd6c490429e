// The version of the program, as CMakeLists.txt has it.
#pragma once

#include <string_view>

namespace klamm::broker {

inline constexpr std::string_view kVersion = KLAMM_VERSION;

}  // namespace klamm::broker
