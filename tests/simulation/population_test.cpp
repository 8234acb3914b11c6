// SPDX-License-Identifier: Apache-2.0
// Populations: in memory, in files, with weights, invented.

#include <catch2/catch.hpp>
#include <cstdio>
#include <filesystem>
#include <fstream>

#include "hotro/simulation/file_population.hpp"
#include "hotro/simulation/statistics.hpp"
#include "simulation/small.hpp"

namespace {

using hotro::Wide;
using hotro::simulation::FilePopulation;
using hotro::simulation::Plan;
using hotro::simulation::PopulationFiles;
using hotro::simulation::Tally;

/// A file that is gone afterwards.
struct Applicants {
  std::string path;
  explicit Applicants(const std::string& text)
      : path((std::filesystem::temp_directory_path() /
              ("hotro-population-" + std::to_string(std::hash<std::string>()(text)) + ".csv"))
                 .string()) {
    std::ofstream(path, std::ios::binary) << text;
  }
  ~Applicants() { std::remove(path.c_str()); }
};

Plan plan() {
  Plan plan;
  plan.variants = {small::variant(), small::variant({{"least_kilometres", "5"}}),
                   small::variant({{"fare", "90000"}})};
  plan.groups = {"zone", "age(birth_date)"};
  plan.threads = 2;
  return plan;
}

Tally tally_of(const Plan& plan, hotro::simulation::Population& population) {
  return hotro::simulation::simulate(plan, population).value();
}

struct Run {
  Tally tally;
  std::vector<hotro::edge::DataError> errors, warnings;
  std::uint64_t failed = 0;
};

Run run(const std::string& text, const std::string& weight = {}) {
  const Applicants file(text);
  const Plan of = plan();
  Run run;
  PopulationFiles files;
  files.applicants = file.path;
  files.weight = weight;
  FilePopulation population(hotro::simulation::inputs_of(of.variants).value(), of.variants[0].program, files,
                            {[&](const hotro::edge::DataError& error) {
                               run.errors.push_back(error);
                               return true;
                             },
                             [&](const hotro::edge::DataError& warning) {
                               run.warnings.push_back(warning);
                               return true;
                             },
                             {}});
  run.tally = tally_of(of, population);
  run.failed = population.rows_failed();
  // A second pass comes to the same, and tells nothing twice.
  const std::size_t told = run.errors.size() + run.warnings.size();
  const Tally again = tally_of(of, population);
  CHECK(again.people == run.tally.people);
  CHECK(again.variants[1].gains.gainers.low == run.tally.variants[1].gains.gainers.low);
  CHECK(run.errors.size() + run.warnings.size() == told);
  return run;
}

}  // namespace

