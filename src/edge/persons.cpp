// SPDX-License-Identifier: Apache-2.0
#include "hotro/edge/persons.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "hotro/edge/cells.hpp"
#include "hotro/edge/csv.hpp"
#include "ids.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace edge {
namespace {

/// Without what people group digits with.
std::string digits_of(std::string_view cell) {
  std::string digits;
  for (const char c : trim(cell)) {
    if (c != ' ' && c != '.' && c != '-') digits += c;
  }
  return digits;
}

bool has_form(const std::string& number, const NumberForm& form) {
  return static_cast<int>(number.size()) == form.digits &&
         number.find_first_not_of("0123456789") == std::string::npos;
}

}  // namespace

std::vector<DataError> Persons::join(const TextFile& list) {
  std::vector<DataError> errors;
  CsvRow row;
  const auto report = [&](const std::string& column, std::string_view code, Text expected) {
    errors.push_back({list.name, row.line, column, "", std::string(code), std::move(expected)});
  };
  CsvReader reader(list.text);
  std::size_t places[2] = {};
  const NumberForm* forms[2] = {&rule_.from, &rule_.to};
  const bool has_header = reader.next(row) && row.fault == CsvFault::none;
  for (std::size_t i = 0; i < 2; ++i) {
    const auto found = std::find_if(row.cells.begin(), row.cells.end(),
                                    [&](std::string_view cell) { return trim(cell) == forms[i]->name; });
    if (!has_header || found == row.cells.end()) {
      report(forms[i]->name, "missing_column",
             {fmt::format("cột “{}” và “{}”", rule_.from.name, rule_.to.name),
              fmt::format("the columns \"{}\" and \"{}\"", rule_.from.name, rule_.to.name)});
      return errors;
    }
    places[i] = static_cast<std::size_t>(found - row.cells.begin());
  }
  const std::size_t columns = row.cells.size();
  while (reader.next(row) && errors.size() < most_data_errors) {
    if (row.fault != CsvFault::none || row.cells.size() != columns) {
      report("", row.fault != CsvFault::none ? name(row.fault) : "wrong_cell_count",
             {fmt::format("{} ô", columns), fmt::format("{} cells", columns)});
      continue;
    }
    std::string keys[2];
    bool good = true;
    for (std::size_t i = 0; i < 2; ++i) {
      const std::string number = digits_of(row.cells[places[i]]);
      keys[i] = person_key(number);
      if (has_form(number, *forms[i])) continue;
      good = false;
      report(forms[i]->name, "wrong_digits",
             {fmt::format("{} chữ số", forms[i]->digits), fmt::format("{} digits", forms[i]->digits)});
    }
    if (!good) continue;
    if (!join(keys[0], keys[1]))
      report(forms[0]->name, "joined_twice",
             {"mỗi số chỉ thuộc về một người", "a number that belongs to one person only"});
  }
  return errors;
}

bool Persons::join(std::string_view old_number, std::string_view new_number) {
  const std::string key = person_key(new_number);
  return joined_.try_emplace(person_key(old_number), key).first->second == key;
}

std::string Persons::key(std::string_view id) const {
  std::string key = person_key(id);
  const auto found = joined_.find(key);
  return found == joined_.end() ? key : found->second;
}

}  // namespace edge
}  // namespace HOTRO_ABI
}  // namespace hotro
