// SPDX-License-Identifier: Apache-2.0
#pragma once

// Reads pages back, as strictly as they are written: tags that are closed, and figures.

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace page_reader {

/// What is wrong with a page; empty if every tag is known and closed in its turn, and no character is one
/// that nobody sees.
inline std::string fault(std::string_view page) {
  static const std::set<std::string_view> known = {
      "html",    "head", "meta", "title", "style", "body",     "main",  "header",  "footer", "section",
      "article", "h1",   "h2",   "p",     "b",     "i",        "small", "span",    "div",    "ul",
      "ol",      "li",   "dl",   "dt",    "dd",    "code",     "table", "caption", "thead",  "tbody",
      "tfoot",   "tr",   "th",   "td",    "col",   "colgroup", "svg",   "rect",    "desc"};
  static const std::set<std::string_view> alone = {"meta", "col", "rect"};
  for (const char c : page) {
    if (static_cast<unsigned char>(c) < 0x20 && c != '\n') return "a control character";
  }
  std::vector<std::string_view> open;
  for (std::size_t at = page.find('<'); at != std::string_view::npos; at = page.find('<', at + 1)) {
    const std::size_t end = page.find('>', at);
    if (end == std::string_view::npos) return "a tag that does not end";
    std::string_view tag = page.substr(at + 1, end - at - 1);
    if (tag == "!DOCTYPE html") continue;
    const bool closes = tag.front() == '/';
    if (closes) tag.remove_prefix(1);
    const std::string_view name = tag.substr(0, tag.find_first_of(" /"));
    if (known.count(name) == 0) return "an unknown tag: " + std::string(tag);
    for (const char* word : {" src=", " href=", " on", "url("}) {
      if (tag.find(word) != std::string_view::npos) return "a tag that asks for more: " + std::string(tag);
    }
    if (alone.count(name) != 0) continue;
    if (!closes) {
      open.push_back(name);
    } else {
      if (open.empty() || open.back() != name) return "closed out of turn: " + std::string(name);
      open.pop_back();
    }
  }
  return open.empty() ? "" : "not closed: " + std::string(open.back());
}

struct Figure {
  std::string value;  // data-value
  std::string shown;

  friend bool operator==(const Figure&, const Figure&) = default;
};

/// By their paths; where one stands several times it must say the same, or its value is "contradicted".
inline std::map<std::string, Figure> figures(std::string_view page) {
  std::map<std::string, Figure> all;
  const std::string_view mark = " data-figure=\"";
  for (std::size_t at = page.find(mark); at != std::string_view::npos; at = page.find(mark, at + 1)) {
    std::string_view rest = page.substr(at + mark.size());
    auto take = [&](std::string_view until) {
      const std::size_t end = rest.find(until);
      std::string text(rest.substr(0, end));
      rest.remove_prefix(end + until.size());
      return text;
    };
    const std::string path = take("\" data-value=\"");
    Figure figure;
    figure.value = take("\">");
    figure.shown = take("<");
    const auto [place, is_new] = all.emplace(path, figure);
    if (!is_new && place->second.value != figure.value) place->second.value = "contradicted";
  }
  return all;
}

inline std::size_t count(std::string_view text, std::string_view part) {
  std::size_t times = 0;
  for (std::size_t at = text.find(part); at != std::string_view::npos; at = text.find(part, at + part.size()))
    ++times;
  return times;
}

}  // namespace page_reader
