// SPDX-License-Identifier: Apache-2.0
#include "applicant_checks.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "hotro/edge/cells.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace edge {
namespace {

/// Among how many enterprises a misspelt id is compared, and for how many misspelt ids.
constexpr std::size_t most_compared = 5000;
constexpr std::size_t most_suggested = 1000;

}  // namespace

ApplicantChecks::ApplicantChecks(const TableHeader& header, const EnterpriseTable* enterprises,
                                 Duplicates* duplicates)
    : header_(header),
      enterprises_(enterprises),
      duplicates_(duplicates),
      has_person_(header.has(Use::person)) {
  if (enterprises == nullptr) return;
  const auto count = static_cast<std::ptrdiff_t>(std::min(enterprises->ids.size(), most_compared));
  known_ids_.assign(enterprises->ids.begin(), enterprises->ids.begin() + count);
}

void ApplicantChecks::check(TableChunk& chunk, std::uint64_t first_line) {
  constexpr std::size_t ahead = 16;  // rows whose keys are on their way from memory
  const std::size_t rows = chunk.rows();
  for (std::size_t row = 0; row < rows; ++row) {
    if (duplicates_ != nullptr && row + ahead < rows) {
      duplicates_->prefetch(chunk.ids(row + ahead).dossier_key);
      duplicates_->prefetch(chunk.ids(row + ahead).person_key);
    }
    const std::uint64_t line = first_line + chunk.csv.line(row);
    check_dossier(chunk, row, line);
    if (has_person_) check_person(chunk, row, line);
  }
  for (const std::uint32_t row : chunk.enterprise_troubles()) chunk.add_error(row, RowError::of_enterprise);
}

bool ApplicantChecks::survey(const TableChunk& chunk, std::uint64_t first_line) {
  bool kept = true;
  for (std::size_t row = 0; row < chunk.rows() && kept; ++row) {
    const RowIds& ids = chunk.ids(row);
    const std::uint64_t line = first_line + chunk.csv.line(row);
    if (ids.dossier == IdState::fine) kept = duplicates_->survey(IdKind::dossier, ids.dossier_key, line);
    if (has_person_ && ids.person == IdState::fine)
      kept = kept && duplicates_->survey(IdKind::person, ids.person_key, line);
  }
  return kept;
}

void ApplicantChecks::check_dossier(TableChunk& chunk, std::size_t row, std::uint64_t line) {
  const RowIds& ids = chunk.ids(row);
  if (ids.dossier == IdState::fine) {
    const std::uint64_t first =
        duplicates_ == nullptr ? 0 : duplicates_->find(IdKind::dossier, ids.dossier_key, line);
    if (first != 0) chunk.add_error(row, RowError::of_dossier, first);
  } else if (ids.dossier == IdState::missing && !ids.failed) {
    chunk.add_error(row, RowError::of_dossier);
  }
}

void ApplicantChecks::check_person(TableChunk& chunk, std::size_t row, std::uint64_t line) {
  const RowIds& ids = chunk.ids(row);
  if (ids.person == IdState::fine) {
    const std::uint64_t first =
        duplicates_ == nullptr ? 0 : duplicates_->find(IdKind::person, ids.person_key, line);
    if (first != 0) chunk.add_error(row, RowError::of_person, first);
  } else if (ids.person == IdState::missing && !ids.failed) {
    chunk.add_error(row, RowError::of_person);
  }
}

void ApplicantChecks::tell_errors(TableChunk& chunk, std::uint64_t first_line, const Tell& tell) {
  const auto describe = [&](const RowError& one, DataError& error) {
    switch (one.order) {
      case RowError::of_dossier: describe_dossier(chunk, one, error); break;
      case RowError::of_person: describe_person(one, error); break;
      default: describe_enterprise(chunk, one, error);
    }
  };
  chunk.tell_errors(header_, first_line, describe, tell);
}

void ApplicantChecks::describe_dossier(const TableChunk& chunk, const RowError& one, DataError& error) const {
  error.column = header_.name(Use::dossier_id);
  if (one.first_line != 0) {
    error.value = shown(chunk.id(one.row, Use::dossier_id));
    error.code = "duplicate_dossier";
    error.expected = first_in(one.first_line);
  } else {
    error.code = "missing_id";
    error.expected = {"mã hồ sơ", "the id of the dossier"};
  }
}

void ApplicantChecks::describe_person(const RowError& one, DataError& error) const {
  error.column = header_.name(Use::person);
  if (one.first_line != 0) {
    error.code = "second_dossier";
    error.expected = {
        fmt::format("mỗi người một hồ sơ; người này đã có hồ sơ ở dòng {}", one.first_line),
        fmt::format("one dossier a person; row {} is a dossier of the same person", one.first_line)};
  } else {
    error.code = "missing_person";
    error.expected = {"mã của người đề nghị, để một người không được chi hai lần",
                      "the applicant's id, so that nobody is paid twice"};
  }
}

void ApplicantChecks::describe_enterprise(const TableChunk& chunk, const RowError& one, DataError& error) {
  const std::string_view id = chunk.id(one.row, Use::enterprise_id);
  const std::uint32_t entry = enterprises_->index.find(id);
  const std::string& file = enterprises_->file;
  error.column = header_.name(Use::enterprise_id);
  error.value = shown(id);
  if (entry == none) {
    const Text close = ++unknown_ <= most_suggested ? did_you_mean_text(id, known_ids_) : Text{};
    error.code = "unknown_enterprise";
    error.expected = {fmt::format("một mã có trong {}{}{}", file, close.vi.empty() ? "" : "; ", close.vi),
                      fmt::format("an id in {}{}{}", file, close.en.empty() ? "" : "; ", close.en)};
  } else {
    const std::uint64_t line = enterprises_->index[entry].line;
    error.code = "bad_enterprise";
    error.expected = {fmt::format("doanh nghiệp không có lỗi dữ liệu; xem dòng {} của {}", line, file),
                      fmt::format("an enterprise without errors; see row {} of {}", line, file)};
  }
}

}  // namespace edge
}  // namespace HOTRO_ABI
}  // namespace hotro
