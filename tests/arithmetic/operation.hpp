// SPDX-License-Identifier: Apache-2.0
#pragma once

// One operation on numbers as a small rule set. The facts' bounds are such that results just fit a lane; rows
// are about the ends of it, about 0 and about powers of 2. Values and spans, compared with the judge.

#include <catch2/catch.hpp>
#include <functional>
#include <map>

#include "differential/contest.hpp"

namespace arithmetic {

using generated::Draw;
using hotro::Lane;
using hotro::OpCode;
using oracle::Fraction;
using oracle::Number;
using oracle::Whole;

struct Width {
  Lane lane;
  int bits;
  const char* name;
};
inline constexpr Width widths[] = {{Lane::tiny, 7, "8"},
                                   {Lane::small, 15, "16"},
                                   {Lane::narrow, 31, "32"},
                                   {Lane::normal, 63, "64"},
                                   {Lane::wide, 127, "128"}};

inline Whole power(int bits) { return Whole(1) << bits; }
/// The greatest number of a lane; its negative is the least, -2^bits is left free.
inline Whole most(const Width& width) { return power(width.bits) - 1; }
inline bool fits64(const Whole& n) { return n >= INT64_MIN && n <= INT64_MAX; }
inline std::int64_t small(const Whole& n) { return static_cast<std::int64_t>(n); }

/// A name that formulas read, and its bounds. Beyond 64 bits, which facts have, it is a sum of facts that
/// reaches its bounds exactly: high * 2^64 + two of 64 bits + 1.
struct Operand {
  std::string name;
  Whole low, high;
  std::string kind = "money";

  [[nodiscard]] bool is_fact() const { return fits64(low) && fits64(high); }
};
struct Ends {
  Whole low, high;
};

/// |n| in the parts of a sum, with the sign of n.
inline std::vector<std::int64_t> parts(const Whole& n) {
  Whole rest = abs(n);
  std::vector<std::int64_t> result = {small(rest >> 64)};
  rest -= Whole(result[0]) << 64;
  for (int i = 0; i < 3; ++i) {
    const Whole part = std::min(rest, Whole(INT64_MAX));
    result.push_back(small(part));
    rest -= part;
  }
  for (std::int64_t& part : result) part = n < 0 ? -part : part;
  return result;
}
inline std::vector<std::string> part_names(const std::string& name) {
  return {name + "_high", name + "_middle", name + "_low", name + "_one"};
}

/// One operation: a formula over operands, what its value is, and the op and lane it must compile to.
struct Operation {
  std::string text;  // YAML of a definition: value, perhaps round and to
  std::vector<Operand> operands;
  std::function<Number(const std::vector<Number>&)> value;
  OpCode code;
  std::map<std::int64_t, std::int64_t> constants;  // stand for what is too long to be written
  int rows = 250;
};

inline constexpr std::int64_t two_to_62 = 620'062;  // in texts

class Trial {
 public:
  Trial(const Width& width, const Operation& operation) : width_(width), operation_(operation) {
    // Compared with x, so that its ends show where no amount can show them.
    operands_ = operation.operands;
    operands_.push_back({"probe", -most(width), most(width)});
    load();
  }

  void run(Draw& draw) {
    std::vector<oracle::Row> rows;
    for (int i = 0; i < operation_.rows; ++i) rows.push_back(row(draw, i % 2 == 0));
    std::size_t compared = 0;
    const auto mismatch = generated::contest(*trial_, rows, draw, compared, 70);
    if (mismatch)
      FAIL_CHECK(mismatch->way << "\n"
                               << mismatch->text << generated::text_of(trial_->rules, rows[mismatch->row]));
  }

  [[nodiscard]] bool has_op() const {
    for (const hotro::Op& op : trial_->program.data().block.ops) {
      if (op.code == operation_.code && op.lane == width_.lane) return true;
    }
    return false;
  }
  /// Of the rows that were run, those with every operand at an end of its bounds.
  [[nodiscard]] int corners() const { return corners_; }
  [[nodiscard]] std::string dump() const { return trial_->program.dump(); }

