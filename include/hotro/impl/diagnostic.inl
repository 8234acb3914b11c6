// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <tuple>
#include <utility>

#include "../diagnostic.hpp"
#include "render.inl"
#include "suggestions.inl"

namespace hotro {
inline namespace HOTRO_ABI {
namespace detail {

struct CodeRow {
  Code code;
  char text[6];  // "E0301"
  std::string_view meaning;
};

constexpr CodeRow code_row(char letter, int number, std::string_view meaning) {
  const auto digit = [number](int unit) { return static_cast<char>('0' + number / unit % 10); };
  return {static_cast<Code>(number), {letter, digit(1000), digit(100), digit(10), digit(1), '\0'}, meaning};
}

inline constexpr CodeRow code_rows[] = {
#define HOTRO_CODE(letter, number, name, meaning) code_row(letter, number, meaning),
#include "../codes.def"
#undef HOTRO_CODE
};

inline constexpr std::size_t longest_message = 500;  // bytes

HOTRO_INLINE const CodeRow* find_row(Code code) {
  for (const CodeRow& row : code_rows) {
    if (row.code == code) return &row;
  }
  return nullptr;
}

}  // namespace detail

HOTRO_INLINE std::string_view code_text(Code code) {
  const detail::CodeRow* row = detail::find_row(code);
  return row != nullptr ? std::string_view(row->text, 5) : "E0000";
}

HOTRO_INLINE std::string_view code_meaning(Code code) {
  const detail::CodeRow* row = detail::find_row(code);
  return row != nullptr ? row->meaning : std::string_view();
}

HOTRO_INLINE bool find_code(std::string_view text, Code& code) {
  for (const detail::CodeRow& row : detail::code_rows) {
    if (text != std::string_view(row.text, 5)) continue;
    code = row.code;
    return true;
  }
  return false;
}

HOTRO_INLINE Diagnostic& Diagnostics::report(Code code, Span span, std::string message) {
  if (message.size() > detail::longest_message) {  // it quotes a name without end
    std::size_t end = detail::longest_message;
    while (end > 0 && (static_cast<unsigned char>(message[end]) & 0xC0U) == 0x80U) --end;
    message.resize(end);
    message += "…";
  }
  const Severity severity = code_text(code).front() == 'W' ? Severity::warning : Severity::error;
  const bool error = severity == Severity::error;
  std::size_t& count = error ? errors_ : warnings_;
  ++count;
  if (count > most_errors + 1) return surplus_ = {};
  if (count > most_errors) {  // the last of its kind says that there are more
    message = "there are more than " + std::to_string(most_errors) +
              (error ? " errors; the rest is not looked for" : " warnings; the rest is not listed");
    list_.push_back({error ? Code::too_many : code, severity, std::move(message), span, {}, {}});
    list_.back().help = "correct the others first";
    return surplus_ = {};
  }
  list_.push_back({code, severity, std::move(message), span, {}, {}});
  return list_.back();
}

// failed() keeps its answer: a caller that asks after taking must not take broken law for sound.
HOTRO_INLINE std::vector<Diagnostic> Diagnostics::take() {
  std::vector<Diagnostic> list = std::exchange(list_, {});
  const auto key = [](const Diagnostic& item) {
    return std::tuple(item.span.source, item.span.begin, item.span.end, item.code);
  };
  std::stable_sort(list.begin(), list.end(),
                   [&](const Diagnostic& a, const Diagnostic& b) { return key(a) < key(b); });
  list.erase(std::unique(list.begin(), list.end(),
                         [&](const Diagnostic& a, const Diagnostic& b) { return key(a) == key(b); }),
             list.end());
  return list;
}

}  // namespace HOTRO_ABI
}  // namespace hotro
