// SPDX-License-Identifier: Apache-2.0
#pragma once

// The pages of docs/errors. What defines them is written when the program is built: cmake/error_pages.cmake.

#include <span>
#include <string_view>

namespace hotro::cli {

struct ErrorPage {
  std::string_view code;  // "E0301"
  std::string_view text;  // Markdown
};
extern const std::span<const ErrorPage> error_pages;  // ordered by code

}  // namespace hotro::cli
