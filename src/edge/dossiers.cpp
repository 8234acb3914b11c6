// SPDX-License-Identifier: Apache-2.0
#include "hotro/edge/dossiers.hpp"

#include <optional>
#include <utility>

#include "applicant_checks.hpp"
#include "csv_feed.hpp"
#include "duplicates.hpp"
#include "enterprise_table.hpp"
#include "hotro/edge/stream.hpp"
#include "table_chunk.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace edge {
struct DossierReader::State {
  State(const Program& of, const ColumnNames* called, Twice what) : program(of), names(called), twice(what) {}

  void keep(const TableHeader& header, TableChunk& chunk, std::uint64_t line, Dossiers& out) const;
  bool read(const TextFile& file, Dossiers& out, DataReports& reports) const;

  const Program& program;
  const ColumnNames* names;
  Twice twice;
  EnterpriseTable enterprises;
  bool readable = true;  // the enterprises
  DataReports reports;   // of them
};

bool DossierReader::State::read(const TextFile& file, Dossiers& out, DataReports& told) const {
  constexpr std::size_t chunk_bytes = std::size_t{1} << 18U;
  const EnterpriseTable* const table = needs_enterprises(program) ? &enterprises : nullptr;
  TextStream stream(file.text);
  CsvFeed feed(stream, chunk_bytes);
  TableHeader header(program, file.name, false, names);
  if (!header.read(feed.read_header(), told)) return false;
  for (const TableColumn& column : header.columns()) {
    if (column.use == Use::fact) out.columns[column.input].present = true;
  }
  for (const CountedList& list : header.counted()) out.columns[list.count].present = true;
  std::optional<Duplicates> duplicates;
  if (twice == Twice::error) duplicates.emplace(SIZE_MAX);  // the text is in memory, and its ids are less
  ApplicantChecks checks(header, table, duplicates ? &*duplicates : nullptr);
  std::vector<bool> nameless(header.columns().size());
  std::uint64_t line = feed.first_line();
  TableChunk chunk;
  for (bool whole = false; feed.next(chunk.csv, whole); line += chunk.csv.lines()) {
    if (whole) chunk.csv.split(header.separator(), header.columns().size(), true);
    chunk.read(header, duplicates ? &duplicates->keys() : nullptr, table);
    checks.check(chunk, line);
    keep(header, chunk, line, out);
    checks.tell_errors(chunk, line, [&](DataError&& error) { told.errors.push_back(std::move(error)); });
    chunk.tell_nameless(header, line, nameless,
                        [&](DataError&& warning) { told.warnings.push_back(std::move(warning)); });
    if (!told.within_limit()) return false;
  }
  return true;
}

void DossierReader::State::keep(const TableHeader& header, TableChunk& chunk, std::uint64_t line,
                                Dossiers& out) const {
  out.rows_read += chunk.rows() + chunk.csv.strays().size();
  out.rows_failed += chunk.csv.strays().size();
  for (std::size_t row = 0; row < chunk.rows(); ++row) {
    const RowIds& ids = chunk.ids(row);
    if (ids.failed) {
      ++out.rows_failed;
      continue;
    }
    for (const TableColumn& column : header.columns()) {
      if (column.use == Use::fact) out.columns[column.input].append(chunk.columns()[column.input], row);
    }
    for (const CountedList& list : header.counted())
      out.columns[list.count].append(chunk.columns()[list.count], row);
    out.rows.push_back({std::string(chunk.id(row, Use::dossier_id)), std::string(chunk.id(row, Use::person)),
                        ids.enterprise_row, line + chunk.csv.line(row)});
    out.partial += ids.partial;
  }
}

DossierReader::DossierReader(const Program& program, const TextFile& enterprises, const ColumnNames* names,
                             Twice twice)
    : state_(std::make_unique<State>(program, names, twice)) {
  if (!needs_enterprises(program)) return;
  state_->readable = state_->enterprises.read(program, enterprises, names, state_->reports);
}
DossierReader::~DossierReader() = default;
DossierReader::DossierReader(DossierReader&&) noexcept = default;
DossierReader& DossierReader::operator=(DossierReader&&) noexcept = default;

Dossiers DossierReader::read(const TextFile& applicants) const {
  Dossiers out;
  for (const Input& input : state_->program.inputs()) out.columns.emplace_back().type = column_type(input);
  out.person_column = person_column(state_->program);
  DataReports told = state_->reports;
  out.readable = state_->readable;
  if (out.readable) {
    out.enterprise_ids = state_->enterprises.ids;
    out.partial = state_->enterprises.partial;
    for (std::size_t i = 0; i < out.columns.size(); ++i) {
      if (state_->program.inputs()[i].of_enterprise) out.columns[i] = state_->enterprises.columns[i];
    }
    out.readable = state_->read(applicants, out, told);
  }
  out.errors = std::move(told.errors);
  out.warnings = std::move(told.warnings);
  return out;
}

bool needs_enterprises(const Program& program) {
  for (const Input& input : program.inputs()) {
    if (input.of_enterprise) return true;
  }
  return false;
}

Dossiers read_dossiers(const Program& program, const TextFile& applicants, const TextFile& enterprises,
                       const ColumnNames* names) {
  return DossierReader(program, enterprises, names).read(applicants);
}

Table Dossiers::table() {
  views_.clear();
  for (const ColumnData& column : columns) views_.push_back(column.view());
  enterprise_.clear();
  for (const DossierRow& row : rows) enterprise_.push_back(row.enterprise);
  return {rows.size(), views_, enterprise_ids.size(), enterprise_.data()};
}

void Dossiers::fill(std::size_t row, Facts& facts) const {
  facts.clear();
  for (std::uint32_t i = 0; i < columns.size(); ++i) {
    const ColumnData& column = columns[i];
    std::size_t at = row;
    if (facts.program().inputs()[i].of_enterprise) {
      if (rows[row].enterprise < 0) continue;
      at = static_cast<std::size_t>(rows[row].enterprise);
    }
    if (!column.present || at >= column.rows() || !column.valid(at)) continue;
    // In its range since it was read; a truth may be unknown, which sets nothing.
    static_cast<void>(facts.set(i, column.at(at)));
  }
}

}  // namespace edge
}  // namespace HOTRO_ABI
}  // namespace hotro
