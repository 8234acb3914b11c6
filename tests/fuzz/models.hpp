// SPDX-License-Identifier: Apache-2.0
#pragma once

// Rule sets of the project, opened once for all inputs.

#include <memory>
#include <string>
#include <vector>

#include "fuzz/claim.hpp"
#include "hotro/compile.hpp"
#include "hotro/edge/files.hpp"
#include "hotro/evaluator.hpp"
#include "hotro/load.hpp"

namespace fuzz {

struct Model {
  hotro::edge::RuleFiles files;
  hotro::RuleSet rules;
  hotro::Program program;
  std::unique_ptr<hotro::Evaluator> evaluator;  // one for all inputs: its memory takes longer than a row

  explicit Model(const std::string& path) : files(hotro::edge::open_rules(path)) {
    hotro::Result<hotro::RuleSet> loaded = load(files.sources, files.files);
    claim(static_cast<bool>(loaded), "the rule set loads: " + path);
    rules = *std::move(loaded);
    hotro::Result<hotro::Program> compiled = compile(rules);
    claim(static_cast<bool>(compiled), "the rule set compiles: " + path);
    program = *std::move(compiled);
    evaluator = std::make_unique<hotro::Evaluator>(program, 16);
  }
};

/// [0] is the rule set of tests/hostile, whose tables and facts are inputs too.
inline const std::vector<const Model*>& models() {
  static const Model transport("tests/cli/rules/demo/transport");
  static const Model support("rules/vn/vgcl-6696");
  static const std::vector<const Model*> all = {&transport, &support};
  return all;
}

}  // namespace fuzz
