// SPDX-License-Identifier: Apache-2.0
// The input is a phases.yaml of tests/cli/rules/demo/transport.
#include "fuzz/checks.hpp"
#include "fuzz/claim.hpp"
#include "fuzz/models.hpp"
#include "hotro/edge/phase_rules.hpp"

int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const fuzz::Model& model = *fuzz::models().front();
  hotro::Sources sources = model.files.sources;
  const std::uint32_t source = sources.add("phases.yaml", std::string(fuzz::text_of(bytes, size)));
  hotro::Diagnostics found;
  const hotro::edge::PhaseRules phases = hotro::edge::read_phases(sources, source, model.rules, found);
  const bool failed = found.failed();
  fuzz::check_diagnostics(found.take(), sources, failed);
  if (failed) return 0;

  fuzz::claim(phases.person.fact < model.rules.facts.size(), "a person is known by a fact");
  fuzz::claim(!phases.rounds.empty(), "there is a round");
  for (const hotro::edge::Round& round : phases.rounds) {
    fuzz::claim(round.act < model.rules.sources.size(), "a round is opened by an act");
    fuzz::claim(round.events_from <= round.events_to && round.receive_until <= round.finish_until,
                "the days of a round are in order");
    fuzz::claim(!round.basis.citations.empty(), "a round is cited");
  }
  for (const hotro::edge::Quota& quota : phases.quotas)
    fuzz::claim(
        quota.counts < model.rules.facts.size() && (quota.each == hotro::none) != (quota.asks == hotro::none),
        "a quota is counted, or asked for");
  fuzz::claim(phases.budget.pro_rata.step >= 1, "shares have a step");
  return 0;
}
