// SPDX-License-Identifier: Apache-2.0
#pragma once

// A population as the tables that `hotro decide` reads. The numbers of its persons begin with 999, which no
// province has: nobody has such a number.
//
//   hotro::edge::PopulationText text(population, program);
//   text.dossiers(0, [&](std::string_view piece, std::uint64_t rows) { return write(file, piece); });

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "../config.hpp"
#include "../program.hpp"
#include "cells.hpp"
#include "population.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace edge {

/// What a generated dossier, and a generated enterprise, is called in tables: D00000001, E00001. Rows count
/// from 0.
std::string dossier_id(std::uint64_t row);
std::string enterprise_id(std::uint64_t row);

class PopulationText {
 public:
  /// Both must outlive it; the population was made for the inputs of the program.
  PopulationText(const PopulationGenerator& population, const Program& program);

  /// Takes the next piece of text, and how many rows there are up to its end. False ends the writing.
  using Put = std::function<bool(std::string_view text, std::uint64_t rows)>;
  /// The table of dossiers, with its header, piece by piece and in order; made by so many threads, 0: as many
  /// as the machine runs. False where `put` ended it.
  [[nodiscard]] bool dossiers(std::size_t threads, const Put& put) const;
  [[nodiscard]] bool enterprises(const Put& put) const;

 private:
  /// A column, in the order of the table.
  struct Field {
    std::uint32_t input = none;
    std::vector<std::string> words;  // of a truth or choice
  };
  [[nodiscard]] std::vector<Field> fields(const std::vector<ColumnData>& columns) const;
  void append_cells(std::string& out, const std::vector<Field>& fields,
                    const std::vector<ColumnData>& columns, std::size_t row) const;
  void append_dossiers(std::string& out, std::uint64_t first, const GeneratedRows& rows) const;
  [[nodiscard]] std::string header(std::string_view ids, const std::vector<Field>& fields) const;

  const PopulationGenerator& population_;
  const Program& program_;
  Currency currency_;
  std::string person_;  // the fact that identifies the person; may be empty
  std::vector<Field> of_dossiers_, of_enterprises_;
};

}  // namespace edge
}  // namespace HOTRO_ABI
}  // namespace hotro
