// SPDX-License-Identifier: Apache-2.0
#pragma once

// A table as it comes, whatever it is kept in: CSV piece by piece; a workbook is read whole, and given as
// CSV.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

#include "../citation.hpp"
#include "../config.hpp"
#include "stream.hpp"
#include "xlsx.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace edge {

class TableStream final : public ByteStream {
 public:
  /// `-` is the standard input. What the file begins with says what it is; trouble() why it cannot be opened,
  /// or is a workbook that is refused.
  explicit TableStream(const std::string& path);
  std::size_t read(char* to, std::size_t room) override;
  bool seek(std::uint64_t byte) override;
  [[nodiscard]] std::uint64_t size() const override { return text_ ? text_->size() : file_.size(); }
  [[nodiscard]] Text trouble() const override { return trouble_.empty() ? file_.trouble() : trouble_; }

  /// The sheet of a workbook; without a name and other sheets if the table is kept otherwise.
  [[nodiscard]] const SheetText& sheet() const { return sheet_; }
  /// The file could be read, but is a workbook that is refused.
  [[nodiscard]] bool refused() const { return refused_; }

 private:
  void read_workbook();

  FileStream file_;
  std::string begin_;  // read from it, and to be given first, from at_ on
  std::size_t at_ = 0;
  bool refused_ = false;
  SheetText sheet_;
  std::optional<TextStream> text_;  // of the sheet, if there is one
  Text trouble_;
};

}  // namespace edge
}  // namespace HOTRO_ABI
}  // namespace hotro
