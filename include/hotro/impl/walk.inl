// SPDX-License-Identifier: Apache-2.0
#pragma once

// Walks the model along the registers of the row that was decided last.

#include <algorithm>
#include <utility>
#include <vector>

#include "../explain.hpp"

namespace hotro {
inline namespace HOTRO_ABI {

HOTRO_INLINE bool compiled_from(const RuleSet& rules, const Program& program) {
  const auto same_fact = [](const Fact& fact, const Input& input) { return fact.type.kind == input.kind; };
  const auto same_benefit = [](const Benefit& benefit, const BenefitOutput& output) {
    return benefit.conditions.size() == output.conditions.size();
  };
  return rules.id == program.data().rule_set &&
         std::equal(rules.facts.begin(), rules.facts.end(), program.inputs().begin(), program.inputs().end(),
                    same_fact) &&
         std::equal(rules.benefits.begin(), rules.benefits.end(), program.benefits().begin(),
                    program.benefits().end(), same_benefit);
}

namespace detail {

/// Whether there is something to say of a fact: of a fact of a row, that there is such a row, or that it was
/// given though nobody said how many rows there are.
HOTRO_INLINE bool row_is_there(const RuleSet& rules, const Facts& facts, std::uint32_t fact) {
  const Fact& about = rules.facts[fact];
  if (about.row_count == none) return true;
  const Interval rows = facts.assumed(about.row_count);
  return rows.low >= about.row || (rows.high >= about.row && !facts.missing(fact));
}

/// Which formulas below another a walk enters.
enum class Walk : std::uint8_t {
  every,     // all, but of an if with a known condition only the branch taken
  open,      // of these, those whose value is not known
  decisive,  // of these, those on which the value rests: of an `any` that is yes, the first that is yes
};

/// What one benefit's formulas came to. What does not depend on the row is found out once.
class Trace {
 public:
  Trace(const RuleSet& rules, const Evaluator& evaluator)
      : rules_(rules),
        evaluator_(evaluator),
        nodes_(rules.formulas.size()),
        fixed_(evaluator.program().data().registers.size()),
        registers_(evaluator.program().data().marks.size()),
        seen_(rules.formulas.size()) {
    for (const Constant& constant : evaluator.program().data().row.constants) fixed_[constant.out] = true;
    for (FormulaId id = 0; id < nodes_.size(); ++id) nodes_[id] = node(id);
  }

  /// Turns to a benefit of the row that was decided last.
  void look_at(std::uint32_t benefit) {
    output_ = &evaluator_.program().benefits()[benefit];
    benefit_ = &rules_.benefits[benefit];
    context_ = output_->context;
    if (registers_[context_].size() != nodes_.size()) find_registers();
    const WideInterval day = computed(benefit_->effective_on)
                                 ? number(benefit_->effective_on)
                                 : WideInterval{rules_.covers_from.day, rules_.covers_to.day};
    const auto clipped = [&](Wide value) {
      return Date{
          static_cast<std::int32_t>(std::clamp<Wide>(value, rules_.covers_from.day, rules_.covers_to.day))};
    };
    from_ = clipped(day.low);
    to_ = clipped(day.high);
  }

  [[nodiscard]] const RuleSet& rules() const { return rules_; }
  [[nodiscard]] const Evaluator& evaluator() const { return evaluator_; }
  [[nodiscard]] const Benefit& benefit() const { return *benefit_; }
  [[nodiscard]] const BenefitOutput& output() const { return *output_; }

  /// Whether the program computes the formula for this benefit.
  [[nodiscard]] bool computed(FormulaId id) const { return reg(id) != none; }
  /// What the program settled for every row, such as the choice of a reading, is no reason for any.
  [[nodiscard]] bool fixed(FormulaId id) const { return fixed_[reg(id)]; }
  [[nodiscard]] Truth truth(FormulaId id) const {
    const std::uint32_t found = reg(id);
    return found == none ? Truth::unknown : evaluator_.truth(static_cast<std::uint16_t>(found));
  }
  [[nodiscard]] WideInterval number(FormulaId id) const {
    return evaluator_.number(static_cast<std::uint16_t>(reg(id)));
  }
  [[nodiscard]] std::int64_t denominator(FormulaId id) const {
    return evaluator_.program().data().marks[context_][id].denominator;
  }
  [[nodiscard]] bool known(FormulaId id) const {
    if (nodes_[id].truth) return truth(id) != Truth::unknown;
    return number(id).known();
  }

  /// Of a formula that reads a fact which does not apply to the row: what says that it does not; otherwise
  /// `none`.
  [[nodiscard]] FormulaId closed_gate(FormulaId start) {
    if (!nodes_[start].gated) return none;
    begin(start);
    for (FormulaId id = next(); id != none; id = next()) {
      const Node& node = nodes_[id];
      if (node.gate != none && truth(node.gate) == Truth::no) return node.gate;
      for (std::uint32_t i = node.inputs_end; i > node.inputs; --i) {
        if (nodes_[inputs_[i - 1]].gated) open_.push_back(inputs_[i - 1]);
      }
    }
    return none;
  }

  /// The version that the row's effective date picks; where that is open, the one of its earliest day.
  template <class T>
  [[nodiscard]] const Version<T>* version(const Timeline<T>& timeline) const {
    return timeline.at(from_, evaluator_.program().data().known);
  }

  /// Calls visit(fact index) for the facts below a formula that a walk of that kind meets.
  template <class F>
  void facts(FormulaId start, Walk walk, F&& visit) {
    begin(start);
    for (FormulaId met = next(); met != none; met = next()) {
      const FormulaId id = walk == Walk::every ? nodes_[met].leads_to : met;
      const Node& node = nodes_[id];
      if (walk == Walk::open && computed(id) && known(id)) continue;
      switch (node.operation) {
        case Operation::fact:
          if (!computed(id)) break;
          if (node.gate != none) {
            const Truth applies = truth(node.gate);
            if (applies != Truth::yes || walk == Walk::decisive) open_.push_back(node.gate);
            if (applies == Truth::no) break;  // what does not apply was not looked at
          }
          visit(node.index);
          break;
        case Operation::choose: {
          const FormulaId* const inputs = inputs_.data() + node.inputs;
          const Truth taken = truth(inputs[0]);
          if (taken != Truth::yes) enter(inputs[2]);
          if (taken != Truth::no) enter(inputs[1]);
          enter(inputs[0]);
          break;
        }
        case Operation::definition: {
          const std::size_t first = open_.size();
          versions(rules_.definitions[node.index].timeline, open_);
          std::reverse(open_.begin() + static_cast<std::ptrdiff_t>(first), open_.end());
          break;
        }
        case Operation::parameter:
          if (node.dates) open_.push_back(benefit_->effective_on);
          enter_all(node);
          break;
        case Operation::all:
        case Operation::any:
        case Operation::no_one:
          if (walk == Walk::decisive) {
            // no beats all, yes beats any and none: one such input settles it.
            const Truth settling = node.operation == Operation::all ? Truth::no : Truth::yes;
            const auto end = inputs_.begin() + node.inputs_end;
            const auto settled = std::find_if(inputs_.begin() + node.inputs, end,
                                              [&](FormulaId input) { return truth(input) == settling; });
            if (settled != end) {
              enter(*settled);
              break;
            }
          }
          enter_all(node);
          break;
        default: enter_all(node); break;
      }
    }
  }

  /// The formulas of a timeline that the effective date may pick.
  void versions(const Timeline<FormulaId>& timeline, std::vector<FormulaId>& out) const {
    if (from_ == to_) {
      const Version<FormulaId>* picked = version(timeline);
      if (picked != nullptr && picked->value != none) out.push_back(picked->value);
      return;
    }
    const auto segments = timeline.segments(from_, to_, evaluator_.program().data().known);
    for (const auto& segment : segments) {
      if (segment.version != nullptr && segment.version->value != none) out.push_back(segment.version->value);
    }
    if (segments.size() > 1) out.push_back(benefit_->effective_on);
  }

 private:
  /// What a walk needs of a formula, close together.
  struct Node {
    Operation operation = Operation::constant;
    bool truth = false;
    bool dates = false;  // a parameter that is read on the effective date, and may depend on it
    bool reads = false;  // facts, perhaps: it, or what is below it
    bool gated = false;  // of these one that does not apply to every row; not through definitions
    std::uint32_t index = none;
    FormulaId gate = none;      // of a fact
    FormulaId leads_to = none;  // itself; or what is below it, where all facts are below that
    std::uint32_t inputs = 0;   // in inputs_
    std::uint32_t inputs_end = 0;
  };
  [[nodiscard]] Node node(FormulaId id) {
    const Formula& formula = rules_.formulas[id];
    Node node;
    node.leads_to = id;
    node.operation = formula.operation;
    node.truth = formula.type.kind == Kind::truth;
    node.index = formula.index;
    node.inputs = static_cast<std::uint32_t>(inputs_.size());
    inputs_.insert(inputs_.end(), formula.inputs.begin(), formula.inputs.end());
    node.inputs_end = static_cast<std::uint32_t>(inputs_.size());
    node.dates = formula.operation == Operation::parameter && !formula.dated &&
                 rules_.parameters[formula.index].timeline.versions.size() > 1;
    node.reads =
        node.dates || formula.operation == Operation::fact || formula.operation == Operation::definition;
    if (formula.operation == Operation::fact) node.gate = rules_.facts[formula.index].applies_if;
    node.gated = node.gate != none;
    int read = 0;
    for (FormulaId input : formula.inputs) {
      node.gated = node.gated || nodes_[input].gated;
      if (!nodes_[input].reads) continue;
      ++read;
      node.leads_to = nodes_[input].leads_to;
    }
    if (read != 1 || node.reads || formula.operation == Operation::choose) node.leads_to = id;
    node.reads = node.reads || read != 0;
    return node;
  }

  // A walk from the left to the right that meets nothing twice; what is entered last is met first.
  void begin(FormulaId start) {
    ++walk_;
    open_.clear();
    if (start != none) open_.push_back(start);
  }
  [[nodiscard]] FormulaId next() {
    while (!open_.empty()) {
      const FormulaId id = open_.back();
      open_.pop_back();
      if (std::exchange(seen_[id], walk_) != walk_) return id;
    }
    return none;
  }
  void enter(FormulaId id) {
    if (nodes_[id].reads) open_.push_back(id);
  }
  void enter_all(const Node& node) {
    for (std::uint32_t i = node.inputs_end; i > node.inputs; --i) enter(inputs_[i - 1]);
  }

  [[nodiscard]] std::uint32_t reg(FormulaId id) const { return registers_[context_][id]; }
  /// None where the program keeps no value of that kind: marks are not part of its fingerprint.
  void find_registers() {
    const ProgramData& data = evaluator_.program().data();
    const std::vector<Mark>& marks = data.marks[context_];
    std::vector<std::uint32_t>& registers = registers_[context_];
    registers.assign(nodes_.size(), none);
    for (FormulaId id = 0; id < marks.size() && id < nodes_.size(); ++id) {
      const bool fits =
          marks[id].present && nodes_[id].truth == (data.registers[marks[id].reg] == Lane::truth);
      if (fits) registers[id] = marks[id].reg;
    }
  }

  const RuleSet& rules_;
  const Evaluator& evaluator_;
  std::vector<Node> nodes_;  // by formula
  std::vector<FormulaId> inputs_;
  std::vector<bool> fixed_;                            // by register
  std::vector<std::vector<std::uint32_t>> registers_;  // by context, by formula; once they are needed
  std::uint32_t context_ = 0;
  std::vector<std::uint64_t> seen_;
  std::uint64_t walk_ = 0;
  std::vector<FormulaId> open_;
  const BenefitOutput* output_ = nullptr;
  const Benefit* benefit_ = nullptr;
  Date from_;  // the span of the effective date, within the dates covered
  Date to_;
};

}  // namespace detail

}  // namespace HOTRO_ABI
}  // namespace hotro
