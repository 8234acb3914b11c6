// SPDX-License-Identifier: Apache-2.0
#include "hotro/simulation/report.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "report_parts.hpp"
#include "writing.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace simulation {
namespace {

std::string name_of(const Plan& plan, std::size_t variant, const Writing& writing) {
  if (variant == 0 && plan.variants[variant].name == "baseline") return writing.in("Hiện hành", "Baseline");
  return plan.variants[variant].name;
}

/// All variants below each other.
ReportTable overview(const Plan& plan, const Tally& tally, const Writing& writing) {
  ReportTable table;
  table.title = writing.in("Các phương án", "Variants");
  table.heads = {"",
                 writing.in("người được chi", "people paid"),
                 writing.in("chi trả, ", "payout, ") + writing.currency(),
                 writing.in("thay đổi", "change"),
                 writing.in("thay đổi, %", "change, %"),
                 writing.in("được lợi", "gain"),
                 writing.in("bị thiệt", "lose"),
                 writing.in("chưa rõ", "unsure")};
  table.bars = writing.in("chi trả", "payout");
  Wide most = 0;
  for (const VariantTally& one : tally.variants) most = std::max(most, one.granted.high);
  const Figure& base = tally.variants.front().granted;
  for (std::size_t v = 0; v < tally.variants.size(); ++v) {
    const VariantTally& one = tally.variants[v];
    const Gains& gains = one.gains;
    ReportRow row;
    row.kind = v == 0 ? ReportRow::Kind::total : ReportRow::Kind::plain;
    row.cells = {name_of(plan, v, writing), writing.people(one.granted), writing.money(one.granted)};
    if (v == 0) {
      row.cells.insert(row.cells.end(), {"", "", "", "", ""});
    } else {
      row.cells.push_back(writing.change(one.granted.low - base.low, one.granted.high - base.high));
      row.cells.push_back(writing.percent(one.granted.high - base.high, base.high));
      for (const Figure* who : {&gains.gainers, &gains.losers, &gains.unsure})
        row.cells.push_back(who->people == 0 ? "" : writing.people(*who));
    }
    row.bars = {
        {0, on_axis(one.granted.low, 0, most), ReportBar::Tone::paid},
        {on_axis(one.granted.low, 0, most), on_axis(one.granted.high, 0, most), ReportBar::Tone::open}};
    table.rows.push_back(std::move(row));
  }
  return table;
}

}  // namespace

Report make_report(const Plan& plan, const Tally& tally, const ReportOptions& options) {
  const Variant& base = plan.variants.front();
  const Writing writing(tally, base.program.data().currency, options);
  Report report = begin_report(*base.rules, base.program, writing,
                               writing.in("Mô phỏng chính sách", "Policy simulation"));
  ReportSection all;
  all.title = writing.in("Tổng quan", "Overview");
  all.tables.push_back(overview(plan, tally, writing));
  report.sections.push_back(std::move(all));
  for (std::size_t v = options.changes_only ? 1 : 0; v < plan.variants.size(); ++v) {
    const Variant& variant = plan.variants[v];
    ReportSection section;
    section.title = name_of(plan, v, writing);
    for (const Setting& setting : variant.settings) {
      const std::string text = setting.name + "=" + setting.value;
      if (text != variant.name) section.texts.push_back(text);
    }
    if (tally.variants[v].invalid != 0) {
      section.texts.push_back(
          fmt::format(fmt::runtime(writing.in(
                          "{} người có dữ kiện mà phương án này không nhận: được coi là chưa biết",
                          "{} people have facts that this variant does not accept: taken as not known")),
                      writing.people(tally.variants[v].invalid)));
    }
    section.tables.push_back(benefit_table(plan, tally, v, writing));
    const auto add = [&](std::vector<ReportTable> tables) {
      for (ReportTable& table : tables) section.tables.push_back(std::move(table));
    };
    if (v == 0 || !tally.variants[v].transitions.empty()) {
      add(group_tables(plan, tally, v, writing));
      add(gain_tables(plan, tally, v, writing));
      if (!options.changes_only) add(refusal_tables(plan, tally, v, writing));
    } else {
      section.texts.push_back(writing.in("Không ai có kết quả khác.", "Nobody's answer changes."));
    }
    report.sections.push_back(std::move(section));
  }
  return report;
}

}  // namespace simulation
}  // namespace HOTRO_ABI
}  // namespace hotro
