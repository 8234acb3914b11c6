// SPDX-License-Identifier: Apache-2.0
#include "dossier.hpp"

std::string name(Event event) {
  switch (event) {
    case Event::reduced_hours: return "reduced_hours";
    case Event::suspended: return "suspended";
    case Event::terminated: return "terminated";
  }
  return "";
}

std::string name(Group group) {
  switch (group) {
    case Group::member: return "member";
    case Group::woman_35: return "woman of 35 or more";
    case Group::pregnant: return "pregnant";
    case Group::carer: return "child under 6";
    case Group::ordinary: return "ordinary";
  }
  return "";
}

Money amount(Event event, Group group) {
  const Money full = event == Event::reduced_hours ? 1'000'000
                     : event == Event::suspended   ? 2'000'000
                                                   : 3'000'000;
  return group == Group::ordinary ? full / 10 * 7 : full;
}

Day round_begins(const Enterprise& enterprise) {
  return enterprise.second_round ? day(2023, 4, 1) : day(2022, 10, 1);
}

Day round_ends(const Enterprise& enterprise) {
  return enterprise.second_round ? day(2023, 12, 31) : day(2023, 3, 31);
}

Money minimum_wage(const std::string& region) {
  if (region == "I") return 4'680'000;
  if (region == "II") return 4'160'000;
  if (region == "III") return 3'640'000;
  return 3'250'000;
}
