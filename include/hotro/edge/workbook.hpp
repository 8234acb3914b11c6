// SPDX-License-Identifier: Apache-2.0
#pragma once

// Lists for people to print, sign and send: a workbook (.xlsx). The same lists are the same bytes, whenever
// and wherever they are written.
//
//   hotro::edge::Sheet list = {"Danh sách", {{{"DANH SÁCH"}, true, true}}, {{"Mã hồ sơ", 12}, {"Số tiền",
//   16}}}; list.rows.push_back({{"D1", hotro::Money{500'000}}}); if
//   (!hotro::edge::write_workbook("list.xlsx", {list}, hotro::edge::Currency("VND"), trouble)) …

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "../citation.hpp"
#include "../config.hpp"
#include "../date.hpp"
#include "../money.hpp"
#include "cells.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace edge {

/// Nothing; a text, also of digits, which keeps its zeros and is never a formula (see `harmless`); a whole
/// number; an amount of minor units; a day. What a spreadsheet cannot hold exactly, beyond 15 digits, is
/// written as text.
using SheetCell = std::variant<std::monostate, std::string, std::int64_t, Money, Date>;

struct SheetRow {
  std::vector<SheetCell> cells;
  bool bold = false;
  bool across = false;  // each text is centred from its column to the next that has one
};

struct SheetColumn {
  std::string heading;
  int width = 12;  // in digits
};

/// A4 on its side, as wide as one page; the headings stay in view, and begin every page.
struct Sheet {
  std::string name;  // at most 31 characters, none of []:*?/\ in it
  std::vector<SheetRow> above;
  std::vector<SheetColumn> columns;
  std::vector<SheetRow> rows;
  std::vector<SheetRow> below;  // totals, signatures
};

/// Writes the sheets to a file, which is replaced at once when all is written. False with the trouble; then
/// the file is as it was.
bool write_workbook(const std::string& path, const std::vector<Sheet>& sheets, const Currency& currency,
                    Text& trouble);

}  // namespace edge
}  // namespace HOTRO_ABI
}  // namespace hotro
