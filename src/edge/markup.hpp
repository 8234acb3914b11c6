// SPDX-License-Identifier: Apache-2.0
#pragma once

// How pages are put together. A text becomes HTML only by `html`, which escapes it; so nothing that stands in
// a list or in a rule set can become markup.
//
//   Markup line = html("<p title=\"{}\">{}</p>", name, amount);

#include <fmt/format.h>

#include <concepts>
#include <string>
#include <string_view>

#include "hotro/citation.hpp"
#include "hotro/config.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace edge {

/// HTML that is well formed by itself.
struct Markup {
  std::string text;

  Markup& operator+=(const Markup& other) {
    text += other.text;
    return *this;
  }
};

/// A text on one line: blanks of every kind are plain ones, and `?` stands for what nobody sees.
std::string one_line(std::string_view text);
/// One line, for HTML and the values of its attributes.
std::string html_escaped(std::string_view text);

namespace detail {
inline const std::string& piece(const Markup& markup) { return markup.text; }
inline std::string piece(std::string_view text) { return html_escaped(text); }
inline std::string piece(std::integral auto value) { return std::to_string(value); }
template <typename>
struct PieceOf {
  using type = std::string;
};
}  // namespace detail

/// Markup with `{}` for each argument: markup as it is, texts escaped, integers as digits.
template <typename... Arguments>
Markup html(fmt::format_string<typename detail::PieceOf<Arguments>::type...> form,
            const Arguments&... arguments) {
  return {fmt::format(form, std::string(detail::piece(arguments))...)};
}

/// A whole page, without anything that is fetched or runs. `body`: the class of its body.
std::string page(Language language, std::string_view title, std::string_view style, std::string_view body,
                 const Markup& content);

}  // namespace edge
}  // namespace HOTRO_ABI
}  // namespace hotro
