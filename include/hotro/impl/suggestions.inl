// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <utility>

#include "../diagnostic.hpp"
#include "unicode.inl"

namespace hotro {
inline namespace HOTRO_ABI {
namespace detail {

/// Longer words are not compared: the distance costs the product of the lengths.
inline constexpr std::size_t longest_suggestion = 64;

/// What stays of a word when case and separators are forgiven.
HOTRO_INLINE std::u32string bare_word(std::string_view word) {
  std::u32string bare;
  for (std::size_t at = 0; at < word.size();) {
    const CodePoint point = decode(word, at);
    at += point.size;
    if (point.value == '-' || point.value == '_' || point.value == ' ') continue;
    const bool capital = point.value >= 'A' && point.value <= 'Z';
    bare.push_back(capital ? point.value + ('a' - 'A') : point.value);
  }
  return bare;
}

/// Damerau-Levenshtein in its restricted form: a letter changed, missing, too many, or two neighbours
/// swapped.
HOTRO_INLINE std::size_t edit_distance(const std::u32string& a, const std::u32string& b) {
  std::vector<std::size_t> before(b.size() + 1);
  std::vector<std::size_t> above(b.size() + 1);
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) above[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t changed = above[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
      row[j] = std::min({changed, above[j] + 1, row[j - 1] + 1});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
        row[j] = std::min(row[j], before[j - 2] + 1);
      }
    }
    std::swap(before, above);
    std::swap(above, row);
  }
  return above[b.size()];
}

}  // namespace detail

HOTRO_INLINE std::vector<std::string> suggestions(std::string_view word,
                                                  const std::vector<std::string>& known) {
  const std::u32string wanted = detail::bare_word(word);
  if (wanted.empty() || wanted.size() > detail::longest_suggestion) return {};
  const std::size_t farthest =
      std::max<std::size_t>(1, wanted.size() / 3);  // "ab" allows one slip, "abcdef" two
  std::vector<std::pair<std::size_t, const std::string*>> near;
  for (const std::string& candidate : known) {
    if (candidate == word || candidate.size() > 4 * detail::longest_suggestion) continue;
    std::u32string other = detail::bare_word(candidate);
    if (other.size() > detail::longest_suggestion) continue;
    // `region` is likely meant as `enterprise.region`.
    std::size_t group = 0;
    const std::size_t dot = other.rfind(U'.');
    if (dot != std::u32string::npos && wanted.find(U'.') == std::u32string::npos) {
      if (other.compare(dot + 1, std::u32string::npos, wanted) == 0) {
        near.emplace_back(1, &candidate);
        continue;
      }
      group = 1;
    }
    const std::size_t gap =
        other.size() > wanted.size() ? other.size() - wanted.size() : wanted.size() - other.size();
    if (gap > farthest) continue;
    const std::size_t distance = detail::edit_distance(wanted, other);
    // A short word of which nothing is left is another word, not a slip.
    if (distance <= farthest && distance < wanted.size()) near.emplace_back(distance + group, &candidate);
  }
  std::stable_sort(near.begin(), near.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  std::vector<std::string> best;
  for (const auto& [distance, candidate] : near) {
    if (std::find(best.begin(), best.end(), *candidate) == best.end()) best.push_back(*candidate);
    if (best.size() == 3) break;
  }
  return best;
}

HOTRO_INLINE std::string did_you_mean(std::string_view word, const std::vector<std::string>& known) {
  const std::vector<std::string> best = suggestions(word, known);
  std::string text;
  for (std::size_t i = 0; i < best.size(); ++i) {
    text += i == 0 ? "did you mean \"" : i + 1 == best.size() ? "\" or \"" : "\", \"";
    text += best[i];
  }
  return best.empty() ? text : text + "\"?";
}

}  // namespace HOTRO_ABI
}  // namespace hotro
