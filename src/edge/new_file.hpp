// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "hotro/citation.hpp"
#include "hotro/config.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace edge {

/// A file that takes the place of another, or of none, once all of it is written: beside it, under another
/// name, and removed unless keep() is called.
class NewFile {
 public:
  explicit NewFile(std::string path) : path_(std::move(path)) {}
  NewFile(const NewFile&) = delete;
  NewFile& operator=(const NewFile&) = delete;
  ~NewFile();

  /// Makes it, empty. False with trouble().
  bool open();
  /// Where to write it.
  [[nodiscard]] const std::string& name() const { return name_; }
  /// When it is written and closed: waits until it is on the disk, and gives it its place. False with
  /// trouble().
  bool keep();
  [[nodiscard]] const Text& trouble() const { return trouble_; }

 private:
  bool fail(int reason);

  std::string path_;
  std::string name_;  // empty if there is none
  Text trouble_;
};

}  // namespace edge
}  // namespace HOTRO_ABI
}  // namespace hotro
