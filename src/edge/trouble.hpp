// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <system_error>

#include "hotro/citation.hpp"
#include "hotro/config.hpp"
#include "hotro/edge/cells.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace edge {

/// Why a file cannot be read or written, for people.
inline Text trouble_of(const std::error_code& error) {
  if (error == std::errc::no_such_file_or_directory)
    return {"không có tệp này", "there is no such file or folder"};
  if (error == std::errc::permission_denied) return {"không được phép đọc", "reading it is not permitted"};
  if (error == std::errc::is_a_directory) return {"đây là thư mục", "it is a folder"};
  return {error.message(), error.message()};
}
inline Text trouble_of(int reason) { return trouble_of(std::error_code(reason, std::generic_category())); }
/// It has more than so many bytes.
inline Text too_large(std::size_t largest) {
  const Wide most = static_cast<std::int64_t>(largest);
  return {"tệp lớn hơn " + grouped(most, Language::vi) + " byte",
          "it is larger than " + grouped(most, Language::en) + " bytes"};
}

}  // namespace edge
}  // namespace HOTRO_ABI
}  // namespace hotro
