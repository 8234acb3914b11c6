// SPDX-License-Identifier: Apache-2.0
#pragma once

// Policies as unit tests of other programs ask about them, with whatever framework: a rule set is opened, an
// applicant described by a few facts, and the answer compared. <hotro/testing/catch2.hpp> has matchers.
//
//   hotro::testing::Policy policy("rules/vn/vgcl-6696");
//   auto applicant = policy.applicant({{"event", "suspended"}, {"birth_date", "1990-05-01"}});
//   EXPECT_TRUE(applicant.grants(2'000'000)) << applicant.explanation();
//
// A test that cannot mean what it says does not pass: what cannot be opened is thrown as std::runtime_error,
// a name that the rule set does not have, or a value that its fact cannot take, as std::invalid_argument.

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "../citation.hpp"
#include "../config.hpp"
#include "../date.hpp"
#include "../facts.hpp"
#include "../money.hpp"
#include "../program.hpp"
#include "../rate.hpp"
#include "../rule_set.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace testing {

/// How a rule set is opened and read.
struct PolicyOptions {
  std::string known = {};  // the law as enacted by that day, as `2023-06-30`; by default all that is loaded
  std::vector<std::pair<std::string, std::string>> readings = {};  // by name and option; others: by default
  std::vector<std::string> roots = {};  // folders below which rule sets are found by name
  Language language = Language::en;     // of explanations and of what is thrown
};

// What tests write is converted without being asked: NOLINTBEGIN(google-explicit-constructor)

/// An amount in minor units: đồng, cents. Never from a floating-point number.
struct Units {
  template <std::integral T>
  requires(!std::same_as<T, bool>) Units(T units) : amount{units} {}
  Units(Money units) : amount(units) {}

  Money amount;
};

/// What a fact is given: a text, read as a cell of a table is (`1.000.000`, `01/05/1990`, `1990` for a day of
/// that year, `70%`, an option; empty is missing), or a value. A whole number for money counts minor units,
/// for every other kind it is read as its digits.
class Given {
 public:
  template <std::convertible_to<std::string_view> T>
  Given(const T& text) : value_(std::string(std::string_view(text))) {}
  template <std::same_as<bool> T>
  Given(T truth) : value_(std::string(truth ? "yes" : "no")) {}
  template <std::integral T>
  requires(!std::same_as<T, bool> && !std::same_as<T, char>) Given(T number) : value_(std::int64_t{number}) {}
  Given(Money amount) : value_(amount) {}
  Given(Date day) : value_(iso(day)) {}
  Given(Rate rate) : value_(std::to_string(rate.numerator) + "/" + std::to_string(rate.denominator)) {}

  /// As a table of this currency would have it.
  [[nodiscard]] std::string cell(const Input& fact, std::string_view currency) const;

 private:
  std::variant<std::string, std::int64_t, Money> value_;
};

// NOLINTEND(google-explicit-constructor)

/// A fact by its path, `birth_date`, `enterprise.region`, `children.1.birth_date`, `paid_before.suspended`.
struct GivenFact {
  std::string path;
  Given value;
};

struct OpenedPolicy;  // the rule set, its program, and the language of words

/// Facts, and what the policy answers to them. Facts that are not given are missing. Changing one makes
/// another applicant, which may outlive the policy.
class Applicant {
 public:
  Applicant(std::shared_ptr<const OpenedPolicy> policy, std::initializer_list<GivenFact> facts);

  [[nodiscard]] Applicant with(std::string_view path, const Given& value) const;
  [[nodiscard]] Applicant with(std::initializer_list<GivenFact> facts) const;
  /// With one more row of a list: its facts by their names, and the number of rows that they make.
  [[nodiscard]] Applicant with_row(std::string_view list, std::initializer_list<GivenFact> facts) const;
  [[nodiscard]] Applicant without(std::string_view path) const;

  /// Eligible, and that is to be paid: what the law grants less what was paid before; of several benefits
  /// what they come to together, or of one.
  [[nodiscard]] bool grants(Units payout) const;
  [[nodiscard]] bool grants(std::string_view benefit, Units payout) const;
  /// Not eligible, whatever is missing, and this condition is not met, perhaps among others; or the id is
  /// `outside_scope` or, of all benefits, `no_benefit_concerned`. Without a benefit: no benefit is granted,
  /// and one of them is refused by it.
  [[nodiscard]] bool refused_by(std::string_view condition) const;
  [[nodiscard]] bool refused_by(std::string_view benefit, std::string_view condition) const;
  /// Whether there is a right, or what is to be paid, is open, and this fact, known in part or not at all, is
  /// one to ask for.
  [[nodiscard]] bool undetermined_for(std::string_view fact) const;
  [[nodiscard]] bool undetermined_for(std::string_view benefit, std::string_view fact) const;
  /// The policy, or the benefit, is not about this applicant.
  [[nodiscard]] bool not_concerned() const;
  [[nodiscard]] bool not_concerned(std::string_view benefit) const;

  /// Why: the explanation as people read it, in lines of at most so many columns, then each benefit's answer
  /// by its ids.
  [[nodiscard]] std::string explanation(std::size_t columns = 100) const;

  [[nodiscard]] const Facts& facts() const { return facts_; }
  [[nodiscard]] Language language() const;

 private:
  void set(std::span<const GivenFact> facts);

  std::shared_ptr<const OpenedPolicy> policy_;
  Facts facts_;
};

class Policy {
 public:
  /// A folder or file, or the name of a rule set below one of the roots.
  explicit Policy(const std::string& path, const PolicyOptions& options = {});

  [[nodiscard]] Applicant applicant(std::initializer_list<GivenFact> facts = {}) const {
    return {opened_, facts};
  }
  [[nodiscard]] const RuleSet& rules() const;
  [[nodiscard]] const Program& program() const;

 private:
  std::shared_ptr<const OpenedPolicy> opened_;
};

}  // namespace testing
}  // namespace HOTRO_ABI
}  // namespace hotro
