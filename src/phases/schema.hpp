// SPDX-License-Identifier: Apache-2.0
#pragma once

// The tables of a ledger. Rows are added and never changed: what is corrected or returned is a further row.
// The first two columns of every table but the journal are `id` and `record`, the journal's record that added
// the row. A column `content` stands behind the `content_hash` that stands for it where rows are hashed.
// Later versions add tables, never columns: what is hashed of a row that is there must not change.

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "sqlite.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace phases {

inline constexpr std::int32_t application_id = 0x686F7472;  // "hotr", in the header of the file

/// In the order in which they stand in the root of a record.
enum class Table : std::uint8_t {
  rule_text,
  program,
  program_text,
  person_number,
  phase,
  submission,
  enterprise,
  dossier,
  ruling,
  decision,
  approval,
  payment,
  closure,
};
inline constexpr std::array<std::string_view, 13> tables{
    "rule_text", "program", "program_text", "person_number", "phase",   "submission", "enterprise",
    "dossier",   "ruling",  "decision",     "approval",      "payment", "closure"};

/// Indexes that only speed up reading, and are built after large loads.
struct Index {
  std::string_view name;
  std::string_view sql;
};
std::span<const Index> reading_indexes();

/// The statements that lead from each version to the next; a new ledger goes through all of them.
std::span<const std::string> migrations();

/// Brings a database to the version that has gone through all of `steps`: each with its number in one
/// transaction. Throws not_a_ledger if it is another application's, newer_version if it has gone through
/// more.
void migrate(Database& database, std::span<const std::string> steps);

/// The schema as SQLite keeps it, one object a line; equal for all ledgers of one version.
std::string schema_of(Database& database);

}  // namespace phases
}  // namespace HOTRO_ABI
}  // namespace hotro
