// SPDX-License-Identifier: Apache-2.0
// Documents as pages. Each text stands there in both languages; a radio button hides one.

#include <algorithm>

#include "base_style.hpp"
#include "document_style.hpp"
#include "hotro/edge/document.hpp"
#include "markup.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace edge {
namespace {

Markup both(const Text& text) {
  const std::string& vi = text.in(Language::vi);
  const std::string& en = text.in(Language::en);
  if (vi == en) return html("{}", vi);
  return html("<span class=\"vi\" lang=\"vi\">{}</span><span class=\"en\" lang=\"en\">{}</span>", vi, en);
}

/// Only within the page, or to the web: what else could stand there might run.
bool leads_somewhere(std::string_view target) {
  return target.starts_with("#") || target.starts_with("https://") || target.starts_with("http://");
}

Markup linked(const Markup& content, const std::string& target) {
  return leads_somewhere(target) ? html("<a href=\"{}\">{}</a>", target, content) : content;
}

std::string_view sign(Sureness sureness) {
  constexpr std::string_view signs[] = {"●", "◐", "◔", "○"};
  return signs[static_cast<std::size_t>(sureness)];
}

/// Of what stands in the text itself the sign is enough, once the legend has said it.
Markup mark(const Piece& piece) {
  constexpr std::string_view classes[] = {"text", "two", "one", "inferred"};
  const std::string_view name = classes[static_cast<std::size_t>(piece.sureness)];
  const bool silent = piece.sureness == Sureness::text && piece.target != "legend";
  const std::string title = piece.text.in(Language::vi) + " / " + piece.text.in(Language::en);
  return html("<span class=\"mark {}\" title=\"{}\">{}{}{}</span>", name, title, sign(piece.sureness),
              std::string_view(silent ? "" : " "), silent ? Markup{} : both(piece.text));
}

Markup phrase(const Phrase& pieces) {
  Markup out;
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    const Piece& piece = pieces[i];
    const auto run = [&](std::string_view between) {  // pieces of one kind beside each other
      Markup all = linked(both(piece.text), piece.target);
      while (i + 1 < pieces.size() && pieces[i + 1].kind == piece.kind) {
        ++i;
        all += html("{}{}", between, linked(both(pieces[i].text), pieces[i].target));
      }
      return all;
    };
    const Markup content = linked(both(piece.text), piece.target);
    const bool stop = piece.text.en.empty() && (piece.text.vi == "," || piece.text.vi == ";");
    if (!out.text.empty() && !stop) out.text += ' ';
    switch (piece.kind) {
      case Piece::Kind::words: out += content; break;
      case Piece::Kind::strong: out += html("<b>{}</b>", content); break;
      case Piece::Kind::soft: out += html("<small>{}</small>", content); break;
      case Piece::Kind::reason: out += html("<span class=\"reason\">{}</span>", content); break;
      case Piece::Kind::spoken: out += html("<span class=\"said\">{}</span>", content); break;
      case Piece::Kind::code: out += html("<code>{}</code>", run("")); break;
      case Piece::Kind::citation: out += html("<cite>[{}]</cite>", run("; ")); break;
      case Piece::Kind::mark: out += mark(piece); break;
    }
  }
  return out;
}

Markup attribute(std::string_view name, const std::string& value) {
  return value.empty() ? Markup{} : html(" {}=\"{}\"", name, value);
}

Markup list(const std::vector<DocumentItem>& items, bool top) {
  Markup all;
  for (const DocumentItem& item : items) {
    all += html("<li{}{}>{}{}</li>\n", attribute("id", item.anchor), attribute("data-at", item.place),
                phrase(item.phrase), item.parts.empty() ? Markup{} : list(item.parts, false));
  }
  return top ? html("<ul class=\"lines\">\n{}</ul>\n", all) : html("<ul>\n{}</ul>", all);
}

/// Dates and amounts stay on one line where there is room for it.
std::string cell_class(const DocumentTable& table, const Phrase& cell) {
  std::size_t size = 0;
  for (const Piece& piece : cell)
    size += std::max(piece.text.in(Language::vi).size(), piece.text.in(Language::en).size());
  if (table.heads.size() > 6 || size > 20) return "";
  return table.heads.size() < 5 ? "whole line" : "whole";
}

Markup table(const DocumentTable& table) {
  Markup heads;
  for (const Phrase& head : table.heads)
    heads += html("<th scope=\"col\"{}>{}</th>", attribute("class", cell_class(table, head)), phrase(head));
  Markup rows;
  for (std::size_t row = 0; row < table.rows.size(); ++row) {
    Markup cells;
    for (std::size_t i = 0; i < table.rows[row].size(); ++i) {
      const Markup cell = phrase(table.rows[row][i]);
      // On a phone each cell says what it is.
      const Markup head = i == 0 || cell.text.empty()
                              ? Markup{}
                              : html("<span class=\"head\">{}</span>", phrase(table.heads[i]));
      cells += html("<td{}>{}{}</td>", attribute("class", cell_class(table, table.rows[row][i])), head, cell);
    }
    const std::string anchor = row < table.anchors.size() ? table.anchors[row] : "";
    rows += html("<tr{}>{}</tr>\n", attribute("id", anchor), cells);
  }
  return html("<table class=\"grid\"><thead><tr>{}</tr></thead>\n<tbody>\n{}</tbody></table>\n", heads, rows);
}

// --- the time line: coordinates are shares of the width, so that texts keep their size on a phone

class TimeLinePage {
 public:
  explicit TimeLinePage(const TimeLine& line) : line_(line) {}

