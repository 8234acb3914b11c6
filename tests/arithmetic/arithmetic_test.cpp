// SPDX-License-Identifier: Apache-2.0
// Every operation on numbers at the ends of every lane, with every rounding, of values and of spans: compared
// with exact fractions, one row at a time and in tables. The facts' bounds are such that results just fit the
// lane.

#include <catch2/catch.hpp>

#include "arithmetic/operation.hpp"

namespace {

using namespace arithmetic;

void check(const Width& width, const Operation& operation) {
  INFO(operation.text << " in " << width.name << " bits");
  Trial trial(width, operation);
  {
    INFO(trial.dump());
    CHECK(trial.has_op());
  }
  Draw draw(1);
  trial.run(draw);
  CHECK(trial.corners() > 0);
}

Operand whole_lane(const std::string& name, const Width& width) { return {name, -most(width), most(width)}; }

constexpr hotro::Rounding roundings[] = {
    hotro::Rounding::up,        hotro::Rounding::down,  hotro::Rounding::half_up, hotro::Rounding::half_down,
    hotro::Rounding::half_even, hotro::Rounding::floor, hotro::Rounding::ceiling};

}  // namespace

TEST_CASE("Sums and differences reach the ends of every lane") {
  for (const Width& width : widths) {
    const Whole half = power(width.bits - 1);
    const std::vector<Operand> operands = {{"a", -half, half}, {"b", 1 - half, half - 1}};
    check(width, {"value: a + b", operands, [](const auto& n) { return n[0] + n[1]; }, OpCode::add, {}});
    check(width, {"value: a - b", operands, [](const auto& n) { return n[0] - n[1]; }, OpCode::subtract, {}});
  }
}

TEST_CASE("Products reach the ends of every lane") {
  const auto product = [](const auto& n) { return n[0] * n[1]; };
  for (const Width& width : widths) {
    check(width,
          {"value: a * b", {whole_lane("a", width), {"b", -1, 1, "count"}}, product, OpCode::multiply, {}});
    Whole root = sqrt(most(width));
    if (!fits64(root)) root = INT64_MAX;
    check(width,
          {"value: a * b", {{"a", -root, root}, {"b", -root, root, "count"}}, product, OpCode::multiply, {}});
  }
  // The factors of 2^63 - 1.
  const Whole first = 153'092'023, second = 60'247'241'209;
  REQUIRE(first * second == INT64_MAX);
  check(widths[3], {"value: a * b",
                    {{"a", -first, first}, {"b", -second, second, "count"}},
                    product,
                    OpCode::multiply,
                    {}});
  // 2^64 (2^63 - 1).
  check(widths[4], {"value: a * b",
                    {{"a", -power(64), power(64)}, {"b", -INT64_MAX, INT64_MAX, "count"}},
                    product,
                    OpCode::multiply,
                    {}});
}

TEST_CASE("Numbers at the ends of every lane are negated, made positive, compared and chosen") {
  for (const Width& width : widths) {
    const Operand a = whole_lane("a", width), b = whole_lane("b", width);
    check(width, {"value: -a", {a}, [](const auto& n) { return -n[0]; }, OpCode::negate, {}});
    check(width, {"value: abs(a)", {a}, [](const auto& n) { return abs(n[0]); }, OpCode::absolute, {}});
    check(width, {"value: 'min(a, b)'",
                  {a, b},
                  [](const auto& n) { return std::min(n[0], n[1]); },
                  OpCode::minimum,
                  {}});
    check(width, {"value: 'max(a, b)'",
                  {a, b},
                  [](const auto& n) { return std::max(n[0], n[1]); },
                  OpCode::maximum,
                  {}});
    const auto first = [](const auto& n) { return n[0]; };
    check(width, {"if: choose, then: a, else: b", {a, b}, first, OpCode::choose, {}});
    check(width, {"if: a < b, then: a, else: b", {a, b}, first, OpCode::less, {}});
    check(width, {"if: a <= b, then: b, else: a", {a, b}, first, OpCode::less_equal, {}});
    check(width, {"if: a = b, then: a, else: b", {a, b}, first, OpCode::equal, {}});
  }
}

TEST_CASE("Numbers at the ends of every lane come into every wider one") {
  for (const Width& from : widths) {
    for (const Width& to : widths) {
      if (to.lane <= from.lane) continue;
      check(to, {"if: choose, then: a, else: b",
                 {whole_lane("a", from), whole_lane("b", to)},
                 [](const auto& n) { return n[0]; },
                 OpCode::convert,
                 {}});
    }
  }
}

