// SPDX-License-Identifier: Apache-2.0
#include "hotro/phases/lists.hpp"

#include <fmt/format.h>

#include "by_enterprise.hpp"
#include "page_words.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace phases {
namespace {

/// Where in a list a line stands.
struct Place {
  const Report& report;
  std::int64_t number;  // from 1
  std::string enterprise;
};

/// A column, and its cell of a line.
struct Field {
  Word heading;
  ColumnKind kind;
  int width;
  TableCell (*cell)(const Line& line, const Place& place);
  bool grouped = false;
};
using Fields = std::vector<Field>;

bool is_granted(const Line& line) { return line.outcome == Outcome::accepted; }

/// Of what is neither granted nor waits no amount is shown.
TableCell amount(const Line& line, std::int64_t units) {
  if (is_granted(line) || line.outcome == Outcome::waiting) return units;
  return std::string();
}

std::string joined(const std::vector<std::string>& texts) {
  std::string all;
  for (const std::string& text : texts) all += (all.empty() ? "" : "; ") + text;
  return all;
}

/// Whatever there is to say about a line.
std::string remarks(const Line& line, Language language) {
  std::vector<std::string> all;
  if (!line.note.empty()) all.push_back(line.note);
  all.insert(all.end(), line.reasons.begin(), line.reasons.end());
  if (!line.missing.empty())
    all.push_back(fmt::format("{}: {}", say(Word::missing_short, language), joined(line.missing)));
  return joined(all);
}

constexpr Field number{Word::number, ColumnKind::number, 4,
                       [](const Line&, const Place& at) { return TableCell(at.number); }};
constexpr Field dossier{Word::dossier, ColumnKind::text, 10,
                        [](const Line& line, const Place&) { return TableCell(line.dossier_id); }};
constexpr Field full_name{Word::full_name, ColumnKind::text, 18,
                          [](const Line& line, const Place&) { return TableCell(line.full_name); }};
constexpr Field born{Word::born, ColumnKind::text, 9,
                     [](const Line& line, const Place&) { return TableCell(line.born); }};
constexpr Field sex{Word::sex, ColumnKind::text, 5,
                    [](const Line& line, const Place&) { return TableCell(line.sex); }};
constexpr Field person_id{Word::person_id, ColumnKind::text, 12,
                          [](const Line& line, const Place&) { return TableCell(line.person_id); }};
constexpr Field enterprise{Word::enterprise, ColumnKind::text, 20,
                           [](const Line&, const Place& at) { return TableCell(at.enterprise); }, true};
constexpr Field benefit{Word::benefit, ColumnKind::text, 20,
                        [](const Line& line, const Place&) { return TableCell(line.benefit); }};
constexpr Field span{Word::span, ColumnKind::text, 13,
                     [](const Line& line, const Place&) { return TableCell(line.span); }};
constexpr Field group{Word::group, ColumnKind::text, 9,
                      [](const Line& line, const Place&) { return TableCell(line.group); }};
constexpr Field outcome{Word::outcome, ColumnKind::text, 10, [](const Line& line, const Place& at) {
                          return TableCell(std::string(say(word(line.outcome), at.report.language)));
                        }};
constexpr Field entitlement{Word::entitlement, ColumnKind::money, 10,
                            [](const Line& line, const Place&) { return amount(line, line.entitlement); }};
constexpr Field paid_before{Word::paid_before, ColumnKind::money, 10,
                            [](const Line& line, const Place&) { return amount(line, line.paid_before); }};
constexpr Field payout{Word::payout, ColumnKind::money, 11, [](const Line& line, const Place&) {
                         return is_granted(line) ? TableCell(line.payout) : TableCell();
                       }};
constexpr Field transferred{Word::payout, ColumnKind::money, 11,
                            [](const Line& line, const Place&) { return TableCell(line.transfer); }};
constexpr Field note{Word::note, ColumnKind::text, 12,
                     [](const Line& line, const Place&) { return TableCell(line.note); }};
constexpr Field all_remarks{Word::note, ColumnKind::text, 18, [](const Line& line, const Place& at) {
                              return TableCell(remarks(line, at.report.language));
                            }};
constexpr Field payee{Word::full_name, ColumnKind::text, 24, [](const Line& line, const Place&) {
                        return TableCell(line.full_name.empty() ? line.dossier_id : line.full_name);
                      }};
constexpr Field account{Word::account, ColumnKind::text, 18,
                        [](const Line& line, const Place&) { return TableCell(line.account); }};
constexpr Field bank{Word::bank, ColumnKind::text, 20,
                     [](const Line& line, const Place&) { return TableCell(line.bank); }};
constexpr Field transfer_text{
    Word::transfer_text, ColumnKind::text, 24,
    [](const Line& line, const Place& at) { return TableCell(at.report.phase + " " + line.dossier_id); }};

/// The amounts of the entries from a row on.
std::vector<TableCell> sums(const TableText& list, std::size_t first, Word label) {
  std::vector<TableCell> cells(list.columns.size());
  for (std::size_t column = 0; column < list.columns.size(); ++column) {
    if (list.columns[column].kind != ColumnKind::money) continue;
    std::int64_t sum = 0;
    for (std::size_t row = first; row < list.rows.size(); ++row) {
      if (list.rows[row].kind != RowKind::entry) continue;
      if (const auto* units = std::get_if<std::int64_t>(&list.rows[row].cells[column])) sum += *units;
    }
    cells[column] = sum;
  }
  cells.front() = std::string(say(label, list.language));
  return cells;
}

class List {
 public:
  List(const Report& report, Word title, Fields fields) : report_(report), fields_(std::move(fields)) {
    list_.language = report.language;
    list_.currency = report.currency;
    list_.title = say(title, report.language);
    list_.head = report.head;
    add_subtitle(report.state.empty() ? report.phase : report.phase + " – " + report.state);
    add_subtitle(report.policy);
    for (const Field& field : fields_) {
      list_.columns.push_back(
          {std::string(say(field.heading, report.language)), field.kind, field.width, field.grouped});
    }
  }
  void add_subtitle(const std::string& line) {
    if (!line.empty()) list_.subtitles.push_back(line);
  }
  void add_foot(Word label, std::int64_t count) {
    list_.foot.push_back(
        fmt::format("{}: {}", say(label, list_.language), edge::grouped(count, list_.language)));
  }
  void add(const EnterpriseLines& of) {
    Place place{report_, 0, title_of(of.enterprise)};
    for (const Line* line : of.lines) {
      place.number = ++entries_;
      TableRow row;
      for (const Field& field : fields_) row.cells.push_back(field.cell(*line, place));
      list_.rows.push_back(std::move(row));
    }
  }
  void add_with_subtotal(const EnterpriseLines& of) {
    const std::string title = title_of(of.enterprise);
    const std::size_t first = list_.rows.size();
    list_.rows.push_back(
        {RowKind::group, {title.empty() ? std::string(say(Word::no_enterprise, list_.language)) : title}});
    add(of);
    list_.rows.push_back({RowKind::subtotal, sums(list_, first, Word::subtotal)});
  }
  /// Nothing is added behind it.
  TableText finish(std::initializer_list<Word> who) {
    add_foot(Word::entries, entries_);
    list_.total = sums(list_, 0, Word::total);
    for (std::size_t i = 0; i < fields_.size(); ++i) {
      if (fields_[i].heading == Word::payout) list_.total_amount = std::get<std::int64_t>(list_.total[i]);
    }
    for (const Word word : who) list_.signatures.emplace_back(say(word, list_.language));
    return std::move(list_);
  }

