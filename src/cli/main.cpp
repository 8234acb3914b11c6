// SPDX-License-Identifier: Apache-2.0
#include <exception>
#include <new>

#include "commands.hpp"
#include "terminal.hpp"

namespace {

constexpr const char* description =
    "hotro decides who is entitled to what under a support policy that is written as a rule set,\n"
    "and says why, with the article. (hỗ trợ: \"support\")";

constexpr const char* footer =
    "Examples:\n"
    "  hotro check rules/vn/vgcl-6696\n"
    "  hotro test rules/vn/vgcl-6696\n"
    "  hotro decide rules/vn/vgcl-6696 --applicants A.csv --enterprises E.csv --out D.csv\n"
    "  hotro explain rules/vn/vgcl-6696 --applicants A.csv --enterprises E.csv --id HS-0107 --lang vi\n"
    "  hotro generate rules/vn/vgcl-6696 --applicants A.csv --enterprises E.csv\n"
    "  hotro simulate rules/vn/vgcl-6696 --readings all\n"
    "  hotro diff rules/vn/vgcl-6696 --known 2023-01-31..2023-09-01\n"
    "  hotro phase decide nghe-an.ledger \"phase 1\"\n"
    "  hotro why E0301\n"
    "\n"
    "A rule set is a folder, or the name of one that is installed: vn/vgcl-6696. The variable HOTRO_RULES\n"
    "names further folders of rule sets, with : between them; they are searched first.\n"
    "\n"
    "Exit codes: 0 fine; 1 the rules, the data or a case are at fault; 2 wrong usage; 3 a file cannot be\n"
    "read or written. `hotro COMMAND --help` explains a command.";

/// As CLI11 prints it, with a line of air above the usage.
class Formatter : public CLI::Formatter {
 public:
  Formatter() {
    column_width(34);
    label("REQUIRED", "(required)");
    label("SUBCOMMAND", "COMMAND");
    label("SUBCOMMANDS", "COMMANDS");
  }
  std::string make_usage(const CLI::App* app, std::string name) const override {
    return "\n" + CLI::Formatter::make_usage(app, std::move(name));
  }
};

/// For a first word that is no command: `fail`, with what was perhaps meant.
bool is_command(const CLI::App& app, std::string_view word, int& exit) {
  std::vector<std::string> commands;
  for (const CLI::App* command : app.get_subcommands([](const CLI::App*) { return true; })) {
    commands.push_back(command->get_name());
    if (word == commands.back()) return true;
  }
  const std::string close = hotro::did_you_mean(word, commands);
  exit = hotro::cli::fail(hotro::cli::wrong_usage, "there is no command \"" + std::string(word) + "\"" +
                                                       (close.empty() ? "" : "; " + close));
  return false;
}

int run(int argc, char** argv) {
  using namespace hotro::cli;
  CLI::App app(description, "hotro");
  app.footer(footer);
  app.set_version_flag("--version", "hotro " HOTRO_VERSION, "Print the version and exit");
  app.require_subcommand(1);
  app.formatter(std::make_shared<Formatter>());
  int exit = fine;
  add_check(app, exit);
  add_decide(app, exit);
  add_explain(app, exit);
  add_phase(app, exit);
  add_redetermine(app, exit);
  add_ledger(app, exit);
  add_test(app, exit);
  add_simulate(app, exit);
  add_generate(app, exit);
  add_diff(app, exit);
  add_doc(app, exit);
  add_schema(app, exit);
  add_why(app, exit);
  if (argc < 2) {
    write(stderr, app.help());
    return wrong_usage;
  }
  if (argv[1][0] != '-' && !is_command(app, argv[1], exit)) return exit;
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? fine : wrong_usage;
  }
  if (std::fflush(stdout) != 0 || std::ferror(stdout) != 0) return fail(no_access, "cannot write the answer");
  return exit;
}

}  // namespace

int main(int argc, char** argv) {
  try {
    return run(argc, argv);
  } catch (const std::bad_alloc&) {
    return hotro::cli::fail(hotro::cli::no_access, "not enough memory");
  } catch (const std::exception& error) {
    return hotro::cli::fail(hotro::cli::no_access, std::string("stopped: ") + error.what());
  }
}
