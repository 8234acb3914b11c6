// SPDX-License-Identifier: Apache-2.0
#include "hotro/edge/screen.hpp"

#include <algorithm>

namespace hotro {
inline namespace HOTRO_ABI {
namespace edge {

std::string Screen::paint(Paint paint, std::string_view text) const {
  if (!colour || paint == Paint::plain) return std::string(text);
  const char* codes[] = {"0", "1", "2", "31", "32", "33"};
  return std::string("\x1b[") + codes[static_cast<int>(paint)] + "m" + std::string(text) + "\x1b[0m";
}

std::size_t width(std::string_view text) {
  std::size_t columns = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if ((byte & 0xC0U) == 0x80U) continue;
    // Combining marks of Vietnamese, U+0300 .. U+036F, begin with CC or CD (up to CD AF).
    if (byte == 0xCC ||
        (byte == 0xCD && i + 1 < text.size() && static_cast<unsigned char>(text[i + 1]) < 0xB0))
      continue;
    if (byte == 0x1B) {  // a colour: ESC [ … m
      while (i < text.size() && text[i] != 'm') ++i;
      continue;
    }
    ++columns;
  }
  return columns;
}

std::string pad_right(std::string_view text, std::size_t columns) {
  const std::size_t own = width(text);
  return std::string(text) + std::string(columns > own ? columns - own : 0, ' ');
}

std::string pad_left(std::string_view text, std::size_t columns) {
  const std::size_t own = width(text);
  return std::string(columns > own ? columns - own : 0, ' ') + std::string(text);
}

std::vector<std::string> wrap(std::string_view text, std::size_t columns) {
  std::vector<std::string> lines;
  std::string line;
  while (!text.empty()) {
    const std::size_t blank = text.find(' ');
    const std::string_view word = text.substr(0, blank);
    if (!line.empty() && width(line) + 1 + width(word) > columns) {
      lines.push_back(std::move(line));
      line.clear();
    }
    if (!word.empty()) {
      if (!line.empty()) line += ' ';
      line += word;
    }
    text = blank == std::string_view::npos ? std::string_view() : text.substr(blank + 1);
  }
  if (!line.empty() || lines.empty()) lines.push_back(std::move(line));
  return lines;
}

std::string hanging(std::string_view head, std::string_view text, std::size_t columns) {
  const std::size_t indent = width(head);
  const std::vector<std::string> lines = wrap(text, columns > indent + 20 ? columns - indent : 20);
  std::string result;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    result += i == 0 ? std::string(head) : std::string(indent, ' ');
    result += lines[i];
    result += '\n';
  }
  return result;
}

std::string Grid::text(std::string_view indent, std::size_t columns) const {
  std::vector<std::size_t> widths(alignment_.size(), 0);
  for (const auto& row : rows_) {
    for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], width(row[i]));
  }
  std::string result;
  for (const auto& row : rows_) {
    std::string line(indent);
    for (std::size_t i = 0; i < row.size(); ++i) {
      if (i != 0) line += "  ";
      if (i + 1 == alignment_.size() && alignment_[i] == 'l' && !row[i].empty()) {
        result += hanging(line, row[i], columns);
        line.clear();
      } else {
        line += alignment_[i] == 'r' ? pad_left(row[i], widths[i]) : pad_right(row[i], widths[i]);
      }
    }
    if (!line.empty()) {
      while (!line.empty() && line.back() == ' ') line.pop_back();
      result += line + '\n';
    }
  }
  return result;
}

}  // namespace edge
}  // namespace HOTRO_ABI
}  // namespace hotro
