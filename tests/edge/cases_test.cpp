// SPDX-License-Identifier: Apache-2.0
#include "hotro/edge/cases.hpp"

#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "hotro/edge/files.hpp"
#include "hotro/load.hpp"

using namespace hotro;
using namespace hotro::edge;

namespace {

/// The rule set of the command line's pages.
struct Transport {
  RuleFiles files = open_rules("tests/cli/rules/demo/transport");
  RuleSet rules;
  Program program;
  std::vector<Diagnostic> diagnostics;

  Transport() {
    rules = load(files.sources, files.files).value();
    program = compile(rules).value();
  }
  CaseFile read(const std::string& text) {
    Diagnostics found;
    const std::uint32_t source = files.sources.add("cases.yaml", text);
    CaseFile file = read_cases(files.sources, source, rules, program, found);
    diagnostics = found.take();
    return file;
  }
  /// line:column code of each error
  std::vector<std::string> errors(const std::string& text) {
    read(text);
    std::vector<std::string> result;
    for (const Diagnostic& one : diagnostics) {
      const Place at = files.sources.place(one.span);
      result.push_back(std::to_string(at.line) + ":" + std::to_string(at.column) + " " +
                       std::string(code_text(one.code)));
    }
    return result;
  }
};

const std::string head = "hotro: 1\ncases_of: demo.transport\n";
using Lines = std::vector<std::string>;

}  // namespace

TEST_CASE("a case takes its template's facts, and its own before them") {
  Transport transport;
  const CaseFile file = transport.read(
      head +
      "given:\n"
      "  rider: {known: 25/08/2023, enterprise: {region: II}, facts: {way: bus, income: 1_000_000}}\n"
      "cases:\n"
      "  - {name: a, like: rider, facts: {income: 2_000_000, way: missing}, readings: {near: ten},\n"
      "     expect: {bus: {eligible: false, entitlement: 200_000 .. 300_000, failed: [far, "
      "outside_scope]}}}\n");
  REQUIRE(transport.diagnostics.empty());
  REQUIRE(file.cases.size() == 1);
  const Case& one = file.cases[0];
  CHECK(one.options.has_known);
  CHECK(iso(one.options.known) == "2023-08-25");
  CHECK(one.options.readings == std::vector<std::pair<std::string, std::string>>{{"near", "ten"}});
  REQUIRE(one.facts.size() == 2);
  CHECK(one.facts[0].path == "enterprise.region");
  CHECK(one.facts[1].path == "income");
  CHECK(one.facts[1].value == 2'000'000);
  REQUIRE(one.expectations.size() == 1);
  CHECK(one.expectations[0].has_eligible);
  CHECK(one.expectations[0].eligible == Truth::no);
  CHECK(one.expectations[0].entitlement == Amount{{200'000}, {300'000}});
  CHECK(one.expectations[0].failed == Lines{"far", "outside_scope"});
  CHECK_FALSE(one.expectations[0].has_payout);
}

TEST_CASE("mistakes in cases have a code and a place") {
  Transport transport;
  auto errors = [&](const std::string& one) { return transport.errors(head + "cases:\n  - " + one + "\n"); };
  CHECK(transport.errors("cases: []\n") == Lines{"1:1 E0203"});
  CHECK(transport.errors("hotro: 2\ncases_of: demo.other\ncases: []\n") == Lines{"1:8 E0205", "2:11 E0903"});
  CHECK(transport.errors(head + "case: []\n").front() == "1:1 E0203");
  CHECK(errors("{name: a, facts: {incom: 1}, expect: {}}") == Lines{"4:23 E0903"});
  CHECK(errors("{name: a, facts: {income: lots}, expect: {}}") == Lines{"4:31 E0206"});
  CHECK(errors("{name: a, facts: {income: 100_000_001}, expect: {}}") == Lines{"4:31 E0206"});
  CHECK(errors("{name: a, readings: {nea: ten}, expect: {}}") == Lines{"4:26 E0902"});
  CHECK(errors("{name: a, readings: {near: six}, expect: {}}") == Lines{"4:32 E0902"});
  CHECK(errors("{name: a, like: nobody, expect: {}}") == Lines{"4:21 E0903"});
  CHECK(errors("{name: a, cite: atc art 1, expect: {}}") == Lines{"4:21 E0803"});
  CHECK(errors("{name: a, cite: act article 1, expect: {}}") == Lines{"4:21 E0802"});
  CHECK(errors("{name: a, expect: {buss: {}}}") == Lines{"4:24 E0903"});
  CHECK(errors("{name: a, expect: {bus: {failed: [fra]}}}") == Lines{"4:39 E0903"});
  CHECK(errors("{name: a, expect: {bus: {status: granted}}}") == Lines{"4:38 E0903"});
  CHECK(errors("{name: a, expect: {bus: {payout: 1.5}}}") == Lines{"4:38 E0206"});
  CHECK(errors("{name: a, expect: {bus: {paid: 1}}}") == Lines{"4:30 E0201"});
  CHECK(errors("{name: a, error: E9999}") == Lines{"4:22 E0903"});
  CHECK(errors("{name: a}") == Lines{"4:6 E0203"});
  CHECK(errors("{expect: {}}") == Lines{"4:6 E0203"});
  CHECK(errors("{name: a, expect: {}}\n  - {name: a, expect: {}}") == Lines{"5:12 E0302"});
}
