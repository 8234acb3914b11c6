// SPDX-License-Identifier: Apache-2.0
// Whole columns are read as cell by cell, and every cell as read_cell reads it.
#include "column_parser.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <random>
#include <string>
#include <vector>

#include "hotro/date.hpp"

using namespace hotro;
using namespace hotro::edge;

namespace {

Input input(Kind kind, Interval range, std::vector<std::string> options = {}) {
  Input one;
  one.path = "fact";
  one.kind = kind;
  one.range = range;
  one.options = std::move(options);
  return one;
}

/// The column beside ids, so that it is neither the first nor blank.
void fill(CsvChunk& chunk, const std::vector<std::string>& cells) {
  std::string text;
  for (const std::string& cell : cells) text += "id;" + cell + "\n";
  std::copy_n(text.data(), text.size(), chunk.reserve(text.size()));
  chunk.set_size(text.size());
  chunk.split(';', 2, true);
  REQUIRE(chunk.rows() == cells.size());
}

/// How many cells were left to read_cell. All are compared with it.
std::size_t check(const Input& fact, const std::vector<std::string>& cells, const std::string& code = "VND") {
  const Currency currency(code);
  const ColumnParser parser(fact, currency);
  CsvChunk chunk;
  fill(chunk, cells);
  ColumnData column;
  std::vector<std::uint32_t> unread;
  parser.parse(chunk, 1, column, unread);
  for (const std::uint32_t row : unread) {
    const Cell cell = read_cell(fact, cells[row], currency);
    if (cell.state == CellState::value) column.put(row, cell.span());
  }
  const bool truth = fact.kind == Kind::truth;
  for (std::size_t row = 0; row < cells.size(); ++row) {
    INFO("row " << row << ": " << cells[row]);
    const Cell expected = read_cell(fact, cells[row], currency);
    if (expected.state == CellState::value) {
      REQUIRE(column.valid(row));
      REQUIRE(column.at(row) == expected.span());
    } else {
      if (!truth) REQUIRE_FALSE(column.valid(row));
      if (!truth) REQUIRE_FALSE(column.complete);
      REQUIRE(column.at(row).low == (truth ? 1 : fact.range.low));
      if (expected.state != CellState::missing)
        REQUIRE(std::binary_search(unread.begin(), unread.end(), row));
    }
  }
  return unread.size();
}

/// Of a word what a slip of the hand makes of it.
std::string mutant(std::string word, std::mt19937& random, const std::string& letters) {
  for (std::size_t i = random() % 3; i != 0; --i) {
    const std::size_t at = random() % (word.size() + 1);
    switch (random() % 3) {
      case 0: word.insert(at, 1, letters[random() % letters.size()]); break;
      case 1: word.erase(at, 1); break;
      default:
        if (at < word.size()) word[at] = letters[random() % letters.size()];
    }
  }
  return word;
}

std::vector<std::string> mutants(const std::vector<std::string>& words, const std::string& letters,
                                 std::size_t count) {
  std::mt19937 random(6696);
  std::vector<std::string> cells;
  while (cells.size() < count) {
    const std::string cell = mutant(words[random() % words.size()], random, letters);
    if (is_utf8(cell)) cells.push_back(cell);
  }
  return cells;
}

const Interval any_date{first_date.day, last_date.day};

}  // namespace

TEST_CASE("every day is read in each of its forms, without read_cell where all have the same") {
  const Input fact = input(Kind::date, any_date);
  for (const char* mark : {"-iso", "/", "-", "."}) {
    std::vector<std::string> cells;
    for (std::int32_t day = first_date.day; day <= last_date.day; ++day) {
      std::string text = mark[1] != '\0' ? iso({day}) : day_first({day});
      if (mark[1] == '\0') std::replace(text.begin(), text.end(), '/', *mark);
      cells.push_back(text);
    }
    CHECK(check(fact, cells) == 0);
  }
}

