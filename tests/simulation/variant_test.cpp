// SPDX-License-Identifier: Apache-2.0
// What a variant changes, and what it refuses to.

#include <catch2/catch.hpp>

#include "hotro/evaluator.hpp"
#include "simulation/small.hpp"

namespace {

using hotro::simulation::make_variant;
using hotro::simulation::read_sweep;
using hotro::simulation::Setting;
using hotro::simulation::Variant;

/// Payouts of the nine applicants, or -1 where open.
std::vector<std::int64_t> payouts(const std::vector<Setting>& settings) {
  const Variant variant = small::variant(settings);
  const hotro::edge::Dossiers dossiers =
      hotro::edge::read_dossiers(variant.program, {"applicants.csv", small::applicants}, {});
  hotro::Evaluator evaluator(variant.program);
  std::vector<std::int64_t> out;
  for (std::size_t row = 0; row < dossiers.size(); ++row) {
    hotro::Facts facts(variant.program);
    dossiers.fill(row, facts);
    const hotro::Amount payout = evaluator.evaluate(facts)[0].payout;
    out.push_back(payout.known() ? payout.low.units : -1);
  }
  return out;
}
using Payouts = std::vector<std::int64_t>;

struct Refused {
  Setting setting;
  hotro::Code code;
  std::string help;
};

}  // namespace

