// SPDX-License-Identifier: Apache-2.0
#include "xlsx_cells.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <vector>

#include "hotro/date.hpp"
#include "hotro/limits.hpp"
#include "utf16.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace edge {
namespace {

constexpr std::string_view decimal_digits = "0123456789";

bool all_digits(std::string_view text) {
  return !text.empty() && text.find_first_not_of(decimal_digits) == std::string_view::npos;
}

template <typename Number>
bool read_number(std::string_view text, Number& number, int base = 10) {
  const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), number, base);
  return error == std::errc{} && stop == text.data() + text.size() && !text.empty();
}

/// 0.digits times ten to the power of `point`; the digits neither begin nor end with 0.
struct Decimal {
  bool negative = false;
  std::string digits;
  int point = 0;

  [[nodiscard]] int size() const { return static_cast<int>(digits.size()); }
  void trim() {
    while (!digits.empty() && digits.back() == '0') digits.pop_back();
    const std::size_t zeros = std::min(digits.find_first_not_of('0'), digits.size());
    digits.erase(0, zeros);
    point -= static_cast<int>(zeros);
  }
  /// To so many digits, half away from zero.
  void round(std::size_t most) {
    if (digits.size() <= most) return;
    const bool up = digits[most] >= '5';
    digits.resize(most);
    digits.insert(0, 1, '0');
    ++point;
    for (std::size_t at = most; up; --at) {
      if (digits[at] != '9') {
        ++digits[at];
        break;
      }
      digits[at] = '0';
    }
    trim();
  }
};

bool read_decimal(std::string_view text, Decimal& out) {
  out.negative = text.starts_with('-');
  if (out.negative) text.remove_prefix(1);
  const std::size_t e = text.find_first_of("eE");
  int power = 0;
  if (e != std::string_view::npos) {
    std::string_view exponent = text.substr(e + 1);
    if (exponent.starts_with('+')) exponent.remove_prefix(1);
    if (exponent.size() > 4 || !read_number(exponent, power)) return false;
    text = text.substr(0, e);
  }
  const std::size_t point = text.find('.');
  const std::string_view whole = text.substr(0, point);
  const std::string_view fraction = point == std::string_view::npos ? "" : text.substr(point + 1);
  out.digits = std::string(whole) + std::string(fraction);
  if (!all_digits(out.digits) || out.digits.size() > 400) return false;
  out.point = static_cast<int>(whole.size()) + power;
  out.trim();
  return true;
}

/// `_x000D_`: a code point in four digits.
constexpr std::size_t escape_size = 7;
bool read_escape(std::string_view text, std::uint32_t& point) {
  return text.size() >= escape_size && text.starts_with("_x") && text[escape_size - 1] == '_' &&
         read_number(text.substr(2, 4), point, 16);
}

/// The letters of a format that stand for parts of a day, with how often each stands: d2 m2 y4.
struct FormatPart {
  char letter = 0;
  int count = 0;
};

std::vector<FormatPart> format_parts(std::string_view code) {
  std::vector<FormatPart> parts;
  for (std::size_t at = 0; at < code.size() && code[at] != ';'; ++at) {
    const char c = code[at];
    const char letter = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    if (c == '"' || c == '[') {
      const std::size_t end = std::min(code.find(c == '"' ? '"' : ']', at + 1), code.size());
      if (c == '[' && end > at + 1 &&
          code.substr(at + 1, end - at - 1).find_first_not_of("hHmMsS") == std::string_view::npos)
        parts.push_back({'h', 1});  // hours and more of them than a day has
      at = end;
    } else if (c == '\\' || c == '_' || c == '*') {
      ++at;
    } else if (letter == 'a' && (code.substr(at, 5) == "AM/PM" || code.substr(at, 5) == "am/pm")) {
      parts.push_back({'h', 1});
      at += 4;
    } else if (std::string_view("ymdhs").find(letter) != std::string_view::npos) {
      if (at == 0 || parts.empty() || parts.back().letter != letter || code[at - 1] != c)
        parts.push_back({letter, 0});
      ++parts.back().count;
    }
  }
  return parts;
}