TEST_CASE("who gains and loses, why, and by which group") {
  small::People people;
  const Tally tally = tally_of(plan(), *people);
  CHECK(tally.people == 9);
  const auto& nearer = tally.variants[1];
  CHECK(nearer.gains.gainers.people == 1);  // D3 lives at 9 kilometres
  CHECK(nearer.gains.gainers.low == 66'000);
  REQUIRE(nearer.gainers.size() == 1);
  CHECK(nearer.gainers[0].row == 2);
  CHECK(nearer.gainers[0].after_low == 66'000);
  const auto& cheaper = tally.variants[2];
  CHECK(cheaper.gains.losers.people == 3);
  CHECK(cheaper.gains.losers.low == 6'000 + 6'000 + 140'000);
  CHECK(cheaper.gains.unsure.people == 1);  // D8: 0 to 60,000 in place of 0 to 200,000
  REQUIRE(tally.groups.size() == 2);
  CHECK(tally.groups[0].cells[0].name == "town");
  CHECK(tally.groups[0].cells[0].people == 5);
  CHECK(nearer.groups[0][0].gains.gainers.people == 1);
  CHECK(nearer.groups[0][1].gains.gainers.people == 0);
  // On the day that the law is known, 2022-12-01, most are 32, one is 42, one is 3.
  CHECK(tally.groups[1].cells[2].name == "25-34");
  CHECK(tally.groups[1].cells[2].people == 7);
  CHECK(tally.groups[1].cells[3].people == 1);
  CHECK(tally.groups[1].cells[0].people == 1);
  const auto& refusals = tally.variants[0].benefits[0].refusals;
  CHECK(refusals.at({1, false}) == 1);      // D3 lives too near
  CHECK(refusals.at({2, false}) == 1);      // D5 earns too much
  CHECK(refusals.at({1 | 2, false}) == 1);  // D6 both
  CHECK(refusals.at({4, false}) == 1);      // D7 is too young
}

TEST_CASE("a file comes to what its rows come to in memory") {
  small::People people;
  const Tally memory = tally_of(plan(), *people);
  const Run file = run(small::applicants);
  CHECK(file.tally.people == memory.people);
  for (std::size_t v = 0; v < 3; ++v) {
    CHECK(file.tally.variants[v].granted.low == memory.variants[v].granted.low);
    CHECK(file.tally.variants[v].granted.high == memory.variants[v].granted.high);
    CHECK(file.tally.variants[v].benefits[0].refusals == memory.variants[v].benefits[0].refusals);
  }
  REQUIRE(file.tally.variants[1].gainers.size() == 1);
  CHECK(file.tally.variants[1].gainers[0].id == "D3-near");
  CHECK(file.errors.empty());
  REQUIRE(file.warnings.size() == 1);
  CHECK(file.warnings[0].column == "weight");  // which was not asked for
}

TEST_CASE("a row of a sample counts as many times as its weight says, exactly") {
  const Run file = run(small::applicants, "weight");
  CHECK(file.warnings.empty());
  CHECK(file.tally.unit == 1'000'000);
  CHECK(file.tally.people == 21'750'000);
  small::People people(true);
  const Tally memory = tally_of(plan(), *people);
  for (const Tally* tally : {&file.tally, &memory}) {
    // D1 and D4 once, D2 two and a half times, perhaps D8.
    CHECK(tally->variants[0].granted.low == (2 * Wide{66'000} * 10 + Wide{200'000} * 25) * 100'000);
    CHECK(tally->variants[1].gains.gainers.people == 10'000'000);  // D3
    CHECK(tally->variants[1].gains.gainers.low == Wide{660'000} * 1'000'000);
  }
}

TEST_CASE("rows with errors or without a weight count nowhere, and are told of") {
  std::string text = small::applicants;
  text.replace(text.find("D2-hills,2023-03-01"), 19, "D2-hills,2023-13-01");
  text.replace(text.find(",3000000,10\n"), 12, ",3000000,\n");
  const Run file = run(text, "weight");
  REQUIRE(file.errors.size() == 2);
  CHECK(file.errors[0].row == 3);
  CHECK(file.errors[0].code == "not_a_date");
  CHECK(file.errors[1].code == "missing_weight");
  CHECK(file.errors[1].expected.en == "a weight in every row; rows without one, which count nowhere: 1");
  CHECK(file.failed == 2);
  CHECK(file.tally.left_out == 2);
  CHECK(file.tally.people == 21'750'000 - 2'500'000 - 10'000'000);
}

TEST_CASE("lines that are no rows are left out, and counted as such") {
  const Run file = run(small::applicants + "D10,2023-03-01\n");
  REQUIRE(file.errors.size() == 1);
  CHECK(file.tally.left_out == 1);
  CHECK(file.tally.rows == 9);
}

TEST_CASE("weights that are no numbers are errors of their rows") {
  std::string text = small::applicants;
  text.replace(text.find(",3000000,2.5\n"), 13, ",3000000,-1\n");
  const Run file = run(text, "weight");
  REQUIRE(file.errors.size() == 1);
  CHECK(file.errors[0].column == "weight");
}

TEST_CASE("without the column of weights nothing is simulated") {
  const Applicants file("dossier_id,income\n1,2\n");
  const Plan of = plan();
  PopulationFiles files;
  files.applicants = file.path;
  files.weight = "weight";
  std::vector<std::string> told;
  FilePopulation population(hotro::simulation::inputs_of(of.variants).value(), of.variants[0].program, files,
                            {[&](const hotro::edge::DataError& error) {
                               told.push_back(error.column + " " + error.code);
                               return true;
                             },
                             {},
                             {}});
  const auto tally = hotro::simulation::simulate(of, population);
  CHECK(!tally);
  CHECK(told == std::vector<std::string>{"weight missing_column"});
}

TEST_CASE("a group that there is not is refused with a way out") {
  small::People people;
  Plan of = plan();
  const auto refused = [&](const std::string& group) {
    of.groups = {group};
    const auto tally = hotro::simulation::simulate(of, *people);
    return tally ? std::string() : tally.diagnostics().front().help;
  };
  CHECK(refused("zon") == "did you mean \"zone\"?");
  CHECK(refused("birth_date") == "write age(birth_date) for bands of ten years");
  CHECK(refused("income") == "group by choices, truths, age(a birth date) or enterprise");
  CHECK(refused("shoe") == "there are enterprise, age(asked_on), age(birth_date), zone");
  of.groups = {"zone", "zone"};
  CHECK(!hotro::simulation::simulate(of, *people));
  CHECK(refused("enterprise") == "leave the group out, or give the enterprises");
  of.variants.clear();
  CHECK(!hotro::simulation::simulate(of, *people));
}

TEST_CASE("the interval of a sum is that of Hansen and Hurwitz") {
  using hotro::simulation::Confidence;
  // Weighted values 2, 4, 6: their sum is 12, the sum of squares 56, the variance 3/2 (56 - 48) = 12.
  CHECK(hotro::simulation::half_width(12, 56, 3, Confidence::ninety_five) ==
        Approx(1.959964 * std::sqrt(12.0)));
  CHECK(hotro::simulation::half_width(12, 56, 3, Confidence::ninety) == Approx(1.644854 * std::sqrt(12.0)));
  CHECK(hotro::simulation::half_width(12, 56, 3, Confidence::ninety_nine) ==
        Approx(2.575829 * std::sqrt(12.0)));
  CHECK(hotro::simulation::half_width(12, 48, 3, Confidence::ninety) == 0);  // all alike
  CHECK(hotro::simulation::half_width(12, 144, 1, Confidence::ninety) == 0);
  small::People people;
  const Tally tally = tally_of(plan(), *people);
  CHECK(hotro::simulation::people_half_width(tally, tally.variants[0].granted, Confidence::ninety) == 0);
}

TEST_CASE("most samples of a population hold its true total in their interval") {
  // Of 4,000 people one in eight is asked, each with the weight 8; again and again.
  constexpr std::uint64_t people = 4'000;
  std::uint64_t state = 1;
  std::vector<std::int64_t> incomes;
  double total = 0;
  const auto next = [&] {
    return state = state * 6'364'136'223'846'793'005U + 1'442'695'040'888'963'407U, state >> 33U;
  };
  for (std::uint64_t i = 0; i < people; ++i) {
    incomes.push_back(static_cast<std::int64_t>(next() % 3'000'000));
    total += static_cast<double>(incomes.back());
  }
  int held = 0;
  for (int sample = 0; sample < 400; ++sample) {
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < 500; ++i) {
      const double value = 8.0 * static_cast<double>(incomes[next() % people]);
      sum += value;
      squares += value * value;
    }
    const double half =
        hotro::simulation::half_width(sum, squares, 500, hotro::simulation::Confidence::ninety_five);
    held += std::abs(sum - total) <= half ? 1 : 0;
  }
  CHECK(held >= 368);  // 380 are expected, and four standard deviations below would be 362
  CHECK(held <= 396);
}
