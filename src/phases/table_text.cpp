// SPDX-License-Identifier: Apache-2.0
#include "hotro/phases/table_text.hpp"

#include <algorithm>

#include "hotro/edge/csv.hpp"
#include "page.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace phases {
namespace {

bool is_empty(const TableCell& cell) {
  const auto* text = std::get_if<std::string>(&cell);
  return text != nullptr && text->empty();
}

/// How a text may be broken: " class=\"word\"" nowhere, since it is one, " class=\"long\"" within its words,
/// which are too long for a narrow column.
Markup breaking(std::string_view text) {
  constexpr int longest = 16;  // code points: numbers of accounts and of persons fit
  int length = 0;
  for (const char c : text) {
    if ((static_cast<unsigned char>(c) & 0xC0U) != 0x80U) length = c == ' ' ? 0 : length + 1;
    if (length > longest) return {" class=\"long\""};
  }
  return {text.empty() || text.find(' ') != std::string_view::npos ? "" : " class=\"word\""};
}

class TablePage {
 public:
  explicit TablePage(const TableText& table) : table_(table), in_{table.language, table.currency} {
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
      if (!table.columns[i].grouped) shown_.push_back(i);
    }
    // Its cells are the headings of the rows.
    const auto first = std::find_if(shown_.begin(), shown_.end(), [&](std::size_t column) {
      return table.columns[column].kind == ColumnKind::text;
    });
    if (first != shown_.end()) heading_ = *first;
  }

  [[nodiscard]] std::string text() const {
    Markup body = letterhead(in_);
    body += html("<h1>{}</h1>\n", table_.title);
    for (const std::string& line : table_.subtitles) body += html("<p class=\"subtitle\">{}</p>\n", line);
    body += html("<table class=\"list\"><caption>{}</caption>\n{}{}{}{}</table>\n", table_.title, widths(),
                 headings(), foot_of_pages(), rows());
    body += html("<div class=\"closing\">\n{}{}</div>\n", below(), signature_block(in_, table_.signatures));
    return page(table_.language, table_.title, Paper::across, body);
  }

 private:
  [[nodiscard]] std::string heading(const TableColumn& column) const {
    if (column.kind != ColumnKind::money) return column.heading;
    return fmt::format("{} ({})", column.heading, in_.currency_name());
  }

  [[nodiscard]] Markup widths() const {
    int all = 0;
    for (const std::size_t i : shown_) all += table_.columns[i].width;
    Markup columns;
    for (const std::size_t i : shown_) {
      columns += html("<col style=\"width:{}%\">", table_.columns[i].width * 100 / std::max(all, 1));
    }
    return html("<colgroup>{}</colgroup>\n", columns);
  }

  [[nodiscard]] Markup headings() const {
    Markup cells;
    for (const std::size_t i : shown_) cells += html("<th scope=\"col\">{}</th>", heading(table_.columns[i]));
    return html("<thead><tr>{}</tr></thead>\n", cells);
  }

  /// A table's foot is repeated on every page that is printed.
  [[nodiscard]] Markup foot_of_pages() const {
    if (table_.head.empty()) return {};
    return html("<tfoot><tr><td colspan=\"{}\">{}</td></tr></tfoot>\n", shown_.size(),
                ledger_line(in_, table_.head));
  }

  [[nodiscard]] Markup rows() const {
    Markup out{"<tbody>\n"};
    int group = 0;
    for (std::size_t i = 0; i < table_.rows.size(); ++i) {
      const TableRow& row = table_.rows[i];
      switch (row.kind) {
        case RowKind::group:
          if (i != 0) out += Markup{"</tbody>\n<tbody>\n"};
          ++group;
          out += html("<tr class=\"group\"><th scope=\"rowgroup\" colspan=\"{}\">{}</th></tr>\n",
                      shown_.size(), shown(0, row.cells.front()));
          break;
        case RowKind::subtotal: out += sum("subtotal", fmt::format("group.{}", group), row.cells); break;
        case RowKind::entry: out += entry(row.cells); break;
      }
    }
    if (table_.rows.empty()) {
      out += html("<tr><td colspan=\"{}\">{}</td></tr>\n", shown_.size(), in_(Word::nobody));
    }
    if (!table_.total.empty()) out += sum("total", "total", table_.total);
    out += Markup{"</tbody>\n"};
    return out;
  }

