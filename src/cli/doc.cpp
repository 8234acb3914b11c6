// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <filesystem>
#include <fstream>
#include <utility>

#include "commands.hpp"
#include "hotro/edge/cases.hpp"
#include "hotro/edge/document.hpp"
#include "terminal.hpp"

namespace hotro::cli {
namespace {

struct DocOptions {
  std::string rules;
  std::string out;
  OutputOptions output;
};

/// The cases that stand beside the rules; an exit code.
int read_cases_beside(edge::RuleFiles& files, const RuleSet& rules, std::vector<edge::Case>& out) {
  if (files.cases.empty() || rules.benefits.empty()) return fine;
  Result<Program> program = compile(rules);
  print(program.diagnostics(), files.sources);
  if (!program) return at_fault;
  std::string text;
  Text trouble;
  if (!edge::read_yaml(files.cases, text, trouble))
    return fail(no_access, fmt::format("{}: {}", files.cases, trouble.en));
  const std::uint32_t source = files.sources.add(files.cases, std::move(text));
  Diagnostics diagnostics;
  out = edge::read_cases(files.sources, source, rules, *program, diagnostics).cases;
  const bool failed = diagnostics.failed();
  print(diagnostics.take(), files.sources);
  return failed ? at_fault : fine;
}

int write_document(const std::string& path, const std::string& text) {
  std::ofstream file(path, std::ios::binary | std::ios::trunc);
  file << text;
  file.close();
  return file ? fine : fail(no_access, fmt::format("{}: cannot be written", path));
}

/// One rule set; into `folder` under its name, or to --out.
int run_one(const DocOptions& options, const std::string& path, bool folder) {
  edge::RuleFiles files;
  if (const int exit = open_files(path, files); exit != fine) return exit;
  Result<RuleSet> rules = load(files.sources, files.files, std::move(files.parsed));
  print(rules.diagnostics(), files.sources);
  if (!rules) return at_fault;
  std::vector<edge::Case> cases;
  if (const int exit = read_cases_beside(files, *rules, cases); exit != fine) return exit;
  const edge::Document document = edge::make_document(*rules, files.sources, cases);
  const bool html = options.output.format == "html";
  const std::string text = html ? edge::document_html(document, options.output.in())
                                : edge::document_markdown(document, options.output.in());
  if (options.out.empty()) return write(stdout, text) ? fine : no_access;
  if (!folder) return write_document(options.out, text);
  std::string name = rules->id;
  if (!files.amendments.empty())  // a tariff: beside the document of the rule set that it stands on
    name += "+" + std::filesystem::path(files.amendments).filename().string();
  return write_document((std::filesystem::path(options.out) / (name + (html ? ".html" : ".md"))).string(),
                        text);
}

int run_doc(const DocOptions& options) {
  const std::vector<std::string> paths = edge::rule_folders(options.rules, rule_roots());
  std::error_code error;
  const bool folder = !options.out.empty() &&
                      (options.out.back() == '/' || std::filesystem::is_directory(options.out, error));
  if (paths.size() > 1 && !folder)
    return fail(
        wrong_usage,
        fmt::format("{} holds {} rule sets: --out names a folder for their documents, and ends with /",
                    options.rules, paths.size()));
  if (folder) {
    std::filesystem::create_directories(options.out, error);
    if (error) return fail(no_access, fmt::format("{}: {}", options.out, error.message()));
  }
  int exit = fine;
  for (const std::string& path : paths) exit = std::max(exit, run_one(options, path, folder));
  return exit;
}

}  // namespace

void add_doc(CLI::App& app, int& exit) {
  auto options = std::make_shared<DocOptions>();
  CLI::App* command = app.add_subcommand("doc", "Write a rule set as a document for people to read");
  command
      ->add_option("RULES", options->rules,
                   "The rule set: its folder, or its name where it is installed; or a folder of several")
      ->required()
      ->type_name("");
  command
      ->add_option(
          "--out", options->out,
          "A file; or a folder, with / at its end, for one named after each; by default standard output")
      ->type_name("FILE|FOLDER");
  add_output_options(*command, options->output, {"html", "markdown"});
  command->group("Commands");
  command->footer(
      "The document has all that the rule set says, with its citations: acts, what changed when, benefits "
      "with\n"
      "their conditions and amounts, decision tables, parameters by date, readings, facts, cases, imports.\n"
      "HTML is one page in both languages, without scripts, for screens, phones and A4; --lang says which\n"
      "language is shown first. Markdown is written in the language of --lang.\n"
      "\n"
      "Exit codes: 0 written; 1 the rules or cases are at fault; 2 wrong usage; 3 a file cannot be read or\n"
      "written.");
  command->callback([options, &exit] { exit = run_doc(*options); });
}

}  // namespace hotro::cli
