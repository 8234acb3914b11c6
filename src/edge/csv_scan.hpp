// SPDX-License-Identifier: Apache-2.0
#pragma once

// Where the separators and line ends of a text stand, found 64 bytes at a time.

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

#include "hotro/config.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace edge {

/// Offsets into the text, ascending.
struct CsvMarks {
  /// Of cells: separators, CR and LF, in quotes or not. In front of them stands what comes before the first
  /// byte, so that a cell begins one behind the end before its own.
  std::unique_ptr<std::uint32_t[]> ends;
  std::size_t count = 0;  // of `ends`
  std::size_t room = 0;
  std::vector<std::uint32_t> lines;  // for each LF its index in `ends`
  std::vector<std::uint32_t> odd;    // quotes, and CRs without an LF: the rows that need a closer look
  bool utf8 = true;                  // all of the text is, and has no NUL

  static constexpr std::uint32_t before_all = UINT32_MAX;

  /// Makes room for so many `ends` and keeps those there are.
  void reserve(std::size_t ends_wanted);
};

/// Finds the marks of a text of less than 4 GiB, behind which `text_padding` bytes can be read.
void scan_csv(std::string_view text, char separator, CsvMarks& marks);

/// The ways there are on this machine, the fastest last: scan_csv takes that.
using CsvScan = void (*)(std::string_view text, char separator, CsvMarks& marks);
std::vector<CsvScan> csv_scans();

}  // namespace edge
}  // namespace HOTRO_ABI
}  // namespace hotro