 private:
  const Report& report_;
  Fields fields_;
  TableText list_;
  std::int64_t entries_ = 0;
};

}  // namespace

TableText enterprise_list(const Report& report, std::string_view enterprise_id) {
  List list(report, Word::enterprise_list,
            {number, dossier, full_name, born, sex, person_id, benefit, span, group, outcome, entitlement,
             paid_before, payout, all_remarks});
  for (const EnterpriseLines& one :
       by_enterprise(report, [&](const Line& line) { return line.enterprise_id == enterprise_id; })) {
    list.add_subtitle(title_of(one.enterprise));
    list.add(one);
  }
  return list.finish({Word::prepared_by, Word::accountant, Word::approved_by});
}

TableText decision_list(const Report& report) {
  List list(report, Word::decision_list,
            {number, dossier, full_name, born, sex, person_id, enterprise, benefit, span, group, entitlement,
             paid_before, payout, note});
  for (const EnterpriseLines& one : by_enterprise(report, is_granted)) list.add_with_subtotal(one);
  return list.finish({Word::prepared_by, Word::accountant, Word::approved_by});
}

TableText payment_list(const Report& report) {
  List list(report, Word::payment_list, {number, payee, account, bank, transferred, transfer_text});
  std::int64_t without_account = 0;
  auto is_transferred = [](const Line& line) { return line.transfer > 0 && line.in_kind.empty(); };
  for (const EnterpriseLines& one : by_enterprise(report, is_transferred)) {
    list.add(one);
    for (const Line* line : one.lines) without_account += line->account.empty() ? 1 : 0;
  }
  if (without_account != 0) list.add_foot(Word::without_account, without_account);
  return list.finish({Word::prepared_by, Word::chief_accountant, Word::account_holder});
}

}  // namespace phases
}  // namespace HOTRO_ABI
}  // namespace hotro
