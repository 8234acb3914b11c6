// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "commands.hpp"
#include "hotro/edge/cases.hpp"
#include "hotro/edge/explanation.hpp"
#include "hotro/edge/json.hpp"
#include "terminal.hpp"

namespace hotro::cli {
namespace {

struct TestOptions {
  std::vector<std::string> paths;
  OutputOptions output;
  bool list = false;
};

/// The tests of one rule set, printed as they end.
class TestRun {
 public:
  explicit TestRun(const TestOptions& options) : options_(options), terminal_(stdout) {}

  int run(const std::string& path);
  /// Between and behind the documents of several rule sets.
  [[nodiscard]] std::size_t rule_sets() const { return rule_sets_; }

 private:
  void print_case(const edge::Case& one, const edge::CaseResult& result);
  void print_failure(const edge::Case& one, const edge::CaseResult& result);
  void print_seen(const edge::CaseRun& run);
  void print_json(const std::vector<std::string>& cases, std::size_t failed, const edge::CaseRun& run);
  [[nodiscard]] std::string place(Span span) const {
    const Place at = opened_.files.sources.place(span);
    return fmt::format("{}:{}", opened_.files.sources.name(span.source), at.line);
  }

  const TestOptions& options_;
  Terminal terminal_;
  Opened opened_;
  std::size_t rule_sets_ = 0;
};

int TestRun::run(const std::string& path) {
  opened_ = Opened();
  RuleOptions rule_options;
  rule_options.rules = path;
  if (const int exit = open_program(rule_options, opened_); exit != fine) return exit;
  if (opened_.files.cases.empty()) return fail(no_access, fmt::format("{}: there is no cases.yaml", path));
  std::string text;
  Text trouble;
  if (!edge::read_yaml(opened_.files.cases, text, trouble)) {
    return fail(no_access, fmt::format("{}: {}", opened_.files.cases, trouble.en));
  }
  const std::uint32_t source = opened_.files.sources.add(opened_.files.cases, std::move(text));
  Diagnostics diagnostics;
  const edge::CaseFile file =
      edge::read_cases(opened_.files.sources, source, opened_.rules, opened_.program, diagnostics);
  const bool readable = !diagnostics.failed();
  print(diagnostics.take(), opened_.files.sources);

  edge::CaseRun run(opened_.rules);
  std::vector<std::string> json;
  std::size_t failed = 0;
  for (const edge::Case& one : file.cases) {
    const edge::CaseResult result = run.run(one);
    failed += result.passed ? 0U : 1U;
    if (options_.output.json())
      json.push_back(edge::json_case(one, result, opened_.files.sources));
    else
      print_case(one, result);
  }
  ++rule_sets_;
  if (options_.output.json()) {
    print_json(json, failed, run);
  } else {
    print_seen(run);
    const std::size_t passed = file.cases.size() - failed;
    const std::string summary =
        fmt::format("{}: {} of {} cases passed", opened_.rules.id, passed, file.cases.size());
    write(stdout, terminal_.paint(failed == 0 && readable ? Paint::green : Paint::red, summary) + "\n");
  }
  return failed == 0 && readable ? fine : at_fault;
}

void TestRun::print_case(const edge::Case& one, const edge::CaseResult& result) {
  if (result.passed && !options_.list) return;
  const std::string sign =
      result.passed ? terminal_.paint(Paint::green, "✓") : terminal_.paint(Paint::red, "✗");
  write(stdout, fmt::format("{} {}\n", sign, one.name));
  if (!result.passed) print_failure(one, result);
}

void TestRun::print_failure(const edge::Case& one, const edge::CaseResult& result) {
  std::string out = terminal_.paint(Paint::dim, fmt::format("    {}", place(one.span))) + "\n";
  Grid grid("lll");
  for (const edge::Mismatch& mismatch : result.mismatches) {
    grid.row({mismatch.what, "expected " + mismatch.expected, "got " + mismatch.got});
  }
  out += grid.text("    ", terminal_.width);
  write(stdout, out);
  print(result.errors, opened_.files.sources);
  if (result.evaluator == nullptr) return;
  const Language language = options_.output.in();
  std::string lines;
  for (const edge::Expectation& expected : one.expectations) {
    Explainer explainer(opened_.rules, *result.evaluator, language);
    for (const Reason& reason : explainer.explain(Lines::decisive, expected.benefit)) {
      lines += hanging("      ", text(reason, language), terminal_.width);
    }
  }
  write(stdout, lines);
}

void TestRun::print_seen(const edge::CaseRun& run) {
  std::size_t conditions = 0;
  std::size_t both_ways = 0;
  std::size_t unknown = 0;
  Grid never("llll");
  for (const edge::Seen& seen : run.seen()) {
    const Benefit& benefit = opened_.rules.benefits[seen.benefit];
    if (seen.line == none && seen.condition == none) continue;  // an amount is no truth
    if (seen.line == none) {
      ++conditions;
      both_ways += seen.yes != 0 && seen.no != 0 ? 1U : 0U;
      unknown += seen.unknown != 0 ? 1U : 0U;
    }
    std::string ways;
    if (seen.yes == 0) ways += " yes";
    if (seen.no == 0) ways += " no";
    if (seen.unknown == 0 && seen.line == none) ways += " unknown";
    if (ways.empty()) continue;
    std::string name = benefit.name;
    name +=
        "." + (seen.condition == none ? std::string("entitlement") : benefit.conditions[seen.condition].id);
    const Span span =
        seen.line == none ? benefit.conditions[seen.condition].span : opened_.rules.lines[seen.line].span;
    std::string formula;
    if (seen.line != none) {
      const Line& line = opened_.rules.lines[seen.line];
      formula = line.id.empty() ? line.formula : line.id;
    }
    never.row({name, formula, "never" + ways, place(span)});
  }
  if (!never.empty()) write(stdout, "Not seen by any case:\n" + never.text("  ", 200));
  write(stdout, fmt::format("{} conditions: {} seen met and not met, {} seen unknown\n", conditions,
                            both_ways, unknown));
}

void TestRun::print_json(const std::vector<std::string>& cases, std::size_t failed,
                         const edge::CaseRun& run) {
  std::string out = rule_sets_ == 1 ? "" : ",\n";
  out += fmt::format("{{\"rule_set\":{},\"passed\":{},\"failed\":{},\"cases\":[",
                     edge::json_text(opened_.rules.id), cases.size() - failed, failed);
  for (std::size_t i = 0; i < cases.size(); ++i) out += (i == 0 ? "\n" : ",\n") + cases[i];
  out += "],\"seen\":[";
  bool first = true;
  for (const edge::Seen& seen : run.seen()) {
    if (seen.line == none && seen.condition == none) continue;
    out += (first ? "\n" : ",\n") + edge::json_seen(opened_.rules, seen, opened_.files.sources);
    first = false;
  }
  write(stdout, out + "]}");
}

int run_test(const TestOptions& options) {
  TestRun test(options);
  if (options.output.json()) write(stdout, edge::json_opening("tests") + ",\"rule_sets\":[\n");
  int exit = fine;
  for (const std::string& path : options.paths) {
    const std::vector<std::string> folders = edge::rule_folders(path, rule_roots());
    for (const std::string& folder : folders) {
      // Below a folder of many rule sets, those without cases (imported by others) are passed over.
      if (folders.size() > 1 && edge::open_rules(folder).cases.empty()) continue;
      exit = std::max(exit, test.run(folder));
    }
  }
  if (options.output.json()) write(stdout, "]}\n");
  return exit;
}

}  // namespace

void add_test(CLI::App& app, int& exit) {
  auto options = std::make_shared<TestOptions>();
  CLI::App* command = app.add_subcommand(
      "test", "Run the cases that stand beside a rule set, and report what they never showed");
  command->add_option("PATH", options->paths, "Folders of rule sets, or a folder that holds several")
      ->required()
      ->type_name("");
  command->add_flag("--list", options->list, "Name the cases that pass, too");
  add_output_options(*command, options->output, {"text", "json"});
  command->group("Commands");
  command->footer(
      "Cases are dossiers with the decision that the law gives them, in cases.yaml beside the rules.\n"
      "A case that fails is shown with what was expected, what came out, and why.\n"
      "\n"
      "Exit codes: 0 all passed; 1 a case failed, or the rules are at fault; 2 wrong usage; 3 cannot "
      "read.");
  command->callback([options, &exit] { exit = run_test(*options); });
}

}  // namespace hotro::cli
