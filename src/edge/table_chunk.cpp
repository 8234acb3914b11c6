// SPDX-License-Identifier: Apache-2.0
#include "table_chunk.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

#include "hotro/edge/cells.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace edge {

Text first_in(std::uint64_t line) {
  return {fmt::format("mã chưa dùng; dòng {} đã dùng mã này", line),
          fmt::format("an id of its own; row {} has this one", line)};
}

void TableChunk::tell_errors(const TableHeader& header, std::uint64_t chunk_line,
                             const std::function<void(const RowError&, DataError&)>& describe,
                             const Tell& tell) {
  std::stable_sort(errors_.begin(), errors_.end(), [](const RowError& a, const RowError& b) {
    return std::tie(a.row, a.order) < std::tie(b.row, b.order);
  });
  auto stray = csv.strays().begin();
  const auto tell_strays = [&](std::uint64_t before) {
    for (; stray != csv.strays().end() && stray->line < before; ++stray) {
      DataError error = header.error(chunk_line + stray->line, "", "", {});
      describe_stray(header, *stray, error);
      tell(std::move(error));
    }
  };
  for (const RowError& one : errors_) {
    tell_strays(csv.line(one.row));
    DataError error = header.error(chunk_line + csv.line(one.row), "", "", {});
    if (one.order < RowError::of_dossier)
      describe_cell(header, one, error);
    else
      describe(one, error);
    tell(std::move(error));
  }
  tell_strays(UINT64_MAX);
}

void TableChunk::tell_nameless(const TableHeader& header, std::uint64_t chunk_line, std::vector<bool>& told,
                               const Tell& tell) const {
  for (const auto& [line, column] : nameless_) {
    if (told[column]) continue;
    told[column] = true;
    tell(header.error(chunk_line + line, "", "unknown_column",
                      {fmt::format("cột {} không có tên nên không được đọc", column + 1),
                       fmt::format("column {} has no name, and is not read", column + 1)}));
  }
}

void TableChunk::describe_stray(const TableHeader& header, const CsvStray& stray, DataError& error) {
  const std::size_t columns = header.columns().size();
  if (stray.fault != CsvFault::none) {
    error.code = name(stray.fault);
    error.expected = expected(stray.fault);
    if (stray.not_utf8 < std::min(stray.cells, columns))
      error.column = shown(header.columns()[stray.not_utf8].name);
  } else {
    error.code = "wrong_cell_count";
    error.expected = {
        fmt::format("{} ô như dòng tiêu đề, không phải {}; ô có dấu phân cách đặt trong ngoặc kép", columns,
                    stray.cells),
        fmt::format("{} cells, as in the header, not {}; a cell that holds a separator stands in quotes",
                    columns, stray.cells)};
  }
}

void TableChunk::describe_cell(const TableHeader& header, const RowError& one, DataError& error) const {
  const TableColumn& about = header.columns()[one.order];
  const std::string_view text = csv.cell(one.row, one.order);
  error.column = about.name;
  if (about.use != Use::person) error.value = shown(trim(text));
  if (about.use == Use::fact) {
    const Input& input = header.program().inputs()[about.input];
    const CellState state = read_cell(input, text, header.currency()).state;
    error.code = name(state);
    error.expected = expected(input, state, text, header.currency());
  } else {
    error.code = "not_an_id";
    error.expected = id_trouble(trim(text));
  }
}

void TableChunk::read_facts(const TableHeader& header, std::size_t column) {
  const TableColumn& about = header.columns()[column];
  const Input& input = header.program().inputs()[about.input];
  ColumnData& data = columns_[about.input];
  data.present = true;
  about.parser->parse(csv, column, data, unread_);
  for (const std::uint32_t row : unread_) {
    const std::string_view text = csv.cell(row, column);
    const Cell cell = read_cell(input, text, header.currency());
    if (cell.state == CellState::value) {
      data.put(row, cell.span());
      if (!cell.span().known()) ++ids_[row].partial;
    } else if (cell.state != CellState::missing) {
      add_error(row, static_cast<std::uint32_t>(column));
    }
  }
}

/// An id that is not plain.
IdState TableChunk::read_odd_id(std::size_t column, std::size_t row, bool report) {
  const std::string_view id = trim(csv.cell(row, column));
  ids_[row].plain = ids_[row].plain && csv.cell(row, column).empty();
  if (id.empty()) return IdState::missing;
  if (id_trouble(id).empty()) return IdState::fine;
  if (report) add_error(row, static_cast<std::uint32_t>(column));
  return IdState::refused;
}

