// SPDX-License-Identifier: Apache-2.0
#pragma once

// What the rules say of dossiers of one list, as they stand in a ledger. What a person was granted before
// comes from outside.

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "hotro/decision.hpp"
#include "hotro/edge/column_names.hpp"
#include "hotro/edge/dossiers.hpp"
#include "hotro/edge/persons.hpp"
#include "hotro/evaluator.hpp"
#include "hotro/phases/ledger.hpp"
#include "hotro/phases/rules.hpp"
#include "raw_rows.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace phases {

/// Why dossiers are duplicates or erroneous, where no condition and no cell says so.
inline constexpr std::string_view superseded = "superseded";            // by a correction
inline constexpr std::string_view repeats = "repeats";                  // an earlier dossier
inline constexpr std::string_view clashes = "clashes";                  // with an earlier dossier of its id
inline constexpr std::string_view already_granted = "already_granted";  // as much, or more
inline constexpr std::string_view beyond_budget = "beyond_budget";
inline constexpr std::string_view several_benefits = "several_benefits";  // each is a dossier of its own

/// Before a budget is looked at.
struct Verdict {
  Outcome outcome = Outcome::erroneous;
  std::uint32_t benefit = none;
  std::uint32_t round = none;
  std::uint32_t group = 0;  // of BudgetRules::priority; their number: in none of them
  Amount entitlement, payout;
  std::string paid_before, failed, open, counted;  // as in a DecisionRow
  Hash input_hash{};
  bool ruled = false;  // by people: it stays
  std::string person;  // the same for all numbers of one person
};

/// What stands around the dossiers of a list.
struct ListText {
  std::string header, enterprise_header;  // with the ends of their lines
  std::string columns;                    // what its columns are called, as a table; may be empty
  std::vector<std::pair<std::string, std::string>> enterprises;  // their ids and rows
};
ListText read_list(Ledger& ledger, Id phase, Id submission);

/// What a dossier counts for in a quota.
struct Thing {
  std::size_t quota = 0;  // index into PhaseRules::quotas
  std::string key;        // `quota=thing`, a hash in place of what the list calls it
  bool denied = false;    // the places are taken
};

class Verdicts {
 public:
  /// The rules must outlive it.
  explicit Verdicts(const Rules& rules);

  /// Dossiers are of this list from here on.
  void begin(const ListText& list);
  /// Takes in dossiers: rows as they stood in the file.
  void read(std::span<const std::string_view> contents);
  /// Whether a dossier can be decided; if not, its errors.
  [[nodiscard]] bool readable(std::size_t dossier) const { return places_[dossier] >= 0; }
  /// Its errors as sentences.
  [[nodiscard]] std::vector<std::string> errors(std::size_t dossier, Language language) const;
  /// The round that it belongs to as a claim on a benefit, by its effective date.
  [[nodiscard]] std::uint32_t round(std::size_t dossier, std::uint32_t benefit);
  /// What was paid before and counts against that claim; 0 unless set.
  void set_paid(std::size_t dossier, std::uint32_t benefit, std::int64_t amount);
  /// Whether a quota of these rules counts things that lists name.
  [[nodiscard]] bool counts_things() const { return counts_things_; }
  /// What a dossier that can be decided counts for.
  [[nodiscard]] const std::vector<Thing>& things(std::size_t dossier) const { return things_[dossier]; }
  /// The places of a quota are taken: the truth that it counts does not hold for the dossier.
  void deny(std::size_t dossier, std::size_t quota);
  /// What was paid and what was denied when it was decided before, as in a DecisionRow.
  void as_decided(std::size_t dossier, std::string_view paid_before, std::string_view counted);
  /// What was denied alone.
  void deny(std::size_t dossier, std::string_view counted);
  /// One for each dossier taken in.
  void decide(std::vector<Verdict>& out);

  /// The dossiers that were taken in, with what was paid before once they are decided.
  [[nodiscard]] const edge::Dossiers& dossiers() const { return dossiers_; }
  [[nodiscard]] std::size_t place(std::size_t dossier) const {
    return static_cast<std::size_t>(places_[dossier]);
  }

 private:
  [[nodiscard]] std::size_t at_line(std::uint64_t line) const;
  void find_things();
  void add_paid_columns();
  void judge(std::size_t dossier, Verdict& verdict);
  [[nodiscard]] std::uint32_t group(std::size_t row) const;
  [[nodiscard]] Hash input_hash(std::size_t dossier, const Verdict& verdict) const;

  const Rules& rules_;
  Evaluator table_, row_;
  edge::ColumnNames names_;
  bool has_names_ = false;
  std::string header_;
  Hash header_hash_{};
  std::uint32_t header_lines_ = 0;
  std::optional<edge::DossierReader> reader_;
  std::map<std::string, std::string, std::less<>> enterprise_rows_;  // by id
  bool counts_things_;
  edge::Persons persons_;  // no numbers are joined
  std::optional<RawRows> raw_;
  std::vector<std::size_t> thing_columns_;  // by quota
  std::vector<std::vector<Thing>> things_;  // by dossier
  std::vector<std::string> contents_;
  edge::Dossiers dossiers_;
  std::vector<std::int64_t> places_;  // by dossier; -1: has errors
  std::vector<std::uint64_t> lines_;  // that dossiers begin with
  std::vector<std::string> errors_;   // by dossier
  std::vector<std::int64_t> paid_;    // by place and benefit
  DecisionColumns decided_;
};

}  // namespace phases
}  // namespace HOTRO_ABI
}  // namespace hotro
