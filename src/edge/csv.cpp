// SPDX-License-Identifier: Apache-2.0
#include "hotro/edge/csv.hpp"

#include <algorithm>

namespace hotro {
inline namespace HOTRO_ABI {
namespace edge {
namespace {

/// The separator that the first line uses most, outside quotes.
char find_separator(std::string_view text) {
  std::size_t commas = 0;
  std::size_t semicolons = 0;
  std::size_t tabs = 0;
  bool quoted = false;
  for (const char c : text) {
    if (c == '"') quoted = !quoted;
    if (quoted) continue;
    if (c == '\n' || c == '\r') break;
    commas += c == ',' ? 1U : 0U;
    semicolons += c == ';' ? 1U : 0U;
    tabs += c == '\t' ? 1U : 0U;
  }
  if (semicolons > commas && semicolons >= tabs) return ';';
  return tabs > commas ? '\t' : ',';
}

/// Control characters, invisible ones and blanks that are not the plain one.
bool is_hidden(std::uint32_t point) {
  auto in = [&](std::uint32_t low, std::uint32_t high) { return point >= low && point <= high; };
  return point < 0x20 || in(0x7F, 0xA0) || point == 0xAD || point == 0x34F || point == 0x61C ||
         in(0x115F, 0x1160) || in(0x17B4, 0x17B5) || in(0x180B, 0x180F) || in(0x2000, 0x200F) ||
         in(0x2028, 0x202F) || in(0x205F, 0x206F) || point == 0x3000 || point == 0x3164 ||
         in(0xFE00, 0xFE0F) || point == 0xFEFF || point == 0xFFA0 || in(0xFFF0, 0xFFFB) ||
         in(0xE0000, 0xE0FFF);
}

/// The bytes of the code point that begins here, in valid UTF-8.
std::size_t point_size(char first) {
  const auto c = static_cast<unsigned char>(first);
  return c < 0x80 ? 1 : c < 0xE0 ? 2 : c < 0xF0 ? 3 : 4;
}

std::uint32_t point_at(std::string_view text, std::size_t at) {
  const std::size_t size = point_size(text[at]);
  std::uint32_t point = static_cast<unsigned char>(text[at]);
  if (size > 1) point &= 0xFFU >> (size + 1);
  for (std::size_t i = 1; i < size; ++i)
    point = point << 6U | (static_cast<unsigned char>(text[at + i]) & 0x3FU);
  return point;
}

void append_point(std::string& out, std::uint32_t point) {
  if (point < 0x80) {
    out += static_cast<char>(point);
    return;
  }
  const unsigned tails = point < 0x800 ? 1 : point < 0x10000 ? 2 : 3;
  out += static_cast<char>((tails == 1 ? 0xC0U : tails == 2 ? 0xE0U : 0xF0U) | point >> (6U * tails));
  for (unsigned i = tails; i-- > 0;) out += static_cast<char>(0x80U | (point >> (6U * i) & 0x3FU));
}

}  // namespace

void to_utf8(std::string& text) {
  const std::string_view mark = std::string_view(text).substr(0, 2);
  const bool little = mark == "\xFF\xFE";
  if (!little && mark != "\xFE\xFF") return;
  auto unit = [&](std::size_t i) -> std::uint32_t {
    const std::uint32_t first = static_cast<unsigned char>(text[i]);
    const std::uint32_t second = static_cast<unsigned char>(text[i + 1]);
    return little ? second << 8U | first : first << 8U | second;
  };
  std::string out;
  out.reserve(text.size());
  std::size_t i = 2;
  for (; i + 1 < text.size(); i += 2) {
    std::uint32_t point = unit(i);
    if (point >= 0xD800 && point < 0xDC00 && i + 3 < text.size()) {
      const std::uint32_t low = unit(i + 2);
      if (low >= 0xDC00 && low < 0xE000) {
        point = 0x10000 + ((point - 0xD800) << 10U) + (low - 0xDC00);
        i += 2;
      }
    }
    append_point(out, point);
  }
  if (i < text.size()) out += '\xFF';
  text = std::move(out);
}

bool is_formula(std::string_view cell) {
  if (cell.empty()) return false;
  char first = cell.front();
  std::string_view rest = cell.substr(1);
  if (cell.substr(0, 2) == "\xEF\xBC" && cell.size() > 2) {  // U+FF00 and behind: full width
    const char last = cell[2];
    first = last == '\x9D' ? '=' : last == '\xA0' ? '@' : last == '\x8B' ? '+' : last == '\x8D' ? '-' : 'x';
    rest = cell.substr(3);
  }
  if (first == '=' || first == '@') return true;
  if (first != '+' && first != '-') return false;
  return rest.empty() || rest.find_first_not_of("0123456789.,") != std::string_view::npos;
}

std::string visible(std::string_view text) {
  std::string out;
  const bool readable = is_utf8(text);
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t size = readable ? point_size(text[at]) : 1;
    const std::uint32_t point = readable ? point_at(text, at) : static_cast<unsigned char>(text[at]);
    if (is_hidden(point) || (!readable && point >= 0x80))
      out += '?';
    else
      out += text.substr(at, size);
    at += size;
  }
  return out;
}

std::string_view name(CsvFault fault) {
  switch (fault) {
    case CsvFault::none: return "none";
    case CsvFault::open_quote: return "open_quote";
    case CsvFault::stray_quote: return "stray_quote";
    case CsvFault::too_large: return "too_large";
    case CsvFault::not_utf8: return "not_utf8";
  }
  return "";
}

CsvReader::CsvReader(std::string_view text, char separator) : text_(text) {
  if (text_.substr(0, 3) == "\xEF\xBB\xBF") text_.remove_prefix(3);
  separator_ = separator != 0 ? separator : find_separator(text_);
  // What spreadsheets write and understand: the separator in a line of its own.
  if (separator == 0 && text_.size() > 5 && text_.substr(0, 4) == "sep=" &&
      (text_[5] == '\n' || text_[5] == '\r') &&
      std::string_view(",;\t").find(text_[4]) != std::string_view::npos) {
    separator_ = text_[4];
    at_ = 5;
    end_line();
  }
}

/// Steps over one line end; false if there is none here.
bool CsvReader::end_line() {
  if (at_ >= text_.size()) return false;
  if (text_[at_] == '\r') {
    at_ += at_ + 1 < text_.size() && text_[at_ + 1] == '\n' ? 2 : 1;
  } else if (text_[at_] == '\n') {
    ++at_;
  } else {
    return false;
  }
  ++line_;
  return true;
}

/// Behind an opening quote: up to and over the closing one. Doubled quotes stand for one.
CsvFault CsvReader::read_quoted(Piece& piece) {
  const std::size_t begin = at_;
  std::size_t copied = begin;  // up to here the cell is in unescaped_
  piece.begin = begin;
  while (at_ < text_.size()) {
    if (at_ - begin > longest_cell) return CsvFault::too_large;
    if (end_line()) continue;
    if (text_[at_] != '"') {
      ++at_;
      continue;
    }
    if (at_ + 1 < text_.size() && text_[at_ + 1] == '"') {
      if (!piece.unescaped) piece.begin = unescaped_.size();
      piece.unescaped = true;
      unescaped_.append(text_.substr(copied, at_ + 1 - copied));
      at_ += 2;
      copied = at_;
      continue;
    }
    if (piece.unescaped) {
      unescaped_.append(text_.substr(copied, at_ - copied));
      piece.length = unescaped_.size() - piece.begin;
    } else {
      piece.length = at_ - begin;
    }
    ++at_;
    const bool ends =
        at_ >= text_.size() || text_[at_] == separator_ || text_[at_] == '\n' || text_[at_] == '\r';
    return ends ? CsvFault::none : CsvFault::stray_quote;
  }
  return CsvFault::open_quote;
}

CsvFault CsvReader::read_row() {
  for (;;) {
    if (pieces_.size() == most_cells) return CsvFault::too_large;
    Piece piece;
    if (at_ < text_.size() && text_[at_] == '"') {
      ++at_;
      const CsvFault fault = read_quoted(piece);
      if (fault != CsvFault::none) return fault;
    } else {
      piece.begin = at_;
      while (at_ < text_.size() && text_[at_] != separator_ && text_[at_] != '\n' && text_[at_] != '\r')
        ++at_;
      piece.length = at_ - piece.begin;
      if (piece.length > longest_cell) return CsvFault::too_large;
    }
    pieces_.push_back(piece);
    if (at_ >= text_.size() || end_line()) return CsvFault::none;
    ++at_;  // the separator
  }
}

bool CsvReader::next(CsvRow& row) {
  while (at_ < text_.size()) {
    const std::size_t begin = at_;
    row.line = line_;
    row.cells.clear();
    pieces_.clear();
    unescaped_.clear();
    row.fault = read_row();
    if (row.fault == CsvFault::none && !is_utf8(text_.substr(begin, at_ - begin)))
      row.fault = CsvFault::not_utf8;
    if (row.fault != CsvFault::none && row.fault != CsvFault::not_utf8) {
      at_ = begin;
      line_ = row.line;
      while (at_ < text_.size() && !end_line()) ++at_;
      return true;
    }
    bool content = row.fault != CsvFault::none;
    for (const Piece& piece : pieces_) {
      const std::string_view from = piece.unescaped ? std::string_view(unescaped_) : text_;
      row.cells.push_back(from.substr(piece.begin, piece.length));
      content = content || !row.cells.back().empty();
    }
    if (content) return true;
  }
  return false;
}

void append_cell(std::string& out, std::string_view cell) {
  const bool blank_ends = !cell.empty() && (cell.front() == ' ' || cell.back() == ' ');
  if (!blank_ends && cell.find_first_of(",;\t\"\r\n") == std::string_view::npos) {
    out += cell;
    return;
  }
  out += '"';
  for (const char c : cell) {
    if (c == '"') out += '"';
    out += c;
  }
  out += '"';
}

void append_row(std::string& out, const std::vector<std::string_view>& cells) {
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (i != 0) out += ',';
    append_cell(out, cells[i]);
  }
  // A row of one empty cell would be an empty line, which is no row.
  if (cells.size() == 1 && cells.front().empty()) out += "\"\"";
  out += '\n';
}

bool is_utf8(std::string_view text) {
  auto byte = [&](std::size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U; };
  auto continues = [&](std::size_t i) { return (byte(i) & 0xC0U) == 0x80U; };
  std::size_t i = 0;
  while (i < text.size()) {
    const unsigned c = byte(i);
    if (c == 0) return false;
    if (c < 0x80) {
      i += 1;
    } else if (c >= 0xC2 && c <= 0xDF && continues(i + 1)) {
      i += 2;
    } else if (c >= 0xE0 && c <= 0xEF && continues(i + 1) && continues(i + 2)) {
      if ((c == 0xE0 && byte(i + 1) < 0xA0) || (c == 0xED && byte(i + 1) > 0x9F)) return false;
      i += 3;
    } else if (c >= 0xF0 && c <= 0xF4 && continues(i + 1) && continues(i + 2) && continues(i + 3)) {
      if ((c == 0xF0 && byte(i + 1) < 0x90) || (c == 0xF4 && byte(i + 1) > 0x8F)) return false;
      i += 4;
    } else {
      return false;
    }
  }
  return true;
}

}  // namespace edge
}  // namespace HOTRO_ABI
}  // namespace hotro
