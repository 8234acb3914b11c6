// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>
#include <hotro/testing/catch2.hpp>
#include <stdexcept>

using namespace hotro::testing;
using Catch::Contains;
using Catch::Equals;

namespace {

/// Meets every condition of tests/testing/rules.yaml at its bound.
Applicant traveller(const Policy& policy) {
  return policy.applicant({{"enterprise.region", 2},
                           {"on", "2024-05-01"},
                           {"birth", "2006-05-01"},
                           {"income", "1000.50"},
                           {"attendance", "70%"},
                           {"way", "train"},
                           {"nights", 14},
                           {"insured", true}});
}

const Policy& travel() {
  static const Policy policy("tests/testing/rules.yaml");
  return policy;
}

/// A month of rent in 2022; see rules/vn/rent-08-2022.
Applicant with_month(const Applicant& applicant, const std::string& month) {
  return applicant.with_row("rent_months", {{"month", month},
                                            {"list_made", "2022-05-10"},
                                            {"received", "2022-05-20"},
                                            {"stay", "whole_month"},
                                            {"insurance", "insured"}});
}

/// What is thrown as std::invalid_argument.
template <class Function>
std::string refusal(Function&& function) {
  try {
    function();
  } catch (const std::invalid_argument& error) {
    return error.what();
  }
  return "nothing is thrown";
}

}  // namespace

