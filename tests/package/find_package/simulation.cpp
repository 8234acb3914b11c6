// SPDX-License-Identifier: Apache-2.0
// Invented people under the installed rule set and a variant of it.
#include <cstdio>
#include <hotro/edge/files.hpp>
#include <hotro/hotro.hpp>
#include <hotro/simulation/generated_population.hpp>
#include <hotro/simulation/simulate.hpp>

int main(int, char** arguments) {
  hotro::edge::RuleFiles files = hotro::edge::open_rules(arguments[1]);
  const auto rules = std::make_shared<const hotro::RuleSet>(hotro::load(files.sources, files.files).value());
  std::string text;
  hotro::Text trouble;
  if (!hotro::edge::read_yaml(files.population, text, trouble)) return 1;
  hotro::Diagnostics diagnostics;
  const auto model = hotro::edge::read_population(files.sources, files.sources.add("population.yaml", text),
                                                  *rules, diagnostics);
  hotro::simulation::Plan plan;
  plan.variants = {
      hotro::simulation::make_variant("baseline", rules).value(),
      hotro::simulation::make_variant("days", rules, {}, {{{"days_counted", "consecutive"}}}).value()};
  hotro::simulation::GeneratedPopulation people(model, hotro::simulation::inputs_of(plan.variants).value(),
                                                5'000);
  const auto tally = hotro::simulation::simulate(plan, people).value();
  const auto& gains = tally.variants[1].gains;
  std::printf("%lld lose\n", static_cast<long long>(gains.losers.people));
  return tally.people == 5'000 && gains.losers.people > 0 && gains.gainers.people == 0 ? 0 : 1;
}
