// SPDX-License-Identifier: Apache-2.0

// Rule sets without benefits have no cases: what they say is compared here with the tables of the decrees.

#include <catch2/catch.hpp>

#include <fstream>
#include <iterator>
#include <map>
#include <string>
#include <vector>

#include "hotro/hotro.hpp"

namespace {

hotro::RuleSet minimum_wage() {
  hotro::Sources sources;
  std::ifstream file("rules/vn/minimum-wage/rules.yaml");
  const std::uint32_t ids[] = {sources.add("rules.yaml", {std::istreambuf_iterator<char>(file), {}})};
  auto rules = hotro::load(sources, ids);
  INFO(hotro::render(rules.diagnostics(), sources));
  REQUIRE(rules);
  return *rules;
}

/// The values of a parameter by option of its key, as known today; empty where it is not in force.
std::vector<std::int64_t> values(const hotro::RuleSet& rules, const std::string& name, const char* day) {
  hotro::Date on;
  REQUIRE(hotro::parse_date(day, on));
  std::vector<std::int64_t> result;
  for (const hotro::Parameter& parameter : rules.parameters) {
    if (parameter.name != name) continue;
    const auto* version = parameter.timeline.at(on, rules.latest_enactment());
    REQUIRE(version != nullptr);
    for (const hotro::Value& cell : version->value.cells) result.push_back(cell.numerator);
    CHECK(version->value.in_force == !result.empty());
  }
  return result;
}

}  // namespace

TEST_CASE("the monthly minimum wages are those of the three decrees, to the day") {
  using Wages = std::vector<std::int64_t>;
  const hotro::RuleSet rules = minimum_wage();
  const Wages decree_90{4'420'000, 3'920'000, 3'430'000, 3'070'000};
  const Wages decree_38{4'680'000, 4'160'000, 3'640'000, 3'250'000};
  const Wages decree_74{4'960'000, 4'410'000, 3'860'000, 3'450'000};
  CHECK(values(rules, "minimum_wage", "2020-01-01") == decree_90);
  CHECK(values(rules, "minimum_wage", "2022-06-30") == decree_90);
  CHECK(values(rules, "minimum_wage", "2022-07-01") == decree_38);
  CHECK(values(rules, "minimum_wage", "2024-06-30") == decree_38);
  CHECK(values(rules, "minimum_wage", "2024-07-01") == decree_74);
}

TEST_CASE("there is no hourly minimum wage before Decree 38") {
  using Wages = std::vector<std::int64_t>;
  const hotro::RuleSet rules = minimum_wage();
  CHECK(values(rules, "minimum_hourly_wage", "2022-06-30").empty());
  CHECK(values(rules, "minimum_hourly_wage", "2022-07-01") == Wages{22'500, 20'000, 17'500, 15'600});
  CHECK(values(rules, "minimum_hourly_wage", "2024-07-01") == Wages{23'800, 21'200, 18'600, 16'600});
}

TEST_CASE("every district of Nghệ An has its wage region") {
  const hotro::RuleSet rules = minimum_wage();
  const std::map<std::string, int> expected{
      {"vinh", 2},       {"cua_lo", 2},    {"nghi_loc", 2}, {"hung_nguyen", 2}, {"quynh_luu", 3},
      {"yen_thanh", 3},  {"dien_chau", 3}, {"do_luong", 3}, {"nam_dan", 3},     {"nghia_dan", 3},
      {"thai_hoa", 3},   {"hoang_mai", 3}, {"anh_son", 4},  {"con_cuong", 4},   {"ky_son", 4},
      {"que_phong", 4},  {"quy_chau", 4},  {"quy_hop", 4},  {"tan_ky", 4},      {"thanh_chuong", 4},
      {"tuong_duong", 4}};
  const std::vector<std::int64_t> regions = values(rules, "nghe_an_region", "2023-01-01");
  for (const hotro::ChoiceType& type : rules.types) {
    if (type.name != "nghe_an_district") continue;
    REQUIRE(type.options.size() == expected.size());
    REQUIRE(regions.size() == expected.size());
    for (std::size_t i = 0; i < regions.size(); ++i) {
      INFO(type.options[i]);
      REQUIRE(expected.count(type.options[i]) == 1);
      CHECK(regions[i] == expected.at(type.options[i]) - 1);
    }
  }
}
