// SPDX-License-Identifier: Apache-2.0
#pragma once

// The bytes of a table as they come: from a file, a pipe or memory.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "../citation.hpp"
#include "../config.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace edge {

class ByteStream {
 public:
  ByteStream() = default;
  ByteStream(const ByteStream&) = delete;
  ByteStream& operator=(const ByteStream&) = delete;
  virtual ~ByteStream() = default;

  /// At most `room` bytes; 0 at the end, or where reading fails.
  virtual std::size_t read(char* to, std::size_t room) = 0;
  /// Goes back to a byte that was read; false where that is not possible, as in a pipe.
  virtual bool seek(std::uint64_t byte) = 0;
  /// How many bytes there are in all; 0 if that is not known.
  [[nodiscard]] virtual std::uint64_t size() const { return 0; }
  /// Why reading failed; empty if it did not.
  [[nodiscard]] virtual Text trouble() const { return {}; }
};

class TextStream final : public ByteStream {
 public:
  /// The text must outlive the stream.
  explicit TextStream(std::string_view text) : text_(text) {}
  std::size_t read(char* to, std::size_t room) override;
  bool seek(std::uint64_t byte) override;
  [[nodiscard]] std::uint64_t size() const override { return text_.size(); }

 private:
  std::string_view text_;
  std::size_t at_ = 0;
};

class FileStream final : public ByteStream {
 public:
  /// `-` is the standard input. trouble() says why it cannot be opened.
  explicit FileStream(const std::string& path);
  ~FileStream() override;
  std::size_t read(char* to, std::size_t room) override;
  bool seek(std::uint64_t byte) override;
  [[nodiscard]] std::uint64_t size() const override { return size_; }
  [[nodiscard]] Text trouble() const override { return trouble_; }

 private:
  int descriptor_ = -1;
  bool regular_ = false;  // neither a pipe nor a terminal
  std::uint64_t size_ = 0;
  Text trouble_;
};

}  // namespace edge
}  // namespace HOTRO_ABI
}  // namespace hotro
