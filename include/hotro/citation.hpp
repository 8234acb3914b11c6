// SPDX-License-Identifier: Apache-2.0
#pragma once

// Where in which text something stands, and how sure that is.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "config.hpp"
#include "date.hpp"
#include "source.hpp"

namespace hotro {
inline namespace HOTRO_ABI {

enum class Language : std::uint8_t { vi, en };

/// A text for people, in both languages; one may be empty.
struct Text {
  std::string vi;
  std::string en;

  /// In that language, or in the other if it is missing there.
  [[nodiscard]] const std::string& in(Language language) const {
    const std::string& first = language == Language::vi ? vi : en;
    return first.empty() ? (language == Language::vi ? en : vi) : first;
  }
  [[nodiscard]] bool empty() const { return vi.empty() && en.empty(); }
};

/// An act, or a text that is part of one (*văn bản*).
struct Source {
  std::string id;
  Text title;
  Date enacted;   // inherited from part_of where not given
  Date in_force;  // enacted, where not given
  std::string url;
  std::uint32_t part_of = 0xFFFF'FFFF;  // index into RuleSet::sources
  Span span;
};

/// How sure it is that the text says so (*mức độ chắc chắn*).
enum class Sureness : std::uint8_t {
  text,         // read in the text itself
  two_sources,  // two independent secondary sources agree
  one_source,   // one secondary source
  inferred,     // follows from structure or arithmetic
};
std::string_view name(Sureness sureness);
bool find_sureness(std::string_view name, Sureness& out);
/// For people: "theo suy luận", "inferred".
std::string_view label(Sureness sureness, Language language);

/// One unit of a locator: `art 11` or `pt a`.
struct LocatorPart {
  std::string unit;  // art cl pt ch sec part form annex
  std::string number;
};

/// A place in a source (*viện dẫn*).
struct Citation {
  std::uint32_t source = 0;  // index into RuleSet::sources
  std::vector<LocatorPart> locator;
  Span span;
};

/// What a line of a rule set rests on.
struct Basis {
  std::vector<Citation> citations;
  Sureness sureness = Sureness::text;
};

/// Splits `art 11 cl 2` into parts; false if it is not written so.
bool parse_locator(std::string_view text, std::vector<LocatorPart>& out);
/// `Điều 11 khoản 2` or `Art. 11 cl. 2`.
std::string locator_text(const Citation& citation, Language language);

}  // namespace HOTRO_ABI
}  // namespace hotro

#ifdef HOTRO_HEADER_ONLY
#include "impl/citation.inl"
#endif
