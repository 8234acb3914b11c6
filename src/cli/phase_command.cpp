// SPDX-License-Identifier: Apache-2.0
#include "phase_command.hpp"

#include <fmt/format.h>
#include <pwd.h>
#include <unistd.h>

#include "hotro/edge/json.hpp"

namespace hotro::cli {
namespace {

std::string login_name() {
  const passwd* user = ::getpwuid(::getuid());
  return user == nullptr ? std::to_string(::getuid()) : user->pw_name;
}

}  // namespace

phases::Step step_of(const PhaseCommand& command, ProgressLine& line) {
  return {std::string(edge::trim(command.actor)), command.dry_run, command.about, line.shower()};
}

void tell(const PhaseCommand& command, const std::string& what) {
  const std::string_view dry =
      command.dry_run ? command.in(" (chạy thử, không ghi)", " (dry run, not written)") : "";
  write(stdout, fmt::format("{}: {}{}\n", command.phase, what, dry));
}

void tell_json(const PhaseCommand& command, const std::string& members) {
  write(stdout, fmt::format("{},\"phase\":{},\"dry_run\":{},{}}}\n", edge::json_opening("phase"),
                            edge::json_text(command.phase), command.dry_run, members));
}

std::int64_t read_amount(const std::string& text, const std::string& currency) {
  Input input;
  input.kind = Kind::money;
  input.range = {0, std::int64_t{1} << 60U};
  const edge::Cell cell = edge::read_cell(input, text, edge::Currency(currency));
  return cell.state == edge::CellState::value ? cell.value : -1;
}

const char* const steps_footer =
    "What is done already is not done again, and that is said.\n"
    "\n"
    "Exit codes: 0 done; 1 the list, the rules or the state of the phase stand in the way; 2 wrong usage;\n"
    "3 a file or the ledger cannot be read or written.";

CLI::App* add(CLI::App& phase, int& exit, const std::shared_ptr<PhaseCommand>& command, const char* name,
              const char* what, int (*run)(const PhaseCommand&), bool writes) {
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

void add_dossier_options(CLI::App& app, PhaseCommand& command) {
  app.add_option("--dossier", command.dossier, "The dossier")->required()->type_name("ID");
  app.add_option("--enterprise", command.enterprise, "Its enterprise, where several have such a dossier")
      ->type_name("ID");
}

void add_document_options(CLI::App& app, PhaseCommand& command) {
  app.add_option("--document", command.document, "The document it rests on")->required()->type_name("NUMBER");
  app.add_option("--dated", command.dated, "The day of the document")->required()->type_name("DATE");
  app.add_option("--reason", command.reason, "Why, in one sentence")->required()->type_name("TEXT");
}

}  // namespace hotro::cli
