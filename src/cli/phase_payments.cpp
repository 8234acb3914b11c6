// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "hotro/edge/json.hpp"
#include "phase_command.hpp"

namespace hotro::cli {
namespace {

using edge::grouped;

int run_pay(const PhaseCommand& command, phases::Ledger& ledger, ProgressLine& line) {
  const Money money(command, ledger, command.phase);
  const phases::PayReport report = phases::pay(ledger, step_of(command, line), command.phase);
  if (command.output.json()) {
    std::string stale;
    for (const std::string& id : report.stale) stale += (stale.empty() ? "" : ",") + edge::json_text(id);
    tell_json(command, fmt::format("\"payments\":{},\"amount\":{},\"stale\":[{}]", report.payments,
                                   report.amount, stale));
  } else {
    tell(command, report.payments == 0
                      ? std::string(report.stale.empty()
                                        ? command.in("không còn ai phải chi", "nobody is left to be paid")
                                        : command.in("không chi khoản nào", "no payment was made"))
                      : fmt::format("{} {}, {}", grouped(report.payments, command.language()),
                                    command.in("khoản chi", report.payments == 1 ? "payment" : "payments"),
                                    money(report.amount)));
  }
  for (const std::string& id : report.stale)
    write(stderr, fmt::format("hotro: {}: {}\n", id,
                              command.in("tạm giữ: chi thêm thì người này nhận quá mức cao nhất được hưởng; "
                                         "một đợt khác đã chi sau khi quyết định",
                                         "held back: with it this person would have more than the highest "
                                         "entitlement; another phase has paid since the decision")));
  return report.stale.empty() ? fine : at_fault;
}

int run_return(const PhaseCommand& command, phases::Ledger& ledger, ProgressLine& line) {
  const Money money(command, ledger, command.phase);
  const std::int64_t amount = phases::return_payment(ledger, step_of(command, line), command.phase,
                                                     command.dossier, command.enterprise);
  if (command.output.json())
    tell_json(command, fmt::format("\"dossier\":{},\"amount\":{}", edge::json_text(command.dossier), amount));
  else
    tell(command, fmt::format("{}: {} {}", command.dossier, money(amount),
                              command.in("đã chuyển trả lại", "came back")));
  return fine;
}

int run_close(const PhaseCommand& command, phases::Ledger& ledger, ProgressLine& line) {
  const bool done = phases::close_phase(ledger, step_of(command, line), command.phase);
  if (command.output.json())
    tell_json(command, fmt::format("\"repeated\":{}", !done && !command.dry_run));
  else
    tell(command, std::string(done || command.dry_run ? command.in("đã đóng", "closed")
                                                      : command.in("đã đóng từ trước", "is closed already")));
  return fine;
}

int run_cancel(const PhaseCommand& command, phases::Ledger& ledger, ProgressLine& line) {
  const bool done = phases::cancel_phase(ledger, step_of(command, line), command.phase) || command.dry_run;
  if (command.output.json())
    tell_json(command, fmt::format("\"repeated\":{}", !done));
  else
    tell(command, std::string(done ? command.in("đã hủy", "cancelled")
                                   : command.in("đã hủy từ trước", "is cancelled already")));
  return fine;
}

}  // namespace

void add_phase_payments(CLI::App& phase, int& exit) {
  const auto made = [] { return std::make_shared<PhaseCommand>(); };
  add(phase, exit, made(), "pay", "Record the payments of an approved phase", on_ledger<run_pay>);

  auto back = made();
  CLI::App* command = add(phase, exit, back, "return", "Record that a payment came back or is withdrawn",
                          on_ledger<run_return>);
  add_dossier_options(*command, *back);
  command->add_option("--about", back->about, "A document or a reason, for the journal")->type_name("TEXT");

  add(phase, exit, made(), "close", "Close a phase; who waits is carried into the next that is opened",
      on_ledger<run_close>);

  auto cancelled = made();
  command = add(phase, exit, cancelled, "cancel", "Cancel a phase that is not approved: nothing in it counts",
                on_ledger<run_cancel>);
  command->add_option("--about", cancelled->about, "A document or a reason, for the journal")
      ->type_name("TEXT");
}

}  // namespace hotro::cli
