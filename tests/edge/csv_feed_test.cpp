// SPDX-License-Identifier: Apache-2.0
// The rows that come out of chunks, whatever their size and however the bytes come, are those of CsvReader.
#include "csv_feed.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <random>
#include <string>
#include <vector>

#include "pieces.hpp"

using namespace hotro;
using namespace hotro::edge;

namespace {

using Rows = std::vector<std::string>;

std::string row_text(std::uint64_t line, CsvFault fault, const std::vector<std::string_view>& cells,
                     std::size_t columns) {
  std::string text = std::to_string(line) + ":";
  if (fault != CsvFault::none) return text + "!" + std::string(name(fault));
  if (cells.size() != columns) return text + std::to_string(cells.size()) + " cells";
  for (const std::string_view cell : cells) text += std::string(cell) + "|";
  return text;
}

Rows read_whole(std::string_view text) {
  CsvReader reader(text);
  CsvRow row;
  Rows rows;
  std::size_t columns = 0;
  while (reader.next(row)) {
    if (rows.empty()) columns = row.cells.size();
    rows.push_back(row_text(row.line, row.fault, row.cells, columns));
    if (rows.size() == 1 && row.fault != CsvFault::none) break;
  }
  return rows;
}

/// Long cells cut short, for messages.
Rows shown(Rows rows) {
  for (std::string& row : rows) {
    if (row.size() > 40) row = row.substr(0, 40) + "... of " + std::to_string(row.size());
  }
  return rows;
}

/// The rows and strays of the chunks in the order of lines. `again`: a mark is set before that chunk, and
/// what follows is read twice.
Rows read_chunks(ByteStream& stream, std::size_t chunk_bytes, int again = -1) {
  CsvFeed feed(stream, chunk_bytes);
  const CsvHeader& header = feed.read_header();
  if (!header.present) return {};
  const std::size_t columns = header.cells.size();
  Rows rows{
      row_text(header.line, header.fault, {header.cells.begin(), header.cells.end()}, header.cells.size())};
  if (header.fault != CsvFault::none) return rows;
  std::uint64_t line = feed.first_line();
  CsvChunk chunk;
  bool whole = false;
  std::size_t kept_rows = 0;
  std::uint64_t kept_line = 0;
  for (int number = 0;; ++number) {
    if (number == again) {
      feed.set_mark();
      kept_rows = rows.size();
      kept_line = line;
    }
    if (!feed.next(chunk, whole)) {
      if (again < 0 || number < again) break;
      REQUIRE(feed.back_to_mark());
      again = -1;
      rows.resize(kept_rows);
      line = kept_line;
      continue;
    }
    if (whole) chunk.split(header.separator, columns, true);
    std::size_t stray = 0;
    auto put_strays = [&](std::uint32_t before) {
      for (; stray < chunk.strays().size() && chunk.strays()[stray].line < before; ++stray) {
        const CsvStray& one = chunk.strays()[stray];
        rows.push_back(
            row_text(line + one.line, one.fault, std::vector<std::string_view>(one.cells), columns));
      }
    };
    for (std::size_t row = 0; row < chunk.rows(); ++row) {
      put_strays(chunk.line(row));
      std::vector<std::string_view> cells;
      for (std::size_t i = 0; i < columns; ++i) cells.push_back(chunk.cell(row, i));
      rows.push_back(row_text(line + chunk.line(row), CsvFault::none, cells, columns));
    }
    put_strays(UINT32_MAX);
    line += chunk.lines();
  }
  return rows;
}

std::string random_text(std::mt19937& random) {
  static const std::vector<std::string> pieces = {
      ",",
      ",",
      ",",
      "\n",
      "\n",
      "\r\n",
      "\r",
      "\"",
      "\"",
      "\"\"",
      "\",\"",
      "\n\"",
      "\"\n",
      "a",
      "bc",
      "đ",
      ";",
      " ",
      "\xFF",
      "\xC4",
      std::string("\0", 1),
      "a long cell that crosses a block of sixty-four bytes or two of them ",
  };
  // Few kinds of pieces at a time, so that clean tables come up, too.
  std::vector<std::string> some;
  for (std::size_t i = 2 + random() % 8; i != 0; --i) some.push_back(pieces[random() % pieces.size()]);
  std::string text = random() % 4 == 0 ? "\xEF\xBB\xBF" : "";
  if (random() % 8 == 0) text += "sep=;\r\n";
  text += random() % 2 == 0 ? "x,y\n" : "x;y\r\n";
  for (std::size_t i = random() % 120; i != 0; --i) text += some[random() % some.size()];
  return text;
}

}  // namespace

