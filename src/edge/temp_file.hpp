// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>

#include "hotro/citation.hpp"
#include "hotro/config.hpp"
#include "hotro/edge/stream.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace edge {

/// A file without a name in the folder for temporary files (TMPDIR); it is made when it is first written to,
/// and gone with the process, however that ends.
class TempFile {
 public:
  TempFile() = default;
  TempFile(const TempFile&) = delete;
  TempFile& operator=(const TempFile&) = delete;
  ~TempFile();

  /// False with trouble() if the bytes cannot be kept.
  bool append(const void* bytes, std::size_t count);
  /// How many of the bytes from there on it got; fewer only at the end, or with trouble().
  std::size_t read(std::uint64_t at, void* to, std::size_t count);
  [[nodiscard]] std::uint64_t size() const { return size_; }
  [[nodiscard]] const Text& trouble() const { return trouble_; }

 private:
  bool open();
  int descriptor_ = -1;
  std::uint64_t size_ = 0;
  Text trouble_;
};

/// What was kept in one, from its beginning.
class TempStream final : public ByteStream {
 public:
  explicit TempStream(TempFile& file) : file_(file) {}
  std::size_t read(char* to, std::size_t room) override {
    const std::size_t count = file_.read(at_, to, room);
    at_ += count;
    return count;
  }
  bool seek(std::uint64_t byte) override {
    at_ = byte;
    return true;
  }
  [[nodiscard]] Text trouble() const override { return file_.trouble(); }

 private:
  TempFile& file_;
  std::uint64_t at_ = 0;
};

}  // namespace edge
}  // namespace HOTRO_ABI
}  // namespace hotro
