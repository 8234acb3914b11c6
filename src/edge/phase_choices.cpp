// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "hotro/edge/phase_rules.hpp"
#include "phase_words.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace edge {
namespace {

template <class Option>
bool answer(Setting<Option>& setting, std::string_view option) {
  Option value{};
  if (!find_word(option, value)) return false;
  if (std::find(setting.options.begin(), setting.options.end(), value) == setting.options.end()) return false;
  setting.value = value;
  return true;
}

}  // namespace

std::string_view name(Combine option) { return word_of(option); }
std::string_view name(Once option) { return word_of(option); }
std::string_view name(Order option) { return word_of(option); }
std::string_view name(Beyond option) { return word_of(option); }
std::string_view name(Remainder option) { return word_of(option); }

bool is_phase_reading(std::string_view name) {
  return name == "once_in" || name == "combine" || name == "order" || name == "beyond";
}

bool set_reading(PhaseRules& phases, std::string_view reading, std::string_view option) {
  if (reading == "once_in") return answer(phases.claims.once_in, option);
  if (reading == "combine") return answer(phases.claims.combine, option);
  if (reading == "order") return answer(phases.budget.order, option);
  if (reading == "beyond") return answer(phases.budget.beyond, option);
  return false;
}

std::uint32_t find_round(const PhaseRules& phases, Date event) {
  for (std::uint32_t i = 0; i < phases.rounds.size(); ++i) {
    if (phases.rounds[i].events_from <= event && event <= phases.rounds[i].events_to) return i;
  }
  return none;
}

bool counts_against(const PhaseRules& phases, Claim claim, Claim paid) {
  const bool same_time = phases.claims.once_in.value == Once::programme || claim.round == paid.round ||
                         claim.round == none || paid.round == none;
  const auto apart = [&](std::uint32_t benefit) {
    return benefit < phases.on_top.size() && phases.on_top[benefit];
  };
  if (claim.benefit != paid.benefit && (apart(claim.benefit) || apart(paid.benefit))) return false;
  const bool same_policy =
      phases.claims.combine.value == Combine::highest_with_difference || claim.benefit == paid.benefit;
  return same_time && same_policy;
}

}  // namespace edge
}  // namespace HOTRO_ABI
}  // namespace hotro
