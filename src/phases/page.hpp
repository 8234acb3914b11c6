// SPDX-License-Identifier: Apache-2.0
#pragma once

// What the pages of a phase have in common.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "../edge/markup.hpp"
#include "hotro/edge/cells.hpp"
#include "page_words.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace phases {

using edge::html;
using edge::Markup;
using edge::one_line;

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
