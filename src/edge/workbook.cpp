// SPDX-License-Identifier: Apache-2.0
#include "hotro/edge/workbook.hpp"

#include <xlsxwriter.h>

#include <algorithm>
#include <map>
#include <tuple>

#include "hotro/edge/csv.hpp"
#include "new_file.hpp"
#include "xlsx_cells.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace edge {
namespace {

enum class Look : std::uint8_t { text, number, money, date, heading, across };

class Writer {
 public:
  Writer(const char* path, const Currency& currency) : currency_(currency), book_(workbook_new(path)) {}
  Writer(const Writer&) = delete;
  Writer& operator=(const Writer&) = delete;
  ~Writer() { close(); }

  void put(const Sheet& sheet);
  /// Writes the file. False with trouble() if that, or anything before, failed.
  bool close();
  [[nodiscard]] const Text& trouble() const { return trouble_; }

 private:
  void put(const SheetRow& row, bool boxed);
  void put_across(const SheetRow& row);
  void put_cell(lxw_col_t column, const SheetCell& cell, bool bold, bool boxed);
  void put_text(lxw_col_t column, const std::string& text, lxw_format* format);
  void put_number(lxw_col_t column, std::int64_t number, int digits, Look look, bool bold, bool boxed);
  lxw_format* format(Look look, bool bold, bool boxed);
  void note(lxw_error error);

