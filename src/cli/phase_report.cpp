// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <memory>
#include <set>

#include "commands.hpp"
#include "hotro/phases/lists.hpp"
#include "hotro/phases/make_report.hpp"
#include "hotro/phases/notices.hpp"
#include "ledger_file.hpp"
#include "lists_folder.hpp"
#include "progress.hpp"
#include "terminal.hpp"

namespace hotro::cli {
namespace {

struct ReportCommand {
  std::string ledger, phase, folder;
  bool full_ids = false;
  OutputOptions output;
};

/// An id as the name of a file: what is no letter, digit or dash is an underscore, and no two are alike.
std::string file_name(const std::string& id, std::set<std::string>& taken) {
  std::string name;
  for (const char c : id) {
    const bool plain = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '-';
    name += plain ? c : '_';
  }
  if (name.empty()) name = "_";
  std::string unique = name;
  for (int i = 2; !taken.insert(unique).second; ++i) unique = fmt::format("{}_{}", name, i);
  return "enterprises/" + unique;
}

int run(const ReportCommand& command) {
  const Language language = command.output.in();
  return with_ledger(command.ledger, false, language, [&](phases::Ledger& ledger) {
    ProgressLine line(language);
    const phases::ReportOptions options{language, command.full_ids, today(), line.shower()};
    const phases::Report report = phases::make_report(ledger, command.phase, options);
    line.clear();
    ListsFolder folder(command.folder, language);
    if (!folder.make("enterprises", "report.html") ||
        !folder.save("report.html", phases::report_html(report)) ||
        !folder.save("decision-list", phases::decision_list(report)) ||
        !folder.save("payment-list", phases::payment_list(report)) ||
        !folder.save("notices.html", phases::notices_html(report)))
      return no_access;
    std::set<std::string> taken;
    for (const phases::EnterpriseSum& one : report.by_enterprise) {
      if (!folder.save(file_name(one.enterprise.id, taken),
                       phases::enterprise_list(report, one.enterprise.id)))
        return no_access;
    }
    write(stdout, fmt::format(fmt::runtime(say(language, "{}: {} tệp trong {}\n", "{}: {} files in {}\n")),
                              command.phase, folder.files(), command.folder));
    return fine;
  });
}

}  // namespace

void add_phase_report(CLI::App& phase, int& exit) {
  auto command = std::make_shared<ReportCommand>();
  CLI::App* app =
      phase.add_subcommand("report", "Write the report of a phase, the lists for signing, and notices");
  app->add_option("LEDGER", command->ledger, "The file of the ledger")->required()->type_name("");
  app->add_option("PHASE", command->phase, "The name of the phase")->required()->type_name("");
  app->add_option("--out", command->folder, "The folder to write into; it is made, for you alone")
      ->required()
      ->type_name("FOLDER");
  app->add_flag("--full-ids", command->full_ids,
                "Show the numbers of persons in full; by default their last four characters");
  add_output_options(*app, command->output, {"text"});
  app->footer(
      "Writes report.html, notices.html, and as .html, .csv and .xlsx the decision list, the payment list "
      "and the\n"
      "list of each enterprise. Each names the head of the ledger, for `hotro ledger verify --head`.");
  app->callback([command, &exit] { exit = run(*command); });
}

}  // namespace hotro::cli
