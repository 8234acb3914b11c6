// SPDX-License-Identifier: Apache-2.0
#pragma once

// Where the program writes.

#include <cstdio>
#include <string_view>

#include "hotro/citation.hpp"
#include "hotro/edge/screen.hpp"

namespace hotro::cli {

using edge::Grid;
using edge::hanging;
using edge::pad_left;
using edge::Paint;
using edge::width;
using edge::wrap;

/// What a stream shows: colours on a terminal where NO_COLOR is not set (no-color.org).
struct Terminal : edge::Screen {
  explicit Terminal(std::FILE* stream);
};

inline std::string_view say(Language language, std::string_view vi, std::string_view en) {
  return language == Language::vi ? vi : en;
}

/// Writes to a stream; false where that fails, as on a full disk.
bool write(std::FILE* stream, std::string_view text);

}  // namespace hotro::cli
