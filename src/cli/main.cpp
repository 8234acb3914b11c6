// SPDX-License-Identifier: Apache-2.0
#include <exception>
#include <new>

#include "commands.hpp"
#include "terminal.hpp"

namespace {

constexpr const char* description =
    "hotro decides who is entitled to what under a support policy that is written as a rule set,\n"
    "and says why, with the article. (hỗ trợ: \"support\")\n";

constexpr const char* footer =
    "Examples:\n"
    "  hotro check rules/vn/vgcl-6696\n"
    "  hotro test rules/vn/vgcl-6696\n"
    "  hotro decide rules/vn/vgcl-6696 --applicants A.csv --enterprises E.csv --out D.csv\n"
    "  hotro explain rules/vn/vgcl-6696 --applicants A.csv --enterprises E.csv --id HS-0107 --lang vi\n"
    "\n"
    "Exit codes: 0 fine; 1 the rules, the data or a case are at fault; 2 wrong usage; 3 a file cannot be\n"
    "read or written. `hotro COMMAND --help` explains a command.\n";

int run(int argc, char** argv) {
  using namespace hotro::cli;
  CLI::App app(description, "hotro");
  app.footer(footer);
  app.set_version_flag("--version", "hotro " HOTRO_VERSION, "Print the version and exit");
  app.require_subcommand(1);
  app.get_formatter()->column_width(34);
  int exit = fine;
  add_check(app, exit);
  add_decide(app, exit);
  add_explain(app, exit);
  add_test(app, exit);
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
