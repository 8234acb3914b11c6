// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <map>
#include <optional>

#include "commands.hpp"
#include "hotro/edge/cases.hpp"
#include "hotro/edge/coverage.hpp"
#include "hotro/edge/explanation.hpp"
#include "hotro/edge/json.hpp"
#include "hotro/edge/junit.hpp"
#include "hotro/edge/mutation.hpp"
#include "terminal.hpp"
#include "test_mutation.hpp"

namespace hotro::cli {
namespace {

struct TestOptions {
  std::vector<std::string> paths;
  OutputOptions output;
  bool list = false;
  bool coverage = false;
  bool mutate = false;
  bool strict = false;
  [[nodiscard]] bool junit() const { return output.format == "junit"; }
};

/// The tests of one rule set, printed as they end.
class TestRun {
 public:
  explicit TestRun(const TestOptions& options) : options_(options), terminal_(stdout) {}

  int run(const std::string& path);
  /// Between and behind the documents of several rule sets.
  [[nodiscard]] std::size_t rule_sets() const { return rule_sets_; }
  [[nodiscard]] const std::vector<edge::JunitSuite>& suites() const { return suites_; }

 private:
  void print_case(const edge::Case& one, const edge::CaseResult& result);
  [[nodiscard]] std::string failure(const edge::Case& one, const edge::CaseResult& result,
                                    std::size_t width) const;
  void keep(const edge::Case& one, const edge::CaseResult& result);
  int untested(int exit, const std::string& name, const std::string& why);
  void print_coverage(const edge::Coverage& coverage);
  void print_ways(const edge::Coverage& coverage, bool lacking);
  void print_json(const std::vector<std::string>& cases, std::size_t failed, const edge::Coverage* coverage,
                  const edge::MutationReport* mutation);
  [[nodiscard]] std::string place(Span span) const { return place_text(opened_.files.sources, span); }

