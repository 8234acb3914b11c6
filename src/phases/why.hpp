// SPDX-License-Identifier: Apache-2.0
#pragma once

// Why dossiers of a list are refused, and what those lack that cannot be decided, in words.

#include <string>
#include <string_view>
#include <vector>

#include "hotro/edge/explanation.hpp"
#include "hotro/evaluator.hpp"
#include "hotro/explain.hpp"
#include "hotro/facts.hpp"
#include "hotro/phases/rules.hpp"
#include "verdicts.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace phases {

struct CitedText {
  std::string text, citation;
};

class Why {
 public:
  /// The rules must outlive it.
  Why(const Rules& rules, Language language);

  /// Of a dossier that can be decided.
  [[nodiscard]] std::vector<CitedText> refused(const Verdicts& verdicts, std::size_t dossier);
  [[nodiscard]] std::vector<std::string> missing(const Verdicts& verdicts, std::size_t dossier);

 private:
  edge::Explanation explain(const Verdicts& verdicts, std::size_t dossier);

  const Rules& rules_;
  Language language_;
  Evaluator row_;
  Explainer explainer_;
  Facts facts_;
};

/// What words of DecisionRow::failed say that are no condition and no error; empty for others.
std::string_view other_reason(std::string_view failed, Language language);

}  // namespace phases
}  // namespace HOTRO_ABI
}  // namespace hotro
