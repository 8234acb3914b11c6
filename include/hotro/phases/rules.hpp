// SPDX-License-Identifier: Apache-2.0
#pragma once

// The rules of a phase as its ledger keeps them: every text, so that each decision can be made again.
//
//   const auto rules = hotro::phases::read_rules(*ledger, ledger->find_phase("phase 1"));
//   use(rules->program.fingerprint(), rules->phases.rounds);

#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "../config.hpp"
#include "../edge/phase_rules.hpp"
#include "../program.hpp"
#include "../rule_set.hpp"
#include "../source.hpp"
#include "ledger.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace phases {

using Readings = std::vector<std::pair<std::string, std::string>>;  // name, option
/// As ledgers keep them: `name=option`, one a line.
std::string as_lines(const Readings& readings);

struct Rules {
  Sources sources;
  std::vector<std::uint32_t> files;  // what load() takes
  std::uint32_t phases_file = 0;
  RuleSet set;
  Program program;
  edge::PhaseRules phases;
  Readings phase_readings;  // of phases.yaml: those that were chosen
};

/// Adds what is not there yet. Returns the program, and the text of phases.yaml.
struct StoredRules {
  Id program = 0;
  Id phase_rules = 0;
};
StoredRules store(Ledger& ledger, Batch& batch, const Rules& rules);

/// Those of a phase. Throws rules_unreadable where this version of hotro makes another program of them.
std::unique_ptr<Rules> read_rules(Ledger& ledger, Id phase);

}  // namespace phases
}  // namespace HOTRO_ABI
}  // namespace hotro
