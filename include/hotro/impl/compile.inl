// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "../compile.hpp"
#include "layout.inl"
#include "lower_benefit.inl"

namespace hotro {
inline namespace HOTRO_ABI {
namespace detail {

HOTRO_INLINE std::string listed(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : ", ") + word;
  return text;
}

/// The option of each reading; false if one that was asked for does not exist.
HOTRO_INLINE bool choose_readings(const RuleSet& rules, const CompileOptions& options,
                                  Diagnostics& diagnostics, std::vector<std::uint32_t>& out) {
  for (const Reading& reading : rules.readings) out.push_back(reading.default_option);
  for (const auto& [name, option] : options.readings) {
    const std::uint32_t index = find_reading(rules, name);
    if (index == none) {
      std::vector<std::string> known;
      for (const Reading& reading : rules.readings) known.push_back(reading.name);
      Diagnostic& d =
          diagnostics.report(Code::unknown_reading, {none, 0, 0}, "no reading is called \"" + name + "\"");
      d.help = did_you_mean(name, known);
      if (d.help.empty())
        d.help = known.empty() ? "the rule set has no readings" : "the readings are " + listed(known);
      continue;
    }
    const ChoiceType& type = rules.types[rules.readings[index].type];
    const std::uint32_t found = find_option(type, option);
    if (found == none) {
      Diagnostic& d =
          diagnostics.report(Code::unknown_reading, rules.readings[index].span,
                             "\"" + option + "\" is not an option of the reading \"" + name + "\"");
      d.help = did_you_mean(option, type.options);
      if (d.help.empty()) d.help = "its options are " + listed(type.options);
      continue;
    }
    out[index] = found;
  }
  return !diagnostics.failed();
}

HOTRO_INLINE Input input_of(const RuleSet& rules, const Fact& fact) {
  Input input;
  input.path = fact.path();
  input.kind = fact.type.kind;
  input.of_enterprise = fact.group == Group::enterprise;
  input.of_ledger = fact.group == Group::ledger;
  input.person = fact.person;
  input.has_default = fact.has_default;
  input.if_missing = fact.if_missing;
  input.range = fact.range;
  if (fact.type.kind == Kind::choice) input.options = rules.types[fact.type.choice].options;
  return input;
}

/// Only ops that an output, or a mark of the explanation, leads back to are kept; facts go first.
HOTRO_INLINE void assemble(const Builder& builder, ProgramData& out) {
  out.registers = builder.lanes;
  out.tables = builder.tables;
  std::vector<std::uint16_t> read = outputs(out);
  for (const BenefitOutput& b : out.benefits) {
    read.push_back(b.granted);
    read.insert(read.end(), b.truths.begin(), b.truths.end());
  }
  for (const std::vector<Mark>& marks : out.marks) {
    for (const Mark& mark : marks) {
      if (mark.present) read.push_back(mark.reg);
    }
  }
  const std::vector<bool> kept = reached(builder.ops, builder.lanes.size(), read);
  std::vector<Op> ops;
  std::vector<Constant> constants;
  for (const bool facts : {true, false}) {
    for (const Op& op : builder.ops) {
      if (!kept[op.out] || is_fact(op.code) != facts) continue;
      if (op.code == OpCode::truth_constant) {
        constants.push_back({op.out, Lane::truth, static_cast<Wide>(op.c)});
      } else if (op.code == OpCode::constant) {
        constants.push_back({op.out, op.lane, to_wide(builder.constants[op.c])});
      } else {
        ops.push_back(op);
      }
    }
  }
  lay_out(out, ops, constants);
}

/// Everything of a program but its layouts, and the builder with its ops; false if there are errors.
HOTRO_INLINE bool lower(const RuleSet& rules, const CompileOptions& options, Diagnostics& diagnostics,
                        ProgramData& data, Builder& builder) {
  data.rule_set = rules.id;
  data.currency = rules.currency;
  data.known = options.has_known ? options.known : rules.latest_enactment();
  if (rules.base_act != none && data.known < rules.sources[rules.base_act].enacted) {
    const Source& act = rules.sources[rules.base_act];
    Diagnostic& d = diagnostics.report(Code::not_enacted, act.span,
                                       "the rule set was not enacted until " + iso(act.enacted) +
                                           "; it is asked for as known on " + iso(data.known));
    d.help = "ask for a later day, or leave the day out";
  }
  std::vector<std::uint32_t> readings;
  if (!choose_readings(rules, options, diagnostics, readings) || diagnostics.failed()) return false;
  for (std::size_t i = 0; i < readings.size(); ++i) {
    data.readings.emplace_back(rules.readings[i].name,
                               rules.types[rules.readings[i].type].options[readings[i]]);
  }
  MonthEnd month_end = rules.month_end;
  if (rules.month_end_reading != none) {
    month_end = readings[rules.month_end_reading] == 0 ? MonthEnd::last_day : MonthEnd::next_day;
  }
  for (const Fact& fact : rules.facts) data.inputs.push_back(input_of(rules, fact));

  Lowering lowering(rules, diagnostics, data.known, std::move(readings), month_end, options.force_wide);
  lowering.run(data);
  builder = std::move(lowering.builder());
  return !diagnostics.failed();
}

}  // namespace detail

HOTRO_INLINE Result<Program> compile(const RuleSet& rules, const CompileOptions& options) {
  Diagnostics diagnostics;
  ProgramData data;
  detail::Builder builder(options.force_wide);
  if (!detail::lower(rules, options, diagnostics, data, builder))
    return Result<Program>::failure(diagnostics.take());
  detail::assemble(builder, data);
  return {Program(std::move(data)), diagnostics.take()};
}

}  // namespace HOTRO_ABI
}  // namespace hotro
