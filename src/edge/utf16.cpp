// SPDX-License-Identifier: Apache-2.0
#include "utf16.hpp"

#include <algorithm>

#include "hotro/edge/csv.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace edge {
void append_point(std::string& out, std::uint32_t point) {
  if (point < 0x80) {
    out += static_cast<char>(point);
    return;
  }
  const unsigned tails = point < 0x800 ? 1 : point < 0x10000 ? 2 : 3;
  out += static_cast<char>((tails == 1 ? 0xC0U : tails == 2 ? 0xE0U : 0xF0U) | point >> (6U * tails));
  for (unsigned i = tails; i-- > 0;) out += static_cast<char>(0x80U | (point >> (6U * i) & 0x3FU));
}

ByteOrder byte_order(std::string_view first_bytes) {
  const std::string_view mark = first_bytes.substr(0, 2);
  return mark == "\xFF\xFE" ? ByteOrder::little : mark == "\xFE\xFF" ? ByteOrder::big : ByteOrder::utf8;
}

std::size_t append_utf8(std::string& out, std::string_view utf16, ByteOrder order, bool last) {
  auto unit = [&](std::size_t i) -> std::uint32_t {
    const std::uint32_t first = static_cast<unsigned char>(utf16[i]);
    const std::uint32_t second = static_cast<unsigned char>(utf16[i + 1]);
    return order == ByteOrder::little ? second << 8U | first : first << 8U | second;
  };
  std::size_t i = 0;
  for (; i + 1 < utf16.size(); i += 2) {
    std::uint32_t point = unit(i);
    if (point >= 0xD800 && point < 0xDC00) {
      if (i + 3 >= utf16.size() && !last) return i;
      const std::uint32_t low = i + 3 < utf16.size() ? unit(i + 2) : 0;
      if (low >= 0xDC00 && low < 0xE000) {
        point = 0x10000 + ((point - 0xD800) << 10U) + (low - 0xDC00);
        i += 2;
      }
    }
    append_point(out, point);
  }
  if (i == utf16.size() || !last) return i;
  out += '\xFF';
  return utf16.size();
}

void to_utf8(std::string& text) {
  const ByteOrder order = byte_order(text);
  if (order == ByteOrder::utf8) return;
  std::string out;
  out.reserve(text.size());
  append_utf8(out, std::string_view(text).substr(2), order, true);
  text = std::move(out);
}

/// Reads the first bytes, which say what it is.
void Utf8Stream::begin() {
  begun_ = true;
  raw_.resize(2);
  std::size_t count = 0;
  for (std::size_t more = 1; count < 2 && more != 0; count += more)
    more = from_.read(raw_.data() + count, 2 - count);
  raw_.resize(count);
  order_ = byte_order(raw_);
  if (order_ == ByteOrder::utf8) text_.swap(raw_);
  raw_.clear();
}

void Utf8Stream::fill() {
  constexpr std::size_t at_once = 65'536;
  text_.clear();
  at_ = 0;
  while (text_.empty() && !ended_) {
    const std::size_t before = raw_.size();
    raw_.resize(before + at_once);
    const std::size_t count = from_.read(raw_.data() + before, at_once);
    raw_.resize(before + count);
    ended_ = count == 0;
    raw_.erase(0, append_utf8(text_, raw_, order_, ended_));
  }
}

bool Utf8Stream::seek(std::uint64_t byte) {
  if (order_ != ByteOrder::utf8 || !from_.seek(byte)) return false;
  at_ = text_.size();
  return true;
}

std::size_t Utf8Stream::read(char* to, std::size_t room) {
  if (!begun_) begin();
  if (at_ == text_.size() && order_ != ByteOrder::utf8) fill();
  if (at_ == text_.size() && order_ == ByteOrder::utf8) return from_.read(to, room);
  const std::size_t count = std::min(room, text_.size() - at_);
  std::copy_n(text_.data() + at_, count, to);
  at_ += count;
  return count;
}

}  // namespace edge
}  // namespace HOTRO_ABI
}  // namespace hotro
