// SPDX-License-Identifier: Apache-2.0
#pragma once

// What the lists hold: enterprises, dossiers, and with each dossier the answer that it was made to get.

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "calendar.hpp"

using Money = std::int64_t;  // đồng

enum class Event { reduced_hours, suspended, terminated };
inline constexpr std::array all_events{Event::reduced_hours, Event::suspended, Event::terminated};
std::string name(Event event);  // the benefit of an event has the same name

/// What the amount hangs on. The last four are not union members.
enum class Group { member, woman_35, pregnant, carer, ordinary };
inline constexpr std::array all_groups{Group::member, Group::woman_35, Group::pregnant, Group::carer,
                                       Group::ordinary};
std::string name(Group group);

/// One, two or three million; 70 % of that for ordinary non-members.
Money amount(Event event, Group group);

enum class Sex { female, male };

struct Enterprise {
  std::string id;
  std::string role;  // what it is in the list for; kinds of dossiers ask for it
  std::string kind;
  std::string region;
  std::string fund_first_round;
  std::string fund_second_round;
  Day received{};             // the day its union handed in the list
  int share = 1;              // of the dossiers that go to enterprises of its role
  bool second_round = false;  // its dossiers are about events from 01/04/2023 on
};

/// The first and last day of the round that an enterprise's dossiers are about.
Day round_begins(const Enterprise& enterprise);
Day round_ends(const Enterprise& enterprise);
/// The monthly minimum wage of Decree 38/2022 in a region; the lowest of all where none is given.
Money minimum_wage(const std::string& region);

/// What a decision says of one dossier. Nothing was paid before, so the payout is the entitlement.
struct Answer {
  std::string status;
  Money low = 0;
  Money high = 0;
  std::string failed;   // condition ids in the order of the law, a blank between two
  std::string open;     // likewise
  std::string missing;  // facts to ask for, likewise
};

/// A cell, or a row, that cannot be read.
struct Fault {
  std::string column;  // empty: the row as a whole
  std::string code;
};

struct Dossier {
  std::string id;
  const Enterprise* at = nullptr;
  std::string person;
  Event event{};
  std::optional<Day> from, to, received;
  std::optional<bool> labour_contract, order_cut;
  std::string reduction;
  std::optional<std::int64_t> days_total, days_longest;
  std::optional<Money> income;
  std::optional<bool> personal_reasons;
  std::string termination;
  std::optional<bool> pension, incapacity, qualifies;
  std::optional<bool> member;
  std::optional<Sex> sex;
  std::optional<Day> birth;
  std::optional<bool> pregnant, raises_child;
  std::optional<Day> child_birth;
  std::string other_carer;
  std::map<std::string, std::string> as_written;  // column -> what stands there instead
  bool unquoted = false;                          // a cell that needs quotes goes without

  std::string kind;       // how it was made
  Group claimed{};        // the group that it was filed under
  Sex person_sex{};       // also where the column is left blank
  bool repeated = false;  // a further dossier of somebody already counted
  Answer answer;
  std::map<std::string, Answer> otherwise;  // under another law or reading -> where it is another answer
  std::vector<Fault> faults;                // if any, there is no answer
};

/// A round as it is handed in, and how its files are written.
struct Submission {
  std::vector<Enterprise> enterprises;
  std::vector<Dossier> dossiers;
  DateStyle dates = DateStyle::iso;
  bool mixed_money = false;        // amounts as different offices write them
  bool with_terminated = false;    // has the columns of terminated contracts
  bool with_second_round = false;  // enterprises.csv has the column fund_second_round
};
