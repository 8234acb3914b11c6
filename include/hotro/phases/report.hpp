// SPDX-License-Identifier: Apache-2.0
#pragma once

// What a phase came to, as plain values: the lists, the notices and the report are written from it, and from
// nothing else.
//
//   hotro::phases::Report report = …;  // from a ledger
//   std::string page = hotro::phases::report_html(report);

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "../citation.hpp"
#include "../config.hpp"
#include "../edge/cells.hpp"
#include "ledger.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace phases {

/// A dossier of a phase as lists show it.
struct Line {
  std::string dossier_id, enterprise_id;
  std::string full_name;  // empty: not in the lists
  std::string born;       // as shown: 19/02/1995, or a year
  std::string sex;        // as shown, in the language of the report
  std::string person_id;  // masked already, unless asked for
  std::string benefit;    // title; empty: none is concerned
  std::string span;       // days, or the dates of the event, as shown
  std::string group;      // priority group, or member or not, as shown
  Outcome outcome = Outcome::undetermined;
  std::int64_t entitlement = 0, paid_before = 0, payout = 0;  // minor units
  std::int64_t transfer = 0;         // of the payments that were made last, if it did not come back
  std::string in_kind;               // what is handed out in place of money; then nothing is transferred
  std::string note;                  // carried from an earlier phase, an override …
  std::vector<std::string> reasons;  // why refused, duplicate or erroneous: sentences with their articles
  std::vector<std::string> missing;  // papers and facts to hand in
  std::string bank, account;
};

struct EnterpriseLine {
  std::string id, name;
};

/// A reason, a missing paper or an error, and how many dossiers have it.
struct Counted {
  std::string text, citation;
  std::int64_t count = 0;
};

struct Sum {
  std::array<std::int64_t, 6> dossiers{};  // by Outcome
  std::int64_t granted = 0;                // minor units: payouts of the accepted
  std::int64_t paid = 0;                   // that left, and did not come back
  std::int64_t waiting = 0;                // payouts of those who wait
};

struct BenefitSum {
  std::string title;  // empty: dossiers that no benefit concerns
  Sum sum;
};

struct EnterpriseSum {
  EnterpriseLine enterprise;
  Sum sum;
};

struct Report {
  Language language = Language::vi;
  edge::Currency currency{"VND"};
  std::string policy;  // title of the rule set
  std::string phase;   // its name
  std::string state;   // as shown: đã duyệt …
  std::string round_note, known, fingerprint;
  std::string head;                   // of the ledger, as to_text writes it
  std::vector<std::string> readings;  // that differ from their defaults, as shown
  std::string made_on;                // as shown
  std::int64_t budget = -1;           // minor units; below 0: none was set
  Sum total;
  std::int64_t returned = 0;     // minor units that came back
  std::int64_t enterprises = 0;  // that submitted
  std::vector<BenefitSum> benefits;
  std::vector<EnterpriseSum> by_enterprise;
  std::vector<Counted> refusals, missing, duplicates, errors;
  std::vector<Line> lines;
};

/// One page of HTML that needs nothing else, without a name of anybody. Figures of the data carry
/// `data-figure="total.accepted"` and `data-value="1234"`: their path in Report, dossiers by the name of
/// their Outcome, and the plain integer.
std::string report_html(const Report& report);

}  // namespace phases
}  // namespace HOTRO_ABI
}  // namespace hotro
