// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <deque>

#include "changes.inl"
#include "format.inl"
#include "walk.inl"

namespace hotro {
inline namespace HOTRO_ABI {

/// Writes the lines. What stands in the rule set is shown from there, citations are made once, and what is
/// said of values is written for each row.
struct Explainer::Memory {
 public:
  Memory(const RuleSet& rules, const Evaluator& evaluator, Language language)
      : rules_(rules),
        trace_(rules, evaluator),
        ours_(compiled_from(rules, evaluator.program())),
        language_(language),
        citations_(rules.lines.size()),
        reads_table_(tables_read(rules)),
        told_(rules.tables.size()),
        findings_of_facts_(rules.facts.size()) {
    for (std::uint32_t i = 0; i < findings_of_facts_.size(); ++i)
      findings_of_facts_[i].path = rules.facts[i].path();
  }

  std::span<const Reason> explain(Lines lines, std::uint32_t benefit) {
    all_ = lines == Lines::all;
    words_used_ = 0;
    lines_.clear();
    findings_.clear();
    order_.clear();
    reasons_.clear();
    if (ours_ && benefit == none && trace_.evaluator().decisions()[0].concerned == Truth::no) no_benefit();
    for_each_benefit(benefit, [&] { benefit_lines(); });
    for (const std::uint32_t index : order_) {
      const Draft& line = lines_[index];
      reasons_.push_back(line.reason);
      reasons_.back().found = {findings_.data() + line.first_finding, line.findings};
    }
    return reasons_;
  }

  std::vector<std::uint32_t> missing(std::uint32_t benefit) {
    const Evaluator& row = trace_.evaluator();
    std::vector<bool> wanted(rules_.facts.size());
    for_each_benefit(benefit, [&] {
      if (decision_.eligible == Truth::no) return;
      std::vector<FormulaId> open;
      if (decision_.concerned == Truth::unknown) trace_.versions(trace_.benefit().when, open);
      if (decision_.in_scope == Truth::unknown) open.push_back(trace_.benefit().effective_on);
      for (std::size_t i = 0; i < trace_.benefit().conditions.size(); ++i) {
        if (row.truth(trace_.output().truths[i]) == Truth::unknown)
          trace_.versions(trace_.benefit().conditions[i].timeline, open);
      }
      if (!row.number(trace_.output().granted).known()) trace_.versions(trace_.benefit().entitlement, open);
      for (FormulaId formula : open) {
        trace_.facts(formula, detail::Walk::open, [&](std::uint32_t fact) {
          if (!row.facts().assumed(fact).known() && detail::row_is_there(rules_, row.facts(), fact))
            wanted[fact] = true;
        });
      }
    });
    return indices(wanted);
  }

  std::vector<std::uint32_t> assumptions(std::uint32_t benefit) {
    const Evaluator& row = trace_.evaluator();
    std::vector<bool> made(rules_.facts.size());
    const auto note = [&](std::uint32_t fact) {
      if (row.facts().missing(fact) && rules_.facts[fact].has_default && row.facts().assumed(fact).known())
        made[fact] = true;
    };
    for_each_benefit(benefit, [&] {
      std::vector<FormulaId> read;
      trace_.versions(trace_.benefit().when, read);
      for (std::size_t i = 0; i < trace_.benefit().conditions.size(); ++i) {
        const bool counts =
            decision_.eligible != Truth::no || row.truth(trace_.output().truths[i]) == Truth::no;
        if (counts) trace_.versions(trace_.benefit().conditions[i].timeline, read);
      }
      if (decision_.eligible != Truth::no) trace_.versions(trace_.benefit().entitlement, read);
      for (FormulaId formula : read) trace_.facts(formula, detail::Walk::decisive, note);
      note(trace_.benefit().paid_before);
    });
    return indices(made);
  }

 private:
  static std::vector<std::uint32_t> indices(const std::vector<bool>& marked) {
    std::vector<std::uint32_t> result;
    for (std::uint32_t i = 0; i < marked.size(); ++i) {
      if (marked[i]) result.push_back(i);
    }
    return result;
  }

  /// By formula; empty where there are no tables.
  static std::vector<bool> tables_read(const RuleSet& rules) {
    std::vector<bool> reads(rules.tables.empty() ? 0 : rules.formulas.size());
    for (bool more = !reads.empty(); more;) {
      more = false;  // definitions may read what stands behind them
      for (FormulaId id = 0; id < reads.size(); ++id) {
        if (reads[id]) continue;
        const Formula& formula = rules.formulas[id];
        bool found = formula.line != none && rules.lines[formula.line].table != none;
        for (const FormulaId input : formula.inputs) found = found || reads[input];
        if (formula.operation == Operation::definition) {
          for (const auto& version : rules.definitions[formula.index].timeline.versions)
            found = found || reads[version.value];
        }
        reads[id] = found;
        more = more || found;
      }
    }
    return reads;
  }

  struct Draft {
    Reason reason;
    std::size_t first_finding = 0;
    std::size_t findings = 0;
  };
  /// Most facts are the same for many rows.
  struct FindingOfFact {
    Finding finding;
    std::string path, words;
    Interval value;          // that the words are for
    std::uint64_t line = 0;  // that it was said on
  };

  [[nodiscard]] bool vi() const { return language_ == Language::vi; }
  /// Memory that stays where it is until the next row.
  std::string& new_words() {
    if (words_used_ == words_.size()) words_.emplace_back();
    std::string& words = words_[words_used_++];
    words.clear();
    return words;
  }
  /// A refusal rests on what is not met, an open answer on what is unknown, a grant on everything.
  [[nodiscard]] bool rests_on(Truth truth) const { return truth == decision_.eligible; }
  Draft& start(Role role, Truth truth, std::uint32_t depth = 0) {
    ++line_;
    if (depth == 0) top_ = line_;
    Draft& line = lines_.emplace_back();
    line.first_finding = findings_.size();
    line.reason.role = role;
    line.reason.benefit = index_;
    line.reason.depth = depth;
    line.reason.truth = truth;
    line.reason.decisive = rests_on(truth);
    return line;
  }

  /// Those asked for: one, or all that are or may be concerned. None of another rule set.
  template <class F>
  void for_each_benefit(std::uint32_t asked, F&& visit) {
    const std::span<const Decision> decisions = trace_.evaluator().decisions();
    for (std::uint32_t i = 0; ours_ && i + 1 < decisions.size(); ++i) {
      decision_ = decisions[i + 1];
      if (asked == none ? decision_.concerned == Truth::no : asked != i) continue;
      index_ = i;
      trace_.look_at(i);
      visit();
    }
  }

  void benefit_lines() {
    looked_at_ = 0;
    const std::size_t first = lines_.size();
    when();
    scope();
    for (std::uint32_t bit = 0; bit < trace_.benefit().conditions.size(); ++bit) condition(bit);
    if (decision_.eligible != Truth::no) entitlement();
    put_in_order(first);
  }

  void no_benefit() {
    Draft& line = start(Role::combined, Truth::no);
    line.reason.benefit = none;
    line.reason.id = "no_benefit_concerned";
    line.reason.decisive = true;
    line.reason.text = vi() ? "Hồ sơ không thuộc khoản hỗ trợ nào" : "No benefit is about this dossier";
    put_in_order(0);
  }

  void when() {
    if (decision_.concerned == Truth::yes || !(all_ || rests_on(decision_.concerned))) return;
    const auto* version = trace_.version(trace_.benefit().when);
    if (version == nullptr) return;
    Draft& line = start(Role::concerned, decision_.concerned);
    line.reason.text = vi() ? "Hồ sơ thuộc khoản hỗ trợ này" : "The dossier is about this benefit";
    leaf(line, version->value);
  }

  void scope() {
    if (decision_.in_scope == Truth::yes || !(all_ || rests_on(decision_.in_scope))) return;
    Draft& line = start(Role::scope, decision_.in_scope);
    line.reason.id = "outside_scope";
    line.reason.text = decision_.in_scope == Truth::no
                           ? (vi() ? "Ngày áp dụng nằm ngoài thời gian mà bộ quy tắc điều chỉnh"
                                   : "The effective date is outside the dates that the rule set covers")
                           : (vi() ? "Chưa biết ngày áp dụng" : "The effective date is not known");
    find_facts(line, trace_.benefit().effective_on);
    line.reason.required =
        words_for({Kind::date, none, false}, {rules_.covers_from.day, rules_.covers_to.day}, 1);
  }

  void condition(std::uint32_t bit) {
    const Condition& condition = trace_.benefit().conditions[bit];
    const auto* version = trace_.version(condition.timeline);
    const bool stated = version != nullptr && version->value != none;
    const Truth truth = trace_.evaluator().truth(trace_.output().truths[bit]);
    if (!stated && truth == Truth::yes) return;  // not a condition on that day
    const bool decisive = rests_on(truth) && decision_.in_scope != Truth::no;
    if (!all_ && !decisive) return;
    Draft& line = start(Role::condition, truth);
    line.reason.decisive = decisive;
    line.reason.id = condition.id;
    if (stated) describe(line, version->value);
    if (const auto* changed = trace_.version(condition.reason))
      line.reason.text = changed->value.in(language_);
    if (line.reason.text.empty()) line.reason.text = condition.id;
    if (stated) parts(version->value, truth, 1, true);
  }

  void entitlement() {
    const auto* version = trace_.version(trace_.benefit().entitlement);
    if (version == nullptr) return;
    Draft& line = start(Role::entitlement, decision_.entitlement.known() ? Truth::yes : Truth::unknown);
    line.reason.decisive = true;
    line.reason.text = vi() ? "Mức hưởng" : "Entitlement";
    line.reason.required =
        words_for({Kind::money, none, false}, trace_.evaluator().number(trace_.output().granted), 1);
    describe(line, version->value);
    parts(version->value, Truth::yes, 1, true);
  }

  /// Reason, formula, citation and findings of the line that a formula stands on.
  void describe(Draft& line, FormulaId id) {
    Reason& reason = line.reason;
    const Formula& formula = rules_.formulas[id];
    if (formula.line != none) {
      const Line& found = rules_.lines[formula.line];
      if (!found.reason.empty()) reason.text = found.reason.in(language_);
      if (reason.id.empty()) reason.id = found.id;
      reason.citation = citation(formula.line);
      reason.sureness = found.basis.sureness;
    }
    leaf(line, id);
    if (reason.text.empty()) reason.text = reason.formula;
  }
  std::string_view citation(std::uint32_t line) {
    const Basis& basis = rules_.lines[line].basis;
    std::string& kept = citations_[line];
    if (kept.empty() && !basis.citations.empty()) kept = cite(rules_, basis, language_);
    return kept;
  }

  /// What a formula on one line looked at, and what it asked for.
  void leaf(Draft& line, FormulaId id) {
    const Formula& formula = rules_.formulas[id];
    if (formula.line == none || !rules_.lines[formula.line].leaf) return;
    line.reason.formula = rules_.lines[formula.line].formula;
    const FormulaId gate = trace_.closed_gate(id);
    const bool order = formula.operation >= Operation::equal && formula.operation <= Operation::greater_equal;
    if (order && gate == none) compared(line, formula);
    find_facts(line, gate == none ? id : gate);
  }
  void compared(Draft& line, const Formula& formula) {
    const FormulaId left = formula.inputs[0];
    const FormulaId right = formula.inputs[1];
    if (rules_.formulas[right].type.kind == Kind::truth || !trace_.computed(right)) return;
    constexpr std::string_view signs[] = {"= ", "≠ ", "< ", "≤ ", "> ", "≥ "};
    line.reason.required =
        words_for(right, signs[static_cast<int>(formula.operation) - static_cast<int>(Operation::equal)]);
    const Operation kind = rules_.formulas[left].operation;
    if (kind == Operation::fact || kind == Operation::constant || !trace_.computed(left)) return;
    add_finding(line, {{}, label_of(left), words_for(left), !trace_.known(left)});
  }
  void add_finding(Draft& line, const Finding& finding) {
    findings_.push_back(finding);
    ++line.findings;
  }

  std::string_view words_for(const Type& type, WideInterval value, std::int64_t denominator,
                             std::string_view before = {}) {
    std::string& words = new_words();
    words += before;
    detail::append_span(words, rules_, type, value, denominator, language_);
    return words;
  }
  std::string_view words_for(FormulaId id, std::string_view before = {}) {
    return words_for(rules_.formulas[id].type, trace_.number(id), trace_.denominator(id), before);
  }
  /// What a computed value is called: its definition's label, or what was written.
  [[nodiscard]] std::string_view label_of(FormulaId id) const {
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

  void find_facts(Draft& line, FormulaId id) {
    trace_.facts(id, detail::Walk::every, [&](std::uint32_t index) {
      if (!detail::row_is_there(rules_, trace_.evaluator().facts(), index)) return;
      FindingOfFact& known = findings_of_facts_[index];
      if (std::exchange(known.line, line_) == line_) return;
      const Facts& facts = trace_.evaluator().facts();
      const Interval value = facts.assumed(index);
      const bool missing = facts.missing(index);
      if (known.words.empty() || known.value != value || known.finding.missing != missing)
        look_up(index, value, missing);
      add_finding(line, known.finding);
    });
  }
  void look_up(std::uint32_t index, Interval value, bool missing) {
    const Fact& fact = rules_.facts[index];
    FindingOfFact& found = findings_of_facts_[index];
    found.words.clear();
    if (missing && !value.known()) {
      found.words = vi() ? "thiếu" : "missing";
    } else {
      detail::append_span(found.words, rules_, fact.type, value, language_);
      if (missing) found.words += vi() ? " (thiếu, coi là vậy)" : " (missing, assumed)";
    }
    const std::string_view label = fact.label.empty() ? found.path : fact.label.in(language_);
    found.finding = {found.path, label, found.words, missing};
    found.value = value;
  }

  /// The lines below a formula on which its outcome rests.
  void parts(FormulaId id, Truth outcome, std::uint32_t depth, bool top = false) {
    if (depth > deepest_reason || looked_at_ == most_parts) return;
    ++looked_at_;  // definitions that read one twice would double it at each step
    const Formula& formula = rules_.formulas[id];
    const bool leaf_line = formula.line != none && rules_.lines[formula.line].leaf;
    if (!top && formula.line != none && formula.type.kind == Kind::truth) {
      if (!trace_.computed(id) || trace_.fixed(id)) return;
      Draft& line = start(Role::part, trace_.truth(id), depth);
      const Draft& before = lines_[lines_.size() - 2];
      line.reason.decisive = before.reason.decisive;
      describe(line, id);
      const bool said = trace_.closed_gate(id) != none && before.reason.depth == depth && same(before, line);
      const bool silent = line.reason.text.empty();
      if (said || silent) lines_.pop_back();
      if (said) return;
      if (!silent) ++depth;
    }
    if (formula.line != none && rules_.lines[formula.line].table != none)
      return table(rules_.tables[rules_.lines[formula.line].table], id, outcome, depth);
    switch (formula.operation) {
      case Operation::all:
      case Operation::any:
      case Operation::at_least:
        for (FormulaId input : formula.inputs) {
          const Truth truth = trace_.truth(input);
          if (leaf_line || truth == outcome) parts(input, truth, depth);
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
      default:
        for (FormulaId input : formula.inputs) {
          if (!reads_table_.empty() && reads_table_[input]) parts(input, outcome, depth);
        }
        break;
    }
  }

  /// The rules that were hit, once below each condition or amount.
  void table(const DecisionTable& table, FormulaId output, Truth outcome, std::uint32_t depth) {
    if (std::exchange(told_[static_cast<std::size_t>(&table - rules_.tables.data())], top_) == top_) return;
    const auto which = static_cast<std::size_t>(
        std::find(table.outputs.begin(), table.outputs.end(), output) - table.outputs.begin());
    Truth before = Truth::no;
    for (const TableRule& rule : table.rules) {
      const Truth met = trace_.truth(rule.met);
      const bool first = table.hits == DecisionTable::Hits::first;
      if (met == Truth::yes && (!first || before == Truth::no)) {
        Draft& line = rule_line(table, rule, depth);
        line.reason.citation = citation(rules_.formulas[rule.met].line);
        find_facts(line, rule.met);
        parts(rule.met, met, depth + 1, true);
        parts(rule.outputs[which], outcome, depth + 1, true);
      }
      before = std::max(before, met);
    }
    if (!table.has_otherwise || before != Truth::no) return;
    Draft& line = rule_line(table, table.otherwise, depth);
    line.reason.citation = citation(rules_.formulas[table.otherwise.outputs[which]].line);
    find_facts(line, output);
    parts(table.otherwise.outputs[which], outcome, depth + 1, true);
  }
  Draft& rule_line(const DecisionTable& table, const TableRule& rule, std::uint32_t depth) {
    Draft& line = start(Role::rule, Truth::yes, depth);
    line.reason.decisive = lines_[lines_.size() - 2].reason.decisive;
    line.reason.table = table.name;
    line.reason.number = rule.number;
    line.reason.formula = rule.tests;
    line.reason.sureness = rule.basis.sureness;
    const std::string_view name =
        table.label.empty() ? std::string_view(table.name) : table.label.in(language_);
    std::string& words = new_words();
    if (rule.number == 0)
      words += vi() ? "trường hợp còn lại của " : "otherwise, by ";
    else
      words += (vi() ? "dòng " : "rule ") + std::to_string(rule.number) + (vi() ? " của " : " of ");
    words += name;
    line.reason.text = words;
    return line;
  }
  [[nodiscard]] bool same(const Draft& a, const Draft& b) const {
    const Finding* const found = findings_.data();
    return a.reason.truth == b.reason.truth &&
           std::equal(found + a.first_finding, found + a.first_finding + a.findings, found + b.first_finding,
                      found + b.first_finding + b.findings, [](const Finding& x, const Finding& y) {
                        return x.path == y.path && x.value == y.value;
                      });
  }

  /// Conditions with their parts, decisive ones first.
  void put_in_order(std::size_t first) {
    for (const bool decisive : {true, false}) {
      bool taking = false;
      for (std::size_t i = first; i < lines_.size(); ++i) {
        if (lines_[i].reason.depth == 0) taking = lines_[i].reason.decisive == decisive;
        if (taking) order_.push_back(static_cast<std::uint32_t>(i));
      }
    }
  }

  const RuleSet& rules_;
  detail::Trace trace_;
  bool ours_;  // the program is of the rule set
  Language language_;
  std::vector<std::string> citations_;  // of lines of the rule set, once they are needed
  std::vector<bool> reads_table_;       // by formula
  std::vector<std::uint64_t> told_;     // by table: the line at the top that said which rules were hit
  std::uint64_t top_ = 0;               // line at the top
  bool all_ = true;                     // lines are asked for, not only decisive ones
  std::uint32_t index_ = 0;             // of the benefit
  Decision decision_;                   // about it
  std::size_t looked_at_ = 0;           // by parts()
  std::uint64_t line_ = 0;
  std::vector<Draft> lines_;  // in the order of the law
  std::vector<std::uint32_t> order_;
  std::vector<Finding> findings_;
  std::vector<FindingOfFact> findings_of_facts_;
  std::deque<std::string> words_;
  std::size_t words_used_ = 0;
  std::vector<Reason> reasons_;
};

HOTRO_INLINE Explainer::Explainer(const RuleSet& rules, const Evaluator& evaluator, Language language)
    : memory_(new Memory(rules, evaluator, language)) {}
HOTRO_INLINE Explainer::Explainer(Explainer&& other) noexcept
    : memory_(std::exchange(other.memory_, nullptr)) {}
HOTRO_INLINE Explainer& Explainer::operator=(Explainer&& other) noexcept {
  std::swap(memory_, other.memory_);
  return *this;
}
HOTRO_INLINE Explainer::~Explainer() { delete memory_; }

HOTRO_INLINE std::span<const Reason> Explainer::explain(Lines lines, std::uint32_t benefit) {
  return memory_->explain(lines, benefit);
}
HOTRO_INLINE std::vector<std::uint32_t> Explainer::missing(std::uint32_t benefit) {
  return memory_->missing(benefit);
}
HOTRO_INLINE std::vector<std::uint32_t> Explainer::assumptions(std::uint32_t benefit) {
  return memory_->assumptions(benefit);
}

namespace detail {

/// Calls put(std::string_view) for the pieces of a line, from the left to the right.
template <class Put>
void text_pieces(const Reason& reason, Language language, Put&& put) {
  const bool vi = language == Language::vi;
  for (std::uint32_t i = 0; i < reason.depth; ++i) put("  ");
  put(reason.truth == Truth::yes ? "✓ " : reason.truth == Truth::no ? "✗ " : "? ");
  const bool met = reason.truth == Truth::yes && reason.role != Role::entitlement && !reason.formula.empty();
  put(met && reason.role != Role::rule ? reason.formula : reason.text);
  if (reason.role == Role::rule && !reason.formula.empty()) {
    put(": ");
    put(reason.formula);
  }
  if (reason.role == Role::entitlement) {
    put(": ");
    put(reason.required);
  } else {
    std::string_view before = vi ? " — có: " : " — found: ";
    for (const Finding& finding : reason.found) {
      put(before);
      put(finding.label);
      put(" = ");
      put(finding.value);
      before = ", ";
    }
    if (!reason.required.empty()) {
      put(vi ? "; cần: " : "; required: ");
      put(reason.required);
    }
  }
  if (reason.citation.empty()) return;
  put(" [");
  put(reason.citation);
  if (reason.sureness != Sureness::text) {
    put("; ");
    put(label(reason.sureness, language));
  }
  put("]");
}

}  // namespace detail

HOTRO_INLINE void append_text(std::string& out, const Reason& reason, Language language) {
  std::size_t size = out.size();
  detail::text_pieces(reason, language, [&](std::string_view piece) { size += piece.size(); });
  std::size_t at = out.size();
  out.resize(size);
  detail::text_pieces(reason, language, [&](std::string_view piece) {
    std::copy(piece.begin(), piece.end(), out.data() + at);
    at += piece.size();
  });
}

HOTRO_INLINE std::string text(const Reason& reason, Language language) {
  std::string out;
  append_text(out, reason, language);
  return out;
}

}  // namespace HOTRO_ABI
}  // namespace hotro
