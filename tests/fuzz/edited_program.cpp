// SPDX-License-Identifier: Apache-2.0
#ifndef HOTRO_HEADER_ONLY
#define HOTRO_HEADER_ONLY
#endif
#include "fuzz/edited_program.hpp"

#include <algorithm>
#include <limits>
#include <utility>

#include "differential/draw.hpp"
#include "hotro/program_file.hpp"

namespace fuzz {
namespace {

using namespace hotro;
using generated::Draw;

/// Changes a program in one place, so that mostly it stays sound.
class Editor {
 public:
  Editor(ProgramData& data, Draw& draw) : data_(data), draw_(draw) {}

  void edit() {
    switch (draw_.below(12)) {
      case 0:
      case 1:
      case 2: return change_op();
      case 3:
      case 4:
      case 5: return insert_op();
      case 6: return change_constant();
      case 7: return add_constant();
      case 8: return change_input();
      case 9: return change_table();
      case 10: return change_output();
      default: return change_rest();
    }
  }

 private:
  std::vector<Op>& ops() { return data_.row.ops; }
  template <class T>
  T* one_of(std::vector<T>& things) {
    return things.empty() ? nullptr : &things[draw_.below(things.size())];
  }
  std::uint16_t any_register() { return static_cast<std::uint16_t>(draw_.below(data_.registers.size() + 1)); }
  /// A register of a lane, mostly.
  std::uint16_t register_of(Lane lane) {
    for (int tries = 0; tries < 8; ++tries) {
      const std::uint16_t reg = any_register();
      if (reg < data_.registers.size() && data_.registers[reg] == lane) return reg;
    }
    return any_register();
  }
  std::uint16_t new_register(Lane lane) {
    data_.registers.push_back(lane);
    return static_cast<std::uint16_t>(data_.registers.size() - 1);
  }
  Lane any_lane() { return static_cast<Lane>(draw_.below(lane_count + 1)); }
  std::int64_t number() {
    constexpr std::int64_t most = std::numeric_limits<std::int64_t>::max();
    const std::int64_t interesting[] = {0,
                                        1,
                                        -1,
                                        2,
                                        3,
                                        63,
                                        64,
                                        0xFF,
                                        0x7FFF'FFFF,
                                        -0x7FFF'FFFF,
                                        -0x8000'0000LL,
                                        24000,
                                        3'000'000,
                                        3'000'001,
                                        -3'000'000,
                                        most,
                                        -most,
                                        most - 1,
                                        -most - 1};
    const std::size_t choice = draw_.below(2 * std::size(interesting));
    if (choice < std::size(interesting)) return interesting[choice];
    return draw_.chance(50) ? draw_.number(-128, 127) : draw_.whole(-most / 2, most / 2);
  }
  Wide wide() {
    const Wide low = number();
    if (draw_.chance(80)) return low;
    return draw_.chance(50) ? low * 0x7FFF'FFFF'FFFF'FFFFLL : low * 3;
  }

