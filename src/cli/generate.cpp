// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <memory>

#include "commands.hpp"
#include "hotro/edge/cells.hpp"
#include "hotro/edge/population_text.hpp"
#include "output.hpp"
#include "progress.hpp"
#include "terminal.hpp"

namespace hotro::cli {
namespace {

struct GenerateOptions {
  RuleOptions rules;
  OutputOptions output;
  std::string population, applicants, enterprises;
  std::uint64_t rows = 0;  // 0: as many as it is modelled on
  std::uint64_t seed = edge::PopulationGenerator::default_seed;
  std::size_t threads = 0;
};

/// That nothing is overwritten which is read, and that the tables are two; an exit code.
int check_files(const GenerateOptions& options, const Opened& opened) {
  std::vector<std::string> read = {options.population, opened.files.population};
  for (std::uint32_t file = 0; file < opened.files.sources.size(); ++file)
    read.emplace_back(opened.files.sources.name(file));
  for (const std::string& file : read) {
    for (const std::string* out : {&options.applicants, &options.enterprises}) {
      if (same_file(file, *out))
        return fail(wrong_usage, fmt::format("{} is read and would be overwritten", file));
    }
  }
  const bool same =
      options.applicants == options.enterprises || same_file(options.applicants, options.enterprises);
  return same ? fail(wrong_usage, "--applicants and --enterprises name the same file") : fine;
}

int fail_to_write(const std::string& path, Language language) {
  return fail(no_access, fmt::format("{}: {}", path, say(language, "không ghi được", "cannot be written")));
}

int write_enterprises(const GenerateOptions& options, const edge::PopulationText& text) {
  Output out(options.enterprises);
  const bool good = out.open() &&
                    text.enterprises([&](std::string_view piece, std::uint64_t) { return out.put(piece); }) &&
                    out.close();
  return good ? fine : fail_to_write(options.enterprises, options.output.in());
}

int write_dossiers(const GenerateOptions& options, const edge::PopulationText& text, std::uint64_t all) {
  Output out(options.applicants);
  if (!out.open()) return fail_to_write(options.applicants, options.output.in());
  ProgressLine progress(options.output.in());
  const auto show = progress.shower();
  const bool written = text.dossiers(options.threads, [&](std::string_view piece, std::uint64_t rows) {
    show(static_cast<std::int64_t>(rows), static_cast<std::int64_t>(all));
    return out.put(piece);
  });
  progress.clear();
  return written && out.close() ? fine : fail_to_write(options.applicants, options.output.in());
}

int run_generate(const GenerateOptions& options) {
  Opened opened;
  if (const int exit = open_program(options.rules, opened); exit != fine) return exit;
  edge::PopulationSpec spec;
  if (const int exit = read_population(opened, options.population, spec); exit != fine) return exit;
  if (spec.enterprises != 0 && options.enterprises.empty())
    return fail(wrong_usage, "this rule set asks about enterprises: --enterprises FILE is required");
  if (spec.enterprises == 0 && !options.enterprises.empty())
    return fail(wrong_usage, "this rule set asks nothing about enterprises: leave --enterprises out");
  if (const int exit = check_files(options, opened); exit != fine) return exit;

  const edge::PopulationGenerator population(spec, opened.program.inputs(),
                                             options.rows == 0 ? spec.dossiers : options.rows, options.seed);
  const edge::PopulationText text(population, opened.program);
  if (spec.enterprises != 0) {
    if (const int exit = write_enterprises(options, text); exit != fine) return exit;
  }
  if (const int exit = write_dossiers(options, text, population.rows()); exit != fine) return exit;

  const Language language = options.output.in();
  const auto number = [&](std::uint64_t count) {
    return edge::grouped(static_cast<std::int64_t>(count), language);
  };
  const auto counted = [&](std::uint64_t count, std::string_view vi, std::string_view en) {
    return fmt::format("{} {}{}", number(count), say(language, vi, en),
                       language == Language::en && count != 1 ? "s" : "");
  };
  std::string line =
      fmt::format("{}\n  {}", spec.title.in(language), counted(population.rows(), "hồ sơ", "dossier"));
  if (spec.enterprises != 0)
    line += ", " + counted(population.enterprise_count(), "doanh nghiệp", "enterprise");
  line += fmt::format(fmt::runtime(say(language, ", số khởi đầu {}\n", ", seed {}\n")), options.seed);
  const bool taken = options.applicants == "-" || options.enterprises == "-";
  return write(taken ? stderr : stdout, line) ? fine : no_access;
}

}  // namespace

int read_population(Opened& opened, const std::string& path, edge::PopulationSpec& spec) {
  const std::string& file = path.empty() ? opened.files.population : path;
  if (file.empty())
    return fail(wrong_usage, fmt::format("no population.yaml stands beside {}: --population FILE is required",
                                         opened.rules.id));
  std::string text;
  Text trouble;
  if (!edge::read_yaml(file, text, trouble)) return fail(no_access, fmt::format("{}: {}", file, trouble.en));
  Diagnostics diagnostics;
  spec = edge::read_population(opened.files.sources, opened.files.sources.add(file, std::move(text)),
                               opened.rules, diagnostics);
  const bool failed = diagnostics.failed();
  print(diagnostics.take(), opened.files.sources);
  return failed ? at_fault : fine;
}

void add_generate(CLI::App& app, int& exit) {
  auto options = std::make_shared<GenerateOptions>();
  CLI::App* command =
      app.add_subcommand("generate", "Invent dossiers and enterprises, to try what rules come to");
  command
      ->add_option("RULES", options->rules.rules,
                   "The rule set: its folder, or its name where it is installed")
      ->required()
      ->type_name("");
  command
      ->add_option("--population", options->population,
                   "What they are modelled on; by default population.yaml beside the rules")
      ->type_name("FILE");
  command->add_option("--rows", options->rows, "How many dossiers; by default as many as the population says")
      ->check(CLI::Range(std::uint64_t{1}, edge::PopulationGenerator::most_rows).description(""))
      ->type_name("N");
  command->add_option("--seed", options->seed, "Another number, other people; by default 1")->type_name("N");
  command
      ->add_option("--applicants", options->applicants,
                   "Where the dossiers go (CSV); - is the standard output")
      ->required()
      ->type_name("FILE");
  command->add_option("--enterprises", options->enterprises, "Where their enterprises go (CSV)")
      ->type_name("FILE");
  command
      ->add_option("--threads", options->threads,
                   "How many threads write; by default all that the machine runs")
      ->check(CLI::Range(1, 256).description(""))
      ->type_name("N");
  add_output_options(*command, options->output, {"text"});
  command->group("Commands");
  command->footer(
      "population.yaml says in shares whom the rule set may concern: docs/populations.md. Each row is made\n"
      "from the seed and its number alone: the same rows on every machine, for any number of threads. "
      "Nobody\n"
      "in the tables exists; the numbers of persons begin with 999, which no province has.\n"
      "\n"
      "Exit codes: 0 written; 1 the rules or the population are at fault; 2 wrong usage; 3 a file cannot be\n"
      "read or written.");
  command->callback([options, &exit] { exit = run_generate(*options); });
}

}  // namespace hotro::cli
