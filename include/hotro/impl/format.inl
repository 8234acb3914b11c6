// SPDX-License-Identifier: Apache-2.0
#pragma once

// Values for people, as each language writes them.

#include <string>

#include "../explain.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace detail {

/// 1.000.000,50 or 1,000,000.50
HOTRO_INLINE std::string grouped(Wide value, int decimals, Language language) {
  const char group = language == Language::vi ? '.' : ',';
  const char point = language == Language::vi ? ',' : '.';
  const bool negative = value < 0;
  std::string digits;
  for (Wide rest = negative ? -value : value; rest != 0; rest /= 10)
    digits.insert(digits.begin(), static_cast<char>('0' + static_cast<int>(rest % 10)));
  while (static_cast<int>(digits.size()) <= decimals) digits.insert(digits.begin(), '0');
  const std::size_t whole = digits.size() - static_cast<std::size_t>(decimals);
  std::string text = negative ? "-" : "";
  for (std::size_t i = 0; i < digits.size(); ++i) {
    if (i == whole)
      text += point;
    else if (i != 0 && i < whole && (whole - i) % 3 == 0)
      text += group;
    text += digits[i];
  }
  return text;
}

/// value / denominator in units of the type.
HOTRO_INLINE std::string format_number(const RuleSet& rules, const Type& type, Wide value,
                                       std::int64_t denominator, Language language) {
  const bool vi = language == Language::vi;
  for (std::int64_t divisor = 2; divisor <= 10 && denominator != 1; ++divisor) {
    while (denominator % divisor == 0 && value % divisor == 0) {
      value /= divisor;
      denominator /= divisor;
    }
  }
  const std::string over = denominator == 1 ? "" : "/" + std::to_string(denominator);
  switch (type.kind) {
    case Kind::truth:
      return value == 2   ? (vi ? "có" : "yes")
             : value == 0 ? (vi ? "không" : "no")
                          : (vi ? "chưa rõ" : "unknown");
    case Kind::choice: {
      const ChoiceType& choice = rules.types[type.choice];
      const std::size_t option = static_cast<std::size_t>(value);
      if (option >= choice.options.size()) return "?";
      const std::string& label = choice.labels[option].in(language);
      return label.empty() ? choice.options[option] : label;
    }
    case Kind::date: {
      const Date date{static_cast<std::int32_t>(value)};
      return vi ? day_first(date) : iso(date);
    }
    case Kind::money: {
      const int decimals = std::max(0, minor_digits(rules.currency));
      const std::string amount = grouped(value, decimals, language) + over;
      if (rules.currency.empty()) return amount;
      return vi ? amount + " " + (rules.currency == "VND" ? "đồng" : rules.currency)
                : rules.currency + " " + amount;
    }
    case Kind::rate:
      if (100 % denominator == 0) return grouped(value * (100 / denominator), 0, language) + "%";
      if (10'000 % denominator == 0) return grouped(value * (10'000 / denominator), 2, language) + "%";
      return grouped(value, 0, language) + over;
    case Kind::days:
      return grouped(value, 0, language) + over +
             (vi                               ? " ngày"
              : value == 1 && denominator == 1 ? " day"
                                               : " days");
    case Kind::months:
      return grouped(value, 0, language) + over +
             (vi                               ? " tháng"
              : value == 1 && denominator == 1 ? " month"
                                               : " months");
    case Kind::count:
    case Kind::text: break;
  }
  return grouped(value, 0, language) + over;
}

HOTRO_INLINE std::string format_span(const RuleSet& rules, const Type& type, WideInterval value,
                                     std::int64_t denominator, Language language) {
  if (value.known()) return format_number(rules, type, value.low, denominator, language);
  if (!is_number(type.kind)) return language == Language::vi ? "chưa rõ" : "unknown";
  return format_number(rules, type, value.low, denominator, language) +
         (language == Language::vi ? " đến " : " to ") +
         format_number(rules, type, value.high, denominator, language);
}

}  // namespace detail

HOTRO_INLINE std::string format(const RuleSet& rules, const Type& type, const Value& value,
                                Language language) {
  return detail::format_number(rules, type, value.numerator, value.denominator, language);
}

HOTRO_INLINE std::string format(const RuleSet& rules, const Type& type, Interval value, Language language) {
  const std::int64_t denominator = type.kind == Kind::rate ? 1'000'000 : 1;
  return detail::format_span(rules, type, {value.low, value.high}, denominator, language);
}

}  // namespace HOTRO_ABI
}  // namespace hotro
