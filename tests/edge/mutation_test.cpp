// SPDX-License-Identifier: Apache-2.0
#include "hotro/edge/mutation.hpp"

#include <catch2/catch.hpp>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <set>
#include <string>
#include <vector>

#include "hotro/compile.hpp"
#include "hotro/edge/files.hpp"
#include "hotro/load.hpp"

using namespace hotro;
using namespace hotro::edge;

namespace {

/// A rule set with cases.
struct Tested {
  RuleFiles files;
  RuleSet rules;
  CaseFile cases;

  explicit Tested(const std::string& folder) : files(open_rules(folder)) {
    rules = load(files.sources, files.files).value();
    std::string text;
    Text trouble;
    REQUIRE(read_yaml(files.cases, text, trouble));
    const std::uint32_t source = files.sources.add(files.cases, text);
    Diagnostics diagnostics;
    const Program program = compile(rules).value();
    cases = read_cases(files.sources, source, rules, program, diagnostics);
    REQUIRE_FALSE(diagnostics.failed());
  }
  [[nodiscard]] MutationReport mutated(unsigned threads = 1) const {
    return mutate(rules, files, cases.cases, {threads});
  }
};

/// A line for each mutant, in the order of the files.
std::string written(const Tested& tested, const MutationReport& report) {
  std::string out;
  for (const Mutant& one : report.mutants) {
    out += std::string(name(one.fate)) + "  " + std::string(name(one.kind)) + " of " + one.of + ", line " +
           std::to_string(tested.files.sources.place(one.span).line) + ": " + one.from +
           (one.to.empty() ? " left out" : " -> " + one.to) + ", " + std::to_string(one.cases) + " cases";
    if (one.noticed_by != none) out += "; " + tested.cases.cases[one.noticed_by].name;
    out += "\n";
  }
  return out + std::to_string(report.percent()) + " %\n";
}

std::string content(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

constexpr const char* folders[] = {"fare", "rounds", "table", "children"};

}  // namespace

// HOTRO_APPROVE=1 writes them anew.
TEST_CASE("every mutant of a small rule set, and which case notices it, is known") {
  for (const char* folder : folders) {
    const std::string path = std::string("tests/edge/mutation/") + folder;
    const Tested tested(path);
    const std::string found = written(tested, tested.mutated());
    if (std::getenv("HOTRO_APPROVE") != nullptr)
      std::ofstream(path + "/mutants.txt", std::ios::binary) << found;
    INFO(path);
    CHECK(found == content(path + "/mutants.txt"));
  }
}

TEST_CASE("the report does not depend on the number of threads") {
  for (const char* folder : folders) {
    const Tested tested(std::string("tests/edge/mutation/") + folder);
    const std::string one = written(tested, tested.mutated(1));
    CHECK(written(tested, tested.mutated(2)) == one);
    CHECK(written(tested, tested.mutated(5)) == one);
  }
}

TEST_CASE("no mutant is identical to another") {
  for (const char* folder : {"rounds", "table", "children"}) {  // which have no readings
    const Tested tested(std::string("tests/edge/mutation/") + folder);
    std::set<std::string> seen;
    for (const Mutant& one : tested.mutated().mutants) {
      if (one.fate == Fate::equivalent || one.fate == Fate::refused) continue;
      INFO(one.of << ": " << one.from << " -> " << one.to);
      CHECK(seen.insert(one.identity).second);
    }
  }
}

TEST_CASE("the rules are as they were when they have been changed") {
  const Tested tested("tests/edge/mutation/fare");
  const std::string before = compile(tested.rules).value().dump();
  static_cast<void>(tested.mutated(2));
  CHECK(compile(tested.rules).value().dump() == before);
}

TEST_CASE("while a case fails nothing is changed, and it is named") {
  Tested tested("tests/edge/mutation/fare");
  tested.cases.cases[1].expectations[0].failed = {"poor"};
  const MutationReport report = tested.mutated();
  CHECK(report.failing == std::vector<std::uint32_t>{1});
  CHECK(report.mutants.empty());
}

TEST_CASE("without cases every mutant survives that is another program") {
  Tested tested("tests/edge/mutation/rounds");
  tested.cases.cases.clear();
  const MutationReport report = tested.mutated();
  CHECK(report.count(Fate::noticed) == 0);
  CHECK(report.count(Fate::survived) > 20);
  CHECK(report.percent() == 0);
}

TEST_CASE("survivors stand in the order of the articles, the tenth behind the second") {
  Tested tested("tests/edge/mutation/fare");
  tested.cases.cases.clear();
  const MutationReport report = tested.mutated();
  std::vector<std::string> articles;
  for (const std::size_t i : report.survivors()) {
    const auto& citations = report.mutants[i].basis.citations;
    const std::string article = citations.empty() ? "none" : citations[0].locator[0].number;
    if (articles.empty() || articles.back() != article) articles.push_back(article);
  }
  CHECK(articles == std::vector<std::string>{"1", "2", "3", "4", "10", "none"});
}
