// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "hotro/edge/json.hpp"
#include "phase_command.hpp"

namespace hotro::cli {
namespace {

using phases::Outcome;

/// The document on which something rests; an exit code.
int read_document(const PhaseCommand& command, Date& dated) {
  if (edge::trim(command.document).empty() || edge::trim(command.reason).empty())
    return fail(wrong_usage, "--document and --reason say on what it rests: neither may be empty");
  if (!edge::read_date(command.dated, dated))
    return fail(wrong_usage, fmt::format("--dated {}: expected a date such as 2023-03-31", command.dated));
  return fine;
}

int run_override(const PhaseCommand& command, phases::Ledger& ledger, ProgressLine& line) {
  phases::Ruling ruling;
  ruling.dossier_id = command.dossier;
  ruling.enterprise_id = command.enterprise;
  ruling.outcome = command.outcome == "accepted" ? Outcome::accepted : Outcome::refused;
  ruling.benefit = command.benefit;
  ruling.document = command.document;
  ruling.reason = command.reason;
  if (const int exit = read_document(command, ruling.dated); exit != fine) return exit;
  if (ruling.outcome == Outcome::accepted) {
    const phases::Id phase = ledger.find_phase(command.phase);
    ruling.amount = phase == 0 ? 1 : read_amount(command.amount, phases::currency(ledger, phase).code);
    if (ruling.amount <= 0) return fail(wrong_usage, "--outcome accepted needs --amount, such as 1000000");
  }
  const bool done = phases::rule(ledger, step_of(command, line), command.phase, ruling) || command.dry_run;
  if (command.output.json())
    tell_json(command,
              fmt::format("\"dossier\":{},\"repeated\":{}", edge::json_text(command.dossier), !done));
  else
    tell(command,
         fmt::format("{}: {}", command.dossier,
                     done ? command.in("quyết định riêng được ghi", "the ruling is written")
                          : command.in("quyết định này đã được ghi trước đó", "was ruled so already")));
  return fine;
}

int run_approve(const PhaseCommand& command, phases::Ledger& ledger, ProgressLine& line) {
  const phases::ApproveReport report = phases::approve(ledger, step_of(command, line), command.phase);
  if (command.output.json())
    tell_json(command, fmt::format("\"approvals\":{},\"approved\":{}", report.approvals, report.approved));
  else
    tell(command,
         std::string(report.approved ? command.in("đã được duyệt", "approved")
                                     : command.in("một người đã duyệt, cần người thứ hai",
                                                  "one person has approved; it takes a second one")));
  return fine;
}

int run_withdraw(const PhaseCommand& command, phases::Ledger& ledger, ProgressLine& line) {
  const bool done =
      phases::withdraw_approval(ledger, step_of(command, line), command.phase) || command.dry_run;
  if (command.output.json())
    tell_json(command, fmt::format("\"repeated\":{}", !done));
  else
    tell(command, std::string(done ? command.in("việc duyệt đã được rút lại", "the approval is withdrawn")
                                   : command.in("chưa ai duyệt", "nobody has approved")));
  return fine;
}

int run_appeal(const PhaseCommand& command, phases::Ledger& ledger, ProgressLine& line) {
  phases::Appeal appeal;
  appeal.phase = command.from;
  appeal.dossier_id = command.dossier;
  appeal.enterprise_id = command.enterprise;
  appeal.document = command.document;
  appeal.reason = command.reason;
  if (const int exit = read_document(command, appeal.dated); exit != fine) return exit;
  const bool done = phases::appeal(ledger, step_of(command, line), command.phase, appeal) || command.dry_run;
  if (command.output.json())
    tell_json(command,
              fmt::format("\"dossier\":{},\"repeated\":{}", edge::json_text(command.dossier), !done));
  else
    tell(command,
         fmt::format("{}: {} {}", command.dossier,
                     done ? command.in("được xem xét lại, chuyển từ", "taken up again, from")
                          : command.in("đã được xem xét lại, chuyển từ", "was taken up already, from"),
                     command.from));
  return fine;
}

}  // namespace

void add_phase_rulings(CLI::App& phase, int& exit) {
  auto ruling = std::make_shared<PhaseCommand>();
  CLI::App* command =
      add(phase, exit, ruling, "override", "Decide a dossier otherwise than the rules, by a document",
          on_ledger<run_override>);
  add_dossier_options(*command, *ruling);
  command->add_option("--outcome", ruling->outcome, "What is decided")
      ->required()
      ->check(one_of({"accepted", "refused"}))
      ->type_name("accepted|refused");
  command->add_option("--benefit", ruling->benefit, "Under which benefit; by default that of the rules")
      ->type_name("NAME");
  command->add_option("--amount", ruling->amount, "What is paid")->type_name("AMOUNT");
  add_document_options(*command, *ruling);

  add(phase, exit, std::make_shared<PhaseCommand>(), "approve",
      "Approve the decisions of a phase; they change no more", on_ledger<run_approve>);

  auto back = std::make_shared<PhaseCommand>();
  command = add(phase, exit, back, "withdraw", "Withdraw the approval of a phase, before anything is paid",
                on_ledger<run_withdraw>);
  command->add_option("--about", back->about, "A document or a reason, for the journal")->type_name("TEXT");

  auto again = std::make_shared<PhaseCommand>();
  command =
      add(phase, exit, again, "appeal",
          "Take up a dossier of an approved phase again, in this one, which is open", on_ledger<run_appeal>);
  command->add_option("--from", again->from, "The phase in which it was decided")
      ->required()
      ->type_name("PHASE");
  add_dossier_options(*command, *again);
  add_document_options(*command, *again);
}

}  // namespace hotro::cli
