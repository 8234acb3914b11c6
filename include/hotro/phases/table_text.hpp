// SPDX-License-Identifier: Apache-2.0
#pragma once

// A table that people sign, before it is HTML, CSV or a spreadsheet.

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "../citation.hpp"
#include "../config.hpp"
#include "../edge/cells.hpp"
#include "../edge/workbook.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace phases {

enum class ColumnKind : std::uint8_t { text, number, money };

struct TableColumn {
  std::string heading;
  ColumnKind kind = ColumnKind::text;
  int width = 10;        // in characters; pages share their width in this proportion
  bool grouped = false;  // the rows above say it already: pages leave it out
};

/// A text, or the integer of a number or an amount (minor units). An empty text is an empty cell.
using TableCell = std::variant<std::string, std::int64_t>;

enum class RowKind : std::uint8_t {
  entry,
  group,     // one cell: what the entries below have in common
  subtotal,  // of the group above
};

struct TableRow {
  RowKind kind = RowKind::entry;
  std::vector<TableCell> cells;  // one for each column; of a subtotal the first one names it
};

struct TableText {
  Language language = Language::vi;
  edge::Currency currency{"VND"};
  std::string title;
  std::vector<std::string> subtitles;
  std::vector<TableColumn> columns;
  std::vector<TableRow> rows;
  std::vector<TableCell> total;  // as a subtotal; empty: none
  std::int64_t total_amount = 0;
  std::string total_in_words;           // of total_amount; empty: left out
  std::vector<std::string> foot;        // lines below
  std::string head;                     // of the ledger; stands on every page
  std::vector<std::string> signatures;  // who signs, from left to right
};

/// A page on A4 across, and cards on a phone.
std::string to_html(const TableText& table);
/// The headings and the entries alone, without titles and totals, for programs: amounts without groups, and
/// an apostrophe before what a spreadsheet would run.
std::string to_csv(const TableText& table);
/// As the page shows it.
edge::Sheet to_sheet(const TableText& table);

}  // namespace phases
}  // namespace HOTRO_ABI
}  // namespace hotro
