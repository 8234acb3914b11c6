// SPDX-License-Identifier: Apache-2.0
#include "population_plan.hpp"

#include <algorithm>

#include "hotro/date.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace edge {
namespace {

template <class Item>
std::uint32_t size_of(const std::vector<Item>& items) {
  return static_cast<std::uint32_t>(items.size());
}

/// How many values stand between two, both included.
std::uint64_t count_of(std::int64_t low, std::int64_t high, std::int64_t step) {
  if (high <= low) return 1;
  const auto width = static_cast<std::uint64_t>(high - low);
  return (step == 1 ? width : width / static_cast<std::uint64_t>(step)) + 1;
}

}  // namespace

PopulationPlan::PopulationPlan(const PopulationSpec& spec, std::uint64_t seed) {
  for (const DrawnFact& fact : spec.facts) add(fact, seed);
  for (const DrawnFact& fact : spec.facts) {
    if (fact.of_enterprise) continue;
    for (const DrawnAlternative& alternative : fact.alternatives) {
      for (const DrawnTest& test : alternative.when) facts_[test.fact].asked = true;
      for (const DrawnSpan& span : alternative.spans) {
        for (const DrawnEnd* end : {&span.low, &span.high})
          for (const DrawnEnd::Term& term : end->terms) facts_[term.fact].asked = true;
      }
    }
  }
}

void PopulationPlan::add(const DrawnFact& from, std::uint64_t seed) {
  Fact fact;
  fact.share = Chance(seed, from.path + " share");
  fact.value = Chance(seed, from.path + " value");
  fact.range = from.range;
  fact.of_enterprise = from.of_enterprise;
  fact.alternatives.begin = size_of(alternatives_);
  for (const DrawnAlternative& one : from.alternatives) add(one, from.range);
  fact.alternatives.end = size_of(alternatives_);
  facts_.push_back(fact);
}

void PopulationPlan::add(const DrawnAlternative& from, Interval range) {
  Alternative alternative;
  alternative.tests.begin = size_of(tests_);
  for (const DrawnTest& test : from.when) {
    const std::uint32_t begin = size_of(tested_);
    tested_.insert(tested_.end(), test.values.begin(), test.values.end());
    tests_.push_back({test.fact, test.missing, {begin, size_of(tested_)}});
  }
  alternative.tests.end = size_of(tests_);
  alternative.choices.begin = size_of(choices_);
  std::uint64_t until = 0;
  for (const DrawnSpan& span : from.spans) {
    Choice choice = added(span, range);
    choice.until = until += span.share;
    alternative.fixed = alternative.fixed && choice.ends == none;
    alternative.spread = alternative.spread || choice.count > 1;
    choices_.push_back(choice);
  }
  alternative.choices.end = size_of(choices_);
  alternatives_.push_back(alternative);
}

PopulationPlan::Choice PopulationPlan::added(const DrawnSpan& span, Interval range) {
  Choice choice;
  choice.missing = span.missing;
  choice.single = span.single;
  choice.step = std::max<std::int64_t>(span.step, 1);
  if (span.missing) return choice;
  if (span.low.terms.empty() && (span.single || span.high.terms.empty())) {
    choice.low = std::clamp(span.low.constant, range.low, range.high);
    if (!span.single)
      choice.count = count_of(choice.low, std::min(span.high.constant, range.high), choice.step);
    return choice;
  }
  choice.ends = size_of(ends_);
  add(span.low);
  add(span.high);
  return choice;
}

void PopulationPlan::add(const DrawnEnd& end) {
  const std::uint32_t begin = size_of(terms_);
  terms_.insert(terms_.end(), end.terms.begin(), end.terms.end());
  ends_.push_back({{begin, size_of(terms_)}, end.months, end.constant});
}

// --- Drawing. Rows that are alike are drawn together, so that what is asked of each is foreseen.

void PopulationPlan::draw(std::uint32_t index, std::uint64_t first, std::size_t count,
                          DrawnBlock& block) const {
  const Fact& fact = facts_[index];
  const Drawing drawing{fact, first, block, block.values(index), block.missing(index)};
  Rows rest;
  for (; rest.count < count; ++rest.count) rest.at[rest.count] = static_cast<std::uint16_t>(rest.count);
  for (std::uint32_t i = fact.alternatives.begin; i < fact.alternatives.end && rest.count != 0; ++i) {
    const Alternative& alternative = alternatives_[i];
    if (alternative.tests.size() == 0) {
      draw(alternative, rest, drawing);
      return;
    }
    std::array<std::uint8_t, DrawnBlock::most> fits;
    judge(alternative, rest, block, fits.data());
    Rows mine;
    const std::size_t before = rest.count;
    rest.count = 0;
    for (std::size_t k = 0; k < before; ++k) {
      const std::uint16_t row = rest.at[k];
      mine.append(row, fits[k] != 0);
      rest.append(row, fits[k] == 0);
    }
    draw(alternative, mine, drawing);
  }
  for (std::size_t k = 0; k < rest.count; ++k) {
    drawing.values[rest.at[k]] = 0;
    drawing.missing[rest.at[k]] = 1;
  }
}

