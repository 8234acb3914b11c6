// SPDX-License-Identifier: Apache-2.0
#include "hotro/edge/xlsx.hpp"

#include <algorithm>
#include <charconv>
#include <map>

#include "hotro/edge/cells.hpp"
#include "hotro/limits.hpp"
#include "xlsx_parts.hpp"
#include "xlsx_sheet.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace edge {
namespace {

constexpr std::string_view old_format = "\xD0\xCF\x11\xE0";
const Text save_anew = {": hãy mở bằng phần mềm bảng tính và lưu thành .xlsx",
                        ": open it in a spreadsheet and save it as .xlsx"};

/// A part that another names: what it is, and where.
struct Link {
  std::string type, target;
};

class LinkReader final : public XmlHandler {
 public:
  void open(std::string_view name, const XmlAttributes& attributes) override {
    if (name != "Relationship" || attributes["TargetMode"] == "External") return;
    links[std::string(attributes["Id"])] = {std::string(attributes["Type"]),
                                            std::string(attributes["Target"])};
  }
  void close(std::string_view) override {}

  /// The first whose type ends with the word; null if there is none.
  [[nodiscard]] const Link* find(std::string_view type) const {
    const auto found = std::find_if(links.begin(), links.end(),
                                    [&](const auto& link) { return link.second.type.ends_with(type); });
    return found == links.end() ? nullptr : &found->second;
  }

  std::map<std::string, Link> links;  // by their ids
};

class BookReader final : public XmlHandler {
 public:
  struct Sheet {
    std::string name, link;
    bool visible = true;
  };
  void open(std::string_view name, const XmlAttributes& attributes) override {
    if (root.empty()) root = name;
    if (name == "workbookPr") from_1904 = attributes["date1904"] == "1" || attributes["date1904"] == "true";
    if (name == "sheet") {
      const std::string_view state = attributes["state"];
      sheets.push_back({std::string(attributes["name"]), std::string(attributes["id"]),
                        state.empty() || state == "visible"});
    }
  }
  void close(std::string_view) override {}

  std::string root;
  bool from_1904 = false;
  std::vector<Sheet> sheets;
};

/// What the styles of cells show of days.
class StyleReader final : public XmlHandler {
 public:
  void open(std::string_view name, const XmlAttributes& attributes) override {
    std::uint32_t id = 0;
    const std::string_view number = attributes["numFmtId"];
    std::from_chars(number.data(), number.data() + number.size(), id);
    if (name == "cellXfs") in_cells_ = true;
    if (name == "numFmt") own_[id] = day_format(attributes["formatCode"]);
    if (name != "xf" || !in_cells_) return;
    const auto found = own_.find(id);
    formats.push_back(found == own_.end() ? built_in_day_format(id) : found->second);
  }
  void close(std::string_view name) override { in_cells_ = in_cells_ && name != "cellXfs"; }

  std::vector<DayFormat> formats;

 private:
  bool in_cells_ = false;
  std::map<std::uint32_t, DayFormat> own_;
};

/// The name of a part that another names: `worksheets/sheet1.xml` in xl/workbook.xml is
/// xl/worksheets/sheet1.xml, /xl/… and ../… are as in paths.
std::string target_of(std::string_view from, std::string_view target) {
  std::string name(from.substr(0, from.rfind('/') + 1));
  if (target.starts_with('/')) name.clear();
  while (!target.empty()) {
    const std::string_view step = target.substr(0, target.find('/'));
    target.remove_prefix(std::min(target.size(), step.size() + 1));
    if (step == "..")
      name.resize(name.size() < 2 ? 0 : name.rfind('/', name.size() - 2) + 1);
    else if (!step.empty() && step != ".")
      name += std::string(step) + "/";
  }
  if (!name.empty()) name.pop_back();
  return name;
}

/// Where the links of a part stand: xl/_rels/workbook.xml.rels.
std::string links_of(std::string_view part) {
  const std::size_t folder = part.rfind('/') + 1;
  return std::string(part.substr(0, folder)) + "_rels/" + std::string(part.substr(folder)) + ".rels";
}

Text other_kind(const WorkbookParts& parts) {
  if (parts.has("mimetype") && parts.has("content.xml"))
    return {"đây là bảng tính OpenDocument (.ods)" + save_anew.vi,
            "it is an OpenDocument spreadsheet (.ods)" + save_anew.en};
  return {"tệp nén này không phải là bảng tính .xlsx", "it is a zip file, but no workbook (.xlsx)"};
}

class Reader {
 public:
  explicit Reader(Text& trouble) : trouble_(trouble) {}
  bool read(std::string_view bytes, SheetText& out) {
    return parts_.open(bytes, trouble_) && find_book() && find_sheet(out) && read_styles() && read_texts() &&
           read_table(out);
  }

