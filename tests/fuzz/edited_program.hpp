// SPDX-License-Identifier: Apache-2.0
#pragma once

// Compiled programs that no compiler wrote, with the fingerprint of what they became: without it every change
// would be refused as damage. Texts only, because the definition looks into the header-only library.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace fuzz {

/// A saved program after the edits that the bytes choose; empty if it is not sound.
std::string edited_program(std::string_view saved, const std::vector<std::uint8_t>& choices);
/// The bytes of a program with their own fingerprint; empty if they are not sound.
std::string sealed_program(std::string_view bytes);

}  // namespace fuzz
