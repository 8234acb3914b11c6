// SPDX-License-Identifier: Apache-2.0
#include "why.hpp"

#include <algorithm>

namespace hotro {
inline namespace HOTRO_ABI {
namespace phases {

Why::Why(const Rules& rules, Language language)
    : rules_(rules),
      language_(language),
      row_(rules.program, 1),
      explainer_(rules.set, row_, language),
      facts_(rules.program) {}

edge::Explanation Why::explain(const Verdicts& verdicts, std::size_t dossier) {
  verdicts.dossiers().fill(verdicts.place(dossier), facts_);
  row_.evaluate(facts_);
  return edge::explain_row(rules_.set, row_, explainer_, edge::Detail::causes);
}

std::vector<CitedText> Why::refused(const Verdicts& verdicts, std::size_t dossier) {
  std::vector<CitedText> found;
  const edge::Explanation explanation = explain(verdicts, dossier);
  for (const edge::BenefitExplanation& benefit : explanation.benefits) {
    for (const Reason* reason : edge::causes(benefit))
      found.push_back({std::string(reason->text), std::string(reason->citation)});
  }
  return found;
}

std::vector<std::string> Why::missing(const Verdicts& verdicts, std::size_t dossier) {
  std::vector<std::string> found;
  const edge::Explanation explanation = explain(verdicts, dossier);
  for (const edge::BenefitExplanation& benefit : explanation.benefits) {
    for (const std::uint32_t input : benefit.missing) {
      std::string text = edge::question(rules_.set, rules_.program, input, language_);
      if (std::find(found.begin(), found.end(), text) == found.end()) found.push_back(std::move(text));
    }
  }
  return found;
}

std::string_view other_reason(std::string_view failed, Language language) {
  struct Words {
    std::string_view code, vi, en;
  };
  constexpr Words all[] = {
      {superseded, "Hồ sơ được thay bằng hồ sơ sửa lại", "A corrected dossier has replaced this one"},
      {repeats, "Hồ sơ đã có trong đợt này", "The same dossier is in this phase already"},
      {already_granted, "Người này đã được hỗ trợ bằng hoặc cao hơn mức này",
       "This person was granted as much, or more, already"},
      {clashes, "Mã hồ sơ trùng với một hồ sơ khác nội dung", "Another dossier has this id"},
      {several_benefits, "Hồ sơ được hưởng nhiều khoản cộng thêm nhau: lập hồ sơ riêng cho từng khoản",
       "Several benefits are paid beside each other: hand in a dossier for each"},
      {beyond_budget, "Kinh phí của đợt không đủ", "The budget of the phase does not reach this claim"},
  };
  for (const Words& words : all) {
    if (words.code == failed) return language == Language::vi ? words.vi : words.en;
  }
  return {};
}

}  // namespace phases
}  // namespace HOTRO_ABI
}  // namespace hotro
