// SPDX-License-Identifier: Apache-2.0
#pragma once

// Answers as JSON, and facts from it. Every document says `"hotro": 1` and its `"kind"`; keys are added in
// later versions, never renamed. Amounts are whole numbers of minor units, dates are ISO, truths yes, no or
// unknown. Texts are in the language of the run.

#include <string>
#include <string_view>
#include <vector>

#include "../citation.hpp"
#include "../config.hpp"
#include "../diagnostic.hpp"
#include "../facts.hpp"
#include "../program.hpp"
#include "../rule_set.hpp"
#include "answers.hpp"
#include "cases.hpp"
#include "coverage.hpp"
#include "difference.hpp"
#include "dossiers.hpp"
#include "explanation.hpp"
#include "mutation.hpp"
#include "table_run.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace edge {

/// `{"hotro":1,"kind":"decisions","rule_set":…`: the beginning of a document, without its closing brace, so
/// that members can follow behind a comma.
std::string json_opening(const Program& program, std::string_view kind);
/// The same for what is not about one program.
std::string json_opening(std::string_view kind);
/// A text in quotes.
std::string json_text(std::string_view text);

/// One line of decisions, and its pieces: `{"dossier_id":…` without a closing brace, and what is added behind
/// it. `why` may be null.
std::string json_dossier(std::string_view dossier_id, std::string_view person,
                         std::string_view enterprise_id);
std::string json_answer(const Program& program, const Answer& answer);
std::string json_told(const Program& program, const BenefitExplanation& why);
std::string json_decision(const Program& program, const DossierRow& row, std::string_view enterprise_id,
                          const Answer& answer, const BenefitExplanation* why);
std::string json_error(const DataError& error, Language language);
std::string json_totals(const Program& program, const RunReport& report);

/// The member `"benefits"` of an explanation.
std::string json_explanation(const RuleSet& rules, const Program& program, const Explanation& explanation,
                             Language language);

/// One case; what all of them cover; which changes of the rules they notice.
std::string json_case(const Case& one, const CaseResult& result, const Sources& sources);
std::string json_coverage(const RuleSet& rules, const Coverage& coverage, const Sources& sources,
                          Language language);
std::string json_mutation(const RuleSet& rules, const MutationReport& report, const Sources& sources,
                          Language language);

/// The member `"differences"` of a comparison: one a line.
std::string json_differences(const Side& before, const Side& after, const Difference& all, Language language);

/// Reads an object of facts: `{"event": "suspended", "enterprise": {"region": "II"}}`. Names may be nested or
/// written with points, each once; null is missing. Numbers are read as written, never rounded. Errors have
/// the name as column; false if there is one.
bool read_facts(std::string_view text, Facts& facts, std::vector<DataError>& errors);
/// Sets one fact from text, as `--fact name=value` gives it.
bool read_fact(std::string_view path, std::string_view text, Facts& facts, std::vector<DataError>& errors);

}  // namespace edge
}  // namespace HOTRO_ABI
}  // namespace hotro
