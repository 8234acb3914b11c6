// SPDX-License-Identifier: Apache-2.0
#pragma once

// What the fields of an op name, from ops.def.

#include <string_view>

#include "../program.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace detail {

/// Those of a, b and c that name registers.
struct Operands {
  std::uint16_t reg[3];
  int count = 0;
};

inline std::string_view operand_kinds(OpCode code) {
  constexpr std::string_view kinds[] = {
#define HOTRO_OP(name, operands, result, meaning) operands,
#include "../ops.def"
#undef HOTRO_OP
  };
  return kinds[static_cast<int>(code)];
}

inline bool is_fact(OpCode code) { return code == OpCode::fact || code == OpCode::truth_fact; }
inline bool is_constant(OpCode code) { return code == OpCode::constant || code == OpCode::truth_constant; }

inline Operands operands(const Op& op) {
  Operands result{};
  const std::uint16_t fields[] = {op.a, op.b, static_cast<std::uint16_t>(op.c & 0xFFFFU)};
  const std::string_view kinds = operand_kinds(op.code);
  for (std::size_t i = 0; i < kinds.size(); ++i) {
    if (kinds[i] != 'k') result.reg[result.count++] = fields[i];
  }
  return result;
}

}  // namespace detail
}  // namespace HOTRO_ABI
}  // namespace hotro
