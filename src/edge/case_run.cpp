// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>

#include "hotro/edge/answers.hpp"
#include "hotro/edge/cases.hpp"
#include "hotro/edge/cells.hpp"
#include "hotro/explain.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace edge {
namespace {

/// An amount as cases write it: 1_000_000, or 700_000 .. 1_000_000.
std::string amount_text(const Amount& amount) {
  std::string low = grouped(amount.low.units, Language::en);
  std::string high = grouped(amount.high.units, Language::en);
  std::replace(low.begin(), low.end(), ',', '_');
  std::replace(high.begin(), high.end(), ',', '_');
  return amount.known() ? low : low + " .. " + high;
}

std::string list_text(std::vector<std::string> words) {
  std::sort(words.begin(), words.end());
  std::string result = "[";
  for (const std::string& word : words) result += (result.size() == 1 ? "" : ", ") + word;
  return result + "]";
}

std::vector<std::string> owned(const std::vector<std::string_view>& words) {
  return {words.begin(), words.end()};
}

/// Facts by path. What was paid before is assumed in every dossier and never listed.
std::vector<std::string> paths(const Program& program, const std::vector<std::uint32_t>& inputs) {
  std::vector<std::string> result;
  for (const std::uint32_t input : inputs) {
    if (!program.inputs()[input].of_ledger) result.push_back(program.inputs()[input].path);
  }
  return result;
}

std::string key_of(const CompileOptions& options) {
  std::string key = options.has_known ? iso(options.known) : "";
  for (const auto& [reading, option] : options.readings) key += " " + reading + "=" + option;
  return key;
}

}  // namespace

CaseRun::Compiled& CaseRun::compiled(const CompileOptions& options) {
  constexpr std::size_t most_kept = 64;
  const std::string key = key_of(options);
  if (programs_.size() == most_kept && programs_.count(key) == 0) programs_.clear();
  const auto [entry, added] = programs_.try_emplace(key);
  Compiled& found = entry->second;
  if (added) {
    Result<Program> result = compile(rules_, options);
    found.errors = result.diagnostics();
    if (result) {
      found.program = std::make_unique<Program>(*std::move(result));
      found.evaluator = std::make_unique<Evaluator>(*found.program, 64);
    }
  }
  return found;
}

CaseResult CaseRun::run(const Case& one) {
  CaseResult result;
  Compiled& with = compiled(one.options);
  if (one.expects_error) {
    std::string got = "no error";
    for (const Diagnostic& diagnostic : with.errors) {
      if (diagnostic.severity != Severity::error) continue;
      got = code_text(diagnostic.code);
      if (diagnostic.code == one.error) result.passed = with.program == nullptr;
    }
    if (!result.passed) result.mismatches.push_back({"error", std::string(code_text(one.error)), got});
    return result;
  }
  if (with.program == nullptr) {
    result.errors = with.errors;
    return result;
  }
  Facts facts(*with.program);
  for (const CaseFact& fact : one.facts) {
    const std::uint32_t input = with.program->find(fact.path);
    if (input == none || !facts.set(input, fact.value)) {
      result.mismatches.push_back({fact.path, "a fact of the program", "no such fact, or out of its range"});
    }
  }
  with.evaluator->evaluate(facts);
  for (const Expectation& expected : one.expectations)
    compare(rules_, expected, *with.evaluator, result.mismatches);
  result.passed = result.mismatches.empty();
  result.evaluator = with.evaluator.get();
  return result;
}

void compare(const RuleSet& rules, const Expectation& expected, const Evaluator& evaluator,
             std::vector<Mismatch>& mismatches) {
  const Program& program = evaluator.program();
  const Decision& got = evaluator.decisions()[expected.benefit + 1];
  const Answer found = answer(program, expected.benefit, got);
  auto differ = [&](std::string_view what, bool asked, std::string wanted, std::string was) {
    if (!asked || wanted == was) return;
    mismatches.push_back({fmt::format("{}.{}", rules.benefits[expected.benefit].name, what),
                          std::move(wanted), std::move(was)});
  };
  using Inputs = std::vector<std::uint32_t> (Explainer::*)(std::uint32_t);
  auto inputs = [&](bool asked, Inputs find) {
    if (!asked) return std::string();
    Explainer explainer(rules, evaluator, Language::en);
    return list_text(paths(program, (explainer.*find)(expected.benefit)));
  };
  differ("concerned", expected.has_concerned, std::string(name(expected.concerned)),
         std::string(name(got.concerned)));
  differ("eligible", expected.has_eligible, std::string(name(expected.eligible)),
         std::string(name(got.eligible)));
  differ("status", expected.has_status, std::string(name(expected.status)), std::string(name(found.status)));
  differ("entitlement", expected.has_entitlement, amount_text(expected.entitlement),
         amount_text(got.entitlement));
  differ("payout", expected.has_payout, amount_text(expected.payout), amount_text(got.payout));
  differ("overpaid", expected.has_overpaid, amount_text(expected.overpaid), amount_text(got.overpaid));
  differ("failed", expected.has_failed, list_text(expected.failed), list_text(owned(found.failed)));
  differ("open", expected.has_open, list_text(expected.open), list_text(owned(found.open)));
  differ("missing", expected.has_missing, list_text(expected.missing),
         inputs(expected.has_missing, &Explainer::missing));
  differ("assumed", expected.has_assumed, list_text(expected.assumed),
         inputs(expected.has_assumed, &Explainer::assumptions));
}

}  // namespace edge
}  // namespace HOTRO_ABI
}  // namespace hotro
