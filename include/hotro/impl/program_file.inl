// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "../limits.hpp"
#include "../program_file.hpp"
#include "layout.inl"
#include "program_verify.inl"

namespace hotro {
inline namespace HOTRO_ABI {
namespace detail {

inline constexpr std::string_view program_magic = "hotro program\n";

/// Numbers little endian, texts and lists behind their length. One walk both writes and reads: what is
/// written is read in the same order.
class ProgramWriter {
 public:
  std::string bytes;

  template <class T>
  void number(const T& value) {
    const auto wide = static_cast<UnsignedWide>(static_cast<Wide>(value));
    for (std::size_t i = 0; i < sizeof(T); ++i)
      bytes.push_back(static_cast<char>(static_cast<unsigned char>(wide >> (8 * i))));
  }
  void text(const std::string& value) {
    number(static_cast<std::uint32_t>(value.size()));
    bytes += value;
  }
  template <class T, class F>
  void list(std::vector<T>& values, F&& each) {
    number(static_cast<std::uint32_t>(values.size()));
    for (T& value : values) each(value);
  }
};

class ProgramReader {
 public:
  explicit ProgramReader(std::string_view bytes) : rest_(bytes) {}
  bool failed = false;

  template <class T>
  void number(T& value) {
    if (rest_.size() < sizeof(T)) return fail(value);
    UnsignedWide wide = 0;
    for (std::size_t i = sizeof(T); i-- > 0;) wide = wide << 8U | static_cast<unsigned char>(rest_[i]);
    value = static_cast<T>(wide);
    rest_.remove_prefix(sizeof(T));
  }
  void text(std::string& value) {
    std::uint32_t size = 0;
    number(size);
    if (rest_.size() < size) return fail(size);
    value = std::string(rest_.substr(0, size));
    rest_.remove_prefix(size);
  }
  /// Each entry takes at least one byte, so that a length beyond the rest is a lie.
  template <class T, class F>
  void list(std::vector<T>& values, F&& each) {
    std::uint32_t size = 0;
    number(size);
    if (rest_.size() < size) return fail(size);
    for (std::uint32_t i = 0; i < size && !failed; ++i) each(values.emplace_back());  // no memory on its word
  }
  [[nodiscard]] bool finished() const { return !failed && rest_.empty(); }

 private:
  template <class T>
  void fail(T& value) {
    value = T{};
    failed = true;
    rest_ = {};
  }
  std::string_view rest_;
};

/// An enum or a bool in one byte. What no enumerator has is caught by the verifier.
template <class Stream, class T>
void small(Stream& stream, T& value) {
  std::uint8_t byte = static_cast<std::uint8_t>(value);
  stream.number(byte);
  value = static_cast<T>(byte);
}

/// Everything but the layouts, which follow from it.
template <class Stream>
void program_fields(Stream& stream, ProgramData& data) {
  stream.text(data.rule_set);
  stream.text(data.currency);
  stream.number(data.known.day);
  stream.list(data.readings, [&](auto& reading) {
    stream.text(reading.first);
    stream.text(reading.second);
  });
  stream.list(data.inputs, [&](auto& input) {
    stream.text(input.path);
    small(stream, input.kind);
    small(stream, input.of_enterprise);
    small(stream, input.of_ledger);
    small(stream, input.person);
    small(stream, input.has_default);
    stream.number(input.if_missing);
    stream.number(input.range.low);
    stream.number(input.range.high);
    stream.list(input.options, [&](auto& option) { stream.text(option); });
  });
  stream.list(data.tables, [&](auto& table) {
    small(stream, table.lane);
    stream.list(table.entries, [&](auto& entry) { stream.number(entry); });
  });
  stream.list(data.registers, [&](auto& lane) { small(stream, lane); });
  stream.list(data.row.constants, [&](auto& constant) {
    stream.number(constant.out);
    small(stream, constant.lane);
    stream.number(constant.value);
  });
  stream.list(data.row.ops, [&](auto& op) {
    small(stream, op.code);
    small(stream, op.lane);
    stream.number(op.out);
    stream.number(op.a);
    stream.number(op.b);
    stream.number(op.c);
  });
  stream.list(data.benefits, [&](auto& b) {
    stream.text(b.name);
    stream.list(b.conditions, [&](auto& id) { stream.text(id); });
    stream.list(b.truths, [&](auto& reg) { stream.number(reg); });
    for (auto* reg : {&b.concerned, &b.in_scope, &b.eligible, &b.granted, &b.entitlement, &b.payout,
                      &b.overpaid, &b.failed, &b.open}) {
      stream.number(*reg);
    }
    stream.number(b.context);
  });
  for (auto* reg : {&data.any_concerned, &data.any_in_scope, &data.any_eligible, &data.entitlement,
                    &data.payout, &data.overpaid})
    stream.number(*reg);
  stream.list(data.marks, [&](auto& marks) {
    stream.list(marks, [&](auto& mark) {
      small(stream, mark.present);
      stream.number(mark.reg);
      stream.number(mark.denominator);
    });
  });
}

/// What compiles can be loaded again: the most bytes of everything that a program lists.
inline constexpr std::size_t most_text_bytes = 4 + longest_name;
inline constexpr std::size_t most_register_bytes = 1 + 19 + 16;  // its lane, its constant, its op
inline constexpr std::size_t most_mark_bytes = 11;
inline constexpr std::size_t most_benefit_bytes =
    most_text_bytes + 32 + most_conditions * (most_text_bytes + 2);
inline constexpr std::size_t most_input_bytes = 2 * most_text_bytes + 52;  // a path has two names, and a row
static_assert(most_marks * most_mark_bytes + most_entries * 11 + most_registers * most_register_bytes +
                      most_fact_options * most_text_bytes + most_readings * 2 * most_text_bytes +
                      (most_facts + most_benefits) * most_input_bytes + most_benefits * most_benefit_bytes <=
                  largest_program_file,
              "every program that compiles is smaller than the largest that is loaded");

HOTRO_INLINE std::string write_program(ProgramData& data, const std::string& fingerprint) {
  ProgramWriter writer;
  writer.bytes = program_magic;
  writer.number(program_file_version);
  writer.text(fingerprint);
  program_fields(writer, data);
  return std::move(writer.bytes);
}

/// What stands in the bytes; nothing of it is believed yet.
HOTRO_INLINE ProgramFault read_program_fields(std::string_view bytes, ProgramData& data,
                                              std::string& fingerprint) {
  if (bytes.substr(0, program_magic.size()) != program_magic) return ProgramFault::not_a_program;
  if (bytes.size() > largest_program_file) return ProgramFault::damaged;
  ProgramReader reader(bytes.substr(program_magic.size()));
  std::uint16_t version = 0;
  reader.number(version);
  if (reader.failed) return ProgramFault::damaged;
  if (version != program_file_version) return ProgramFault::other_version;
  reader.text(fingerprint);
  program_fields(reader, data);
  return reader.finished() ? ProgramFault::no_fault : ProgramFault::damaged;
}

/// A program that is sound, whatever its fingerprint should be.
HOTRO_INLINE ProgramFault read_program(std::string_view bytes, Program& out, std::string& fingerprint) {
  ProgramData data;
  const ProgramFault fault = read_program_fields(bytes, data, fingerprint);
  if (fault != ProgramFault::no_fault) return fault;
  if (data.registers.size() > most_registers) return ProgramFault::unsound;
  for (Lane lane : data.registers) {
    if (static_cast<int>(lane) >= lane_count) return ProgramFault::unsound;
  }
  if (!Verifier(data).sound()) return ProgramFault::unsound;
  // Copies: both layouts are made anew from what was read.
  const std::vector<Op> ops = data.row.ops;
  const std::vector<Constant> constants = data.row.constants;
  lay_out(data, ops, constants);
  out = Program(std::move(data));
  return ProgramFault::no_fault;
}

}  // namespace detail

HOTRO_INLINE std::string_view name(ProgramFault fault) {
  constexpr std::string_view names[] = {"the program is sound", "the bytes are not a compiled program",
                                        "the program was written by another version of the format",
                                        "the program is damaged: its fingerprint does not fit its bytes",
                                        "the program holds what no compiler writes"};
  return names[static_cast<int>(fault)];
}

HOTRO_INLINE std::string save(const Program& program) {
  ProgramData data = program.data();
  return detail::write_program(data, program.fingerprint());
}

HOTRO_INLINE ProgramFile load_program(std::string_view bytes) {
  ProgramFile file;
  std::string fingerprint;
  file.fault = detail::read_program(bytes, file.program, fingerprint);
  if (file && file.program.fingerprint() != fingerprint) return {{}, ProgramFault::damaged};
  return file;
}

}  // namespace HOTRO_ABI
}  // namespace hotro
