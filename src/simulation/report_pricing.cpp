// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>

#include "hotro/simulation/report.hpp"
#include "writing.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace simulation {
namespace {

/// Pairs that are shown: those whose readings act on each other most.
constexpr std::size_t most_pairs = 30;

class PricingReport {
 public:
  PricingReport(const Pricing& pricing, const ReportOptions& options)
      : pricing_(pricing),
        rules_(*pricing.rules),
        writing_(pricing.tally, rules_.currency, options),
        base_(pricing.tally.variants.front().granted) {}

  Report make(const Program& program) {
    Report report = begin_report(rules_, program, writing_,
                                 writing_.in("Chi phí của từng cách hiểu", "The price of every reading"));
    ReportSection section;
    section.title = writing_.in("Từng cách hiểu", "Each alone");
    section.texts.push_back(
        fmt::format(fmt::runtime(writing_.in(
                        "Hiện hành: {} người, {}. Mỗi dòng là một lựa chọn khác, còn lại giữ nguyên.",
                        "Baseline: {} people, {}. Each row is another choice, all else as it is.")),
                    writing_.people(base_), writing_.amount(base_.high)));
    section.tables.push_back(single());
    section.tables.push_back(together());
    if (!pricing_.pairs.empty()) section.tables.push_back(pairs());
    report.sections.push_back(std::move(section));
    return report;
  }

 private:
  [[nodiscard]] std::string choice(const ReadingChoice& one) const {
    const Reading& reading = rules_.readings[one.reading];
    return reading.name + " = " + rules_.types[reading.type].options[one.option];
  }

  [[nodiscard]] Wide delta_low(const VariantTally& tally) const { return tally.granted.low - base_.low; }
  [[nodiscard]] Wide delta_high(const VariantTally& tally) const { return tally.granted.high - base_.high; }

  void heads(ReportTable& table) const {
    table.heads = {"",
                   writing_.in("người được chi", "people paid"),
                   writing_.in("được lợi", "gain"),
                   writing_.in("bị thiệt", "lose"),
                   writing_.in("chưa rõ", "unsure"),
                   writing_.in("thay đổi, ", "change, ") + writing_.currency(),
                   writing_.in("thay đổi, %", "change, %")};
    table.bars = writing_.in("ít hơn | nhiều hơn", "less | more");
  }

  [[nodiscard]] ReportRow row(std::string text, const VariantTally& tally, Wide least, Wide most) const {
    const Gains& gains = tally.gains;
    const Wide low = delta_low(tally);
    const Wide high = delta_high(tally);
    ReportRow row;
    row.cells = {std::move(text), writing_.people(tally.granted)};
    for (const Figure* who : {&gains.gainers, &gains.losers, &gains.unsure})
      row.cells.push_back(who->people == 0 ? "" : writing_.people(*who));
    row.cells.push_back(writing_.change(low, high));
    row.cells.push_back(writing_.percent(high, base_.high));
    const int zero = on_axis(0, least, most);
    const int from = on_axis(std::min(low, high), least, most);
    const int to = on_axis(std::max(low, high), least, most);
    if (low != high) {
      row.bars = {{std::min(from, zero), std::max(to, zero), ReportBar::Tone::open}};
    } else {
      row.bars = {{std::min(from, zero), std::max(to, zero),
                   high < 0 ? ReportBar::Tone::loss : ReportBar::Tone::gain}};
    }
    return row;
  }

  /// The ends of the axis on which all changes lie, 0 among them.
  void axis(const std::vector<const VariantTally*>& tallies, Wide& least, Wide& most) const {
    least = most = 0;
    for (const VariantTally* one : tallies) {
      for (const Wide change : {delta_low(*one), delta_high(*one)}) {
        least = std::min(least, change);
        most = std::max(most, change);
      }
    }
  }

