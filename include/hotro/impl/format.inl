// SPDX-License-Identifier: Apache-2.0
#pragma once

// Values for people, as each language writes them.

#include <string>

#include "../explain.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace detail {

/// 1.000.000,50 or 1,000,000.50: a number without its sign, written from the right. Returns its first
/// character.
template <class Unsigned>
char* put_grouped(char* at, Unsigned value, int decimals, Language language) {
  const char group = language == Language::vi ? '.' : ',';
  const char point = language == Language::vi ? ',' : '.';
  for (int left = decimals; left > 0; --left, value /= 10)
    *--at = static_cast<char>('0' + static_cast<int>(value % 10));
  if (decimals > 0) *--at = point;
  for (int digits = 0; value != 0 || digits == 0; ++digits, value /= 10) {
    if (digits != 0 && digits % 3 == 0) *--at = group;
    *--at = static_cast<char>('0' + static_cast<int>(value % 10));
  }
  return at;
}

HOTRO_INLINE void append_grouped(std::string& out, Wide value, int decimals, Language language) {
  char text[64];  // 39 digits, 13 groups, a point and a sign
  char* const end = text + sizeof text;
  const UnsignedWide size = value < 0 ? -static_cast<UnsignedWide>(value) : static_cast<UnsignedWide>(value);
  const std::uint64_t narrow = static_cast<std::uint64_t>(size);  // is divided several times as fast
  char* first = narrow == size ? put_grouped(end, narrow, decimals, language)
                               : put_grouped(end, size, decimals, language);
  if (value < 0) *--first = '-';
  out.append(first, end);
}

/// value / denominator in units of the type.
HOTRO_INLINE void append_number(std::string& out, const RuleSet& rules, const Type& type, Wide value,
                                std::int64_t denominator, Language language) {
  const bool vi = language == Language::vi;
  for (std::int64_t divisor = 2; divisor <= 10 && denominator != 1; ++divisor) {
    while (denominator % divisor == 0 && value % divisor == 0) {
      value /= divisor;
      denominator /= divisor;
    }
  }
  const auto fraction = [&](int decimals = 0) {
    append_grouped(out, value, decimals, language);
    if (denominator != 1) out.append("/").append(std::to_string(denominator));
  };
  const bool one = value == 1 && denominator == 1;
  switch (type.kind) {
    case Kind::truth:
      out += value == 2   ? (vi ? "có" : "yes")
             : value == 0 ? (vi ? "không" : "no")
                          : (vi ? "chưa rõ" : "unknown");
      return;
    case Kind::choice: {
      const ChoiceType& choice = rules.types[type.choice];
      const std::size_t option = static_cast<std::size_t>(value);
      if (option >= choice.options.size()) {
        out += '?';
        return;
      }
      const std::string& label = choice.labels[option].in(language);
      out += label.empty() ? choice.options[option] : label;
      return;
    }
    case Kind::date: {
      const Date date{static_cast<std::int32_t>(value)};
      out += vi ? day_first(date) : iso(date);
      return;
    }
    case Kind::money:
      if (!vi && !rules.currency.empty()) out.append(rules.currency).append(" ");
      fraction(std::max(0, minor_digits(rules.currency)));
      if (vi && !rules.currency.empty())
        out.append(" ").append(rules.currency == "VND" ? "đồng" : rules.currency);
      return;
    case Kind::rate:
      if (100 % denominator == 0) {
        append_grouped(out, value * (100 / denominator), 0, language);
        out += '%';
      } else if (10'000 % denominator == 0) {
        append_grouped(out, value * (10'000 / denominator), 2, language);
        out += '%';
      } else {
        fraction();
      }
      return;
    case Kind::days:
      fraction();
      out += vi ? " ngày" : one ? " day" : " days";
      return;
    case Kind::months:
      fraction();
      out += vi ? " tháng" : one ? " month" : " months";
      return;
    case Kind::count:
    case Kind::text: fraction(); return;
  }
}

HOTRO_INLINE void append_span(std::string& out, const RuleSet& rules, const Type& type, WideInterval value,
                              std::int64_t denominator, Language language) {
  const bool vi = language == Language::vi;
  if (!value.known() && !is_number(type.kind)) {
    out += vi ? "chưa rõ" : "unknown";
    return;
  }
  append_number(out, rules, type, value.low, denominator, language);
  if (value.known()) return;
  out += vi ? " đến " : " to ";
  append_number(out, rules, type, value.high, denominator, language);
}

/// Of a fact: rates are in millionths.
HOTRO_INLINE void append_span(std::string& out, const RuleSet& rules, const Type& type, Interval value,
                              Language language) {
  append_span(out, rules, type, WideInterval{value.low, value.high}, type.kind == Kind::rate ? 1'000'000 : 1,
              language);
}

}  // namespace detail

HOTRO_INLINE std::string format(const RuleSet& rules, const Type& type, const Value& value,
                                Language language) {
  std::string text;
  detail::append_number(text, rules, type, value.numerator, value.denominator, language);
  return text;
}

HOTRO_INLINE std::string format(const RuleSet& rules, const Type& type, Interval value, Language language) {
  std::string text;
  detail::append_span(text, rules, type, value, language);
  return text;
}

}  // namespace HOTRO_ABI
}  // namespace hotro
