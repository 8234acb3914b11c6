// SPDX-License-Identifier: Apache-2.0
#pragma once

// From slots to columns of answers: most are computed where they stay.

#include <cstring>
#include <vector>

#include "slots.inl"

namespace hotro {
inline namespace HOTRO_ABI {
namespace detail {

/// Brings answers from slots into columns. The first column of a register is where it is computed.
class AnswerColumns {
 public:
  explicit AnswerColumns(Slots& slots) : slots_(slots), computed_(slots.layout.slots.size()) {
    for (std::size_t i = slots.layout.facts; i < slots.layout.ops.size(); ++i)
      computed_[slots.layout.ops[i].out] = true;
  }

  void begin(DecisionColumns& out, std::size_t rows) {
    const ProgramData& data = slots_.data;
    rows_ = rows;
    outputs_.clear();
    taken_.assign(computed_.size(), false);
    out.benefits.resize(data.benefits.size());
    truths(out.combined, data.any_concerned, data.any_in_scope, data.any_eligible);
    amounts(out.combined, data.entitlement, data.payout, data.overpaid);
    out.combined.failed.clear();
    out.combined.open.clear();
    for (std::size_t i = 0; i < data.benefits.size(); ++i) {
      const BenefitOutput& b = data.benefits[i];
      BenefitColumns& columns = out.benefits[i];
      truths(columns, b.concerned, b.in_scope, b.eligible);
      amounts(columns, b.entitlement, b.payout, b.overpaid);
      add(b.failed, columns.failed, nullptr);
      add(b.open, columns.open, &columns.open);
    }
  }

  /// Before a block is computed: points slots at where its answers go.
  void bind(std::size_t at) {
    for (const Output& o : outputs_) {
      if (!o.bound) continue;
      if (o.high != o.low) slots_.low[o.slot] = o.low->data() + at * o.width;
      if (o.high == nullptr) continue;
      std::byte*& high = o.high == o.low ? slots_.low[o.slot] : slots_.open_high[o.slot];
      std::byte* kept = o.high == o.low ? slots_.own[o.slot] : slots_.spare[o.slot];
      high = o.high->empty() ? kept : o.high->data() + at * o.width;
    }
  }

  /// After it: what is not there yet.
  void collect(std::size_t at, std::size_t rows) {
    for (const Output& o : outputs_) {
      if (o.high == o.low) {
        collect_open(o, at, rows);
        continue;
      }
      const std::size_t bytes = rows * o.width;
      std::byte* low = o.low->data() + at * o.width;
      if (!o.bound) std::memcpy(low, slots_.low[o.slot], bytes);
      if (o.high == nullptr) continue;
      const std::byte* high = slots_.exact ? low : slots_.high[o.slot];
      if (o.high->empty()) {
        if (high == low || std::memcmp(low, high, bytes) == 0) continue;
        o.high->resize(rows_, o.width);
        std::memcpy(o.high->data(), o.low->data(), at * o.width);
      }
      std::byte* to = o.high->data() + at * o.width;
      if (to != high) std::memcpy(to, high, bytes);
    }
  }

 private:
  struct Output {
    std::uint16_t slot;
    std::uint8_t width;
    bool bound;  // computed in its column
    Cells* low;
    Cells* high;  // of an amount; of open bits, which have a column only where one is set, that column
  };

  void truths(BenefitColumns& columns, std::uint16_t concerned, std::uint16_t in_scope,
              std::uint16_t eligible) {
    add(concerned, columns.concerned, nullptr);
    add(in_scope, columns.in_scope, nullptr);
    add(eligible, columns.eligible, nullptr);
  }
  void amounts(BenefitColumns& columns, std::uint16_t entitlement, std::uint16_t payout,
               std::uint16_t overpaid) {
    add(entitlement, columns.entitlement.low, &columns.entitlement.high);
    add(payout, columns.payout.low, &columns.payout.high);
    add(overpaid, columns.overpaid.low, &columns.overpaid.high);
  }
  void add(std::uint16_t reg, Cells& low, Cells* high) {
    const std::uint16_t slot = slots_.layout.slot[reg];
    const std::size_t width = lane_bytes(slots_.layout.slots[slot]);
    const bool bound = computed_[slot] && !taken_[slot];
    taken_[slot] = true;
    if (high != nullptr) high->clear();
    if (high != &low) low.resize(rows_, width);
    outputs_.push_back({slot, static_cast<std::uint8_t>(width), bound, &low, high});
  }

  void collect_open(const Output& o, std::size_t at, std::size_t rows) {
    const std::size_t bytes = rows * o.width;
    if (slots_.exact) {
      if (!o.low->empty()) std::memset(o.low->data() + at * o.width, 0, bytes);
      return;
    }
    const std::byte* found = slots_.low[o.slot];
    if (o.low->empty()) {
      std::size_t i = 0;
      while (i < bytes && found[i] == std::byte{0}) ++i;
      if (i == bytes) return;
      o.low->resize(rows_, o.width);
      std::memset(o.low->data(), 0, at * o.width);
    }
    std::byte* to = o.low->data() + at * o.width;
    if (to != found) std::memcpy(to, found, bytes);
  }

  Slots& slots_;
  std::vector<bool> computed_;  // by slot: an op writes it
  std::vector<bool> taken_;
  std::vector<Output> outputs_;
  std::size_t rows_ = 0;
};

}  // namespace detail
}  // namespace HOTRO_ABI
}  // namespace hotro
