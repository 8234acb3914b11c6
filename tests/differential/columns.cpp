// SPDX-License-Identifier: Apache-2.0
#include "differential/columns.hpp"

#include <algorithm>
#include <cstring>
#include <numeric>

namespace generated {

using hotro::ColumnType;
using hotro::Kind;

Columns::Columns(Draw& draw, const hotro::RuleSet& rules, const hotro::Program& program,
                 const std::vector<oracle::Row>& rows, const std::vector<std::size_t>& order)
    : rows_(order.size()) {
  place_enterprises(draw, rules, rows, order);
  storage_.resize(program.inputs().size());
  columns_.resize(program.inputs().size());
  for (std::size_t i = 0; i < program.inputs().size(); ++i) {
    const hotro::Input& input = program.inputs()[i];
    if (input.kind == Kind::text) continue;
    const std::uint32_t fact = hotro::find_fact(rules, input.path);
    std::vector<oracle::Cell> cells;
    if (input.of_enterprise) {
      for (const std::size_t row : enterprises_)
        cells.push_back(row < rows.size() ? rows[row][fact] : oracle::Cell{});
    } else {
      for (const std::size_t row : order) cells.push_back(rows[row][fact]);
    }
    const bool none =
        std::all_of(cells.begin(), cells.end(), [](const oracle::Cell& c) { return c.missing; });
    if (!none || draw.chance(50)) fill(draw, i, input.kind, cells);
  }
  // Columns that are missing altogether need not be there.
  while (!columns_.empty() && columns_.back().data == nullptr && draw.chance(50)) columns_.pop_back();
}

/// One for each row that is given, in another order, and some that nobody works for.
void Columns::place_enterprises(Draw& draw, const hotro::RuleSet& rules, const std::vector<oracle::Row>& rows,
                                const std::vector<std::size_t>& order) {
  enterprises_.resize(rows.size() + 3);
  std::iota(enterprises_.begin(), enterprises_.end(), std::size_t{0});
  draw.shuffle(enterprises_);
  std::vector<std::int32_t> place(enterprises_.size());
  for (std::size_t at = 0; at < enterprises_.size(); ++at)
    place[enterprises_[at]] = static_cast<std::int32_t>(at);
  const auto count = static_cast<std::int32_t>(enterprises_.size());
  bool needed = false;
  for (const std::size_t row : order) {
    bool any = false;
    for (std::uint32_t fact = 0; fact < rules.facts.size(); ++fact)
      any = any || (rules.facts[fact].group == hotro::Group::enterprise && !rows[row][fact].missing);
    needed = needed || any;
    enterprise_.push_back(any || draw.chance(50) ? place[row] : draw.of({-1, INT32_MIN, count, INT32_MAX}));
  }
  if (!needed && draw.chance(50)) enterprise_.clear();
}

void Columns::fill(Draw& draw, std::size_t input, Kind kind, const std::vector<oracle::Cell>& cells) {
  const auto every = [&](auto&& holds) {
    return std::all_of(cells.begin(), cells.end(),
                       [&](const oracle::Cell& c) { return c.missing || holds(c.value); });
  };
  const auto fits = [&](std::int64_t low, std::int64_t high) {
    return every([&](const hotro::Interval& v) {
      return std::min(v.low, v.high) >= low && std::max(v.low, v.high) <= high;
    });
  };
  const bool some_missing =
      std::any_of(cells.begin(), cells.end(), [](const oracle::Cell& c) { return c.missing; });
  bool validity = some_missing || draw.chance(30);
  // Every type that holds the cells.
  std::vector<ColumnType> types = {ColumnType::i64};
  if (fits(INT32_MIN, INT32_MAX)) types.push_back(ColumnType::i32);
  if (fits(0, 255)) types.push_back(ColumnType::u8);
  if (kind == Kind::truth) {
    types.push_back(ColumnType::truth);
    types.push_back(ColumnType::truth);
    if (every([](const hotro::Interval& v) { return v.low == 0 || v.low == 2; }))
      types.push_back(ColumnType::bits);
  }
  const ColumnType type = draw.of(types);
  const std::size_t width = type == ColumnType::i64 ? 8 : type == ColumnType::i32 ? 4 : 1;
  // Unknown is a value of truths.
  if (kind == Kind::truth && type != ColumnType::bits && draw.chance(50)) validity = false;
  const bool spans = !every([](const hotro::Interval& v) { return v.known(); });
  const bool high = spans || (hotro::is_number(kind) && draw.chance(10));

  const auto put = [&](std::vector<std::uint8_t>& bytes, std::size_t at, std::int64_t value) {
    if (type == ColumnType::bits) {
      if (value == 2) bytes[at / 8] = static_cast<std::uint8_t>(bytes[at / 8] | 1U << at % 8);
    } else {
      std::memcpy(bytes.data() + at * width, &value, width);  // little endian, as Arrow's
    }
  };
  Storage& to = storage_[input];
  const std::size_t bitmap = (cells.size() + 7) / 8;
  to.low.resize(type == ColumnType::bits ? bitmap : cells.size() * width);
  if (high) to.high.resize(to.low.size());
  if (validity) to.validity.resize(bitmap);
  for (std::size_t c = 0; c < cells.size(); ++c) {
    hotro::Interval value = cells[c].value;
    if (!cells[c].missing) {
      if (validity) to.validity[c / 8] = static_cast<std::uint8_t>(to.validity[c / 8] | 1U << c % 8);
    } else if (kind == Kind::truth && !validity) {
      value = {1, 1};
    } else {  // what stands in a cell that is not valid is of no importance
      value.low = draw.of({std::int64_t{0}, INT64_MIN, INT64_MAX, std::int64_t{-1}});
      value.high = draw.of({std::int64_t{0}, INT64_MIN, INT64_MAX, value.low});
    }
    put(to.low, c, value.low);
    if (high) put(to.high, c, value.high);
  }
  columns_[input] = {to.low.data(), validity ? to.validity.data() : nullptr, type,
                     high ? to.high.data() : nullptr};
}

hotro::Table Columns::table() const {
  hotro::Table table;
  table.rows = rows_;
  table.columns = columns_;
  table.enterprises = enterprises_.size();
  table.enterprise = enterprise_.empty() ? nullptr : enterprise_.data();
  return table;
}

}  // namespace generated
