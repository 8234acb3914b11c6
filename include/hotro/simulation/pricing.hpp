// SPDX-License-Identifier: Apache-2.0
#pragma once

// What a choice costs that the law leaves open: every option of every reading against the baseline, each
// alone, two together, and all at their cheapest and at their dearest.
//
//   auto pricing = hotro::simulation::price_readings(rules, {}, population);
//   for (const hotro::simulation::ReadingPrice& one : pricing->single)
//     use(one.choices, one.tally.gains.gainers.people);

#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "../config.hpp"
#include "../result.hpp"
#include "simulate.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace simulation {

/// A reading and an option of it, as indices.
struct ReadingChoice {
  std::uint32_t reading = none;
  std::uint32_t option = 0;
  friend bool operator==(const ReadingChoice&, const ReadingChoice&) = default;
};

struct ReadingPrice {
  std::vector<ReadingChoice> choices;  // that differ from the baseline
  VariantTally tally;                  // of pairs without gains and transitions
};

struct PricingOptions {
  std::vector<std::string> readings;  // those priced; empty: all
  bool pairs = false;                 // every two options of two readings, too
  unsigned threads = 0;
};

struct Pricing {
  std::shared_ptr<const RuleSet> rules;
  Program program;                                            // of the baseline
  std::vector<std::pair<std::string, std::string>> baseline;  // readings and options
  Tally tally;                                                // of the baseline: population, and one variant
  std::vector<ReadingPrice> single;                           // in the order of the rule set
  std::vector<ReadingPrice> pairs;                            // in that order, too
  /// All at once, each reading at the option that alone costs least, and most, by the highest amounts. Since
  /// readings act on each other, other choices may come to less, or more.
  ReadingPrice least, most;
};

/// Two passes over the population, and one for each 64 pairs. Errors: a reading that does not exist (E0902),
/// and those of make_variant() and simulate().
Result<Pricing> price_readings(const std::shared_ptr<const RuleSet>& rules, const CompileOptions& baseline,
                               Population& population, const PricingOptions& options = {});

}  // namespace simulation
}  // namespace HOTRO_ABI
}  // namespace hotro
