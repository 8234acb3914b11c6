// SPDX-License-Identifier: Apache-2.0
#pragma once

// A small rule set of which a test makes one thing as large as it may be, or larger by one.

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include <catch2/catch.hpp>

#include "hotro/compile.hpp"
#include "hotro/evaluator.hpp"
#include "hotro/limits.hpp"
#include "hotro/load.hpp"

namespace limits {

inline std::string repeat(const std::string& piece, std::size_t count) {
  std::string text;
  text.reserve(piece.size() * count);
  for (std::size_t i = 0; i < count; ++i) text += piece;
  return text;
}

/// Calls write(i) for 1 .. count and joins what it gives.
template <class F>
std::string each(std::size_t count, F&& write) {
  std::string text;
  for (std::size_t i = 1; i <= count; ++i) text += write(std::to_string(i));
  return text;
}

/// The rule set test.limits by its sections, each a text of lines with their line ends. It grants 1,000 đồng
/// to whoever has a count `x` that meets `that`, which is at least 10 unless said otherwise.
struct Law {
  std::string id = "test.limits";
  std::string top;  // before the sections
  std::string sources, types, facts, parameters, readings, definitions, tables, conditions, benefits;
  std::string that = "x >= 10";
  std::string entitlement = "{value: 1000, cite: act art 2}";

  [[nodiscard]] std::string text() const {
    const auto section = [](const std::string& name, const std::string& lines) {
      return lines.empty() ? "" : name + ":\n" + lines;
    };
    return "hotro: 1\nrule_set: " + id +
           "\ntitle: {en: Limits}\ncurrency: VND\nby: act\ncovers: 2023-01-01 .. 2023-12-31\n"
           "effective_on: day\n" +
           top + section("sources", "  act: {en: The Act, enacted: 2022-12-01}\n" + sources) +
           section("types", types) +
           section("facts", "  dossier:\n    day: {type: date}\n    x: {type: count}\n" + facts) +
           section("parameters", parameters) + section("readings", readings) +
           section("definitions", definitions) + section("tables", tables) +
           section("benefits", "  support:\n    eligible:\n      all:\n        - {id: enough, that: '" +
                                   that + "', reason: {en: Too little}, cite: act art 1}\n" + conditions +
                                   "    entitlement: " + entitlement + "\n" + benefits);
  }
};

using Texts = std::vector<std::string>;

/// What loading and compiling came to.
struct Outcome {
  hotro::Sources sources;
  hotro::RuleSet rules;
  hotro::Program program;
  bool compiled = false;
  std::vector<hotro::Diagnostic> found;

  /// The errors, one line each: place, message, code. Files are called 1, 2, …
  [[nodiscard]] std::string errors() const {
    std::string lines;
    for (hotro::Diagnostic one : found) {
      one.help.clear();
      one.also.clear();
      if (one.severity == hotro::Severity::error) lines += render(one, sources, hotro::Style::gnu);
    }
    return lines;
  }
};

inline void read(const Texts& texts, Outcome& out) {
  std::vector<std::uint32_t> files;
  for (const std::string& text : texts)
    files.push_back(out.sources.add(std::to_string(files.size() + 1), text));
  hotro::Result<hotro::RuleSet> rules = hotro::load(out.sources, files);
  out.found = rules.diagnostics();
  if (!rules) return;
  out.rules = *std::move(rules);
  hotro::Result<hotro::Program> program = hotro::compile(out.rules);
  for (const hotro::Diagnostic& one : program.diagnostics()) out.found.push_back(one);
  if (!program) return;
  out.program = *std::move(program);
  out.compiled = true;
}

/// The errors of texts, or nothing.
inline std::string errors(const Texts& texts) {
  Outcome out;
  read(texts, out);
  return out.errors();
}
inline std::string errors(const Law& law) { return errors(Texts{law.text()}); }

using Given = std::vector<std::pair<std::string, std::int64_t>>;

/// The decision on some facts; the day is 2023-06-01 unless it is given.
inline hotro::Decision decide(const hotro::Program& program, const Given& given) {
  hotro::Facts facts(program);
  hotro::Date day;
  REQUIRE(hotro::parse_date("2023-06-01", day));
  if (program.find("day") != hotro::none) REQUIRE(facts.set(program.find("day"), day.day));
  for (const auto& [path, value] : given) {
    INFO(path);
    REQUIRE(facts.set(program.find(path), value));
  }
  hotro::Evaluator evaluator(program, 1);
  return evaluator.evaluate(facts)[1];
}

/// It loads and compiles, and grants to x = 10 and not to x = 9.
inline void check_right(const Texts& texts) {
  Outcome out;
  read(texts, out);
  CHECK(out.errors() == "");
  REQUIRE(out.compiled);
  CHECK(status(decide(out.program, {{"x", 10}})) == hotro::Status::eligible);
  CHECK(status(decide(out.program, {{"x", 9}})) == hotro::Status::not_eligible);
  CHECK(decide(out.program, {{"x", 10}}).entitlement.low.units == 1000);
}
inline void check_right(const Law& law) { check_right(Texts{law.text()}); }

}  // namespace limits
