// SPDX-License-Identifier: Apache-2.0
#include "hotro/edge/cells.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <limits>

#include "hotro/date.hpp"
#include "hotro/diagnostic.hpp"
#include "hotro/edge/csv.hpp"
#include "hotro/money.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace edge {
namespace {

constexpr std::int64_t too_large = std::numeric_limits<std::int64_t>::max();
constexpr std::string_view no_break_space = "\xC2\xA0";

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// ASCII and Vietnamese letters in lower case; other bytes stay. Vietnamese capitals stand in Latin-1 (À: 32
/// below their small letters) and in blocks where capitals are even and small letters the odd code point
/// behind them.
std::string lower(std::string_view text) {
  std::string result(text);
  auto byte = [&](std::size_t i) { return i < result.size() ? static_cast<unsigned char>(result[i]) : 0U; };
  auto raise = [&](std::size_t i, unsigned by) { result[i] = static_cast<char>(byte(i) + by); };
  for (std::size_t i = 0; i < result.size(); ++i) {
    const unsigned c = byte(i);
    if (c >= 'A' && c <= 'Z') {
      raise(i, 32);
    } else if (c == 0xC3 && byte(i + 1) >= 0x80 && byte(i + 1) <= 0x9E) {
      raise(i + 1, 32);
    } else if ((c == 0xC4 || c == 0xC5) && byte(i + 1) >= 0x80 && byte(i + 1) % 2 == 0) {
      raise(i + 1, 1);  // Ă Đ Ĩ Ũ
    } else if (c == 0xC6 && byte(i + 1) == 0xA0) {
      raise(i + 1, 1);  // Ơ
    } else if (c == 0xC6 && byte(i + 1) == 0xAF) {
      raise(i + 1, 1);  // Ư
    } else if (c == 0xE1 && (byte(i + 1) == 0xBA || byte(i + 1) == 0xBB) && byte(i + 2) % 2 == 0) {
      raise(i + 2, 1);  // Ạ .. Ỹ
    }
  }
  return result;
}

bool is_one_of(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

/// Appends a digit; false where the number leaves 64 bits.
bool append_digit(std::int64_t& number, char digit) {
  return !__builtin_mul_overflow(number, std::int64_t{10}, &number) &&
         !__builtin_add_overflow(number, static_cast<std::int64_t>(digit - '0'), &number);
}

/// Digits, perhaps in groups of three behind one and the same of `separators`. A number beyond 64 bits
/// becomes `too_large`, which no fact accepts.
bool read_whole(std::string_view text, std::string_view separators, std::int64_t& number) {
  const bool negative = !text.empty() && text.front() == '-';
  if (negative) text.remove_prefix(1);
  const std::size_t first = text.find_first_not_of("0123456789");
  const char separator = first == std::string_view::npos ? '\0' : text[first];
  if (text.empty() || !is_digit(text.front())) return false;
  if (separator != '\0' && separators.find(separator) == std::string_view::npos) return false;
  number = 0;
  std::size_t run = 0;  // digits since the last separator
  bool overflow = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (is_digit(text[i])) {
      overflow = overflow || !append_digit(number, text[i]);
      ++run;
      continue;
    }
    const bool leading = i == run;  // no separator so far
    if (text[i] != separator || (leading ? run > 3 : run != 3)) return false;
    run = 0;
  }
  if (separator != '\0' && run != 3) return false;
  if (overflow) number = too_large;
  if (negative) number = -number;
  return true;
}

/// Takes the currency off the end, or its code off the beginning.
std::string_view without_currency(std::string_view text, const Currency& currency) {
  const std::string folded = lower(text);
  const std::string code = lower(currency.code);
  auto ends_with = [&](std::string_view word) {
    return folded.size() > word.size() && folded.compare(folded.size() - word.size(), word.size(), word) == 0;
  };
  if (folded.compare(0, code.size(), code) == 0) return trim(text.substr(code.size()));
  if (ends_with(code)) return trim(text.substr(0, text.size() - code.size()));
  if (code != "vnd") return text;
  for (const std::string_view word : {"vnđ", "đồng", "đo\xCC\x82\xCC\x80ng", "đ", "₫"}) {
    if (ends_with(word)) return trim(text.substr(0, text.size() - word.size()));
  }
  return text;
}

/// Takes off a fraction of one or two zeros, which programs write behind whole numbers (5.0). The mark in
/// front of it must not be that of groups: 1.00 may be half a group, 1,000.00 and 1000.00 are not.
std::string_view without_zeros(std::string_view text, bool groups) {
  const std::size_t mark = text.find_last_of(".,");
  if (mark == std::string_view::npos || mark == 0) return text;
  const std::string_view zeros = text.substr(mark + 1);
  const std::string_view whole = text.substr(0, mark);
  if (zeros != "0" && zeros != "00") return text;
  if (!groups) return zeros == "0" ? whole : text;
  const std::size_t other = whole.find_first_not_of("-0123456789");
  if (other == std::string_view::npos) return whole.size() > 3 || whole == "0" ? whole : text;
  return whole[other] != text[mark] ? whole : text;
}

/// Blanks between digits become the plain one, which may stand between groups as well: 1 000 000.
std::string plain_blanks(std::string_view text) {
  std::string plain(text);
  for (const std::string_view blank : {"\xC2\xA0", "\xE2\x80\xAF", "\xE2\x80\x89"}) {
    for (std::size_t at = plain.find(blank); at != std::string::npos; at = plain.find(blank, at))
      plain.replace(at, blank.size(), " ");
  }
  return plain;
}

bool read_money(std::string_view given, const Currency& currency, std::int64_t& units) {
  const std::string plain =
      given.find_first_of("\xC2\xE2") == std::string_view::npos ? "" : plain_blanks(given);
  std::string_view text = without_currency(plain.empty() ? given : plain, currency);
  if (currency.digits == 0) text = without_zeros(text, true);
  std::string_view minor;
  const auto digits = static_cast<std::size_t>(currency.digits);
  // A group has three digits, so two behind the last point or comma are cents.
  if (digits > 0 && digits != 3 && text.size() > digits + 1) {
    const char mark = text[text.size() - digits - 1];
    if (mark == '.' || mark == ',') {
      minor = text.substr(text.size() - digits);
      if (minor.find_first_not_of("0123456789") != std::string_view::npos) return false;
      text.remove_suffix(digits + 1);
      if (text.find(mark) != std::string_view::npos) return false;
    }
  }
  if (!read_whole(text, "._, ", units)) return false;
  const bool negative = text.front() == '-';
  for (std::size_t i = 0; i < digits; ++i) {
    const int digit = minor.empty() ? 0 : minor[i] - '0';
    if (__builtin_mul_overflow(units, std::int64_t{10}, &units) ||
        __builtin_add_overflow(units, static_cast<std::int64_t>(negative ? -digit : digit), &units)) {
      units = too_large;
      return true;
    }
  }
  return true;
}

/// A decimal number as an exact fraction numerator / 10^places.
bool read_decimal(std::string_view text, std::int64_t& numerator, std::int64_t& denominator) {
  numerator = 0;
  denominator = 1;
  bool behind = false;
  bool any = false;
  for (const char c : text) {
    if ((c == '.' || c == ',') && !behind && any) {
      behind = true;
    } else if (!is_digit(c) || denominator > 100'000'000 || !append_digit(numerator, c)) {
      return false;
    } else {
      any = true;
      if (behind) denominator *= 10;
    }
  }
  return any && text.back() != '.' && text.back() != ',';
}

/// In millionths; false also where that is not exact.
bool read_rate(std::string_view text, std::int64_t& millionths) {
  std::int64_t numerator = 0;
  std::int64_t denominator = 1;
  if (const std::size_t slash = text.find('/'); slash != std::string_view::npos) {
    std::int64_t ignored = 1;
    if (!read_decimal(trim(text.substr(0, slash)), numerator, ignored) || ignored != 1) return false;
    if (!read_decimal(trim(text.substr(slash + 1)), denominator, ignored) || ignored != 1) return false;
    if (denominator == 0) return false;
  } else {
    const bool percent = !text.empty() && text.back() == '%';
    if (percent) text = trim(text.substr(0, text.size() - 1));
    if (!read_decimal(text, numerator, denominator)) return false;
    if (percent) denominator *= 100;
  }
  const Wide scaled = Wide{numerator} * 1'000'000;
  if (scaled % denominator != 0 || scaled / denominator > too_large) return false;
  millionths = static_cast<std::int64_t>(scaled / denominator);
  return true;
}

bool read_truth(std::string_view text, std::int64_t& value) {
  const std::string word = lower(text);
  if (is_one_of(word, {"yes", "true", "1", "1.0", "x", "có", "co\xCC\x81"}))
    value = static_cast<std::int64_t>(Truth::yes);
  else if (is_one_of(word, {"no", "false", "0", "0.0", "không", "kho\xCC\x82ng"}))
    value = static_cast<std::int64_t>(Truth::no);
  else
    return false;
  return true;
}

/// Takes off the midnight that programs write behind a day; any other time of day stays.
std::string_view without_midnight(std::string_view text) {
  const std::size_t gap = text.find_first_of(" T");
  if (gap == std::string_view::npos) return text;
  const bool midnight =
      is_one_of(trim(text.substr(gap + 1)), {"0:00", "00:00", "0:00:00", "00:00:00", "00:00:00.000"});
  return midnight ? text.substr(0, gap) : text;
}

CellState read_date_cell(const Input& input, std::string_view text, Interval& days) {
  Date first;
  if (read_date(without_midnight(text), first)) {
    days = {first.day, first.day};
    return CellState::value;
  }
  Date last;
  if (!read_month_or_year(text, first, last)) return CellState::not_a_date;
  days = {first.day, last.day};
  // Of days that the fact accepts and others, it is one that is accepted.
  if (days.low <= input.range.high) days.high = std::min(days.high, input.range.high);
  if (days.high >= input.range.low) days.low = std::max(days.low, input.range.low);
  return CellState::value;
}

CellState read_kind(const Input& input, std::string_view text, const Currency& currency,
                    std::int64_t& value) {
  switch (input.kind) {
    case Kind::truth: return read_truth(text, value) ? CellState::value : CellState::not_a_truth;
    case Kind::money: return read_money(text, currency, value) ? CellState::value : CellState::not_money;
    case Kind::rate: return read_rate(text, value) ? CellState::value : CellState::not_a_rate;
    case Kind::choice: {
      const auto found = std::find(input.options.begin(), input.options.end(), text);
      value = found - input.options.begin();
      return found != input.options.end() ? CellState::value : CellState::unknown_option;
    }
    case Kind::count:
    case Kind::days:
    case Kind::months:
      return read_whole(without_zeros(text, false), "_", value) ? CellState::value : CellState::not_a_count;
    case Kind::date:
    case Kind::text: break;
  }
  return CellState::value;
}

/// A bound of a range for people.
std::string bound(const Input& input, std::int64_t value, const Currency& currency, Language language) {
  const Date date{static_cast<std::int32_t>(value)};
  if (input.kind == Kind::date) return language == Language::vi ? day_first(date) : iso(date);
  if (input.kind == Kind::rate || (input.kind == Kind::money && currency.digits > 0))
    return cell_text(input, value, currency);
  return grouped(value, language);
}

/// What a cell that is no date seems to be.
Text date_hint(std::string_view text) {
  const bool digits = text.find_first_not_of("0123456789") == std::string_view::npos;
  if (digits && text.size() == 5)
    return {"; đây là số ngày của bảng tính: định dạng ô là ngày trước khi lưu",
            "; this is a day as spreadsheets count them: format the cell as a date before saving"};
  if (text.find(':') != std::string_view::npos) return {"; không kèm giờ", "; without a time of day"};
  const std::size_t first = text.find_first_of("/-.");
  const std::size_t second = first == std::string_view::npos ? first : text.find(text[first], first + 1);
  if (second == std::string_view::npos || text.find_first_not_of("0123456789/-.") != std::string_view::npos)
    return {};
  const std::string_view day = text.substr(0, first);
  const std::string_view month = text.substr(first + 1, second - first - 1);
  const std::string_view year = text.substr(second + 1);
  if (day.size() <= 2 && year.size() == 2) return {"; năm viết đủ bốn chữ số", "; the year has four digits"};
  const char mark = text[first];
  Date date;
  if (day.size() <= 2 && read_date(fmt::format("{}{}{}{}{}", month, mark, day, mark, year), date))
    return {"; ngày viết trước tháng", "; the day stands before the month"};
  // Of the right form, in a month and a year that there are.
  const bool turned = day.size() == 4 && mark == '-';
  const std::string_view days = turned ? year : day;
  const bool form = days.size() <= 2 && month.size() <= 2 && !days.empty();
  const std::string first_of_month = fmt::format("1/{}/{}", month, turned ? day : year);
  if (!form || !read_date(first_of_month, date)) return {};
  return {"; tháng đó không có ngày này", "; that month has no such day"};
}

/// What a cell that is no amount seems to be.
Text money_hint(std::string_view text, const Currency& currency) {
  const std::string_view number = without_currency(text, currency);
  if (number.empty()) return {};
  const std::size_t other = number.find_first_not_of("-0123456789., ");
  if (other != std::string_view::npos && is_digit(number.front())) {
    if (number[other] == 'E' || number[other] == 'e')
      return {"; viết đủ các chữ số, không viết dạng 1E+06", "; all its digits, not 1E+06"};
    return {"; viết đủ các chữ số, không kèm chữ như \"triệu\"",
            "; all its digits, without words such as \"million\""};
  }
  if (other != std::string_view::npos || currency.digits > 0) return {};
  return {"; mỗi nhóm ba chữ số, không có phần lẻ", "; groups of three digits, and no fraction"};
}

Text with_hint(Text text, const Text& hint) {
  text.vi += hint.vi;
  text.en += hint.en;
  return text;
}

std::string joined(const std::vector<std::string>& words, std::size_t most) {
  std::string result;
  for (std::size_t i = 0; i < words.size() && i < most; ++i) result += (i == 0 ? "" : ", ") + words[i];
  return words.size() > most ? result + ", …" : result;
}

}  // namespace

