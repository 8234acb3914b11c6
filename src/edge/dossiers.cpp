// SPDX-License-Identifier: Apache-2.0
#include "hotro/edge/dossiers.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <unordered_map>

#include "hotro/edge/cells.hpp"
#include "hotro/edge/csv.hpp"
#include "hotro/limits.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace edge {
namespace {

/// Among how many enterprises a misspelt id is compared, and for how many misspelt ids.
constexpr std::size_t most_compared = 5000;
constexpr std::size_t most_suggested = 1000;

std::size_t width(ColumnType type) {
  switch (type) {
    case ColumnType::i32: return 4;
    case ColumnType::i64: return 8;
    default: return 1;
  }
}

ColumnType column_type(const Input& input) {
  constexpr std::int64_t narrow = 0x7FFF'FFFF;
  if (input.kind == Kind::truth) return ColumnType::truth;
  if (input.kind == Kind::choice && input.options.size() <= 256) return ColumnType::u8;
  if (input.range.low >= -narrow && input.range.high <= narrow) return ColumnType::i32;
  return ColumnType::i64;
}

void append(ColumnData& column, const Cell& cell, const Input& input) {
  std::int64_t value = cell.value;
  if (cell.state == CellState::missing) {
    // A harmless value; for truths unknown is a value of its own.
    value = column.type == ColumnType::truth ? static_cast<std::int64_t>(Truth::unknown) : input.range.low;
    if (column.validity.empty() && column.type != ColumnType::truth) {
      column.validity.assign(column.rows / 8 + 1, 0xFF);
    }
  }
  if (!column.validity.empty()) {
    if (column.rows / 8 >= column.validity.size()) column.validity.push_back(0);
    const auto bit = static_cast<std::uint8_t>(1U << (column.rows % 8));
    std::uint8_t& byte = column.validity[column.rows / 8];
    byte = static_cast<std::uint8_t>(cell.state == CellState::missing ? byte & ~bit : byte | bit);
  }
  const auto byte = static_cast<std::uint8_t>(value);
  const auto narrow = static_cast<std::int32_t>(value);
  const std::size_t size = width(column.type);
  const void* bytes = &value;
  if (size == 1) bytes = &byte;
  if (size == 4) bytes = &narrow;
  column.cells.resize(column.cells.size() + size);
  std::memcpy(column.cells.data() + column.cells.size() - size, bytes, size);
  ++column.rows;
}

/// 1.23E+11, which a spreadsheet has made of a long number.
bool is_shortened(std::string_view id) {
  const std::size_t e = id.find_first_of("Ee");
  if (e == std::string_view::npos || e == 0 || e + 2 >= id.size() || id[e + 1] != '+') return false;
  return id.substr(0, e).find_first_not_of("0123456789.,") == std::string_view::npos &&
         id.substr(e + 2).find_first_not_of("0123456789") == std::string_view::npos;
}

/// What is wrong with an id; empty if nothing is. Two ids that look the same are the same.
Text id_trouble(std::string_view id) {
  if (is_shortened(id))
    return {"mã có đủ các chữ số; bảng tính đã rút gọn: định dạng cột là văn bản rồi nhập lại",
            "all digits of the id; a spreadsheet shortened it: format the column as text and enter it again"};
  if (is_formula(id))
    return {"mã không bắt đầu bằng = + - @, vì bảng tính sẽ chạy nó như công thức",
            "an id that does not begin with = + - @: a spreadsheet would run it as a formula"};
  const auto plain = [](char c) { return c >= ' ' && c <= '~'; };
  if (!std::all_of(id.begin(), id.end(), plain) && visible(id) != id)
    return {"mã trên một dòng, không có ký tự điều khiển hay ký tự không nhìn thấy",
            "an id on one line, without control characters or others that nobody sees"};
  return {};
}

/// Persons are the same whatever blanks, dots and dashes, capitals and leading zeros their ids are written
/// with: spreadsheets drop zeros, and people group digits.
std::string person_key(std::string_view id) {
  std::string key;
  for (const char c : id) {
    if (c == ' ' || c == '.' || c == '-') continue;
    key += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  }
  if (key.empty()) return std::string(id);
  if (key.find_first_not_of("0123456789") == std::string::npos)
    key.erase(0, std::min(key.find_first_not_of('0'), key.size() - 1));
  return key;
}

/// What stands in a column of the file.
struct Use {
  enum class What : std::uint8_t { nothing, dossier_id, enterprise_id, fact, person } what = What::nothing;
  std::uint32_t input = none;
};

class TableReader {
 public:
  TableReader(const Program& program, const TextFile& file, bool of_enterprise, Dossiers& out)
      : program_(program),
        currency_(program.data().currency),
        file_(file),
        of_enterprise_(of_enterprise),
        out_(out),
        reader_(file.text),
        cells_(program.inputs().size()) {}

