// SPDX-License-Identifier: Apache-2.0
#pragma once

// Matchers for Catch2: 2.13, with which they are tested, or 3. A failure is reported with the explanation of
// the answer.
//
//   const hotro::testing::Policy policy("rules/vn/vgcl-6696");
//   CHECK_THAT(policy.applicant({{"event", "suspended"}, {"union_member", true}}), Grants(2'000'000));
//
// Each takes the name of a benefit first where only that one is meant: Grants("suspended", 2'000'000).

#if __has_include(<catch2/matchers/catch_matchers.hpp>)
#include <catch2/catch_tostring.hpp>
#include <catch2/matchers/catch_matchers.hpp>
#else
#include <catch2/catch.hpp>
#endif

#include <functional>
#include <string>
#include <utility>

#include "../config.hpp"
#include "../edge/cells.hpp"
#include "policy.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace testing {

#if __has_include(<catch2/matchers/catch_matchers.hpp>)
using ApplicantMatcher = Catch::Matchers::MatcherBase<Applicant>;
#else
using ApplicantMatcher = Catch::MatcherBase<Applicant>;
#endif

/// Something that an answer may be, and how that is said behind "The applicant".
class AnswerIs : public ApplicantMatcher {
 public:
  AnswerIs(std::function<bool(const Applicant&)> holds, std::string said)
      : holds_(std::move(holds)), said_(std::move(said)) {}

  [[nodiscard]] bool match(const Applicant& applicant) const override { return holds_(applicant); }
  [[nodiscard]] std::string describe() const override { return said_; }

 private:
  std::function<bool(const Applicant&)> holds_;
  std::string said_;
};

/// See Applicant::grants.
inline AnswerIs Grants(Units payout) {
  return {[=](const Applicant& one) { return one.grants(payout); },
          "is granted " + edge::grouped(payout.amount.units, Language::en)};
}
inline AnswerIs Grants(const std::string& benefit, Units payout) {
  return {[=](const Applicant& one) { return one.grants(benefit, payout); },
          "is granted " + edge::grouped(payout.amount.units, Language::en) + " by " + benefit};
}

/// See Applicant::refused_by.
inline AnswerIs RefusedBy(const std::string& condition) {
  return {[=](const Applicant& one) { return one.refused_by(condition); }, "is refused by " + condition};
}
inline AnswerIs RefusedBy(const std::string& benefit, const std::string& condition) {
  return {[=](const Applicant& one) { return one.refused_by(benefit, condition); },
          "is refused " + benefit + " by " + condition};
}

/// See Applicant::undetermined_for.
inline AnswerIs UndeterminedFor(const std::string& fact) {
  return {[=](const Applicant& one) { return one.undetermined_for(fact); }, "is undetermined for " + fact};
}
inline AnswerIs UndeterminedFor(const std::string& benefit, const std::string& fact) {
  return {[=](const Applicant& one) { return one.undetermined_for(benefit, fact); },
          "is undetermined in " + benefit + " for " + fact};
}

/// See Applicant::not_concerned.
inline AnswerIs NotConcerned() {
  return {[](const Applicant& one) { return one.not_concerned(); }, "is not concerned"};
}
inline AnswerIs NotConcerned(const std::string& benefit) {
  return {[=](const Applicant& one) { return one.not_concerned(benefit); }, "is not concerned by " + benefit};
}

}  // namespace testing
}  // namespace HOTRO_ABI
}  // namespace hotro

namespace Catch {
template <>
struct StringMaker<hotro::testing::Applicant> {
  /// The explanation, which ends so that what a matcher expects makes a sentence with it.
  static std::string convert(const hotro::testing::Applicant& applicant) {
    // Catch2 breaks lines of 80 bytes; Vietnamese takes up to half as many again as its letters.
    const bool vietnamese = applicant.language() == hotro::Language::vi;
    std::string text = applicant.explanation(vietnamese ? 52 : 74);
    // It indents no line behind an empty one.
    for (std::size_t at = 0; (at = text.find("\n\n", at)) != std::string::npos;) text.insert(++at, 1, ' ');
    return text + " \nThe applicant";
  }
};
}  // namespace Catch
