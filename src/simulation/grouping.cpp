// SPDX-License-Identifier: Apache-2.0
#include "grouping.hpp"

#include <algorithm>

#include "cell_value.hpp"
#include "way_out.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace simulation {
namespace {

constexpr std::string_view enterprise_group = "enterprise";
constexpr std::string_view age_head = "age(";

/// What stands in `age(…)`; empty otherwise.
std::string birth_date_of(const std::string& name) {
  if (name.size() <= age_head.size() || name.compare(0, age_head.size(), age_head) != 0 || name.back() != ')')
    return {};
  return name.substr(age_head.size(), name.size() - age_head.size() - 1);
}

bool can_group(Kind kind) { return kind == Kind::truth || kind == Kind::choice || kind == Kind::date; }

}  // namespace

bool Grouping::find(const Population& population, const std::string& name, Date age_on,
                    Diagnostics& diagnostics) {
  name_ = name;
  const std::string born = birth_date_of(name);
  const std::string& path = born.empty() ? name : born;
  const auto error = [&](Code code, const std::string& message, const std::string& help) {
    diagnostics.report(code, {none, 0, 0}, message).help = help;
    return false;
  };
  if (name == enterprise_group) {
    by_ = By::enterprise;
    cells_ = population.enterprises() + 1;
    if (cells_ > 1) return true;
    return error(Code::unknown_name, "the population has no enterprises to group by",
                 "leave the group out, or give the enterprises");
  }
  const std::span<const Input> inputs = population.inputs();
  const auto found =
      std::find_if(inputs.begin(), inputs.end(), [&](const Input& input) { return input.path == path; });
  if (found == inputs.end()) {
    std::vector<std::string> known{std::string(enterprise_group)};
    for (const Input& input : inputs) {
      if (can_group(input.kind))
        known.push_back(input.kind == Kind::date ? "age(" + input.path + ")" : input.path);
    }
    return error(Code::unknown_name, "no fact is called \"" + path + "\", so nobody can be grouped by it",
                 near_or_all(name, known, "there are"));
  }
  input_ = static_cast<std::uint32_t>(found - inputs.begin());
  of_enterprise_ = found->of_enterprise;
  if (born.empty() ? found->kind == Kind::truth || found->kind == Kind::choice : found->kind == Kind::date) {
    by_ = found->kind == Kind::truth ? By::truth : found->kind == Kind::choice ? By::option : By::age;
    cells_ = (by_ == By::truth ? 2 : by_ == By::age ? bands : found->options.size()) + 1;
    for (std::size_t i = 0; i < born_by_.size(); ++i)
      born_by_[i] = add_months(age_on, -12 * first_ages[i], MonthEnd::last_day).day;
    return true;
  }
  return error(Code::wrong_kind,
               "nobody is grouped by \"" + name + "\": its kind is " + std::string(hotro::name(found->kind)),
               found->kind == Kind::date ? "write age(" + path + ") for bands of ten years"
                                         : "group by choices, truths, age(a birth date) or enterprise");
}

GroupTable Grouping::table(const Population& population) const {
  GroupTable table{name_, {}};
  switch (by_) {
    case By::truth: table.cells = {{"yes", 0}, {"no", 0}}; break;
    case By::option:
      for (const std::string& option : population.inputs()[input_].options)
        table.cells.push_back({option, 0});
      break;
    case By::age:
      table.cells.push_back({"0-" + std::to_string(first_ages[0] - 1), 0});
      for (std::size_t i = 0; i + 1 < first_ages.size(); ++i) {
        table.cells.push_back(
            {std::to_string(first_ages[i]) + "-" + std::to_string(first_ages[i + 1] - 1), 0});
      }
      table.cells.push_back({std::to_string(first_ages.back()) + "+", 0});
      break;
    case By::enterprise:
      for (std::size_t i = 0; i < population.enterprises(); ++i)
        table.cells.push_back({population.enterprise_id(i), 0});
  }
  table.cells.emplace_back();
  return table;
}

void GroupReader::read(const Table& table, std::size_t first, std::size_t count, std::uint32_t* cells) {
  const auto unknown = static_cast<std::uint32_t>(grouping_.cells_ - 1);
  const bool through = grouping_.by_ == Grouping::By::enterprise || grouping_.of_enterprise_;
  const Column column = grouping_.input_ < table.columns.size() ? table.columns[grouping_.input_] : Column{};
  if (!through) return read_column(column, first, count, cells);
  if (table.enterprise == nullptr) {
    std::fill_n(cells, count, unknown);
    return;
  }
  if (grouping_.of_enterprise_ && (read_ != column.data || of_enterprises_.size() != table.enterprises)) {
    of_enterprises_.resize(table.enterprises);
    read_column(column, 0, table.enterprises, of_enterprises_.data());
    read_ = column.data;
  }
  for (std::size_t i = 0; i < count; ++i) {
    const auto enterprise = static_cast<std::size_t>(table.enterprise[first + i]);  // -1: beyond all
    cells[i] = enterprise >= table.enterprises ? unknown
               : grouping_.of_enterprise_      ? of_enterprises_[enterprise]
                                               : static_cast<std::uint32_t>(enterprise);
  }
}

void GroupReader::read_column(const Column& column, std::size_t first, std::size_t count,
                              std::uint32_t* cells) const {
  const auto unknown = static_cast<std::uint32_t>(grouping_.cells_ - 1);
  for (std::size_t i = 0; i < count; ++i) {
    const CellValue cell = cell_value(column, first + i);
    cells[i] = unknown;
    if (!cell.known) continue;
    if (grouping_.by_ == Grouping::By::truth) {
      cells[i] = cell.low == 0 ? 1 : 0;
    } else if (grouping_.by_ == Grouping::By::option) {
      cells[i] = std::min(static_cast<std::uint32_t>(cell.low), unknown);
    } else {
      std::uint32_t low = 0;
      std::uint32_t high = 0;
      for (const std::int32_t day : grouping_.born_by_) {
        low += cell.high <= day ? 1U : 0U;
        high += cell.low <= day ? 1U : 0U;
      }
      if (low == high) cells[i] = low;  // otherwise the year alone is known, and says no band
    }
  }
}

}  // namespace simulation
}  // namespace HOTRO_ABI
}  // namespace hotro
