// SPDX-License-Identifier: Apache-2.0
#include "id_set.hpp"

#include <algorithm>
#include <bit>
#include <new>
#include <utility>

#ifdef __GLIBC__
#include <malloc.h>
#endif
#ifdef __SSE2__
#include <emmintrin.h>
#endif

namespace hotro {
inline namespace HOTRO_ABI {
namespace edge {

IdSet::IdSet(std::size_t memory) {
  // Seven slots of eight are used: then hardly a group has none left.
  constexpr std::size_t each = sizeof(Entry) + sizeof(std::uint32_t) * 8 / 7 + 1;
  most_ = std::min<std::size_t>(memory / each, UINT32_MAX - 1);
  groups_ = most_ / 7 * 8 / group_size + 1;
  grow();
}

inline IdSet::Found IdSet::look(const Slots& slots, std::size_t group, std::uint32_t tag) {
  const std::uint32_t* const from = slots.at.get() + group * group_size;
  Found found;
#ifdef __SSE2__
  const __m128i wanted = _mm_set1_epi32(static_cast<int>(tag));
  const __m128i shift = _mm_cvtsi32_si128(static_cast<int>(slots.place_bits));
  for (unsigned i = 0; i < group_size; i += 4) {
    const __m128i four = _mm_load_si128(reinterpret_cast<const __m128i*>(from + i));
    const __m128i empty = _mm_cmpeq_epi32(four, _mm_setzero_si128());
    const __m128i same = _mm_cmpeq_epi32(_mm_srl_epi32(four, shift), wanted);
    found.empty |= static_cast<unsigned>(_mm_movemask_ps(_mm_castsi128_ps(empty))) << i;
    found.same |= static_cast<unsigned>(_mm_movemask_ps(_mm_castsi128_ps(same))) << i;
  }
#else
  for (unsigned i = 0; i < group_size; ++i) {
    found.empty |= (from[i] == 0 ? 1U : 0U) << i;
    found.same |= (std::uint64_t{from[i]} >> slots.place_bits == tag ? 1U : 0U) << i;
  }
#endif
  found.same &= ~found.empty;
  return found;
}

void IdSet::append(const IdKey& key, std::uint32_t line) {
  if (size_ % block_size == 0) blocks_.push_back(std::make_unique_for_overwrite<Entry[]>(block_size));
  const auto low = [](std::uint64_t bits) { return static_cast<std::uint32_t>(bits); };
  blocks_.back()[size_ % block_size] = {
      line, {low(key.high >> 32U), low(key.high), low(key.low >> 32U), low(key.low)}};
  ++size_;
}

std::uint32_t IdSet::add(const IdKey& key, std::uint32_t line) {
  if (size_ >= slots_.groups * group_size / 8 * 7) grow();
  const std::uint32_t tag = tag_of(slots_, key);
  const std::uint32_t places = ~static_cast<std::uint32_t>(~std::uint64_t{0} << slots_.place_bits);
  for (std::size_t group = group_of(slots_, key);; group = group + 1 == slots_.groups ? 0 : group + 1) {
    const Found found = look(slots_, group, tag);
    for (unsigned same = found.same; same != 0; same &= same - 1) {
      const std::uint32_t slot =
          slots_.at[group * group_size + static_cast<unsigned>(std::countr_zero(same))];
      const Entry& entry = at((slot & places) - 1);
      if (entry.key() == key) return entry.line;
    }
    if (found.empty == 0) continue;
    put(slots_, group * group_size + static_cast<unsigned>(std::countr_zero(found.empty)), tag, size_);
    append(key, line);
    return 0;
  }
}

/// Some four times as many slots, in steps that end at `groups_`.
void IdSet::grow() {
  constexpr std::size_t least = 256;  // groups
  constexpr std::size_t factor = 4;
  Slots more;
  more.groups = slots_.groups < groups_ ? groups_ : 2 * slots_.groups;
  while (more.groups / factor > std::max(slots_.groups, least)) more.groups /= factor;
  const std::size_t count = more.groups * group_size;
  more.at.reset(new (std::align_val_t{64}) std::uint32_t[count]());
  more.place_bits = std::min<unsigned>(32, static_cast<unsigned>(std::bit_width(count)));
  constexpr std::size_t ahead = 16;
  for (std::size_t i = 0; i < size_; ++i) {
    if (i + ahead < size_)
      __builtin_prefetch(more.at.get() + group_of(more, at(i + ahead).key()) * group_size, 1);
    const IdKey key = at(i).key();
    std::size_t group = group_of(more, key);
    Found found = look(more, group, 0);
    while (found.empty == 0) {
      group = group + 1 == more.groups ? 0 : group + 1;
      found = look(more, group, 0);
    }
    put(more, group * group_size + static_cast<unsigned>(std::countr_zero(found.empty)), tag_of(more, key),
        i);
  }
  slots_ = std::move(more);
}

void IdSet::clear() {
  slots_ = {};
  blocks_.clear();
  size_ = 0;
  grow();
#ifdef __GLIBC__
  malloc_trim(0);  // what was freed goes back to the system
#endif
}

}  // namespace edge
}  // namespace HOTRO_ABI
}  // namespace hotro
