// SPDX-License-Identifier: Apache-2.0
#include "hotro/edge/csv.hpp"

#include <algorithm>

#include "bytes.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace edge {
namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

/// The separator that the first line uses most, outside quotes; `sure`: no further text would change that.
char find_separator(std::string_view text, bool& sure) {
  std::size_t commas = 0;
  std::size_t semicolons = 0;
  std::size_t tabs = 0;
  bool quoted = false;
  sure = text.size() >= CsvRowParser::enough;
  for (const char c : text.substr(0, CsvRowParser::enough)) {
    if (c == '"') quoted = !quoted;
    if (quoted) continue;
    if (c == '\n' || c == '\r') {
      sure = true;
      break;
    }
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

}  // namespace

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

std::string harmless(std::string_view cell) { return (is_formula(cell) ? "'" : "") + std::string(cell); }

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

/// Steps over one line end; false if there is none here.
bool CsvRowParser::end_line() {
  if (at_ >= text_.size()) return false;
  if (text_[at_] == '\r') {
    at_ += at_ + 1 < text_.size() && text_[at_ + 1] == '\n' ? 2 : 1;
  } else if (text_[at_] == '\n') {
    ++at_;
  } else {
    return false;
  }
  ++lines_;
  return true;
}

/// Behind an opening quote: up to and over the closing one. Doubled quotes stand for one.
bool CsvRowParser::read_quoted(Piece& piece) {
  const std::size_t begin = at_;
  std::size_t copied = begin;  // up to here the cell is in unescaped_
  piece.begin = begin;
  for (;;) {
    if (at_ - begin > longest_cell) {
      fault_ = CsvFault::too_large;
      return true;
    }
    if (at_ >= text_.size()) break;
    if (end_line()) continue;
    if (text_[at_] != '"') {
      ++at_;
      continue;
    }
    if (at_ + 1 >= text_.size() && !whole_) return false;
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
    if (!ends) fault_ = CsvFault::stray_quote;
    return true;
  }
  if (whole_) fault_ = CsvFault::open_quote;
  return whole_;
}

bool CsvRowParser::read_plain(Piece& piece) {
  piece.begin = at_;
  while (at_ < text_.size() && text_[at_] != separator_ && text_[at_] != '\n' && text_[at_] != '\r') ++at_;
  piece.length = at_ - piece.begin;
  if (piece.length > longest_cell) fault_ = CsvFault::too_large;
  return at_ < text_.size() || whole_ || fault_ != CsvFault::none;
}

bool CsvRowParser::read_cells() {
  const std::size_t begin = at_;
  for (;;) {
    if (pieces_.size() == most_cells || at_ - begin > longest_row) {
      fault_ = CsvFault::too_large;
      return true;
    }
    Piece piece;
    const bool quoted = at_ < text_.size() && text_[at_] == '"';
    if (quoted) ++at_;
    if (!(quoted ? read_quoted(piece) : read_plain(piece))) return false;
    if (fault_ != CsvFault::none) return true;
    pieces_.push_back(piece);
    if (at_ >= text_.size()) return whole_;
    if (end_line()) return true;
    ++at_;  // the separator
  }
}

void CsvRowParser::skip_line(std::size_t begin) {
  pieces_.clear();
  lines_ = 0;
  at_ = begin;
  while (at_ < text_.size() && text_[at_] != '\n' && text_[at_] != '\r') ++at_;
  cut_ = !end_line() && !whole_;
}

bool CsvRowParser::read(std::string_view text, std::size_t at, bool whole) {
  // A CR at the end may be half of a line end.
  if (!whole && !text.empty() && text.back() == '\r') text.remove_suffix(1);
  text_ = text;
  whole_ = whole;
  at_ = at;
  lines_ = 0;
  cut_ = false;
  fault_ = CsvFault::none;
  pieces_.clear();
  unescaped_.clear();
  if (!read_cells()) return false;
  if (fault_ != CsvFault::none) {
    skip_line(at);
  } else if (!is_utf8(text.substr(at, at_ - at))) {
    fault_ = CsvFault::not_utf8;
  }
  return true;
}

bool CsvRowParser::has_content() const {
  return std::any_of(pieces_.begin(), pieces_.end(), [](const Piece& piece) { return piece.length != 0; });
}

CsvOpening csv_opening(std::string_view text) {
  CsvOpening opening;
  if (text.starts_with(byte_order_mark)) opening.size = byte_order_mark.size();
  text.remove_prefix(opening.size);
  opening.separator = find_separator(text, opening.sure);
  // What spreadsheets write and understand: the separator in a line of its own.
  if (text.size() > 5 && text.substr(0, 4) == "sep=" && (text[5] == '\n' || text[5] == '\r') &&
      std::string_view(",;\t").find(text[4]) != std::string_view::npos) {
    opening.separator = text[4];
    opening.size += text.substr(5, 2) == "\r\n" ? 7 : 6;
    opening.lines = 1;
  }
  return opening;
}

CsvReader::CsvReader(std::string_view text, char separator) : text_(text) {
  const CsvOpening opening = csv_opening(text);
  if (separator == 0) {
    at_ = opening.size;
    line_ += opening.lines;
  } else if (text_.starts_with(byte_order_mark)) {
    at_ = byte_order_mark.size();
  }
  parser_ = CsvRowParser(separator == 0 ? opening.separator : separator);
}

bool CsvReader::next(CsvRow& row) {
  while (at_ < text_.size()) {
    parser_.read(text_, at_, true);
    row.line = line_;
    row.fault = parser_.fault();
    row.cells.clear();
    at_ = parser_.end();
    line_ += parser_.lines();
    if (row.fault == CsvFault::none && !parser_.has_content()) continue;
    for (std::size_t i = 0; i < parser_.size(); ++i) row.cells.push_back(parser_[i]);
    return true;
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
    if (i + 8 <= text.size()) {
      // Eight of ASCII, none of them NUL: no high bit, and none that borrows from it.
      const std::uint64_t word = load_8(text.data() + i);
      if (((word | (word - every_byte)) & high_bits) == 0) {
        i += 8;
        continue;
      }
    }
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
