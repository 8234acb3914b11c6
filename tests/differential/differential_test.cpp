// SPDX-License-Identifier: Apache-2.0
// The confidence of the project: on random rule sets and random rows the engine decides as the judge does,
// one row at a time, in blocks of 1, 64 and 512, and with every number in 128 bits.
//
//   test_differential                          a bounded run, always the same
//   HOTRO_SEED=1234 test_differential [seed]   one rule set, with its text, made smaller if it shows a
//   mismatch HOTRO_SEEDS=5000..9000 test_differential [seeds] test_differential [long]

#include <catch2/catch.hpp>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <map>

#include "differential/contest.hpp"
#include "differential/row_writer.hpp"
#include "differential/shrink.hpp"

namespace {

using generated::Draw;
using generated::Texts;

/// Everything about one seed.
struct Outcome {
  bool accepted = false;
  std::string why;  // not accepted
  bool failed = false;
  std::string text;  // failed
  std::size_t pairs = 0, rows = 0;
  std::size_t eligible = 0, refused = 0, open = 0;  // of rows: that the answers are of all kinds
};

std::string text_of(const Texts& texts) {
  std::string text;
  for (const Texts::File& file : texts.files) text += "# ---- " + file.name + "\n" + file.text;
  return text;
}

/// Rows and options follow from the seed and the model.
Outcome run(std::uint64_t seed, const Texts& texts) {
  Outcome outcome;
  std::optional<hotro::RuleSet> rules = generated::load(texts, outcome.why);
  if (!rules) return outcome;
  Draw draw(seed ^ 0x9E3779B97F4A7C15U);
  const hotro::CompileOptions options = generated::draw_options(draw, *rules);
  std::optional<generated::Trial> trial = generated::compile(std::move(*rules), options, outcome.why);
  if (!trial) return outcome;
  outcome.accepted = true;

  generated::RowWriter writer(draw, trial->rules);
  std::vector<oracle::Row> rows;
  for (int i = 0; i < 12; ++i) rows.push_back(writer.complete());
  for (int i = 0; i < 12; ++i) rows.push_back(writer.partial(draw.of({5, 15, 40, 100}), i % 3 == 0));
  for (int i = 0; i < 6; ++i) rows.push_back(writer.spanned());
  outcome.rows = rows.size();
  std::optional<generated::Mismatch> mismatch;
  try {
    mismatch = generated::contest(*trial, rows, draw, outcome.pairs);
    hotro::Evaluator evaluator(trial->program);
    for (const oracle::Row& row : rows) {
      const hotro::Truth eligible =
          evaluator.evaluate(generated::facts_of(trial->rules, trial->program, row))[0].eligible;
      ++(eligible == hotro::Truth::yes  ? outcome.eligible
         : eligible == hotro::Truth::no ? outcome.refused
                                        : outcome.open);
    }
  } catch (const std::logic_error& error) {
    outcome.failed = true;
    outcome.text = error.what();
    return outcome;
  }
  if (mismatch) {
    outcome.failed = true;
    outcome.text = mismatch->way + "\n" + mismatch->text + "the row\n" +
                   generated::text_of(trial->rules, rows[mismatch->row]);
    for (const auto& [name, option] : options.readings)
      outcome.text += "  reading." + name + " = " + option + "\n";
    outcome.text += "  known on " + hotro::iso(trial->known) + "\n";
  }
  return outcome;
}

Outcome run(std::uint64_t seed) {
  Draw draw(seed);
  return run(seed, generated::write_rules(draw));
}

/// Runs seeds until they are through or the time is over.
void run_many(std::uint64_t first, std::uint64_t last, double seconds) {
  const std::clock_t start = std::clock();
  std::size_t accepted = 0, refused = 0, pairs = 0, rows = 0, failed = 0, eligible = 0, not_eligible = 0;
  std::map<std::string, std::pair<std::size_t, std::uint64_t>> reasons;
  std::uint64_t seed = first;
  for (; seed < last; ++seed) {
    if (static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC > seconds) break;
    const Outcome outcome = run(seed);
    pairs += outcome.pairs;
    rows += outcome.rows;
    eligible += outcome.eligible;
    not_eligible += outcome.refused;
    ++(outcome.accepted ? accepted : refused);
    if (!outcome.accepted) {
      const std::size_t code = outcome.why.find_first_of(
          "0123456789", outcome.why.find(" E") == std::string::npos ? 0 : outcome.why.find(" E"));
      auto& [count, example] = reasons[outcome.why.substr(code, 4)];
      if (count++ == 0) example = seed;
    }
    if (outcome.failed) {
      FAIL_CHECK("HOTRO_SEED=" << seed << " test_differential [seed]\n" << outcome.text);
      if (++failed == 5) break;
    }
  }
  std::string summary = std::to_string(accepted) + " rule sets, " + std::to_string(rows) + " rows (" +
                        std::to_string(rows == 0 ? 0 : 100 * eligible / rows) + " % eligible, " +
                        std::to_string(rows == 0 ? 0 : 100 * not_eligible / rows) + " % refused), " +
                        std::to_string(pairs) + " pairs of answers; " + std::to_string(refused) +
                        " rule sets not accepted";
  for (const auto& [code, found] : reasons) {
    summary += ", E" + code + " x " + std::to_string(found.first) + " (as seed " +
               std::to_string(found.second) + ")";
  }
  std::puts(summary.c_str());
  INFO(summary);
  CHECK(accepted > 0);
  CHECK(refused * 5 < accepted + refused);
}

/// `5000..9000` in the environment.
bool seeds_of(std::uint64_t& first, std::uint64_t& last) {
  const char* text = std::getenv("HOTRO_SEEDS");
  if (text == nullptr) return false;
  char* end = nullptr;
  first = std::strtoull(text, &end, 10);
  if (end == text || end[0] != '.' || end[1] != '.') return false;
  last = std::strtoull(end + 2, nullptr, 10);
  return first < last;
}

}  // namespace

TEST_CASE("The engine decides as the judge does on random rule sets") { run_many(1, 400, 55); }

TEST_CASE("The engine decides as the judge does on many random rule sets", "[.long]") {
  run_many(1'000'000, 1'030'000, 3'600);
}

TEST_CASE("The engine decides as the judge does on the seeds that are asked for", "[.seeds]") {
  std::uint64_t first = 0, last = 0;
  if (seeds_of(first, last)) run_many(first, last, 1e9);
}

TEST_CASE("The engine decides as the judge does on the seed that is asked for", "[.seed]") {
  const char* text = std::getenv("HOTRO_SEED");
  if (text == nullptr) return;
  const std::uint64_t seed = std::strtoull(text, nullptr, 10);
  Draw draw(seed);
  const Texts texts = generated::write_rules(draw);
  const Outcome outcome = run(seed, texts);
  if (!outcome.failed) {
    std::printf("%s%s\n", text_of(texts).c_str(),
                outcome.accepted ? "accepted, and the same" : outcome.why.c_str());
    return;
  }
  const Texts small = generated::shrink(
      texts, [&](const Texts& candidate) { return run(seed, candidate).failed; }, 4'000);
  FAIL(text_of(small) << run(seed, small).text);
}
