// SPDX-License-Identifier: Apache-2.0
#include "hotro/simulation/generated_population.hpp"

#include <algorithm>
#include <atomic>
#include <mutex>
#include <utility>

#include "hotro/edge/population_text.hpp"
#include "threads.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace simulation {
namespace {

/// Rows made at a time; a multiple of 8.
constexpr std::uint64_t part = std::uint64_t{1} << 14U;

}  // namespace

GeneratedPopulation::GeneratedPopulation(const edge::PopulationSpec& spec, std::vector<Input> inputs,
                                         std::uint64_t rows, std::uint64_t seed,
                                         std::function<void(std::uint64_t)> progress)
    : inputs_(std::move(inputs)), generator_(spec, inputs_, rows, seed), progress_(std::move(progress)) {}

std::string GeneratedPopulation::enterprise_id(std::size_t enterprise) const {
  return edge::enterprise_id(enterprise);
}

bool GeneratedPopulation::read(unsigned threads, const std::function<void(unsigned, const Rows&)>& take) {
  std::atomic<std::uint64_t> next = 0;
  std::mutex telling;
  std::uint64_t done = 0;
  run_threads(threads, [&](unsigned thread) {
    edge::GeneratedRows made;
    std::vector<Column> columns;
    for (;;) {
      const std::uint64_t first = next.fetch_add(part);
      if (first >= generator_.rows()) return;
      const auto count = static_cast<std::size_t>(std::min(part, generator_.rows() - first));
      generator_.generate(first, count, made);
      Rows rows;
      rows.table = generator_.table(made, columns);
      rows.first = first;
      rows.id = [first](std::size_t row) { return edge::dossier_id(first + row); };
      take(thread, rows);
      const std::lock_guard lock(telling);
      done += count;
      if (progress_) progress_(done);
    }
  });
  return true;
}

}  // namespace simulation
}  // namespace HOTRO_ABI
}  // namespace hotro
