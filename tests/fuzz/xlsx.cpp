// SPDX-License-Identifier: Apache-2.0
// The input is a workbook; or, if it does not begin as one, the XML of a sheet, and behind U+001E, if they
// are there, that of its texts, its styles and the workbook.
#include "hotro/edge/xlsx.hpp"

#include "fuzz/claim.hpp"
#include "hotro/edge/csv.hpp"
#include "hotro/limits.hpp"
#include "workbooks.hpp"

using hotro::edge::SheetText;

namespace {

std::string workbook_of(std::string_view input) {
  if (hotro::edge::is_workbook(input)) return std::string(input);
  workbooks::Parts parts =
      workbooks::Book{"", "<si><t>a</t></si><si><t>b</t></si>", "dd/mm/yyyy\nmm/yyyy\nh:mm", ""}.parts();
  const std::vector<std::string> files = fuzz::files_of(input);
  constexpr std::size_t places[] = {5, 4, 3, 1};
  for (std::size_t i = 0; i < files.size() && i < std::size(places); ++i) parts[places[i]].second = files[i];
  return workbooks::zipped(parts);
}

void check_table(const std::string& text) {
  fuzz::claim(hotro::edge::is_utf8(text), "a table is UTF-8");
  hotro::edge::CsvReader reader(text);
  hotro::edge::CsvRow row;
  std::size_t width = 0;
  std::uint32_t before = 0;
  while (reader.next(row)) {
    fuzz::claim(row.line > before && row.line <= hotro::most_sheet_rows, "a row is a line");
    before = row.line;
    const bool too_large = row.fault == hotro::edge::CsvFault::too_large;
    fuzz::claim(too_large || row.fault == hotro::edge::CsvFault::none, "a row is CSV, or too large");
    if (too_large) continue;
    if (width == 0) width = row.cells.size();
    fuzz::claim(row.cells.size() >= width && row.cells.size() <= hotro::most_sheet_columns,
                "a row has the cells of the first");
  }
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const std::string workbook = workbook_of(fuzz::text_of(bytes, size));
  SheetText sheet, again;
  hotro::Text trouble, same;
  const bool readable = hotro::edge::read_sheet(workbook, sheet, trouble);
  fuzz::claim(hotro::edge::read_sheet(workbook, again, same) == readable && again.text == sheet.text &&
                  same.en == trouble.en,
              "a workbook is read twice the same");
  fuzz::claim(readable == trouble.empty() && trouble.vi.empty() == trouble.en.empty(),
              "a workbook is read, or it is said why not");
  fuzz::claim(hotro::edge::is_utf8(trouble.vi) && trouble.en.find('\n') == std::string::npos,
              "it is one sentence");
  check_table(sheet.text);
  return 0;
}
