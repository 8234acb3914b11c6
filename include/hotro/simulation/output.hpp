// SPDX-License-Identifier: Apache-2.0
#pragma once

// A simulation for other programs: everything that was counted, exact. Documents are versioned as those of
// <hotro/edge/json.hpp>: amounts are whole numbers of minor units, of weighted populations decimals in
// quotes; half_width is that of the confidence interval.

#include <string>

#include "../config.hpp"
#include "pricing.hpp"
#include "simulate.hpp"
#include "solve.hpp"
#include "statistics.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace simulation {

std::string simulation_json(const Plan& plan, const Tally& tally, Confidence confidence);
std::string pricing_json(const Pricing& pricing, Confidence confidence);
std::string sweep_json(const SweepRun& run, Confidence confidence);

/// Long tables, one figure a row, for spreadsheets and statistics:
/// `variant,group,cell,measure,people,low,high`.
std::string simulation_csv(const Plan& plan, const Tally& tally);
/// `reading,option,with,people,gainers,losers,unsure,low,high`: changes of money against the baseline.
std::string pricing_csv(const Pricing& pricing);
/// `value,people,low,high`.
std::string sweep_csv(const SweepRun& run);

}  // namespace simulation
}  // namespace HOTRO_ABI
}  // namespace hotro