  [[nodiscard]] std::string shown(std::size_t column, const TableCell& cell) const {
    if (const auto* text = std::get_if<std::string>(&cell)) return *text;
    const std::int64_t value = std::get<std::int64_t>(cell);
    return table_.columns[column].kind == ColumnKind::money ? in_.amount(value) : in_.count(value);
  }

  [[nodiscard]] Markup entry(const std::vector<TableCell>& cells) const {
    Markup out;
    for (const std::size_t i : shown_) {
      const std::string text = shown(i, cells[i]);
      const Markup wrap = breaking(text);
      if (i == heading_)
        out += html("<th scope=\"row\"{}>{}</th>", wrap, text);
      else if (const auto* value = std::get_if<std::int64_t>(&cells[i]))
        out += html("<td class=\"n\" data-label=\"{}\" data-value=\"{}\">{}</td>", heading(table_.columns[i]),
                    *value, text);
      else
        out += html("<td data-label=\"{}\"{}>{}</td>", heading(table_.columns[i]), wrap, text);
    }
    return html("<tr>{}</tr>\n", out);
  }

  /// What it is called takes the cells up to the first figure.
  [[nodiscard]] Markup sum(std::string_view kind, std::string_view path,
                           const std::vector<TableCell>& cells) const {
    std::size_t named = 1;
    while (named < shown_.size() && is_empty(cells[shown_[named]])) ++named;
    Markup out = html("<th scope=\"row\" colspan=\"{}\">{}</th>", named, shown(0, cells.front()));
    for (std::size_t at = named; at < shown_.size(); ++at) {
      const std::size_t i = shown_[at];
      if (const auto* value = std::get_if<std::int64_t>(&cells[i])) {
        out += html("<td class=\"n\" data-label=\"{}\" data-figure=\"{}.{}\" data-value=\"{}\">{}</td>",
                    heading(table_.columns[i]), path, i, *value, shown(i, cells[i]));
      } else {
        out += html("<td>{}</td>", shown(i, cells[i]));
      }
    }
    return html("<tr class=\"{}\">{}</tr>\n", kind, out);
  }

  [[nodiscard]] Markup below() const {
    Markup lines = html("<p>{}: <b data-figure=\"total_amount\" data-value=\"{}\">{}</b></p>\n",
                        in_(Word::in_figures), table_.total_amount, in_.money(table_.total_amount));
    if (!table_.total_in_words.empty())
      lines += html("<p>{}: <b><i>{}</i></b></p>\n", in_(Word::in_words), table_.total_in_words);
    for (const std::string& line : table_.foot) lines += html("<p>{}</p>\n", line);
    return html("<div class=\"foot\">{}{}</div>\n", lines, ledger_line(in_, table_.head));
  }

  const TableText& table_;
  Writing in_;
  std::vector<std::size_t> shown_;  // columns
  std::size_t heading_ = static_cast<std::size_t>(-1);
};

/// A cell of CSV. What spreadsheets would run gets an apostrophe.
std::string plain(const TableText& table, std::size_t column, const TableCell& cell) {
  if (const auto* text = std::get_if<std::string>(&cell)) {
    std::string line = one_line(*text);
    return edge::is_formula(line) ? "'" + line : line;
  }
  const std::int64_t value = std::get<std::int64_t>(cell);
  if (table.columns[column].kind != ColumnKind::money) return std::to_string(value);
  Input money;
  money.kind = Kind::money;
  return edge::cell_text(money, value, table.currency);
}

}  // namespace

std::string to_html(const TableText& table) { return TablePage(table).text(); }

std::string to_csv(const TableText& table) {
  std::string out;
  auto append = [&](const std::vector<std::string>& cells) {
    edge::append_row(out, {cells.begin(), cells.end()});
  };
  std::vector<std::string> cells;
  for (const TableColumn& column : table.columns) cells.push_back(one_line(column.heading));
  append(cells);
  for (const TableRow& row : table.rows) {
    if (row.kind != RowKind::entry) continue;
    cells.clear();
    for (std::size_t i = 0; i < row.cells.size(); ++i) cells.push_back(plain(table, i, row.cells[i]));
    append(cells);
  }
  return out;
}

}  // namespace phases
}  // namespace HOTRO_ABI
}  // namespace hotro
