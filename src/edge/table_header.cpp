// SPDX-License-Identifier: Apache-2.0
#include "table_header.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "hotro/edge/cells.hpp"
#include "hotro/limits.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace edge {

std::string person_column(const Program& program) {
  for (const Input& input : program.inputs()) {
    if (input.person) return input.path;
  }
  return {};
}

Text expected(CsvFault fault) {
  switch (fault) {
    case CsvFault::open_quote: return {"dấu ngoặc kép đóng", "a closing quote"};
    case CsvFault::stray_quote:
      return {"ô trong ngoặc kép kết thúc ở dấu ngoặc đóng; dấu ngoặc trong ô viết hai lần",
              "a quoted cell that ends at its closing quote; a quote inside it is written twice"};
    case CsvFault::too_large:
      return {fmt::format("không quá {} ô và {} byte một dòng, {} byte một ô", most_cells, longest_row,
                          longest_cell),
              fmt::format("at most {} cells and {} bytes a row, and {} bytes a cell", most_cells, longest_row,
                          longest_cell)};
    case CsvFault::not_utf8:
      return {"tệp lưu bằng mã UTF-8 (trong bảng tính: lưu thành \"CSV UTF-8\"), không có ký tự NUL",
              "a file saved as UTF-8 (in a spreadsheet: save as \"CSV UTF-8\"), without NUL"};
    case CsvFault::none: break;
  }
  return {};
}

bool DataReports::within_limit() {
  if (errors.size() <= most_data_errors) return true;
  errors.resize(most_data_errors + 1);
  DataError& last = errors.back();
  const Wide most = static_cast<std::int64_t>(most_data_errors);
  last.column.clear();
  last.value.clear();
  last.code = "too_large";
  last.expected = {fmt::format("nhiều nhất {} lỗi; phần còn lại không được đọc", grouped(most, Language::vi)),
                   fmt::format("at most {} errors; the rest is not read", grouped(most, Language::en))};
  return false;
}

TableHeader::TableHeader(const Program& program, std::string file, bool of_enterprise,
                         const ColumnNames* names)
    : program_(program),
      currency_(program.data().currency),
      file_(std::move(file)),
      of_enterprise_(of_enterprise),
      names_(names) {}

DataError TableHeader::error(std::uint64_t line, std::string column, std::string_view code,
                             Text expected) const {
  return {file_, line, std::move(column), "", std::string(code), std::move(expected)};
}

TableColumn TableHeader::column(std::string_view name, std::vector<std::string>& known) const {
  constexpr std::string_view group = "enterprise.";
  const std::string_view wanted = names_ == nullptr ? name : names_->fact(name);
  if (!of_enterprise_) known.emplace_back("dossier_id");
  known.emplace_back("enterprise_id");
  TableColumn column;
  column.name = name;
  if (wanted == "dossier_id" && !of_enterprise_) column.use = Use::dossier_id;
  if (wanted == "enterprise_id") column.use = Use::enterprise_id;
  if (column.use != Use::nothing) return column;
  for (std::uint32_t i = 0; i < program_.inputs().size(); ++i) {
    const Input& input = program_.inputs()[i];
    if (input.of_enterprise != of_enterprise_) continue;
    const std::string_view path = input.path;
    const std::string_view bare =
        of_enterprise_ && path.substr(0, group.size()) == group ? path.substr(group.size()) : path;
    if (wanted == path || wanted == bare) {
      column.input = i;
      if (input.kind != Kind::text) {
        column.use = Use::fact;
        column.parser.emplace(input, currency_);
      } else if (input.person) {
        column.use = Use::person;
      }
      return column;
    }
    known.emplace_back(bare);
  }
  for (std::size_t i = 0; names_ != nullptr && i < names_->names().size(); ++i)
    known.push_back(names_->names()[i].column);
  if (name.empty()) column.use = Use::nameless;
  return column;
}

