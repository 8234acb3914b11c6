// SPDX-License-Identifier: Apache-2.0
#pragma once

// The dossiers that a phase has already, as lists name them.

#include <string>
#include <unordered_map>

#include "hotro/phases/ledger.hpp"
#include "hotro/phases/rules.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace phases {

/// What a dossier and its enterprise say.
inline std::size_t content_of(std::size_t row, std::size_t enterprise) {
  constexpr std::size_t factor = 0x9E37'79B9'7F4A'7C15;
  return row * factor ^ enterprise;
}

using EnterpriseContents = std::unordered_map<std::string, std::size_t>;  // by id

/// About 100 bytes for each.
class Known {
 public:
  struct Entry {
    Id dossier = 0;
    std::size_t content = 0;
    bool ruled = false;  // by people
    bool here = false;   // in the list that is being taken in
  };

  Known(Ledger& ledger, const Rules& rules, Id phase, bool to_correct);

  /// The entry of a dossier; one without a dossier where it is new.
  Entry& operator[](const DossierRow& row) { return entries_[key(row)]; }
  /// That of the same person which was carried over; null if there is none.
  [[nodiscard]] const Entry* carried(const DossierRow& row) const;

 private:
  static std::string key(const DossierRow& row) {
    return std::string(row.enterprise_id) + '\n' + std::string(row.dossier_id);
  }

  std::unordered_map<std::string, Entry> entries_, carried_;
};

}  // namespace phases
}  // namespace HOTRO_ABI
}  // namespace hotro
