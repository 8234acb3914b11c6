// SPDX-License-Identifier: Apache-2.0
#pragma once

// The words of phases.yaml for the options of its settings, in the order of their enumerations.

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "hotro/edge/phase_rules.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace edge {

/// The options of a setting, in the order of its enumeration.
template <class Option>
inline constexpr std::array<std::string_view, 0> words{};
template <>
inline constexpr std::array<std::string_view, 2> words<Combine>{"highest_with_difference", "each_policy"};
template <>
inline constexpr std::array<std::string_view, 2> words<Once>{"programme", "round"};
template <>
inline constexpr std::array<std::string_view, 3> words<Order>{"received_first", "priority_first", "pro_rata"};
template <>
inline constexpr std::array<std::string_view, 2> words<Beyond>{"waiting_list", "refused"};
template <>
inline constexpr std::array<std::string_view, 2> words<Remainder>{"largest", "received_first"};

template <class Option>
std::string_view word_of(Option option) {
  return words<Option>[static_cast<std::size_t>(option)];
}

template <class Option>
std::vector<std::string> all_words() {
  return {words<Option>.begin(), words<Option>.end()};
}

template <class Option>
bool find_word(std::string_view word, Option& option) {
  const auto found = std::find(words<Option>.begin(), words<Option>.end(), word);
  if (found == words<Option>.end()) return false;
  option = static_cast<Option>(found - words<Option>.begin());
  return true;
}

}  // namespace edge
}  // namespace HOTRO_ABI
}  // namespace hotro
