// SPDX-License-Identifier: Apache-2.0
#include "hotro/edge/population.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <map>
#include <set>
#include <thread>

#include "hotro/compile.hpp"
#include "hotro/edge/files.hpp"
#include "hotro/evaluator.hpp"
#include "hotro/load.hpp"

using namespace hotro;
using namespace hotro::edge;

namespace {

/// A rule set with a population.
struct Drawn {
  RuleFiles files;
  RuleSet rules;
  Program program;
  Diagnostics diagnostics;
  PopulationSpec spec;

  explicit Drawn(const std::string& folder) : files(open_rules(folder)) {
    rules = load(files.sources, files.files).value();
    std::ifstream file(files.population, std::ios::binary);
    read({std::istreambuf_iterator<char>(file), {}});
  }
  Drawn(const std::string& law, const std::string& population) {
    const std::vector<std::uint32_t> laws = {files.sources.add("rules.yaml", law)};
    rules = load(files.sources, laws).value();
    read(population);
  }
  void read(const std::string& text) {
    program = compile(rules).value();
    spec = read_population(files.sources, files.sources.add("population.yaml", text), rules, diagnostics);
    INFO(render(diagnostics.list(), files.sources));
    REQUIRE(diagnostics.list().empty());
  }
  [[nodiscard]] PopulationGenerator generator(std::uint64_t rows, std::uint64_t seed = 1) const {
    return {spec, program.inputs(), rows, seed};
  }
};

}  // namespace

TEST_CASE("the population of Decision 6696 can be decided") {
  const Drawn drawn("rules/vn/vgcl-6696");
  const PopulationGenerator population = drawn.generator(20'000);
  GeneratedRows rows;
  population.generate(0, 20'000, rows);
  std::vector<Column> columns;
  Evaluator evaluator(drawn.program);
  DecisionColumns decisions;
  evaluator.evaluate(population.table(rows, columns), 0, 20'000, decisions);
  CHECK(std::count(decisions.invalid.begin(), decisions.invalid.end(), 0) == 20'000);
}
