// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "hotro/config.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace simulation {

/// A few sums by their keys, of which neighbouring rows often have the same: the one asked for last is found
/// at once. `Hash`: of a key.
template <class Key, class Sum, class Hash>
class CountTable {
 public:
  Sum& operator[](const Key& key) {
    if (last_ < entries_.size() && entries_[last_].first == key) return entries_[last_].second;
    std::size_t slot = Hash{}(key) & (slots_.size() - 1);
    for (; slots_[slot] != 0; slot = (slot + 1) & (slots_.size() - 1)) {
      last_ = slots_[slot] - 1;
      if (entries_[last_].first == key) return entries_[last_].second;
    }
    entries_.emplace_back(key, Sum{});
    last_ = entries_.size() - 1;
    slots_[slot] = static_cast<std::uint32_t>(entries_.size());
    if (entries_.size() * 2 > slots_.size()) grow();
    return entries_[last_].second;
  }
  [[nodiscard]] const std::vector<std::pair<Key, Sum>>& entries() const { return entries_; }

 private:
  void grow() {
    slots_.assign(slots_.size() * 2, 0);
    for (std::size_t i = 0; i < entries_.size(); ++i) {
      std::size_t slot = Hash{}(entries_[i].first) & (slots_.size() - 1);
      while (slots_[slot] != 0) slot = (slot + 1) & (slots_.size() - 1);
      slots_[slot] = static_cast<std::uint32_t>(i + 1);
    }
  }

  std::vector<std::pair<Key, Sum>> entries_;
  std::vector<std::uint32_t> slots_ = std::vector<std::uint32_t>(64);  // index + 1; 0: empty
  std::size_t last_ = 0;
};

}  // namespace simulation
}  // namespace HOTRO_ABI
}  // namespace hotro
