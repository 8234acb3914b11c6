// SPDX-License-Identifier: Apache-2.0

// Tests that fail, for fails.sh: what is printed of them is in fails.txt.

#include <hotro/testing/catch2.hpp>

using namespace hotro::testing;

namespace {

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

TEST_CASE("Refused where a grant is expected") {
  CHECK_THAT(member(Policy("rules/vn/vgcl-6696")).with("gross_in_window", 9'000'000), Grants(1'000'000));
}

TEST_CASE("The same in Vietnamese") {
  const Policy policy("rules/vn/vgcl-6696", {.language = hotro::Language::vi});
  CHECK_THAT(member(policy).with("gross_in_window", 9'000'000), Grants(1'000'000));
}

TEST_CASE("Open where a grant is expected") {
  const Applicant applicant = member(Policy("rules/vn/vgcl-6696"));
  CHECK_THAT(applicant.with({{"union_member", false}, {"sex", "female"}}), Grants("reduced_hours", 700'000));
}

TEST_CASE("Granted where a refusal is expected, of a benefit that does not concern the applicant") {
  CHECK_THAT(member(Policy("rules/vn/vgcl-6696")), RefusedBy("suspended", "in_time"));
}

TEST_CASE("Several expectations at once") {
  CHECK_THAT(member(Policy("rules/vn/vgcl-6696")), Grants(1'000'000) && !NotConcerned("terminated"));
}

TEST_CASE("A condition that there is not") {
  CHECK_THAT(member(Policy("rules/vn/vgcl-6696")), !RefusedBy("low_incom"));
}

TEST_CASE("A fact that there is not") {
  CHECK_THAT(member(Policy("rules/vn/vgcl-6696")).with("region", "I"), Grants(1'000'000));
}

TEST_CASE("A rule set that does not load") { Policy("tests/diagnostics/E0201-near-miss.yaml"); }