 private:
  bool fail(const Text& trouble) {
    trouble_ = trouble;
    return false;
  }
  bool read_small(const std::string& part, XmlHandler& handler) {
    return parts_.read(part, largest_workbook_part, handler, trouble_);
  }

  bool find_book() {
    constexpr const char* first = "_rels/.rels";
    if (!parts_.has(first)) return fail(other_kind(parts_));
    LinkReader links;
    if (!read_small(first, links)) return false;
    const Link* found = links.find("/officeDocument");
    if (found == nullptr) return fail(other_kind(parts_));
    part_ = target_of("", found->target);
    if (part_.ends_with(".bin"))
      return fail({"đây là bảng tính nhị phân (.xlsb)" + save_anew.vi,
                   "it is a binary workbook (.xlsb)" + save_anew.en});
    return read_small(part_, book_) && (book_.root == "workbook" || fail(other_kind(parts_))) &&
           read_small(links_of(part_), links_);
  }

  bool find_sheet(SheetText& out) {
    for (const BookReader::Sheet& sheet : book_.sheets) {
      const auto link = links_.links.find(sheet.link);
      if (!sheet.visible || link == links_.links.end() || !link->second.type.ends_with("/worksheet"))
        continue;
      if (!sheet_.empty()) {
        out.unread.push_back(sheet.name);
        continue;
      }
      out.name = sheet.name;
      sheet_ = target_of(part_, link->second.target);
    }
    return !sheet_.empty() ||
           fail({"bảng tính không có trang nào đang hiện", "the workbook has no visible sheet"});
  }

  bool read_styles() {
    const Link* link = links_.find("/styles");
    StyleReader styles;
    if (link != nullptr && !read_small(target_of(part_, link->target), styles)) return false;
    settings_.formats = std::move(styles.formats);
    return true;
  }

  bool read_texts() {
    const Link* link = links_.find("/sharedStrings");
    return link == nullptr || parts_.read(target_of(part_, link->target), largest_workbook, texts_, trouble_);
  }

  bool read_table(SheetText& out) {
    settings_.name = out.name;
    settings_.from_1904 = book_.from_1904;
    SheetReader sheet(settings_, texts_, out.text);
    return parts_.read(sheet_, largest_workbook, sheet, trouble_);
  }

  Text& trouble_;
  WorkbookParts parts_;
  std::string part_;  // the name of the workbook's own
  BookReader book_;
  LinkReader links_;   // of the workbook
  std::string sheet_;  // the name of the sheet's part
  SheetSettings settings_;
  SharedTexts texts_;
};

}  // namespace

bool is_workbook(std::string_view first_bytes) {
  return first_bytes.starts_with("PK\3\4") || first_bytes.starts_with("PK\5\6") ||
         first_bytes.starts_with(old_format);
}

bool read_sheet(std::string_view bytes, SheetText& out, Text& trouble) {
  out = {};
  if (bytes.starts_with(old_format)) {
    // An encrypted workbook is a file of the old format with this stream in it, named in UTF-16.
    constexpr std::string_view encrypted("E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0", 32);
    if (bytes.find(encrypted) != std::string_view::npos)
      trouble = locked();
    else
      trouble = {"đây là bảng tính định dạng cũ (.xls)" + save_anew.vi,
                 "it is a workbook of the old format (.xls)" + save_anew.en};
    return false;
  }
  if (Reader(trouble).read(bytes, out)) return true;
  out = {};
  return false;
}

}  // namespace edge
}  // namespace HOTRO_ABI
}  // namespace hotro
