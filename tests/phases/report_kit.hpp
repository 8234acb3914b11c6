// SPDX-License-Identifier: Apache-2.0
#pragma once

// Reports for tests, made up: a usual phase, and one whose texts are long or mean harm.

#include <map>
#include <string>

#include "hotro/phases/report.hpp"

namespace report_kit {

using namespace hotro;
using namespace hotro::phases;

inline void count(Sum& sum, const Line& line) {
  ++sum.dossiers[static_cast<std::size_t>(line.outcome)];
  if (line.outcome == Outcome::accepted) {
    sum.granted += line.payout;
    if (line.note.empty()) sum.paid += line.payout;
  }
  if (line.outcome == Outcome::waiting) sum.waiting += line.payout;
}

/// Fills in whatever follows from the lines; enterprises by the names given.
inline void sum_up(Report& report, const std::map<std::string, std::string>& names) {
  std::map<std::string, std::size_t> benefits;
  std::map<std::string, std::size_t> enterprises;
  for (const Line& line : report.lines) {
    count(report.total, line);
    const auto benefit = benefits.emplace(line.benefit, benefits.size());
    if (benefit.second) report.benefits.push_back({line.benefit, {}});
    count(report.benefits[benefit.first->second].sum, line);
    const auto enterprise = enterprises.emplace(line.enterprise_id, enterprises.size());
    if (enterprise.second) {
      const auto found = names.find(line.enterprise_id);
      report.by_enterprise.push_back({{line.enterprise_id, found == names.end() ? "" : found->second}, {}});
    }
    count(report.by_enterprise[enterprise.first->second].sum, line);
  }
  report.enterprises = static_cast<std::int64_t>(report.by_enterprise.size());
}

/// A phase of so many dossiers from up to twelve enterprises.
inline Report usual(Language language, int dossiers = 240) {
  const bool vi = language == Language::vi;
  auto in = [&](const char* a, const char* b) { return std::string(vi ? a : b); };
  Report report;
  report.language = language;
  report.policy = in("Hỗ trợ đoàn viên, người lao động bị giảm giờ làm, chấm dứt hợp đồng lao động",
                     "Support for workers with reduced hours or ended contracts");
  report.phase = in("Đợt 1/2023", "Phase 1/2023");
  report.state = in("đã duyệt", "approved");
  report.round_note = in("Thời hạn 01/10/2022 – 31/3/2023", "Round 01/10/2022 to 31/03/2023");
  report.known = in("31/03/2023", "2023-03-31");
  report.made_on = in("17/04/2023", "2023-04-17");
  report.fingerprint = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";
  report.head = "412-3c9683017f9e4bf33d0fbedd26bf143fd72de9b9dd145441b75f0604047ea28e";
  report.readings = {
      in("Người đã được chi trong thời hạn trước: được chi lại cho sự việc mới (Điều 1 QĐ 7785)",
         "Who was paid in one round: is paid again for a new event (Art. 1 Decision 7785)")};
  report.budget = 420'000'000;
  const char* families[] = {"Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Võ", "Đặng", "Bùi", "Hồ", "Phan"};
  const char* given[] = {"Thị Ngọc Ánh", "Văn Hưởng", "Thị Mỹ Duyên", "Đình Quyết",
                         "Thùy Trang",   "Xuân Bảo",  "Thị Lượm"};
  const std::string benefits[] = {
      in("Bị giảm thời gian làm việc, ngừng việc", "Reduced working hours or stoppage"),
      in("Tạm hoãn hợp đồng, nghỉ không hưởng lương", "Suspended contract or unpaid leave"),
      in("Chấm dứt hợp đồng lao động", "Ended employment contract")};
  const std::string not_concerned;
  constexpr std::int64_t levels[] = {1'000'000, 2'000'000, 3'000'000};
  std::map<std::string, std::string> names;
  const char* companies[] = {"May Hưng Nguyên", "Giày da Diễn Châu", "Điện tử Vinh",     "Gỗ Quỳnh Lưu",
                             "Thủy sản Cửa Lò", "Bao bì Nghi Lộc",   "Dệt kim Đô Lương", "Cơ khí Nam Đàn",
                             "Nhựa Thái Hòa",   "In Tân Kỳ",         "Đá Quỳ Hợp",       "Chè Thanh Chương"};
  for (int i = 0; i < 12; ++i)
    names[(i < 9 ? "DN-0" : "DN-") + std::to_string(i + 1)] = in("Công ty TNHH ", "Company ") + companies[i];
  for (int i = 0; i < dossiers; ++i) {
    Line line;
    line.dossier_id = "NA1-" + std::to_string(10000 + i).substr(1);
    const int enterprise = (i * i + i / 7) % 12;
    line.enterprise_id = (enterprise < 9 ? "DN-0" : "DN-") + std::to_string(enterprise + 1);
    line.full_name = std::string(families[i % 10]) + " " + given[i % 7];
    line.born = i % 9 == 0 ? "1990" : vi ? "19/02/1995" : "1995-02-19";
    line.sex = i % 3 == 0 ? in("Nam", "male") : in("Nữ", "female");
    line.person_id = "••••••••" + std::to_string(1000 + i * 37 % 9000);
    line.benefit = benefits[i % 3];
    line.span = i % 3 == 0 ? std::to_string(14 + i % 40) + in(" ngày", " days")
                           : in("01/10/2022 – 15/01/2023", "2022-10-01 to 2023-01-15");
    line.group = i % 4 == 0 ? in("Nuôi con nhỏ", "raises a child") : in("Đoàn viên", "member");
    line.outcome = i % 5 != 4     ? Outcome::accepted
                   : i % 25 == 4  ? Outcome::undetermined
                   : i % 25 == 9  ? (i % 2 == 0 ? Outcome::duplicate : Outcome::erroneous)
                   : i % 25 == 14 ? Outcome::waiting
                                  : Outcome::refused;
    if (line.outcome == Outcome::accepted || line.outcome == Outcome::waiting) {
      line.entitlement = levels[i % 3];
      line.paid_before = i % 12 == 1 ? 1'000'000 : 0;
      line.payout = line.entitlement - line.paid_before;
      if (line.outcome == Outcome::accepted) line.transfer = line.payout;
      if (i % 11 == 3) line.note = in("chuyển từ đợt trước", "carried from the phase before");
      line.bank = i % 2 == 0 ? "Vietcombank, CN Nghệ An" : "Agribank, CN Vinh";
      if (i % 17 != 0) line.account = "0" + std::to_string(101'000'000'000 + i * 7919);
    }
    if (line.outcome == Outcome::refused) {
      line.reasons = {in("Thời gian giảm giờ làm dưới 14 ngày (Điều 4 khoản 2)",
                         "Hours were reduced on fewer than 14 days (Art. 4(2))")};
      if (i % 2 == 0)
        line.reasons.push_back(in("Doanh nghiệp không bị giảm đơn hàng (Điều 4 khoản 1)",
                                  "The enterprise had no cut in its orders (Art. 4(1))"));
      if (i % 10 == 9) line.benefit = not_concerned;
    }
    if (line.outcome == Outcome::duplicate)
      line.reasons = {in("Người này đã có hồ sơ NA1-0003 trong danh sách",
                         "The person has the dossier NA1-0003 on the list")};
    if (line.outcome == Outcome::erroneous)
      line.reasons = {in("Ngày sinh không đọc được", "The date of birth cannot be read")};
    if (line.outcome == Outcome::undetermined)
      line.missing = {in("Phụ lục hợp đồng hoặc quyết định giảm giờ làm",
                         "Annex of the contract, or the decision to reduce hours"),
                      in("Bảng lương tháng liền kề", "Payroll of the month before")};
    report.lines.push_back(line);
  }
  sum_up(report, names);
  const auto dossiers_of = [&](Outcome outcome) {
    return report.total.dossiers[static_cast<std::size_t>(outcome)];
  };
  report.refusals = {
      {in("Thời gian giảm giờ làm dưới 14 ngày", "Hours were reduced on fewer than 14 days"),
       in("Điều 4 khoản 2 Quy định kèm theo QĐ 6696/QĐ-TLĐ", "Art. 4(2), Regulation of Decision 6696/QĐ-TLĐ"),
       dossiers_of(Outcome::refused)},
      {in("Doanh nghiệp không bị giảm đơn hàng", "The enterprise had no cut in its orders"),
       in("Điều 4 khoản 1 Quy định kèm theo QĐ 6696/QĐ-TLĐ", "Art. 4(1), Regulation of Decision 6696/QĐ-TLĐ"),
       dossiers_of(Outcome::refused) / 2}};
  report.missing = {{in("Phụ lục hợp đồng hoặc quyết định giảm giờ làm",
                        "Annex of the contract, or the decision to reduce hours"),
                     "", dossiers_of(Outcome::undetermined)},
                    {in("Bảng lương tháng liền kề", "Payroll of the month before"), "",
                     dossiers_of(Outcome::undetermined)}};
  report.errors = {{in("Ngày sinh không đọc được", "The date of birth cannot be read"), "not_a_date",
                    dossiers_of(Outcome::erroneous)}};
  report.duplicates = {{in("Có hồ sơ khác trong cùng danh sách", "Another dossier on the same list"),
                        "second_dossier", dossiers_of(Outcome::duplicate)}};
  return report;
}

inline std::string repeated(std::string_view text, int times) {
  std::string all;
  for (int i = 0; i < times; ++i) all += text;
  return all;
}

/// Every text is markup, a formula, one long word or full of characters that nobody sees.
inline Report hostile(Language language) {
  const std::string script = "<script>alert('x')</script>\"><img src=x onerror=alert(1)>";
  const std::string formula = "=cmd|'/c calc'!A0";
  const std::string word = repeated("Nguyễn", 60);
  const std::string hidden =
      "a\x01\x1b[31mb\xE2\x80\xAE"
      "c\xC2\xA0"
      "d\ne";
  Report report;
  report.language = language;
  report.policy = report.round_note = script;
  report.phase = word;
  report.state = formula;
  report.known = report.made_on = hidden;
  report.fingerprint = report.head = "</style></svg>" + word;
  report.readings = {script, word};
  report.budget = 5;
  report.returned = INT64_MAX;
  for (int i = 0; i < 12; ++i) {
    Line line;
    const std::string& text = i % 4 == 0 ? script : i % 4 == 1 ? formula : i % 4 == 2 ? word : hidden;
    line.dossier_id = text + std::to_string(i);
    line.enterprise_id = text;
    line.full_name = line.born = line.sex = line.person_id = line.benefit = line.span = line.group = text;
    line.bank = line.account = text;
    line.reasons = line.missing = {text, text};
    line.outcome = static_cast<Outcome>(i % 6);
    line.entitlement = line.payout = 70'000'000'000'000'000;
    if (line.outcome == Outcome::accepted) line.transfer = line.payout;
    line.note = i == 6 ? text : "";
    report.lines.push_back(line);
  }
  sum_up(report, {{script, script}, {formula, word}});
  report.refusals = report.missing = report.errors =
      report.duplicates = {{script, script, INT64_MAX}, {word, word, 1}, {formula, hidden, 0}};
  return report;
}

}  // namespace report_kit
