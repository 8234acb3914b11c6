// SPDX-License-Identifier: Apache-2.0
#pragma once

// The little of Unicode that places, carets and names need. Everything here is inline, also in the compiled
// library.

#include <cstddef>
#include <cstdint>
#include <iterator>
#include <string>
#include <string_view>

#include "../config.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace detail {

struct CodePoint {
  char32_t value = 0xFFFD;
  std::uint32_t size = 1;  // bytes
  bool valid = false;      // false: one byte that is no part of UTF-8
};

/// Decodes strictly: no overlong forms, no surrogates, nothing above U+10FFFF. `at` lies within the text.
inline CodePoint decode(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t index) {
    return index < text.size() ? static_cast<std::uint32_t>(static_cast<unsigned char>(text[index])) : 0U;
  };
  const std::uint32_t first = byte(at);
  if (first < 0x80) return {static_cast<char32_t>(first), 1, true};
  const std::uint32_t size = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
  if (first < 0xC2 || first > 0xF4) return {};
  std::uint32_t value = first & (0x7FU >> size);
  for (std::uint32_t i = 1; i < size; ++i) {
    if ((byte(at + i) & 0xC0U) != 0x80U) return {};
    value = (value << 6U) | (byte(at + i) & 0x3FU);
  }
  const bool overlong = (size == 3 && value < 0x800) || (size == 4 && value < 0x10000);
  if (overlong || value > 0x10FFFF || (value >= 0xD800 && value <= 0xDFFF)) return {};
  return {static_cast<char32_t>(value), size, true};
}

inline void append_utf8(std::string& out, char32_t value) {
  const auto put = [&](std::uint32_t byte) {
    out.push_back(static_cast<char>(static_cast<unsigned char>(byte)));
  };
  const auto bits = static_cast<std::uint32_t>(value);
  if (bits < 0x80) {
    put(bits);
  } else if (bits < 0x800) {
    put(0xC0U | (bits >> 6U));
    put(0x80U | (bits & 0x3FU));
  } else if (bits < 0x10000) {
    put(0xE0U | (bits >> 12U));
    put(0x80U | ((bits >> 6U) & 0x3FU));
    put(0x80U | (bits & 0x3FU));
  } else {
    put(0xF0U | (bits >> 18U));
    put(0x80U | ((bits >> 12U) & 0x3FU));
    put(0x80U | ((bits >> 6U) & 0x3FU));
    put(0x80U | (bits & 0x3FU));
  }
}

struct CodeRange {
  char32_t first, last;
};

template <std::size_t N>
constexpr bool among(const CodeRange (&ranges)[N], char32_t value) {
  for (const CodeRange& range : ranges) {
    if (value >= range.first && value <= range.last) return true;
  }
  return false;
}

/// C0 and C1 controls but tab and line feed (a carriage return is looked at by its neighbour), and the
/// characters that reorder text on the screen, behind which a rule could read otherwise than it runs.
inline bool is_control(char32_t value) {
  constexpr CodeRange ranges[] = {
      {0x00, 0x08}, {0x0B, 0x1F}, {0x7F, 0x9F}, {0x202A, 0x202E}, {0x2066, 0x2069}};
  return among(ranges, value);
}

/// Columns that a terminal gives to a character: 0 for combining marks, 2 for East Asian wide ones.
inline std::uint32_t display_width(char32_t value) {
  if (value < 0x300) return 1;
  constexpr CodeRange none[] = {{0x0300, 0x036F},  {0x0483, 0x0489}, {0x0591, 0x05BD}, {0x0610, 0x061A},
                                {0x064B, 0x065F},  {0x0E34, 0x0E3A}, {0x0E47, 0x0E4E}, {0x1AB0, 0x1AFF},
                                {0x1DC0, 0x1DFF},  {0x200B, 0x200F}, {0x202A, 0x202E}, {0x2060, 0x2069},
                                {0x20D0, 0x20FF},  {0xFE00, 0xFE0F}, {0xFE20, 0xFE2F}, {0xFEFF, 0xFEFF},
                                {0xE0100, 0xE01EF}};
  constexpr CodeRange wide[] = {{0x1100, 0x115F},   {0x2E80, 0x303E},  {0x3041, 0x4DBF},   {0x4E00, 0xA4CF},
                                {0xA960, 0xA97F},   {0xAC00, 0xD7A3},  {0xF900, 0xFAFF},   {0xFE30, 0xFE6F},
                                {0xFF00, 0xFF60},   {0xFFE0, 0xFFE6},  {0x1F300, 0x1F64F}, {0x1F680, 0x1F6FF},
                                {0x1F900, 0x1F9FF}, {0x20000, 0x3FFFD}};
  if (among(none, value)) return 0;
  return among(wide, value) ? 2 : 1;
}

/// FEEL's "name start char" (DMN 1.5, 10.3.1.2, rule 27) without `?` and without invisible and full-width
/// forms.
inline bool begins_name(char32_t value) {
  if (value < 0x80) return (value >= 'a' && value <= 'z') || (value >= 'A' && value <= 'Z') || value == '_';
  constexpr CodeRange ranges[] = {{0xC0, 0xD6},     {0xD8, 0xF6},     {0xF8, 0x2FF},    {0x370, 0x37D},
                                  {0x37F, 0x1FFF},  {0x2C00, 0x2FEF}, {0x3005, 0x3007}, {0x3021, 0xD7FF},
                                  {0xF900, 0xFDCF}, {0xFDF0, 0xFDFF}, {0xFE70, 0xFEFC}, {0x10000, 0xEFFFF}};
  return among(ranges, value);
}

/// FEEL's "name part char" (rule 28): letters, digits and combining marks.
inline bool continues_name(char32_t value) {
  return begins_name(value) || (value >= '0' && value <= '9') || value == 0xB7 ||
         (value >= 0x300 && value <= 0x36F);
}

/// Text for a terminal: what would move the cursor is replaced, bytes that are not UTF-8 too.
inline std::string printable(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint point = decode(text, at);
    if (point.valid && point.value == '\n') {
      out += "\\n";
    } else if (!point.valid || point.value == '\r' || is_control(point.value)) {
      append_utf8(out, 0xFFFD);
    } else {
      out.append(text.substr(at, point.size));
    }
    at += point.size;
  }
  return out;
}

}  // namespace detail
}  // namespace HOTRO_ABI
}  // namespace hotro
