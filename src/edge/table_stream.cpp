// SPDX-License-Identifier: Apache-2.0
#include "hotro/edge/table_stream.hpp"

#include <algorithm>

#include "hotro/limits.hpp"
#include "trouble.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace edge {
namespace {

/// Appends until there are so many bytes, or no more.
void fill(FileStream& file, std::string& bytes, std::size_t most) {
  constexpr std::size_t at_once = std::size_t{1} << 20U;
  for (std::size_t count = 1; count != 0 && bytes.size() < most;) {
    const std::size_t before = bytes.size();
    bytes.resize(before + std::min(at_once, most - before));
    count = file.read(bytes.data() + before, bytes.size() - before);
    bytes.resize(before + count);
  }
}

}  // namespace

TableStream::TableStream(const std::string& path) : file_(path) {
  constexpr std::size_t enough = 8;
  fill(file_, begin_, enough);
  if (is_workbook(begin_))
    read_workbook();
  else if (file_.seek(0))
    begin_.clear();
}

void TableStream::read_workbook() {
  fill(file_, begin_, largest_table + 1);
  if (!file_.trouble().empty()) return;
  if (begin_.size() > largest_table)
    trouble_ = too_large(largest_table);
  else
    refused_ = !read_sheet(begin_, sheet_, trouble_);
  begin_ = {};
  text_.emplace(sheet_.text);
}

std::size_t TableStream::read(char* to, std::size_t room) {
  if (text_) return text_->read(to, room);
  if (at_ == begin_.size()) return file_.read(to, room);
  const std::size_t count = std::min(room, begin_.size() - at_);
  std::copy_n(begin_.data() + at_, count, to);
  at_ += count;
  return count;
}

bool TableStream::seek(std::uint64_t byte) {
  return text_ ? text_->seek(byte) : begin_.empty() && file_.seek(byte);
}

}  // namespace edge
}  // namespace HOTRO_ABI
}  // namespace hotro