TEST_CASE("Facts and entries of tables reach the ends of 64 bits") {
  const auto negative = [](const auto& n) { return -n[0]; };
  check(widths[4], {"value: -a", {{"a", INT64_MIN, INT64_MAX}}, negative, OpCode::fact, {}});
  for (const Width& width : widths) {
    if (width.lane == Lane::wide) continue;
    const auto zero = [](const auto&) { return Number(); };
    check(width, {"value: table(option)", {}, zero, OpCode::lookup, {}});
  }
}

TEST_CASE("Quotients by what varies are rounded in every way at the ends of every lane") {
  for (const Width& width : widths) {
    for (const hotro::Rounding rounding : roundings) {
      const std::string text = "value: a / b, round: " + std::string(hotro::name(rounding)) + ", to: 1";
      const auto value = [&](const auto& n) { return oracle::round(n[0] / n[1], 1, rounding); };
      const Whole divisor = std::min(most(width), Whole(INT64_MAX));
      check(width, {text, {whole_lane("a", width), {"b", 1, divisor, "count"}}, value, OpCode::divide, {}});
      check(width,
            {text, {whole_lane("a", width), {"b", -divisor, -1, "count"}}, value, OpCode::divide, {}, 100});
    }
  }
}

TEST_CASE("Numbers at the ends of every lane are rounded in every way to every step") {
  constexpr std::int64_t step = 5'000'005;  // in texts
  for (const Width& width : widths) {
    for (const hotro::Rounding rounding : roundings) {
      for (const Whole& to : {Whole(2), Whole(3), Whole(10), Whole(power(width.bits - 1) - 1),
                              Whole(power(width.bits - 1) + 1), most(width)}) {
        if (!fits64(to)) continue;
        // No multiple of the step lies beyond the lane.
        const Whole bound = most(width) / to * to;
        const std::int64_t unit = small(to);
        check(width,
              {"value: a, round: " + std::string(hotro::name(rounding)) + ", to: " + std::to_string(step),
               {{"a", -bound, bound}},
               [&](const auto& n) { return oracle::round(n[0], unit, rounding); },
               OpCode::divide,
               {{step, unit}},
               100});
      }
    }
  }
}

TEST_CASE("The rounding functions of formulas are exact at the ends of every lane") {
  struct Function {
    std::string name;
    hotro::Rounding rounding;
  };
  const Function functions[] = {
      {"floor", hotro::Rounding::floor},           {"ceiling", hotro::Rounding::ceiling},
      {"round up", hotro::Rounding::up},           {"round down", hotro::Rounding::down},
      {"round half up", hotro::Rounding::half_up}, {"round half down", hotro::Rounding::half_down},
      {"decimal", hotro::Rounding::half_even}};
  for (const Width& width : widths) {
    for (const Function& f : functions) {
      const bool digits = f.name != "floor" && f.name != "ceiling";
      check(width, {"value: '" + f.name + "(a / 2" + (digits ? ", 0" : "") + ")'",
                    {whole_lane("a", width)},
                    [&](const auto& n) { return oracle::round(n[0] / 2, 1, f.rounding); },
                    OpCode::divide,
                    {},
                    100});
      if (!digits) continue;
      const Whole bound = most(width) / 10 * 10;
      check(width, {"value: '" + f.name + "(a, -1)'",
                    {{"a", -bound, bound}},
                    [&](const auto& n) { return oracle::round(n[0], 10, f.rounding); },
                    OpCode::divide,
                    {},
                    100});
    }
  }
}

TEST_CASE("Remainders are exact at the ends of every lane") {
  constexpr std::int64_t divisor = 7'000'007;  // in texts
  for (const Width& width : widths) {
    for (const Whole& by : {Whole(2), Whole(7), Whole(power(width.bits - 1) - 1),
                            Whole(power(width.bits - 1)), Whole(power(width.bits - 1) + 1), most(width)}) {
      if (!fits64(by)) continue;
      const std::int64_t n = small(by);
      check(width, {"value: 'modulo(a, " + std::to_string(divisor) + ")'",
                    {whole_lane("a", width)},
                    [&](const auto& v) { return v[0] - floor(v[0] / n) * n; },
                    OpCode::modulo,
                    {{divisor, n}}});
    }
  }
}

TEST_CASE("Shares of amounts are exact at the ends of every lane") {
  for (const Width& width : widths) {
    for (const hotro::Rounding rounding : roundings) {
      if (width.bits < 31) continue;  // a rate has a million parts
      const Whole bound = most(width) / 1'000'000;
      check(width, {"value: a * b, round: " + std::string(hotro::name(rounding)) + ", to: 1",
                    {{"a", -bound, bound}, {"b", -1'000'000, 1'000'000, "rate"}},
                    [&](const auto& n) { return oracle::round(n[0] * n[1] / 1'000'000, 1, rounding); },
                    OpCode::divide,
                    {},
                    100});
    }
  }
}
