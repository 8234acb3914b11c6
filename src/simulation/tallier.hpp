// SPDX-License-Identifier: Apache-2.0
#pragma once

// Decides rows under all variants and counts what they come to: the memory of one thread.

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "answer_rows.hpp"
#include "count_table.hpp"
#include "grouping.hpp"
#include "hotro/config.hpp"
#include "hotro/evaluator.hpp"
#include "hotro/simulation/simulate.hpp"
#include "variant_columns.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace simulation {

class Tallier {
 public:
  /// All must outlive it.
  Tallier(const Plan& plan, const Population& population, const std::vector<Grouping>& groupings);

  void add(const Rows& rows);
  /// Adds what was counted.
  void add_to(Tally& tally) const;

 private:
  struct RefusalHash {
    std::size_t operator()(const RefusedBy& key) const {
      return (key.failed * 2 + (key.outside_scope ? 1U : 0U)) * 0x9E37'79B9'7F4A'7C15 >> 40U;
    }
  };
  struct TransitionHash {
    std::size_t operator()(const Transition& key) const {
      const std::uint64_t statuses = std::uint64_t{key.before} << 40U ^ std::uint64_t{key.after} << 8U ^
                                     static_cast<std::uint64_t>(key.status_before) << 4U ^
                                     static_cast<std::uint64_t>(key.status_after);
      return RefusalHash{}(key.refused_before) * 31 ^ RefusalHash {}(key.refused_after) * 17 ^ statuses;
    }
  };
  struct BenefitCount {
    BenefitTally tally;  // without refusals
    CountTable<RefusedBy, Wide, RefusalHash> refusals;
  };
  /// Of one cell of a grouping, as small as it can be: thousands of enterprises are counted at random. There
  /// are fewer than 2^63 parts of people, which simulate() sees to.
  struct GroupCount {
    Wide low = 0;
    Wide high = 0;
    std::uint64_t people = 0;
    std::uint64_t undetermined = 0;
    double people_squares = 0;
    double money_squares = 0;
  };
  static_assert(sizeof(GroupCount) == 64, "one line of the cache");
  /// Of one variant.
  struct Count {
    Count(const Variant& variant, const Variant& baseline, std::span<const Input> inputs);
    VariantColumns columns;
    Evaluator evaluator;
    std::vector<BenefitCount> benefits;
    std::vector<std::pair<std::uint32_t, std::uint32_t>> pairs;  // benefits of one name: before, after
    CountTable<Transition, Figure, TransitionHash> transitions;
    std::vector<std::vector<GroupCount>> groups;
    VariantTally tally;  // what is counted nowhere else
  };

  void count_benefit(const BenefitRows& rows, BenefitCount& count) const;
  void count_payouts(const BenefitRows& rows, Count& count) const;
  void count_invalid(VariantTally& tally) const;
  void compare_payouts(const Rows& rows, std::size_t first, VariantTally& tally) const;
  void compare_benefits(Count& count) const;
  void note(std::vector<Example>& examples, const Rows& rows, std::size_t first, std::size_t row) const;
  template <class Sums>
  void count(Sums& sums, std::int64_t weight, Wide low, Wide high) const;

  const Plan& plan_;
  const bool weighted_;
  std::vector<std::unique_ptr<Count>> counts_;
  std::vector<GroupReader> readers_;
  std::vector<std::vector<std::uint32_t>> cells_;  // by grouping, of the rows at hand
  std::vector<std::vector<Wide>> group_people_;    // by grouping and cell
  std::size_t rows_ = 0;                           // at hand
  std::vector<std::int64_t> weights_;              // of these; 0 counts nowhere
  AnswerRows before_, after_;
  DecisionColumns decided_;
  std::uint64_t decided_rows_ = 0;
  std::uint64_t left_out_ = 0;
  Wide people_ = 0;
};

}  // namespace simulation
}  // namespace HOTRO_ABI
}  // namespace hotro
