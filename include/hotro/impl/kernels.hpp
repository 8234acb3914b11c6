// SPDX-License-Identifier: Apache-2.0
#pragma once

// The seam between the evaluator and the only hot files: one function per op, lane and mode, and those that
// bring columns in; a set of them for each instruction set.

#include <cstddef>
#include <cstdint>

#include "../evaluator.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace detail {

struct Entries {
  const std::int64_t* values = nullptr;
  int count = 0;
};

/// The slots of one block of rows. Numbers have two arrays, low and high, which may be one and the same where
/// all are known; in exact mode only low is written and read. Truths and bits have one.
struct Frame {
  std::byte* const* low = nullptr;  // by slot
  std::byte* const* high = nullptr;
  const Entries* tables = nullptr;
  int rows = 0;
};

using Kernel = void (*)(const Frame&, const Op&);

/// Exact: every fact of the rows is known. The other half is for one row alone.
enum class Mode : std::uint8_t { exact, open, exact_row, open_row };

/// A block of a column, and where it goes.
struct CellBlock {
  const void* low = nullptr;            // of the first row
  const void* high = nullptr;           // null: as low
  const std::uint8_t* valid = nullptr;  // a byte per row, 0: missing; null: none is
  int rows = 0;
  Interval range;    // of accepted values
  Interval missing;  // stands for a cell that is missing
  void* out_low = nullptr;
  void* out_high = nullptr;
  std::uint8_t* invalid = nullptr;  // a byte per row, set to 1 where the value is not accepted
};

/// What became of a block.
struct Loaded {
  bool known = false;     // low = high everywhere; out_high was not written
  bool in_place = false;  // the cells can be read where they are; nothing was written
};

using CellLoader = Loaded (*)(const CellBlock&);
/// out[i] = from[index[i]].
using Gatherer = void (*)(const void* from, const std::int32_t* index, int rows, void* out);

struct KernelSet {
  /// Null where an op has no such lane, and for facts and constants, which the evaluator writes itself.
  Kernel (*kernel)(OpCode code, Lane lane, Mode mode);
  /// From cells of that type into a slot of that lane. Bits are brought in as truths: see spread.
  CellLoader (*loader)(ColumnType type, Lane lane);
  Gatherer (*gatherer)(ColumnType type);
  /// How many of the bits [first, first + rows) are set.
  int (*count)(const std::uint8_t* bits, std::size_t first, int rows);
  /// They as bytes 0 and `one`.
  void (*spread)(const std::uint8_t* bits, std::size_t first, int rows, std::uint8_t one, std::uint8_t* out);
  /// Indexes that lie in [0, count), others as 0; valid[i]: whether it did. Returns whether all did.
  bool (*checked)(const std::int32_t* index, int rows, std::int32_t count, std::int32_t* out,
                  std::uint8_t* valid);
};

/// Those of an instruction set that is available.
const KernelSet& kernels(Isa isa);

}  // namespace detail
}  // namespace HOTRO_ABI
}  // namespace hotro

#ifdef HOTRO_HEADER_ONLY
#include "kernels.inl"
#endif
