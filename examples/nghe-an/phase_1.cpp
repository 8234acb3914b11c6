// SPDX-License-Identifier: Apache-2.0
// Phase 1 and Dĩ An: compositions fixed on paper, every dossier in order.

#include "making.hpp"
#include "phases.hpp"

namespace {

/// How many of each group, by event; of each group, how many women. Groups in their order.
struct Block {
  Event event;
  std::array<int, 5> people;
  std::array<int, 5> women;
};

struct Part {
  Enterprise enterprise;
  std::vector<Block> blocks;
};

constexpr Event A = Event::reduced_hours;
constexpr Event B = Event::suspended;

std::vector<Part> parts_of_phase_1() {
  const std::string paid = "paid_before";
  const std::string firm = "enterprise";
  // member, woman of 35, pregnant, child under 6, ordinary
  return {
      {{.id = "NA-VINH-01",
        .role = "",
        .kind = firm,
        .region = "II",
        .fund_first_round = paid,
        .fund_second_round = "",
        .received = day(2023, 2, 21)},
       {{A, {118, 6, 2, 4, 0}, {64, 6, 2, 3, 0}}, {B, {13, 1, 1, 1, 0}, {7, 1, 1, 1, 0}}}},
      {{.id = "NA-DIENCHAU-02",
        .role = "",
        .kind = firm,
        .region = "III",
        .fund_first_round = paid,
        .fund_second_round = "",
        .received = day(2023, 2, 24)},
       {{A, {103, 5, 2, 2, 0}, {55, 5, 2, 1, 0}}}},
      {{.id = "NA-YENTHANH-03",
        .role = "",
        .kind = firm,
        .region = "III",
        .fund_first_round = paid,
        .fund_second_round = "",
        .received = day(2023, 3, 1)},
       {{A, {74, 4, 1, 2, 0}, {40, 4, 1, 2, 0}}, {B, {11, 1, 0, 1, 0}, {6, 1, 0, 0, 0}}}},
      {{.id = "NA-NGHILOC-04",
        .role = "",
        .kind = firm,
        .region = "II",
        .fund_first_round = "partly_paid",
        .fund_second_round = "",
        .received = day(2023, 3, 3)},
       {{A, {64, 3, 2, 2, 0}, {33, 3, 2, 1, 0}}}},
      {{.id = "NA-DOLUONG-05",
        .role = "",
        .kind = firm,
        .region = "III",
        .fund_first_round = paid,
        .fund_second_round = "",
        .received = day(2023, 3, 7)},
       {{A, {53, 3, 1, 1, 0}, {27, 3, 1, 1, 0}}}},
      {{.id = "NA-THANHCHUONG-06",
        .role = "",
        .kind = "cooperative",
        .region = "IV",
        .fund_first_round = paid,
        .fund_second_round = "",
        .received = day(2023, 3, 10)},
       {{A, {29, 1, 0, 1, 1}, {15, 1, 0, 1, 0}}}},
  };
}

Submission build(const std::vector<Part>& parts, const std::string& prefix, std::uint64_t seed) {
  Draw draw(seed);
  PersonIds persons;
  Submission submission;
  for (const Part& part : parts) submission.enterprises.push_back(part.enterprise);
  int number = 0;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    std::vector<Dossier> list;
    for (const Block& block : parts[i].blocks) {
      for (const Group group : all_groups) {
        const auto g = static_cast<std::size_t>(group);
        for (int k = 0; k < block.people[g]; ++k) {
          const Sex sex = k < block.women[g] ? Sex::female : Sex::male;
          Dossier dossier = make(submission.enterprises[i], block.event, group, sex, draw);
          dossier.person = persons.next(sex, *dossier.birth, draw);
          dossier.kind = "in order";
          const Money payout = amount(block.event, group);
          dossier.answer = {"eligible", payout, payout, "", "", ""};
          list.push_back(std::move(dossier));
        }
      }
    }
    draw.shuffle(list);
    for (Dossier& dossier : list) {
      dossier.id = prefix + std::to_string(10'000 + ++number).substr(1);
      submission.dossiers.push_back(std::move(dossier));
    }
  }
  return submission;
}

}  // namespace

Submission phase_1() { return build(parts_of_phase_1(), "NA1-", 6696); }

Submission di_an(int ordinary) {
  std::vector<Part> parts;
  const std::array<int, 4> reduced{412, 301, 188, 87};
  const std::array<int, 4> suspended{9, 0, 5, 3};
  for (std::size_t i = 0; i < reduced.size(); ++i) {
    Enterprise enterprise{.id = "DA-0" + std::to_string(i + 1),
                          .role = "",
                          .kind = "enterprise",
                          .region = "I",
                          .fund_first_round = "paid_before",
                          .fund_second_round = "paid_before",
                          .received = day(2023, 12, 15) + days{15 * static_cast<int>(i)},
                          .second_round = true};
    const int here = i + 1 == reduced.size() ? ordinary - 3 * (ordinary / 4) : ordinary / 4;
    Part part{enterprise,
              {{A, {reduced[i] - here - 12, 6, 2, 4, here}, {(reduced[i] - here) / 2, 6, 2, 3, here / 2}}}};
    if (suspended[i] != 0)
      part.blocks.push_back({B, {suspended[i], 0, 0, 0, 0}, {suspended[i] / 2, 0, 0, 0, 0}});
    parts.push_back(part);
  }
  Submission submission = build(parts, "DA-", 7785);
  submission.with_second_round = true;
  return submission;
}