Currency::Currency(std::string_view iso_code) : code(iso_code), digits(std::max(minor_digits(iso_code), 0)) {}

std::string_view name(CellState state) {
  switch (state) {
    case CellState::value: return "value";
    case CellState::missing: return "missing";
    case CellState::not_a_truth: return "not_a_truth";
    case CellState::not_a_count: return "not_a_count";
    case CellState::not_money: return "not_money";
    case CellState::not_a_rate: return "not_a_rate";
    case CellState::not_a_date: return "not_a_date";
    case CellState::unknown_option: return "unknown_option";
    case CellState::out_of_range: return "out_of_range";
  }
  return "";
}

std::string_view trim(std::string_view text) {
  for (;;) {
    if (!text.empty() && (text.front() == ' ' || (text.front() >= '\t' && text.front() <= '\r'))) {
      text.remove_prefix(1);
    } else if (text.substr(0, 2) == no_break_space) {
      text.remove_prefix(2);
    } else {
      break;
    }
  }
  for (;;) {
    if (!text.empty() && (text.back() == ' ' || (text.back() >= '\t' && text.back() <= '\r'))) {
      text.remove_suffix(1);
    } else if (text.size() >= 2 && text.substr(text.size() - 2) == no_break_space) {
      text.remove_suffix(2);
    } else {
      return text;
    }
  }
}

