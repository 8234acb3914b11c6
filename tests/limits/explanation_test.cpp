// SPDX-License-Identifier: Apache-2.0
// What walks the law once more: explanations, and what cases show of it.
#include "limits/law.hpp"

#include <algorithm>

#include "hotro/edge/cases.hpp"
#include "hotro/edge/coverage.hpp"
#include "hotro/explain.hpp"

using namespace hotro;
using namespace limits;

namespace {

/// Definitions of which each reads the one before twice, with a reason or without.
Law doubling(std::size_t count, bool reasons) {
  Law law;
  const std::string reason = reasons ? ", reason: {en: Part}" : "";
  law.definitions = each(count, [&](const std::string& i) {
    const std::string before = i == "1" ? "x >= 10" : "d" + std::to_string(std::stoul(i) - 1);
    return "  d" + i + ": {any: [{that: " + before + reason + "}, {that: " + before + reason +
           "}], cite: act art 2}\n";
  });
  law.that = "d" + std::to_string(count);
  return law;
}

/// What is asked of a line below; its words go with the rule set.
struct Said {
  std::uint32_t depth = 0;
  Truth truth = Truth::unknown;
  std::size_t found = 0;
};

std::vector<Said> explained(const Law& law, std::int64_t x) {
  Outcome out;
  read({law.text()}, out);
  REQUIRE(out.compiled);
  Facts facts(out.program);
  REQUIRE(facts.set(out.program.find("x"), x));
  REQUIRE(facts.set(out.program.find("day"), 19500));
  Evaluator evaluator(out.program, 1);
  evaluator.evaluate(facts);
  std::vector<Said> said;
  Explainer explainer(out.rules, evaluator, Language::en);
  for (const Reason& reason : explainer.explain(Lines::all))
    said.push_back({reason.depth, reason.truth, reason.found.size()});
  return said;
}

}  // namespace

TEST_CASE("deepest_reason: lines of an explanation stand 12 deep, and not deeper", "[limits]") {
  const auto nested = [](std::size_t count) {
    Law law;
    law.definitions = each(count, [](const std::string& i) {
      const std::string before = i == "1" ? "x >= 10" : "d" + std::to_string(std::stoul(i) - 1);
      return "  d" + i + ": {all: [{that: " + before + ", reason: {en: Part " + i + "}}], cite: act art 2}\n";
    });
    law.that = "d" + std::to_string(count);
    return law;
  };
  const auto deepest_of = [](const std::vector<Said>& reasons) {
    std::uint32_t depth = 0;
    for (const Said& reason : reasons) depth = std::max(depth, reason.depth);
    return depth;
  };
  CHECK(deepest_of(explained(nested(deepest_reason), 9)) == deepest_reason);
  CHECK(deepest_of(explained(nested(deepest_reason + 1), 9)) == deepest_reason);
  CHECK(explained(nested(deepest_reason), 9).size() == explained(nested(deepest_reason + 1), 9).size());
  CHECK(explained(nested(deepest_reason - 1), 9).size() + 1 == explained(nested(deepest_reason), 9).size());
}

TEST_CASE("most_parts: along a trillion ways an explanation takes ten thousand", "[limits]") {
  const std::vector<Said> plain = explained(doubling(40, false), 9);
  REQUIRE_FALSE(plain.empty());
  CHECK(plain[0].truth == Truth::no);
  CHECK(plain[0].found == 1);
  const std::vector<Said> with_reasons = explained(doubling(40, true), 9);
  CHECK(with_reasons.size() > 1'000);
  CHECK(with_reasons.size() <= most_parts + 10);
  // Below the bound nothing is left out: 2 + 4 + … + 2^8 lines and the condition, the amount.
  CHECK(explained(doubling(8, true), 9).size() == explained(doubling(7, true), 9).size() + 256);
}

TEST_CASE("cases show each line once, along however many ways it is read", "[limits]") {
  Outcome out;
  read({doubling(40, true).text()}, out);
  REQUIRE(out.compiled);
  edge::CaseRun run(out.rules);
  edge::Coverage coverage(out.rules, out.sources);
  edge::Case one;
  one.facts = {{"day", 19500}, {"x", 9}};
  coverage.add(*run.run(one).evaluator);
  std::size_t lines = 0;
  for (const edge::CoverageItem& item : coverage.items()) {
    if (item.kind != edge::ItemKind::condition) continue;
    ++lines;
    CHECK(item.ways[1].cases == 1);
  }
  CHECK(lines == 121);
}

TEST_CASE("what is to be covered is found once, however many tests share what they test", "[limits]") {
  Law law;
  law.that = "x";
  for (int i = 0; i < 45; ++i) law.that = "(if " + law.that + " between 1 and 9 then 10 else 5)";
  law.that += " >= 10";
  Outcome out;
  read({law.text()}, out);
  REQUIRE(out.compiled);
  const edge::Coverage coverage(out.rules, out.sources);
  CHECK(std::count_if(coverage.items().begin(), coverage.items().end(), [](const edge::CoverageItem& item) {
          return item.kind == edge::ItemKind::branch;
        }) == 45);
}

TEST_CASE("cases of ever other days do not keep ever more programs", "[limits]") {
  Outcome out;
  read({Law().text()}, out);
  edge::CaseRun run(out.rules);
  edge::Case one;
  one.facts = {{"day", 19500}, {"x", 10}};
  one.options.has_known = true;
  REQUIRE(parse_date("2023-01-01", one.options.known));
  edge::Expectation expected;
  expected.benefit = 0;
  expected.has_eligible = true;
  expected.eligible = Truth::yes;
  one.expectations = {expected};
  for (int day = 0; day < 300; ++day) {
    one.options.known = one.options.known + 1;
    const edge::CaseResult result = run.run(one);
    REQUIRE(result.passed);
    REQUIRE(result.evaluator->program().data().known == one.options.known);
  }
}
