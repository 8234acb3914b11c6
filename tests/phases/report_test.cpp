// SPDX-License-Identifier: Apache-2.0
#include "hotro/phases/report.hpp"

#include <catch2/catch.hpp>

#include "hotro/phases/notices.hpp"
#include "page_reader.hpp"
#include "report_kit.hpp"

using namespace page_reader;
using namespace report_kit;
using Catch::Contains;

namespace {

/// Figures of a sum, which are left out where they are 0, as their paths say.
void check_sum(const std::map<std::string, Figure>& found, const std::string& path, const Sum& sum) {
  auto value = [&](const std::string& what) {
    const auto at = found.find(path + "." + what);
    return at == found.end() ? "0" : at->second.value;
  };
  INFO(path);
  std::int64_t submitted = 0;
  for (std::size_t i = 0; i < sum.dossiers.size(); ++i) {
    CHECK(value(std::string(name(static_cast<Outcome>(i)))) == std::to_string(sum.dossiers[i]));
    submitted += sum.dossiers[i];
  }
  CHECK(value("submitted") == std::to_string(submitted));
  CHECK(value("granted_amount") == std::to_string(sum.granted));
  CHECK(value("paid_amount") == std::to_string(sum.paid));
  CHECK(value("waiting_amount") == std::to_string(sum.waiting));
}

void check_counted(const std::map<std::string, Figure>& found, const std::string& path,
                   const std::vector<Counted>& lines) {
  for (std::size_t i = 0; i < lines.size(); ++i)
    CHECK(found.at(path + "." + std::to_string(i)).value == std::to_string(lines[i].count));
}

}  // namespace

TEST_CASE("every figure of the report is the one it was given, in both languages") {
  for (const Report& report : {usual(Language::vi), usual(Language::en), usual(Language::vi, 2000),
                               hostile(Language::vi), hostile(Language::en), Report{}}) {
    const std::string page = report_html(report);
    REQUIRE(fault(page) == "");
    const auto found = figures(page);
    check_sum(found, "total", report.total);
    for (std::size_t i = 0; i < report.benefits.size(); ++i)
      check_sum(found, "benefits." + std::to_string(i), report.benefits[i].sum);
    for (std::size_t i = 0; i < report.by_enterprise.size(); ++i)
      check_sum(found, "by_enterprise." + std::to_string(i), report.by_enterprise[i].sum);
    check_counted(found, "refusals", report.refusals);
    check_counted(found, "missing", report.missing);
    check_counted(found, "errors", report.errors);
    check_counted(found, "duplicates", report.duplicates);
    CHECK(found.at("enterprises").value == std::to_string(report.enterprises));
    if (report.budget >= 0) CHECK(found.at("budget").value == std::to_string(report.budget));
    if (report.returned != 0) CHECK(found.at("returned").value == std::to_string(report.returned));
  }
}

TEST_CASE("a figure is shown as people of the language write it") {
  const auto vi = figures(report_html(usual(Language::vi, 2000)));
  CHECK(vi.at("total.submitted").shown == "2.000");
  CHECK(vi.at("budget").shown == "420.000.000 đồng");
  const auto en = figures(report_html(usual(Language::en, 2000)));
  CHECK(en.at("total.submitted").shown == "2,000");
  CHECK(en.at("budget").shown == "VND 420,000,000");
}

TEST_CASE("sums that do not agree are said") {
  Report report = usual(Language::en);
  CHECK_THAT(report_html(report), !Contains("DOES NOT AGREE"));
  CHECK(count(report_html(report), "✓") == 3);

  SECTION("a dossier is missing from an enterprise") { --report.by_enterprise[0].sum.dossiers[0]; }
  SECTION("one đồng is missing from a benefit") { report.benefits[1].sum.paid -= 1; }
  SECTION("a line has another outcome") { report.lines[0].outcome = Outcome::refused; }
  const std::string page = report_html(report);
  CHECK(count(page, "DOES NOT AGREE") == 1);
  CHECK(count(page, "✓") == 2);
}

TEST_CASE("a budget that is exceeded is said, and one that was not set too") {
  Report report = usual(Language::en);
  report.budget = report.total.granted - 1;
  CHECK_THAT(report_html(report), Contains("Exceeded by: VND 1<"));
  report.budget = report.total.granted;
  CHECK_THAT(report_html(report), Contains("100.0 % used") && Contains("Left: VND 0<"));
  report.budget = -1;
  CHECK_THAT(report_html(report), Contains("No budget was set"));
}

TEST_CASE("the report names no person") {
  const Report report = usual(Language::vi);
  const std::string page = report_html(report);
  for (const Line& line : report.lines) {
    REQUIRE(page.find(line.full_name) == std::string::npos);
    REQUIRE(page.find(line.person_id) == std::string::npos);
  }
}

TEST_CASE("no text becomes markup, and none hides") {
  for (const Language language : {Language::vi, Language::en}) {
    const Report report = hostile(language);
    for (const std::string& page : {report_html(report), notices_html(report)}) {
      CHECK(fault(page) == "");
      CHECK_THAT(page, Contains("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&quot;&gt;"));
      CHECK_THAT(page, Contains("a??[31mb?c d e"));  // U+202E; a no-break space and a line end are blanks
      CHECK(count(page, "<title>") == 1);
    }
  }
}

TEST_CASE("a page says its language and needs nothing else") {
  CHECK_THAT(report_html(usual(Language::vi)),
             Contains("<html lang=\"vi\">") && Contains("default-src 'none'"));
  CHECK_THAT(report_html(usual(Language::en)), Contains("<html lang=\"en\">") && !Contains("http://"));
}

TEST_CASE("everybody who is refused has a notice, with every reason") {
  const Report report = usual(Language::vi);
  const std::string page = notices_html(report);
  REQUIRE(fault(page) == "");
  std::size_t enterprises = 0;
  for (const EnterpriseSum& one : report.by_enterprise) {
    const auto& dossiers = one.sum.dossiers;
    enterprises += dossiers[2] + dossiers[3] + dossiers[4] == 0 ? 0 : 1;
  }
  CHECK(count(page, "<article") == enterprises + static_cast<std::size_t>(report.total.dossiers[1]));
  CHECK(count(page, "Thông báo bổ sung hồ sơ</h1>") == enterprises);
  for (const Line& line : report.lines) {
    const bool notified = line.outcome != Outcome::accepted && line.outcome != Outcome::waiting;
    INFO(line.dossier_id);
    CHECK(count(page, ">" + line.dossier_id + "<") == (notified ? 1 : 0));
    if (line.outcome != Outcome::refused) continue;
    const std::size_t at = page.find(">" + line.dossier_id + "<");
    const std::string notice = page.substr(at, page.find("</article>", at) - at);
    for (const std::string& reason : line.reasons) CHECK_THAT(notice, Contains("<li>" + reason + "</li>"));
    CHECK_THAT(notice, Contains(report.head));
  }
}

TEST_CASE("where nobody is refused and nothing is missing, there is no notice") {
  CHECK_THAT(notices_html(Report{}), Contains("Không có thông báo nào.") && !Contains("<article"));
}