TEST_CASE("chunks have the rows of the whole text, wherever it is cut") {
  std::mt19937 random(6696);
  for (int round = 0; round < 20'000; ++round) {
    const std::string text = random_text(random);
    const std::size_t chunk = 1 + random() % (random() % 2 == 0 ? 16 : 200);
    const std::size_t most = 1 + random() % 100;
    INFO("round " << round << ", chunks of " << chunk << ", " << most << " bytes at a time: " << text);
    const Rows expected = read_whole(text);
    Pieces pipe(text, most, false);
    REQUIRE(read_chunks(pipe, chunk) == expected);
    Pieces file(text, most, random() % 2 == 0);
    REQUIRE(read_chunks(file, chunk, static_cast<int>(random() % 4)) == expected);
  }
}

TEST_CASE("rows too long for a chunk are read, and those too long for the reader are reported once") {
  const std::string cell(longest_cell, 'x');
  const std::string wide = std::string(most_cells - 1, ',') + "x\n";
  std::string many;  // a row of more than longest_row, every cell of which may be
  for (int i = 0; i < 40; ++i) many += "\"" + std::string(40'000, 'y') + "\",";
  for (const std::string& row :
       {cell + "\n", cell + "x\n", "\"" + cell + "\"\n", "\"" + cell + "x\"\n", wide, "," + wide,
        std::string(50'000, '1') + "," + std::string(50'000, '2') + "\n", many + "\n", many + many + "\n",
        many + "\"a\nb\"\n", std::string(3'000'000, 'z') + "\r\n", std::string(3'000'000, 'z') + "\r"}) {
    const std::string text = "x,y\n1,2\n" + row + "3,4\n\"5\n5\",6\n";
    const Rows expected = read_whole(text);
    REQUIRE(expected.size() >= 4);
    for (const std::size_t chunk : {100UL, 65'536UL, 262'144UL, 10'000'000UL}) {
      INFO("a row of " << row.size() << " bytes that begins with " << row.substr(0, 5) << " in chunks of "
                       << chunk);
      TextStream stream(text);
      CHECK(shown(read_chunks(stream, chunk)) == shown(expected));
      Pieces pipe(text, 1 + chunk / 3, false);
      CHECK(shown(read_chunks(pipe, chunk, 1)) == shown(expected));
    }
  }
}

TEST_CASE("UTF-16 is turned into UTF-8 while it is read") {
  const std::string text = "x,y\nđ,\xF0\x9F\x98\x80\n\"a\nb\",có\n";
  for (const bool little : {true, false}) {
    std::string wide = little ? "\xFF\xFE" : "\xFE\xFF";
    for (const char16_t unit : std::u16string(u"x,y\nđ,\U0001F600\n\"a\nb\",có\n")) {
      const char high = static_cast<char>(unit >> 8U);
      const char low = static_cast<char>(unit & 0xFFU);
      wide += little ? low : high;
      wide += little ? high : low;
    }
    for (const std::size_t most : {1UL, 3UL, 1000UL}) {
      Pieces pipe(wide, most, false);
      CHECK(read_chunks(pipe, 8) == read_whole(text));
      Pieces file(wide, most, true);
      CHECK(read_chunks(file, 8, 1) == read_whole(text));
    }
  }
}
