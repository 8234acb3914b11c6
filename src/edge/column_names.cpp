// SPDX-License-Identifier: Apache-2.0
#include "hotro/edge/column_names.hpp"

#include <algorithm>

#include "hotro/edge/cells.hpp"
#include "hotro/edge/csv.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace edge {
namespace {

std::vector<std::string> known_names(const Program& program) {
  std::vector<std::string> names = {"dossier_id", "enterprise_id"};
  for (const Input& input : program.inputs()) {
    names.push_back(input.path);
    if (input.of_enterprise) names.push_back(input.path.substr(input.path.find('.') + 1));
  }
  return names;
}

}  // namespace

ColumnNames ColumnNames::read(const Program& program, const TextFile& file, std::vector<DataError>& errors) {
  ColumnNames out;
  out.file_ = file.name;
  const auto report = [&](std::uint64_t row, std::string_view column, std::string_view value,
                          std::string_view code, Text expected) {
    errors.push_back(
        {file.name, row, std::string(column), shown(value), std::string(code), std::move(expected)});
  };
  CsvReader reader(file.text);
  CsvRow row;
  const Text header{"dòng tiêu đề: column,fact", "the header: column,fact"};
  if (!reader.next(row)) {
    report(0, "", "", "empty_file", header);
    return out;
  }
  if (row.fault != CsvFault::none || row.cells.size() != 2 || trim(row.cells[0]) != "column" ||
      trim(row.cells[1]) != "fact") {
    report(row.line, "", "", "missing_column", header);
    return out;
  }
  const std::vector<std::string> known = known_names(program);
  while (reader.next(row)) {
    if (row.fault != CsvFault::none || row.cells.size() != 2) {
      report(row.line, "", "", row.fault == CsvFault::none ? "wrong_cell_count" : name(row.fault),
             {"tên cột và tên dữ kiện", "the name of a column and that of a fact"});
      continue;
    }
    const std::string_view column = trim(row.cells[0]);
    const std::string_view fact = trim(row.cells[1]);
    const bool twice = std::any_of(out.names_.begin(), out.names_.end(),
                                   [&](const Name& other) { return other.column == column; });
    if (column.empty() || twice) {
      report(row.line, "column", column, column.empty() ? "missing_column" : "duplicate_column",
             {"mỗi cột một lần", "each column once"});
    } else if (std::find(known.begin(), known.end(), fact) == known.end()) {
      const Text close = did_you_mean_text(fact, known);
      report(row.line, "fact", fact, "unknown_fact",
             {"tên một dữ kiện của bộ quy tắc" + (close.vi.empty() ? "" : "; " + close.vi),
              "the name of a fact" + (close.en.empty() ? "" : "; " + close.en)});
    } else {
      out.names_.push_back({std::string(column), std::string(fact), row.line});
    }
  }
  return out;
}

std::string_view ColumnNames::fact(std::string_view column) const {
  for (const Name& name : names_) {
    if (name.column == column) return name.fact;
  }
  return column;
}

}  // namespace edge
}  // namespace HOTRO_ABI
}  // namespace hotro
