// SPDX-License-Identifier: Apache-2.0
#include "csv_feed.hpp"

#include <algorithm>
#include <cstring>

namespace hotro {
inline namespace HOTRO_ABI {
namespace edge {

CsvFeed::CsvFeed(ByteStream& stream, std::size_t chunk_bytes)
    : decoded_(stream), stream_(&decoded_), chunk_bytes_(std::max<std::size_t>(chunk_bytes, 1)) {}

/// Until there is no room, or the end.
std::size_t CsvFeed::read(char* to, std::size_t room) {
  std::size_t count = 0;
  while (count < room && !ended_) {
    const std::size_t more = stream_->read(to + count, room - count);
    ended_ = more == 0;
    if (keeping_) kept_.append(to + count, more);
    count += more;
  }
  bytes_read_ += count;
  return count;
}

Text CsvFeed::trouble() const { return stream_->trouble().empty() ? kept_.trouble() : stream_->trouble(); }

const CsvHeader& CsvFeed::read_header() {
  std::string& text = state_.carry;
  CsvRowParser parser;
  for (std::size_t wanted = chunk_bytes_; !header_.present; wanted *= 2) {
    const std::size_t before = text.size();
    text.resize(wanted);
    text.resize(before + read(text.data() + before, wanted - before));
    const CsvOpening opening = csv_opening(text);
    if (!opening.sure && !ended_) continue;
    header_.separator = opening.separator;
    header_.line = 1 + std::uint64_t{opening.lines};
    parser = CsvRowParser(opening.separator);
    std::size_t at = opening.size;
    while (at < text.size() && parser.read(text, at, ended_)) {
      at = parser.end();
      first_line_ = header_.line + parser.lines();
      header_.present = parser.fault() != CsvFault::none || parser.has_content();
      if (header_.present) break;
      header_.line = first_line_;
    }
    if (header_.present) {
      header_.fault = parser.fault();
      for (std::size_t i = 0; i < parser.size(); ++i) header_.cells.emplace_back(parser[i]);
      state_.skipping = parser.cut();
      text.erase(0, at);
    } else if (ended_) {
      break;
    }
  }
  return header_;
}

/// Takes the rest of a line off the beginning; false if its end is not there yet.
bool CsvFeed::skip_line(CsvChunk& chunk, std::size_t& have) {
  const std::string_view text = chunk.text();
  std::size_t at = text.find_first_of("\r\n");
  if (at == std::string_view::npos) {
    have = 0;
    return false;
  }
  const bool may_go_on = text[at] == '\r' && at + 1 == text.size() && !ended_;
  if (!may_go_on) {
    at += text.substr(at, 2) == "\r\n" ? 2 : 1;
    state_.skipping = false;
    chunk.set_lines_before(1);
  }
  char* bytes = chunk.reserve(text.size());
  std::memmove(bytes, bytes + at, have - at);
  have -= at;
  return !may_go_on;
}

bool CsvFeed::next(CsvChunk& chunk, bool& whole) {
  chunk.set_size(0);
  chunk.set_lines_before(0);
  std::size_t have = state_.carry.size();
  std::size_t wanted = std::max(chunk_bytes_, have + 2);  // a CR, and what follows it
  char* bytes = chunk.reserve(wanted);
  std::copy_n(state_.carry.data(), have, bytes);
  state_.carry.clear();
  for (;; wanted *= 2) {
    bytes = chunk.reserve(wanted);
    do {
      have += read(bytes + have, wanted - have);
      chunk.set_size(have);
    } while (state_.skipping && !skip_line(chunk, have) && !ended_);
    chunk.set_size(have);
    if (have == 0 && ended_) return false;
    whole = ended_;
    if (whole) return true;
    const std::string_view text = chunk.text();
    const std::size_t last = text.rfind('\n');
    if (last != std::string_view::npos && text.find('"') == std::string_view::npos) {
      whole = true;
      state_.carry = text.substr(last + 1);
      chunk.set_size(last + 1);
      return true;
    }
    chunk.split(header_.separator, header_.cells.size(), false);
    if (chunk.used() == 0) continue;
    state_.skipping = chunk.cut();
    state_.carry = chunk.text().substr(chunk.used());
    return true;
  }
}

void CsvFeed::set_mark() {
  marked_ = state_;
  mark_ = bytes_read_;
  keeping_ = !stream_->seek(mark_);
}

bool CsvFeed::back_to_mark() {
  if (keeping_) {
    again_ = std::make_unique<TempStream>(kept_);
    stream_ = again_.get();
  } else if (!stream_->seek(mark_)) {
    return false;
  }
  keeping_ = false;
  state_ = marked_;
  ended_ = false;
  bytes_read_ = mark_;
  return kept_.trouble().empty();
}

}  // namespace edge
}  // namespace HOTRO_ABI
}  // namespace hotro
