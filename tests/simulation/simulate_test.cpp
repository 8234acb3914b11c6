// SPDX-License-Identifier: Apache-2.0
// What a simulation counts is what single decisions add up to, whatever the rules, the rows and their
// weights.

#include <catch2/catch.hpp>
#include <map>
#include <numeric>
#include <set>

#include "differential/contest.hpp"
#include "differential/row_writer.hpp"
#include "hotro/simulation/simulate.hpp"

namespace {

using generated::Draw;
using hotro::Decision;
using hotro::Status;
using hotro::Wide;
using hotro::simulation::Figure;
using hotro::simulation::Gains;
using hotro::simulation::Transition;
using hotro::simulation::VariantTally;

constexpr std::uint64_t first_seed = 810'000;
constexpr std::uint64_t seeds = 60;

/// The same, counted as plainly as can be.
struct Expected {
  std::vector<std::vector<Wide>> people;  // by benefit and status
  std::vector<Figure> granted;
  std::vector<hotro::simulation::Refusals> refusals;
  Figure paid;
  Wide undetermined = 0;
  Gains gains;
  std::map<Transition, Figure> transitions;
};

void add(Figure& figure, std::int64_t weight, Wide low, Wide high) {
  figure.people += weight;
  figure.low += weight * low;
  figure.high += weight * high;
}

hotro::simulation::RefusedBy refused_by(const Decision& one) {
  const bool refused = hotro::status(one) == Status::not_eligible;
  return {one.failed, refused && one.in_scope == hotro::Truth::no};
}

using Decisions = std::vector<Decision>;  // of a row: combined, then by benefit

void count(Expected& to, const Decisions& row, std::int64_t weight) {
  if (weight == 0) return;
  for (std::size_t b = 0; b + 1 < row.size(); ++b) {
    const Decision& one = row[b + 1];
    const Status status = hotro::status(one);
    if (status == Status::not_concerned) continue;
    to.people[b][static_cast<std::size_t>(status)] += weight;
    if (status == Status::not_eligible)
      to.refusals[b][refused_by(one)] += weight;
    else if (one.payout.high.units != 0)
      add(to.granted[b], weight, one.payout.low.units, one.payout.high.units);
  }
  const Decision& all = row.front();
  if (all.payout.high.units != 0) add(to.paid, weight, all.payout.low.units, all.payout.high.units);
  if (hotro::status(all) == Status::undetermined || !all.payout.known()) to.undetermined += weight;
}

void compare(Expected& to, const Decisions& before, const Decisions& after, std::int64_t weight) {
  if (weight == 0) return;
  const hotro::Amount& was = before.front().payout;
  const hotro::Amount& is = after.front().payout;
  if (was.low != is.low || was.high != is.high) {
    const std::int64_t least = is.low.units - was.high.units;
    const std::int64_t most = is.high.units - was.low.units;
    if (least > 0)
      add(to.gains.gainers, weight, least, most);
    else if (most < 0)
      add(to.gains.losers, weight, -most, -least);
    else
      add(to.gains.unsure, weight, least, most);
  }
  for (std::uint32_t b = 0; b + 1 < before.size(); ++b) {
    const Decision& x = before[b + 1];
    const Decision& y = after[b + 1];
    const Transition key{b, b, hotro::status(x), hotro::status(y), refused_by(x), refused_by(y)};
    if (key.status_before == key.status_after && key.refused_before == key.refused_after &&
        x.payout.low == y.payout.low && x.payout.high == y.payout.high)
      continue;
    add(to.transitions[key], weight, y.payout.low.units - x.payout.high.units,
        y.payout.high.units - x.payout.low.units);
  }
}

bool same(const Figure& a, const Figure& b) {
  return a.people == b.people && a.low == b.low && a.high == b.high;
}

void check_same(const VariantTally& tally, const Expected& expected) {
  CHECK(same(tally.granted, expected.paid));
  CHECK(tally.undetermined == expected.undetermined);
  for (std::size_t b = 0; b < tally.benefits.size(); ++b) {
    for (std::size_t s = 0; s < hotro::edge::status_count; ++s)
      CHECK(tally.benefits[b].people[s] == expected.people[b][s]);
    CHECK(same(tally.benefits[b].granted, expected.granted[b]));
    CHECK(tally.benefits[b].refusals == expected.refusals[b]);
  }
  CHECK(same(tally.gains.gainers, expected.gains.gainers));
  CHECK(same(tally.gains.losers, expected.gains.losers));
  CHECK(same(tally.gains.unsure, expected.gains.unsure));
  REQUIRE(tally.transitions.size() == expected.transitions.size());
  for (const auto& [key, figure] : expected.transitions) {
    const auto found = tally.transitions.find(key);
    REQUIRE(found != tally.transitions.end());
    CHECK(same(found->second, figure));
  }
}

Decisions decide(hotro::Evaluator& evaluator, const hotro::RuleSet& rules, const oracle::Row& row) {
  const auto decisions = evaluator.evaluate(generated::facts_of(rules, evaluator.program(), row));
  return {decisions.begin(), decisions.end()};
}

/// Names by which rows of a model can be grouped.
std::vector<std::string> groups_of(const hotro::Program& program) {
  std::vector<std::string> groups;
  for (const hotro::Input& input : program.inputs()) {
    if (input.kind == hotro::Kind::truth || input.kind == hotro::Kind::choice) groups.push_back(input.path);
    if (input.kind == hotro::Kind::date) groups.push_back("age(" + input.path + ")");
  }
  return groups;
}

/// Every grouping divides the population and what it is paid.
void check_groups(const hotro::simulation::Tally& tally) {
  for (std::size_t g = 0; g < tally.groups.size(); ++g) {
    INFO("group " << tally.groups[g].name);
    Wide people = 0;
    for (const auto& cell : tally.groups[g].cells) people += cell.people;
    CHECK(people == tally.people);
    for (const VariantTally& variant : tally.variants) {
      Figure paid;
      Gains gains;
      Wide undetermined = 0;
      for (const auto& cell : variant.groups[g]) {
        paid += cell.granted;
        gains += cell.gains;
        undetermined += cell.undetermined;
      }
      CHECK(same(paid, variant.granted));
      CHECK(undetermined == variant.undetermined);
      CHECK(same(gains.gainers, variant.gains.gainers));
      CHECK(same(gains.losers, variant.gains.losers));
      CHECK(same(gains.unsure, variant.gains.unsure));
    }
  }
}

std::string as_text(Wide number) { return std::to_string(static_cast<long long>(number)); }

/// Everything that is counted, so that two runs can be compared.
std::string as_text(const hotro::simulation::Tally& tally) {
  std::string text = as_text(tally.people);
  const auto put = [&](const Figure& f) {
    text += " " + as_text(f.people) + "/" + as_text(f.low) + "/" + as_text(f.high);
  };
  for (const VariantTally& v : tally.variants) {
    put(v.granted);
    put(v.gains.gainers);
    put(v.gains.losers);
    for (const auto& b : v.benefits) {
      put(b.granted);
      for (const auto& [by, people] : b.refusals)
        text += " " + std::to_string(by.failed) + (by.outside_scope ? "o" : "") + ":" + as_text(people);
    }
    for (const auto& [key, figure] : v.transitions) put(figure);
    for (const auto& group : v.groups) {
      for (const auto& cell : group) put(cell.granted);
    }
    for (const auto& one : v.gainers) text += " +" + std::to_string(one.row);
    for (const auto& one : v.losers) text += " -" + std::to_string(one.row);
  }
  return text;
}

}  // namespace

