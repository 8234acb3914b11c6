// SPDX-License-Identifier: Apache-2.0
// generate_population: applicants.csv and enterprises.csv as `hotro decide` reads them, or the same cells as
// columns: one file of bare numbers for each fact, and for each with missing cells a bitmap as Arrow has it.

#include <CLI/CLI.hpp>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "population.hpp"

namespace {

class File {
 public:
  explicit File(const std::filesystem::path& path) : path_(path), file_(std::fopen(path.c_str(), "wb")) {
    if (file_ == nullptr) fail();
  }
  File(const File&) = delete;
  File& operator=(const File&) = delete;
  ~File() {
    flush();
    if (std::fclose(file_) != 0) fail();
  }
  std::string& buffer() { return buffer_; }
  void flush_if_full() {
    if (buffer_.size() >= (std::size_t{1} << 16U)) flush();
  }

 private:
  void flush() {
    if (std::fwrite(buffer_.data(), 1, buffer_.size(), file_) != buffer_.size()) fail();
    buffer_.clear();
  }
  [[noreturn]] void fail() const {
    std::fprintf(stderr, "generate_population: %s cannot be written\n", path_.c_str());
    std::exit(3);
  }
  std::filesystem::path path_;
  std::FILE* file_;
  std::string buffer_;
};

// --- As text

void append_digits(std::string& out, std::uint64_t number, int width) {
  char digits[20];
  int at = 20;
  do {
    digits[--at] = static_cast<char>('0' + number % 10);
    number /= 10;
  } while (number != 0 || 20 - at < width);
  out.append(digits + at, digits + 20);
}

/// Days since 1970 as 2022-10-01; the calendar of Hinnant's `civil_from_days`, for years from 0 on.
void append_date(std::string& out, std::int32_t days) {
  const auto since_0 = static_cast<std::uint32_t>(days + 719'468);  // since 0000-03-01
  const std::uint32_t of_era = since_0 % 146'097;
  const std::uint32_t year = (of_era - of_era / 1460 + of_era / 36'524 - of_era / 146'096) / 365;
  const std::uint32_t of_year = of_era - (365 * year + year / 4 - year / 100);
  const std::uint32_t month = (5 * of_year + 2) / 153;  // from March
  append_digits(out, year + since_0 / 146'097 * 400 + (month >= 10 ? 1 : 0), 4);
  out += '-';
  append_digits(out, month < 10 ? month + 3 : month - 9, 2);
  out += '-';
  append_digits(out, of_year - (153 * month + 2) / 5 + 1, 2);
}

void append_cell(std::string& out, const FactName& fact, std::int32_t value) {
  switch (fact.kind) {
    case CellKind::truth: out += value == 0 ? "no" : "yes"; return;
    case CellKind::choice: out += fact.options[static_cast<std::size_t>(value)]; return;
    case CellKind::date: append_date(out, value); return;
    case CellKind::number: append_digits(out, static_cast<std::uint64_t>(value), 1); return;
  }
}

template <int Facts>
void append_cells(std::string& out, const FactName (&names)[Facts], const Cells<Facts>& cells) {
  for (int fact = 0; fact < Facts; ++fact) {
    out += ',';
    if ((cells.missing >> fact & 1U) == 0) append_cell(out, names[fact], cells.value[fact]);
  }
  out += '\n';
}

void append_enterprise_id(std::string& out, std::uint32_t row) {
  out += "NA-";
  append_digits(out, row + 1, 4);
}

void write_tables(const Population& population, const std::filesystem::path& folder) {
  {
    File file(folder / "enterprises.csv");
    file.buffer() += "enterprise_id";
    for (const FactName& fact : enterprise_names) (file.buffer() += ',') += fact.name;
    file.buffer() += '\n';
    for (std::uint32_t row = 0; row < population.enterprises(); ++row) {
      append_enterprise_id(file.buffer(), row);
      append_cells<enterprise_facts>(file.buffer(), enterprise_names, population.enterprise(row));
      file.flush_if_full();
    }
  }
  File file(folder / "applicants.csv");
  file.buffer() += "dossier_id,enterprise_id,person_id";
  for (const FactName& fact : applicant_names) (file.buffer() += ',') += fact.name;
  file.buffer() += '\n';
  for (std::uint64_t row = 0; row < population.rows; ++row) {
    const Applicant one = population.applicant(row);
    std::string& out = file.buffer();
    out += "D-";
    append_digits(out, row + 1, 7);
    out += ',';
    append_enterprise_id(out, one.enterprise);
    out += ",999";  // no province has this number: nobody has such an id
    append_digits(out, Population::person(row), 9);
    append_cells<applicant_facts>(out, applicant_names, one);
    file.flush_if_full();
  }
}

// --- As columns

/// The files of one fact: bytes for truths and choices, otherwise 32 bits, least significant byte first.
class ColumnFiles {
 public:
  ColumnFiles(const std::filesystem::path& folder, const std::string& name, bool narrow)
      : values_(folder / (name + (narrow ? ".u8" : ".i32"))),
        validity_path_(folder / (name + ".validity")),
        narrow_(narrow) {}
  ColumnFiles(const ColumnFiles&) = delete;
  ColumnFiles& operator=(const ColumnFiles&) = delete;
  ~ColumnFiles() {
    if (rows_ % 8 != 0) valid_ += static_cast<char>(bits_);
    if (any_missing_) File(validity_path_).buffer() = valid_;
  }
  void put(std::int32_t value, bool missing) {
    for (int byte = 0; byte < (narrow_ ? 1 : 4); ++byte)
      values_.buffer() += static_cast<char>(static_cast<std::uint32_t>(value) >> (8 * byte) & 255U);
    values_.flush_if_full();
    any_missing_ = any_missing_ || missing;
    bits_ |= (missing ? 0U : 1U) << (rows_ % 8);
    if (++rows_ % 8 != 0) return;
    valid_ += static_cast<char>(bits_);
    bits_ = 0;
  }

 private:
  File values_;
  std::filesystem::path validity_path_;
  std::string valid_;
  std::uint64_t rows_ = 0;
  unsigned bits_ = 0;
  bool narrow_;
  bool any_missing_ = false;
};

template <int Facts>
class TableFiles {
 public:
  TableFiles(const std::filesystem::path& folder, const std::string& prefix, const FactName (&names)[Facts]) {
    for (const FactName& fact : names) {
      const bool narrow = fact.kind == CellKind::truth || fact.kind == CellKind::choice;
      columns_.push_back(std::make_unique<ColumnFiles>(folder, prefix + fact.name, narrow));
    }
  }
  void put(const Cells<Facts>& cells) {
    for (int fact = 0; fact < Facts; ++fact)
      columns_[static_cast<std::size_t>(fact)]->put(cells.value[fact], (cells.missing >> fact & 1U) != 0);
  }

 private:
  std::vector<std::unique_ptr<ColumnFiles>> columns_;
};

void write_columns(const Population& population, const std::filesystem::path& folder) {
  TableFiles<enterprise_facts> enterprises(folder, "enterprise.", enterprise_names);
  for (std::uint32_t row = 0; row < population.enterprises(); ++row)
    enterprises.put(population.enterprise(row));
  TableFiles<applicant_facts> applicants(folder, "", applicant_names);
  ColumnFiles enterprise(folder, "enterprise", false);
  for (std::uint64_t row = 0; row < population.rows; ++row) {
    const Applicant one = population.applicant(row);
    applicants.put(one);
    enterprise.put(static_cast<std::int32_t>(one.enterprise), false);
  }
}

}  // namespace

int main(int count, char** words) {
  Population population;
  std::string folder;
  bool filled = false;
  bool columns = false;
  CLI::App app(
      "Invents applicants and enterprises for rules/vn/vgcl-6696: the same bytes for the same options.");
  app.add_option("folder", folder, "Where the files go")->required();
  app.add_option("--rows", population.rows, "Applicants")
      ->required()
      ->check(CLI::Range(std::uint64_t{1}, Population::most_rows));
  app.add_option("--seed", population.seed, "Another seed, other people")->capture_default_str();
  app.add_option("--missing", population.missing_per_mille, "Of a thousand cells, how many are missing")
      ->check(CLI::Range(0U, 1000U));
  app.add_flag("--filled", filled, "Fill in cells that a form does not ask this person for, too");
  app.add_flag("--columns", columns, "Columns of numbers instead of CSV");
  CLI11_PARSE(app, count, words);
  population.blanks = !filled;
  std::error_code trouble;
  std::filesystem::create_directories(folder, trouble);
  if (columns)
    write_columns(population, folder);
  else
    write_tables(population, folder);
  return 0;
}
