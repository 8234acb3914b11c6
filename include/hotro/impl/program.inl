// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>

#include "../program.hpp"
#include "operands.inl"
#include "sha256.inl"

namespace hotro {
inline namespace HOTRO_ABI {

HOTRO_INLINE std::string_view name(OpCode code) {
  constexpr std::string_view names[] = {
#define HOTRO_OP(name, operands, result, meaning) #name,
#include "../ops.def"
#undef HOTRO_OP
  };
  return names[static_cast<int>(code)];
}

namespace detail {

HOTRO_INLINE std::string_view lane_name(Lane lane) {
  constexpr std::string_view names[lane_count] = {"truth", "tiny", "small", "narrow", "normal", "wide"};
  return names[static_cast<int>(lane)];
}

HOTRO_INLINE std::string decimal(Wide value) {
  if (value == 0) return "0";
  std::string text;
  const bool negative = value < 0;
  for (; value != 0; value /= 10) {
    const int digit = static_cast<int>(value % 10);
    text.push_back(static_cast<char>('0' + (digit < 0 ? -digit : digit)));
  }
  if (negative) text.push_back('-');
  std::reverse(text.begin(), text.end());
  return text;
}

HOTRO_INLINE std::string reg_name(std::uint32_t reg) { return "r" + std::to_string(reg); }

HOTRO_INLINE std::string op_text(const Op& op, const ProgramData& data) {
  std::string text = reg_name(op.out);
  text += ": ";
  text += lane_name(data.registers[op.out]);
  text += " = ";
  text += hotro::name(op.code);
  if (op.lane != data.registers[op.out]) text += "." + std::string(lane_name(op.lane));
  const std::string_view kinds = operand_kinds(op.code);
  const std::uint32_t fields[] = {op.a, op.b, op.c};
  for (std::size_t i = 0; i < kinds.size(); ++i) {
    if (kinds[i] != 'k') text += " " + reg_name(fields[i]);
  }
  if (kinds.empty() || kinds.back() != 'k') return text;
  if (is_fact(op.code)) return text + " " + data.inputs[op.c].path;
  return text + " #" + std::to_string(op.c);
}

}  // namespace detail

HOTRO_INLINE Program::Program(ProgramData data)
    : data_(std::move(data)), fingerprint_(detail::sha256(dump())) {}

HOTRO_INLINE std::uint32_t Program::find(std::string_view path) const {
  for (std::uint32_t i = 0; i < data_.inputs.size(); ++i) {
    if (data_.inputs[i].path == path) return i;
  }
  return none;
}

HOTRO_INLINE std::string Program::dump() const {
  using detail::reg_name;
  std::string text = "program " + data_.rule_set + "\n";
  if (!data_.currency.empty()) text += "currency " + data_.currency + "\n";
  text += "known " + iso(data_.known) + "\n";
  for (const auto& [name, option] : data_.readings) text += "reading " + name + " = " + option + "\n";
  for (const Input& input : data_.inputs) {
    text += "fact " + input.path + ": " + std::string(hotro::name(input.kind));
    if (input.kind != Kind::text)
      text += " " + std::to_string(input.range.low) + " .. " + std::to_string(input.range.high);
    for (const std::string& option : input.options) text += " " + option;
    if (input.has_default) text += ", if missing " + std::to_string(input.if_missing);
    text += "\n";
  }
  for (std::size_t i = 0; i < data_.tables.size(); ++i) {
    text += "table #" + std::to_string(i) + ": " + std::string(detail::lane_name(data_.tables[i].lane));
    for (std::int64_t entry : data_.tables[i].entries) text += " " + std::to_string(entry);
    text += "\n";
  }
  for (const Constant& constant : data_.row.constants) {
    text += reg_name(constant.out) + ": " + std::string(detail::lane_name(constant.lane)) + " = " +
            detail::decimal(constant.value) + "\n";
  }
  for (const Op& op : data_.row.ops) text += detail::op_text(op, data_) + "\n";
  for (const BenefitOutput& b : data_.benefits) {
    text += "benefit " + b.name + ": concerned " + reg_name(b.concerned) + ", in scope " +
            reg_name(b.in_scope) + ", eligible " + reg_name(b.eligible) + ", entitlement " +
            reg_name(b.entitlement) + ", payout " + reg_name(b.payout) + ", overpaid " +
            reg_name(b.overpaid) + ", failed " + reg_name(b.failed) + ", open " + reg_name(b.open) + "\n";
    for (std::size_t i = 0; i < b.conditions.size(); ++i)
      text += "  condition " + b.conditions[i] + ": " + reg_name(b.truths[i]) + "\n";
  }
  text += "row: concerned " + reg_name(data_.any_concerned) + ", in scope " + reg_name(data_.any_in_scope) +
          ", eligible " + reg_name(data_.any_eligible) + ", entitlement " + reg_name(data_.entitlement) +
          ", payout " + reg_name(data_.payout) + ", overpaid " + reg_name(data_.overpaid) + "\n";
  return text;
}

}  // namespace HOTRO_ABI
}  // namespace hotro
