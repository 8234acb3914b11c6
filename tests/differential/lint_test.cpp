// SPDX-License-Identifier: Apache-2.0
// What the linter says of a condition is held against the judge, on random rule sets, in random readings and
// on random rows: a condition that is said to be always met is never seen otherwise.
//
//   HOTRO_SEED=1234 test_lint [seed]   one rule set and its warnings

#include <algorithm>
#include <catch2/catch.hpp>
#include <cstdio>
#include <cstdlib>

#include "differential/contest.hpp"
#include "differential/row_writer.hpp"

namespace {

using generated::Draw;
using hotro::Code;
using hotro::FormulaId;
using hotro::Truth;

/// A truth that is said to be the same for every row.
struct Claim {
  FormulaId formula = hotro::none;  // `none`: that a row is in scope
  Truth truth = Truth::no;
  hotro::Span place;
  std::string text;
};

bool same_place(const hotro::Span& a, const hotro::Span& b) {
  return a.source == b.source && a.begin == b.begin && a.end == b.end;
}

/// The top of what was written at the place of a warning: its parts, which are made first, may share the
/// place.
std::vector<Claim> claims_of(const hotro::RuleSet& rules, const std::vector<hotro::Diagnostic>& warnings) {
  std::vector<Claim> claims;
  for (const hotro::Diagnostic& one : warnings) {
    if (one.code != Code::always_met && one.code != Code::never_met && one.code != Code::unreached_branch)
      continue;
    if (one.message.rfind("there are more than", 0) == 0) continue;  // in place of those that are not listed
    const bool always = one.message.find("always met") != std::string::npos;
    Claim claim{hotro::none, always ? Truth::yes : Truth::no, one.span, one.message};
    for (FormulaId id = 0; id < rules.formulas.size(); ++id) {
      if (rules.formulas[id].type.kind == hotro::Kind::truth && same_place(rules.formulas[id].span, one.span))
        claim.formula = id;
    }
    claims.push_back(std::move(claim));
  }
  return claims;
}

/// The rules with nothing to decide in each benefit but one condition.
hotro::RuleSet with_condition(hotro::RuleSet rules, FormulaId formula) {
  for (hotro::Benefit& benefit : rules.benefits) {
    hotro::Condition condition;
    condition.id = "claimed";
    hotro::Version<FormulaId> version;
    version.enacted = hotro::beginning;
    version.value = formula;
    condition.timeline.versions.push_back(version);
    benefit.when.versions.clear();
    benefit.conditions = {condition};
  }
  return rules;
}

struct Tally {
  std::size_t rule_sets = 0, claims = 0, rows = 0;
  std::string wrong;
};

/// Holds one claim against the judge on every row, for every benefit in whose program it is computed.
void hold(const hotro::RuleSet& rules, const Claim& claim, const hotro::CompileOptions& options,
          const hotro::Program& program, const std::vector<oracle::Row>& rows, Tally& tally) {
  const hotro::RuleSet alone = claim.formula == hotro::none ? rules : with_condition(rules, claim.formula);
  oracle::Judge judge(alone, rules.latest_enactment(), options.readings);
  for (const oracle::Row& row : rows) {
    const oracle::Answer answer = judge.decide(row);
    for (std::size_t b = 0; b < answer.benefits.size(); ++b) {
      const oracle::Verdict& verdict = answer.benefits[b];
      Truth seen = verdict.in_scope;
      if (claim.formula == hotro::none) {
        if (!same_place(rules[rules.benefits[b].effective_on].span, claim.place)) continue;
      } else {
        const auto& marks = program.data().marks[program.benefits()[b].context];
        if (!marks[claim.formula].present || verdict.in_scope == Truth::no) continue;
        seen = (verdict.failed & 1U) != 0 ? Truth::no
               : (verdict.open & 1U) != 0 ? Truth::unknown
                                          : Truth::yes;
      }
      ++tally.rows;
      if (seen != claim.truth && tally.wrong.empty())
        tally.wrong =
            claim.text + "\nof " + rules.benefits[b].name + ", for\n" + generated::text_of(rules, row);
    }
  }
}

/// Every reading at random: what is said holds in all combinations of them.
hotro::CompileOptions any_readings(Draw& draw, const hotro::RuleSet& rules) {
  hotro::CompileOptions options;
  for (const hotro::Reading& reading : rules.readings) {
    const auto& names = rules.types[reading.type].options;
    options.readings.emplace_back(reading.name, names[draw.below(names.size())]);
  }
  return options;
}

void run(std::uint64_t seed, Tally& tally, std::string* shown = nullptr) {
  Draw draw(seed);
  const generated::Texts texts = generated::write_rules(draw);
  hotro::Sources sources;
  std::vector<std::uint32_t> files;
  for (const auto& file : texts.files) files.push_back(sources.add(file.name, file.text));
  const auto rules = hotro::load(sources, files);
  if (!rules || !hotro::compile(*rules)) return;
  const std::vector<hotro::Diagnostic> warnings = hotro::lint(*rules);
  if (shown != nullptr) {
    for (const auto& file : texts.files) *shown += "# ---- " + file.name + "\n" + file.text;
    *shown += hotro::render(warnings, sources);
  }
  const std::vector<Claim> claims = claims_of(*rules, warnings);
  ++tally.rule_sets;
  tally.claims += claims.size();
  if (claims.empty()) return;
  generated::RowWriter writer(draw, *rules);
  for (int way = 0; way < 4; ++way) {
    const hotro::CompileOptions options = any_readings(draw, *rules);
    const auto program = hotro::compile(*rules, options);
    if (!program) continue;
    std::vector<oracle::Row> rows;
    for (int i = 0; i < 6; ++i) rows.push_back(writer.complete());
    for (int i = 0; i < 4; ++i) rows.push_back(writer.partial(draw.of({15, 40, 100}), i == 0));
    for (const Claim& claim : claims) hold(*rules, claim, options, *program, rows, tally);
  }
}

std::size_t wide_ops(const hotro::RuleSet& rules) {
  const auto program = hotro::compile(rules);
  REQUIRE(program);
  const auto& ops = program->data().block.ops;
  return static_cast<std::size_t>(std::count_if(
      ops.begin(), ops.end(), [](const hotro::Op& op) { return op.lane == hotro::Lane::wide; }));
}

/// `1_000.00` in the unit of a fact's range; `10%` in millionths.
std::int64_t units_of(const std::string& text) {
  std::int64_t units = 0;
  for (const char c : text) {
    if (c >= '0' && c <= '9') units = units * 10 + (c - '0');
  }
  return (text[0] == '-' ? -units : units) * (text.back() == '%' ? 10'000 : 1);
}

/// The rules with the bounds that the help of a warning names: each in quotes before its fact.
hotro::RuleSet with_bounds(hotro::RuleSet rules, const std::string& help) {
  hotro::Interval wanted;
  bool low = false, high = false;
  for (std::size_t at = help.find('"'); at != std::string::npos; at = help.find('"', at)) {
    const std::size_t end = help.find('"', at + 1);
    const std::string word = help.substr(at + 1, end - at - 1);
    at = end + 1;
    if (word.rfind("min: ", 0) == 0) {
      wanted.low = units_of(word.substr(5));
      low = true;
    } else if (word.rfind("max: ", 0) == 0) {
      wanted.high = units_of(word.substr(5));
      high = true;
    } else {
      hotro::Interval& range = rules.facts.at(hotro::find_fact(rules, word)).range;
      range = {low ? wanted.low : range.low, high ? wanted.high : range.high};
      low = high = false;
    }
  }
  return rules;
}

}  // namespace

TEST_CASE("A condition that is said to be always or never met is never seen otherwise") {
  Tally tally;
  for (std::uint64_t seed = 1; seed <= 100; ++seed) {
    run(seed, tally);
    if (!tally.wrong.empty()) FAIL("HOTRO_SEED=" << seed << " test_lint [seed]\n" << tally.wrong);
  }
  std::printf("%zu rule sets, %zu claims, %zu rows held against them\n", tally.rule_sets, tally.claims,
              tally.rows);
  CHECK(tally.claims > 100);
  CHECK(tally.rows > 5'000);
}

TEST_CASE("The bounds that are proposed spare the ops that take 128 bits") {
  std::size_t proposed = 0;
  for (std::uint64_t seed = 1; seed <= 100; ++seed) {
    INFO("HOTRO_SEED=" << seed << " test_lint [seed]");
    Draw draw(seed);
    std::string why;
    const auto rules = generated::load(generated::write_rules(draw), why);
    if (!rules || !hotro::compile(*rules)) continue;
    for (const hotro::Diagnostic& one : hotro::lint(*rules)) {
      if (one.code != Code::wide_numbers) continue;
      ++proposed;
      INFO(one.message << "; " << one.help);
      const std::size_t spared = wide_ops(*rules) - wide_ops(with_bounds(*rules, one.help));
      CHECK(one.message.find(" " + std::to_string(spared) + " ops of a row") != std::string::npos);
    }
  }
  CHECK(proposed > 3);
}

TEST_CASE("The warnings about the seed that is asked for", "[.seed]") {
  const char* text = std::getenv("HOTRO_SEED");
  if (text == nullptr) return;
  Tally tally;
  std::string shown;
  run(std::strtoull(text, nullptr, 10), tally, &shown);
  std::printf("%s\n", shown.c_str());
  CHECK(tally.wrong == "");
}
