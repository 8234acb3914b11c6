// SPDX-License-Identifier: Apache-2.0
#pragma once

// Results of cases as JUnit's XML, which servers for continuous integration read.

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "../config.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace edge {

struct JunitCase {
  std::string name;
  std::string file;
  std::uint32_t line = 0;  // 0: unknown
  bool passed = true;
  bool error = false;   // it could not be run
  std::string message;  // of a failure: one line
  std::string text;     // and all of it
};

/// The cases of one rule set.
struct JunitSuite {
  std::string name;
  std::vector<std::pair<std::string, std::string>> properties;
  std::vector<JunitCase> cases;
};

/// A whole document, UTF-8. What XML cannot hold is left out of texts.
std::string junit_xml(const std::vector<JunitSuite>& suites);

}  // namespace edge
}  // namespace HOTRO_ABI
}  // namespace hotro
