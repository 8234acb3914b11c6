// SPDX-License-Identifier: Apache-2.0
// What holds of every rule set and every row, whatever the law says; tried on random ones. A failure names
// the seed: `HOTRO_SEED=n test_differential [seed]` prints that rule set.

#include <catch2/catch.hpp>
#include <numeric>

#include "differential/contest.hpp"
#include "differential/row_writer.hpp"

namespace {

using generated::Draw;
using hotro::Decision;
using hotro::Truth;

constexpr std::uint64_t first_seed = 500'000;
constexpr std::uint64_t seeds = 80;

/// Calls `property(trial, draw)` for accepted rule sets.
template <class F>
void for_rule_sets(std::uint64_t from, F&& property) {
  std::size_t accepted = 0;
  for (std::uint64_t seed = from; seed < from + seeds; ++seed) {
    Draw draw(seed);
    const generated::Texts texts = generated::write_rules(draw);
    std::string why;
    std::optional<hotro::RuleSet> rules = generated::load(texts, why);
    if (!rules) continue;
    const hotro::CompileOptions options = generated::draw_options(draw, *rules);
    const std::optional<generated::Trial> trial = generated::compile(std::move(*rules), options, why);
    if (!trial) continue;
    ++accepted;
    INFO("seed " << seed);
    property(*trial, draw, texts);
  }
  CHECK(accepted * 5 > seeds * 4);
}

std::vector<Decision> decide(hotro::Evaluator& evaluator, const generated::Trial& trial,
                             const oracle::Row& row) {
  const auto decisions = evaluator.evaluate(generated::facts_of(trial.rules, evaluator.program(), row));
  return {decisions.begin(), decisions.end()};
}

bool within(const hotro::Amount& inner, const hotro::Amount& outer) {
  return outer.low <= inner.low && inner.low <= inner.high && inner.high <= outer.high;
}
bool keeps(Truth before, Truth after) { return before == Truth::unknown || before == after; }

/// What `before` says is still so in `after`, which was decided on more facts.
bool refines(const Decision& after, const Decision& before) {
  const bool truths = keeps(before.concerned, after.concerned) && keeps(before.in_scope, after.in_scope) &&
                      keeps(before.eligible, after.eligible);
  const bool amounts = within(after.entitlement, before.entitlement) && within(after.payout, before.payout) &&
                       within(after.overpaid, before.overpaid);
  const bool bits = before.in_scope != after.in_scope || (before.failed & ~after.failed) == 0;
  return truths && amounts && bits;
}

/// The rows in one table, by blocks of some size.
std::vector<std::vector<Decision>> tabled(Draw& draw, const generated::Trial& trial,
                                          const std::vector<oracle::Row>& rows) {
  std::vector<std::size_t> order(rows.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  const generated::Columns columns(draw, trial.rules, trial.program, rows, order);
  hotro::Evaluator evaluator(trial.program, draw.of({1U, 7U, 16U, 512U}));
  hotro::DecisionColumns out;
  evaluator.evaluate(columns.table(), 0, rows.size(), out);
  std::vector<std::vector<Decision>> result;
  for (std::size_t r = 0; r < rows.size(); ++r) {
    result.push_back({out.combined.at(r)});
    for (const hotro::BenefitColumns& benefit : out.benefits) result.back().push_back(benefit.at(r));
  }
  return result;
}

/// The same law with its conditions, its facts and what stands in its lists in another order.
struct Shuffled {
  hotro::RuleSet rules;
  std::vector<std::uint32_t> facts;                    // by new index, the old one
  std::vector<std::vector<std::uint32_t>> conditions;  // likewise, by benefit

  Shuffled(Draw& draw, const hotro::RuleSet& given) : rules(given) {
    facts = order(draw, given.facts.size());
    std::vector<std::uint32_t> place(facts.size());
    for (std::uint32_t f = 0; f < facts.size(); ++f) {
      rules.facts[f] = given.facts[facts[f]];
      place[facts[f]] = f;
    }
    for (hotro::Formula& formula : rules.formulas) {
      switch (formula.operation) {
        case hotro::Operation::fact: formula.index = place[formula.index]; break;
        case hotro::Operation::all:
        case hotro::Operation::any:
        case hotro::Operation::no_one:
        case hotro::Operation::at_least:
        case hotro::Operation::minimum:
        case hotro::Operation::maximum: draw.shuffle(formula.inputs); break;
        default: break;
      }
    }
    for (std::size_t b = 0; b < rules.benefits.size(); ++b) {
      hotro::Benefit& benefit = rules.benefits[b];
      if (benefit.paid_before != hotro::none) benefit.paid_before = place[benefit.paid_before];
      conditions.push_back(order(draw, benefit.conditions.size()));
      for (std::size_t c = 0; c < benefit.conditions.size(); ++c)
        benefit.conditions[c] = given.benefits[b].conditions[conditions[b][c]];
    }
  }

  static std::vector<std::uint32_t> order(Draw& draw, std::size_t count) {
    std::vector<std::uint32_t> result(count);
    std::iota(result.begin(), result.end(), 0U);
    draw.shuffle(result);
    return result;
  }
  [[nodiscard]] oracle::Row row(const oracle::Row& given) const {
    oracle::Row result;
    for (const std::uint32_t fact : facts) result.push_back(given[fact]);
    return result;
  }
  /// What is decided of a benefit, with its bits in the new order.
  [[nodiscard]] Decision decision(std::size_t benefit, Decision given) const {
    std::uint64_t failed = 0, open = 0;
    for (std::size_t c = 0; c < conditions[benefit].size(); ++c) {
      failed |= (given.failed >> conditions[benefit][c] & 1U) << c;
      open |= (given.open >> conditions[benefit][c] & 1U) << c;
    }
    given.failed = failed;
    given.open = open;
    return given;
  }
};

std::string both(const Decision& a, const Decision& b) {
  return generated::text_of(a) + "\n" + generated::text_of(b);
}

}  // namespace

TEST_CASE("Filling in a missing fact never changes what is determined, and only narrows amounts") {
  for_rule_sets(first_seed, [](const generated::Trial& trial, Draw& draw, const auto&) {
    hotro::Evaluator evaluator(trial.program);
    generated::RowWriter writer(draw, trial.rules);
    for (int i = 0; i < 12; ++i) {
      oracle::Row row = i % 3 == 0 ? writer.spanned() : writer.partial(draw.of({20, 60, 100}), false);
      std::vector<Decision> before = decide(evaluator, trial, row);
      // One fact after the other, in any order. An assumption that is replaced by a fact may change
      // everything.
      std::vector<std::uint32_t> facts;
      for (std::uint32_t fact = 0; fact < row.size(); ++fact) {
        const hotro::Fact& about = trial.rules.facts[fact];
        const bool open = row[fact].missing ? !about.has_default : !row[fact].value.known();
        if (open && about.type.kind != hotro::Kind::text) facts.push_back(fact);
      }
      draw.shuffle(facts);
      for (const std::uint32_t fact : facts) {
        std::int64_t value = writer.value(fact);
        if (!row[fact].missing) value = draw.whole(row[fact].value.low, row[fact].value.high);
        row[fact] = {false, {value, value}};
        const std::vector<Decision> after = decide(evaluator, trial, row);
        for (std::size_t d = 0; d < after.size(); ++d) {
          if (!refines(after[d], before[d])) {
            FAIL_CHECK(trial.rules.facts[fact].path() << " filled in\n"
                                                      << both(before[d], after[d]) << "\n"
                                                      << generated::text_of(trial.rules, row));
          }
        }
        before = after;
      }
    }
  });
}

TEST_CASE("A row without missing facts is decided, in every benefit") {
  for_rule_sets(first_seed + 1'000, [](const generated::Trial& trial, Draw& draw, const auto&) {
    hotro::Evaluator evaluator(trial.program);
    generated::RowWriter writer(draw, trial.rules);
    for (int i = 0; i < 10; ++i) {
      const oracle::Row row = writer.complete();
      for (const Decision& d : decide(evaluator, trial, row)) {
        const bool decided = d.concerned != Truth::unknown && d.in_scope != Truth::unknown &&
                             d.eligible != Truth::unknown && d.entitlement.known() && d.payout.known() &&
                             d.overpaid.known() && d.open == 0;
        if (!decided) FAIL_CHECK(generated::text_of(d) << "\n" << generated::text_of(trial.rules, row));
      }
    }
  });
}

