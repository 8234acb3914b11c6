// SPDX-License-Identifier: Apache-2.0
#include "kind.hpp"

Answer answer(const Kind& kind, Group group) {
  const Money full = amount(kind.event, group);
  const Money ordinary = amount(kind.event, Group::ordinary);
  Answer answer{"", 0, 0, kind.failed, kind.open, kind.missing};
  switch (kind.outcome) {
    case Outcome::granted:
      answer.status = "eligible";
      answer.low = answer.high = full;
      break;
    case Outcome::lower:
      answer.status = "eligible";
      answer.low = answer.high = ordinary;
      break;
    case Outcome::amount_open:
      answer.status = "eligible_amount_open";
      answer.low = ordinary;
      answer.high = full;
      break;
    case Outcome::undetermined:
      answer.status = "undetermined";
      answer.high = full;
      break;
    case Outcome::refused: answer.status = "not_eligible"; break;
    case Outcome::unreadable: break;
  }
  return answer;
}
