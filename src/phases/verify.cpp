// SPDX-License-Identifier: Apache-2.0
#include "verify.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <utility>

#include "row_hash.hpp"
#include "schema.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace phases {
namespace {

constexpr std::size_t most_faults = 100;

Hash to_hash(std::string_view bytes) {
  Hash hash{};
  std::copy_n(bytes.begin(), std::min(bytes.size(), hash.size()), hash.begin());
  return hash;
}

class Verifier {
 public:
  Verifier(Database& database, const Head* known) : database_(database), known_(known) {}

  Verification run(const std::function<void(std::int64_t, std::int64_t)>& progress) {
    check_file();
    check_schema();
    check_references();
    if (!out_.good()) return std::move(out_);  // a table may be missing
    for (const std::string_view table : tables)
      cursors_.push_back(std::make_unique<Cursor>(database_, table));
    const std::int64_t all = database_.number("SELECT count(*) FROM journal");
    Statement journal(
        database_, "SELECT id, at, actor, kind, about, rows, root, previous, hash FROM journal ORDER BY id");
    std::int64_t done = 0;
    while (journal.step()) {
      check_record(journal);
      if (progress) progress(++done, all);
    }
    for (std::size_t i = 0; i < cursors_.size(); ++i) {
      for (Cursor& cursor = *cursors_[i]; cursor.more; cursor.next())
        report({LedgerCode::row_unrecorded, 0, std::string(tables[i]), cursor.id()});
    }
    if (known_ != nullptr && known_->record > out_.head.record)
      report({LedgerCode::truncated, known_->record, "", 0});
    return std::move(out_);
  }

 private:
  /// A table that is read from its beginning to its end.
  struct Cursor {
    Cursor(Database& database, std::string_view table)
        : rows(database, fmt::format("SELECT * FROM {} ORDER BY id", table)) {
      Statement columns(database,
                        fmt::format("SELECT cid FROM pragma_table_info('{}') WHERE name = 'content'", table));
      if (columns.step()) content = static_cast<int>(columns.integer(0));
      next();
    }
    void next() { more = rows.step(); }
    [[nodiscard]] Id id() const { return rows.integer(0); }
    [[nodiscard]] std::int64_t record() const { return rows.integer(1); }

    Statement rows;
    int content = -1;  // the column; its hash stands before it
    bool more = false;
  };

  void report(Fault fault) {
    if (out_.faults.size() < most_faults) out_.faults.push_back(std::move(fault));
  }

  void check_file() {
    Statement check(database_, fmt::format("PRAGMA integrity_check({})", most_faults));
    while (check.step()) {
      if (check.bytes(0) != "ok") report({LedgerCode::file_damaged, 0, "", 0});
    }
  }

  void check_schema() {
    Database fresh(":memory:", [](std::int64_t) { return false; });
    migrate(fresh, migrations());
    if (schema_of(fresh) != schema_of(database_)) report({LedgerCode::schema_changed, 0, "", 0});
  }

  void check_references() {
    Statement check(database_, "PRAGMA foreign_key_check");
    while (check.step())
      report({LedgerCode::reference_broken, 0, std::string(check.bytes(0)), check.integer(1)});
  }

  void check_record(Statement& journal) {
    JournalRow row;
    row.id = journal.integer(0);
    row.at = journal.integer(1);
    row.actor = journal.bytes(2);
    row.kind = journal.bytes(3);
    row.about = journal.bytes(4);
    row.rows = journal.integer(5);
    row.root = to_hash(journal.bytes(6));
    row.previous = to_hash(journal.bytes(7));
    const Hash hash = to_hash(journal.bytes(8));
    if (row.id != out_.head.record + 1 || row.previous != out_.head.hash || row.hash() != hash)
      report({LedgerCode::chain_broken, row.id, "", 0});
    out_.head = {row.id, hash};
    if (known_ != nullptr && known_->record == row.id && known_->hash != hash)
      report({LedgerCode::rewritten, row.id, "", 0});
    check_rows(row);
  }

  void check_rows(const JournalRow& record) {
    RowHashes found;
    for (std::size_t i = 0; i < cursors_.size(); ++i) {
      for (Cursor& cursor = *cursors_[i]; cursor.more && cursor.record() <= record.id; cursor.next()) {
        if (cursor.record() < record.id) {
          report({LedgerCode::row_unrecorded, cursor.record(), std::string(tables[i]), cursor.id()});
          continue;
        }
        found.add(static_cast<Table>(i), hashed(cursor));
        if (cursor.content >= 0 &&
            as_bytes(hash_of(cursor.rows.bytes(cursor.content))) != cursor.rows.bytes(cursor.content - 1))
          report({LedgerCode::content_changed, record.id, std::string(tables[i]), cursor.id()});
      }
    }
    out_.rows += static_cast<std::uint64_t>(found.rows());
    if (found.rows() != record.rows)
      report({LedgerCode::rows_missing, record.id, "", 0});
    else if (found.root() != record.root)
      report({LedgerCode::rows_changed, record.id, "", 0});
  }

  std::string_view hashed(const Cursor& cursor) {
    row_.clear();
    for (int column = 0; column < cursor.rows.columns(); ++column) {
      if (column == cursor.content) continue;
      switch (const char type = cursor.rows.type(column)) {
        case 'i': append_integer(row_, cursor.rows.integer(column)); break;
        case 'n': row_.push_back(type); break;
        default: append_bytes(row_, type, cursor.rows.bytes(column)); break;
      }
    }
    return row_;
  }

  Database& database_;
  const Head* known_;
  Verification out_;
  std::vector<std::unique_ptr<Cursor>> cursors_;
  std::string row_;
};

}  // namespace

Verification verify(Database& database, const Head* known,
                    const std::function<void(std::int64_t, std::int64_t)>& progress) {
  // One moment of the ledger, whoever writes meanwhile.
  database.run("BEGIN");
  Verification out;
  try {
    out = Verifier(database, known).run(progress);
  } catch (...) {
    database.run("ROLLBACK");
    throw;
  }
  database.run("ROLLBACK");
  return out;
}

}  // namespace phases
}  // namespace HOTRO_ABI
}  // namespace hotro
