// SPDX-License-Identifier: Apache-2.0
#pragma once

// A compiled program as bytes: whoever only decides needs neither YAML nor the rule set.
//
//   std::string bytes = hotro::save(program);
//   hotro::ProgramFile file = hotro::load_program(bytes);
//   if (file) hotro::Evaluator evaluator(file.program);
//
// A file is untrusted input. Loading checks its fingerprint, and then every op as the compiler would: that
// each register is written once and before it is read, that lanes hold the ranges that follow from the facts,
// that no divisor can be 0 and no table is read outside. What passes can be evaluated like any program,
// whoever wrote it.

#include <cstdint>
#include <string>
#include <string_view>

#include "config.hpp"
#include "program.hpp"

namespace hotro {
inline namespace HOTRO_ABI {

/// Of the bytes. Another number is refused: a program is compiled again from its rule set.
inline constexpr std::uint16_t program_file_version = 2;

enum class ProgramFault : std::uint8_t {
  no_fault,
  not_a_program,  // the bytes do not begin as a program does
  other_version,  // written by another version of the format
  damaged,        // cut off, too long, or not the bytes of its fingerprint
  unsound,        // an op, register or output that no compiler writes
};
/// In one sentence, for people.
std::string_view name(ProgramFault fault);

struct ProgramFile {
  Program program;  // empty where there is a fault
  ProgramFault fault = ProgramFault::no_fault;

  explicit operator bool() const { return fault == ProgramFault::no_fault; }
};

/// The bytes are the same on every machine. O(ops).
std::string save(const Program& program);
/// O(ops × log ops); more than `largest_program_file` bytes are damaged.
ProgramFile load_program(std::string_view bytes);

}  // namespace HOTRO_ABI
}  // namespace hotro

#ifdef HOTRO_HEADER_ONLY
#include "impl/program_file.inl"
#endif
