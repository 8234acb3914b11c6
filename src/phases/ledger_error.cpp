// SPDX-License-Identifier: Apache-2.0
#include "hotro/phases/ledger_error.hpp"

#include <fmt/format.h>

#include "hotro/impl/sha256.hpp"
#include "hotro/phases/ledger.hpp"
#include "page_words.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace phases {

std::string code_text(LedgerCode code) { return fmt::format("L{:02}", static_cast<int>(code)); }

Text meaning(LedgerCode code) {
  switch (code) {
#define HOTRO_LEDGER_CODE(number, name, vi, en) \
  case LedgerCode::name:                        \
    return {vi, en};
#include "hotro/phases/ledger_codes.def"
#undef HOTRO_LEDGER_CODE
  }
  return {};
}

LedgerError::LedgerError(LedgerCode code, const std::string& path)
    : std::runtime_error(fmt::format("{}: error {}: {}", path, code_text(code), meaning(code).en)),
      code_(code),
      text_{fmt::format("{}: {}", path, meaning(code).vi), fmt::format("{}: {}", path, meaning(code).en)} {}

std::string to_text(const Head& head) { return fmt::format("{}-{}", head.record, detail::hex(head.hash)); }

bool parse_head(std::string_view text, Head& head) {
  const std::size_t dash = text.find('-');
  if (dash == 0 || dash == std::string_view::npos || dash > 18 ||
      text.size() != dash + 1 + 2 * head.hash.size())
    return false;
  Head found;
  for (const char c : text.substr(0, dash)) {
    if (c < '0' || c > '9') return false;
    found.record = found.record * 10 + (c - '0');
  }
  constexpr std::string_view digits = "0123456789abcdef";
  for (std::size_t i = 0; i < found.hash.size(); ++i) {
    const std::size_t high = digits.find(text[dash + 1 + 2 * i]);
    const std::size_t low = digits.find(text[dash + 2 + 2 * i]);
    if (high == std::string_view::npos || low == std::string_view::npos) return false;
    found.hash[i] = static_cast<std::uint8_t>(high * 16 + low);
  }
  head = found;
  return true;
}

std::string_view name(Relation relation) {
  constexpr std::string_view names[] = {"none", "repeats", "supersedes", "clashes", "carried"};
  return names[static_cast<std::size_t>(relation)];
}

std::string_view label(Outcome outcome, Language language) { return say(word(outcome), language); }

std::string_view name(Outcome outcome) {
  constexpr std::string_view names[] = {"accepted",  "refused",   "undetermined",
                                        "erroneous", "duplicate", "waiting"};
  return names[static_cast<std::size_t>(outcome)];
}

}  // namespace phases
}  // namespace HOTRO_ABI
}  // namespace hotro
