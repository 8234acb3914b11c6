// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdio>
#include <string>
#include <string_view>

#include "terminal.hpp"

namespace hotro::cli {

/// A file that is written, or the standard output.
class Output {
 public:
  explicit Output(const std::string& path) : path_(path) {
    if (to_stdout())
      file_ = stdout;
    else
      file_ = std::fopen(path.c_str(), "wb");
  }
  Output(const Output&) = delete;
  Output& operator=(const Output&) = delete;
  ~Output() {
    if (file_ != nullptr && file_ != stdout) std::fclose(file_);
  }
  [[nodiscard]] bool to_stdout() const { return path_.empty() || path_ == "-"; }
  [[nodiscard]] bool open() const { return file_ != nullptr; }
  bool put(std::string_view text) {
    failed_ = !write(file_, text) || failed_;
    return !failed_;
  }
  /// Whether everything has reached the file.
  bool close() {
    failed_ = std::fflush(file_) != 0 || failed_;
    if (file_ != stdout) failed_ = std::fclose(file_) != 0 || failed_;
    file_ = file_ == stdout ? stdout : nullptr;
    return !failed_;
  }

 private:
  std::string path_;
  std::FILE* file_ = nullptr;
  bool failed_ = false;
};

/// Whether two paths, of which one may be empty, name the same file.
bool same_file(const std::string& a, const std::string& b);

}  // namespace hotro::cli
