// SPDX-License-Identifier: Apache-2.0
#pragma once

// What is looked at before yaml-cpp, which lets invalid UTF-8 pass and stops silently at some control
// characters.

#include "../yaml.hpp"
#include "unicode.inl"

namespace hotro {
inline namespace HOTRO_ABI {
namespace yaml {

/// The first place of a text that is not fit to be read; `message` is empty if there is none.
struct BadText {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  std::string message;
};

HOTRO_INLINE BadText find_bad_text(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    if (text[at] >= ' ' && text[at] <= '~') {  // nearly all of a text
      ++at;
      continue;
    }
    const detail::CodePoint point = detail::decode(text, at);
    const auto bad = [&](std::string message) {
      return BadText{static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(at + point.size),
                     std::move(message)};
    };
    if (!point.valid) return bad("this byte is not valid UTF-8");
    if (point.value == '\r') {
      if (at + 1 == text.size() || text[at + 1] != '\n')
        return bad("a carriage return stands without a line feed");
    } else if (point.value == 0xFEFF) {
      return bad("a byte order mark stands inside the text");
    } else if (point.value >= 0x2000 && detail::is_control(point.value)) {
      return bad("an invisible character that reorders text on the screen stands here");
    } else if (detail::is_control(point.value) || point.value == 0xFFFE || point.value == 0xFFFF) {
      return bad("a control character stands here");
    }
    at += point.size;
  }
  return {};
}

}  // namespace yaml
}  // namespace HOTRO_ABI
}  // namespace hotro
