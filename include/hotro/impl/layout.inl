// SPDX-License-Identifier: Apache-2.0
#pragma once

// Where registers live. For one row each register has a slot of its own, so that an explanation can read it;
// for a block slots are reused by linear scan. An op's output slot is taken before its inputs' slots are
// freed: no kernel ever writes over what it reads.

#include <algorithm>
#include <vector>

#include "../program.hpp"
#include "operands.inl"

namespace hotro {
inline namespace HOTRO_ABI {
namespace detail {

/// The op with its registers renamed.
inline Op renamed(Op op, const std::vector<std::uint16_t>& slot) {
  const std::string_view kinds = operand_kinds(op.code);
  op.out = slot[op.out];
  if (!kinds.empty() && kinds[0] != 'k') op.a = slot[op.a];
  if (kinds.size() > 1 && kinds[1] != 'k') op.b = slot[op.b];
  if (kinds.size() > 2 && kinds[2] != 'k') op.c = slot[op.c];
  return op;
}

/// The registers that a table reads when all ops are done.
inline std::vector<std::uint16_t> outputs(const ProgramData& data) {
  std::vector<std::uint16_t> result{data.any_concerned, data.any_in_scope, data.any_eligible,
                                    data.entitlement,   data.payout,       data.overpaid};
  for (const BenefitOutput& b : data.benefits) {
    result.insert(result.end(), {b.concerned, b.in_scope, b.eligible, b.entitlement, b.payout, b.overpaid,
                                 b.failed, b.open});
  }
  return result;
}

/// By register: whether one of those asked for leads back to it. `ops` write each register at most once.
inline std::vector<bool> reached(const std::vector<Op>& ops, std::size_t registers,
                                 std::vector<std::uint16_t> open) {
  std::vector<const Op*> writer(registers);
  for (const Op& op : ops) writer[op.out] = &op;
  std::vector<bool> result(registers);
  while (!open.empty()) {
    const std::uint16_t reg = open.back();
    open.pop_back();
    if (result[reg]) continue;
    result[reg] = true;
    if (writer[reg] == nullptr) continue;
    const Operands used = operands(*writer[reg]);
    for (int k = 0; k < used.count; ++k) open.push_back(used.reg[k]);
  }
  return result;
}

/// Every register in a slot of its own. What answers need stands before what only explanations show.
inline Layout row_layout(const std::vector<Op>& ops, const std::vector<Lane>& registers,
                         const std::vector<Constant>& constants, const std::vector<bool>& needed) {
  Layout layout;
  for (const bool answers : {true, false}) {
    for (const Op& op : ops) {
      const bool first = is_fact(op.code) || needed[op.out];
      if (first == answers) layout.ops.push_back(op);
    }
    if (answers) layout.answers = layout.ops.size();
  }
  for (const Op& op : ops) layout.facts += is_fact(op.code) ? 1 : 0;
  layout.constants = constants;
  layout.slots = registers;
  layout.slot.resize(registers.size());
  for (std::size_t i = 0; i < registers.size(); ++i) layout.slot[i] = static_cast<std::uint16_t>(i);
  return layout;
}

/// The slots of facts and of what is `kept` are used for nothing else: they may lie in the caller's memory.
inline Layout block_layout(const std::vector<Op>& ops, const std::vector<Lane>& registers,
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
  for (const Op& op : ops) {
    if (is_fact(op.code)) last_use[op.out] = forever_used;
  }

  Layout layout;
  layout.slot.resize(registers.size());
  layout.answers = ops.size();
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

/// Lays out for rows the ops given, and for blocks those of them that an output leads back to. Facts come
/// first.
inline void lay_out(ProgramData& data, const std::vector<Op>& all, const std::vector<Constant>& constants) {
  const std::vector<std::uint16_t> kept = outputs(data);
  const std::vector<bool> needed = reached(all, data.registers.size(), kept);
  std::vector<Op> ops;
  std::vector<Constant> used;
  for (const Op& op : all) {
    if (needed[op.out]) ops.push_back(op);
  }
  for (const Constant& constant : constants) {
    if (needed[constant.out]) used.push_back(constant);
  }
  data.row = row_layout(all, data.registers, constants, needed);
  data.block = block_layout(ops, data.registers, used, kept);
}

}  // namespace detail
}  // namespace HOTRO_ABI
}  // namespace hotro
