// SPDX-License-Identifier: Apache-2.0
#include "hotro/phases/redetermine.hpp"

#include <fmt/format.h>

#include <memory>

#include "commands.hpp"
#include "hotro/edge/cells.hpp"
#include "hotro/edge/json.hpp"
#include "hotro/phases/changes_list.hpp"
#include "ledger_file.hpp"
#include "lists_folder.hpp"
#include "progress.hpp"
#include "terminal.hpp"

namespace hotro::cli {
namespace {

using edge::grouped;
using edge::json_text;

struct RedetermineCommand {
  std::string ledger, phase, applicants, enterprises, columns, folder;
  RuleOptions rules;
  OutputOptions output;

  [[nodiscard]] Language language() const { return output.in(); }
  [[nodiscard]] std::string_view in(std::string_view vi, std::string_view en) const {
    return say(language(), vi, en);
  }
};

std::string finding_json(const phases::Finding& found) {
  return fmt::format("{{\"outcome\":\"{}\",\"benefit\":{},\"entitlement\":{},\"payout\":{}}}",
                     phases::name(found.outcome), json_text(found.benefit), found.entitlement, found.payout);
}

std::string report_json(const phases::RedetermineReport& report) {
  std::string text =
      fmt::format("{},\"dossiers\":{},\"top_ups\":{},\"overpaid\":{},\"ruled\":[",
                  edge::json_opening("redetermine"), report.dossiers, report.top_ups, report.overpaid);
  for (std::size_t i = 0; i < report.ruled.size(); ++i)
    text += (i == 0 ? "" : ",") + json_text(report.ruled[i]);
  text += "],\"persons\":[";
  for (std::size_t i = 0; i < report.persons.size(); ++i) {
    const phases::ChangedPerson& person = report.persons[i];
    text += fmt::format(
        "{}\n{{\"granted\":{},\"before\":{},\"now\":{},\"top_up\":{},\"overpaid\":{},\"dossiers\":[",
        i == 0 ? "" : ",", person.granted, person.before, person.now, person.top_up(), person.overpaid());
    for (std::size_t k = 0; k < person.dossiers.size(); ++k) {
      const phases::ChangedDossier& one = person.dossiers[k];
      std::string reasons;
      for (const std::string& reason : one.reasons)
        reasons += (reasons.empty() ? "" : ",") + json_text(reason);
      text += fmt::format(
          "{}{{\"phase\":{},\"dossier_id\":{},\"enterprise_id\":{},\"before\":{},\"now\":{},\"reasons\":[{}]}"
          "}",
          k == 0 ? "" : ",", json_text(one.phase), json_text(one.dossier_id), json_text(one.enterprise_id),
          finding_json(one.before), finding_json(one.now), reasons);
    }
    text += "]}";
  }
  return text + "\n]}\n";
}

std::string report_text(const RedetermineCommand& command, const phases::RedetermineReport& report,
                        const edge::Currency& currency) {
  const Language language = command.language();
  const auto money = [&](std::int64_t units) { return edge::money_text(units, currency, language); };
  std::int64_t owed = 0;
  std::int64_t too_much = 0;
  for (const phases::ChangedPerson& person : report.persons) {
    owed += person.top_up() != 0 ? 1 : 0;
    too_much += person.overpaid() != 0 ? 1 : 0;
  }
  const auto count = [&](std::int64_t number, std::string_view vi, std::string_view one,
                         std::string_view many) {
    return grouped(number, language) + " " + std::string(command.in(vi, number == 1 ? one : many));
  };
  std::string text =
      count(report.dossiers, "hồ sơ được xác định lại", "dossier decided again", "dossiers decided again");
  if (owed != 0)
    text += fmt::format("; {} {}", count(owed, "người được chi thêm", "person is owed", "people are owed"),
                        money(report.top_ups));
  if (too_much != 0)
    text += fmt::format(
        "; {} {}",
        count(too_much, "người đã nhận thừa", "person was paid too much:", "people were paid too much:"),
        money(report.overpaid));
  if (owed == 0 && too_much == 0) text += command.in("; không số tiền nào thay đổi", "; no sum changes");
  text += "\n";
  const auto finding = [&](const phases::Finding& found) {
    return std::string(phases::label(found.outcome, language)) +
           (found.payout == 0 ? "" : ", " + money(found.payout));
  };
  constexpr std::size_t most = 20;  // persons
  for (std::size_t i = 0; i < report.persons.size() && i < most; ++i) {
    const phases::ChangedPerson& person = report.persons[i];
    text += "\n";
    if (person.top_up() != 0)
      text += fmt::format("{} {}\n", command.in("Chi thêm", "Owed"), money(person.top_up()));
    if (person.overpaid() != 0)
      text += fmt::format("{} {}\n", command.in("Đã nhận thừa", "Paid too much:"), money(person.overpaid()));
    if (person.top_up() == 0 && person.overpaid() == 0)
      text += fmt::format("{}\n", command.in("Số tiền không đổi", "No money changes"));
    for (const phases::ChangedDossier& one : person.dossiers) {
      text += fmt::format("  {}, {}{}: {} → {}\n", one.phase, one.dossier_id,
                          one.enterprise_id.empty() ? "" : fmt::format(" ({})", one.enterprise_id),
                          finding(one.before), finding(one.now));
      for (const std::string& reason : one.reasons) text += fmt::format("    {}\n", reason);
    }
  }
  if (report.persons.size() > most)
    text += fmt::format(fmt::runtime(command.in("\n… và {} người khác; --out ghi tất cả\n",
                                                "\n… and {} others; --out writes them all\n")),
                        grouped(static_cast<std::int64_t>(report.persons.size() - most), language));
  return text;
}

int run_on(const RedetermineCommand& command, const phases::Rules* rules, phases::Ledger& ledger) {
  phases::Redetermination anew;
  anew.rules = rules;
  anew.phase = command.phase;
  anew.language = command.language();
  phases::List list;
  if (!command.applicants.empty()) {
    const std::pair<const std::string*, edge::TextFile*> files[] = {{&command.applicants, &list.applicants},
                                                                    {&command.enterprises, &list.enterprises},
                                                                    {&command.columns, &list.columns}};
    for (const auto& [path, file] : files) {
      if (path->empty()) continue;
      if (const int exit = read_table(*path, *file, command.language()); exit != fine) return exit;
    }
    anew.corrections = &list;
  }
  ProgressLine line(command.language());
  phases::Step step;
  step.progress = line.shower();
  const phases::RedetermineReport report = phases::redetermine(ledger, step, anew);
  line.clear();
  write(stderr, errors_text(report.errors, command.language(), 20, false));
  if (!report.errors.empty()) {
    if (command.output.json()) write(stdout, report_json(report));
    return fail(at_fault, std::string(command.in("không xác định lại", "nothing was decided again")));
  }
  for (const std::string& id : report.ruled)
    write(stderr, fmt::format("hotro: {}: {}\n", id,
                              command.in("đã có quyết định riêng, nên giữ nguyên",
                                         "people have ruled on it, so it stays as it is")));
  edge::Currency currency("VND");
  ledger.each_program(
      [&](phases::Id, const phases::ProgramRow& row) { currency = edge::Currency(row.currency); });
  write(stdout, command.output.json() ? report_json(report) : report_text(command, report, currency));
  if (command.folder.empty()) return fine;
  ListsFolder folder(command.folder, command.language());
  const phases::TableText table =
      phases::changes_list(report, currency, command.language(), phases::to_text(ledger.head()));
  return folder.make() && folder.save("redetermination", table) ? fine : no_access;
}

int run(const RedetermineCommand& command) {
  if (command.rules.rules.empty() && command.applicants.empty())
    return fail(wrong_usage,
                "what is otherwise? Name the rules that apply now, or --applicants with corrected dossiers");
  phases::Rules rules;
  if (!command.rules.rules.empty()) {
    if (const int exit = open_phase_rules(command.rules, rules); exit != fine) return exit;
  }
  return with_ledger(command.ledger, false, command.language(), [&](phases::Ledger& ledger) {
    return run_on(command, command.rules.rules.empty() ? nullptr : &rules, ledger);
  });
}

}  // namespace

void add_redetermine(CLI::App& app, int& exit) {
  auto command = std::make_shared<RedetermineCommand>();
  CLI::App* redetermine = app.add_subcommand(
      "redetermine", "Decide what was decided again, under amended rules or with corrected facts");
  redetermine->group("Commands");
  redetermine->add_option("LEDGER", command->ledger, "The file of the ledger")->required()->type_name("");
  add_rule_options(*redetermine, command->rules, false);
  redetermine->add_option("--phase", command->phase, "Only this phase; by default all that were approved")
      ->type_name("PHASE");
  redetermine
      ->add_option("--applicants", command->applicants,
                   "Dossiers as they should have been, under the ids that they have (CSV, or .xlsx)")
      ->type_name("FILE");
  redetermine->add_option("--enterprises", command->enterprises, "Their enterprises (likewise)")
      ->type_name("FILE");
  redetermine
      ->add_option("--columns", command->columns,
                   "What the tables call their columns (with the columns `column` and `fact`)")
      ->type_name("FILE");
  redetermine
      ->add_option("--out", command->folder,
                   "Write the list of all changes into this folder, which is made for you alone")
      ->type_name("FOLDER");
  add_output_options(*redetermine, command->output, {"text", "json"});
  redetermine->footer(
      "Writes nothing into the ledger, and pays nothing: what is owed is paid when the dossier is taken up\n"
      "again in an open phase (`hotro phase appeal`, or a corrected list).\n"
      "\n"
      "Exit codes: 0 decided, whatever changes; 1 the list, the rules or the state of the phase stand in "
      "the\n"
      "way; 2 wrong usage; 3 a file or the ledger cannot be read or written.");
  redetermine->callback([command, &exit] { exit = run(*command); });
}

}  // namespace hotro::cli
