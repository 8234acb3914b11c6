// SPDX-License-Identifier: Apache-2.0
#pragma once

// What an office calls its columns: a table with the columns `column` and `fact`, one line for each.
//
//   column,fact
//   Mã hồ sơ,dossier_id
//   Ngày sinh,birth_date

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "../config.hpp"
#include "../program.hpp"
#include "data_error.hpp"
#include "dossiers.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace edge {

class ColumnNames {
 public:
  struct Name {
    std::string column;  // in either table
    std::string fact;    // or dossier_id, enterprise_id
    std::uint64_t row = 0;
  };

  /// Columns that are not named keep the names of their facts. What is wrong is added to `errors`.
  static ColumnNames read(const Program& program, const TextFile& file, std::vector<DataError>& errors);

  /// The fact that a column of that name holds; the name itself where nothing is said of it.
  [[nodiscard]] std::string_view fact(std::string_view column) const;
  [[nodiscard]] const std::vector<Name>& names() const { return names_; }
  [[nodiscard]] const std::string& file() const { return file_; }

 private:
  std::string file_;
  std::vector<Name> names_;
};

}  // namespace edge
}  // namespace HOTRO_ABI
}  // namespace hotro