  const TestOptions& options_;
  Terminal terminal_;
  Opened opened_;
  std::size_t rule_sets_ = 0;
  std::vector<edge::JunitSuite> suites_;
};

/// Where there are no cases to run a server is told so as well.
int TestRun::untested(int exit, const std::string& name, const std::string& why) {
  if (options_.junit()) suites_.push_back({name, {}, {{name, "", 0, false, true, why, why}}});
  return exit;
}

int TestRun::run(const std::string& path) {
  opened_ = Opened();
  RuleOptions rule_options;
  rule_options.rules = path;
  if (const int exit = open_program(rule_options, opened_); exit != fine)
    return untested(exit, path, "it cannot be tested; the error stream says why");
  const std::string& cases = opened_.files.cases;
  if (cases.empty())
    return untested(fail(no_access, fmt::format("{}: there is no cases.yaml", path)), path,
                    "there is no cases.yaml");
  std::string text;
  Text trouble;
  if (!edge::read_yaml(cases, text, trouble))
    return untested(fail(no_access, fmt::format("{}: {}", cases, trouble.en)), path,
                    "cases.yaml cannot be read");
  const std::uint32_t source = opened_.files.sources.add(cases, std::move(text));
  Diagnostics diagnostics;
  const edge::CaseFile file =
      edge::read_cases(opened_.files.sources, source, opened_.rules, opened_.program, diagnostics);
  const bool readable = !diagnostics.failed();
  const std::vector<Diagnostic> found = diagnostics.take();
  print(found, opened_.files.sources);
  edge::PopulationSpec spec;
  const int population = opened_.files.population.empty() ? fine : read_population(opened_, "", spec);

  edge::CaseRun run(opened_.rules);
  std::optional<edge::Coverage> coverage;
  std::optional<edge::MutationReport> mutation;
  if (options_.coverage) coverage.emplace(opened_.rules, opened_.files.sources);
  if (options_.junit()) suites_.push_back({opened_.rules.id, {}, {}});
  std::vector<std::string> json;
  std::size_t failed = 0;
  for (const edge::Case& one : file.cases) {
    const edge::CaseResult result = run.run(one);
    failed += result.passed ? 0U : 1U;
    if (coverage && result.evaluator != nullptr) coverage->add(*result.evaluator);
    if (options_.output.json())
      json.push_back(edge::json_case(one, result, opened_.files.sources));
    else if (options_.junit())
      keep(one, result);
    else
      print_case(one, result);
  }
  ++rule_sets_;
  if (options_.mutate) mutation = edge::mutate(opened_.rules, opened_.files, file.cases);
  if (options_.output.json()) {
    print_json(json, failed, coverage ? &*coverage : nullptr, mutation ? &*mutation : nullptr);
  } else if (options_.junit()) {
    edge::JunitSuite& suite = suites_.back();
    if (!readable)
      suite.cases.push_back({"cases.yaml", cases, 0, false, true, "some cases cannot be read",
                             render(found, opened_.files.sources)});
    if (population != fine)
      suite.cases.push_back({"population.yaml", opened_.files.population, 0, false, true, "it cannot be read",
                             "the error stream says why"});
    if (coverage)
      suite.properties.emplace_back("coverage",
                                    fmt::format("{} of {}", coverage->shown(), coverage->count()));
    if (mutation) suite.properties.emplace_back("mutation", mutation_score(*mutation, Language::en));
  } else {
    if (coverage) print_coverage(*coverage);
    if (mutation) write(stdout, mutation_text(opened_, *mutation, options_.output.in(), terminal_));
    const std::size_t passed = file.cases.size() - failed;
    const std::string summary = fmt::format("{}: {} of {} cases passed",
                                            name_of(opened_.files, opened_.rules), passed, file.cases.size());
    write(stdout, terminal_.paint(failed == 0 && readable ? Paint::green : Paint::red, summary) + "\n");
  }
  const bool covered = !options_.strict || coverage->full();
  const bool sharp = !options_.strict || !mutation || mutation->percent() >= least_mutation_score;
  if (population != fine) return population;
  return failed == 0 && readable && covered && sharp ? fine : at_fault;
}

void TestRun::print_case(const edge::Case& one, const edge::CaseResult& result) {
  if (result.passed && !options_.list) return;
  const std::string sign =
      result.passed ? terminal_.paint(Paint::green, "✓") : terminal_.paint(Paint::red, "✗");
  write(stdout, fmt::format("{} {}\n", sign, one.name));
  if (result.passed) return;
  write(stdout, terminal_.paint(Paint::dim, fmt::format("    {}", place(one.span))) + "\n");
  write(stdout, failure(one, result, terminal_.width));
  print(result.errors, opened_.files.sources);
}

void TestRun::keep(const edge::Case& one, const edge::CaseResult& result) {
  const Sources& sources = opened_.files.sources;
  edge::JunitCase& kept = suites_.back().cases.emplace_back();
  kept.name = one.name;
  kept.file = sources.name(one.span.source);
  kept.line = sources.place(one.span).line;
  kept.passed = result.passed;
  if (kept.passed) return;
  kept.text = failure(one, result, 100) + render(result.errors, sources);
  kept.message = "it does not compile";
  if (result.mismatches.empty()) return;
  const edge::Mismatch& first = result.mismatches.front();
  kept.message = fmt::format("{}: expected {}, got {}", first.what, first.expected, first.got);
}

/// What was expected, what came out, and why.
std::string TestRun::failure(const edge::Case& one, const edge::CaseResult& result, std::size_t width) const {
  Grid grid("lll");
  for (const edge::Mismatch& mismatch : result.mismatches) {
    grid.row({mismatch.what, "expected " + mismatch.expected, "got " + mismatch.got});
  }
  std::string out = grid.text("    ", width);
  if (result.evaluator == nullptr) return out;
  const Language language = options_.output.in();
  for (const edge::Expectation& expected : one.expectations) {
    Explainer explainer(opened_.rules, *result.evaluator, language);
    for (const Reason& reason : explainer.explain(Lines::decisive, expected.benefit)) {
      out += hanging("      ", text(reason, language), width);
    }
  }
  return out;
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
      grid.row({item.of, shortened(item.text), list, place(item.span),
                lacking ? cited(opened_.rules, item.basis, language) : why});
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
                         const edge::Coverage* coverage, const edge::MutationReport* mutation) {
  std::string out = rule_sets_ == 1 ? "" : ",\n";
  out += fmt::format("{{\"rule_set\":{},\"passed\":{},\"failed\":{},\"cases\":[",
                     edge::json_text(opened_.rules.id), cases.size() - failed, failed);
  for (std::size_t i = 0; i < cases.size(); ++i) out += (i == 0 ? "\n" : ",\n") + cases[i];
  out += "]";
  if (coverage != nullptr) {
    out += ",\"coverage\":" +
           edge::json_coverage(opened_.rules, *coverage, opened_.files.sources, options_.output.in());
  }
  // As long as cases fail there is nothing to say.
  if (mutation != nullptr && mutation->failing.empty()) {
    out += ",\"mutation\":" +
           edge::json_mutation(opened_.rules, *mutation, opened_.files.sources, options_.output.in());
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
  if (options.junit()) write(stdout, edge::junit_xml(test.suites()));
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
  command->add_flag("--mutate", options->mutate,
                    "Change one thing of the rules at a time, and name the changes that no case notices");
  command->add_flag("--strict", options->strict,
                    "As --coverage, and a gap is a fault; with --mutate so is a score below 95 %");
  add_output_options(*command, options->output, {"text", "json", "junit"});
  command->group("Commands");
  command->footer(
      "Cases are dossiers with the decision that the law gives them, in cases.yaml beside the rules.\n"
      "A case that fails is shown with what was expected, what came out, and why.\n"
      "--mutate says whether they would notice a mistake in the rules: <= in place of <, 15 of 14, any of\n"
      "all, a day later, a condition forgotten. --format junit is for servers of continuous integration.\n"
      "\n"
      "Exit codes: 0 all passed; 1 a case failed, the rules are at fault, or with --strict something is not\n"
      "covered or the mutation score is low; 2 wrong usage; 3 cannot read.");
  command->callback([options, &exit] {
    options->coverage = options->coverage || options->strict;
    exit = run_test(*options);
  });
}

}  // namespace hotro::cli
