// SPDX-License-Identifier: Apache-2.0
#include "differential/row_writer.hpp"

#include <algorithm>

namespace generated {

using hotro::Kind;

RowWriter::RowWriter(Draw& draw, const hotro::RuleSet& rules) : draw_(draw), rules_(rules) {
  const auto take = [&](Kind kind, const hotro::Value& value) {
    if (kind == Kind::rate) {
      add(kind, value.numerator * 1'000'000 / value.denominator);
    } else if (value.denominator == 1) {
      add(kind, value.numerator);
    }
  };
  for (const hotro::Formula& formula : rules.formulas) {
    if (formula.operation == hotro::Operation::constant) take(formula.type.kind, formula.value);
  }
  for (const hotro::Parameter& parameter : rules.parameters) {
    for (const auto& version : parameter.timeline.versions) {
      for (const hotro::Value& cell : version.value.cells) take(parameter.type.kind, cell);
    }
  }
  const auto ends = [&](const auto& timeline) {
    for (const auto& version : timeline.versions) {
      if (version.applies_from != hotro::beginning) add(Kind::date, version.applies_from.day);
      if (version.applies_to != hotro::forever) add(Kind::date, version.applies_to.day);
    }
  };
  for (const auto& parameter : rules.parameters) ends(parameter.timeline);
  for (const auto& definition : rules.definitions) ends(definition.timeline);
  for (const auto& benefit : rules.benefits) {
    ends(benefit.when);
    ends(benefit.entitlement);
    for (const auto& condition : benefit.conditions) ends(condition.timeline);
  }
  effective_.resize(rules.facts.size());
  for (const auto& benefit : rules.benefits) {
    const hotro::Formula& date = rules[benefit.effective_on];
    if (date.operation == hotro::Operation::fact) effective_[date.index] = true;
  }
  add(Kind::date, rules.covers_from.day);
  add(Kind::date, rules.covers_to.day);
  add(Kind::date, 18'321);  // 2020-02-29
  for (const Kind kind : {Kind::count, Kind::money, Kind::days, Kind::months, Kind::rate}) add(kind, 1);
}

std::int64_t RowWriter::value(std::uint32_t fact) {
  const hotro::Fact& about = rules_.facts[fact];
  const hotro::Interval& range = about.range;
  const Kind kind = about.type.kind;
  if (kind == Kind::truth) return draw_.chance(50) ? 2 : 0;
  if (kind == Kind::choice) return draw_.whole(range.low, range.high);
  const std::vector<std::int64_t>& values = values_[static_cast<std::size_t>(kind)];
  std::int64_t result = 0;
  const int form = draw_.number(0, 9);
  if (form == 0) {
    result = draw_.chance(50) ? range.low : range.high;
  } else if (form == 1) {
    result = draw_.whole(range.low, range.high);
  } else if (kind == Kind::date && form == 2) {
    result = draw_.whole(rules_.covers_from.day, rules_.covers_to.day);
  } else if (kind == Kind::date && form == 3 &&
             draw_.chance(50)) {  // about the end of a month, near or years away
    const std::int64_t month = draw_.whole(rules_.covers_from.day, rules_.covers_to.day) / 31;
    const std::int64_t end =
        oracle::add_months(30, month, hotro::MonthEnd::last_day);  // 31 January 1970, so much later
    result = oracle::add_months(end, draw_.of({0, 0, -12, -24, -6, -48}), hotro::MonthEnd::last_day) +
             draw_.number(-1, 1);
  } else if (kind == Kind::date && form <= 4) {
    const std::vector<std::int64_t>& days = values_[static_cast<std::size_t>(Kind::days)];
    const std::int64_t distance = draw_.chance(30) ? 0 : draw_.of(days);
    const std::int64_t there = draw_.chance(50) ? anchor_ + distance : anchor_ - distance;
    result = there + draw_.number(-1, 1);
  } else if (kind == Kind::date && form <= 6) {
    const std::vector<std::int64_t>& years = values_[static_cast<std::size_t>(Kind::count)];
    std::int64_t months = 12 * std::clamp<std::int64_t>(draw_.of(years), 0, 60);
    if (draw_.chance(30)) months += draw_.number(0, 11);
    result = oracle::add_months(anchor_, -months, hotro::MonthEnd::last_day) + draw_.number(-1, 1);
  } else {
    result = draw_.of(values);
    result += draw_.number(-1, 1);
  }
  return std::clamp(result, range.low, range.high);
}

oracle::Row RowWriter::complete() { return partial(0, false); }

oracle::Row RowWriter::partial(int missing, bool hostile) {
  return row({std::vector<int>(rules_.facts.size(), missing), {}, hostile});
}

oracle::Row RowWriter::spanned() {
  const std::size_t facts = rules_.facts.size();
  return row({std::vector<int>(facts, 15), std::vector<int>(facts, 40), false});
}

oracle::Row RowWriter::row(const Gaps& gaps) {
  anchor_ = draw_.chance(50) ? draw_.whole(rules_.covers_from.day, rules_.covers_to.day)
                             : draw_.of(values_[static_cast<std::size_t>(Kind::date)]);
  oracle::Row row(rules_.facts.size());
  for (std::uint32_t fact = 0; fact < row.size(); ++fact) {
    const hotro::Fact& about = rules_.facts[fact];
    if (about.type.kind == Kind::text || draw_.chance(gaps.missing[fact])) continue;
    if (about.group == hotro::Group::ledger && gaps.missing[fact] > 0 && draw_.chance(50)) continue;
    std::int64_t found = value(fact);
    if (effective_[fact] && draw_.chance(60)) found = std::clamp(anchor_, about.range.low, about.range.high);
    hotro::Interval cell{found, found};
    if (!gaps.spans.empty() && hotro::is_number(about.type.kind) && draw_.chance(gaps.spans[fact])) {
      const std::int64_t other = draw_.chance(50) ? value(fact) : found + draw_.number(-3, 3);
      const std::int64_t end = std::clamp(other, about.range.low, about.range.high);
      cell = {std::min(found, end), std::max(found, end)};
    }
    if (gaps.hostile && draw_.chance(3)) {
      const std::int64_t off = draw_.of({std::int64_t{1}, std::int64_t{2}, std::int64_t{100}});
      const bool above = draw_.chance(50);
      const std::int64_t out = above ? about.range.high + off : about.range.low - off;
      // Beyond, from within to beyond, or from the greater to the smaller.
      if (cell.known()) {
        cell = {out, out};
      } else if (draw_.chance(50)) {
        (above ? cell.high : cell.low) = out;
      } else {
        std::swap(cell.low, cell.high);
      }
    }
    row[fact] = {false, cell};
  }
  return row;
}

std::vector<oracle::Row> RowWriter::stretches(std::size_t count) {
  std::vector<oracle::Row> rows;
  while (rows.size() < count) {
    Gaps gaps{std::vector<int>(rules_.facts.size()), std::vector<int>(rules_.facts.size()), false};
    if (draw_.chance(65)) {
      const int missing = draw_.of({0, 0, 5, 30}), spans = draw_.of({0, 0, 5, 30});
      for (int& chance : gaps.missing) chance = draw_.of({0, missing, missing, missing > 5 ? 100 : 0});
      for (int& chance : gaps.spans) chance = draw_.of({0, spans, spans, 100});
      gaps.hostile = draw_.chance(30);
    }
    const std::size_t end = std::min(count, rows.size() + draw_.of({1U, 3U, 20U, 64U, 130U, 600U}));
    while (rows.size() < end) rows.push_back(row(gaps));
  }
  return rows;
}

}  // namespace generated
