// SPDX-License-Identifier: Apache-2.0
#pragma once

// A parameter from value to value, and the question turned round: which value keeps the total under a budget?
//
//   auto sweep = hotro::simulation::read_sweep(*rules, "days_required=5..30:1");
//   auto run = hotro::simulation::run_sweep(rules, {}, *sweep, population, {});

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "../config.hpp"
#include "../money.hpp"
#include "../result.hpp"
#include "simulate.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace simulation {

struct SweepPoint {
  std::uint64_t index = 0;  // Sweep::value
  Figure granted;           // people and payout
  Wide undetermined = 0;
};

struct SweepOptions {
  bool has_budget = false;
  Money budget;
  /// Without a budget all values are tried, which are at most so many. With one only those that narrow the
  /// answer down, on the assumption that the payout rises, or falls, with the parameter.
  std::uint64_t most_tried = 1000;
  unsigned threads = 0;
};

struct SweepRun {
  std::shared_ptr<const RuleSet> rules;
  Program program;  // of the baseline
  Sweep sweep;
  Tally tally;                     // of the baseline: population, and one variant
  std::vector<SweepPoint> points;  // that were tried, ascending
  bool has_budget = false;
  Money budget;
  /// Of those tried: the payout never falls, or never rises, from value to value.
  bool rises = true;
  bool falls = true;
  /// The point that comes nearest to the budget and surely stays within it, as an index of `points`; none if
  /// all exceed it.
  std::size_t answer = none;
};

/// A pass over the population for each 32 values tried. Errors: as make_variant() and simulate(), and too
/// many values without a budget (E0210).
Result<SweepRun> run_sweep(const std::shared_ptr<const RuleSet>& rules, const CompileOptions& baseline,
                           const Sweep& sweep, Population& population, const SweepOptions& options = {});

}  // namespace simulation
}  // namespace HOTRO_ABI
}  // namespace hotro
