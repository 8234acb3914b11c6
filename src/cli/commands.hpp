// SPDX-License-Identifier: Apache-2.0
#pragma once

// The commands, and what they share: where the rules are, how the law is read, in which language and form to
// answer.

#include <CLI/CLI.hpp>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "hotro/edge/column_names.hpp"
#include "hotro/edge/dossiers.hpp"
#include "hotro/edge/explanation_text.hpp"
#include "hotro/edge/files.hpp"
#include "hotro/edge/population.hpp"
#include "hotro/edge/xlsx.hpp"
#include "hotro/hotro.hpp"

namespace hotro::cli {

/// Exit codes; part of the interface of the program.
enum Exit : int {
  fine = 0,
  at_fault = 1,  // the rules, the data or a case
  wrong_usage = 2,
  no_access = 3,  // a file that cannot be read or written
};

struct RuleOptions {
  std::string rules;
  std::string known;                  // a date
  std::vector<std::string> readings;  // name=option
};

struct OutputOptions {
  std::string format = "text";
  std::string language;
  [[nodiscard]] Language in() const { return language == "vi" ? Language::vi : Language::en; }
  [[nodiscard]] bool json() const { return format == "json"; }
};

void add_rule_options(CLI::App& command, RuleOptions& options, bool needed = true);
/// Something: an option that is given without a word, as by a variable that is not set, is refused.
CLI::Validator not_empty();
/// One of some words; its type is named by the option.
CLI::Validator one_of(const std::vector<std::string>& words);
/// `formats`: those of the command, the default first.
void add_output_options(CLI::App& command, OutputOptions& options, const std::vector<std::string>& formats);

/// Each adds its command, which runs as soon as the command line was read and leaves its exit code.
void add_check(CLI::App& app, int& exit);
void add_decide(CLI::App& app, int& exit);
void add_diff(CLI::App& app, int& exit);
void add_doc(CLI::App& app, int& exit);
void add_explain(CLI::App& app, int& exit);
void add_generate(CLI::App& app, int& exit);
void add_ledger(CLI::App& app, int& exit);
void add_phase(CLI::App& app, int& exit);
void add_phase_explain(CLI::App& phase, int& exit);
void add_phase_report(CLI::App& phase, int& exit);
void add_redetermine(CLI::App& app, int& exit);
void add_simulate(CLI::App& app, int& exit);
void add_schema(CLI::App& app, int& exit);
void add_test(CLI::App& app, int& exit);
void add_why(CLI::App& app, int& exit);

/// A rule set that was opened and compiled.
struct Opened {
  edge::RuleFiles files;
  RuleSet rules;
  CompileOptions read_as;
  Program program;
};

/// Where rule sets are looked for by name: the folders that the variable HOTRO_RULES lists, then those that
/// were installed or built with the program.
std::vector<std::string> rule_roots();
/// Prints what stands in the way to the error stream and returns its exit code, or `fine`.
int open_files(const std::string& path, edge::RuleFiles& files);
int open_program(const RuleOptions& options, Opened& out);
/// The same without the program; of a rule set that is there to be imported, too.
int open_rule_set(const RuleOptions& options, Opened& out);
/// The id of a rule set; of a user's amendments also where they stand.
std::string name_of(const edge::RuleFiles& files, const RuleSet& rules);
/// Reads a population, that of a path or of the folder; an exit code.
int read_population(Opened& opened, const std::string& path, edge::PopulationSpec& spec);
/// `rules.yaml:68`
std::string place_text(const Sources& sources, Span span);
/// Prints diagnostics to the error stream.
void print(const std::vector<Diagnostic>& diagnostics, const Sources& sources);
/// Prints one sentence to the error stream: `hotro: …`. Returns the exit code given.
int fail(Exit exit, const std::string& message);
/// How the explanation of a dossier is written to the standard output.
edge::ExplanationStyle explanation_style(const std::string& id, bool full, Language language);
/// Reads a table, CSV or a workbook; an exit code.
int read_table(const std::string& path, edge::TextFile& file, Language language);
/// Says which sheets of a workbook are left unread.
void note_sheets(const std::string& path, const edge::SheetText& sheet, Language language);
/// Reads what columns are called; an exit code.
int read_names(const std::string& path, const Program& program, edge::ColumnNames& names, Language language);
/// At most `most` errors of data as lines for people, and how many there are more, of `count` if these are
/// only the first.
std::string errors_text(const std::vector<edge::DataError>& errors, Language language, std::size_t most,
                        bool warnings, std::size_t count = 0);

}  // namespace hotro::cli