TEST_CASE("what a simulation counts is what single decisions add up to") {
  std::size_t accepted = 0;
  std::size_t changed = 0;
  for (std::uint64_t seed = first_seed; seed < first_seed + seeds; ++seed) {
    INFO("seed " << seed);
    Draw draw(seed);
    const generated::Texts texts = generated::write_rules(draw);
    std::string why;
    std::optional<hotro::RuleSet> loaded = generated::load(texts, why);
    if (!loaded) continue;
    const auto rules = std::make_shared<const hotro::RuleSet>(std::move(*loaded));
    hotro::simulation::Plan plan;
    for (int i = 0; i < 3; ++i) {
      auto variant = hotro::simulation::make_variant("v" + std::to_string(i), rules,
                                                     generated::draw_options(draw, *rules));
      if (variant) plan.variants.push_back(std::move(*variant));
    }
    if (plan.variants.size() < 2) continue;
    ++accepted;
    const std::vector<oracle::Row> rows = generated::RowWriter(draw, *rules).stretches(700);
    std::vector<std::size_t> order(rows.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    const hotro::Program& base = plan.variants.front().program;
    const generated::Columns columns(draw, *rules, base, rows, order);
    std::vector<std::int64_t> weights;
    if (draw.chance(50)) {
      for (std::size_t i = 0; i < rows.size(); ++i) weights.push_back(draw.whole(0, 3'000'000));
    }
    hotro::simulation::TablePopulation population(base, columns.table(), weights);
    plan.groups = groups_of(base);
    plan.threads = static_cast<unsigned>(draw.number(1, 3));
    const auto tally = hotro::simulation::simulate(plan, population);
    REQUIRE(tally);
    CHECK(tally->rows == rows.size());
    check_groups(*tally);

    std::vector<Expected> expected(plan.variants.size());
    std::vector<hotro::Evaluator> evaluators;
    for (std::size_t v = 0; v < plan.variants.size(); ++v) {
      evaluators.emplace_back(plan.variants[v].program, 1);
      const std::size_t benefits = plan.variants[v].program.benefits().size();
      expected[v].people.assign(benefits, std::vector<Wide>(hotro::edge::status_count));
      expected[v].granted.resize(benefits);
      expected[v].refusals.resize(benefits);
    }
    for (std::size_t r = 0; r < rows.size(); ++r) {
      const std::int64_t weight = weights.empty() ? 1 : weights[r];
      Decisions before;
      for (std::size_t v = 0; v < expected.size(); ++v) {
        const Decisions row = decide(evaluators[v], *rules, rows[r]);
        count(expected[v], row, weight);
        if (v == 0)
          before = row;
        else
          compare(expected[v], before, row, weight);
      }
    }
    for (std::size_t v = 0; v < expected.size(); ++v) {
      INFO("variant " << v);
      check_same(tally->variants[v], expected[v]);
      changed += tally->variants[v].transitions.size();
    }
  }
  CHECK(accepted > seeds / 2);
  CHECK(changed > accepted);  // some of the variants differ
}

TEST_CASE("the number of threads changes nothing, and neither does cutting a table") {
  Draw draw(77);
  std::string why;
  std::optional<hotro::RuleSet> loaded;
  while (!loaded) loaded = generated::load(generated::write_rules(draw), why);
  const auto rules = std::make_shared<const hotro::RuleSet>(std::move(*loaded));
  hotro::simulation::Plan plan;
  for (int i = 0; i < 2; ++i) {
    auto variant = hotro::simulation::make_variant("", rules, generated::draw_options(draw, *rules));
    if (variant) plan.variants.push_back(std::move(*variant));
  }
  REQUIRE(!plan.variants.empty());
  const std::vector<oracle::Row> rows = generated::RowWriter(draw, *rules).stretches(900);
  std::vector<std::size_t> order(40'000);  // more than one part of a table
  for (std::size_t& row : order) row = draw.below(rows.size());
  const hotro::Program& base = plan.variants.front().program;
  const generated::Columns columns(draw, *rules, base, rows, order);
  plan.groups = groups_of(base);
  std::set<std::string> results;
  for (const unsigned threads : {1U, 2U, 5U}) {
    hotro::simulation::TablePopulation population(base, columns.table());
    plan.threads = threads;
    const auto tally = hotro::simulation::simulate(plan, population);
    REQUIRE(tally);
    results.insert(as_text(*tally));
  }
  CHECK(results.size() == 1);
}
