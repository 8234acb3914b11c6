// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "../citation.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace detail {

struct LocatorUnit {
  std::string_view unit, vi, en;
};
inline constexpr LocatorUnit locator_units[] = {{"art", "Điều", "Art."}, {"cl", "khoản", "cl."},
                                                {"pt", "điểm", "pt."},   {"ch", "Chương", "Ch."},
                                                {"sec", "Mục", "Sec."},  {"part", "Phần", "Part"},
                                                {"form", "Mẫu", "Form"}, {"annex", "Phụ lục", "Annex"}};

HOTRO_INLINE const LocatorUnit* find_unit(std::string_view unit) {
  for (const LocatorUnit& known : locator_units) {
    if (known.unit == unit) return &known;
  }
  return nullptr;
}

struct SurenessName {
  std::string_view name, vi, en;
};
inline constexpr SurenessName sureness_names[] = {
    {"text", "theo văn bản", "read in the text"},
    {"two sources", "theo hai nguồn độc lập", "two independent sources"},
    {"one source", "theo một nguồn", "one source only"},
    {"inferred", "theo suy luận", "inferred"},
};

}  // namespace detail

HOTRO_INLINE std::string_view name(Sureness sureness) {
  return detail::sureness_names[static_cast<int>(sureness)].name;
}

HOTRO_INLINE bool find_sureness(std::string_view text, Sureness& out) {
  for (int i = 0; i < 4; ++i) {
    if (detail::sureness_names[i].name == text) {
      out = static_cast<Sureness>(i);
      return true;
    }
  }
  return false;
}

HOTRO_INLINE std::string_view label(Sureness sureness, Language language) {
  const detail::SurenessName& names = detail::sureness_names[static_cast<int>(sureness)];
  return language == Language::vi ? names.vi : names.en;
}

HOTRO_INLINE bool parse_locator(std::string_view text, std::vector<LocatorPart>& out) {
  std::vector<std::string> words;
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t end = text.find(' ', i) == std::string_view::npos ? text.size() : text.find(' ', i);
    if (end > i) words.emplace_back(text.substr(i, end - i));
    i = end + 1;
  }
  if (words.size() % 2 != 0) return false;
  for (std::size_t i = 0; i < words.size(); i += 2) {
    if (detail::find_unit(words[i]) == nullptr) return false;
    out.push_back({words[i], words[i + 1]});
  }
  return true;
}

HOTRO_INLINE std::string locator_text(const Citation& citation, Language language) {
  std::string text;
  for (const LocatorPart& part : citation.locator) {
    const detail::LocatorUnit* unit = detail::find_unit(part.unit);
    if (unit == nullptr) continue;
    if (!text.empty()) text += ' ';
    text += language == Language::vi ? unit->vi : unit->en;
    text += ' ';
    text += part.number;
  }
  return text;
}

}  // namespace HOTRO_ABI
}  // namespace hotro
