// SPDX-License-Identifier: Apache-2.0
#pragma once

// The answers.

#include <cstddef>
#include <cstdint>
#include <new>
#include <span>
#include <string_view>
#include <vector>

#include "config.hpp"
#include "money.hpp"
#include "program.hpp"
#include "truth.hpp"

namespace hotro {
inline namespace HOTRO_ABI {

/// For one row and one benefit; or for one row, all benefits combined (then without bits).
struct Decision {
  Truth concerned = Truth::unknown;  // the benefit is about this row
  Truth in_scope = Truth::unknown;   // the effective date is one the rule set covers
  Truth eligible = Truth::unknown;   // concerned, in scope, and all conditions
  Amount entitlement;                // what the law grants; 0 if not eligible
  Amount payout;                     // combined across benefits, less what was paid
  Amount overpaid;                   // what was paid beyond the entitlement
  std::uint64_t failed = 0;  // a bit per condition that is not met; only if concerned and not out of scope
  std::uint64_t open = 0;    // a bit per condition that is unknown; likewise
};

enum class Status : std::uint8_t {
  eligible,
  eligible_amount_open,
  not_eligible,
  undetermined,
  not_concerned
};
std::string_view name(Status status);
Status status(const Decision& decision);

namespace detail {
/// Memory on cache lines that growing leaves as it is: every cell is written before it is read.
template <class T>
struct CellAllocator {
  using value_type = T;
  static constexpr std::align_val_t alignment{64};
  CellAllocator() = default;
  template <class U>
  explicit CellAllocator(const CellAllocator<U>& /*other*/) {}
  T* allocate(std::size_t n) { return static_cast<T*>(::operator new(n * sizeof(T), alignment)); }
  void deallocate(T* at, std::size_t /*n*/) { ::operator delete(at, alignment); }
  template <class U>
  void construct(U* /*at*/) {}
  template <class U>
  void construct(U* at, const U& value) {
    *at = value;
  }
  friend bool operator==(CellAllocator, CellAllocator) { return true; }
};
}  // namespace detail

/// A column of answers: whole numbers that are never negative, in 1, 2, 4 or 8 bytes each, the least that
/// holds all that the program can give.
class Cells {
 public:
  [[nodiscard]] std::size_t size() const { return bytes_.size() / width_; }
  [[nodiscard]] bool empty() const { return bytes_.empty(); }
  /// Bytes of one cell.
  [[nodiscard]] std::size_t width() const { return width_; }
  /// All of them, for a T of that width; otherwise none.
  template <class T>
  [[nodiscard]] std::span<const T> as() const {
    return {reinterpret_cast<const T*>(bytes_.data()), sizeof(T) == width_ ? size() : 0};
  }
  [[nodiscard]] std::uint64_t operator[](std::size_t row) const;

  /// The cells of rows that are new, or of another width than before, hold anything.
  void resize(std::size_t rows, std::size_t width);
  void clear() { bytes_.clear(); }
  [[nodiscard]] std::byte* data() { return bytes_.data(); }
  [[nodiscard]] const std::byte* data() const { return bytes_.data(); }

 private:
  std::vector<std::byte, detail::CellAllocator<std::byte>> bytes_;
  std::size_t width_ = 1;
};

/// An amount for each row. Where every amount is known `high` is empty; otherwise it has an entry for each
/// row.
struct AmountCells {
  Cells low, high;
  [[nodiscard]] Amount operator[](std::size_t row) const;
};

/// The same as columns, one entry per row.
struct BenefitColumns {
  Cells concerned, in_scope, eligible;  // truths
  AmountCells entitlement, payout, overpaid;
  Cells failed, open;  // bits; empty for the row combined, `open` also where no bit of any row is set

  [[nodiscard]] Decision at(std::size_t row) const;
};

/// What a table's rows came to. Its memory is used again.
struct DecisionColumns {
  BenefitColumns combined;
  std::vector<BenefitColumns> benefits;
  /// 1 where a cell that the program reads was outside its fact's range: it stayed open, and is to be
  /// reported.
  std::vector<std::uint8_t> invalid;
};

}  // namespace HOTRO_ABI
}  // namespace hotro

#ifdef HOTRO_HEADER_ONLY
#include "impl/decision.inl"
#endif
