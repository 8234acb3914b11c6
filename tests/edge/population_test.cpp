// SPDX-License-Identifier: Apache-2.0
#include "hotro/edge/population.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <fstream>
#include <iterator>
#include <set>
#include <stdexcept>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "hotro/compile.hpp"
#include "hotro/edge/dossiers.hpp"
#include "hotro/edge/files.hpp"
#include "hotro/edge/population_text.hpp"
#include "hotro/evaluator.hpp"
#include "hotro/load.hpp"

using namespace hotro;
using namespace hotro::edge;

namespace {

/// A rule set with a population.
struct Drawn {
  RuleFiles files;
  RuleSet rules;
  Program program;
  Diagnostics diagnostics;
  PopulationSpec spec;

  explicit Drawn(const std::string& folder) : files(open_rules(folder)) {
    rules = load(files.sources, files.files).value();
    std::ifstream file(files.population, std::ios::binary);
    read({std::istreambuf_iterator<char>(file), {}});
  }
  Drawn(const std::string& law, const std::string& population) {
    const std::vector<std::uint32_t> laws = {files.sources.add("rules.yaml", law)};
    rules = load(files.sources, laws).value();
    read(population);
  }
  void read(const std::string& text) {
    program = compile(rules).value();
    spec = read_population(files.sources, files.sources.add("population.yaml", text), rules, diagnostics);
    INFO(render(diagnostics.list(), files.sources));
    REQUIRE(diagnostics.list().empty());
  }
  [[nodiscard]] PopulationGenerator generator(std::uint64_t rows, std::uint64_t seed = 1) const {
    return {spec, program.inputs(), rows, seed};
  }
};

const std::string law = R"(
hotro: 1
rule_set: test.support
title: {en: Support}
currency: VND
by: act
covers: 2023-01-01 .. 2023-12-31
effective_on: event_from
sources:
  act: {en: The Act, enacted: 2022-12-01}
facts:
  enterprise:
    region: {type: [north, south]}
    large: {type: truth}
  dossier:
    person_id: {type: text, person: true}
    event_from: {type: date, min: 2020-01-01}
    event_to: {type: date, max: 2024-06-30}
    days_lost: {type: days, max: 100}
    income: {type: money, max: 50_000_000}
    saved: {type: money, min: -1_000_000, max: 9_000_000_000}
    share: {type: rate}
    sex: {type: [female, male]}
    place: {type: region}
    pregnant: {type: truth}
    unasked: {type: truth}
    jobs:
      list:
        wage: {type: money, max: 9_000_000}
        bonus: {type: money, max: 9_000_000}
      at_most: 3
benefits:
  support:
    eligible:
      all:
        - {id: low_income, that: income <= 5000000, reason: {en: Income is too high}, cite: act art 1}
    entitlement: {value: 1000000, cite: act art 2}
)";
const std::string head = R"(
hotro: 1
population_of: test.support
title: {en: A town}
modelled_on: {en: Nobody}
dossiers: 1_000
enterprises: 20
)";

/// What was drawn of one fact of dossiers.
class Values {
 public:
  Values(const Drawn& drawn, const GeneratedRows& rows, const std::string& path)
      : rows_(rows.enterprise.size()), column_(rows.columns.at(drawn.program.find(path))) {}

  [[nodiscard]] bool missing(std::size_t row) const { return !column_.present || !column_.valid(row); }
  [[nodiscard]] std::int64_t at(std::size_t row) const { return column_.at(row).low; }
  [[nodiscard]] std::size_t count(std::int64_t value) const {
    std::size_t found = 0;
    for (std::size_t row = 0; row < rows_; ++row) found += !missing(row) && at(row) == value ? 1U : 0U;
    return found;
  }
  [[nodiscard]] std::size_t count_missing() const {
    std::size_t found = 0;
    for (std::size_t row = 0; row < rows_; ++row) found += missing(row) ? 1U : 0U;
    return found;
  }

 private:
  std::size_t rows_;
  const ColumnData& column_;
};

