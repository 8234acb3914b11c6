// SPDX-License-Identifier: Apache-2.0
#include "hotro/phases/rules.hpp"

#include <algorithm>
#include <string_view>

#include "hotro/compile.hpp"
#include "hotro/load.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace phases {

std::string as_lines(const Readings& readings) {
  std::string text;
  for (const auto& [name, option] : readings) text += name + "=" + option + "\n";
  return text;
}

namespace {

Readings from_lines(std::string_view text) {
  Readings readings;
  while (!text.empty()) {
    const std::string_view line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(text.size(), line.size() + 1));
    const std::size_t equals = line.find('=');
    if (equals != std::string_view::npos)
      readings.emplace_back(line.substr(0, equals), line.substr(equals + 1));
  }
  return readings;
}

/// A phase, and its program.
struct Stored {
  PhaseRow phase;
  std::string fingerprint;
  Date known;
  Readings readings;
  Readings phase_readings;
};

Stored find_stored(Ledger& ledger, Id phase) {
  Stored stored;
  ledger.each_phase([&](Id id, const PhaseRow& row) {
    if (id != phase) return;
    stored.phase = row;
    stored.phase_readings = from_lines(row.phase_readings);
  });
  ledger.each_program([&](Id id, const ProgramRow& row) {
    if (id != stored.phase.program) return;
    stored.fingerprint = row.fingerprint;
    stored.known = row.known;
    stored.readings = from_lines(row.readings);
  });
  return stored;
}

}  // namespace

StoredRules store(Ledger& ledger, Batch& batch, const Rules& rules) {
  StoredRules stored;
  stored.phase_rules = batch.add(RuleTextRow{rules.sources.text(rules.phases_file)});
  const ProgramData& data = rules.program.data();
  stored.program = ledger.find_program(rules.program.fingerprint());
  if (stored.program != 0) return stored;
  const std::string readings = as_lines(data.readings);
  stored.program = batch.add(ProgramRow{rules.program.fingerprint(), data.rule_set, HOTRO_VERSION, data.known,
                                        readings, data.currency});
  for (const std::uint32_t file : rules.files) {
    const Id text = batch.add(RuleTextRow{rules.sources.text(file)});
    batch.add(ProgramTextRow{stored.program, text, rules.sources.name(file)});
  }
  return stored;
}

std::unique_ptr<Rules> read_rules(Ledger& ledger, Id phase) {
  const Stored stored = find_stored(ledger, phase);
  auto rules = std::make_unique<Rules>();
  ledger.each_program_text(stored.phase.program, [&](std::string_view name, std::string_view text) {
    rules->files.push_back(rules->sources.add(std::string(name), std::string(text)));
  });
  ledger.rule_text(stored.phase.phase_rules, [&](std::string_view text) {
    rules->phases_file = rules->sources.add("phases.yaml", std::string(text));
  });
  const auto unreadable = [&] { return LedgerError(LedgerCode::rules_unreadable, ledger.name()); };
  Result<RuleSet> set = load(rules->sources, rules->files);
  if (!set) throw unreadable();
  rules->set = *std::move(set);
  CompileOptions options;
  options.has_known = true;
  options.known = stored.known;
  options.readings = stored.readings;
  Result<Program> program = compile(rules->set, options);
  if (!program || program->fingerprint() != stored.fingerprint) throw unreadable();
  rules->program = *std::move(program);
  Diagnostics diagnostics;
  rules->phases = edge::read_phases(rules->sources, rules->phases_file, rules->set, diagnostics);
  if (diagnostics.failed()) throw unreadable();
  rules->phase_readings = stored.phase_readings;
  for (const auto& [reading, option] : rules->phase_readings) {
    if (!edge::set_reading(rules->phases, reading, option)) throw unreadable();
  }
  return rules;
}

}  // namespace phases
}  // namespace HOTRO_ABI
}  // namespace hotro
