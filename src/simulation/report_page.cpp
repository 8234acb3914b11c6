// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "../edge/base_style.hpp"
#include "../edge/markup.hpp"
#include "hotro/simulation/report.hpp"
#include "report_style.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace simulation {
namespace {

using edge::html;
using edge::Markup;

std::string_view name(ReportBar::Tone tone) {
  constexpr std::string_view names[] = {"paid", "gain", "loss", "open", "plain"};
  return names[static_cast<std::size_t>(tone)];
}

std::string_view name(ReportRow::Kind kind) {
  constexpr std::string_view names[] = {"plain-row", "head", "total"};
  return names[static_cast<std::size_t>(kind)];
}

/// Drawn for the eye alone: the numbers stand beside it.
Markup bars(const std::vector<ReportBar>& all) {
  Markup rectangles;
  for (const ReportBar& bar : all) {
    if (bar.to > bar.from)
      rectangles += html("<rect class=\"{}\" x=\"{}\" width=\"{}\" height=\"10\"/>", name(bar.tone), bar.from,
                         bar.to - bar.from);
  }
  return html("<svg viewBox=\"0 0 1000 10\" preserveAspectRatio=\"none\" aria-hidden=\"true\">{}</svg>",
              rectangles);
}

Markup row(const ReportTable& table, const ReportRow& row) {
  if (row.kind == ReportRow::Kind::head) {
    const std::size_t columns = table.heads.size() + (table.bars.empty() ? 0U : 1U);
    return html("<tr class=\"head\"><th colspan=\"{}\" scope=\"rowgroup\">{}</th></tr>\n", columns,
                row.cells.front());
  }
  Markup cells = html("<th scope=\"row\">{}</th>", row.cells.front());
  for (std::size_t i = 1; i < row.cells.size(); ++i) {
    if (row.cells[i].empty())
      cells += html("<td></td>");
    else
      cells += html("<td><span class=\"label\">{}</span>{}</td>", table.heads[i], row.cells[i]);
  }
  if (!table.bars.empty()) cells += html("<td class=\"bars\">{}</td>", bars(row.bars));
  return html("<tr class=\"{}\">{}</tr>\n", name(row.kind), cells);
}

Markup figures(const ReportTable& table) {
  Markup heads;
  for (const std::string& head : table.heads) heads += html("<th scope=\"col\">{}</th>", head);
  if (!table.bars.empty()) heads += html("<th scope=\"col\" class=\"bars\">{}</th>", table.bars);
  Markup rows;
  for (const ReportRow& one : table.rows) rows += row(table, one);
  Markup out;
  if (!table.title.empty()) out += html("<h3>{}</h3>\n", table.title);
  out += html(
      "<table class=\"figures\"><caption>{}</caption>\n<thead><tr>{}</tr></thead>\n"
      "<tbody>\n{}</tbody></table>\n",
      table.title, heads, rows);
  if (!table.note.empty()) out += html("<p class=\"soft\">{}</p>\n", table.note);
  return out;
}

Markup curve(const ReportLine& line) {
  constexpr int height = 1000;
  Markup points;
  std::string description;
  for (const ReportLine::Point& point : line.points) {
    points += html("{},{} ", point.x, height - point.y);
    description += (description.empty() ? "" : "; ") + point.value + ": " + point.amount;
  }
  Markup limit;
  Markup limit_text;
  if (line.limit >= 0) {
    limit = html("<line class=\"limit\" x1=\"0\" x2=\"1000\" y1=\"{}\" y2=\"{}\"/>", height - line.limit,
                 height - line.limit);
    limit_text = html("<p class=\"limits\"><span>- - - {}</span></p>", line.limit_text);
  }
  return html(
      "<figure class=\"curve\"><p><span>{}</span><span>{}</span></p>\n"
      "<svg viewBox=\"0 0 1000 1000\" preserveAspectRatio=\"none\" role=\"img\" aria-label=\"{}\">"
      "<desc>{}</desc><polyline points=\"{}\"/>{}</svg>\n"
      "<p><span>{}</span><span>{}</span></p>\n{}</figure>\n",
      line.most, line.title, line.title, description, points, limit,
      line.points.empty() ? std::string() : line.points.front().value,
      line.points.empty() ? std::string() : line.points.back().value, limit_text);
}

}  // namespace

std::string report_html(const Report& report) {
  Markup about;
  for (const std::string& one : report.about) about += html("<span>{}</span>", one);
  Markup body =
      html("<header class=\"title\">\n<p>{}</p>\n<h1>{}</h1>\n<p class=\"meta\">{}</p>\n</header>\n",
           report.policy, report.title, about);
  for (const ReportSection& section : report.sections) {
    Markup content;
    for (const std::string& text : section.texts) content += html("<p>{}</p>\n", text);
    for (const ReportLine& line : section.lines) content += curve(line);
    for (const ReportTable& table : section.tables) content += figures(table);
    body += html("<section>\n<h2>{}</h2>\n{}</section>\n", section.title, content);
  }
  body += html("<p class=\"trace\">{}</p>\n", report.trace);
  const std::string style = std::string(edge::base_style) + std::string(report_style);
  return edge::page(report.language, report.title + ": " + report.policy, style, "simulation", body);
}

}  // namespace simulation
}  // namespace HOTRO_ABI
}  // namespace hotro
