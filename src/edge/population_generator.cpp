// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <cstring>

#include "chance.hpp"
#include "hotro/date.hpp"
#include "hotro/edge/population.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace edge {
namespace {

/// Rows that are drawn fact by fact. A multiple of eight: validity is kept in bytes.
constexpr std::size_t block = 512;

// The specification in flat arrays, in which parts name each other by index.

struct Part {
  std::uint32_t begin = 0, end = 0;
};

/// Of facts that were drawn before, or of none.
struct EndPlan {
  Part terms;
  std::int64_t constant = 0;
  std::int32_t months = 0;
};

struct SpanPlan {
  std::uint64_t until = 0;  // the shares up to and with this one
  bool missing = false;
  bool fixed = true;  // no end has facts: `low` and `count` hold
  bool single = false;
  std::int64_t low = 0;
  std::uint64_t count = 1;
  std::int64_t step = 1;
  EndPlan first, last;
};

struct TestPlan {
  std::uint32_t fact = 0;
  bool missing = false;
  Part values;
};

struct AlternativePlan {
  Part tests, spans;
};

struct FactPlan {
  Chance share, value;
  Interval range;
  bool date = false;
  bool of_enterprise = false;
  bool asked = false;  // of an enterprise: dossiers depend on it
  Part alternatives;
  // Where it goes.
  std::uint32_t input = none;
  ColumnType type = ColumnType::i64;
  Interval accepted;                  // by that input
  std::vector<std::int64_t> options;  // of a choice: the index of each there; -1: there is none
};

/// What was drawn of a block, fact by fact.
class Drawn {
 public:
  explicit Drawn(std::size_t facts) : values_(facts * block), missing_(facts * block) {}
  std::int64_t* values(std::uint32_t fact) { return values_.data() + fact * block; }
  std::uint8_t* missing(std::uint32_t fact) { return missing_.data() + fact * block; }

 private:
  std::vector<std::int64_t> values_;
  std::vector<std::uint8_t> missing_;  // 1: it is
};

std::uint64_t steps(std::int64_t low, std::int64_t high, std::int64_t step) {
  if (high <= low) return 1;
  const std::uint64_t width = static_cast<std::uint64_t>(high) - static_cast<std::uint64_t>(low);
  return (step == 1 ? width : width / static_cast<std::uint64_t>(step)) + 1;
}

template <class T>
void write(const std::int64_t* values, const std::uint8_t* missing, std::size_t rows, std::uint8_t* to) {
  for (std::size_t row = 0; row < rows; ++row) {
    const T cell = missing[row] != 0 ? T{} : static_cast<T>(values[row]);
    std::memcpy(to + row * sizeof(T), &cell, sizeof(T));
  }
}

void prepare(const FactPlan& fact, std::size_t rows, ColumnData& column) {
  column.type = fact.type;
  column.present = true;
  column.complete = true;
  column.cells.resize(rows * width(fact.type));
  column.validity.assign((rows + 7) / 8, 0);
  column.high.clear();
}

}  // namespace

struct PopulationGenerator::Plan {
  Plan(const PopulationSpec& spec, const std::vector<Input>& inputs, std::uint64_t row_count,
       std::uint64_t seed);

  void add(const DrawnFact& fact, const std::vector<Input>& to, std::uint64_t seed);
  EndPlan added(const DrawnEnd& end);
  SpanPlan added(const DrawnSpan& span, const FactPlan& fact);
  [[nodiscard]] bool missing(const EndPlan& end, Drawn& drawn, std::size_t row) const;
  [[nodiscard]] std::int64_t value(const EndPlan& end, const FactPlan& fact, Drawn& drawn,
                                   std::size_t row) const;
  void choose(const FactPlan& fact, std::size_t rows, Drawn& drawn, std::uint32_t* chosen) const;
  void draw(std::uint32_t fact, std::uint64_t first, std::size_t rows, Drawn& drawn) const;
  void pack(std::uint32_t fact, std::size_t first, std::size_t rows, Drawn& drawn, ColumnData& column) const;
  void draw_enterprises(std::size_t count);
  void bring(const std::int32_t* enterprise, std::size_t rows, Drawn& drawn) const;

