// SPDX-License-Identifier: Apache-2.0
// Which rules of decision tables were hit: in explanations and in coverage.

#include <catch2/catch.hpp>
#include <string>
#include <utility>
#include <vector>

#include "hotro/compile.hpp"
#include "hotro/edge/coverage.hpp"
#include "hotro/edge/explanation.hpp"
#include "hotro/edge/json.hpp"
#include "hotro/explain.hpp"
#include "hotro/load.hpp"

using namespace hotro;

namespace {

const std::string law = R"(hotro: 1
rule_set: test.treatment
title: {en: Treatment}
currency: VND
by: act
covers: 2023-01-01 .. 2023-12-31
effective_on: event
sources:
  act: {en: Act, enacted: 2023-01-01}
facts:
  dossier:
    event: {type: date}
    treated_at: {type: [hospital, home, nowhere]}
    stay: {type: days, max: 400}
    times: {type: count, max: 9}
    carer: {type: truth}
    carer_days: {type: days, max: 400, applies_if: carer}
parameters:
  least: {type: days, versions: [{value: 10, cite: act art 4}, {value: none, applies_from: 2023-07-01, cite: act art 4}]}
tables:
  level:
    label: {vi: Mức, en: Level}
    hit: first
    inputs: [treated_at, stay]
    outputs: {amount: money, serious: truth}
    rules:
      - {if: ['"hospital"', '>= days(21)'], then: [3_000_000, true], cite: act art 1 pt a, sure: one source}
      - {if: ['"hospital"', '-'], then: [1_500_000, false], cite: act art 1 pt b}
      - {if: ['"home"', '>= days(30)'], then: [500_000, false], cite: act art 1 pt c}
    otherwise: {then: [0, false], cite: act art 2}
    cite: act art 1
  bonus:
    hit: collect
    aggregate: sum
    inputs: [times, level.serious]
    outputs: {amount: money}
    rules:
      - {if: ['>= 2', '-'], then: [100_000], cite: act art 3 pt a}
      - {if: ['-', 'true'], then: [200_000], cite: act art 3 pt b}
    cite: act art 3
  care:
    hit: unique
    inputs: [carer_days]
    outputs: {amount: money}
    rules:
      - {if: ['>= least'], then: [50_000], cite: act art 4}
    otherwise: {then: [0], cite: act art 4}
    cite: act art 4
benefits:
  support:
    eligible:
      all:
        - {id: treated, that: level.amount > 0, reason: {en: Not treated long enough}, cite: act art 1}
    entitlement: {value: level.amount + bonus + care, cite: act art 1}
)";

struct Treatment {
  Sources sources;
  RuleSet rules = [&] {
    const std::vector<std::uint32_t> files{sources.add("rules.yaml", law)};
    return load(sources, files).value();
  }();
  Program program = compile(rules).value();
  Evaluator evaluator{program, 1};
  Explainer explainer{rules, evaluator, Language::en};
  edge::Coverage coverage{rules, sources};

  using Given = std::vector<std::pair<std::string, std::int64_t>>;
  static constexpr std::int64_t in_february = 19'389, in_august = 19'570;

  Decision decide(Given given, std::int64_t day = in_february) {
    Facts facts(program);
    given.emplace_back("event", day);
    for (const auto& [path, value] : given) REQUIRE(facts.set(program.find(path), value));
    const Decision decision = evaluator.evaluate(facts)[1];
    coverage.add(evaluator);
    return decision;
  }
  /// One line for each rule: whose, its number, its depth, its citation.
  std::string rules_hit() {
    std::string lines;
    for (const Reason& reason : explainer.explain(Lines::all)) {
      if (reason.role != Role::rule) continue;
      lines += std::string(reason.table) + " " + std::to_string(reason.number) + " at " +
               std::to_string(reason.depth) + " [" + std::string(reason.citation) + "]\n";
    }
    return lines;
  }
  std::string ways(const std::string& of, const std::string& beginning) {
    for (const edge::CoverageItem& item : coverage.items()) {
      if (item.kind != edge::ItemKind::rule || item.of != of || item.text.rfind(beginning, 0) != 0) continue;
      std::string result;
      for (const edge::CoverageWay& way : item.ways) {
        result += (result.empty() ? "" : ", ") +
                  (way.counts() ? way.name + " " + std::to_string(way.cases) : "(" + way.name + ")");
      }
      return result;
    }
    return "not an item";
  }
};

}  // namespace

TEST_CASE("the rule that was hit is shown where a condition or an amount reads the table, with its article") {
  Treatment treatment;
  CHECK(
      treatment.decide({{"treated_at", 0}, {"stay", 30}, {"times", 3}, {"carer", 0}}).entitlement.low.units ==
      3'300'000);
  CHECK(treatment.rules_hit() ==
        "level 1 at 1 [Act, Art. 1 pt. a]\n"
        "level 1 at 1 [Act, Art. 1 pt. a]\n"
        "bonus 1 at 1 [Act, Art. 3 pt. a]\n"
        "bonus 2 at 1 [Act, Art. 3 pt. b]\n"
        "care 0 at 1 [Act, Art. 4]\n");
  const Reason first = treatment.explainer.explain(Lines::all)[1];
  CHECK(text(first, Language::en) ==
        "  ✓ rule 1 of Level: treated_at = \"hospital\" and stay >= days(21) — found: treated_at = hospital, "
        "stay = 30 days [Act, Art. 1 pt. a; one source only]");
  CHECK(first.sureness == Sureness::one_source);
  Explainer vi(treatment.rules, treatment.evaluator, Language::vi);
  CHECK(std::string(vi.explain(Lines::all)[1].text) == "dòng 1 của Mức");
}

