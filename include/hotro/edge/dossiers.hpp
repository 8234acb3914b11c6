// SPDX-License-Identifier: Apache-2.0
#pragma once

// applicants.csv and enterprises.csv as the columns of a Table. The first row names the columns:
// `dossier_id`, `enterprise_id`, and facts by their names (those of an enterprise with or without
// `enterprise.`). Every further row becomes a row of the table or at least one error; what is wrong in one
// row does not touch the others.
//
//   hotro::edge::Dossiers dossiers = hotro::edge::read_dossiers(*program, {"A.csv", a}, {"E.csv", e});
//   evaluator.evaluate(dossiers.table(), 0, dossiers.size(), decisions);

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "../citation.hpp"
#include "../config.hpp"
#include "../facts.hpp"
#include "../program.hpp"
#include "../table.hpp"
#include "column_data.hpp"
#include "data_error.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace edge {

class ColumnNames;

struct TextFile {
  std::string name;  // as messages show it
  std::string text;
};

/// A row of applicants.csv that can be decided.
struct DossierRow {
  std::string dossier_id;
  std::string person;            // the value of the person fact; may be empty
  std::int32_t enterprise = -1;  // index into Dossiers::enterprise_ids
  std::uint64_t line = 0;
};

class Dossiers {
 public:
  std::vector<DossierRow> rows;
  std::vector<std::string> enterprise_ids;
  std::vector<ColumnData> columns;  // one per input of the program
  std::vector<DataError> errors;    // in the order of files and rows
  std::vector<DataError> warnings;
  std::string person_column;    // the name of the person fact; empty if there is none
  std::size_t rows_read = 0;    // of applicants.csv: each is decided or has an error
  std::size_t rows_failed = 0;  // of these, with errors
  std::size_t partial = 0;      // cells known in part, of these rows and of enterprises
  bool readable = true;         // false: a header lacks what every row needs, or there are too many errors

  [[nodiscard]] std::size_t size() const { return rows.size(); }
  /// A view, valid while nothing here changes.
  [[nodiscard]] Table table();
  /// Fills the facts of one row.
  void fill(std::size_t row, Facts& facts) const;

 private:
  std::vector<Column> views_;
  std::vector<std::int32_t> enterprise_;
};

/// Whether dossiers under this program point at enterprises.
bool needs_enterprises(const Program& program);

/// What becomes of a row whose dossier or person stands in an earlier one.
enum class Twice : std::uint8_t { error, accepted };

/// Reads tables of dossiers that point at the same enterprises.
class DossierReader {
 public:
  /// The program and the names must outlive it. `enterprises` may be empty where no fact is of an enterprise.
  /// `names`: what the columns are called; null: as the facts. O(bytes).
  DossierReader(const Program& program, const TextFile& enterprises, const ColumnNames* names = nullptr,
                Twice twice = Twice::error);
  ~DossierReader();
  DossierReader(DossierReader&&) noexcept;
  DossierReader& operator=(DossierReader&&) noexcept;

  /// With the errors of the enterprises, too. O(bytes).
  [[nodiscard]] Dossiers read(const TextFile& applicants) const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// Reads both tables at once.
Dossiers read_dossiers(const Program& program, const TextFile& applicants, const TextFile& enterprises,
                       const ColumnNames* names = nullptr);

}  // namespace edge
}  // namespace HOTRO_ABI
}  // namespace hotro