  std::uint64_t rows = 0;
  std::size_t enterprise_count = 0;
  std::array<Chance, 3> enterprise;  // which
  std::vector<FactPlan> facts;       // by the index of the specification
  std::vector<AlternativePlan> alternatives;
  std::vector<TestPlan> tests;
  std::vector<Interval> values;
  std::vector<SpanPlan> spans;
  std::vector<DrawnEnd::Term> terms;
  std::size_t inputs = 0;
  std::vector<ColumnData> enterprises;
  // Of the facts of enterprises that dossiers depend on, and empty for others.
  std::vector<std::vector<std::int64_t>> enterprise_values;
  std::vector<std::vector<std::uint8_t>> enterprise_missing;
};

PopulationGenerator::Plan::Plan(const PopulationSpec& spec, const std::vector<Input>& to,
                                std::uint64_t row_count, std::uint64_t seed)
    : rows(std::min(row_count, most_rows)),
      enterprise{Chance(seed, "enterprise 1"), Chance(seed, "enterprise 2"), Chance(seed, "enterprise 3")},
      inputs(to.size()) {
  for (const DrawnFact& fact : spec.facts) add(fact, to, seed);
  for (const DrawnFact& fact : spec.facts) {
    if (fact.of_enterprise) continue;
    for (const DrawnAlternative& alternative : fact.alternatives) {
      for (const DrawnTest& test : alternative.when) facts[test.fact].asked = true;
      for (const DrawnSpan& span : alternative.spans) {
        for (const DrawnEnd* end : {&span.low, &span.high})
          for (const DrawnEnd::Term& term : end->terms) facts[term.fact].asked = true;
      }
    }
  }
  if (spec.enterprises == 0 || spec.dossiers == 0) return;
  const UnsignedWide count = UnsignedWide{rows} * spec.enterprises / spec.dossiers;
  draw_enterprises(static_cast<std::size_t>(std::clamp<UnsignedWide>(count, 1, most_rows)));
}

void PopulationGenerator::Plan::add(const DrawnFact& from, const std::vector<Input>& to, std::uint64_t seed) {
  FactPlan fact;
  fact.share = Chance(seed, from.path + " share");
  fact.value = Chance(seed, from.path + " value");
  fact.range = from.range;
  fact.date = from.kind == Kind::date;
  fact.of_enterprise = from.of_enterprise;
  for (std::uint32_t i = 0; i < to.size(); ++i) {
    if (to[i].path != from.path || to[i].kind != from.kind) continue;
    fact.input = i;
    fact.type = column_type(to[i]);
    fact.accepted = to[i].range;
    for (const std::string& option : from.options) {
      const auto found = std::find(to[i].options.begin(), to[i].options.end(), option);
      fact.options.push_back(found == to[i].options.end() ? -1 : found - to[i].options.begin());
    }
  }
  fact.alternatives.begin = static_cast<std::uint32_t>(alternatives.size());
  for (const DrawnAlternative& one : from.alternatives) {
    AlternativePlan alternative;
    alternative.tests.begin = static_cast<std::uint32_t>(tests.size());
    for (const DrawnTest& test : one.when) {
      const auto begin = static_cast<std::uint32_t>(values.size());
      values.insert(values.end(), test.values.begin(), test.values.end());
      tests.push_back({test.fact, test.missing, {begin, static_cast<std::uint32_t>(values.size())}});
    }
    alternative.tests.end = static_cast<std::uint32_t>(tests.size());
    alternative.spans.begin = static_cast<std::uint32_t>(spans.size());
    std::uint64_t until = 0;
    for (const DrawnSpan& span : one.spans) {
      spans.push_back(added(span, fact));
      spans.back().until = until += span.share;
    }
    alternative.spans.end = static_cast<std::uint32_t>(spans.size());
    alternatives.push_back(alternative);
  }
  fact.alternatives.end = static_cast<std::uint32_t>(alternatives.size());
  facts.push_back(std::move(fact));
}

