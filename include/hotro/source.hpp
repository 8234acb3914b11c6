// SPDX-License-Identifier: Apache-2.0
#pragma once

// The texts that were read, and places in them. Every node of every tree carries a Span, so that each error
// and each line of an explanation can point at the words of the rule set it comes from.
//
//   hotro::Sources sources;
//   std::uint32_t file = sources.add("rules.yaml", text);
//   sources.slice({file, 0, 5});                     // the first five bytes
//   sources.place({file, 0, 5}).column;              // 1: columns count code points, not bytes

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "config.hpp"

namespace hotro {
inline namespace HOTRO_ABI {

/// Bytes [begin, end) of one source. Offsets do not count a byte order mark.
struct Span {
  std::uint32_t source = 0;
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
};

/// Line and column of a place, both from 1; the column counts code points.
struct Place {
  std::uint32_t line = 1;
  std::uint32_t column = 1;
};

/// Owns the texts. Ids are given in order from 0 and stay valid as long as the object lives; views of names
/// and texts until the next add().
class Sources {
 public:
  /// Takes a text under the name that messages will show; a leading UTF-8 byte order mark is removed. A text
  /// larger than `largest_text` is taken, and refused where it is read.
  std::uint32_t add(std::string name, std::string text);

  [[nodiscard]] std::size_t size() const { return texts_.size(); }
  [[nodiscard]] std::string_view name(std::uint32_t source) const { return texts_[source].name; }
  [[nodiscard]] std::string_view text(std::uint32_t source) const { return texts_[source].text; }
  /// The bytes of a span; what lies beyond the text is cut off.
  [[nodiscard]] std::string_view slice(Span span) const;
  /// Where the span begins. O(log lines + length of the line).
  [[nodiscard]] Place place(Span span) const;
  /// The whole line (without its end) that holds a byte offset, and the offset at which it begins.
  struct Line {
    std::string_view text;
    std::uint32_t begin = 0;
  };
  [[nodiscard]] Line line(std::uint32_t source, std::uint32_t offset) const;

 private:
  struct Text {
    std::string name;
    std::string text;
    std::vector<std::uint32_t> lines;  // byte offset of the beginning of each line
  };
  std::vector<Text> texts_;
};

}  // namespace HOTRO_ABI
}  // namespace hotro

#ifdef HOTRO_HEADER_ONLY
#include "impl/source.inl"
#endif
