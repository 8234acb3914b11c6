// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <memory>

#include "commands.hpp"
#include "hotro/edge/json.hpp"
#include "hotro/phases/look_up.hpp"
#include "hotro/phases/phase.hpp"
#include "ledger_file.hpp"
#include "terminal.hpp"

namespace hotro::cli {
namespace {

struct ExplainCommand {
  std::string ledger, phase, dossier, enterprise;
  bool full = false;
  OutputOptions output;
};

/// What the ledger says of it: `Accepted, VND 2,000,000; paid`.
std::string standing(const phases::FoundDossier& found, const edge::Currency& currency, Language language) {
  if (!found.decided) return std::string(say(language, "chưa được quyết định", "not decided yet"));
  std::string text(phases::label(found.outcome, language));
  if (found.payout != 0) text += ", " + edge::money_text(found.payout, currency, language);
  if (found.ruled) text += say(language, "; theo quyết định riêng", "; by a ruling");
  if (found.paid != 0) text += say(language, "; đã chi", "; paid");
  return text;
}

int run(const ExplainCommand& command) {
  const Language language = command.output.in();
  return with_ledger(command.ledger, false, language, [&](phases::Ledger& ledger) {
    const phases::FoundDossier found =
        phases::look_up(ledger, command.phase, command.dossier, command.enterprise, language);
    std::string text = fmt::format("{}: {}\n\n", command.phase,
                                   standing(found, edge::Currency(found.rules->set.currency), language));
    for (const std::string& quota : found.beyond_quotas)
      text += fmt::format("  {}: {}\n\n", quota,
                          say(language, "người khác đã được tính, nên không tính cho hồ sơ này",
                              "others have been counted, so this dossier is not"));
    for (const std::string& error : found.errors) text += "  " + error + "\n";
    if (found.facts) {
      if (!found.errors.empty()) text += '\n';
      Evaluator evaluator(found.rules->program, 1);
      evaluator.evaluate(*found.facts);
      Explainer explainer(found.rules->set, evaluator, language);
      const edge::Explanation all =
          edge::explain_row(found.rules->set, evaluator, explainer, edge::Detail::everything);
      text += edge::explanation_text(found.rules->set, found.rules->program, all, *found.facts,
                                     explanation_style(command.dossier, command.full, language));
    }
    write(stdout, text);
    return fine;
  });
}

}  // namespace

void add_phase_explain(CLI::App& phase, int& exit) {
  auto command = std::make_shared<ExplainCommand>();
  CLI::App* app = phase.add_subcommand(
      "explain", "Explain one dossier of a phase, by the rules and payments of its ledger");
  app->add_option("LEDGER", command->ledger, "The file of the ledger")->required()->type_name("");
  app->add_option("PHASE", command->phase, "The name of the phase")->required()->type_name("");
  app->add_option("--dossier", command->dossier, "The dossier")->required()->type_name("ID");
  app->add_option("--enterprise", command->enterprise, "Its enterprise, where several have such a dossier")
      ->type_name("ID");
  app->add_flag("--full", command->full, "Show all lines, not only those that the answer rests on");
  add_output_options(*app, command->output, {"text"});
  app->footer(
      "Exit codes: 0 explained, whatever the answer; 1 there is no such phase or dossier; 2 wrong usage;\n"
      "3 the ledger cannot be read.");
  app->callback([command, &exit] { exit = run(*command); });
}

}  // namespace hotro::cli
