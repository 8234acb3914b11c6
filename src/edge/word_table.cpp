// SPDX-License-Identifier: Apache-2.0
#include "word_table.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace edge {

/// True if every word has a slot of its own.
template <bool Short>
bool WordTable::place(const std::vector<Entry>& words) {
  slots_.assign(std::size_t{1} << (64U - shift_), Slot());
  for (const Entry& entry : words) {
    const Key key = key_of<false>(entry.word);
    Slot& slot = slots_[place_of<Short>(key, factor_, shift_)];
    if (slot.key == key) continue;
    if (slot.value != none_of_them) return false;
    slot = {key, entry.value};
  }
  return true;
}

WordTable::WordTable(const std::vector<Entry>& words) {
  std::vector<Entry> padded;
  for (const Entry& entry : words) {
    if (entry.word.size() > longest) continue;
    short_ = short_ && entry.word.size() <= 8;
    padded.push_back(entry);
    padded.back().word.reserve(longest + text_padding);  // they are read beyond their ends
  }
  constexpr int tries = 64;
  constexpr unsigned most_bits = 10;
  for (unsigned bits = 1; bits <= most_bits; ++bits) {
    if (padded.size() > std::size_t{1} << bits) continue;
    shift_ = 64 - bits;
    factor_ = 0x9E37'79B9'7F4A'7C15;
    for (int i = 0; i < tries; ++i, factor_ = factor_ * 0xD134'2543'DE82'EF95 + 2) {
      if (short_ ? place<true>(padded) : place<false>(padded)) return;
    }
  }
  slots_.assign(slots_.size(), Slot());
}

}  // namespace edge
}  // namespace HOTRO_ABI
}  // namespace hotro
