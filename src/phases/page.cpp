// SPDX-License-Identifier: Apache-2.0
#include "page.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "../edge/base_style.hpp"
#include "page_style.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace phases {
namespace {

constexpr std::string_view paper_classes[] = {"report", "form", "form across"};

std::int64_t scaled(Wide part, Wide whole) {
  return whole <= 0 ? 0 : static_cast<std::int64_t>(std::clamp<Wide>(part, 0, whole) * 1000 / whole);
}

Markup rectangles(const std::vector<BarPart>& parts, Wide whole) {
  Markup out;
  Wide before = 0;
  for (const BarPart& part : parts) {
    const std::int64_t left = scaled(before, whole);
    before += part.size;
    const std::int64_t width = scaled(before, whole) - left;
    if (width > 0)
      out += html("<rect class=\"{}\" x=\"{}\" width=\"{}\" height=\"8\"/>", part.tone, left, width);
  }
  return out;
}

}  // namespace

std::string_view say(Word word, Language language) {
  struct Both {
    std::string_view vi, en;
  };
  static constexpr Both words[] = {
#define HOTRO_WORD(name, vi, en) {vi, en},
#include "page_words.def"
#undef HOTRO_WORD
  };
  const Both& both = words[static_cast<std::size_t>(word)];
  return language == Language::vi ? both.vi : both.en;
}

std::string Writing::amount(Wide units) const {
  const std::string text = money(units);
  const std::size_t blank = text.find(' ');
  return language == Language::vi ? text.substr(0, blank) : text.substr(blank + 1);
}

std::string Writing::currency_name() const {
  return language == Language::vi && currency.code == "VND" ? "đồng" : currency.code;
}

std::string Writing::percent(Wide part, Wide whole) const {
  if (whole <= 0) return "–";
  Wide tenths = (part * 2000 + whole) / (2 * whole);
  if (part < whole) tenths = std::min<Wide>(tenths, 999);  // what is not all of it does not look so
  const char* point = language == Language::vi ? "," : ".";
  return fmt::format("{}{}{} %", edge::grouped(tenths / 10, language), point, static_cast<int>(tenths % 10));
}

Markup bar(const std::vector<BarPart>& parts, Wide whole) {
  return html(
      "<svg class=\"bar\" viewBox=\"0 0 1000 8\" preserveAspectRatio=\"none\" aria-hidden=\"true\">{}</svg>",
      rectangles(parts, whole));
}

Markup chart(std::string_view id, std::string_view title, std::string_view description,
             const std::vector<BarPart>& parts, Wide whole) {
  return html(
      "<svg class=\"chart\" viewBox=\"0 0 1000 8\" preserveAspectRatio=\"none\" role=\"img\" "
      "aria-labelledby=\"{}-title {}-desc\"><title id=\"{}-title\">{}</title><desc id=\"{}-desc\">{}</desc>"
      "<rect class=\"ground\" width=\"1000\" height=\"8\"/>{}</svg>\n",
      id, id, id, title, id, description, rectangles(parts, whole));
}

Markup letterhead(const Writing& in) {
  Markup right = html("<p>{}: …………………</p>", in(Word::document_number));
  if (!in(Word::motto).empty())
    right =
        html("<p><b>{}</b></p><p><b class=\"motto\">{}</b></p>", in(Word::motto_country), in(Word::motto));
  Markup left = html("<p>{}: ……………………………</p>", in(Word::issuer));
  if (!in(Word::motto).empty()) left += html("<p>{}: …………………</p>", in(Word::document_number));
  return html("<header class=\"letterhead\"><div>{}</div><div>{}</div></header>\n", left, right);
}

Markup signature_block(const Writing& in, const std::vector<std::string>& who) {
  Markup places;
  for (const std::string& one : who)
    places += html("<div><b>{}</b><i>{}</i></div>", one, in(Word::sign_here));
  return html("<footer class=\"signatures\"><p>{}</p><div>{}</div></footer>\n", in(Word::place_and_date),
              places);
}

Markup ledger_line(const Writing& in, std::string_view head) {
  if (head.empty()) return {};
  return html("<p class=\"trace\">{} <code>{}</code></p>\n", in(Word::head), head);
}

std::string page(Language language, std::string_view title, Paper paper, const Markup& content) {
  const std::string style = std::string(edge::base_style) + std::string(page_style) +
                            (paper == Paper::across ? "@page{size:A4 landscape}\n" : "@page{size:A4}\n");
  return edge::page(language, title, style, paper_classes[static_cast<std::size_t>(paper)], content);
}

}  // namespace phases
}  // namespace HOTRO_ABI
}  // namespace hotro
