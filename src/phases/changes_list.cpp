// SPDX-License-Identifier: Apache-2.0
#include "hotro/phases/changes_list.hpp"

#include <utility>

namespace hotro {
inline namespace HOTRO_ABI {
namespace phases {
namespace {

struct Heading {
  std::string_view vi, en;
  ColumnKind kind;
  int width;
};
constexpr Heading headings[] = {
    {"STT", "No.", ColumnKind::number, 4},
    {"Đợt", "Phase", ColumnKind::text, 8},
    {"Mã hồ sơ", "Dossier", ColumnKind::text, 10},
    {"Đơn vị", "Enterprise", ColumnKind::text, 9},
    {"Kết quả cũ", "Outcome before", ColumnKind::text, 11},
    {"Mức cũ", "Payout before", ColumnKind::money, 10},
    {"Kết quả mới", "Outcome now", ColumnKind::text, 11},
    {"Mức mới", "Payout now", ColumnKind::money, 10},
    {"Chi thêm", "Owed", ColumnKind::money, 10},
    {"Đã nhận thừa", "Paid too much", ColumnKind::money, 10},
    {"Lý do", "Reasons", ColumnKind::text, 24},
};

std::string joined(const std::vector<std::string>& sentences) {
  std::string text;
  for (const std::string& sentence : sentences) text += (text.empty() ? "" : "; ") + sentence;
  return text;
}

/// Amounts of those who are accepted; others have none.
TableCell payout(const Finding& found) {
  return found.outcome == Outcome::accepted ? TableCell(found.payout) : TableCell();
}

}  // namespace

TableText changes_list(const RedetermineReport& report, const edge::Currency& currency, Language language,
                       const std::string& head) {
  const bool vi = language == Language::vi;
  TableText list;
  list.language = language;
  list.currency = currency;
  list.title = vi ? "Kết quả xác định lại" : "What changes when decided again";
  list.head = head;
  for (const Heading& heading : headings)
    list.columns.push_back({std::string(vi ? heading.vi : heading.en), heading.kind, heading.width});
  std::int64_t number = 0;
  for (const ChangedPerson& person : report.persons) {
    ++number;
    bool first = true;
    const auto once = [&](std::int64_t amount) {
      return first && amount != 0 ? TableCell(amount) : TableCell();
    };
    for (const ChangedDossier& one : person.dossiers) {
      TableRow row;
      row.cells = {number,
                   one.phase,
                   one.dossier_id,
                   one.enterprise_id,
                   std::string(label(one.before.outcome, language)),
                   payout(one.before),
                   std::string(label(one.now.outcome, language)),
                   payout(one.now),
                   once(person.top_up()),
                   once(person.overpaid()),
                   joined(one.reasons)};
      list.rows.push_back(std::move(row));
      first = false;
    }
  }
  list.total.resize(list.columns.size());
  list.total[0] = std::string(vi ? "Tổng cộng" : "Total");
  list.total[8] = report.top_ups;
  list.total[9] = report.overpaid;
  list.total_amount = report.top_ups;
  list.signatures = vi ? std::vector<std::string>{"Người lập", "Người duyệt"}
                       : std::vector<std::string>{"Made by", "Approved by"};
  return list;
}

}  // namespace phases
}  // namespace HOTRO_ABI
}  // namespace hotro
