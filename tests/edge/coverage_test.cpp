// SPDX-License-Identifier: Apache-2.0
#include "hotro/edge/coverage.hpp"

#include <catch2/catch.hpp>
#include <cstdio>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "differential/contest.hpp"
#include "differential/row_writer.hpp"
#include "hotro/compile.hpp"
#include "hotro/edge/files.hpp"
#include "hotro/load.hpp"

using namespace hotro;
using namespace hotro::edge;

namespace {

/// The rule set of the command line's pages.
struct Transport {
  RuleFiles files = open_rules("tests/cli/rules/demo/transport");
  RuleSet rules = load(files.sources, files.files).value();
  Coverage coverage{rules, files.sources};

  using Given = std::vector<std::pair<std::string, std::int64_t>>;
  void decide(const Given& given, const CompileOptions& options = {}) {
    const Program program = compile(rules, options).value();
    Facts facts(program);
    for (const auto& [path, value] : given) REQUIRE(facts.set(program.find(path), value));
    Evaluator evaluator(program, 1);
    evaluator.evaluate(facts);
    coverage.add(evaluator);
  }
  /// `yes 1, no 0, unknown 0` of the first item of that name and text; what no case can show in brackets.
  [[nodiscard]] std::string ways(const std::string& of, const std::string& text = "") const {
    for (const CoverageItem& item : coverage.items()) {
      if (item.of != of || (!text.empty() && item.text != text)) continue;
      std::string result;
      for (const CoverageWay& way : item.ways) {
        result += (result.empty() ? "" : ", ") +
                  (way.counts() ? way.name + " " + std::to_string(way.cases) : "(" + way.name + ")");
      }
      return result;
    }
    return "not an item";
  }
};

constexpr std::int64_t day = 19'389;  // 2023-02-01
const Transport::Given on_the_bus{{"way", 0},      {"applied_on", day},      {"income", 1},
                                  {"distance", 9}, {"enterprise.region", 0}, {"student", 2}};

}  // namespace

TEST_CASE("a condition was met by one case, and by another not") {
  Transport transport;
  transport.decide(on_the_bus);
  transport.decide({{"way", 0}, {"applied_on", day}, {"distance", 4}});
  CHECK(transport.ways("bus.when") == "yes 2, no 0, unknown 0");
  CHECK(transport.ways("bus.low_income") == "yes 1, no 0, unknown 1");
  CHECK(transport.ways("bus.far", "if") == "yes 1, no 1, unknown 0");
}

TEST_CASE("what a benefit asks is shown only by those whom it concerns") {
  Transport transport;
  transport.decide(on_the_bus);
  CHECK(transport.ways("bicycle.when") == "yes 0, no 1, unknown 0");
  CHECK(transport.ways("bicycle.young_enough") == "yes 0, no 0, unknown 0");
}

TEST_CASE("a line of the branch that was not taken is not shown") {
  Transport transport;
  transport.decide(on_the_bus);
  CHECK(transport.ways("bus.far", "reading.near = \"five\"") == "then 1, else 0, (unknown)");
  CHECK(transport.ways("bus.far", "distance >= 5") == "yes 1, no 0, unknown 0");
  CHECK(transport.ways("bus.far", "distance >= 10") == "yes 0, no 0, unknown 0");
  CompileOptions ten;
  ten.readings = {{"near", "ten"}};
  transport.decide(on_the_bus, ten);
  CHECK(transport.ways("bus.far", "reading.near = \"five\"") == "then 1, else 1, (unknown)");
  CHECK(transport.ways("bus.far", "distance >= 10") == "yes 0, no 1, unknown 0");
  CHECK(transport.ways("reading.near") == "five 1, ten 1");
}

TEST_CASE("an amount shows its branch to those who are eligible, and where that is open what is unknown") {
  Transport transport;
  Transport::Given far = on_the_bus;
  far[3].second = 1;
  transport.decide(far);
  CHECK(transport.ways("bus.entitlement") == "applied 0");
  CHECK(transport.ways("bus.entitlement", "young") == "then 0, else 0, unknown 0");
  transport.decide(on_the_bus);
  CHECK(transport.ways("bus.entitlement") == "applied 1");
  CHECK(transport.ways("bus.entitlement", "young") == "then 1, else 0, unknown 0");
  transport.decide({{"way", 0}, {"applied_on", day}});
  CHECK(transport.ways("bus.entitlement") == "applied 1");
  CHECK(transport.ways("bus.entitlement", "young") == "then 1, else 0, unknown 1");
}

