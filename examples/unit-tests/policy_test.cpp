// SPDX-License-Identifier: Apache-2.0

// The unit tests of a program that rests on Decision 6696: what it takes for granted of the policy.

#define CATCH_CONFIG_MAIN
#include <hotro/testing/catch2.hpp>

using hotro::testing::Applicant;
using hotro::testing::Grants;
using hotro::testing::NotConcerned;
using hotro::testing::Policy;
using hotro::testing::RefusedBy;
using hotro::testing::UndeterminedFor;

namespace {

/// A member on reduced hours, for exactly the days and with the highest income that still count.
Applicant member(const Policy& policy) {
  return policy.applicant({{"enterprise.kind", "enterprise"},
                           {"enterprise.region", "II"},
                           {"enterprise.fund_first_round", "paid_before"},
                           {"event", "reduced_hours"},
                           {"event_from", "2022-11-01"},
                           {"event_to", "2022-11-30"},
                           {"application_date", "2023-02-15"},
                           {"labour_contract", true},
                           {"caused_by_order_cut", true},
                           {"reduction", "daily_hours"},
                           {"days_total", 14},
                           {"gross_in_window", 4'160'000},
                           {"union_member", true}});
}

}  // namespace

TEST_CASE("A member with 14 days of reduced hours gets 1 million") {
  const Policy policy("vn/vgcl-6696", {.roots = {RULES}});
  const Applicant applicant = member(policy);
  CHECK_THAT(applicant, Grants(1'000'000));
  CHECK_THAT(applicant, Grants("reduced_hours", 1'000'000));
  CHECK_THAT(applicant, NotConcerned("suspended"));
  CHECK_THAT(applicant.with("gross_in_window", 4'160'001), RefusedBy("low_income"));
  CHECK_THAT(applicant.with("days_total", 13), RefusedBy("reduced_hours", "long_enough"));
  CHECK_THAT(applicant.without("enterprise.region"), UndeterminedFor("enterprise.region"));
  CHECK_THAT(applicant.with("paid_before.reduced_hours", 1'000'000), Grants(0));
}

TEST_CASE("Who is no member gets 70 per cent, unless she is 35 or older, or raises a small child") {
  const Policy policy("vn/vgcl-6696", {.roots = {RULES}});
  const Applicant applicant =
      member(policy).with({{"union_member", false}, {"sex", "male"}, {"birth_date", "1980-05-20"}});
  CHECK_THAT(applicant, Grants(700'000));
  CHECK_THAT(
      applicant.with(
          {{"raises_child", true}, {"youngest_child_birth", "2020-01-01"}, {"other_carer", "no_support"}}),
      Grants(1'000'000));
  CHECK_THAT(applicant.with("sex", "female"), Grants(1'000'000));
  CHECK_THAT(applicant.with("sex", "female").without("birth_date"), UndeterminedFor("birth_date"));
}

TEST_CASE("Where the 14 days must be unbroken, 13 in a row are too few") {
  const Policy policy("vn/vgcl-6696", {.readings = {{"days_counted", "consecutive"}}, .roots = {RULES}});
  CHECK_THAT(member(policy).with("days_longest", 13), RefusedBy("long_enough"));
}

TEST_CASE("Who lost hours in April 2023 is supported since a decision of August") {
  const auto april = [](const std::string& known) {
    return member(Policy("vn/vgcl-6696", {.known = known, .roots = {RULES}}))
        .with({{"event_from", "2023-04-01"},
               {"event_to", "2023-04-30"},
               {"application_date", "2023-10-02"},
               {"enterprise.fund_second_round", "paid_before"}});
  };
  CHECK_THAT(april("2023-09-30"), Grants(1'000'000));
  CHECK_THAT(april("2023-06-30"), RefusedBy("in_window"));
}
