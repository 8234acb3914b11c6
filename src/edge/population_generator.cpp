// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <cstring>

#include "hotro/edge/population.hpp"
#include "population_plan.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace edge {
namespace {

/// Where a fact goes.
struct Target {
  std::uint32_t input = none;
  ColumnType type = ColumnType::i64;
  bool all = true;                    // the input takes every value of the fact
  Interval accepted;                  // otherwise these
  std::vector<std::int64_t> options;  // where options have other places: that of each; -1: there is none
};

Target target_of(const DrawnFact& fact, const std::vector<Input>& inputs) {
  Target target;
  for (std::uint32_t i = 0; i < inputs.size(); ++i) {
    const Input& input = inputs[i];
    if (input.path != fact.path || input.kind != fact.kind) continue;
    target.input = i;
    target.type = column_type(input);
    target.accepted = input.range;
    target.all = input.range.low <= fact.range.low && input.range.high >= fact.range.high;
    if (input.options == fact.options) continue;
    target.all = false;
    for (const std::string& option : fact.options) {
      const auto found = std::find(input.options.begin(), input.options.end(), option);
      target.options.push_back(found == input.options.end() ? -1 : found - input.options.begin());
    }
  }
  return target;
}

/// Makes room for rows.
void prepare(ColumnType type, std::size_t rows, ColumnData& column) {
  column.type = type;
  column.present = true;
  column.complete = true;
  column.cells.resize(rows * width(type));
  column.validity.resize((rows + 7) / 8);
  column.high.clear();
}

template <class T>
void write(const std::int64_t* values, std::size_t rows, std::uint8_t* to) {
  for (std::size_t row = 0; row < rows; ++row) {
    const T cell = static_cast<T>(values[row]);
    std::memcpy(to + row * sizeof(T), &cell, sizeof(T));
  }
}

/// What the input does not take is missing.
void translate(const Target& target, std::size_t rows, std::int64_t* values, std::uint8_t* missing) {
  for (std::size_t row = 0; row < rows; ++row) {
    if (missing[row] != 0) continue;
    if (!target.options.empty()) values[row] = target.options[static_cast<std::size_t>(values[row])];
    const bool taken = values[row] >= target.accepted.low && values[row] <= target.accepted.high;
    missing[row] = taken ? 0 : 1;
    if (!taken) values[row] = 0;
  }
}

/// Into rows from `first` on, a multiple of eight.
void pack(const Target& target, std::size_t first, std::size_t rows, const std::int64_t* values,
          const std::uint8_t* missing, ColumnData& column) {
  std::uint8_t any = 0;
  for (std::size_t begin = 0; begin < rows; begin += 8) {
    unsigned bits = 0;
    for (std::size_t row = begin; row < std::min(begin + 8, rows); ++row) {
      bits |= (1U - missing[row]) << (row - begin);
      any |= missing[row];
    }
    column.validity[(first + begin) / 8] = static_cast<std::uint8_t>(bits);
  }
  column.complete = column.complete && any == 0;
  std::uint8_t* const to = column.cells.data() + first * width(target.type);
  switch (target.type) {
    case ColumnType::i32: return write<std::int32_t>(values, rows, to);
    case ColumnType::i64: return write<std::int64_t>(values, rows, to);
    default: write<std::uint8_t>(values, rows, to);
  }
  if (target.type != ColumnType::truth) return;
  for (std::size_t row = 0; row < rows; ++row)
    to[row] = static_cast<std::uint8_t>(to[row] + missing[row] * static_cast<unsigned>(Truth::unknown));
}

}  // namespace

struct PopulationGenerator::State {
  State(const PopulationSpec& spec, const std::vector<Input>& inputs, std::uint64_t rows, std::uint64_t seed);

  void draw_enterprises();
  void choose_enterprises(std::uint64_t first, std::size_t count, std::int32_t* out) const;
  void bring(const std::int32_t* enterprise, std::size_t count, DrawnBlock& block) const;
  void draw(std::uint32_t fact, std::uint64_t first, std::size_t at, std::size_t count, DrawnBlock& block,
            std::vector<ColumnData>& columns) const;

  PopulationPlan plan;
  std::vector<Target> targets;  // by fact
  std::size_t inputs = 0;
  std::uint64_t rows = 0;
  std::size_t enterprise_count = 0;
  std::array<Chance, 3> enterprise;  // which
  std::vector<ColumnData> enterprises;
  // Of the facts of enterprises on which dossiers rest; of others empty.
  std::vector<std::vector<std::int64_t>> enterprise_values;
  std::vector<std::vector<std::uint8_t>> enterprise_missing;
};

PopulationGenerator::State::State(const PopulationSpec& spec, const std::vector<Input>& to,
                                  std::uint64_t row_count, std::uint64_t seed)
    : plan(spec, seed),
      inputs(to.size()),
      rows(std::min(row_count, most_rows)),
      enterprise{Chance(seed, "enterprise 1"), Chance(seed, "enterprise 2"), Chance(seed, "enterprise 3")},
      enterprises(inputs),
      enterprise_values(plan.size()),
      enterprise_missing(plan.size()) {
  for (const DrawnFact& fact : spec.facts) targets.push_back(target_of(fact, to));
  if (spec.enterprises == 0 || spec.dossiers == 0) return;
  const UnsignedWide count = UnsignedWide{rows} * spec.enterprises / spec.dossiers;
  enterprise_count = static_cast<std::size_t>(std::clamp<UnsignedWide>(count, 1, most_rows));
  draw_enterprises();
}

