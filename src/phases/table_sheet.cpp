// SPDX-License-Identifier: Apache-2.0
#include <utility>

#include "hotro/phases/table_text.hpp"
#include "page_words.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace phases {
namespace {

/// Columns, their headings and widths as on the page.
class SheetMaker {
 public:
  explicit SheetMaker(const TableText& table) : table_(table) {
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
      if (!table.columns[i].grouped) shown_.push_back(i);
    }
  }

  edge::Sheet sheet() {
    sheet_.name = std::string(say(Word::sheet, table_.language));
    line(sheet_.above, table_.title, true);
    for (const std::string& subtitle : table_.subtitles) line(sheet_.above, subtitle);
    sheet_.above.emplace_back();
    for (const std::size_t i : shown_)
      sheet_.columns.push_back({table_.columns[i].heading, table_.columns[i].width});
    for (const TableRow& row : table_.rows) {
      if (row.kind == RowKind::group)
        line(sheet_.rows, std::get<std::string>(row.cells.front()), true);
      else
        add(row.cells, row.kind == RowKind::subtotal);
    }
    if (!table_.total.empty()) add(table_.total, true);
    add_below();
    return std::move(sheet_);
  }

 private:
  static void line(std::vector<edge::SheetRow>& rows, const std::string& text, bool bold = false) {
    rows.push_back({{text}, bold, false});
  }

  void add(const std::vector<TableCell>& cells, bool bold) {
    edge::SheetRow row;
    row.bold = bold;
    for (const std::size_t i : shown_) {
      const auto* text = std::get_if<std::string>(&cells[i]);
      if (text != nullptr && text->empty())
        row.cells.emplace_back();
      else if (text != nullptr)
        row.cells.emplace_back(*text);
      else if (table_.columns[i].kind == ColumnKind::money)
        row.cells.emplace_back(Money{std::get<std::int64_t>(cells[i])});
      else
        row.cells.emplace_back(std::get<std::int64_t>(cells[i]));
    }
    sheet_.rows.push_back(std::move(row));
  }

  void add_below() {
    sheet_.below.emplace_back();
    if (!table_.total_in_words.empty())
      line(sheet_.below, std::string(say(Word::in_words, table_.language)) + ": " + table_.total_in_words);
    for (const std::string& text : table_.foot) line(sheet_.below, text);
    if (!table_.head.empty())
      line(sheet_.below, std::string(say(Word::head, table_.language)) + ": " + table_.head);
    if (table_.signatures.empty()) return;
    sheet_.below.emplace_back();
    edge::SheetRow row{{}, true, true};
    row.cells.resize(shown_.size());
    // Each in the middle of its part of the width.
    for (std::size_t i = 0; i < table_.signatures.size(); ++i) {
      const std::size_t place = i * shown_.size() / table_.signatures.size();
      row.cells[place] = table_.signatures[i];
    }
    sheet_.below.push_back(std::move(row));
  }

  const TableText& table_;
  std::vector<std::size_t> shown_;
  edge::Sheet sheet_;
};

}  // namespace

edge::Sheet to_sheet(const TableText& table) { return SheetMaker(table).sheet(); }

}  // namespace phases
}  // namespace HOTRO_ABI
}  // namespace hotro
