// SPDX-License-Identifier: Apache-2.0
#pragma once

// A kind of dossier: how it departs from one in order, and the answer that follows from that departure. A
// dossier in order is made first (making.hpp), then changed, so the answer is known without a decision.

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "dossier.hpp"
#include "draw.hpp"

enum class Outcome {
  granted,       // the amount of the group it was filed under
  lower,         // the amount of an ordinary non-member, though filed under another group
  amount_open,   // eligible; which of the two amounts depends on a missing fact
  undetermined,  // whether it is eligible depends on a missing fact
  refused,
  unreadable,  // an error of the data
};

struct Kind {
  std::string name;
  Event event{};
  int count = 0;
  std::optional<Group> group = std::nullopt;  // none: of any group
  std::string role = "in_order";              // of the enterprise
  Outcome outcome = Outcome::granted;
  std::string failed = {};
  std::string open = {};
  std::string missing = {};
  std::vector<Fault> faults = {};
  std::map<std::string, Answer> otherwise = {};
  void (*change)(Dossier&, Draw&) = nullptr;
};

/// The answer to a dossier of this kind.
Answer answer(const Kind& kind, Group group);

inline constexpr const char* before_amendment = "known-2023-06-30";
inline constexpr const char* consecutive = "days_counted-consecutive";
inline constexpr const char* until_cut_off = "fund_cut_off-until";

// Each list by event; together they name every condition of every benefit.
std::vector<Kind> kinds_granted();
std::vector<Kind> kinds_refused();
std::vector<Kind> kinds_open();
std::vector<Kind> kinds_unreadable();
