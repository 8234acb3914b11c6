// SPDX-License-Identifier: Apache-2.0
#pragma once

// Why a decision is what it is. Nothing is evaluated a second time: explaining reads the registers of the row
// that the evaluator decided last, along the model.
//
//   hotro::Explainer explainer(rules, evaluator, hotro::Language::vi);
//   for (const hotro::Reason& reason : explainer.explain(hotro::Lines::decisive))
//     std::puts(hotro::text(reason, hotro::Language::vi).c_str());

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "citation.hpp"
#include "config.hpp"
#include "evaluator.hpp"
#include "rule_set.hpp"

namespace hotro {
inline namespace HOTRO_ABI {

/// What a line of an explanation is about.
enum class Role : std::uint8_t {
  combined,     // the row: no benefit concerned
  scope,        // the effective date and the dates that the rule set covers
  concerned,    // `when`
  condition,    // a direct condition
  part,         // a line below a condition or a formula
  rule,         // likewise, a rule of a decision table that was hit
  entitlement,  // the amount
};

/// A fact or value that was looked at.
struct Finding {
  std::string_view path;   // lowest_income; empty: a computed value
  std::string_view label;  // for people, in the language asked for
  std::string_view value;  // formatted; "missing" / "thiếu" where it is
  bool missing = false;
};

struct Reason {
  Role role = Role::condition;
  std::uint32_t benefit = none;  // index
  std::string_view id;           // of the condition or part; may be empty
  std::uint32_t depth = 0;       // below its condition
  bool decisive = false;         // the outcome rests on it
  Truth truth = Truth::unknown;
  std::string_view text;     // the reason of the law, or the formula where it has none
  std::string_view formula;  // as written
  std::span<const Finding> found;
  /// What the value was compared with: "≤ 4.160.000 đồng"; of the scope the dates covered, of the entitlement
  /// the amount. May be empty.
  std::string_view required;
  std::string_view citation;
  Sureness sureness = Sureness::text;
  std::string_view table;  // of a rule: the name of its table
  std::size_t number = 0;  // of a rule, in the order of the file, from 1; 0: `otherwise`
};

/// Whether the program was compiled from the rule set, as far as their shapes tell: one that was loaded from
/// a file may be of another rule set, or of another state of this one. Such a program is not explained: what
/// is asked for below is then empty.
bool compiled_from(const RuleSet& rules, const Program& program);

/// Which lines are written.
enum class Lines : std::uint8_t {
  decisive,  // on which the answer rests: of a refusal a few
  all,
};

/// Says why, in one language, of the row that its evaluator decided last. Keep it with that evaluator: words
/// that are the same for every row are made once, and memory is used again. The rule set and the evaluator
/// must outlive it where they are.
class Explainer {
 public:
  Explainer(const RuleSet& rules, const Evaluator& evaluator, Language language);
  Explainer(const Explainer&) = delete;
  Explainer& operator=(const Explainer&) = delete;
  Explainer(Explainer&&) noexcept;
  Explainer& operator=(Explainer&&) noexcept;
  ~Explainer();

  /// The lines of every benefit that is concerned (or may be), or of the one asked for; decisive lines first,
  /// in the order of the law within each. Valid until the next call; parts of it are words of the rule set.
  std::span<const Reason> explain(Lines lines, std::uint32_t benefit = none);
  /// Facts that are missing, or known in part, and keep an answer open, in the order of the model: those to
  /// ask for. By input index.
  std::vector<std::uint32_t> missing(std::uint32_t benefit = none);
  /// Facts that were missing and assumed, where the answer for a benefit that is (or may be) concerned rests
  /// on them. By input index.
  std::vector<std::uint32_t> assumptions(std::uint32_t benefit = none);

 private:
  struct Memory;
  Memory* memory_ = nullptr;
};

/// One line for people: the sign of its truth, the text, found and required, citation and how sure it is.
std::string text(const Reason& reason, Language language);
/// The same, appended.
void append_text(std::string& out, const Reason& reason, Language language);

/// A single fact that, changed alone, would make a refused benefit eligible.
struct Change {
  std::uint32_t input = 0;
  Interval from;  // what it is; the whole range if missing
  bool was_missing = false;
  std::int64_t to = 0;  // numbers: the nearest value that was found; truths and choices: each that grants
  Decision outcome;     // with that value, as evaluated
};
/// For one benefit of the row decided last; each change was evaluated. Searches the values that the
/// conditions compare with, and outwards from the present value: O(facts × log range) evaluations. The
/// evaluator is left on the original row.
std::vector<Change> single_changes(const RuleSet& rules, Evaluator& evaluator, std::uint32_t benefit);

/// A value for people: 1.000.000 đồng, 31/03/2023, có, 70% (vi); VND 1,000,000, 2023-03-31, yes, 70% (en).
std::string format(const RuleSet& rules, const Type& type, const Value& value, Language language);
/// The same for a span: "700.000 đến 1.000.000 đồng".
std::string format(const RuleSet& rules, const Type& type, Interval value, Language language);

}  // namespace HOTRO_ABI
}  // namespace hotro

#ifdef HOTRO_HEADER_ONLY
#include "impl/explain.inl"
#endif