/// Of so many: within five standard deviations of a share in thousandths, which is less than one in a million
/// misses.
bool about(std::size_t found, std::size_t all, std::size_t per_mille) {
  const double expected = static_cast<double>(all * per_mille) / 1000;
  const double deviation = std::sqrt(expected * static_cast<double>(1000 - per_mille) / 1000);
  return std::abs(static_cast<double>(found) - expected) <= 5 * deviation;
}
constexpr std::int64_t yes = 2;
constexpr std::int64_t no = 0;

std::int64_t day(const char* text) {
  Date date;
  REQUIRE(parse_date(text, date));
  return date.day;
}

/// Whether a cell is not missing; of a truth that is its value, too.
bool known(const ColumnData& column, std::size_t row) {
  return column.valid(row) && (column.type != ColumnType::truth || column.at(row).low != 1);
}

/// Whether rows of a column, from `first` on, are those of another.
bool same(const ColumnData& a, std::size_t first, const ColumnData& b) {
  for (std::size_t row = 0; row < b.rows(); ++row) {
    if (known(a, first + row) != known(b, row)) return false;
    if (known(b, row) && a.at(first + row).low != b.at(row).low) return false;
  }
  return a.present == b.present;
}

}  // namespace

TEST_CASE("values are drawn with their shares") {
  const Drawn drawn(law, head + R"(
enterprise:
  region: {north: 30%, south: 70%}
facts:
  sex: {female: 56.5%, male: 43.5%}
  pregnant: 4%
  days_lost: {30: 50%, 0 .. 9: 20%, missing: 30%}
  unasked: missing
)");
  constexpr std::size_t count = 200'000;
  const PopulationGenerator population = drawn.generator(count);
  GeneratedRows rows;
  population.generate(0, count, rows);
  const Values sex(drawn, rows, "sex"), pregnant(drawn, rows, "pregnant"), days(drawn, rows, "days_lost");
  CHECK(about(sex.count(0), count, 565));
  CHECK(sex.count(0) + sex.count(1) == count);
  CHECK(about(pregnant.count(yes), count, 40));
  CHECK(about(pregnant.count(no), count, 960));
  CHECK(about(days.count(30), count, 500));
  CHECK(about(days.count_missing(), count, 300));
  for (std::int64_t one = 0; one <= 9; ++one) CHECK(about(days.count(one), count, 20));
  CHECK(Values(drawn, rows, "unasked").count_missing() == count);
  CHECK(Values(drawn, rows, "income").count_missing() == count);
  CHECK_FALSE(rows.columns[drawn.program.find("income")].present);
  CHECK_FALSE(rows.columns[drawn.program.find("days_lost")].complete);
  CHECK(rows.columns[drawn.program.find("sex")].complete);
}

