// SPDX-License-Identifier: Apache-2.0
// Phase 2: the claims are fixed by event and group, the dossiers by kind; chance deals the one to the other.

#include <algorithm>

#include "kind.hpp"
#include "making.hpp"
#include "phases.hpp"

namespace {

/// The claims as filed, by event; groups in their order.
///                                                   member  35+  pregnant  child  ordinary
constexpr std::array<std::array<int, 5>, 3> claims{{{{1312, 96, 28, 64, 60}},  // reduced hours
                                                    {{215, 20, 6, 12, 12}},    // suspended
                                                    {{96, 9, 2, 5, 8}}}};      // terminated
/// Women among the members, those who raise a child, and ordinary non-members: with the women of 35 and the
/// pregnant 1,099 of 1,945 people, 56.5 %.
constexpr std::array<int, 5> women{845, -1, -1, 53, 40};

std::vector<Enterprise> enterprises_of_phase_2() {
  std::vector<Enterprise> list;
  const std::string firm = "enterprise";
  const std::string paid = "paid_before";
  const auto add = [&](const std::string& id, const std::string& role, const std::string& kind,
                       const std::string& region, const std::string& first, const std::string& second,
                       Day received, int share = 1) {
    list.push_back({.id = id,
                    .role = role,
                    .kind = kind,
                    .region = region,
                    .fund_first_round = first,
                    .fund_second_round = second,
                    .received = received,
                    .share = share,
                    .second_round = received > day(2023, 6, 1)});
  };
  add("NA-VINH-01", "in_order", firm, "II", paid, "", day(2023, 3, 13), 2);
  add("NA-CUALO-02", "in_order", firm, "II", paid, "", day(2023, 3, 15));
  add("NA-NGHILOC-03", "in_order", firm, "II", paid, "", day(2023, 3, 17), 3);
  add("NA-HUNGNGUYEN-04", "in_order", firm, "II", "partly_paid", "", day(2023, 3, 20));
  add("NA-DIENCHAU-05", "in_order", firm, "III", paid, "", day(2023, 3, 20), 6);
  add("NA-YENTHANH-06", "in_order", firm, "III", paid, "", day(2023, 3, 22), 3);
  add("NA-QUYNHLUU-07", "in_order", firm, "III", paid, "", day(2023, 3, 24), 2);
  add("NA-HOANGMAI-08", "in_order", firm, "III", "partly_paid", "", day(2023, 3, 27));
  add("NA-NAMDAN-09", "in_order", "cooperative", "III", paid, "", day(2023, 3, 28));
  add("NA-TANKY-10", "in_order", firm, "IV", paid, "", day(2023, 3, 31));
  add("NA-DOLUONG-11", "household", "other", "III", paid, "", day(2023, 3, 22));
  add("NA-THAIHOA-12", "unpaid", firm, "III", "not_paid", "", day(2023, 3, 24));
  add("NA-NGHIADAN-13", "on_the_day", firm, "III", "paid_on_the_day", "", day(2023, 3, 27));
  add("NA-ANHSON-14", "fund_unknown", firm, "IV", "", "", day(2023, 3, 28));
  add("NA-QUYHOP-15", "no_region", firm, "", paid, "", day(2023, 3, 30));
  add("NA-CONCUONG-16", "bad_row", firm, "4", paid, "", day(2023, 3, 30));
  add("NA-DIENCHAU-17", "second_round", firm, "III", paid, paid, day(2023, 12, 18));
  add("NA-VINH-18", "second_round", firm, "II", paid, "partly_paid", day(2024, 1, 31));
  add("NA-THANHCHUONG-19", "postponed", firm, "IV", paid, "postponed", day(2024, 1, 15));
  add("NA-HUNGNGUYEN-20", "second_unpaid", firm, "II", paid, "not_paid", day(2024, 1, 22));
  add("NA-YENTHANH-21", "second_unknown", firm, "III", paid, "", day(2024, 1, 29));
  return list;
}

/// A dossier still to be made.
struct Plan {
  Kind kind;
  Group group{};
  bool grouped = false;
  Sex sex = Sex::female;
};

std::vector<Plan> plans_of_all_kinds() {
  std::vector<Plan> plans;
  for (const auto& kinds : {kinds_granted(), kinds_refused(), kinds_open(), kinds_unreadable()}) {
    for (const Kind& kind : kinds) {
      for (int i = 0; i < kind.count; ++i) {
        plans.push_back({kind, kind.group.value_or(Group::member), kind.group.has_value(), Sex::female});
      }
    }
  }
  return plans;
}

/// Fills up to the number of claims with dossiers in order, and deals the groups that no kind has asked for.
void deal_groups(std::vector<Plan>& plans, Draw& draw) {
  for (const Event event : all_events) {
    std::array<int, 5> left = claims[static_cast<std::size_t>(event)];
    int open = 0;
    for (const Plan& plan : plans) {
      if (plan.kind.event != event) continue;
      if (plan.grouped) {
        --left[static_cast<std::size_t>(plan.group)];
      } else {
        ++open;
      }
    }
    std::vector<Group> deck;
    for (const Group group : all_groups)
      deck.insert(deck.end(), left[static_cast<std::size_t>(group)], group);
    for (; open < static_cast<int>(deck.size()); ++open) {
      plans.push_back({{.name = "in order", .event = event}, Group::member, false, Sex::female});
    }
    draw.shuffle(deck);
    for (Plan& plan : plans) {
      if (plan.kind.event != event || plan.grouped) continue;
      plan.group = deck.back();
      deck.pop_back();
    }
  }
}

void deal_sexes(std::vector<Plan>& plans, Draw& draw) {
  draw.shuffle(plans);
  std::array<int, 5> left = women;
  for (Plan& plan : plans) {
    int& of_group = left[static_cast<std::size_t>(plan.group)];
    const bool all_women = plan.group == Group::woman_35 || plan.group == Group::pregnant;
    plan.sex = all_women || of_group-- > 0 ? Sex::female : Sex::male;
  }
}

const Enterprise& pick_enterprise(const std::vector<Enterprise>& all, const std::string& role, Draw& draw) {
  std::vector<const Enterprise*> fitting;
  for (const Enterprise& enterprise : all) {
    if (enterprise.role == role) fitting.insert(fitting.end(), enterprise.share, &enterprise);
  }
  return *draw.pick(fitting);
}

Dossier carry_out(const Plan& plan, const Enterprise& enterprise, PersonIds& persons, Draw& draw) {
  Dossier dossier = make(enterprise, plan.kind.event, plan.group, plan.sex, draw);
  const Day birth = *dossier.birth;
  dossier.kind = plan.kind.name;
  dossier.faults = plan.kind.faults;
  dossier.answer = answer(plan.kind, plan.group);
  dossier.otherwise = plan.kind.otherwise;
  for (auto& [condition, other] : dossier.otherwise) {
    if (other.status == "eligible") other.low = other.high = amount(dossier.event, plan.group);
    if (other.status == "undetermined") other.high = amount(dossier.event, plan.group);
  }
  if (plan.kind.change != nullptr) plan.kind.change(dossier, draw);
  dossier.person = persons.next(plan.sex, dossier.birth.value_or(birth), draw);
  return dossier;
}

/// The same line twice: an error for its dossier id, and one for its person.
Dossier pasted_twice(const Dossier& first) {
  Dossier again = first;
  again.repeated = true;
  again.kind = "line pasted twice";
  again.answer = {};
  again.faults = {{"dossier_id", "duplicate_dossier"}, {"person_id", "second_dossier"}};
  return again;
}

/// Somebody on reduced hours in the autumn whose contract ended in spring: what is due beyond the first
/// payment is a question for a ledger, not for one dossier.
Dossier second_dossier(const Dossier& first, const Enterprise& enterprise, Draw& draw) {
  Dossier second = make(enterprise, Event::terminated, first.claimed, first.person_sex, draw);
  second.person = first.person;
  second.birth = first.birth;
  second.kind = "second dossier of a person";
  second.repeated = true;
  second.faults = {{"person_id", "second_dossier"}};
  return second;
}

}  // namespace

