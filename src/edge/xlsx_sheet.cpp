// SPDX-License-Identifier: Apache-2.0
#include "xlsx_sheet.hpp"

#include <algorithm>
#include <charconv>
#include <utility>

#include "hotro/edge/cells.hpp"
#include "hotro/edge/csv.hpp"
#include "hotro/limits.hpp"
#include "xlsx_parts.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace edge {
namespace {

bool read_index(std::string_view text, std::size_t& index) {
  const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), index);
  return error == std::errc{} && stop == text.data() + text.size();
}

/// Line breaks become blanks, so that a row is a line.
void join_lines(std::string& text) {
  std::size_t to = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] == '\r' && at + 1 < text.size() && text[at + 1] == '\n') continue;
    text[to++] = text[at] == '\n' || text[at] == '\r' ? ' ' : text[at];
  }
  text.resize(to);
}

}  // namespace

void RichText::open(std::string_view name) {
  if (name == "rPh") ++sounds_;
  open_ = name == "t" && sounds_ == 0;
}

void RichText::close(std::string_view name) {
  if (name == "rPh" && sounds_ != 0) --sounds_;
  open_ = false;
}

void RichText::add(std::string_view text) {
  if (open_ && text_.size() <= longest_cell) text_ += text;
}

std::string RichText::text() const { return unescaped(text_); }

void SharedTexts::open(std::string_view name, const XmlAttributes&) {
  if (name == "si") item_.clear();
  item_.open(name);
}

void SharedTexts::close(std::string_view name) {
  item_.close(name);
  if (name != "si") return;
  if (ends_.size() == most_workbook_texts) {
    const Wide most = static_cast<std::int64_t>(most_workbook_texts);
    fail({"bảng tính quá lớn: hơn " + grouped(most, Language::vi) + " chuỗi ký tự",
          "the workbook is too large: it has more than " + grouped(most, Language::en) + " texts"});
  } else {
    all_ += item_.text();
    ends_.push_back(all_.size());
  }
}

bool SharedTexts::find(std::size_t index, std::string_view& text) const {
  if (index >= ends_.size()) return false;
  const std::size_t begin = index == 0 ? 0 : ends_[index - 1];
  text = std::string_view(all_).substr(begin, ends_[index] - begin);
  return true;
}

void SheetReader::fail_at_cell(const Text& why) {
  const std::string place = place_name(row_, column_);
  const std::string sheet = shown(settings_.name);
  fail({"trang tính \"" + sheet + "\", ô " + place + " " + why.vi,
        "sheet \"" + sheet + "\", cell " + place + " " + why.en});
}

void SheetReader::fail_damaged(const Text& how) {
  const std::string sheet = shown(settings_.name);
  fail(damaged({"trang tính \"" + sheet + "\", " + how.vi, "sheet \"" + sheet + "\", " + how.en}));
}

void SheetReader::open(std::string_view name, const XmlAttributes& attributes) {
  if (skipped_ == 0 && where_ == Where::outside) {
    if (name == "sheetData") where_ = Where::table;
  } else if (skipped_ == 0 && where_ == Where::table && name == "row") {
    begin_row(attributes["r"]);
  } else if (skipped_ == 0 && where_ == Where::row && name == "c") {
    begin_cell(attributes);
  } else if (skipped_ == 0 && where_ == Where::cell && name == "v") {
    where_ = Where::value;
  } else if (skipped_ == 0 && where_ == Where::cell && name == "is") {
    where_ = Where::rich_text;
  } else if (skipped_ == 0 && where_ == Where::cell && name == "f") {
    fail_at_cell({"có công thức: hãy sao chép cột đó rồi dán lại dưới dạng giá trị",
                  "holds a formula: copy its column and paste it as values"});
  } else {
    ++skipped_;
    if (where_ == Where::rich_text) rich_.open(name);
  }
}

void SheetReader::close(std::string_view name) {
  if (skipped_ != 0) {
    --skipped_;
    if (where_ == Where::rich_text) rich_.close(name);
    return;
  }
  switch (where_) {
    case Where::value:
    case Where::rich_text: where_ = Where::cell; break;
    case Where::cell: end_cell(); break;
    case Where::row: end_row(); break;
    case Where::table: where_ = Where::outside; break;
    case Where::outside: break;
  }
}

