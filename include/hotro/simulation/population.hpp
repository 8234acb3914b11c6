// SPDX-License-Identifier: Apache-2.0
#pragma once

// Whom a simulation decides: rows that are in memory, are read from files, or are generated, part by part and
// in as many threads as work on them. Whatever it is, a population holds columns, never people's names.

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "../citation.hpp"
#include "../config.hpp"
#include "../program.hpp"
#include "../table.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace simulation {

/// A weight is counted in millionths of a person.
inline constexpr std::int64_t weight_unit = 1'000'000;

/// Some rows of a population.
struct Rows {
  Table table;                             // a column for each of the population's inputs
  std::span<const std::int64_t> weights;   // in millionths, 0 or more; empty: each row is one person
  std::span<const std::uint8_t> left_out;  // 1: has errors, and counts nowhere; empty: none has
  std::uint64_t first = 0;  // the number of the first; numbers grow with rows, perhaps with gaps
  std::function<std::string(std::size_t)> id;  // of a row here; may be empty
};

class Population {
 public:
  Population() = default;
  Population(const Population&) = delete;
  Population& operator=(const Population&) = delete;
  virtual ~Population() = default;

  /// What its columns hold.
  [[nodiscard]] virtual std::span<const Input> inputs() const = 0;
  /// Whether rows have weights.
  [[nodiscard]] virtual bool weighted() const { return false; }
  [[nodiscard]] virtual std::size_t enterprises() const { return 0; }
  [[nodiscard]] virtual std::string enterprise_id(std::size_t enterprise) const;

  /// Gives all rows, in parts, to `take`, from so many threads (numbered from 0), each part while the call
  /// lasts. False if it had to stop, with trouble().
  virtual bool read(unsigned threads, const std::function<void(unsigned thread, const Rows& rows)>& take) = 0;
  /// Rows of the last pass that could not be read at all: they have errors, and are none of the rows given.
  [[nodiscard]] virtual std::uint64_t rows_not_given() const { return 0; }
  [[nodiscard]] virtual Text trouble() const { return {}; }
};

/// Rows in memory: views of the caller's.
class TablePopulation final : public Population {
 public:
  /// `columns_of`: the program whose inputs the columns of the table hold, in their order. All must outlive
  /// the population. `weights`: one for each row, or none.
  TablePopulation(const Program& columns_of, const Table& table, std::span<const std::int64_t> weights = {});

  [[nodiscard]] std::span<const Input> inputs() const override { return inputs_; }
  [[nodiscard]] bool weighted() const override { return !weights_.empty(); }
  [[nodiscard]] std::size_t enterprises() const override { return table_.enterprises; }
  bool read(unsigned threads, const std::function<void(unsigned, const Rows&)>& take) override;

 private:
  std::span<const Input> inputs_;
  Table table_;
  std::span<const std::int64_t> weights_;
};

}  // namespace simulation
}  // namespace HOTRO_ABI
}  // namespace hotro
