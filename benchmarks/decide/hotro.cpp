// SPDX-License-Identifier: Apache-2.0

// One decision, one with its explanation, and a row of a table, under Decision 6696 over the dossiers of
// phase 2. The two ways are compared on every dossier before a clock starts.

#include <benchmark/benchmark.h>

#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

#include "hotro/edge/dossiers.hpp"
#include "hotro/edge/files.hpp"
#include "hotro/hotro.hpp"

namespace {

struct Fixture {
  hotro::edge::RuleFiles files;
  hotro::RuleSet rules;
  hotro::Program program;
  hotro::edge::Dossiers dossiers;
  std::vector<hotro::Facts> rows;

  Fixture() : files(hotro::edge::open_rules(HOTRO_PROJECT "/rules/vn/vgcl-6696")) {
    rules = hotro::load(files.sources, files.files).value();
    program = hotro::compile(rules).value();
    const std::string folder = HOTRO_PROJECT "/examples/nghe-an/phase-2/";
    dossiers = hotro::edge::read_dossiers(program, read(folder + "applicants.csv"),
                                          read(folder + "enterprises.csv"));
    for (std::size_t i = 0; i < dossiers.size(); ++i) {
      rows.emplace_back(program);
      dossiers.fill(i, rows.back());
    }
    compare();
  }

  static hotro::edge::TextFile read(const std::string& path) {
    hotro::edge::TextFile file{path, {}};
    hotro::Text trouble;
    if (!hotro::edge::read_file(path, std::size_t{1} << 26U, file.text, trouble)) fail(trouble.en);
    return file;
  }
  [[noreturn]] static void fail(const std::string& why) {
    std::fprintf(stderr, "%s\n", why.c_str());
    std::exit(1);
  }

  void compare() {
    hotro::Evaluator evaluator(program);
    hotro::DecisionColumns columns;
    evaluator.evaluate(dossiers.table(), 0, dossiers.size(), columns);
    for (std::size_t row = 0; row < rows.size(); ++row) {
      const auto decisions = evaluator.evaluate(rows[row]);
      for (std::size_t b = 0; b < columns.benefits.size(); ++b) {
        const hotro::Decision one = decisions[b + 1];
        const hotro::Decision other = columns.benefits[b].at(row);
        if (one.eligible != other.eligible || !(one.payout == other.payout) || one.failed != other.failed) {
          fail("row and table differ at row " + std::to_string(row));
        }
      }
    }
  }
};

Fixture& fixture() {
  static Fixture instance;
  return instance;
}

void one_decision(benchmark::State& state) {
  Fixture& f = fixture();
  hotro::Evaluator evaluator(f.program);
  std::size_t row = 0;
  for (auto _ : state) {
    benchmark::DoNotOptimize(evaluator.evaluate(f.rows[row]).data());
    row = row + 1 == f.rows.size() ? 0 : row + 1;
  }
}

void one_decision_explained(benchmark::State& state) {
  Fixture& f = fixture();
  hotro::Evaluator evaluator(f.program);
  std::size_t row = 0;
  for (auto _ : state) {
    evaluator.evaluate(f.rows[row]);
    benchmark::DoNotOptimize(hotro::explain(f.rules, evaluator, hotro::Language::vi).data());
    row = row + 1 == f.rows.size() ? 0 : row + 1;
  }
}

void table_row(benchmark::State& state) {
  Fixture& f = fixture();
  hotro::Evaluator evaluator(f.program);
  hotro::DecisionColumns columns;
  const hotro::Table table = f.dossiers.table();
  for (auto _ : state) {
    evaluator.evaluate(table, 0, table.rows, columns);
    benchmark::DoNotOptimize(columns.combined.payout.data());
  }
  state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations() * table.rows));
}

void load_rule_set(benchmark::State& state) {
  const Fixture& f = fixture();
  for (auto _ : state) benchmark::DoNotOptimize(hotro::load(f.files.sources, f.files.files));
}

void compile_rule_set(benchmark::State& state) {
  const Fixture& f = fixture();
  for (auto _ : state) benchmark::DoNotOptimize(hotro::compile(f.rules));
}

BENCHMARK(one_decision);
BENCHMARK(one_decision_explained);
BENCHMARK(table_row);
BENCHMARK(load_rule_set);
BENCHMARK(compile_rule_set);

}  // namespace

BENCHMARK_MAIN();
