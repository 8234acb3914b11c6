// SPDX-License-Identifier: Apache-2.0
#pragma once

// cases.yaml: dossiers with the decision that the law gives them, one sentence each. A domain expert writes
// them; they are run against the rule set that stands beside them.
//
//   hotro::edge::CaseFile cases = hotro::edge::read_cases(sources, file, rules, program, diagnostics);
//   hotro::edge::CaseRun run(rules);
//   for (const hotro::edge::Case& one : cases.cases) use(run.run(one));

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "../compile.hpp"
#include "../config.hpp"
#include "../decision.hpp"
#include "../diagnostic.hpp"
#include "../evaluator.hpp"
#include "../rule_set.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace edge {

/// What a case says of one benefit; all of it optional.
struct Expectation {
  std::uint32_t benefit = none;
  bool has_concerned = false, has_eligible = false, has_status = false;
  bool has_entitlement = false, has_payout = false, has_overpaid = false;
  bool has_failed = false, has_open = false, has_missing = false, has_assumed = false;
  Truth concerned = Truth::unknown;
  Truth eligible = Truth::unknown;
  Status status = Status::undetermined;
  Amount entitlement, payout, overpaid;
  std::vector<std::string> failed, open, missing, assumed;  // ids and facts, in any order
  Span span;
};

struct CaseFact {
  std::string path;
  std::int64_t value = 0;
};

struct Case {
  std::string name;
  Span span;  // of the name
  std::vector<Citation> citations;
  CompileOptions options;
  std::vector<CaseFact> facts;
  std::vector<Expectation> expectations;
  bool expects_error = false;
  Code error{};  // the code that compiling fails with
};

struct CaseFile {
  std::string cases_of;
  std::vector<Case> cases;
};

/// Reads one source. Errors are reported with their places (bands 01, 02, 09); cases with errors are left
/// out. `program` is the rule set compiled with its defaults: it says how facts are read.
CaseFile read_cases(const Sources& sources, std::uint32_t source, const RuleSet& rules,
                    const Program& program, Diagnostics& diagnostics);

/// One thing that came out differently.
struct Mismatch {
  std::string what;  // reduced_hours.payout
  std::string expected;
  std::string got;
};

struct CaseResult {
  bool passed = false;
  std::vector<Mismatch> mismatches;
  std::vector<Diagnostic> errors;  // where the rule set did not compile for the case
  /// The evaluator as the case left it, to explain and to count what it showed; null where nothing was
  /// decided.
  const Evaluator* evaluator = nullptr;
};

/// Adds what a case expects of a benefit and the row decided last did not come to.
void compare(const RuleSet& rules, const Expectation& expected, const Evaluator& row,
             std::vector<Mismatch>& mismatches);

/// Runs cases, one after the other; programs are kept for further cases with the same options.
class CaseRun {
 public:
  explicit CaseRun(const RuleSet& rules) : rules_(rules) {}

  /// The result is valid until the next run.
  CaseResult run(const Case& one);

 private:
  struct Compiled {
    std::vector<Diagnostic> errors;
    std::unique_ptr<Program> program;
    std::unique_ptr<Evaluator> evaluator;
  };
  Compiled& compiled(const CompileOptions& options);

  const RuleSet& rules_;
  std::map<std::string, Compiled> programs_;
};

}  // namespace edge
}  // namespace HOTRO_ABI
}  // namespace hotro
