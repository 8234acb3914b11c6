// SPDX-License-Identifier: Apache-2.0
// Every rounding, on every small fraction and both signs, in every lane: compared with exact fractions.

#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "hotro/hotro.hpp"
#include "oracle/judge.hpp"

namespace {

constexpr hotro::Rounding modes[] = {
    hotro::Rounding::up,        hotro::Rounding::down,  hotro::Rounding::half_up, hotro::Rounding::half_down,
    hotro::Rounding::half_even, hotro::Rounding::floor, hotro::Rounding::ceiling};
constexpr std::int64_t offset = 1'000'000;  // keeps the amounts that are paid above 0

/// One benefit per rounding: the fraction rounded to a multiple of the step, and the offset.
hotro::Program program(const std::string& fraction, int step, bool wide) {
  std::string text = R"(hotro: 1
rule_set: test.rounding
title: {en: Rounding}
currency: VND
by: act
covers: 1900-01-01 .. 2100-12-31
effective_on: from
sources:
  act: {en: Act, enacted: 2023-01-01}
facts:
  dossier:
    from: {type: date}
    n: {type: money, min: -100, max: 100}
    d: {type: count, min: 1, max: 9}
parameters:
  share: {type: rate, versions: [{value: 2/7, cite: act}]}
definitions:
)";
  for (const hotro::Rounding mode : modes) {
    std::string name(hotro::name(mode));
    if (name.find(' ') != std::string::npos) name[name.find(' ')] = '_';
    text += "  x_" + name + ": {value: " + fraction + ", round: " + std::string(hotro::name(mode)) +
            ", to: " + std::to_string(step) + ", cite: act}\n";
  }
  text += "benefits:\n";
  for (const hotro::Rounding mode : modes) {
    std::string name(hotro::name(mode));
    if (name.find(' ') != std::string::npos) name[name.find(' ')] = '_';
    text += "  b_" + name +
            ":\n    eligible: {all: [{id: all, that: true, reason: {en: none}, cite: act}]}\n    "
            "entitlement: {cite: act, value: x_" +
            name + " + " + std::to_string(offset) + "}\n";
  }
  hotro::Sources sources;
  const std::uint32_t file = sources.add("rounding.yaml", text);
  const hotro::Result<hotro::RuleSet> rules = hotro::load(sources, {&file, 1});
  INFO(hotro::render(rules.diagnostics(), sources));
  REQUIRE(rules);
  hotro::CompileOptions options;
  options.force_wide = wide;
  hotro::Result<hotro::Program> compiled = hotro::compile(*rules, options);
  INFO(hotro::render(compiled.diagnostics(), sources));
  REQUIRE(compiled);
  return std::move(*compiled);
}