TEST_CASE(
    "Nobody is paid less than nothing, more than the entitlement, or by two benefits that are not on top") {
  for_rule_sets(first_seed + 2'000, [](const generated::Trial& trial, Draw& draw, const auto&) {
    hotro::Evaluator evaluator(trial.program);
    generated::RowWriter writer(draw, trial.rules);
    for (int i = 0; i < 20; ++i) {
      const oracle::Row row = i % 2 == 0 ? writer.complete() : writer.partial(30, true);
      const std::vector<Decision> decisions = decide(evaluator, trial, row);
      std::int64_t paid = 0;
      int paying = 0;
      for (std::size_t d = 0; d < decisions.size(); ++d) {
        const Decision& one = decisions[d];
        const bool sane = one.payout.low.units >= 0 && one.payout.low <= one.payout.high &&
                          one.entitlement.low.units >= 0 && one.entitlement.low <= one.entitlement.high &&
                          one.payout.high <= one.entitlement.high && one.overpaid.low.units >= 0 &&
                          one.overpaid.low <= one.overpaid.high && (one.failed & one.open) == 0 &&
                          (one.eligible != Truth::no || one.entitlement.high.units == 0) &&
                          (one.eligible != Truth::yes || (one.failed | one.open) == 0);
        if (!sane) FAIL_CHECK(generated::text_of(one) << "\n" << generated::text_of(trial.rules, row));
        if (d == 0) continue;
        paid += one.payout.low.units;
        if (one.payout.low.units > 0 && !trial.rules.benefits[d - 1].on_top) ++paying;
      }
      // What is certain to be paid on one line is certain to be paid at all; of two certain ones there is
      // none.
      CHECK(paying <= 1);
      CHECK(paid <= decisions[0].payout.low.units);
      if (i % 2 == 0) CHECK(paid == decisions[0].payout.low.units);
    }
  });
}

