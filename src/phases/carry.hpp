// SPDX-License-Identifier: Apache-2.0
#pragma once

// Dossiers of one phase are taken over into another, as they were handed in.

#include <cstdint>
#include <functional>
#include <string>

#include "hotro/phases/ledger.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace phases {

/// A list of dossiers that are carried.
struct CarriedList {
  Id into = 0;           // the phase
  std::string name;      // of the list there
  std::string identity;  // no other list there is carried under it
};

/// Carries those dossiers of a list that are wanted. Returns how many.
std::int64_t carry(Ledger& ledger, Batch& batch, Id from_phase, Id list, const CarriedList& to,
                   const std::function<bool(Id)>& wanted);

/// Calls `use` for each dossier that was carried, and into what, but for phases that were cancelled.
void each_carried(Ledger& ledger, const std::function<void(Id from, Id to)>& use);

}  // namespace phases
}  // namespace HOTRO_ABI
}  // namespace hotro
