// SPDX-License-Identifier: Apache-2.0
#include "hotro/edge/population_text.hpp"

#include <algorithm>
#include <atomic>
#include <charconv>
#include <exception>
#include <thread>

#include "hotro/edge/csv.hpp"
#include "turnstile.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace edge {
namespace {

constexpr std::size_t rows_of_a_piece = 4'096;

void append_number(std::string& out, std::int64_t number) {
  char digits[20];
  const auto [end, error] = std::to_chars(digits, digits + sizeof digits, number);
  static_cast<void>(error);
  out.append(digits, end);
}

/// With zeros before it.
void append_padded(std::string& out, std::uint64_t number, int width) {
  char digits[20];
  int at = 20;
  do {
    digits[--at] = static_cast<char>('0' + number % 10);
    number /= 10;
  } while (number != 0 || 20 - at < width);
  out.append(digits + at, digits + 20);
}

void append_enterprise(std::string& out, std::uint64_t row) {
  out += 'E';
  append_padded(out, row + 1, 6);
}

/// The last nine digits of a person's number, each once: in no order, as such numbers come.
std::uint64_t person(std::uint64_t row) {
  constexpr std::uint64_t count = PopulationGenerator::most_rows;
  return row % count * 618'033'989 % count;  // coprime
}

}  // namespace

PopulationText::PopulationText(const PopulationGenerator& population, const Program& program)
    : population_(population), program_(program), currency_(program.data().currency) {
  for (const Input& input : program.inputs()) {
    if (input.person) person_ = input.path;
  }
  GeneratedRows none_yet;
  population.generate(0, 0, none_yet);
  of_dossiers_ = fields(none_yet.columns);
  of_enterprises_ = fields(population.enterprises());
}

std::string dossier_id(std::uint64_t row) {
  std::string id = "D";
  append_padded(id, row + 1, 8);
  return id;
}
std::string enterprise_id(std::uint64_t row) {
  std::string id;
  append_enterprise(id, row);
  return id;
}

std::vector<PopulationText::Field> PopulationText::fields(const std::vector<ColumnData>& columns) const {
  std::vector<Field> result;
  for (std::uint32_t i = 0; i < columns.size(); ++i) {
    if (!columns[i].present) continue;
    Field& field = result.emplace_back();
    field.input = i;
    const Input& input = program_.inputs()[i];
    if (input.kind == Kind::choice) field.words = input.options;
    if (input.kind == Kind::truth) field.words = {"no", "", "yes"};
  }
  return result;
}

std::string PopulationText::header(std::string_view ids, const std::vector<Field>& fields) const {
  std::string out(ids);
  for (const Field& field : fields) {
    const Input& input = program_.inputs()[field.input];
    constexpr std::string_view prefix = "enterprise.";
    out += ',';
    append_cell(out, std::string_view(input.path).substr(input.of_enterprise ? prefix.size() : 0));
  }
  return out + "\n";
}

void PopulationText::append_cells(std::string& out, const std::vector<Field>& fields,
                                  const std::vector<ColumnData>& columns, std::size_t row) const {
  for (const Field& field : fields) {
    out += ',';
    const ColumnData& column = columns[field.input];
    if (!column.valid(row)) continue;
    const std::int64_t value = column.at(row).low;
    const Input& input = program_.inputs()[field.input];
    if (!field.words.empty())
      out += field.words[static_cast<std::size_t>(value)];
    else if (input.kind == Kind::date)
      out += iso({static_cast<std::int32_t>(value)});
    else if (input.kind == Kind::rate || (input.kind == Kind::money && currency_.digits > 0))
      out += cell_text(input, value, currency_);
    else
      append_number(out, value);
  }
  out += '\n';
}

void PopulationText::append_dossiers(std::string& out, std::uint64_t first, const GeneratedRows& rows) const {
  for (std::size_t row = 0; row < rows.enterprise.size(); ++row) {
    out += 'D';
    append_padded(out, first + row + 1, 8);
    if (population_.enterprise_count() != 0) {
      out += ',';
      append_enterprise(out, static_cast<std::uint64_t>(rows.enterprise[row]));
    }
    if (!person_.empty()) {
      out += ",999";
      append_padded(out, person(first + row), 9);
    }
    append_cells(out, of_dossiers_, rows.columns, row);
  }
}

bool PopulationText::dossiers(std::size_t threads, const Put& put) const {
  std::string ids = "dossier_id";
  if (population_.enterprise_count() != 0) ids += ",enterprise_id";
  if (!person_.empty()) append_cell(ids += ',', person_);
  if (!put(header(ids, of_dossiers_), 0)) return false;
  Turnstile turnstile;
  std::atomic<std::uint64_t> next = 0;
  std::atomic<bool> ended = false;
  std::exception_ptr thrown;
  const auto work = [&] {
    std::string text;
    GeneratedRows rows;
    while (!ended) {
      const std::uint64_t piece = next++;
      const std::uint64_t first = piece * rows_of_a_piece;
      if (first >= population_.rows()) return;
      const std::uint64_t last = std::min(first + rows_of_a_piece, population_.rows());
      std::exception_ptr trouble;
      try {
        population_.generate(first, static_cast<std::size_t>(last - first), rows);
        text.clear();
        append_dossiers(text, first, rows);
      } catch (...) {
        trouble = std::current_exception();
      }
      const Turn turn(turnstile, piece);
      if (ended) return;
      try {
        if (trouble) std::rethrow_exception(trouble);
        ended = !put(text, last);
      } catch (...) {
        thrown = std::current_exception();
        ended = true;
      }
    }
  };
  if (threads == 0) threads = std::max(1U, std::thread::hardware_concurrency());
  std::vector<std::jthread> others;
  while (others.size() + 1 < threads) others.emplace_back(work);
  work();
  others.clear();
  if (thrown) std::rethrow_exception(thrown);
  return !ended;
}

bool PopulationText::enterprises(const Put& put) const {
  if (!put(header("enterprise_id", of_enterprises_), 0)) return false;
  std::string text;
  for (std::size_t row = 0; row < population_.enterprise_count(); ++row) {
    append_enterprise(text, row);
    append_cells(text, of_enterprises_, population_.enterprises(), row);
    if ((row + 1) % rows_of_a_piece != 0 && row + 1 != population_.enterprise_count()) continue;
    if (!put(text, row + 1)) return false;
    text.clear();
  }
  return true;
}

}  // namespace edge
}  // namespace HOTRO_ABI
}  // namespace hotro
