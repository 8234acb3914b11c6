// SPDX-License-Identifier: Apache-2.0
// What formulas say of the rows of a list, against counting the rows by hand: every way in which unknown
// facts may turn out is tried.

#include <algorithm>
#include <catch2/catch.hpp>
#include <optional>
#include <string>
#include <vector>

#include "differential/draw.hpp"
#include "hotro/hotro.hpp"

namespace {

using generated::Draw;

constexpr int most_rows = 3;
constexpr std::int64_t most_amount = 3;

struct Row {
  std::optional<std::int64_t> amount;
  std::optional<bool> flag;
};
struct List {
  std::optional<std::int64_t> count;
  std::vector<Row> rows;  // most_rows of them
};

/// A condition of a row, as FEEL and as what it means.
struct Test {
  int form = 0;
  std::int64_t than = 0;

  explicit Test(Draw& draw) : form(draw.of({0, 1, 2, 3, 4})), than(draw.of({0, 1, 2, 3})) {}

  [[nodiscard]] std::string written(const std::string& row) const {
    const std::string flag = row + "flag";
    const std::string amount = row + "amount";
    const std::string number = std::to_string(than);
    switch (form) {
      case 0: return flag;
      case 1: return "not(" + flag + ")";
      case 2: return amount + " >= " + number;
      case 3: return flag + " and " + amount + " < " + number;
      default: return flag + " or " + amount + " = " + number;
    }
  }
  [[nodiscard]] bool met(std::int64_t amount, bool flag) const {
    switch (form) {
      case 0: return flag;
      case 1: return !flag;
      case 2: return amount >= than;
      case 3: return flag && amount < than;
      default: return flag || amount == than;
    }
  }
};

/// What is asked of the rows: amounts as entitlements, truths as conditions.
struct Answers {
  std::int64_t months = 0, sum = 0, largest = 0, smallest = 0;
  bool some = false, every = false;
};

struct Question {
  Test filter, test;
  std::int64_t otherwise, at_most;

  explicit Question(Draw& draw)
      : filter(draw), test(draw), otherwise(draw.of({0, 1, 2, 3})), at_most(draw.of({0, 1, 2, 3})) {}

