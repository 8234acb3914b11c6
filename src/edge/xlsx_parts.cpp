// SPDX-License-Identifier: Apache-2.0
#include "xlsx_parts.hpp"

#include <zip.h>

#include <memory>
#include <vector>

#include "hotro/edge/cells.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace edge {
namespace {

Text more_than(std::size_t most, std::string_view unit_vi, std::string_view unit_en) {
  const Wide number = static_cast<std::int64_t>(most);
  return {"bảng tính quá lớn: hơn " + grouped(number, Language::vi) + " " + std::string(unit_vi),
          "the workbook is too large: it has more than " + grouped(number, Language::en) + " " +
              std::string(unit_en)};
}

/// How many entries the zip file's directory has at most. Each begins with this mark; libzip keeps them all
/// before it can be asked.
std::size_t count_entries(std::string_view bytes) {
  constexpr std::string_view mark = "PK\1\2";
  std::size_t count = 0;
  for (std::size_t at = bytes.find(mark); at != std::string_view::npos; at = bytes.find(mark, at + 1))
    ++count;
  return count;
}

}  // namespace

Text damaged(const Text& how) {
  return {"bảng tính bị hỏng: " + how.vi, "the workbook is damaged: " + how.en};
}

Text locked() {
  return {"bảng tính có mật khẩu: hãy bỏ mật khẩu rồi lưu lại",
          "the workbook is protected by a password: save it without one"};
}

WorkbookParts::~WorkbookParts() {
  if (zip_ != nullptr) zip_discard(zip_);
}

bool WorkbookParts::open(std::string_view bytes, Text& trouble) {
  if (count_entries(bytes) > most_workbook_parts) {
    trouble = more_than(most_workbook_parts, "tệp bên trong", "files inside");
    return false;
  }
  zip_source_t* source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, nullptr);
  if (source != nullptr) zip_ = zip_open_from_source(source, ZIP_RDONLY, nullptr);
  if (zip_ != nullptr) return true;
  zip_source_free(source);
  trouble = damaged(
      {"không mở được như tệp nén zip; có thể tệp bị cắt cụt", "it is no whole zip file; it may be cut off"});
  return false;
}

bool WorkbookParts::has(const std::string& name) const {
  return zip_name_locate(zip_, name.c_str(), ZIP_FL_NOCASE | ZIP_FL_ENC_RAW) >= 0;
}

bool WorkbookParts::read(const std::string& name, std::size_t most_bytes, XmlHandler& handler,
                         Text& trouble) {
  constexpr std::size_t at_once = 131'072;
  const auto fail = [&](const Text& how) {
    trouble = damaged({shown(name) + ": " + how.vi, shown(name) + ": " + how.en});
    return false;
  };
  const zip_int64_t index = zip_name_locate(zip_, name.c_str(), ZIP_FL_NOCASE | ZIP_FL_ENC_RAW);
  if (index < 0) return fail({"thiếu phần này", "this part is missing"});
  const std::unique_ptr<zip_file_t, int (*)(zip_file_t*)> file(
      zip_fopen_index(zip_, static_cast<zip_uint64_t>(index), 0), zip_fclose);
  if (file == nullptr) {
    const int error = zip_error_code_zip(zip_get_error(zip_));
    if (error != ZIP_ER_NOPASSWD) return fail({"không giải nén được", "it cannot be unpacked"});
    trouble = locked();
    return false;
  }
  XmlParser parser(handler);
  std::vector<char> buffer(at_once);
  for (std::size_t read = 0;;) {
    const zip_int64_t count = zip_fread(file.get(), buffer.data(), buffer.size());
    if (count < 0) return fail({"không giải nén được", "it cannot be unpacked"});
    const auto size = static_cast<std::size_t>(count);
    read += size;
    if (read > most_bytes || size > left_) {
      trouble = more_than(read > most_bytes ? most_bytes : most_, "byte khi giải nén", "bytes unpacked");
      return false;
    }
    left_ -= size;
    if (!parser.feed({buffer.data(), size}, size == 0)) {
      if (handler.trouble().empty()) return fail(parser.trouble());
      trouble = handler.trouble();
      return false;
    }
    if (size == 0) return true;
  }
}

}  // namespace edge
}  // namespace HOTRO_ABI
}  // namespace hotro
