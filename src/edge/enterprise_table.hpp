// SPDX-License-Identifier: Apache-2.0
#pragma once

// The enterprises that dossiers point at, whole.

#include <bit>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "hotro/config.hpp"
#include "hotro/edge/column_data.hpp"
#include "hotro/program.hpp"
#include "ids.hpp"
#include "table_header.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace edge {

/// Where the id of an enterprise stands first.
struct EnterpriseEntry {
  std::uint64_t line = 0;
  std::int32_t row = -1;  // -1: a row with errors
};

/// Entries by their ids.
class EnterpriseIndex {
 public:
  /// The entry of an id; none if there is none.
  [[nodiscard]] std::uint32_t find(std::string_view id) const {
    const auto found = by_id_.find(id);
    return found == by_id_.end() ? none : found->second;
  }
  /// The id must be new.
  void add(std::string_view id, std::uint64_t line);
  [[nodiscard]] const EnterpriseEntry& operator[](std::uint32_t entry) const { return entries_[entry]; }
  EnterpriseEntry& operator[](std::uint32_t entry) { return entries_[entry]; }

  /// No more is added or changed: from here on rows are found fast.
  void freeze();
  /// What is looked for is brought into the cache. Behind the id are `text_padding` bytes that can be read.
  struct Wanted {
    std::string_view id;
    std::uint64_t first = 0;
    std::uint64_t second = 0;
    std::size_t slot = 0;
  };
  [[nodiscard]] Wanted prepare(std::string_view id) const {
    const IdBytes bytes(id);
    const std::size_t slot = place(bytes.first, bytes.second);
    __builtin_prefetch(slots_.data() + slot);
    return {id, bytes.first, bytes.second, slot};
  }
  /// The row of an enterprise without errors; -1 where there is none of that id.
  [[nodiscard]] std::int32_t row(const Wanted& wanted) const {
    if (wanted.id.size() > 16) return row_of_long(wanted.id);
    for (std::size_t at = wanted.slot;; at = (at + 1) & (slots_.size() - 1)) {
      const Slot& slot = slots_[at];
      if (slot.first == wanted.first && slot.second == wanted.second && slot.size == wanted.id.size())
        return slot.row;
      if (slot.size == 0) return -1;
    }
  }

 private:
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view id) const { return std::hash<std::string_view>()(id); }
  };
  /// An id of 1 to 16 bytes.
  struct Slot {
    std::uint64_t first = 0;
    std::uint64_t second = 0;
    std::uint32_t size = 0;  // 0: empty
    std::int32_t row = -1;
  };
  [[nodiscard]] std::size_t place(std::uint64_t first, std::uint64_t second) const {
    return (first ^ std::rotl(second, 23)) * 0x9E37'79B9'7F4A'7C15 >> shift_;
  }
  [[nodiscard]] std::int32_t row_of_long(std::string_view id) const;

  std::vector<EnterpriseEntry> entries_;
  std::unordered_map<std::string, std::uint32_t, Hash, std::equal_to<>> by_id_;
  std::vector<Slot> slots_ = std::vector<Slot>(2);
  unsigned shift_ = 63;
};

struct EnterpriseTable {
  std::string file;
  std::vector<std::string> header;  // what its columns are called
  EnterpriseIndex index;
  std::vector<std::string> ids;     // of the rows without errors
  std::vector<ColumnData> columns;  // one per input of the program; those of dossiers are not present
  std::uint64_t partial = 0;        // cells known in part

  /// False, with errors, if its header lacks what every row needs, or there are too many.
  bool read(const Program& program, const TextFile& text, const ColumnNames* names, DataReports& reports);
};

}  // namespace edge
}  // namespace HOTRO_ABI
}  // namespace hotro
