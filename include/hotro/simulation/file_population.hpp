// SPDX-License-Identifier: Apache-2.0
#pragma once

// A population in the tables that `hotro decide` takes, of any size: read anew for every pass.

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "../config.hpp"
#include "../edge/column_names.hpp"
#include "../edge/data_error.hpp"
#include "../edge/dossiers.hpp"
#include "../edge/table_run.hpp"
#include "population.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace simulation {

struct PopulationFiles {
  std::string applicants;      // CSV or a workbook; `-` is the standard input, which is read once
  edge::TextFile enterprises;  // empty where no fact is of an enterprise
  std::string weight;          // the column that says how many people a row stands for; may be empty
  const edge::ColumnNames* names = nullptr;
};

/// What is called while a pass reads, one call at a time; errors and warnings in the first pass alone. What
/// is not set is not called. Functions that return false end the pass.
struct PopulationSinks {
  std::function<bool(const edge::DataError&)> error;
  std::function<bool(const edge::DataError&)> warning;
  std::function<void(const edge::RunProgress&)> progress;
};

class FilePopulation final : public Population {
 public:
  /// `inputs` of all variants (inputs_of); `like` says in which currency amounts are written.
  FilePopulation(std::vector<Input> inputs, const Program& like, PopulationFiles files,
                 PopulationSinks sinks = {});
  ~FilePopulation() override;

  [[nodiscard]] std::span<const Input> inputs() const override { return inputs_; }
  [[nodiscard]] bool weighted() const override { return !files_.weight.empty(); }
  [[nodiscard]] std::size_t enterprises() const override;
  [[nodiscard]] std::string enterprise_id(std::size_t enterprise) const override;
  bool read(unsigned threads, const std::function<void(unsigned, const Rows&)>& take) override;
  [[nodiscard]] std::uint64_t rows_not_given() const override;
  [[nodiscard]] Text trouble() const override;

  /// Rows of the last pass that have errors or no weight, and count nowhere.
  [[nodiscard]] std::uint64_t rows_failed() const;

 private:
  struct State;
  bool open();
  bool check_weights();

  std::vector<Input> inputs_;
  PopulationFiles files_;
  PopulationSinks sinks_;
  std::unique_ptr<State> state_;
  Text again_;  // why there is no further pass
};

}  // namespace simulation
}  // namespace HOTRO_ABI
}  // namespace hotro