TEST_CASE("without settings a variant is the rule set as it stands") {
  CHECK(payouts({}) == Payouts{66'000, 200'000, 0, 66'000, 0, 0, 0, -1, 0});
}

TEST_CASE("a setting changes a parameter, a cell, an end of a range, a version, a reading or the known day") {
  CHECK(payouts({{"least_kilometres", "9"}})[2] == 66'000);
  CHECK(payouts({{"most_income", "6.000.000"}})[4] == 200'000);
  CHECK(payouts({{"fare(hills)", "330000"}}) == Payouts{66'000, 220'000, 0, 66'000, 0, 0, 0, -1, 0});
  CHECK(payouts({{"fare", "90_000"}}) == Payouts{60'000, 60'000, 0, 60'000, 0, 0, 0, -1, 0});
  CHECK(payouts({{"share", "1/3"}})[1] == 100'000);
  CHECK(payouts({{"share", "50%"}})[1] == 150'000);
  CHECK(payouts({{"ages.low", "4"}})[6] == 66'000);
  CHECK(payouts({{"ages.high", "35"}})[1] == 0);
  CHECK(payouts({{"until", "2024-12-31"}})[8] == 66'000);
  CHECK(payouts({{"least_kilometres@2023-05-01", "21"}, {"until", "31/12/2024"}}) ==
        Payouts{0, 0, 0, 0, 0, 0, 0, -1, 66'000});
  CHECK(payouts({{"poor", "below"}})[3] == 0);
  CHECK(payouts({{"rounded", "up"}})[0] == 67'000);
  CHECK(payouts({{"known", "2022-12-01"}}) == payouts({}));
}

TEST_CASE("the last of two settings of one reading counts, and the baseline's own readings stay") {
  const Variant variant =
      make_variant("", small::rules(), {false, {}, {{"poor", "below"}}, false}, {{{"rounded", "up"}}})
          .value();
  CHECK(variant.program.data().readings ==
        std::vector<std::pair<std::string, std::string>>{{"poor", "below"}, {"rounded", "up"}});
}

TEST_CASE("what cannot be set is refused with a way out") {
  using hotro::Code;
  const Refused refused[] = {
      {{"most_incom", "1"}, Code::unknown_name, "did you mean \"most_income\"?"},
      {{"least_kilometre", "1"}, Code::unknown_name, "did you mean \"least_kilometres\"?"},
      {{"income", "1"}, Code::unknown_name, "parameters and readings are what a variant can change"},
      {{"most_income", "much"}, Code::bad_value, "write an amount such as 1000000"},
      {{"share", "0,66666667"}, Code::bad_value, "write a rate such as 70% or 2/37"},
      {{"share", "1/0"}, Code::bad_value, "write a rate such as 70% or 2/37"},
      {{"until", "2024"}, Code::bad_value, "write a date such as 2023-02-01"},
      {{"fare(sea)", "1"}, Code::unknown_option, "its options are town, hills"},
      {{"fare(town, hills)", "1"},
       Code::wrong_arguments,
       "name one option of each key, or none for all cells"},
      {{"ages", "1"}, Code::wrong_kind, "change one end of it: ages.low or ages.high"},
      {{"ages.low", "61"},
       Code::empty_span,
       "name the version by a day on which it applies, ages.low@2023-02-01"},
      {{"fare()", "1"}, Code::unknown_option, "its options are town, hills"},
      {{"until.low", "2023-02-01"}, Code::wrong_kind, "change it as a whole: until"},
      {{"least_kilometres@soon", "1"}, Code::bad_value, "write the day behind @ as 2023-02-01"},
      {{"known", "soon"}, Code::bad_value, "write the day as 2023-02-01"},
      {{"known", "2022-01-01"}, Code::not_enacted, "ask for a later day, or leave the day out"},
      {{"poor", "very"}, Code::unknown_reading, "its options are below, up_to"},
  };
  for (const Refused& one : refused) {
    INFO(one.setting.name << "=" << one.setting.value);
    const auto variant = make_variant("", small::rules(), {}, {{one.setting}});
    REQUIRE(!variant);
    CHECK(variant.diagnostics().front().code == one.code);
    CHECK(variant.diagnostics().front().help == one.help);
  }
}

TEST_CASE("what is known is set first, and nothing is set twice") {
  const auto payout = [](const std::vector<Setting>& settings) { return payouts(settings); };
  CHECK(payout({{"known", "2022-12-01"}, {"least_kilometres@2023-05-01", "21"}}) ==
        payout({{"least_kilometres@2023-05-01", "21"}, {"known", "2022-12-01"}}));
  const std::vector<Setting> twice{{"most_income", "1"}, {"most_income", "2"}};
  const auto variant = make_variant("", small::rules(), {}, twice);
  REQUIRE(!variant);
  CHECK(variant.diagnostics().front().code == hotro::Code::duplicate_name);
}

TEST_CASE("a setting is a name and a value") {
  Setting setting;
  CHECK(hotro::simulation::read_setting(" fare(town) = 1 ", setting));
  CHECK(setting == Setting{"fare(town)", "1"});
  CHECK(!hotro::simulation::read_setting("fare", setting));
  CHECK(!hotro::simulation::read_setting("=1", setting));
  CHECK(!hotro::simulation::read_setting("fare=", setting));
}

TEST_CASE("a sweep has its first value, its last if the steps reach it, and exact fractions between") {
  const hotro::RuleSet& rules = *small::rules();
  const auto values = [&](const std::string& text) {
    const auto sweep = read_sweep(rules, text);
    std::vector<std::string> out;
    for (std::uint64_t i = 0; sweep && i < sweep->size(); ++i) out.push_back(sweep->value(rules, i));
    return out;
  };
  CHECK(values("least_kilometres=5..15:5") == std::vector<std::string>{"5", "10", "15"});
  CHECK(values("least_kilometres=5..14:5") == std::vector<std::string>{"5", "10"});
  CHECK(values("most_income=1.000.000..1.200.000:100.000") ==
        std::vector<std::string>{"1000000", "1100000", "1200000"});
  CHECK(values("share=1/3..1:1/6") == std::vector<std::string>{"1/3", "50%", "2/3", "5/6", "100%"});
  CHECK(values("until=2024-01-30..2024-02-01:1") ==
        std::vector<std::string>{"2024-01-30", "2024-01-31", "2024-02-01"});
  CHECK(values("fare(town)=1..1:1") == std::vector<std::string>{"1"});
  for (const char* wrong :
       {"share", "share=1..2", "share=2..1:1", "share=1..2:0", "share=a..2:1", "poor=0..1:1",
        "known=2023-01-01..2023-02-01:1", "share=1/18500000003..1/100000:1/1000000007", "sheep=1..2:1",
        "ages=1..2:1", "most_income=0..50000000:1", "until=2024-01-01..2024-02-01:month"})
    CHECK(values(wrong).empty());
}

TEST_CASE("the columns of a population hold what any of the variants asks") {
  std::string wider = small::law;
  wider.replace(wider.find("[town, hills]"), 13, "[sea, town, hills]");
  wider.replace(wider.find("{town: 100_000"), 14, "{sea: 50_000, town: 100_000");
  wider.replace(wider.find("max: 200"), 8, "max: 900");
  hotro::Sources sources;
  const std::uint32_t file = sources.add("wider.yaml", wider);
  const auto rules = std::make_shared<const hotro::RuleSet>(hotro::load(sources, {{file}}).value());
  const std::vector<Variant> variants{small::variant(), make_variant("wider", rules).value()};
  const auto inputs = hotro::simulation::inputs_of(variants);
  REQUIRE(inputs);
  const auto input = [&](const std::string& path) {
    for (const hotro::Input& one : *inputs) {
      if (one.path == path) return one;
    }
    return hotro::Input{};
  };
  CHECK(input("zone").options == std::vector<std::string>{"town", "hills", "sea"});
  CHECK(input("kilometres").range.high == 900);

  // Options that stand elsewhere are found by their names, and those that a variant does not know stay open.
  const hotro::Program reader = [&] {
    hotro::ProgramData data;
    data.currency = "VND";
    data.inputs = *inputs;
    return hotro::Program(std::move(data));
  }();
  hotro::edge::Dossiers dossiers =
      hotro::edge::read_dossiers(reader,
                                 {"a.csv",
                                  "dossier_id,asked_on,birth_date,zone,kilometres,income\n"
                                  "1,2023-03-01,1990-01-01,hills,20,0\n2,2023-03-01,1990-01-01,sea,20,0\n"
                                  "3,2023-03-01,1990-01-01,town,400,0\n"},
                                 {});
  hotro::simulation::TablePopulation population(reader, dossiers.table());
  hotro::simulation::Plan plan;
  plan.variants = variants;
  const auto tally = hotro::simulation::simulate(plan, population);
  REQUIRE(tally);
  CHECK(tally->variants[0].invalid == 2);
  CHECK(tally->variants[1].invalid == 0);
  CHECK(tally->variants[0].granted.high == 200'000 + 200'000 + 66'000);
  CHECK(tally->variants[1].granted.high == 200'000 + 33'000 + 66'000);
}

TEST_CASE("a fact that two rule sets understand differently is refused") {
  std::string other = small::law;
  other.replace(other.find("income: {type: money, max: 50_000_000}"), 38,
                "income: {type: count, max: 50_000_000}");
  other.replace(other.find("most_income: {type: money"), 25, "most_income: {type: count");
  hotro::Sources sources;
  const std::uint32_t file = sources.add("other.yaml", other);
  const auto rules = std::make_shared<const hotro::RuleSet>(hotro::load(sources, {{file}}).value());
  const std::vector<Variant> variants{small::variant(), make_variant("other", rules).value()};
  const auto inputs = hotro::simulation::inputs_of(variants);
  REQUIRE(!inputs);
  CHECK(inputs.diagnostics().front().code == hotro::Code::kinds_differ);
}
