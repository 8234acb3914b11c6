// SPDX-License-Identifier: Apache-2.0
#include "tallier.hpp"

#include <algorithm>

namespace hotro {
inline namespace HOTRO_ABI {
namespace simulation {
namespace {

constexpr auto status_of = [](std::uint8_t byte) { return static_cast<Status>(byte); };

std::uint32_t find_benefit(const Program& program, const std::string& name) {
  const auto& benefits = program.benefits();
  const auto found = std::find_if(benefits.begin(), benefits.end(),
                                  [&](const BenefitOutput& benefit) { return benefit.name == name; });
  return found == benefits.end() ? none : static_cast<std::uint32_t>(found - benefits.begin());
}

/// Of a benefit that a variant does not have.
const BenefitRows& nothing() {
  static const BenefitRows rows = [] {
    BenefitRows made{};
    std::fill_n(made.status, slab, static_cast<std::uint8_t>(Status::not_concerned));
    return made;
  }();
  return rows;
}

}  // namespace

Tallier::Count::Count(const Variant& variant, const Variant& baseline, std::span<const Input> inputs)
    : columns(variant.program, inputs),
      evaluator(variant.program),
      benefits(variant.program.benefits().size()) {
  const auto& before = baseline.program.benefits();
  for (std::uint32_t i = 0; i < before.size(); ++i)
    pairs.emplace_back(i, find_benefit(variant.program, before[i].name));
  for (std::uint32_t i = 0; i < benefits.size(); ++i) {
    if (find_benefit(baseline.program, variant.program.benefits()[i].name) == none)
      pairs.emplace_back(none, i);
  }
}

Tallier::Tallier(const Plan& plan, const Population& population, const std::vector<Grouping>& groupings)
    : plan_(plan), weighted_(population.weighted()), cells_(groupings.size()), weights_(slab) {
  for (const Grouping& grouping : groupings) {
    readers_.emplace_back(grouping);
    group_people_.emplace_back(grouping.cells());
  }
  for (std::vector<std::uint32_t>& cells : cells_) cells.resize(slab);
  for (const Variant& variant : plan.variants) {
    Count& count =
        *counts_.emplace_back(std::make_unique<Count>(variant, plan.variants.front(), population.inputs()));
    for (const Grouping& grouping : groupings) {
      count.groups.emplace_back(grouping.cells());
      count.tally.groups.emplace_back(grouping.cells());
    }
  }
}

void Tallier::add(const Rows& rows) {
  std::vector<const std::vector<Column>*> columns;
  for (const auto& count : counts_) columns.push_back(&count->columns.read(rows.table));
  for (std::size_t first = 0; first < rows.table.rows; first += slab) {
    rows_ = std::min(slab, rows.table.rows - first);
    for (std::size_t i = 0; i < rows_; ++i) {
      weights_[i] = rows.weights.empty() ? 1 : rows.weights[first + i];
      const bool out = !rows.left_out.empty() && rows.left_out[first + i] != 0;
      if (out) weights_[i] = 0;
      left_out_ += out ? 1U : 0U;
      decided_rows_ += out ? 0U : 1U;
      people_ += weights_[i];
    }
    for (std::size_t g = 0; g < readers_.size(); ++g) {
      readers_[g].read(rows.table, first, rows_, cells_[g].data());
      for (std::size_t i = 0; i < rows_; ++i) group_people_[g][cells_[g][i]] += weights_[i];
    }
    for (std::size_t v = 0; v < counts_.size(); ++v) {
      Count& count = *counts_[v];
      AnswerRows& answers = v == 0 ? before_ : after_;
      Table table = rows.table;
      table.columns = *columns[v];
      count.evaluator.evaluate(table, first, first + rows_, decided_);
      answers.read(decided_, rows_);
      count_invalid(count.tally);
      count_payouts(answers.combined, count);
      for (std::size_t b = 0; b < count.benefits.size(); ++b)
        count_benefit(answers.benefits[b], count.benefits[b]);
      if (v == 0 || !plan_.compare) continue;
      compare_payouts(rows, first, count.tally);
      compare_benefits(count);
    }
  }
}

/// Adds one row.
template <class Sums>
inline void Tallier::count(Sums& sums, std::int64_t weight, Wide low, Wide high) const {
  sums.people += static_cast<decltype(sums.people)>(weight);
  if (!weighted_) {
    sums.low += low;
    sums.high += high;
    return;
  }
  sums.low += weight * low;
  sums.high += weight * high;
  const auto people = static_cast<double>(weight);
  const double money = people * static_cast<double>(high);
  sums.people_squares += people * people;
  sums.money_squares += money * money;
}

void Tallier::count_invalid(VariantTally& tally) const {
  for (std::size_t i = 0; i < rows_ && i < decided_.invalid.size(); ++i)
    tally.invalid += decided_.invalid[i] != 0 ? weights_[i] : 0;
}

void Tallier::count_benefit(const BenefitRows& rows, BenefitCount& count) const {
  for (std::size_t i = 0; i < rows_; ++i) {
    const Status status = status_of(rows.status[i]);
    if (status == Status::not_concerned || weights_[i] == 0) continue;
    count.tally.people[rows.status[i]] += weights_[i];
    if (status == Status::not_eligible) {
      count.refusals[{rows.failed[i], rows.outside_scope[i] != 0}] += weights_[i];
    } else if (rows.high[i] != 0) {
      this->count(count.tally.granted, weights_[i], rows.low[i], rows.high[i]);
    }
  }
}

void Tallier::count_payouts(const BenefitRows& rows, Count& count) const {
  for (std::size_t i = 0; i < rows_; ++i) {
    const bool open = status_of(rows.status[i]) == Status::undetermined || rows.low[i] != rows.high[i];
    if ((rows.high[i] == 0 && !open) || weights_[i] == 0) continue;
    const auto add = [&](auto& granted, auto& undetermined) {
      if (rows.high[i] != 0) this->count(granted, weights_[i], rows.low[i], rows.high[i]);
      if (open) undetermined += static_cast<std::uint64_t>(weights_[i]);
    };
    add(count.tally.granted, count.tally.undetermined);
    for (std::size_t g = 0; g < cells_.size(); ++g) {
      GroupCount& group = count.groups[g][cells_[g][i]];
      add(group, group.undetermined);
    }
  }
}

/// `first`: of the rows at hand among those given.
void Tallier::compare_payouts(const Rows& rows, std::size_t first, VariantTally& tally) const {
  const BenefitRows& before = before_.combined;
  const BenefitRows& after = after_.combined;
  for (std::size_t i = 0; i < rows_; ++i) {
    if ((before.low[i] == after.low[i] && before.high[i] == after.high[i]) || weights_[i] == 0) continue;
    const Wide least = Wide{after.low[i]} - before.high[i];
    const Wide most = Wide{after.high[i]} - before.low[i];
    Figure Gains::*kind = least > 0 ? &Gains::gainers : most < 0 ? &Gains::losers : &Gains::unsure;
    const bool loses = kind == &Gains::losers;
    const auto add = [&](Gains& gains) {
      count(gains.*kind, weights_[i], loses ? -most : least, loses ? -least : most);
    };
    add(tally.gains);
    for (std::size_t g = 0; g < cells_.size(); ++g) add(tally.groups[g][cells_[g][i]].gains);
    if (kind == &Gains::gainers) note(tally.gainers, rows, first, i);
    if (kind == &Gains::losers) note(tally.losers, rows, first, i);
  }
}

void Tallier::note(std::vector<Example>& examples, const Rows& rows, std::size_t first,
                   std::size_t row) const {
  const std::uint64_t number = rows.first + first + row;
  if (examples.size() >= plan_.examples) {
    if (plan_.examples == 0 || examples.back().row < number) return;
    examples.pop_back();
  }
  Example example{number,
                  rows.id ? rows.id(first + row) : std::string(),
                  before_.combined.low[row],
                  before_.combined.high[row],
                  after_.combined.low[row],
                  after_.combined.high[row]};
  const auto at = std::upper_bound(examples.begin(), examples.end(), number,
                                   [](std::uint64_t n, const Example& other) { return n < other.row; });
  examples.insert(at, std::move(example));
}

void Tallier::compare_benefits(Count& count) const {
  for (const auto& [before_index, after_index] : count.pairs) {
    const BenefitRows& before = before_index == none ? nothing() : before_.benefits[before_index];
    const BenefitRows& after = after_index == none ? nothing() : after_.benefits[after_index];
    for (std::size_t i = 0; i < rows_; ++i) {
      const bool same = before.status[i] == after.status[i] && before.failed[i] == after.failed[i] &&
                        before.outside_scope[i] == after.outside_scope[i] && before.low[i] == after.low[i] &&
                        before.high[i] == after.high[i];
      if (same || weights_[i] == 0) continue;
      const Transition key{before_index,
                           after_index,
                           status_of(before.status[i]),
                           status_of(after.status[i]),
                           {before.failed[i], before.outside_scope[i] != 0},
                           {after.failed[i], after.outside_scope[i] != 0}};
      this->count(count.transitions[key], weights_[i], Wide{after.low[i]} - before.high[i],
                  Wide{after.high[i]} - before.low[i]);
    }
  }
}

namespace {

void merge(std::vector<Example>& to, const std::vector<Example>& from, std::size_t most) {
  to.insert(to.end(), from.begin(), from.end());
  std::sort(to.begin(), to.end(), [](const Example& a, const Example& b) { return a.row < b.row; });
  if (to.size() > most) to.resize(most);
}

}  // namespace

void Tallier::add_to(Tally& tally) const {
  tally.rows += decided_rows_;
  tally.left_out += left_out_;
  tally.people += people_;
  for (std::size_t g = 0; g < group_people_.size(); ++g) {
    for (std::size_t c = 0; c < group_people_[g].size(); ++c)
      tally.groups[g].cells[c].people += group_people_[g][c];
  }
  tally.variants.resize(counts_.size());
  for (std::size_t v = 0; v < counts_.size(); ++v) {
    const Count& count = *counts_[v];
    VariantTally& to = tally.variants[v];
    to.granted += count.tally.granted;
    to.undetermined += count.tally.undetermined;
    to.invalid += count.tally.invalid;
    to.gains += count.tally.gains;
    to.groups.resize(count.groups.size());
    for (std::size_t g = 0; g < count.groups.size(); ++g) {
      to.groups[g].resize(count.groups[g].size());
      for (std::size_t c = 0; c < count.groups[g].size(); ++c) {
        const GroupCount& from = count.groups[g][c];
        to.groups[g][c].granted +=
            {static_cast<Wide>(from.people), from.low, from.high, from.people_squares, from.money_squares};
        to.groups[g][c].undetermined += static_cast<Wide>(from.undetermined);
        to.groups[g][c].gains += count.tally.groups[g][c].gains;
      }
    }
    merge(to.gainers, count.tally.gainers, plan_.examples);
    merge(to.losers, count.tally.losers, plan_.examples);
    for (const auto& [key, sum] : count.transitions.entries()) to.transitions[key] += sum;
    to.benefits.resize(count.benefits.size());
    for (std::size_t b = 0; b < count.benefits.size(); ++b) {
      const BenefitCount& from = count.benefits[b];
      for (std::size_t s = 0; s < edge::status_count; ++s) to.benefits[b].people[s] += from.tally.people[s];
      to.benefits[b].granted += from.tally.granted;
      for (const auto& [by, people] : from.refusals.entries()) to.benefits[b].refusals[by] += people;
    }
  }
}

}  // namespace simulation
}  // namespace HOTRO_ABI
}  // namespace hotro
