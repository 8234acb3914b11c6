// SPDX-License-Identifier: Apache-2.0
#pragma once

// An explanation as an officer reads it.

#include <string>

#include "hotro/edge/explanation.hpp"
#include "hotro/facts.hpp"
#include "terminal.hpp"

namespace hotro::cli {

struct ExplanationStyle {
  std::string id;     // of the dossier; may be empty
  bool full = false;  // all lines, not only the decisive ones
  Language language = Language::en;
};

std::string explanation_text(const RuleSet& rules, const Program& program,
                             const edge::Explanation& explanation, const Facts& facts,
                             const ExplanationStyle& style, const Terminal& terminal);

}  // namespace hotro::cli
