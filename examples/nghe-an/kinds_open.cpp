// SPDX-License-Identifier: Apache-2.0
// Open: a fact that matters is missing.

#include "kind.hpp"

namespace {

constexpr Event A = Event::reduced_hours;
constexpr Event B = Event::suspended;
constexpr Event C = Event::terminated;

Kind amount_open(const std::string& name, Event event, int count, Group group, const std::string& missing,
                 void (*change)(Dossier&, Draw&)) {
  return {.name = name,
          .event = event,
          .count = count,
          .group = group,
          .outcome = Outcome::amount_open,
          .missing = missing,
          .change = change};
}

Kind undetermined(const std::string& name, Event event, int count, const std::string& open,
                  const std::string& missing, void (*change)(Dossier&, Draw&)) {
  return {.name = name,
          .event = event,
          .count = count,
          .outcome = Outcome::undetermined,
          .open = open,
          .missing = missing,
          .change = change};
}

/// Young enough not to be a woman of 35, so that membership alone decides.
void membership_unknown(Dossier& dossier, Draw& draw) {
  dossier.member.reset();
  dossier.birth = not_leap_day(years_before(*dossier.from, 22) - days{draw.between(2, 3'000)});
  dossier.pregnant.reset();
  dossier.raises_child = false;
  dossier.child_birth.reset();
}

void no_end(Dossier& dossier, Draw&) { dossier.to.reset(); }

}  // namespace

std::vector<Kind> kinds_open() {
  std::vector<Kind> kinds{
      // Eligible; the amount is open
      amount_open("birth date missing", A, 5, Group::woman_35, "birth_date",
                  [](Dossier& d, Draw&) { d.birth.reset(); }),
      amount_open("birth date missing", B, 1, Group::woman_35, "birth_date",
                  [](Dossier& d, Draw&) { d.birth.reset(); }),
      amount_open("sex missing", A, 2, Group::woman_35, "sex",
                  [](Dossier& d, Draw&) {
                    d.sex.reset();
                    d.pregnant.reset();
                  }),
      amount_open("membership missing", A, 4, Group::member, "union_member", membership_unknown),
      amount_open("membership missing", B, 1, Group::member, "union_member", membership_unknown),
      amount_open("the child's birth date missing", A, 3, Group::carer, "youngest_child_birth",
                  [](Dossier& d, Draw&) { d.child_birth.reset(); }),
      amount_open("the child's birth date missing", C, 1, Group::carer, "youngest_child_birth",
                  [](Dossier& d, Draw&) { d.child_birth.reset(); }),
      amount_open("the other carer's support missing", A, 2, Group::carer, "other_carer",
                  [](Dossier& d, Draw&) { d.other_carer.clear(); }),

      // Whether eligible is open: reduced hours
      undetermined("income missing", A, 7, "low_income", "gross_in_window",
                   [](Dossier& d, Draw&) { d.income.reset(); }),
      undetermined("number of days missing", A, 2, "long_enough", "days_total",
                   [](Dossier& d, Draw&) {
                     d.days_total.reset();
                     d.days_longest.reset();
                   }),
      undetermined("last day missing", A, 2, "in_window", "event_to", no_end),
      undetermined("kind of reduction missing", A, 2, "reduced", "reduction",
                   [](Dossier& d, Draw&) { d.reduction.clear(); }),
      undetermined("day of receipt missing", A, 1, "in_time", "application_date",
                   [](Dossier& d, Draw&) { d.received.reset(); }),
      undetermined("labour contract not stated", A, 1, "labour_contract", "labour_contract",
                   [](Dossier& d, Draw&) { d.labour_contract.reset(); }),
      undetermined("cause not stated", A, 1, "order_cuts", "caused_by_order_cut",
                   [](Dossier& d, Draw&) { d.order_cut.reset(); }),

      // Suspension or leave
      undetermined("last day missing", B, 2, "long_enough in_window", "event_to", no_end),
      undetermined("personal reasons not stated", B, 2, "not_personal", "personal_reasons",
                   [](Dossier& d, Draw&) { d.personal_reasons.reset(); }),

      // The end of the contract
      undetermined("how it ended missing", C, 1, "not_unlawful not_dismissed not_probation", "termination",
                   [](Dossier& d, Draw&) { d.termination.clear(); }),
      undetermined("pension not stated", C, 1, "no_pension", "pension",
                   [](Dossier& d, Draw&) { d.pension.reset(); }),
      undetermined("unemployment benefit not stated", C, 2, "no_unemployment_benefit",
                   "qualifies_for_unemployment_benefit", [](Dossier& d, Draw&) { d.qualifies.reset(); }),
  };
  for (Kind& kind : kinds) {
    if (kind.missing == "days_total")
      kind.otherwise[consecutive] = {"undetermined", 0, 0, "", "long_enough", "days_longest"};
  }

  // Two things missing
  kinds.push_back({.name = "income and birth date missing",
                   .event = A,
                   .count = 1,
                   .group = Group::woman_35,
                   .outcome = Outcome::undetermined,
                   .open = "low_income",
                   .missing = "gross_in_window birth_date",
                   .change = [](Dossier& d, Draw&) {
                     d.income.reset();
                     d.birth.reset();
                   }});

  // The enterprise's part
  const auto unknown_fund = [&](Event event, int count) {
    kinds.push_back({.name = "the fund's status missing",
                     .event = event,
                     .count = count,
                     .role = "fund_unknown",
                     .outcome = Outcome::undetermined,
                     .open = "fund_paid",
                     .missing = "enterprise.fund_first_round"});
  };
  unknown_fund(A, 11);
  unknown_fund(B, 2);
  unknown_fund(C, 1);
  // Between the wage of region IV and that of region I.
  kinds.push_back({.name = "region missing",
                   .event = A,
                   .count = 9,
                   .role = "no_region",
                   .outcome = Outcome::undetermined,
                   .open = "low_income",
                   .missing = "enterprise.region",
                   .change = [](Dossier& d, Draw& draw) { d.income = draw.between(3'260, 4'670) * 1'000; }});
  kinds.push_back({.name = "second round, the fund's status missing",
                   .event = A,
                   .count = 3,
                   .role = "second_unknown",
                   .outcome = Outcome::undetermined,
                   .open = "fund_paid",
                   .missing = "enterprise.fund_second_round",
                   .otherwise = {{before_amendment, {"not_eligible", 0, 0, "in_window in_time", "", ""}}}});
  return kinds;
}
