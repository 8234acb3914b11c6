// SPDX-License-Identifier: Apache-2.0
#pragma once

// Random rows for a model: values on which its rules turn, one more and one less, bounds, days of change,
// birthdays and leap days, missing cells, spans, and cells out of range.

#include <vector>

#include "differential/draw.hpp"
#include "oracle/judge.hpp"

namespace generated {

class RowWriter {
 public:
  RowWriter(Draw& draw, const hotro::RuleSet& rules);

  /// Every fact is known and within its range.
  oracle::Row complete();
  /// Each cell is missing with that chance in a hundred; with `hostile`, a few are out of their range.
  oracle::Row partial(int missing, bool hostile);
  /// Some numbers are known to lie in a span only.
  oracle::Row spanned();
  /// Rows in stretches, as data come: some of known rows only, in others each fact has its own chance of
  /// being missing or known as a span, and a few cells are out of their range or have their ends the wrong
  /// way round.
  std::vector<oracle::Row> stretches(std::size_t count);
  /// One value for a fact, within its range.
  std::int64_t value(std::uint32_t fact);

 private:
  struct Gaps {
    std::vector<int> missing, spans;  // by fact: chances in a hundred; no spans: 0 for all
    bool hostile = false;
  };
  oracle::Row row(const Gaps& gaps);
  void add(hotro::Kind kind, std::int64_t value) { values_[static_cast<std::size_t>(kind)].push_back(value); }

  Draw& draw_;
  const hotro::RuleSet& rules_;
  std::vector<std::int64_t> values_[hotro::kind_count];
  std::vector<bool> effective_;  // by fact: an effective date, mostly on days that are covered
  std::int64_t anchor_ = 0;      // a date that the dates of one row are near to
};

}  // namespace generated