  /// Reads the first row. False, with errors, if rows cannot be read under it.
  bool read_header();
  /// Reads the next row into id(), other ids and cells; false at the end.
  bool next();
  [[nodiscard]] bool failed() const { return failed_; }
  [[nodiscard]] std::uint32_t line() const { return row_.line; }
  [[nodiscard]] const std::string& dossier_id() const { return dossier_id_; }
  [[nodiscard]] const std::string& enterprise_id() const { return enterprise_id_; }
  [[nodiscard]] const std::string& person() const { return person_; }
  [[nodiscard]] bool has_person() const { return has_person_; }
  /// Appends the cells that were read to the columns.
  void keep();

  /// An error of the row read last.
  void report(std::string column, std::string value, std::string_view code, Text expected) {
    failed_ = true;
    out_.errors.push_back(
        {file_.name, row_.line, std::move(column), std::move(value), std::string(code), std::move(expected)});
  }

 private:
  Use find_use(std::string_view header, std::vector<std::string>& known) const;
  void warn(const std::string& column, std::string_view code, Text expected) {
    out_.warnings.push_back({file_.name, row_.line, column, "", std::string(code), std::move(expected)});
  }
  void read_cells();
  void read_id(std::size_t column, std::string& id);
  void report_fault();

  const Program& program_;
  Currency currency_;
  const TextFile& file_;
  bool of_enterprise_;
  Dossiers& out_;
  CsvReader reader_;
  CsvRow row_;
  std::vector<std::string> header_;
  std::vector<Use> uses_;
  std::vector<bool> told_;   // of nameless columns: that they hold something
  std::vector<Cell> cells_;  // by input
  std::string dossier_id_, enterprise_id_, person_;
  bool has_person_ = false;
  bool failed_ = false;
};

Use TableReader::find_use(std::string_view header, std::vector<std::string>& known) const {
  using What = Use::What;
  constexpr std::string_view group = "enterprise.";
  if (!of_enterprise_) known.emplace_back("dossier_id");
  known.emplace_back("enterprise_id");
  if (header == "dossier_id" && !of_enterprise_) return {What::dossier_id, none};
  if (header == "enterprise_id") return {What::enterprise_id, none};
  for (std::uint32_t i = 0; i < program_.inputs().size(); ++i) {
    const Input& input = program_.inputs()[i];
    if (input.of_enterprise != of_enterprise_) continue;
    const std::string_view path = input.path;
    const std::string_view bare =
        of_enterprise_ && path.substr(0, group.size()) == group ? path.substr(group.size()) : path;
    if (header == path || header == bare) {
      if (input.kind != Kind::text) return {What::fact, i};
      return {input.person ? What::person : What::nothing, i};
    }
    known.emplace_back(bare);
  }
  return {};
}

bool TableReader::read_header() {
  if (!reader_.next(row_)) {
    row_.line = 0;
    report("", "", "empty_file",
           {"một dòng tiêu đề và các dòng dữ liệu", "a row of column names, and rows of data"});
    return false;
  }
  if (row_.fault != CsvFault::none) {
    report_fault();
    return false;
  }
  bool has_id = false;
  bool needs_enterprise = of_enterprise_ || needs_enterprises(program_);
  for (const std::string_view cell : row_.cells) {
    const std::string column(trim(cell));
    std::vector<std::string> known;
    const Use use = find_use(column, known);
    bool twice = false;
    for (std::size_t i = 0; i < header_.size(); ++i) {
      // A fact of an enterprise has two names.
      const bool same_use =
          use.what != Use::What::nothing && uses_[i].what == use.what && uses_[i].input == use.input;
      twice = twice || same_use || (!column.empty() && header_[i] == column);
    }
    if (twice) {
      report(shown(column), "", "duplicate_column", {"mỗi cột một lần", "each column once"});
    } else if (use.what == Use::What::nothing && use.input == none && !column.empty()) {
      const Text close = did_you_mean_text(column, known);
      warn(shown(column), "unknown_column",
           {"cột này không được đọc" + (close.vi.empty() ? "" : "; " + close.vi),
            "this column is not read" + (close.en.empty() ? "" : "; " + close.en)});
    }
    has_id = has_id || use.what == (of_enterprise_ ? Use::What::enterprise_id : Use::What::dossier_id);
    if (use.what == Use::What::enterprise_id) needs_enterprise = false;
    has_person_ = has_person_ || use.what == Use::What::person;
    if (use.what == Use::What::fact) out_.columns[use.input].present = true;
    header_.push_back(column);
    uses_.push_back(use);
  }
  told_.assign(header_.size(), false);
  Text required{"cột này phải có", "a column of that name"};
  if (header_.size() == 1) {
    required.vi += "; dòng tiêu đề chỉ có một ô: các ô cách nhau bằng dấu phẩy, dấu chấm phẩy hoặc tab";
    required.en += "; the first row has a single cell: cells are separated by commas, semicolons or tabs";
  }
  if (!has_id) report(of_enterprise_ ? "enterprise_id" : "dossier_id", "", "missing_column", required);
  if (needs_enterprise && has_id) report("enterprise_id", "", "missing_column", required);
  if (!of_enterprise_ && !has_person_ && !out_.person_column.empty()) {
    warn(out_.person_column, "missing_column",
         {"không có cột này thì không biết được một người có hai hồ sơ hay không",
          "without it nobody can see whether a person has a second dossier"});
  }
  return !failed_;
}

void TableReader::report_fault() {
  Text expected;
  switch (row_.fault) {
    case CsvFault::open_quote: expected = {"dấu ngoặc kép đóng", "a closing quote"}; break;
    case CsvFault::stray_quote:
      expected = {"ô trong ngoặc kép kết thúc ở dấu ngoặc đóng; dấu ngoặc trong ô viết hai lần",
                  "a quoted cell that ends at its closing quote; a quote inside it is written twice"};
      break;
    case CsvFault::too_large:
      expected = {fmt::format("không quá {} ô một dòng, {} byte một ô", most_cells, longest_cell),
                  fmt::format("at most {} cells a row and {} bytes a cell", most_cells, longest_cell)};
      break;
    case CsvFault::not_utf8:
      expected = {"tệp lưu bằng mã UTF-8 (trong bảng tính: lưu thành \"CSV UTF-8\"), không có ký tự NUL",
                  "a file saved as UTF-8 (in a spreadsheet: save as \"CSV UTF-8\"), without NUL"};
      break;
    case CsvFault::none: break;
  }
  std::string column;  // the first that is not UTF-8
  for (std::size_t i = row_.cells.size(); i-- > 0;) {
    if (i < header_.size() && !is_utf8(row_.cells[i])) column = shown(header_[i]);
  }
  report(std::move(column), "", name(row_.fault), expected);
}

bool TableReader::next() {
  if (!reader_.next(row_)) return false;
  if (out_.errors.size() >= most_data_errors) {
    const Wide most = static_cast<std::int64_t>(most_data_errors);
    report("", "", "too_large",
           {fmt::format("nhiều nhất {} lỗi; phần còn lại không được đọc", grouped(most, Language::vi)),
            fmt::format("at most {} errors; the rest is not read", grouped(most, Language::en))});
    out_.readable = false;
    return false;
  }
  failed_ = false;
  dossier_id_.clear();
  enterprise_id_.clear();
  person_.clear();
  if (row_.fault != CsvFault::none) {
    report_fault();
  } else if (row_.cells.size() != header_.size()) {
    report("", "", "wrong_cell_count",
           {fmt::format("{} ô như dòng tiêu đề, không phải {}; ô có dấu phân cách đặt trong ngoặc kép",
                        header_.size(), row_.cells.size()),
            fmt::format("{} cells, as in the header, not {}; a cell that holds a separator stands in quotes",
                        header_.size(), row_.cells.size())});
  } else {
    read_cells();
  }
  return true;
}

void TableReader::read_id(std::size_t column, std::string& id) {
  const std::string_view text = trim(row_.cells[column]);
  const Text trouble = id_trouble(text);
  id = text;
  if (trouble.empty()) return;
  const bool person = uses_[column].what == Use::What::person;
  report(header_[column], person ? std::string() : shown(text), "not_an_id", trouble);
}

void TableReader::read_cells() {
  for (std::size_t i = 0; i < uses_.size(); ++i) {
    const std::string_view text = row_.cells[i];
    switch (uses_[i].what) {
      case Use::What::nothing:
        if (header_[i].empty() && !told_[i] && !trim(text).empty()) {
          told_[i] = true;
          warn("", "unknown_column",
               {fmt::format("cột {} không có tên nên không được đọc", i + 1),
                fmt::format("column {} has no name, and is not read", i + 1)});
        }
        break;
      case Use::What::dossier_id: read_id(i, dossier_id_); break;
      case Use::What::enterprise_id: read_id(i, enterprise_id_); break;
      case Use::What::person: read_id(i, person_); break;
      case Use::What::fact: {
        const Input& input = program_.inputs()[uses_[i].input];
        Cell& cell = cells_[uses_[i].input];
        cell = read_cell(input, text, currency_);
        if (cell.state != CellState::value && cell.state != CellState::missing) {
          report(header_[i], shown(trim(text)), name(cell.state),
                 expected(input, cell.state, text, currency_));
        }
      }
    }
  }
}

void TableReader::keep() {
  for (const Use& use : uses_) {
    if (use.what == Use::What::fact)
      append(out_.columns[use.input], cells_[use.input], program_.inputs()[use.input]);
  }
}

/// Where an id stands first.
struct First {
  std::uint32_t line = 0;
  std::int32_t row = -1;  // -1: a row with errors
};
using Index = std::unordered_map<std::string, First>;

Text first_in(std::uint32_t line) {
  return {fmt::format("mã chưa dùng; dòng {} đã dùng mã này", line),
          fmt::format("an id of its own; row {} has this one", line)};
}

void read_enterprises(TableReader& reader, Dossiers& out, Index& index) {
  if (!reader.read_header()) {
    out.readable = false;
    return;
  }
  while (reader.next()) {
    const std::string& id = reader.enterprise_id();
    First* known = nullptr;
    if (id.empty()) {
      if (!reader.failed())
        reader.report("enterprise_id", "", "missing_id", {"mã doanh nghiệp", "the id of the enterprise"});
    } else if (!id_trouble(id).empty()) {
      continue;
    } else if (const auto [entry, added] = index.try_emplace(id, First{reader.line(), -1}); !added) {
      reader.report("enterprise_id", shown(id), "duplicate_enterprise", first_in(entry->second.line));
      entry->second.row = -1;  // which of the two rows is right cannot be known
    } else {
      known = &entry->second;
    }
    if (reader.failed()) continue;
    known->row = static_cast<std::int32_t>(out.enterprise_ids.size());
    out.enterprise_ids.push_back(id);
    reader.keep();
  }
}

class ApplicantsReader {
 public:
  ApplicantsReader(const Program& program, const TextFile& file, Dossiers& out, const Index& enterprises,
                   std::string enterprises_file)
      : reader_(program, file, false, out),
        out_(out),
        enterprises_(enterprises),
        enterprises_file_(std::move(enterprises_file)),
        needs_enterprises_(needs_enterprises(program)) {
    known_ids_.assign(out.enterprise_ids.begin(),
                      out.enterprise_ids.begin() +
                          static_cast<std::ptrdiff_t>(std::min(out.enterprise_ids.size(), most_compared)));
  }

