// SPDX-License-Identifier: Apache-2.0
#pragma once

// Texts laid out for a screen: widths in columns, colours only where somebody looks at them.
//
//   hotro::edge::Grid grid("lr");
//   grid.row({"suspended", "2,000,000"});
//   std::fputs(grid.text("  ", 80).c_str(), stdout);

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "../config.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace edge {

enum class Paint : std::uint8_t { plain, bold, dim, red, green, yellow };

/// What a text is shown on.
struct Screen {
  bool colour = false;
  std::size_t width = 100;  // in columns

  [[nodiscard]] std::string paint(Paint paint, std::string_view text) const;
};

/// Columns that a text takes: code points, without combining marks and colours.
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

}  // namespace edge
}  // namespace HOTRO_ABI
}  // namespace hotro