TEST_CASE("below a table, the rules of a table that it reads are shown") {
  Treatment treatment;
  // Without the amount of the level: what only the other table reads.
  const std::size_t at = law.find("{value: level.amount + bonus");
  std::string other = law;
  other.replace(at, std::string("{value: level.amount + bonus").size(), "{value: bonus");
  Sources sources;
  const std::vector<std::uint32_t> files{sources.add("rules.yaml", other)};
  const RuleSet rules = load(sources, files).value();
  const Program program = compile(rules).value();
  Evaluator evaluator(program, 1);
  Facts facts(program);
  for (const auto& [path, value] : Treatment::Given{
           {"treated_at", 0}, {"stay", 30}, {"times", 0}, {"carer", 0}, {"event", Treatment::in_february}})
    REQUIRE(facts.set(program.find(path), value));
  evaluator.evaluate(facts);
  Explainer explainer(rules, evaluator, Language::en);
  std::string lines;
  for (const Reason& reason : explainer.explain(Lines::all)) {
    if (reason.role == Role::rule)
      lines += std::to_string(reason.depth) + " " + std::string(reason.text) + "\n";
  }
  CHECK(lines == "1 rule 1 of Level\n1 rule 2 of bonus\n2 rule 1 of Level\n1 otherwise, by care\n");
}

TEST_CASE("of several rules that are met the first is hit, and otherwise what is left") {
  Treatment treatment;
  treatment.decide({{"treated_at", 0}, {"stay", 3}, {"times", 0}, {"carer", 0}});
  CHECK(treatment.rules_hit() ==
        "level 2 at 1 [Act, Art. 1 pt. b]\nlevel 2 at 1 [Act, Art. 1 pt. b]\ncare 0 at 1 [Act, Art. 4]\n");
  CHECK(treatment.decide({{"treated_at", 2}, {"stay", 3}, {"times", 0}, {"carer", 0}}).eligible == Truth::no);
  CHECK(treatment.rules_hit() == "level 0 at 1 [Act, Art. 2]\n");
}

TEST_CASE(
    "where a fact is missing, the rules that are hit whatever it is are shown, and the fact is asked for") {
  Treatment treatment;
  const Decision decision = treatment.decide({{"treated_at", 0}, {"times", 3}, {"carer", 0}});
  CHECK(decision.eligible == Truth::yes);
  CHECK(decision.entitlement.low.units == 1'600'000);
  CHECK(decision.entitlement.high.units == 3'300'000);
  CHECK(treatment.rules_hit() == "bonus 1 at 1 [Act, Art. 3 pt. a]\ncare 0 at 1 [Act, Art. 4]\n");
  CHECK(treatment.explainer.missing() == std::vector<std::uint32_t>{treatment.program.find("stay")});
}

TEST_CASE("a rule that reads a parameter is met while that is in force, and if the fact applies") {
  Treatment treatment;
  const Treatment::Given given{
      {"treated_at", 0}, {"stay", 3}, {"times", 0}, {"carer", 2}, {"carer_days", 10}};
  CHECK(treatment.decide(given).entitlement.low.units == 1'550'000);
  CHECK(treatment.decide(given, Treatment::in_august).entitlement.low.units == 1'500'000);
  Treatment::Given alone = given;
  alone[3].second = 0;
  CHECK(treatment.decide(alone).entitlement.low.units == 1'500'000);
  CHECK(treatment.decide(alone).entitlement.high.units == 1'500'000);
}

TEST_CASE("the JSON of a rule names its table and its number") {
  Treatment treatment;
  treatment.decide({{"treated_at", 2}, {"stay", 30}, {"times", 3}, {"carer", 0}});
  const edge::Explanation explanation =
      edge::explain_row(treatment.rules, treatment.evaluator, treatment.explainer, edge::Detail::everything);
  const std::string json =
      edge::json_explanation(treatment.rules, treatment.program, explanation, Language::en);
  CHECK(json.find(R"("role":"rule")") != std::string::npos);
  CHECK(json.find(R"("table":"level","rule":"otherwise")") != std::string::npos);
}

TEST_CASE("coverage counts each rule of a table: hit, not hit") {
  Treatment treatment;
  treatment.decide({{"treated_at", 0}, {"stay", 30}, {"times", 3}, {"carer", 0}});
  CHECK(treatment.ways("level", "rule 1: treated_at = \"hospital\" and stay >= days(21)") ==
        "hit 1, not hit 0");
  CHECK(treatment.ways("level", "rule 2") == "hit 0, not hit 1");
  CHECK(treatment.ways("level", "otherwise") == "hit 0, not hit 1");
  CHECK(treatment.ways("bonus", "rule 1") == "hit 1, not hit 0");
  treatment.decide({{"treated_at", 0}, {"times", 3}, {"carer", 0}});
  CHECK(treatment.ways("level", "rule 1") == "hit 1, not hit 0");  // not known
  CHECK(treatment.ways("level", "rule 3") == "hit 0, not hit 2");
  treatment.decide({{"treated_at", 2}, {"times", 0}, {"carer", 0}});
  CHECK(treatment.ways("level", "otherwise") == "hit 1, not hit 2");
  for (const edge::CoverageItem& item : treatment.coverage.items()) {
    if (item.kind == edge::ItemKind::rule && item.of == "level" && item.text == "otherwise")
      CHECK(cite(treatment.rules, item.basis, Language::en) == "Act, Art. 2");
    CHECK(item.text != "true");
  }
}
