// SPDX-License-Identifier: Apache-2.0
// Every kernel over one block after the other, alone: its time a row with each instruction set, or, under
// callgrind, its instructions.
//
//   kernels_hotro                                       op lane mode, and nanoseconds a row with each set
//   valgrind --tool=callgrind kernels_hotro count       a dump for each, named "op lane mode set": see
//   floors.sh

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstring>
#include <string>
#include <vector>

#include "hotro/impl/kernels.hpp"
#include "hotro/impl/operands.inl"
#include "hotro/impl/slots.inl"

#if __has_include(<valgrind/callgrind.h>)
#include <valgrind/callgrind.h>
#else
#define CALLGRIND_ZERO_STATS
#define CALLGRIND_DUMP_STATS_AT(name) static_cast<void>(name)
#endif

namespace {

using namespace hotro;
using namespace hotro::detail;

constexpr int rows = 512;
constexpr std::string_view lanes[] = {"truth", "tiny", "small", "narrow", "normal", "wide"};
constexpr std::string_view sets[] = {"baseline", "avx2", "avx512"};
constexpr std::uint16_t out = 3;

std::string_view name_of(OpCode code) {
  constexpr std::string_view names[] = {
#define HOTRO_OP(name, operands, result, meaning) #name,
#include "hotro/ops.def"
#undef HOTRO_OP
  };
  return names[static_cast<int>(code)];
}
constexpr int op_count = 0
#define HOTRO_OP(name, operands, result, meaning) +1
#include "hotro/ops.def"
#undef HOTRO_OP
    ;

/// Three operands and a result, each with two ends; some rows of an open block are not known.
class Block {
 public:
  Block() {
    for (int slot = 0; slot <= out; ++slot) {
      low.push_back(memory_[2 * slot]);
      high.push_back(memory_[2 * slot + 1]);
    }
  }
  void fill(int slot, Lane lane, Wide first, int values, bool open) {
    for (int row = 0; row < rows; ++row) {
      const Wide value = first + row * 7 % values;
      const Wide wider = open && row % 8 == 0 ? 1 : 0;
      const std::size_t at = static_cast<std::size_t>(row) * lane_bytes(lane);
      write_number(low[slot] + at, lane, value);
      write_number(high[slot] + at, lane, value + wider);
    }
  }
  void fill_truths(int slot, bool open) {
    for (int row = 0; row < rows; ++row)
      write_number(low[slot] + row, Lane::truth, open && row % 8 == 0 ? 1 : row * 7 % 4 / 2 * 2);
  }
  [[nodiscard]] Frame frame() const { return {low.data(), high.data(), &entries, rows}; }

  std::vector<std::byte*> low, high;

