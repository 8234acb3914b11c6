// SPDX-License-Identifier: Apache-2.0
#include "hotro/phases/budget.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <numeric>
#include <random>

using namespace hotro;
using namespace hotro::phases;
using Amounts = std::vector<std::int64_t>;

namespace {

edge::BudgetRules ordered(edge::Order order) {
  edge::BudgetRules rules;
  rules.order.value = order;
  rules.priority.resize(2);
  return rules;
}

edge::BudgetRules shared(Rounding rounding, std::int64_t step,
                         edge::Remainder remainder = edge::Remainder::largest) {
  edge::BudgetRules rules = ordered(edge::Order::pro_rata);
  rules.pro_rata = {rounding, step, remainder};
  return rules;
}

const std::vector<BudgetClaim> four = {{1'000'000, 2}, {2'000'000, 1}, {3'000'000, 0}, {700'000, 2}};

}  // namespace

TEST_CASE("a budget that suffices pays everybody, in whatever order") {
  for (const edge::Order order :
       {edge::Order::received_first, edge::Order::priority_first, edge::Order::pro_rata}) {
    CHECK(spend(four, 6'700'000, ordered(order)) == Amounts{1'000'000, 2'000'000, 3'000'000, 700'000});
    CHECK(spend({}, 0, ordered(order)).empty());
    CHECK(spend(four, 0, ordered(order)) == Amounts{0, 0, 0, 0});
  }
}

TEST_CASE("who was received first is paid first, and nobody goes before one who waits") {
  CHECK(spend(four, 5'999'999, ordered(edge::Order::received_first)) == Amounts{1'000'000, 2'000'000, 0, 0});
  CHECK(spend(four, 999'999, ordered(edge::Order::received_first)) == Amounts{0, 0, 0, 0});
}

TEST_CASE("priority groups are paid one after the other, each in the order received") {
  CHECK(spend(four, 6'000'000, ordered(edge::Order::priority_first)) ==
        Amounts{1'000'000, 2'000'000, 3'000'000, 0});
  CHECK(spend(four, 5'000'000, ordered(edge::Order::priority_first)) == Amounts{0, 2'000'000, 3'000'000, 0});
}

TEST_CASE("shares are rounded as it is named, and what that leaves is given to the last step") {
  const std::vector<BudgetClaim> three = {{1'000'000}, {1'000'000}, {1'000'000}};
  CHECK(spend(three, 1'000'000, shared(Rounding::down, 1)) == Amounts{333'334, 333'333, 333'333});
  CHECK(spend(three, 1'000'000, shared(Rounding::up, 1)) == Amounts{333'334, 333'333, 333'333});
  CHECK(spend(three, 1'000'000, shared(Rounding::down, 1'000)) == Amounts{334'000, 333'000, 333'000});
  CHECK(spend(three, 1'000'999, shared(Rounding::half_up, 1'000)) == Amounts{334'000, 333'000, 333'000});
  // 100 on 10, 20, 90: 8.33, 16.66, 75
  const std::vector<BudgetClaim> uneven = {{10}, {20}, {90}};
  CHECK(spend(uneven, 100, shared(Rounding::down, 1)) == Amounts{8, 17, 75});
  CHECK(spend(uneven, 100, shared(Rounding::down, 1, edge::Remainder::received_first)) == Amounts{9, 16, 75});
}

TEST_CASE(
    "no more than the budget is spent, no more than is claimed, and no step is left that anybody could "
    "have") {
  std::mt19937_64 chance(541'700'000);
  for (int round = 0; round < 20'000; ++round) {
    std::vector<BudgetClaim> claims(1 + chance() % 12);
    std::int64_t total = 0;
    for (BudgetClaim& claim : claims) {
      claim.amount = static_cast<std::int64_t>(chance() % 5'000);
      total += claim.amount;
    }
    const auto budget = static_cast<std::int64_t>(chance() % static_cast<std::uint64_t>(total + 1));
    const auto step = static_cast<std::int64_t>(1 + chance() % 700);
    const auto rounding = static_cast<Rounding>(chance() % 7);
    const auto remainder = static_cast<edge::Remainder>(chance() % 2);
    const Amounts paid = spend(claims, budget, shared(rounding, step, remainder));
    const std::int64_t left = budget - std::accumulate(paid.begin(), paid.end(), std::int64_t{0});
    bool good = left >= 0;
    for (std::size_t i = 0; i < claims.size(); ++i) {
      good = good && paid[i] >= 0 && paid[i] <= claims[i].amount;
      if (total > budget)
        good = good && paid[i] % step == 0 && (left < step || paid[i] + step > claims[i].amount);
    }
    INFO("round " << round);
    REQUIRE(good);
  }
}

TEST_CASE("the largest amounts are shared without overflow") {
  const std::int64_t most = (std::int64_t{1} << 62U) - 2;
  CHECK(spend({{most}, {most}}, most, shared(Rounding::down, 1)) == Amounts{most / 2, most / 2});
}