TEST_CASE(
    "The order of conditions, of facts and of what stands in a list changes nothing but the order of the "
    "bits") {
  for_rule_sets(first_seed + 3'000, [](const generated::Trial& trial, Draw& draw, const auto&) {
    const Shuffled shuffled(draw, trial.rules);
    std::string why;
    const std::optional<generated::Trial> other = generated::compile(shuffled.rules, trial.options, why);
    INFO(why);
    REQUIRE(other);
    generated::RowWriter writer(draw, trial.rules);
    std::vector<oracle::Row> rows, others;
    for (const oracle::Row& row : writer.stretches(40)) {
      rows.push_back(row);
      others.push_back(shuffled.row(row));
    }
    const std::vector<std::vector<Decision>> before = tabled(draw, trial, rows),
                                             after = tabled(draw, *other, others);
    hotro::Evaluator one(trial.program), two(other->program);
    for (std::size_t r = 0; r < rows.size(); ++r) {
      for (const bool alone : {true, false}) {
        const std::vector<Decision> a = alone ? decide(one, trial, rows[r]) : before[r];
        const std::vector<Decision> b = alone ? decide(two, *other, others[r]) : after[r];
        for (std::size_t d = 0; d < a.size(); ++d) {
          const Decision expected = d == 0 ? a[0] : shuffled.decision(d - 1, a[d]);
          if (!generated::same(expected, b[d]))
            FAIL_CHECK(both(expected, b[d]) << "\n" << generated::text_of(trial.rules, rows[r]));
        }
      }
    }
  });
}

