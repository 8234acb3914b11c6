// SPDX-License-Identifier: Apache-2.0
#pragma once

// A SQLite database and its statements as values. Every failure is a LedgerError.

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "hotro/phases/ledger_error.hpp"

struct sqlite3;
struct sqlite3_stmt;

namespace hotro {
inline namespace HOTRO_ABI {
namespace phases {

class Database {
 public:
  /// Opens a file that exists. `busy`: called with the milliseconds waited so far whenever another
  /// connection holds the lock, 0 when a wait begins; false gives up.
  Database(const std::string& path, std::function<bool(std::int64_t)> busy);
  ~Database();
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;

  /// Runs statements without results.
  void run(const std::string& sql);
  [[nodiscard]] std::int64_t number(const std::string& sql);
  [[nodiscard]] const std::string& path() const { return path_; }
  [[nodiscard]] sqlite3* handle() const { return handle_; }
  /// Throws what a result code means.
  [[noreturn]] void fail(int result) const;

 private:
  static int wait(void* database, int count);

  std::string path_;
  std::function<bool(std::int64_t)> busy_;
  std::int64_t waiting_since_ = 0;  // milliseconds of a steady clock
  sqlite3* handle_ = nullptr;
};

/// Texts that are bound must live until the statement was stepped; those that are read, until the next step.
class Statement {
 public:
  Statement(Database& database, const std::string& sql);
  ~Statement();
  Statement(const Statement&) = delete;
  Statement& operator=(const Statement&) = delete;

  void bind(int place, std::int64_t value);  // places count from 1
  void bind(int place, std::string_view text);
  void bind_blob(int place, const void* bytes, std::size_t size);
  void bind_null(int place);
  /// True: there is a row to be read.
  bool step();
  /// Makes it ready to be stepped from the beginning; what is bound stays.
  void reset();

  [[nodiscard]] int columns() const;
  [[nodiscard]] std::int64_t integer(int column) const;  // columns count from 0
  /// The bytes of a text or blob.
  [[nodiscard]] std::string_view bytes(int column) const;
  /// `i` integer, `t` text, `b` blob, `n` null; what else SQLite may hold is `?`.
  [[nodiscard]] char type(int column) const;

 private:
  Database& database_;
  sqlite3_stmt* handle_ = nullptr;
};

/// Undone unless committed. Begins by taking the lock of writers.
class Transaction {
 public:
  explicit Transaction(Database& database);
  ~Transaction();
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;
  void commit();

 private:
  Database& database_;
  bool open_ = true;
};

}  // namespace phases
}  // namespace HOTRO_ABI
}  // namespace hotro
