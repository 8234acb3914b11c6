// SPDX-License-Identifier: Apache-2.0
#pragma once

// What can be said of a dossier only with those before it: whether its id, and its person, stand there, too.

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "duplicates.hpp"
#include "enterprise_table.hpp"
#include "hotro/config.hpp"
#include "table_chunk.hpp"
#include "table_header.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace edge {

class ApplicantChecks {
 public:
  /// All must outlive it; `enterprises` is null where dossiers do not point at any, `duplicates` where rows
  /// may share ids.
  ApplicantChecks(const TableHeader& header, const EnterpriseTable* enterprises, Duplicates* duplicates);

  /// Finds the errors of a chunk's rows; chunks in their order. The line is that of its beginning.
  void check(TableChunk& chunk, std::uint64_t first_line);
  /// Tells all errors of a chunk that was checked; chunks in their order.
  void tell_errors(TableChunk& chunk, std::uint64_t first_line, const Tell& tell);
  /// Notes the ids of a chunk. False if they cannot be kept.
  bool survey(const TableChunk& chunk, std::uint64_t first_line);

 private:
  void check_dossier(TableChunk& chunk, std::size_t row, std::uint64_t line);
  void check_person(TableChunk& chunk, std::size_t row, std::uint64_t line);
  void describe_dossier(const TableChunk& chunk, const RowError& one, DataError& error) const;
  void describe_person(const RowError& one, DataError& error) const;
  void describe_enterprise(const TableChunk& chunk, const RowError& one, DataError& error);

  const TableHeader& header_;
  const EnterpriseTable* enterprises_;
  Duplicates* duplicates_;
  bool has_person_;
  std::vector<std::string> known_ids_;  // of enterprises
  std::size_t unknown_ = 0;             // enterprises so far
};

}  // namespace edge
}  // namespace HOTRO_ABI
}  // namespace hotro
