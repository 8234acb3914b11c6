// SPDX-License-Identifier: Apache-2.0
#pragma once

// Builds ops one at a time: equal ops become one register, constants fold, and every register gets its range
// and lane. A fold never changes an answer: it is made where the range analysis proves it for every row,
// missing facts included. Every op is made by a statement of its own: compilers evaluate arguments in orders
// of their own, which would number registers differently, and with them fingerprints.

#include <map>
#include <optional>
#include <tuple>
#include <vector>

#include "../date.hpp"
#include "../program.hpp"
#include "range.inl"

namespace hotro {
inline namespace HOTRO_ABI {
namespace detail {

using Reg = std::uint16_t;

class Builder {
 public:
  explicit Builder(bool force_wide) : force_wide_(force_wide) {}

  std::vector<Op> ops;        // in order; ops[i] writes register i
  std::vector<Range> ranges;  // of numbers; of truths 0 .. 2
  std::vector<Lane> lanes;
  std::vector<Big> constants;  // by index c of constant ops
  std::vector<LookupTable> tables;
  bool too_wide = false;  // a range beyond 128 bits was met since this was last cleared
  bool full = false;      // more registers than can be named

  [[nodiscard]] const Range& range(Reg reg) const { return ranges[reg]; }
  [[nodiscard]] bool is_constant(Reg reg) const { return ranges[reg].constant(); }

  // Numbers.

  Reg constant(const Big& value, Lane least = Lane::tiny) {
    Lane lane = Lane::tiny;
    if (!lane_of({value, value},
                 lane)) {  // numbers that are refused stay small, or a chain of squares would fill the memory
      too_wide = true;
      return constant(1, least);
    }
    lane = fit({value, value});
    lane = std::max(lane, least);
    const auto [found, fresh] =
        constant_index_.try_emplace(value, static_cast<std::uint32_t>(constants.size()));
    if (fresh) constants.push_back(value);
    return push({OpCode::constant, lane, 0, 0, 0, found->second}, {value, value});
  }
  Reg fact(std::uint32_t input, const Interval& range) {
    const Range bounds{range.low, range.high};
    return push({OpCode::fact, fit(bounds), 0, 0, 0, input}, bounds);
  }
  Reg negate(Reg a) { return unary(OpCode::negate, a); }
  Reg absolute(Reg a) {
    const Range& r = ranges[a];
    if (r.low >= 0) return a;
    if (r.high <= 0) return negate(a);
    return unary(OpCode::absolute, a);
  }
  Reg add(Reg a, Reg b) {
    if (is_zero(b)) return a;
    if (is_zero(a)) return b;
    return binary(OpCode::add, a, b, true);
  }
  Reg subtract(Reg a, Reg b) {
    if (is_zero(b)) return a;
    return binary(OpCode::subtract, a, b, false);
  }
  Reg multiply(Reg a, Reg b) {
    if (is_one(b)) return a;
    if (is_one(a)) return b;
    return binary(OpCode::multiply, a, b, true);
  }
  Reg minimum(Reg a, Reg b) {
    const Range& x = ranges[a];
    const Range& y = ranges[b];
    if (x.high <= y.low) return a;
    if (y.high <= x.low) return b;
    return binary(OpCode::minimum, a, b, true);
  }
  Reg maximum(Reg a, Reg b) {
    const Range& x = ranges[a];
    const Range& y = ranges[b];
    if (x.low >= y.high) return a;
    if (y.low >= x.high) return b;
    return binary(OpCode::maximum, a, b, true);
  }
  /// b > 0.
  Reg divide(Reg a, Reg b, Rounding rounding) {
    if (is_one(b) || full) return a;
    return binary(OpCode::divide, a, b, false, static_cast<std::uint32_t>(rounding));
  }
  /// b > 0 and constant.
  Reg modulo(Reg a, Reg b) {
    if (full) return a;
    const Range& x = ranges[a];
    const Big& n = ranges[b].low;
    if (x.low >= 0 && x.high < n) return a;
    if (x.constant()) return constant(x.low - floor_quotient(x.low, n) * n);
    return binary(OpCode::modulo, a, b, false);
  }
  Reg lookup(Reg index, const std::vector<Big>& entries) {
    if (full) return index;  // registers have no ranges any more
    const std::size_t first = static_cast<std::size_t>(ranges[index].low);
    const std::size_t last = static_cast<std::size_t>(ranges[index].high);
    Range range{entries[first], entries[first]};
    for (std::size_t i = first; i <= last; ++i) range = hull(range, {entries[i], entries[i]});
    if (range.constant()) return constant(range.low);
    LookupTable table;
    Range whole = range;
    for (const Big& entry : entries) whole = hull(whole, {entry, entry});
    table.lane = fit(whole);
    if (Lane held{}; !lane_of(whole, held) || held == Lane::wide) {  // entries are 64-bit
      too_wide = true;
      return constant(0);
    }
    for (const Big& entry : entries) table.entries.push_back(static_cast<std::int64_t>(entry));
    std::uint32_t at = 0;
    while (at < tables.size() && (tables[at].entries != table.entries || tables[at].lane != table.lane)) ++at;
    if (at == tables.size()) tables.push_back(table);
    return push({OpCode::lookup, table.lane, 0, as(index, Lane::narrow), 0, at}, range);
  }
  Reg choose(Reg condition, Reg a, Reg b) {
    if (is_constant(condition) && ranges[condition].low != 1) return ranges[condition].low == 2 ? a : b;
    if (a == b) return a;
    const Range range = hull(ranges[a], ranges[b]);
    if (range.constant()) return constant(range.low);
    const Lane lane = std::max({fit(range), lanes[a], lanes[b]});
    return push({OpCode::choose, lane, 0, condition, as(a, lane), as(b, lane)}, range);
  }
  Reg calendar(OpCode code, Reg a, Reg b, MonthEnd rule) {
    if (full) return a;
    if (code == OpCode::add_months && is_constant(b) && ranges[b].low % 12 == 0)
      return calendar(OpCode::add_years, a, constant(ranges[b].low / 12), rule);
    const Range range = calendar_range(code, ranges[a], ranges[b], rule);
    if (range.constant()) return constant(range.low);
    return push(
        {code, Lane::narrow, 0, as(a, Lane::narrow), as(b, Lane::narrow), static_cast<std::uint32_t>(rule)},
        range);
  }

  // Truths.

  Reg truth(Truth value) {
    const Big number = static_cast<int>(value);
    return push({OpCode::truth_constant, Lane::truth, 0, 0, 0, static_cast<std::uint32_t>(value)},
                {number, number});
  }
  Reg truth_fact(std::uint32_t input) {
    return push({OpCode::truth_fact, Lane::truth, 0, 0, 0, input}, {0, 2});
  }
  Reg less(Reg a, Reg b) {
    if (ranges[a].high < ranges[b].low) return truth(Truth::yes);
    if (ranges[a].low >= ranges[b].high) return truth(Truth::no);
    // A span in years against a constant is one date against another: age < 15 is "before the 15th birthday".
    if (reaches(a, ranges[b])) return less(ops[a].b, anniversary(a, ranges[b].low));
    if (reaches(b, ranges[a])) return less_equal(anniversary(b, ranges[a].low + 1), ops[b].b);
    return compare(OpCode::less, a, b);
  }
  Reg less_equal(Reg a, Reg b) {
    if (ranges[a].high <= ranges[b].low) return truth(Truth::yes);
    if (ranges[a].low > ranges[b].high) return truth(Truth::no);
    if (reaches(a, ranges[b])) return less(ops[a].b, anniversary(a, ranges[b].low + 1));
    if (reaches(b, ranges[a])) return less_equal(anniversary(b, ranges[a].low), ops[b].b);
    return compare(OpCode::less_equal, a, b);
  }
  Reg equal(Reg a, Reg b) {
    if (ranges[a].high < ranges[b].low || ranges[b].high < ranges[a].low) return truth(Truth::no);
    if (is_constant(a) && is_constant(b)) return truth(Truth::yes);
    if (a > b) std::swap(a, b);
    return compare(OpCode::equal, a, b);
  }
  Reg both(Reg a, Reg b) {
    if (a == b || is(a, 0) || is(b, 2)) return a;
    if (is(b, 0) || is(a, 2)) return b;
    if (a > b) std::swap(a, b);
    return push(
        {OpCode::both, Lane::truth, 0, a, b, 0},
        truth_range(std::min(ranges[a].low, ranges[b].low), std::min(ranges[a].high, ranges[b].high)));
  }
  Reg either(Reg a, Reg b) {
    if (a == b || is(a, 2) || is(b, 0)) return a;
    if (is(b, 2) || is(a, 0)) return b;
    if (a > b) std::swap(a, b);
    return push(
        {OpCode::either, Lane::truth, 0, a, b, 0},
        truth_range(std::max(ranges[a].low, ranges[b].low), std::max(ranges[a].high, ranges[b].high)));
  }
  Reg negation(Reg a) {
    if (is_constant(a)) return truth(hotro::negation(static_cast<Truth>(static_cast<int>(ranges[a].low))));
    if (ops[a].code == OpCode::negation) return ops[a].a;
    return push({OpCode::negation, Lane::truth, 0, a, 0, 0}, {2 - ranges[a].high, 2 - ranges[a].low});
  }
  Reg truth_choose(Reg condition, Reg a, Reg b) {
    if (is_constant(condition) && ranges[condition].low != 1) return ranges[condition].low == 2 ? a : b;
    if (a == b) return a;
    if (is(a, 2) && is(b, 0)) return condition;
    if (is(a, 0) && is(b, 2)) return negation(condition);
    return push({OpCode::truth_choose, Lane::truth, 0, condition, a, b}, {0, 2});
  }
  /// Bits, one for each of so many conditions; none is set.
  Reg no_bits(std::size_t conditions) {
    const Lane lane = conditions <= 8    ? Lane::tiny
                      : conditions <= 16 ? Lane::small
                      : conditions <= 32 ? Lane::narrow
                                         : Lane::normal;
    return bits_constant(lane);
  }
  Reg note(OpCode code, Reg bits, Reg condition, std::uint32_t bit) {
    return push({code, lanes[bits], 0, bits, condition, bit}, bit_set(lanes[bits]));
  }
  Reg bits_if(Reg bits, Reg concerned, Reg in_scope) {
    return push({OpCode::bits_if, lanes[bits], 0, bits, concerned, in_scope}, bit_set(lanes[bits]));
  }
  /// The number in the narrowest lane that holds it.
  Reg least(Reg a) { return as(a, fit(ranges[a])); }
  /// An amount as answers hold it: in 32 bits, or 64.
  Reg amount(Reg a) {
    Lane lane = Lane::narrow;
    if (!lane_of(ranges[a], lane) || lane == Lane::wide) {
      too_wide = true;
      return a;
    }
    return as(a, std::max(lane, Lane::narrow));
  }

 private:
  static Range truth_range(const Big& low, const Big& high) { return {low, high}; }

  [[nodiscard]] bool is_zero(Reg a) const { return is(a, 0); }
  [[nodiscard]] bool is_one(Reg a) const { return is(a, 1); }
  [[nodiscard]] bool is(Reg a, int value) const { return is_constant(a) && ranges[a].low == value; }

  Lane fit(const Range& range) {
    Lane lane = Lane::tiny;
    if (!lane_of(range, lane)) too_wide = true;
    return force_wide_ ? Lane::wide : lane;
  }

  /// The register's value in a lane that its range is known to fit.
  Reg as(Reg a, Lane lane) {
    if (lanes[a] == lane) return a;
    if (is_constant(a)) {
      const Big value = ranges[a].low;
      const auto index = constant_index_.try_emplace(value, static_cast<std::uint32_t>(constants.size()));
      if (index.second) constants.push_back(value);
      return push({OpCode::constant, lane, 0, 0, 0, index.first->second}, {value, value});
    }
    return push({OpCode::convert, lane, 0, a, 0, static_cast<std::uint32_t>(lanes[a])}, ranges[a]);
  }
  Reg unary(OpCode code, Reg a) {
    const Range range = unary_range(code, ranges[a]);
    if (range.constant()) return constant(range.low);
    const Lane lane = std::max(fit(range), lanes[a]);
    return push({code, lane, 0, as(a, lane), 0, 0}, range);
  }
  Reg binary(OpCode code, Reg a, Reg b, bool symmetric, std::uint32_t c = 0) {
    const Range range = binary_range(code, ranges[a], ranges[b], c);
    if (range.constant()) return constant(range.low);
    const Lane lane = std::max({fit(range), lanes[a], lanes[b]});
    Reg x = as(a, lane);
    Reg y = as(b, lane);
    if (symmetric && x > y) std::swap(x, y);
    return push({code, lane, 0, x, y, c}, range);
  }
  Reg compare(OpCode code, Reg a, Reg b) {
    const Lane lane = std::max(lanes[a], lanes[b]);
    return push({code, lane, 0, as(a, lane), as(b, lane), 0}, {0, 2});
  }
  /// Whether a is a span of months or years, and adding that many again is within the calendar.
  [[nodiscard]] bool reaches(Reg a, const Range& bound) const {
    if (!bound.constant() || full) return false;
    const OpCode code = ops[a].code;
    if (code != OpCode::years_between && code != OpCode::months_between) return false;
    const Big months = (bound.low + 1) * (code == OpCode::years_between ? 12 : 1);
    return calendar_reaches(OpCode::add_months, ranges[ops[a].a], {-abs(months), abs(months)});
  }
  /// The first day on which the span a is that long.
  Reg anniversary(Reg a, const Big& length) {
    const Op span = ops[a];
    const Reg months = constant(length * (span.code == OpCode::years_between ? 12 : 1));
    return calendar(OpCode::add_months, span.a, months, static_cast<MonthEnd>(span.c));
  }
  Reg bits_constant(Lane lane) {
    const auto index = constant_index_.try_emplace(0, static_cast<std::uint32_t>(constants.size()));
    if (index.second) constants.push_back(0);
    return push({OpCode::constant, lane, 0, 0, 0, index.first->second}, {0, 0});
  }
  Reg push(Op op, const Range& range) {
    const auto key = std::tuple(op.code, op.lane, op.a, op.b, op.c);
    if (const auto found = known_.find(key); found != known_.end()) return found->second;
    if (ops.size() >= most_registers) {
      full = true;
      return 0;
    }
    const Reg out = static_cast<Reg>(ops.size());
    op.out = out;
    ops.push_back(op);
    Lane held{};
    ranges.push_back(lane_of(range, held) ? range : Range{1, 1});  // as of constants that are refused
    const bool truth_out = op.lane == Lane::truth || op.code == OpCode::less ||
                           op.code == OpCode::less_equal || op.code == OpCode::equal;
    lanes.push_back(truth_out ? Lane::truth : op.lane);
    known_.emplace(key, out);
    return out;
  }

  bool force_wide_;
  std::map<Big, std::uint32_t> constant_index_;
  std::map<std::tuple<OpCode, Lane, Reg, Reg, std::uint32_t>, Reg> known_;
};

}  // namespace detail
}  // namespace HOTRO_ABI
}  // namespace hotro
