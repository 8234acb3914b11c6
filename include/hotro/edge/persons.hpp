// SPDX-License-Identifier: Apache-2.0
#pragma once

// One person under several numbers: ids as they are written, and an old and a new number that a list joins.
//
//   hotro::edge::Persons persons(phases.person);
//   errors = persons.join({"numbers.csv", text});
//   use(persons.key("025 123 456"));

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "../config.hpp"
#include "dossiers.hpp"
#include "phase_rules.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace edge {

class Persons {
 public:
  /// Joins nothing yet.
  explicit Persons(PersonRule rule) : rule_(std::move(rule)) {}

  /// Takes in a list with one person a row, and a column for each form of the rule, which must be one that
  /// joins. Rows with errors are left out; a row that says what another said is none.
  std::vector<DataError> join(const TextFile& list);

  /// The same for all numbers of one person.
  [[nodiscard]] std::string key(std::string_view id) const;
  [[nodiscard]] std::size_t size() const { return joined_.size(); }

 private:
  PersonRule rule_;
  std::unordered_map<std::string, std::string> joined_;  // keys: of the form `from` to that of `to`
};

}  // namespace edge
}  // namespace HOTRO_ABI
}  // namespace hotro
