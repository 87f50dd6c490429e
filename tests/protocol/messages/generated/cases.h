// Made by protocol/schema/generate.py from protocol/schema/*.txt. Not to be edited.
// All messages as test cases, in several sources.
#pragma once

#include <vector>

#include "tests/protocol/messages/filler.h"

namespace klamm::protocol::test {

std::vector<Case> cases_0();
std::vector<Case> cases_1();
std::vector<Case> cases_2();
std::vector<Case> cases_3();
std::vector<Case> cases_4();
std::vector<Case> cases_5();
std::vector<Case> cases_6();
std::vector<Case> cases_7();

inline std::vector<Case> all_cases() {
  std::vector<Case> all;
  const auto append = [&all](std::vector<Case> more) {
    for (Case& one : more) all.push_back(std::move(one));
  };
  append(cases_0());
  append(cases_1());
  append(cases_2());
  append(cases_3());
  append(cases_4());
  append(cases_5());
  append(cases_6());
  append(cases_7());
  return all;
}

}  // namespace klamm::protocol::test
