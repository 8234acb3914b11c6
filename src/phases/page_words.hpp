// SPDX-License-Identifier: Apache-2.0
#pragma once

// The words of pages, lists and notices in both languages.

#include <cstdint>
#include <string_view>

#include "hotro/phases/report.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace phases {

enum class Word : std::uint8_t {
#define HOTRO_WORD(name, vi, en) name,
#include "page_words.def"
#undef HOTRO_WORD
};

/// Empty where a language has no such word.
std::string_view say(Word word, Language language);

inline Word word(Outcome outcome) { return static_cast<Word>(outcome); }
static_assert(static_cast<int>(Word::waiting) == static_cast<int>(Outcome::waiting));

}  // namespace phases
}  // namespace HOTRO_ABI
}  // namespace hotro