  void change_op() {
    Op* op = one_of(ops());
    if (op == nullptr) return;
    switch (draw_.below(8)) {
      case 0: op->code = static_cast<OpCode>(draw_.below(40)); return;
      case 1: op->lane = any_lane(); return;
      case 2: op->out = any_register(); return;
      case 3: op->a = register_of(op->lane); return;
      case 4: op->b = register_of(op->lane); return;
      case 5: op->c = register_of(op->lane); return;
      case 6:
        op->c = static_cast<std::uint32_t>(draw_.chance(50) ? draw_.below(70) : draw_.below(70) << 16U);
        return;
      default: std::swap(*op, *one_of(ops())); return;
    }
  }
  /// A new op whose result another op, or an output, reads in place of a register of the same lane.
  void insert_op() {
    if (data_.registers.size() >= most_registers) return;
    Op op;
    op.code = static_cast<OpCode>(draw_.below(30));
    op.lane = any_lane();
    const bool compares =
        op.code == OpCode::less || op.code == OpCode::less_equal || op.code == OpCode::equal;
    op.a = register_of(op.code == OpCode::choose ? Lane::truth : op.lane);
    if (op.code == OpCode::convert) op.a = register_of(static_cast<Lane>(draw_.below(lane_count)));
    if (op.code == OpCode::lookup) op.a = register_of(Lane::narrow);
    op.b = register_of(op.lane);
    op.c = draw_.chance(70) ? register_of(op.lane) : static_cast<std::uint32_t>(draw_.below(8));
    if (op.code == OpCode::convert && op.a < data_.registers.size())
      op.c = static_cast<std::uint32_t>(data_.registers[op.a]);
    if (op.code == OpCode::divide) op.c = static_cast<std::uint32_t>(draw_.below(8));
    if (op.code == OpCode::note_failed || op.code == OpCode::note_open) {
      op.lane = Lane::normal;
      op.a = register_of(Lane::normal);
      op.b = register_of(Lane::truth);
      op.c = static_cast<std::uint32_t>(register_of(Lane::truth) | draw_.below(65) << 16U);
    }
    op.out = new_register(compares ? Lane::truth : op.lane);
    const std::size_t at = draw_.below(ops().size() + 1);
    ops().insert(ops().begin() + static_cast<std::ptrdiff_t>(at), op);
    if (draw_.chance(30)) {
      output() = op.out;
    } else if (at + 1 < ops().size()) {
      Op& reader = ops()[at + 1 + draw_.below(ops().size() - at - 1)];
      (draw_.chance(50) ? reader.a : reader.b) = op.out;
    }
  }
  void change_constant() {
    Constant* constant = one_of(data_.row.constants);
    if (constant == nullptr) return;
    constant->value = wide();
    if (draw_.chance(10)) constant->lane = any_lane();
  }
  void add_constant() {
    if (data_.registers.size() >= most_registers) return;
    const Lane lane = static_cast<Lane>(draw_.below(lane_count));
    data_.row.constants.push_back(
        {new_register(lane), lane, lane == Lane::truth ? Wide(draw_.below(4)) : wide()});
  }
  void change_input() {
    Input* input = one_of(data_.inputs);
    if (input == nullptr) return;
    switch (draw_.below(8)) {
      case 0: input->kind = static_cast<Kind>(draw_.below(kind_count + 1)); return;
      case 1: input->range.low = number(); return;
      case 2: input->range.high = number(); return;
      case 3:
        input->has_default = true;
        input->if_missing = number();
        return;
      case 4: input->of_enterprise = !input->of_enterprise; return;
      case 5: input->options.emplace_back("another"); return;
      case 6: input->path = "enterprise.region"; return;
      default:
        input->options.clear();
        input->range = {0, number()};
        return;
    }
  }
  void change_table() {
    if (draw_.chance(10)) data_.tables.emplace_back();
    LookupTable* table = one_of(data_.tables);
    if (table == nullptr) return;
    if (draw_.chance(20)) table->lane = any_lane();
    if (!table->entries.empty() && draw_.chance(20)) table->entries.pop_back();
    if (table->entries.empty() || draw_.chance(20)) table->entries.push_back(number());
    *one_of(table->entries) = number();
  }
  std::uint16_t& output() {
    BenefitOutput* b = one_of(data_.benefits);
    const std::size_t choice = draw_.below(b == nullptr ? 5 : 14);
    std::uint16_t* const row[] = {&data_.any_concerned, &data_.any_eligible, &data_.entitlement,
                                  &data_.payout, &data_.overpaid};
    if (choice < 5) return *row[choice];
    std::uint16_t* const of_benefit[] = {&b->concerned, &b->in_scope,    &b->eligible,
                                         &b->granted,   &b->entitlement, &b->payout,
                                         &b->overpaid,  &b->failed,      &b->open};
    return *of_benefit[choice - 5];
  }
  void change_output() { output() = draw_.chance(50) ? any_register() : register_of(Lane::normal); }
  void change_rest() {
    BenefitOutput* benefit = one_of(data_.benefits);
    std::vector<Mark>* marks = one_of(data_.marks);
    switch (draw_.below(9)) {
      case 0:
        if (Lane* lane = one_of(data_.registers)) *lane = any_lane();
        return;
      case 1:
        if (benefit != nullptr) data_.benefits.push_back(BenefitOutput(*benefit));
        return;
      case 2:
        if (!data_.benefits.empty()) data_.benefits.pop_back();
        return;
      case 3:
        if (benefit == nullptr) return;
        benefit->conditions.emplace_back("another");
        benefit->truths.push_back(register_of(Lane::truth));
        return;
      case 4:
        if (benefit != nullptr) benefit->context = static_cast<std::uint32_t>(draw_.below(4));
        return;
      case 5:
        if (Mark* mark = marks == nullptr ? nullptr : one_of(*marks))
          *mark = {any_register(), true, draw_.chance(50) ? 1 : number()};
        return;
      case 6:
        if (marks != nullptr) marks->resize(draw_.below(marks->size() + 1));
        return;
      case 7: data_.known.day = static_cast<std::int32_t>(number()); return;
      default:
        if (!ops().empty())
          ops().erase(ops().begin() + static_cast<std::ptrdiff_t>(draw_.below(ops().size())));
        return;
    }
  }

  ProgramData& data_;
  Draw& draw_;
};

}  // namespace

std::string sealed_program(std::string_view bytes) {
  Program program;
  std::string fingerprint;
  const ProgramFault fault = detail::read_program(bytes, program, fingerprint);
  return fault == ProgramFault::no_fault ? save(program) : std::string();
}

std::string edited_program(std::string_view saved, const std::vector<std::uint8_t>& choices) {
  ProgramData data;
  std::string fingerprint;
  if (detail::read_program_fields(saved, data, fingerprint) != ProgramFault::no_fault) return {};
  Draw draw(choices);
  Editor editor(data, draw);
  for (std::uint64_t edits = 1 + draw.below(6); edits > 0; --edits) editor.edit();
  std::string bytes = detail::write_program(data, fingerprint);
  while (draw.chance(10)) bytes[draw.below(bytes.size())] = static_cast<char>(draw.below(256));
  return sealed_program(bytes);
}

}  // namespace fuzz
