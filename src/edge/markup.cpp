// SPDX-License-Identifier: Apache-2.0
#include "markup.hpp"

#include <algorithm>

#include "hotro/edge/csv.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace edge {

std::string one_line(std::string_view text) {
  constexpr std::string_view wide_blanks[] = {"\xC2\xA0", "\xE2\x80\xAF",
                                              "\xE3\x80\x80"};  // U+A0, 202F, 3000
  std::string plain;
  for (std::size_t at = 0; at < text.size();) {
    const char c = text[at];
    std::size_t size = c == '\t' || c == '\n' || c == '\r' ? 1 : 0;
    for (const std::string_view blank : wide_blanks) {
      if (text.substr(at, blank.size()) == blank) size = blank.size();
    }
    plain += size == 0 ? c : ' ';
    at += std::max<std::size_t>(size, 1);
  }
  return edge::visible(plain);
}

std::string html_escaped(std::string_view text) {
  std::string out;
  for (const char c : one_line(text)) {
    switch (c) {
      case '&': out += "&amp;"; break;
      case '<': out += "&lt;"; break;
      case '>': out += "&gt;"; break;
      case '"': out += "&quot;"; break;
      case '\'': out += "&#39;"; break;
      default: out += c;
    }
  }
  return out;
}

std::string page(Language language, std::string_view title, std::string_view style, std::string_view body,
                 const Markup& content) {
  // Nothing is fetched and nothing runs, whatever stands in the page.
  return html(
             "<!DOCTYPE html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n"
             "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src "
             "'unsafe-inline'\">\n"
             "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
             "<title>{}</title>\n<style>\n{}</style>\n</head>\n<body "
             "class=\"{}\">\n<main>\n{}</main>\n</body>\n</html>\n",
             std::string_view(language == Language::vi ? "vi" : "en"), title, Markup{std::string(style)},
             body, content)
      .text;
}

}  // namespace edge
}  // namespace HOTRO_ABI
}  // namespace hotro
