// SPDX-License-Identifier: Apache-2.0
#pragma once

// Into which cell of a grouping each row falls.

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "hotro/config.hpp"
#include "hotro/date.hpp"
#include "hotro/diagnostic.hpp"
#include "hotro/simulation/population.hpp"
#include "hotro/simulation/tally.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace simulation {

class Grouping {
 public:
  /// Of a name as in Plan::groups; false, with an error, if the population has no such group.
  bool find(const Population& population, const std::string& name, Date age_on, Diagnostics& diagnostics);

  /// The name and its cells, without people.
  [[nodiscard]] GroupTable table(const Population& population) const;
  [[nodiscard]] std::size_t cells() const { return cells_; }

 private:
  friend class GroupReader;
  enum class By : std::uint8_t { truth, option, age, enterprise };
  static constexpr std::size_t bands = 7;
  static constexpr std::array<std::int32_t, bands - 1> first_ages{15, 25, 35, 45, 55, 65};

  std::string name_;
  By by_ = By::enterprise;
  std::uint32_t input_ = none;
  bool of_enterprise_ = false;
  std::array<std::int32_t, bands - 1> born_by_{};  // whoever is born then or before has that age
  std::size_t cells_ = 0;                          // the last is of those that are not known
};

/// Of one thread.
class GroupReader {
 public:
  explicit GroupReader(const Grouping& grouping) : grouping_(grouping) {}
  /// The cells of rows [first, first + count).
  void read(const Table& table, std::size_t first, std::size_t count, std::uint32_t* cells);

 private:
  void read_column(const Column& column, std::size_t first, std::size_t count, std::uint32_t* cells) const;

  const Grouping& grouping_;
  std::vector<std::uint32_t> of_enterprises_;
  const void* read_ = nullptr;  // the column that they are of
};

}  // namespace simulation
}  // namespace HOTRO_ABI
}  // namespace hotro
