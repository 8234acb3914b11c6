// SPDX-License-Identifier: Apache-2.0
#include "hotro/phases/phase.hpp"

#include <fmt/format.h>
#include <pwd.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <functional>
#include <memory>
#include <utility>

#include "commands.hpp"
#include "hotro/edge/cells.hpp"
#include "hotro/edge/json.hpp"
#include "ledger_file.hpp"
#include "progress.hpp"
#include "terminal.hpp"

namespace hotro::cli {
namespace {

using edge::grouped;
using phases::Outcome;

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
  // return, override
  std::string dossier, enterprise;
  // override
  std::string outcome, benefit, amount, document, dated, reason;

  [[nodiscard]] Language language() const { return output.in(); }
  [[nodiscard]] std::string_view in(std::string_view vi, std::string_view en) const {
    return say(language(), vi, en);
  }
};

std::string login_name() {
  const passwd* user = ::getpwuid(::getuid());
  return user == nullptr ? std::to_string(::getuid()) : user->pw_name;
}

phases::Step step_of(const PhaseCommand& command, ProgressLine& line) {
  return {std::string(edge::trim(command.actor)), command.dry_run, command.about, line.shower()};
}

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
void tell(const PhaseCommand& command, const std::string& what) {
  const std::string_view dry =
      command.dry_run ? command.in(" (chạy thử, không ghi)", " (dry run, not written)") : "";
  write(stdout, fmt::format("{}: {}{}\n", command.phase, what, dry));
}

std::string sums_json(const phases::PhaseSums& sums) {
  std::string text = fmt::format("\"dossiers\":{},\"undecided\":{}", sums.dossiers, sums.undecided);
  for (std::size_t i = 0; i < phases::outcome_count; ++i)
    text += fmt::format(",\"{}\":{}", phases::name(static_cast<Outcome>(i)), sums.outcomes[i]);
  return text + fmt::format(",\"granted\":{},\"waiting_amount\":{},\"paid\":{},\"returned\":{},\"unpaid\":{}",
                            sums.granted, sums.waiting, sums.paid, sums.returned, sums.unpaid);
}

void tell_json(const PhaseCommand& command, const std::string& members) {
  write(stdout, fmt::format("{},\"phase\":{},\"dry_run\":{},{}}}\n", edge::json_opening("phase"),
                            edge::json_text(command.phase), command.dry_run, members));
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

/// An amount as people write it; -1 where it is none.
std::int64_t read_amount(const std::string& text, const std::string& currency) {
  Input input;
  input.kind = Kind::money;
  input.range = {0, std::int64_t{1} << 60U};
  const edge::Cell cell = edge::read_cell(input, text, edge::Currency(currency));
  return cell.state == edge::CellState::value ? cell.value : -1;
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

int run_override(const PhaseCommand& command, phases::Ledger& ledger, ProgressLine& line) {
  phases::Ruling ruling;
  ruling.dossier_id = command.dossier;
  ruling.enterprise_id = command.enterprise;
  ruling.outcome = command.outcome == "accepted" ? Outcome::accepted : Outcome::refused;
  ruling.benefit = command.benefit;
  ruling.document = command.document;
  ruling.reason = command.reason;
  if (edge::trim(ruling.document).empty() || edge::trim(ruling.reason).empty())
    return fail(wrong_usage, "--document and --reason say on what the decision rests: neither may be empty");
  if (!edge::read_date(command.dated, ruling.dated))
    return fail(wrong_usage, fmt::format("--dated {}: expected a date such as 2023-03-31", command.dated));
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

using Run = int (*)(const PhaseCommand&, phases::Ledger&, ProgressLine&);

/// On a ledger that is there.
template <Run what>
int on_ledger(const PhaseCommand& command) {
  return with_ledger(command.ledger, false, command.language(), [&](phases::Ledger& ledger) {
    ProgressLine line(command.language());
    return what(command, ledger, line);
  });
}

constexpr const char* steps_footer =
    "What is done already is not done again, and that is said.\n"
    "\n"
    "Exit codes: 0 done; 1 the list, the rules or the state of the phase stand in the way; 2 wrong usage;\n"
    "3 a file or the ledger cannot be read or written.";

/// Adds one command below `phase`; its options are added by the caller.
CLI::App* add(CLI::App& phase, int& exit, const std::shared_ptr<PhaseCommand>& command, const char* name,
              const char* what, int (*run)(const PhaseCommand&), bool writes = true) {
  CLI::App* app = phase.add_subcommand(name, what);
  app->footer(steps_footer);
  app->add_option("LEDGER", command->ledger, "The file of the ledger")->required()->type_name("");
  app->add_option("PHASE", command->phase, "The name of the phase")->required(writes)->type_name("");
  if (writes) {
    command->actor = login_name();
    app->add_option("--by", command->actor,
                    "Who does it, for the journal; by default the name you log in with")
        ->check(CLI::Validator(
            [](const std::string& actor) {
              return edge::trim(actor).empty() ? std::string("a name is expected") : std::string();
            },
            ""))
        ->type_name("NAME");
    app->add_flag("--dry-run", command->dry_run, "Say what would happen, and write nothing");
  }
  add_output_options(*app, command->output, {"text", "json"});
  app->callback([command, &exit, run] { exit = run(*command); });
  return app;
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
  auto ruling = made();
  command = add(*phase, exit, ruling, "override", "Decide a dossier otherwise than the rules, by a document",
                on_ledger<run_override>);
  command->add_option("--dossier", ruling->dossier, "The dossier")->required()->type_name("ID");
  command->add_option("--enterprise", ruling->enterprise, "Its enterprise, where several have such a dossier")
      ->type_name("ID");
  command->add_option("--outcome", ruling->outcome, "What is decided")
      ->required()
      ->check(one_of({"accepted", "refused"}))
      ->type_name("accepted|refused");
  command->add_option("--benefit", ruling->benefit, "Under which benefit; by default that of the rules")
      ->type_name("NAME");
  command->add_option("--amount", ruling->amount, "What is paid")->type_name("AMOUNT");
  command->add_option("--document", ruling->document, "The document it rests on")
      ->required()
      ->type_name("NUMBER");
  command->add_option("--dated", ruling->dated, "The day of the document")->required()->type_name("DATE");
  command->add_option("--reason", ruling->reason, "Why, in one sentence")->required()->type_name("TEXT");

  add(*phase, exit, made(), "approve", "Approve the decisions of a phase; they change no more",
      on_ledger<run_approve>);
  add(*phase, exit, made(), "pay", "Record the payments of an approved phase", on_ledger<run_pay>);

  auto back = made();
  command = add(*phase, exit, back, "return", "Record that a payment came back or is withdrawn",
                on_ledger<run_return>);
  command->add_option("--dossier", back->dossier, "The dossier that was paid")->required()->type_name("ID");
  command->add_option("--enterprise", back->enterprise, "Its enterprise, where several have such a dossier")
      ->type_name("ID");
  command->add_option("--about", back->about, "A document or a reason, for the journal")->type_name("TEXT");

  add(*phase, exit, made(), "close", "Close a phase; who waits is carried into the next that is opened",
      on_ledger<run_close>);
  add(*phase, exit, made(), "show", "Say what the phases of a ledger have come to", on_ledger<run_show>,
      false);

  add_phase_explain(*phase, exit);
  add_phase_report(*phase, exit);
  phase->footer(steps_footer);
}

}  // namespace hotro::cli
