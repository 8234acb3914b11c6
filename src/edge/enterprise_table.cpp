// SPDX-License-Identifier: Apache-2.0
#include "enterprise_table.hpp"

#include <string>

#include "hotro/edge/cells.hpp"
#include "hotro/edge/stream.hpp"
#include "table_chunk.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace edge {

void EnterpriseIndex::add(std::string_view id, std::uint64_t line) {
  by_id_.emplace(id, static_cast<std::uint32_t>(entries_.size()));
  entries_.push_back({line, -1});
}

void EnterpriseIndex::freeze() {
  const auto bits = static_cast<unsigned>(std::bit_width(3 * by_id_.size() / 2 + 1));
  slots_.assign(std::size_t{1} << bits, {});
  shift_ = 64 - bits;
  std::string padded;
  for (const auto& [id, entry] : by_id_) {
    if (id.size() > 16) continue;
    padded.reserve(id.size() + text_padding);
    padded = id;
    const Wanted wanted = prepare(padded);
    std::size_t at = wanted.slot;
    while (slots_[at].size != 0) at = (at + 1) & (slots_.size() - 1);
    slots_[at] = {wanted.first, wanted.second, static_cast<std::uint32_t>(id.size()), entries_[entry].row};
  }
}

std::int32_t EnterpriseIndex::row_of_long(std::string_view id) const {
  const std::uint32_t entry = find(id);
  return entry == none ? -1 : entries_[entry].row;
}

bool EnterpriseTable::read(const Program& program, const TextFile& text, const ColumnNames* names,
                           DataReports& reports) {
  constexpr std::size_t chunk_bytes = std::size_t{1} << 18U;
  file = text.name;
  for (const Input& input : program.inputs()) columns.emplace_back().type = column_type(input);
  TextStream stream(text.text);
  CsvFeed feed(stream, chunk_bytes);
  TableHeader columns_of(program, text.name, true, names);
  if (!columns_of.read(feed.read_header(), reports)) return false;
  for (const TableColumn& column : columns_of.columns()) header.push_back(column.name);
  std::uint64_t line = feed.first_line();
  std::vector<bool> told(columns_of.columns().size());
  TableChunk chunk;
  const auto describe = [&](const RowError& one, DataError& error) {
    error.column = columns_of.name(Use::enterprise_id);
    if (one.first_line == 0) {
      error.code = "missing_id";
      error.expected = {"mã doanh nghiệp", "the id of the enterprise"};
    } else {
      error.value = shown(chunk.id(one.row, Use::enterprise_id));
      error.code = "duplicate_enterprise";
      error.expected = first_in(one.first_line);
    }
  };
  for (bool whole = false; feed.next(chunk.csv, whole); line += chunk.csv.lines()) {
    if (whole) chunk.csv.split(columns_of.separator(), columns_of.columns().size(), true);
    chunk.read(columns_of, nullptr, nullptr);
    for (std::size_t row = 0; row < chunk.rows(); ++row) {
      const RowIds& of_row = chunk.ids(row);
      const std::string_view id = chunk.id(row, Use::enterprise_id);
      std::uint32_t entry = none;
      if (of_row.enterprise == IdState::missing && !of_row.failed) {
        chunk.add_error(row, RowError::of_enterprise);
      } else if (of_row.enterprise == IdState::fine) {
        entry = index.find(id);
        if (entry == none) {
          index.add(id, line + chunk.csv.line(row));
          entry = index.find(id);
        } else {
          chunk.add_error(row, RowError::of_enterprise, index[entry].line);
          index[entry].row = -1;  // which of the two rows is right cannot be known
        }
      }
      if (of_row.failed) continue;
      index[entry].row = static_cast<std::int32_t>(ids.size());
      ids.emplace_back(id);
      for (const TableColumn& column : columns_of.columns()) {
        if (column.use == Use::fact) columns[column.input].append(chunk.columns()[column.input], row);
      }
      partial += of_row.partial;
    }
    chunk.tell_errors(columns_of, line, describe,
                      [&](DataError&& error) { reports.errors.push_back(std::move(error)); });
    chunk.tell_nameless(columns_of, line, told,
                        [&](DataError&& warning) { reports.warnings.push_back(std::move(warning)); });
    if (!reports.within_limit()) return false;
  }
  for (const TableColumn& column : columns_of.columns()) {
    if (column.use == Use::fact) columns[column.input].present = true;
  }
  index.freeze();
  return true;
}

}  // namespace edge
}  // namespace HOTRO_ABI
}  // namespace hotro
