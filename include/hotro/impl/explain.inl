// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "changes.inl"
#include "format.inl"
#include "walk.inl"

namespace hotro {
inline namespace HOTRO_ABI {
namespace detail {

class Explainer {
 public:
  Explainer(const RuleSet& rules, const Evaluator& evaluator, std::uint32_t benefit, Language language)
      : rules_(rules),
        trace_(rules, evaluator, benefit),
        decision_(evaluator.decisions()[benefit + 1]),
        index_(benefit),
        language_(language) {}

  /// Every line in the order of the law; parts follow their condition.
  std::vector<Reason> lines() {
    when();
    scope();
    for (std::uint32_t bit = 0; bit < trace_.benefit().conditions.size(); ++bit) condition(bit);
    if (decision_.eligible != Truth::no) entitlement();
    return std::move(lines_);
  }

 private:
  [[nodiscard]] bool vi() const { return language_ == Language::vi; }
  Reason start(Role role, Truth truth, std::uint32_t depth = 0) const {
    Reason reason;
    reason.role = role;
    reason.benefit = index_;
    reason.depth = depth;
    reason.truth = truth;
    // A refusal rests on what is not met, an open answer on what is unknown, a grant on everything.
    reason.decisive = truth == decision_.eligible;
    return reason;
  }
  void basis(Reason& reason, const Basis& basis) const {
    reason.citation = cite(rules_, basis, language_);
    reason.sureness = basis.sureness;
  }

  void when() {
    if (decision_.concerned == Truth::yes) return;
    const auto* version = trace_.version(trace_.benefit().when);
    if (version == nullptr) return;
    Reason reason = start(Role::concerned, decision_.concerned);
    reason.text = vi() ? "Hồ sơ thuộc khoản hỗ trợ này" : "The dossier is about this benefit";
    leaf(reason, version->value);
    lines_.push_back(std::move(reason));
  }

  void scope() {
    if (decision_.in_scope == Truth::yes) return;
    Reason reason = start(Role::scope, decision_.in_scope);
    reason.id = "outside_scope";
    reason.text = decision_.in_scope == Truth::no
                      ? (vi() ? "Ngày áp dụng nằm ngoài thời gian mà bộ quy tắc điều chỉnh"
                              : "The effective date is outside the dates that the rule set covers")
                      : (vi() ? "Chưa biết ngày áp dụng" : "The effective date is not known");
    find_facts(trace_.benefit().effective_on, reason);
    reason.required = format(rules_, {Kind::date, none, false},
                             Interval{rules_.covers_from.day, rules_.covers_to.day}, language_);
    lines_.push_back(std::move(reason));
  }

  void condition(std::uint32_t bit) {
    const Condition& condition = trace_.benefit().conditions[bit];
    const auto* version = trace_.version(condition.timeline);
    const Truth truth = trace_.evaluator().truth(trace_.output().truths[bit]);
    Reason reason = start(Role::condition, truth);
    if (decision_.in_scope == Truth::no) reason.decisive = false;
    reason.id = condition.id;
    if (version == nullptr || version->value == none) {
      if (truth == Truth::yes) return;  // not a condition on that day
    } else {
      line(reason, version->value);
    }
    if (const auto* changed = trace_.version(condition.reason)) reason.text = changed->value.in(language_);
    if (reason.text.empty()) reason.text = condition.id;
    lines_.push_back(std::move(reason));
    if (version != nullptr && version->value != none) parts(version->value, truth, 1, true);
  }

  void entitlement() {
    const auto* version = trace_.version(trace_.benefit().entitlement);
    if (version == nullptr) return;
    Reason reason = start(Role::entitlement, decision_.entitlement.known() ? Truth::yes : Truth::unknown);
    reason.decisive = true;
    reason.text = vi() ? "Mức hưởng" : "Entitlement";
    const WideInterval amount = trace_.evaluator().number(trace_.output().granted);
    reason.required = format_span(rules_, {Kind::money, none, false}, amount, 1, language_);
    line(reason, version->value);
    lines_.push_back(std::move(reason));
    parts(version->value, Truth::yes, 1, true);
  }

  /// Reason, formula, citation and findings of the line that a formula stands on.
  void line(Reason& reason, FormulaId id) const {
    const Formula& formula = rules_.formulas[id];
    if (formula.line != none) {
      const Line& found = rules_.lines[formula.line];
      if (!found.reason.empty()) reason.text = found.reason.in(language_);
      if (reason.id.empty()) reason.id = found.id;
      basis(reason, found.basis);
    }
    leaf(reason, id);
    if (reason.text.empty()) reason.text = reason.formula;
  }

  /// What a formula on one line looked at, and what it asked for.
  void leaf(Reason& reason, FormulaId id) const {
    const Formula& formula = rules_.formulas[id];
    if (formula.line == none || !rules_.lines[formula.line].leaf) return;
    reason.formula = rules_.lines[formula.line].formula;
    const FormulaId gate = trace_.closed_gate(id);
    find_facts(gate == none ? id : gate, reason);
    const bool order = formula.operation >= Operation::equal && formula.operation <= Operation::greater_equal;
    if (!order || gate != none) return;
    const FormulaId right = formula.inputs[1];
    if (rules_.formulas[right].type.kind == Kind::truth || !trace_.computed(right)) return;
    constexpr std::string_view signs[] = {"=", "≠", "<", "≤", ">", "≥"};
    reason.required =
        std::string(signs[static_cast<int>(formula.operation) - static_cast<int>(Operation::equal)]) + " " +
        value(right);
    const FormulaId left = formula.inputs[0];
    const Operation kind = rules_.formulas[left].operation;
    if (kind != Operation::fact && kind != Operation::constant && trace_.computed(left)) {
      reason.found.insert(reason.found.begin(), {{}, label_of(left), value(left), !trace_.known(left)});
    }
  }
  [[nodiscard]] std::string value(FormulaId id) const {
    return format_span(rules_, rules_.formulas[id].type, trace_.number(id), trace_.denominator(id),
                       language_);
  }
  /// What a computed value is called: its definition's label, or what was written.
  [[nodiscard]] std::string label_of(FormulaId id) const {
    const Formula& formula = rules_.formulas[id];
    if (formula.operation == Operation::definition) {
      const Definition& definition = rules_.definitions[formula.index];
      return definition.label.empty() ? definition.name : definition.label.in(language_);
    }
    if (formula.operation == Operation::parameter && !rules_.parameters[formula.index].label.empty()) {
      return rules_.parameters[formula.index].label.in(language_);
    }
    return vi() ? "giá trị tính được" : "computed";
  }

  void find_facts(FormulaId id, Reason& reason) const {
    trace_.facts(id, Walk::every, [&](std::uint32_t index) {
      const Fact& fact = rules_.facts[index];
      Finding finding;
      finding.path = fact.path();
      for (const Finding& other : reason.found) {
        if (other.path == finding.path) return;
      }
      finding.label = fact.label.empty() ? finding.path : fact.label.in(language_);
      const Facts& facts = trace_.evaluator().facts();
      const Interval found = facts.assumed(index);
      finding.missing = facts.missing(index);
      if (finding.missing && !found.known()) {
        finding.value = vi() ? "thiếu" : "missing";
      } else {
        finding.value = format(rules_, fact.type, found, language_);
        if (finding.missing) finding.value += vi() ? " (thiếu, coi là vậy)" : " (missing, assumed)";
      }
      reason.found.push_back(std::move(finding));
    });
  }

  /// The lines below a formula on which its outcome rests.
  void parts(FormulaId id, Truth outcome, std::uint32_t depth, bool top = false) {
    if (depth > deepest_reason || looked_at_ == most_parts) return;
    ++looked_at_;
    const Formula& formula = rules_.formulas[id];
    const bool leaf_line = formula.line != none && rules_.lines[formula.line].leaf;
    if (!top && formula.line != none && formula.type.kind == Kind::truth) {
      const Truth truth = trace_.truth(id);
      if (!trace_.computed(id) || trace_.fixed(id)) return;
      Reason reason = start(Role::part, truth, depth);
      reason.decisive = lines_.empty() ? false : lines_.back().decisive;
      line(reason, id);
      const bool said = trace_.closed_gate(id) != none && !lines_.empty() && lines_.back().depth == depth &&
                        same(lines_.back(), reason);
      if (said) return;
      if (!reason.text.empty()) {
        lines_.push_back(std::move(reason));
        ++depth;
      }
    }
    switch (formula.operation) {
      case Operation::all:
      case Operation::any:
      case Operation::at_least:
        for (FormulaId input : formula.inputs) {
          if (leaf_line || trace_.truth(input) == outcome)
            parts(input, leaf_line ? trace_.truth(input) : outcome, depth);
        }
        break;
      case Operation::no_one:
      case Operation::negation:
        for (FormulaId input : formula.inputs) {
          if (trace_.truth(input) == negation(outcome)) parts(input, negation(outcome), depth);
        }
        break;
      case Operation::choose: {
        const Truth taken = trace_.truth(formula.inputs[0]);
        parts(formula.inputs[0], taken, depth);
        if (taken != Truth::no) parts(formula.inputs[1], outcome, depth);
        if (taken != Truth::yes) parts(formula.inputs[2], outcome, depth);
        break;
      }
      case Operation::definition: {
        const auto* version = trace_.version(rules_.definitions[formula.index].timeline);
        if (version != nullptr)
          parts(version->value, formula.type.kind == Kind::truth ? trace_.truth(id) : outcome, depth);
        break;
      }
      case Operation::round: parts(formula.inputs[0], outcome, depth); break;
      default: break;
    }
  }
  static bool same(const Reason& a, const Reason& b) {
    return a.truth == b.truth && std::equal(a.found.begin(), a.found.end(), b.found.begin(), b.found.end(),
                                            [](const Finding& x, const Finding& y) {
                                              return x.path == y.path && x.value == y.value;
                                            });
  }

  const RuleSet& rules_;
  Trace trace_;
  const Decision& decision_;
  std::uint32_t index_;
  Language language_;
  std::vector<Reason> lines_;
  std::size_t looked_at_ = 0;  // by parts(): definitions that read one twice would double it at each step
};

/// Conditions with their parts, decisive ones first.
HOTRO_INLINE void append_by_weight(std::vector<Reason> lines, std::vector<Reason>& out) {
  for (const bool decisive : {true, false}) {
    bool taking = false;
    for (Reason& reason : lines) {
      if (reason.depth == 0) taking = reason.decisive == decisive;
      if (taking) out.push_back(reason);
    }
  }
}

}  // namespace detail

HOTRO_INLINE std::vector<Reason> explain(const RuleSet& rules, const Evaluator& evaluator, Language language,
                                         std::uint32_t benefit) {
  std::vector<Reason> result;
  if (benefit == none && evaluator.decisions()[0].concerned == Truth::no) {
    Reason reason;
    reason.role = Role::combined;
    reason.id = "no_benefit_concerned";
    reason.decisive = true;
    reason.truth = Truth::no;
    reason.text =
        language == Language::vi ? "Hồ sơ không thuộc khoản hỗ trợ nào" : "No benefit is about this dossier";
    result.push_back(std::move(reason));
  }
  for (std::uint32_t index : detail::benefits_of(rules, evaluator, benefit)) {
    detail::append_by_weight(detail::Explainer(rules, evaluator, index, language).lines(), result);
  }
  return result;
}

HOTRO_INLINE std::string text(const Reason& reason, Language language) {
  const bool vi = language == Language::vi;
  std::string out(std::size_t{2} * reason.depth, ' ');
  out += reason.truth == Truth::yes ? "✓ " : reason.truth == Truth::no ? "✗ " : "? ";
  const bool met = reason.truth == Truth::yes && reason.role != Role::entitlement && !reason.formula.empty();
  out += met ? reason.formula : reason.text;
  if (reason.role == Role::entitlement) {
    out += ": " + reason.required;
  } else {
    std::string found;
    for (const Finding& finding : reason.found) {
      if (!found.empty()) found += ", ";
      found += finding.label + " = " + finding.value;
    }
    if (!found.empty()) out += (vi ? " — có: " : " — found: ") + found;
    if (!reason.required.empty()) out += (vi ? "; cần: " : "; required: ") + reason.required;
  }
  if (!reason.citation.empty()) {
    out += " [" + reason.citation;
    if (reason.sureness != Sureness::text) out += "; " + std::string(label(reason.sureness, language));
    out += "]";
  }
  return out;
}

}  // namespace HOTRO_ABI
}  // namespace hotro
