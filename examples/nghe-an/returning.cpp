// SPDX-License-Identifier: Apache-2.0
// People of phase 1 who come back with a higher policy.

#include "making.hpp"
#include "phases.hpp"

Submission returning(const Submission& phase_1) {
  constexpr std::size_t people = 12;
  Draw draw(669'612);
  Submission submission;
  submission.dates = DateStyle::slashes;
  submission.with_terminated = true;
  submission.enterprises = phase_1.enterprises;
  for (Enterprise& enterprise : submission.enterprises) enterprise.received = day(2023, 3, 31);
  for (const Dossier& first : phase_1.dossiers) {
    if (submission.dossiers.size() == people) break;
    if (first.event != Event::reduced_hours || first.claimed != Group::member || !draw.one_in(20)) continue;
    const auto index = static_cast<std::size_t>(first.at - phase_1.enterprises.data());
    Dossier second =
        make(submission.enterprises[index], Event::terminated, Group::member, first.person_sex, draw);
    second.id = "NA2-R" + std::to_string(101 + submission.dossiers.size()).substr(1);
    second.person = first.person;
    second.birth = first.birth;
    second.from = *first.to + days{1};
    second.raises_child = first.raises_child;
    second.child_birth = first.child_birth;
    second.kind = "paid for reduced hours in phase 1";
    second.answer = {.status = "eligible",
                     .low = amount(Event::terminated, Group::member),
                     .high = amount(Event::terminated, Group::member),
                     .failed = "",
                     .open = "",
                     .missing = ""};
    submission.dossiers.push_back(second);
  }
  return submission;
}
