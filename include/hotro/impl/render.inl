// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <charconv>

#include "../diagnostic.hpp"
#include "unicode.inl"

namespace hotro {
inline namespace HOTRO_ABI {
namespace detail {

/// Source lines are shown up to this many terminal columns; longer ones are cut around the place.
inline constexpr std::uint32_t excerpt_width = 100;
/// So many bytes before and behind the beginning of the place fill the columns in any script.
inline constexpr std::size_t excerpt_bytes = 2000;

HOTRO_INLINE std::string decimal(std::uint32_t number) {
  char digits[10];
  return {digits, std::to_chars(digits, digits + sizeof digits, number).ptr};
}

/// "rules.yaml:12:15", or nothing where the span names no source.
HOTRO_INLINE std::string place_text(Span span, const Sources& sources) {
  if (span.source >= sources.size()) return {};
  const Place place = sources.place(span);
  return printable(sources.name(span.source)) + ":" + decimal(place.line) + ":" + decimal(place.column);
}

/// A character of a source line as it is shown.
struct Cell {
  std::size_t begin = 0;  // byte in the line
  std::size_t end = 0;
  std::uint32_t column = 0;  // terminal column, from 0
  std::uint32_t width = 0;
  bool tab = false;
  std::string shown;
};

HOTRO_INLINE std::vector<Cell> cells_of(std::string_view line) {
  std::vector<Cell> cells;
  std::uint32_t column = 0;
  for (std::size_t at = 0; at < line.size();) {
    const CodePoint point = decode(line, at);
    Cell cell{at, at + point.size, column, 1, point.value == '\t', std::string(line.substr(at, point.size))};
    if (!point.valid || (!cell.tab && is_control(point.value))) {
      cell.shown = printable(cell.shown);
    } else {
      cell.width = display_width(point.value);
    }
    column += cell.width;
    at = cell.end;
    cells.push_back(std::move(cell));
  }
  return cells;
}

/// The line that holds the beginning of a span, and the marks below it.
HOTRO_INLINE void append_excerpt(std::string& out, const Sources& sources, Span span, char mark,
                                 std::size_t gutter) {
  if (span.source >= sources.size()) return;
  const Sources::Line line = sources.line(span.source, span.begin);
  std::string_view text = line.text;
  std::size_t begin = std::min<std::size_t>(span.begin - line.begin, text.size());
  std::size_t end =
      std::clamp<std::size_t>(span.end < span.begin ? 0 : span.end - line.begin, begin, text.size());
  if (span.end > line.begin + text.size()) {  // goes on below: without the blanks at the end of this line
    while (end > begin && (text[end - 1] == ' ' || text[end - 1] == '\t')) --end;
  }
  // A line may be as long as a file: only what may be shown is looked at.
  std::size_t from = begin > excerpt_bytes ? begin - excerpt_bytes : 0;
  while (from < begin && from > 0 && (static_cast<unsigned char>(text[from]) & 0xC0U) == 0x80U) ++from;
  const bool goes_on = text.size() - from > 2 * excerpt_bytes;
  text = text.substr(from, 2 * excerpt_bytes);
  begin -= from;
  end = std::min(end - from, text.size());
  const std::vector<Cell> cells = cells_of(text);

  const std::uint32_t width = cells.empty() ? 0 : cells.back().column + cells.back().width;
  std::uint32_t left = 0;
  std::uint32_t right = width;
  if (width > excerpt_width) {
    std::uint32_t first = width;
    for (const Cell& cell : cells) {
      if (cell.end > begin) {
        first = cell.column;
        break;
      }
    }
    left = std::min(first > excerpt_width / 3 ? first - excerpt_width / 3 : 0, width - excerpt_width);
    right = left + excerpt_width;
  }

  std::string above;
  std::string below;
  if (left > 0 || from > 0) {
    above += "…";
    below += ' ';
  }
  std::uint32_t marks = 0;
  for (const Cell& cell : cells) {
    if (cell.column < left || cell.column + cell.width > right) continue;
    above += cell.shown;
    if (cell.end <= begin) {
      below.append(cell.tab ? 1 : cell.width, cell.tab ? '\t' : ' ');
    } else if (cell.begin < end) {
      below.append(cell.width, mark);
      marks += cell.width;
    }
  }
  if (marks == 0) below += mark;
  if (right < width || goes_on) above += "…";

  const std::string number = decimal(sources.place(span).line);
  out.append(gutter > number.size() ? gutter - number.size() : 0, ' ')
      .append(number)
      .append(" | ")
      .append(above);
  out += '\n';
  out.append(gutter, ' ').append(" | ").append(below).append("\n");
}

HOTRO_INLINE std::string_view severity_text(const Diagnostic& diagnostic) {
  return diagnostic.severity == Severity::warning ? "warning" : "error";
}

HOTRO_INLINE std::string render_human(const Diagnostic& diagnostic, const Sources& sources) {
  std::size_t gutter = decimal(sources.place(diagnostic.span).line).size();
  for (const Label& label : diagnostic.also) {
    gutter = std::max(gutter, decimal(sources.place(label.span).line).size());
  }
  gutter = std::max<std::size_t>(gutter + 1, 5);
  std::string out = place_text(diagnostic.span, sources);
  if (!out.empty()) out += ": ";
  out.append(severity_text(diagnostic)).append(" ").append(code_text(diagnostic.code)).append(": ");
  out.append(printable(diagnostic.message)).append("\n");
  append_excerpt(out, sources, diagnostic.span, '^', gutter);
  for (const Label& label : diagnostic.also) {
    const std::string place = place_text(label.span, sources);
    out.append(place).append(place.empty() ? "" : ": ").append(printable(label.message)).append("\n");
    append_excerpt(out, sources, label.span, '~', gutter);
  }
  if (!diagnostic.help.empty()) out.append("  help: ").append(printable(diagnostic.help)).append("\n");
  return out;
}

HOTRO_INLINE std::string render_gnu(const Diagnostic& diagnostic, const Sources& sources) {
  std::string out;
  const auto add = [&](Span span, std::string_view kind, std::string_view message) {
    const std::string place = place_text(span, sources);
    out.append(place.empty() ? "hotro" : place)
        .append(": ")
        .append(kind)
        .append(": ")
        .append(printable(message));
  };
  add(diagnostic.span, severity_text(diagnostic), diagnostic.message);
  out.append(" [").append(code_text(diagnostic.code)).append("]\n");
  for (const Label& label : diagnostic.also) {
    add(label.span, "note", label.message);
    out += '\n';
  }
  if (!diagnostic.help.empty()) {
    add(diagnostic.span, "note", diagnostic.help);
    out += '\n';
  }
  return out;
}

/// A JSON string: UTF-8 stays, bytes that are not UTF-8 become U+FFFD.
HOTRO_INLINE void append_json(std::string& out, std::string_view text) {
  constexpr std::string_view hex = "0123456789abcdef";
  out += '"';
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint point = decode(text, at);
    if (point.value == '"' || point.value == '\\') {
      out.append(1, '\\').append(1, text[at]);
    } else if (point.value == '\n') {
      out += "\\n";
    } else if (point.value == '\t') {
      out += "\\t";
    } else if (point.value < 0x20 || point.value == 0x7F) {
      out.append("\\u00").append(1, hex[point.value >> 4U]).append(1, hex[point.value & 15U]);
    } else {
      append_utf8(out, point.value);
    }
    at += point.size;
  }
  out += '"';
}

HOTRO_INLINE void append_json_place(std::string& out, Span span, const Sources& sources) {
  if (span.source >= sources.size()) {
    out += "\"file\":null";
    return;
  }
  const Place begin = sources.place(span);
  const Place end = sources.place({span.source, std::max(span.begin, span.end), span.end});
  out += "\"file\":";
  append_json(out, sources.name(span.source));
  const auto add = [&](std::string_view key, std::uint32_t value) {
    out.append(",\"").append(key).append("\":").append(decimal(value));
  };
  add("line", begin.line);
  add("column", begin.column);
  add("end_line", end.line);
  add("end_column", end.column);
  add("begin", span.begin);
  add("end", span.end);
}

HOTRO_INLINE std::string render_json(const Diagnostic& diagnostic, const Sources& sources) {
  std::string out = "{\"code\":";
  append_json(out, code_text(diagnostic.code));
  out.append(",\"severity\":\"").append(severity_text(diagnostic)).append("\",\"message\":");
  append_json(out, diagnostic.message);
  out += ',';
  append_json_place(out, diagnostic.span, sources);
  out += ",\"also\":[";
  for (const Label& label : diagnostic.also) {
    if (out.back() != '[') out += ',';
    out += "{\"message\":";
    append_json(out, label.message);
    out += ',';
    append_json_place(out, label.span, sources);
    out += '}';
  }
  out += "],\"help\":";
  append_json(out, diagnostic.help);
  return out + "}\n";
}

}  // namespace detail

HOTRO_INLINE std::string render(const Diagnostic& diagnostic, const Sources& sources, Style style) {
  switch (style) {
    case Style::gnu: return detail::render_gnu(diagnostic, sources);
    case Style::json: return detail::render_json(diagnostic, sources);
    case Style::human: break;
  }
  return detail::render_human(diagnostic, sources);
}

HOTRO_INLINE std::string render(const std::vector<Diagnostic>& diagnostics, const Sources& sources,
                                Style style) {
  std::string out;
  for (const Diagnostic& diagnostic : diagnostics) {
    if (style == Style::human && !out.empty()) out += '\n';
    out += render(diagnostic, sources, style);
  }
  return out;
}

}  // namespace HOTRO_ABI
}  // namespace hotro
