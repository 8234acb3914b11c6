// SPDX-License-Identifier: Apache-2.0
#include "hotro/edge/answers.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace edge {

Answer answer(const Program& program, std::uint32_t benefit, const Decision& decision) {
  Answer result;
  result.benefit = benefit;
  result.status = status(decision);
  result.decision = decision;
  const std::vector<std::string>& conditions = program.benefits()[benefit].conditions;
  if (decision.concerned == Truth::no) return result;
  if (decision.in_scope == Truth::no) result.failed.push_back(outside_scope);
  for (std::size_t bit = 0; bit < conditions.size(); ++bit) {
    if ((decision.failed >> bit & 1U) != 0) result.failed.push_back(conditions[bit]);
    if ((decision.open >> bit & 1U) != 0) result.open.push_back(conditions[bit]);
  }
  return result;
}

std::vector<Answer> answers(const Program& program, std::span<const Decision> decisions, bool all) {
  std::vector<Answer> result;
  bool any = false;
  for (std::uint32_t i = 0; i < program.benefits().size(); ++i) {
    const Decision& decision = decisions[i + 1];
    any = any || decision.concerned != Truth::no;
    if (all || decision.concerned != Truth::no) result.push_back(answer(program, i, decision));
  }
  if (!any) {
    Answer nothing;
    nothing.status = Status::not_eligible;
    nothing.decision = decisions[0];
    nothing.failed.push_back(no_benefit_concerned);
    result.insert(result.begin(), nothing);
  }
  return result;
}

std::string joined(const std::vector<std::string_view>& words) {
  std::string result;
  for (const std::string_view word : words) {
    if (!result.empty()) result += ' ';
    result += word;
  }
  return result;
}

}  // namespace edge
}  // namespace HOTRO_ABI
}  // namespace hotro
