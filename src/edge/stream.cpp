// SPDX-License-Identifier: Apache-2.0
#include "hotro/edge/stream.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <system_error>

#include "trouble.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace edge {

std::size_t TextStream::read(char* to, std::size_t room) {
  const std::size_t count = std::min(room, text_.size() - at_);
  std::copy_n(text_.data() + at_, count, to);
  at_ += count;
  return count;
}

bool TextStream::seek(std::uint64_t byte) {
  at_ = static_cast<std::size_t>(std::min<std::uint64_t>(byte, text_.size()));
  return true;
}

FileStream::FileStream(const std::string& path) {
  descriptor_ = path == "-" ? STDIN_FILENO : ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  struct stat about {};
  if (descriptor_ < 0 || ::fstat(descriptor_, &about) != 0) {
    trouble_ = trouble_of(errno);
  } else if (S_ISDIR(about.st_mode)) {
    trouble_ = trouble_of(EISDIR);
  } else {
    regular_ = S_ISREG(about.st_mode) && descriptor_ != STDIN_FILENO;
    if (S_ISREG(about.st_mode)) size_ = static_cast<std::uint64_t>(about.st_size);
  }
}

FileStream::~FileStream() {
  if (descriptor_ > STDIN_FILENO) ::close(descriptor_);
}

std::size_t FileStream::read(char* to, std::size_t room) {
  if (!trouble_.empty()) return 0;
  for (;;) {
    const ssize_t count = ::read(descriptor_, to, room);
    if (count >= 0) return static_cast<std::size_t>(count);
    if (errno == EINTR) continue;
    trouble_ = trouble_of(errno);
    return 0;
  }
}

bool FileStream::seek(std::uint64_t byte) {
  return regular_ && ::lseek(descriptor_, static_cast<off_t>(byte), SEEK_SET) >= 0;
}

}  // namespace edge
}  // namespace HOTRO_ABI
}  // namespace hotro
