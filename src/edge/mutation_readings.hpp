// SPDX-License-Identifier: Apache-2.0
#pragma once

// On which readings it rests what a change comes to. In all others two changes that give the same program
// give the same program as well.

#include <cstdint>
#include <vector>

#include "mutation_sites.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace edge {

class MutationReadings {
 public:
  explicit MutationReadings(const RuleSet& rules);

  /// By reading: whether something rests on it that the change is a part of, through definitions and upwards.
  [[nodiscard]] std::vector<bool> of(const MutationSite& site) const;

 private:
  void enter(FormulaId root, std::uint32_t definition);
  void enter(const Timeline<FormulaId>& timeline, std::uint32_t definition);

  /// A formula that no other has as an input, with all that stands below it but definitions.
  struct Root {
    std::uint32_t definition = none;         // of which it is a version
    std::vector<std::uint32_t> definitions;  // that are read
    std::vector<bool> readings;
  };
  const RuleSet& rules_;
  std::vector<Root> roots_;
  std::vector<std::vector<std::uint32_t>> roots_of_;  // by formula
};

}  // namespace edge
}  // namespace HOTRO_ABI
}  // namespace hotro
