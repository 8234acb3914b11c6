// SPDX-License-Identifier: Apache-2.0
#pragma once

// One dossier as a ledger knows it, ready to be explained.
//
//   auto found = hotro::phases::look_up(*ledger, "phase 1", "NA1-0010", "", hotro::Language::vi);
//   hotro::Evaluator evaluator(found.rules->program, 1);
//   if (found.facts) evaluator.evaluate(*found.facts);

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "../citation.hpp"
#include "../config.hpp"
#include "../facts.hpp"
#include "ledger.hpp"
#include "rules.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace phases {

struct FoundDossier {
  std::unique_ptr<Rules> rules;     // of its phase
  std::optional<Facts> facts;       // with what was paid before; not there if the row cannot be read
  std::vector<std::string> errors;  // why it is erroneous or a duplicate, or waits: sentences
  bool decided = false;
  Outcome outcome = Outcome::undetermined;  // of the decision that counts
  std::string failed;                       // as in its DecisionRow
  bool ruled = false;                       // by people
  std::vector<std::string> beyond_quotas;   // quotas whose places others have; as shown
  std::int64_t payout = 0;                  // minor units
  std::int64_t paid = 0;                    // and did not come back
};

/// Throws no_dossier or several_dossiers where there is not exactly one of that id, but for those that
/// repeat, clash with or were replaced by another.
FoundDossier look_up(Ledger& ledger, std::string_view phase, std::string_view dossier_id,
                     std::string_view enterprise_id, Language language);

}  // namespace phases
}  // namespace HOTRO_ABI
}  // namespace hotro
