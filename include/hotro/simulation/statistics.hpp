// SPDX-License-Identifier: Apache-2.0
#pragma once

// How sure a figure of a weighted sample is. The only floating point there is: it is printed, never computed
// with.

#include <cstdint>

#include "../config.hpp"
#include "tally.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace simulation {

/// How often, of a hundred samples, the interval is to hold the true figure.
enum class Confidence : std::uint8_t { ninety = 90, ninety_five = 95, ninety_nine = 99 };

/// Half the width of the confidence interval of a sum over a sample of so many rows, drawn with replacement
/// with the chances that the weights say (Hansen and Hurwitz, 1943): z · sqrt(n / (n − 1) · (Σ x² − (Σ x)² /
/// n)), where x is a row's weighted value, 0 for rows that do not count. Whoever drew whole enterprises, or
/// in strata, has another variance. 0 for fewer than two rows.
double half_width(double sum, double squares, std::uint64_t rows, Confidence confidence);

/// Of people and of money (their higher end), in people and minor units. 0 for populations without weights.
double people_half_width(const Tally& tally, const Figure& figure, Confidence confidence);
double money_half_width(const Tally& tally, const Figure& figure, Confidence confidence);

}  // namespace simulation
}  // namespace HOTRO_ABI
}  // namespace hotro
