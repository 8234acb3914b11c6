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

/// Scratch memory for one thread; allocates in its constructor only. The program must outlive it.
class Evaluator {
 public:
  static constexpr std::size_t default_block = 512;
  explicit Evaluator(const Program& program, std::size_t block = default_block);
  Evaluator(const Evaluator&) = delete;
  Evaluator& operator=(const Evaluator&) = delete;
  Evaluator(Evaluator&&) noexcept;
  Evaluator& operator=(Evaluator&&) noexcept;
  ~Evaluator();

  /// Decides one row. [0] is the row, all benefits combined, then one decision per benefit; valid until the
  /// next call.
  std::span<const Decision> evaluate(const Facts& facts);

  /// Decides rows [first, last) of a table into entries [0, last - first) of `out`, which is resized.
  void evaluate(const Table& table, std::size_t first, std::size_t last, DecisionColumns& out);

  [[nodiscard]] const Program& program() const { return *program_; }
  /// Of the row evaluated last: a register of the program, and the facts it was computed from.
  [[nodiscard]] WideInterval number(std::uint16_t reg) const;
  [[nodiscard]] Truth truth(std::uint16_t reg) const;
  [[nodiscard]] const Facts& facts() const { return facts_; }
  [[nodiscard]] std::span<const Decision> decisions() const { return decisions_; }

 private:
  struct Memory;
  const Program* program_;
  Facts facts_;
  std::vector<Decision> decisions_;
  std::size_t block_;
  Memory* row_ = nullptr;
  Memory* table_ = nullptr;
};

}  // namespace HOTRO_ABI
}  // namespace hotro

#ifdef HOTRO_HEADER_ONLY
#include "impl/evaluator.inl"
#endif