 private:
  static constexpr std::int64_t numbers_[12] = {1, 4, 9, 16, 25, 36, 49, 64, 81, 100, 121, 122};
  Entries entries{numbers_, 12};
  alignas(64) std::byte memory_[2 * (out + 1)][rows * sizeof(Wide)] = {};
};

/// What a kernel reads lies where it may: dates are dates, divisors are above 0, indexes within their table.
void fill(Block& block, const Op& op, bool open) {
  const std::string_view kinds = operand_kinds(op.code);
  const bool calendar = op.code == OpCode::years_between || op.code == OpCode::months_between ||
                        op.code == OpCode::add_months || op.code == OpCode::add_years;
  const bool between = op.code == OpCode::years_between || op.code == OpCode::months_between;
  for (std::size_t i = 0; i < kinds.size(); ++i) {
    const int slot = static_cast<int>(i);
    if (kinds[i] == 't') block.fill_truths(slot, open);
    if (kinds[i] == 'x') block.fill(slot, static_cast<Lane>(op.c), 1, 20, open);
    if (kinds[i] == 'n')
      block.fill(slot, op.lane, 1, op.code == OpCode::modulo && i == 1 ? 1 : 9, open && i == 0);
    if (kinds[i] != 'i') continue;
    const bool date = calendar && (i == 0 || between);
    block.fill(slot, Lane::narrow, date ? (i == 0 ? 12'000 : 19'000) : 1, date ? 700 : 9, open);
  }
}

/// An op in the forms that differ.
std::vector<Op> forms(OpCode code, Lane lane) {
  Op op{};
  op.code = code;
  op.lane = lane;
  op.out = out;
  op.a = 0;
  op.b = 1;
  op.c = operand_kinds(code).size() == 3 && operand_kinds(code)[2] != 'k' ? 2 : 0;
  if (code != OpCode::convert) return {op};
  std::vector<Op> result;
  for (const Lane from : {Lane::tiny, Lane::small, Lane::narrow, Lane::normal, Lane::wide}) {
    if (from == lane) continue;
    op.c = static_cast<decltype(op.c)>(from);
    result.push_back(op);
  }
  return result;
}

double nanoseconds(Kernel kernel, const Frame& frame, const Op& op) {
  double best = 1e9;
  for (int round = 0; round < 9; ++round) {
    constexpr int calls = 200;
    const auto begin = std::chrono::steady_clock::now();
    for (int i = 0; i < calls; ++i) kernel(frame, op);
    const std::chrono::duration<double, std::nano> took = std::chrono::steady_clock::now() - begin;
    best = std::min(best, took.count() / calls / rows);
  }
  return best;
}

}  // namespace

int main(int count, char** words) {
  const bool counted = count > 1 && std::strcmp(words[1], "count") == 0;
  std::vector<Isa> isas;
  for (const Isa isa : {Isa::baseline, Isa::avx2, Isa::avx512})
    if (available(isa)) isas.push_back(isa);
  if (!counted) {
    std::printf("%-26s %-6s %-5s", "ns/row", "", "");
    for (const Isa isa : isas) std::printf(" %9s", sets[static_cast<int>(isa)].data());
    std::printf("\n");
  }
  static Block block;
  for (int code = 0; code < op_count; ++code) {
    for (const Lane lane : {Lane::truth, Lane::tiny, Lane::small, Lane::narrow, Lane::normal, Lane::wide}) {
      for (const Op& op : forms(static_cast<OpCode>(code), lane)) {
        std::string name(name_of(op.code));
        if (is_fact(op.code) || is_constant(op.code)) continue;
        const std::string_view kinds = operand_kinds(op.code);
        const bool truths_only = kinds.find_first_not_of('t') == std::string_view::npos;
        const bool narrow_only = kinds == "iik";
        const bool bits = kinds == "ntk" || op.code == OpCode::bits_if;
        if (truths_only != (lane == Lane::truth) || (narrow_only && lane != Lane::narrow)) continue;
        if (bits && lane == Lane::wide) continue;
        if (op.code == OpCode::convert) name += "_from_" + std::string(lanes[op.c]);
        for (const Mode mode : {Mode::exact, Mode::open}) {
          const char* how = mode == Mode::exact ? "exact" : "open";
          fill(block, op, mode == Mode::open);
          if (!counted)
            std::printf("%-26s %-6s %-5s", name.c_str(), lanes[static_cast<int>(lane)].data(), how);
          for (const Isa isa : isas) {
            const Kernel kernel = kernels(isa).kernel(op.code, lane, mode);
            if (kernel == nullptr) continue;
            const Frame frame = block.frame();
            if (!counted) {
              std::printf(" %9.3f", nanoseconds(kernel, frame, op));
              continue;
            }
            const std::string what = name + " " + std::string(lanes[static_cast<int>(lane)]) + " " + how +
                                     " " + std::string(sets[static_cast<int>(isa)]);
            CALLGRIND_ZERO_STATS;
            kernel(frame, op);
            CALLGRIND_DUMP_STATS_AT(what.c_str());
          }
          if (!counted) std::printf("\n");
        }
      }
    }
  }
  return 0;
}
