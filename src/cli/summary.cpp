// SPDX-License-Identifier: Apache-2.0
#include "summary.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "hotro/edge/cells.hpp"
#include "hotro/edge/explanation.hpp"

namespace hotro::cli {
namespace {

using edge::grouped;

class Summary {
 public:
  Summary(const RuleSet& rules, const Program& program, const edge::RunReport& report, Language language,
          const Terminal& terminal)
      : rules_(rules),
        program_(program),
        report_(report),
        totals_(report.totals),
        language_(language),
        terminal_(terminal),
        currency_(program.data().currency) {}

  std::string text() const { return head() + counts() + benefits() + refusals() + open() + errors(); }

 private:
  [[nodiscard]] std::string_view in(std::string_view vi, std::string_view en) const {
    return say(language_, vi, en);
  }
  [[nodiscard]] std::string number(std::size_t count) const {
    return grouped(static_cast<std::int64_t>(count), language_);
  }
  [[nodiscard]] std::string blank_or(std::size_t count) const { return count == 0 ? "–" : number(count); }
  [[nodiscard]] std::string title(std::string_view vi, std::string_view en) const {
    return "\n" + terminal_.paint(Paint::bold, in(vi, en)) + "\n";
  }
  [[nodiscard]] std::string grouped_money(Wide units) const {  // its column says the currency
    std::string text = edge::money_text(units, currency_, language_);
    const std::size_t blank = text.find(' ');
    return language_ == Language::vi ? text.substr(0, blank) : text.substr(blank + 1);
  }
  [[nodiscard]] std::string day(Date date) const {
    return language_ == Language::vi ? day_first(date) : iso(date);
  }

  [[nodiscard]] std::string head() const {
    std::string readings;
    for (const auto& [name, option] : program_.data().readings) {
      const std::uint32_t index = find_reading(rules_, name);
      const Reading& reading = rules_.readings[index];
      if (rules_.types[reading.type].options[reading.default_option] == option) continue;
      readings += (readings.empty() ? "" : ", ") + name + " = " + option;
    }
    std::string out =
        terminal_.paint(Paint::bold, rules_.title.empty() ? rules_.id : rules_.title.in(language_)) + "\n";
    out += fmt::format("{}{}{}", rules_.id, in(", theo văn bản ban hành đến ", ", the law as enacted by "),
                       day(program_.data().known));
    if (!readings.empty())
      out += fmt::format("{}{}", in("; cách hiểu khác mặc định: ", "; readings other than by default: "),
                         readings);
    return out + "\n";
  }

  [[nodiscard]] std::string counts() const {
    Grid grid("lrl");
    grid.row({std::string(in("Người đề nghị", "People")), number(totals_.dossiers),
              std::string(in("đã xét", "decided"))});
    if (report_.rows_failed != 0) {
      grid.row({"", number(report_.rows_failed),
                std::string(in("chưa xét vì lỗi dữ liệu", "not decided: errors in the data"))});
    }
    grid.row({std::string(in("Doanh nghiệp", "Enterprises")), number(totals_.enterprise_count()), ""});
    if (totals_.partial != 0) {
      grid.row({std::string(in("Ngày", "Dates")), number(totals_.partial),
                std::string(in("chỉ biết năm hoặc tháng", "known only by their year or month"))});
    }
    return "\n" + grid.text("", terminal_.width);
  }

  [[nodiscard]] std::string benefits() const;
  [[nodiscard]] std::string refusals() const {
    if (totals_.refusals.empty()) return "";
    std::string out = title("Lý do không đủ điều kiện", "Why refused");
    std::uint32_t last = none - 1;
    std::vector<std::pair<std::size_t, std::string>> lines;
    auto flush = [&] {
      std::stable_sort(lines.begin(), lines.end(),
                       [](const auto& a, const auto& b) { return a.first > b.first; });
      std::size_t columns = 0;
      for (const auto& line : lines) columns = std::max(columns, width(number(line.first)));
      for (const auto& line : lines) {
        out += hanging("    " + pad_left(number(line.first), columns) + "  ", line.second, terminal_.width);
      }
      lines.clear();
    };
    for (const auto& [refusal, dossiers] : totals_.refusals) {
      if (refusal.benefit != last) {
        flush();
        if (refusal.benefit != none) {
          out += "  " + edge::benefit_title(rules_, refusal.benefit, language_) + "\n";
        }
      }
      last = refusal.benefit;
      std::string text = refusal.reason;
      if (!refusal.citation.empty()) text += fmt::format(" ({})", refusal.citation);
      lines.emplace_back(dossiers, text + fmt::format(" [{}]", refusal.id));
    }
    flush();
    return out;
  }

