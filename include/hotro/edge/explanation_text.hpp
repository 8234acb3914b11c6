// SPDX-License-Identifier: Apache-2.0
#pragma once

// An explanation as an officer reads it.
//
//   auto all = hotro::edge::explain_row(rules, evaluator, explainer, hotro::edge::Detail::everything);
//   std::fputs(hotro::edge::explanation_text(rules, program, all, facts, {}).c_str(), stdout);

#include <string>

#include "../citation.hpp"
#include "../config.hpp"
#include "../facts.hpp"
#include "../program.hpp"
#include "../rule_set.hpp"
#include "explanation.hpp"
#include "screen.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace edge {

struct ExplanationStyle {
  std::string id;     // of the dossier; may be empty
  bool full = false;  // all lines, not only the decisive ones
  Language language = Language::en;
  std::string where_full;  // stands behind the number of lines left out: where they are shown
  Screen screen;
};

/// Of a dossier with these facts.
std::string explanation_text(const RuleSet& rules, const Program& program, const Explanation& explanation,
                             const Facts& facts, const ExplanationStyle& style);

}  // namespace edge
}  // namespace HOTRO_ABI
}  // namespace hotro
