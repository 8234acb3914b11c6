// SPDX-License-Identifier: Apache-2.0
#include "phase_command.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <functional>
#include <memory>
#include <utility>

#include "hotro/edge/json.hpp"

namespace hotro::cli {
namespace {

using edge::grouped;
using phases::Outcome;

std::string sums_json(const phases::PhaseSums& sums) {
  std::string text = fmt::format("\"dossiers\":{},\"undecided\":{}", sums.dossiers, sums.undecided);
  for (std::size_t i = 0; i < phases::outcome_count; ++i)
    text += fmt::format(",\"{}\":{}", phases::name(static_cast<Outcome>(i)), sums.outcomes[i]);
  return text + fmt::format(",\"granted\":{},\"waiting_amount\":{},\"paid\":{},\"returned\":{},\"unpaid\":{}",
                            sums.granted, sums.waiting, sums.paid, sums.returned, sums.unpaid);
}

/// The outcomes as a table, each with its dossiers, and the sums of money.
std::string sums_text(const PhaseCommand& command, const phases::PhaseSums& sums, const Money& money) {
  const Language language = command.language();
  Grid grid("rlr");
  for (std::size_t i = 0; i < phases::outcome_count; ++i) {
    if (sums.outcomes[i] == 0) continue;
    const auto outcome = static_cast<Outcome>(i);
    std::string amount;
    if (outcome == Outcome::accepted) amount = money(sums.granted);
    if (outcome == Outcome::waiting) amount = money(sums.waiting);
    grid.row({grouped(sums.outcomes[i], language), std::string(phases::label(outcome, language)), amount});
  }
  if (sums.undecided != 0)
    grid.row({grouped(sums.undecided, language),
              std::string(command.in("chưa được quyết định", "not decided yet")), ""});
  return grid.text("  ", 200);
}

int run_open(const PhaseCommand& command) {
  phases::Rules rules;
  if (const int exit = open_phase_rules(command.rules, rules); exit != fine) return exit;
  phases::PhaseOptions options{command.phase, -1, command.approvers};
  if (!command.budget.empty()) {
    options.budget = read_amount(command.budget, rules.set.currency);
    if (options.budget < 0)
      return fail(wrong_usage,
                  fmt::format("--budget {}: expected an amount such as 541700000", command.budget));
  }
  std::error_code none_there;
  if (command.dry_run && !std::filesystem::exists(command.ledger, none_there)) {
    tell(command, std::string(command.in("sẽ được mở trong sổ mới", "would be opened in a new ledger")));
    return fine;
  }
  return with_ledger(command.ledger, true, command.language(), [&](phases::Ledger& ledger) {
    ProgressLine line(command.language());
    const phases::OpenReport report = phases::open_phase(ledger, step_of(command, line), rules, options);
    if (command.output.json()) {
      tell_json(command, fmt::format("\"repeated\":{},\"carried\":{}", report.repeated, report.carried));
      return fine;
    }
    std::string what(report.repeated ? command.in("đã mở từ trước", "is open already")
                                     : command.in("đã mở", "opened"));
    if (report.carried != 0)
      what += fmt::format(fmt::runtime(command.in(", {} hồ sơ chờ kinh phí được chuyển sang",
                                                  ", {} dossiers that waited were carried over")),
                          grouped(report.carried, command.language()));
    tell(command, what);
    return fine;
  });
}

int run_submit(const PhaseCommand& command, phases::Ledger& ledger, ProgressLine& line) {
  phases::List list;
  list.corrects = command.corrects;
  list.received = today();
  if (!command.received.empty() && !edge::read_date(command.received, list.received))
    return fail(wrong_usage,
                fmt::format("--received {}: expected a date such as 2023-03-31", command.received));
  const std::pair<const std::string*, edge::TextFile*> files[] = {{&command.applicants, &list.applicants},
                                                                  {&command.enterprises, &list.enterprises},
                                                                  {&command.columns, &list.columns},
                                                                  {&command.numbers, &list.numbers}};
  for (const auto& [path, file] : files) {
    if (path->empty()) continue;
    if (const int exit = read_table(*path, *file, command.language()); exit != fine) return exit;
  }
  const phases::SubmitReport report = phases::submit(ledger, step_of(command, line), command.phase, list);
  line.clear();
  write(stderr, errors_text(report.errors, command.language(), 20, false));
  if (command.output.json()) {
    tell_json(command, fmt::format("\"repeated\":{},\"refused\":{},\"rows\":{},\"repeats\":{},"
                                   "\"corrections\":{},\"clashes\":{},\"late\":{}",
                                   report.repeated, !report.errors.empty(), report.rows, report.repeats,
                                   report.corrections, report.clashes, report.late));
    return report.errors.empty() ? fine : at_fault;
  }
  if (!report.errors.empty())
    return fail(at_fault, std::string(command.in("danh sách không được nhận", "the list was not taken in")));
  if (report.repeated) {
    tell(command, std::string(command.in("danh sách này đã được nhận trước đó, không có gì thay đổi",
                                         "this list was taken in before; nothing has changed")));
    return fine;
  }
  const auto count = [&](std::int64_t number, std::string_view vi, std::string_view en) {
    return number == 0 ? "" : fmt::format(", {} {}", grouped(number, command.language()), command.in(vi, en));
  };
  // Whoever corrects is told if that corrected nothing.
  const std::string corrections =
      command.corrects ? fmt::format(", {} {}", grouped(report.corrections, command.language()),
                                     command.in("thay hồ sơ cũ", "in place of earlier ones"))
                       : "";
  tell(command,
       fmt::format("{} {}{}{}{}", grouped(report.rows, command.language()),
                   command.in("hồ sơ được nhận", report.rows == 1 ? "dossier taken in" : "dossiers taken in"),
                   count(report.repeats, "đã có", "there already"), corrections,
                   count(report.clashes, "trùng mã với hồ sơ khác", "with the id of another")));
  if (report.late)
    write(stderr, fmt::format("hotro: {}\n", command.in("danh sách đến sau thời hạn nhận cuối cùng",
                                                        "the list came after the last day for dossiers")));
  return fine;
}

int run_decide(const PhaseCommand& command, phases::Ledger& ledger, ProgressLine& line) {
  const phases::DecideReport report = phases::decide(ledger, step_of(command, line), command.phase);
  line.clear();
  if (command.output.json()) {
    tell_json(command, fmt::format("\"written\":{},{}", report.written, sums_json(report.sums)));
    return fine;
  }
  tell(command,
       report.written == 0
           ? std::string(command.in("các quyết định không thay đổi", "the decisions are as they were"))
           : fmt::format("{} {}", grouped(report.written, command.language()),
                         command.in("quyết định được ghi",
                                    report.written == 1 ? "decision written" : "decisions written")));
  write(stdout, sums_text(command, report.sums, Money(command, ledger, command.phase)));
  return fine;
}

int run_show(const PhaseCommand& command, phases::Ledger& ledger, ProgressLine& /*line*/) {
  std::vector<std::pair<phases::Id, std::string>> all;
  std::vector<std::int64_t> budgets;
  ledger.each_phase([&](phases::Id id, const phases::PhaseRow& row) {
    if (!command.phase.empty() && row.name != command.phase) return;
    all.emplace_back(id, row.name);
    budgets.push_back(row.budget);
  });
  if (all.empty() && !command.phase.empty())
    throw phases::LedgerError(phases::LedgerCode::no_phase,
                              fmt::format("{}: {}", command.ledger, command.phase));
  const Terminal terminal(stdout);
  std::string json;
  for (std::size_t i = 0; i < all.size(); ++i) {
    const auto& [id, name] = all[i];
    const Money money(command, ledger, name);
    const phases::PhaseSums sums = phases::sums(ledger, id);
    const phases::PhaseState state = phases::state(ledger, id);
    if (command.output.json()) {
      json += fmt::format("{}\n{{\"name\":{},\"state\":\"{}\",\"budget\":{},{}}}", json.empty() ? "" : ",",
                          edge::json_text(name), phases::name(state),
                          budgets[i] < 0 ? "null" : std::to_string(budgets[i]), sums_json(sums));
      continue;
    }
    std::string text =
        fmt::format("{}: {}, {} {}", terminal.paint(Paint::bold, name),
                    phases::label(state, command.language()), grouped(sums.dossiers, command.language()),
                    command.in("hồ sơ", sums.dossiers == 1 ? "dossier" : "dossiers"));
    if (budgets[i] >= 0) text += fmt::format(", {} {}", command.in("kinh phí", "budget"), money(budgets[i]));
    text += "\n" + sums_text(command, sums, money);
    if (sums.paid != 0 || sums.returned != 0)
      text += fmt::format("  {} {}{}\n", command.in("đã chi", "paid"), money(sums.paid),
                          sums.returned == 0 ? ""
                                             : fmt::format(", {} {}", money(sums.returned),
                                                           command.in("chuyển trả lại", "came back")));
    write(stdout, text);
  }
  const std::string head = phases::to_text(ledger.head());
  if (command.output.json())
    write(stdout,
          fmt::format("{},\"head\":\"{}\",\"phases\":[{}\n]}}\n", edge::json_opening("phases"), head, json));
  else
    write(stdout, fmt::format("{} {}\n", command.in("mã cuối sổ", "head"), head));
  return fine;
}

}  // namespace

void add_phase(CLI::App& app, int& exit) {
  CLI::App* phase = app.add_subcommand("phase", "Take lists through a phase: decide, approve, pay, report");
  phase->require_subcommand(1);
  phase->group("Commands");
  const auto made = [] { return std::make_shared<PhaseCommand>(); };

  auto open = made();
  CLI::App* command = add(*phase, exit, open, "open",
                          "Open a phase under a rule set; makes the ledger if there is none", run_open);
  add_rule_options(*command, open->rules);
  command->add_option("--budget", open->budget, "What the phase may spend; by default there is no limit")
      ->type_name("AMOUNT");
  command->add_option("--approvers", open->approvers, "How many people approve the decisions; by default 2")
      ->check(CLI::Range(1, 2).description(""))
      ->type_name("N");

  auto submit = made();
  command =
      add(*phase, exit, submit, "submit", "Take a list of dossiers into a phase", on_ledger<run_submit>);
  command
      ->add_option("--applicants", submit->applicants,
                   "The dossiers, one row each (CSV, or a workbook .xlsx)")
      ->required()
      ->type_name("FILE");
  command
      ->add_option("--enterprises", submit->enterprises,
                   "The enterprises they point at by enterprise_id (likewise)")
      ->type_name("FILE");
  command
      ->add_option("--columns", submit->columns,
                   "What the tables call their columns (with the columns `column` and `fact`)")
      ->type_name("FILE");
  command
      ->add_option("--numbers", submit->numbers,
                   "Old and new numbers of the same persons, as phases.yaml calls them")
      ->type_name("FILE");
  command->add_option("--received", submit->received, "The day on which the list came in; by default today")
      ->type_name("DATE");
  command->add_flag("--corrects", submit->corrects,
                    "Replace dossiers that are there, until the phase is approved");

  add(*phase, exit, made(), "decide", "Decide all dossiers of a phase, and spend its budget",
      on_ledger<run_decide>);
  add_phase_rulings(*phase, exit);
  add_phase_payments(*phase, exit);
  add(*phase, exit, made(), "show", "Say what the phases of a ledger have come to", on_ledger<run_show>,
      false);

  add_phase_explain(*phase, exit);
  add_phase_report(*phase, exit);
  phase->footer(steps_footer);
}

}  // namespace hotro::cli