  [[nodiscard]] std::string open() const {
    if (totals_.missing.empty()) return "";
    std::vector<std::pair<std::size_t, std::uint32_t>> facts;
    for (const auto& [input, count] : totals_.missing) facts.emplace_back(count, input);
    std::stable_sort(facts.begin(), facts.end(),
                     [](const auto& a, const auto& b) { return a.first > b.first; });
    Grid grid("rll");
    for (const auto& [count, input] : facts) {
      grid.row(
          {number(count), program_.inputs()[input].path, edge::question(rules_, program_, input, language_)});
    }
    const std::string head =
        fmt::format(fmt::runtime(in("Số hồ sơ chưa kết luận được: {}. Dữ kiện cần hỏi thêm:",
                                    "Dossiers that are still open: {}. Facts to ask for:")),
                    number(totals_.undetermined));
    return title(head, head) + grid.text("    ", terminal_.width);
  }

  [[nodiscard]] std::string errors() const {
    if (report_.errors.empty()) return "";
    Grid grid("rl");
    for (const auto& [code, count] : report_.errors) grid.row({number(count), code});
    return title("Lỗi dữ liệu", "Errors in the data") + grid.text("    ", terminal_.width);
  }

  const RuleSet& rules_;
  const Program& program_;
  const edge::RunReport& report_;
  const edge::Totals& totals_;
  Language language_;
  const Terminal& terminal_;
  edge::Currency currency_;
};

/// One row for each benefit; columns in which nothing stands are left out.
std::string Summary::benefits() const {
  struct Column {
    Status status;
    std::string_view vi, en;
  };
  constexpr Column columns[] = {{Status::eligible, "đủ điều kiện", "eligible"},
                                {Status::eligible_amount_open, "chưa rõ mức", "amount open"},
                                {Status::not_eligible, "không đủ", "not eligible"},
                                {Status::undetermined, "chưa xác định", "undetermined"}};
  edge::BenefitTotals sum;
  for (const edge::BenefitTotals& benefit : totals_.benefits) {
    for (std::size_t i = 0; i < edge::status_count; ++i) sum.dossiers[i] += benefit.dossiers[i];
    sum.overpaid += benefit.overpaid;
  }
  sum.dossiers[static_cast<std::size_t>(Status::not_eligible)] += totals_.nothing_concerned;
  sum.payout_low = totals_.payout_low;
  sum.payout_high = totals_.payout_high;
  const bool open = sum.payout_low != sum.payout_high;

  Grid grid("lrrrrrr");
  std::vector<std::string> head = {""};
  for (const Column& column : columns) {
    if (sum.dossiers[static_cast<std::size_t>(column.status)] != 0)
      head.emplace_back(in(column.vi, column.en));
  }
  head.push_back(fmt::format("{}, {}", in("chi trả", "payout"),
                             currency_.code == "VND" ? in("đồng", "VND") : currency_.code));
  if (open) head.emplace_back(in("cao nhất", "at most"));
  grid.row(head);
  auto add = [&](std::string_view title, const edge::BenefitTotals& benefit) {
    // A long title takes lines of its own; the numbers stand on its last one.
    constexpr std::size_t title_columns = 46;
    const std::vector<std::string> lines = wrap(title, title_columns);
    for (std::size_t i = 0; i + 1 < lines.size(); ++i) grid.row({(i == 0 ? "  " : "    ") + lines[i]});
    std::vector<std::string> row = {(lines.size() == 1 ? "  " : "    ") + lines.back()};
    for (const Column& column : columns) {
      if (sum.dossiers[static_cast<std::size_t>(column.status)] == 0) continue;
      row.push_back(blank_or(benefit.dossiers[static_cast<std::size_t>(column.status)]));
    }
    row.push_back(grouped_money(benefit.payout_low));
    if (open) row.push_back(grouped_money(benefit.payout_high));
    grid.row(row);
  };
  for (std::uint32_t i = 0; i < totals_.benefits.size(); ++i)
    add(edge::benefit_title(rules_, i, language_), totals_.benefits[i]);
  if (totals_.nothing_concerned != 0) {
    edge::BenefitTotals nothing;
    nothing.dossiers[static_cast<std::size_t>(Status::not_eligible)] = totals_.nothing_concerned;
    add(edge::benefit_title(rules_, none, language_), nothing);
  }
  add(in("Cộng", "Total"), sum);
  std::string out = title("Khoản hỗ trợ", "Benefits") + grid.text("", terminal_.width);
  if (sum.overpaid != 0) {
    out += fmt::format("  {}: {}\n", in("Đã chi vượt mức hưởng", "Paid before beyond the entitlement"),
                       edge::money_text(sum.overpaid, currency_, language_));
  }
  return out;
}

}  // namespace

std::string summary_text(const RuleSet& rules, const Program& program, const edge::RunReport& report,
                         Language language, const Terminal& terminal) {
  return Summary(rules, program, report, language, terminal).text();
}

}  // namespace hotro::cli
