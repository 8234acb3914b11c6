// SPDX-License-Identifier: Apache-2.0
#pragma once

// population.yaml: invented dossiers and enterprises for a rule set, modelled on real ones of which only
// shares are known. Every row is made from the seed and its number alone, so that rows can be made in any
// order, by any number of threads, in memory of one size; they are the same on every machine.
//
//   hotro::edge::PopulationSpec spec = hotro::edge::read_population(sources, file, rules, diagnostics);
//   hotro::edge::PopulationGenerator population(spec, program.inputs(), 1'000'000);
//   hotro::edge::GeneratedRows rows;
//   population.generate(0, 65'536, rows);
//   evaluator.evaluate(population.table(rows, columns), 0, 65'536, decisions);

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "../citation.hpp"
#include "../config.hpp"
#include "../diagnostic.hpp"
#include "../program.hpp"
#include "../rule_set.hpp"
#include "../source.hpp"
#include "../table.hpp"
#include "../value.hpp"
#include "column_data.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace edge {

/// One end of a span: a constant, and facts that were drawn before. It is missing where one of them is.
struct DrawnEnd {
  struct Term {
    std::uint32_t fact = none;  // index into PopulationSpec::facts
    bool less = false;          // taken off
  };
  std::vector<Term> terms;    // of a date the first is a date, and the others are days
  std::int64_t constant = 0;  // in the unit of the fact; behind a date days
  std::int32_t months = 0;    // by which a date is moved before days are added
};

/// Values of which each is as likely, and how often one of them is drawn.
struct DrawnSpan {
  static constexpr std::uint64_t all = 100'000'000;  // 100 %
  std::uint64_t share = all;
  bool missing = false;  // nothing is drawn
  DrawnEnd low, high;    // both included; where `high` is below `low`, it is `low`
  bool single = false;   // `high` is `low`
  std::int64_t step = 1;
};

/// What is asked of a fact: whether it is one of these.
struct DrawnTest {
  std::uint32_t fact = none;  // index into PopulationSpec::facts, of one that stands before
  std::vector<Interval> values;
  bool missing = false;
};

struct DrawnAlternative {
  std::vector<DrawnTest> when;   // all are met; empty: always
  std::vector<DrawnSpan> spans;  // their shares are 100 % together
};

struct DrawnFact {
  std::string path;
  Kind kind = Kind::count;
  bool of_enterprise = false;
  Interval range;                              // what is drawn beyond it is its bound
  std::vector<std::string> options;            // choice
  std::vector<DrawnAlternative> alternatives;  // the first that fits; where none does, the fact is missing
};

/// Complete only if nothing was reported.
struct PopulationSpec {
  std::string population_of;
  Text title, modelled_on;
  std::vector<Text> assumptions;
  std::uint64_t dossiers = 0;     // of those whom it is modelled on
  std::uint64_t enterprises = 0;  // in which they are; 0: the rule set knows none
  std::vector<DrawnFact> facts;   // in the order in which they are drawn: first those of enterprises
};

/// Reads one source. All errors are reported with their places (bands 01, 02, 03, 05, 06, 12).
PopulationSpec read_population(const Sources& sources, std::uint32_t source, const RuleSet& rules,
                               Diagnostics& diagnostics);

struct GeneratedRows {
  std::vector<ColumnData> columns;       // one for each input of the program; those of enterprises are empty
  std::vector<std::int32_t> enterprise;  // the row of its enterprise; -1 where there are none
};

/// Immutable: any number of threads may generate at once, each its own rows.
class PopulationGenerator {
 public:
  static constexpr std::uint64_t most_rows = 1'000'000'000;  // whose persons are told apart by nine digits
  static constexpr std::uint64_t default_seed = 1;

  /// `inputs`: of a program of the rule set, or of one that was amended: facts and options go by their names,
  /// so that both decide the same people. Draws the enterprises.
  PopulationGenerator(const PopulationSpec& spec, const std::vector<Input>& inputs, std::uint64_t rows,
                      std::uint64_t seed = default_seed);
  ~PopulationGenerator();
  PopulationGenerator(PopulationGenerator&&) noexcept;
  PopulationGenerator& operator=(PopulationGenerator&&) noexcept;

  [[nodiscard]] std::uint64_t rows() const;
  /// As many for each dossier as the population is modelled on.
  [[nodiscard]] std::size_t enterprise_count() const;
  /// One column for each input; those of dossiers are empty.
  [[nodiscard]] const std::vector<ColumnData>& enterprises() const;
  /// Rows [first, first + rows), in memory that `out` keeps. A fact that is drawn has a column, the others
  /// are missing.
  void generate(std::uint64_t first, std::size_t rows, GeneratedRows& out) const;
  /// A view, valid while the rows do not change; `columns` holds what it points at.
  [[nodiscard]] Table table(const GeneratedRows& rows, std::vector<Column>& columns) const;

 private:
  struct State;
  std::unique_ptr<const State> state_;
};

}  // namespace edge
}  // namespace HOTRO_ABI
}  // namespace hotro
