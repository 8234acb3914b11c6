// SPDX-License-Identifier: Apache-2.0
#include "people.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <utility>

#include "hotro/simulation/file_population.hpp"
#include "hotro/simulation/generated_population.hpp"
#include "output.hpp"
#include "terminal.hpp"

namespace hotro::cli {
namespace {

/// Errors in the data that are shown.
constexpr std::size_t errors_shown = 20;

bool note(std::vector<edge::DataError>& some, std::size_t& count, const edge::DataError& one) {
  if (++count <= errors_shown) some.push_back(one);
  return true;
}

}  // namespace

void add_people_options(CLI::App& command, PeopleOptions& options) {
  command
      .add_option("--applicants", options.applicants,
                  "The people, one row each (CSV or .xlsx); - is the standard input")
      ->check(not_empty())
      ->type_name("FILE");
  command
      .add_option("--enterprises", options.enterprises,
                  "The enterprises they point at by enterprise_id (CSV or .xlsx)")
      ->type_name("FILE");
  command
      .add_option("--columns", options.columns,
                  "What the tables call their columns (CSV or .xlsx; its columns are `column` and `fact`)")
      ->type_name("FILE");
  command
      .add_option("--weight", options.weight,
                  "The column that says how many people a row of a sample stands for")
      ->check(not_empty())
      ->type_name("COLUMN");
  command
      .add_option("--population", options.population,
                  "What invented people are modelled on; by default population.yaml beside the rules")
      ->type_name("FILE");
  command
      .add_option("--rows", options.rows, "How many are invented; by default as many as the population says")
      ->check(CLI::Range(std::uint64_t{1}, edge::PopulationGenerator::most_rows).description(""))
      ->type_name("N");
  command.add_option("--seed", options.seed, "Another number, other people; by default 1")->type_name("N");
}

int People::check_usage(const std::string& out) const {
  const bool given = !options_.applicants.empty();
  if (given && (!options_.population.empty() || options_.rows != 0))
    return fail(wrong_usage, "people are given with --applicants, or invented with --population and --rows");
  if (!given && (!options_.enterprises.empty() || !options_.columns.empty() || !options_.weight.empty()))
    return fail(wrong_usage, "--enterprises, --columns and --weight belong to --applicants");
  for (const std::string* file : {&options_.applicants, &options_.enterprises, &options_.columns}) {
    if (same_file(*file, out))
      return fail(wrong_usage, fmt::format("{} is read and would be overwritten", *file));
  }
  return fine;
}

int People::read_model(Opened& rules) {
  if (!options_.applicants.empty()) return fine;
  if (const int exit = read_population(rules, options_.population, model_); exit != fine) return exit;
  name_ = fmt::format(
      fmt::runtime(say(language_, "người giả định theo mẫu \"{}\"", "invented people, as of \"{}\"")),
      model_.title.in(language_));
  return fine;
}

int People::open(std::span<const simulation::Variant> variants, const Sources& sources) {
  Result<std::vector<Input>> inputs = simulation::inputs_of(variants);
  if (!inputs) return explain(inputs.diagnostics(), sources);
  if (!options_.applicants.empty()) return open_files(std::move(*inputs), variants.front().program);
  invent(std::move(*inputs));
  return fine;
}

int People::open_files(std::vector<Input> inputs, const Program& program) {
  bool enterprises = false;
  for (const Input& input : inputs) {
    enterprises = enterprises || input.of_enterprise;
    if (!options_.weight.empty() && input.path == options_.weight)
      return fail(wrong_usage, fmt::format("--weight {}: this is a fact of the rule set", options_.weight));
  }
  simulation::PopulationFiles files;
  files.applicants = options_.applicants;
  files.weight = options_.weight;
  if (!options_.enterprises.empty()) {
    if (const int exit = read_table(options_.enterprises, files.enterprises, language_); exit != fine)
      return exit;
  } else if (enterprises) {
    return fail(wrong_usage, "this rule set asks about enterprises: --enterprises FILE is required");
  }
  if (!options_.columns.empty()) {
    if (const int exit = read_names(options_.columns, program, names_, language_); exit != fine) return exit;
    files.names = &names_;
  }
  population_ = std::make_unique<simulation::FilePopulation>(
      std::move(inputs), program, std::move(files),
      simulation::PopulationSinks{
          [this](const edge::DataError& error) { return note(errors_, error_count_, error); },
          [this](const edge::DataError& warning) { return note(warnings_, warning_count_, warning); },
          [this](const edge::RunProgress& at) { progress_.show(at); }});
  name_ = std::filesystem::path(options_.applicants).filename().string();
  return fine;
}

void People::invent(std::vector<Input> inputs) {
  const std::uint64_t rows = options_.rows == 0 ? model_.dossiers : options_.rows;
  population_ = std::make_unique<simulation::GeneratedPopulation>(
      model_, std::move(inputs), rows, options_.seed, [this, rows](std::uint64_t done) {
        edge::RunProgress at;
        at.rows = at.bytes = done;
        at.size = rows;
        progress_.show(at);
      });
}

void People::tell() {
  progress_.clear();
  write(stderr, errors_text(warnings_, language_, errors_shown, true, warning_count_));
  write(stderr, errors_text(errors_, language_, errors_shown, false, error_count_));
  warnings_.clear();
  errors_.clear();
}

int explain(const std::vector<Diagnostic>& diagnostics, const Sources& sources) {
  for (const Diagnostic& one : diagnostics) {
    if (one.code != Code::cannot_read) continue;
    // Where there are no words left, what stands in the way was told already.
    return one.message.empty() ? at_fault : fail(no_access, one.message);
  }
  print(diagnostics, sources);
  return at_fault;
}

}  // namespace hotro::cli
