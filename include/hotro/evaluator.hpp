// SPDX-License-Identifier: Apache-2.0
#pragma once

// Runs a program. One applicant is a block of one row, a table is a list of blocks: the same ops, the same
// kernels, the same bits.
//
//   hotro::Evaluator evaluator(program);
//   auto decisions = evaluator.evaluate(facts);     // [0] combined, then one per benefit

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "config.hpp"
#include "decision.hpp"
#include "facts.hpp"
#include "program.hpp"
#include "table.hpp"

namespace hotro {
inline namespace HOTRO_ABI {

/// An interval in any lane.
struct WideInterval {
  Wide low = 0;
  Wide high = 0;
  [[nodiscard]] bool known() const { return low == high; }
};

/// The instruction sets that tables are decided with. Answers do not depend on them.
enum class Isa : std::uint8_t { baseline, avx2, avx512 };
/// Whether this library was built with it and this machine has it.
bool available(Isa isa);
/// The last that is available.
Isa best_isa();

/// Scratch memory for one thread; allocates in its constructor only. The program must outlive it.
class Evaluator {
 public:
  static constexpr std::size_t default_block = 512;
  /// `block`: rows that are decided at a time, at least 1; `isa` must be available. Both change the speed
  /// alone.
  explicit Evaluator(const Program& program, std::size_t block = default_block, Isa isa = best_isa());
  Evaluator(const Evaluator&) = delete;
  Evaluator& operator=(const Evaluator&) = delete;
  Evaluator(Evaluator&&) noexcept;
  Evaluator& operator=(Evaluator&&) noexcept;
  ~Evaluator();

  /// Decides one row. [0] is the row, all benefits combined, then one decision per benefit; valid until the
  /// next call.
  std::span<const Decision> evaluate(const Facts& facts);

  /// Decides rows [first, last) of a table into entries [0, last - first) of `out`, which is resized. Columns
  /// of the width of their lane (see Program::dump) that have no missing cell are read where they are, and
  /// answers are computed where they stay.
  void evaluate(const Table& table, std::size_t first, std::size_t last, DecisionColumns& out);

  [[nodiscard]] const Program& program() const { return *program_; }
  /// Of the row evaluated last: a register of the program, and the facts it was computed from.
  [[nodiscard]] WideInterval number(std::uint16_t reg) const;
  [[nodiscard]] Truth truth(std::uint16_t reg) const;
  [[nodiscard]] const Facts& facts() const { return facts_; }
  [[nodiscard]] std::span<const Decision> decisions() const { return decisions_; }

 private:
  struct Memory;
  void show() const;
  const Program* program_;
  Facts facts_;
  std::vector<Decision> decisions_;
  Memory* memory_ = nullptr;
};

}  // namespace HOTRO_ABI
}  // namespace hotro

#ifdef HOTRO_HEADER_ONLY
#include "impl/evaluator.inl"
#endif
