// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

#include "hotro/edge/answers.hpp"
#include "hotro/edge/cells.hpp"
#include "hotro/edge/explanation_text.hpp"
#include "hotro/edge/json.hpp"
#include "hotro/evaluator.hpp"
#include "hotro/explain.hpp"
#include "hotro/testing/policy.hpp"
#include "opened_policy.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace testing {
namespace {

template <class Word>
bool contains(const std::vector<Word>& words, const Word& word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

[[noreturn]] void refuse(const OpenedPolicy& policy, const Text& trouble) {
  throw std::invalid_argument(fmt::format("{}: {}", policy.rules.id, trouble.in(policy.language)));
}

/// `what`: no condition is called.
[[noreturn]] void refuse_name(const OpenedPolicy& policy, const Text& what, std::string_view name,
                              const std::vector<std::string>& known) {
  Text close = edge::did_you_mean_text(name, known);
  if (close.empty()) {
    const std::string all = fmt::format("{}", fmt::join(known, ", "));
    close = {"có: " + all, "there are " + all};
  }
  refuse(policy, {fmt::format("{} \"{}\"; {}", what.vi, name, close.vi),
                  fmt::format("{} \"{}\"; {}", what.en, name, close.en)});
}

std::uint32_t find_benefit(const OpenedPolicy& policy, std::string_view name) {
  const std::uint32_t benefit = hotro::find_benefit(policy.rules, name);
  if (benefit != none) return benefit;
  std::vector<std::string> known;
  for (const Benefit& one : policy.rules.benefits) known.push_back(one.name);
  refuse_name(policy, {"không có khoản hỗ trợ", "no benefit is called"}, name, known);
}

std::uint32_t find_fact(const OpenedPolicy& policy, std::string_view path) {
  const std::uint32_t input = policy.program.find(path);
  if (input != none) return input;
  std::vector<std::string> known;
  for (const Input& one : policy.program.inputs()) known.push_back(one.path);
  refuse_name(policy, {"không có dữ kiện", "no fact is called"}, path, known);
}

/// Of one benefit, or of all: what somebody may be refused by.
void require_condition(const OpenedPolicy& policy, std::uint32_t benefit, std::string_view id) {
  std::vector<std::string> known;
  for (std::uint32_t i = 0; i < policy.program.benefits().size(); ++i) {
    if (benefit != none && benefit != i) continue;
    for (const std::string& one : policy.program.benefits()[i].conditions) {
      if (!contains(known, one)) known.push_back(one);
    }
  }
  known.emplace_back(edge::outside_scope);
  if (benefit == none) known.emplace_back(edge::no_benefit_concerned);
  if (contains(known, std::string(id))) return;
  if (benefit == none) refuse_name(policy, {"không có điều kiện", "no condition is called"}, id, known);
  const std::string& name = policy.rules.benefits[benefit].name;
  refuse_name(policy, {name + " không có điều kiện", name + " has no condition"}, id, known);
}

std::string amount_text(const Amount& amount) {
  const std::string low = edge::grouped(amount.low.units, Language::en);
  return amount.known() ? low : fmt::format("{} .. {}", low, edge::grouped(amount.high.units, Language::en));
}

/// The applicant as decided; `none` for all benefits together.
class Row {
 public:
  Row(const OpenedPolicy& policy, const Facts& facts) : policy_(policy), evaluator_(policy.program, 1) {
    evaluator_.evaluate(facts);
  }

  [[nodiscard]] const Decision& of(std::uint32_t benefit) const {
    return evaluator_.decisions()[benefit == none ? 0 : benefit + 1];
  }
  [[nodiscard]] std::vector<edge::Answer> answers() const {
    return edge::answers(policy_.program, evaluator_.decisions(), true);
  }
  [[nodiscard]] bool grants(std::uint32_t benefit, Money payout) const {
    return of(benefit).eligible == Truth::yes && of(benefit).payout == Amount{payout, payout};
  }
  [[nodiscard]] bool refused_by(std::uint32_t benefit, std::string_view condition) const {
    if (of(benefit).eligible != Truth::no) return false;
    const std::vector<edge::Answer> all = answers();
    return std::any_of(all.begin(), all.end(), [&](const edge::Answer& one) {
      return (benefit == none || one.benefit == benefit) && contains(one.failed, condition);
    });
  }
  [[nodiscard]] bool undetermined_for(std::uint32_t benefit, std::uint32_t input) const {
    const Decision& decision = of(benefit);
    if (decision.eligible != Truth::unknown && decision.payout.known()) return false;
    Explainer explainer(policy_.rules, evaluator_, policy_.language);
    return contains(explainer.missing(benefit), input);
  }
  [[nodiscard]] std::string explanation(std::size_t columns);

 private:
  [[nodiscard]] std::string because(const edge::Answer& answer, Explainer& explainer) const;

  const OpenedPolicy& policy_;
  Evaluator evaluator_;
};

/// What was asked of the answer by ids, as tests name them.
std::string Row::because(const edge::Answer& answer, Explainer& explainer) const {
  if (answer.status == Status::not_concerned) return "";
  if (answer.status == Status::not_eligible) return fmt::format("failed: {}", fmt::join(answer.failed, ", "));
  std::string text = fmt::format("payout: {}", amount_text(answer.decision.payout));
  std::string_view before = "; missing: ";
  for (const std::uint32_t input : explainer.missing(answer.benefit)) {
    text.append(before).append(policy_.program.inputs()[input].path);
    before = ", ";
  }
  return text;
}

std::string Row::explanation(std::size_t columns) {
  Explainer explainer(policy_.rules, evaluator_, policy_.language);
  const edge::Explanation all =
      edge::explain_row(policy_.rules, evaluator_, explainer, edge::Detail::everything);
  edge::ExplanationStyle style;
  style.language = policy_.language;
  style.screen.width = columns;
  std::string text = edge::explanation_text(policy_.rules, policy_.program, all, evaluator_.facts(), style);
  text += policy_.language == Language::vi ? "\n  Theo mã:\n" : "\n  By their ids:\n";
  edge::Grid grid("lll");
  for (const edge::Answer& one : answers()) {
    const std::string name = one.benefit == none ? "-" : policy_.program.benefits()[one.benefit].name;
    grid.row({name, std::string(hotro::name(one.status)), because(one, explainer)});
  }
  return text + grid.text("    ", columns);
}

}  // namespace

Applicant::Applicant(std::shared_ptr<const OpenedPolicy> policy, std::initializer_list<GivenFact> facts)
    : policy_(std::move(policy)), facts_(policy_->program) {
  set(facts);
}

void Applicant::set(std::span<const GivenFact> facts) {
  std::vector<std::uint32_t> given;
  std::vector<edge::DataError> errors;
  for (const auto& [path, value] : facts) {
    const std::uint32_t input = find_fact(*policy_, path);
    if (contains(given, input)) {
      refuse(*policy_,
             {fmt::format("\"{}\" được cho hai lần", path), fmt::format("\"{}\" is given twice", path)});
    }
    given.push_back(input);
    const Input& fact = policy_->program.inputs()[input];
    edge::read_fact(path, value.cell(fact, policy_->program.data().currency), facts_, errors);
  }
  if (errors.empty()) return;
  Text trouble;
  for (const edge::DataError& one : errors) {
    const std::string head = fmt::format("{} = \"{}\": {}: ", one.column, one.value, one.code);
    trouble.vi += (trouble.vi.empty() ? "" : "\n") + head + one.expected.vi;
    trouble.en += (trouble.en.empty() ? "" : "\n") + head + one.expected.en;
  }
  refuse(*policy_, trouble);
}

Applicant Applicant::with(std::string_view path, const Given& value) const {
  return with({{std::string(path), value}});
}

Applicant Applicant::with(std::initializer_list<GivenFact> facts) const {
  Applicant other = *this;
  other.set(facts);
  return other;
}

Applicant Applicant::with_row(std::string_view list, std::initializer_list<GivenFact> facts) const {
  const std::string count = fmt::format("{}.count", list);
  const std::uint32_t rows = find_fact(*policy_, count);
  const std::int64_t row = facts_.missing(rows) ? 1 : facts_.get(rows).low + 1;
  std::vector<GivenFact> all = {{count, row}};
  for (const auto& [name, value] : facts) all.push_back({fmt::format("{}.{}.{}", list, row, name), value});
  Applicant other = *this;
  other.set(all);
  return other;
}

Applicant Applicant::without(std::string_view path) const {
  Applicant other = *this;
  other.facts_.forget(find_fact(*policy_, path));
  return other;
}

bool Applicant::grants(Units payout) const { return Row(*policy_, facts_).grants(none, payout.amount); }

bool Applicant::grants(std::string_view benefit, Units payout) const {
  return Row(*policy_, facts_).grants(find_benefit(*policy_, benefit), payout.amount);
}

bool Applicant::refused_by(std::string_view condition) const {
  require_condition(*policy_, none, condition);
  return Row(*policy_, facts_).refused_by(none, condition);
}

bool Applicant::refused_by(std::string_view benefit, std::string_view condition) const {
  const std::uint32_t index = find_benefit(*policy_, benefit);
  require_condition(*policy_, index, condition);
  return Row(*policy_, facts_).refused_by(index, condition);
}

bool Applicant::undetermined_for(std::string_view fact) const {
  return Row(*policy_, facts_).undetermined_for(none, find_fact(*policy_, fact));
}

bool Applicant::undetermined_for(std::string_view benefit, std::string_view fact) const {
  return Row(*policy_, facts_).undetermined_for(find_benefit(*policy_, benefit), find_fact(*policy_, fact));
}

bool Applicant::not_concerned() const { return Row(*policy_, facts_).of(none).concerned == Truth::no; }

bool Applicant::not_concerned(std::string_view benefit) const {
  return Row(*policy_, facts_).of(find_benefit(*policy_, benefit)).concerned == Truth::no;
}

std::string Applicant::explanation(std::size_t columns) const {
  return Row(*policy_, facts_).explanation(columns);
}

Language Applicant::language() const { return policy_->language; }

}  // namespace testing
}  // namespace HOTRO_ABI
}  // namespace hotro
