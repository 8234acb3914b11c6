// SPDX-License-Identifier: Apache-2.0
#pragma once

// The judge's numbers: exact fractions of any size. Boost has them, but is slow where they are small, and
// most are: those are fractions of two 128-bit integers here, and Boost's wherever a sum or product might not
// fit.

#include <bit>
#include <boost/multiprecision/cpp_int.hpp>
#include <compare>
#include <cstdint>
#include <memory>

#include "hotro/value.hpp"

namespace oracle {

using Fraction = boost::multiprecision::cpp_rational;
using Whole = boost::multiprecision::cpp_int;

class Number {
 public:
  Number(std::int64_t whole = 0) : top_(whole) {}
  Number(std::int64_t top, std::int64_t bottom) : Number(reduced(top, bottom)) {}
  explicit Number(const Fraction& value) {
    const Whole limit = Whole(1) << most_bits;
    const Whole top = numerator(value), bottom = denominator(value);
    if (abs(top) < limit && bottom < limit) {
      top_ = static_cast<Wide>(top);
      bottom_ = static_cast<Wide>(bottom);
    } else {
      large_ = std::make_shared<const Fraction>(value);
    }
  }

  [[nodiscard]] Fraction fraction() const {
    return small() ? Fraction(Whole(top_), Whole(bottom_)) : *large_;
  }
  /// Whether it is a whole number of 64 bits; if so, `out` is that.
  [[nodiscard]] bool whole(std::int64_t& out) const {
    if (!small() || bottom_ != 1 || top_ < INT64_MIN || top_ > INT64_MAX) return false;
    out = static_cast<std::int64_t>(top_);
    return true;
  }

  friend Number operator+(const Number& a, const Number& b) {
    if (!fit(a.top_, b.bottom_) || !fit(b.top_, a.bottom_) || !fit(a.bottom_, b.bottom_) || !small(a, b))
      return Number(Fraction(a.fraction() + b.fraction()));
    return reduced(a.top_ * b.bottom_ + b.top_ * a.bottom_, a.bottom_ * b.bottom_);
  }
  friend Number operator*(const Number& a, const Number& b) {
    if (!fit(a.top_, b.top_) || !fit(a.bottom_, b.bottom_) || !small(a, b))
      return Number(Fraction(a.fraction() * b.fraction()));
    return reduced(a.top_ * b.top_, a.bottom_ * b.bottom_);
  }
  friend Number operator/(const Number& a, const Number& b) {  // b is not 0
    if (!fit(a.top_, b.bottom_) || !fit(a.bottom_, b.top_) || !small(a, b))
      return Number(Fraction(a.fraction() / b.fraction()));
    return reduced(a.top_ * b.bottom_, a.bottom_ * b.top_);
  }
  friend Number operator-(const Number& a) { return a * -1; }
  friend Number operator-(const Number& a, const Number& b) { return a + b * -1; }

  friend std::strong_ordering operator<=>(const Number& a, const Number& b) {
    if (a.bottom_ == b.bottom_ && small(a, b)) return a.top_ <=> b.top_;
    if (!fit(a.top_, b.bottom_) || !fit(b.top_, a.bottom_) || !small(a, b))
      return a.fraction().compare(b.fraction()) <=> 0;
    return a.top_ * b.bottom_ <=> b.top_ * a.bottom_;
  }
  friend bool operator==(const Number& a, const Number& b) {
    if (a.small() != b.small()) return false;
    return a.small() ? a.top_ == b.top_ && a.bottom_ == b.bottom_ : *a.large_ == *b.large_;
  }

  friend Number floor(const Number& n) {  // the greatest whole number that is not greater
    if (n.small()) return reduced(n.top_ / n.bottom_ - (n.top_ % n.bottom_ < 0 ? 1 : 0), 1);
    const Whole top = numerator(*n.large_), bottom = denominator(*n.large_);
    Whole result = top / bottom;  // towards zero
    if (result * bottom > top) --result;
    return Number(Fraction(result));
  }

 private:
  using Wide = hotro::Wide;
  static constexpr int most_bits = 125;  // a sum of two such, and the negative of one, are far from overflow

  [[nodiscard]] bool small() const { return large_ == nullptr; }
  static bool small(const Number& a, const Number& b) { return a.small() && b.small(); }
  static int bits(Wide n) {
    const auto size = static_cast<hotro::UnsignedWide>(n < 0 ? -n : n);
    const auto high = static_cast<std::uint64_t>(size >> 64U), low = static_cast<std::uint64_t>(size);
    return high != 0 ? 128 - std::countl_zero(high) : 64 - std::countl_zero(low);
  }
  /// Their product is below 2 to the power of most_bits.
  static bool fit(Wide a, Wide b) { return bits(a) + bits(b) <= most_bits; }

  static Number reduced(Wide top, Wide bottom) {
    if (bottom < 0) top = -top, bottom = -bottom;
    Wide divisor = bottom;
    for (Wide rest = bottom == 1 ? 0 : top < 0 ? -top : top; rest != 0;) {
      const Wide next = divisor % rest;
      divisor = rest;
      rest = next;
    }
    Number result;
    result.top_ = top / divisor;
    result.bottom_ = bottom / divisor;
    return bits(result.top_) <= most_bits ? result
                                          : Number(Fraction(Whole(result.top_), Whole(result.bottom_)));
  }

  Wide top_ = 0, bottom_ = 1;  // in lowest terms, the bottom positive; each below 2 to the power of most_bits
  std::shared_ptr<const Fraction> large_;  // instead, if there is one
};

inline Number abs(const Number& n) { return n < 0 ? -n : n; }
inline Number ceiling(const Number& n) { return -floor(-n); }

}  // namespace oracle
