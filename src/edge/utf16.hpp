// SPDX-License-Identifier: Apache-2.0
#pragma once

// UTF-16 with a byte order mark, as spreadsheets save "Unicode text", turned into UTF-8 while it is read.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "hotro/config.hpp"
#include "hotro/edge/stream.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace edge {

/// Appends a code point in UTF-8; half a surrogate pair becomes bytes that are not UTF-8.
void append_point(std::string& out, std::uint32_t point);

enum class ByteOrder : std::uint8_t { utf8, little, big };  // utf8: no mark of UTF-16
ByteOrder byte_order(std::string_view first_bytes);

/// Appends UTF-8 and returns how many bytes it took: all if they are the last, otherwise perhaps not those of
/// a character that is cut. Half a surrogate pair or half a unit becomes bytes that are not UTF-8.
std::size_t append_utf8(std::string& out, std::string_view utf16, ByteOrder order, bool last);

/// Another stream, in UTF-8 whatever it is in.
class Utf8Stream final : public ByteStream {
 public:
  explicit Utf8Stream(ByteStream& from) : from_(from) {}
  std::size_t read(char* to, std::size_t room) override;
  bool seek(std::uint64_t byte) override;
  [[nodiscard]] std::uint64_t size() const override { return order_ == ByteOrder::utf8 ? from_.size() : 0; }
  [[nodiscard]] Text trouble() const override { return from_.trouble(); }

 private:
  void begin();
  void fill();

  ByteStream& from_;
  bool begun_ = false;
  bool ended_ = false;
  ByteOrder order_ = ByteOrder::utf8;
  std::string raw_;   // read and not turned yet
  std::string text_;  // turned and not given yet, from at_ on
  std::size_t at_ = 0;
};

}  // namespace edge
}  // namespace HOTRO_ABI
}  // namespace hotro
