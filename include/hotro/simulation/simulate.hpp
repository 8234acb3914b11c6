// SPDX-License-Identifier: Apache-2.0
#pragma once

// Decides a population under a baseline and its variants, in one pass over the data.
//
//   hotro::simulation::Plan plan;
//   plan.variants = {*baseline, *fewer_days};
//   hotro::simulation::TablePopulation population(plan.variants[0].program, table);
//   auto tally = hotro::simulation::simulate(plan, population);
//   use(tally->variants[1].gains.gainers.people);

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "../config.hpp"
#include "../date.hpp"
#include "../result.hpp"
#include "population.hpp"
#include "tally.hpp"
#include "variant.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace simulation {

/// By what people and money are counted: `sex` (a choice or a truth), `age(birth_date)` (bands of ten years,
/// on `Plan::age_on`), `enterprise` (each of them).
struct Plan {
  std::vector<Variant> variants;  // [0]: the baseline; at least that
  std::vector<std::string> groups;
  Date age_on;  // by default the day as of which the baseline knows the law
  bool has_age_on = false;
  bool compare = true;       // who gains and loses against the baseline, and why
  std::size_t examples = 5;  // of gainers, and of losers
  unsigned threads = 0;      // 0: as many as the machine runs at once
};

/// The groups that a plan has by default: those of sex, enterprise.region, age(birth_date) and enterprise
/// that a population has; enterprise only where these are at most 200,000 for all variants together (1 or
/// more).
std::vector<std::string> default_groups(const Population& population, std::size_t variants);

/// Errors: no variants, or a group that the population does not have (E0301, E0401), the population's own
/// trouble (E0108). O(rows × variants); memory does not grow with rows. Equal for any number of threads, but
/// for the last digits of sums of squares.
Result<Tally> simulate(const Plan& plan, Population& population);

}  // namespace simulation
}  // namespace HOTRO_ABI
}  // namespace hotro
