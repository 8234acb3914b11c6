// SPDX-License-Identifier: Apache-2.0
#pragma once

// What may go wrong with a ledger: a stable code, and a sentence in both languages that names no person.

#include <cstdint>
#include <stdexcept>
#include <string>

#include "../citation.hpp"
#include "../config.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace phases {

enum class LedgerCode : std::uint8_t {
#define HOTRO_LEDGER_CODE(number, name, vi, en) name = number,
#include "ledger_codes.def"
#undef HOTRO_LEDGER_CODE
};

/// "L04".
std::string code_text(LedgerCode code);
/// What a code means, in one sentence.
Text meaning(LedgerCode code);

/// Thrown where a ledger cannot be opened, read or written; what was being written is undone.
class LedgerError : public std::runtime_error {
 public:
  LedgerError(LedgerCode code, const std::string& path);

  [[nodiscard]] LedgerCode code() const { return code_; }
  [[nodiscard]] const Text& text() const { return text_; }  // with the path of the ledger

 private:
  LedgerCode code_;
  Text text_;
};

}  // namespace phases
}  // namespace HOTRO_ABI
}  // namespace hotro
