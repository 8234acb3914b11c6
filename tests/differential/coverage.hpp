// SPDX-License-Identifier: Apache-2.0
#pragma once

// What generated rule sets and their programs are made of, so that nothing of the engine is left out unseen.

#include <cstddef>
#include <map>
#include <string>
#include <vector>

#include "hotro/hotro.hpp"

namespace generated {

class Coverage {
 public:
  void add(const hotro::RuleSet& rules, const hotro::Program& program);
  void add(const Coverage& other);
  /// What never came up: ops in each lane that they have, with each rounding, month end and lane to convert
  /// from; operations of formulas, kinds of facts, parameters and definitions.
  [[nodiscard]] std::vector<std::string> missing() const;
  /// How often each came up, the rarest first.
  [[nodiscard]] std::string text() const;

 private:
  std::map<std::string, std::size_t> counts_;
};

}  // namespace generated