/// Calls take(row's ids, id, its bytes, its state).
template <class Take>
void TableChunk::read_id(std::size_t column, bool report, Take take) {
  const CsvChunk::Column cells = csv.column(column);
  for (std::size_t row = 0; row < ids_.size(); ++row) {
    std::string_view id = cells[row];
    IdState state = IdState::fine;
    IdBytes bytes(id);
    if (!is_plain_id(id, bytes)) [[unlikely]] {
      state = read_odd_id(column, row, report);
      id = trim(id);
      bytes = IdBytes(id);
    }
    take(ids_[row], id, bytes, state);
  }
}

void TableChunk::read_id_columns(const TableHeader& header, const IdKeys* keys, bool report) {
  id_columns_.fill(SIZE_MAX);
  for (std::size_t column = 0; column < header.columns().size(); ++column) {
    const Use use = header.columns()[column].use;
    if (use == Use::dossier_id) {
      read_id(column, report, [&](RowIds& ids, std::string_view id, const IdBytes& bytes, IdState state) {
        ids.dossier = state;
        if (keys != nullptr && state == IdState::fine) ids.dossier_key = keys->dossier(id, bytes);
      });
    } else if (use == Use::person) {
      read_id(column, report, [&](RowIds& ids, std::string_view id, const IdBytes& bytes, IdState state) {
        ids.person = state;
        if (keys != nullptr && state == IdState::fine) ids.person_key = keys->person(id, bytes);
      });
    } else if (use == Use::enterprise_id) {
      read_id(column, report,
              [&](RowIds& ids, std::string_view /*id*/, const IdBytes& /*bytes*/, IdState state) {
                ids.enterprise = state;
              });
    } else {
      continue;
    }
    id_columns_[static_cast<std::size_t>(use)] = column;
  }
}

void TableChunk::find_enterprises(const EnterpriseTable& enterprises) {
  // Some rows at a time: their slots come from memory together.
  constexpr std::size_t at_once = 32;
  std::array<EnterpriseIndex::Wanted, at_once> wanted;
  for (std::size_t first = 0; first < ids_.size(); first += at_once) {
    const std::size_t last = std::min(first + at_once, ids_.size());
    for (std::size_t row = first; row < last; ++row)
      wanted[row - first] = enterprises.index.prepare(id(row, Use::enterprise_id));
    for (std::size_t row = first; row < last; ++row) {
      RowIds& ids = ids_[row];
      if (ids.enterprise == IdState::fine) {
        ids.enterprise_row = enterprises.index.row(wanted[row - first]);
        if (ids.enterprise_row < 0) troubles_.push_back(static_cast<std::uint32_t>(row));
      }
      enterprise_[row] = ids.enterprise_row;
    }
  }
}

void TableChunk::read(const TableHeader& header, const IdKeys* keys, const EnterpriseTable* enterprises) {
  ids_.assign(csv.rows(), {});
  enterprise_.assign(csv.rows(), -1);
  errors_.clear();
  troubles_.clear();
  nameless_.clear();
  if (columns_.empty()) {
    for (const Input& input : header.program().inputs()) columns_.emplace_back().type = column_type(input);
  }
  read_id_columns(header, keys, true);
  for (std::size_t column = 0; column < header.columns().size(); ++column) {
    if (header.columns()[column].use == Use::fact) read_facts(header, column);
    if (header.columns()[column].use != Use::nameless) continue;
    for (std::size_t row = 0; row < csv.rows(); ++row) {
      if (trim(csv.cell(row, column)).empty()) continue;
      nameless_.emplace_back(csv.line(row), column);
      break;
    }
  }
  std::sort(nameless_.begin(), nameless_.end());
  for (const CountedList& list : header.counted()) count_rows(list);
  if (enterprises != nullptr) find_enterprises(*enterprises);
}

void TableChunk::count_rows(const CountedList& list) {
  ColumnData& data = columns_[list.count];
  data.present = true;
  data.complete = true;
  data.cells.assign(csv.rows() * width(data.type), 0);
  data.validity.assign((csv.rows() + 7) / 8, 0);
  data.high.clear();
  for (std::size_t row = 0; row < csv.rows(); ++row) {
    std::int64_t last = 0;
    for (const auto& [number, column] : list.cells) {
      if (number > last && !trim(csv.cell(row, column)).empty()) last = number;
    }
    data.put(row, {last, last});
  }
}

void TableChunk::read_ids(const TableHeader& header, const IdKeys& keys) {
  ids_.assign(csv.rows(), {});
  read_id_columns(header, &keys, false);
}

}  // namespace edge
}  // namespace HOTRO_ABI
}  // namespace hotro
