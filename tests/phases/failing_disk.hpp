// SPDX-License-Identifier: Apache-2.0
#pragma once

// A file system of SQLite on which the n-th operation that changes a file fails, and every one after it.

#include <sqlite3.h>

#include <stdexcept>

namespace ledger_kit {

class FailingDisk {
 public:
  /// Stands for the default file system until it goes.
  explicit FailingDisk(int result) : real_(sqlite3_vfs_find(nullptr)), vfs_(*real_) {
    now() = this;
    result_ = result;
    vfs_.zName = "failing";
    vfs_.xOpen = open;
    if (sqlite3_vfs_register(&vfs_, 1) != SQLITE_OK) throw std::runtime_error("no file system for the test");
  }
  ~FailingDisk() {
    sqlite3_vfs_unregister(&vfs_);
    sqlite3_vfs_register(real_, 1);
  }
  FailingDisk(const FailingDisk&) = delete;
  FailingDisk& operator=(const FailingDisk&) = delete;

  void fail_from(int operation) { left_ = operation; }
  void repair() { left_ = -1; }

 private:
  static FailingDisk*& now() {
    static FailingDisk* disk = nullptr;
    return disk;
  }
  /// The main file and those beside it differ in locking only: what changes them is the same.
  static int open(sqlite3_vfs* /*vfs*/, const char* name, sqlite3_file* file, int flags, int* given) {
    FailingDisk& disk = *now();
    const int result = disk.real_->xOpen(disk.real_, name, file, flags, given);
    if (result != SQLITE_OK ||
        (flags & (SQLITE_OPEN_MAIN_DB | SQLITE_OPEN_WAL | SQLITE_OPEN_MAIN_JOURNAL)) == 0)
      return result;
    disk.methods_ = file->pMethods;
    sqlite3_io_methods& failing = (flags & SQLITE_OPEN_MAIN_DB) != 0 ? disk.main_ : disk.beside_;
    failing = *file->pMethods;
    failing.xWrite = write;
    failing.xTruncate = truncate;
    failing.xSync = sync;
    file->pMethods = &failing;
    return result;
  }
  [[nodiscard]] bool fails() {
    if (left_ < 0) return false;
    if (left_ > 0) --left_;
    return left_ == 0;
  }
  static int write(sqlite3_file* file, const void* bytes, int size, sqlite3_int64 at) {
    return now()->fails() ? now()->result_ : now()->methods_->xWrite(file, bytes, size, at);
  }
  static int truncate(sqlite3_file* file, sqlite3_int64 size) {
    return now()->fails() ? now()->result_ : now()->methods_->xTruncate(file, size);
  }
  static int sync(sqlite3_file* file, int flags) {
    return now()->fails() ? now()->result_ : now()->methods_->xSync(file, flags);
  }

  sqlite3_vfs* real_;
  sqlite3_vfs vfs_;
  const sqlite3_io_methods* methods_ = nullptr;
  sqlite3_io_methods main_{}, beside_{};
  int result_ = SQLITE_IOERR_WRITE;
  int left_ = -1;  // operations until one fails; below 0: none does
};

}  // namespace ledger_kit