std::string shown(std::string_view cell) {
  constexpr std::size_t longest = 60;  // code points
  constexpr std::size_t bytes = 4 * longest + 4;
  std::string result = visible(cell.size() > bytes && !is_utf8(cell) ? cell.substr(0, bytes) : cell);
  std::size_t points = 0;
  for (std::size_t i = 0; i < result.size(); ++i) {
    if ((static_cast<unsigned char>(result[i]) & 0xC0U) != 0x80U && ++points > longest)
      return result.substr(0, i) + "…";
  }
  return result;
}

bool read_date(std::string_view text, Date& date) {
  text = trim(text);
  if (parse_date(text, date)) return true;
  const std::size_t first = text.find_first_of("/-.");
  const std::size_t second = first == std::string_view::npos ? first : text.find(text[first], first + 1);
  if (second == std::string_view::npos) return false;
  const std::string_view parts[] = {text.substr(0, first), text.substr(first + 1, second - first - 1),
                                    text.substr(second + 1)};
  int numbers[3] = {};
  for (int i = 0; i < 3; ++i) {
    const std::size_t most = i == 2 ? 4 : 2;
    if (parts[i].empty() || parts[i].size() > most || (i == 2 && parts[i].size() != most)) return false;
    const char* end = parts[i].data() + parts[i].size();
    const auto [stop, error] = std::from_chars(parts[i].data(), end, numbers[i]);
    if (error != std::errc{} || stop != end || numbers[i] < 0) return false;
  }
  return make_date(numbers[2], numbers[1], numbers[0], date);
}

