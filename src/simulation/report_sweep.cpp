// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>

#include "hotro/explain.hpp"
#include "hotro/simulation/report.hpp"
#include "writing.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace simulation {
namespace {

class SweepReport {
 public:
  SweepReport(const SweepRun& run, const ReportOptions& options)
      : run_(run), rules_(*run.rules), writing_(run.tally, rules_.currency, options) {
    for (const SweepPoint& point : run.points) most_ = std::max(most_, point.granted.high);
    if (run.has_budget) most_ = std::max(most_, budget());
  }

  Report make() {
    Report report = begin_report(
        rules_, run_.program, writing_,
        run_.has_budget ? fmt::format(fmt::runtime(writing_.in("{} để tổng chi không vượt {}",
                                                               "{} that keeps the total within {}")),
                                      run_.sweep.parameter, writing_.amount(budget()))
                        : writing_.in("Từng giá trị của ", "From value to value: ") + run_.sweep.parameter);
    ReportSection section;
    section.title = run_.sweep.parameter;
    if (run_.has_budget) section.texts.push_back(answer());
    section.texts.push_back(course());
    section.lines.push_back(line());
    section.tables.push_back(table());
    report.sections.push_back(std::move(section));
    return report;
  }

 private:
  [[nodiscard]] Wide budget() const { return Wide{run_.budget.units} * run_.tally.unit; }
  [[nodiscard]] std::string value(const SweepPoint& point) const {
    return format(rules_, run_.sweep.type, run_.sweep.at(point.index), writing_.language());
  }

  [[nodiscard]] std::string answer() const {
    if (run_.answer == none)
      return writing_.in("Không giá trị nào đã thử giữ được tổng chi trong ngân sách.",
                         "No value that was tried keeps the total within the budget.");
    const SweepPoint& point = run_.points[run_.answer];
    std::string text =
        fmt::format(fmt::runtime(writing_.in("{} = {}: {} người, nhiều nhất {}; còn lại ít nhất {}.",
                                             "{} = {}: {} people, at most {}; at least {} left.")),
                    run_.sweep.parameter, value(point), writing_.people(point.granted),
                    writing_.amount(point.granted.high), writing_.amount(budget() - point.granted.high));
    // The neighbour that no longer fits.
    for (const std::size_t next : {run_.answer + 1, run_.answer - 1}) {
      if (next >= run_.points.size() || run_.points[next].granted.high <= budget()) continue;
      text += fmt::format(fmt::runtime(writing_.in(" Với {} tổng chi là {}.", " With {} it is {}.")),
                          value(run_.points[next]), writing_.amount(run_.points[next].granted.high));
    }
    return text;
  }

  [[nodiscard]] std::string course() const {
    const std::string tried = edge::grouped(static_cast<Wide>(run_.points.size()), writing_.language());
    const std::string all = edge::grouped(static_cast<Wide>(run_.sweep.size()), writing_.language());
    const std::string_view course =
        run_.rises && run_.falls ? writing_.language() == Language::vi ? "không đổi" : "stays as it is"
        : run_.rises             ? writing_.language() == Language::vi ? "không giảm" : "never falls"
        : run_.falls             ? writing_.language() == Language::vi ? "không tăng" : "never rises"
        : writing_.language() == Language::vi ? "lúc tăng lúc giảm, nên giữa các giá trị đã thử có thể khác"
                                              : "rises and falls, so that it may be otherwise between them";
    return fmt::format(fmt::runtime(writing_.in("Đã thử {} trên {} giá trị; tổng chi {}.",
                                                "{} of {} values were tried; over these the total {}.")),
                       tried, all, course);
  }

  [[nodiscard]] ReportLine line() const {
    ReportLine line;
    line.title = writing_.in("Tổng chi theo ", "Payout by ") + run_.sweep.parameter;
    line.least = writing_.money(0, 0);
    line.most = writing_.amount(most_);
    const std::uint64_t first = run_.points.front().index;
    const std::uint64_t last = run_.points.back().index;
    for (const SweepPoint& point : run_.points) {
      line.points.push_back(
          {value(point), writing_.amount(point.granted.high),
           on_axis(static_cast<Wide>(point.index), static_cast<Wide>(first), static_cast<Wide>(last)),
           on_axis(point.granted.high, 0, most_)});
    }
    if (run_.has_budget) {
      line.limit = on_axis(budget(), 0, most_);
      line.limit_text = writing_.in("ngân sách ", "budget ") + writing_.amount(budget());
    }
    return line;
  }

  /// Of many values some, and those around the answer.
  [[nodiscard]] bool is_shown(std::size_t i) const {
    constexpr std::size_t most = 40;
    constexpr std::size_t around = 5;
    const std::size_t count = run_.points.size();
    if (count <= most || i == 0 || i + 1 == count || i % (count / (most / 2)) == 0) return true;
    return run_.answer != none && i + around >= run_.answer && i <= run_.answer + around;
  }

  [[nodiscard]] ReportTable table() const {
    ReportTable table;
    const Figure& base = run_.tally.variants.front().granted;
    table.heads = {run_.sweep.parameter, writing_.in("người được chi", "people paid"),
                   writing_.in("chi trả, ", "payout, ") + writing_.currency(),
                   writing_.in("thay đổi", "change"), "%"};
    table.bars = writing_.in("chi trả", "payout");
    const auto add = [&](std::string name, const Figure& granted, ReportRow::Kind kind) {
      ReportRow row;
      row.kind = kind;
      row.cells = {std::move(name), writing_.people(granted), writing_.money(granted),
                   writing_.change(granted.low - base.low, granted.high - base.high),
                   writing_.percent(granted.high - base.high, base.high)};
      const int low = on_axis(granted.low, 0, most_);
      row.bars = {{0, low, ReportBar::Tone::paid},
                  {low, on_axis(granted.high, 0, most_), ReportBar::Tone::open}};
      table.rows.push_back(std::move(row));
    };
    std::size_t shown = 0;
    for (std::size_t i = 0; i < run_.points.size(); ++i) {
      if (!is_shown(i)) continue;
      ++shown;
      add(value(run_.points[i]), run_.points[i].granted,
          i == run_.answer ? ReportRow::Kind::total : ReportRow::Kind::plain);
    }
    if (shown < run_.points.size())
      table.note =
          fmt::format(fmt::runtime(writing_.in("{} trên {} giá trị đã thử", "{} of {} values tried")), shown,
                      run_.points.size());
    return table;
  }

  const SweepRun& run_;
  const RuleSet& rules_;
  Writing writing_;
  Wide most_ = 0;
};

}  // namespace

Report make_report(const SweepRun& run, const ReportOptions& options) {
  return SweepReport(run, options).make();
}

}  // namespace simulation
}  // namespace HOTRO_ABI
}  // namespace hotro
