// SPDX-License-Identifier: Apache-2.0
#pragma once

// What can only be seen when everything is there.

#include "load_amend.inl"

namespace hotro {
inline namespace HOTRO_ABI {
namespace detail {

template <class T>
void Loader::check_timeline(const Timeline<T>& timeline, const std::string& what) {
  const auto overlap = [](const Version<T>& a, const Version<T>& b) {
    return a.applies_from <= b.applies_to && b.applies_from <= a.applies_to;
  };
  if (timeline.versions.size() > most_versions) {
    room(most_versions, most_versions, timeline.versions[most_versions].span, "versions of \"" + what + "\"",
         "what changes so often is a fact, which each dossier brings along");
    return;
  }
  for (std::size_t i = 0; i < timeline.versions.size(); ++i) {
    for (std::size_t j = 0; j < i && !diagnostics.full(); ++j) {
      const Version<T>& a = timeline.versions[j];
      const Version<T>& b = timeline.versions[i];
      if (!overlap(a, b)) continue;
      if (a.enacted == b.enacted && (a.act != b.act || a.applies_from == b.applies_from)) {
        Diagnostic& d = diagnostics.report(Code::double_version, b.span,
                                           "two versions of \"" + what + "\" apply on the same day");
        d.also.push_back({a.span, "the other one, of the same enactment"});
        d.help = "give them different applies_from, or an end with applies_to";
        return;
      }
      const Version<T>& later = a.enacted > b.enacted ? a : b;
      const Version<T>& earlier = a.enacted > b.enacted ? b : a;
      if (later.enacted > earlier.enacted && later.applies_from < earlier.applies_from &&
          later.applies_to >= earlier.applies_from) {
        Diagnostic& d =
            diagnostics.report(Code::hidden_version, later.span,
                               "this version of \"" + what + "\" hides one that was already scheduled");
        d.also.push_back({earlier.span, "scheduled from " + iso(earlier.applies_from)});
        d.help = "end this version with \"applies_to: " + iso(earlier.applies_from - 1) +
                 "\", if the scheduled one still holds";
      }
    }
  }
}

/// Definitions may read each other, but not in a circle: also not one that only an amendment closes.
HOTRO_INLINE void Loader::check_cycles() {
  enum class Visit : std::uint8_t { ahead, open, done };
  std::vector<Visit> visits(rules.definitions.size(), Visit::ahead);
  const auto reads = [&](std::uint32_t index) {
    std::vector<std::pair<std::uint32_t, Span>> found;
    std::vector<FormulaId> open;
    std::vector<bool> seen(rules.formulas.size());
    for (const auto& version : rules.definitions[index].timeline.versions) open.push_back(version.value);
    while (!open.empty()) {
      const FormulaId id = open.back();
      open.pop_back();
      if (id == none || seen[id]) continue;
      seen[id] = true;
      const Formula& formula = rules.formulas[id];
      if (formula.operation == Operation::definition) found.emplace_back(formula.index, formula.span);
      if (formula.operation == Operation::fact) open.push_back(rules.facts[formula.index].applies_if);
      open.insert(open.end(), formula.inputs.begin(), formula.inputs.end());
    }
    return found;
  };
  struct Frame {
    std::uint32_t definition;
    std::vector<std::pair<std::uint32_t, Span>> reads;
    std::size_t next = 0;
  };
  for (std::uint32_t start = 0; start < rules.definitions.size(); ++start) {
    if (visits[start] != Visit::ahead) continue;
    std::vector<Frame> path;
    visits[start] = Visit::open;
    path.push_back({start, reads(start)});
    while (!path.empty()) {
      Frame& top = path.back();
      if (top.next == top.reads.size()) {
        visits[top.definition] = Visit::done;
        path.pop_back();
        continue;
      }
      const std::uint32_t definition = top.reads[top.next++].first;
      if (visits[definition] == Visit::open) {
        Diagnostic& d = diagnostics.report(
            Code::cycle, rules.definitions[definition].span,
            "the definition \"" + rules.definitions[definition].name + "\" depends on itself");
        const auto first = std::find_if(path.begin(), path.end(),
                                        [&](const Frame& f) { return f.definition == definition; });
        for (auto frame = first; frame != path.end(); ++frame) {
          const auto& [read, place] = frame->reads[frame->next - 1];
          d.also.push_back({place, "\"" + rules.definitions[frame->definition].name + "\" reads \"" +
                                       rules.definitions[read].name + "\" here"});
        }
        d.help = "let one of them be computed from facts and parameters only";
        shorten(d);
        return;
      }
      if (visits[definition] == Visit::ahead) {
        visits[definition] = Visit::open;
        path.push_back({definition, reads(definition)});
      }
    }
  }
}

HOTRO_INLINE void Loader::check_depth() {
  const auto inputs = [&](FormulaId id) {
    const Formula& formula = rules.formulas[id];
    std::vector<FormulaId> found = formula.inputs;
    if (formula.operation == Operation::fact) found.push_back(rules.facts[formula.index].applies_if);
    if (formula.operation == Operation::definition) {
      for (const auto& version : rules.definitions[formula.index].timeline.versions)
        found.push_back(version.value);
    }
    found.erase(std::remove(found.begin(), found.end(), none), found.end());
    return found;
  };
  std::vector<std::uint32_t> depth(rules.formulas.size());  // 0: not known yet
  for (FormulaId start = 0; start < rules.formulas.size(); ++start) {
    std::vector<FormulaId> open{start};
    while (!open.empty()) {
      const FormulaId id = open.back();
      std::uint32_t deepest = 0;
      bool ready = true;
      for (FormulaId input : inputs(id)) {
        if (depth[input] == 0) {
          open.push_back(input);
          ready = false;
        }
        deepest = std::max(deepest, depth[input]);
      }
      if (!ready) continue;
      open.pop_back();
      depth[id] = deepest + 1;
      if (depth[id] <= deepest_chain) continue;
      diagnostics
          .report(Code::formula_too_long, rules.formulas[id].span,
                  "formulas lean on one another here, through definitions, more than " +
                      std::to_string(deepest_chain) + " deep")
          .help = "compute some of it directly from facts";
      return;
    }
  }
}

/// Reports facts that may not apply and are read as numbers outside a comparison.
/// `seen`: formulas that another amount of the benefit has led to.
HOTRO_INLINE void Loader::check_amount(FormulaId id, Span span, std::vector<bool>& seen) {
  std::vector<FormulaId> open{id};
  while (!open.empty()) {
    const FormulaId next = open.back();
    open.pop_back();
    if (next == none || seen[next]) continue;
    seen[next] = true;
    const Formula& formula = rules.formulas[next];
    if (formula.comparison || (formula.operation == Operation::fact && formula.type == truth_type)) continue;
    if (formula.operation == Operation::fact && rules.facts[formula.index].applies_if != none) {
      Diagnostic& d = diagnostics.report(
          Code::not_applicable_value, formula.span,
          "\"" + rules.facts[formula.index].path() + "\" may not apply and is read outside a comparison");
      d.also.push_back({span, "it decides this"});
      d.help = "compare it, or pay by a fact that every row has";
    }
    if (formula.operation == Operation::definition) {
      for (const auto& version : rules.definitions[formula.index].timeline.versions)
        open.push_back(version.value);
    }
    for (FormulaId input : formula.inputs) open.push_back(input);
  }
}

HOTRO_INLINE void Loader::check_applicability() {
  for (const Benefit& benefit : rules.benefits) {
    std::vector<bool> seen(rules.formulas.size());
    check_amount(benefit.effective_on, benefit.span, seen);
    for (const auto& version : benefit.entitlement.versions) check_amount(version.value, version.span, seen);
  }
  // applies_if may lead from fact to fact, but not back.
  for (std::uint32_t start = 0; start < rules.facts.size(); ++start) {
    std::vector<FormulaId> open{rules.facts[start].applies_if};
    std::vector<bool> seen(rules.formulas.size());
    while (!open.empty()) {
      const FormulaId next = open.back();
      open.pop_back();
      if (next == none || seen[next]) continue;
      seen[next] = true;
      const Formula& formula = rules.formulas[next];
      if (formula.operation == Operation::fact) {
        if (formula.index == start) {
          Diagnostic& d =
              diagnostics.report(Code::cycle, rules.facts[start].span,
                                 "whether \"" + rules.facts[start].path() + "\" applies depends on itself");
          d.also.push_back({formula.span, "it is read here again"});
          d.help = "let applies_if read facts that always apply";
          return;
        }
        open.push_back(rules.facts[formula.index].applies_if);
      }
      if (formula.operation == Operation::definition) {
        for (const auto& version : rules.definitions[formula.index].timeline.versions)
          open.push_back(version.value);
      }
      for (FormulaId input : formula.inputs) open.push_back(input);
    }
  }
}

HOTRO_INLINE void Loader::check() {
  for (const Parameter& p : rules.parameters) {
    check_timeline(p.timeline, p.name);
  }
  for (const Definition& d : rules.definitions) check_timeline(d.timeline, d.name);
  for (const Benefit& b : rules.benefits) {
    check_timeline(b.when, b.name + ".when");
    check_timeline(b.entitlement, b.name + ".entitlement");
    for (const Condition& c : b.conditions) {
      check_timeline(c.timeline, b.name + "." + c.id);
      check_timeline(c.reason, b.name + "." + c.id + ".reason");
    }
    if (b.conditions.size() > most_conditions) {
      diagnostics
          .report(Code::too_many_conditions, b.conditions[most_conditions].span,
                  "\"" + b.name + "\" has " + std::to_string(b.conditions.size()) +
                      " conditions; a decision has " + std::to_string(most_conditions) + " bits")
          .help = "group conditions that belong together under one with \"all\"";
    }
  }
  if (!diagnostics.failed()) check_cycles();
  bool calendar = false;
  Span where;
  for (const Formula& f : rules.formulas) {
    if (f.operation != Operation::years_between && f.operation != Operation::months_between &&
        f.operation != Operation::add_months)
      continue;
    if (!calendar) where = f.span;
    calendar = true;
  }
  if (calendar && !rules.has_month_end) {
    diagnostics
        .report(Code::month_end_needed, where,
                "it is not said where a day falls that its month does not have")
        .help =
        "add \"month_end: last_day\" or \"month_end: next_day\" at the top, or a reading: the birthday of 29 "
        "February is on "
        "28 February or on 1 March";
  }
  check_applicability();
  if (!diagnostics.failed()) check_depth();
}

}  // namespace detail
}  // namespace HOTRO_ABI
}  // namespace hotro