/// Whether an alternative fits each of some rows: 0 or 1.
void PopulationPlan::judge(const Alternative& alternative, const Rows& rows, DrawnBlock& block,
                           std::uint8_t* fits) const {
  std::fill_n(fits, rows.count, std::uint8_t{1});
  std::array<std::uint8_t, DrawnBlock::most> met;
  for (std::uint32_t i = alternative.tests.begin; i < alternative.tests.end; ++i) {
    const Test& test = tests_[i];
    const std::int64_t* const values = block.values(test.fact);
    const std::uint8_t* const missing = block.missing(test.fact);
    const std::uint8_t where_missing = test.missing ? 1 : 0;
    std::fill_n(met.begin(), rows.count, std::uint8_t{0});
    for (std::uint32_t v = test.values.begin; v < test.values.end; ++v) {
      const Interval wanted = tested_[v];
      for (std::size_t k = 0; k < rows.count; ++k) {
        const std::int64_t value = values[rows.at[k]];
        met[k] |= static_cast<std::uint8_t>(unsigned{value >= wanted.low} & unsigned{value <= wanted.high});
      }
    }
    for (std::size_t k = 0; k < rows.count; ++k) {
      const std::uint8_t lacks = missing[rows.at[k]];
      fits[k] &= static_cast<std::uint8_t>((met[k] & (lacks ^ 1U)) | (where_missing & lacks));
    }
  }
}

std::uint32_t PopulationPlan::choose(const Alternative& alternative, const Drawing& drawing,
                                     std::uint16_t row) const {
  std::uint32_t chosen = alternative.choices.begin;
  if (alternative.choices.size() == 1) return chosen;
  const std::uint64_t share = drawing.fact.share.below(DrawnSpan::all, drawing.first + row);
  for (std::uint32_t i = alternative.choices.begin; i + 1 < alternative.choices.end; ++i)
    chosen += share >= choices_[i].until ? 1U : 0U;
  return chosen;
}

void PopulationPlan::draw(const Alternative& alternative, const Rows& rows, const Drawing& drawing) const {
  if (alternative.choices.size() == 0) return;
  if (alternative.fixed) {
    for (std::size_t k = 0; k < rows.count; ++k) {
      const std::uint16_t row = rows.at[k];
      const Choice& choice = choices_[choose(alternative, drawing, row)];
      drawing.missing[row] = choice.missing ? 1 : 0;
      drawing.values[row] = choice.low;
      if (!alternative.spread) continue;
      drawing.values[row] +=
          static_cast<std::int64_t>(drawing.fact.value.below(choice.count, drawing.first + row)) *
          choice.step;
    }
    return;
  }
  if (alternative.choices.size() == 1) return draw(choices_[alternative.choices.begin], rows, drawing);
  std::array<std::uint32_t, DrawnBlock::most> chosen;
  for (std::size_t k = 0; k < rows.count; ++k) chosen[k] = choose(alternative, drawing, rows.at[k]);
  for (std::uint32_t i = alternative.choices.begin; i < alternative.choices.end; ++i) {
    Rows mine;
    for (std::size_t k = 0; k < rows.count; ++k) mine.append(rows.at[k], chosen[k] == i);
    draw(choices_[i], mine, drawing);
  }
}

void PopulationPlan::draw(const Choice& choice, const Rows& rows, const Drawing& drawing) const {
  std::array<std::int64_t, DrawnBlock::most> low;
  std::array<std::int64_t, DrawnBlock::most> high;
  std::array<std::uint8_t, DrawnBlock::most> lacking;
  std::fill_n(lacking.begin(), rows.count, static_cast<std::uint8_t>(choice.missing ? 1 : 0));
  if (choice.ends == none) {
    std::fill_n(low.begin(), rows.count, choice.low);
  } else {
    sum(ends_[choice.ends], rows, drawing, low.data(), lacking.data());
    if (!choice.single) sum(ends_[choice.ends + 1], rows, drawing, high.data(), lacking.data());
  }
  for (std::size_t k = 0; k < rows.count; ++k) {
    const std::uint16_t row = rows.at[k];
    std::uint64_t count = choice.count;
    if (choice.ends != none && !choice.single) count = count_of(low[k], high[k], choice.step);
    std::int64_t value = low[k];
    if (count > 1)
      value += static_cast<std::int64_t>(drawing.fact.value.below(count, drawing.first + row)) * choice.step;
    drawing.missing[row] = lacking[k];
    drawing.values[row] = lacking[k] != 0 ? 0 : value;
  }
}

/// What an end comes to, within the range of the fact. It cannot overflow: whoever reads a population sees to
/// it.
void PopulationPlan::sum(const End& end, const Rows& rows, const Drawing& drawing, std::int64_t* sums,
                         std::uint8_t* lacking) const {
  std::fill_n(sums, rows.count, end.constant);
  for (std::uint32_t i = end.terms.begin; i < end.terms.end; ++i) {
    const std::int64_t* values = drawing.block.values(terms_[i].fact);
    const std::uint8_t* missing = drawing.block.missing(terms_[i].fact);
    const bool moved = i == end.terms.begin && end.months != 0;
    const std::int64_t sign = terms_[i].less ? -1 : 1;
    for (std::size_t k = 0; k < rows.count; ++k) {
      std::int64_t value = values[rows.at[k]];
      if (moved) value = add_months({static_cast<std::int32_t>(value)}, end.months, MonthEnd::last_day).day;
      sums[k] += sign * value;
      lacking[k] |= missing[rows.at[k]];
    }
  }
  const Interval range = drawing.fact.range;
  for (std::size_t k = 0; k < rows.count; ++k) sums[k] = std::clamp(sums[k], range.low, range.high);
}

}  // namespace edge
}  // namespace HOTRO_ABI
}  // namespace hotro
