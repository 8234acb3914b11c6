// SPDX-License-Identifier: Apache-2.0
#pragma once

// The tables of one variant.

#include <cstddef>
#include <vector>

#include "hotro/config.hpp"
#include "writing.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace simulation {

/// The conditions of a benefit that refuse it; also edge::outside_scope.
std::vector<std::string> ids_of(const Program& program, std::uint32_t benefit, const RefusedBy& by);
/// `low_income, days`.
std::string listed(const std::vector<std::string>& ids);

/// Each benefit: who gets it and who does not, and how much; against the baseline.
ReportTable benefit_table(const Plan& plan, const Tally& tally, std::size_t variant, const Writing& writing);
/// People and money by each grouping.
std::vector<ReportTable> group_tables(const Plan& plan, const Tally& tally, std::size_t variant,
                                      const Writing& writing);
/// Who gains and loses, by the conditions that stand in the way no longer, or newly; and examples.
std::vector<ReportTable> gain_tables(const Plan& plan, const Tally& tally, std::size_t variant,
                                     const Writing& writing);
/// Of each benefit: how many each condition refuses, alone and with others.
std::vector<ReportTable> refusal_tables(const Plan& plan, const Tally& tally, std::size_t variant,
                                        const Writing& writing);

}  // namespace simulation
}  // namespace HOTRO_ABI
}  // namespace hotro
