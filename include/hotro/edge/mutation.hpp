// SPDX-License-Identifier: Apache-2.0
#pragma once

// Whether cases would notice a mistake in the rules. One thing of a rule set is changed at a time, as people
// get it wrong: `<=` to `<`, 14 to 15, `and` to `or`, a day later, a condition forgotten. Each such mutant is
// compiled and the cases are run against it; one that passes all of them is a survivor, and shows what the
// cases leave open.
//
//   const hotro::edge::MutationReport report = hotro::edge::mutate(rules, files, cases.cases);
//   for (const hotro::edge::Mutant& one : report.mutants) {
//     if (one.fate == hotro::edge::Fate::survived) use(one.of, one.from, one.to, one.span);
//   }

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "../citation.hpp"
#include "../config.hpp"
#include "../rule_set.hpp"
#include "../source.hpp"
#include "cases.hpp"
#include "files.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace edge {

/// What is changed.
enum class MutationKind : std::uint8_t {
  comparison,  // its other boundary: <= to <; = to !=
  connective,  // and to or; all to any; none to any; not left out; at least 2 to 3
  condition,   // taken away: of a benefit, of a list, of a table's rule; applies_if
  branch,      // then and else change places
  constant,    // a step more or less; another option; yes to no; if_missing
  cell,        // of a parameter, likewise
  date,        // a day earlier or later: applies_from, applies_to, covers
  rounding,    // to the other side, its step ten times as large; the other rule of a month's end
  arithmetic,  // + to -, * to /, min to max, .low to .high
};
std::string_view name(MutationKind kind);

/// What became of it.
enum class Fate : std::uint8_t {
  noticed,     // a case fails
  survived,    // all cases pass
  equivalent,  // computes the same, with each option of each reading and as known at every enactment
  refused,     // it does not load or compile: nobody can make that mistake
};
std::string_view name(Fate fate);

struct Mutant {
  MutationKind kind = MutationKind::constant;
  std::string of;    // what it belongs to: bus.far, price(primary, upland), covers
  std::string text;  // the line as it was written; may be empty
  std::string from;  // what stands there
  std::string to;    // what is put in its place; empty: it is taken away
  Span span{};       // of `from`, or of what it belongs to
  Basis basis{};
  std::size_t cases = 0;  // that reach it: whose decision rests, or may rest, on that place
  Fate fate = Fate::survived;
  std::uint32_t noticed_by = none;  // index of the first case found to fail
  /// What its program computes, by default or else in the first way of reading in which that differs from
  /// the rules: equal texts, equal answers.
  std::string identity;
};

struct MutationOptions {
  unsigned threads = 0;  // 0: as many as the machine runs at once
};

struct MutationReport {
  /// In the order of the files. Of those that compile to the same programs only the first.
  std::vector<Mutant> mutants;
  /// Cases that fail as the rules stand: then nothing was changed.
  std::vector<std::uint32_t> failing;

  [[nodiscard]] std::size_t count(Fate fate) const;
  /// Those that survived, by article, as indices; what has none stands last.
  [[nodiscard]] std::vector<std::size_t> survivors() const;
  /// Noticed, of those that a case can notice; 100 if there are none. Rounded down: 100 is all.
  [[nodiscard]] std::size_t percent() const;
};

/// Changes the rule set's own files, not what it imports; readings, the bounds of facts and the dates of
/// enactment stay as they are. `rules` was loaded from `files`. The report does not depend on the number of
/// threads. Each mutant is compiled once, for few of them once for each option of each reading: about 1 ms
/// for a rule set of 500 formulas. A change to a decision table loads the rule set anew.
MutationReport mutate(const RuleSet& rules, const RuleFiles& files, const std::vector<Case>& cases,
                      const MutationOptions& options = {});

}  // namespace edge
}  // namespace HOTRO_ABI
}  // namespace hotro
