// SPDX-License-Identifier: Apache-2.0
#pragma once

// Proves of ops that come from outside what the compiler proves of its own: the range analysis once more, op
// by op.

#include <algorithm>
#include <vector>

#include "../date.hpp"
#include "../program.hpp"
#include "range.inl"

namespace hotro {
inline namespace HOTRO_ABI {
namespace detail {

/// The least and most of stretches of a table. Those of whole blocks are kept, so that looking up often in a
/// long table is checked in little more time than reading it takes.
class Stretches {
 public:
  explicit Stretches(const std::vector<std::int64_t>& entries) : entries_(&entries) {
    for (std::size_t begin = 0; begin < entries.size(); begin += block)
      blocks_.push_back(of_entries(begin, std::min(begin + block, entries.size())));
  }
  /// Entries [begin, end), at least one.
  [[nodiscard]] Interval of(std::size_t begin, std::size_t end) const {
    Interval found = of_entries(begin, begin + 1);
    while (begin < end) {
      const bool whole = begin % block == 0 && end - begin >= block;
      const std::size_t next = whole ? begin + block : std::min(end, (begin / block + 1) * block);
      const Interval part = whole ? blocks_[begin / block] : of_entries(begin, next);
      found = {std::min(found.low, part.low), std::max(found.high, part.high)};
      begin = next;
    }
    return found;
  }

 private:
  static constexpr std::size_t block = 1024;
  [[nodiscard]] Interval of_entries(std::size_t begin, std::size_t end) const {
    const auto first = entries_->begin();
    const auto [least, most] = std::minmax_element(first + static_cast<std::ptrdiff_t>(begin),
                                                   first + static_cast<std::ptrdiff_t>(end));
    return {*least, *most};
  }
  const std::vector<std::int64_t>* entries_;
  std::vector<Interval> blocks_;
};

class Verifier {
 public:
  explicit Verifier(const ProgramData& data)
      : data_(data),
        ranges_(data.registers.size()),
        written_(data.registers.size()),
        holds_(data.registers.size()) {}

  [[nodiscard]] bool sound() {
    for (const Input& input : data_.inputs) {
      if (!input_sound(input)) return false;
    }
    for (const LookupTable& table : data_.tables) {
      if (table.entries.empty() || table.lane == Lane::truth || static_cast<int>(table.lane) >= lane_count)
        return false;
      stretches_.emplace_back(table.entries);
    }
    for (const Constant& constant : data_.row.constants) {
      const Big value = from_wide(constant.value);
      const bool fits =
          constant.lane == Lane::truth ? value == 0 || value == 2 : fits_lane({value, value}, constant.lane);
      if (!fits || !write(constant.out, constant.lane, {value, value})) return false;
    }
    bool computing = false;
    for (const Op& op : data_.row.ops) {
      const bool fact = op.code == OpCode::fact || op.code == OpCode::truth_fact;
      if (fact && computing) return false;  // facts come first
      computing = !fact;
      if (!(fact ? fact_sound(op) : op_sound(op))) return false;
    }
    return outputs_sound();
  }

 private:
  /// What a register holds besides its lane: open bits are not written where every fact is known, so that
  /// nothing else may read them.
  enum class Holds : std::uint8_t { value, no_bits, failed, open };

  static Big from_wide(Wide value) {
    const bool negative = value < 0;
    const auto magnitude = negative ? -static_cast<UnsignedWide>(value) : static_cast<UnsignedWide>(value);
    Big result = static_cast<std::uint64_t>(magnitude >> 64U);
    result <<= 64;
    result += static_cast<std::uint64_t>(magnitude);
    return negative ? Big(-result) : result;
  }
  static bool fits_lane(const Range& range, Lane lane) {
    Lane least{};
    return lane != Lane::truth && lane_of(range, least) && least <= lane;
  }
  static bool input_sound(const Input& input) {
    constexpr std::int64_t widest = std::int64_t{1} << 62;  // so that distances fit 64 bits too
    if (static_cast<int>(input.kind) >= kind_count || input.range.low > input.range.high ||
        input.range.low < -widest || input.range.high > widest)
      return false;
    if (input.kind == Kind::truth && !(input.range == Interval{0, 2})) return false;
    if (input.kind == Kind::choice &&
        (input.range.low != 0 || input.range.high != static_cast<std::int64_t>(input.options.size()) - 1))
      return false;
    return !input.has_default ||
           (input.if_missing >= input.range.low && input.if_missing <= input.range.high);
  }

  bool write(std::uint32_t reg, Lane lane, const Range& range, Holds holds = Holds::value) {
    if (reg >= written_.size() || written_[reg] || data_.registers[reg] != lane) return false;
    written_[reg] = true;
    ranges_[reg] = range;
    holds_[reg] = holds;
    return true;
  }
  /// A number or truth that was written.
  [[nodiscard]] bool is(std::uint32_t reg, Lane lane) const {
    return reg < written_.size() && written_[reg] && data_.registers[reg] == lane &&
           holds_[reg] == Holds::value;
  }
  bool number(const Op& op, const Range& range) {
    return fits_lane(range, op.lane) && write(op.out, op.lane, range);
  }

  bool fact_sound(const Op& op) {
    if (op.c >= data_.inputs.size()) return false;
    const Input& input = data_.inputs[op.c];
    const Range range{input.range.low, input.range.high};
    if (op.code == OpCode::truth_fact)
      return input.kind == Kind::truth && op.lane == Lane::truth && write(op.out, Lane::truth, {0, 2});
    return input.kind != Kind::truth && input.kind != Kind::text && number(op, range);
  }

  bool op_sound(const Op& op) {
    const Lane lane = op.lane;
    switch (op.code) {
      case OpCode::constant:
      case OpCode::truth_constant:
      case OpCode::fact:
      case OpCode::truth_fact: return false;
      case OpCode::convert:
        return op.c < static_cast<std::uint32_t>(lane_count) && is(op.a, static_cast<Lane>(op.c)) &&
               static_cast<Lane>(op.c) != Lane::truth && number(op, ranges_[op.a]);
      case OpCode::negate:
      case OpCode::absolute: return is(op.a, lane) && number(op, unary_range(op.code, ranges_[op.a]));
      case OpCode::divide:
        if (op.c > static_cast<std::uint32_t>(Rounding::ceiling) || !is(op.a, lane) || !is(op.b, lane) ||
            ranges_[op.b].low <= 0)
          return false;
        return number(op, binary_range(op.code, ranges_[op.a], ranges_[op.b], op.c));
      case OpCode::modulo:
        return is(op.a, lane) && is(op.b, lane) && ranges_[op.b].low > 0 && ranges_[op.b].constant() &&
               number(op, binary_range(op.code, ranges_[op.a], ranges_[op.b], 0));
      case OpCode::add:
      case OpCode::subtract:
      case OpCode::multiply:
      case OpCode::minimum:
      case OpCode::maximum:
        return is(op.a, lane) && is(op.b, lane) &&
               number(op, binary_range(op.code, ranges_[op.a], ranges_[op.b], 0));
      case OpCode::lookup: return lookup_sound(op);
      case OpCode::choose:
        return is(op.a, Lane::truth) && is(op.b, lane) && is(op.c, lane) &&
               number(op, hull(ranges_[op.b], ranges_[op.c]));
      case OpCode::less:
      case OpCode::less_equal:
      case OpCode::equal:
        return lane != Lane::truth && is(op.a, lane) && is(op.b, lane) && write(op.out, Lane::truth, {0, 2});
      case OpCode::both:
      case OpCode::either:
        return lane == Lane::truth && is(op.a, Lane::truth) && is(op.b, Lane::truth) &&
               write(op.out, Lane::truth, {0, 2});
      case OpCode::negation:
        return lane == Lane::truth && is(op.a, Lane::truth) && write(op.out, Lane::truth, {0, 2});
      case OpCode::truth_choose:
        return lane == Lane::truth && is(op.a, Lane::truth) && is(op.b, Lane::truth) &&
               is(op.c, Lane::truth) && write(op.out, Lane::truth, {0, 2});
      case OpCode::years_between:
      case OpCode::months_between:
      case OpCode::add_months:
      case OpCode::add_years:
        if (lane != Lane::narrow || op.c > 1 || !is(op.a, lane) || !is(op.b, lane)) return false;
        if (!calendar_reaches(op.code, ranges_[op.a], ranges_[op.b])) return false;
        return number(op, calendar_range(op.code, ranges_[op.a], ranges_[op.b], static_cast<MonthEnd>(op.c)));
      case OpCode::note_failed:
      case OpCode::note_open:
        return op.c < most_conditions && static_cast<int>(op.c) < lane_bits(lane) &&
               bits(op.a, lane, noted_by(op.code)) && is(op.b, Lane::truth) &&
               write(op.out, lane, bit_set(lane), noted_by(op.code));
      case OpCode::bits_if:
        if (op.a >= holds_.size() || !bits(op.a, lane, holds_[op.a])) return false;
        return is(op.b, Lane::truth) && is(op.c, Lane::truth) &&
               write(op.out, lane, bit_set(lane),
                     holds_[op.a] == Holds::value ? Holds::no_bits : holds_[op.a]);
    }
    return false;
  }

  static Holds noted_by(OpCode code) { return code == OpCode::note_failed ? Holds::failed : Holds::open; }
  /// Bits are written by notes of one kind alone and start as the constant 0.
  [[nodiscard]] bool bits(std::uint16_t reg, Lane lane, Holds kind) const {
    if (lane == Lane::truth || lane == Lane::wide || reg >= written_.size() || !written_[reg] ||
        data_.registers[reg] != lane)
      return false;
    if (holds_[reg] == Holds::value) return ranges_[reg].constant() && ranges_[reg].low == 0;
    return holds_[reg] == Holds::no_bits || holds_[reg] == kind;
  }
  bool lookup_sound(const Op& op) {
    if (op.c >= data_.tables.size() || !is(op.a, Lane::narrow)) return false;
    const Range& index = ranges_[op.a];
    if (index.low < 0 || index.high >= data_.tables[op.c].entries.size()) return false;
    const Interval found =
        stretches_[op.c].of(static_cast<std::size_t>(index.low), static_cast<std::size_t>(index.high) + 1);
    return number(op, {found.low, found.high});
  }

  [[nodiscard]] bool number(std::uint16_t reg) const {
    return reg < written_.size() && data_.registers[reg] != Lane::truth && is(reg, data_.registers[reg]);
  }
  [[nodiscard]] bool amount(std::uint16_t reg) const {
    return (is(reg, Lane::narrow) || is(reg, Lane::normal)) && ranges_[reg].low >= 0;
  }
  bool outputs_sound() const {
    const auto truth = [&](std::uint16_t reg) { return is(reg, Lane::truth); };
    for (const BenefitOutput& b : data_.benefits) {
      if (b.conditions.size() > most_conditions || b.truths.size() != b.conditions.size() ||
          b.context >= data_.marks.size())
        return false;
      if (!truth(b.concerned) || !truth(b.in_scope) || !truth(b.eligible)) return false;
      for (std::uint16_t reg : b.truths) {
        if (!truth(reg)) return false;
      }
      if (!number(b.granted) || !amount(b.entitlement) || !amount(b.payout) || !amount(b.overpaid))
        return false;
      if (b.failed >= data_.registers.size()) return false;
      const Lane lane = data_.registers[b.failed];
      if (b.conditions.size() > static_cast<std::size_t>(lane_bits(lane)) ||
          !bits(b.failed, lane, Holds::failed) || !bits(b.open, lane, Holds::open))
        return false;
    }
    for (const std::vector<Mark>& marks : data_.marks) {
      for (const Mark& mark : marks) {
        if (mark.present && (mark.reg >= written_.size() || !written_[mark.reg] || mark.denominator <= 0))
          return false;
      }
    }
    return truth(data_.any_concerned) && truth(data_.any_in_scope) && truth(data_.any_eligible) &&
           amount(data_.entitlement) && amount(data_.payout) && amount(data_.overpaid);
  }

  const ProgramData& data_;
  std::vector<Range> ranges_;
  std::vector<bool> written_;
  std::vector<Holds> holds_;
  std::vector<Stretches> stretches_;  // by table
};

}  // namespace detail
}  // namespace HOTRO_ABI
}  // namespace hotro
