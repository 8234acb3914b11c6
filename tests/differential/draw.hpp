// SPDX-License-Identifier: Apache-2.0
#pragma once

// Random choices that are the same on every machine: the standard fixes std::mt19937_64 to the bit, its
// distributions it does not.

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <random>
#include <utility>
#include <vector>

namespace generated {

class Draw {
 public:
  explicit Draw(std::uint64_t seed) : engine_(seed) {}
  /// The first choices are the bytes; when they are used up, their number is the seed.
  explicit Draw(std::vector<std::uint8_t> choices) : choices_(std::move(choices)), engine_(choices_.size()) {}

  /// 0 .. count - 1. Not perfectly even, which is of no importance here.
  std::uint64_t below(std::uint64_t count) {
    if (used_ == choices_.size()) return engine_() % count;
    std::uint64_t choice = 0;
    for (std::uint64_t most = count - 1; most > 0 && used_ < choices_.size(); most >>= 8U)
      choice = choice << 8U | choices_[used_++];
    return choice % count;
  }
  int number(int low, int high) {
    return low + static_cast<int>(below(static_cast<std::uint64_t>(std::int64_t{high} - low + 1)));
  }
  /// low .. high, at most 2^63 apart.
  std::int64_t whole(std::int64_t low, std::int64_t high) {
    return static_cast<std::int64_t>(
        static_cast<std::uint64_t>(low) +
        below(static_cast<std::uint64_t>(high) - static_cast<std::uint64_t>(low) + 1));
  }
  bool chance(int percent) { return below(100) < static_cast<std::uint64_t>(percent); }
  template <class T>
  const T& of(const std::vector<T>& things) {
    return things[below(things.size())];
  }
  template <class T>
  T of(std::initializer_list<T> things) {
    return things.begin()[below(things.size())];
  }
  template <class T>
  void shuffle(std::vector<T>& things) {
    for (std::size_t i = things.size(); i > 1; --i) std::swap(things[i - 1], things[below(i)]);
  }

 private:
  std::vector<std::uint8_t> choices_;
  std::size_t used_ = 0;
  std::mt19937_64 engine_;
};

}  // namespace generated
