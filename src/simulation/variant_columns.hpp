// SPDX-License-Identifier: Apache-2.0
#pragma once

// The columns of a population as the inputs of one program: chosen by name, and the options of choices in the
// order of that program.

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "hotro/config.hpp"
#include "hotro/program.hpp"
#include "hotro/table.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace simulation {

class VariantColumns {
 public:
  VariantColumns(const Program& program, std::span<const Input> population);

  /// Valid until the next call, and as long as the table is.
  const std::vector<Column>& read(const Table& table);

 private:
  struct Source {
    std::uint32_t column = none;
    bool of_enterprise = false;
    std::vector<std::int32_t> options;  // of the program, by that of the population; empty: the same
    std::vector<std::int32_t> turned;   // the cells in them
  };
  static void turn(const Column& from, std::size_t rows, Source& source);

  std::vector<Source> sources_;
  std::vector<Column> columns_;
};

}  // namespace simulation
}  // namespace HOTRO_ABI
}  // namespace hotro
