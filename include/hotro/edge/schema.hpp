// SPDX-License-Identifier: Apache-2.0
#pragma once

// The JSON Schema of the files of a rule set, by which editors complete and check them while they are
// written. It knows their keys and the form of their values, from the table that the readers use (keys.def);
// names, kinds and dates that do not fit are found by `hotro check` alone.
//
//   std::puts(hotro::edge::json_schema(hotro::edge::FileKind::cases).c_str());

#include <cstdint>
#include <string>

#include "../config.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace edge {

enum class FileKind : std::uint8_t {
  rules,  // also amendments
  cases,
  phases,
  population,
};

/// Draft 7, which editors of YAML know best; for YAML 1.2, in which 2023-01-16 and 1_000 are texts.
std::string json_schema(FileKind kind);

}  // namespace edge
}  // namespace HOTRO_ABI
}  // namespace hotro
