// SPDX-License-Identifier: Apache-2.0
#pragma once

// Applicants and their enterprises under rules/vn/vgcl-6696, invented row by row: any row of any population
// is made from the seed and its number alone, in constant memory. It knows nothing of hotro.

#include <cstdint>
#include <span>

/// What a cell holds, and so how it is written and how wide its column is.
enum class CellKind : std::uint8_t { truth, choice, date, number };

struct FactName {
  const char* name;
  CellKind kind;
  std::span<const char* const> options = {};  // of a choice, in the order of the rule set
};

enum ApplicantFact : std::uint8_t {
  event,
  event_from,
  event_to,
  application_date,
  labour_contract,
  caused_by_order_cut,
  reduction,
  days_total,
  gross_in_window,
  personal_reasons,
  termination,
  pension,
  incapacity_allowance,
  qualifies_for_unemployment_benefit,
  union_member,
  sex,
  birth_date,
  pregnant,
  raises_child,
  youngest_child_birth,
  other_carer,
  paid_before_reduced_hours,
  paid_before_suspended,
  paid_before_terminated,
  applicant_facts
};
enum EnterpriseFact : std::uint8_t { kind, region, fund_first_round, fund_second_round, enterprise_facts };

extern const FactName applicant_names[applicant_facts];
extern const FactName enterprise_names[enterprise_facts];

/// Truths are 0 or 2, choices the index of the option, dates days since 1970, money đồng.
template <int Facts>
struct Cells {
  std::int32_t value[Facts] = {};
  std::uint32_t missing = 0;  // a bit for each fact
};
struct Applicant : Cells<applicant_facts> {
  std::uint32_t enterprise = 0;
};
using Enterprise = Cells<enterprise_facts>;

struct Population {
  std::uint64_t rows = 0;
  std::uint64_t seed = 6696;
  /// Of a thousand cells, how many are missing by chance. The others stay as they would be without.
  std::uint32_t missing_per_mille = 0;
  /// Cells that a form does not ask this person for stay blank, as the pension of somebody still employed.
  bool blanks = true;

  static constexpr std::uint64_t most_rows = 1'000'000'000;
  /// As many for each applicant as Nghệ An has grassroots unions for its union members.
  [[nodiscard]] std::uint32_t enterprises() const;
  [[nodiscard]] Applicant applicant(std::uint64_t row) const;
  [[nodiscard]] Enterprise enterprise(std::uint32_t row) const;
  /// The last nine digits of the person's id, each number once: in no order, as such ids come.
  static std::uint32_t person(std::uint64_t row);
};