bool read_month_or_year(std::string_view text, Date& first, Date& last) {
  const bool iso = text.size() == 7 && text[4] == '-';
  const std::size_t mark = iso ? 4 : text.find_first_of("/-.");
  const bool has_month = mark != std::string_view::npos;
  const std::string_view year = iso ? text.substr(0, 4) : has_month ? text.substr(mark + 1) : text;
  const std::string_view month = iso ? text.substr(5) : has_month ? text.substr(0, mark) : std::string_view();
  const auto digits = [](std::string_view part, int& number) {
    const auto [stop, error] = std::from_chars(part.data(), part.data() + part.size(), number);
    return error == std::errc{} && stop == part.data() + part.size() && is_digit(part.front());
  };
  int y = 0;
  int m = 0;
  if (year.size() != 4 || !digits(year, y)) return false;
  if (has_month && (month.empty() || month.size() > 2 || !digits(month, m))) return false;
  if (!make_date(y, has_month ? m : 1, 1, first)) return false;
  for (int day = 31; day >= 28; --day) {
    if (make_date(y, has_month ? m : 12, day, last)) return true;
  }
  return false;
}

Cell read_cell(const Input& input, std::string_view text, const Currency& currency) {
  text = trim(text);
  Cell cell;
  if (text.empty()) return cell;
  Interval span;
  if (input.kind == Kind::date) {
    cell.state = read_date_cell(input, text, span);
  } else {
    cell.state = read_kind(input, text, currency, span.low);
    span.high = span.low;
  }
  cell.value = span.low;
  cell.high = span.high;
  const bool has_range = input.kind != Kind::truth && input.kind != Kind::choice && input.kind != Kind::text;
  if (cell.state == CellState::value && has_range &&
      (cell.value < input.range.low || cell.high > input.range.high)) {
    cell.state = CellState::out_of_range;
  }
  return cell;
}

