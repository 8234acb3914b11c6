// SPDX-License-Identifier: Apache-2.0
#pragma once

// The compiled form of a rule set: a flat list of typed ops over registers, each register written once. It
// holds everything that evaluating needs and nothing else: no text but names, no model, no YAML. Immutable;
// any number of threads may evaluate one program, each with an Evaluator of its own.
//
//   auto program = hotro::compile(rules);
//   auto income = program->handle<hotro::Money>("lowest_income");
//   std::fputs(program->dump().c_str(), stdout);

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "config.hpp"
#include "limits.hpp"
#include "value.hpp"

namespace hotro {
inline namespace HOTRO_ABI {

enum class OpCode : std::uint8_t {
#define HOTRO_OP(name, operands, result, meaning) name,
#include "ops.def"
#undef HOTRO_OP
};
std::string_view name(OpCode code);

/// The width of a register: of each end of its interval. Chosen by range analysis, so that nothing overflows.
enum class Lane : std::uint8_t { truth, tiny, small, narrow, normal, wide };  // 8, 8, 16, 32, 64, 128 bits
inline constexpr int lane_count = 6;

struct Op {
  OpCode code{};
  Lane lane{};            // of the number operands and result; truth ops: truth
  std::uint16_t out = 0;  // registers
  std::uint16_t a = 0;
  std::uint16_t b = 0;
  std::uint32_t c = 0;
};
static_assert(sizeof(Op) == 12, "ops are read in order, many per cache line");

/// The values of a keyed parameter, by the index of the key.
struct LookupTable {
  Lane lane = Lane::normal;
  std::vector<std::int64_t> entries;
};

/// A register that keeps one value for good.
struct Constant {
  std::uint16_t out = 0;
  Lane lane = Lane::normal;
  Wide value = 0;
};

/// A fact, as data enters through it.
struct Input {
  std::string path;  // lowest_income, enterprise.region, paid_before.suspended
  Kind kind = Kind::count;
  bool of_enterprise = false;  // its column has a row per enterprise
  bool of_ledger = false;
  bool person = false;       // identifies the person; text, not read by the program
  bool has_default = false;  // where missing, if_missing is assumed
  std::int64_t if_missing = 0;
  Interval range;                    // of accepted values; truth: 0 .. 2
  std::vector<std::string> options;  // choice
};

/// The registers that answer for one benefit.
struct BenefitOutput {
  std::string name;
  std::vector<std::string> conditions;  // ids, by bit
  std::uint16_t concerned = 0;
  std::uint16_t in_scope = 0;
  std::uint16_t eligible = 0;
  std::vector<std::uint16_t> truths;  // of the conditions
  std::uint16_t granted = 0;          // what the law grants to who is eligible
  std::uint16_t entitlement = 0;      // that, or 0
  std::uint16_t payout = 0;
  std::uint16_t overpaid = 0;
  std::uint16_t failed = 0;
  std::uint16_t open = 0;
  std::uint32_t context = 0;  // index into ProgramData::marks
};

/// Where the value of a formula is kept: the register, over the denominator. Ops that were folded away leave
/// their result in a constant register; formulas that the program does not need have none.
struct Mark {
  std::uint16_t reg = 0;
  bool present = false;
  std::int64_t denominator = 1;
};

/// One way to lay registers out in memory.
struct Layout {
  std::vector<Op> ops;      // their registers renamed to slots
  std::size_t facts = 0;    // the first ops bring facts in, all others compute
  std::size_t answers = 0;  // ops from here on only serve explanations
  std::vector<Constant> constants;
  std::vector<Lane> slots;          // the lane of each slot
  std::vector<std::uint16_t> slot;  // of each register that is kept to the end
};

struct ProgramData {
  std::string rule_set;  // vn.vgcl-6696
  std::string currency;
  Date known;  // the law as enacted by that day
  std::vector<std::pair<std::string, std::string>> readings;
  std::vector<Input> inputs;
  std::vector<LookupTable> tables;
  std::vector<Lane> registers;  // the lane of each register
  Layout row;                   // every register has a slot of its own
  Layout block;                 // slots are reused
  std::vector<BenefitOutput> benefits;
  std::uint16_t any_concerned = 0;  // of the row: all benefits combined
  std::uint16_t any_in_scope = 0;
  std::uint16_t any_eligible = 0;
  std::uint16_t entitlement = 0;
  std::uint16_t payout = 0;
  std::uint16_t overpaid = 0;
  std::vector<std::vector<Mark>> marks;  // by context (effective date), by formula of the model
};

/// A choice cell: an index among the options of its fact.
struct Choice {
  std::uint32_t option = 0;
};

/// A fact looked up once and typed: Truth, Money, Date, Rate, Choice, or std::int64_t for count, days and
/// months.
template <class T>
struct Handle {
  std::uint32_t input = none;
  explicit operator bool() const { return input != none; }
};

namespace detail {
template <class T>
constexpr bool kind_fits(Kind kind) =
    delete;  // a handle is of Truth, Money, Date, Rate, Choice or std::int64_t
template <>
constexpr bool kind_fits<Truth>(Kind kind) {
  return kind == Kind::truth;
}
template <>
constexpr bool kind_fits<Money>(Kind kind) {
  return kind == Kind::money;
}
template <>
constexpr bool kind_fits<Date>(Kind kind) {
  return kind == Kind::date;
}
template <>
constexpr bool kind_fits<Rate>(Kind kind) {
  return kind == Kind::rate;
}
template <>
constexpr bool kind_fits<Choice>(Kind kind) {
  return kind == Kind::choice;
}
template <>
constexpr bool kind_fits<std::int64_t>(Kind kind) {
  return kind == Kind::count || kind == Kind::days || kind == Kind::months;
}
}  // namespace detail

class Program {
 public:
  Program() = default;
  explicit Program(ProgramData data);

  /// Index of a fact; `none` if the program has no such fact.
  [[nodiscard]] std::uint32_t find(std::string_view path) const;
  /// A typed handle; false if there is no such fact or it is of another kind.
  template <class T>
  [[nodiscard]] Handle<T> handle(std::string_view path) const {
    const std::uint32_t input = find(path);
    return input != none && detail::kind_fits<T>(data_.inputs[input].kind) ? Handle<T>{input} : Handle<T>{};
  }

  [[nodiscard]] const std::vector<Input>& inputs() const { return data_.inputs; }
  [[nodiscard]] const std::vector<BenefitOutput>& benefits() const { return data_.benefits; }
  [[nodiscard]] const ProgramData& data() const { return data_; }
  /// The ops of one row as text, one line each, with the facts and outputs around them.
  [[nodiscard]] std::string dump() const;
  /// SHA-256 (FIPS 180-4) over everything that decides an answer, 64 hexadecimal digits: equal fingerprints
  /// give equal decisions for equal facts.
  [[nodiscard]] const std::string& fingerprint() const { return fingerprint_; }

 private:
  ProgramData data_;
  std::string fingerprint_;
};

}  // namespace HOTRO_ABI
}  // namespace hotro

#ifdef HOTRO_HEADER_ONLY
#include "impl/program.inl"
#endif