void PopulationGenerator::State::draw_enterprises() {
  for (std::uint32_t i = 0; i < plan.size(); ++i) {
    if (!plan.of_enterprise(i)) continue;
    if (targets[i].input != none) prepare(targets[i].type, enterprise_count, enterprises[targets[i].input]);
    if (!plan.asked(i)) continue;
    enterprise_values[i].resize(enterprise_count);
    enterprise_missing[i].resize(enterprise_count);
  }
  DrawnBlock block(plan.size());
  for (std::size_t first = 0; first < enterprise_count; first += DrawnBlock::most) {
    const std::size_t count = std::min(DrawnBlock::most, enterprise_count - first);
    for (std::uint32_t i = 0; i < plan.size(); ++i) {
      if (!plan.of_enterprise(i)) continue;
      draw(i, first, first, count, block, enterprises);
      if (!plan.asked(i)) continue;
      std::copy_n(block.values(i), count, enterprise_values[i].data() + first);
      std::copy_n(block.missing(i), count, enterprise_missing[i].data() + first);
    }
  }
}

/// A number below one that is below one that is below their count: a few have thousands of workers, and most
/// have some dozens.
void PopulationGenerator::State::choose_enterprises(std::uint64_t first, std::size_t count,
                                                    std::int32_t* out) const {
  for (std::size_t row = 0; row < count; ++row) {
    std::uint64_t chosen = enterprise_count;
    chosen = enterprise[0].below(chosen, first + row) + 1;
    chosen = enterprise[1].below(chosen, first + row) + 1;
    chosen = enterprise[2].below(chosen, first + row);
    out[row] = enterprise_count == 0 ? -1 : static_cast<std::int32_t>(chosen);
  }
}

/// What dossiers ask of their enterprises.
void PopulationGenerator::State::bring(const std::int32_t* of, std::size_t count, DrawnBlock& block) const {
  for (std::uint32_t i = 0; i < plan.size(); ++i) {
    if (!plan.of_enterprise(i) || !plan.asked(i)) continue;
    for (std::size_t row = 0; row < count; ++row) {
      const auto at = static_cast<std::size_t>(of[row]);
      block.values(i)[row] = of[row] < 0 ? 0 : enterprise_values[i][at];
      block.missing(i)[row] = of[row] < 0 ? 1 : enterprise_missing[i][at];
    }
  }
}

/// Rows from `first` on, into those of the columns from `at` on.
void PopulationGenerator::State::draw(std::uint32_t fact, std::uint64_t first, std::size_t at,
                                      std::size_t count, DrawnBlock& block,
                                      std::vector<ColumnData>& columns) const {
  plan.draw(fact, first, count, block);
  const Target& target = targets[fact];
  if (target.input == none) return;
  const std::int64_t* values = block.values(fact);
  const std::uint8_t* missing = block.missing(fact);
  if (target.all) return pack(target, at, count, values, missing, columns[target.input]);
  std::array<std::int64_t, DrawnBlock::most> translated;
  std::array<std::uint8_t, DrawnBlock::most> lost;
  std::copy_n(values, count, translated.begin());
  std::copy_n(missing, count, lost.begin());
  translate(target, count, translated.data(), lost.data());
  pack(target, at, count, translated.data(), lost.data(), columns[target.input]);
}

PopulationGenerator::PopulationGenerator(const PopulationSpec& spec, const std::vector<Input>& inputs,
                                         std::uint64_t rows, std::uint64_t seed)
    : state_(std::make_unique<State>(spec, inputs, rows, seed)) {}
PopulationGenerator::~PopulationGenerator() = default;
PopulationGenerator::PopulationGenerator(PopulationGenerator&&) noexcept = default;
PopulationGenerator& PopulationGenerator::operator=(PopulationGenerator&&) noexcept = default;

std::uint64_t PopulationGenerator::rows() const { return state_->rows; }
std::size_t PopulationGenerator::enterprise_count() const { return state_->enterprise_count; }
const std::vector<ColumnData>& PopulationGenerator::enterprises() const { return state_->enterprises; }

void PopulationGenerator::generate(std::uint64_t first, std::size_t rows, GeneratedRows& out) const {
  const PopulationPlan& plan = state_->plan;
  out.columns.resize(state_->inputs);
  out.enterprise.resize(rows);
  for (std::uint32_t i = 0; i < plan.size(); ++i) {
    const Target& target = state_->targets[i];
    if (!plan.of_enterprise(i) && target.input != none) prepare(target.type, rows, out.columns[target.input]);
  }
  DrawnBlock block(plan.size());
  for (std::size_t at = 0; at < rows; at += DrawnBlock::most) {
    const std::size_t count = std::min(DrawnBlock::most, rows - at);
    state_->choose_enterprises(first + at, count, out.enterprise.data() + at);
    state_->bring(out.enterprise.data() + at, count, block);
    for (std::uint32_t i = 0; i < plan.size(); ++i) {
      if (!plan.of_enterprise(i)) state_->draw(i, first + at, at, count, block, out.columns);
    }
  }
}

Table PopulationGenerator::table(const GeneratedRows& rows, std::vector<Column>& columns) const {
  columns.clear();
  for (std::size_t i = 0; i < state_->inputs; ++i)
    columns.push_back(state_->enterprises[i].present ? state_->enterprises[i].view()
                                                     : rows.columns[i].view());
  return {rows.enterprise.size(), columns, state_->enterprise_count, rows.enterprise.data()};
}

}  // namespace edge
}  // namespace HOTRO_ABI
}  // namespace hotro
