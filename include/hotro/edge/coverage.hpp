// SPDX-License-Identifier: Apache-2.0
#pragma once

// What cases show of a rule set: each condition met, not met and unknown, each branch of an `if` taken, each
// version applied, each option of a reading chosen, each rule of a decision table hit and not hit. Observed
// in the registers of the rows that were decided.
//
//   hotro::edge::Coverage coverage(rules, sources);
//   for (const hotro::edge::Case& one : cases.cases) {
//     const hotro::edge::CaseResult result = run.run(one);
//     if (result.evaluator != nullptr) coverage.add(*result.evaluator);
//   }
//   use(coverage.shown(), coverage.count());

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "../citation.hpp"
#include "../config.hpp"
#include "../evaluator.hpp"
#include "../rule_set.hpp"
#include "../source.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace edge {

/// What is to be covered.
enum class ItemKind : std::uint8_t {
  condition,  // a line that is met or not: yes, no, unknown
  branch,     // the test of an `if`: then, else, unknown
  version,    // of a parameter, of an amount, of a definition that is none of the above: applied
  reading,    // its options
  rule,       // of a decision table: hit, not hit
};
std::string_view name(ItemKind kind);

/// How an item may come out.
struct CoverageWay {
  std::string name;       // yes, no, unknown; then, else; applied; an option; hit, not hit
  std::size_t cases = 0;  // that showed it
  Text never;             // why none can

  [[nodiscard]] bool counts() const { return cases != 0 || never.empty(); }
  [[nodiscard]] bool lacking() const { return cases == 0 && never.empty(); }
};

struct CoverageItem {
  ItemKind kind = ItemKind::condition;
  std::string of;    // what it belongs to: bus.far, bus.entitlement, young, readings.near
  std::string text;  // the line as it was written, its id, or the days of a version; may be empty
  Span span;
  Basis basis;
  std::vector<CoverageWay> ways;
};

struct CoverageIndex;

/// Counts rows. What a rule set imports is covered where its own rules are. Where it is open whether a line
/// applies to a row (the date, the benefit, the branch), only that the line is unknown is counted. The rule
/// set must outlive it where it is.
class Coverage {
 public:
  /// Compiles the rules as lint() does, to know what no case can show.
  Coverage(const RuleSet& rules, const Sources& sources);
  Coverage(const Coverage&) = delete;
  Coverage& operator=(const Coverage&) = delete;
  ~Coverage();

  /// The row that was decided last.
  void add(const Evaluator& row);

  /// In the order of the law: benefits, then what they read: definitions, parameters and readings.
  [[nodiscard]] const std::vector<CoverageItem>& items() const { return items_; }
  /// Ways that some case showed, of those that a case can show.
  [[nodiscard]] std::size_t shown() const;
  [[nodiscard]] std::size_t count() const;
  [[nodiscard]] bool full() const { return shown() == count(); }

 private:
  const RuleSet& rules_;
  std::vector<CoverageItem> items_;
  std::unique_ptr<const CoverageIndex> index_;
  std::vector<std::uint32_t> row_;  // by item: a bit for each way that a row shows
};

}  // namespace edge
}  // namespace HOTRO_ABI
}  // namespace hotro
