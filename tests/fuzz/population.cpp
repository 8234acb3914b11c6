// SPDX-License-Identifier: Apache-2.0
// The input is a population.yaml of rules/vn/vgcl-6696.
#include "hotro/edge/population.hpp"
#include "fuzz/checks.hpp"
#include "fuzz/claim.hpp"
#include "fuzz/models.hpp"

int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const fuzz::Model& model = *fuzz::models().back();
  hotro::Sources sources = model.files.sources;
  const std::uint32_t source = sources.add("population.yaml", std::string(fuzz::text_of(bytes, size)));
  hotro::Diagnostics found;
  const hotro::edge::PopulationSpec spec = hotro::edge::read_population(sources, source, model.rules, found);
  const bool failed = found.failed();
  fuzz::check_diagnostics(found.take(), sources, failed);
  if (failed) return 0;

  constexpr std::size_t count = 100;
  const hotro::edge::PopulationGenerator population(spec, model.program.inputs(), count);
  fuzz::claim(population.enterprise_count() >= 1 && population.enterprise_count() <= count,
              "every enterprise has a dossier on average");
  hotro::edge::GeneratedRows rows;
  population.generate(0, count, rows);
  std::vector<hotro::Column> columns;
  hotro::DecisionColumns decisions;
  model.evaluator->evaluate(population.table(rows, columns), 0, count, decisions);
  for (const std::uint8_t invalid : decisions.invalid)
    fuzz::claim(invalid == 0, "what is drawn lies within the range of its fact");
  return 0;
}
