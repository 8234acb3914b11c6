// SPDX-License-Identifier: Apache-2.0
// words.tsv has numbers and how they are read; what is read is read back by a parser that knows nothing of
// how it was written.
#include "hotro/edge/words.hpp"

#include <catch2/catch.hpp>
#include <fstream>
#include <map>
#include <random>
#include <sstream>
#include <string>

using namespace hotro;
using namespace hotro::edge;

namespace {

/// What stands before a unit is multiplied by it; a `tỷ` behind another multiplies all that was said.
std::int64_t parse_vi(const std::string& text) {
  static const std::map<std::string, std::int64_t> digits = {
      {"không", 0}, {"một", 1}, {"mốt", 1}, {"hai", 2}, {"ba", 3},  {"bốn", 4},
      {"năm", 5},   {"lăm", 5}, {"sáu", 6}, {"bảy", 7}, {"tám", 8}, {"chín", 9}};
  std::istringstream words(text);
  std::string word;
  std::uint64_t total = 0;  // what was said in front of the last `tỷ`
  std::uint64_t nine = 0;   // triệu and nghìn
  std::uint64_t group = 0;  // below 1000
  std::uint64_t digit = 0;
  bool negative = false;
  while (words >> word) {
    if (word == "âm") {
      negative = true;
    } else if (digits.count(word) != 0) {
      digit = static_cast<std::uint64_t>(digits.at(word));
    } else if (word == "trăm") {
      group = digit * 100;
      digit = 0;
    } else if (word == "mươi") {
      group += digit * 10;
      digit = 0;
    } else if (word == "mười") {
      group += 10;
    } else if (word == "nghìn" || word == "triệu") {
      nine += (group + digit) * (word == "nghìn" ? 1'000 : 1'000'000);
      group = digit = 0;
    } else if (word == "tỷ") {
      const std::uint64_t said = nine + group + digit;
      total = said == 0 ? total * 1'000'000'000 : total + said * 1'000'000'000;
      nine = group = digit = 0;
    } else if (word != "linh") {
      FAIL(word);
    }
  }
  total += nine + group + digit;
  return static_cast<std::int64_t>(negative ? 0 - total : total);
}

std::int64_t parse_en(std::string text) {
  static const std::map<std::string, std::uint64_t> units = {
      {"zero", 0},     {"one", 1},      {"two", 2},        {"three", 3},     {"four", 4},
      {"five", 5},     {"six", 6},      {"seven", 7},      {"eight", 8},     {"nine", 9},
      {"ten", 10},     {"eleven", 11},  {"twelve", 12},    {"thirteen", 13}, {"fourteen", 14},
      {"fifteen", 15}, {"sixteen", 16}, {"seventeen", 17}, {"eighteen", 18}, {"nineteen", 19},
      {"twenty", 20},  {"thirty", 30},  {"forty", 40},     {"fifty", 50},    {"sixty", 60},
      {"seventy", 70}, {"eighty", 80},  {"ninety", 90}};
  static const std::map<std::string, std::uint64_t> scales = {{"thousand", 1'000},
                                                              {"million", 1'000'000},
                                                              {"billion", 1'000'000'000},
                                                              {"trillion", 1'000'000'000'000},
                                                              {"quadrillion", 1'000'000'000'000'000},
                                                              {"quintillion", 1'000'000'000'000'000'000}};
  for (char& c : text) c = c == '-' ? ' ' : c;
  std::istringstream words(text);
  std::string word;
  std::uint64_t total = 0;
  std::uint64_t group = 0;
  bool negative = false;
  while (words >> word) {
    if (word == "minus") {
      negative = true;
    } else if (word == "hundred") {
      group *= 100;
    } else if (scales.count(word) != 0) {
      total += group * scales.at(word);
      group = 0;
    } else {
      group += units.at(word);
    }
  }
  total += group;
  return static_cast<std::int64_t>(negative ? 0 - total : total);
}

void check_back(std::int64_t number) {
  const std::string vi = in_words(number, Language::vi);
  const std::string en = in_words(number, Language::en);
  if (parse_vi(vi) == number && parse_en(en) == number) return;
  INFO(vi << " / " << en);
  CHECK(parse_vi(vi) == number);
  CHECK(parse_en(en) == number);
}

}  // namespace

TEST_CASE("numbers are read as words.tsv says") {
  std::ifstream file("tests/edge/words.tsv");
  REQUIRE(file);
  std::string line;
  int lines = 0;
  while (std::getline(file, line)) {
    if (line.empty() || line.front() == '#') continue;
    INFO(line);
    const std::size_t first = line.find('\t');
    const std::size_t second = line.find('\t', first + 1);
    REQUIRE(second != std::string::npos);
    const std::int64_t number = std::stoll(line.substr(0, first));
    CHECK(in_words(number, Language::vi) == line.substr(first + 1, second - first - 1));
    CHECK(in_words(number, Language::en) == line.substr(second + 1));
    ++lines;
  }
  CHECK(lines >= 80);
}

TEST_CASE("every number up to 200,000 can be read back") {
  for (std::int64_t number = 0; number <= 200'000; ++number) check_back(number);
}

TEST_CASE("numbers of any size can be read back") {
  std::mt19937_64 random(6696);
  for (int i = 0; i < 100'000; ++i) {
    auto number = static_cast<std::int64_t>(random() >> (random() % 64U));
    // With zeros at random places.
    for (std::int64_t scale = 1'000; i % 2 == 0 && scale < INT64_MAX / 1'000; scale *= 1'000) {
      if (random() % 3 == 0) number -= number / scale % 1'000 * scale;
    }
    check_back(number);
  }
  for (std::int64_t scale = 1; scale <= INT64_MAX / 10; scale *= 10) {
    for (const std::int64_t number : {scale - 1, scale, scale + 1, scale * 5, -scale}) check_back(number);
  }
  check_back(INT64_MAX);
  check_back(INT64_MIN);
}

TEST_CASE("amounts are in words as vouchers have them") {
  const Currency dong("VND");
  CHECK(money_in_words(541'700'000, dong, Language::vi) ==
        "Năm trăm bốn mươi mốt triệu bảy trăm nghìn đồng chẵn");
  CHECK(money_in_words(541'700'000, dong, Language::en) ==
        "Five hundred forty-one million seven hundred thousand Vietnamese dong only");
  CHECK(money_in_words(0, dong, Language::vi) == "Không đồng chẵn");
  CHECK(money_in_words(-15, dong, Language::vi) == "Âm mười lăm đồng chẵn");
  CHECK(money_in_words(-15, dong, Language::en) == "Minus fifteen Vietnamese dong only");
  const Currency euro("EUR");
  CHECK(money_in_words(1'205, euro, Language::vi) == "Mười hai EUR và 05/100");
  CHECK(money_in_words(1'205, euro, Language::en) == "Twelve EUR and 05/100");
  CHECK(money_in_words(-5, euro, Language::en) == "Minus zero EUR and 05/100");
  CHECK(money_in_words(1'200, euro, Language::vi) == "Mười hai EUR chẵn");
  CHECK(money_in_words(1'000, Currency("KWD"), Language::en) == "One KWD only");
  CHECK(money_in_words(INT64_MIN, euro, Language::en).ends_with(" EUR and 08/100"));
}
