// SPDX-License-Identifier: Apache-2.0
#include "schema.hpp"

#include <fmt/format.h>

#include <vector>

namespace hotro {
inline namespace HOTRO_ABI {
namespace phases {
namespace {

constexpr Index indexes[] = {
    {"dossier_of_submission", "CREATE INDEX dossier_of_submission ON dossier (submission)"},
    {"dossier_of_person", "CREATE INDEX dossier_of_person ON dossier (person)"},
    {"dossier_of_other",
     "CREATE INDEX dossier_of_other ON dossier (relation, other) WHERE other IS NOT NULL"},
    {"decision_of_dossier", "CREATE INDEX decision_of_dossier ON decision (dossier)"},
    {"decision_that_counts", "CREATE INDEX decision_that_counts ON decision (id) WHERE counted <> ''"},
    {"payment_of_decision", "CREATE INDEX payment_of_decision ON payment (decision)"},
    {"payment_of_person", "CREATE INDEX payment_of_person ON payment (person)"},
};

constexpr std::string_view first = R"SQL(
CREATE TABLE journal (
  id INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,            -- milliseconds since 1970, UTC
  actor TEXT NOT NULL,
  kind TEXT NOT NULL,
  about TEXT NOT NULL,
  rows INTEGER NOT NULL,
  root BLOB NOT NULL,             -- of the rows
  previous BLOB NOT NULL,         -- the hash of the record before; zeros in the first
  hash BLOB NOT NULL              -- of all the above
) STRICT;

CREATE TABLE rule_text (
  id INTEGER PRIMARY KEY,
  record INTEGER NOT NULL,
  content_hash BLOB NOT NULL UNIQUE,
  content TEXT NOT NULL
) STRICT;

CREATE TABLE program (
  id INTEGER PRIMARY KEY,
  record INTEGER NOT NULL,
  fingerprint TEXT NOT NULL UNIQUE,
  rule_set TEXT NOT NULL,
  engine TEXT NOT NULL,
  known INTEGER NOT NULL,         -- days since 1970
  readings TEXT NOT NULL,
  currency TEXT NOT NULL
) STRICT;

CREATE TABLE program_text (
  id INTEGER PRIMARY KEY,
  record INTEGER NOT NULL,
  program INTEGER NOT NULL REFERENCES program,
  rule_text INTEGER NOT NULL REFERENCES rule_text,
  name TEXT NOT NULL,
  UNIQUE (program, name)
) STRICT;

CREATE TABLE person_number (
  id INTEGER PRIMARY KEY,
  record INTEGER NOT NULL,
  old_number TEXT NOT NULL UNIQUE,
  new_number TEXT NOT NULL
) STRICT;

CREATE TABLE phase (
  id INTEGER PRIMARY KEY,
  record INTEGER NOT NULL,
  name TEXT NOT NULL UNIQUE,
  program INTEGER NOT NULL REFERENCES program,
  phase_rules INTEGER NOT NULL REFERENCES rule_text,
  phase_readings TEXT NOT NULL,
  budget INTEGER CHECK (budget >= 0),
  approvers INTEGER NOT NULL CHECK (approvers BETWEEN 1 AND 2)
) STRICT;

CREATE TABLE submission (
  id INTEGER PRIMARY KEY,
  record INTEGER NOT NULL,
  phase INTEGER NOT NULL REFERENCES phase,
  name TEXT NOT NULL,
  list_hash BLOB NOT NULL,
  received INTEGER NOT NULL,      -- days since 1970
  header TEXT NOT NULL,
  enterprise_header TEXT NOT NULL,
  columns TEXT NOT NULL,
  UNIQUE (phase, list_hash)
) STRICT;

CREATE TABLE enterprise (
  id INTEGER PRIMARY KEY,
  record INTEGER NOT NULL,
  submission INTEGER NOT NULL REFERENCES submission,
  enterprise_id TEXT NOT NULL,
  content_hash BLOB NOT NULL,
  content TEXT NOT NULL
) STRICT;

CREATE TABLE dossier (
  id INTEGER PRIMARY KEY,
  record INTEGER NOT NULL,
  submission INTEGER NOT NULL REFERENCES submission,
  line INTEGER NOT NULL,
  dossier_id TEXT NOT NULL,
  person TEXT NOT NULL,
  enterprise_id TEXT NOT NULL,
  relation INTEGER NOT NULL CHECK (relation BETWEEN 0 AND 4),
  other INTEGER REFERENCES dossier CHECK ((other IS NULL) = (relation = 0)),
  content_hash BLOB NOT NULL,
  content TEXT NOT NULL
) STRICT;

CREATE TABLE ruling (
  id INTEGER PRIMARY KEY,
  record INTEGER NOT NULL,
  dossier INTEGER NOT NULL REFERENCES dossier,
  kind TEXT NOT NULL,
  document TEXT NOT NULL,
  dated INTEGER NOT NULL,         -- days since 1970
  reason TEXT NOT NULL
) STRICT;

CREATE TABLE decision (
  id INTEGER PRIMARY KEY,
  record INTEGER NOT NULL,
  dossier INTEGER NOT NULL REFERENCES dossier,
  program INTEGER NOT NULL REFERENCES program,
  outcome INTEGER NOT NULL CHECK (outcome BETWEEN 0 AND 5),
  benefit TEXT NOT NULL,
  round TEXT NOT NULL,
  input_hash BLOB NOT NULL,
  entitlement_low INTEGER NOT NULL,
  entitlement_high INTEGER NOT NULL,
  payout_low INTEGER NOT NULL CHECK (payout_low >= 0),
  payout_high INTEGER NOT NULL CHECK (payout_high >= payout_low),
  paid_before TEXT NOT NULL,
  failed TEXT NOT NULL,
  open TEXT NOT NULL,
  counted TEXT NOT NULL,
  ruling INTEGER REFERENCES ruling
) STRICT;

CREATE TABLE approval (
  id INTEGER PRIMARY KEY,
  record INTEGER NOT NULL,
  phase INTEGER NOT NULL REFERENCES phase,
  decision INTEGER REFERENCES decision  -- null: what was approved is withdrawn
) STRICT;

CREATE TABLE payment (
  id INTEGER PRIMARY KEY,
  record INTEGER NOT NULL,
  decision INTEGER NOT NULL REFERENCES decision,
  person TEXT NOT NULL,
  benefit TEXT NOT NULL,
  amount INTEGER NOT NULL CHECK (amount <> 0 AND (amount < 0) = (returns IS NOT NULL)),
  attempt INTEGER NOT NULL CHECK (attempt >= 1),
  returns INTEGER UNIQUE REFERENCES payment
) STRICT;

CREATE TABLE closure (
  id INTEGER PRIMARY KEY,
  record INTEGER NOT NULL,
  phase INTEGER NOT NULL UNIQUE REFERENCES phase,
  cancelled INTEGER NOT NULL CHECK (cancelled BETWEEN 0 AND 1)
) STRICT;

-- One payment of a decision, and a further one only once the one before came back.
CREATE UNIQUE INDEX payment_once ON payment (decision, attempt) WHERE returns IS NULL;
CREATE TRIGGER payment_again BEFORE INSERT ON payment
WHEN NEW.returns IS NULL AND NEW.attempt > 1 AND NOT EXISTS (
  SELECT 1 FROM payment AS paid JOIN payment AS back ON back.returns = paid.id
  WHERE paid.decision = NEW.decision AND paid.attempt = NEW.attempt - 1 AND paid.returns IS NULL)
BEGIN SELECT RAISE(ABORT, 'the payment before did not come back'); END;
CREATE TRIGGER payment_returns BEFORE INSERT ON payment
WHEN NEW.returns IS NOT NULL AND NOT EXISTS (
  SELECT 1 FROM payment AS paid
  WHERE paid.id = NEW.returns AND paid.returns IS NULL AND paid.decision = NEW.decision
    AND paid.attempt = NEW.attempt AND paid.amount = -NEW.amount
    AND paid.person = NEW.person AND paid.benefit = NEW.benefit)
BEGIN SELECT RAISE(ABORT, 'what comes back is not what was paid'); END;
)SQL";

std::string first_step() {
  std::string sql(first);
  for (const Index& index : indexes) sql += std::string(index.sql) + ";\n";
  std::vector<std::string_view> all{"journal"};
  all.insert(all.end(), tables.begin(), tables.end());
  for (const std::string_view table : all) {
    for (const std::string_view verb : {"UPDATE", "DELETE"}) {
      sql += fmt::format(
          "CREATE TRIGGER {0}_no_{1} BEFORE {1} ON {0} BEGIN SELECT RAISE(ABORT, 'a ledger only grows'); "
          "END;\n",
          table, verb);
    }
  }
  return sql;
}

}  // namespace

std::span<const Index> reading_indexes() { return indexes; }

std::span<const std::string> migrations() {
  static const std::array<std::string, 1> steps{first_step()};
  return steps;
}

void migrate(Database& database, std::span<const std::string> steps) {
  const auto done = [&] { return database.number("PRAGMA user_version"); };
  const auto most = static_cast<std::int64_t>(steps.size());
  const auto check = [&] {
    const std::int64_t id = database.number("PRAGMA application_id");
    const bool empty = database.number("SELECT count(*) FROM sqlite_schema") == 0;
    if (id != application_id && !(id == 0 && empty))
      throw LedgerError(LedgerCode::not_a_ledger, database.path());
    if (done() > most) throw LedgerError(LedgerCode::newer_version, database.path());
  };
  check();
  if (done() == most) return;
  Transaction transaction(database);
  check();  // once more: another process may have been faster
  for (std::int64_t step = done(); step < most; ++step) database.run(steps[static_cast<std::size_t>(step)]);
  database.run(fmt::format("PRAGMA application_id = {}; PRAGMA user_version = {}", application_id, most));
  transaction.commit();
}

std::string schema_of(Database& database) {
  Statement statement(
      database,
      "SELECT type, name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\' "
      "ORDER BY type, name");
  std::string text;
  while (statement.step()) {
    for (int column = 0; column < statement.columns(); ++column) text.append(statement.bytes(column)) += '\t';
    text += '\n';
  }
  return text;
}

}  // namespace phases
}  // namespace HOTRO_ABI
}  // namespace hotro
