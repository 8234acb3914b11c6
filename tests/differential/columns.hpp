// SPDX-License-Identifier: Apache-2.0
#pragma once

// Rows as a table: columns of every type that holds them, with bitmaps or without, no byte longer than need
// be.

#include <cstddef>
#include <cstdint>
#include <vector>

#include "differential/draw.hpp"
#include "hotro/hotro.hpp"
#include "oracle/judge.hpp"

namespace generated {

/// Columns of a table over rows, with storage of their own.
class Columns {
 public:
  /// Table row i holds rows[order[i]].
  Columns(Draw& draw, const hotro::RuleSet& rules, const hotro::Program& program,
          const std::vector<oracle::Row>& rows, const std::vector<std::size_t>& order);
  [[nodiscard]] hotro::Table table() const;

 private:
  struct Storage {
    std::vector<std::uint8_t> low, high, validity;
  };
  void place_enterprises(Draw& draw, const hotro::RuleSet& rules, const std::vector<oracle::Row>& rows,
                         const std::vector<std::size_t>& order);
  void fill(Draw& draw, std::size_t input, hotro::Kind kind, const std::vector<oracle::Cell>& cells);

  std::vector<Storage> storage_;
  std::vector<hotro::Column> columns_;
  std::vector<std::size_t> enterprises_;  // the row of `rows` that each is of; those beyond nobody works for
  std::vector<std::int32_t> enterprise_;
  std::size_t rows_ = 0;
};

}  // namespace generated
