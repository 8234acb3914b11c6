// SPDX-License-Identifier: Apache-2.0
#pragma once

// phases.yaml: how a policy is applied to people phase after phase, beside the rule set that decides one
// dossier. Who is one person, until when dossiers come in, what is paid once, and how a budget is spent.
//
//   hotro::edge::PhaseRules phases = hotro::edge::read_phases(sources, file, rules, diagnostics);
//   if (!diagnostics.failed()) use(phases.claims.combine.value);

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "../citation.hpp"
#include "../config.hpp"
#include "../date.hpp"
#include "../diagnostic.hpp"
#include "../rule_set.hpp"
#include "../source.hpp"
#include "../value.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace edge {

/// What claims of one person come to, under several policies or under one policy again.
enum class Combine : std::uint8_t {
  highest_with_difference,  // the highest level; who was paid a lower one is paid the difference
  each_policy,              // each policy for itself
};
/// Within what something is paid once.
enum class Once : std::uint8_t { programme, round };
/// In which order a budget is spent.
enum class Order : std::uint8_t { received_first, priority_first, pro_rata };
/// What becomes of claims that the budget does not reach.
enum class Beyond : std::uint8_t { waiting_list, refused };
/// Who is given what rounding has left of a budget.
enum class Remainder : std::uint8_t { largest, received_first };

std::string_view name(Combine option);
std::string_view name(Once option);
std::string_view name(Order option);
std::string_view name(Beyond option);
std::string_view name(Remainder option);

/// A choice among options: as the law says it, or, where the law is silent, a reading with a default.
template <class Option>
struct Setting {
  Option value{};
  std::vector<Option> options;  // of the reading; empty: the law says it
  Text asks;
  Basis basis;
  Span span;

  [[nodiscard]] bool reading() const { return !options.empty(); }
};

/// Numbers of one form: 9 digits of an old identity card.
struct NumberForm {
  std::string name;
  int digits = 0;
};

struct PersonRule {
  std::uint32_t fact = none;  // index into RuleSet::facts
  bool joined = false;        // a list may join numbers of the form `from` with one of the form `to`
  NumberForm from, to;
  Basis basis;
  Span span;
};

/// The days of events, and the last days for their dossiers, under one act.
struct Round {
  std::string name;
  Text label;
  std::uint32_t act = none;  // index into RuleSet::sources
  Date events_from, events_to;
  Date receive_until;  // the last day on which dossiers are received
  Date finish_until;   // the last day on which they are decided and paid
  Basis basis;
  Span span;
};

struct ClaimRules {
  Setting<Once> once_in;
  Setting<Combine> combine;
};

/// How many may be supported because of one thing.
struct Quota {
  std::string name;
  Text label;
  std::int64_t at_most = 0;
  std::uint32_t counts = none;  // the truth fact by which a dossier takes part
  std::uint32_t each = none;    // the text fact that identifies the thing; none: somebody must ask
  std::uint32_t asks = none;    // the fact with the answer, if somebody must ask
  Basis basis;
  Span span;
};

/// People who go first: those with this value of a truth or choice.
struct PriorityGroup {
  std::uint32_t fact = none;
  std::int64_t value = 0;  // 2 yes, 0 no; or the index of an option
  Basis basis;
  Span span;
};

/// Shares of a budget.
struct ProRata {
  Rounding rounding = Rounding::down;
  std::int64_t step = 1;  // of minor units
  Remainder remainder = Remainder::largest;
};

struct BudgetRules {
  Setting<Order> order;
  std::vector<PriorityGroup> priority;  // first group first
  ProRata pro_rata;
  Setting<Beyond> beyond;
};

/// What lists for people show: in which column it stands, which may be a fact. Empty: it is not shown.
struct ListColumns {
  std::string full_name, born, sex, days, from, to, bank, account, note;
  std::string enterprise;             // its name, in the table of enterprises
  std::vector<std::uint32_t> groups;  // truths: those that are yes are named
};

/// Indices are those of the RuleSet that the phases were read for.
struct PhaseRules {
  std::string phases_of;
  PersonRule person;
  std::vector<Round> rounds;  // by their days
  ClaimRules claims;
  std::vector<Quota> quotas;
  BudgetRules budget;
  ListColumns lists;
  std::vector<bool> on_top;  // by benefit: what is paid for it counts against no other benefit
};

/// Reads one source. All errors are reported with their places (bands 01, 02, 08, 09, 11); what it returns is
/// complete only if there were none.
PhaseRules read_phases(const Sources& sources, std::uint32_t source, const RuleSet& rules,
                       Diagnostics& diagnostics);

/// Whether phases.yaml may have a reading of that name.
bool is_phase_reading(std::string_view name);
/// Answers a reading by its name (`combine`) and an option; false if there is no such reading or option.
bool set_reading(PhaseRules& phases, std::string_view reading, std::string_view option);

/// The round that the day of an event belongs to; `none` if there is none.
std::uint32_t find_round(const PhaseRules& phases, Date event);

/// A policy that a person claims, or was paid, in a round.
struct Claim {
  std::uint32_t benefit = none;
  std::uint32_t round = none;
};
/// Whether what the person was paid for `paid` counts against what the same person claims: what stands in
/// the fact `paid_before` of the claim is the sum of the payments that count. A round that is not known
/// (`none`) is that of any other.
bool counts_against(const PhaseRules& phases, Claim claim, Claim paid);

}  // namespace edge
}  // namespace HOTRO_ABI
}  // namespace hotro
