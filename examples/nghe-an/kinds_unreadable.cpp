// SPDX-License-Identifier: Apache-2.0
// Errors of the data: the row is not decided, and the error names the cell.

#include "kind.hpp"

namespace {

constexpr Event A = Event::reduced_hours;
constexpr Event B = Event::suspended;
constexpr Event C = Event::terminated;

Kind unreadable(const std::string& name, Event event, int count, const std::vector<Fault>& faults,
                void (*change)(Dossier&, Draw&)) {
  return {.name = name,
          .event = event,
          .count = count,
          .outcome = Outcome::unreadable,
          .faults = faults,
          .change = change};
}

void bad_first_day(Dossier& dossier, Draw&) { dossier.as_written["event_from"] = "31/02/2023"; }

/// The digit 0 typed as the letter O.
void letter_for_digit(Dossier& dossier, Draw&) {
  std::string id = dossier.at->id;
  id[id.rfind('0')] = 'O';
  dossier.as_written["enterprise_id"] = id;
}

}  // namespace

std::vector<Kind> kinds_unreadable() {
  return {
      unreadable("first day 31/02/2023", A, 2, {{"event_from", "not_a_date"}}, bad_first_day),
      unreadable("first day 31/02/2023", B, 1, {{"event_from", "not_a_date"}}, bad_first_day),
      unreadable("first day 31/02/2023", C, 1, {{"event_from", "not_a_date"}}, bad_first_day),
      unreadable("month before day", A, 1, {{"birth_date", "not_a_date"}},
                 [](Dossier& d, Draw&) { d.as_written["birth_date"] = "04/25/1991"; }),
      unreadable("born in 1888, before hotro's calendar begins", A, 1, {{"birth_date", "not_a_date"}},
                 [](Dossier& d, Draw&) { d.as_written["birth_date"] = "12/06/1888"; }),
      unreadable("income in words", A, 2, {{"gross_in_window", "not_money"}},
                 [](Dossier& d, Draw&) { d.as_written["gross_in_window"] = "3,2 triệu"; }),
      unreadable("income with three zeros too many", A, 1, {{"gross_in_window", "out_of_range"}},
                 [](Dossier& d, Draw&) { d.as_written["gross_in_window"] = "3120000000"; }),
      unreadable("1200 days", A, 1, {{"days_total", "out_of_range"}},
                 [](Dossier& d, Draw&) { d.as_written["days_total"] = "1200"; }),
      unreadable("a word that is no option", A, 1, {{"reduction", "unknown_option"}},
                 [](Dossier& d, Draw&) { d.as_written["reduction"] = "giảm giờ"; }),
      unreadable("a word that is no option", C, 1, {{"termination", "unknown_option"}},
                 [](Dossier& d, Draw&) { d.as_written["termination"] = "agreed"; }),
      unreadable("a question mark for a tick", A, 1, {{"union_member", "not_a_truth"}},
                 [](Dossier& d, Draw&) { d.as_written["union_member"] = "?"; }),
      unreadable("two bad cells", A, 1, {{"event_to", "not_a_date"}, {"days_total", "not_a_count"}},
                 [](Dossier& d, Draw&) {
                   d.as_written["event_to"] = "cuối tháng 2";
                   d.as_written["days_total"] = "14 ngày";
                 }),
      unreadable("enterprise id misspelt", A, 4, {{"enterprise_id", "unknown_enterprise"}}, letter_for_digit),
      unreadable("enterprise id misspelt", B, 1, {{"enterprise_id", "unknown_enterprise"}}, letter_for_digit),
      unreadable("dossier id missing", A, 1, {{"dossier_id", "missing_id"}},
                 [](Dossier& d, Draw&) { d.as_written["dossier_id"] = ""; }),
      unreadable("person id missing", A, 1, {{"person_id", "missing_person"}},
                 [](Dossier& d, Draw&) { d.as_written["person_id"] = ""; }),
      unreadable("an amount's commas without quotes", A, 1, {{"", "wrong_cell_count"}},
                 [](Dossier& d, Draw&) {
                   d.as_written["gross_in_window"] = "3,120,000";
                   d.unquoted = true;
                 }),
      unreadable("another dossier's id", A, 1, {{"dossier_id", "duplicate_dossier"}}, nullptr),
      {.name = "the enterprise's own row is bad",
       .event = A,
       .count = 2,
       .role = "bad_row",
       .outcome = Outcome::unreadable,
       .faults = {{"enterprise_id", "bad_enterprise"}}},
  };
}
