// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "hotro/citation.hpp"
#include "hotro/phases/table_text.hpp"

namespace hotro::cli {

/// The files for people in their folder, which only its owner may enter: they name people. What cannot be
/// written is said on the error stream, and false is returned.
class ListsFolder {
 public:
  ListsFolder(std::string path, Language language) : path_(std::move(path)), language_(language) {}

  bool make();
  /// With a folder inside it, which is emptied if `mark` shows that an earlier run has written here.
  bool make(const std::string& inner, const std::string& mark);
  bool save(const std::string& name, const std::string& text);
  /// As a page, as CSV and as a workbook.
  bool save(const std::string& name, phases::TableText table);

  [[nodiscard]] int files() const { return files_; }

 private:
  bool trouble(const std::string& file) const;

  std::string path_;
  Language language_;
  int files_ = 0;
};

}  // namespace hotro::cli
