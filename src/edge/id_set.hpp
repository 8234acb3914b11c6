// SPDX-License-Identifier: Apache-2.0
#pragma once

// Where each id stands first.

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "hotro/config.hpp"
#include "ids.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace edge {

/// Keys, each with the line it was first seen in. They are kept in the order they come. What is looked up in
/// no order is small beside them: slots of four bytes, in groups that are a cache line each, with the place
/// of a key and, above it, some bits of the key, so that hardly another key is looked at in vain.
class IdSet {
 public:
  /// It is full when it takes about so many bytes.
  explicit IdSet(std::size_t memory);

  /// The line of an equal key that was added before; 0 if there is none, and the key was added.
  std::uint32_t add(const IdKey& key, std::uint32_t line);
  /// Brings what add() will look at into the cache.
  void prefetch(const IdKey& key) const {
    __builtin_prefetch(slots_.at.get() + group_of(slots_, key) * group_size, 1);
  }

  [[nodiscard]] std::size_t size() const { return size_; }
  [[nodiscard]] bool full() const { return size_ >= most_; }

  /// Calls visit(key, line) for all, in the order they came, and forgets them; the memory is given back.
  template <class Visit>
  void drain(Visit&& visit) {
    for (std::size_t i = 0; i < size_; ++i) {
      const Entry& entry = at(i);
      visit(entry.key(), entry.line);
      if ((i + 1) % block_size == 0) blocks_[i / block_size].reset();
    }
    clear();
  }

 private:
  static constexpr std::size_t group_size = 16;
  static constexpr std::size_t block_size = std::size_t{1} << 14U;

  /// Packed: 20 bytes.
  struct Entry {
    std::uint32_t line;
    std::array<std::uint32_t, 4> words;
    [[nodiscard]] IdKey key() const {
      return {std::uint64_t{words[0]} << 32U | words[1], std::uint64_t{words[2]} << 32U | words[3]};
    }
  };
  struct CacheLine {
    void operator()(std::uint32_t* at) const { ::operator delete[](at, std::align_val_t{64}); }
  };
  /// Filled from the first of a group on; what has no place in its group stands in the next.
  struct Slots {
    std::unique_ptr<std::uint32_t[], CacheLine> at;  // 0: empty; otherwise the place plus 1, below the tag
    std::size_t groups = 0;
    unsigned place_bits = 32;
  };
  /// The slots of a group that are empty, and those with a tag: a bit each.
  struct Found {
    unsigned empty = 0;
    unsigned same = 0;
  };

  [[nodiscard]] const Entry& at(std::size_t place) const {
    return blocks_[place / block_size][place % block_size];
  }
  static std::size_t group_of(const Slots& slots, const IdKey& key) {
    __extension__ using Product = unsigned __int128;
    return static_cast<std::size_t>(Product{key.high} * slots.groups >> 64U);
  }
  static std::uint32_t tag_of(const Slots& slots, const IdKey& key) {
    return static_cast<std::uint32_t>((key.low & 0xFFFF'FFFF) >> slots.place_bits);
  }
  static Found look(const Slots& slots, std::size_t group, std::uint32_t tag);
  static void put(Slots& slots, std::size_t slot, std::uint32_t tag, std::size_t place) {
    slots.at[slot] = static_cast<std::uint32_t>(std::uint64_t{tag} << slots.place_bits) |
                     static_cast<std::uint32_t>(place + 1);
  }
  void append(const IdKey& key, std::uint32_t line);
  void grow();
  void clear();

  std::size_t most_;    // keys
  std::size_t groups_;  // when it is full
  Slots slots_;
  std::vector<std::unique_ptr<Entry[]>> blocks_;
  std::size_t size_ = 0;
};

}  // namespace edge
}  // namespace HOTRO_ABI
}  // namespace hotro
