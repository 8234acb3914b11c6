// SPDX-License-Identifier: Apache-2.0
// Rule sets that were broken at random: each loads, or says what is wrong. A mutant that did worse is named
// by its seed.
#include <algorithm>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "hotro/compile.hpp"
#include "hotro/lint.hpp"
#include "hotro/load.hpp"
#include "mutants.hpp"

using namespace hotro;

namespace {

using mutants::Lines;
using mutants::Mutator;

Lines lines_of(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  REQUIRE(file);
  Lines lines;
  for (std::string line; std::getline(file, line);) lines.push_back(line);
  return lines;
}

struct RuleFiles {
  std::vector<std::string> names;
  std::vector<Lines> files;
};

RuleFiles read(std::initializer_list<const char*> names) {
  RuleFiles all;
  for (const char* name : names) {
    all.names.emplace_back(name);
    all.files.push_back(lines_of(name));
  }
  return all;
}

/// Whether the rule set is taken.
bool try_out(const RuleFiles& rules) {
  Sources sources;
  std::vector<std::uint32_t> ids;
  for (std::size_t i = 0; i < rules.files.size(); ++i)
    ids.push_back(sources.add(rules.names[i], mutants::text_of(rules.files[i])));
  static_cast<void>(missing_imports(sources, ids));
  const auto check = [&](const std::vector<Diagnostic>& found, bool good) {
    const bool error = std::any_of(found.begin(), found.end(),
                                   [](const Diagnostic& one) { return one.severity == Severity::error; });
    CHECK(error != good);
    for (const Diagnostic& one : found) {
      if (one.span.source == none) continue;
      REQUIRE(one.span.source < sources.size());
      CHECK(one.span.begin <= one.span.end);
      CHECK(one.span.end <= sources.text(one.span.source).size());
    }
    CHECK(render(found, sources).size() < (16U << 20U));
    CHECK(render(found, sources, Style::json).empty() == found.empty());
  };
  const Result<RuleSet> loaded = load(sources, ids);
  check(loaded.diagnostics(), static_cast<bool>(loaded));
  if (!loaded) return false;
  const Result<Program> program = compile(*loaded);
  check(program.diagnostics(), static_cast<bool>(program));
  check(lint(*loaded), true);
  return static_cast<bool>(program);
}

void mutate(const RuleFiles& rules, std::uint32_t first, std::uint32_t count) {
  std::size_t taken = 0;
  for (std::uint32_t seed = first; seed < first + count; ++seed) {
    INFO("seed " << seed);
    Mutator mutator(seed);
    RuleFiles mutant = rules;
    const std::size_t changes = 1 + mutator.below(3);
    for (std::size_t i = 0; i < changes; ++i)
      mutator.change(mutant.files[mutator.below(mutant.files.size())]);
    taken += try_out(mutant) ? 1 : 0;
  }
  CHECK(taken < count);
}

RuleFiles support() {
  return read({"rules/vn/vgcl-6696/rules.yaml", "rules/vn/vgcl-6696/amendment-7785.yaml",
               "rules/vn/minimum-wage/rules.yaml"});
}
RuleFiles wages() { return read({"rules/vn/minimum-wage/rules.yaml"}); }

}  // namespace

TEST_CASE("rule sets with changed lines and words load or say what is wrong") {
  CHECK(try_out(support()));
  mutate(support(), 1, 60);
  mutate(wages(), 1, 100);
}

TEST_CASE("many rule sets with changed lines and words load or say what is wrong", "[.long]") {
  mutate(support(), 1'000, 4'000);
  mutate(wages(), 1'000, 8'000);
}