TEST_CASE("Facts are given as text or typed, and mean the same") {
  const Applicant applicant = traveller(travel());
  CHECK_THAT(applicant, Grants(1250));  // cents
  CHECK_THAT(applicant, Grants(hotro::Money{1250}));
  hotro::Date birth;
  REQUIRE(hotro::parse_date("2006-05-01", birth));
  CHECK_THAT(applicant.with("birth", birth), Grants(1250));
  CHECK_THAT(applicant.with("birth", birth + 1), RefusedBy("adult"));
  CHECK_THAT(applicant.with("birth", "02/05/2006"), RefusedBy("adult"));
  CHECK_THAT(applicant.with("birth", "2006"), UndeterminedFor("birth"));
  CHECK_THAT(applicant.with("income", 100'050), Grants(1250));
  CHECK_THAT(applicant.with("income", 100'051), RefusedBy("low_income"));
  CHECK_THAT(applicant.with("income", hotro::Money{100'051}), RefusedBy("low_income"));
  CHECK_THAT(applicant.with("income", "1000.51"), RefusedBy("low_income"));
  CHECK_THAT(applicant.with("attendance", hotro::Rate{7, 10}), Grants(1250));
  CHECK_THAT(applicant.with("attendance", hotro::Rate{69, 100}), RefusedBy("attends"));
  CHECK_THAT(applicant.with("way", std::string("bus")), RefusedBy("by_train"));
  CHECK_THAT(applicant.with("nights", std::int64_t{15}), RefusedBy("short"));
  CHECK_THAT(applicant.with("insured", false), RefusedBy("insured"));
  CHECK_THAT(applicant.with("insured", ""), UndeterminedFor("insured"));
  CHECK_THAT(applicant.without("insured"), UndeterminedFor("insured"));
}

TEST_CASE("A matcher holds for its own answer only") {
  const Applicant granted = traveller(travel());
  CHECK_THAT(granted, !Grants(1251) && !Grants(0) && !RefusedBy("adult") && !UndeterminedFor("birth") &&
                          !NotConcerned());
  const Applicant refused = granted.with("nights", 15);
  CHECK_THAT(refused, RefusedBy("short") && !RefusedBy("adult") && !Grants(0) && !Grants(1250));
  CHECK_THAT(refused.without("birth"), RefusedBy("short") && !UndeterminedFor("birth"));
  const Applicant open = granted.without("birth");
  CHECK_THAT(open,
             UndeterminedFor("birth") && !UndeterminedFor("income") && !Grants(1250) && !RefusedBy("adult"));
  CHECK_THAT(granted.with("on", "2025-01-01"),
             RefusedBy("outside_scope") && RefusedBy("travel", "outside_scope"));
}

TEST_CASE("Facts of the enterprise, and what was paid before, are given by their paths") {
  const Applicant applicant = traveller(travel());
  CHECK_THAT(applicant.with("enterprise.region", 3), RefusedBy("in_region"));
  CHECK_THAT(applicant.without("enterprise.region"), UndeterminedFor("travel", "enterprise.region"));
  CHECK_THAT(applicant.with("paid_before.travel", 1000), Grants(250) && Grants("travel", 250));
  CHECK_THAT(applicant.with("paid_before.travel", 2000), Grants(0));
}

TEST_CASE("Rows of a list are added one by one, or given by their paths") {
  const Policy policy("rules/vn/rent-08-2022");
  const Applicant tenant = policy.applicant({{"enterprise.kind", "enterprise"},
                                             {"enterprise.area", "industrial_park"},
                                             {"enterprise.province", "nghe_an"},
                                             {"group", "working"},
                                             {"application_date", "2022-05-20"},
                                             {"contract", "indefinite"},
                                             {"signed_on", "2020-06-01"},
                                             {"started_on", "2020-06-01"}});
  const Applicant one = with_month(tenant, "2022-04-01");
  CHECK_THAT(tenant, UndeterminedFor("rent_months.count"));
  CHECK_THAT(one, Grants(500'000) && NotConcerned("returning"));
  CHECK_THAT(with_month(one, "2022-03-01"), Grants(1'000'000));
  CHECK_THAT(one.with("rent_months.1.stay", ""), UndeterminedFor("rent_months.1.stay"));
  CHECK_THAT(one.with("rent_months.count", 0), !Grants(500'000));
}

TEST_CASE("Of several benefits the payout is what they come to together, goods by their value") {
  const Policy policy("vn.tet", {.roots = {"rules"}});
  const Applicant applicant = policy.applicant(
      {{"programme", "vgcl"}, {"tet", "2026-02-17"}, {"hardship", true}, {"low_income", true}});
  CHECK_THAT(applicant, Grants("cash", 1'000'000) && Grants("goods", 300'000) && Grants(1'300'000));
  CHECK_THAT(applicant.explanation(), Contains("in kind: a Tết gift"));
  const Applicant refused = applicant.with("low_income", false);
  CHECK_THAT(refused, RefusedBy("in_circle") && RefusedBy("goods", "in_circle"));
  CHECK_THAT(refused, NotConcerned("decided_cash") && !NotConcerned("cash") && !NotConcerned());
}

TEST_CASE("Somebody whom no benefit is about is not concerned, and refused by that") {
  const Policy policy("rules/vn/tet");
  const Applicant applicant = policy.applicant({{"programme", "other"}, {"tet", "2026-02-17"}});
  CHECK_THAT(applicant, NotConcerned() && RefusedBy("no_benefit_concerned") && !RefusedBy("in_circle"));
  CHECK_THAT(applicant.explanation(), Contains("not_concerned"));
}

TEST_CASE("A policy is opened with readings, as known on a day, and by its name below a root") {
  const auto days = [](const Policy& policy) { return policy.program().data().readings; };
  const Policy plain("vn/vgcl-6696", {.roots = {"rules"}});
  CHECK_THAT(plain.rules().id, Equals("vn.vgcl-6696"));
  const Policy read("rules/vn/vgcl-6696", {.readings = {{"days_counted", "consecutive"}}});
  CHECK(days(plain) != days(read));
  const Policy known("rules/vn/vgcl-6696", {.known = "30/06/2023"});
  CHECK(hotro::iso(known.program().data().known) == "2023-06-30");
}

TEST_CASE("An applicant may outlive the policy, and is not changed by those made of it") {
  const Applicant applicant = traveller(Policy("tests/testing/rules.yaml"));
  const Applicant other = applicant.with("nights", 15);
  CHECK_THAT(applicant, Grants(1250));
  CHECK_THAT(other, RefusedBy("short"));
}

TEST_CASE("A fact that there is not, or cannot be so, is an error and never a missing fact") {
  const auto said = [](const char* path, const Given& value) {
    return refusal([&] { return traveller(travel()).with(path, value); });
  };
  CHECK(said("birt", "2006-05-01") == "testing: no fact is called \"birt\"; did you mean \"birth\"?");
  CHECK(said("region", 1) == "testing: no fact is called \"region\"; did you mean \"enterprise.region\"?");
  CHECK(said("dossier_id", "1") ==
        "testing: no fact is called \"dossier_id\"; there are enterprise.region, on, birth, income, "
        "attendance, way, "
        "nights, insured, paid_before.travel");
  CHECK(said("way", "tran") ==
        "testing: way = \"tran\": unknown_option: one of bus, train; did you mean \"train\"?");
  CHECK(said("nights", 31) == "testing: nights = \"31\": out_of_range: from 0 to 30");
  CHECK_THAT(said("nights", hotro::Money{5}), Contains("nights = \"EUR 0.05\": not_a_count"));
  CHECK_THAT(said("nights", true), Contains("nights = \"yes\": not_a_count"));
  CHECK_THAT(said("income", -1), Contains("out_of_range"));
  CHECK_THAT(said("income", hotro::Date{0}), Contains("not_money"));
  CHECK_THAT(said("birth", "31/02/1990"), Contains("birth = \"31/02/1990\": not_a_date"));
  CHECK_THAT(said("birth", hotro::Money{1990}), Contains("not_a_date"));
  CHECK_THAT(said("insured", "perhaps"), Contains("not_a_truth"));
  CHECK_THAT(said("attendance", hotro::Rate{1, 3}), Contains("not_a_rate"));
  CHECK(refusal([] {
          return travel().applicant({{"nights", 1}, {"nights", 1}});
        }) == "testing: \"nights\" is given twice");
  CHECK(refusal([] {
          return travel().applicant({{"nights", -1}, {"way", "bike"}});
        }) ==
        "testing: nights = \"-1\": out_of_range: from 0 to 30\nway = \"bike\": unknown_option: one of bus, "
        "train");
  CHECK_THAT(refusal([] { return traveller(travel()).without("brth"); }),
             Contains("did you mean \"birth\"?"));
  CHECK_THAT(refusal([] { return traveller(travel()).with_row("children", {}); }),
             Contains("no fact is called \"children.count\""));
}

TEST_CASE("A benefit, condition or fact that there is not is an error of a matcher, whatever the answer") {
  const Applicant applicant = traveller(travel());
  const auto said = [&](const AnswerIs& matcher) {
    return refusal([&] { return matcher.match(applicant); });
  };
  CHECK(said(RefusedBy("low_incme")) ==
        "testing: no condition is called \"low_incme\"; did you mean \"low_income\"?");
  CHECK(said(RefusedBy("travel", "zzz")) ==
        "testing: travel has no condition \"zzz\"; there are in_region, adult, low_income, attends, "
        "by_train, short, "
        "insured, outside_scope");
  CHECK(said(RefusedBy("train", "adult")) == "testing: no benefit is called \"train\"; there are travel");
  CHECK_THAT(said(RefusedBy("travel", "no_benefit_concerned")), Contains("travel has no condition"));
  CHECK_THAT(said(Grants("travl", 0)), Contains("did you mean \"travel\"?"));
  CHECK_THAT(said(NotConcerned("travl")), Contains("did you mean \"travel\"?"));
  CHECK_THAT(said(UndeterminedFor("brth")), Contains("did you mean \"birth\"?"));
  CHECK_THAT(said(UndeterminedFor("travl", "birth")), Contains("did you mean \"travel\"?"));
  CHECK_THAT(said(UndeterminedFor("travel", "brth")), Contains("did you mean \"birth\"?"));
  const Policy vietnamese("tests/testing/rules.yaml", {.language = hotro::Language::vi});
  CHECK_THAT(refusal([&] { return RefusedBy("low_incme").match(traveller(vietnamese)); }),
             Contains("không có điều kiện \"low_incme\""));
}

TEST_CASE("What cannot be opened says why") {
  const auto open = [](const std::string& path, const PolicyOptions& options) { Policy{path, options}; };
  using Error = std::runtime_error;
  CHECK_THROWS_WITH(open("rules/vn/vgcl-6697", {}), Contains("rules/vn/vgcl-6697: "));
  CHECK_THROWS_AS(open("rules/vn/vgcl-6697", {}), Error);
  CHECK_THROWS_WITH(open("vn/vgcl-669", {.roots = {"rules"}}), Contains("did you mean \"vn/vgcl-6696\""));
  CHECK_THROWS_WITH(open("rules/vn/minimum-wage", {}), Contains("it is there to be imported"));
  CHECK_THROWS_WITH(open("tests/diagnostics/E0201-near-miss.yaml", {}), Contains("E0201"));
  CHECK_THROWS_WITH(open("rules/vn/vgcl-6696", {.known = "June"}), Contains("known \"June\""));
  CHECK_THROWS_WITH(open("rules/vn/vgcl-6696", {.known = "2022-01-01"}), Contains("E0504"));
  CHECK_THROWS_WITH(open("rules/vn/vgcl-6696", {.readings = {{"day_counted", "consecutive"}}}),
                    Contains("did you mean \"days_counted\"?"));
  CHECK_THROWS_WITH(open("rules/vn/vgcl-6696", {.readings = {{"days_counted", "both"}}}),
                    Contains("days_counted"));
}

TEST_CASE("Matchers say what they expect, and an applicant shows why") {
  CHECK(Grants(1'000'000).describe() == "is granted 1,000,000");
  CHECK(Grants("suspended", 5).describe() == "is granted 5 by suspended");
  CHECK(RefusedBy("low_income").describe() == "is refused by low_income");
  CHECK(RefusedBy("suspended", "in_time").describe() == "is refused suspended by in_time");
  CHECK(UndeterminedFor("birth_date").describe() == "is undetermined for birth_date");
  CHECK(UndeterminedFor("suspended", "birth_date").describe() ==
        "is undetermined in suspended for birth_date");
  CHECK(NotConcerned().describe() == "is not concerned");
  CHECK(NotConcerned("suspended").describe() == "is not concerned by suspended");
  const std::string shown = Catch::Detail::stringify(traveller(travel()).with("nights", 15));
  CHECK_THAT(shown, Contains("✗ Away for too long") && Contains("Decision 1, Art. 2") && Contains("short"));
}
