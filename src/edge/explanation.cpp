// SPDX-License-Identifier: Apache-2.0
#include "hotro/edge/explanation.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace hotro {
inline namespace HOTRO_ABI {
namespace edge {

Explanation explain_row(const RuleSet& rules, Evaluator& evaluator, Explainer& explainer, Detail detail) {
  Explanation out;
  const Program& program = evaluator.program();
  if (!compiled_from(rules, program)) return out;
  const std::vector<Answer> found = answers(program, evaluator.decisions());
  const std::span<const Reason> reasons =
      explainer.explain(detail == Detail::everything ? Lines::all : Lines::decisive);
  const auto reasons_of = [&](std::uint32_t benefit) {
    const auto is_of = [&](const Reason& reason) { return reason.benefit == benefit; };
    const auto first = std::find_if(reasons.begin(), reasons.end(), is_of);
    return std::span<const Reason>(first, std::find_if_not(first, reasons.end(), is_of));
  };
  for (const Answer& one : found) {
    BenefitExplanation& benefit = out.benefits.emplace_back();
    benefit.answer = one;
    if (detail == Detail::everything || one.status != Status::eligible) {
      benefit.reasons = reasons_of(one.benefit);
    }
    benefit.missing = explainer.missing(one.benefit);
    for (const std::uint32_t input : explainer.assumptions(one.benefit)) {
      if (program.inputs()[input].of_ledger)
        out.assumes_nothing_paid = true;
      else
        benefit.assumed.push_back(input);
    }
    if (detail == Detail::everything && one.benefit != none && one.status == Status::not_eligible) {
      benefit.changes = single_changes(rules, evaluator, one.benefit);
    }
  }
  return out;
}

std::vector<const Reason*> causes(const BenefitExplanation& benefit) {
  std::vector<const Reason*> result;
  for (const Reason& reason : benefit.reasons) {
    const bool top = reason.role == Role::condition || reason.role == Role::scope ||
                     reason.role == Role::combined || reason.role == Role::concerned;
    if (top && reason.decisive && reason.truth != Truth::yes) result.push_back(&reason);
  }
  return result;
}

std::string causes_text(const BenefitExplanation& benefit, Language language) {
  std::string result;
  for (const Reason* reason : causes(benefit)) {
    if (!result.empty()) result += "; ";
    // The words of the law say why somebody is refused; of an open line they say what is not known.
    if (reason->truth == Truth::unknown) result += language == Language::vi ? "chưa rõ: " : "not known: ";
    result += reason->text;
    if (!reason->citation.empty()) result += fmt::format(" ({})", reason->citation);
  }
  return result;
}

std::string fact_label(const RuleSet& rules, const Program& program, std::uint32_t input, Language language) {
  const std::string& path = program.inputs()[input].path;
  const std::uint32_t fact = find_fact(rules, path);
  if (fact == none || rules.facts[fact].label.empty()) return path;
  return rules.facts[fact].label.in(language);
}

std::string decided_by(const RuleSet& rules, const Program& program, std::uint32_t input, Language language) {
  const std::uint32_t fact = find_fact(rules, program.inputs()[input].path);
  if (fact == none || rules.facts[fact].decided_by.empty()) return {};
  return std::string(rules.facts[fact].decided_by.in(language));
}

std::string question(const RuleSet& rules, const Program& program, std::uint32_t input, Language language) {
  std::string text = fact_label(rules, program, input, language);
  const std::string who = decided_by(rules, program, input, language);
  if (!who.empty())
    text += language == Language::vi ? " (do " + who + " quyết định)" : " (decided by " + who + ")";
  return text;
}

std::string fact_text(const RuleSet& rules, const Program& program, std::uint32_t input, Interval value,
                      Language language) {
  const std::uint32_t fact = find_fact(rules, program.inputs()[input].path);
  return fact == none ? std::string() : format(rules, rules.facts[fact].type, value, language);
}

std::string_view status_text(Status status, Language language) {
  const bool vi = language == Language::vi;
  switch (status) {
    case Status::eligible: return vi ? "đủ điều kiện" : "eligible";
    case Status::eligible_amount_open: return vi ? "đủ điều kiện, chưa rõ mức" : "eligible, amount open";
    case Status::not_eligible: return vi ? "không đủ điều kiện" : "not eligible";
    case Status::undetermined: return vi ? "chưa xác định" : "undetermined";
    case Status::not_concerned: return vi ? "không thuộc diện xét" : "not concerned";
  }
  return "";
}

std::string benefit_title(const RuleSet& rules, std::uint32_t benefit, Language language) {
  if (benefit == none) return language == Language::vi ? "Không khoản hỗ trợ nào" : "No benefit";
  const Benefit& one = rules.benefits[benefit];
  return one.title.empty() ? one.name : one.title.in(language);
}

}  // namespace edge
}  // namespace HOTRO_ABI
}  // namespace hotro
