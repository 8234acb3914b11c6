// SPDX-License-Identifier: Apache-2.0
#include "program_identity.hpp"

#include <algorithm>
#include <map>
#include <string_view>
#include <utility>
#include <vector>

#include "hotro/impl/operands.inl"

namespace hotro {
inline namespace HOTRO_ABI {
namespace edge {
namespace {

/// Two streams of 64 bits, mixed as SplitMix64 does.
struct Identity {
  std::uint64_t a = 0x9E37'79B9'7F4A'7C15;
  std::uint64_t b = 0xD1B5'4A32'D192'ED03;

  void add(std::uint64_t value) {
    a = mixed(a ^ mixed(value + 0x9E37'79B9'7F4A'7C15));
    b = mixed(b + 0xBF58'476D'1CE4'E5B9 * (value + 1));
  }
  void add(std::string_view text) {
    add(text.size());
    for (const char c : text) add(static_cast<unsigned char>(c));
  }
  void add(const Identity& other) {
    add(other.a);
    add(other.b);
  }
  friend bool operator==(const Identity&, const Identity&) = default;
  friend bool operator<(const Identity& x, const Identity& y) {
    return std::pair(x.a, x.b) < std::pair(y.a, y.b);
  }

 private:
  static std::uint64_t mixed(std::uint64_t x) {
    x = (x ^ (x >> 30U)) * 0xBF58'476D'1CE4'E5B9;
    x = (x ^ (x >> 27U)) * 0x94D0'49BB'1331'11EB;
    return x ^ (x >> 31U);
  }
};

bool symmetric(OpCode code) {
  switch (code) {
    case OpCode::add:
    case OpCode::multiply:
    case OpCode::minimum:
    case OpCode::maximum:
    case OpCode::equal: return true;
    default: return false;
  }
}

/// A truth as the set of those that it joins: a and (b and a) is a and b.
class Joined {
 public:
  explicit Joined(std::size_t registers) : parts_(registers), code_(registers, OpCode::constant) {}

  Identity join(const Op& op, const std::vector<Identity>& found) {
    std::vector<Identity> parts;
    for (const std::uint16_t reg : {op.a, op.b}) {
      if (code_[reg] == op.code)
        parts.insert(parts.end(), parts_[reg].begin(), parts_[reg].end());
      else
        parts.push_back(found[reg]);
    }
    std::sort(parts.begin(), parts.end());
    parts.erase(std::unique(parts.begin(), parts.end()), parts.end());
    if (parts.size() == 1) return parts.front();
    Identity joined;
    joined.add(100 + static_cast<std::uint64_t>(op.code));
    for (const Identity& part : parts) joined.add(part);
    parts_[op.out] = std::move(parts);
    code_[op.out] = op.code;
    return joined;
  }

 private:
  std::vector<std::vector<Identity>> parts_;
  std::vector<OpCode> code_;
};

/// The width of a register decides no answer, and is left out.
std::vector<Identity> registers(const ProgramData& data) {
  std::vector<Identity> found(data.registers.size());
  Joined joined(data.registers.size());
  for (const Constant& constant : data.row.constants) {
    Identity& one = found[constant.out];
    one.add(constant.lane == Lane::truth ? 1 : 2);
    one.add(static_cast<std::uint64_t>(constant.value));
    one.add(static_cast<std::uint64_t>(constant.value >> 64));
  }
  for (const Op& op : data.row.ops) {
    if (op.code == OpCode::convert) {
      found[op.out] = found[op.a];
      continue;
    }
    if (op.code == OpCode::both || op.code == OpCode::either) {
      found[op.out] = joined.join(op, found);
      continue;
    }
    Identity one;
    one.add(3 + static_cast<std::uint64_t>(op.code));
    const detail::Operands read = detail::operands(op);
    Identity inputs[3];
    for (int i = 0; i < read.count; ++i) inputs[i] = found[read.reg[i]];
    if (symmetric(op.code) && inputs[1] < inputs[0]) std::swap(inputs[0], inputs[1]);
    for (int i = 0; i < read.count; ++i) one.add(inputs[i]);
    if (detail::is_fact(op.code)) {
      const Input& input = data.inputs[op.c];
      one.add(std::string_view(input.path));
      for (const std::string& option : input.options) one.add(std::string_view(option));
      for (const std::int64_t value : {input.range.low, input.range.high,
                                       static_cast<std::int64_t>(input.has_default), input.if_missing})
        one.add(static_cast<std::uint64_t>(value));
    } else if (op.code == OpCode::lookup) {
      for (const std::int64_t entry : data.tables[op.c].entries) one.add(static_cast<std::uint64_t>(entry));
    } else if (detail::operand_kinds(op.code).back() == 'k') {
      one.add(op.c);
    }
    found[op.out] = one;
  }
  return found;
}

Identity answers(const ProgramData& data, const std::vector<Identity>& of) {
  Identity all;
  for (const std::uint16_t reg : {data.any_concerned, data.any_in_scope, data.any_eligible, data.entitlement,
                                  data.payout, data.overpaid})
    all.add(of[reg]);
  for (const BenefitOutput& benefit : data.benefits) {
    for (const std::uint16_t reg : {benefit.concerned, benefit.in_scope, benefit.eligible,
                                    benefit.entitlement, benefit.payout, benefit.overpaid})
      all.add(of[reg]);
  }
  return all;
}

std::string text(const Identity& identity) {
  return std::to_string(identity.a) + "." + std::to_string(identity.b);
}

}  // namespace

std::string identity(const Program& program) {
  const ProgramData& data = program.data();
  const std::vector<Identity> of = registers(data);
  Identity all = answers(data, of);
  for (const BenefitOutput& benefit : data.benefits) {
    all.add(of[benefit.failed]);
    all.add(of[benefit.open]);
  }
  return text(all);
}

std::string named_identity(const Program& program) {
  const ProgramData& data = program.data();
  const std::vector<Identity> of = registers(data);
  Identity all = answers(data, of);
  all.add(std::string_view(data.currency));
  for (const BenefitOutput& benefit : data.benefits) {
    all.add(std::string_view(benefit.name));
    std::map<std::string_view, Identity> conditions;
    for (std::size_t i = 0; i < benefit.conditions.size(); ++i)
      conditions[benefit.conditions[i]] = of[benefit.truths[i]];
    for (const auto& [id, truth] : conditions) {
      all.add(id);
      all.add(truth);
    }
  }
  return text(all);
}

}  // namespace edge
}  // namespace HOTRO_ABI
}  // namespace hotro
