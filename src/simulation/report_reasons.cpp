// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <map>

#include "hotro/edge/answers.hpp"
#include "report_parts.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace simulation {
namespace {

/// The reasons that change most.
constexpr std::size_t most_rows = 12;

std::vector<std::string> without(std::vector<std::string> ids, const std::vector<std::string>& taken) {
  std::erase_if(
      ids, [&](const std::string& id) { return std::find(taken.begin(), taken.end(), id) != taken.end(); });
  return ids;
}

bool may_get(Status status) { return status != Status::not_eligible && status != Status::not_concerned; }

/// Why a benefit of somebody comes out differently.
class Why {
 public:
  Why(const Plan& plan, std::size_t variant, const Writing& writing)
      : plan_(plan), variant_(variant), writing_(writing) {}

  [[nodiscard]] std::string operator()(const Transition& key) const {
    if (key.before == none) return writing_.in("khoản hỗ trợ mới", "a new benefit");
    if (key.after == none) return writing_.in("khoản hỗ trợ không còn", "the benefit is gone");
    if (key.status_before == Status::not_concerned)
      return writing_.in("nay thuộc khoản này", "now concerned by the benefit");
    if (key.status_after == Status::not_concerned)
      return writing_.in("không còn thuộc khoản này", "no longer concerned by the benefit");
    const auto before = ids_of(plan_.variants.front().program, key.before, key.refused_before);
    const auto after = ids_of(plan_.variants[variant_].program, key.after, key.refused_after);
    if (key.status_before == Status::not_eligible && may_get(key.status_after))
      return writing_.in("không còn vướng: ", "no longer in the way: ") +
             words(plan_.variants.front(), key.before, without(before, after));
    if (may_get(key.status_before) && key.status_after == Status::not_eligible)
      return writing_.in("nay vướng: ", "now in the way: ") +
             words(plan_.variants[variant_], key.after, without(after, before));
    if (key.status_after == Status::undetermined && key.status_before != Status::undetermined)
      return writing_.in("nay chưa xác định được", "now undetermined");
    if (key.status_before == Status::undetermined && key.status_after != Status::undetermined)
      return writing_.in("nay xác định được", "no longer undetermined");
    return writing_.in("mức khác", "another amount");
  }

 private:
  [[nodiscard]] std::string words(const Variant& variant, std::uint32_t benefit,
                                  const std::vector<std::string>& ids) const {
    if (ids.empty()) return writing_.in("điều kiện nào thì chưa rõ", "which condition is open");
    std::string text;
    for (const std::string& id : ids) {
      if (!text.empty()) text += "; ";
      if (id == edge::outside_scope)
        text += writing_.in("ngoài thời gian áp dụng", "outside the dates covered");
      else
        text += condition_words(*variant.rules, variant.program.benefits()[benefit].name, id,
                                variant.program.data().known, writing_.language());
      text += " [" + id + "]";
    }
    return text;
  }

  const Plan& plan_;
  std::size_t variant_;
  const Writing& writing_;
};

ReportTable examples(const std::vector<Example>& of, std::string title, const Writing& writing) {
  ReportTable table;
  table.title = std::move(title);
  table.heads = {writing.in("hồ sơ", "dossier"), writing.in("trước, ", "before, ") + writing.currency(),
                 writing.in("sau", "after")};
  const Wide unit = writing.tally().unit;
  for (const Example& one : of) {
    ReportRow row;
    row.cells = {one.id.empty() ? "#" + std::to_string(one.row + 1) : one.id,
                 writing.money(one.before_low * unit, one.before_high * unit),
                 writing.money(one.after_low * unit, one.after_high * unit)};
    table.rows.push_back(std::move(row));
  }
  return table;
}

}  // namespace

std::vector<ReportTable> gain_tables(const Plan& plan, const Tally& tally, std::size_t variant,
                                     const Writing& writing) {
  std::vector<ReportTable> tables;
  if (variant == 0) return tables;
  const VariantTally& counted = tally.variants[variant];
  // By benefit and reason; who stays refused is no gain and no loss.
  std::map<std::pair<std::string, std::string>, Figure> reasons;
  Wide still = 0;
  const Why why(plan, variant, writing);
  for (const auto& [key, figure] : counted.transitions) {
    if (!may_get(key.status_before) && !may_get(key.status_after)) {
      still += figure.people;
      continue;
    }
    const Program& program =
        key.after == none ? plan.variants.front().program : plan.variants[variant].program;
    const std::string& benefit = program.benefits()[key.after == none ? key.before : key.after].name;
    reasons[{benefit, why(key)}] += figure;
  }
  using Entry = std::pair<const std::pair<std::string, std::string>, Figure>;
  std::vector<const Entry*> order;
  for (const Entry& one : reasons) order.push_back(&one);
  std::stable_sort(order.begin(), order.end(),
                   [](const Entry* a, const Entry* b) { return a->second.people > b->second.people; });
  const std::size_t all = order.size();
  if (all > most_rows) order.resize(most_rows);
  ReportTable table;
  table.title = writing.in("Vì sao kết quả khác", "Why answers change");
  table.heads = {"", writing.in("người", "people"),
                 writing.in("thay đổi, ", "change, ") + writing.currency()};
  const RuleSet& rules = *plan.variants[variant].rules;
  for (const Entry* one : order) {
    ReportRow row;
    row.cells = {benefit_words(rules, one->first.first, writing.language()) + ": " + one->first.second,
                 writing.people(one->second), writing.change(one->second.low, one->second.high)};
    table.rows.push_back(std::move(row));
  }
  const auto note = [&](const std::string& text, Wide count) {
    if (count != 0) table.note += (table.note.empty() ? "" : "; ") + text + writing.people(count);
  };
  note(writing.in("thay đổi ít người hơn, không nêu: ", "rarer changes, left out: "),
       static_cast<Wide>(all - order.size()) * writing.tally().unit);
  note(writing.in("trước và sau đều không được hưởng, nhưng vì lý do khác: ",
                  "refused before and after, but for other reasons: "),
       still);
  if (!table.rows.empty() || still != 0) tables.push_back(std::move(table));
  if (!counted.gainers.empty())
    tables.push_back(
        examples(counted.gainers, writing.in("Ví dụ: được lợi", "Examples: who gains"), writing));
  if (!counted.losers.empty())
    tables.push_back(examples(counted.losers, writing.in("Ví dụ: bị thiệt", "Examples: who loses"), writing));
  return tables;
}

}  // namespace simulation
}  // namespace HOTRO_ABI
}  // namespace hotro
