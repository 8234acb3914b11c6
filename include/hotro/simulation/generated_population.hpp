// SPDX-License-Identifier: Apache-2.0
#pragma once

// A population that is invented row by row from what a population.yaml says of it: nothing is kept, so that
// it may have any size.

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "../config.hpp"
#include "../edge/population.hpp"
#include "population.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace simulation {

class GeneratedPopulation final : public Population {
 public:
  /// `inputs` of all variants (inputs_of). `progress` is called with the rows done, one call at a time.
  GeneratedPopulation(const edge::PopulationSpec& spec, std::vector<Input> inputs, std::uint64_t rows,
                      std::uint64_t seed = edge::PopulationGenerator::default_seed,
                      std::function<void(std::uint64_t)> progress = {});

  [[nodiscard]] std::span<const Input> inputs() const override { return inputs_; }
  [[nodiscard]] std::size_t enterprises() const override { return generator_.enterprise_count(); }
  [[nodiscard]] std::string enterprise_id(std::size_t enterprise) const override;
  bool read(unsigned threads, const std::function<void(unsigned, const Rows&)>& take) override;

 private:
  std::vector<Input> inputs_;
  edge::PopulationGenerator generator_;
  std::function<void(std::uint64_t)> progress_;
};

}  // namespace simulation
}  // namespace HOTRO_ABI
}  // namespace hotro
