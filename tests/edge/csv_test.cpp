// SPDX-License-Identifier: Apache-2.0
#include "hotro/edge/csv.hpp"

#include <catch2/catch.hpp>
#include <random>
#include <string>
#include <vector>

using namespace hotro;
using namespace hotro::edge;

namespace {

/// `line:a|b|c` or `line:!fault` for each row.
std::vector<std::string> rows(std::string_view text) {
  CsvReader reader(text);
  CsvRow row;
  std::vector<std::string> result;
  while (reader.next(row)) {
    std::string line = std::to_string(row.line) + ":";
    if (row.fault != CsvFault::none)
      line += "!" + std::string(name(row.fault));
    else
      for (std::size_t i = 0; i < row.cells.size(); ++i)
        line += (i == 0 ? "" : "|") + std::string(row.cells[i]);
    result.push_back(line);
  }
  return result;
}

using Rows = std::vector<std::string>;

}  // namespace

TEST_CASE("rows and cells") {
  CHECK(rows("") == Rows{});
  CHECK(rows("a,b\n1,2\n") == Rows{"1:a|b", "2:1|2"});
  CHECK(rows("a,b\n1,2") == Rows{"1:a|b", "2:1|2"});
  CHECK(rows("a,b\r\n1,\r\n") == Rows{"1:a|b", "2:1|"});
  CHECK(rows("a,b\r1,2\r") == Rows{"1:a|b", "2:1|2"});
  CHECK(rows("\xEF\xBB\xBF"
             "a,b\n") == Rows{"1:a|b"});
}

TEST_CASE("quotes hold separators, quotes and line ends") {
  CHECK(rows("\"a,b\",\"c\"\"d\"\n") == Rows{"1:a,b|c\"d"});
  CHECK(rows("a,b\n\"x\ny\",2\n3,4\n") == Rows{"1:a|b", "2:x\ny|2", "4:3|4"});
  CHECK(rows("\"x\r\ny\"\r\nz\r\n") == Rows{"1:x\r\ny", "3:z"});
  CHECK(rows("\"\",\"\"\"\"\n") == Rows{"1:|\""});
  CHECK(rows("a\"b,c\n") == Rows{"1:a\"b|c"});
}

TEST_CASE("rows without content are no rows, but count as lines") {
  CHECK(rows("a\n\n\nb\n") == Rows{"1:a", "4:b"});
  CHECK(rows("a,b\n,\n1,2\n") == Rows{"1:a|b", "3:1|2"});
}

TEST_CASE("the separator is the one that the header uses") {
  CHECK(rows("a;b\n1.000,5;2\n") == Rows{"1:a|b", "2:1.000,5|2"});
  CHECK(rows("a\tb\n1\t2\n") == Rows{"1:a|b", "2:1|2"});
  CHECK(rows("\"a;a;a\",b\n1,2\n") == Rows{"1:a;a;a|b", "2:1|2"});
}

TEST_CASE("a faulty row does not swallow the rows behind it") {
  CHECK(rows("a,b\n\"1,2\n3,4\n") == Rows{"1:a|b", "2:!open_quote", "3:3|4"});
  CHECK(rows("a,b\n\"1\"x,2\n3,4\n") == Rows{"1:a|b", "2:!stray_quote", "3:3|4"});
  CHECK(rows("a,b\n\xFF,2\n3,4\n") == Rows{"1:a|b", "2:!not_utf8", "3:3|4"});
  CHECK(rows("a\n" + std::string(longest_cell + 1, 'x') + "\nb\n") == Rows{"1:a", "2:!too_large", "3:b"});
  CHECK(rows("a\n" + std::string(longest_cell, 'x') + "\n").back().size() == longest_cell + 2);
  CHECK(rows("a\n" + std::string(most_cells, ',') + "x\nb\n") == Rows{"1:a", "2:!too_large", "3:b"});
  CHECK(rows("a\n" + std::string(most_cells - 1, ',') + "x\nb\n").size() == 3);
}

