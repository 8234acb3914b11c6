// SPDX-License-Identifier: Apache-2.0
#include "csv_chunk.hpp"

#include <algorithm>
#include <cstring>

#include "bytes.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace edge {

char* CsvChunk::reserve(std::size_t bytes) {
  const std::size_t wanted = bytes + text_padding;
  if (wanted > room_) {
    auto more = std::make_unique_for_overwrite<char[]>(wanted);
    if (bytes_ != nullptr) std::copy_n(bytes_.get(), size_ + text_padding, more.get());
    bytes_ = std::move(more);
    room_ = wanted;
  }
  return bytes_.get();
}

void CsvChunk::split(char separator, std::size_t columns, bool whole) {
  parser_ = CsvRowParser(separator);
  first_ends_.clear();
  row_lines_.clear();
  strays_.clear();
  lines_ = lines_before_;
  cut_ = false;
  reserve(size_);
  std::memset(bytes_.get() + size_, 0, text_padding);
  // The last row may lack its line end.
  const bool lacks_end = whole && size_ != 0 && bytes_[size_ - 1] != '\n';
  if (lacks_end) bytes_[size_] = '\n';
  scan_csv({bytes_.get(), size_ + (lacks_end ? 1U : 0U)}, separator, marks_);
  filled_ = size_ + text_padding;

  constexpr std::uint32_t nowhere = UINT32_MAX;
  const std::size_t ends = marks_.count;
  std::size_t at = 0;    // where the next row begins
  std::size_t mark = 1;  // its first end
  std::size_t line = 0;  // its line end
  std::size_t odd = 0;   // the next quote or single CR
  for (;;) {
    const bool has_end = line < marks_.lines.size();
    const std::uint32_t end = has_end ? marks_.ends[marks_.lines[line]] : nowhere;
    const std::uint32_t next_odd = odd < marks_.odd.size() ? marks_.odd[odd] : nowhere;
    if (!has_end && next_odd == nowhere) break;
    if (next_odd > end && end - at <= longest_cell && marks_.lines[line] - mark < most_cells) {
      add_plain(mark, marks_.lines[line], columns);
      ++lines_;
      at = end + 1;
      mark = marks_.lines[line] + 1;
      ++line;
      continue;
    }
    // Without their quotes, cells are no longer than with them; only the last row may lack a byte for its
    // end.
    reserve(2 * (size_ + text_padding) + 1);
    if (!parser_.read(text(), at, whole)) break;
    add_parsed(columns);
    lines_ += parser_.lines();
    at = parser_.end();
    cut_ = parser_.cut();
    if (cut_ || at >= size_) break;  // at the end stands only the LF that was added
    while (line < marks_.lines.size() && marks_.ends[marks_.lines[line]] < at) ++line;
    while (mark < ends && marks_.ends[mark] < at) ++mark;
    while (odd < marks_.odd.size() && marks_.odd[odd] < at) ++odd;
  }
  used_ = std::min(at, size_);
}

/// A row without quotes, its ends from `first` to the one at its LF.
void CsvChunk::add_plain(std::size_t first, std::size_t last, std::size_t columns) {
  const std::uint32_t begin = marks_.ends[first - 1] + 1;
  if (last > first && bytes_[marks_.ends[last - 1]] == '\r') --last;  // CR LF
  const std::uint32_t end = marks_.ends[last];
  const std::size_t cells = last - first + 1;
  if (end - begin + 1 == cells) return;  // no content
  if (!marks_.utf8 && !is_utf8({bytes_.get() + begin, end - begin})) {
    std::size_t bad = 0;
    for (std::size_t from = begin; bad < cells; from = marks_.ends[first + bad] + 1, ++bad) {
      if (!is_utf8({bytes_.get() + from, marks_.ends[first + bad] - from})) break;
    }
    strays_.push_back({lines_, CsvFault::not_utf8, cells, bad});
  } else if (cells != columns) {
    strays_.push_back({lines_, CsvFault::none, cells, cells});
  } else {
    add_row(first);
  }
}

/// The row that was read by itself.
void CsvChunk::add_parsed(std::size_t columns) {
  if (parser_.fault() != CsvFault::none || parser_.size() != columns) {
    if (parser_.fault() == CsvFault::none && !parser_.has_content()) return;
    std::size_t bad = 0;
    while (bad < parser_.size() && is_utf8(parser_[bad])) ++bad;
    strays_.push_back({lines_, parser_.fault(), parser_.size(), bad});
  } else if (parser_.has_content()) {
    copy_cells(columns);
  }
}

void CsvChunk::copy_cells(std::size_t columns) {
  marks_.reserve(marks_.count + columns + 1);
  marks_.ends[marks_.count++] = static_cast<std::uint32_t>(filled_ - 1);
  add_row(marks_.count);
  for (std::size_t i = 0; i < columns; ++i) {
    const std::string_view cell = parser_[i];
    std::copy_n(cell.data(), cell.size(), bytes_.get() + filled_);
    filled_ += cell.size();
    marks_.ends[marks_.count++] = static_cast<std::uint32_t>(filled_++);
  }
}

}  // namespace edge
}  // namespace HOTRO_ABI
}  // namespace hotro
