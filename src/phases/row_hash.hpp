// SPDX-License-Identifier: Apache-2.0
#pragma once

// What is hashed of rows and records. A value is its type's letter and, of an integer, eight bytes, the
// lowest first; of a text or blob its length in four such bytes, and its bytes. A row is its values, without
// the one that stands behind `content_hash`. So equal bytes are equal rows, whatever stands in them.

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "hotro/impl/sha256.hpp"
#include "hotro/phases/ledger.hpp"
#include "schema.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace phases {

inline void append_integer(std::string& out, std::int64_t value) {
  char bytes[9] = {'i'};
  for (std::size_t i = 0; i < 8; ++i)
    bytes[i + 1] = static_cast<char>(static_cast<std::uint64_t>(value) >> (8 * i));
  out.append(bytes, sizeof bytes);
}

/// `type`: t or b.
inline void append_bytes(std::string& out, char type, std::string_view value) {
  char bytes[5] = {type};
  for (std::size_t i = 0; i < 4; ++i) bytes[i + 1] = static_cast<char>(value.size() >> (8 * i));
  out.append(bytes, sizeof bytes).append(value);
}

inline std::string_view as_bytes(const Hash& hash) {
  return {reinterpret_cast<const char*>(hash.data()), hash.size()};
}

inline Hash hash_of(std::string_view bytes) {
  detail::Sha256 hash;
  hash.add(bytes);
  return hash.digest();
}

/// The rows that one record adds, table by table.
class RowHashes {
 public:
  void add(Table table, std::string_view row) {
    One& one = of_[static_cast<std::size_t>(table)];
    one.hash.add(row);
    ++one.rows;
  }
  [[nodiscard]] std::int64_t rows() const {
    std::int64_t count = 0;
    for (const One& one : of_) count += one.rows;
    return count;
  }
  /// The hash of: name, number of rows and hash of the rows, of each table that has rows.
  [[nodiscard]] Hash root() const {
    std::string text;
    for (std::size_t i = 0; i < of_.size(); ++i) {
      if (of_[i].rows == 0) continue;
      append_bytes(text, 't', tables[i]);
      append_integer(text, of_[i].rows);
      append_bytes(text, 'b', as_bytes(of_[i].hash.digest()));
    }
    return hash_of(text);
  }

 private:
  struct One {
    detail::Sha256 hash;
    std::int64_t rows = 0;
  };
  std::array<One, tables.size()> of_;
};

/// A record of the journal.
struct JournalRow {
  std::int64_t id = 0;
  std::int64_t at = 0;
  std::string_view actor, kind, about;
  std::int64_t rows = 0;
  Hash root{};
  Hash previous{};

  [[nodiscard]] Hash hash() const {
    std::string text;
    append_integer(text, id);
    append_integer(text, at);
    append_bytes(text, 't', actor);
    append_bytes(text, 't', kind);
    append_bytes(text, 't', about);
    append_integer(text, rows);
    append_bytes(text, 'b', as_bytes(root));
    append_bytes(text, 'b', as_bytes(previous));
    return hash_of(text);
  }
};

}  // namespace phases
}  // namespace HOTRO_ABI
}  // namespace hotro
