// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <charconv>
#include <functional>
#include <tuple>

#include "hotro/edge/mutation.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace edge {

std::string_view name(MutationKind kind) {
  constexpr std::string_view names[] = {"comparison", "connective", "condition", "branch",    "constant",
                                        "cell",       "date",       "rounding",  "arithmetic"};
  return names[static_cast<int>(kind)];
}

std::string_view name(Fate fate) {
  constexpr std::string_view names[] = {"noticed", "survived", "equivalent", "refused"};
  return names[static_cast<int>(fate)];
}

std::size_t MutationReport::count(Fate fate) const {
  return static_cast<std::size_t>(
      std::count_if(mutants.begin(), mutants.end(), [&](const Mutant& one) { return one.fate == fate; }));
}

std::size_t MutationReport::percent() const {
  const std::size_t noticed = count(Fate::noticed);
  const std::size_t all = noticed + count(Fate::survived);
  return all == 0 ? 100 : noticed * 100 / all;
}

namespace {

/// Numbers of articles in their order: 2 before 10, 10 before 10a.
bool numbered_before(const std::string& a, const std::string& b) {
  const auto number = [](const std::string& text) {
    int value = 0;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
  };
  return std::make_tuple(number(a), std::cref(a)) < std::make_tuple(number(b), std::cref(b));
}

bool before(const Citation& a, const Citation& b) {
  if (a.source != b.source) return a.source < b.source;
  for (std::size_t i = 0; i < a.locator.size() && i < b.locator.size(); ++i) {
    const LocatorPart& x = a.locator[i];
    const LocatorPart& y = b.locator[i];
    if (x.unit != y.unit) return x.unit < y.unit;
    if (x.number != y.number) return numbered_before(x.number, y.number);
  }
  return a.locator.size() < b.locator.size();
}

/// What has no article stands last.
bool by_article(const Mutant& a, const Mutant& b) {
  const auto& x = a.basis.citations;
  const auto& y = b.basis.citations;
  if (x.empty() || y.empty()) return !x.empty() && y.empty();
  return before(x.front(), y.front());
}

}  // namespace

std::vector<std::size_t> MutationReport::survivors() const {
  std::vector<std::size_t> found;
  for (std::size_t i = 0; i < mutants.size(); ++i) {
    if (mutants[i].fate == Fate::survived) found.push_back(i);
  }
  std::stable_sort(found.begin(), found.end(),
                   [&](std::size_t a, std::size_t b) { return by_article(mutants[a], mutants[b]); });
  return found;
}

}  // namespace edge
}  // namespace HOTRO_ABI
}  // namespace hotro