TEST_CASE("Cutting a table into parts changes nothing, and a row in a table is decided as alone") {
  for_rule_sets(first_seed + 4'000, [](const generated::Trial& trial, Draw& draw, const auto&) {
    const std::vector<oracle::Row> rows = generated::RowWriter(draw, trial.rules).stretches(70);
    const std::vector<std::vector<Decision>> whole = tabled(draw, trial, rows);
    std::vector<std::size_t> order(rows.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    const generated::Columns columns(draw, trial.rules, trial.program, rows, order);
    hotro::Evaluator evaluator(trial.program, draw.of({1U, 7U, 16U, 512U}));
    for (std::size_t r = 0; r < rows.size(); ++r) {
      const std::vector<Decision> alone = decide(evaluator, trial, rows[r]);
      for (std::size_t d = 0; d < alone.size(); ++d) CHECK(generated::same(alone[d], whole[r][d]));
    }
    hotro::DecisionColumns all, part;
    evaluator.evaluate(columns.table(), 0, rows.size(), all);
    for (std::size_t first = 0; first < rows.size();) {
      const std::size_t last = first + 1 + draw.below(rows.size() - first);
      evaluator.evaluate(columns.table(), first, last, part);
      CHECK(part.invalid.size() == last - first);
      for (std::size_t r = first; r < last; ++r) {
        bool same = generated::same(part.combined.at(r - first), whole[r][0]) &&
                    part.invalid[r - first] == all.invalid[r];
        for (std::size_t b = 0; b < part.benefits.size(); ++b)
          same = same && generated::same(part.benefits[b].at(r - first), whole[r][b + 1]);
        if (!same) FAIL_CHECK("row " << r << " of rows " << first << " to " << last);
      }
      first = last;
    }
  });
}

TEST_CASE("As known before an amendment, the law is the law without it") {
  std::size_t compared = 0;
  for_rule_sets(
      first_seed + 5'000, [&](const generated::Trial& trial, Draw& draw, const generated::Texts& texts) {
        std::string why;
        std::optional<hotro::RuleSet> base = generated::load(texts, why, false);
        // Without the amendment its facts do not exist, and rows could not be the same for both.
        if (!base || base->acts.size() == trial.rules.acts.size() ||
            base->facts.size() != trial.rules.facts.size())
          return;
        hotro::CompileOptions options;
        options.has_known = true;
        options.known = trial.rules.sources[trial.rules.base_act].enacted;
        const std::optional<generated::Trial> before = generated::compile(std::move(*base), options, why);
        const std::optional<generated::Trial> amended = generated::compile(trial.rules, options, why);
        INFO(why);
        CHECK(before.has_value() == amended.has_value());
        if (!before || !amended) return;
        ++compared;
        hotro::Evaluator one(before->program), two(amended->program);
        generated::RowWriter writer(draw, before->rules);
        for (int i = 0; i < 20; ++i) {
          const oracle::Row row = i % 2 == 0 ? writer.complete() : writer.partial(30, false);
          const std::vector<Decision> a = decide(one, *before, row);
          std::vector<Decision> b = decide(two, *amended, row);
          for (std::size_t d = 0; d < a.size(); ++d) {
            if (!generated::same(a[d], b[d]))
              FAIL_CHECK(both(a[d], b[d]) << "\n" << generated::text_of(trial.rules, row));
          }
        }
      });
  CHECK(compared > 5);
}

TEST_CASE("Compiling the same model twice gives the same program") {
  for_rule_sets(first_seed + 6'000, [](const generated::Trial& trial, Draw&, const auto&) {
    std::string why;
    const std::optional<generated::Trial> again = generated::compile(trial.rules, trial.options, why);
    REQUIRE(again);
    CHECK(again->program.fingerprint() == trial.program.fingerprint());
    CHECK(again->program.dump() == trial.program.dump());
    CHECK(trial.program.fingerprint().size() == 64);
  });
}
