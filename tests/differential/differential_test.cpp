// SPDX-License-Identifier: Apache-2.0
// The confidence of the project: on random rule sets and random rows the engine decides as the judge does,
// one row at a time, in blocks of 1, 64 and 512, and with every number in 128 bits.
//
//   test_differential                                     a bounded run, always the same
//   test_differential [long]                              ten million pairs of a rule set and a row, or
//   HOTRO_PAIRS HOTRO_SEED=1234 test_differential [seed]              one rule set, with its text; smaller,
//   if it shows a mismatch HOTRO_SEEDS=5000..9000 test_differential [seeds]      as many rule sets as you
//   like

#include <atomic>
#include <catch2/catch.hpp>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <mutex>
#include <thread>

#include "differential/contest.hpp"
#include "differential/coverage.hpp"
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
  std::size_t compared = 0, open_rows = 0;
  std::vector<hotro::Status> statuses;  // of the rows
  generated::Coverage coverage;
};

std::string text_of(const Texts& texts) {
  std::string text;
  for (const Texts::File& file : texts.files) text += "# ---- " + file.name + "\n" + file.text;
  return text;
}

/// Rows and options follow from the seed and the model; without rows it is compiled only.
Outcome run(std::uint64_t seed, const Texts& texts, std::size_t count) {
  Outcome outcome;
  std::optional<hotro::RuleSet> rules = generated::load(texts, outcome.why);
  if (!rules) return outcome;
  Draw draw(seed ^ 0x9E3779B97F4A7C15U);
  const hotro::CompileOptions options = generated::draw_options(draw, *rules);
  std::optional<generated::Trial> trial = generated::compile(std::move(*rules), options, outcome.why);
  if (!trial) return outcome;
  outcome.accepted = true;
  outcome.coverage.add(trial->rules, trial->program);
  if (count == 0) return outcome;

  const std::vector<oracle::Row> rows = generated::RowWriter(draw, trial->rules).stretches(count);
  for (const oracle::Row& row : rows)
    outcome.open_rows += generated::has_span(row) || generated::has_missing(trial->rules, row) ? 1 : 0;
  std::optional<generated::Mismatch> mismatch;
  try {
    mismatch = generated::contest(*trial, rows, draw, outcome.compared, 520, &outcome.statuses);
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

/// `E0604` of a diagnostic, which begins with it or with a place.
std::string code_of(const std::string& diagnostic) {
  const bool begins = diagnostic.rfind('E', 0) == 0;
  const std::size_t at = begins ? 0 : diagnostic.find(" E");
  return at == std::string::npos ? "?" : diagnostic.substr(begins ? at : at + 1, 5);
}

Outcome run(std::uint64_t seed, std::size_t count) {
  Draw draw(seed);
  return run(seed, generated::write_rules(draw), count);
}

/// What many seeds came to.
struct Tally {
  std::size_t accepted = 0, refused = 0, failed = 0;
  std::size_t pairs = 0, open_rows = 0, compared = 0;
  std::size_t statuses[5] = {};
  std::map<std::string, std::pair<std::size_t, std::uint64_t>> reasons;  // code: how many, and one such seed
  std::string failures;
  generated::Coverage coverage;

  void add(std::uint64_t seed, const Outcome& outcome) {
    ++(outcome.accepted ? accepted : refused);
    pairs += outcome.statuses.size();
    open_rows += outcome.open_rows;
    compared += outcome.compared;
    for (const hotro::Status status : outcome.statuses) ++statuses[static_cast<std::size_t>(status)];
    coverage.add(outcome.coverage);
    if (!outcome.accepted) {
      auto& [count, example] = reasons[code_of(outcome.why)];
      if (count++ == 0) example = seed;
    }
    if (outcome.failed) {
      ++failed;
      failures += "HOTRO_SEED=" + std::to_string(seed) + " test_differential [seed]\n" + outcome.text + "\n";
    }
  }

  [[nodiscard]] std::string text() const {
    const auto share = [](std::size_t part, std::size_t all) {
      return std::to_string(all == 0 ? 0 : 100 * part / all) + " %";
    };
    std::string text = std::to_string(accepted) + " rule sets, " + std::to_string(pairs) +
                       " pairs of a rule set and a row, " + share(open_rows, pairs) +
                       " of the rows with unknowns; each decided by the judge, and compared " +
                       std::to_string(pairs == 0 ? 0 : compared / pairs) + " times with the engine\n";
    for (std::size_t s = 0; s < 5; ++s) {
      text += (s == 0 ? "" : ", ") + std::string(hotro::name(static_cast<hotro::Status>(s))) + " " +
              std::to_string(statuses[s]);
    }
    text += "\n" + std::to_string(refused) + " rule sets not accepted";
    for (const auto& [code, found] : reasons) {
      text += ", " + code + " x " + std::to_string(found.first) + " (as seed " +
              std::to_string(found.second) + ")";
    }
    return text + "\n";
  }
};

/// Runs seeds in their order, on every processor, until there are so many pairs.
Tally run_many(std::uint64_t first, std::uint64_t last, std::size_t rows, std::size_t wanted_pairs) {
  Tally tally;
  std::mutex adding;
  std::atomic<std::uint64_t> next = first;
  const auto work = [&] {
    for (;;) {
      {
        const std::lock_guard<std::mutex> lock(adding);
        if (tally.pairs >= wanted_pairs || tally.failed >= 5) return;
      }
      const std::uint64_t seed = next++;
      if (seed >= last) return;
      const Outcome outcome = run(seed, rows);
      const std::lock_guard<std::mutex> lock(adding);
      tally.add(seed, outcome);
    }
  };
  std::vector<std::thread> others(std::max(1U, std::thread::hardware_concurrency()) - 1);
  for (std::thread& thread : others) thread = std::thread(work);
  work();
  for (std::thread& thread : others) thread.join();

  std::fputs(tally.text().c_str(), stdout);
  if (tally.failed > 0) FAIL_CHECK(tally.failures);
  CHECK(tally.accepted > 0);
  CHECK(tally.refused * 5 < tally.accepted + tally.refused);
  return tally;
}

constexpr std::size_t no_end = static_cast<std::size_t>(-1);
constexpr std::size_t few_rows = 90;    // of one rule set
constexpr std::size_t many_rows = 600;  // more than the largest block

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

TEST_CASE(
    "The engine decides as the judge does on random rule sets, which have everything that programs can "
    "have") {
  Tally tally = run_many(1, 401, few_rows, no_end);
  // What is rare may first come up in a later one.
  for (std::uint64_t seed = 401; seed < 4'000 && !tally.coverage.missing().empty(); ++seed)
    tally.coverage.add(run(seed, 0).coverage);
  std::string missing;
  for (const std::string& one : tally.coverage.missing()) missing += one + "\n";
  INFO("never generated:\n" << missing);
  CHECK(missing.empty());
  for (const std::size_t count : tally.statuses) CHECK(count > 100);
}

TEST_CASE("The engine decides as the judge does on ten million pairs of a rule set and a row", "[.long]") {
  const char* text = std::getenv("HOTRO_PAIRS");
  const std::size_t wanted = text == nullptr ? 10'000'000 : std::strtoull(text, nullptr, 10);
  const Tally tally = run_many(1'000'000, 2'000'000, many_rows, wanted);
  std::fputs(tally.coverage.text().c_str(), stdout);
  CHECK(tally.pairs >= wanted);
}

TEST_CASE("The engine decides as the judge does on the seeds that are asked for", "[.seeds]") {
  std::uint64_t first = 0, last = 0;
  if (seeds_of(first, last)) run_many(first, last, many_rows, no_end);
}

TEST_CASE("The engine decides as the judge does on the seed that is asked for", "[.seed]") {
  const char* text = std::getenv("HOTRO_SEED");
  if (text == nullptr) return;
  const std::uint64_t seed = std::strtoull(text, nullptr, 10);
  Draw draw(seed);
  const Texts texts = generated::write_rules(draw);
  for (const std::size_t rows : {few_rows, many_rows}) {
    const auto fails = [&](const Texts& candidate) { return run(seed, candidate, rows).failed; };
    if (!fails(texts)) continue;
    const Texts small = generated::shrink(texts, fails, 4'000);
    FAIL(text_of(small) << run(seed, small, rows).text);
  }
  const Outcome outcome = run(seed, texts, few_rows);
  std::printf("%s%s\n", text_of(texts).c_str(),
              outcome.accepted ? "accepted, and the same" : outcome.why.c_str());
}
