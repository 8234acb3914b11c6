// SPDX-License-Identifier: Apache-2.0
// Every figure of a report, against SQL on the ledger that it is about.
#include <catch2/catch.hpp>
#include <fstream>
#include <iterator>
#include <map>
#include <regex>

#include "hotro/phases/lists.hpp"
#include "hotro/phases/make_report.hpp"
#include "phases/phase_kit.hpp"

using namespace phase_kit;

namespace {

std::string file(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  REQUIRE(in.good());
  return {std::istreambuf_iterator<char>(in), {}};
}

/// The lists of Nghệ An in two phases, the second of which lacks money for some.
void fill_nghe_an(Ledger& ledger) {
  const auto law = rules("rules/vn/vgcl-6696");
  const auto submit_list = [&](const char* phase, const std::string& folder) {
    List list;
    list.applicants = {folder, file("examples/nghe-an/" + folder + "/applicants.csv")};
    list.enterprises = {folder + ", enterprises", file("examples/nghe-an/" + folder + "/enterprises.csv")};
    list.received = hotro::Date{19'447};  // 2023-03-31
    REQUIRE(submit(ledger, {"lan"}, phase, list).errors.empty());
  };
  open_phase(ledger, {"lan"}, *law, {"one", 541'700'000, 1});
  submit_list("one", "phase-1");
  finish(ledger, "one");
  close_phase(ledger, {"lan"}, "one");
  open_phase(ledger, {"lan"}, *law, {"two", 1'990'000'000, 1});
  submit_list("two", "returning");
  submit_list("two", "phase-2");
  finish(ledger, "two");
  return_payment(ledger, {"lan", false, "wrong account"}, "two", "NA2-R03");
}

/// `data-figure="path" data-value="number"`, in any order.
std::map<std::string, std::int64_t> figures(const std::string& page) {
  std::map<std::string, std::int64_t> found;
  static const std::regex figure("data-figure=\"([^\"]+)\" data-value=\"(-?[0-9]+)\"");
  for (std::sregex_iterator at(page.begin(), page.end(), figure), end; at != end; ++at) {
    const auto [known, added] = found.try_emplace((*at)[1], std::stoll((*at)[2]));
    INFO(known->first);
    REQUIRE(known->second == std::stoll((*at)[2]));  // where it stands twice it says the same
  }
  return found;
}

class Sql {
 public:
  explicit Sql(const std::string& path) { sqlite3_open(path.c_str(), &database_); }
  ~Sql() { sqlite3_close(database_); }
  Sql(const Sql&) = delete;
  Sql& operator=(const Sql&) = delete;

  /// The last decisions about the dossiers of phase two, with their payments.
  std::int64_t number(const std::string& what, const std::string& where = "1") {
    const std::string sql =
        "WITH last AS (SELECT max(decision.id) AS id FROM decision GROUP BY dossier), "
        "line AS (SELECT decision.*, dossier.enterprise_id, "
        "(SELECT coalesce(sum(amount), 0) FROM payment WHERE payment.decision = decision.id) AS paid "
        "FROM last JOIN decision USING (id) JOIN dossier ON dossier.id = dossier "
        "JOIN submission ON submission.id = submission WHERE phase = 2) SELECT " +
        what + " FROM line WHERE " + where;
    sqlite3_stmt* statement = nullptr;
    REQUIRE(sqlite3_prepare_v2(database_, sql.c_str(), -1, &statement, nullptr) == SQLITE_OK);
    REQUIRE(sqlite3_step(statement) == SQLITE_ROW);
    const std::int64_t number = sqlite3_column_int64(statement, 0);
    sqlite3_finalize(statement);
    return number;
  }

 private:
  sqlite3* database_ = nullptr;
};

constexpr const char* outcomes[] = {"accepted",  "refused",   "undetermined",
                                    "erroneous", "duplicate", "waiting"};

}  // namespace

TEST_CASE("every figure of a report is what the ledger holds") {
  const Folder folder;
  const auto ledger = open(folder.file());
  fill_nghe_an(*ledger);
  for (const hotro::Language language : {hotro::Language::vi, hotro::Language::en}) {
    const Report report = make_report(*ledger, "two", {language, false, hotro::Date{19'500}, {}});
    const auto shown = figures(report_html(report));
    Sql sql(folder.file());
    auto unchecked = shown;
    const auto check = [&](const std::string& path, std::int64_t expected) {
      INFO(path);
      const auto found = shown.find(path);
      CHECK((found == shown.end() ? 0 : found->second) == expected);
      unchecked.erase(path);
    };
    const auto check_sum = [&](const std::string& path, const std::string& where) {
      check(path + ".submitted", sql.number("count(*)", where));
      for (int i = 0; i < 6; ++i)
        check(path + "." + outcomes[i],
              sql.number("count(*)", where + " AND outcome = " + std::to_string(i)));
      check(path + ".granted_amount", sql.number("coalesce(sum(payout_low), 0)", where + " AND outcome = 0"));
      check(path + ".waiting_amount", sql.number("coalesce(sum(payout_low), 0)", where + " AND outcome = 5"));
      check(path + ".paid_amount", sql.number("coalesce(sum(paid), 0)", where));
    };
    check_sum("total", "1");
    CHECK(shown.at("total.granted_amount") <= 1'990'000'000);
    CHECK(shown.at("total.waiting") > 0);
    check("returned", 2'000'000);
    check("budget", 1'990'000'000);
    check("enterprises", sql.number("count(DISTINCT enterprise_id)"));
    for (std::size_t i = 0; i < report.by_enterprise.size(); ++i)
      check_sum("by_enterprise." + std::to_string(i),
                "enterprise_id = '" + report.by_enterprise[i].enterprise.id + "'");
    // In the order in which the dossiers name them.
    const char* benefits[] = {"terminated", "reduced_hours", "suspended", ""};
    REQUIRE(report.benefits.size() == 4);
    for (std::size_t i = 0; i < 4; ++i)
      check_sum("benefits." + std::to_string(i), std::string("benefit = '") + benefits[i] + "'");
    for (const char* sum : {"outcomes", "benefits", "by_enterprise", "lines"}) {
      check(std::string("check.") + sum, sql.number("count(*)"));
      if (sum != std::string("outcomes"))
        check(std::string("check.") + sum + ".granted_amount", sql.number("sum(payout_low)", "outcome = 0"));
    }
    // Reasons are counted by condition; those of one condition, with one article, are one line.
    std::int64_t in_window = 0;
    for (std::size_t i = 0; i < report.refusals.size(); ++i) {
      check("refusals." + std::to_string(i), report.refusals[i].count);
      if (report.refusals[i].count > in_window) in_window = report.refusals[i].count;
    }
    CHECK(in_window > 0);
    std::size_t reasons =
        report.refusals.size() + report.missing.size() + report.errors.size() + report.duplicates.size();
    for (std::size_t i = 0; i < report.missing.size(); ++i)
      check("missing." + std::to_string(i), report.missing[i].count);
    for (std::size_t i = 0; i < report.errors.size(); ++i)
      check("errors." + std::to_string(i), report.errors[i].count);
    for (std::size_t i = 0; i < report.duplicates.size(); ++i)
      check("duplicates." + std::to_string(i), report.duplicates[i].count);
    CHECK(reasons > 20);
    for (const auto& [path, value] : unchecked) FAIL_CHECK("nothing was said of " << path);
  }
}

TEST_CASE("lists that are signed add up to the ledger, and say who was paid before") {
  const Folder folder;
  const auto ledger = open(folder.file());
  fill_nghe_an(*ledger);
  const Report report = make_report(*ledger, "two", {hotro::Language::vi, true, hotro::Date{19'500}, {}});
  Sql sql(folder.file());
  const std::int64_t granted = sql.number("sum(payout_low)", "outcome = 0");
  CHECK(decision_list(report).total_amount == granted);
  CHECK(payment_list(report).total_amount == granted - 2'000'000);  // one payment came back
  std::int64_t by_enterprise = 0;
  for (const EnterpriseSum& one : report.by_enterprise)
    by_enterprise += enterprise_list(report, one.enterprise.id).total_amount;
  CHECK(by_enterprise == granted);
  const Line& returned = report.lines.front();
  CHECK(returned.dossier_id == "NA2-R01");
  CHECK(returned.entitlement == 3'000'000);
  CHECK(returned.paid_before == 1'000'000);
  CHECK(returned.payout == 2'000'000);
  CHECK(returned.person_id.size() == 12);
  CHECK(returned.account.size() == 11);
  for (const Line& line : report.lines) {
    INFO(line.dossier_id);
    if (line.outcome == Outcome::refused) CHECK_FALSE(line.reasons.empty());
    if (line.outcome == Outcome::undetermined) CHECK_FALSE(line.missing.empty());
    if (line.outcome == Outcome::erroneous || line.outcome == Outcome::duplicate)
      CHECK_FALSE(line.reasons.empty());
  }
  const Report masked = make_report(*ledger, "two", {hotro::Language::vi, false, hotro::Date{19'500}, {}});
  CHECK(masked.lines.front().person_id == "********" + returned.person_id.substr(8));
}
