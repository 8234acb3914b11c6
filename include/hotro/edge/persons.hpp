// SPDX-License-Identifier: Apache-2.0
#pragma once

// One person under several numbers: ids as they are written, and an old and a new number that a list joins.
//
//   hotro::edge::Persons persons(phases.person);
//   errors = persons.join({"numbers.csv", text});
//   use(persons.key("025 123 456"));

#include <map>
#include <string>
#include <string_view>
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

  /// Two numbers as join() takes them; false if the old one belongs to another new one.
  bool join(std::string_view old_number, std::string_view new_number);

  /// The same for all numbers of one person.
  [[nodiscard]] std::string key(std::string_view id) const;
  /// Numbers that are joined, old and new, by the old ones.
  [[nodiscard]] const std::map<std::string, std::string>& joined() const { return joined_; }

 private:
  PersonRule rule_;
  std::map<std::string, std::string> joined_;  // keys: of the form `from` to that of `to`
};

}  // namespace edge
}  // namespace HOTRO_ABI
}  // namespace hotro