Text did_you_mean_text(std::string_view word, const std::vector<std::string>& known) {
  Text result;
  const std::vector<std::string> close = suggestions(word, known);
  if (close.empty()) return result;
  result.en = did_you_mean(word, known);
  result.vi = "có phải bạn định viết ";
  for (std::size_t i = 0; i < close.size(); ++i) {
    result.vi += fmt::format("{}\"{}\"", i == 0 ? "" : i + 1 == close.size() ? " hoặc " : ", ", close[i]);
  }
  result.vi += "?";
  return result;
}

Text expected(const Input& input, CellState state, std::string_view text, const Currency& currency) {
  switch (state) {
    case CellState::not_a_truth: return {"có hoặc không (yes/no, 1/0, x)", "yes or no (true/false, 1/0, x)"};
    case CellState::not_a_count:
      if (input.kind == Kind::days) return {"số ngày, chỉ gồm chữ số", "a number of days, in digits"};
      if (input.kind == Kind::months) return {"số tháng, chỉ gồm chữ số", "a number of months, in digits"};
      return {"số nguyên, chỉ gồm chữ số", "a whole number, in digits"};
    case CellState::not_money:
      return with_hint({"số tiền, ví dụ 1000000 hoặc 1.000.000", "an amount such as 1000000 or 1,000,000"},
                       money_hint(trim(text), currency));
    case CellState::not_a_rate: return {"tỷ lệ, ví dụ 70% hoặc 2/37", "a rate such as 70% or 2/37"};
    case CellState::not_a_date:
      return with_hint({"ngày có thật từ 1900 đến 2100, ví dụ 31/03/2023 hoặc 2023-03-31",
                        "a day of 1900 to 2100, such as 2023-03-31 or 31/03/2023"},
                       date_hint(trim(text)));
    case CellState::unknown_option: {
      constexpr std::size_t shown = 12;
      const std::string options = joined(input.options, shown);
      const Text close = did_you_mean_text(trim(text), input.options);
      return {fmt::format("một trong: {}{}{}", options, close.empty() ? "" : "; ", close.vi),
              fmt::format("one of {}{}{}", options, close.empty() ? "" : "; ", close.en)};
    }
    case CellState::out_of_range: {
      Text result;
      result.vi = fmt::format("từ {} đến {}", bound(input, input.range.low, currency, Language::vi),
                              bound(input, input.range.high, currency, Language::vi));
      result.en = fmt::format("from {} to {}", bound(input, input.range.low, currency, Language::en),
                              bound(input, input.range.high, currency, Language::en));
      return result;
    }
    case CellState::value:
    case CellState::missing: break;
  }
  return {};
}

