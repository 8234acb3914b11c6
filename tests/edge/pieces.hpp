// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "hotro/edge/stream.hpp"

/// A text that comes in pieces, perhaps only once, and perhaps another when it is read again.
class Pieces final : public hotro::edge::ByteStream {
 public:
  Pieces(std::string_view text, std::size_t most, bool seekable, std::string_view again = {})
      : text_(text), again_(again.empty() ? text : again), most_(most), seekable_(seekable) {}
  std::size_t read(char* to, std::size_t room) override {
    const std::size_t count = std::min({room, most_, text_.size() - at_});
    std::copy_n(text_.data() + at_, count, to);
    at_ += count;
    return count;
  }
  bool seek(std::uint64_t byte) override {
    if (!seekable_) return false;
    if (++seeks_ == 2) text_ = again_;  // once to try, once to read again
    at_ = byte;
    return true;
  }

 private:
  std::string_view text_, again_;
  std::size_t most_;
  bool seekable_;
  int seeks_ = 0;
  std::size_t at_ = 0;
};
