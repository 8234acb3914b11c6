// SPDX-License-Identifier: Apache-2.0
#pragma once

// What refusals are called. The words of a condition change with the law: which version of them applies hangs
// on the row's effective date alone, so that they are looked up once for each stretch of days between two
// changes, not for each row.

#include <cstdint>
#include <map>
#include <tuple>
#include <vector>

#include "hotro/config.hpp"
#include "hotro/edge/totals.hpp"
#include "hotro/evaluator.hpp"
#include "hotro/program.hpp"
#include "hotro/rule_set.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace edge {

class RefusalWords {
 public:
  RefusalWords(const RuleSet& rules, const Program& program, Language language);

  /// The fact that is the effective date of a benefit, where one is and the words of the benefit change.
  enum class Dated : std::uint8_t { no, by_fact, by_row };
  [[nodiscard]] Dated dated(std::uint32_t benefit) const { return benefits_[benefit].dated; }
  [[nodiscard]] std::uint32_t fact(std::uint32_t benefit) const { return benefits_[benefit].fact; }

  /// The stretch that the earliest effective date lies in.
  [[nodiscard]] std::uint32_t stretch(std::uint32_t benefit, std::int64_t day) const {
    std::uint32_t count = 0;
    for (const std::int64_t change : benefits_[benefit].changes) count += day >= change ? 1U : 0U;
    return count;
  }
  /// That of the row which was evaluated last.
  [[nodiscard]] std::uint32_t stretch(std::uint32_t benefit, const Evaluator& row) const;

  /// The refusals of an answer, in the words of a stretch. Where these are not known yet, `row` is called: it
  /// returns an evaluator that decided a row with that answer in that stretch last.
  template <class Row>
  std::vector<const Refusal*> find(const Answer& answer, std::uint32_t stretch, Row&& row) {
    std::vector<const Refusal*> found;
    for (const std::string_view id : answer.failed) {
      const Key key{answer.benefit, stretch, id};
      if (known_.count(key) == 0) learn(row(), answer.benefit, stretch);
      found.push_back(&known_.at(key));
    }
    return found;
  }

 private:
  using Key = std::tuple<std::uint32_t, std::uint32_t, std::string_view>;
  struct Words {
    Dated dated = Dated::no;
    std::uint32_t fact = none;
    std::uint16_t reg = 0;              // of the effective date
    std::vector<std::int64_t> changes;  // days from which words may be others, ascending
  };
  void learn(Evaluator& row, std::uint32_t benefit, std::uint32_t stretch);

  const RuleSet& rules_;
  Language language_;
  std::vector<Words> benefits_;
  std::map<Key, Refusal> known_;
};

}  // namespace edge
}  // namespace HOTRO_ABI
}  // namespace hotro
