// SPDX-License-Identifier: Apache-2.0
#pragma once

// Text that is put together from many short pieces.

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <memory>
#include <string_view>

#include "hotro/config.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace edge {

class TextBuffer {
 public:
  void clear() { size_ = 0; }
  [[nodiscard]] bool empty() const { return size_ == 0; }
  [[nodiscard]] std::string_view text() const { return {bytes_.get(), size_}; }

  void append(std::string_view piece) {
    make_room(piece.size());
    std::copy_n(piece.data(), piece.size(), bytes_.get() + size_);
    size_ += piece.size();
  }
  void append(char c) { append(std::string_view(&c, 1)); }

  /// Room for so many bytes more, and for the over-long copies of put().
  void make_room(std::size_t bytes) {
    if (size_ + bytes + step > room_) grow(bytes);
  }
  /// Where there is room: a piece behind which `step` bytes can be read, copied in steps of so many bytes,
  /// the last too far.
  void put(std::string_view piece) {
    char* const to = bytes_.get() + size_;
    for (std::size_t at = 0; at < piece.size(); at += step) std::memcpy(to + at, piece.data() + at, step);
    size_ += piece.size();
  }
  void put(char c) { bytes_[size_++] = c; }
  static constexpr std::size_t step = 16;

 private:
  void grow(std::size_t bytes) {
    room_ = std::max(size_ + bytes + step, 2 * room_);
    auto more = std::make_unique_for_overwrite<char[]>(room_);
    if (size_ != 0) std::memcpy(more.get(), bytes_.get(), size_);
    bytes_ = std::move(more);
  }

  std::unique_ptr<char[]> bytes_;
  std::size_t size_ = 0;
  std::size_t room_ = 0;
};

}  // namespace edge
}  // namespace HOTRO_ABI
}  // namespace hotro
