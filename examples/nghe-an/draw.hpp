// SPDX-License-Identifier: Apache-2.0
#pragma once

// Chance that is the same on every machine: the standard fixes every number of std::mt19937_64, but none of
// its distributions and not std::shuffle, so drawing in a range is done here.

#include <cstddef>
#include <cstdint>
#include <random>
#include <utility>
#include <vector>

class Draw {
 public:
  explicit Draw(std::uint64_t seed) : engine_(seed) {}

  /// Each of low..high, both included, equally often.
  std::int64_t between(std::int64_t low, std::int64_t high) {
    const auto count = static_cast<std::uint64_t>(high - low) + 1;
    // The last, incomplete run of `count` numbers is refused, or low values would come more often.
    const std::uint64_t end = std::mt19937_64::max() - std::mt19937_64::max() % count;
    std::uint64_t number = engine_();
    while (number >= end) number = engine_();
    return low + static_cast<std::int64_t>(number % count);
  }

  bool one_in(std::int64_t n) { return between(1, n) == 1; }

  template <class T>
  const T& pick(const std::vector<T>& from) {
    return from[index(from.size())];
  }

  template <class T>
  void shuffle(std::vector<T>& list) {
    for (std::size_t i = list.size(); i > 1; --i) std::swap(list[i - 1], list[index(i)]);
  }

 private:
  std::size_t index(std::size_t count) {
    return static_cast<std::size_t>(between(0, static_cast<std::int64_t>(count) - 1));
  }

  std::mt19937_64 engine_;
};
