// SPDX-License-Identifier: Apache-2.0
#include "oracle/judge.hpp"

#include <date/date.h>

#include <algorithm>
#include <stdexcept>

namespace oracle {

using hotro::Formula;
using hotro::FormulaId;
using hotro::Operation;
using hotro::Truth;

namespace {

[[noreturn]] void broken(const std::string& what) { throw std::logic_error("the model is broken: " + what); }

Truth yes_if(bool condition) { return condition ? Truth::yes : Truth::no; }
Truth not_of(Truth a) { return a == Truth::yes ? Truth::no : a == Truth::no ? Truth::yes : Truth::unknown; }

/// At least `needed` of the truths are yes: yes, or no, as soon as the unknown ones cannot matter.
Truth at_least(std::size_t needed, const std::vector<Truth>& truths) {
  const auto sure = static_cast<std::size_t>(std::count(truths.begin(), truths.end(), Truth::yes));
  const auto open = static_cast<std::size_t>(std::count(truths.begin(), truths.end(), Truth::unknown));
  if (sure >= needed) return Truth::yes;
  return sure + open < needed ? Truth::no : Truth::unknown;
}
Truth all_of(const std::vector<Truth>& truths) { return at_least(truths.size(), truths); }
Truth any_of(const std::vector<Truth>& truths) { return at_least(1, truths); }

Span exactly(const Number& n) { return {n, n}; }
Span hull(const Span& a, const Span& b) { return {std::min(a.low, b.low), std::max(a.high, b.high)}; }

Truth same(const Span& a, const Span& b) {
  if (a.known() && b.known() && a.low == b.low) return Truth::yes;
  return a.high < b.low || b.high < a.low ? Truth::no : Truth::unknown;
}
Truth same(Truth a, Truth b) {
  return a == Truth::unknown || b == Truth::unknown ? Truth::unknown : yes_if(a == b);
}
Truth below(const Span& a, const Span& b) {  // a < b
  if (a.high < b.low) return Truth::yes;
  return a.low >= b.high ? Truth::no : Truth::unknown;
}
Truth at_most(const Span& a, const Span& b) {  // a <= b
  if (a.high <= b.low) return Truth::yes;
  return a.low > b.high ? Truth::no : Truth::unknown;
}

Span corners(const Span& a, const Span& b, Number (*op)(const Number&, const Number&)) {
  if (a.known() && b.known()) return exactly(op(a.low, b.low));
  const Number all[] = {op(a.low, b.low), op(a.low, b.high), op(a.high, b.low), op(a.high, b.high)};
  return {*std::min_element(std::begin(all), std::end(all)),
          *std::max_element(std::begin(all), std::end(all))};
}

std::int64_t whole(const Number& n) {
  std::int64_t result = 0;
  if (!n.whole(result)) broken("a fraction, or beyond 64 bits, where a whole number was expected");
  return result;
}

Span modulo(const Span& a, const Number& n) {
  if (a.known() || floor(a.low / n) == floor(a.high / n)) {
    return {a.low - n * floor(a.low / n), a.high - n * floor(a.high / n)};
  }
  return {0, n - 1};
}

}  // namespace

Number round(const Number& value, const Number& step, hotro::Rounding rounding) {
  const Number quotient = value / step;
  const Number size = abs(quotient);
  const Number half(1, 2);
  const Number sign = quotient < 0 ? -1 : 1;
  Number result;
  switch (rounding) {
    case hotro::Rounding::up: result = sign * ceiling(size); break;
    case hotro::Rounding::down: result = sign * floor(size); break;
    case hotro::Rounding::half_up: result = sign * floor(size + half); break;
    case hotro::Rounding::half_down: result = sign * ceiling(size - half); break;
    case hotro::Rounding::half_even: {
      const Number nearest = floor(size + half);
      const bool tie = nearest - size == half, odd = floor(nearest / 2) * 2 != nearest;
      result = sign * (tie && odd ? nearest - 1 : nearest);
      break;
    }
    case hotro::Rounding::floor: result = floor(quotient); break;
    case hotro::Rounding::ceiling: result = ceiling(quotient); break;
  }
  return step * result;
}

std::int64_t add_months(std::int64_t day, std::int64_t months, hotro::MonthEnd rule) {
  const date::sys_days from{date::days{day}};
  const date::year_month_day there = date::year_month_day{from} + date::months{months};
  if (there.ok()) return date::sys_days{there}.time_since_epoch().count();
  const date::sys_days last{there.year() / there.month() / date::last};
  return last.time_since_epoch().count() + (rule == hotro::MonthEnd::last_day ? 0 : 1);
}

std::int64_t months_between(std::int64_t from, std::int64_t to, hotro::MonthEnd rule) {
  std::int64_t months = (to - from) / 31 - 1;  // never too many
  if (to < from) months = (to - from) / 28 - 1;
  while (add_months(from, months + 1, rule) <= to) ++months;
  return months;
}

Judge::Judge(const hotro::RuleSet& rules, hotro::Date known, const Readings& readings)
    : rules_(rules), known_(known), month_end_(rules.month_end) {
  for (const hotro::Reading& reading : rules.readings) readings_.push_back(reading.default_option);
  for (const auto& [name, option] : readings) {
    for (std::size_t r = 0; r < rules.readings.size(); ++r) {
      if (rules.readings[r].name != name) continue;
      const std::vector<std::string>& options = rules.types[rules.readings[r].type].options;
      const auto found = std::find(options.begin(), options.end(), option);
      if (found == options.end()) broken("no such option of a reading");
      readings_[r] = static_cast<std::uint32_t>(found - options.begin());
    }
  }
  if (rules.month_end_reading != hotro::none) {
    const hotro::Reading& reading = rules.readings[rules.month_end_reading];
    const std::string& option = rules.types[reading.type].options[readings_[rules.month_end_reading]];
    month_end_ = option == "next_day" ? hotro::MonthEnd::next_day : hotro::MonthEnd::last_day;
  }
  guards_.resize(rules.formulas.size());
  for (FormulaId id = 0; id < rules.formulas.size(); ++id) {
    const Formula& formula = rules[id];
    const bool truth_fact = formula.operation == Operation::fact && formula.type.kind == hotro::Kind::truth;
    if ((!formula.comparison || formula.unguarded) && !truth_fact) continue;
    std::set<std::uint32_t> facts;
    std::vector<bool> seen(rules.formulas.size());
    facts_read(id, true, seen, facts);
    for (const std::uint32_t fact : facts) {
      if (rules.facts[fact].applies_if != hotro::none) guards_[id].push_back(rules.facts[fact].applies_if);
    }
  }
  lapses_.resize(rules.formulas.size());
  std::vector<bool> seen(rules.formulas.size());
  for (FormulaId id = 0; id < rules.formulas.size(); ++id) find_lapses(id, seen);
}

// Among the versions that were enacted when the law is asked for, and apply on the day: the last enacted, and
// within one act the one that begins last.
template <class T>
const hotro::Version<T>* Judge::version_on(const hotro::Timeline<T>& timeline, std::int64_t day) const {
  const hotro::Version<T>* best = nullptr;
  for (const hotro::Version<T>& version : timeline.versions) {
    if (version.enacted.day > known_.day) continue;
    if (day < version.applies_from.day || version.applies_to.day < day) continue;
    if (best == nullptr || version.enacted.day > best->enacted.day ||
        (version.enacted.day == best->enacted.day && version.applies_from.day > best->applies_from.day)) {
      best = &version;
    }
  }
  return best;
}

/// Of the dates the first, and each later day on which a version begins or has ended. Dates outside the days
/// that the rule set covers count as the nearest day inside if `clip`: such rows are refused whatever is
/// computed for them.
template <class T>
std::set<std::int64_t> Judge::days_within(const hotro::Timeline<T>& timeline, const Span& dates,
                                          bool clip) const {
  std::int64_t first = whole(dates.low), last = whole(dates.high);
  if (clip) {
    const std::int64_t from = rules_.covers_from.day, to = rules_.covers_to.day;
    first = std::clamp(first, from, to);
    last = std::clamp(last, from, to);
  }
  std::set<std::int64_t> days = {first};
  for (const hotro::Version<T>& version : timeline.versions) {
    const std::int64_t changes[] = {version.applies_from.day, std::int64_t{version.applies_to.day} + 1};
    for (const std::int64_t change : changes) {
      if (first < change && change <= last) days.insert(change);
    }
  }
  return days;
}

/// Every version (null: none) that applies on one of the dates.
template <class T>
std::vector<const hotro::Version<T>*> Judge::versions_within(const hotro::Timeline<T>& timeline,
                                                             const Span& dates, bool clip) const {
  std::vector<const hotro::Version<T>*> result;
  for (const std::int64_t day : days_within(timeline, dates, clip))
    result.push_back(version_on(timeline, day));
  return result;
}

Span Judge::fact_value(std::uint32_t fact) const {
  const hotro::Fact& about = rules_.facts[fact];
  const Cell& cell = (*row_)[fact];
  hotro::Interval value = about.range;
  const bool unknown = about.type.kind == hotro::Kind::truth && cell.value.low == 1;
  if (cell.missing || unknown) {
    if (about.has_default) value = {about.if_missing, about.if_missing};
  } else if (about.range.low <= cell.value.low && cell.value.low <= cell.value.high &&
             cell.value.high <= about.range.high) {
    value = cell.value;
  }
  const int unit = about.type.kind == hotro::Kind::rate ? 1'000'000 : 1;
  return {Number(value.low, unit), Number(value.high, unit)};
}

const Judge::Meaning& Judge::meaning(View& view, FormulaId id) {
  if (!view.done[id]) {
    Meaning result = plain_meaning(view, id);
    // A comparison of a fact that does not apply is no, and so is the fact itself where it is a truth.
    for (const FormulaId guard : guards_[id])
      result.truth = all_of({meaning(view, guard).truth, result.truth});
    // A line that reads what is not in force is no.
    if (rules_[id].line != hotro::none && rules_[id].type.kind == hotro::Kind::truth) {
      result.truth = all_of({in_force(view, id, true), result.truth});
    }
    view.known[id] = result;
    view.done[id] = true;
  }
  return view.known[id];
}

/// What is not chosen is not read.
bool Judge::is_read(View& view, const Formula& formula, std::size_t input) {
  if (formula.operation != Operation::choose || input == 0) return true;
  const Truth which = meaning(view, formula.inputs[0]).truth;
  return which == Truth::unknown || input == (which == Truth::yes ? 1U : 2U);
}

/// The facts that a comparison compares: read below it, through definitions, but not below a comparison of
/// its own. Truths answer for themselves.
void Judge::facts_read(FormulaId id, bool top, std::vector<bool>& seen,
                       std::set<std::uint32_t>& facts) const {
  const Formula& formula = rules_[id];
  if (seen[id] || (formula.comparison && !top)) return;
  seen[id] = true;
  const bool truth = formula.type.kind == hotro::Kind::truth;
  if (formula.operation == Operation::fact && (top || !truth)) facts.insert(formula.index);
  for (const FormulaId part : parts_of(formula)) facts_read(part, false, seen, facts);
}

/// The formulas that it may read, whatever the row: its inputs, or what a definition says.
std::vector<FormulaId> Judge::parts_of(const Formula& formula) const {
  std::vector<FormulaId> parts = formula.inputs;
  if (formula.operation != Operation::definition) return parts;
  for (const auto& version : rules_.definitions[formula.index].timeline.versions) {
    if (version.enacted.day <= known_.day) parts.push_back(version.value);
  }
  return parts;
}

/// Finds out whether a formula may read a parameter that is not in force, whatever the row.
void Judge::find_lapses(FormulaId id, std::vector<bool>& seen) {
  if (seen[id]) return;
  seen[id] = true;
  const Formula& formula = rules_[id];
  bool lapses = false;
  if (formula.operation == Operation::parameter) {
    for (const auto& version : rules_.parameters[formula.index].timeline.versions)
      lapses = lapses || !version.value.in_force;
  }
  std::vector<FormulaId> parts = parts_of(formula);
  parts.insert(parts.end(), guards_[id].begin(), guards_[id].end());
  for (const FormulaId part : parts) {
    find_lapses(part, seen);
    lapses = lapses || lapses_[part];
  }
  lapses_[id] = lapses;
}

/// Whether every parameter that a line reads is in force; lines below it answer for themselves.
Truth Judge::in_force(View& view, FormulaId id, bool top) {
  const Formula& formula = rules_[id];
  if (!top && formula.line != hotro::none && formula.type.kind == hotro::Kind::truth) return Truth::yes;
  if (!lapses_[id]) return Truth::yes;
  std::vector<Truth> parts;
  for (std::size_t i = 0; i < formula.inputs.size(); ++i) {
    if (is_read(view, formula, i)) parts.push_back(in_force(view, formula.inputs[i], false));
  }
  if (formula.operation == Operation::choose && parts.size() == 3) {  // either may be read
    parts = {parts[0], parts[1] == parts[2] ? parts[1] : Truth::unknown};
  }
  // Whether a fact applies is read with the fact.
  for (const FormulaId guard : guards_[id]) parts.push_back(in_force(view, guard, false));
  if (formula.operation == Operation::parameter) {
    std::vector<Truth> each;
    for (const auto* version : versions_within(rules_.parameters[formula.index].timeline,
                                               dates_for(view, formula), !formula.dated)) {
      each.push_back(yes_if(version == nullptr || version->value.in_force));
    }
    parts.push_back(all_of(each) == Truth::yes  ? Truth::yes
                    : any_of(each) == Truth::no ? Truth::no
                                                : Truth::unknown);
  }
  if (formula.operation == Operation::definition) {
    const auto& timeline = rules_.definitions[formula.index].timeline;
    std::vector<Truth> each;
    for (const auto* version : versions_within(timeline, dates_for(view, formula), true)) {
      if (version != nullptr) each.push_back(in_force(view, version->value, false));
    }
    if (!each.empty()) {
      const bool agreed = std::all_of(each.begin(), each.end(), [&](Truth t) { return t == each[0]; });
      parts.push_back(agreed ? each[0] : Truth::unknown);
    }
  }
  return all_of(parts);
}

/// The dates on which a parameter or definition is read.
Span Judge::dates_for(View& view, const Formula& formula) {
  if (formula.dated) return meaning(view, formula.inputs.back()).number;
  // An effective date itself, and what it reads, can have one version only.
  return view.dated ? view.date : Span{rules_.covers_from.day, rules_.covers_to.day};
}

/// The version whose value stands in on a day on which the parameter is not in force. A line that reads it is
/// no, so that it is of no importance; but where it is open whether it is read at all, open answers should be
/// the same too: it is the value that was in force last, or else will be first.
const hotro::Version<hotro::ParameterValue>* Judge::stand_in(
    const hotro::Timeline<hotro::ParameterValue>& timeline, std::int64_t day) const {
  const hotro::Version<hotro::ParameterValue>* found = nullptr;
  for (const std::int64_t other :
       days_within(timeline, {rules_.covers_from.day, rules_.covers_to.day}, true)) {
    const auto* version = version_on(timeline, other);
    if (version == nullptr || !version->value.in_force) continue;
    if (found != nullptr && other > day) break;
    found = version;
  }
  return found;
}

Judge::Meaning Judge::parameter(View& view, const Formula& formula) {
  const hotro::Parameter& about = rules_.parameters[formula.index];
  // The entries that the keys can name, in row-major order of the options.
  std::vector<std::size_t> entries = {0};
  for (std::size_t k = 0; k < about.keys.size(); ++k) {
    const Span key = meaning(view, formula.inputs[k]).number;
    const std::size_t options = rules_.types[about.keys[k]].options.size();
    std::vector<std::size_t> next;
    for (const std::size_t entry : entries) {
      for (std::int64_t option = whole(key.low); option <= whole(key.high); ++option) {
        next.push_back(entry * options + static_cast<std::size_t>(option));
      }
    }
    entries = next;
  }
  bool found = false;
  Meaning result;
  for (const std::int64_t day : days_within(about.timeline, dates_for(view, formula), !formula.dated)) {
    const auto* version = version_on(about.timeline, day);
    if (version == nullptr) broken("a gap of a parameter was reached: " + about.name);
    if (!version->value.in_force) version = stand_in(about.timeline, day);
    if (version == nullptr) continue;
    for (const std::size_t entry : entries) {
      const std::size_t cell =
          !about.type.range ? entry : entry * 2 + (formula.part == hotro::Part::high ? 1 : 0);
      const hotro::Value& value = version->value.cells.at(cell);
      const Span one = exactly(Number(value.numerator, value.denominator));
      result.number = found ? hull(result.number, one) : one;
      found = true;
    }
  }
  if (formula.type.kind == hotro::Kind::truth) {
    result.truth =
        result.number.low == 0 ? (result.number.high == 0 ? Truth::no : Truth::unknown) : Truth::yes;
  }
  return result;
}

Judge::Meaning Judge::plain_meaning(View& view, FormulaId id) {
  const Formula& formula = rules_[id];
  const bool is_truth = formula.type.kind == hotro::Kind::truth;
  if (formula.operation == Operation::parameter) return parameter(view, formula);

  Meaning result;
  if (formula.operation == Operation::definition) {
    bool found = false;
    for (const auto* version :
         versions_within(rules_.definitions[formula.index].timeline, dates_for(view, formula), true)) {
      if (version == nullptr) broken("a gap of a definition was reached");
      const Meaning one = meaning(view, version->value);
      if (!found) {
        result = one;
      } else if (is_truth) {
        if (one.truth != result.truth) result.truth = Truth::unknown;
      } else {
        result.number = hull(result.number, one.number);
      }
      found = true;
    }
    return result;
  }

  std::vector<Truth> truths;
  std::vector<Span> numbers;
  truths.reserve(formula.inputs.size());
  numbers.reserve(formula.inputs.size());
  for (const FormulaId input : formula.inputs) {
    if (!is_read(view, formula, truths.size())) {
      truths.emplace_back();
      numbers.emplace_back();
      continue;
    }
    const Meaning& one = meaning(view, input);
    truths.push_back(one.truth);
    numbers.push_back(one.number);
  }
  const bool of_truths = !formula.inputs.empty() && rules_[formula.inputs[0]].type.kind == hotro::Kind::truth;
  const auto a = [&]() -> const Span& { return numbers.at(0); };
  const auto b = [&]() -> const Span& { return numbers.at(1); };
  switch (formula.operation) {
    case Operation::constant:
      if (is_truth) {
        result.truth = yes_if(formula.value.numerator != 0);
      } else {
        result.number = exactly(Number(formula.value.numerator, formula.value.denominator));
      }
      break;
    case Operation::fact:
      result.number = fact_value(formula.index);
      if (is_truth) {
        const Span& cell = result.number;
        result.truth = !cell.known() || cell.low == 1 ? Truth::unknown : yes_if(cell.low == 2);
      }
      break;
    case Operation::reading: result.number = exactly(readings_.at(formula.index)); break;
    case Operation::parameter:
    case Operation::definition: break;  // above
    case Operation::negate: result.number = {-a().high, -a().low}; break;
    case Operation::add: result.number = {a().low + b().low, a().high + b().high}; break;
    case Operation::subtract: result.number = {a().low - b().high, a().high - b().low}; break;
    case Operation::multiply:
      result.number = corners(a(), b(), [](const Number& x, const Number& y) { return Number(x * y); });
      break;
    case Operation::divide:
      if (b().low <= 0 && b().high >= 0) broken("a division by zero was reached");
      result.number = corners(a(), b(), [](const Number& x, const Number& y) { return Number(x / y); });
      break;
    case Operation::minimum:
      result.number = a();
      for (const Span& n : numbers) {
        result.number = {std::min(result.number.low, n.low), std::min(result.number.high, n.high)};
      }
      break;
    case Operation::maximum:
      result.number = a();
      for (const Span& n : numbers) {
        result.number = {std::max(result.number.low, n.low), std::max(result.number.high, n.high)};
      }
      break;
    case Operation::absolute: {
      const Number low = abs(a().low), high = abs(a().high);
      const bool around_zero = a().low <= 0 && a().high >= 0;
      result.number = {around_zero ? Number(0) : std::min(low, high), std::max(low, high)};
      break;
    }
    case Operation::modulo: result.number = modulo(a(), b().low); break;
    case Operation::round: {
      const Number step(formula.value.numerator, formula.value.denominator);
      result.number = {round(a().low, step, formula.rounding), round(a().high, step, formula.rounding)};
      break;
    }
    case Operation::years_between:
    case Operation::months_between: {
      // Born as late, and asked as early, as possible is youngest.
      Number least = months_between(whole(a().high), whole(b().low), month_end_);
      Number most = months_between(whole(a().low), whole(b().high), month_end_);
      if (formula.operation == Operation::years_between) {
        least = floor(least / 12);
        most = floor(most / 12);
      }
      result.number = {least, most};
      break;
    }
    case Operation::add_months:
      result.number = {add_months(whole(a().low), whole(b().low), month_end_),
                       add_months(whole(a().high), whole(b().high), month_end_)};
      break;
    case Operation::equal:
      result.truth = of_truths ? same(truths.at(0), truths.at(1)) : same(a(), b());
      break;
    case Operation::not_equal:
      result.truth = not_of(of_truths ? same(truths.at(0), truths.at(1)) : same(a(), b()));
      break;
    case Operation::less: result.truth = below(a(), b()); break;
    case Operation::less_equal: result.truth = at_most(a(), b()); break;
    case Operation::greater: result.truth = below(b(), a()); break;
    case Operation::greater_equal: result.truth = at_most(b(), a()); break;
    case Operation::negation: result.truth = not_of(truths.at(0)); break;
    case Operation::all: result.truth = all_of(truths); break;
    case Operation::any: result.truth = any_of(truths); break;
    case Operation::no_one: result.truth = not_of(any_of(truths)); break;
    case Operation::at_least: result.truth = at_least(formula.index, truths); break;
    case Operation::choose: {
      const Truth which = truths.at(0);
      if (which == Truth::unknown) {
        result.truth = truths.at(1) == truths.at(2) ? truths.at(1) : Truth::unknown;
        result.number = hull(numbers.at(1), numbers.at(2));
      } else {
        const std::size_t side = which == Truth::yes ? 1 : 2;
        result = {truths.at(side), numbers.at(side)};
      }
      break;
    }
  }
  return result;
}

/// A condition or `when`: yes where the law has none.
Truth Judge::truth_of(View& view, const hotro::Timeline<FormulaId>& timeline) {
  std::vector<Truth> each;
  for (const auto* version : versions_within(timeline, view.date, true)) {
    const bool absent = version == nullptr || version->value == hotro::none;
    each.push_back(absent ? Truth::yes : meaning(view, version->value).truth);
  }
  const bool agreed = std::all_of(each.begin(), each.end(), [&](Truth t) { return t == each[0]; });
  return agreed ? each[0] : Truth::unknown;
}

Answer Judge::decide(const Row& row) {
  row_ = &row;
  Answer answer;
  const Span zero = exactly(0);
  std::vector<Span> nets;
  for (const hotro::Benefit& benefit : rules_.benefits) {
    View view;
    view.done.resize(rules_.formulas.size());
    view.known.resize(rules_.formulas.size());
    const Span date = meaning(view, benefit.effective_on).number;
    view.done.assign(rules_.formulas.size(), false);
    view.dated = true;
    view.date = date;

    Verdict verdict;
    verdict.in_scope = all_of(
        {at_most(exactly(rules_.covers_from.day), date), at_most(date, exactly(rules_.covers_to.day))});
    const bool enacted =
        benefit.added_by == hotro::none || rules_.sources[benefit.added_by].enacted.day <= known_.day;
    verdict.concerned = enacted ? truth_of(view, benefit.when) : Truth::no;
    std::vector<Truth> parts = {verdict.concerned, verdict.in_scope};
    for (std::size_t c = 0; c < benefit.conditions.size(); ++c) {
      const Truth condition = truth_of(view, benefit.conditions[c].timeline);
      parts.push_back(condition);
      if (verdict.concerned != Truth::yes || verdict.in_scope == Truth::no) continue;
      if (condition == Truth::no) verdict.failed |= std::uint64_t{1} << c;
      if (condition == Truth::unknown) verdict.open |= std::uint64_t{1} << c;
    }
    verdict.eligible = all_of(parts);

    Span granted;
    bool found = false;
    for (const auto* version : versions_within(benefit.entitlement, date, true)) {
      if (!enacted) break;
      if (version == nullptr || version->value == hotro::none)
        broken("a day without an entitlement was reached");
      const Span one = meaning(view, version->value).number;
      granted = found ? hull(granted, one) : one;
      found = true;
    }
    verdict.entitlement = verdict.eligible == Truth::yes  ? granted
                          : verdict.eligible == Truth::no ? zero
                                                          : hull(granted, zero);
    const Span paid = fact_value(benefit.paid_before);
    const Span left = {verdict.entitlement.low - paid.high, verdict.entitlement.high - paid.low};
    nets.push_back({std::max(Number(0), left.low), std::max(Number(0), left.high)});
    verdict.overpaid = {std::max(Number(0), Number(-left.high)), std::max(Number(0), Number(-left.low))};
    answer.benefits.push_back(verdict);
  }

  Verdict& row_verdict = answer.combined;
  std::vector<Truth> concerned, eligible, in_scope;
  std::vector<Span> highest_entitlement, highest_payout, beside_entitlement, beside_payout;
  row_verdict.entitlement = row_verdict.payout = row_verdict.overpaid = zero;
  for (std::size_t b = 0; b < nets.size(); ++b) {
    Verdict& verdict = answer.benefits[b];
    std::vector<Truth> wins;  // the highest, and of equal ones the first
    const bool on_top = rules_.benefits[b].on_top;
    for (std::size_t other = 0; other < nets.size() && !on_top; ++other) {
      if (rules_.benefits[other].on_top) continue;
      if (other < b) wins.push_back(below(nets[other], nets[b]));
      if (other > b) wins.push_back(at_most(nets[other], nets[b]));
    }
    const Truth win = all_of(wins);
    verdict.payout = win == Truth::yes ? nets[b] : win == Truth::no ? zero : hull(nets[b], zero);

    concerned.push_back(verdict.concerned);
    eligible.push_back(verdict.eligible);
    in_scope.push_back(verdict.in_scope);
    (on_top ? beside_entitlement : highest_entitlement).push_back(verdict.entitlement);
    (on_top ? beside_payout : highest_payout).push_back(nets[b]);
    row_verdict.overpaid = {row_verdict.overpaid.low + verdict.overpaid.low,
                            row_verdict.overpaid.high + verdict.overpaid.high};
  }
  const auto combine = [](Span& to, const std::vector<Span>& highest, const std::vector<Span>& beside) {
    for (const Span& one : highest) to = {std::max(to.low, one.low), std::max(to.high, one.high)};
    for (const Span& one : beside) to = {to.low + one.low, to.high + one.high};
  };
  combine(row_verdict.entitlement, highest_entitlement, beside_entitlement);
  combine(row_verdict.payout, highest_payout, beside_payout);
  row_verdict.concerned = any_of(concerned);
  row_verdict.eligible = any_of(eligible);
  row_verdict.in_scope = any_of(in_scope);
  return answer;
}

hotro::Decision decision(const Verdict& verdict) {
  const auto amount = [](const Span& span) {
    return hotro::Amount{hotro::Money{whole(span.low)}, hotro::Money{whole(span.high)}};
  };
  hotro::Decision result;
  result.concerned = verdict.concerned;
  result.in_scope = verdict.in_scope;
  result.eligible = verdict.eligible;
  result.entitlement = amount(verdict.entitlement);
  result.payout = amount(verdict.payout);
  result.overpaid = amount(verdict.overpaid);
  result.failed = verdict.failed;
  result.open = verdict.open;
  return result;
}

}  // namespace oracle
