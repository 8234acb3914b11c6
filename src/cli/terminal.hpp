// SPDX-License-Identifier: Apache-2.0
#pragma once

// Text on a terminal: widths in columns, colours only where somebody looks at them.

#include <cstddef>
#include <cstdio>
#include <string>
#include <string_view>
#include <vector>

#include "hotro/citation.hpp"

namespace hotro::cli {

enum class Paint : unsigned char { plain, bold, dim, red, green, yellow };

/// What a stream shows.
struct Terminal {
  bool colour = false;      // a terminal, and NO_COLOR is not set (no-color.org)
  std::size_t width = 100;  // in columns

  explicit Terminal(std::FILE* stream);
  [[nodiscard]] std::string paint(Paint paint, std::string_view text) const;
};

/// Columns that a text takes: code points, without combining marks.
std::size_t width(std::string_view text);
std::string pad_right(std::string_view text, std::size_t columns);
std::string pad_left(std::string_view text, std::size_t columns);
/// Lines of at most `columns`, broken at blanks.
std::vector<std::string> wrap(std::string_view text, std::size_t columns);
/// A text wrapped behind `head`; its further lines are indented as far as `head` reaches.
std::string hanging(std::string_view head, std::string_view text, std::size_t columns);

/// Rows whose cells stand below each other: numbers to the right, texts to the left.
class Grid {
 public:
  explicit Grid(std::string alignment) : alignment_(std::move(alignment)) {}  // 'l' or 'r' for each column
  void row(std::vector<std::string> cells) { rows_.push_back(std::move(cells)); }
  [[nodiscard]] bool empty() const { return rows_.empty(); }
  /// Every row behind `indent`; the last column is wrapped if it is a text.
  [[nodiscard]] std::string text(std::string_view indent, std::size_t columns) const;

 private:
  std::string alignment_;
  std::vector<std::vector<std::string>> rows_;
};

inline std::string_view say(Language language, std::string_view vi, std::string_view en) {
  return language == Language::vi ? vi : en;
}

/// Writes to a stream; false where that fails, as on a full disk.
bool write(std::FILE* stream, std::string_view text);

}  // namespace hotro::cli
