// SPDX-License-Identifier: Apache-2.0
#pragma once

// The outputs: eligibility, entitlement, payout, and a bit per condition.

#include "lower_truth.inl"

namespace hotro {
inline namespace HOTRO_ABI {
namespace detail {

/// Dates and amounts have no line that could be no: what they read must be in force whenever it is read.
HOTRO_INLINE void Lowering::always_in_force(const std::vector<Reg>& reads, Span span, std::string_view what) {
  for (Reg read : reads) {
    bool known = false;
    if (fixed(read, known) && known) continue;
    diagnostics_
        .report(Code::not_in_force_amount, span,
                std::string(what) + " reads a parameter that is not in force on every day covered")
        .help = "give the parameter a value there, or narrow what the rule set covers";
    return;
  }
}

HOTRO_INLINE std::uint32_t Lowering::context_of(const Benefit& benefit) {
  std::vector<Reg> reads;
  context_ = &undated_;
  in_force_ = &reads;
  const Reg effective = whole(number(benefit.effective_on), rules_.formulas[benefit.effective_on].span,
                              "the effective date", round_days);
  in_force_ = nullptr;
  always_in_force(reads, rules_.formulas[benefit.effective_on].span, "the effective date");
  std::uint32_t found = 0;
  while (found < contexts_.size() && contexts_[found].effective != effective) ++found;
  if (found == contexts_.size()) {
    if ((found + 1) * rules_.formulas.size() > most_marks) {
      outgrow(std::to_string(most_marks) + " values, of its formulas on each effective date");
      return 0;
    }
    Context context;
    context.dated = true;
    context.effective = effective;
    context.entries.resize(rules_.formulas.size());
    contexts_.push_back(std::move(context));
  }
  context_ = &contexts_[found];
  number(benefit.effective_on);  // once more, so that its value is marked for explanations
  return found;
}

HOTRO_INLINE Reg Lowering::entitlement_of(const Benefit& benefit) {
  std::vector<Reg> reads;
  in_force_ = &reads;
  Reg result = builder_.constant(0);
  each_segment(benefit.entitlement, first_day(), last_day(), [&](const auto& segment, bool starts) {
    if (segment.version == nullptr)
      return gap(benefit.name + ".entitlement", benefit.span, benefit.span, segment.from, segment.to);
    const Span span = rules_.formulas[segment.version->value].span;
    Reg value = whole(number(segment.version->value), span, "the entitlement",
                      "write it as {value: …, round: half up, to: 1}, or another rounding and step");
    if (builder_.range(value).low < 0) {
      diagnostics_.report(Code::negative_amount, span, "the entitlement may be negative").help =
          "write max(0, …), or declare closer bounds for the facts it is computed from";
    }
    if (builder_.range(value).high > std::numeric_limits<std::int64_t>::max()) {
      diagnostics_.report(Code::too_wide, span, "the entitlement may exceed 64 bits").help =
          "declare closer bounds (min, max) for the facts it is computed from";
      value = builder_.constant(0);  // it is said once
    }
    always_in_force(reads, span, "the entitlement");
    result = starts ? builder_.choose(from_day(context_->effective, segment.from), value, result) : value;
  });
  in_force_ = nullptr;
  return result;
}

HOTRO_INLINE void Lowering::benefit(std::uint32_t index, BenefitOutput& out, Reg& concerned, Reg& eligible,
                                    Reg& entitlement) {
  const Benefit& benefit = rules_.benefits[index];
  const Reg yes = builder_.truth(Truth::yes);
  const Reg effective = context_->effective;
  out.name = benefit.name;

  const bool enacted = rules_.enacted_by(benefit, known_);
  concerned = enacted ? yes : builder_.truth(Truth::no);
  if (enacted)
    each_segment(benefit.when, first_day(), last_day(), [&](const auto& segment, bool starts) {
      const Reg value = segment.version == nullptr ? yes : truth(segment.version->value);
      concerned = starts ? builder_.truth_choose(from_day(effective, segment.from), value, concerned) : value;
    });
  const Reg begun = from_day(effective, first_day());
  const Reg ended = builder_.less_equal(effective, builder_.constant(last_day().day));
  const Reg in_scope = builder_.both(begun, ended);
  eligible = builder_.both(concerned, in_scope);
  Reg failed = builder_.no_bits(benefit.conditions.size());
  Reg open = failed;
  for (std::uint32_t bit = 0; bit < benefit.conditions.size(); ++bit) {
    const Condition& condition = benefit.conditions[bit];
    Reg value = yes;
    each_segment(condition.timeline, first_day(), last_day(), [&](const auto& segment, bool starts) {
      const bool absent = segment.version == nullptr || segment.version->value == none;
      const Reg now = absent ? yes : truth(segment.version->value);
      value = starts ? builder_.truth_choose(from_day(effective, segment.from), now, value) : now;
    });
    out.conditions.push_back(condition.id);
    out.truths.push_back(value);
    eligible = builder_.both(eligible, value);
    failed = builder_.note(OpCode::note_failed, failed, value, bit);
    open = builder_.note(OpCode::note_open, open, value, bit);
  }
  const Reg granted = enacted ? entitlement_of(benefit) : builder_.constant(0);
  entitlement = builder_.choose(eligible, granted, builder_.constant(0));
  // Outside the dates that are covered there is no law to fail: the only reason is the scope.
  failed = builder_.bits_if(failed, concerned, in_scope);
  open = builder_.bits_if(open, concerned, in_scope);
  out.concerned = concerned;
  out.in_scope = in_scope;
  out.eligible = eligible;
  out.entitlement = builder_.amount(entitlement);
  out.granted = granted;
  out.failed = failed;
  out.open = open;
}

/// The benefit with the highest amount still to be paid pays it, the first of several; those on top of it pay
/// theirs; the others pay nothing.
HOTRO_INLINE Reg Lowering::payouts(ProgramData& out, const std::vector<Reg>& entitlements) {
  const Reg zero = builder_.constant(0);
  std::vector<Reg> net;
  Reg overpaid = zero;
  for (std::size_t i = 0; i < entitlements.size(); ++i) {
    const std::uint32_t fact = rules_.benefits[i].paid_before;
    const Reg paid = builder_.fact(fact, rules_.facts[fact].range);
    // What was paid beyond the highest entitlement makes no difference here, and keeps amounts in a narrow
    // lane.
    const Reg highest_entitlement = builder_.constant(builder_.range(entitlements[i]).high);
    const Reg counted = builder_.least(builder_.minimum(paid, highest_entitlement));
    net.push_back(builder_.maximum(builder_.subtract(entitlements[i], counted), zero));
    const Reg beyond = builder_.maximum(builder_.subtract(paid, entitlements[i]), zero);
    overpaid = builder_.add(overpaid, beyond);
    out.benefits[i].overpaid = builder_.amount(beyond);
  }
  Reg highest = zero;
  for (std::size_t i = 0; i < net.size(); ++i) {
    if (!rules_.benefits[i].on_top) highest = builder_.maximum(highest, net[i]);
    Reg wins = builder_.truth(Truth::yes);
    for (std::size_t j = 0; j < net.size() && !builder_.full; ++j) {
      if (rules_.benefits[i].on_top || rules_.benefits[j].on_top) continue;
      if (j < i) wins = builder_.both(wins, builder_.less(net[j], net[i]));
      if (j > i) wins = builder_.both(wins, builder_.less_equal(net[j], net[i]));
    }
    out.benefits[i].payout = builder_.amount(builder_.choose(wins, net[i], zero));
  }
  out.overpaid = builder_.amount(overpaid);
  return with_those_on_top(highest, net);
}

HOTRO_INLINE Reg Lowering::with_those_on_top(Reg highest, const std::vector<Reg>& amounts) {
  for (std::size_t i = 0; i < amounts.size(); ++i) {
    if (rules_.benefits[i].on_top) highest = builder_.add(highest, amounts[i]);
  }
  return highest;
}

HOTRO_INLINE void Lowering::benefits(ProgramData& out) {
  std::vector<Reg> entitlements;
  Reg any_concerned = builder_.truth(Truth::no);
  Reg any_in_scope = any_concerned;
  Reg any_eligible = any_concerned;
  Reg highest = builder_.constant(0);
  contexts_.reserve(rules_.benefits.size());
  for (std::uint32_t i = 0; i < rules_.benefits.size(); ++i) {
    if (rules_.benefits[i].effective_on == none) continue;
    const std::uint32_t context = context_of(rules_.benefits[i]);
    context_ = &contexts_[context];
    out.benefits.emplace_back();
    out.benefits.back().context = context;
    Reg concerned = 0;
    Reg eligible = 0;
    Reg entitlement = 0;
    benefit(i, out.benefits.back(), concerned, eligible, entitlement);
    any_concerned = builder_.either(any_concerned, concerned);
    any_in_scope = builder_.either(any_in_scope, out.benefits.back().in_scope);
    any_eligible = builder_.either(any_eligible, eligible);
    if (!rules_.benefits[i].on_top) highest = builder_.maximum(highest, entitlement);
    entitlements.push_back(entitlement);
  }
  out.any_concerned = any_concerned;
  out.any_in_scope = any_in_scope;
  out.any_eligible = any_eligible;
  out.entitlement = builder_.amount(with_those_on_top(highest, entitlements));
  out.payout = builder_.amount(payouts(out, entitlements));
}

HOTRO_INLINE void Lowering::run(ProgramData& out) {
  undated_.entries.resize(rules_.formulas.size());
  benefits(out);
  checked(rules_.benefits.empty() ? Span{} : rules_.benefits.front().span);
  if (builder_.full) {
    if (outgrown_.empty()) outgrown_ = std::to_string(most_registers) + " registers";
    diagnostics_ = {};  // what was found after the last register follows from it
    diagnostics_
        .report(Code::too_many_ops, rules_.benefits.front().span, "the program needs more than " + outgrown_)
        .help = "split the rule set, or shorten the tables and lists of conditions that it repeats";
  }
  for (const Context& context : contexts_) {
    std::vector<Mark> marks(rules_.formulas.size());
    for (std::size_t i = 0; i < marks.size(); ++i) {
      const Context::Entry& entry = context.entries[i];
      if (!entry.present || entry.number.denominator > std::numeric_limits<std::int64_t>::max()) continue;
      marks[i] = {entry.number.reg, true, static_cast<std::int64_t>(entry.number.denominator)};
    }
    out.marks.push_back(std::move(marks));
  }
}

}  // namespace detail
}  // namespace HOTRO_ABI
}  // namespace hotro
