// SPDX-License-Identifier: Apache-2.0
#pragma once

// What the columns of a table hold, by its first row.

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "column_parser.hpp"
#include "csv_feed.hpp"
#include "hotro/config.hpp"
#include "hotro/edge/column_names.hpp"
#include "hotro/edge/data_error.hpp"
#include "hotro/program.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace edge {

enum class Use : std::uint8_t {
  nothing,
  nameless,  // nothing, but it is said if there are cells
  dossier_id,
  enterprise_id,
  person,
  fact,
};

struct TableColumn {
  std::string name;  // as the file says
  Use use = Use::nothing;
  std::uint32_t input = none;          // of a fact and of the person
  std::optional<ColumnParser> parser;  // of a fact
};

/// A list whose rows have columns, while no column says how many there are: it ends with its last row that
/// has a cell which is not empty.
struct CountedList {
  std::uint32_t count = none;                               // the input that says it
  std::vector<std::pair<std::int64_t, std::size_t>> cells;  // row, from 1, and column
};

/// What is said of tables.
struct DataReports {
  std::vector<DataError> errors, warnings;

  /// Of tables that are read whole: false, with a last error that says so, at more than `most_data_errors`.
  bool within_limit();
};

using Tell = std::function<void(DataError&&)>;

class TableHeader {
 public:
  /// The program and the names must outlive it.
  TableHeader(const Program& program, std::string file, bool of_enterprise,
              const ColumnNames* names = nullptr);

  /// False, with errors, if rows cannot be read under it.
  bool read(const CsvHeader& header, DataReports& reports);

  [[nodiscard]] const Program& program() const { return program_; }
  [[nodiscard]] const Currency& currency() const { return currency_; }
  [[nodiscard]] const std::string& file() const { return file_; }
  [[nodiscard]] const std::vector<TableColumn>& columns() const { return columns_; }
  [[nodiscard]] const std::vector<CountedList>& counted() const { return counted_; }
  [[nodiscard]] bool has(Use use) const { return find(use) != nullptr; }
  [[nodiscard]] char separator() const { return separator_; }
  /// What the file calls the column of that use, or what the rule set does.
  [[nodiscard]] std::string name(Use use) const;
  /// One that is completed by whoever knows more.
  [[nodiscard]] DataError error(std::uint64_t line, std::string column, std::string_view code,
                                Text expected) const;

 private:
  TableColumn column(std::string_view name, std::vector<std::string>& known) const;
  [[nodiscard]] const TableColumn* find(Use use) const;
  void check_required(std::uint64_t line, DataReports& reports) const;
  void find_counted(std::uint64_t line, DataReports& reports);

  const Program& program_;
  Currency currency_;
  std::string file_;
  bool of_enterprise_;
  const ColumnNames* names_;
  std::vector<TableColumn> columns_;
  std::vector<CountedList> counted_;
  char separator_ = ',';
};

/// The name of the fact that identifies a person; empty if there is none.
std::string person_column(const Program& program);
/// What a row with a fault lacks.
Text expected(CsvFault fault);

}  // namespace edge
}  // namespace HOTRO_ABI
}  // namespace hotro
