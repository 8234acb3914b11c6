// SPDX-License-Identifier: Apache-2.0
#pragma once

// Everything there is to say about one dossier: for each benefit that is concerned or may be, the answer, its
// lines, the facts to ask for, and, where it is refused, the single facts that would change that.
//
//   hotro::Explainer explainer(rules, evaluator, hotro::Language::vi);
//   auto all = hotro::edge::explain_row(rules, evaluator, explainer, hotro::edge::Detail::everything);

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "../citation.hpp"
#include "../config.hpp"
#include "../evaluator.hpp"
#include "../explain.hpp"
#include "../rule_set.hpp"
#include "answers.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace edge {

struct BenefitExplanation {
  Answer answer;
  std::span<const Reason> reasons;     // decisive first; valid as long as the explainer says
  std::vector<std::uint32_t> missing;  // inputs to ask for
  std::vector<std::uint32_t> assumed;  // inputs; what was paid before is left out
  std::vector<Change> changes;         // only of a refusal
};

struct Explanation {
  std::vector<BenefitExplanation> benefits;  // one without a benefit where none is concerned
  bool assumes_nothing_paid = false;         // no ledger: paid_before is taken as 0
};

enum class Detail : std::uint8_t {
  causes,      // why something is refused or open; of what is granted no lines
  everything,  // all lines, and the single facts that would change a refusal (thousands of evaluations)
};

/// Of the row that the evaluator decided last, by its explainer; it is left on that row. Nothing where the
/// program is of another rule set.
Explanation explain_row(const RuleSet& rules, Evaluator& evaluator, Explainer& explainer, Detail detail);

/// The lines that say why: the decisive conditions that are not met (or open), the scope, that nothing is
/// concerned.
std::vector<const Reason*> causes(const BenefitExplanation& benefit);
/// The same as one text: "reason (citation); reason (citation)".
std::string causes_text(const BenefitExplanation& benefit, Language language);

/// The label of a fact, or its path where it has none.
std::string fact_label(const RuleSet& rules, const Program& program, std::uint32_t input, Language language);
/// The authority that decides a fact, or gives it; empty where a paper says it.
std::string decided_by(const RuleSet& rules, const Program& program, std::uint32_t input, Language language);
/// What is to be asked: the label of a fact, with the authority that decides it.
std::string question(const RuleSet& rules, const Program& program, std::uint32_t input, Language language);
/// A value of a fact for people.
std::string fact_text(const RuleSet& rules, const Program& program, std::uint32_t input, Interval value,
                      Language language);
/// Words for a status: "không đủ điều kiện", "not eligible".
std::string_view status_text(Status status, Language language);
/// The title of a benefit in a language.
std::string benefit_title(const RuleSet& rules, std::uint32_t benefit, Language language);

}  // namespace edge
}  // namespace HOTRO_ABI
}  // namespace hotro
