// SPDX-License-Identifier: Apache-2.0
#pragma once

// Phases for tests, under the rule set of tests/phases/rules.

#include <memory>
#include <stdexcept>
#include <string>
#include <utility>

#include "hotro/edge/files.hpp"
#include "hotro/hotro.hpp"
#include "hotro/phases/phase.hpp"
#include "phases/ledger_kit.hpp"

namespace phase_kit {

using namespace ledger_kit;

inline std::unique_ptr<Rules> rules(const std::string& folder = "tests/phases/rules") {
  auto rules = std::make_unique<Rules>();
  hotro::edge::RuleFiles files = hotro::edge::open_rules(folder);
  rules->sources = std::move(files.sources);
  rules->files = files.files;
  std::string text;
  hotro::Text trouble;
  if (!hotro::edge::read_yaml(files.phases, text, trouble)) throw std::runtime_error(trouble.en);
  rules->phases_file = rules->sources.add("phases.yaml", text);
  rules->set = *hotro::load(rules->sources, rules->files);
  rules->program = *hotro::compile(rules->set);
  hotro::Diagnostics diagnostics;
  rules->phases = hotro::edge::read_phases(rules->sources, rules->phases_file, rules->set, diagnostics);
  if (diagnostics.failed()) throw std::runtime_error("phases.yaml has errors");
  return rules;
}

inline const std::string people_header = "dossier_id,enterprise_id,person_id,event,event_day,day_count\n";

/// A list of one enterprise, which is in trouble.
inline List list(const std::string& name, const std::string& people) {
  List list;
  list.applicants = {name, people_header + people};
  list.enterprises = {name + ", enterprises", "enterprise_id,in_trouble\nE1,yes\n"};
  list.received = hotro::Date{19'500};  // 2023-05-23
  return list;
}

/// Somebody who is granted 1,000,000 for reduced hours, or 2,000,000 if it stopped.
inline std::string person(int number, bool stopped = false, const std::string& dossier = "") {
  const std::string id = std::to_string(1'000'000 + number).substr(1);
  return (dossier.empty() ? "D" + id : dossier) + ",E1,001000" + id + (stopped ? ",stopped" : ",reduced") +
         ",2023-02-01,20\n";
}

/// A phase that is open, for one to approve.
inline void open_phase(Ledger& ledger, const std::string& name, std::int64_t budget = -1) {
  hotro::phases::open_phase(ledger, {"lan"}, *rules(), {name, budget, 1});
}

inline void finish(Ledger& ledger, const std::string& name) {
  decide(ledger, {"lan"}, name);
  approve(ledger, {"minh"}, name);
  pay(ledger, {"lan"}, name);
}

}  // namespace phase_kit
