// SPDX-License-Identifier: Apache-2.0
// Refused: each condition of each benefit by itself, where it can fail by itself, and some for two reasons.

#include "kind.hpp"

namespace {

constexpr Event A = Event::reduced_hours;
constexpr Event B = Event::suspended;
constexpr Event C = Event::terminated;

void no_contract(Dossier& dossier, Draw&) { dossier.labour_contract = false; }
void other_cause(Dossier& dossier, Draw&) { dossier.order_cut = false; }
void overtime_only(Dossier& dossier, Draw&) { dossier.reduction = "overtime_only"; }

void late(Dossier& dossier, Draw& draw) { dossier.received = day(2023, 4, 1) + days{draw.between(0, 19)}; }

/// The list names enough days between its first and last, but they do not add up.
void few_days(Dossier& dossier, Draw& draw) {
  dossier.days_total = draw.between(5, 12);
  dossier.days_longest = draw.between(3, *dossier.days_total);
}

void short_spell(Dossier& dossier, Draw& draw) {
  const std::int64_t span = draw.between(7, 13);
  dossier.to = *dossier.from + days{span - 1};
  dossier.days_total = span;
  dossier.days_longest = span;
}

/// Long enough, were it not for the end of the round.
void beyond_the_round(Dossier& dossier, Draw& draw) {
  const std::int64_t inside = dossier.event == A ? draw.between(7, 13) : draw.between(15, 29);
  dossier.from = day(2023, 3, 31) - days{inside - 1};
  dossier.to = *dossier.from + days{44};
  dossier.received = day(2023, 3, 31);
}

/// The whole event lies where it did, only before 01/10/2022.
void before_the_round(Dossier& dossier, Draw& draw) {
  const Day from = day(2022, 9, 30) - days{draw.between(0, 40)};
  if (dossier.to) dossier.to = from + (*dossier.to - *dossier.from);
  dossier.from = from;
}

void usual_income(Dossier& dossier, Draw& draw) { dossier.income = draw.between(5'300, 6'100) * 1'000; }

void short_suspension(Dossier& dossier, Draw& draw) {
  dossier.to = *dossier.from + days{draw.one_in(2) ? 28 : draw.between(6, 27)};
}

template <class Change>
std::vector<Kind> for_all_events(const std::string& name, const std::array<int, 3>& counts,
                                 const std::string& role, const std::string& failed, Change change) {
  std::vector<Kind> kinds;
  for (const Event event : all_events) {
    Kind kind{.name = name,
              .event = event,
              .count = counts[static_cast<std::size_t>(event)],
              .role = role,
              .outcome = Outcome::refused,
              .failed = failed};
    kind.change = change;
    kinds.push_back(kind);
  }
  return kinds;
}

Kind refused(const std::string& name, Event event, int count, const std::string& failed,
             void (*change)(Dossier&, Draw&)) {
  return {.name = name,
          .event = event,
          .count = count,
          .outcome = Outcome::refused,
          .failed = failed,
          .change = change};
}

}  // namespace

std::vector<Kind> kinds_refused() {
  std::vector<Kind> kinds;
  const auto add = [&](const std::vector<Kind>& more) {
    kinds.insert(kinds.end(), more.begin(), more.end());
  };

  // The employer and the contract
  add(for_all_events("the employer is a household business", {21, 3, 2}, "household", "employer", nullptr));
  add(for_all_events("the fund was not paid", {34, 6, 3}, "unpaid", "fund_paid", nullptr));
  add(for_all_events("the fund was first paid on the cut-off day", {12, 2, 1}, "on_the_day", "fund_paid",
                     nullptr));
  for (Kind& kind : kinds) {
    if (kind.role == "on_the_day") kind.otherwise[until_cut_off].status = "eligible";
  }
  add(for_all_events("no labour contract", {3, 1, 1}, "in_order", "labour_contract", no_contract));
  add(for_all_events("not because of the orders", {5, 2, 2}, "in_order", "order_cuts", other_cause));
  add(for_all_events("handed in after 31/03/2023", {6, 1, 1}, "in_order", "in_time", late));
  add(for_all_events("before 01/10/2022", {5, 3, 2}, "in_order", "outside_scope", before_the_round));

  // Reduced hours
  add({
      refused("only overtime was lost", A, 14, "reduced", overtime_only),
      refused("another stoppage", A, 4, "reduced", [](Dossier& d, Draw&) { d.reduction = "other_stoppage"; }),
      refused("13 days", A, 2, "long_enough",
              [](Dossier& d, Draw&) {
                d.days_total = 13;
                d.days_longest = 13;
              }),
      refused("5 to 12 days in all", A, 11, "long_enough", few_days),
      refused("a spell of fewer than 14 days", A, 4, "long_enough in_window", short_spell),
      refused("begun too late for 14 days in the round", A, 3, "in_window", beyond_the_round),
      refused("income one đồng above the minimum wage", A, 1, "low_income",
              [](Dossier& d, Draw&) { d.income = minimum_wage(d.at->region) + 1; }),
      refused("usual income in every month", A, 26, "low_income", usual_income),
      refused("only overtime was lost, and usual income", A, 3, "reduced low_income",
              [](Dossier& d, Draw& draw) {
                overtime_only(d, draw);
                usual_income(d, draw);
              }),
  });
  kinds.push_back({.name = "the fund was not paid, and few days",
                   .event = A,
                   .count = 2,
                   .role = "unpaid",
                   .outcome = Outcome::refused,
                   .failed = "fund_paid long_enough",
                   .change = few_days});
  kinds.push_back({.name = "region missing, income above every region's wage",
                   .event = A,
                   .count = 1,
                   .role = "no_region",
                   .outcome = Outcome::refused,
                   .failed = "low_income",
                   .change = usual_income});
  kinds.push_back({.name = "only overtime was lost, income missing",
                   .event = A,
                   .count = 2,
                   .outcome = Outcome::refused,
                   .failed = "reduced",
                   .open = "low_income",
                   .change = [](Dossier& d, Draw& draw) {
                     overtime_only(d, draw);
                     d.income.reset();
                   }});
  kinds.push_back({.name = "second round, fund not paid",
                   .event = A,
                   .count = 5,
                   .role = "second_unpaid",
                   .outcome = Outcome::refused,
                   .failed = "fund_paid",
                   .otherwise = {{before_amendment, {"not_eligible", 0, 0, "in_window in_time", "", ""}}}});

  // Suspension or leave
  add({
      refused("for personal reasons", B, 5, "not_personal",
              [](Dossier& d, Draw&) { d.personal_reasons = true; }),
      refused("fewer than 30 days", B, 4, "long_enough in_window", short_suspension),
      refused("begun too late for 30 days in the round", B, 3, "in_window", beyond_the_round),
      refused("for personal reasons, and fewer than 30 days", B, 1, "not_personal long_enough in_window",
              [](Dossier& d, Draw& draw) {
                d.personal_reasons = true;
                short_suspension(d, draw);
              }),
      refused("the last day before the first", B, 1, "long_enough in_window",
              [](Dossier& d, Draw&) { std::swap(d.from, d.to); }),
  });

  // The end of the contract
  const auto ended = [&](const std::string& name, int count, const std::string& failed,
                         void (*change)(Dossier&, Draw&)) {
    kinds.push_back(refused(name, C, count, failed, change));
  };
  ended("left unlawfully", 3, "not_unlawful", [](Dossier& d, Draw&) { d.termination = "employee_unlawful"; });
  ended("dismissed", 2, "not_dismissed", [](Dossier& d, Draw&) { d.termination = "dismissal"; });
  ended("probation failed", 1, "not_probation",
        [](Dossier& d, Draw&) { d.termination = "probation_failed"; });
  ended("probation cancelled", 1, "not_probation",
        [](Dossier& d, Draw&) { d.termination = "probation_cancelled"; });
  ended("draws a pension", 2, "no_pension", [](Dossier& d, Draw&) { d.pension = true; });
  ended("draws an incapacity allowance", 1, "no_pension", [](Dossier& d, Draw&) { d.incapacity = true; });
  ended("qualifies for unemployment benefit", 9, "no_unemployment_benefit",
        [](Dossier& d, Draw&) { d.qualifies = true; });
  ended("left unlawfully, and qualifies for unemployment benefit", 1, "not_unlawful no_unemployment_benefit",
        [](Dossier& d, Draw&) {
          d.termination = "employee_unlawful";
          d.qualifies = true;
        });
  return kinds;
}