bool TableHeader::read(const CsvHeader& header, DataReports& reports) {
  const std::size_t errors_before = reports.errors.size();
  separator_ = header.separator;
  if (!header.present) {
    reports.errors.push_back(
        error(0, "", "empty_file",
              {"một dòng tiêu đề và các dòng dữ liệu", "a row of column names, and rows of data"}));
    return false;
  }
  if (header.fault != CsvFault::none) {
    std::string column;  // the first that is not UTF-8 has no name that could be shown
    reports.errors.push_back(error(header.line, column, edge::name(header.fault), expected(header.fault)));
    return false;
  }
  for (const std::string& cell : header.cells) {
    const std::string_view name = trim(cell);
    std::vector<std::string> known;
    TableColumn column = this->column(name, known);
    const bool twice = std::any_of(columns_.begin(), columns_.end(), [&](const TableColumn& other) {
      // A fact of an enterprise has two names.
      const bool same_use =
          column.use >= Use::dossier_id && other.use == column.use && other.input == column.input;
      return same_use || (!name.empty() && other.name == name);
    });
    if (twice) {
      reports.errors.push_back(
          error(header.line, shown(name), "duplicate_column", {"mỗi cột một lần", "each column once"}));
    } else if (column.use == Use::nothing && column.input == none) {
      const Text close = did_you_mean_text(name, known);
      reports.warnings.push_back(
          error(header.line, shown(name), "unknown_column",
                {"cột này không được đọc" + (close.vi.empty() ? "" : "; " + close.vi),
                 "this column is not read" + (close.en.empty() ? "" : "; " + close.en)}));
    }
    columns_.push_back(std::move(column));
  }
  const bool fine = reports.errors.size() == errors_before;
  check_required(header.line, reports);
  find_counted(header.line, reports);
  return fine && reports.errors.size() == errors_before;
}

void TableHeader::find_counted(std::uint64_t line, DataReports& reports) {
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    if (columns_[i].input == none) continue;
    const std::string& path = program_.inputs()[columns_[i].input].path;  // NAME.1.FACT
    const std::size_t dot = path.find('.');
    const std::uint32_t count = program_.find(path.substr(0, dot) + ".count");
    if (dot == std::string::npos || count == none || columns_[i].input == count) continue;
    const bool said = std::any_of(columns_.begin(), columns_.end(),
                                  [&](const TableColumn& column) { return column.input == count; });
    if (said) continue;
    auto list = std::find_if(counted_.begin(), counted_.end(),
                             [&](const CountedList& one) { return one.count == count; });
    if (list == counted_.end()) {
      list = counted_.insert(list, {count, {}});
      reports.warnings.push_back(
          error(line, program_.inputs()[count].path, "missing_column",
                {"không có cột này nên danh sách kết thúc ở dòng cuối có ô không trống",
                 "without it the list of a dossier ends with its last row that has a cell"}));
    }
    list->cells.emplace_back(std::stoll(path.substr(dot + 1)), i);
  }
}

void TableHeader::check_required(std::uint64_t line, DataReports& reports) const {
  Text required{"cột này phải có", "a column of that name"};
  if (columns_.size() == 1) {
    required.vi += "; dòng tiêu đề chỉ có một ô: các ô cách nhau bằng dấu phẩy, dấu chấm phẩy hoặc tab";
    required.en += "; the first row has a single cell: cells are separated by commas, semicolons or tabs";
  }
  const bool has_id = has(of_enterprise_ ? Use::enterprise_id : Use::dossier_id);
  const bool needs_enterprise = of_enterprise_ || needs_enterprises(program_);
  if (!has_id)
    reports.errors.push_back(
        error(line, of_enterprise_ ? "enterprise_id" : "dossier_id", "missing_column", required));
  if (needs_enterprise && has_id && !has(Use::enterprise_id))
    reports.errors.push_back(error(line, "enterprise_id", "missing_column", required));
  const std::string person = person_column(program_);
  if (!of_enterprise_ && !has(Use::person) && !person.empty()) {
    reports.warnings.push_back(error(line, person, "missing_column",
                                     {"không có cột này thì không biết được một người có hai hồ sơ hay không",
                                      "without it nobody can see whether a person has a second dossier"}));
  }
}

const TableColumn* TableHeader::find(Use use) const {
  const auto found = std::find_if(columns_.begin(), columns_.end(),
                                  [&](const TableColumn& column) { return column.use == use; });
  return found == columns_.end() ? nullptr : &*found;
}

std::string TableHeader::name(Use use) const {
  if (const TableColumn* column = find(use); column != nullptr) return column->name;
  if (use == Use::person) return person_column(program_);
  return use == Use::dossier_id ? "dossier_id" : "enterprise_id";
}

}  // namespace edge
}  // namespace HOTRO_ABI
}  // namespace hotro
