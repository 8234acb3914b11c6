// SPDX-License-Identifier: Apache-2.0
#include "hotro/simulation/statistics.hpp"

#include <cmath>

namespace hotro {
inline namespace HOTRO_ABI {
namespace simulation {

double half_width(double sum, double squares, std::uint64_t rows, Confidence confidence) {
  if (rows < 2) return 0;
  const double z = confidence == Confidence::ninety        ? 1.644853627
                   : confidence == Confidence::ninety_five ? 1.959963985
                                                           : 2.575829304;
  const auto n = static_cast<double>(rows);
  const double variance = n / (n - 1) * (squares - sum * sum / n);
  return variance <= 0 ? 0 : z * std::sqrt(variance);
}

double people_half_width(const Tally& tally, const Figure& figure, Confidence confidence) {
  if (tally.unit == 1) return 0;
  return half_width(static_cast<double>(figure.people), figure.people_squares, tally.rows, confidence) /
         static_cast<double>(tally.unit);
}

double money_half_width(const Tally& tally, const Figure& figure, Confidence confidence) {
  if (tally.unit == 1) return 0;
  return half_width(static_cast<double>(figure.high), figure.money_squares, tally.rows, confidence) /
         static_cast<double>(tally.unit);
}

}  // namespace simulation
}  // namespace HOTRO_ABI
}  // namespace hotro