  [[nodiscard]] Markup run() const {
    Markup out = axis();
    for (const Lane& lane : line_.lanes) {
      Markup bars;
      for (const LaneBar& bar : lane.bars) bars += rectangle(bar);
      out += html("<p class=\"lane\">{}</p>\n<svg height=\"14\" role=\"img\">{}{}</svg>\n",
                  phrase(lane.label), years(14), bars);
    }
    return html("<p class=\"soft\">{}</p>\n<div class=\"years\">\n{}{}</div>\n", both(line_.note), out,
                axis());
  }

 private:
  /// A share of the width, in thousandths of a percent.
  [[nodiscard]] std::string share(std::int64_t day) const {
    const std::int64_t all = std::max<std::int64_t>(line_.to - line_.from + 1, 1);
    const std::int64_t part = std::clamp<std::int64_t>(day, 0, all) * 100'000 / all;
    return fmt::format("{}.{:03}%", part / 1000, part % 1000);
  }
  [[nodiscard]] std::string at(Date date) const { return share(date - line_.from); }
  [[nodiscard]] static int year_of(Date date) { return std::stoi(iso(date).substr(0, 4)); }

  template <class Use>
  void each_year(Use use) const {
    const int first = year_of(line_.from) + 1;
    const int last = year_of(line_.to);
    const int step = std::max((last - first) / 5 + 1, 1);
    for (int year = first; year <= last; year += step) {
      Date date;
      if (make_date(year, 1, 1, date)) use(year, date);
    }
  }
  [[nodiscard]] Markup years(int height) const {
    Markup out;
    each_year([&](int, Date date) {
      out += html("<line x1=\"{}\" x2=\"{}\" y1=\"0\" y2=\"{}\"/>", at(date), at(date), height);
    });
    return out;
  }
  [[nodiscard]] Markup axis() const {
    Markup out;
    each_year([&](int year, Date date) {
      // Far to the right the number stands before its line.
      const bool late = (date - line_.from) * 10LL > (line_.to - line_.from) * 9LL;
      out += html(
          "<line x1=\"{}\" x2=\"{}\" y1=\"0\" y2=\"18\"/><text x=\"{}\" y=\"13\" dx=\"{}\" "
          "text-anchor=\"{}\">{}</text>",
          at(date), at(date), at(date), late ? -4 : 4, std::string_view(late ? "end" : "start"), year);
    });
    return html("<svg class=\"axis\" height=\"18\" aria-hidden=\"true\">{}</svg>\n", out);
  }
  [[nodiscard]] Markup rectangle(const LaneBar& bar) const {
    constexpr std::string_view tones[] = {"act",     "scope",         "window",
                                          "version", "other_version", "not_in_force"};
    const std::string_view tone = tones[static_cast<std::size_t>(bar.tone)];
    const std::string title = bar.title.in(Language::vi) + " / " + bar.title.in(Language::en);
    if (bar.from == bar.to)  // never too narrow to be seen
      return html("<circle class=\"{} enacted\" cx=\"{}\" cy=\"7\" r=\"5.5\"><title>{}</title></circle>",
                  tone, at(bar.from), title);
    return html("<rect class=\"{}\" x=\"{}\" width=\"{}\" y=\"3\" height=\"8\"><title>{}</title></rect>",
                tone, at(bar.from), share(bar.to - std::max(bar.from, line_.from) + 1), title);
  }

  const TimeLine& line_;
};

// --- sections

Markup block(const DocumentBlock& block) {
  if (const auto* one = std::get_if<Phrase>(&block))
    return one->empty() ? Markup{} : html("<p>{}</p>\n", phrase(*one));
  if (const auto* items = std::get_if<std::vector<DocumentItem>>(&block)) return list(*items, true);
  if (const auto* line = std::get_if<TimeLine>(&block)) return TimeLinePage(*line).run();
  return table(std::get<DocumentTable>(block));
}

Markup section(const DocumentSection& one, int level) {
  Markup content;
  for (const DocumentBlock& part : one.blocks) content += block(part);
  for (const DocumentSection& part : one.parts) content += section(part, level + 1);
  return html("<section id=\"{}\">\n<h{}>{}</h{}>\n{}</section>\n", one.anchor, level, both(one.title), level,
              content);
}

}  // namespace

std::string document_html(const Document& document, Language first) {
  const auto choice = [&](std::string_view language, bool checked) {
    return html("<input class=\"choose\" type=\"radio\" name=\"lang\" id=\"lang-{}\"{}>\n", language,
                std::string_view(checked ? " checked" : ""));
  };
  Markup body = choice("vi", first == Language::vi);
  body += choice("en", first == Language::en);
  body += html(
      "<nav class=\"languages\"><label for=\"lang-vi\">Tiếng Việt</label><label "
      "for=\"lang-en\">English</label></nav>\n");
  body +=
      html("<header class=\"title\"><p>{}</p>\n<h1>{}</h1></header>\n", document.id, both(document.title));
  Markup contents;
  for (const DocumentSection& one : document.sections)
    contents += html("<a href=\"#{}\">{}</a>\n", one.anchor, both(one.title));
  body += html("<nav class=\"contents\">{}</nav>\n", contents);
  for (const DocumentSection& one : document.sections) body += section(one, 2);
  body += html("<p class=\"trace\">hotro " HOTRO_VERSION "</p>\n");
  const std::string style = std::string(base_style) + std::string(document_style);
  return page(first, document.title.in(first), style, "document", body);
}

}  // namespace edge
}  // namespace HOTRO_ABI
}  // namespace hotro
