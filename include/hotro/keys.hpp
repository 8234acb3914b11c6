// SPDX-License-Identifier: Apache-2.0
#pragma once

// Which keys the mappings of rule sets, cases, phases and populations have: the table that their readers and
// the JSON Schema share.
//
//   for (const hotro::Key& key : hotro::keys(hotro::Mapping::fact)) std::cout << key.name << '\n';

#include <cstdint>
#include <iterator>
#include <span>
#include <string_view>

#include "config.hpp"

namespace hotro {
inline namespace HOTRO_ABI {

enum class Mapping : std::uint8_t {
#define HOTRO_MAPPING(name, what) name,
#define HOTRO_KEY(mapping, key, need, value, meaning)
#include "keys.def"
#undef HOTRO_MAPPING
#undef HOTRO_KEY
};

struct Key {
  Mapping of;
  std::string_view name;
  bool required;           // whatever the other keys are
  std::string_view value;  // what stands behind it; see keys.def
  std::string_view meaning;
};

namespace detail {
struct MappingName {
  std::string_view name, what;
};
inline constexpr MappingName mapping_names[] = {
#define HOTRO_MAPPING(name, what) {#name, what},
#define HOTRO_KEY(mapping, key, need, value, meaning)
#include "keys.def"
#undef HOTRO_MAPPING
#undef HOTRO_KEY
};
inline constexpr bool required = true, optional = false;
inline constexpr Key all_keys[] = {
#define HOTRO_MAPPING(name, what)
#define HOTRO_KEY(mapping, key, need, value, meaning) {Mapping::mapping, key, need, value, meaning},
#include "keys.def"
#undef HOTRO_MAPPING
#undef HOTRO_KEY
};
}  // namespace detail

inline constexpr int mapping_count = static_cast<int>(std::size(detail::mapping_names));

/// `fact`
constexpr std::string_view name(Mapping mapping) {
  return detail::mapping_names[static_cast<int>(mapping)].name;
}
/// As messages call it: "a fact".
constexpr std::string_view what(Mapping mapping) {
  return detail::mapping_names[static_cast<int>(mapping)].what;
}
/// Its keys, in the order in which messages list them.
constexpr std::span<const Key> keys(Mapping mapping) {
  const Key* first = std::begin(detail::all_keys);
  while (first->of != mapping) ++first;
  const Key* last = first;
  while (last != std::end(detail::all_keys) && last->of == mapping) ++last;
  return {first, last};
}

/// A key that readers miss. It does not compile where the table does not say that it is required.
struct RequiredKey {
  Mapping of;
  std::string_view name;

  consteval RequiredKey(Mapping mapping, std::string_view key) : of(mapping), name(key) {
    for (const Key& one : keys(mapping)) {
      if (one.required && one.name == key) return;
    }
    the_table_does_not_say_so();
  }

 private:
  static void the_table_does_not_say_so();  // not constexpr
};

}  // namespace HOTRO_ABI
}  // namespace hotro
