// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "hotro/phases/report.hpp"
#include "page.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace phases {
namespace {

constexpr std::size_t outcome_count = std::tuple_size_v<decltype(Sum::dossiers)>;

std::int64_t submitted(const Sum& sum) {
  std::int64_t all = 0;
  for (const std::int64_t one : sum.dossiers) all += one;
  return all;
}

void add(Sum& to, const Sum& sum) {
  for (std::size_t i = 0; i < outcome_count; ++i) to.dossiers[i] += sum.dossiers[i];
  to.granted += sum.granted;
  to.paid += sum.paid;
  to.waiting += sum.waiting;
}

std::vector<BarPart> parts_of(const Sum& sum) {
  std::vector<BarPart> parts;
  for (std::size_t i = 0; i < outcome_count; ++i)
    parts.push_back({sum.dossiers[i], name(static_cast<Outcome>(i))});
  return parts;
}

/// A row of the tables of sums.
struct SumRow {
  std::string title, id, path;
  const Sum& sum;
};

class ReportPage {
 public:
  explicit ReportPage(const Report& report)
      : report_(report), total_(report.total), in_{report.language, report.currency} {}

  std::string text() const {
    Markup body = title();
    for (const Markup& section :
         {dossiers(), money(), checks(), benefits(), enterprises(), counted(), readings(), origin()})
      body += section;
    body += signature_block(in_, {std::string(in_(Word::prepared_by)), std::string(in_(Word::accountant)),
                                  std::string(in_(Word::approved_by))});
    return page(report_.language, heading(), Paper::report, body);
  }

 private:
  [[nodiscard]] std::string heading() const {
    return fmt::format("{}: {}", in_(Word::report_title), report_.phase);
  }
  [[nodiscard]] Markup figure(std::string_view path, std::int64_t value, const std::string& shown) const {
    return html("<span data-figure=\"{}\" data-value=\"{}\">{}</span>", path, value, shown);
  }
  [[nodiscard]] Markup count(std::string_view path, std::int64_t value) const {
    return figure(path, value, in_.count(value));
  }
  [[nodiscard]] Markup money(std::string_view path, std::int64_t value) const {
    return figure(path, value, in_.money(value));
  }
  [[nodiscard]] Markup section(Word title, const Markup& content) const {
    return html("<section>\n<h2>{}</h2>\n{}</section>\n", in_(title), content);
  }

  [[nodiscard]] Markup title() const;
  [[nodiscard]] Markup dossiers() const;
  [[nodiscard]] Markup money() const;
  [[nodiscard]] Markup budget() const;
  [[nodiscard]] Markup checks() const;
  [[nodiscard]] Markup check(Word what, std::string_view path, const Sum& sum, bool agrees) const;
  [[nodiscard]] Markup benefits() const;
  [[nodiscard]] Markup enterprises() const;
  [[nodiscard]] Markup sums(Word title, Word first, const std::vector<SumRow>& rows) const;
  [[nodiscard]] Markup others(std::string_view path, const Sum& sum) const;
  [[nodiscard]] Markup sum_cells(std::string_view path, const Sum& sum) const;
  [[nodiscard]] Markup counted() const;
  [[nodiscard]] Markup counted(Word title, std::string_view path, std::string_view tone,
                               const std::vector<Counted>& lines) const;
  [[nodiscard]] Markup readings() const;
  [[nodiscard]] Markup origin() const;

