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

}  // namespace

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
