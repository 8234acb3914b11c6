// SPDX-License-Identifier: Apache-2.0
#include "hotro/simulation/simulate.hpp"

#include <algorithm>
#include <memory>
#include <thread>

#include "grouping.hpp"
#include "tallier.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace simulation {
namespace {

/// Cells of all groupings under all variants, which every thread counts: some 330 MB.
constexpr std::size_t most_cells = 1'000'000;
/// By default fewer.
constexpr std::size_t most_default_cells = 200'000;

bool find_groupings(const Plan& plan, const Population& population, std::vector<Grouping>& groupings,
                    Diagnostics& diagnostics) {
  const Date age_on = plan.has_age_on ? plan.age_on : plan.variants.front().program.data().known;
  std::size_t cells = 0;
  for (const std::string& name : plan.groups) {
    if (std::count(plan.groups.begin(), plan.groups.end(), name) > 1) {
      diagnostics.report(Code::duplicate_name, {none, 0, 0}, "the group \"" + name + "\" is given twice")
          .help = "name it once";
      return false;
    }
    if (groupings.emplace_back().find(population, name, age_on, diagnostics))
      cells += groupings.back().cells();
  }
  if (cells > most_cells / plan.variants.size()) {
    diagnostics
        .report(Code::too_many, {none, 0, 0},
                std::to_string(plan.variants.size()) + " variants by " + std::to_string(cells) +
                    " groups are more than " + std::to_string(most_cells) + " sums")
        .help = "leave out the group with the most, such as enterprise, or simulate fewer variants";
  }
  return !diagnostics.failed();
}

}  // namespace

std::vector<std::string> default_groups(const Population& population, std::size_t variants) {
  std::vector<std::string> groups;
  for (const std::string_view path : {"sex", "enterprise.region", "birth_date"}) {
    for (const Input& input : population.inputs()) {
      if (input.path == path)
        groups.push_back(input.kind == Kind::date ? "age(" + input.path + ")" : input.path);
    }
  }
  if (population.enterprises() != 0 && population.enterprises() <= most_default_cells / variants)
    groups.emplace_back("enterprise");
  return groups;
}

Result<Tally> simulate(const Plan& plan, Population& population) {
  Diagnostics diagnostics;
  if (plan.variants.empty()) {
    diagnostics.report(Code::missing_key, {none, 0, 0}, "the plan has no variants").help =
        "the first is the baseline";
    return Result<Tally>::failure(diagnostics.take());
  }
  std::vector<Grouping> groupings;
  if (!find_groupings(plan, population, groupings, diagnostics))
    return Result<Tally>::failure(diagnostics.take());
  const unsigned threads =
      plan.threads != 0 ? plan.threads : std::max(1U, std::thread::hardware_concurrency());
  std::vector<std::unique_ptr<Tallier>> talliers(threads);
  for (auto& tallier : talliers) tallier = std::make_unique<Tallier>(plan, population, groupings);
  const bool read =
      population.read(threads, [&](unsigned thread, const Rows& rows) { talliers[thread]->add(rows); });
  if (!read) {
    diagnostics.report(Code::cannot_read, {none, 0, 0}, population.trouble().en);
    return Result<Tally>::failure(diagnostics.take());
  }
  Tally tally;
  tally.unit = population.weighted() ? weight_unit : 1;
  tally.left_out = population.rows_not_given();
  for (const Grouping& grouping : groupings) tally.groups.push_back(grouping.table(population));
  for (const auto& tallier : talliers) tallier->add_to(tally);
  if (tally.people >> 63 != 0) {
    diagnostics.report(Code::too_wide, {none, 0, 0}, "the weights add up to more than 2^63 millionths").help =
        "weights are people that a row stands for";
    return Result<Tally>::failure(diagnostics.take());
  }
  return tally;
}

}  // namespace simulation
}  // namespace HOTRO_ABI
}  // namespace hotro
