// SPDX-License-Identifier: Apache-2.0
#pragma once

// The model: what the law says, typed, checked and dated. Everything is a flat list, named by index, so that
// it is easy to walk: the compiler, the judge of the tests and the explanation all walk this one form.
//
// Invariants after load():
//   - every index is in range; a formula's inputs have smaller indices than the formula (no cycles)
//   - kinds fit: what Operation says of its inputs holds
//   - every version of an amount or condition has at least one citation
//   - no two versions of one enactment apply on the same day

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "citation.hpp"
#include "config.hpp"
#include "limits.hpp"
#include "source.hpp"
#include "timeline.hpp"
#include "value.hpp"

namespace hotro {
inline namespace HOTRO_ABI {

using FormulaId = std::uint32_t;  // index into RuleSet::formulas; `none`: absent

/// What a formula computes. Number means any kind but truth, choice and text; all numbers are exact
/// fractions.
enum class Operation : std::uint8_t {
  constant,    // value
  fact,        // index: RuleSet::facts
  parameter,   // index: RuleSet::parameters; inputs: its keys; then, if `dated`, the date to read it on
  reading,     // index: RuleSet::readings; a choice fixed when the program is compiled
  definition,  // index: RuleSet::definitions
  negate,      // - number
  add,         // number + number; date + days
  subtract,    // number - number; date - days; date - date gives days
  multiply,    // number * number
  divide,      // number / number
  minimum,     // of one or more numbers
  maximum,
  absolute,
  modulo,          // whole number, positive whole constant; the result has the divisor's sign
  round,           // number to a multiple of `value`, by `rounding`
  years_between,   // from, to: complete years, by the rule set's month_end
  months_between,  // from, to: complete months
  add_months,      // date, months
  equal,           // numbers, choices or truths
  not_equal,
  less,  // numbers
  less_equal,
  greater,
  greater_equal,
  negation,  // truth
  all,       // truths
  any,
  no_one,    // not any
  at_least,  // index: how many of the inputs
  choose,    // truth, then, else: of one kind
};
/// The word for an operation in dumps.
std::string_view name(Operation operation);

/// Which end of a range a parameter formula reads.
enum class Part : std::uint8_t { whole, low, high };

struct Formula {
  Operation operation = Operation::constant;
  Type type;
  std::uint32_t index = none;  // see Operation
  std::vector<FormulaId> inputs;
  Value value;  // constant; round: the step
  Rounding rounding = Rounding::half_up;
  Part part = Part::whole;
  bool dated = false;         // parameter: the last input is the date it is read on
  bool comparison = false;    // the top of a comparison as it was written (also `in` and `between`)
  bool unfolded = false;      // stands for one row, or one cell, of what is written once: no line of its own
  bool unguarded = false;     // a comparison of a table's tree: whether its facts apply is asked around it
  std::uint32_t line = none;  // index into RuleSet::lines, where it stands on a line of its own
  Span span;
};

/// A line of the rule set: a condition, or a part of one, with a reason and a citation of its own.
struct Line {
  std::string id;       // may be empty, but not directly under `eligible`
  Text reason;          // why a person is refused if it is not met; may be empty
  std::string formula;  // as written, where the line is (or begins with) one formula
  bool leaf = false;    // one formula; if it reads a parameter that is not in force, a condition is no
  bool cell = false;    // an output in a decision table, whose amounts are cited as those of parameters are
  Basis basis;          // its own, or that of the nearest line around it
  Span span;
  std::uint32_t table = none;  // index into RuleSet::tables, where the formula is an output of it
};

/// A rule of a decision table, or what stands under `otherwise`.
struct TableRule {
  std::size_t number = 0;          // in the order of the file, from 1; of `otherwise` 0
  FormulaId met = none;            // a truth; of `otherwise`: none
  std::vector<FormulaId> outputs;  // one for each of the table
  std::string tests;               // as one would write them in a formula
  Basis basis;
  Span span;
};

/// A version of a decision table, beside the formulas of its outputs.
struct DecisionTable {
  /// Of the rules that are met.
  enum class Hits : std::uint8_t {
    every,  // is hit: there is one at most, all say the same, or they are collected
    first,  // in the order of `rules`
  };
  std::string name;
  Text label;
  Hits hits = Hits::every;
  std::vector<TableRule> rules;  // those that count for more first
  bool has_otherwise = false;
  TableRule otherwise;
  bool exhaustive = false;  // some rule is always met
  std::vector<FormulaId> outputs;
  Span span;
};

struct ChoiceType {
  std::string name;
  std::vector<std::string> options;
  std::vector<Text> labels;  // one per option; may be empty texts
  Span span;
};

enum class Group : std::uint8_t { dossier, enterprise, ledger };

struct Fact {
  std::string name;  // without its group
  Group group = Group::dossier;
  Type type;
  Interval range;  // of every value that is accepted, in the unit of the type (rate: millionths)
  Text label;
  bool has_default = false;  // if_missing: an assumption, listed by every decision that made it
  std::int64_t if_missing = 0;
  FormulaId applies_if = none;     // a truth; a known no makes every comparison of this fact no
  Text decided_by;                 // the authority that decides it, or gives it; may be empty
  std::uint32_t row_count = none;  // of a fact of a row: the fact that says how many rows there are
  std::uint32_t row = 0;           // and which row it is, from 1
  bool person = false;             // identifies the person
  Span span;

  /// As formulas and files name it: `lowest_income`, `enterprise.region`, `paid_before.suspended`.
  [[nodiscard]] std::string path() const;
};

/// Values of a keyed parameter in row-major order of the keys' options; ranges have low and high side by
/// side.
struct ParameterValue {
  bool in_force = true;  // false: `value: none`
  std::vector<Value> cells;
};

struct Parameter {
  std::string name;
  Type type;
  std::vector<std::uint32_t> keys;  // choice types
  Text label;
  Timeline<ParameterValue> timeline;
  Span span;
};

/// A choice where the law is silent (*cách hiểu*), fixed when a program is compiled.
struct Reading {
  std::string name;
  Text asks;
  std::uint32_t type = none;  // choice type of its options
  std::uint32_t default_option = 0;
  Basis basis;
  Span span;
};

struct Definition {
  std::string name;
  Type type;
  Text label;
  Timeline<FormulaId> timeline;
  Span span;
};

struct Condition {
  std::string id;
  Timeline<FormulaId> timeline;  // `none`, or no version: not a condition on those days
  Timeline<Text> reason;         // what amendments say instead of the line's own reason; mostly empty
  Span span;
};

struct Benefit {
  std::string name;
  Text title;
  FormulaId effective_on = none;      // a date
  Timeline<FormulaId> when;           // a truth; no version: always
  std::vector<Condition> conditions;  // at most `most_conditions`
  Timeline<FormulaId> entitlement;    // money
  std::uint32_t paid_before = none;   // its fact
  std::uint32_t added_by = none;      // the act that amends the rule set by it; `none`: the base act
  bool on_top = false;                // paid beside what the others come to
  Text in_kind;                       // what is handed out in place of money; empty: money
  Span span;
};

struct RuleSet {
  std::string id;  // vn.vgcl-6696
  Text title;
  std::string currency;
  Date covers_from = beginning;
  Date covers_to = forever;
  bool has_month_end = false;
  MonthEnd month_end = MonthEnd::last_day;
  std::uint32_t month_end_reading = none;  // a reading with the options last_day, next_day
  std::vector<std::uint32_t> files;        // its own and its amendments', not of imports: ids in Sources
  std::vector<Source> sources;             // of imports and amendments too
  std::uint32_t base_act = none;
  std::vector<std::uint32_t> acts;  // that enact versions: the base act's, then the amendments'
  std::vector<ChoiceType> types;
  std::vector<Fact> facts;
  std::vector<Parameter> parameters;
  std::vector<Reading> readings;
  std::vector<Definition> definitions;
  std::vector<Benefit> benefits;
  std::vector<Formula> formulas;
  std::vector<Line> lines;
  std::vector<DecisionTable> tables;  // each version

  [[nodiscard]] const Formula& operator[](FormulaId formula) const { return formulas[formula]; }
  /// The latest enactment among the loaded acts: what `known` is unless said otherwise.
  [[nodiscard]] Date latest_enactment() const;
  /// Whether a benefit is known by that day: one that an amendment adds is not before it is enacted.
  [[nodiscard]] bool enacted_by(const Benefit& benefit, Date known) const {
    return benefit.added_by == none || sources[benefit.added_by].enacted <= known;
  }
};

/// Indices by name; `none` if there is no such thing.
std::uint32_t find_fact(const RuleSet& rules, std::string_view path);
std::uint32_t find_benefit(const RuleSet& rules, std::string_view name);
std::uint32_t find_reading(const RuleSet& rules, std::string_view name);
std::uint32_t find_option(const ChoiceType& type, std::string_view option);

/// `Quy định kèm theo Quyết định 6696/QĐ-TLĐ, Điều 11 khoản 2`: source and place, for people.
std::string cite(const RuleSet& rules, const Citation& citation, Language language);
/// All citations of a basis, joined by `; `.
std::string cite(const RuleSet& rules, const Basis& basis, Language language);

}  // namespace HOTRO_ABI
}  // namespace hotro

#ifdef HOTRO_HEADER_ONLY
#include "impl/rule_set.inl"
#endif