  void read() {
    if (!reader_.read_header()) {
      out_.readable = false;
      return;
    }
    while (reader_.next()) {
      ++out_.rows_read;
      DossierRow row{reader_.dossier_id(), reader_.person(), -1, reader_.line()};
      check_id();
      check_person();
      row.enterprise = find_enterprise();
      if (reader_.failed()) {
        ++out_.rows_failed;
        continue;
      }
      reader_.keep();
      out_.rows.push_back(std::move(row));
    }
  }

 private:
  void check_id() {
    const std::string& id = reader_.dossier_id();
    if (id.empty()) {
      if (!reader_.failed())
        reader_.report("dossier_id", "", "missing_id", {"mã hồ sơ", "the id of the dossier"});
      return;
    }
    if (!id_trouble(id).empty()) return;
    const auto [entry, added] = dossiers_.try_emplace(id, First{reader_.line(), 0});
    if (!added) reader_.report("dossier_id", shown(id), "duplicate_dossier", first_in(entry->second.line));
  }

  void check_person() {
    if (!reader_.has_person()) return;
    if (!id_trouble(reader_.person()).empty()) return;
    if (reader_.person().empty()) {
      if (reader_.failed()) return;
      reader_.report(out_.person_column, "", "missing_person",
                     {"mã của người đề nghị, để một người không được chi hai lần",
                      "the applicant's id, so that nobody is paid twice"});
      return;
    }
    const auto [entry, added] = persons_.try_emplace(person_key(reader_.person()), First{reader_.line(), 0});
    if (added) return;
    reader_.report(
        out_.person_column, "", "second_dossier",
        {fmt::format("mỗi người một hồ sơ; người này đã có hồ sơ ở dòng {}", entry->second.line),
         fmt::format("one dossier a person; row {} is a dossier of the same person", entry->second.line)});
  }

