// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <utility>

#include "../evaluator.hpp"
#include "answer_columns.inl"
#include "table_reader.inl"

namespace hotro {
inline namespace HOTRO_ABI {

/// A row has slots of its own, each kept to the end; a block uses its slots again.
struct Evaluator::Memory {
  detail::Slots row;
  detail::Slots block;
  detail::TableReader reader;
  detail::AnswerColumns answers;
  bool shown = false;  // what only explanations show was computed for the row

  Memory(const Program& program, std::size_t rows, Isa isa)
      : row(program.data(), program.data().row, 1, detail::kernels(Isa::baseline), true),
        block(program.data(), program.data().block, rows, detail::kernels(isa), false),
        reader(block, detail::kernels(isa)),
        answers(block) {}
};

HOTRO_INLINE Isa best_isa() {
  return available(Isa::avx512) ? Isa::avx512 : available(Isa::avx2) ? Isa::avx2 : Isa::baseline;
}

HOTRO_INLINE Evaluator::Evaluator(const Program& program, std::size_t block, Isa isa)
    : program_(&program),
      facts_(program),
      decisions_(program.benefits().size() + 1),
      memory_(new Memory(program, block == 0 ? 1 : block, isa)) {}

HOTRO_INLINE Evaluator::Evaluator(Evaluator&& other) noexcept
    : program_(other.program_),
      facts_(std::move(other.facts_)),
      decisions_(std::move(other.decisions_)),
      memory_(std::exchange(other.memory_, nullptr)) {}

HOTRO_INLINE Evaluator& Evaluator::operator=(Evaluator&& other) noexcept {
  std::swap(program_, other.program_);
  std::swap(facts_, other.facts_);
  std::swap(decisions_, other.decisions_);
  std::swap(memory_, other.memory_);
  return *this;
}

HOTRO_INLINE Evaluator::~Evaluator() { delete memory_; }

HOTRO_INLINE std::span<const Decision> Evaluator::evaluate(const Facts& facts) {
  if (&facts != &facts_) facts_ = facts;
  detail::Slots& row = memory_->row;
  row.exact = true;
  for (std::size_t i = 0; i < row.layout.facts; ++i)
    row.put_fact(row.layout.ops[i], facts.assumed(row.layout.ops[i].c));
  row.run_row();
  memory_->shown = false;
  decisions_[0] = row.combined();
  for (std::size_t i = 0; i < program_->benefits().size(); ++i)
    decisions_[i + 1] = row.benefit(program_->benefits()[i]);
  return decisions_;
}

HOTRO_INLINE void Evaluator::evaluate(const Table& table, std::size_t first, std::size_t last,
                                      DecisionColumns& out) {
  last = last < table.rows ? last : table.rows;
  first = first < last ? first : last;
  Memory& m = *memory_;
  m.answers.begin(out, last - first);
  out.invalid.assign(last - first, 0);
  for (std::size_t at = first; at < last; at += m.block.capacity) {
    const std::size_t rows = last - at < m.block.capacity ? last - at : m.block.capacity;
    m.reader.read(table, at, static_cast<int>(rows), out.invalid.data() + (at - first));
    m.answers.bind(at - first);
    m.block.run_block(static_cast<int>(rows));
    m.answers.collect(at - first, rows);
  }
}

HOTRO_INLINE void Evaluator::show() const {
  if (!memory_->shown) memory_->row.run_row_rest();
  memory_->shown = true;
}
HOTRO_INLINE WideInterval Evaluator::number(std::uint16_t reg) const {
  show();
  return memory_->row.number(reg);
}
HOTRO_INLINE Truth Evaluator::truth(std::uint16_t reg) const {
  show();
  return memory_->row.truth(reg);
}

}  // namespace HOTRO_ABI
}  // namespace hotro
