// SPDX-License-Identifier: Apache-2.0
// Prices of readings, sweeps and budgets, by hand and against all values.

#include <catch2/catch.hpp>

#include "hotro/simulation/pricing.hpp"
#include "hotro/simulation/solve.hpp"
#include "simulation/small.hpp"

namespace {

using hotro::simulation::read_sweep;
using hotro::simulation::run_sweep;
using hotro::simulation::SweepRun;

SweepRun sweep(const std::string& text, std::int64_t budget = -1) {
  small::People people;
  hotro::simulation::SweepOptions options;
  options.has_budget = budget >= 0;
  options.budget = {budget};
  return run_sweep(small::rules(), {}, read_sweep(*small::rules(), text).value(), *people, options).value();
}

}  // namespace

TEST_CASE("each option of each reading is priced alone, by pairs and together") {
  small::People people;
  hotro::simulation::PricingOptions options;
  options.pairs = true;
  const auto pricing = hotro::simulation::price_readings(small::rules(), {}, *people, options);
  REQUIRE(pricing);
  // D1, D4 and D2 are paid; D8 may be.
  CHECK(pricing->tally.variants.front().granted.low == 66'000 + 66'000 + 200'000);
  CHECK(pricing->tally.variants.front().granted.high == 66'000 + 66'000 + 200'000 + 200'000);
  REQUIRE(pricing->single.size() == 2);
  CHECK(pricing->single[0].tally.gains.losers.people == 1);  // D4 earns what the ceiling is
  CHECK(pricing->single[0].tally.gains.losers.low == 66'000);
  CHECK(pricing->single[1].tally.gains.gainers.people == 2);  // D1 and D4; three hills make 200,000
  CHECK(pricing->single[1].tally.gains.gainers.low == 2'000);
  REQUIRE(pricing->pairs.size() == 1);
  CHECK(pricing->pairs[0].tally.granted.low == 67'000 + 200'000);
  REQUIRE(pricing->least.choices.size() == 1);
  CHECK(pricing->least.choices[0].reading == 0);
  CHECK(pricing->least.tally.granted.low == 66'000 + 200'000);
  REQUIRE(pricing->most.choices.size() == 1);
  CHECK(pricing->most.choices[0].reading == 1);
  CHECK(pricing->most.tally.granted.low == 67'000 + 67'000 + 200'000);
}

TEST_CASE("readings are priced against the baseline that is given, and only those asked for") {
  small::People people;
  hotro::simulation::PricingOptions options;
  options.readings = {"poor"};
  hotro::CompileOptions baseline;
  baseline.readings = {{"poor", "below"}, {"rounded", "up"}};
  const auto pricing = hotro::simulation::price_readings(small::rules(), baseline, *people, options);
  REQUIRE(pricing);
  REQUIRE(pricing->single.size() == 1);
  CHECK(pricing->single[0].tally.gains.gainers.low == 67'000);
  options.readings = {"poorer"};
  const auto unknown = hotro::simulation::price_readings(small::rules(), baseline, *people, options);
  REQUIRE(!unknown);
  CHECK(unknown.diagnostics().front().code == hotro::Code::unknown_reading);
  CHECK(unknown.diagnostics().front().help == "did you mean \"poor\"?");
}

TEST_CASE("a sweep tries every value") {
  const SweepRun run = sweep("least_kilometres=1..60:1");
  CHECK(run.points.size() == 60);
  CHECK(run.falls);
  CHECK(!run.rises);
  CHECK(run.points[8].granted.people == 5);   // 9 kilometres: D1 to D4, and perhaps D8
  CHECK(run.points[9].granted.people == 4);   // 10: D3 is too near
  CHECK(run.points[20].granted.people == 1);  // 21: perhaps D8
}

TEST_CASE("the value that keeps a budget is the one that a sweep of all values finds") {
  for (const char* text :
       {"fare(hills)=0..1.000.000:1000", "fare=0..400.000:1", "most_income=0..9.000.000:70",
        "least_kilometres=0..200:1", "share=0%..100%:1/300", "until=2023-01-01..2024-12-31:1"}) {
    const auto all = read_sweep(*small::rules(), text).value();
    for (const std::int64_t budget : {0, 100'000, 331'999, 332'000, 500'000, 532'000, 900'000}) {
      INFO(text << " within " << budget);
      const SweepRun run = sweep(text, budget);
      CHECK((run.rises || run.falls));
      // A value nearer to the budget there is not: by the sweep's own steps, of those around the answer.
      if (run.answer == hotro::none) {
        for (const auto& point : run.points) CHECK(point.granted.high > budget);
        continue;
      }
      const auto& answer = run.points[run.answer];
      CHECK(answer.granted.high <= budget);
      for (const std::size_t next : {run.answer - 1, run.answer + 1}) {
        if (next >= run.points.size()) continue;
        const auto& neighbour = run.points[next];
        if (neighbour.granted.high > budget)
          CHECK((neighbour.index + 1 == answer.index || neighbour.index == answer.index + 1));
        else
          CHECK(neighbour.granted.high <= answer.granted.high);
      }
      CHECK(answer.index < all.size());
    }
  }
}

TEST_CASE("a sweep of too many values asks for larger steps or a budget") {
  small::People people;
  const auto run =
      run_sweep(small::rules(), {}, read_sweep(*small::rules(), "fare=0..400000:1").value(), *people);
  REQUIRE(!run);
  CHECK(run.diagnostics().front().code == hotro::Code::too_many);
}
