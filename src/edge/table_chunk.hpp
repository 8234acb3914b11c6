// SPDX-License-Identifier: Apache-2.0
#pragma once

// A chunk of a table as ids, typed cells and what is wrong with its rows: all that can be said of it without
// the rest of the table.

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "csv_chunk.hpp"
#include "enterprise_table.hpp"
#include "hotro/config.hpp"
#include "hotro/edge/cells.hpp"
#include "hotro/edge/column_data.hpp"
#include "hotro/edge/data_error.hpp"
#include "ids.hpp"
#include "table_header.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace edge {

/// What is known of an id of a row.
enum class IdState : std::uint8_t { missing, refused, fine };

struct RowIds {
  IdKey dossier_key, person_key;     // where they are fine
  std::int32_t enterprise_row = -1;  // -1: none
  std::uint16_t partial = 0;         // cells known in part
  IdState dossier = IdState::missing;
  IdState enterprise = IdState::missing;
  IdState person = IdState::missing;
  bool plain = true;    // no id has blanks around it or needs quotes
  bool failed = false;  // the row has errors
};

/// That a row has an error, as small as it can be told from: a chunk may have a hundred thousand.
struct RowError {
  /// Behind the errors of cells, which are numbered by column.
  static constexpr std::uint32_t of_dossier = 1'000'000;
  static constexpr std::uint32_t of_person = of_dossier + 1;
  static constexpr std::uint32_t of_enterprise = of_dossier + 2;
  std::uint32_t row = 0;
  std::uint32_t order = 0;
  std::uint64_t first_line = 0;  // where the id stands first; 0: nowhere
};

class TableChunk {
 public:
  CsvChunk csv;

  /// Reads the rows that csv was split into. `keys`: those of ids are computed; otherwise null.
  /// `enterprises`: null where the rows do not point at any.
  void read(const TableHeader& header, const IdKeys* keys, const EnterpriseTable* enterprises);
  /// The ids alone.
  void read_ids(const TableHeader& header, const IdKeys& keys);

  [[nodiscard]] std::size_t rows() const { return ids_.size(); }
  [[nodiscard]] RowIds& ids(std::size_t row) { return ids_[row]; }
  [[nodiscard]] const RowIds& ids(std::size_t row) const { return ids_[row]; }
  /// An id without blanks around it; empty if the table has no such column. `text_padding` bytes follow.
  [[nodiscard]] std::string_view id(std::size_t row, Use use) const {
    const std::size_t column = id_columns_[static_cast<std::size_t>(use)];
    if (column == SIZE_MAX) return {};
    const std::string_view cell = csv.cell(row, column);
    return ids_[row].plain ? cell : trim(cell);
  }
  /// One per input of the program.
  [[nodiscard]] std::vector<ColumnData>& columns() { return columns_; }
  [[nodiscard]] const std::vector<std::int32_t>& enterprise() const { return enterprise_; }
  /// Rows whose enterprise is not known, or has errors.
  [[nodiscard]] const std::vector<std::uint32_t>& enterprise_troubles() const { return troubles_; }

  void add_error(std::size_t row, std::uint32_t order, std::uint64_t first_line = 0) {
    ids_[row].failed = true;
    errors_.push_back({static_cast<std::uint32_t>(row), order, first_line});
  }
  /// The errors in the order of lines and columns; their lines are counted from that of the beginning of the
  /// chunk. `describe`: completes one that is not of a cell.
  void tell_errors(const TableHeader& header, std::uint64_t chunk_line,
                   const std::function<void(const RowError&, DataError&)>& describe, const Tell& tell);
  /// Notes of columns without a name that were not told of yet.
  void tell_nameless(const TableHeader& header, std::uint64_t chunk_line, std::vector<bool>& told,
                     const Tell& tell) const;

 private:
  static void describe_stray(const TableHeader& header, const CsvStray& stray, DataError& error);
  void describe_cell(const TableHeader& header, const RowError& one, DataError& error) const;
  void read_facts(const TableHeader& header, std::size_t column);
  void count_rows(const CountedList& list);
  template <class Take>
  void read_id(std::size_t column, bool report, Take take);
  IdState read_odd_id(std::size_t column, std::size_t row, bool report);
  void find_enterprises(const EnterpriseTable& enterprises);
  void read_id_columns(const TableHeader& header, const IdKeys* keys, bool report);

  std::vector<RowIds> ids_;
  std::array<std::size_t, 6> id_columns_{};  // by Use
  std::vector<ColumnData> columns_;
  std::vector<std::int32_t> enterprise_;
  std::vector<std::uint32_t> unread_;
  std::vector<std::uint32_t> troubles_;
  std::vector<std::pair<std::uint32_t, std::size_t>> nameless_;  // the line of the first cell, the column
  std::vector<RowError> errors_;
};

/// An id stands in an earlier row, too.
Text first_in(std::uint64_t line);

}  // namespace edge
}  // namespace HOTRO_ABI
}  // namespace hotro
