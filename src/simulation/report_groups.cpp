// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "hotro/edge/explanation.hpp"
#include "report_parts.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace simulation {
namespace {

std::uint32_t find_named(const Program& program, const std::string& name) {
  for (std::uint32_t i = 0; i < program.benefits().size(); ++i) {
    if (program.benefits()[i].name == name) return i;
  }
  return none;
}

std::vector<ReportBar> bars_of(const Figure& granted, Wide most) {
  const int low = on_axis(granted.low, 0, most);
  return {{0, low, ReportBar::Tone::paid}, {low, on_axis(granted.high, 0, most), ReportBar::Tone::open}};
}

/// Cells of a grouping in the order shown: those that are paid most first where there are too many.
std::vector<std::size_t> shown_cells(const GroupTable& table, const std::vector<GroupTally>& cells,
                                     std::size_t most) {
  std::vector<std::size_t> order;
  for (std::size_t i = 0; i < table.cells.size(); ++i) {
    if (table.cells[i].people != 0) order.push_back(i);
  }
  if (order.size() <= most) return order;
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return cells[a].granted.high > cells[b].granted.high;
  });
  order.resize(most);
  return order;
}

/// The label of the fact, or what stands for it.
std::string group_words(const Plan& plan, const Variant& variant, const std::string& group,
                        const Writing& writing) {
  if (group == "enterprise") return writing.in("doanh nghiệp", "enterprise");
  if (group.compare(0, 4, "age(") == 0) {
    const Date on = plan.has_age_on ? plan.age_on : plan.variants.front().program.data().known;
    return writing.in("tuổi ngày " + day_first(on), "age on " + iso(on));
  }
  const std::uint32_t input = variant.program.find(group);
  return input == none ? group : edge::fact_label(*variant.rules, variant.program, input, writing.language());
}

std::string cell_words(const Variant& variant, const std::string& group, const std::string& cell,
                       const Writing& writing) {
  if (cell.empty()) return writing.in("không rõ", "not known");
  const std::uint32_t input = variant.program.find(group);
  if (input == none) return cell;
  const Input& fact = variant.program.inputs()[input];
  std::int64_t value = cell == "yes" ? 2 : 0;
  if (fact.kind == Kind::choice) {
    const auto found = std::find(fact.options.begin(), fact.options.end(), cell);
    if (found == fact.options.end()) return cell;
    value = found - fact.options.begin();
  }
  return edge::fact_text(*variant.rules, variant.program, input, {value, value}, writing.language());
}

}  // namespace

ReportTable benefit_table(const Plan& plan, const Tally& tally, std::size_t variant, const Writing& writing) {
  const Variant& of = plan.variants[variant];
  const VariantTally& counted = tally.variants[variant];
  const VariantTally& base = tally.variants.front();
  ReportTable table;
  table.title = writing.in("Khoản hỗ trợ", "Benefits");
  table.heads = {"", writing.in("đủ điều kiện", "eligible"), writing.in("không đủ điều kiện", "not eligible"),
                 writing.in("chưa xác định", "undetermined"),
                 writing.in("chi trả, ", "payout, ") + writing.currency()};
  if (variant != 0) table.heads.push_back(writing.in("thay đổi", "change"));
  table.bars = writing.in("chi trả", "payout");
  const auto people = [](const BenefitTally& benefit, Status status) {
    return benefit.people[static_cast<std::size_t>(status)];
  };
  for (std::size_t b = 0; b < counted.benefits.size(); ++b) {
    const BenefitTally& benefit = counted.benefits[b];
    const std::string& name = of.program.benefits()[b].name;
    ReportRow row;
    row.cells = {
        benefit_words(*of.rules, name, writing.language()),
        writing.people(people(benefit, Status::eligible) + people(benefit, Status::eligible_amount_open)),
        writing.people(people(benefit, Status::not_eligible)),
        writing.people_or_blank(people(benefit, Status::undetermined)), writing.money(benefit.granted)};
    if (variant != 0) {
      const std::uint32_t before = find_named(plan.variants.front().program, name);
      const Figure was = before == none ? Figure{} : base.benefits[before].granted;
      row.cells.push_back(writing.change(benefit.granted.low - was.low, benefit.granted.high - was.high));
    }
    row.bars = bars_of(benefit.granted, counted.granted.high);
    table.rows.push_back(std::move(row));
  }
  ReportRow total;
  total.kind = ReportRow::Kind::total;
  total.cells = {writing.in("Cộng", "Total"), "", "", writing.people_or_blank(counted.undetermined),
                 writing.money(counted.granted)};
  if (variant != 0)
    total.cells.push_back(
        writing.change(counted.granted.low - base.granted.low, counted.granted.high - base.granted.high));
  table.rows.push_back(std::move(total));
  return table;
}

std::vector<ReportTable> group_tables(const Plan& plan, const Tally& tally, std::size_t variant,
                                      const Writing& writing) {
  const Variant& of = plan.variants[variant];
  const VariantTally& counted = tally.variants[variant];
  const VariantTally& base = tally.variants.front();
  std::vector<ReportTable> tables;
  for (std::size_t g = 0; g < counted.groups.size(); ++g) {
    const GroupTable& group = tally.groups[g];
    const std::vector<std::size_t> shown =
        shown_cells(group, counted.groups[g], writing.options().most_groups);
    ReportTable table;
    table.title = writing.in("Theo nhóm: ", "By group: ") + group_words(plan, of, group.name, writing);
    table.heads = {"", writing.in("người", "people"), writing.in("được chi", "paid"),
                   writing.in("chi trả, ", "payout, ") + writing.currency()};
    if (variant != 0) {
      for (const std::string& head :
           {writing.in("thay đổi", "change"), writing.in("được lợi", "gain"), writing.in("bị thiệt", "lose")})
        table.heads.push_back(head);
    }
    table.bars = writing.in("chi trả", "payout");
    Wide most = 0;
    std::size_t all = 0;
    for (std::size_t c = 0; c < group.cells.size(); ++c) {
      most = std::max(most, counted.groups[g][c].granted.high);
      all += group.cells[c].people != 0 ? 1U : 0U;
    }
    for (const std::size_t c : shown) {
      const GroupTally& cell = counted.groups[g][c];
      ReportRow row;
      row.cells = {cell_words(of, group.name, group.cells[c].name, writing),
                   writing.people(group.cells[c].people), writing.people(cell.granted),
                   writing.money(cell.granted)};
      if (variant != 0) {
        const Figure& was = base.groups[g][c].granted;
        row.cells.push_back(writing.change(cell.granted.low - was.low, cell.granted.high - was.high));
        row.cells.push_back(writing.people_or_blank(cell.gains.gainers.people));
        row.cells.push_back(writing.people_or_blank(cell.gains.losers.people));
      }
      row.bars = bars_of(cell.granted, most);
      table.rows.push_back(std::move(row));
    }
    if (all > shown.size()) {
      table.note = writing.in("những nhóm được chi nhiều nhất trong ", "those paid most, of ") +
                   edge::grouped(static_cast<Wide>(all), writing.language());
    }
    tables.push_back(std::move(table));
  }
  return tables;
}

}  // namespace simulation
}  // namespace HOTRO_ABI
}  // namespace hotro