  [[nodiscard]] std::string rules() const {
    const std::string kept = "rows[" + filter.written("") + "]";
    const std::string other = std::to_string(otherwise);
    const auto benefit = [](const std::string& name, const std::string& that, const std::string& amount) {
      return "  " + name +
             ":\n    on_top: true\n    eligible:\n      all:\n        - id: met\n          that: '" + that +
             "'\n          reason: {en: No}\n          cite: act art 1\n    entitlement:\n" + amount +
             "      cite: act art 1\n";
    };
    const auto value = [](const std::string& formula) { return "      value: '" + formula + "'\n"; };
    return "hotro: 1\nrule_set: test.lists\ntitle: {en: Lists}\ncurrency: VND\nby: act\n"
           "covers: 2022-01-01 .. 2022-12-31\neffective_on: day\n"
           "sources:\n  act: {en: The Act, enacted: 2022-01-01}\n"
           "facts:\n  dossier:\n    day: {type: date}\n    rows:\n      list:\n"
           "        amount: {type: money, max: 3}\n        flag: {type: truth}\n      at_most: 3\n"
           "benefits:\n" +
           benefit("by_month", "true",
                   "      monthly: 10\n      months: 'count(" + kept +
                       ")'\n      at_most: " + std::to_string(at_most) + "\n") +
           benefit("total", "true", value("sum(" + kept + ".amount)")) +
           benefit("largest", "true", value("max(" + kept + ".amount, " + other + ")")) +
           benefit("smallest", "true", value("min(" + other + ", " + kept + ".amount)")) +
           benefit("one_does", "some r in " + kept + " satisfies " + test.written("r."), value("1")) +
           benefit("all_do", "every r in " + kept + " satisfies " + test.written("r."), value("1"));
  }
  [[nodiscard]] Answers answer(std::int64_t count,
                               const std::vector<std::pair<std::int64_t, bool>>& rows) const {
    Answers out;
    out.largest = out.smallest = otherwise;
    out.every = true;
    for (std::int64_t i = 0; i < count; ++i) {
      const auto [amount, flag] = rows[static_cast<std::size_t>(i)];
      if (!filter.met(amount, flag)) continue;
      ++out.months;
      out.sum += amount;
      out.largest = std::max(out.largest, amount);
      out.smallest = std::min(out.smallest, amount);
      out.some = out.some || test.met(amount, flag);
      out.every = out.every && test.met(amount, flag);
    }
    out.months = 10 * std::min(out.months, at_most);
    return out;
  }
};

/// Calls use(answers) for each way in which what is unknown may turn out.
template <class F>
void each_way(const Question& question, const List& list, F&& use) {
  std::vector<std::pair<std::int64_t, bool>> rows(most_rows);
  const auto fill = [&](const auto& self, std::size_t cell) -> void {
    if (cell == 2 * most_rows) {
      const std::int64_t first = list.count.value_or(0);
      for (std::int64_t count = first; count <= list.count.value_or(most_rows); ++count)
        use(question.answer(count, rows));
      return;
    }
    auto& [amount, flag] = rows[cell / 2];
    const Row& given = list.rows[cell / 2];
    if (cell % 2 == 0) {
      for (amount = given.amount.value_or(0); amount <= given.amount.value_or(most_amount); ++amount)
        self(self, cell + 1);
    } else {
      for (const bool value : {false, true}) {
        if (given.flag && *given.flag != value) continue;
        flag = value;
        self(self, cell + 1);
      }
    }
  };
  fill(fill, 0);
}

struct Span {
  std::int64_t low = INT64_MAX, high = INT64_MIN;
  void add(std::int64_t value) {
    low = std::min(low, value);
    high = std::max(high, value);
  }
};

List draw_list(Draw& draw, int unknown) {
  List list;
  list.count = draw.of({0, 1, 2, 3});
  for (int i = 0; i < most_rows; ++i) list.rows.push_back({draw.of({0, 1, 2, 3}), draw.of({0, 1}) == 1});
  for (int i = 0; i < unknown; ++i) {
    Row& row = list.rows[static_cast<std::size_t>(draw.of({0, 1, 2}))];
    switch (draw.of({0, 1, 2})) {
      case 0: row.amount.reset(); break;
      case 1: row.flag.reset(); break;
      default: list.count.reset();
    }
  }
  return list;
}

hotro::Facts facts_of(const hotro::Program& program, const List& list) {
  hotro::Facts facts(program);
  REQUIRE(facts.set(program.find("day"), hotro::Date{19'000}.day));
  if (list.count) REQUIRE(facts.set(program.find("rows.count"), *list.count));
  for (std::size_t i = 0; i < list.rows.size(); ++i) {
    const std::string row = "rows." + std::to_string(i + 1);
    if (list.rows[i].amount) REQUIRE(facts.set(program.find(row + ".amount"), *list.rows[i].amount));
    if (list.rows[i].flag) REQUIRE(facts.set(program.find(row + ".flag"), *list.rows[i].flag ? 2 : 0));
  }
  return facts;
}

void compare(const Question& question, const List& list, hotro::Evaluator& evaluator, bool known) {
  Span amounts[4];
  Span truths[2];
  each_way(question, list, [&](const Answers& one) {
    amounts[0].add(one.months);
    amounts[1].add(one.sum);
    amounts[2].add(one.largest);
    amounts[3].add(one.smallest);
    truths[0].add(one.some ? 2 : 0);
    truths[1].add(one.every ? 2 : 0);
  });
  const auto decisions = evaluator.evaluate(facts_of(evaluator.program(), list));
  for (std::size_t i = 0; i < 4; ++i) {
    INFO(evaluator.program().benefits()[i].name);
    const hotro::Amount& found = decisions[i + 1].entitlement;
    CHECK(found.low.units <= amounts[i].low);
    CHECK(found.high.units >= amounts[i].high);
    if (known) CHECK(found.low == found.high);
  }
  for (std::size_t i = 0; i < 2; ++i) {
    INFO(evaluator.program().benefits()[4 + i].name);
    const hotro::Truth found = decisions[5 + i].eligible;
    if (found == hotro::Truth::unknown) {
      CHECK_FALSE(known);
    } else {
      CHECK(truths[i].low == truths[i].high);
      CHECK(static_cast<std::int64_t>(found) == truths[i].low);
    }
  }
}

}  // namespace

TEST_CASE("formulas over rows say what counting the rows by hand says, however unknown facts turn out") {
  constexpr std::uint64_t seeds = 60;
  constexpr int lists = 40;
  for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
    Draw draw(seed);
    const Question question(draw);
    hotro::Sources sources;
    const std::string text = question.rules();
    INFO("seed " << seed << "\n" << text);
    const std::uint32_t file = sources.add("rules.yaml", text);
    auto rules = hotro::load(sources, std::vector<std::uint32_t>{file});
    for (const hotro::Diagnostic& d : rules.diagnostics())
      UNSCOPED_INFO(d.message << " " << sources.slice(d.span));
    REQUIRE(rules);
    auto program = hotro::compile(*rules);
    REQUIRE(program);
    hotro::Evaluator evaluator(*program);
    for (int i = 0; i < lists; ++i) {
      const int unknown = draw.of({0, 0, 1, 2, 3});
      compare(question, draw_list(draw, unknown), evaluator, unknown == 0);
    }
  }
}
