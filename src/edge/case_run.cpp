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

/// Places below a formula, each line once, and not again below itself.
void collect(const RuleSet& rules, FormulaId formula, const Seen& place, std::vector<bool>& visited,
             std::vector<Seen>& out) {
  if (formula == none || visited[formula]) return;
  visited[formula] = true;
  const Formula& node = rules[formula];
  if (node.line != none && node.type.kind == Kind::truth) {
    Seen line = place;
    line.line = node.line;
    out.push_back(line);
  }
  if (node.operation == Operation::definition) {
    for (const auto& version : rules.definitions[node.index].timeline.versions)
      collect(rules, version.value, place, visited, out);
  }
  for (const FormulaId input : node.inputs) collect(rules, input, place, visited, out);
}

}  // namespace

std::vector<Seen> all_places(const RuleSet& rules) {
  std::vector<Seen> out;
  auto add = [&](const Seen& place, const Timeline<FormulaId>& timeline) {
    out.push_back(place);
    std::vector<bool> visited(rules.formulas.size(), false);
    for (const auto& version : timeline.versions) {
      if (version.value == none) continue;
      const std::size_t first = out.size();
      collect(rules, version.value, place, visited, out);
      // The top line of a condition is the condition.
      if (place.condition != none && out.size() > first && out[first].line == rules[version.value].line) {
        out.erase(out.begin() + static_cast<std::ptrdiff_t>(first));
      }
    }
  };
  for (std::uint32_t benefit = 0; benefit < rules.benefits.size(); ++benefit) {
    const Benefit& one = rules.benefits[benefit];
    for (std::uint32_t bit = 0; bit < one.conditions.size(); ++bit)
      add({benefit, bit}, one.conditions[bit].timeline);
    add({benefit, none}, one.entitlement);
  }
  return out;
}

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
  for (const Expectation& expected : one.expectations) compare(expected, *with.evaluator, result);
  observe(*with.evaluator);
  result.passed = result.mismatches.empty();
  result.evaluator = with.evaluator.get();
  return result;
}

void CaseRun::compare(const Expectation& expected, const Evaluator& evaluator, CaseResult& result) const {
  const Program& program = evaluator.program();
  const Decision& got = evaluator.decisions()[expected.benefit + 1];
  const Answer found = answer(program, expected.benefit, got);
  auto differ = [&](std::string_view what, bool asked, std::string wanted, std::string was) {
    if (!asked || wanted == was) return;
    result.mismatches.push_back({fmt::format("{}.{}", rules_.benefits[expected.benefit].name, what),
                                 std::move(wanted), std::move(was)});
  };
  using Inputs = std::vector<std::uint32_t> (Explainer::*)(std::uint32_t);
  auto inputs = [&](bool asked, Inputs find) {
    if (!asked) return std::string();
    Explainer explainer(rules_, evaluator, Language::en);
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

void CaseRun::count(const Seen& place, Truth truth) {
  const std::uint64_t condition = std::uint64_t{place.benefit} << 32U | place.condition;
  // `none` + 1 = 0: a condition stands before its lines.
  Seen& seen = seen_.try_emplace({condition, place.line + 1}, place).first->second;
  ++(truth == Truth::yes ? seen.yes : truth == Truth::no ? seen.no : seen.unknown);
}

void CaseRun::observe(const Evaluator& evaluator) {
  const ProgramData& data = evaluator.program().data();
  for (std::uint32_t i = 0; i < rules_.benefits.size(); ++i) {
    const Benefit& benefit = rules_.benefits[i];
    const Decision& decision = evaluator.decisions()[i + 1];
    if (decision.concerned != Truth::yes || decision.in_scope != Truth::yes) continue;
    const std::uint32_t context = data.benefits[i].context;
    if (benefit.effective_on == none || context >= data.marks.size()) continue;
    const Mark& mark = data.marks[context][benefit.effective_on];
    if (!mark.present || !evaluator.number(mark.reg).known()) continue;
    const Date on{static_cast<std::int32_t>(evaluator.number(mark.reg).low)};
    for (std::uint32_t bit = 0; bit < benefit.conditions.size(); ++bit) {
      const Version<FormulaId>* version = benefit.conditions[bit].timeline.at(on, data.known);
      if (version == nullptr || version->value == none) continue;
      const bool failed = (decision.failed >> bit & 1U) != 0;
      const bool open = (decision.open >> bit & 1U) != 0;
      count({i, bit}, failed ? Truth::no : open ? Truth::unknown : Truth::yes);
      std::vector<bool> visited(rules_.formulas.size());
      observe_lines(evaluator, {i, bit}, version->value, context, on, visited);
    }
    const Version<FormulaId>* amount = benefit.entitlement.at(on, data.known);
    std::vector<bool> visited(rules_.formulas.size());
    if (amount != nullptr && decision.eligible == Truth::yes)
      observe_lines(evaluator, {i, none}, amount->value, context, on, visited);
  }
}

void CaseRun::observe_lines(const Evaluator& evaluator, const Seen& place, FormulaId formula,
                            std::uint32_t context, Date on, std::vector<bool>& visited) {
  if (formula == none || visited[formula]) return;
  visited[formula] = true;
  const Formula& node = rules_[formula];
  const Mark& mark = evaluator.program().data().marks[context][formula];
  if (node.line != none && node.type.kind == Kind::truth && mark.present) {
    Seen line = place;
    line.line = node.line;
    count(line, evaluator.truth(mark.reg));
  }
  if (node.operation == Operation::definition) {
    const auto* version = rules_.definitions[node.index].timeline.at(on, evaluator.program().data().known);
    if (version != nullptr) observe_lines(evaluator, place, version->value, context, on, visited);
  }
  for (const FormulaId input : node.inputs) observe_lines(evaluator, place, input, context, on, visited);
}

std::vector<Seen> CaseRun::seen() const {
  std::vector<Seen> out = all_places(rules_);
  for (Seen& place : out) {
    const std::uint64_t condition = std::uint64_t{place.benefit} << 32U | place.condition;
    const auto found = seen_.find({condition, place.line + 1});
    if (found != seen_.end()) place = found->second;
  }
  return out;
}

}  // namespace edge
}  // namespace HOTRO_ABI
}  // namespace hotro