 private:
  void load() {
    std::string facts, definitions;
    std::map<std::string, hotro::Interval> ranges;
    for (const Operand& operand : operands_) {
      if (operand.is_fact()) {
        facts += "    " + operand.name + ": {type: " + operand.kind + "}\n";
        ranges[operand.name] = {small(operand.low), small(operand.high)};
        continue;
      }
      const std::vector<std::string> names = part_names(operand.name);
      const std::vector<std::int64_t> low = parts(operand.low), high = parts(operand.high);
      for (std::size_t p = 0; p < names.size(); ++p) {
        facts += "    " + names[p] + ": {type: money}\n";
        ranges[names[p]] = {low[p], high[p]};
      }
      definitions += "  " + operand.name + ": {value: " + names[0] + " * " + std::to_string(two_to_62) +
                     " * 4 + " + names[1] + " + " + names[2] + " + " + names[3] + ", cite: act}\n";
    }
    const bool shows = width_.lane != Lane::wide;  // amounts have 64 bits
    const std::string always =
        "    eligible: {all: [{id: always, that: true, reason: {en: Always}, cite: act}]}\n";
    texts_.files = {
        {"rules.yaml",
         R"(hotro: 1
rule_set: test.arithmetic
title: {en: Arithmetic}
currency: VND
by: act
covers: 1900-01-01 .. 2100-12-31
effective_on: from
sources:
  act: {en: Act, enacted: 2023-01-01}
types:
  options: [a, b, c, d, e]
parameters:
  table: {type: money, keys: [options], versions: [{value: {a: 1, b: 2, c: 3, d: 4, e: 5}, cite: act}]}
facts:
  dossier:
    from: {type: date}
    choose: {type: truth}
    option: {type: options}
)" + facts + "definitions:\n" +
             definitions + "  x: {" + operation_.text + R"(, cite: act}
benefits:
  ends:
    eligible:
      all:
        - {id: from, that: x >= probe, reason: {en: From}, cite: act}
        - {id: above, that: x > probe, reason: {en: Above}, cite: act}
        - {id: same, that: x = probe, reason: {en: Same}, cite: act}
    entitlement: {cite: act, value: 0}
)" +
             (shows ? "  plus:\n" + always + "    entitlement: {cite: act, value: 'max(0, x)'}\n  minus:\n" +
                          always + "    entitlement: {cite: act, value: 'max(0, -x)'}\n"
                    : std::string()),
         false}};
    std::string why;
    std::optional<hotro::RuleSet> rules = generated::load(texts_, why);
    INFO(texts_.files[0].text << why);
    REQUIRE(rules);
    for (hotro::Fact& fact : rules->facts) {
      if (ranges.count(fact.name) != 0) fact.range = ranges[fact.name];
    }
    std::map<std::int64_t, std::int64_t> constants = operation_.constants;
    constants[two_to_62] = std::int64_t{1} << 62;
    for (hotro::Formula& formula : rules->formulas) {
      const auto found = constants.find(formula.value.numerator);
      if (found != constants.end()) formula.value.numerator = found->second;
    }
    // The table's entries are the ends of the lane, or of 64 bits, and 0.
    const std::int64_t end = small(std::min(most(width_), Whole(INT64_MAX)));
    std::vector<hotro::Value>& cells = rules->parameters[0].timeline.versions[0].value.cells;
    cells = {{-end, 1}, {end, 1}, {0, 1}, {1 - end, 1}, {end - 1, 1}};
    trial_ = generated::compile(std::move(*rules), {}, why);
    INFO(why);
    REQUIRE(trial_);
  }

  /// A value about an end, about 0 or about a power of 2.
  static Whole draw_value(Draw& draw, const Whole& low, const Whole& high) {
    const int near = draw.number(-1, 1);
    Whole value = near;
    switch (draw.number(0, 5)) {
      case 0: value += low; break;
      case 1: value += high; break;
      case 2: break;
      case 3: value += high / draw.of({2, 3, 7, 10}); break;
      default: value += power(draw.number(1, 126)); break;
    }
    if (draw.chance(30)) value = -value;
    return std::clamp(value, low, high);
  }

  void set(oracle::Row& row, const Operand& operand, const Ends& ends) const {
    const auto put = [&](const std::string& name, std::int64_t low, std::int64_t high) {
      row[hotro::find_fact(trial_->rules, name)] = {false, {low, high}};
    };
    if (operand.is_fact()) return put(operand.name, small(ends.low), small(ends.high));
    const std::vector<std::string> names = part_names(operand.name);
    const std::vector<std::int64_t> low = parts(ends.low), high = parts(ends.high);
    for (std::size_t p = 0; p < names.size(); ++p) put(names[p], low[p], high[p]);
  }

  /// Whether the parts of the low end are not above those of the high one.
  static bool is_span(const Operand& operand, const Ends& ends) {
    if (operand.is_fact()) return true;
    const std::vector<std::int64_t> low = parts(ends.low), high = parts(ends.high);
    for (std::size_t p = 0; p < low.size(); ++p) {
      if (low[p] > high[p]) return false;
    }
    return true;
  }

  oracle::Row row(Draw& draw, bool known) {
    oracle::Row row(trial_->rules.facts.size());
    const auto put = [&](std::string_view name, std::int64_t value) {
      row[hotro::find_fact(trial_->rules, name)] = {false, {value, value}};
    };
    put("from", 19'000);
    for (const hotro::Benefit& benefit : trial_->rules.benefits) put("paid_before." + benefit.name, 0);
    if (known || draw.chance(50)) put("choose", draw.of({0, 2}));
    if (known || draw.chance(50)) put("option", draw.number(0, 4));
    std::vector<Ends> all;
    bool corner = true;
    for (std::size_t i = 0; i + 1 < operands_.size(); ++i) {
      const Operand& operand = operands_[i];
      Ends ends{draw_value(draw, operand.low, operand.high), 0};
      ends.high = ends.low;
      if (!known && draw.chance(70)) {
        ends.high = draw_value(draw, operand.low, operand.high);
        if (ends.high < ends.low) std::swap(ends.low, ends.high);
        if (!is_span(operand, ends)) ends.high = ends.low;
      }
      set(row, operand, ends);
      all.push_back(ends);
      corner = corner && ends.low == ends.high && (ends.low == operand.low || ends.low == operand.high);
    }
    corners_ += corner ? 1 : 0;
    // The probe is about an end of what can come out.
    Number low, high;
    for (std::size_t c = 0; c < std::size_t{1} << all.size(); ++c) {
      std::vector<Number> values;
      for (std::size_t i = 0; i < all.size(); ++i)
        values.push_back(Number(Fraction((c >> i & 1U) != 0 ? all[i].high : all[i].low)));
      const Number value = operation_.value(values);
      low = c == 0 ? value : std::min(low, value);
      high = c == 0 ? value : std::max(high, value);
    }
    const Operand& probe = operands_.back();
    const Fraction aim = floor(draw.chance(50) ? low : high).fraction();
    const Whole value = std::clamp(Whole(numerator(aim) + draw.number(-1, 1)), probe.low, probe.high);
    set(row, probe, {value, value});
    return row;
  }

  const Width& width_;
  const Operation& operation_;
  std::vector<Operand> operands_;
  generated::Texts texts_;
  std::optional<generated::Trial> trial_;
  int corners_ = 0;
};

}  // namespace arithmetic
