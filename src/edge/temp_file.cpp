// SPDX-License-Identifier: Apache-2.0
#include "temp_file.hpp"

#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <string>

#include "trouble.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace edge {

TempFile::~TempFile() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

bool TempFile::open() {
  std::error_code error;
  const std::filesystem::path folder = std::filesystem::temp_directory_path(error);
  if (error) {
    trouble_ = trouble_of(error.value());
    return false;
  }
  std::string path = (folder / "hotro-XXXXXX").string();
  descriptor_ = ::mkstemp(path.data());
  if (descriptor_ < 0) {
    trouble_ = trouble_of(errno);
    return false;
  }
  ::unlink(path.c_str());
  return true;
}

bool TempFile::append(const void* bytes, std::size_t count) {
  if (!trouble_.empty() || (descriptor_ < 0 && !open())) return false;
  const char* from = static_cast<const char*>(bytes);
  while (count != 0) {
    const ssize_t written = ::pwrite(descriptor_, from, count, static_cast<off_t>(size_));
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) {
      trouble_ = trouble_of(written < 0 ? errno : ENOSPC);
      return false;
    }
    from += written;
    count -= static_cast<std::size_t>(written);
    size_ += static_cast<std::uint64_t>(written);
  }
  return true;
}

std::size_t TempFile::read(std::uint64_t at, void* to, std::size_t count) {
  std::size_t got = 0;
  while (got < count && descriptor_ >= 0) {
    const ssize_t more =
        ::pread(descriptor_, static_cast<char*>(to) + got, count - got, static_cast<off_t>(at + got));
    if (more < 0 && errno == EINTR) continue;
    if (more < 0) trouble_ = trouble_of(errno);
    if (more <= 0) break;
    got += static_cast<std::size_t>(more);
  }
  return got;
}

}  // namespace edge
}  // namespace HOTRO_ABI
}  // namespace hotro