std::string cell_text(const Input& input, std::int64_t value, const Currency& currency) {
  switch (input.kind) {
    case Kind::truth: return std::string(name(static_cast<Truth>(value)));
    case Kind::date: return iso({static_cast<std::int32_t>(value)});
    case Kind::choice:
      return value >= 0 && static_cast<std::size_t>(value) < input.options.size()
                 ? input.options[static_cast<std::size_t>(value)]
                 : std::string();
    case Kind::money: {
      if (currency.digits == 0) return std::to_string(value);
      std::int64_t scale = 1;
      for (int i = 0; i < currency.digits; ++i) scale *= 10;
      const std::int64_t magnitude = value < 0 ? -value : value;
      return fmt::format("{}{}.{:0{}}", value < 0 ? "-" : "", magnitude / scale, magnitude % scale,
                         currency.digits);
    }
    case Kind::rate: {
      std::string result = fmt::format("{}.{:06}", value / 1'000'000, value % 1'000'000);
      while (result.back() == '0') result.pop_back();
      if (result.back() == '.') result.pop_back();
      return result;
    }
    default: return std::to_string(value);
  }
}

std::string grouped(Wide number, Language language) {
  const bool negative = number < 0;
  std::string digits;
  int run = 0;
  do {
    const int digit = static_cast<int>(number % 10);
    if (run == 3) {
      digits += language == Language::vi ? '.' : ',';
      run = 0;
    }
    digits += static_cast<char>('0' + (digit < 0 ? -digit : digit));
    number /= 10;
    ++run;
  } while (number != 0);
  if (negative) digits += '-';
  std::reverse(digits.begin(), digits.end());
  return digits;
}

Text days_text(Date from, Date to) {
  const Text first{day_first(from), iso(from)};
  const Text last{day_first(to), iso(to)};
  if (from == beginning && to == forever) return {"mọi ngày", "all days"};
  if (from == to) return first;
  if (from == beginning) return {"đến hết " + last.vi, "until " + last.en};
  if (to == forever) return {"từ " + first.vi, "from " + first.en};
  return {first.vi + " – " + last.vi, first.en + " – " + last.en};
}

std::string money_text(Wide units, const Currency& currency, Language language) {
  const int digits = currency.digits;
  Wide scale = 1;
  for (int i = 0; i < digits; ++i) scale *= 10;
  std::string number = grouped(units / scale, language);
  if (digits > 0) {
    const auto minor = static_cast<std::int64_t>(units % scale);
    number +=
        fmt::format("{}{:0{}}", language == Language::vi ? ',' : '.', minor < 0 ? -minor : minor, digits);
  }
  if (language == Language::en) return fmt::format("{} {}", currency.code, number);
  return fmt::format("{} {}", number, currency.code == "VND" ? "đồng" : currency.code);
}

}  // namespace edge
}  // namespace HOTRO_ABI
}  // namespace hotro
