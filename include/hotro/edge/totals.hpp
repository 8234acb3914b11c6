// SPDX-License-Identifier: Apache-2.0
#pragma once

// What a table of decisions comes to.

#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "../config.hpp"
#include "../program.hpp"
#include "answers.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace edge {

inline constexpr std::size_t status_count = 5;

struct BenefitTotals {
  std::array<std::size_t, status_count> dossiers{};  // by Status
  Wide payout_low = 0;                               // sums of minor units
  Wide payout_high = 0;
  Wide overpaid = 0;
};

/// Why dossiers were refused: a failed condition in the words of the version that applied. A dossier that
/// fails several is counted under each.
struct Refusal {
  std::uint32_t benefit = none;  // none: the row
  std::string id;
  std::string reason;  // in the language of the run
  std::string citation;

  friend auto operator<=>(const Refusal&, const Refusal&) = default;
};

struct Totals {
  std::size_t dossiers = 0;      // decided
  std::size_t undetermined = 0;  // of these, with an open answer: eligible or not, or how much
  std::size_t nothing_concerned = 0;
  std::size_t partial = 0;        // cells known in part, as dates by their year: of dossiers and enterprises
  std::vector<bool> enterprises;  // by index: whether a dossier is of it
  std::vector<BenefitTotals> benefits;
  std::map<Refusal, std::size_t> refusals;       // dossiers refused so
  std::map<std::uint32_t, std::size_t> missing;  // dossiers kept open, by input
  Wide payout_low = 0;                           // of the rows
  Wide payout_high = 0;

  explicit Totals(const Program& program) : benefits(program.benefits().size()) {}
  /// Counts an answer of so many dossiers (not yet its reasons and facts). Where it is open which benefit
  /// pays, the sums of the benefits are higher than that of the rows.
  void add(const Answer& answer, std::size_t count);
  void add(const Totals& other);
  [[nodiscard]] std::size_t enterprise_count() const;
};

}  // namespace edge
}  // namespace HOTRO_ABI
}  // namespace hotro
