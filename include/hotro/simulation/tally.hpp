// SPDX-License-Identifier: Apache-2.0
#pragma once

// What a population comes to under each variant. All sums are exact: people and money are whole numbers of
// parts, of which `Tally::unit` make one person, or one minor unit of money. Floating point is in the sums of
// squares alone, from which confidence intervals are printed.

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "../config.hpp"
#include "../edge/totals.hpp"
#include "../value.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace simulation {

/// People and an amount of money; where answers are open it lies between two.
struct Figure {
  Wide people = 0;
  Wide low = 0;
  Wide high = 0;
  double people_squares = 0;  // of weights, of weighted populations
  double money_squares = 0;   // of weighted amounts, of their higher ends

  Figure& operator+=(const Figure& other) {
    people += other.people;
    low += other.low;
    high += other.high;
    people_squares += other.people_squares;
    money_squares += other.money_squares;
    return *this;
  }
};

/// Why a benefit is refused. Neither: it is refused whatever is missing, but by which condition is open.
struct RefusedBy {
  std::uint64_t failed = 0;    // a bit for each condition that is not met, as in Decision::failed
  bool outside_scope = false;  // the date is none that the rule set covers

  friend auto operator<=>(const RefusedBy&, const RefusedBy&) = default;
};
using Refusals = std::map<RefusedBy, Wide>;

struct BenefitTally {
  std::array<Wide, edge::status_count> people{};  // by Status
  Figure granted;                                 // who gets it, or may, and the payout
  Refusals refusals;
};

/// What becomes of a benefit of somebody whose answer changes.
struct Transition {
  std::uint32_t before = 0;  // index of the benefit in the baseline; `none`: not there
  std::uint32_t after = 0;   // in the variant, likewise
  Status status_before = Status::not_concerned;
  Status status_after = Status::not_concerned;
  RefusedBy refused_before;
  RefusedBy refused_after;

  friend auto operator<=>(const Transition&, const Transition&) = default;
};

/// Who is surely paid more, or less, than under the baseline, and by how much. Somebody whose payout is as
/// open as before is counted as unchanged.
struct Gains {
  Figure gainers;  // money: above 0
  Figure losers;   // likewise: what they lose
  Figure unsure;   // whose payout is open in another way than before; money: may lie on both sides of 0

  Gains& operator+=(const Gains& other) {
    gainers += other.gainers;
    losers += other.losers;
    unsure += other.unsure;
    return *this;
  }
};

/// Somebody who gains or loses.
struct Example {
  std::uint64_t row = 0;
  std::string id;
  std::int64_t before_low = 0, before_high = 0;
  std::int64_t after_low = 0, after_high = 0;
};

/// Of one cell of a grouping.
struct GroupTally {
  Figure granted;
  Wide undetermined = 0;
  Gains gains;
};

struct VariantTally {
  std::vector<BenefitTally> benefits;  // of its program
  Figure granted;                      // who is paid something, or may be
  Wide undetermined = 0;               // with an open answer
  Wide invalid = 0;                    // rows with values that this variant does not accept: they stay open
  Gains gains;
  std::map<Transition, Figure> transitions;  // of benefits; money may be negative
  std::vector<std::vector<GroupTally>> groups;
  std::vector<Example> gainers, losers;  // the first of the population
};

/// A cell of a grouping: how many people are in it.
struct GroupCell {
  std::string name;  // an option, yes, no, 25-34, the id of an enterprise; empty: not known
  Wide people = 0;
};
struct GroupTable {
  std::string name;  // sex, enterprise.region, age(birth_date), enterprise
  std::vector<GroupCell> cells;
};

struct Tally {
  std::int64_t unit = 1;       // weight_unit for weighted populations
  std::uint64_t rows = 0;      // decided
  std::uint64_t left_out = 0;  // with errors
  Wide people = 0;
  std::vector<GroupTable> groups;
  std::vector<VariantTally> variants;  // [0]: the baseline
};

}  // namespace simulation
}  // namespace HOTRO_ABI
}  // namespace hotro
