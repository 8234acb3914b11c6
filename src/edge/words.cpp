// SPDX-License-Identifier: Apache-2.0
#include "hotro/edge/words.hpp"

#include <fmt/format.h>

#include <string_view>

namespace hotro {
inline namespace HOTRO_ABI {
namespace edge {
namespace {

void add(std::string& out, std::string_view word) {
  if (word.empty()) return;
  if (!out.empty()) out += ' ';
  out += word;
}

namespace vi {

constexpr std::string_view digits[] = {"không", "một", "hai", "ba",  "bốn",
                                       "năm",   "sáu", "bảy", "tám", "chín"};

/// A group of three digits that are not all 0; `whole`: with its hundreds, though they are 0.
void add_group(std::string& out, unsigned group, bool whole) {
  const unsigned hundreds = group / 100;
  const unsigned tens = group / 10 % 10;
  const unsigned ones = group % 10;
  whole = whole || hundreds != 0;
  if (whole) {
    add(out, digits[hundreds]);
    add(out, "trăm");
  }
  if (tens == 0 && ones != 0 && whole) add(out, "linh");
  if (tens == 1) add(out, "mười");
  if (tens > 1) {
    add(out, digits[tens]);
    add(out, "mươi");
  }
  if (ones == 0) return;
  add(out, ones == 1 && tens > 1 ? "mốt" : ones == 5 && tens > 0 ? "lăm" : digits[ones]);
}

/// Up to nine digits, not all 0.
void add_nine(std::string& out, std::uint32_t number, bool whole) {
  constexpr std::uint32_t scales[] = {1'000'000, 1'000, 1};
  constexpr std::string_view names[] = {"triệu", "nghìn", ""};
  for (int i = 0; i < 3; ++i) {
    const unsigned group = number / scales[i] % 1'000;
    if (group == 0) continue;
    add_group(out, group, whole);
    add(out, names[i]);
    whole = true;
  }
}

std::string words(std::uint64_t number) {
  constexpr std::uint64_t billion = 1'000'000'000;
  constexpr std::uint64_t scales[] = {billion * billion, billion, 1};
  constexpr std::string_view names[] = {"tỷ tỷ", "tỷ", ""};
  std::string out;
  for (int i = 0; i < 3; ++i) {
    const auto nine = static_cast<std::uint32_t>(number / scales[i] % billion);
    if (nine == 0) continue;
    add_nine(out, nine, !out.empty());
    add(out, names[i]);
  }
  return out.empty() ? std::string(digits[0]) : out;
}

}  // namespace vi

namespace en {

constexpr std::string_view below_20[] = {"zero",    "one",     "two",       "three",    "four",
                                         "five",    "six",     "seven",     "eight",    "nine",
                                         "ten",     "eleven",  "twelve",    "thirteen", "fourteen",
                                         "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"};
constexpr std::string_view tens[] = {"",      "",      "twenty",  "thirty", "forty",
                                     "fifty", "sixty", "seventy", "eighty", "ninety"};

/// A group of three digits that are not all 0.
void add_group(std::string& out, unsigned group) {
  const unsigned rest = group % 100;
  if (group >= 100) {
    add(out, below_20[group / 100]);
    add(out, "hundred");
  }
  if (rest >= 20) {
    add(out, tens[rest / 10]);
    if (rest % 10 != 0) out += fmt::format("-{}", below_20[rest % 10]);
  } else if (rest != 0) {
    add(out, below_20[rest]);
  }
}

std::string words(std::uint64_t number) {
  constexpr std::string_view names[] = {"",         "thousand",    "million",    "billion",
                                        "trillion", "quadrillion", "quintillion"};
  std::string out;
  std::uint64_t scale = 1'000'000'000'000'000'000;
  for (int i = 6; i >= 0; --i, scale /= 1'000) {
    const auto group = static_cast<unsigned>(number / scale % 1'000);
    if (group == 0) continue;
    add_group(out, group);
    add(out, names[i]);
  }
  return out.empty() ? std::string(below_20[0]) : out;
}

}  // namespace en

std::uint64_t magnitude(std::int64_t number) {
  const auto bits = static_cast<std::uint64_t>(number);
  return number < 0 ? 0 - bits : bits;
}

std::string signed_words(bool negative, std::uint64_t number, Language language) {
  if (language == Language::vi) return (negative ? "âm " : "") + vi::words(number);
  return (negative ? "minus " : "") + en::words(number);
}

/// All words that a number begins with begin with a letter of ASCII, but for `âm`.
std::string with_capital(std::string words) {
  constexpr std::string_view minus = "â";
  if (words.starts_with(minus)) return "Â" + words.substr(minus.size());
  words.front() = static_cast<char>(words.front() - 'a' + 'A');
  return words;
}

}  // namespace

std::string in_words(std::int64_t number, Language language) {
  return signed_words(number < 0, magnitude(number), language);
}

std::string money_in_words(std::int64_t units, const Currency& currency, Language language) {
  const bool vietnamese = language == Language::vi;
  std::uint64_t scale = 1;
  for (int i = 0; i < currency.digits; ++i) scale *= 10;
  const std::uint64_t minor = magnitude(units) % scale;
  const std::string words = with_capital(signed_words(units < 0, magnitude(units) / scale, language));
  const bool dong = currency.code == "VND";
  const std::string name = !dong ? currency.code : vietnamese ? "đồng" : "Vietnamese dong";
  if (minor == 0) return fmt::format("{} {} {}", words, name, vietnamese ? "chẵn" : "only");
  return fmt::format("{} {} {} {:0{}}/{}", words, name, vietnamese ? "và" : "and", minor, currency.digits,
                     scale);
}

}  // namespace edge
}  // namespace HOTRO_ABI
}  // namespace hotro
