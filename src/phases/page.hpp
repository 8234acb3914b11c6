// SPDX-License-Identifier: Apache-2.0
#pragma once

// How pages are put together. A text becomes HTML only by `html`, which escapes it; so nothing that stands in
// a list can become markup.
//
//   Markup line = html("<p title=\"{}\">{}</p>", name, amount);

#include <fmt/format.h>

#include <concepts>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "hotro/edge/cells.hpp"
#include "page_words.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace phases {

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
std::string escaped(std::string_view text);

namespace detail {
inline const std::string& piece(const Markup& markup) { return markup.text; }
inline std::string piece(std::string_view text) { return escaped(text); }
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

/// How texts of one language and currency are written.
struct Writing {
  Language language;
  const edge::Currency& currency;

  [[nodiscard]] std::string_view operator()(Word word) const { return say(word, language); }
  [[nodiscard]] std::string count(std::int64_t number) const { return edge::grouped(number, language); }
  [[nodiscard]] std::string money(Wide units) const { return edge::money_text(units, currency, language); }
  /// Without its currency, which the heading says.
  [[nodiscard]] std::string amount(Wide units) const;
  [[nodiscard]] std::string currency_name() const;
  /// One digit behind the point: "72,9 %". "–" of nothing.
  [[nodiscard]] std::string percent(Wide part, Wide whole) const;
};

/// A part of a bar: how much, and the class of its colour.
struct BarPart {
  Wide size;
  std::string_view tone;
};
/// Parts of `whole` beside each other, as wide as there is room. Drawn for the eye alone: the numbers stand
/// beside it.
Markup bar(const std::vector<BarPart>& parts, Wide whole);
/// The same as a chart of its own, with a title and a description. `id` is unique on the page.
Markup chart(std::string_view id, std::string_view title, std::string_view description,
             const std::vector<BarPart>& parts, Wide whole);

/// What signed papers begin with: who issues them, and the motto of the state in Vietnamese.
Markup letterhead(const Writing& in);
Markup signature_block(const Writing& in, const std::vector<std::string>& who);

/// What the ledger was when this was written. Nothing without its head.
Markup ledger_line(const Writing& in, std::string_view head);

enum class Paper : std::uint8_t { report, upright, across };  // A4
std::string page(Language language, std::string_view title, Paper paper, const Markup& content);

}  // namespace phases
}  // namespace HOTRO_ABI
}  // namespace hotro
