// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <new>
#include <utility>

#include "../evaluator.hpp"
#include "kernels.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace detail {

inline constexpr std::size_t lane_bytes[lane_count] = {1, 4, 8, 16};

/// One entry of a slot, in any lane.
HOTRO_INLINE Wide read_slot(const std::byte* memory, std::uint32_t offset, Lane lane, std::size_t row) {
  const std::byte* at = memory + offset;
  switch (lane) {
    case Lane::truth: return reinterpret_cast<const std::uint8_t*>(at)[row];
    case Lane::narrow: return reinterpret_cast<const std::int32_t*>(at)[row];
    case Lane::normal: return reinterpret_cast<const std::int64_t*>(at)[row];
    case Lane::wide: break;
  }
  return reinterpret_cast<const Wide*>(at)[row];
}

HOTRO_INLINE void write_slot(std::byte* memory, std::uint32_t offset, Lane lane, std::size_t row,
                             Wide value) {
  std::byte* at = memory + offset;
  switch (lane) {
    case Lane::truth: reinterpret_cast<std::uint8_t*>(at)[row] = static_cast<std::uint8_t>(value); return;
    case Lane::narrow: reinterpret_cast<std::int32_t*>(at)[row] = static_cast<std::int32_t>(value); return;
    case Lane::normal: reinterpret_cast<std::int64_t*>(at)[row] = static_cast<std::int64_t>(value); return;
    case Lane::wide: break;
  }
  reinterpret_cast<Wide*>(at)[row] = value;
}

HOTRO_INLINE bool is_valid(const Column& column, std::size_t row) {
  return column.validity == nullptr || (column.validity[row / 8] >> (row % 8) & 1U) != 0;
}

HOTRO_INLINE std::int64_t cell(const Column& column, const void* data, std::size_t row) {
  switch (column.type) {
    case ColumnType::truth:
    case ColumnType::u8: return static_cast<const std::uint8_t*>(data)[row];
    case ColumnType::bits:
      return (static_cast<const std::uint8_t*>(data)[row / 8] >> (row % 8) & 1U) != 0 ? 2 : 0;
    case ColumnType::i32: return static_cast<const std::int32_t*>(data)[row];
    case ColumnType::i64: break;
  }
  return static_cast<const std::int64_t*>(data)[row];
}

inline void put_cell(Cells& cells, std::size_t row, std::uint64_t value) {
  if (cells.width() == 1) cells.data()[row] = static_cast<std::byte>(value);
  if (cells.width() == 8) reinterpret_cast<std::uint64_t*>(cells.data())[row] = value;
}
inline void put_amount(AmountCells& cells, std::size_t row, const Amount& value) {
  put_cell(cells.low, row, static_cast<std::uint64_t>(value.low.units));
  put_cell(cells.high, row, static_cast<std::uint64_t>(value.high.units));
}
inline void put_decision(BenefitColumns& columns, std::size_t row, const Decision& decision) {
  put_cell(columns.concerned, row, static_cast<std::uint64_t>(decision.concerned));
  put_cell(columns.in_scope, row, static_cast<std::uint64_t>(decision.in_scope));
  put_cell(columns.eligible, row, static_cast<std::uint64_t>(decision.eligible));
  put_amount(columns.entitlement, row, decision.entitlement);
  put_amount(columns.payout, row, decision.payout);
  put_amount(columns.overpaid, row, decision.overpaid);
  put_cell(columns.failed, row, decision.failed);
  put_cell(columns.open, row, decision.open);
}
inline void resize_columns(BenefitColumns& columns, std::size_t rows) {
  for (Cells* cells : {&columns.concerned, &columns.in_scope, &columns.eligible}) cells->resize(rows, 1);
  for (AmountCells* cells : {&columns.entitlement, &columns.payout, &columns.overpaid}) {
    cells->low.resize(rows, 8);
    cells->high.resize(rows, 8);
  }
  columns.failed.resize(rows, 8);
  columns.open.resize(rows, 8);
}

}  // namespace detail

/// One layout in memory, with its constants written and its kernels looked up.
struct Evaluator::Memory {
  const ProgramData& data;
  const Layout& layout;
  std::size_t capacity;
  std::vector<std::uint32_t> low, high;  // byte offset by slot
  std::byte* bytes = nullptr;
  std::vector<detail::Kernel> exact, open;
  bool known = false;  // every fact of the rows in memory is known

  static constexpr std::align_val_t alignment{64};