  const Report& report_;
  const Sum& total_;
  Writing in_;
};

Markup ReportPage::title() const {
  Markup meta;
  if (!report_.state.empty()) meta += html("<b class=\"state\">{}</b>", report_.state);
  if (!report_.round_note.empty()) meta += html("<span>{}</span>", report_.round_note);
  if (!report_.known.empty()) meta += html("<span>{} {}</span>", in_(Word::law_known), report_.known);
  if (!report_.made_on.empty()) meta += html("<span>{} {}</span>", in_(Word::made_on), report_.made_on);
  return html("<header class=\"title\">\n<p>{}</p>\n<h1>{}</h1>\n<p class=\"meta\">{}</p>\n</header>\n",
              report_.policy, heading(), meta);
}

Markup ReportPage::dossiers() const {
  const std::int64_t all = submitted(total_);
  Markup tiles;
  std::string description;
  for (std::size_t i = 0; i < outcome_count; ++i) {
    const auto outcome = static_cast<Outcome>(i);
    const std::string_view label = in_(word(outcome));
    const std::int64_t dossiers = total_.dossiers[i];
    description += fmt::format("{}{}: {}", i == 0 ? "" : "; ", label, in_.count(dossiers));
    tiles +=
        html("<div><dt><i class=\"dot {}\"></i>{}</dt><dd>{}<small>{}</small></dd></div>\n", name(outcome),
             label, count(fmt::format("total.{}", name(outcome)), dossiers), in_.percent(dossiers, all));
  }
  const std::string_view from = in_(Word::of_enterprises);
  const std::size_t gap = from.find("{}");
  return section(
      Word::dossiers_title,
      html("<p class=\"hero\"><b>{}</b> {} <span>{}{}{}</span></p>\n{}<dl class=\"tiles\">\n{}</dl>\n",
           count("total.submitted", all), in_(Word::dossiers), from.substr(0, gap),
           count("enterprises", report_.enterprises), from.substr(gap + 2),
           chart("outcomes", in_(Word::outcomes_chart), description, parts_of(total_), all), tiles));
}

Markup ReportPage::money() const {
  auto tile = [&](Word label, std::string_view path, std::int64_t value) {
    return html("<div><dt>{}</dt><dd>{}</dd></div>\n", in_(label), money(path, value));
  };
  Markup tiles = tile(Word::granted, "total.granted_amount", total_.granted);
  tiles += tile(Word::paid, "total.paid_amount", total_.paid);
  tiles += tile(Word::money_waiting, "total.waiting_amount", total_.waiting);
  if (report_.returned != 0) tiles += tile(Word::returned, "returned", report_.returned);
  return section(Word::money_title, html("<dl class=\"tiles money\">\n{}</dl>\n{}", tiles, budget()));
}

Markup ReportPage::budget() const {
  if (report_.budget < 0) return html("<p class=\"soft\">{}</p>\n", in_(Word::no_budget));
  const Wide left = Wide{report_.budget} - total_.granted;
  const Wide unpaid = std::max<Wide>(Wide{total_.granted} - total_.paid, 0);
  const std::string rest = fmt::format("{}: {}", in_(left < 0 ? Word::budget_exceeded : Word::budget_left),
                                       in_.money(left < 0 ? -left : left));
  const std::string used =
      fmt::format("{} {}", in_.percent(total_.granted, report_.budget), in_(Word::budget_used));
  Markup legend;
  auto entry = [&](std::string_view tone, const std::string& text) {
    legend += html("<li><i class=\"dot {}\"></i>{}</li>", tone, text);
  };
  entry("paid", fmt::format("{}: {}", in_(Word::paid), in_.money(total_.paid)));
  entry("granted", fmt::format("{}: {}", in_(Word::to_be_paid), in_.money(unpaid)));
  entry(left < 0 ? "refused" : "ground", rest);
  const Wide inside = std::min<Wide>(unpaid, std::max<Wide>(Wide{report_.budget} - total_.paid, 0));
  const std::vector<BarPart> parts = {
      {total_.paid, "paid"}, {inside, "granted"}, {std::max<Wide>(-left, 0), "refused"}};
  return html("<p class=\"budget\"><b>{}: {}</b> <span>{}</span></p>\n{}<ul class=\"legend\">{}</ul>\n",
              in_(Word::budget), money("budget", report_.budget), used,
              chart("budget", in_(Word::budget), used + ". " + rest, parts,
                    std::max<Wide>(report_.budget, total_.granted)),
              legend);
}

Markup ReportPage::checks() const {
  Markup outcomes;
  for (std::size_t i = 0; i < outcome_count; ++i) {
    const std::string_view label = in_(word(static_cast<Outcome>(i)));
    outcomes += html("{}<span class=\"term\">{} <small>{}</small></span>", i == 0 ? "" : " + ",
                     in_.count(total_.dossiers[i]), label);
  }
  const std::int64_t all = submitted(total_);
  Markup list = html("<li>{} = <span class=\"term\"><b>{}</b> <small>{}</small></span></li>\n", outcomes,
                     count("check.outcomes", all), in_(Word::submitted));
  auto same = [&](const Sum& sum) {
    return sum.dossiers == total_.dossiers && sum.granted == total_.granted;
  };
  auto same_money = [&](const Sum& sum) { return sum.paid == total_.paid && sum.waiting == total_.waiting; };
  Sum sum;
  for (const BenefitSum& one : report_.benefits) add(sum, one.sum);
  list += check(Word::check_benefits, "check.benefits", sum, same(sum) && same_money(sum));
  sum = {};
  for (const EnterpriseSum& one : report_.by_enterprise) add(sum, one.sum);
  list += check(Word::check_enterprises, "check.by_enterprise", sum, same(sum) && same_money(sum));
  sum = {};
  for (const Line& line : report_.lines) {
    ++sum.dossiers[static_cast<std::size_t>(line.outcome)];
    if (line.outcome == Outcome::accepted) sum.granted += line.payout;
  }
  list += check(Word::check_lines, "check.lines", sum, same(sum));
  return section(Word::checks_title, html("<ul class=\"checks\">\n{}</ul>\n", list));
}

Markup ReportPage::check(Word what, std::string_view path, const Sum& sum, bool agrees) const {
  return html("<li>{}: {} {}, {} – <b class=\"{}\">{} {}</b></li>\n", in_(what), count(path, submitted(sum)),
              in_(Word::dossiers), money(fmt::format("{}.granted_amount", path), sum.granted),
              std::string_view(agrees ? "good" : "bad"), std::string_view(agrees ? "✓" : "✗"),
              in_(agrees ? Word::agrees : Word::differs));
}

Markup ReportPage::benefits() const {
  std::vector<SumRow> rows;
  for (const BenefitSum& one : report_.benefits) {
    rows.push_back({one.title.empty() ? std::string(in_(Word::no_benefit)) : one.title, "",
                    fmt::format("benefits.{}", rows.size()), one.sum});
  }
  return sums(Word::by_benefit, Word::benefit, rows);
}

Markup ReportPage::enterprises() const {
  std::vector<SumRow> rows;
  for (const auto& [enterprise, sum] : report_.by_enterprise) {
    const bool known = !enterprise.id.empty() || !enterprise.name.empty();
    std::string title = enterprise.name.empty() ? enterprise.id : enterprise.name;
    rows.push_back({known ? std::move(title) : std::string(in_(Word::no_enterprise)),
                    enterprise.name.empty() ? "" : enterprise.id,
                    fmt::format("by_enterprise.{}", rows.size()), sum});
  }
  return sums(Word::by_enterprise, Word::enterprise, rows);
}

Markup ReportPage::sums(Word title, Word first, const std::vector<SumRow>& rows) const {
  if (rows.empty()) return section(title, html("<p class=\"soft\">{}</p>\n", in_(Word::nothing)));
  Markup head;
  for (const std::string_view text : {in_(first), in_(Word::submitted), in_(Word::accepted)})
    head += html("<th scope=\"col\">{}</th>", text);
  for (const Word label : {Word::granted, Word::paid, Word::money_waiting})
    head += html("<th scope=\"col\">{} ({})</th>", in_(label), in_.currency_name());
  std::int64_t longest = 0;
  for (const SumRow& row : rows) longest = std::max(longest, submitted(row.sum));
  Markup body;
  for (const SumRow& row : rows) {
    body += html("<tr><th scope=\"row\">{} <small>{}</small>{}{}</th>{}</tr>\n", row.title, row.id,
                 bar(parts_of(row.sum), longest), others(row.path, row.sum), sum_cells(row.path, row.sum));
  }
  body += html("<tr class=\"total\"><th scope=\"row\">{}{}</th>{}</tr>\n", in_(Word::total),
               others("total", total_), sum_cells("total", total_));
  return section(title, html("<table class=\"sums\"><caption>{}</caption>\n<thead><tr>{}</tr></thead>\n"
                             "<tbody>\n{}</tbody></table>\n",
                             in_(title), head, body));
}

/// What became of those who were not accepted.
Markup ReportPage::others(std::string_view path, const Sum& sum) const {
  Markup out;
  for (std::size_t i = 0; i < outcome_count; ++i) {
    const auto outcome = static_cast<Outcome>(i);
    if (outcome == Outcome::accepted || sum.dossiers[i] == 0) continue;
    out += html("<span><i class=\"dot {}\"></i>{} {}</span> ", name(outcome), in_(word(outcome)),
                count(fmt::format("{}.{}", path, name(outcome)), sum.dossiers[i]));
  }
  return html("<div class=\"others\">{}</div>", out);
}

Markup ReportPage::sum_cells(std::string_view path, const Sum& sum) const {
  Markup cells;
  auto cell = [&](Word label, std::string_view what, std::int64_t value, const std::string& shown) {
    cells += html("<td data-label=\"{}\"{}>{}</td>", in_(label), Markup{value == 0 ? " class=\"zero\"" : ""},
                  figure(fmt::format("{}.{}", path, what), value, shown));
  };
  const std::int64_t all = submitted(sum);
  const std::int64_t accepted = sum.dossiers[static_cast<std::size_t>(Outcome::accepted)];
  cell(Word::submitted, "submitted", all, in_.count(all));
  cell(Word::accepted, "accepted", accepted, in_.count(accepted));
  cell(Word::granted, "granted_amount", sum.granted, in_.amount(sum.granted));
  cell(Word::paid, "paid_amount", sum.paid, in_.amount(sum.paid));
  cell(Word::money_waiting, "waiting_amount", sum.waiting, in_.amount(sum.waiting));
  return cells;
}

Markup ReportPage::counted() const {
  Markup all = counted(Word::why_refused, "refusals", name(Outcome::refused), report_.refusals);
  all += counted(Word::what_is_missing, "missing", name(Outcome::undetermined), report_.missing);
  all += counted(Word::errors, "errors", name(Outcome::erroneous), report_.errors);
  all += counted(Word::duplicates, "duplicates", name(Outcome::duplicate), report_.duplicates);
  return all;
}

Markup ReportPage::counted(Word title, std::string_view path, std::string_view tone,
                           const std::vector<Counted>& lines) const {
  if (lines.empty()) return section(title, html("<p class=\"soft\">{}</p>\n", in_(Word::nothing)));
  std::int64_t most = 0;
  for (const Counted& line : lines) most = std::max(most, line.count);
  Markup rows;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const Counted& line = lines[i];
    rows += html("<tr><th scope=\"row\">{}{}{}</th><td>{}</td></tr>\n", line.text,
                 line.citation.empty() ? Markup{} : html(" <small>{}</small>", line.citation),
                 bar({{line.count, tone}}, most), count(fmt::format("{}.{}", path, i), line.count));
  }
  return section(
      title,
      html("<table class=\"counted\"><caption>{}</caption>\n<thead><tr><th scope=\"col\">{}</th>"
           "<th scope=\"col\">{}</th></tr></thead>\n<tbody>\n{}</tbody></table>\n<p class=\"soft\">{}</p>\n",
           in_(title), in_(Word::counted_what), in_(Word::dossiers_title), rows,
           lines.size() == 1 ? std::string_view() : in_(Word::counted_note)));
}

Markup ReportPage::readings() const {
  if (report_.readings.empty())
    return section(Word::readings, html("<p class=\"soft\">{}</p>\n", in_(Word::readings_default)));
  Markup list;
  for (const std::string& reading : report_.readings) list += html("<li>{}</li>\n", reading);
  return section(Word::readings, html("<ul>\n{}</ul>\n", list));
}

Markup ReportPage::origin() const {
  return section(
      Word::origin,
      html("<dl "
           "class=\"origin\"><dt>{}</dt><dd><code>{}</code></dd><dt>{}</dt><dd><code>{}</code></dd></dl>\n",
           in_(Word::fingerprint), report_.fingerprint, in_(Word::head_at), report_.head));
}

}  // namespace

std::string report_html(const Report& report) { return ReportPage(report).text(); }

}  // namespace phases
}  // namespace HOTRO_ABI
}  // namespace hotro
