// SPDX-License-Identifier: Apache-2.0
#pragma once

// The list of what changes when dossiers are decided again, for people to check and sign.

#include <string>

#include "../citation.hpp"
#include "../config.hpp"
#include "../edge/cells.hpp"
#include "redetermine.hpp"
#include "table_text.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace phases {

/// A row for each dossier, those of one person together; what a person is owed or was paid too much stands in
/// the first of them alone, so that columns add up. The total is what is owed. `head`: of the ledger.
TableText changes_list(const RedetermineReport& report, const edge::Currency& currency, Language language,
                       const std::string& head);

}  // namespace phases
}  // namespace HOTRO_ABI
}  // namespace hotro
