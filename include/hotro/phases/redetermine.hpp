// SPDX-License-Identifier: Apache-2.0
#pragma once

// What was decided is decided again (*xác định lại*), with facts that were corrected or under rules that were
// amended: who is owed more, and who was paid too much. Nothing is written, and nothing is paid: what is owed
// is paid when the dossier is handed in again, or taken up by an appeal, in a phase that is open.
//
//   hotro::phases::Redetermination anew;
//   anew.rules = &amended;
//   for (const auto& person : redetermine(*ledger, {"lan"}, anew).persons) use(person.top_up());

#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

#include "../citation.hpp"
#include "../config.hpp"
#include "../edge/data_error.hpp"
#include "ledger.hpp"
#include "phase.hpp"
#include "rules.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace phases {

struct Redetermination {
  /// The rules from here on; none: those of each phase.
  const Rules* rules = nullptr;
  /// Dossiers as they should have been handed in, each under the id that it has; none: as they were.
  const List* corrections = nullptr;
  /// What it concerns; empty: all phases that were approved, under the rule set of `rules` if given.
  std::string phase;
  Language language = Language::vi;  // of reasons
};

/// What becomes of a dossier.
struct Finding {
  Outcome outcome = Outcome::undetermined;
  std::string benefit;                       // its name; empty: none
  std::int64_t entitlement = 0, payout = 0;  // minor units, the least if they are open
};

struct ChangedDossier {
  std::string phase, dossier_id, enterprise_id;
  Finding before, now;
  std::vector<std::string> reasons;  // of a refusal, or what is missing, now; with articles
};

/// Somebody of whose dossiers at least one changes.
struct ChangedPerson {
  std::vector<ChangedDossier> dossiers;
  std::int64_t granted = 0;  // paid, or approved and still to be paid; minor units
  std::int64_t before = 0;   // payouts as they were decided, without those that a budget did not reach
  std::int64_t now = 0;

  /// What a budget has cut off is not owed for that reason.
  [[nodiscard]] std::int64_t top_up() const {
    return std::max<std::int64_t>(0, now - std::max(before, granted));
  }
  [[nodiscard]] std::int64_t overpaid() const { return std::max<std::int64_t>(0, granted - now); }
};

struct RedetermineReport {
  std::vector<edge::DataError> errors;     // in the corrections: nothing was decided
  std::int64_t dossiers = 0;               // that were decided again
  std::vector<std::string> ruled;          // corrected, but people have ruled on them: they stay
  std::vector<ChangedPerson> persons;      // in the order of their first dossiers
  std::int64_t top_ups = 0, overpaid = 0;  // minor units
};

/// Decides the dossiers of approved phases twice, as they were and anew, each after those before it, and
/// compares. Throws no_phase, not_approved, and no_dossier or several_dossiers for a correction of what is
/// not there. O(dossiers), about 200 bytes for each.
RedetermineReport redetermine(Ledger& ledger, const Step& step, const Redetermination& anew);

}  // namespace phases
}  // namespace HOTRO_ABI
}  // namespace hotro
