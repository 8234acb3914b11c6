// SPDX-License-Identifier: Apache-2.0
#include "simulation_text.hpp"

#include <algorithm>

namespace hotro::cli {
namespace {

using simulation::ReportBar;
using simulation::ReportRow;
using simulation::ReportTable;

/// Columns of a bar, and of the texts before the numbers.
constexpr int bar_columns = 20;
constexpr std::size_t text_columns = 44;

std::string bar_text(const std::vector<ReportBar>& bars) {
  std::vector<std::string_view> cells(bar_columns, " ");
  for (const ReportBar& bar : bars) {
    const int from = bar.from * bar_columns / 1000;
    // Whatever is there is seen.
    const int to = bar.to > bar.from ? std::max((bar.to * bar_columns + 999) / 1000, from + 1) : from;
    for (int i = from; i < std::min(to, bar_columns); ++i) {
      if (bar.tone == ReportBar::Tone::open || bar.tone == ReportBar::Tone::plain) {
        if (cells[static_cast<std::size_t>(i)] == " ") cells[static_cast<std::size_t>(i)] = "░";
      } else {
        cells[static_cast<std::size_t>(i)] = bar.tone == ReportBar::Tone::loss ? "▒" : "█";
      }
    }
  }
  std::string text;
  for (const std::string_view cell : cells) text += cell;
  return text.substr(0, text.find_last_not_of(' ') + 1);
}

std::string table_text(const ReportTable& table, const Terminal& terminal) {
  std::string alignment = "l" + std::string(table.heads.size() - 1, 'r');
  if (!table.bars.empty()) alignment += 'l';
  Grid grid(alignment);
  std::vector<std::string> heads = table.heads;
  if (!table.bars.empty()) heads.push_back(table.bars);
  grid.row(heads);
  // A row that goes over all columns leaves its line to be filled, so that no column grows with it.
  std::vector<std::string> spanning{""};
  for (const ReportRow& row : table.rows) {
    if (row.kind == ReportRow::Kind::head) {
      grid.row({""});
      spanning.push_back(hanging("    ", row.cells.front(), terminal.width));
      continue;
    }
    const std::vector<std::string> lines = wrap(row.cells.front(), text_columns);
    for (std::size_t i = 0; i + 1 < lines.size(); ++i) {
      grid.row({(i == 0 ? "" : "  ") + lines[i]});
      spanning.emplace_back();
    }
    std::vector<std::string> cells = row.cells;
    cells.front() = (lines.size() > 1 ? "  " : "") + lines.back();
    if (!table.bars.empty()) cells.push_back(bar_text(row.bars));
    grid.row(std::move(cells));
    spanning.emplace_back();
  }
  std::string text;
  if (!table.title.empty()) text += "\n  " + terminal.paint(Paint::bold, table.title) + "\n";
  const std::string lines = grid.text("    ", terminal.width);
  std::size_t at = 0;
  for (const std::string& span : spanning) {
    const std::size_t end = lines.find('\n', at) + 1;
    text += span.empty() ? lines.substr(at, end - at) : span;
    at = end;
  }
  if (!table.note.empty()) text += hanging("    ", table.note, terminal.width);
  return text;
}

}  // namespace

std::string simulation_text(const simulation::Report& report, const Terminal& terminal) {
  std::string text = terminal.paint(Paint::bold, report.title) + "\n";
  text += hanging("", report.policy, terminal.width);
  for (const std::string& one : report.about) text += hanging("  ", one, terminal.width);
  for (const simulation::ReportSection& section : report.sections) {
    text += "\n" + terminal.paint(Paint::bold, section.title) + "\n";
    for (const std::string& one : section.texts) text += hanging("  ", one, terminal.width);
    for (const ReportTable& table : section.tables) text += table_text(table, terminal);
  }
  return text;
}

}  // namespace hotro::cli