EndPlan PopulationGenerator::Plan::added(const DrawnEnd& end) {
  const auto begin = static_cast<std::uint32_t>(terms.size());
  terms.insert(terms.end(), end.terms.begin(), end.terms.end());
  return {{begin, static_cast<std::uint32_t>(terms.size())}, end.constant, end.months};
}

SpanPlan PopulationGenerator::Plan::added(const DrawnSpan& from, const FactPlan& fact) {
  SpanPlan span;
  span.missing = from.missing;
  span.single = from.single;
  span.step = std::max<std::int64_t>(from.step, 1);
  span.fixed = from.low.terms.empty() && (from.single || from.high.terms.empty());
  span.first = added(from.low);
  span.last = added(from.high);
  if (span.missing || !span.fixed) return span;
  Drawn nothing(0);
  span.low = value(span.first, fact, nothing, 0);
  if (!span.single) span.count = steps(span.low, value(span.last, fact, nothing, 0), span.step);
  return span;
}

// --- Drawing

bool PopulationGenerator::Plan::missing(const EndPlan& end, Drawn& drawn, std::size_t row) const {
  return std::any_of(terms.begin() + end.terms.begin, terms.begin() + end.terms.end,
                     [&](const DrawnEnd::Term& term) { return drawn.missing(term.fact)[row] != 0; });
}

/// Within the range of the fact: what lies beyond it is its bound.
std::int64_t PopulationGenerator::Plan::value(const EndPlan& end, const FactPlan& fact, Drawn& drawn,
                                              std::size_t row) const {
  const auto within = [&](Wide value) {
    return static_cast<std::int64_t>(std::clamp<Wide>(value, fact.range.low, fact.range.high));
  };
  Wide sum = end.constant;
  for (std::uint32_t i = end.terms.begin; i < end.terms.end; ++i) {
    Wide term = drawn.values(terms[i].fact)[row];
    if (end.months != 0 && i == end.terms.begin)
      term = add_months({static_cast<std::int32_t>(term)}, end.months, MonthEnd::last_day).day;
    sum += terms[i].less ? -term : term;
  }
  return within(sum);
}

/// Of each row the first alternative that fits, or `none`.
void PopulationGenerator::Plan::choose(const FactPlan& fact, std::size_t rows, Drawn& drawn,
                                       std::uint32_t* chosen) const {
  std::fill_n(chosen, rows, none);
  std::array<std::uint8_t, block> fits;
  std::array<std::uint8_t, block> met;
  for (std::uint32_t i = fact.alternatives.end; i-- > fact.alternatives.begin;) {
    const AlternativePlan& alternative = alternatives[i];
    if (alternative.tests.begin == alternative.tests.end) {
      std::fill_n(chosen, rows, i);
      continue;
    }
    std::fill_n(fits.begin(), rows, std::uint8_t{1});
    for (std::uint32_t t = alternative.tests.begin; t < alternative.tests.end; ++t) {
      const TestPlan& test = tests[t];
      const std::int64_t* found = drawn.values(test.fact);
      const std::uint8_t* is_missing = drawn.missing(test.fact);
      std::fill_n(met.begin(), rows, std::uint8_t{0});
      for (std::uint32_t v = test.values.begin; v < test.values.end; ++v) {
        const Interval wanted = values[v];
        for (std::size_t row = 0; row < rows; ++row)
          met[row] |= static_cast<std::uint8_t>(found[row] >= wanted.low && found[row] <= wanted.high);
      }
      for (std::size_t row = 0; row < rows; ++row)
        fits[row] &= is_missing[row] != 0 ? static_cast<std::uint8_t>(test.missing) : met[row];
    }
    for (std::size_t row = 0; row < rows; ++row) {
      if (fits[row] != 0) chosen[row] = i;
    }
  }
}

