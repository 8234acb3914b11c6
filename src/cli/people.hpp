// SPDX-License-Identifier: Apache-2.0
#pragma once

// Whom a command decides on trial: people in tables, or invented ones.

#include <CLI/CLI.hpp>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "commands.hpp"
#include "hotro/edge/population.hpp"
#include "hotro/simulation/population.hpp"
#include "hotro/simulation/variant.hpp"
#include "progress.hpp"

namespace hotro::cli {

struct PeopleOptions {
  std::string applicants, enterprises, columns, weight, population;
  std::uint64_t rows = 0;  // 0: as many as the population says
  std::uint64_t seed = edge::PopulationGenerator::default_seed;

  /// Whether anything is said of whom.
  [[nodiscard]] bool asked() const { return !applicants.empty() || !population.empty() || rows != 0; }
};

void add_people_options(CLI::App& command, PeopleOptions& options);

class People {
 public:
  People(const PeopleOptions& options, Language language)
      : options_(options), language_(language), progress_(language) {}

  /// An exit code; `out`: a file that is written, and so must not be read.
  [[nodiscard]] int check_usage(const std::string& out) const;
  /// Where people are invented: reads what they are modelled on; an exit code.
  int read_model(Opened& rules);
  /// For these variants; an exit code.
  int open(std::span<const simulation::Variant> variants, const Sources& sources);

  [[nodiscard]] simulation::Population& population() { return *population_; }
  /// As people call it.
  [[nodiscard]] const std::string& name() const { return name_; }
  /// After the rows were read: tells what was wrong with them.
  void tell();
  /// Whether rows had errors.
  [[nodiscard]] bool failed() const { return error_count_ != 0; }

 private:
  int open_files(std::vector<Input> inputs, const Program& program);
  void invent(std::vector<Input> inputs);

  const PeopleOptions& options_;
  Language language_;
  ProgressLine progress_;
  edge::PopulationSpec model_;
  edge::ColumnNames names_;
  std::unique_ptr<simulation::Population> population_;
  std::string name_;
  std::vector<edge::DataError> errors_, warnings_;  // those that are shown
  std::size_t error_count_ = 0, warning_count_ = 0;
};

/// Prints why a simulation is not possible; an exit code.
int explain(const std::vector<Diagnostic>& diagnostics, const Sources& sources);

}  // namespace hotro::cli
