// SPDX-License-Identifier: Apache-2.0
// The input is a cases.yaml of tests/cli/rules/demo/transport.
#include <nlohmann/json.hpp>

#include "fuzz/checks.hpp"
#include "fuzz/claim.hpp"
#include "fuzz/models.hpp"
#include "hotro/edge/cases.hpp"
#include "hotro/edge/coverage.hpp"
#include "hotro/edge/json.hpp"

int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const fuzz::Model& model = *fuzz::models().front();
  hotro::Sources sources = model.files.sources;
  const std::uint32_t source = sources.add("cases.yaml", std::string(fuzz::text_of(bytes, size)));
  hotro::Diagnostics found;
  const hotro::edge::CaseFile cases =
      hotro::edge::read_cases(sources, source, model.rules, model.program, found);
  const bool failed = found.failed();
  fuzz::check_diagnostics(found.take(), sources, failed);

  // Of all inputs together: what no case can show takes some compiling to know.
  static hotro::edge::Coverage coverage(model.rules, model.files.sources);
  hotro::edge::CaseRun run(model.rules);
  constexpr std::size_t enough = 20;
  for (std::size_t i = 0; i < cases.cases.size() && i < enough; ++i) {
    const hotro::edge::Case& one = cases.cases[i];
    const hotro::edge::CaseResult result = run.run(one);
    fuzz::claim(result.passed == (result.mismatches.empty() && result.errors.empty()),
                "a case passes, or says what came out differently");
    if (result.evaluator != nullptr) coverage.add(*result.evaluator);
    fuzz::claim(nlohmann::json::accept(json_case(one, result, sources)), "a case as JSON is JSON");
  }
  fuzz::claim(coverage.shown() <= coverage.count(), "no more is shown than can be");
  fuzz::claim(nlohmann::json::accept(json_coverage(model.rules, coverage, sources, hotro::Language::vi)),
              "coverage as JSON is JSON");
  return 0;
}