  Memory(const ProgramData& program, const Layout& used, std::size_t rows)
      : data(program), layout(used), capacity(rows) {
    std::size_t size = 0;
    // A slot begins on its own cache line, except for single rows, which are packed; 64 bytes between the
    // slots of a block keep them off the same cache set.
    const std::size_t step = rows == 1 ? 16 : 64;
    const auto place = [&](std::size_t count) {
      const std::size_t at = size;
      size += (count + step - 1) / step * step + (rows == 1 ? 0 : step);
      return static_cast<std::uint32_t>(at);
    };
    for (Lane lane : layout.slots) {
      const std::size_t count = rows * detail::lane_bytes[static_cast<int>(lane)];
      low.push_back(place(count));
      high.push_back(lane == Lane::truth ? low.back() : place(count));
    }
    bytes = static_cast<std::byte*>(::operator new(size + 64, alignment));
    for (std::size_t i = 0; i < size; ++i) bytes[i] = std::byte{0};
    for (const Constant& constant : layout.constants) {
      for (std::size_t row = 0; row < rows; ++row) put(constant.out, row, constant.value, constant.value);
    }
    for (const Op& op : layout.ops) {
      exact.push_back(detail::find_kernel(op.code, op.lane, true));
      open.push_back(detail::find_kernel(op.code, op.lane, false));
    }
  }
  Memory(const Memory&) = delete;
  Memory& operator=(const Memory&) = delete;
  ~Memory() { ::operator delete(bytes, alignment); }

  void put(std::uint32_t slot, std::size_t row, Wide from, Wide to) {
    detail::write_slot(bytes, low[slot], layout.slots[slot], row, from);
    detail::write_slot(bytes, high[slot], layout.slots[slot], row, to);
  }
  /// A fact: truths are unknown where their two ends differ.
  void put_fact(const Op& op, std::size_t row, Interval value) {
    known = known && value.known();
    if (op.code == OpCode::truth_fact) {
      const std::int64_t truth = value.known() ? value.low : 1;
      put(op.out, row, truth, truth);
    } else {
      put(op.out, row, value.low, value.high);
    }
  }
  void run(std::size_t rows) {
    const detail::Frame frame{bytes, low.data(), high.data(), data.tables.data(), static_cast<int>(rows)};
    const std::vector<detail::Kernel>& kernels = known ? exact : open;
    for (std::size_t i = layout.facts; i < layout.ops.size(); ++i) kernels[i](frame, layout.ops[i]);
  }
  [[nodiscard]] WideInterval number(std::uint16_t slot, std::size_t row) const {
    const Wide from = detail::read_slot(bytes, low[slot], layout.slots[slot], row);
    // Constants have both ends in either mode; other slots only where the block was not exact.
    const bool both_ends = !known;
    return {from, both_ends ? detail::read_slot(bytes, high[slot], layout.slots[slot], row) : from};
  }
  [[nodiscard]] Truth truth(std::uint16_t slot, std::size_t row) const {
    return static_cast<Truth>(detail::read_slot(bytes, low[slot], Lane::truth, row));
  }
  [[nodiscard]] Amount amount(std::uint16_t reg, std::size_t row) const {
    const WideInterval value = number(layout.slot[reg], row);
    return {{static_cast<std::int64_t>(value.low)}, {static_cast<std::int64_t>(value.high)}};
  }
  [[nodiscard]] std::uint64_t bits(std::uint16_t reg, std::size_t row) const {
    return static_cast<std::uint64_t>(detail::read_slot(bytes, low[layout.slot[reg]], Lane::normal, row));
  }
  [[nodiscard]] Decision combined(std::size_t row) const {
    Decision d;
    d.concerned = truth(layout.slot[data.any_concerned], row);
    d.in_scope = Truth::no;
    for (const BenefitOutput& b : data.benefits)
      d.in_scope = either(d.in_scope, truth(layout.slot[b.in_scope], row));
    d.eligible = truth(layout.slot[data.any_eligible], row);
    d.entitlement = amount(data.entitlement, row);
    d.payout = amount(data.payout, row);
    d.overpaid = amount(data.overpaid, row);
    return d;
  }
  [[nodiscard]] Decision benefit(const BenefitOutput& b, std::size_t row) const {
    Decision d;
    d.concerned = truth(layout.slot[b.concerned], row);
    d.in_scope = truth(layout.slot[b.in_scope], row);
    d.eligible = truth(layout.slot[b.eligible], row);
    d.entitlement = amount(b.entitlement, row);
    d.payout = amount(b.payout, row);
    d.overpaid = amount(b.overpaid, row);
    // Outside the dates that are covered there is no law to fail: the only reason is the scope.
    if (d.in_scope != Truth::no) {
      d.failed = bits(b.failed, row);
      d.open = bits(b.open, row);
    }
    return d;
  }
};