TEST_CASE("a span has both its ends and its steps, and nothing else") {
  const Drawn drawn(law, head + R"(
facts:
  income: 3_000_000 .. 3_095_000 by 10_000
  event_from: 2023-01-01 .. 2023-01-29 by 7
  share: 5% .. 6% by 0.5%
  saved: -2 .. 2
)");
  const PopulationGenerator population = drawn.generator(5'000);
  GeneratedRows rows;
  population.generate(0, 5'000, rows);
  const auto found = [&](const char* path) {
    std::set<std::int64_t> values;
    const Values of(drawn, rows, path);
    for (std::size_t row = 0; row < 5'000; ++row) values.insert(of.at(row));
    return values;
  };
  CHECK(found("income") == std::set<std::int64_t>{3'000'000, 3'010'000, 3'020'000, 3'030'000, 3'040'000,
                                                  3'050'000, 3'060'000, 3'070'000, 3'080'000, 3'090'000});
  const std::int64_t first = day("2023-01-01");
  CHECK(found("event_from") == std::set<std::int64_t>{first, first + 7, first + 14, first + 21, first + 28});
  CHECK(found("share") == std::set<std::int64_t>{50'000, 55'000, 60'000});
  CHECK(found("saved") == std::set<std::int64_t>{-2, -1, 0, 1, 2});
}

TEST_CASE("a fact rests on facts that were drawn before it") {
  const Drawn drawn(law, head + R"(
enterprise:
  region: {north: 30%, south: 70%}
  large:
    - {when: {enterprise.region: north}, draw: yes}
    - draw: no
facts:
  days_lost: {1 .. 90: 90%, missing: 10%}
  event_from: 2023-01-31 .. 2023-03-31
  event_to: event_from + 1 month + days_lost - 1 day .. event_from + 1 year
  income:
    - {when: {enterprise.large: yes}, draw: 5_000_000}
    - {when: {days_lost: [1 .. 30, missing]}, draw: 1_000_000}
    - draw: 2_000_000
  saved: income - 500_000 .. income + 100
  sex: {female: 50%, male: 50%}
  pregnant: {when: {sex: female, days_lost: 1 .. 90}, draw: yes}
  unasked: pregnant
)");
  constexpr std::size_t count = 20'000;
  const PopulationGenerator population = drawn.generator(count);
  GeneratedRows rows;
  population.generate(0, count, rows);
  const ColumnData& large = population.enterprises()[drawn.program.find("enterprise.large")];
  const Values days(drawn, rows, "days_lost"), from(drawn, rows, "event_from"), to(drawn, rows, "event_to"),
      income(drawn, rows, "income"), saved(drawn, rows, "saved"), sex(drawn, rows, "sex"),
      pregnant(drawn, rows, "pregnant"), unasked(drawn, rows, "unasked");
  std::size_t wrong = 0;
  for (std::size_t row = 0; row < count; ++row) {
    const Date begin{static_cast<std::int32_t>(from.at(row))};
    if (days.missing(row)) {
      wrong += to.missing(row) ? 0U : 1U;
    } else {
      const std::int64_t first = add_months(begin, 1, MonthEnd::last_day).day + days.at(row) - 1;
      const std::int64_t last =
          std::min<std::int64_t>(add_months(begin, 12, MonthEnd::last_day).day, day("2024-06-30"));
      wrong += to.at(row) >= first && to.at(row) <= last ? 0U : 1U;
    }
    const bool in_large = large.at(static_cast<std::size_t>(rows.enterprise[row])).low == yes;
    const bool few = days.missing(row) || days.at(row) <= 30;
    wrong += income.at(row) == (in_large ? 5'000'000 : few ? 1'000'000 : 2'000'000) ? 0U : 1U;
    wrong += saved.at(row) >= income.at(row) - 500'000 && saved.at(row) <= income.at(row) + 100 ? 0U : 1U;
    wrong += pregnant.missing(row) == (sex.at(row) == 1 || days.missing(row)) ? 0U : 1U;
    wrong += unasked.missing(row) == pregnant.missing(row) ? 0U : 1U;
  }
  CHECK(wrong == 0);
}

TEST_CASE("an end beyond the range of the fact is its bound, and a last end before the first is the first") {
  const Drawn drawn(law, head + R"(
facts:
  event_from: 2024-06-01 .. 2024-06-29
  event_to: event_from + 1 day .. event_from + 1 year
  days_lost: 90
  income: 10_000_000 .. 20_000_000
  saved: income .. 3_000_000
)");
  const PopulationGenerator population = drawn.generator(2'000);
  GeneratedRows rows;
  population.generate(0, 2'000, rows);
  const Values to(drawn, rows, "event_to"), income(drawn, rows, "income"), saved(drawn, rows, "saved");
  std::int64_t last = 0;
  for (std::size_t row = 0; row < 2'000; ++row) {
    last = std::max(last, to.at(row));
    CHECK(saved.at(row) == income.at(row));
  }
  CHECK(last == day("2024-06-30"));
}

TEST_CASE("the rows of a list are drawn as far as there are rows") {
  const Drawn drawn(law, head + R"(
facts:
  jobs.count: {0: 20%, 1: 30%, 2 .. 3: 50%}
  jobs.each.wage: 1_000_000 .. 2_000_000
  jobs.each.bonus: jobs.each.wage - 1_000
)");
  const PopulationGenerator population = drawn.generator(2'000);
  GeneratedRows rows;
  population.generate(0, 2'000, rows);
  const Values count(drawn, rows, "jobs.count");
  std::size_t wrong = 0;
  for (std::int64_t job = 1; job <= 3; ++job) {
    const std::string name = "jobs." + std::to_string(job);
    const Values wage(drawn, rows, name + ".wage"), bonus(drawn, rows, name + ".bonus");
    for (std::size_t row = 0; row < 2'000; ++row) {
      const bool none_there = count.at(row) < job;
      wrong += wage.missing(row) == none_there && bonus.missing(row) == none_there ? 0U : 1U;
      wrong += none_there || bonus.at(row) == wage.at(row) - 1'000 ? 0U : 1U;
    }
  }
  CHECK(wrong == 0);
}

TEST_CASE("rows are the same in pieces of any size, in any order and by any number of threads") {
  const Drawn drawn("rules/vn/vgcl-6696");
  constexpr std::size_t count = 9'001;
  const PopulationGenerator population = drawn.generator(count);
  GeneratedRows all;
  population.generate(0, count, all);
  const auto check = [&](const PopulationGenerator& from, std::uint64_t first, const GeneratedRows& piece) {
    bool equal = true;
    for (std::size_t i = 0; i < all.columns.size(); ++i) {
      if (!piece.columns[i].present) continue;
      equal = equal && same(all.columns[i], static_cast<std::size_t>(first), piece.columns[i]);
    }
    for (std::size_t row = 0; row < piece.enterprise.size(); ++row)
      equal = equal && all.enterprise[static_cast<std::size_t>(first) + row] == piece.enterprise[row];
    for (std::size_t i = 0; i < all.columns.size(); ++i) {
      const ColumnData& mine = population.enterprises()[i];
      equal = equal && mine.cells == from.enterprises()[i].cells;
    }
    return equal;
  };
  for (const std::size_t size : {1U, 7U, 512U, 513U, 4'096U}) {
    GeneratedRows piece;
    const PopulationGenerator again = drawn.generator(count);
    for (std::uint64_t first = count / size; first-- > 0;) {
      if (size == 1 && first % 97 != 0) continue;
      again.generate(first * size, size, piece);
      CHECK(check(again, first * size, piece));
    }
  }
  std::vector<std::thread> threads;
  std::vector<GeneratedRows> pieces(4);
  for (std::size_t i = 0; i < pieces.size(); ++i)
    threads.emplace_back([&, i] { population.generate(i * 2'000, 2'000, pieces[i]); });
  for (std::thread& thread : threads) thread.join();
  for (std::size_t i = 0; i < pieces.size(); ++i) CHECK(check(population, i * 2'000, pieces[i]));
}

TEST_CASE("another seed makes other people, and the same seed the same on every machine") {
  const Drawn drawn(law, head + R"(
enterprise:
  region: {north: 50%, south: 50%}
facts:
  income: 0 .. 50_000_000
  event_from: 2020-01-01 .. 2023-12-31
)");
  GeneratedRows one, other;
  drawn.generator(1'000, 1).generate(0, 1'000, one);
  drawn.generator(1'000, 2).generate(0, 1'000, other);
  CHECK_FALSE(
      same(one.columns[drawn.program.find("income")], 0, other.columns[drawn.program.find("income")]));
  // Written down, as no machine may come to something else.
  const Values income(drawn, one, "income"), from(drawn, one, "event_from");
  std::string text;
  for (std::size_t row = 0; row < 4; ++row)
    text += std::to_string(one.enterprise[row]) + " " + std::to_string(income.at(row)) + " " +
            iso({static_cast<std::int32_t>(from.at(row))}) + "\n";
  CHECK(text ==
        "9 20546768 2022-07-07\n11 10693453 2022-01-17\n3 34328860 2020-08-20\n1 7948715 2023-04-13\n");
}

TEST_CASE("a fact that is added, or another share, leaves the other facts of everybody as they were") {
  const Drawn before(law, head + "facts:\n  income: 0 .. 50_000_000\n  sex: {female: 50%, male: 50%}\n");
  const Drawn after(law, head +
                             "facts:\n  days_lost: 1 .. 9\n  sex: {female: 60%, male: 40%}\n"
                             "  income: 0 .. 50_000_000\n");
  GeneratedRows one, other;
  before.generator(1'000).generate(0, 1'000, one);
  after.generator(1'000).generate(0, 1'000, other);
  const std::uint32_t income = before.program.find("income");
  CHECK(same(one.columns[income], 0, other.columns[income]));
  const Values sex(before, one, "sex"), then(after, other, "sex");
  for (std::size_t row = 0; row < 1'000; ++row) CHECK((sex.at(row) == 1 || then.at(row) == 0));
}

TEST_CASE("a program with other facts and options decides the same people") {
  const Drawn drawn(law, head + "facts:\n  sex: {female: 50%, male: 50%}\n  days_lost: 1 .. 90\n");
  std::vector<Input> inputs = drawn.program.inputs();
  std::reverse(inputs.begin(), inputs.end());
  std::size_t sex = 0, days = 0;
  for (std::size_t i = 0; i < inputs.size(); ++i) {
    if (inputs[i].path == "sex") {
      sex = i;
      inputs[i].options = {"diverse", "male"};
    }
    if (inputs[i].path == "days_lost") {
      days = i;
      inputs[i].range.high = 45;
    }
  }
  GeneratedRows one, other;
  drawn.generator(1'000).generate(0, 1'000, one);
  PopulationGenerator(drawn.spec, inputs, 1'000).generate(0, 1'000, other);
  const Values was(drawn, one, "sex"), were(drawn, one, "days_lost");
  for (std::size_t row = 0; row < 1'000; ++row) {
    const ColumnData& now = other.columns[sex];
    CHECK(now.valid(row) == (was.at(row) == 1));  // there is no "female"
    CHECK((!now.valid(row) || now.at(row).low == 1));
    CHECK(other.columns[days].valid(row) == (were.at(row) <= 45));
  }
}

TEST_CASE("a few enterprises have many dossiers, and there are as many for each dossier as there were") {
  const Drawn drawn("rules/vn/vgcl-6696");
  CHECK(drawn.generator(171'283).enterprise_count() == 2'885);
  CHECK(drawn.generator(1'000'000).enterprise_count() == 16'843);
  CHECK(drawn.generator(10).enterprise_count() == 1);
  const PopulationGenerator population = drawn.generator(171'283);
  GeneratedRows rows;
  population.generate(0, 171'283, rows);
  std::vector<std::size_t> sizes(2'885);
  for (const std::int32_t enterprise : rows.enterprise) ++sizes[static_cast<std::size_t>(enterprise)];
  std::sort(sizes.begin(), sizes.end());
  CHECK(sizes.back() > 1'000);
  CHECK(sizes[sizes.size() / 2] < 60);
}

TEST_CASE(
    "the population of Decision 6696 leaves nobody undecided, and every benefit and nearly every refusal "
    "comes out") {
  const Drawn drawn("rules/vn/vgcl-6696");
  CHECK(drawn.spec.dossiers == 171'283);
  CHECK(drawn.spec.title.vi.size() > 10);
  CHECK(drawn.spec.assumptions.size() == 3);
  constexpr std::size_t count = 100'000;
  const PopulationGenerator population = drawn.generator(count);
  GeneratedRows rows;
  population.generate(0, count, rows);
  std::vector<Column> columns;
  Evaluator evaluator(drawn.program);
  DecisionColumns decisions;
  evaluator.evaluate(population.table(rows, columns), 0, count, decisions);
  CHECK(std::count(decisions.invalid.begin(), decisions.invalid.end(), 0) == count);
  std::size_t eligible = 0;
  for (std::size_t row = 0; row < count; ++row) {
    const Truth truth = decisions.combined.at(row).eligible;
    CHECK(truth != Truth::unknown);
    eligible += truth == Truth::yes ? 1U : 0U;
  }
  CHECK(eligible > count / 2);
  CHECK(eligible < count * 9 / 10);
  for (std::size_t i = 0; i < decisions.benefits.size(); ++i) {
    const BenefitOutput& benefit = drawn.program.benefits()[i];
    std::vector<std::size_t> refused(benefit.conditions.size());
    std::size_t granted = 0;
    for (std::size_t row = 0; row < count; ++row) {
      const Decision decision = decisions.benefits[i].at(row);
      if (decision.concerned != Truth::yes) continue;
      granted += decision.eligible == Truth::yes ? 1U : 0U;
      for (std::size_t bit = 0; bit < refused.size(); ++bit) refused[bit] += decision.failed >> bit & 1U;
    }
    INFO(benefit.name);
    CHECK(granted > 1'000);
    for (std::size_t bit = 0; bit < refused.size(); ++bit) {
      INFO(benefit.conditions[bit]);
      // The dates that the rule set covers are those of its windows.
      const bool never =
          benefit.conditions[bit] == "starts_in_window" || benefit.conditions[bit] == "ended_in_window";
      CHECK((refused[bit] > 0) != never);
    }
  }
}

TEST_CASE("the population of Decision 08/2022, whose months are rows of a list, is decided") {
  const Drawn drawn("rules/vn/rent-08-2022");
  constexpr std::size_t count = 20'000;
  const PopulationGenerator population = drawn.generator(count);
  GeneratedRows rows;
  population.generate(0, count, rows);
  std::vector<Column> columns;
  Evaluator evaluator(drawn.program);
  DecisionColumns decisions;
  evaluator.evaluate(population.table(rows, columns), 0, count, decisions);
  CHECK(std::count(decisions.invalid.begin(), decisions.invalid.end(), 0) == count);
  std::size_t granted = 0, refused = 0;
  for (std::size_t row = 0; row < count; ++row) {
    const Truth eligible = decisions.combined.at(row).eligible;
    granted += eligible == Truth::yes ? 1U : 0U;
    refused += eligible == Truth::no ? 1U : 0U;
  }
  CHECK(granted + refused == count);
  CHECK(refused > count / 20);
  CHECK(granted > count / 2);
}

TEST_CASE("the population of Decision 6696 draws every fact that can be drawn, also for other readings") {
  const Drawn drawn("rules/vn/vgcl-6696");
  for (const Fact& fact : drawn.rules.facts) {
    if (fact.type.kind == Kind::text) continue;
    INFO(fact.path());
    CHECK(std::any_of(drawn.spec.facts.begin(), drawn.spec.facts.end(),
                      [&](const DrawnFact& one) { return one.path == fact.path(); }));
  }
}

TEST_CASE("as tables a population is read and decided without an error") {
  const Drawn drawn("rules/vn/vgcl-6696");
  const PopulationGenerator population = drawn.generator(10'000);
  const PopulationText text(population, drawn.program);
  const auto tables = [&](std::size_t threads) {
    std::pair<std::string, std::string> out;
    std::uint64_t last = 0;
    CHECK(text.dossiers(threads, [&](std::string_view piece, std::uint64_t rows) {
      CHECK(rows >= last);
      last = rows;
      return !(out.first += piece).empty();
    }));
    CHECK(last == 10'000);
    CHECK(text.enterprises(
        [&](std::string_view piece, std::uint64_t) { return !(out.second += piece).empty(); }));
    return out;
  };
  const auto [applicants, enterprises] = tables(1);
  CHECK(tables(3) == std::pair(applicants, enterprises));
  CHECK(applicants.rfind("dossier_id,enterprise_id,person_id,event,", 0) == 0);
  CHECK(applicants.find("\nD00010000,E") != std::string::npos);
  Dossiers dossiers = read_dossiers(drawn.program, {"a.csv", applicants}, {"e.csv", enterprises});
  CHECK(dossiers.errors.empty());
  CHECK(dossiers.warnings.empty());
  REQUIRE(dossiers.size() == 10'000);
  GeneratedRows rows;
  population.generate(0, 10'000, rows);
  for (std::size_t i = 0; i < rows.columns.size(); ++i) {
    INFO(drawn.program.inputs()[i].path);
    if (rows.columns[i].present) CHECK(same(dossiers.columns[i], 0, rows.columns[i]));
    if (population.enterprises()[i].present) CHECK(same(dossiers.columns[i], 0, population.enterprises()[i]));
  }
}

TEST_CASE("whoever takes no more text ends the writing") {
  const Drawn drawn("rules/vn/vgcl-6696");
  const PopulationGenerator population = drawn.generator(100'000);
  const PopulationText text(population, drawn.program);
  for (const std::size_t threads : {1U, 4U}) {
    std::size_t pieces = 0;
    CHECK_FALSE(text.dossiers(threads, [&](std::string_view, std::uint64_t) { return ++pieces < 5; }));
    CHECK(pieces == 5);
    CHECK_THROWS_AS(text.dossiers(threads,
                                  [](std::string_view, std::uint64_t rows) -> bool {
                                    return rows < 20'000 ? true : throw std::runtime_error("full");
                                  }),
                    std::runtime_error);
  }
}