  [[nodiscard]] ReportTable single() const {
    ReportTable table;
    heads(table);
    std::vector<const VariantTally*> all;
    for (const ReadingPrice& one : pricing_.single) all.push_back(&one.tally);
    Wide least = 0;
    Wide most = 0;
    axis(all, least, most);
    std::uint32_t last = none;
    for (const ReadingPrice& one : pricing_.single) {
      const ReadingChoice of = one.choices.front();
      if (of.reading != last) {
        const Reading& reading = rules_.readings[of.reading];
        ReportRow head;
        head.kind = ReportRow::Kind::head;
        head.cells = {reading.asks.in(writing_.language()) + " [" + reading.name + " = " +
                      pricing_.baseline[of.reading].second + "] (" +
                      cite(rules_, reading.basis, writing_.language()) + ")"};
        head.cells.resize(table.heads.size());
        table.rows.push_back(std::move(head));
      }
      last = of.reading;
      table.rows.push_back(
          row(rules_.types[rules_.readings[of.reading].type].options[of.option], one.tally, least, most));
    }
    return table;
  }

  [[nodiscard]] ReportTable together() const {
    ReportTable table;
    table.title = writing_.in("Tất cả cùng lúc", "All at once");
    heads(table);
    Wide least = 0;
    Wide most = 0;
    axis({&pricing_.least.tally, &pricing_.most.tally}, least, most);
    for (const ReadingPrice* one : {&pricing_.least, &pricing_.most}) {
      std::string choices;
      for (const ReadingChoice& of : one->choices) choices += (choices.empty() ? "" : ", ") + choice(of);
      ReportRow head;
      head.kind = ReportRow::Kind::head;
      head.cells = {choices.empty() ? writing_.in("như hiện hành", "as the baseline") : choices};
      head.cells.resize(table.heads.size());
      table.rows.push_back(std::move(head));
      table.rows.push_back(row(one == &pricing_.least
                                   ? writing_.in("ở mức chi thấp nhất", "each at its cheapest")
                                   : writing_.in("ở mức chi cao nhất", "each at its dearest"),
                               one->tally, least, most));
    }
    return table;
  }

  /// What two come to beyond what each comes to alone.
  [[nodiscard]] Wide beyond(const ReadingPrice& pair) const {
    Wide sum = delta_high(pair.tally);
    for (const ReadingPrice& one : pricing_.single) {
      if (one.choices.front() == pair.choices[0] || one.choices.front() == pair.choices[1])
        sum -= delta_high(one.tally);
    }
    return sum;
  }

  [[nodiscard]] ReportTable pairs() const {
    ReportTable table;
    table.title = writing_.in("Hai cách hiểu cùng lúc", "Two at once");
    table.heads = {"", writing_.in("thay đổi, ", "change, ") + writing_.currency(),
                   writing_.in("so với tổng của từng cách hiểu", "beyond the sum of each alone")};
    std::vector<std::pair<Wide, const ReadingPrice*>> order;
    for (const ReadingPrice& pair : pricing_.pairs) {
      const Wide more = beyond(pair);
      if (more != 0) order.emplace_back(more < 0 ? -more : more, &pair);
    }
    std::stable_sort(order.begin(), order.end(),
                     [](const auto& a, const auto& b) { return a.first > b.first; });
    const std::size_t acting = order.size();
    if (order.size() > most_pairs) order.resize(most_pairs);
    for (const auto& [size, pair] : order) {
      const Wide more = beyond(*pair);
      ReportRow of;
      of.cells = {choice(pair->choices[0]) + ", " + choice(pair->choices[1]),
                  writing_.change(delta_low(pair->tally), delta_high(pair->tally)),
                  writing_.change(more, more)};
      table.rows.push_back(std::move(of));
    }
    table.note =
        fmt::format(fmt::runtime(writing_.in("{} trên {} cặp tác động lên nhau; những cặp mạnh nhất",
                                             "{} of {} pairs act on each other; those that do most")),
                    edge::grouped(static_cast<Wide>(acting), writing_.language()),
                    edge::grouped(static_cast<Wide>(pricing_.pairs.size()), writing_.language()));
    return table;
  }

  const Pricing& pricing_;
  const RuleSet& rules_;
  Writing writing_;
  const Figure& base_;
};

}  // namespace

Report make_report(const Pricing& pricing, const ReportOptions& options) {
  return PricingReport(pricing, options).make(pricing.program);
}

}  // namespace simulation
}  // namespace HOTRO_ABI
}  // namespace hotro
