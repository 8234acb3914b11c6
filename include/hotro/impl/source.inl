// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <utility>

#include "../limits.hpp"
#include "../source.hpp"

namespace hotro {
inline namespace HOTRO_ABI {

HOTRO_INLINE std::uint32_t Sources::add(std::string name, std::string text) {
  if (text.size() >= 3 && std::string_view(text).substr(0, 3) == "\xEF\xBB\xBF") text.erase(0, 3);
  std::vector<std::uint32_t> lines{0};
  // A text that will be refused for its size gets no lines; its offsets might not fit a Span either.
  for (std::size_t at = 0; text.size() <= largest_text && at < text.size(); ++at) {
    if (text[at] == '\n') lines.push_back(static_cast<std::uint32_t>(at + 1));
  }
  texts_.push_back({std::move(name), std::move(text), std::move(lines)});
  return static_cast<std::uint32_t>(texts_.size() - 1);
}

HOTRO_INLINE std::string_view Sources::slice(Span span) const {
  if (span.source >= texts_.size()) return {};
  const std::string_view all = texts_[span.source].text;
  const std::size_t begin = std::min<std::size_t>(span.begin, all.size());
  const std::size_t end = std::clamp<std::size_t>(span.end, begin, all.size());
  return all.substr(begin, end - begin);
}

HOTRO_INLINE Place Sources::place(Span span) const {
  if (span.source >= texts_.size()) return {};
  const Text& text = texts_[span.source];
  const auto next = std::upper_bound(text.lines.begin(), text.lines.end(), span.begin);
  const auto line = static_cast<std::uint32_t>(next - text.lines.begin());
  Place place{line, 1};
  for (const char byte : slice({span.source, *(next - 1), span.begin})) {
    if ((static_cast<unsigned char>(byte) & 0xC0U) != 0x80U) ++place.column;
  }
  return place;
}

HOTRO_INLINE Sources::Line Sources::line(std::uint32_t source, std::uint32_t offset) const {
  if (source >= texts_.size()) return {};
  const Text& text = texts_[source];
  const auto next = std::upper_bound(text.lines.begin(), text.lines.end(), offset);
  const std::uint32_t begin = *(next - 1);
  std::string_view words = text.text;
  words = words.substr(begin);
  words = words.substr(0, words.find('\n'));  // a text that was refused for its size has one line only
  if (!words.empty() && words.back() == '\r') words.remove_suffix(1);
  return {words, begin};
}

}  // namespace HOTRO_ABI
}  // namespace hotro
