// SPDX-License-Identifier: Apache-2.0
#pragma once

// Workbooks made of parts, as no spreadsheet would write them.

#include <zip.h>

#include <cstdlib>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace workbooks {

using Parts = std::vector<std::pair<std::string, std::string>>;

/// The parts as a zip file.
inline std::string zipped(const Parts& parts, bool encrypted = false) {
  zip_source_t* whole = zip_source_buffer_create(nullptr, 0, 0, nullptr);
  zip_source_keep(whole);
  zip_t* zip = zip_open_from_source(whole, ZIP_TRUNCATE, nullptr);
  for (const auto& [name, text] : parts) {
    zip_source_t* source = zip_source_buffer(zip, text.data(), text.size(), 0);
    const zip_int64_t index = zip_file_add(zip, name.c_str(), source, ZIP_FL_ENC_UTF_8);
    if (index < 0) zip_source_free(source);
    if (index >= 0 && encrypted)
      zip_file_set_encryption(zip, static_cast<zip_uint64_t>(index), ZIP_EM_AES_128, "secret");
  }
  if (zip_close(zip) != 0) std::abort();
  std::string bytes;
  zip_source_open(whole);
  char buffer[65'536];
  for (zip_int64_t count = 1; count > 0;) {
    count = zip_source_read(whole, buffer, sizeof buffer);
    if (count > 0) bytes.append(buffer, static_cast<std::size_t>(count));
  }
  zip_source_close(whole);
  zip_source_free(whole);
  return bytes;
}

/// A part of a workbook; empty if it is not there.
inline std::string part_text(const std::string& bytes, const char* name) {
  zip_source_t* whole = zip_source_buffer_create(bytes.data(), bytes.size(), 0, nullptr);
  zip_t* zip = zip_open_from_source(whole, ZIP_RDONLY, nullptr);
  if (zip == nullptr) std::abort();
  std::string text;
  if (zip_file_t* file = zip_fopen(zip, name, 0); file != nullptr) {
    char buffer[65'536];
    for (zip_int64_t count = 1; count > 0;) {
      count = zip_fread(file, buffer, sizeof buffer);
      if (count > 0) text.append(buffer, static_cast<std::size_t>(count));
    }
    zip_fclose(file);
  }
  zip_discard(zip);
  return text;
}

/// A workbook of one sheet, `Sheet1`.
struct Book {
  std::string rows;        // within sheetData
  std::string texts;       // within sst
  std::string formats;     // codes: the style of each cell is one of them, from 1 on
  std::string properties;  // of the workbook: date1904="1"
  std::string sheets = R"(<sheet name="Sheet1" sheetId="1" r:id="rId1"/>)";

  [[nodiscard]] Parts parts() const {
    const std::string office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    const std::string main =
        "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" xmlns:r=\"" + office + "\"";
    const std::string links =
        "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">";
    const auto link = [&](const std::string& id, const std::string& type, const std::string& target) {
      return "<Relationship Id=\"" + id + "\" Type=\"" + office + "/" + type + "\" Target=\"" + target +
             "\"/>";
    };
    std::string codes;
    std::string styles = "<xf numFmtId=\"0\"/>";
    std::string_view rest = formats;
    for (int id = 164; !rest.empty(); ++id) {
      const std::string_view code = rest.substr(0, rest.find('\n'));
      rest.remove_prefix(code.size() == rest.size() ? rest.size() : code.size() + 1);
      codes += "<numFmt numFmtId=\"" + std::to_string(id) + "\" formatCode=\"" + std::string(code) + "\"/>";
      styles += "<xf numFmtId=\"" + std::to_string(id) + "\"/>";
    }
    styles += "<xf numFmtId=\"14\"/>";  // behind them
    return {
        {"_rels/.rels", links + link("rId1", "officeDocument", "xl/workbook.xml") + "</Relationships>"},
        {"xl/workbook.xml",
         "<workbook " + main + "><workbookPr " + properties + "/><sheets>" + sheets + "</sheets></workbook>"},
        {"xl/_rels/workbook.xml.rels",
         links + link("rId1", "worksheet", "worksheets/sheet1.xml") +
             link("rId2", "worksheet", "worksheets/sheet2.xml") + link("rId8", "styles", "styles.xml") +
             link("rId9", "sharedStrings", "sharedStrings.xml") + "</Relationships>"},
        {"xl/styles.xml", "<styleSheet " + main + "><numFmts>" + codes +
                              "</numFmts><cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs><cellXfs>" +
                              styles + "</cellXfs></styleSheet>"},
        {"xl/sharedStrings.xml", "<sst " + main + ">" + texts + "</sst>"},
        {"xl/worksheets/sheet1.xml",
         "<worksheet " + main + "><sheetData>" + rows + "</sheetData></worksheet>"},
    };
  }
  [[nodiscard]] std::string bytes() const { return zipped(parts()); }
};

}  // namespace workbooks
