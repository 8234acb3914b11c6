// SPDX-License-Identifier: Apache-2.0
#include "hotro/phases/notices.hpp"

#include "by_enterprise.hpp"
#include "page.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace phases {
namespace {

bool lacks_papers(const Line& line) { return line.outcome == Outcome::undetermined; }
bool needs_correction(const Line& line) {
  return line.outcome == Outcome::erroneous || line.outcome == Outcome::duplicate;
}
bool is_refused(const Line& line) { return line.outcome == Outcome::refused; }

class Notices {
 public:
  explicit Notices(const Report& report) : report_(report), in_{report.language, report.currency} {}

  [[nodiscard]] std::string text() const {
    Markup body;
    for (const EnterpriseLines& one : by_enterprise(report_, [](const Line& line) {
           return is_refused(line) || needs_correction(line) || lacks_papers(line);
         })) {
      body += to_enterprise(one);
      for (const Line* line : one.lines) {
        if (is_refused(*line)) body += to_person(one.enterprise, *line);
      }
    }
    if (body.text.empty()) body = html("<p>{}</p>\n", in_(Word::no_notices));
    return page(report_.language, in_(Word::notices_title), Paper::upright, body);
  }

 private:
  [[nodiscard]] Markup field(Word label, std::string_view text) const {
    if (text.empty()) return {};
    return html("<p>{}: <b>{}</b></p>\n", in_(label), text);
  }

  [[nodiscard]] Markup notice(Word title, const Markup& content) const {
    return html(
        "<article class=\"notice\">\n{}<h1>{}</h1>\n<p class=\"subtitle\">{}</p>\n<p "
        "class=\"subtitle\">{}</p>\n"
        "{}<div class=\"closing\">\n{}{}</div>\n</article>\n",
        letterhead(in_), in_(title), report_.phase, report_.policy, content,
        signature_block(in_, {std::string(in_(Word::notified_by))}), ledger_line(in_, report_.head));
  }

  [[nodiscard]] static Markup boxes(const std::vector<std::string>& texts) {
    Markup list;
    for (const std::string& text : texts) list += html("<li>{}</li>\n", text);
    return html("<ul class=\"boxes\">\n{}</ul>\n", list);
  }

  [[nodiscard]] Markup to_person(const EnterpriseLine& enterprise, const Line& line) const {
    Markup who = field(Word::dear, line.full_name);
    who += field(Word::born, line.born);
    who += field(Word::person_id, line.person_id);
    who += field(Word::dossier, line.dossier_id);
    who += field(Word::enterprise, title_of(enterprise));
    who +=
        field(Word::benefit, line.benefit.empty() ? in_(Word::no_benefit) : std::string_view(line.benefit));
    Markup reasons;
    for (const std::string& reason : line.reasons) reasons += html("<li>{}</li>\n", reason);
    if (line.reasons.empty()) reasons = html("<li>{}</li>\n", in_(Word::no_reason_given));
    Markup content = html("<div class=\"who\">\n{}</div>\n<p>{}</p>\n<ol>\n{}</ol>\n", who,
                          in_(Word::notice_refused), reasons);
    content += html("<h2>{}</h2>\n<ul>\n<li>{}</li>\n<li>{}</li>\n<li>{}</li>\n</ul>\n", in_(Word::may_do),
                    in_(Word::may_hand_in), in_(Word::may_ask), in_(Word::may_appeal));
    return notice(Word::notice_title, content);
  }

  /// Nothing, where none of its dossiers is open.
  [[nodiscard]] Markup to_enterprise(const EnterpriseLines& group) const {
    Markup content = table(group, Word::papers_asked, Word::papers, lacks_papers, &Line::missing);
    content += table(group, Word::corrections_asked, Word::corrections, needs_correction, &Line::reasons);
    if (content.text.empty()) return {};
    const std::string title = title_of(group.enterprise);
    return notice(
        Word::papers_title,
        html("<div class=\"who\">\n{}</div>\n{}",
             field(Word::dear, title.empty() ? in_(Word::no_enterprise) : std::string_view(title)), content));
  }

  [[nodiscard]] Markup table(const EnterpriseLines& group, Word asked, Word heading,
                             bool (*wanted)(const Line&), std::vector<std::string> Line::*what) const {
    Markup rows;
    for (const Line* line : group.lines) {
      if (!wanted(*line)) continue;
      rows += html(
          "<tr><th scope=\"row\">{}</th><td data-label=\"{}\">{}</td><td data-label=\"{}\">{}</td></tr>\n",
          line->dossier_id, in_(Word::full_name), line->full_name, in_(heading), boxes(line->*what));
    }
    if (rows.text.empty()) return {};
    return html(
        "<p>{}</p>\n<table class=\"list\"><caption>{}</caption>\n<colgroup><col style=\"width:20%\"><col "
        "style=\"width:28%\"><col></colgroup>\n"
        "<thead><tr><th scope=\"col\">{}</th><th scope=\"col\">{}</th><th "
        "scope=\"col\">{}</th></tr></thead>\n<tbody>\n{}</tbody></table>\n",
        in_(asked), in_(heading), in_(Word::dossier), in_(Word::full_name), in_(heading), rows);
  }

  const Report& report_;
  Writing in_;
};

}  // namespace

std::string notices_html(const Report& report) { return Notices(report).text(); }

}  // namespace phases
}  // namespace HOTRO_ABI
}  // namespace hotro
