// SPDX-License-Identifier: Apache-2.0
#pragma once

// The shipped rule set that every contender implements, loaded and compiled.

#include "hotro/edge/files.hpp"
#include "hotro/hotro.hpp"

namespace benchmark_rules {

struct Rules {
  hotro::edge::RuleFiles files = hotro::edge::open_rules(HOTRO_PROJECT "/rules/vn/vgcl-6696");
  hotro::RuleSet rules = hotro::load(files.sources, files.files).value();
  hotro::Program program = hotro::compile(rules).value();
};

}  // namespace benchmark_rules
