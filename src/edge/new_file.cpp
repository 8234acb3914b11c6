// SPDX-License-Identifier: Apache-2.0
#include "new_file.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>

#include "trouble.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace edge {

NewFile::~NewFile() {
  if (!name_.empty()) ::unlink(name_.c_str());
}

bool NewFile::fail(int reason) {
  trouble_ = trouble_of(reason);
  return false;
}

bool NewFile::open() {
  constexpr int most_tries = 100;
  for (int i = 0; i < most_tries; ++i) {
    const std::string name = fmt::format("{}.{}-{}.part", path_, ::getpid(), i);
    const int descriptor = ::open(name.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (descriptor < 0 && errno == EEXIST) continue;
    if (descriptor < 0) return fail(errno);
    ::close(descriptor);
    name_ = name;
    return true;
  }
  return fail(EEXIST);
}

bool NewFile::keep() {
  const int descriptor = ::open(name_.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) return fail(errno);
  const int reason = ::fsync(descriptor) == 0 ? 0 : errno;
  ::close(descriptor);
  if (reason != 0) return fail(reason);
  if (std::rename(name_.c_str(), path_.c_str()) != 0) return fail(errno);
  name_.clear();
  return true;
}

}  // namespace edge
}  // namespace HOTRO_ABI
}  // namespace hotro
