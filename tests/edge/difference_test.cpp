// SPDX-License-Identifier: Apache-2.0
#include "hotro/edge/difference.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "hotro/compile.hpp"
#include "hotro/edge/cases.hpp"
#include "hotro/edge/cells.hpp"
#include "hotro/edge/files.hpp"
#include "hotro/edge/mutation.hpp"
#include "hotro/load.hpp"

using namespace hotro;
using namespace hotro::edge;

namespace {

const std::string data = "tests/edge/differences/";

struct Loaded {
  RuleFiles files;
  RuleSet rules;

  explicit Loaded(const std::string& path) : files(open_rules(path)) {
    INFO(path);
    REQUIRE(files.readable());
    rules = load(files.sources, files.files).value();
  }
  [[nodiscard]] Side side(const CompileOptions& options = {}) const {
    return {rules, files.sources, options};
  }
  [[nodiscard]] Side known(const std::string& day) const {
    CompileOptions options;
    options.has_known = parse_date(day, options.known);
    REQUIRE(options.has_known);
    return side(options);
  }
};

std::string said(const char* sign, const Side& side, const Statement& one) {
  if (one.text.empty()) return {};
  std::string text = "    " + std::string(sign) + " " + one.text.in(Language::en);
  if (!one.basis.citations.empty())
    text +=
        " [" + cite(side.rules, one.basis, Language::en) + ", " + std::string(name(one.basis.sureness)) + "]";
  return text + " " + std::to_string(side.sources.place(one.span).line) + "\n";
}

/// A line for each item, and one for what each side says.
std::string written(const Side& before, const Side& after) {
  const Difference all = difference(before, after);
  std::string text;
  for (const DifferenceSection& section : all.sections) {
    text += section.anchor + "\n";
    for (const DifferenceItem& one : section.items) {
      text += "  " + std::string(name(one.kind)) + " " + one.of;
      if (!one.part.empty()) text += ", " + one.part.in(Language::en);
      if (one.from != beginning || one.to != forever) text += ", " + days_text(one.from, one.to).en;
      text += "\n" + said("-", before, one.before) + said("+", after, one.after);
    }
  }
  return text + (all.same_decisions ? "decides the same\n" : "decides otherwise\n");
}

std::string content(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::vector<std::string> shipped() { return rule_folders("rules/vn"); }

/// Everything that is decided, whatever it is called.
std::size_t deciding(const Side& before, const Side& after) { return difference(before, after).deciding(); }

}  // namespace

// A folder has after.yaml, or a folder after/, and before.yaml where that is not differences/rules.yaml.
// HOTRO_APPROVE=1 writes expected.txt anew.
TEST_CASE("what differs between two small rule sets is known, line by line") {
  std::size_t found = 0;
  for (const auto& entry : std::filesystem::directory_iterator(data)) {
    if (!entry.is_directory()) continue;
    ++found;
    const std::string folder = entry.path().string() + "/";
    const auto path = [&](const std::string& side, const std::string& otherwise) {
      for (const std::string& one : {folder + side + ".yaml", folder + side})
        if (std::filesystem::exists(one)) return one;
      return otherwise;
    };
    const Loaded before(path("before", data + "rules.yaml"));
    const Loaded after(path("after", ""));
    const std::string text = written(before.side(), after.side());
    if (std::getenv("HOTRO_APPROVE") != nullptr)
      std::ofstream(folder + "expected.txt", std::ios::binary) << text;
    INFO(folder);
    CHECK(text == content(folder + "expected.txt"));
  }
  CHECK(found >= 10);
}

TEST_CASE("the other way round the same things differ, with the sides exchanged") {
  const auto opposite = [](DifferenceKind kind) {
    if (kind == DifferenceKind::added) return DifferenceKind::removed;
    return kind == DifferenceKind::removed ? DifferenceKind::added : kind;
  };
  for (const auto& entry : std::filesystem::directory_iterator(data)) {
    if (!std::filesystem::exists(entry.path() / "after.yaml")) continue;
    const Loaded before(data + "rules.yaml");
    const Loaded after((entry.path() / "after.yaml").string());
    const auto items = [&](const Difference& all, bool turned) {
      std::vector<std::string> list;
      for (const DifferenceSection& section : all.sections) {
        for (const DifferenceItem& one : section.items) {
          const Statement& first = turned ? one.after : one.before;
          const Statement& second = turned ? one.before : one.after;
          const std::string of = one.kind == DifferenceKind::renamed ? "" : one.of;
          list.push_back(std::string(name(turned ? opposite(one.kind) : one.kind)) + of + one.part.en +
                         iso(one.from) + iso(one.to) + first.text.vi + " / " + second.text.vi);
        }
      }
      std::sort(list.begin(), list.end());
      return list;
    };
    INFO(entry.path());
    CHECK(items(difference(before.side(), after.side()), false) ==
          items(difference(after.side(), before.side()), true));
  }
}

TEST_CASE("a rule set does not differ from itself") {
  for (const std::string& folder : shipped()) {
    const Loaded one(folder);
    const Loaded again(folder);
    const Difference all = difference(one.side(), again.side());
    INFO(folder);
    CHECK(all.empty());
    CHECK(all.compiled == !one.rules.benefits.empty());
    CHECK(all.same_decisions == all.compiled);
  }
}

TEST_CASE("of two acts everything differs that a reader would look for") {
  const Loaded before("rules/vn/vgcl-2606");
  const Loaded after("rules/vn/vgcl-3749");
  const Difference all = difference(before.side(), after.side());
  CHECK(all.count(DifferenceKind::added) > 0);
  CHECK(all.count(DifferenceKind::removed) > 0);
  CHECK_FALSE(all.same_decisions);
}

TEST_CASE("before an amendment is enacted it changes nothing") {
  const Loaded rules("rules/vn/vgcl-6696");
  CHECK(difference(rules.known("2023-01-20"), rules.known("2023-08-24")).empty());
  const Difference all = difference(rules.known("2023-08-24"), rules.known("2023-08-25"));
  CHECK_FALSE(all.empty());
  for (const DifferenceSection& section : all.sections) {
    for (const DifferenceItem& one : section.items) {
      if (section.anchor == "acts" || one.of == "programme_window") continue;
      INFO(one.of);
      CHECK(iso(one.from) == "2023-04-01");
      CHECK(one.to == forever);
    }
  }
}

TEST_CASE("a reading that is chosen otherwise is one difference, and decides") {
  const Loaded rules("rules/vn/vgcl-6696");
  CompileOptions consecutive;
  consecutive.readings.emplace_back("days_counted", "consecutive");
  const Difference all = difference(rules.side(), rules.side(consecutive));
  REQUIRE(all.sections.size() == 1);
  REQUIRE(all.sections[0].items.size() == 1);
  CHECK(all.sections[0].items[0].of == "days_counted");
  CHECK(all.sections[0].items[0].before.text.vi == "cumulative");
  CHECK(all.sections[0].items[0].after.text.vi == "consecutive");
  CHECK(all.deciding() == 1);
  CHECK_FALSE(all.same_decisions);

  CompileOptions by_default;
  by_default.readings.emplace_back("days_counted", "cumulative");
  CHECK(difference(rules.side(), rules.side(by_default)).empty());
}

TEST_CASE("rule sets that do not compile are compared as far as they say something") {
  const Loaded rules("rules/vn/vgcl-6696");
  const Difference all = difference(rules.known("2023-01-01"), rules.side());
  CHECK_FALSE(all.compiled);
  CHECK(all.deciding() > 0);
}

// Whatever a case notices is found: each constant, comparison and date of the small rule sets, changed in the
// text.
TEST_CASE("a mistake that a case notices is a difference that decides") {
  std::size_t compared = 0;
  for (const char* folder : {"fare", "rounds", "table", "children"}) {
    const std::string path = std::string("tests/edge/mutation/") + folder;
    RuleFiles files = open_rules(path);
    const RuleSet rules = load(files.sources, files.files).value();
    const Program program = compile(rules).value();
    std::string text;
    Text trouble;
    REQUIRE(read_yaml(files.cases, text, trouble));
    const std::uint32_t source = files.sources.add(files.cases, text);
    Diagnostics diagnostics;
    const CaseFile cases = read_cases(files.sources, source, rules, program, diagnostics);
    const MutationReport report = mutate(rules, files, cases.cases, {1});
    for (const Mutant& one : report.mutants) {
      // Only what is written in one place can be changed in the text alone.
      if ((one.fate != Fate::noticed && one.fate != Fate::survived) ||
          files.sources.slice(one.span) != one.from || one.to.empty())
        continue;
      std::string changed(files.sources.text(one.span.source));
      changed.replace(one.span.begin, one.span.end - one.span.begin, one.to);
      Sources sources;
      const std::uint32_t file = sources.add("changed.yaml", changed);
      const Result<RuleSet> mutant = load(sources, std::vector<std::uint32_t>{file});
      if (!mutant) continue;
      ++compared;
      INFO(folder << ": " << one.of << ": " << one.from << " -> " << one.to);
      CHECK(deciding({rules, files.sources}, {*mutant, sources}) > 0);
      if (rules.readings.empty())  // of which only the defaults are compiled
        CHECK_FALSE(difference({rules, files.sources}, {*mutant, sources}).same_decisions);
    }
  }
  CHECK(compared > 50);
}
