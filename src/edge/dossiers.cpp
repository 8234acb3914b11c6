// SPDX-License-Identifier: Apache-2.0
#include "hotro/edge/dossiers.hpp"

#include "applicant_checks.hpp"
#include "csv_feed.hpp"
#include "duplicates.hpp"
#include "enterprise_table.hpp"
#include "hotro/edge/stream.hpp"
#include "table_chunk.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace edge {
namespace {

class DossiersReader {
 public:
  DossiersReader(const Program& program, const ColumnNames* names, Dossiers& out)
      : program_(program), names_(names), out_(out) {}

  void read(const TextFile& applicants, const TextFile& enterprises) {
    for (const Input& input : program_.inputs()) out_.columns.emplace_back().type = column_type(input);
    out_.person_column = person_column(program_);
    out_.readable =
        (!needs_enterprises(program_) || read_enterprises(enterprises)) && read_applicants(applicants);
    out_.errors = std::move(reports_.errors);
    out_.warnings = std::move(reports_.warnings);
  }

 private:
  bool read_enterprises(const TextFile& file) {
    if (!enterprises_.read(program_, file, names_, reports_)) return false;
    out_.enterprise_ids = enterprises_.ids;
    out_.partial = enterprises_.partial;
    for (std::size_t i = 0; i < out_.columns.size(); ++i) {
      if (program_.inputs()[i].of_enterprise) out_.columns[i] = std::move(enterprises_.columns[i]);
    }
    return true;
  }

  bool read_applicants(const TextFile& file) {
    constexpr std::size_t chunk_bytes = std::size_t{1} << 18U;
    const EnterpriseTable* const enterprises = needs_enterprises(program_) ? &enterprises_ : nullptr;
    TextStream stream(file.text);
    CsvFeed feed(stream, chunk_bytes);
    TableHeader header(program_, file.name, false, names_);
    if (!header.read(feed.read_header(), reports_)) return false;
    for (const TableColumn& column : header.columns()) {
      if (column.use == Use::fact) out_.columns[column.input].present = true;
    }
    Duplicates duplicates(SIZE_MAX);  // the text is in memory, and its ids are less
    ApplicantChecks checks(header, enterprises, duplicates);
    std::vector<bool> told(header.columns().size());
    std::uint64_t line = feed.first_line();
    TableChunk chunk;
    for (bool whole = false; feed.next(chunk.csv, whole); line += chunk.csv.lines()) {
      if (whole) chunk.csv.split(header.separator(), header.columns().size(), true);
      chunk.read(header, &duplicates.keys(), enterprises);
      checks.check(chunk, line);
      keep(header, chunk, line);
      checks.tell_errors(chunk, line,
                         [&](DataError&& error) { reports_.errors.push_back(std::move(error)); });
      chunk.tell_nameless(header, line, told,
                          [&](DataError&& warning) { reports_.warnings.push_back(std::move(warning)); });
      if (!reports_.within_limit()) return false;
    }
    return true;
  }

  void keep(const TableHeader& header, TableChunk& chunk, std::uint64_t line) {
    out_.rows_read += chunk.rows() + chunk.csv.strays().size();
    out_.rows_failed += chunk.csv.strays().size();
    for (std::size_t row = 0; row < chunk.rows(); ++row) {
      const RowIds& ids = chunk.ids(row);
      if (ids.failed) {
        ++out_.rows_failed;
        continue;
      }
      for (const TableColumn& column : header.columns()) {
        if (column.use == Use::fact) out_.columns[column.input].append(chunk.columns()[column.input], row);
      }
      out_.rows.push_back({std::string(chunk.id(row, Use::dossier_id)),
                           std::string(chunk.id(row, Use::person)), ids.enterprise_row,
                           line + chunk.csv.line(row)});
      out_.partial += ids.partial;
    }
  }

  const Program& program_;
  const ColumnNames* names_;
  Dossiers& out_;
  DataReports reports_;
  EnterpriseTable enterprises_;
};

}  // namespace

bool needs_enterprises(const Program& program) {
  for (const Input& input : program.inputs()) {
    if (input.of_enterprise) return true;
  }
  return false;
}

Dossiers read_dossiers(const Program& program, const TextFile& applicants, const TextFile& enterprises,
                       const ColumnNames* names) {
  Dossiers out;
  DossiersReader(program, names, out).read(applicants, enterprises);
  return out;
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
