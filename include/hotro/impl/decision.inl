// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "../decision.hpp"

namespace hotro {
inline namespace HOTRO_ABI {

HOTRO_INLINE std::string_view name(Status status) {
  constexpr std::string_view names[] = {"eligible", "eligible_amount_open", "not_eligible", "undetermined",
                                        "not_concerned"};
  return names[static_cast<int>(status)];
}

HOTRO_INLINE Status status(const Decision& decision) {
  if (decision.concerned == Truth::no) return Status::not_concerned;
  if (decision.eligible == Truth::no) return Status::not_eligible;
  if (decision.eligible == Truth::unknown) return Status::undetermined;
  return decision.entitlement.known() ? Status::eligible : Status::eligible_amount_open;
}

namespace detail {

template <class T>
std::uint64_t cell_of(const std::byte* at, std::size_t row) {
  return static_cast<std::uint64_t>(reinterpret_cast<const T*>(at)[row]);
}

HOTRO_INLINE std::uint64_t cell_at(const std::byte* at, std::size_t width, std::size_t row) {
  switch (width) {
    case 1: return cell_of<std::uint8_t>(at, row);
    case 2: return cell_of<std::uint16_t>(at, row);
    case 4: return cell_of<std::uint32_t>(at, row);
    default: return cell_of<std::uint64_t>(at, row);
  }
}

HOTRO_INLINE Truth truth_at(const Cells& cells, std::size_t row) { return static_cast<Truth>(cells[row]); }

}  // namespace detail

HOTRO_INLINE std::uint64_t Cells::operator[](std::size_t row) const {
  return detail::cell_at(bytes_.data(), width_, row);
}

HOTRO_INLINE void Cells::resize(std::size_t rows, std::size_t width) {
  width_ = width;
  bytes_.resize(rows * width);
}

HOTRO_INLINE Amount AmountCells::operator[](std::size_t row) const {
  const auto least = static_cast<std::int64_t>(low[row]);
  return {{least}, {high.empty() ? least : static_cast<std::int64_t>(high[row])}};
}

HOTRO_INLINE Decision BenefitColumns::at(std::size_t row) const {
  return {detail::truth_at(concerned, row),
          detail::truth_at(in_scope, row),
          detail::truth_at(eligible, row),
          entitlement[row],
          payout[row],
          overpaid[row],
          failed.empty() ? 0 : failed[row],
          open.empty() ? 0 : open[row]};
}

}  // namespace HOTRO_ABI
}  // namespace hotro