/// The day as ISO writes it, by how many there are since the workbook's first.
std::string iso_of(std::int32_t number, bool from_1904) {
  constexpr Date day_0_of_1900{-25'569};  // 1899-12-30, from March 1900 on
  constexpr Date day_0_of_1904{-24'107};
  constexpr std::int32_t leap_day = 60;  // the one of 1900, which was none
  if (from_1904) return iso(day_0_of_1904 + number);
  if (number == leap_day) return "1900-02-29";
  return iso(day_0_of_1900 + (number < leap_day ? number + 1 : number));
}

}  // namespace

bool read_place(std::string_view name, std::uint32_t& row, std::uint32_t& column) {
  std::size_t letters = 0;
  column = 0;
  for (; letters < std::min<std::size_t>(name.size(), 3) && name[letters] >= 'A' && name[letters] <= 'Z';
       ++letters)
    column = column * 26 + static_cast<std::uint32_t>(name[letters] - 'A' + 1);
  const std::string_view number = name.substr(letters);
  return letters != 0 && column <= most_sheet_columns && all_digits(number) && number.front() != '0' &&
         read_number(number, row) && row <= most_sheet_rows;
}

std::string place_name(std::uint32_t row, std::uint32_t column) {
  std::string name;
  for (; column != 0; column = (column - 1) / 26)
    name.insert(0, 1, static_cast<char>('A' + (column - 1) % 26));
  return name + std::to_string(row);
}

std::string plain_number(std::string_view number) {
  constexpr std::size_t digits_shown = 15;
  constexpr std::int64_t most_exact = std::int64_t{1} << 53U;
  const bool negative = number.starts_with('-');
  if (all_digits(number.substr(negative ? 1 : 0))) return std::string(number);
  Decimal decimal;
  if (!read_decimal(number, decimal)) return std::string(number);
  if (decimal.digits.empty()) return "0";
  const std::string sign = decimal.negative ? "-" : "";
  if (decimal.size() <= decimal.point) {
    std::int64_t whole = 0;
    const bool exact =
        decimal.point <= 16 &&
        read_number(
            decimal.digits + std::string(static_cast<std::size_t>(decimal.point - decimal.size()), '0'),
            whole);
    return exact && whole <= most_exact ? sign + std::to_string(whole) : std::string(number);
  }
  constexpr int least = -20;
  if (decimal.point > static_cast<int>(digits_shown) || decimal.point < least) return std::string(number);
  decimal.round(digits_shown);
  const int point = decimal.point;
  if (decimal.size() <= point)
    return sign + decimal.digits + std::string(static_cast<std::size_t>(point - decimal.size()), '0');
  std::string whole = point > 0 ? decimal.digits.substr(0, static_cast<std::size_t>(point)) : "0";
  std::string fraction = point > 0 ? decimal.digits.substr(static_cast<std::size_t>(point))
                                   : std::string(static_cast<std::size_t>(-point), '0') + decimal.digits;
  if (fraction.size() == 3) fraction += '0';
  return sign + whole + "." + fraction;
}

DayFormat day_format(std::string_view code) {
  DayFormat format;
  const std::vector<FormatPart> parts = format_parts(code);
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const auto [letter, count] = parts[i];
    // m is a month, or minutes beside hours and seconds.
    const bool minutes =
        letter == 'm' && count < 3 &&
        ((i > 0 && parts[i - 1].letter == 'h') || (i + 1 < parts.size() && parts[i + 1].letter == 's'));
    format.year = format.year || letter == 'y';
    format.month = format.month || (letter == 'm' && !minutes);
    format.day = format.day || (letter == 'd' && count < 3);  // three or more are the day of the week
    format.time = format.time || letter == 'h' || letter == 's' || minutes;
  }
  return format;
}

DayFormat built_in_day_format(std::uint32_t id) {
  switch (id) {
    case 15: return day_format("d-mmm-yy");
    case 16: return day_format("d-mmm");
    case 17: return day_format("mmm-yy");
    case 22: return day_format("d/m/yyyy h:mm");
    default: break;
  }
  // 14, and what East Asian spreadsheets have.
  const auto in = [&](std::uint32_t low, std::uint32_t high) { return id >= low && id <= high; };
  return id == 14 || in(27, 31) || id == 36 || in(50, 54) || in(57, 58) ? day_format("d/m/yyyy")
                                                                        : DayFormat();
}

std::string day_text(std::string_view number, const DayFormat& format, bool from_1904) {
  std::string plain = plain_number(number);
  const std::size_t point = plain.find('.');
  std::int32_t day = 0;
  const std::int32_t last = from_1904 ? 2'957'003 : 2'958'465;  // 9999-12-31
  if (!read_number(std::string_view(plain).substr(0, point), day) || day > last || day < (from_1904 ? 0 : 1))
    return plain;
  std::int64_t nanodays = 0;
  if (point != std::string::npos) read_number((plain.substr(point + 1) + "000000000").substr(0, 9), nanodays);
  std::int64_t seconds = (nanodays * 86'400 + 500'000'000) / 1'000'000'000;
  if (!format.time) seconds = 0;
  if (seconds == 86'400) {
    seconds = 0;
    ++day;
  }
  const std::string date = iso_of(day, from_1904);
  std::string text = !format.year   ? date.substr(8) + "/" + date.substr(5, 2)
                     : format.day   ? date
                     : format.month ? date.substr(0, 7)
                                    : date.substr(0, 4);
  if (seconds != 0)
    text += fmt::format(" {:02}:{:02}:{:02}", seconds / 3'600, seconds / 60 % 60, seconds % 60);
  return text;
}

std::string unescaped(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    std::uint32_t point = 0;
    if (read_escape(text.substr(at), point) && point != 0 && (point < 0xD800 || point > 0xDFFF)) {
      append_point(out, point);
      at += escape_size;
    } else {
      out += text[at++];
    }
  }
  return out;
}

std::string escaped(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size(); ++at) {
    std::uint32_t point = 0;
    if (read_escape(text.substr(at), point)) out += "_x005F";
    out += text[at];
  }
  return out;
}

}  // namespace edge
}  // namespace HOTRO_ABI
}  // namespace hotro