void SheetReader::text(std::string_view text) {
  if (where_ == Where::rich_text) rich_.add(text);
  if (where_ == Where::value && skipped_ == 0 && value_.size() <= longest_cell) value_ += text;
}

void SheetReader::begin_row(std::string_view number) {
  std::size_t row = std::size_t{row_} + 1;
  const bool readable = number.empty() || read_index(number, row);
  if (!readable || row <= row_ || row > most_sheet_rows) {
    const std::string what = number.empty() ? std::to_string(row) : shown(number);
    return fail_damaged({"dòng \"" + what + "\" sai vị trí hoặc không có",
                         "row \"" + what + "\" is out of place, or there is none such"});
  }
  row_ = static_cast<std::uint32_t>(row);
  column_ = 0;
  where_ = Where::row;
}

void SheetReader::begin_cell(const XmlAttributes& attributes) {
  const std::string_view name = attributes["r"];
  std::uint32_t row = row_;
  std::uint32_t column = column_ + 1;
  const bool readable = name.empty() || read_place(name, row, column);
  if (!readable || row != row_ || column <= column_ || column > most_sheet_columns) {
    const std::string what = name.empty() ? place_name(row, column) : shown(name);
    return fail_damaged({"ô \"" + what + "\" sai vị trí hoặc không có",
                         "cell \"" + what + "\" is out of place, or there is none such"});
  }
  column_ = column;
  type_ = attributes["t"];
  value_.clear();
  rich_.clear();
  std::size_t style = 0;
  format_ = read_index(attributes["s"], style) && style < settings_.formats.size() ? settings_.formats[style]
                                                                                   : DayFormat();
  where_ = Where::cell;
}

void SheetReader::end_cell() {
  where_ = Where::row;
  if (type_ == "s") {
    std::size_t index = 0;
    std::string_view text;
    if (!read_index(trim(value_), index) || !texts_.find(index, text))
      return fail_damaged({"ô " + place_name(row_, column_) + " dùng một chuỗi không có",
                           "cell " + place_name(row_, column_) + " names a text that is not there"});
    put(std::string(text));
  } else if (type_ == "inlineStr") {
    put(rich_.text());
  } else if (type_ == "str") {
    put(unescaped(value_));
  } else if (type_ == "b") {
    const std::string_view value = trim(value_);
    put(value == "1" || value == "true" ? "TRUE" : value == "0" || value == "false" ? "FALSE" : value_);
  } else if (type_ == "e") {
    fail_at_cell({"có lỗi " + shown(value_) + ": hãy sửa hoặc xóa nội dung ô",
                  "holds the error " + shown(value_) + ": correct it, or clear the cell"});
  } else if (type_ == "d") {
    put(std::move(value_));
  } else {
    const std::string_view number = trim(value_);
    if (!number.empty())
      put(format_.is_date() ? day_text(number, format_, settings_.from_1904) : plain_number(number));
  }
}

void SheetReader::put(std::string text) {
  join_lines(text);
  if (trim(text).empty()) return;
  if (cells_ == 0) {
    out_.append(row_ - 1 - lines_, '\n');
    lines_ = row_ - 1;
    cells_ = 1;
  }
  line_.append(column_ - cells_, ',');
  cells_ = column_;
  append_cell(line_, text);
}

void SheetReader::end_row() {
  where_ = Where::table;
  if (cells_ == 0) return;
  if (header_ == 0) header_ = cells_;
  // The reader of tables refuses rows of more than `most_cells`, whatever stands behind them.
  const std::size_t cells = std::min(header_, most_cells + 1);
  if (cells_ < cells) line_.append(cells - cells_, ',');
  if (out_.size() + line_.size() >= largest_table) {
    const Wide most = static_cast<std::int64_t>(largest_table);
    return fail(
        {"bảng tính quá lớn: bảng có hơn " + grouped(most, Language::vi) + " byte",
         "the workbook is too large: its table has more than " + grouped(most, Language::en) + " bytes"});
  }
  out_ += line_;
  out_ += '\n';
  ++lines_;
  line_.clear();
  cells_ = 0;
}

}  // namespace edge
}  // namespace HOTRO_ABI
}  // namespace hotro
