// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <tuple>
#include <utility>

#include "commands.hpp"
#include "hotro/edge/cases.hpp"
#include "hotro/edge/json.hpp"
#include "hotro/edge/phase_rules.hpp"
#include "hotro/edge/population.hpp"
#include "terminal.hpp"

namespace hotro::cli {
namespace {

struct CheckOptions {
  std::vector<std::string> paths;
  bool strict = false;
  OutputOptions output;
};

/// One rule set, checked in every way that it can be compiled.
class Check {
 public:
  explicit Check(const std::string& path) : files_(edge::open_rules(path, rule_roots())) {}

  /// `strict`: warnings are faults too.
  int run(bool strict);
  void print_text(const Terminal& terminal) const;
  void print_gnu() const;
  [[nodiscard]] std::string json() const;

 private:
  void compile_all();
  void compile_with(const CompileOptions& options, bool default_options);
  /// Adds a file beside the rules to the sources; false if it cannot be read.
  bool add_beside(const std::string& path, std::uint32_t& source);
  void read_cases();
  void read_phases();
  void read_population();
  void keep(const std::vector<Diagnostic>& diagnostics);
  [[nodiscard]] std::size_t versions() const;
  [[nodiscard]] std::size_t errors() const;

  edge::RuleFiles files_;
  RuleSet rules_;
  Program program_;
  bool loaded_ = false;
  bool compiled_ = false;
  std::size_t ways_ = 0;  // in which it was compiled
  std::size_t cases_ = 0;
  std::vector<Diagnostic> diagnostics_;
  std::set<std::tuple<Code, std::uint32_t, std::uint32_t, std::uint32_t, std::string>> kept_;
};

void Check::keep(const std::vector<Diagnostic>& diagnostics) {
  for (const Diagnostic& one : diagnostics) {
    if (kept_.emplace(one.code, one.span.source, one.span.begin, one.span.end, one.message).second)
      diagnostics_.push_back(one);
  }
}

std::size_t Check::errors() const {
  return static_cast<std::size_t>(
      std::count_if(diagnostics_.begin(), diagnostics_.end(),
                    [](const Diagnostic& one) { return one.severity == Severity::error; }));
}

int Check::run(bool strict) {
  if (!files_.readable()) return no_access;
  Result<RuleSet> rules = load(files_.sources, files_.files, std::move(files_.parsed));
  keep(rules.diagnostics());
  if (!rules) return at_fault;
  loaded_ = true;
  rules_ = *std::move(rules);
  edge::judge_given(files_, rules_);
  if (!rules_.benefits.empty()) compile_all();
  if (errors() == 0) keep(lint(rules_));
  if (compiled_ && !files_.cases.empty()) read_cases();
  if (!files_.phases.empty()) read_phases();
  if (!files_.population.empty()) read_population();
  return (strict ? diagnostics_.size() : errors()) == 0 ? fine : at_fault;
}

/// By default; with each option of each reading; and as the law was known when each act was enacted.
void Check::compile_all() {
  compile_with({}, true);
  for (const Reading& reading : rules_.readings) {
    const ChoiceType& type = rules_.types[reading.type];
    for (std::uint32_t option = 0; option < type.options.size(); ++option) {
      CompileOptions options;
      options.readings.emplace_back(reading.name, type.options[option]);
      if (option != reading.default_option) compile_with(options, false);
    }
  }
  for (const std::uint32_t act : rules_.acts) {
    CompileOptions options;
    options.has_known = true;
    options.known = rules_.sources[act].enacted;
    if (options.known < rules_.latest_enactment() &&
        options.known >= rules_.sources[rules_.base_act].enacted) {
      compile_with(options, false);
    }
  }
}

void Check::compile_with(const CompileOptions& options, bool default_options) {
  Result<Program> program = compile(rules_, options);
  ++ways_;
  keep(program.diagnostics());
  if (program && default_options) {
    program_ = *std::move(program);
    compiled_ = true;
  }
}

bool Check::add_beside(const std::string& path, std::uint32_t& source) {
  std::string text;
  Text trouble;
  if (!edge::read_yaml(path, text, trouble)) {
    files_.errors.push_back({path, trouble});
    return false;
  }
  source = files_.sources.add(path, std::move(text));
  return true;
}

void Check::read_cases() {
  std::uint32_t source = 0;
  if (!add_beside(files_.cases, source)) return;
  Diagnostics diagnostics;
  cases_ = edge::read_cases(files_.sources, source, rules_, program_, diagnostics).cases.size();
  keep(diagnostics.take());
}

void Check::read_phases() {
  std::uint32_t source = 0;
  if (!add_beside(files_.phases, source)) return;
  Diagnostics diagnostics;
  static_cast<void>(edge::read_phases(files_.sources, source, rules_, diagnostics));
  keep(diagnostics.take());
}

void Check::read_population() {
  std::uint32_t source = 0;
  if (!add_beside(files_.population, source)) return;
  Diagnostics diagnostics;
  static_cast<void>(edge::read_population(files_.sources, source, rules_, diagnostics));
  keep(diagnostics.take());
}

std::size_t Check::versions() const {
  std::size_t count = 0;
  for (const Parameter& one : rules_.parameters) count += one.timeline.versions.size();
  for (const Definition& one : rules_.definitions) count += one.timeline.versions.size();
  for (const Benefit& benefit : rules_.benefits) {
    count += benefit.when.versions.size() + benefit.entitlement.versions.size();
    for (const Condition& one : benefit.conditions) count += one.timeline.versions.size();
  }
  return count;
}

std::string counted(std::size_t count, std::string_view one, std::string_view many) {
  return fmt::format("{} {}", count, count == 1 ? one : many);
}

void Check::print_text(const Terminal& terminal) const {
  for (const edge::Unreadable& one : files_.errors) {
    write(stderr, fmt::format("{}: error {}: cannot be read: {}\n", one.path, code_text(Code::cannot_read),
                              one.trouble.en));
  }
  if (!diagnostics_.empty()) write(stdout, render(diagnostics_, files_.sources));
  if (!loaded_) return;
  const std::size_t wrong = errors();
  const std::size_t warnings = diagnostics_.size() - wrong;
  std::string state = wrong == 0 ? "" : counted(wrong, "error", "errors");
  if (warnings != 0) state += (state.empty() ? "" : ", ") + counted(warnings, "warning", "warnings");
  if (state.empty()) state = "fine";
  const Paint paint = wrong != 0 ? Paint::red : warnings != 0 ? Paint::yellow : Paint::green;
  std::size_t conditions = 0;
  for (const Benefit& benefit : rules_.benefits) conditions += benefit.conditions.size();
  std::string line = fmt::format("{}: {}\n", name_of(files_, rules_), terminal.paint(paint, state));
  line +=
      fmt::format("  {}, {}, {}, {}, {}, {}\n", counted(rules_.facts.size(), "fact", "facts"),
                  counted(rules_.parameters.size(), "parameter", "parameters"),
                  counted(rules_.readings.size(), "reading", "readings"),
                  counted(rules_.benefits.size(), "benefit", "benefits"),
                  counted(conditions, "condition", "conditions"), counted(versions(), "version", "versions"));
  if (compiled_) {
    line += fmt::format("  {} of one row; compiled in {}; {}\n",
                        counted(program_.data().row.ops.size(), "op", "ops"), counted(ways_, "way", "ways"),
                        counted(cases_, "case", "cases"));
  }
  write(stdout, line);
}

void Check::print_gnu() const {
  for (const edge::Unreadable& one : files_.errors) {
    write(stdout,
          fmt::format("{}:1:1: error: {} [{}]\n", one.path, one.trouble.en, code_text(Code::cannot_read)));
  }
  write(stdout, render(diagnostics_, files_.sources, Style::gnu));
}

std::string Check::json() const {
  std::string out =
      fmt::format("{{\"rule_set\":{},\"errors\":{},\"warnings\":{},\"unreadable\":[",
                  loaded_ ? edge::json_text(rules_.id) : "null", errors(), diagnostics_.size() - errors());
  for (std::size_t i = 0; i < files_.errors.size(); ++i) {
    out += fmt::format("{}{{\"file\":{},\"code\":\"{}\",\"message\":{}}}", i == 0 ? "" : ",",
                       edge::json_text(files_.errors[i].path), code_text(Code::cannot_read),
                       edge::json_text(files_.errors[i].trouble.en));
  }
  out += "],\"diagnostics\":[";
  for (std::size_t i = 0; i < diagnostics_.size(); ++i) {
    std::string one = render(diagnostics_[i], files_.sources, Style::json);
    while (!one.empty() && one.back() == '\n') one.pop_back();
    out += (i == 0 ? "\n" : ",\n") + one;
  }
  std::size_t conditions = 0;
  for (const Benefit& benefit : rules_.benefits) conditions += benefit.conditions.size();
  out += fmt::format(
      "],\"facts\":{},\"parameters\":{},\"readings\":{},\"benefits\":{},\"conditions\":{},\"versions\":{},"
      "\"ops\":{},"
      "\"cases\":{}}}",
      rules_.facts.size(), rules_.parameters.size(), rules_.readings.size(), rules_.benefits.size(),
      conditions, versions(), compiled_ ? program_.data().row.ops.size() : 0, cases_);
  return out;
}

int run_check(const CheckOptions& options) {
  int exit = fine;
  bool first = true;
  const Terminal terminal(stdout);
  if (options.output.json()) write(stdout, edge::json_opening("check") + ",\"rule_sets\":[\n");
  for (const std::string& path : options.paths) {
    for (const std::string& folder : edge::rule_folders(path, rule_roots())) {
      Check check(folder);
      exit = std::max(exit, check.run(options.strict));
      if (options.output.json())
        write(stdout, (first ? "" : ",\n") + check.json());
      else if (options.output.format == "gnu")
        check.print_gnu();
      else
        check.print_text(terminal);
      first = false;
    }
  }
  if (options.output.json()) write(stdout, "]}\n");
  return exit;
}

}  // namespace

void add_check(CLI::App& app, int& exit) {
  auto options = std::make_shared<CheckOptions>();
  CLI::App* command = app.add_subcommand("check", "Say whether a rule set is in order, and where it is not");
  command->add_option("PATH", options->paths, "Folders of rule sets, or a folder that holds several")
      ->required()
      ->type_name("");
  command->add_flag("--strict", options->strict, "Warnings fail the check as errors do");
  command
      ->add_option("--format", options->output.format,
                   "text (by default): with lines and carets; gnu: one line each, for editors")
      ->check(one_of({"text", "gnu", "json"}))
      ->type_name("text|gnu|json");
  command->group("Commands");
  command->footer(
      "Every error is shown with its place in the YAML and a way out. A rule set is compiled with its\n"
      "default readings, with each option of each reading, and as the law was known at each enactment.\n"
      "What is in order is then searched for what can hardly be meant, such as conditions that are always\n"
      "met; those are warnings, and `hotro why CODE` explains them.\n"
      "\n"
      "Exit codes: 0 in order, perhaps with warnings; 1 errors, or warnings with --strict; 2 wrong usage;\n"
      "3 cannot read.");
  command->callback([options, &exit] { exit = run_check(*options); });
}

}  // namespace hotro::cli
