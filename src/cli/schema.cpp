// SPDX-License-Identifier: Apache-2.0
#include "hotro/edge/schema.hpp"
#include "commands.hpp"
#include "terminal.hpp"

namespace hotro::cli {

void add_schema(CLI::App& app, int& exit) {
  auto file = std::make_shared<std::string>("rules");
  CLI::App* command =
      app.add_subcommand("schema", "Print the JSON Schema by which editors check files of rule sets");
  command->add_option("FILE", *file, "rules (and amendments), cases, phases or population; by default rules")
      ->check(one_of({"rules", "cases", "phases", "population"}))
      ->type_name("");
  command->group("Commands");
  command->footer(
      "An editor with a YAML language server takes the schema from the first lines of a file:\n"
      "\n"
      "  # yaml-language-server: $schema=PATH/rules.json\n"
      "\n"
      "It completes keys and marks those that are wrong; `hotro check` says the rest. The schemas are also\n"
      "installed, in share/hotro/schema.");
  command->callback([file, &exit] {
    const edge::FileKind kind = *file == "cases"        ? edge::FileKind::cases
                                : *file == "phases"     ? edge::FileKind::phases
                                : *file == "population" ? edge::FileKind::population
                                                        : edge::FileKind::rules;
    exit = write(stdout, edge::json_schema(kind)) ? fine : no_access;
  });
}

}  // namespace hotro::cli