  std::int32_t find_enterprise() {
    const std::string& id = reader_.enterprise_id();
    if (!needs_enterprises_ || id.empty() || !id_trouble(id).empty()) return -1;
    const auto entry = enterprises_.find(id);
    if (entry == enterprises_.end()) {
      const Text close = ++unknown_ <= most_suggested ? did_you_mean_text(id, known_ids_) : Text{};
      reader_.report(
          "enterprise_id", shown(id), "unknown_enterprise",
          {fmt::format("một mã có trong {}{}{}", enterprises_file_, close.vi.empty() ? "" : "; ", close.vi),
           fmt::format("an id in {}{}{}", enterprises_file_, close.en.empty() ? "" : "; ", close.en)});
    } else if (entry->second.row < 0) {
      reader_.report("enterprise_id", shown(id), "bad_enterprise",
                     {fmt::format("doanh nghiệp không có lỗi dữ liệu; xem dòng {} của {}", entry->second.line,
                                  enterprises_file_),
                      fmt::format("an enterprise without errors; see row {} of {}", entry->second.line,
                                  enterprises_file_)});
    } else {
      return entry->second.row;
    }
    return -1;
  }

  TableReader reader_;
  Dossiers& out_;
  const Index& enterprises_;
  std::string enterprises_file_;
  bool needs_enterprises_;
  std::vector<std::string> known_ids_;
  std::size_t unknown_ = 0;
  Index dossiers_, persons_;
};

}  // namespace