TEST_CASE("days that there are not, and what is like a date, are left to read_cell") {
  const Input fact = input(Kind::date, {0, 20'000});
  std::vector<std::string> cells = {"01/01/2000"};
  for (int day = 0; day < 40; ++day) {
    for (int month = 0; month < 20; ++month) {
      for (const int year : {0, 1899, 1900, 1969, 2000, 2001, 2004, 2023, 2024, 2100, 2101, 9999}) {
        char text[32];
        std::snprintf(text, sizeof text, "%02d/%02d/%04d", day, month, year);
        cells.emplace_back(text);
        std::snprintf(text, sizeof text, "%04d-%02d-%02d", year, month, day);
        cells.emplace_back(text);
      }
    }
  }
  check(fact, cells);
  std::reverse(cells.begin(), cells.end());
  check(fact, cells);
  for (const char* usual :
       {"01/10/2022", "2022-10-01", "31.12.1999", "1-2-2003", "1990", "10/1990", "1990-10"})
    check(fact, mutants({usual, "01/10/2022", "1990", ""}, "0123456789/-. a", 5'000));
}

TEST_CASE("a year or a month alone is a span of days within the range") {
  CHECK(check(input(Kind::date, any_date), {"1990", "02/1992", "2/1992", "1990-12", "", "01/01/1990"}) == 4);
  check(input(Kind::date, {7'300, 7'400}), {"1989", "1990", "1991", "12/1989", "1/1990", "2/1990", "4/1990"});
}

TEST_CASE("numbers are read as read_cell reads them") {
  const std::vector<std::string> usual = {
      "0",        "7",         "14",         "2958000",        "4160000",
      "12345678", "123456789", "1.831.000",  "1,831,000",      "100.000",
      "1.000",    "007",       "1000000000", "99999999999999", "999999999999999999",
      "",         "1_000_000", "1 000 000",  "4160000.00",     "5.0",
      "-5",       "1000 đ",    "VND 5"};
  for (const std::string& one : usual) {
    for (const Interval range :
         {Interval{0, 1'000'000'000}, Interval{-10, 10'000'000}, Interval{0, INT64_MAX}}) {
      std::vector<std::string> cells = mutants({one, "4160000"}, "0123456789.,_ -đ", 500);
      for (const Kind kind : {Kind::money, Kind::count, Kind::days, Kind::months})
        check(input(kind, range), cells);
      check(input(Kind::money, range), cells, "USD");
      check(input(Kind::money, range), cells, "KWD");
    }
  }
  const Input money = input(Kind::money, {0, 1'000'000'000});
  CHECK(check(money, {"2958000", "1.831.000", "", "123456789", "0", "1,000"}) == 0);
  CHECK(check(input(Kind::count, {0, 100}), {"14", "0", "", "100"}) == 0);
}

TEST_CASE("truths and choices are read as read_cell reads them") {
  const Input truth = input(Kind::truth, {0, 2});
  CHECK(check(truth, {"yes", "No", "TRUE", "false", "1", "0", "x", "X", "có", "Có", "KHÔNG", "không", "",
                      "1.0"}) == 0);
  check(truth,
        mutants({"yes", "no", "true", "có", "không", "co\xCC\x81", "1.0"}, "yesnotruecókhgXx01. ", 5'000));

  const std::vector<std::string> options = {
      "I", "II", "III", "IV", "reduced_hours", "working_days", "sixteen_letters_", "seventeen_letters"};
  const Input choice = input(Kind::choice, {0, 7}, options);
  CHECK(check(choice, {"I", "II", "III", "IV", "reduced_hours", "", "sixteen_letters_"}) == 0);
  check(choice, mutants(options, "IVreducd_hos ", 5'000));
  check(choice, {"seventeen_letters", "seventeen_lettes", "seventeen_letter_", "seventeen"});
  for (const std::size_t count : {100UL, 253UL, 254UL, 255UL, 256UL, 300UL, 2000UL}) {
    std::vector<std::string> many;
    std::vector<std::string> cells = {"", "0", "option"};
    for (std::size_t i = 0; i < count; ++i) many.push_back("option_" + std::to_string(i * 7));
    cells.insert(cells.end(), many.begin(), many.end());
    check(input(Kind::choice, {0, static_cast<std::int64_t>(count) - 1}, many), cells);
  }
}

TEST_CASE("rates are read as read_cell reads them") {
  check(input(Kind::rate, {0, 1'000'000}), {"70%", "", "0.7", "2/5", "1/3", "0", "150%", "abc"});
}