void PopulationGenerator::Plan::draw(std::uint32_t index, std::uint64_t first, std::size_t rows,
                                     Drawn& drawn) const {
  const FactPlan& fact = facts[index];
  std::int64_t* const out = drawn.values(index);
  std::uint8_t* const nothing = drawn.missing(index);
  std::array<std::uint32_t, block> chosen;
  choose(fact, rows, drawn, chosen.data());
  for (std::size_t row = 0; row < rows; ++row) {
    out[row] = 0;
    nothing[row] = 1;
    if (chosen[row] == none) continue;
    const Part part = alternatives[chosen[row]].spans;
    std::uint32_t at = part.begin;
    if (part.end - part.begin > 1) {
      const std::uint64_t share = fact.share.below(DrawnSpan::all, first + row);
      while (at < part.end && share >= spans[at].until) ++at;
    }
    if (at == part.end || spans[at].missing) continue;
    const SpanPlan& span = spans[at];
    std::int64_t low = span.low;
    std::uint64_t count = span.count;
    if (!span.fixed) {
      if (missing(span.first, drawn, row) || (!span.single && missing(span.last, drawn, row))) continue;
      low = value(span.first, fact, drawn, row);
      count = span.single ? 1 : steps(low, value(span.last, fact, drawn, row), span.step);
    }
    nothing[row] = 0;
    out[row] = low;
    if (count > 1) out[row] += static_cast<std::int64_t>(fact.value.below(count, first + row)) * span.step;
  }
}

/// Into a column: rows from `first` on, a multiple of eight.
void PopulationGenerator::Plan::pack(std::uint32_t index, std::size_t first, std::size_t rows, Drawn& drawn,
                                     ColumnData& column) const {
  const FactPlan& fact = facts[index];
  std::array<std::int64_t, block> found;
  std::array<std::uint8_t, block> absent;
  std::copy_n(drawn.values(index), rows, found.begin());
  std::copy_n(drawn.missing(index), rows, absent.begin());
  if (!fact.options.empty()) {
    for (std::size_t row = 0; row < rows; ++row)
      found[row] = fact.options[static_cast<std::size_t>(found[row])];
  }
  std::uint8_t any = 0;
  for (std::size_t row = 0; row < rows; ++row) {
    absent[row] |=
        static_cast<std::uint8_t>(found[row] < fact.accepted.low || found[row] > fact.accepted.high);
    any |= absent[row];
  }
  column.complete = column.complete && any == 0;
  for (std::size_t row = 0; row < rows; ++row) {
    const auto bit = static_cast<std::uint8_t>((1U - absent[row]) << (row % 8));
    column.validity[(first + row) / 8] |= bit;
  }
  std::uint8_t* const to = column.cells.data() + first * width(column.type);
  switch (column.type) {
    case ColumnType::truth:
      for (std::size_t row = 0; row < rows; ++row)
        to[row] = static_cast<std::uint8_t>(absent[row] != 0 ? static_cast<std::int64_t>(Truth::unknown)
                                                             : found[row]);
      break;
    case ColumnType::i32: write<std::int32_t>(found.data(), absent.data(), rows, to); break;
    case ColumnType::i64: write<std::int64_t>(found.data(), absent.data(), rows, to); break;
    default: write<std::uint8_t>(found.data(), absent.data(), rows, to);
  }
}

void PopulationGenerator::Plan::draw_enterprises(std::size_t count) {
  enterprise_count = count;
  enterprises.resize(inputs);
  enterprise_values.resize(facts.size());
  enterprise_missing.resize(facts.size());
  for (std::uint32_t i = 0; i < facts.size(); ++i) {
    if (!facts[i].of_enterprise) continue;
    if (facts[i].input != none) prepare(facts[i], count, enterprises[facts[i].input]);
    if (!facts[i].asked) continue;
    enterprise_values[i].resize(count);
    enterprise_missing[i].resize(count);
  }
  Drawn drawn(facts.size());
  for (std::size_t first = 0; first < count; first += block) {
    const std::size_t some = std::min(block, count - first);
    for (std::uint32_t i = 0; i < facts.size(); ++i) {
      if (!facts[i].of_enterprise) continue;
      draw(i, first, some, drawn);
      if (facts[i].input != none) pack(i, first, some, drawn, enterprises[facts[i].input]);
      if (!facts[i].asked) continue;
      std::copy_n(drawn.values(i), some, enterprise_values[i].begin() + static_cast<std::ptrdiff_t>(first));
      std::copy_n(drawn.missing(i), some, enterprise_missing[i].begin() + static_cast<std::ptrdiff_t>(first));
    }
  }
}

