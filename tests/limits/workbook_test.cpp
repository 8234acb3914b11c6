// SPDX-License-Identifier: Apache-2.0
// Workbooks, of which a few bytes can unpack to very many.
#include "workbooks.hpp"

#include <catch2/catch.hpp>

#include "hotro/edge/xlsx.hpp"
#include "hotro/limits.hpp"
#include "xlsx_parts.hpp"
#include "xlsx_sheet.hpp"

using namespace hotro;
using namespace hotro::edge;
using workbooks::Book;
using workbooks::Parts;

namespace {

/// What is said of a workbook; empty if it is read.
std::string said_of(const Parts& parts) {
  SheetText sheet;
  Text trouble;
  return read_sheet(workbooks::zipped(parts), sheet, trouble) ? "" : trouble.en;
}

/// A part that is as large as that.
Parts with_size(std::size_t part, std::size_t size) {
  Parts parts = Book{"<row><c><v>1</v></c></row>", "", "", ""}.parts();
  REQUIRE(parts[part].second.size() <= size);
  parts[part].second.append(size - parts[part].second.size(), ' ');
  return parts;
}

class Nothing final : public XmlHandler {
  void open(std::string_view, const XmlAttributes&) override {}
  void close(std::string_view) override {}
};

/// Whether XML is parsed within its memory.
bool parsed(const std::string& xml) {
  Nothing nothing;
  XmlParser parser(nothing);
  constexpr std::size_t piece = 131'072;
  for (std::size_t at = 0; at < xml.size(); at += piece) {
    if (parser.feed(std::string_view(xml).substr(at, piece), at + piece >= xml.size())) continue;
    CHECK(parser.trouble().en == "its XML has tags that are too long, too deep or of too many names");
    return false;
  }
  return true;
}

std::string repeat(const std::string& piece, std::size_t count) {
  std::string text;
  for (std::size_t i = 0; i < count; ++i) text += piece;
  return text;
}

}  // namespace

TEST_CASE("largest_workbook: parts are unpacked up to a size in all, and not a byte more", "[limits]") {
  static_assert(largest_workbook == std::size_t{2} << 30U);
  const std::string xml = "<x>" + std::string(993, ' ') + "</x>";  // 1,000 bytes
  const std::string bytes = workbooks::zipped({{"a.xml", xml}, {"b.xml", xml}});
  const auto read = [&](std::size_t most) {
    WorkbookParts parts(most);
    Text trouble;
    Nothing nothing;
    REQUIRE(parts.open(bytes, trouble));
    REQUIRE(parts.read("a.xml", 5'000, nothing, trouble));
    return parts.read("b.xml", 5'000, nothing, trouble) ? "" : trouble.en;
  };
  CHECK(read(2'000) == "");
  CHECK(read(1'999) == "the workbook is too large: it has more than 1,999 bytes unpacked");
}

TEST_CASE("largest_workbook_part: what a workbook says of itself has 16 MiB, and not a byte more",
          "[limits]") {
  for (const std::size_t part : {0U, 1U, 2U, 3U}) {
    CHECK(said_of(with_size(part, largest_workbook_part)) == "");
    CHECK(said_of(with_size(part, largest_workbook_part + 1)) ==
          "the workbook is too large: it has more than 16,777,216 bytes unpacked");
  }
  CHECK(said_of(with_size(4, largest_workbook_part + 1)) == "");
  CHECK(said_of(with_size(5, largest_workbook_part + 1)) == "");
}

TEST_CASE("most_workbook_parts: 10,000 files within, and with one more it is not opened", "[limits]") {
  Parts parts = Book{"<row><c><v>1</v></c></row>", "", "", ""}.parts();
  while (parts.size() < most_workbook_parts) parts.emplace_back("x" + std::to_string(parts.size()), "");
  CHECK(said_of(parts) == "");
  parts.emplace_back("x", "");
  CHECK(said_of(parts) == "the workbook is too large: it has more than 10,000 files inside");
}

TEST_CASE("most_workbook_texts: ten million texts, and with one more it is refused", "[limits]") {
  SharedTexts texts;
  const char* none[] = {nullptr};
  const auto add = [&] {
    texts.open("si", XmlAttributes(none));
    texts.close("si");
  };
  for (std::size_t i = 0; i < most_workbook_texts; ++i) add();
  CHECK(texts.trouble().empty());
  add();
  CHECK(texts.trouble().en == "the workbook is too large: it has more than 10,000,000 texts");
}

TEST_CASE("largest_markup: long tags, deep ones and many names take 4 MiB, and what takes more is refused",
          "[limits]") {
  const auto attribute = [](std::size_t size) { return "<x a=\"" + std::string(size, 'x') + "\"/>"; };
  CHECK(parsed(attribute(1U << 18U)));
  CHECK_FALSE(parsed(attribute(largest_markup)));
  const auto deep = [](std::size_t depth) { return repeat("<x>", depth) + repeat("</x>", depth); };
  CHECK(parsed(deep(10'000)));
  CHECK_FALSE(parsed(deep(100'000)));
  const auto names = [](std::size_t count) {
    std::string text = "<x>";
    for (std::size_t i = 0; i < count; ++i) text += "<x" + std::to_string(i) + "/>";
    return text + "</x>";
  };
  CHECK(parsed(names(10'000)));
  CHECK_FALSE(parsed(names(100'000)));
  CHECK_FALSE(parsed("<x><!--" + std::string(largest_markup, 'x') + "--></x>"));
  CHECK(parsed("<x>" + std::string(4 * largest_markup, 'x') + "</x>"));
}

TEST_CASE("most_sheet_rows: row 1,048,576 is read, and there is none behind it", "[limits]") {
  const auto row = [](std::uint32_t number) {
    return said_of(
        Book{"<row r=\"" + std::to_string(number) + "\"><c><v>1</v></c></row>", "", "", ""}.parts());
  };
  CHECK(row(most_sheet_rows) == "");
  CHECK(row(most_sheet_rows + 1) ==
        "the workbook is damaged: sheet \"Sheet1\", row \"1048577\" is out of place, or there is none such");
}

TEST_CASE("most_sheet_columns: column 16,384 is read, and there is none behind it", "[limits]") {
  const auto cell = [](const std::string& name) {
    return said_of(Book{"<row><c r=\"" + name + "\"><v>1</v></c></row>", "", "", ""}.parts());
  };
  CHECK(cell(place_name(1, most_sheet_columns)) == "");
  CHECK(cell(place_name(1, most_sheet_columns + 1)) ==
        "the workbook is damaged: sheet \"Sheet1\", cell \"XFE1\" is out of place, or there is none such");
}