/// Rounds `exact(n, d)` for all n and d, in tables, and for some spans of n.
template <class F>
void check(const std::string& fraction, F&& exact) {
  for (const int step : {1, 2, 7}) {
    for (const bool wide : {false, true}) {
      const hotro::Program compiled = program(fraction, step, wide);
      std::vector<std::int64_t> n;
      std::vector<std::uint8_t> d;
      for (std::int64_t i = -100; i <= 100; ++i) {
        for (std::uint8_t j = 1; j <= 9; ++j) {
          n.push_back(i);
          d.push_back(j);
        }
      }
      const std::vector<std::int32_t> from(n.size(), 19'000);
      std::vector<hotro::Column> columns(compiled.inputs().size());
      columns[compiled.find("from")] = {from.data(), nullptr, hotro::ColumnType::i32};
      columns[compiled.find("n")] = {n.data(), nullptr, hotro::ColumnType::i64};
      columns[compiled.find("d")] = {d.data(), nullptr, hotro::ColumnType::u8};
      hotro::Table table;
      table.rows = n.size();
      table.columns = columns;
      hotro::Evaluator evaluator(compiled);
      hotro::DecisionColumns out;
      evaluator.evaluate(table, 0, table.rows, out);

      const auto expected = [&](std::int64_t i, std::int64_t j, hotro::Rounding mode) {
        std::int64_t rounded = 0;
        CHECK(oracle::round(exact(i, j), step, mode).whole(rounded));
        return rounded + offset;
      };
      std::size_t wrong = 0;
      for (std::size_t m = 0; m < std::size(modes); ++m) {
        for (std::size_t row = 0; row < table.rows; ++row) {
          const hotro::Amount paid = out.benefits[m].entitlement[row];
          if (paid.known() && paid.low.units == expected(n[row], d[row], modes[m])) continue;
          if (++wrong > 3) break;
          FAIL_CHECK(fraction << " " << hotro::name(modes[m]) << " to " << step << " of n = " << n[row]
                              << ", d = " << int{d[row]} << ": " << paid.low.units - offset << ", expected "
                              << expected(n[row], d[row], modes[m]) - offset);
        }
      }
      // Of a span of values the ends are rounded.
      hotro::Facts facts(compiled);
      for (std::int64_t low = -41; low <= 41; low += 5) {
        for (const std::int64_t width : {1, 2, 9}) {
          bool taken = facts.set(compiled.find("from"), 19'000) && facts.set(compiled.find("d"), 2);
          taken = taken && facts.set(compiled.find("n"), hotro::Interval{low, low + width});
          REQUIRE(taken);
          const auto decisions = evaluator.evaluate(facts);
          for (std::size_t m = 0; m < std::size(modes); ++m) {
            const hotro::Amount& paid = decisions[m + 1].entitlement;
            CHECK(paid.low.units == expected(low, 2, modes[m]));
            CHECK(paid.high.units == expected(low + width, 2, modes[m]));
          }
        }
      }
      CHECK(wrong == 0);
    }
  }
}

}  // namespace

TEST_CASE("Halves are rounded exactly, below zero too") {
  check("n / 2", [](std::int64_t n, std::int64_t) { return oracle::Number(n, 2); });
}

TEST_CASE("Quotients by a value that varies are rounded exactly") {
  check("n / d", [](std::int64_t n, std::int64_t d) { return oracle::Number(n, d); });
}

TEST_CASE("Shares are rounded exactly") {
  check("n * share", [](std::int64_t n, std::int64_t) { return oracle::Number(2 * n, 7); });
}

TEST_CASE("The judge rounds as the words of the roundings say") {
  using hotro::Rounding;
  struct Case {
    int tenths;
    int up, down, half_up, half_down, half_even, floor, ceiling;
  };
  //                           up down  hup hdown heven floor ceiling
  const Case cases[] = {
      {25, 3, 2, 3, 2, 2, 2, 3},         {-25, -3, -2, -3, -2, -2, -3, -2}, {35, 4, 3, 4, 3, 4, 3, 4},
      {-35, -4, -3, -4, -3, -4, -4, -3}, {21, 3, 2, 2, 2, 2, 2, 3},         {-21, -3, -2, -2, -2, -2, -3, -2},
      {29, 3, 2, 3, 3, 3, 2, 3},         {-29, -3, -2, -3, -3, -3, -3, -2}, {20, 2, 2, 2, 2, 2, 2, 2},
      {5, 1, 0, 1, 0, 0, 0, 1},          {-5, -1, 0, -1, 0, 0, -1, 0},      {0, 0, 0, 0, 0, 0, 0, 0}};
  for (const Case& c : cases) {
    const oracle::Number value(c.tenths, 10);
    INFO(c.tenths << " tenths");
    CHECK(oracle::round(value, 1, Rounding::up) == c.up);
    CHECK(oracle::round(value, 1, Rounding::down) == c.down);
    CHECK(oracle::round(value, 1, Rounding::half_up) == c.half_up);
    CHECK(oracle::round(value, 1, Rounding::half_down) == c.half_down);
    CHECK(oracle::round(value, 1, Rounding::half_even) == c.half_even);
    CHECK(oracle::round(value, 1, Rounding::floor) == c.floor);
    CHECK(oracle::round(value, 1, Rounding::ceiling) == c.ceiling);
  }
  CHECK(oracle::round(1'499, 1'000, Rounding::half_up) == 1'000);
  CHECK(oracle::round(1'500, 1'000, Rounding::half_up) == 2'000);
}
