// SPDX-License-Identifier: Apache-2.0
#pragma once

// What the commands below `phase` share: their options, and how they answer.

#include <CLI/CLI.hpp>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "commands.hpp"
#include "hotro/edge/cells.hpp"
#include "hotro/phases/phase.hpp"
#include "ledger_file.hpp"
#include "progress.hpp"
#include "terminal.hpp"

namespace hotro::cli {

struct PhaseCommand {
  std::string ledger, phase, actor, about;
  bool dry_run = false;
  OutputOptions output;
  // open
  RuleOptions rules;
  std::string budget;
  int approvers = 2;
  // submit
  std::string applicants, enterprises, columns, numbers, received;
  bool corrects = false;
  // of one dossier
  std::string dossier, enterprise;
  // override, appeal
  std::string outcome, benefit, amount, document, dated, reason, from;

  [[nodiscard]] Language language() const { return output.in(); }
  [[nodiscard]] std::string_view in(std::string_view vi, std::string_view en) const {
    return say(language(), vi, en);
  }
};

phases::Step step_of(const PhaseCommand& command, ProgressLine& line);

/// Amounts of a phase, for people.
class Money {
 public:
  Money(const PhaseCommand& command, phases::Ledger& ledger, const std::string& phase)
      : language_(command.language()), currency_(phases::currency(ledger, ledger.find_phase(phase))) {}
  std::string operator()(std::int64_t units) const { return edge::money_text(units, currency_, language_); }

 private:
  Language language_;
  edge::Currency currency_;
};

/// The first line of an answer: `phase 1: …`, and that nothing was written.
void tell(const PhaseCommand& command, const std::string& what);
void tell_json(const PhaseCommand& command, const std::string& members);

/// An amount as people write it; -1 where it is none.
std::int64_t read_amount(const std::string& text, const std::string& currency);

extern const char* const steps_footer;

using Run = int (*)(const PhaseCommand&, phases::Ledger&, ProgressLine&);

/// On a ledger that is there.
template <Run what>
int on_ledger(const PhaseCommand& command) {
  return with_ledger(command.ledger, false, command.language(), [&](phases::Ledger& ledger) {
    ProgressLine line(command.language());
    return what(command, ledger, line);
  });
}

/// Adds one command below `phase`; its options are added by the caller.
CLI::App* add(CLI::App& phase, int& exit, const std::shared_ptr<PhaseCommand>& command, const char* name,
              const char* what, int (*run)(const PhaseCommand&), bool writes = true);
/// `--dossier` and `--enterprise`.
void add_dossier_options(CLI::App& app, PhaseCommand& command);
/// `--document`, `--dated` and `--reason`.
void add_document_options(CLI::App& app, PhaseCommand& command);

/// Override, approve, withdraw and appeal.
void add_phase_rulings(CLI::App& phase, int& exit);
/// Pay, return, close and cancel.
void add_phase_payments(CLI::App& phase, int& exit);

}  // namespace hotro::cli
