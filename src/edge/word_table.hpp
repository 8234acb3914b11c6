// SPDX-License-Identifier: Apache-2.0
#pragma once

// A few words, each with a number, found without comparing one after another.

#include <bit>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "bytes.hpp"
#include "hotro/config.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace edge {

class WordTable {
  /// Its first sixteen bytes, zeros behind them, and its size: all of a word that is no longer.
  struct Key {
    std::uint64_t first = 0;
    std::uint64_t last = 0;
    std::uint64_t size = ~std::uint64_t{0};
    friend bool operator==(const Key&, const Key&) = default;
  };
  struct Slot {
    Key key;
    std::uint64_t value = none_of_them;
  };

 public:
  static constexpr std::uint8_t none_of_them = 255;
  /// Longer words are not found.
  static constexpr std::size_t longest = 16;

  struct Entry {
    std::string word;
    std::uint8_t value = none_of_them;
  };

  /// Of a word that stands twice the first value counts. Of very many words none may be found.
  explicit WordTable(const std::vector<Entry>& words);
  WordTable() : WordTable(std::vector<Entry>{}) {}

  /// Whether no word has more than eight bytes.
  [[nodiscard]] bool is_short() const { return short_; }

  /// Finds words while the table is there. By value, so that loops keep it in registers; `Short` if the table
  /// is.
  template <bool Short>
  class Finder {
   public:
    explicit Finder(const WordTable& table)
        : slots_(table.slots_.data()), factor_(table.factor_), shift_(table.shift_) {}

    /// The value of a word, or none_of_them. Behind the text are `text_padding` bytes that can be read.
    [[nodiscard]] std::uint8_t find(std::string_view text) const {
      const Key key = key_of<Short>(text);
      const Slot& slot = slots_[place_of<Short>(key, factor_, shift_)];
      std::uint64_t other = (slot.key.first ^ key.first) | (slot.key.size ^ key.size);
      if constexpr (!Short) other |= slot.key.last ^ key.last;
      return static_cast<std::uint8_t>(other == 0 ? slot.value : none_of_them);
    }

   private:
    const Slot* slots_;
    std::uint64_t factor_;
    unsigned shift_;
  };

 private:
  template <bool Short>
  static Key key_of(std::string_view text) {
    const std::size_t size = text.size();
    Key key;
    key.first = load_8(text.data()) & bytes_inside[size < 8 ? size : 8];
    if constexpr (!Short)
      key.last = load_8(text.data() + 8) & bytes_inside[size < 8 ? 0 : size < 16 ? size - 8 : 8];
    key.size = size;
    return key;
  }
  template <bool Short>
  static std::size_t place_of(const Key& key, std::uint64_t factor, unsigned shift) {
    return (Short ? key.first : key.first ^ std::rotl(key.last, 23)) * factor >> shift;
  }
  template <bool Short>
  bool place(const std::vector<Entry>& words);

  bool short_ = true;
  std::uint64_t factor_ = 1;
  unsigned shift_ = 63;
  std::vector<Slot> slots_;
};

}  // namespace edge
}  // namespace HOTRO_ABI
}  // namespace hotro
