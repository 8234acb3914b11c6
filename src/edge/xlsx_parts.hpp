// SPDX-License-Identifier: Apache-2.0
#pragma once

// The files within a workbook, which is a zip file. They are unpacked while they are read, and never written
// anywhere: their names are only compared.

#include <cstddef>
#include <string>
#include <string_view>

#include "hotro/citation.hpp"
#include "hotro/config.hpp"
#include "hotro/limits.hpp"
#include "xml.hpp"

struct zip;

namespace hotro {
inline namespace HOTRO_ABI {
namespace edge {

class WorkbookParts {
 public:
  /// At most so many bytes are unpacked in all.
  explicit WorkbookParts(std::size_t most_bytes = largest_workbook) : most_(most_bytes), left_(most_bytes) {}
  WorkbookParts(const WorkbookParts&) = delete;
  WorkbookParts& operator=(const WorkbookParts&) = delete;
  ~WorkbookParts();

  /// The bytes must outlive the parts. False with the trouble if they are no zip file, or one of more than
  /// `most_workbook_parts`.
  bool open(std::string_view bytes, Text& trouble);
  /// In capitals or not.
  [[nodiscard]] bool has(const std::string& name) const;
  /// Reads a part of at most so many bytes. False with the trouble.
  bool read(const std::string& name, std::size_t most_bytes, XmlHandler& handler, Text& trouble);

 private:
  zip* zip_ = nullptr;
  std::size_t most_;
  std::size_t left_;  // of them
};

/// `the workbook is damaged: …`.
Text damaged(const Text& how);
/// It has a password.
Text locked();

}  // namespace edge
}  // namespace HOTRO_ABI
}  // namespace hotro