  const Currency& currency_;
  lxw_workbook* book_;
  lxw_worksheet* sheet_ = nullptr;
  lxw_row_t row_ = 0;
  std::size_t columns_ = 0;
  std::map<std::tuple<Look, bool, bool>, lxw_format*> formats_;
  Text trouble_;
};

/// Keeps the first error.
void Writer::note(lxw_error error) {
  if (error == LXW_NO_ERROR || !trouble_.empty()) return;
  if (error == LXW_ERROR_MAX_STRING_LENGTH_EXCEEDED)
    trouble_ = {"một ô dài hơn 32.767 ký tự", "a cell is longer than 32,767 characters"};
  else if (error == LXW_ERROR_WORKSHEET_INDEX_OUT_OF_RANGE)
    trouble_ = {"trang tính quá nhiều dòng hoặc cột", "a sheet has too many rows or columns"};
  else
    trouble_ = {lxw_strerror(error), lxw_strerror(error)};
}

lxw_format* Writer::format(Look look, bool bold, bool boxed) {
  lxw_format*& format = formats_[{look, bold, boxed}];
  if (format != nullptr) return format;
  format = workbook_add_format(book_);
  format_set_font_name(format, "Times New Roman");  // as Decree 30/2020 asks of documents, annex I
  format_set_align(format, LXW_ALIGN_VERTICAL_CENTER);
  if (bold) format_set_bold(format);
  if (boxed) format_set_border(format, LXW_BORDER_THIN);
  if (boxed && (look == Look::text || look == Look::heading)) format_set_text_wrap(format);
  switch (look) {
    case Look::text: format_set_num_format(format, "@"); break;
    case Look::number: format_set_num_format(format, "0"); break;
    case Look::money: {
      const std::string behind =
          currency_.digits == 0 ? "" : "." + std::string(static_cast<std::size_t>(currency_.digits), '0');
      format_set_num_format(format, ("#,##0" + behind).c_str());
      break;
    }
    case Look::date: format_set_num_format(format, "dd/mm/yyyy"); break;
    case Look::heading: format_set_align(format, LXW_ALIGN_CENTER); break;
    case Look::across: format_set_align(format, LXW_ALIGN_CENTER_ACROSS); break;
  }
  return format;
}

void Writer::put_text(lxw_col_t column, const std::string& text, lxw_format* format) {
  const std::string shown = escaped(harmless(is_utf8(text) ? text : visible(text)));
  note(worksheet_write_string(sheet_, row_, column, shown.c_str(), format));
}

void Writer::put_number(lxw_col_t column, std::int64_t number, int digits, Look look, bool bold, bool boxed) {
  constexpr std::int64_t most_exact = 999'999'999'999'999;
  if (number < -most_exact || number > most_exact) {
    const std::string text =
        look == Look::money ? money_text(number, currency_, Language::vi) : std::to_string(number);
    return put_text(column, text, format(Look::text, bold, boxed));
  }
  double scale = 1;
  for (int i = 0; i < digits; ++i) scale *= 10;
  const double value = static_cast<double>(number) / scale;
  note(worksheet_write_number(sheet_, row_, column, value, format(look, bold, boxed)));
}

void Writer::put_cell(lxw_col_t column, const SheetCell& cell, bool bold, bool boxed) {
  if (const auto* text = std::get_if<std::string>(&cell)) {
    put_text(column, *text, format(Look::text, bold, boxed));
  } else if (const auto* number = std::get_if<std::int64_t>(&cell)) {
    put_number(column, *number, 0, Look::number, bold, boxed);
  } else if (const auto* money = std::get_if<Money>(&cell)) {
    put_number(column, money->units, currency_.digits, Look::money, bold, boxed);
  } else if (const auto* date = std::get_if<Date>(&cell)) {
    // Spreadsheets count a 29th of February 1900, which was none.
    constexpr std::int32_t day_0 = -25'569;
    constexpr std::int32_t leap_day = 60;
    const std::int32_t days = date->day - day_0;
    put_number(column, days > leap_day ? days : days - 1, 0, Look::date, bold, boxed);
  } else if (boxed) {
    note(worksheet_write_blank(sheet_, row_, column, format(Look::text, bold, boxed)));
  }
}

void Writer::put_across(const SheetRow& row) {
  lxw_format* look = format(Look::across, row.bold, false);
  const std::size_t width = std::max(columns_, row.cells.size());
  bool begun = false;
  for (std::size_t i = 0; i < width; ++i) {
    const auto column = static_cast<lxw_col_t>(i);
    const auto* text = i < row.cells.size() ? std::get_if<std::string>(&row.cells[i]) : nullptr;
    begun = begun || text != nullptr;
    if (text != nullptr)
      put_text(column, *text, look);
    else if (i < row.cells.size() && !std::holds_alternative<std::monostate>(row.cells[i]))
      put_cell(column, row.cells[i], row.bold, false);
    else if (begun)
      note(worksheet_write_blank(sheet_, row_, column, look));
  }
}

void Writer::put(const SheetRow& row, bool boxed) {
  if (row.across) {
    put_across(row);
  } else {
    const std::size_t width = boxed ? std::max(columns_, row.cells.size()) : row.cells.size();
    for (std::size_t i = 0; i < width; ++i)
      put_cell(static_cast<lxw_col_t>(i), i < row.cells.size() ? row.cells[i] : SheetCell(), row.bold, boxed);
  }
  ++row_;
}

void Writer::put(const Sheet& sheet) {
  constexpr std::uint8_t a4 = 9;
  if (book_ == nullptr || !trouble_.empty()) return;
  note(workbook_validate_sheet_name(book_, sheet.name.c_str()));
  if (!trouble_.empty()) return;
  sheet_ = workbook_add_worksheet(book_, sheet.name.c_str());
  if (sheet_ == nullptr) return note(LXW_ERROR_MEMORY_MALLOC_FAILED);
  row_ = 0;
  columns_ = sheet.columns.size();
  worksheet_set_landscape(sheet_);
  worksheet_set_paper(sheet_, a4);
  worksheet_fit_to_pages(sheet_, 1, 0);
  note(worksheet_set_footer(sheet_, "&C&P/&N"));
  for (std::size_t i = 0; i < columns_; ++i) {
    const auto column = static_cast<lxw_col_t>(i);
    note(worksheet_set_column(sheet_, column, column, sheet.columns[i].width, nullptr));
  }
  for (const SheetRow& row : sheet.above) put(row, false);
  if (columns_ != 0) {
    for (std::size_t i = 0; i < columns_; ++i)
      put_text(static_cast<lxw_col_t>(i), sheet.columns[i].heading, format(Look::heading, true, true));
    note(worksheet_repeat_rows(sheet_, row_, row_));
    worksheet_freeze_panes(sheet_, ++row_, 0);
  }
  for (const SheetRow& row : sheet.rows) put(row, true);
  for (const SheetRow& row : sheet.below) put(row, false);
}

bool Writer::close() {
  if (book_ == nullptr) return trouble_.empty();
  lxw_doc_properties properties = {};
  properties.created = 315'532'800;  // 1980-01-01, as all files in a zip of no date
  note(workbook_set_properties(book_, &properties));
  note(workbook_close(book_));
  book_ = nullptr;
  return trouble_.empty();
}

}  // namespace

bool write_workbook(const std::string& path, const std::vector<Sheet>& sheets, const Currency& currency,
                    Text& trouble) {
  NewFile file(path);
  if (!file.open()) {
    trouble = file.trouble();
    return false;
  }
  Writer writer(file.name().c_str(), currency);
  for (const Sheet& sheet : sheets) writer.put(sheet);
  if (!writer.close()) {
    trouble = writer.trouble();
    return false;
  }
  if (file.keep()) return true;
  trouble = file.trouble();
  return false;
}

}  // namespace edge
}  // namespace HOTRO_ABI
}  // namespace hotro
