// SPDX-License-Identifier: Apache-2.0
#pragma once

// A table's text in chunks that begin and end with a row.

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "csv_chunk.hpp"
#include "hotro/config.hpp"
#include "hotro/edge/csv.hpp"
#include "hotro/edge/stream.hpp"
#include "temp_file.hpp"
#include "utf16.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace edge {

/// The row that names the columns.
struct CsvHeader {
  bool present = false;
  CsvFault fault = CsvFault::none;
  std::vector<std::string> cells;
  std::uint64_t line = 0;  // from 1
  char separator = ',';
};

class CsvFeed {
 public:
  /// About so many bytes in a chunk, more where a row is longer. The stream must outlive the feed.
  CsvFeed(ByteStream& stream, std::size_t chunk_bytes);

  /// First of all.
  const CsvHeader& read_header();
  /// The line behind the header, from 1.
  [[nodiscard]] std::uint64_t first_line() const { return first_line_; }

  /// The next chunk; false at the end. Where it is left to the caller, who need not hold up others for it, to
  /// find its rows, `whole` is true: then chunk.split(separator, columns, true) is to be called.
  bool next(CsvChunk& chunk, bool& whole);

  /// Remembers this place, which can be gone back to once. What cannot be read again is kept in a file.
  void set_mark();
  /// False with trouble() if it cannot be gone back to.
  bool back_to_mark();

  /// Of the stream, since its beginning or the mark.
  [[nodiscard]] std::uint64_t bytes_read() const { return bytes_read_; }
  [[nodiscard]] Text trouble() const;

 private:
  std::size_t read(char* to, std::size_t room);
  bool skip_line(CsvChunk& chunk, std::size_t& have);

  Utf8Stream decoded_;
  ByteStream* stream_;
  std::size_t chunk_bytes_;
  CsvHeader header_;
  std::uint64_t first_line_ = 1;
  std::uint64_t bytes_read_ = 0;
  bool ended_ = false;

  /// What is read and not given yet: the beginning of a row, or, if skipping_, the rest of a line that is
  /// part of no further row.
  struct State {
    std::string carry;
    bool skipping = false;
  };
  State state_, marked_;
  std::uint64_t mark_ = 0;
  bool keeping_ = false;  // between mark and return, of a stream that cannot go back
  TempFile kept_;
  std::unique_ptr<TempStream> again_;
};

}  // namespace edge
}  // namespace HOTRO_ABI
}  // namespace hotro
