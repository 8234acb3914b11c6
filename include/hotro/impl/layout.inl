// SPDX-License-Identifier: Apache-2.0
#pragma once

// Where registers live. For one row each register has a slot of its own, so that an explanation can read it; for a block
// slots are reused by linear scan. An op's output slot is taken before its inputs' slots are freed: no kernel ever writes
// over what it reads.

#include <algorithm>
#include <vector>

#include "../program.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace detail {

/// How many of a, b, c name registers, and for the notes the one packed into c.
struct Operands {
  std::uint16_t reg[4];
  int count = 0;
};

HOTRO_INLINE std::string_view operand_kinds(OpCode code) {
  constexpr std::string_view kinds[] = {
#define HOTRO_OP(name, operands, result, meaning) operands,
#include "../ops.def"
#undef HOTRO_OP
  };
  return kinds[static_cast<int>(code)];
}

HOTRO_INLINE bool is_note(OpCode code) { return code == OpCode::note_failed || code == OpCode::note_open; }
HOTRO_INLINE bool is_fact(OpCode code) { return code == OpCode::fact || code == OpCode::truth_fact; }
HOTRO_INLINE bool is_constant(OpCode code) { return code == OpCode::constant || code == OpCode::truth_constant; }

HOTRO_INLINE Operands operands(const Op& op) {
  Operands result{};
  const std::uint16_t fields[] = {op.a, op.b, static_cast<std::uint16_t>(op.c & 0xFFFFU)};
  const std::string_view kinds = operand_kinds(op.code);
  if (is_note(op.code)) return {{fields[0], fields[1], fields[2], 0}, 3};
  for (std::size_t i = 0; i < kinds.size(); ++i) {
    if (kinds[i] != 'k') result.reg[result.count++] = fields[i];
  }
  return result;
}

/// The op with its registers renamed.
HOTRO_INLINE Op renamed(Op op, const std::vector<std::uint16_t>& slot) {
  const std::string_view kinds = operand_kinds(op.code);
  op.out = slot[op.out];
  if (!kinds.empty() && kinds[0] != 'k') op.a = slot[op.a];
  if (kinds.size() > 1 && kinds[1] != 'k') op.b = slot[op.b];
  if (kinds.size() > 2 && kinds[2] != 'k') {
    op.c = is_note(op.code) ? (op.c & 0xFFFF'0000U) | slot[op.c & 0xFFFFU] : slot[op.c];
  }
  return op;
}

/// `ops` in order, facts first; `kept` are the registers that are read when all is done.
HOTRO_INLINE Layout row_layout(const std::vector<Op>& ops, const std::vector<Lane>& registers,
                               const std::vector<Constant>& constants) {
  Layout layout;
  layout.ops = ops;
  for (const Op& op : ops) layout.facts += is_fact(op.code) ? 1 : 0;
  layout.constants = constants;
  layout.slots = registers;
  layout.slot.resize(registers.size());
  for (std::size_t i = 0; i < registers.size(); ++i) layout.slot[i] = static_cast<std::uint16_t>(i);
  return layout;
}

HOTRO_INLINE Layout block_layout(const std::vector<Op>& ops, const std::vector<Lane>& registers,
                                 const std::vector<Constant>& constants, const std::vector<std::uint16_t>& kept) {
  constexpr std::size_t forever_used = ~std::size_t{0};
  std::vector<std::size_t> last_use(registers.size(), 0);
  for (std::size_t i = 0; i < ops.size(); ++i) {
    const Operands used = operands(ops[i]);
    for (int k = 0; k < used.count; ++k) last_use[used.reg[k]] = i;
    last_use[ops[i].out] = std::max(last_use[ops[i].out], i);
  }
  for (const Constant& constant : constants) last_use[constant.out] = forever_used;
  for (std::uint16_t reg : kept) last_use[reg] = forever_used;

  Layout layout;
  layout.slot.resize(registers.size());
  std::vector<std::uint16_t> free[lane_count];
  const auto take = [&](std::uint16_t reg) {
    std::vector<std::uint16_t>& pool = free[static_cast<int>(registers[reg])];
    if (pool.empty()) {
      layout.slot[reg] = static_cast<std::uint16_t>(layout.slots.size());
      layout.slots.push_back(registers[reg]);
    } else {
      layout.slot[reg] = pool.back();
      pool.pop_back();
    }
  };
  for (const Constant& constant : constants) {
    take(constant.out);
    layout.constants.push_back({layout.slot[constant.out], constant.lane, constant.value});
  }
  for (std::size_t i = 0; i < ops.size(); ++i) {
    take(ops[i].out);
    layout.ops.push_back(renamed(ops[i], layout.slot));
    layout.facts += is_fact(ops[i].code) ? 1 : 0;
    const Operands used = operands(ops[i]);
    const auto release = [&](std::uint16_t reg) {
      if (last_use[reg] != i) return;
      free[static_cast<int>(registers[reg])].push_back(layout.slot[reg]);
      last_use[reg] = forever_used;
    };
    for (int k = 0; k < used.count; ++k) release(used.reg[k]);
    release(ops[i].out);
  }
  return layout;
}

}  // namespace detail
}  // namespace HOTRO_ABI
}  // namespace hotro
