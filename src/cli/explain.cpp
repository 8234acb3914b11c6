// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <unistd.h>

#include "commands.hpp"
#include "hotro/edge/cells.hpp"
#include "hotro/edge/csv.hpp"
#include "hotro/edge/explanation.hpp"
#include "hotro/edge/explanation_text.hpp"
#include "hotro/edge/json.hpp"
#include "terminal.hpp"

namespace hotro::cli {
namespace {

constexpr std::size_t errors_shown = 50;

struct ExplainOptions {
  RuleOptions rules;
  OutputOptions output;
  std::string applicants, enterprises, id;
  std::vector<std::string> facts;
  bool full = false;
};

class Explain {
 public:
  explicit Explain(const ExplainOptions& options) : options_(options), language_(options.output.in()) {}
  int run();

 private:
  int fill(Facts& facts);
  int fill_from_tables(Facts& facts);
  int fill_from_input(Facts& facts);
  int fill_from_options(Facts& facts);
  int fail_data(const std::vector<edge::DataError>& errors) const {
    write(stderr, errors_text(errors, language_, errors_shown, false));
    return at_fault;
  }

  const ExplainOptions& options_;
  Language language_;
  Opened opened_;
};

int Explain::run() {
  const bool from_table = !options_.applicants.empty();
  if (from_table != !options_.id.empty())
    return fail(wrong_usage, "--applicants FILE and --id ID go together");
  if (const int exit = open_program(options_.rules, opened_); exit != fine) return exit;
  Facts facts(opened_.program);
  if (const int exit = fill(facts); exit != fine) return exit;
  Evaluator evaluator(opened_.program, 1);
  evaluator.evaluate(facts);
  Explainer explainer(opened_.rules, evaluator, language_);
  const edge::Explanation explanation =
      edge::explain_row(opened_.rules, evaluator, explainer, edge::Detail::everything);
  if (options_.output.json()) {
    std::string out = edge::json_opening(opened_.program, "explanation");
    if (from_table) out += ",\"dossier_id\":" + edge::json_text(options_.id);
    out += "," + edge::json_explanation(opened_.rules, opened_.program, explanation, language_) + "}\n";
    write(stdout, out);
    return fine;
  }
  write(stdout, edge::explanation_text(opened_.rules, opened_.program, explanation, facts,
                                       explanation_style(options_.id, options_.full, language_)));
  return fine;
}

int Explain::fill(Facts& facts) {
  if (!options_.id.empty()) {
    if (const int exit = fill_from_tables(facts); exit != fine) return exit;
  } else if (options_.facts.empty()) {
    return fill_from_input(facts);
  }
  return fill_from_options(facts);
}

int Explain::fill_from_tables(Facts& facts) {
  edge::TextFile applicants;
  edge::TextFile enterprises;
  if (edge::needs_enterprises(opened_.program) && options_.enterprises.empty()) {
    return fail(wrong_usage, "this rule set asks about enterprises: --enterprises FILE is required");
  }
  if (const int exit = read_table(options_.applicants, applicants, language_); exit != fine) return exit;
  if (!options_.enterprises.empty()) {
    if (const int exit = read_table(options_.enterprises, enterprises, language_); exit != fine) return exit;
  }
  const edge::Dossiers dossiers = edge::read_dossiers(opened_.program, applicants, enterprises);
  if (!dossiers.readable) return fail_data(dossiers.errors);
  std::vector<std::string> ids;
  for (std::size_t row = 0; row < dossiers.size(); ++row) {
    if (dossiers.rows[row].dossier_id == options_.id) {
      dossiers.fill(row, facts);
      return fine;
    }
    ids.push_back(dossiers.rows[row].dossier_id);
  }
  // Perhaps the row has errors: then these are the answer.
  edge::CsvReader reader(applicants.text);
  edge::CsvRow row;
  std::size_t column = 0;
  bool header = true;
  std::vector<edge::DataError> errors;
  while (reader.next(row)) {
    if (header) {
      while (column < row.cells.size() && edge::trim(row.cells[column]) != "dossier_id") ++column;
    } else if (column < row.cells.size() && edge::trim(row.cells[column]) == options_.id) {
      for (const edge::DataError& error : dossiers.errors) {
        if (error.file == applicants.name && error.row == row.line) errors.push_back(error);
      }
    }
    header = false;
  }
  if (!errors.empty()) return fail_data(errors);
  const Text close = edge::did_you_mean_text(options_.id, ids);
  return fail(at_fault, fmt::format("{}: {} \"{}\"{}{}", options_.applicants,
                                    say(language_, "không có hồ sơ", "there is no dossier"), options_.id,
                                    close.empty() ? "" : "; ", close.in(language_)));
}

int Explain::fill_from_input(Facts& facts) {
  if (isatty(STDIN_FILENO) != 0) {
    return fail(
        wrong_usage,
        "give --applicants and --id, or --fact NAME=VALUE, or a JSON object of facts on the standard input");
  }
  std::string text;
  char buffer[65'536];
  std::size_t count = 0;
  while (text.size() <= largest_facts && (count = std::fread(buffer, 1, sizeof buffer, stdin)) != 0)
    text.append(buffer, count);
  if (std::ferror(stdin) != 0) return fail(no_access, "the standard input cannot be read");
  edge::to_utf8(text);
  std::vector<edge::DataError> errors;
  return edge::read_facts(text, facts, errors) ? fine : fail_data(errors);
}

int Explain::fill_from_options(Facts& facts) {
  std::vector<edge::DataError> errors;
  for (const std::string& given : options_.facts) {
    const std::size_t equals = given.find('=');
    if (equals == std::string::npos)
      return fail(wrong_usage, fmt::format("--fact {}: expected NAME=VALUE", given));
    edge::read_fact(given.substr(0, equals), given.substr(equals + 1), facts, errors);
  }
  return errors.empty() ? fine : fail_data(errors);
}

}  // namespace

void add_explain(CLI::App& app, int& exit) {
  auto options = std::make_shared<ExplainOptions>();
  CLI::App* command =
      app.add_subcommand("explain", "Explain one dossier: why, by which article, and what would change it");
  add_rule_options(*command, options->rules);
  command->add_option("--applicants", options->applicants, "The dossiers (CSV or .xlsx)")->type_name("FILE");
  command->add_option("--enterprises", options->enterprises, "The enterprises (CSV or .xlsx)")
      ->type_name("FILE");
  command->add_option("--id", options->id, "The dossier_id of the one to explain")->type_name("ID");
  command
      ->add_option("--fact", options->facts,
                   "A fact, or another value of one of the dossier's; may be repeated")
      ->type_name("NAME=VALUE")
      ->expected(1)
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
  command->add_flag("--full", options->full, "Show all lines, not only those that the answer rests on");
  add_output_options(*command, options->output, {"text", "json"});
  command->group("Commands");
  command->footer(
      "The facts come from a row of two tables (--applicants, --enterprises, --id), from --fact, or as a\n"
      "JSON object from the standard input:\n"
      "  echo '{\"event\": \"suspended\", \"enterprise\": {\"region\": \"II\"}}' | hotro explain RULES\n"
      "\n"
      "Each line says whether it is met (✓), not met (✗) or not known (?), what was found, what is "
      "required,\n"
      "the article, and how sure it is that the article says so where it could not be read itself. A "
      "refusal\n"
      "ends with the single facts that would change it, each of them tried; an open answer with the facts "
      "to\n"
      "ask for.\n"
      "\n"
      "Exit codes: 0 explained, whatever the answer; 1 the facts or the rules are at fault; 2 wrong usage;\n"
      "3 a file cannot be read.");
  command->callback([options, &exit] { exit = Explain(*options).run(); });
}

}  // namespace hotro::cli
