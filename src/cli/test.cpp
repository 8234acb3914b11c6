// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <map>
#include <optional>

#include "commands.hpp"
#include "hotro/edge/cases.hpp"
#include "hotro/edge/coverage.hpp"
#include "hotro/edge/explanation.hpp"
#include "hotro/edge/json.hpp"
#include "terminal.hpp"

namespace hotro::cli {
namespace {

struct TestOptions {
  std::vector<std::string> paths;
  OutputOptions output;
  bool list = false;
  bool coverage = false;
  bool strict = false;
};

/// The beginning of a long line.
std::string shortened(const std::string& text) {
  constexpr std::size_t most = 60;
  const std::vector<std::string> lines = wrap(text, most);
  return lines.size() > 1 ? lines.front() + " …" : text;
}

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
  void print_coverage(const edge::Coverage& coverage);
  void print_ways(const edge::Coverage& coverage, bool lacking);
  [[nodiscard]] std::string cited(const Basis& basis) const;
  void print_json(const std::vector<std::string>& cases, std::size_t failed, const edge::Coverage* coverage);
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
  std::optional<edge::Coverage> coverage;
  if (options_.coverage) coverage.emplace(opened_.rules, opened_.files.sources);
  std::vector<std::string> json;
  std::size_t failed = 0;
  for (const edge::Case& one : file.cases) {
    const edge::CaseResult result = run.run(one);
    failed += result.passed ? 0U : 1U;
    if (coverage && result.evaluator != nullptr) coverage->add(*result.evaluator);
    if (options_.output.json())
      json.push_back(edge::json_case(one, result, opened_.files.sources));
    else
      print_case(one, result);
  }
  ++rule_sets_;
  if (options_.output.json()) {
    print_json(json, failed, coverage ? &*coverage : nullptr);
  } else {
    if (coverage) print_coverage(*coverage);
    const std::size_t passed = file.cases.size() - failed;
    const std::string summary = fmt::format("{}: {} of {} cases passed",
                                            name_of(opened_.files, opened_.rules), passed, file.cases.size());
    write(stdout, terminal_.paint(failed == 0 && readable ? Paint::green : Paint::red, summary) + "\n");
  }
  const bool covered = !options_.strict || coverage->full();
  return failed == 0 && readable && covered ? fine : at_fault;
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

/// As rule sets write it, which is short enough for a table.
std::string TestRun::cited(const Basis& basis) const {
  std::string text;
  std::uint32_t before = none;
  for (const Citation& citation : basis.citations) {
    if (!text.empty()) text += "; ";
    if (citation.source != before) text += opened_.rules.sources[citation.source].id + " ";
    text += locator_text(citation, options_.output.in());
    before = citation.source;
  }
  return text;
}

/// The ways that no case showed, or those that none can show.
void TestRun::print_ways(const edge::Coverage& coverage, bool lacking) {
  const Language language = options_.output.in();
  const auto said = [&](const edge::CoverageWay& way) -> std::string {
    if (way.name == "yes") return std::string(say(language, "có", "yes"));
    if (way.name == "no") return std::string(say(language, "không", "no"));
    if (way.name == "unknown") return std::string(say(language, "chưa rõ", "unknown"));
    if (way.name == "applied") return std::string(say(language, "áp dụng", "applied"));
    return way.name;
  };
  Grid grid("lllll");
  for (const edge::CoverageItem& item : coverage.items()) {
    std::map<std::string, std::string> ways;  // by why they cannot be shown
    for (const edge::CoverageWay& way : item.ways) {
      if (lacking ? !way.lacking() : way.counts()) continue;
      std::string& list = ways[way.never.in(language)];
      list += (list.empty() ? "" : ", ") + said(way);
    }
    for (const auto& [why, list] : ways) {
      grid.row({item.of, shortened(item.text), list, place(item.span), lacking ? cited(item.basis) : why});
    }
  }
  if (grid.empty()) return;
  const std::string_view head =
      lacking ? say(language, "Chưa tình huống nào cho thấy:", "Shown by no case:")
              : say(language, "Không tình huống nào có thể cho thấy:", "No case can show:");
  write(stdout, fmt::format("{}\n{}", head, grid.text("  ", 200)));
}

void TestRun::print_coverage(const edge::Coverage& coverage) {
  const Language language = options_.output.in();
  if (options_.list) print_ways(coverage, false);
  print_ways(coverage, true);
  // Rounded down: 100 % is all.
  const std::size_t count = coverage.count();
  const std::size_t percent = count == 0 ? 100 : coverage.shown() * 100 / count;
  const std::string line = fmt::format("{}: {} {} % ({} {} {})", name_of(opened_.files, opened_.rules),
                                       say(language, "độ phủ", "coverage"), percent, coverage.shown(),
                                       say(language, "trên", "of"), count);
  const Paint paint = coverage.full() ? Paint::green : options_.strict ? Paint::red : Paint::yellow;
  write(stdout, terminal_.paint(paint, line) + "\n");
}

void TestRun::print_json(const std::vector<std::string>& cases, std::size_t failed,
                         const edge::Coverage* coverage) {
  std::string out = rule_sets_ == 1 ? "" : ",\n";
  out += fmt::format("{{\"rule_set\":{},\"passed\":{},\"failed\":{},\"cases\":[",
                     edge::json_text(opened_.rules.id), cases.size() - failed, failed);
  for (std::size_t i = 0; i < cases.size(); ++i) out += (i == 0 ? "\n" : ",\n") + cases[i];
  out += "]";
  if (coverage != nullptr) {
    out += ",\"coverage\":" +
           edge::json_coverage(opened_.rules, *coverage, opened_.files.sources, options_.output.in());
  }
  write(stdout, out + "}");
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
      "test", "Run the cases that stand beside a rule set, and report what they leave out");
  command->add_option("PATH", options->paths, "Folders of rule sets, or a folder that holds several")
      ->required()
      ->type_name("");
  command->add_flag("--list", options->list,
                    "Name the cases that pass, too; with --coverage also what no case can show");
  command->add_flag("--coverage", options->coverage,
                    "Name what no case showed: conditions met, not met and unknown; branches, versions, "
                    "readings");
  command->add_flag("--strict", options->strict, "The same; and something that no case showed is a fault");
  add_output_options(*command, options->output, {"text", "json"});
  command->group("Commands");
  command->footer(
      "Cases are dossiers with the decision that the law gives them, in cases.yaml beside the rules.\n"
      "A case that fails is shown with what was expected, what came out, and why.\n"
      "\n"
      "Exit codes: 0 all passed; 1 a case failed, the rules are at fault, or with --strict something is not\n"
      "covered; 2 wrong usage; 3 cannot read.");
  command->callback([options, &exit] {
    options->coverage = options->coverage || options->strict;
    exit = run_test(*options);
  });
}

}  // namespace hotro::cli