namespace {

std::string head(std::string_view more) {
  return "hotro: 1\nrule_set: test.support\ntitle: {en: Support}\ncurrency: VND\nby: act\ncovers: 2023-01-01 "
         ".. 2023-12-31\n"
         "effective_on: event_from\nsources: {act: {en: Act, enacted: 2022-12-01}}\n"
         "facts: {dossier: {event_from: {type: date}, many: {type: count}}}\n" +
         std::string(more) +
         "benefits:\n  support:\n    eligible: {all: [{id: last, that: d1 > 1, reason: {en: Too few}, cite: "
         "act}]}\n"
         "    entitlement: {value: 1, cite: act}\n";
}

std::vector<Diagnostic> outcome(const std::string& text) {
  Sources sources;
  const std::uint32_t ids[] = {sources.add("rules.yaml", text)};
  const Result<RuleSet> loaded = load(sources, ids);
  if (!loaded) return loaded.diagnostics();
  return compile(*loaded).diagnostics();
}

std::string chain(int count, std::string_view formula) {
  std::string text = "definitions:\n";
  for (int i = 1; i <= count; ++i) {
    const std::string next = i == count ? "many" : "d" + std::to_string(i + 1);
    std::string value(formula);
    for (std::size_t at = value.find('#'); at != std::string::npos; at = value.find('#'))
      value.replace(at, 1, next);
    text += "  d" + std::to_string(i) + ": {value: \"" + value + "\", cite: act}\n";
  }
  return text;
}

}  // namespace

TEST_CASE("a chain of 2,000 definitions is refused, one of 240 is not") {
  const std::vector<Diagnostic> deep = outcome(head(chain(2'000, "# + 1")));
  REQUIRE(deep.size() == 1);
  CHECK(deep[0].code == Code::formula_too_long);
  CHECK(outcome(head(chain(240, "# + 1"))).empty());
}

TEST_CASE("a circle of 2,000 definitions is found") {
  std::string text = head(chain(2'000, "# + 1"));
  text.replace(text.find("\"many + 1\""), 10, "\"d1 + 1\"");
  const std::vector<Diagnostic> circle = outcome(text);
  REQUIRE(circle.size() == 1);
  CHECK(circle[0].code == Code::cycle);
}

TEST_CASE("definitions that read one another twice are computed once") {
  CHECK(outcome(head(chain(60, "max(#, # + 1)"))).empty());
  std::string dates = head(chain(60, "max(#, # + 1)"));
  dates.replace(dates.find("effective_on: event_from"), 24, "effective_on: event_from + days(d1)");
  CHECK(outcome(dates).size() <= 1);
}

TEST_CASE("products that double with each definition are refused while they are small") {
  const std::vector<Diagnostic> squares = outcome(head(chain(200, "# * #")));
  REQUIRE(squares.size() == 1);
  CHECK(squares[0].code == Code::too_wide);
  std::string rates =
      head("parameters: {third: {type: rate, versions: [{value: 1/3, cite: act}]}}\n" + chain(200, "# * #"));
  rates.replace(rates.find("\"many * many\""), 13, "\"third * third\"");
  rates.replace(rates.find("d1 > 1"), 6, "d1 > third");
  const std::vector<Diagnostic> fractions = outcome(rates);
  REQUIRE(fractions.size() == 1);
  CHECK(fractions[0].code == Code::too_wide);
}

TEST_CASE("a day beyond every date reads the version without an end") {
  std::string far = head(
      "parameters: {limit: {type: count, versions: [{value: 3, cite: act}, {value: 4, applies_from: "
      "2020-01-01, "
      "cite: act}]}}\n");
  far.replace(far.find("many: {type: count}"), 19, "many: {type: days, max: 900_000_000_000_000}");
  far.replace(far.find("that: d1 > 1"), 12, "that: \"at(limit, event_from + many) > 3\"");
  CHECK(outcome(far).empty());
}

TEST_CASE("what is imported and not given can be asked for") {
  Sources sources;
  std::vector<std::uint32_t> files{sources.add("a.yaml", "rule_set: a\nimports: [b, c, b]\n")};
  CHECK(missing_imports(sources, files) == std::vector<std::string>{"b", "c"});
  files.push_back(sources.add("b.yaml", "rule_set: b\nimports: [d]\n"));
  files.push_back(sources.add("c.yaml", "rule_set: c\nimports: c\n"));
  CHECK(missing_imports(sources, files) == std::vector<std::string>{"d"});
  files.push_back(sources.add("d.yaml", "rule_set: d\nimports: [[e], {f: g}, ~]\n"));
  files.push_back(sources.add("e.yaml", "imports: ["));
  for (const std::string& name : missing_imports(sources, files)) CHECK_FALSE(name.empty());
}