Submission phase_2() {
  Draw draw(77'856'696);
  PersonIds persons;
  Submission submission;
  submission.dates = DateStyle::slashes;
  submission.mixed_money = true;
  submission.with_terminated = true;
  submission.with_second_round = true;
  submission.enterprises = enterprises_of_phase_2();

  std::vector<Plan> plans = plans_of_all_kinds();
  deal_groups(plans, draw);
  deal_sexes(plans, draw);
  std::vector<Dossier> made;
  for (const Plan& plan : plans) {
    const Enterprise& enterprise = pick_enterprise(submission.enterprises, plan.kind.role, draw);
    made.push_back(carry_out(plan, enterprise, persons, draw));
  }
  // List after list, as the unions handed them in; within a list the order stays that of the shuffle.
  std::stable_sort(made.begin(), made.end(), [](const Dossier& a, const Dossier& b) { return a.at < b.at; });

  int number = 0;
  int pasted = 0;
  const auto next_id = [&] { return "NA2-" + std::to_string(10'000 + ++number).substr(1); };
  std::vector<Dossier> late;
  for (Dossier& dossier : made) {
    dossier.id = next_id();
    const bool in_order = dossier.kind == "in order" && dossier.event == Event::reduced_hours;
    if (dossier.kind == "another dossier's id") dossier.id = submission.dossiers.front().id;
    submission.dossiers.push_back(dossier);
    if (in_order && pasted < 2 && number % 300 == 0) {
      submission.dossiers.push_back(pasted_twice(dossier));
      ++pasted;
    }
    if (in_order && late.size() < 3 && number % 400 == 50) {
      late.push_back(second_dossier(dossier, *dossier.at, draw));
    }
  }
  for (Dossier& dossier : late) {
    dossier.id = next_id();
    submission.dossiers.push_back(dossier);
  }
  return submission;
}
