// SPDX-License-Identifier: Apache-2.0
#include "sqlite.hpp"

#include <sqlite3.h>
#include <unistd.h>

#include <chrono>
#include <new>
#include <thread>
#include <utility>

namespace hotro {
inline namespace HOTRO_ABI {
namespace phases {
namespace {

std::int64_t now() {
  return std::chrono::duration_cast<std::chrono::milliseconds>(
             std::chrono::steady_clock::now().time_since_epoch())
      .count();
}

LedgerCode code_of(int result) {
  switch (result) {
    case SQLITE_CONSTRAINT_UNIQUE:
    case SQLITE_CONSTRAINT_PRIMARYKEY:
    case SQLITE_CONSTRAINT_ROWID: return LedgerCode::twice;
    case SQLITE_CONSTRAINT_FOREIGNKEY: return LedgerCode::no_such;
    default: break;
  }
  switch (result & 0xFF) {  // the primary code of an extended one
    case SQLITE_BUSY:
    case SQLITE_LOCKED: return LedgerCode::busy;
    case SQLITE_FULL: return LedgerCode::disk_full;
    case SQLITE_NOTADB: return LedgerCode::not_a_ledger;
    case SQLITE_ERROR:  // a table or column is not there
    case SQLITE_CORRUPT: return LedgerCode::damaged;
    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
    case SQLITE_AUTH: return LedgerCode::cannot_open;
    case SQLITE_CONSTRAINT:
    case SQLITE_MISMATCH:
    case SQLITE_TOOBIG: return LedgerCode::bad_record;
    default: return LedgerCode::cannot_write;
  }
}

}  // namespace

Database::Database(const std::string& path, std::function<bool(std::int64_t)> busy)
    : path_(path), busy_(std::move(busy)) {
  const int result =
      sqlite3_open_v2(path.c_str(), &handle_, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, nullptr);
  if (result != SQLITE_OK) {
    sqlite3_close_v2(handle_);
    throw LedgerError(::access(path_.c_str(), F_OK) != 0 ? LedgerCode::no_file : LedgerCode::cannot_open,
                      path_);
  }
  sqlite3_extended_result_codes(handle_, 1);
  // The file need not be trusted: its schema runs nothing but SQLite's own functions, and cannot be edited.
  sqlite3_db_config(handle_, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
  sqlite3_db_config(handle_, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
  sqlite3_busy_handler(handle_, &Database::wait, this);
}

Database::~Database() { sqlite3_close_v2(handle_); }

int Database::wait(void* database, int count) {
  constexpr auto pause = std::chrono::milliseconds(10);
  auto& self = *static_cast<Database*>(database);
  if (count == 0) self.waiting_since_ = now();
  if (!self.busy_(count == 0 ? 0 : now() - self.waiting_since_)) return 0;
  std::this_thread::sleep_for(pause);
  return 1;
}

void Database::fail(int result) const {
  if ((result & 0xFF) == SQLITE_NOMEM) throw std::bad_alloc();
  throw LedgerError(code_of(result), path_);
}

void Database::run(const std::string& sql) {
  const int result = sqlite3_exec(handle_, sql.c_str(), nullptr, nullptr, nullptr);
  if (result != SQLITE_OK) fail(result);
}

std::int64_t Database::number(const std::string& sql) {
  Statement statement(*this, sql);
  return statement.step() ? statement.integer(0) : 0;
}

Statement::Statement(Database& database, const std::string& sql) : database_(database) {
  const int result = sqlite3_prepare_v3(database.handle(), sql.c_str(), static_cast<int>(sql.size()) + 1,
                                        SQLITE_PREPARE_PERSISTENT, &handle_, nullptr);
  if (result != SQLITE_OK) database.fail(result);
}

Statement::~Statement() { sqlite3_finalize(handle_); }

void Statement::bind(int place, std::int64_t value) {
  if (const int result = sqlite3_bind_int64(handle_, place, value); result != SQLITE_OK)
    database_.fail(result);
}

void Statement::bind(int place, std::string_view text) {
  // An empty view may have no address, which SQLite would take for null.
  const char* bytes = text.empty() ? "" : text.data();
  const int result = sqlite3_bind_text64(handle_, place, bytes, text.size(), SQLITE_STATIC, SQLITE_UTF8);
  if (result != SQLITE_OK) database_.fail(result);
}

void Statement::bind_blob(int place, const void* bytes, std::size_t size) {
  const int result = sqlite3_bind_blob64(handle_, place, bytes, size, SQLITE_STATIC);
  if (result != SQLITE_OK) database_.fail(result);
}

void Statement::bind_null(int place) {
  if (const int result = sqlite3_bind_null(handle_, place); result != SQLITE_OK) database_.fail(result);
}

bool Statement::step() {
  const int result = sqlite3_step(handle_);
  if (result == SQLITE_ROW) return true;
  if (result == SQLITE_DONE) return false;
  sqlite3_reset(handle_);
  database_.fail(result);
}

void Statement::reset() { sqlite3_reset(handle_); }

int Statement::columns() const { return sqlite3_column_count(handle_); }

std::int64_t Statement::integer(int column) const { return sqlite3_column_int64(handle_, column); }

std::string_view Statement::bytes(int column) const {
  const void* bytes = sqlite3_column_blob(handle_, column);
  if (bytes == nullptr) return {};
  return {static_cast<const char*>(bytes), static_cast<std::size_t>(sqlite3_column_bytes(handle_, column))};
}

char Statement::type(int column) const {
  switch (sqlite3_column_type(handle_, column)) {
    case SQLITE_INTEGER: return 'i';
    case SQLITE_TEXT: return 't';
    case SQLITE_BLOB: return 'b';
    case SQLITE_NULL: return 'n';
    default: return '?';
  }
}

Transaction::Transaction(Database& database) : database_(database) { database.run("BEGIN IMMEDIATE"); }

Transaction::~Transaction() {
  // After some failures SQLite has rolled back by itself, and refuses to do so again.
  if (open_) sqlite3_exec(database_.handle(), "ROLLBACK", nullptr, nullptr, nullptr);
}

void Transaction::commit() {
  database_.run("COMMIT");
  open_ = false;
}

}  // namespace phases
}  // namespace HOTRO_ABI
}  // namespace hotro