TEST_CASE("what is written is read back") {
  std::mt19937 random(6696);
  const std::string letters = "ab,;\"\n\r\t \xC4\x91";
  for (int round = 0; round < 2000; ++round) {
    std::vector<std::string> cells(1 + random() % 4);
    for (std::string& cell : cells) {
      for (std::size_t length = random() % 6; length != 0; --length) {
        const std::size_t at = random() % (letters.size() - 1);
        cell += at >= letters.size() - 2 ? letters.substr(letters.size() - 2) : letters.substr(at, 1);
      }
    }
    std::string text;
    append_row(text, {cells.begin(), cells.end()});
    CsvReader reader(text, ',');
    CsvRow row;
    bool content = false;
    for (const std::string& cell : cells) content = content || !cell.empty();
    REQUIRE(reader.next(row) == content);
    if (!content) continue;
    REQUIRE(row.fault == CsvFault::none);
    REQUIRE(std::vector<std::string>(row.cells.begin(), row.cells.end()) == cells);
    REQUIRE_FALSE(reader.next(row));
  }
}

TEST_CASE("any bytes end in rows") {
  std::mt19937 random(7785);
  const std::string bytes("a,;\"\n\r\t\0\xFF\xC4\x91", 11);
  for (int round = 0; round < 5000; ++round) {
    std::string text;
    for (std::size_t length = random() % 40; length != 0; --length) text += bytes[random() % bytes.size()];
    std::uint32_t line = 0;
    CsvReader reader(text);
    CsvRow row;
    while (reader.next(row)) {
      REQUIRE(row.line > line);
      line = row.line;
    }
  }
}

TEST_CASE("UTF-8 is what Unicode says it is") {
  CHECK(is_utf8("Quyết định 6696"));
  CHECK(is_utf8("\xF0\x9F\x98\x80"));
  for (const char* bytes :
       {"\xC0\x80", "\xE0\x80\x80", "\xED\xA0\x80", "\xF4\x90\x80\x80", "\x80", "\xC3", "\xF0\x9F\x98"}) {
    CHECK_FALSE(is_utf8(bytes));
  }
  CHECK_FALSE(is_utf8(std::string_view("\0", 1)));
}

TEST_CASE("UTF-16 becomes UTF-8, and half of a pair no UTF-8 at all") {
  auto turned = [](std::string text) {
    to_utf8(text);
    return text;
  };
  using namespace std::string_literals;
  CHECK(turned("a,b") == "a,b");
  CHECK(turned("\xFF\xFE"
               "a\0\x11\x01"s) == "a\xC4\x91");
  CHECK(turned("\xFE\xFF\0a\x01\x11"s) == "a\xC4\x91");
  CHECK(turned("\xFE\xFF\xD8\x3D\xDE\0"s) == "\xF0\x9F\x98\x80");
  CHECK(turned("\xFF\xFE") == "");
  CHECK_FALSE(is_utf8(turned("\xFE\xFF\xD8\x3D\0a"s)));
  CHECK_FALSE(is_utf8(turned("\xFE\xFF\0a\0"s)));
}

TEST_CASE("a line of its own may say the separator") {
  CHECK(rows("sep=;\na,b;c\n") == Rows{"2:a,b|c"});
  CHECK(rows("sep=,\r\na;b;c,d\r\n") == Rows{"2:a;b;c|d"});
  CHECK(rows("sep=|\na,b\n") == Rows{"1:sep=|", "2:a|b"});
  CHECK(rows("sep=;x\n") == Rows{"1:sep=|x"});
}

TEST_CASE("formulas and what nobody sees") {
  for (const char* text : {"=1", "@a", "+a", "-1+2", "-",
                           "\xEF\xBC\x9D"
                           "1"})
    CHECK(is_formula(text));
  for (const char* text : {"", "a=1", "+84912345678", "-1.000,5", "'=1", "\xEF\xBC\x91"})
    CHECK_FALSE(is_formula(text));
  CHECK(visible("a\x1B[31m\xE2\x80\x8B\xC2\xA0\xC4\x91") == "a?[31m??\xC4\x91");
  CHECK(visible("a\xFF\xC4") == "a??");
}
