// SPDX-License-Identifier: Apache-2.0
#include "coverage_reach.hpp"

#include <set>

namespace hotro {
inline namespace HOTRO_ABI {
namespace edge {
namespace {

bool settled(TruthRange truth) { return truth == TruthRange::no || truth == TruthRange::yes; }

}  // namespace

Reach::Reach(const RuleSet& rules)
    : rules_(rules), formulas_(rules.formulas.size()), rests_(rules.formulas.size()) {
  judge();
  for (const std::uint32_t act : rules.acts) {
    const Date enacted = rules.sources[act].enacted;
    if (rules.base_act == none || enacted >= rules.sources[rules.base_act].enacted) known_.push_back(enacted);
  }
  for (const Parameter& parameter : rules.parameters)
    parameters_.emplace_back(parameter.timeline.versions.size());
  for (const Benefit& benefit : rules.benefits) {
    enter(benefit.effective_on);
    enter_versions(benefit.when);
    for (const Condition& condition : benefit.conditions) enter_versions(condition.timeline);
    enter_versions(benefit.entitlement);
  }
  while (!ahead_.empty()) {
    const FormulaId id = ahead_.back();
    ahead_.pop_back();
    follow(id);
  }
}

// --- what is always or never met

/// A truth may vary, and yet never where it is read: `day in window`, on the days of that window. So the
/// rules are judged on each stretch of days without a change, for the benefits of each effective date.
void Reach::judge() {
  on_any_day_ = truth_ranges(rules_);
  truths_.assign(rules_.formulas.size(), TruthRange::not_computed);
  std::set<std::uint32_t> facts;  // that are effective dates
  for (const Benefit& benefit : rules_.benefits) facts.insert(effective_fact(benefit));
  for (const std::uint32_t fact : facts) judge_stretches(fact);
  for (std::size_t id = 0; id < truths_.size(); ++id) {
    const Formula& formula = rules_.formulas[id];
    if (formula.operation == Operation::constant && formula.type.kind == Kind::truth)
      truths_[id] = on_any_day_[id] = formula.value.numerator == 0 ? TruthRange::no : TruthRange::yes;
  }
}

/// `none` where it is computed.
std::uint32_t Reach::effective_fact(const Benefit& benefit) const {
  const Formula& day = rules_.formulas[benefit.effective_on];
  return day.operation == Operation::fact ? day.index : none;
}

void Reach::judge_stretches(std::uint32_t fact) {
  const auto merge = [&](const std::vector<TruthRange>& found) {
    for (std::size_t id = 0; id < found.size(); ++id) {
      if (truths_[id] == TruthRange::not_computed)
        truths_[id] = found[id];
      else if (found[id] != TruthRange::not_computed && found[id] != truths_[id])
        truths_[id] = TruthRange::varies;
    }
  };
  constexpr std::size_t most = 50;  // each takes as long as lint()
  const std::vector<Date> days = changes();
  if (fact == none || days.size() > most) return merge(on_any_day_);
  RuleSet part = rules_;
  std::erase_if(part.benefits, [&](const Benefit& one) { return effective_fact(one) != fact; });
  const Interval range = rules_.facts[fact].range;
  for (std::size_t i = 0; i + 1 < days.size(); ++i) {
    part.covers_from = days[i];
    part.covers_to = days[i + 1] - 1;
    part.facts[fact].range = {std::max<std::int64_t>(range.low, part.covers_from.day),
                              std::min<std::int64_t>(range.high, part.covers_to.day)};
    if (part.facts[fact].range.low <= part.facts[fact].range.high) merge(truth_ranges(part));
  }
}

/// The first day that is covered, each on which some version begins or has ended, and the day behind the
/// last.
std::vector<Date> Reach::changes() const {
  std::set<Date> days{rules_.covers_from, rules_.covers_to + 1};
  const auto add = [&](const auto& timeline) {
    for (const auto& version : timeline.versions) {
      for (const Date day : {version.applies_from, version.applies_to + 1}) {
        if (day > rules_.covers_from && day <= rules_.covers_to) days.insert(day);
      }
    }
  };
  for (const Parameter& parameter : rules_.parameters) add(parameter.timeline);
  for (const Definition& definition : rules_.definitions) add(definition.timeline);
  for (const Benefit& benefit : rules_.benefits) {
    add(benefit.when);
    add(benefit.entitlement);
    for (const Condition& condition : benefit.conditions) add(condition.timeline);
  }
  return {days.begin(), days.end()};
}

// --- what is reached

void Reach::enter(FormulaId id) {
  if (id == none || formulas_[id]) return;
  formulas_[id] = true;
  ahead_.push_back(id);
}

void Reach::enter_versions(const Timeline<FormulaId>& timeline) {
  each_picked(timeline, rules_.covers_from, rules_.covers_to,
              [&](const Version<FormulaId>& version) { enter(version.value); });
}

void Reach::follow(FormulaId id) {
  const Formula& formula = rules_.formulas[id];
  if (formula.line != none && rules_.lines[formula.line].table != none) {
    for (const TableRule& rule : rules_.tables[rules_.lines[formula.line].table].rules) enter(rule.met);
  }
  switch (formula.operation) {
    case Operation::choose: {
      const TruthRange test = truths_[formula.inputs[0]];
      enter(formula.inputs[0]);
      if (test != TruthRange::no) enter(formula.inputs[1]);
      if (test != TruthRange::yes) enter(formula.inputs[2]);
      return;
    }
    case Operation::definition: return enter_versions(rules_.definitions[formula.index].timeline);
    case Operation::fact: return enter(rules_.facts[formula.index].applies_if);
    case Operation::parameter: {
      const auto [from, to] = days(formula);
      const auto& timeline = rules_.parameters[formula.index].timeline;
      each_picked(timeline, from, to, [&](const Version<ParameterValue>& version) {
        parameters_[formula.index][static_cast<std::size_t>(&version - timeline.versions.data())] = true;
      });
      break;
    }
    default: break;
  }
  for (const FormulaId input : formula.inputs) enter(input);
}

/// On which a parameter may be read.
std::pair<Date, Date> Reach::days(const Formula& parameter) const {
  if (!parameter.dated) return {rules_.covers_from, rules_.covers_to};
  const Formula& date = rules_.formulas[parameter.inputs.back()];
  const auto day = [](std::int64_t value) { return Date{static_cast<std::int32_t>(value)}; };
  if (date.operation == Operation::constant) return {day(date.value.numerator), day(date.value.numerator)};
  if (date.operation != Operation::fact) return {first_date, last_date};
  const Interval& range = rules_.facts[date.index].range;
  return {day(range.low), day(range.high)};
}

// --- what may be open

bool Reach::may_be_open(FormulaId id) { return !settled(on_any_day_[id]) && rests_on_missing(id); }

bool Reach::rests_on_missing(FormulaId id) {
  if (rests_[id] == Rests::unasked) {
    const bool rests = finds_missing(id);
    rests_[id] = rests ? Rests::yes : Rests::no;
  }
  return rests_[id] == Rests::yes;
}

/// What is settled below a line may still lack force. Of several versions
/// the effective date picks one, and it may be missing.
bool Reach::finds_missing(FormulaId id) {
  const Formula& formula = rules_.formulas[id];
  const auto rests = [&](FormulaId input) { return rests_on_missing(input); };
  switch (formula.operation) {
    case Operation::fact: {
      const Fact& fact = rules_.facts[formula.index];
      return !fact.has_default || (fact.applies_if != none && rests(fact.applies_if));
    }
    case Operation::definition: {
      const auto& versions = rules_.definitions[formula.index].timeline.versions;
      return versions.size() > 1 || rests(versions.front().value);
    }
    case Operation::parameter:
      if (!formula.dated && rules_.parameters[formula.index].timeline.versions.size() > 1) return true;
      break;
    default: break;
  }
  return std::any_of(formula.inputs.begin(), formula.inputs.end(), rests);
}

}  // namespace edge
}  // namespace HOTRO_ABI
}  // namespace hotro
