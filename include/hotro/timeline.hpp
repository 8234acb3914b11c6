// SPDX-License-Identifier: Apache-2.0
#pragma once

// What the law said over time, on two axes: the days a version applies to, and the day it was enacted. Among
// the versions enacted by a given day that apply on a date, the last enacted wins; within one act the latest
// applies_from.

#include <cstdint>
#include <utility>
#include <vector>

#include "citation.hpp"
#include "config.hpp"
#include "date.hpp"
#include "source.hpp"

namespace hotro {
inline namespace HOTRO_ABI {

template <class T>
struct Version {
  Date applies_from = beginning;  // both ends included
  Date applies_to = forever;
  Date enacted;           // of the act that says so
  std::uint32_t act = 0;  // that act: index into RuleSet::sources
  T value{};
  Basis basis;
  Span span;
};

/// Days [from, to] on which one version applies; null: none does.
template <class T>
struct Segment {
  Date from;
  Date to;
  const Version<T>* version = nullptr;
};

template <class T>
class Timeline {
 public:
  std::vector<Version<T>> versions;  // in the order they were read

  /// The version that applies on a day as the law was known on another; null if none does. O(versions).
  [[nodiscard]] const Version<T>* at(Date on, Date known) const {
    const Version<T>* found = nullptr;
    for (const Version<T>& v : versions) {
      if (v.enacted > known || on < v.applies_from || on > v.applies_to) continue;
      if (found == nullptr || outranks(v, *found)) found = &v;
    }
    return found;
  }

  /// The days [from, to] cut into the longest runs with one version each, in order. O(versions²).
  [[nodiscard]] std::vector<Segment<T>> segments(Date from, Date to, Date known) const {
    std::vector<Segment<T>> result;
    Date day = from;
    while (day <= to) {
      const Version<T>* version = at(day, known);
      Date end = to;
      for (const Version<T>& v : versions) {
        if (v.enacted > known) continue;
        if (v.applies_from > day && v.applies_from - 1 < end) end = v.applies_from - 1;
        if (v.applies_to >= day && v.applies_to < end) end = v.applies_to;
      }
      if (!result.empty() && result.back().version == version) {
        result.back().to = end;
      } else {
        result.push_back({day, end, version});
      }
      day = end + 1;
    }
    return result;
  }

  /// Whether version a is preferred to b where both apply.
  static bool outranks(const Version<T>& a, const Version<T>& b) {
    if (a.enacted != b.enacted) return a.enacted > b.enacted;
    return a.applies_from > b.applies_from;
  }
};

}  // namespace HOTRO_ABI
}  // namespace hotro
