// SPDX-License-Identifier: Apache-2.0
#include "answer_rows.hpp"

#include <algorithm>

namespace hotro {
inline namespace HOTRO_ABI {
namespace simulation {
namespace {

template <class From, class To>
void widen_from(const Cells& from, To* to, std::size_t rows) {
  const From* const cells = from.as<From>().data();
  for (std::size_t i = 0; i < rows; ++i) to[i] = static_cast<To>(cells[i]);
}

template <class To>
void widen(const Cells& from, To* to, std::size_t rows) {
  switch (from.empty() ? 0 : from.width()) {
    case 0: std::fill_n(to, rows, To{0}); break;
    case 1: widen_from<std::uint8_t>(from, to, rows); break;
    case 2: widen_from<std::uint16_t>(from, to, rows); break;
    case 4: widen_from<std::uint32_t>(from, to, rows); break;
    default: widen_from<std::uint64_t>(from, to, rows);
  }
}

constexpr auto not_concerned = static_cast<std::uint8_t>(Status::not_concerned);
constexpr auto not_eligible = static_cast<std::uint8_t>(Status::not_eligible);
constexpr auto eligible_status = static_cast<std::uint8_t>(Status::eligible);
constexpr auto open_status = static_cast<std::uint8_t>(Status::eligible_amount_open);

constexpr bool turns_into(Truth eligible, Status status) {
  return (static_cast<unsigned>(eligible) ^ 2U) == static_cast<unsigned>(status);
}
static_assert(turns_into(Truth::no, Status::not_eligible) &&
              turns_into(Truth::unknown, Status::undetermined) && turns_into(Truth::yes, Status::eligible));

}  // namespace

void BenefitRows::read(const BenefitColumns& columns, std::size_t rows) {
  widen(columns.failed, failed, rows);
  widen(columns.payout.low, low, rows);
  widen(columns.payout.high.empty() ? columns.payout.low : columns.payout.high, high, rows);
  const std::uint8_t* const concerned = columns.concerned.as<std::uint8_t>().data();
  const std::uint8_t* const eligible = columns.eligible.as<std::uint8_t>().data();
  for (std::size_t i = 0; i < rows; ++i)
    status[i] = concerned[i] == 0 ? not_concerned : static_cast<std::uint8_t>(eligible[i] ^ 2U);
  const std::uint8_t* const in_scope = columns.in_scope.as<std::uint8_t>().data();
  for (std::size_t i = 0; i < rows; ++i)
    outside_scope[i] = static_cast<std::uint8_t>((status[i] == not_eligible) & (in_scope[i] == 0));
  if (columns.entitlement.high.empty()) return;
  for (std::size_t i = 0; i < rows; ++i) {
    if (status[i] == eligible_status && columns.entitlement.low[i] != columns.entitlement.high[i])
      status[i] = open_status;
  }
}

void AnswerRows::read(const DecisionColumns& decided, std::size_t rows) {
  combined.read(decided.combined, rows);
  benefits.resize(decided.benefits.size());
  for (std::size_t i = 0; i < benefits.size(); ++i) benefits[i].read(decided.benefits[i], rows);
}

}  // namespace simulation
}  // namespace HOTRO_ABI
}  // namespace hotro
