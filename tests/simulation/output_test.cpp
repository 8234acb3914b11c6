// SPDX-License-Identifier: Apache-2.0
// What is written: exact numbers, long tables, JSON, and pages in which nothing becomes markup.

#include <catch2/catch.hpp>

#include "exact.hpp"
#include "hotro/simulation/output.hpp"
#include "hotro/simulation/report.hpp"
#include "simulation/small.hpp"

namespace {

using hotro::simulation::Confidence;
using hotro::simulation::exact;
using hotro::simulation::Plan;

Plan plan() {
  Plan plan;
  plan.variants = {small::variant(), small::variant({{"least_kilometres", "5"}})};
  plan.variants[1].name = "<b>=nearer</b>";
  plan.groups = {"zone"};
  return plan;
}

bool contains(const std::string& text, const std::string& piece) {
  return text.find(piece) != std::string::npos;
}

}  // namespace

TEST_CASE("parts are written as exact decimals") {
  CHECK(exact(0, 1) == "0");
  CHECK(exact(-12, 1) == "-12");
  CHECK(exact(1'203'500'000, 1'000'000) == "1203.5");
  CHECK(exact(1'000'000, 1'000'000) == "1");
  CHECK(exact(1, 1'000'000) == "0.000001");
  CHECK(exact(-250'000, 1'000'000) == "-0.25");
  CHECK(exact(hotro::Wide{1} << 100U, 1) == "1267650600228229401496703205376");
}

TEST_CASE("the long table has a line for each figure, and no cell that a spreadsheet runs") {
  small::People people(true);
  const Plan of = plan();
  const auto tally = hotro::simulation::simulate(of, *people).value();
  const std::string csv = hotro::simulation::simulation_csv(of, tally);
  CHECK(contains(csv, "variant,group,cell,measure,people,low,high"));
  CHECK(contains(csv, "baseline,,,population,21.75,0,0"));
  CHECK(contains(csv, "baseline,,,paid,5.5,632000,832000"));
  CHECK(contains(csv, "baseline,benefit,ticket,\"refused: far, poor_enough\",4,0,0"));
  CHECK(contains(csv, "<b>=nearer</b>,,,gain,10,660000,660000"));
  CHECK(contains(csv, "<b>=nearer</b>,zone,town,gain,10,660000,660000"));
}

TEST_CASE("JSON has every figure; those of weights are decimals in quotes with half widths") {
  const Plan of = plan();
  small::People weighted(true);
  const auto sample = hotro::simulation::simulate(of, *weighted).value();
  const std::string json = hotro::simulation::simulation_json(of, sample, Confidence::ninety_five);
  CHECK(contains(json, "\"kind\":\"simulation\""));
  CHECK(contains(json, "\"population\":{\"people\":\"21.75\",\"rows\":9,\"left_out\":0,\"confidence\":95}"));
  CHECK(contains(json, "\"half_width\""));
  CHECK(contains(json, "\"failed\":[\"far\",\"poor_enough\"],\"people\":\"4\""));
  small::People all;
  const auto tally = hotro::simulation::simulate(of, *all).value();
  const std::string plain = hotro::simulation::simulation_json(of, tally, Confidence::ninety_five);
  CHECK(contains(plain, "\"population\":{\"people\":9,\"rows\":9,\"left_out\":0}"));
  CHECK(contains(plain, "\"gainers\":{\"people\":1,\"gain\":{\"low\":66000,\"high\":66000}}"));
  CHECK(contains(plain, "\"failed_before\":[\"far\"],\"failed_after\":[]"));
  CHECK(!contains(plain, "half_width"));
}

TEST_CASE("no name of a variant becomes markup") {
  small::People people;
  const Plan of = plan();
  const auto tally = hotro::simulation::simulate(of, *people).value();
  const std::string page =
      hotro::simulation::report_html(hotro::simulation::make_report(of, tally, {"<i>people</i>"}));
  CHECK(contains(page, "&lt;b&gt;=nearer&lt;/b&gt;"));
  CHECK(contains(page, "&lt;i&gt;people&lt;/i&gt;"));
  CHECK(!contains(page, "<b>=nearer"));
  CHECK(!contains(page, "<script"));
}

TEST_CASE("a report says who gains by which condition, in both languages") {
  small::People people(true);
  const Plan of = plan();
  const auto tally = hotro::simulation::simulate(of, *people).value();
  const auto cells_of = [&](hotro::Language language) {
    hotro::simulation::ReportOptions options;
    options.language = language;
    std::string all;
    for (const auto& section : hotro::simulation::make_report(of, tally, options).sections) {
      for (const auto& table : section.tables) {
        all += table.title + "\n";
        for (const auto& row : table.rows) {
          for (const std::string& cell : row.cells) all += cell + "|";
          all += "\n";
        }
      }
    }
    return all;
  };
  const std::string en = cells_of(hotro::Language::en);
  CHECK(contains(en, "Monthly ticket: no longer in the way: Lives too near (Act, Art. 1) [far]|10 ± "));
  CHECK(contains(en, "Lives too near (Act, Art. 1) [far]|14|10|"));
  const std::string vi = cells_of(hotro::Language::vi);
  CHECK(contains(vi, "Vé tháng: không còn vướng: Ở gần (Act, Điều 1) [far]|10 ± "));
  CHECK(contains(vi, "Ở gần (Act, Điều 1) [far]|14|10|"));
}