/// What dossiers depend on of their enterprises.
void PopulationGenerator::Plan::bring(const std::int32_t* of, std::size_t rows, Drawn& drawn) const {
  for (std::uint32_t i = 0; i < facts.size(); ++i) {
    if (!facts[i].of_enterprise || !facts[i].asked) continue;
    for (std::size_t row = 0; row < rows; ++row) {
      const auto at = static_cast<std::size_t>(of[row]);
      drawn.values(i)[row] = of[row] < 0 ? 0 : enterprise_values[i][at];
      drawn.missing(i)[row] = of[row] < 0 ? 1 : enterprise_missing[i][at];
    }
  }
}

// --- The interface

PopulationGenerator::PopulationGenerator(const PopulationSpec& spec, const std::vector<Input>& inputs,
                                         std::uint64_t rows, std::uint64_t seed)
    : plan_(std::make_unique<Plan>(spec, inputs, rows, seed)) {}
PopulationGenerator::~PopulationGenerator() = default;
PopulationGenerator::PopulationGenerator(PopulationGenerator&&) noexcept = default;
PopulationGenerator& PopulationGenerator::operator=(PopulationGenerator&&) noexcept = default;

std::uint64_t PopulationGenerator::rows() const { return plan_->rows; }
std::size_t PopulationGenerator::enterprise_count() const { return plan_->enterprise_count; }
const std::vector<ColumnData>& PopulationGenerator::enterprises() const { return plan_->enterprises; }

void PopulationGenerator::generate(std::uint64_t first, std::size_t rows, GeneratedRows& out) const {
  const Plan& plan = *plan_;
  out.columns.resize(plan.inputs);
  out.enterprise.resize(rows);
  for (const FactPlan& fact : plan.facts) {
    if (!fact.of_enterprise && fact.input != none) prepare(fact, rows, out.columns[fact.input]);
  }
  Drawn drawn(plan.facts.size());
  for (std::size_t at = 0; at < rows; at += block) {
    const std::size_t some = std::min(block, rows - at);
    const std::uint64_t from = first + at;
    for (std::size_t row = 0; row < some; ++row) {
      // Below what is below: a few enterprises have thousands of workers, and most have some dozens.
      std::uint64_t below = plan.enterprise_count;
      for (const Chance& chance : plan.enterprise)
        below = chance.below(below, from + row) + (&chance == &plan.enterprise.back() ? 0 : 1);
      out.enterprise[at + row] = plan.enterprise_count == 0 ? -1 : static_cast<std::int32_t>(below);
    }
    plan.bring(out.enterprise.data() + at, some, drawn);
    for (std::uint32_t i = 0; i < plan.facts.size(); ++i) {
      const FactPlan& fact = plan.facts[i];
      if (fact.of_enterprise) continue;
      plan.draw(i, from, some, drawn);
      if (fact.input != none) plan.pack(i, at, some, drawn, out.columns[fact.input]);
    }
  }
}

Table PopulationGenerator::table(const GeneratedRows& rows, std::vector<Column>& columns) const {
  columns.clear();
  for (std::size_t i = 0; i < plan_->inputs; ++i) {
    const bool of_enterprise = i < plan_->enterprises.size() && plan_->enterprises[i].present;
    columns.push_back(of_enterprise ? plan_->enterprises[i].view() : rows.columns[i].view());
  }
  return {rows.enterprise.size(), columns, plan_->enterprise_count, rows.enterprise.data()};
}

}  // namespace edge
}  // namespace HOTRO_ABI
}  // namespace hotro
