// SPDX-License-Identifier: Apache-2.0
#include "mutation_values.hpp"

#include <algorithm>
#include <set>
#include <utility>

namespace hotro {
inline namespace HOTRO_ABI {
namespace edge {
namespace {

Mutant mutant(MutationKind kind, std::string of, std::string text, std::string from, std::string to,
              Span span, const Basis& basis = {}) {
  Mutant made;
  made.kind = kind;
  made.of = std::move(of);
  made.text = std::move(text);
  made.from = std::move(from);
  made.to = std::move(to);
  made.span = span;
  made.basis = basis;
  return made;
}

bool same(Span a, Span b) { return a.source == b.source && a.begin == b.begin && a.end == b.end; }

class ValueSites {
 public:
  ValueSites(const RuleSet& rules, WrittenRules& text, std::vector<MutationSite>& out)
      : rules_(rules), text_(text), out_(out) {}

  void run() {
    file();
    for (std::uint32_t i = 0; i < rules_.facts.size(); ++i) fact(i);
    for (std::uint32_t i = 0; i < rules_.parameters.size(); ++i) parameter(i);
    for (std::uint32_t i = 0; i < rules_.definitions.size(); ++i) definition(i);
    for (std::uint32_t i = 0; i < rules_.benefits.size(); ++i) benefit(i);
  }

 private:
  /// `access` finds in a rule set what is changed.
  template <class Access, class T>
  MutationSite& add(Mutant made, Access access, T changed) {
    MutationSite& site = out_.emplace_back();
    site.mutant = std::move(made);
    site.patch = [access, changed](RuleSet& rules, const RuleSet* original) {
      access(rules) = original == nullptr ? changed : access(*original);
    };
    return site;
  }

  // --- the act itself

  /// Below a key of the base act.
  [[nodiscard]] Span header(const std::string& key) {
    const std::uint32_t file = rules_.files.front();
    return text_.below_root(file, key);
  }

  void file() {
    if (rules_.files.empty() || header("covers").end == 0) return;  // of a file that amends another's
    for (const bool first : {true, false}) {
      const Date day = first ? rules_.covers_from : rules_.covers_to;
      for (const std::int32_t step : {-1, 1}) {
        add(
            mutant(MutationKind::date, "covers", "", iso(day), iso(day + step), header("covers")),
            [first](auto& rules) -> auto& { return first ? rules.covers_from : rules.covers_to; }, day + step)
            .everywhere = true;
      }
    }
    if (rules_.has_month_end && rules_.month_end_reading == none) {
      const bool last = rules_.month_end == MonthEnd::last_day;
      add(
          mutant(MutationKind::rounding, "month_end", "", last ? "last_day" : "next_day",
                 last ? "next_day" : "last_day", header("month_end")),
          [](auto& rules) -> auto& { return rules.month_end; },
          last ? MonthEnd::next_day : MonthEnd::last_day)
          .everywhere = true;
    }
  }

  // --- facts

  [[nodiscard]] std::vector<FormulaId> readers(const std::vector<std::uint32_t>& facts) const {
    std::vector<FormulaId> found;
    for (FormulaId id = 0; id < rules_.formulas.size(); ++id) {
      const Formula& formula = rules_.formulas[id];
      if (formula.operation == Operation::fact &&
          std::find(facts.begin(), facts.end(), formula.index) != facts.end())
        found.push_back(id);
    }
    return found;
  }

  void fact(std::uint32_t index) {
    const Fact& fact = rules_.facts[index];
    if (fact.group == Group::ledger || fact.row > 1 || !text_.own(fact.span)) return;
    std::vector<std::uint32_t> copies;  // in the rows of a list
    for (std::uint32_t i = 0; i < rules_.facts.size(); ++i) {
      if (same(rules_.facts[i].span, fact.span) && rules_.facts[i].row_count == fact.row_count)
        copies.push_back(i);
    }
    const auto change = [&](Mutant made, auto member, auto changed) {
      MutationSite& site = out_.emplace_back();
      site.mutant = std::move(made);
      site.formulas = readers(copies);
      site.patch = [copies, member, changed](RuleSet& rules, const RuleSet* original) {
        for (const std::uint32_t i : copies)
          rules.facts[i].*member = original == nullptr ? changed : original->facts[i].*member;
      };
    };
    const Value assumed{fact.if_missing, 1};
    for (const bool more : {false, true}) {
      Value value;
      if (!fact.has_default || !stepped(rules_, fact.type, assumed, more, value) ||
          value.numerator < fact.range.low || value.numerator > fact.range.high)
        continue;
      change(mutant(MutationKind::constant, fact.path(), "if_missing", written(rules_, fact.type, assumed),
                    written(rules_, fact.type, value), fact.span, {}),
             &Fact::if_missing, value.numerator);
    }
    if (fact.applies_if != none)
      change(mutant(MutationKind::condition, fact.path(), "",
                    "applies_if: " + text_.shown(rules_[fact.applies_if].span), "",
                    rules_[fact.applies_if].span, {}),
             &Fact::applies_if, std::uint32_t{none});
  }

  // --- versions

  /// The days on which a version applies. `access` finds its timeline.
  template <class T, class Access>
  void days(const std::string& of, const Timeline<T>& timeline, std::size_t index, Access access,
            const MutationSite& reached) {
    const Version<T>& version = timeline.versions[index];
    if (!text_.own(version.span)) return;
    for (const bool from : {true, false}) {
      const Date day = from ? version.applies_from : version.applies_to;
      if (day == (from ? beginning : forever)) continue;
      const std::string key = from ? "applies_from" : "applies_to";
      for (const std::int32_t step : {-1, 1}) {
        MutationSite& site = add(
            mutant(MutationKind::date, of, key, iso(day), iso(day + step), text_.below(version.span, {key}),
                   version.basis),
            [ access, index, from ](auto& rules) -> auto& {
              auto& found = access(rules).versions[index];
              return from ? found.applies_from : found.applies_to;
            },
            day + step);
        site.formulas = reached.formulas;
        site.versions = reached.versions;
      }
    }
  }
  /// What reads a timeline of formulas.
  [[nodiscard]] static MutationSite all_of(const Timeline<FormulaId>& timeline) {
    MutationSite site;
    for (const auto& version : timeline.versions) {
      if (version.value != none) site.formulas.push_back(version.value);
    }
    return site;
  }

  void parameter(std::uint32_t index) {
    const Parameter& parameter = rules_.parameters[index];
    MutationSite reached;
    for (std::uint32_t v = 0; v < parameter.timeline.versions.size(); ++v)
      reached.versions.emplace_back(index, v);
    for (std::uint32_t v = 0; v < parameter.timeline.versions.size(); ++v) {
      days(
          parameter.name, parameter.timeline,
          v, [index](auto& rules) -> auto& { return rules.parameters[index].timeline; }, reached);
      if (text_.own(parameter.timeline.versions[v].span)) cells(index, v);
    }
  }

  void cells(std::uint32_t index, std::uint32_t v) {
    const Parameter& parameter = rules_.parameters[index];
    const auto& version = parameter.timeline.versions[v];
    Type type = parameter.type;
    type.range = false;
    for (std::uint32_t cell = 0; cell < version.value.cells.size(); ++cell) {
      std::vector<std::string> keys{"value"};
      std::string name = parameter.name;
      std::size_t place = parameter.type.range ? cell / 2 : cell;
      std::size_t below = version.value.cells.size() / (parameter.type.range ? 2 : 1);
      for (const std::uint32_t key : parameter.keys) {
        below /= rules_.types[key].options.size();
        keys.push_back(rules_.types[key].options[place / below]);
        place %= below;
        name += (keys.size() == 2 ? "(" : ", ") + keys.back();
      }
      if (keys.size() > 1) name += ")";
      if (parameter.type.range) name += cell % 2 == 0 ? ".low" : ".high";
      const Value& value = version.value.cells[cell];
      for (const bool more : {false, true}) {
        Value changed;
        if (!stepped(rules_, type, value, more, changed)) continue;
        add(
            mutant(MutationKind::cell, name,
                   version.applies_from == beginning ? "" : iso(version.applies_from) + " ..",
                   written(rules_, type, value), written(rules_, type, changed),
                   text_.below(version.span, keys), version.basis),
            [ index, v, cell ](auto& rules) -> auto& {
              return rules.parameters[index].timeline.versions[v].value.cells[cell];
            },
            changed)
            .versions = {{index, v}};
      }
    }
  }

  void definition(std::uint32_t index) {
    const Definition& definition = rules_.definitions[index];
    for (std::size_t v = 0; v < definition.timeline.versions.size(); ++v)
      days(
          definition.name, definition.timeline,
          v, [index](auto& rules) -> auto& { return rules.definitions[index].timeline; },
          all_of(definition.timeline));
  }

  // --- benefits

  void benefit(std::uint32_t index) {
    const Benefit& benefit = rules_.benefits[index];
    const auto when = [index](auto& rules) -> auto& { return rules.benefits[index].when; };
    for (std::size_t v = 0; v < benefit.when.versions.size(); ++v) {
      days(benefit.name + ".when", benefit.when, v, when, all_of(benefit.when));
      // Behind the formulas stands a truth that is always met.
      taken_away(benefit.name + ".when", benefit.when, v, when, "when",
                 static_cast<FormulaId>(rules_.formulas.size()));
    }
    for (std::size_t c = 0; c < benefit.conditions.size(); ++c) {
      const Condition& condition = benefit.conditions[c];
      const auto timeline = [ index, c ](auto& rules) -> auto& {
        return rules.benefits[index].conditions[c].timeline;
      };
      const std::string of = benefit.name + "." + condition.id;
      for (std::size_t v = 0; v < condition.timeline.versions.size(); ++v) {
        days(of, condition.timeline, v, timeline, all_of(condition.timeline));
        taken_away(of, condition.timeline, v, timeline, condition.id, FormulaId{none});
      }
    }
    for (std::size_t v = 0; v < benefit.entitlement.versions.size(); ++v)
      days(
          benefit.name + ".entitlement", benefit.entitlement,
          v, [index](auto& rules) -> auto& { return rules.benefits[index].entitlement; },
          all_of(benefit.entitlement));
  }

  template <class Access>
  void taken_away(const std::string& of, const Timeline<FormulaId>& timeline, std::size_t index,
                  Access access, const std::string& what, FormulaId changed) {
    const Version<FormulaId>& version = timeline.versions[index];
    if (version.value == none || !text_.own(version.span)) return;
    add(
        mutant(MutationKind::condition, of, "", what, "", version.span, version.basis),
        [ access, index ](auto& rules) -> auto& { return access(rules).versions[index].value; }, changed)
        .formulas = {version.value};
  }

  const RuleSet& rules_;
  WrittenRules& text_;
  std::vector<MutationSite>& out_;
};

}  // namespace

void value_sites(const RuleSet& rules, WrittenRules& text, std::vector<MutationSite>& out) {
  ValueSites(rules, text, out).run();
}

}  // namespace edge
}  // namespace HOTRO_ABI
}  // namespace hotro
