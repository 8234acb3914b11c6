// SPDX-License-Identifier: Apache-2.0
#pragma once

// A population in flat arrays, and the drawing of a block of rows: fact by fact, without a map, a text or an
// allocation for a row.

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "chance.hpp"
#include "hotro/edge/population.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace edge {

/// What was drawn of some rows.
class DrawnBlock {
 public:
  static constexpr std::size_t most = 512;  // rows; a multiple of eight, as validity is kept in bytes

  explicit DrawnBlock(std::size_t facts) : values_(facts * most), missing_(facts * most) {}
  std::int64_t* values(std::uint32_t fact) { return values_.data() + fact * most; }
  std::uint8_t* missing(std::uint32_t fact) {
    return missing_.data() + fact * most;
  }  // 1: it is, and its value 0

 private:
  std::vector<std::int64_t> values_;
  std::vector<std::uint8_t> missing_;
};

class PopulationPlan {
 public:
  PopulationPlan(const PopulationSpec& spec, std::uint64_t seed);

  [[nodiscard]] std::uint32_t size() const { return static_cast<std::uint32_t>(facts_.size()); }
  [[nodiscard]] bool of_enterprise(std::uint32_t fact) const { return facts_[fact].of_enterprise; }
  /// Of an enterprise: whether a fact of dossiers rests on it.
  [[nodiscard]] bool asked(std::uint32_t fact) const { return facts_[fact].asked; }
  /// Draws a fact of rows [first, first + count); those on which it rests are there.
  void draw(std::uint32_t fact, std::uint64_t first, std::size_t count, DrawnBlock& block) const;

 private:
  // Parts name each other by index.
  struct Part {
    std::uint32_t begin = 0, end = 0;
    [[nodiscard]] std::uint32_t size() const { return end - begin; }
  };
  struct End {
    Part terms;
    std::int32_t months = 0;
    std::int64_t constant = 0;
  };
  struct Choice {
    std::uint64_t until = 0;  // the shares up to and with this one
    std::int64_t low = 0;
    std::uint64_t count = 1;
    std::int64_t step = 1;
    std::uint32_t ends = none;  // into ends_: both stand there, and `low` and `count` are found for each row
    bool missing = false;
    bool single = false;
  };
  struct Test {
    std::uint32_t fact = 0;
    bool missing = false;
    Part values;
  };
  struct Alternative {
    Part tests, choices;
    bool fixed = true;    // no choice has ends
    bool spread = false;  // some choice has more than one value
  };
  struct Fact {
    Chance share, value;
    Interval range;
    bool of_enterprise = false;
    bool asked = false;
    Part alternatives;
  };
  /// Some rows of a block.
  struct Rows {
    std::array<std::uint16_t, DrawnBlock::most> at;
    std::size_t count = 0;
    void append(std::uint16_t row, bool wanted) {
      at[count] = row;
      count += wanted ? 1 : 0;
    }
  };
  /// Where drawing stands.
  struct Drawing {
    const Fact& fact;
    std::uint64_t first;
    DrawnBlock& block;
    std::int64_t* values;
    std::uint8_t* missing;
  };

  void add(const DrawnFact& fact, std::uint64_t seed);
  void add(const DrawnAlternative& alternative, Interval range);
  Choice added(const DrawnSpan& span, Interval range);
  void add(const DrawnEnd& end);
  void judge(const Alternative& alternative, const Rows& rows, DrawnBlock& block, std::uint8_t* fits) const;
  [[nodiscard]] std::uint32_t choose(const Alternative& alternative, const Drawing& drawing,
                                     std::uint16_t row) const;
  void draw(const Alternative& alternative, const Rows& rows, const Drawing& drawing) const;
  void draw(const Choice& choice, const Rows& rows, const Drawing& drawing) const;
  void sum(const End& end, const Rows& rows, const Drawing& drawing, std::int64_t* sums,
           std::uint8_t* lacking) const;

  std::vector<Fact> facts_;  // by the index of the specification
  std::vector<Alternative> alternatives_;
  std::vector<Test> tests_;
  std::vector<Interval> tested_;
  std::vector<Choice> choices_;
  std::vector<End> ends_;
  std::vector<DrawnEnd::Term> terms_;
};

}  // namespace edge
}  // namespace HOTRO_ABI
}  // namespace hotro