bool needs_enterprises(const Program& program) {
  for (const Input& input : program.inputs()) {
    if (input.of_enterprise) return true;
  }
  return false;
}

Dossiers read_dossiers(const Program& program, const TextFile& applicants, const TextFile& enterprises) {
  Dossiers out;
  for (const Input& input : program.inputs()) {
    out.columns.push_back({column_type(input), false, {}, {}, 0});
    if (input.person) out.person_column = input.path;
  }
  Index index;
  if (needs_enterprises(program)) {
    TableReader reader(program, enterprises, true, out);
    read_enterprises(reader, out, index);
    if (!out.readable) return out;
  }
  ApplicantsReader(program, applicants, out, index, enterprises.name).read();
  return out;
}

Table Dossiers::table() {
  views_.clear();
  for (const ColumnData& column : columns) {
    const bool empty = !column.present || column.cells.empty();
    views_.push_back({empty ? nullptr : column.cells.data(),
                      empty || column.validity.empty() ? nullptr : column.validity.data(), column.type});
  }
  enterprise_.clear();
  for (const DossierRow& row : rows) enterprise_.push_back(row.enterprise);
  return {rows.size(), views_, enterprise_ids.size(), enterprise_.data()};
}

void Dossiers::fill(std::size_t row, Facts& facts) const {
  facts.clear();
  for (std::uint32_t i = 0; i < columns.size(); ++i) {
    const ColumnData& column = columns[i];
    std::size_t at = row;
    if (facts.program().inputs()[i].of_enterprise) {
      if (rows[row].enterprise < 0) continue;
      at = static_cast<std::size_t>(rows[row].enterprise);
    }
    if (!column.present || at >= column.rows) continue;
    if (!column.validity.empty() && (column.validity[at / 8] >> (at % 8) & 1U) == 0) continue;
    const std::size_t size = width(column.type);
    const std::uint8_t* cell = column.cells.data() + at * size;
    std::int64_t value = 0;
    if (size == 1) value = *cell;
    if (size == 4) {
      std::int32_t narrow = 0;
      std::memcpy(&narrow, cell, size);
      value = narrow;
    }
    if (size == 8) std::memcpy(&value, cell, size);
    // In its range since it was read; a truth may be unknown, which sets nothing.
    static_cast<void>(facts.set(i, value));
  }
}

}  // namespace edge
}  // namespace HOTRO_ABI
}  // namespace hotro