TEST_CASE("where it is open whether the law applies, only what is unknown is shown") {
  Transport transport;
  transport.decide({{"income", 1}, {"enterprise.region", 0}});
  CHECK(transport.ways("bus.when") == "yes 0, no 0, unknown 1");
  CHECK(transport.ways("bus.low_income") == "yes 0, no 0, unknown 0");
  CHECK(transport.ways("bus.far", "distance >= 5") == "yes 0, no 0, unknown 1");
  CHECK(transport.ways("bus_amount") == "applied 0");
}

TEST_CASE("on a day that is not covered nothing is shown") {
  Transport transport;
  Transport::Given next_year = on_the_bus;
  next_year[1].second = day + 365;
  transport.decide(next_year);
  CHECK(transport.ways("bus.when") == "yes 0, no 0, unknown 0");
}

TEST_CASE("a fact that is assumed where it is missing is never unknown") {
  Transport transport;
  transport.decide({{"way", 0}, {"applied_on", day}});
  CHECK(transport.ways("young", "student") == "yes 0, no 0, (unknown)");
}

TEST_CASE("one case shows a line once, however many benefits read it") {
  Transport transport;
  transport.decide({{"applied_on", day}});
  CHECK(transport.ways("young", "age(birth_date, applied_on) < 18") == "yes 0, no 0, unknown 1");
}

TEST_CASE("what an import says is not counted here") {
  Transport transport;
  CHECK(transport.ways("minimum_wage") == "not an item");
  for (const CoverageItem& item : transport.coverage.items()) {
    INFO(item.of);
    CHECK(item.span.source == transport.rules.files.front());
    const bool when = item.of == "bus.when" || item.of == "bicycle.when";  // which needs no citation
    CHECK(item.basis.citations.empty() == when);
  }
}

TEST_CASE("what is said to be shown by no case is shown by none") {
  std::size_t never = 0, shown = 0, of = 0;
  for (std::uint64_t seed = 1; seed <= 60; ++seed) {
    INFO("HOTRO_SEED=" << seed << " test_lint [seed]");
    generated::Draw draw(seed);
    const generated::Texts texts = generated::write_rules(draw);
    Sources sources;
    std::vector<std::uint32_t> files;
    for (const auto& file : texts.files) files.push_back(sources.add(file.name, file.text));
    const auto rules = load(sources, files);
    if (!rules || !compile(*rules)) continue;
    Coverage coverage(*rules, sources);
    generated::RowWriter writer(draw, *rules);
    for (int way = 0; way < 6; ++way) {
      CompileOptions options;
      for (const Reading& reading : rules->readings) {
        const auto& names = rules->types[reading.type].options;
        options.readings.emplace_back(reading.name, names[draw.below(names.size())]);
      }
      const auto program = compile(*rules, options);
      if (!program) continue;
      Evaluator evaluator(*program, 1);
      for (int i = 0; i < 40; ++i) {
        const oracle::Row row =
            i % 2 == 0 ? writer.complete() : writer.partial(draw.of({15, 40, 100}), false);
        if (generated::has_span(row)) continue;  // cases have none
        evaluator.evaluate(generated::facts_of(*rules, *program, row));
        coverage.add(evaluator);
      }
    }
    for (const CoverageItem& item : coverage.items()) {
      for (const CoverageWay& way : item.ways) {
        never += way.never.empty() ? 0U : 1U;
        if (way.never.empty() || way.cases == 0) continue;
        FAIL_CHECK(item.of << " " << item.text << " " << way.name << ": " << way.never.en);
      }
    }
    shown += coverage.shown();
    of += coverage.count();
  }
  std::printf("%zu ways that no case can show; of %zu others %zu were shown\n", never, of, shown);
  CHECK(never > 500);
  CHECK(shown * 2 > of);
}
