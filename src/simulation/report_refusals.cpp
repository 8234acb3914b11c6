// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <bit>

#include "hotro/edge/answers.hpp"
#include "report_parts.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace simulation {
namespace {

/// Of conditions that refuse together, the most frequent.
constexpr std::size_t most_together = 12;

class RefusalTable {
 public:
  RefusalTable(const Variant& variant, std::uint32_t benefit, const Refusals& refusals,
               const Writing& writing)
      : variant_(variant),
        index_(benefit),
        benefit_(variant.program.benefits()[benefit]),
        writing_(writing),
        conditions_(benefit_.conditions.size()) {
    for (const auto& [by, people] : refusals) count(by, people);
  }

  ReportTable table() {
    out_.title = writing_.in("Không đủ điều kiện: ", "Refusals: ") +
                 benefit_words(*variant_.rules, benefit_.name, writing_.language());
    out_.heads = {"", writing_.in("người", "people"), writing_.in("chỉ vì điều này", "for this alone")};
    out_.bars = writing_.in("người", "people");
    most_ = std::max(outside_, open_);
    std::vector<std::size_t> order;
    for (std::size_t i = 0; i < conditions_.size(); ++i) {
      if (conditions_[i].all == 0) continue;
      order.push_back(i);
      most_ = std::max(most_, conditions_[i].all);
    }
    std::stable_sort(order.begin(), order.end(), [this](std::size_t a, std::size_t b) {
      return conditions_[a].all > conditions_[b].all;
    });
    if (outside_ != 0)
      add(writing_.in("ngoài thời gian áp dụng", "outside the dates covered"), outside_, outside_);
    for (const std::size_t i : order) {
      const std::string& id = benefit_.conditions[i];
      add(condition_words(*variant_.rules, benefit_.name, id, variant_.program.data().known,
                          writing_.language()) +
              " [" + id + "]",
          conditions_[i].all, conditions_[i].alone);
    }
    if (open_ != 0) add(writing_.in("vì điều kiện nào thì chưa rõ", "by which condition is open"), open_, 0);
    add_together();
    return std::move(out_);
  }

 private:
  struct Count {
    Wide all = 0;
    Wide alone = 0;
  };

  void count(const RefusedBy& by, Wide people) {
    const std::uint64_t bits = by.failed;
    if (by.outside_scope)
      outside_ += people;
    else if (bits == 0)
      open_ += people;
    if (std::popcount(bits) > 1) together_.emplace_back(people, bits);
    for (std::size_t i = 0; i < conditions_.size(); ++i) {
      if ((bits >> i & 1U) == 0) continue;
      conditions_[i].all += people;
      if (std::popcount(bits) == 1) conditions_[i].alone += people;
    }
  }

  void add(std::string text, Wide all, Wide alone) {
    const int end = on_axis(alone, 0, most_);
    out_.rows.push_back(
        {ReportRow::Kind::plain,
         {std::move(text), writing_.people(all), writing_.people_or_blank(alone)},
         {{0, end, ReportBar::Tone::loss}, {end, on_axis(all, 0, most_), ReportBar::Tone::plain}}});
  }

  void add_together() {
    if (together_.empty()) return;
    std::stable_sort(together_.begin(), together_.end(),
                     [](const auto& a, const auto& b) { return a.first > b.first; });
    out_.rows.push_back({ReportRow::Kind::head, {writing_.in("Cùng lúc", "Together"), "", ""}, {}});
    if (together_.size() > most_together) {
      out_.note = edge::grouped(static_cast<Wide>(together_.size() - most_together), writing_.language()) +
                  writing_.in(" tổ hợp khác", " further combinations");
      together_.resize(most_together);
    }
    for (const auto& [people, bits] : together_)
      add(listed(ids_of(variant_.program, index_, {bits, false})), people, 0);
  }

  const Variant& variant_;
  std::uint32_t index_;
  const BenefitOutput& benefit_;
  const Writing& writing_;
  std::vector<Count> conditions_;
  std::vector<std::pair<Wide, std::uint64_t>> together_;
  Wide outside_ = 0;
  Wide open_ = 0;  // by which condition
  Wide most_ = 0;
  ReportTable out_;
};

}  // namespace

std::vector<std::string> ids_of(const Program& program, std::uint32_t benefit, const RefusedBy& by) {
  std::vector<std::string> ids;
  if (by.outside_scope) ids.emplace_back(edge::outside_scope);
  if (benefit == none) return ids;
  const std::vector<std::string>& conditions = program.benefits()[benefit].conditions;
  for (std::size_t i = 0; i < conditions.size(); ++i) {
    if ((by.failed >> i & 1U) != 0) ids.push_back(conditions[i]);
  }
  return ids;
}

std::string listed(const std::vector<std::string>& ids) {
  std::string text;
  for (const std::string& id : ids) text += (text.empty() ? "" : ", ") + id;
  return text;
}

std::vector<ReportTable> refusal_tables(const Plan& plan, const Tally& tally, std::size_t variant,
                                        const Writing& writing) {
  const Variant& of = plan.variants[variant];
  std::vector<ReportTable> tables;
  for (std::uint32_t b = 0; b < of.program.benefits().size(); ++b) {
    const Refusals& refusals = tally.variants[variant].benefits[b].refusals;
    if (!refusals.empty()) tables.push_back(RefusalTable(of, b, refusals, writing).table());
  }
  return tables;
}

}  // namespace simulation
}  // namespace HOTRO_ABI
}  // namespace hotro
