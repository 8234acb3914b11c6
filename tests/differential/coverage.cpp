// SPDX-License-Identifier: Apache-2.0
#include "differential/coverage.hpp"

#include <algorithm>

namespace generated {

using hotro::Kind;
using hotro::Lane;
using hotro::OpCode;

namespace {

constexpr const char* lanes[hotro::lane_count] = {"truth", "tiny", "small", "narrow", "normal", "wide"};
const std::string large_table = "look-up among more than 16 entries";  // small tables may be read another way
constexpr const char* month_ends[] = {"last_day", "next_day"};

struct OpEntry {
  OpCode code;
  std::string operands, result;
};
const OpEntry ops[] = {
#define HOTRO_OP(name, operands, result, meaning) {OpCode::name, operands, #result},
#include "hotro/ops.def"
#undef HOTRO_OP
};

std::string op_name(OpCode code) { return "op " + std::string(hotro::name(code)); }

bool is_calendar(OpCode code) {
  return code == OpCode::years_between || code == OpCode::months_between || code == OpCode::add_months ||
         code == OpCode::add_years;
}
bool is_bits(OpCode code) {
  return code == OpCode::note_failed || code == OpCode::note_open || code == OpCode::bits_if;
}

std::string describe(const hotro::Op& op) {
  std::string text = op_name(op.code);
  const auto lane = static_cast<std::size_t>(op.lane);
  if (op.lane != Lane::truth) text += std::string(", ") + lanes[lane];
  if (op.code == OpCode::convert) text += std::string(" from ") + lanes[op.c];
  if (op.code == OpCode::divide) text += ", " + std::string(hotro::name(static_cast<hotro::Rounding>(op.c)));
  if (is_calendar(op.code)) text += std::string(", ") + month_ends[op.c];
  return text;
}

/// Whether compiled programs convert so. They narrow amounts to 64 and 32 bits, operands of the calendar and
/// of look-ups to 32, and what was paid before, which has 64, to no more than the entitlement has.
bool converts(Lane from, Lane to) {
  if (from == Lane::truth || from == to) return false;
  return from < to || from == Lane::normal || to == Lane::normal || to == Lane::narrow;
}

/// The texts that `describe` can give for an op.
std::vector<std::string> descriptions(const OpEntry& entry) {
  const bool numbers = entry.operands.find('n') != std::string::npos || entry.result == "number";
  std::vector<Lane> of = {Lane::tiny, Lane::small, Lane::narrow, Lane::normal, Lane::wide};
  if (!numbers) of = {Lane::truth};
  if (is_calendar(entry.code)) of = {Lane::narrow};
  // Facts, entries of tables and bits have at most 64 bits.
  if (entry.code == OpCode::fact || entry.code == OpCode::lookup || is_bits(entry.code)) of.pop_back();

  std::uint32_t variants = 1;
  if (entry.code == OpCode::divide) variants = 7;
  if (entry.code == OpCode::convert) variants = hotro::lane_count;
  if (is_calendar(entry.code)) variants = 2;
  std::vector<std::string> result;
  for (const Lane lane : of) {
    for (std::uint32_t c = 0; c < variants; ++c) {
      if (entry.code == OpCode::convert && !converts(static_cast<Lane>(c), lane)) continue;
      hotro::Op op;
      op.code = entry.code;
      op.lane = lane;
      op.c = c;
      result.push_back(describe(op));
    }
  }
  return result;
}

std::string kind_of(const std::string& what, const hotro::Type& type) {
  return what + ", " + (type.range ? "range of " : "") + std::string(hotro::name(type.kind));
}

}  // namespace

void Coverage::add(const hotro::RuleSet& rules, const hotro::Program& program) {
  const hotro::Layout& block = program.data().block;
  for (const hotro::Op& op : block.ops) {
    ++counts_[describe(op)];
    if (op.code == OpCode::lookup && program.data().tables[op.c].entries.size() > 16) ++counts_[large_table];
  }
  for (const hotro::Constant& constant : block.constants) {
    const bool truth = constant.lane == Lane::truth;
    hotro::Op op;
    op.code = truth ? OpCode::truth_constant : OpCode::constant;
    op.lane = constant.lane;
    ++counts_[describe(op)];
  }
  for (const hotro::Formula& formula : rules.formulas)
    ++counts_["operation " + std::string(hotro::name(formula.operation))];
  for (const hotro::Fact& fact : rules.facts) ++counts_[kind_of("fact", fact.type)];
  for (const hotro::Parameter& parameter : rules.parameters) ++counts_[kind_of("parameter", parameter.type)];
  for (const hotro::Definition& definition : rules.definitions)
    ++counts_[kind_of("definition", definition.type)];
}

void Coverage::add(const Coverage& other) {
  for (const auto& [what, count] : other.counts_) counts_[what] += count;
}

std::vector<std::string> Coverage::missing() const {
  std::vector<std::string> wanted = {large_table};
  for (const OpEntry& entry : ops) {
    for (std::string& one : descriptions(entry)) wanted.push_back(std::move(one));
  }
  for (int o = 0; o <= static_cast<int>(hotro::Operation::choose); ++o)
    wanted.push_back("operation " + std::string(hotro::name(static_cast<hotro::Operation>(o))));
  for (int k = 0; k < hotro::kind_count; ++k) {
    const Kind kind = static_cast<Kind>(k);
    wanted.push_back(kind_of("fact", {kind}));
    if (hotro::is_number(kind)) {
      wanted.push_back(kind_of("parameter", {kind, hotro::none, true}));
    }
    if (kind == Kind::text) continue;
    wanted.push_back(kind_of("definition", {kind}));
    if (kind != Kind::truth) wanted.push_back(kind_of("parameter", {kind}));
  }
  std::erase_if(wanted, [&](const std::string& one) { return counts_.count(one) != 0; });
  return wanted;
}

std::string Coverage::text() const {
  std::vector<std::pair<std::size_t, std::string>> all;
  for (const auto& [what, count] : counts_) all.emplace_back(count, what);
  std::sort(all.begin(), all.end());
  std::string text;
  for (const auto& [count, what] : all) text += std::to_string(count) + "  " + what + "\n";
  return text;
}

}  // namespace generated