HOTRO_INLINE Evaluator::Evaluator(const Program& program, std::size_t block)
    : program_(&program),
      facts_(program),
      decisions_(program.benefits().size() + 1),
      block_(block == 0 ? 1 : block) {
  row_ = new Memory(program.data(), program.data().row, 1);
  table_ = new Memory(program.data(), program.data().block, block_);
}

HOTRO_INLINE Evaluator::Evaluator(Evaluator&& other) noexcept
    : program_(other.program_),
      facts_(std::move(other.facts_)),
      decisions_(std::move(other.decisions_)),
      block_(other.block_),
      row_(std::exchange(other.row_, nullptr)),
      table_(std::exchange(other.table_, nullptr)) {}

HOTRO_INLINE Evaluator& Evaluator::operator=(Evaluator&& other) noexcept {
  std::swap(program_, other.program_);
  std::swap(facts_, other.facts_);
  std::swap(decisions_, other.decisions_);
  std::swap(block_, other.block_);
  std::swap(row_, other.row_);
  std::swap(table_, other.table_);
  return *this;
}

HOTRO_INLINE Evaluator::~Evaluator() {
  delete row_;
  delete table_;
}

HOTRO_INLINE std::span<const Decision> Evaluator::evaluate(const Facts& facts) {
  if (&facts != &facts_) facts_ = facts;
  Memory& m = *row_;
  m.known = true;
  for (std::size_t i = 0; i < m.layout.facts; ++i)
    m.put_fact(m.layout.ops[i], 0, facts.assumed(m.layout.ops[i].c));
  m.run(1);
  decisions_[0] = m.combined(0);
  for (std::size_t i = 0; i < m.data.benefits.size(); ++i)
    decisions_[i + 1] = m.benefit(m.data.benefits[i], 0);
  return decisions_;
}

HOTRO_INLINE void Evaluator::evaluate(const Table& table, std::size_t first, std::size_t last,
                                      DecisionColumns& out) {
  Memory& m = *table_;
  last = last < table.rows ? last : table.rows;
  first = first < last ? first : last;
  out.benefits.resize(m.data.benefits.size());
  out.invalid.assign(last - first, 0);
  detail::resize_columns(out.combined, last - first);
  for (BenefitColumns& benefit : out.benefits) detail::resize_columns(benefit, last - first);
  for (std::size_t begin = first; begin < last; begin += block_) {
    const std::size_t rows = last - begin < block_ ? last - begin : block_;
    m.known = true;
    for (std::size_t i = 0; i < m.layout.facts; ++i) {
      const Op& op = m.layout.ops[i];
      const Input& fact = program_->inputs()[op.c];
      const Column column = op.c < table.columns.size() ? table.columns[op.c] : Column{};
      const Interval missing = fact.has_default ? Interval{fact.if_missing, fact.if_missing} : fact.range;
      for (std::size_t row = 0; row < rows; ++row) {
        std::size_t at = begin + row;
        bool present = column.data != nullptr;
        if (fact.of_enterprise) {
          const std::int32_t enterprise = table.enterprise != nullptr ? table.enterprise[at] : -1;
          present = present && enterprise >= 0 && static_cast<std::size_t>(enterprise) < table.enterprises;
          at = static_cast<std::size_t>(enterprise);
        }
        Interval value = missing;
        if (present && detail::is_valid(column, at)) {
          const std::int64_t found = detail::cell(column, column.data, at);
          const std::int64_t to = column.high == nullptr ? found : detail::cell(column, column.high, at);
          const bool unknown = fact.kind == Kind::truth && found == 1;
          if (found < fact.range.low || to > fact.range.high || to < found) {
            out.invalid[begin - first + row] = 1;
            value = fact.range;
          } else if (!unknown) {
            value = {found, to};
          }
        }
        m.put_fact(op, row, value);
      }
    }
    m.run(rows);
    for (std::size_t row = 0; row < rows; ++row) {
      const std::size_t at = begin - first + row;
      detail::put_decision(out.combined, at, m.combined(row));
      for (std::size_t b = 0; b < m.data.benefits.size(); ++b)
        detail::put_decision(out.benefits[b], at, m.benefit(m.data.benefits[b], row));
    }
  }
}

HOTRO_INLINE WideInterval Evaluator::number(std::uint16_t reg) const {
  return row_->number(row_->layout.slot[reg], 0);
}
HOTRO_INLINE Truth Evaluator::truth(std::uint16_t reg) const {
  return row_->truth(row_->layout.slot[reg], 0);
}

}  // namespace HOTRO_ABI
}  // namespace hotro
