// SPDX-License-Identifier: Apache-2.0
#include "refusal_words.hpp"

#include <algorithm>

#include "hotro/edge/explanation.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace edge {
namespace {

/// The days within those covered from which another version applies.
template <class T>
void add_changes(const RuleSet& rules, Date known, const Timeline<T>& timeline,
                 std::vector<std::int64_t>& days) {
  const auto add = [&](Date day) {
    if (day > rules.covers_from && day <= rules.covers_to) days.push_back(day.day);
  };
  for (const Version<T>& version : timeline.versions) {
    if (version.enacted > known) continue;
    add(version.applies_from);
    if (version.applies_to < forever) add(version.applies_to + 1);
  }
}

}  // namespace

RefusalWords::RefusalWords(const RuleSet& rules, const Program& program, Language language)
    : rules_(rules), language_(language), benefits_(rules.benefits.size()) {
  for (std::size_t i = 0; i < benefits_.size(); ++i) {
    const Benefit& benefit = rules.benefits[i];
    Words& words = benefits_[i];
    for (const Condition& condition : benefit.conditions) {
      add_changes(rules, program.data().known, condition.timeline, words.changes);
      add_changes(rules, program.data().known, condition.reason, words.changes);
    }
    std::sort(words.changes.begin(), words.changes.end());
    words.changes.erase(std::unique(words.changes.begin(), words.changes.end()), words.changes.end());
    const std::vector<Mark>& marks = program.data().marks[program.benefits()[i].context];
    const bool computed = benefit.effective_on < marks.size() && marks[benefit.effective_on].present;
    if (words.changes.empty() || !computed) {
      // Of an effective date that is not computed the earliest is that of the dates covered.
      words.changes.clear();
      continue;
    }
    words.reg = marks[benefit.effective_on].reg;
    const Formula& formula = rules[benefit.effective_on];
    const bool is_fact =
        formula.operation == Operation::fact && !program.inputs()[formula.index].of_enterprise;
    words.dated = is_fact ? Dated::by_fact : Dated::by_row;
    words.fact = is_fact ? formula.index : none;
  }
}

std::uint32_t RefusalWords::stretch(std::uint32_t benefit, const Evaluator& row) const {
  return stretch(benefit, static_cast<std::int64_t>(row.number(benefits_[benefit].reg).low));
}

void RefusalWords::learn(Evaluator& row, std::uint32_t of, std::uint32_t stretch) {
  Explainer explainer(rules_, row, language_);
  const Explanation explanation = explain_row(rules_, row, explainer, Detail::causes);
  for (const BenefitExplanation& benefit : explanation.benefits) {
    if (benefit.answer.benefit != of) continue;  // others may have another effective date
    for (const std::string_view id : benefit.answer.failed) {
      Refusal refusal{benefit.answer.benefit, std::string(id), std::string(id), {}};
      for (const Reason* reason : causes(benefit)) {
        const bool is_it = id == outside_scope          ? reason->role == Role::scope
                           : id == no_benefit_concerned ? reason->role == Role::combined
                                                        : reason->role == Role::condition && reason->id == id;
        if (!is_it) continue;
        refusal.reason = reason->text;
        refusal.citation = reason->citation;
      }
      known_.emplace(Key{benefit.answer.benefit, stretch, id}, std::move(refusal));
    }
  }
}

}  // namespace edge
}  // namespace HOTRO_ABI
}  // namespace hotro
