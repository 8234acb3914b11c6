// SPDX-License-Identifier: Apache-2.0
#pragma once

// A sheet of a workbook while it is read: tags become cells, cells become the lines of a table.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "hotro/config.hpp"
#include "xlsx_cells.hpp"
#include "xml.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace edge {

/// Text that stands in `t` tags, but for how it is pronounced (`rPh`): at most `longest_cell` bytes and some,
/// as the reader of tables reports what is longer.
class RichText {
 public:
  void clear() { *this = RichText(); }
  void open(std::string_view name);
  void close(std::string_view name);
  void add(std::string_view text);
  [[nodiscard]] std::string text() const;

 private:
  std::string text_;
  std::size_t sounds_ = 0;  // open rPh
  bool open_ = false;
};

/// The texts that cells name by number.
class SharedTexts final : public XmlHandler {
 public:
  void open(std::string_view name, const XmlAttributes& attributes) override;
  void close(std::string_view name) override;
  void text(std::string_view text) override { item_.add(text); }
  /// False if there are not so many.
  bool find(std::size_t index, std::string_view& text) const;

 private:
  RichText item_;
  std::string all_;
  std::vector<std::size_t> ends_;  // in all_
};

/// What a sheet needs of its workbook.
struct SheetSettings {
  std::string name;
  bool from_1904 = false;          // how days are counted
  std::vector<DayFormat> formats;  // by the style of a cell
};

class SheetReader final : public XmlHandler {
 public:
  /// All must outlive the reader.
  SheetReader(const SheetSettings& settings, const SharedTexts& texts, std::string& out)
      : settings_(settings), texts_(texts), out_(out) {}
  void open(std::string_view name, const XmlAttributes& attributes) override;
  void close(std::string_view name) override;
  void text(std::string_view text) override;

 private:
  enum class Where : std::uint8_t { outside, table, row, cell, value, rich_text };
  void begin_row(std::string_view number);
  void begin_cell(const XmlAttributes& attributes);
  void end_cell();
  void end_row();
  void put(std::string text);
  void fail_at_cell(const Text& why);
  void fail_damaged(const Text& how);

  const SheetSettings& settings_;
  const SharedTexts& texts_;
  std::string& out_;
  Where where_ = Where::outside;
  std::size_t skipped_ = 0;   // open tags within that are none of these
  std::uint32_t row_ = 0;     // from 1; of the last row that began
  std::uint32_t column_ = 0;  // from 1; of the last cell in it
  std::uint32_t lines_ = 0;   // line ends in out_
  std::size_t cells_ = 0;     // in line_
  std::size_t header_ = 0;    // cells of the first row with content
  std::string line_;          // the row so far
  std::string type_, value_;  // of the cell
  DayFormat format_;
  RichText rich_;
};

}  // namespace edge
}  // namespace HOTRO_ABI
}  // namespace hotro
