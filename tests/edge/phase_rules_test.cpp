// SPDX-License-Identifier: Apache-2.0
#include "hotro/edge/phase_rules.hpp"

#include <catch2/catch.hpp>
#include <fstream>
#include <iterator>

#include "hotro/edge/files.hpp"
#include "hotro/load.hpp"

using namespace hotro;
using namespace hotro::edge;

namespace {

Date day(const char* text) {
  Date date;
  REQUIRE(parse_date(text, date));
  return date;
}

/// The rule set of Decision 6696 with its phases.
struct Shipped {
  RuleFiles files = open_rules("rules/vn/vgcl-6696");
  RuleSet rules = load(files.sources, files.files).value();
  Diagnostics diagnostics;
  PhaseRules phases;

  Shipped() {
    std::ifstream file(files.phases, std::ios::binary);
    const std::uint32_t source = files.sources.add(files.phases, {std::istreambuf_iterator<char>(file), {}});
    phases = read_phases(files.sources, source, rules, diagnostics);
    INFO(render(diagnostics.list(), files.sources));
    REQUIRE(diagnostics.list().empty());
  }
};

}  // namespace

TEST_CASE("the phases of Decision 6696 have both rounds with their last days") {
  const Shipped shipped;
  const PhaseRules& phases = shipped.phases;
  CHECK(phases.phases_of == "vn.vgcl-6696");
  CHECK(shipped.rules.facts[phases.person.fact].path() == "person_id");
  CHECK(phases.person.joined);
  CHECK(phases.person.from.digits == 9);
  CHECK(phases.person.to.digits == 12);
  CHECK(phases.person.basis.sureness == Sureness::one_source);
  REQUIRE(phases.rounds.size() == 2);
  CHECK(shipped.rules.sources[phases.rounds[0].act].id == "qd6696");
  CHECK(iso(phases.rounds[0].receive_until) == "2023-03-31");
  CHECK(iso(phases.rounds[0].finish_until) == "2023-05-30");
  CHECK(shipped.rules.sources[phases.rounds[1].act].id == "qd7785");
  CHECK(iso(phases.rounds[1].receive_until) == "2024-01-31");
  CHECK(iso(phases.rounds[1].finish_until) == "2024-03-31");
  CHECK(find_round(phases, day("2023-03-31")) == 0);
  CHECK(find_round(phases, day("2023-04-01")) == 1);
  CHECK(find_round(phases, day("2022-09-30")) == none);
  CHECK(find_round(phases, day("2024-01-01")) == none);
}

TEST_CASE("the phases of Decision 6696 say who is asked about a child, and how a budget is spent") {
  const Shipped shipped;
  const PhaseRules& phases = shipped.phases;
  REQUIRE(phases.quotas.size() == 1);
  CHECK(phases.quotas[0].at_most == 1);
  CHECK(shipped.rules.facts[phases.quotas[0].counts].path() == "raises_child");
  CHECK(phases.quotas[0].each == none);
  CHECK(shipped.rules.facts[phases.quotas[0].asks].path() == "other_carer");
  CHECK(phases.budget.order.value == Order::received_first);
  CHECK(phases.budget.order.reading());
  REQUIRE(phases.budget.priority.size() == 2);
  CHECK(phases.budget.priority[0].value == 2);  // yes
  CHECK(phases.budget.pro_rata.rounding == Rounding::down);
  CHECK(phases.budget.pro_rata.step == 1'000);
  CHECK(phases.budget.beyond.value == Beyond::waiting_list);
}

TEST_CASE("what was paid counts against a claim as the readings say") {
  Shipped shipped;
  PhaseRules& phases = shipped.phases;
  const Claim claim{1, 1};
  const Claim other_policy{0, 1};
  const Claim other_round{1, 0};
  const Claim neither{0, 0};
  const auto counted = [&] {
    return std::string() + (counts_against(phases, claim, claim) ? "s" : "") +
           (counts_against(phases, claim, other_policy) ? "p" : "") +
           (counts_against(phases, claim, other_round) ? "r" : "") +
           (counts_against(phases, claim, neither) ? "n" : "");
  };
  CHECK(counted() == "sprn");  // the highest level, over both rounds
  REQUIRE(set_reading(phases, "combine", "each_policy"));
  CHECK(counted() == "sr");
  REQUIRE(set_reading(phases, "once_in", "round"));
  CHECK(counted() == "s");
  REQUIRE(set_reading(phases, "combine", "highest_with_difference"));
  CHECK(counted() == "sp");
}

TEST_CASE("a reading of phases takes its own options and no others") {
  Shipped shipped;
  CHECK(set_reading(shipped.phases, "order", "pro_rata"));
  CHECK(shipped.phases.budget.order.value == Order::pro_rata);
  CHECK(set_reading(shipped.phases, "beyond", "refused"));
  CHECK(name(shipped.phases.budget.beyond.value) == "refused");
  CHECK_FALSE(set_reading(shipped.phases, "order", "by_name"));
  CHECK_FALSE(set_reading(shipped.phases, "days_counted", "cumulative"));
  shipped.phases.budget.order.options = {Order::received_first};
  CHECK_FALSE(set_reading(shipped.phases, "order", "pro_rata"));
}
