// SPDX-License-Identifier: Apache-2.0
#pragma once

// What is wrong with data.

#include <cstdint>
#include <string>

#include "../citation.hpp"
#include "../config.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace edge {

/// Persons are not named: the value of the person fact and of texts is left out.
struct DataError {
  std::string file;
  std::uint64_t row = 0;  // line of the file, from 1; 0: the file as a whole
  std::string column;     // as its header says; empty: the row as a whole
  std::string value;      // as found, shortened
  std::string code;       // a stable word: a CellState, a CsvFault, or one of those in docs/data.md
  Text expected;
};

}  // namespace edge
}  // namespace HOTRO_ABI
}  // namespace hotro
