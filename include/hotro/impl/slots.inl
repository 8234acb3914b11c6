// SPDX-License-Identifier: Apache-2.0
#pragma once

// Where an evaluator computes: a place for each slot of a layout. Slots of facts may point into a table,
// slots of answers into the columns of answers.

#include <cstring>
#include <vector>

#include "kernels.hpp"
#include "operands.inl"

namespace hotro {
inline namespace HOTRO_ABI {
namespace detail {

inline std::size_t lane_bytes(Lane lane) {
  constexpr std::size_t bytes[lane_count] = {1, 1, 2, 4, 8, 16};
  return bytes[static_cast<int>(lane)];
}

inline Wide read_number(const std::byte* at, Lane lane) {
  switch (lane) {
    case Lane::truth: return *reinterpret_cast<const std::uint8_t*>(at);
    case Lane::tiny: return *reinterpret_cast<const std::int8_t*>(at);
    case Lane::small: return *reinterpret_cast<const std::int16_t*>(at);
    case Lane::narrow: return *reinterpret_cast<const std::int32_t*>(at);
    case Lane::normal: return *reinterpret_cast<const std::int64_t*>(at);
    case Lane::wide: break;
  }
  return *reinterpret_cast<const Wide*>(at);
}

inline void write_number(std::byte* at, Lane lane, Wide value) {
  switch (lane) {
    case Lane::truth: *reinterpret_cast<std::uint8_t*>(at) = static_cast<std::uint8_t>(value); return;
    case Lane::tiny: *reinterpret_cast<std::int8_t*>(at) = static_cast<std::int8_t>(value); return;
    case Lane::small: *reinterpret_cast<std::int16_t*>(at) = static_cast<std::int16_t>(value); return;
    case Lane::narrow: *reinterpret_cast<std::int32_t*>(at) = static_cast<std::int32_t>(value); return;
    case Lane::normal: *reinterpret_cast<std::int64_t*>(at) = static_cast<std::int64_t>(value); return;
    case Lane::wide: break;
  }
  *reinterpret_cast<Wide*>(at) = value;
}

/// One layout in memory, with its constants written and its kernels looked up.
struct Slots {
  const ProgramData& data;
  const Layout& layout;
  std::size_t capacity;                // rows
  std::vector<std::byte*> low, high;   // by slot; where the block's values lie
  std::vector<std::byte*> open_high;   // by slot; where high lies if not all of the block's values are known
  std::vector<std::byte*> own, spare;  // by slot; the memory of low and high in here
  std::vector<std::uint8_t> known;     // by slot, of a block: all values are known, so that high is low
  bool exact = false;                  // every fact of the rows in memory is known

  Slots(const ProgramData& program, const Layout& used, std::size_t rows, const KernelSet& kernels, bool one)
      : data(program), layout(used), capacity(rows) {
    place(one ? 16 : 64);
    for (const Constant& constant : layout.constants) {
      const std::size_t width = lane_bytes(constant.lane);
      for (std::size_t row = 0; row < rows; ++row)
        write_number(own[constant.out] + row * width, constant.lane, constant.value);
      high[constant.out] = own[constant.out];
      known[constant.out] = 1;
    }
    for (const LookupTable& table : data.tables)
      tables_.push_back({table.entries.data(), static_cast<int>(table.entries.size())});
    // In exact mode no condition is unknown: what collects open ones is left out.
    std::vector<bool> collects_open(layout.slots.size());
    for (std::size_t i = layout.facts; i < layout.ops.size(); ++i) {
      const Op& op = layout.ops[i];
      collects_open[op.out] =
          op.code == OpCode::note_open || (op.code == OpCode::bits_if && collects_open[op.a]);
      const bool answer = i < layout.answers;
      const Kernel exactly = kernels.kernel(op.code, op.lane, one ? Mode::exact_row : Mode::exact);
      const Kernel open = kernels.kernel(op.code, op.lane, one ? Mode::open_row : Mode::open);
      if (!collects_open[op.out]) (answer ? exact_ : exact_rest_).push_back({exactly, op});
      (answer ? open_ : open_rest_).push_back({open, op});
      if (one || !answer) continue;
      Choice& choice = choices_.emplace_back(Choice{open, exactly, op, {op.out, op.out, op.out}});
      const Operands read = operands(op);
      for (int k = 0; k < 3 && read.count > 0; ++k) choice.reads[k] = read.reg[k < read.count ? k : 0];
      if (op.code == OpCode::note_open) {
        // Its bits are what they were where no condition is open.
        for (std::uint16_t& slot : choice.reads) slot = op.b;
        if (op.a == op.out) choice.exact = nullptr;
      }
    }
  }
  Slots(const Slots&) = delete;
  Slots& operator=(const Slots&) = delete;

  void run_block(int rows) {
    if (exact) return run(exact_, rows);
    const Frame frame{low.data(), high.data(), tables_.data(), rows};
    for (const Choice& choice : choices_) {
      const Op& op = choice.op;
      const auto all =
          static_cast<std::uint8_t>(known[choice.reads[0]] & known[choice.reads[1]] & known[choice.reads[2]]);
      known[op.out] = all;
      high[op.out] = all != 0 ? low[op.out] : open_high[op.out];
      const Kernel kernel = all != 0 ? choice.exact : choice.open;
      if (kernel != nullptr) kernel(frame, op);
    }
  }
  void run_row() const { run(exact ? exact_ : open_, 1); }
  /// What only explanations show.
  void run_row_rest() const { run(exact ? exact_rest_ : open_rest_, 1); }

  // One row.

  void put_fact(const Op& op, Interval value) {
    exact = exact && value.known();
    if (op.code == OpCode::truth_fact) {
      write_number(own[op.out], Lane::truth, value.known() ? value.low : 1);
    } else {
      write_number(own[op.out], layout.slots[op.out], value.low);
      write_number(spare[op.out], layout.slots[op.out], value.high);
    }
  }
  [[nodiscard]] WideInterval number(std::uint16_t reg) const {
    const std::uint16_t slot = layout.slot[reg];
    const Lane lane = layout.slots[slot];
    const Wide least = read_number(low[slot], lane);
    return {least, exact ? least : read_number(high[slot], lane)};
  }
  [[nodiscard]] Truth truth(std::uint16_t reg) const {
    return static_cast<Truth>(*reinterpret_cast<const std::uint8_t*>(low[layout.slot[reg]]));
  }
  [[nodiscard]] Amount amount(std::uint16_t reg) const {
    const WideInterval value = number(reg);
    return {{static_cast<std::int64_t>(value.low)}, {static_cast<std::int64_t>(value.high)}};
  }
  [[nodiscard]] std::uint64_t bits(std::uint16_t reg) const {
    const std::uint16_t slot = layout.slot[reg];
    const Lane lane = layout.slots[slot];
    const auto all = static_cast<std::uint64_t>(read_number(low[slot], lane));
    return lane_bytes(lane) == 8 ? all : all & ((std::uint64_t{1} << (8 * lane_bytes(lane))) - 1);
  }
  [[nodiscard]] Decision combined() const {
    return {truth(data.any_concerned),
            truth(data.any_in_scope),
            truth(data.any_eligible),
            amount(data.entitlement),
            amount(data.payout),
            amount(data.overpaid),
            0,
            0};
  }
  [[nodiscard]] Decision benefit(const BenefitOutput& b) const {
    return {truth(b.concerned), truth(b.in_scope),  truth(b.eligible), amount(b.entitlement),
            amount(b.payout),   amount(b.overpaid), bits(b.failed),    exact ? 0 : bits(b.open)};
  }

 private:
  struct Step {
    Kernel kernel;
    Op op;
  };
  /// In a block where some facts are not known, by op: exact where all that it reads is known.
  struct Choice {
    Kernel open, exact;  // exact may be null: nothing to do
    Op op;
    std::uint16_t reads[3];  // slots
  };
  void run(const std::vector<Step>& steps, int rows) const {
    const Frame frame{low.data(), high.data(), tables_.data(), rows};
    for (const Step& step : steps) step.kernel(frame, step.op);
  }

  /// A slot begins on its own cache line, except for single rows, which are packed; 64 bytes between the
  /// slots of a block keep them off the same cache set.
  void place(std::size_t step) {
    std::vector<std::size_t> offsets;
    std::size_t size = 0;
    for (Lane lane : layout.slots) {
      for (int end = 0; end < (lane == Lane::truth ? 1 : 2); ++end) {
        offsets.push_back(size);
        size += (capacity * lane_bytes(lane) + step - 1) / step * step + (capacity == 1 ? 0 : step);
      }
    }
    bytes_.resize(size + 64);
    std::memset(bytes_.data(), 0, bytes_.size());
    std::size_t next = 0;
    for (Lane lane : layout.slots) {
      own.push_back(bytes_.data() + offsets[next++]);
      spare.push_back(lane == Lane::truth ? own.back() : bytes_.data() + offsets[next++]);
    }
    low = own;
    high = spare;
    open_high = spare;
    known.assign(layout.slots.size(), 0);
  }

  std::vector<std::byte, CellAllocator<std::byte>> bytes_;
  std::vector<Entries> tables_;
  std::vector<Step> exact_, open_, exact_rest_, open_rest_;
  std::vector<Choice> choices_;
};

}  // namespace detail
}  // namespace HOTRO_ABI
}  // namespace hotro
