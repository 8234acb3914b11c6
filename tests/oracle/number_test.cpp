// SPDX-License-Identifier: Apache-2.0
// The judge's numbers are Boost's exact fractions, however large they become.

#include "oracle/number.hpp"

#include <catch2/catch.hpp>
#include <vector>

namespace {

using oracle::Fraction;
using oracle::Number;
using oracle::Whole;

/// Fractions about 0, the ends of 64 bits, what two 128-bit integers hold, and beyond.
std::vector<Fraction> edges() {
  std::vector<Whole> wholes = {0, 1, 2, 3, 10, 1'000'000, Whole(INT64_MIN)};
  for (const int bits : {31, 62, 63, 64, 124, 125, 126, 127, 128, 200}) {
    for (const int off : {-1, 0, 1}) wholes.push_back((Whole(1) << bits) + off);
  }
  std::vector<Fraction> result;
  for (const Whole& top : wholes) {
    for (const Whole& bottom : {Whole(1), Whole(2), Whole(7), Whole(1'000'000), Whole(Whole(1) << 63),
                                Whole((Whole(1) << 125) - 1), Whole(Whole(1) << 130)}) {
      result.emplace_back(top, bottom);
      result.emplace_back(-top, bottom);
    }
  }
  return result;
}

Fraction floor_of(const Fraction& n) {
  Whole result = numerator(n) / denominator(n);
  while (Fraction(result) > n) --result;
  return result;
}

}  // namespace

TEST_CASE("The judge's numbers are Boost's exact fractions, however large they become") {
  const std::vector<Fraction> all = edges();
  std::size_t wrong = 0;
  for (const Fraction& a : all) {
    const Number x(a);
    CHECK(x.fraction() == a);
    CHECK((-x).fraction() == -a);
    CHECK(abs(x).fraction() == abs(a));
    CHECK(floor(x).fraction() == floor_of(a));
    CHECK(ceiling(x).fraction() == -floor_of(-a));
    std::int64_t whole = 0;
    const bool fits = denominator(a) == 1 && numerator(a) >= INT64_MIN && numerator(a) <= INT64_MAX;
    CHECK(x.whole(whole) == fits);
    if (fits) CHECK(whole == numerator(a));
    for (const Fraction& b : all) {
      const Number y(b);
      const bool same = (x + y).fraction() == a + b && (x - y).fraction() == a - b &&
                        (x * y).fraction() == a * b && (b == 0 || (x / y).fraction() == a / b) &&
                        (x < y) == (a < b) && (x == y) == (a == b);
      if (!same && ++wrong < 5) FAIL_CHECK(a << " and " << b);
    }
  }
  CHECK(wrong == 0);
  CHECK(Number(6, -4).fraction() == Fraction(-3, 2));
  CHECK(Number(INT64_MIN, INT64_MIN) == 1);
}
