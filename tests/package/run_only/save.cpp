// SPDX-License-Identifier: Apache-2.0
// save RULES PROGRAM: compiles a rule set of one file and writes the program. Links the whole core.
#include <fstream>
#include <hotro/hotro.hpp>
#include <iterator>

int main(int count, char** arguments) {
  if (count != 3) return 1;
  std::ifstream text(arguments[1], std::ios::binary);
  hotro::Sources sources;
  const std::uint32_t files[] = {sources.add("rules.yaml", {std::istreambuf_iterator<char>(text), {}})};
  const auto rules = hotro::load(sources, files);
  if (!rules) return 1;
  const auto program = hotro::compile(*rules);
  if (!program) return 1;
  std::ofstream(arguments[2], std::ios::binary) << hotro::save(*program);
  return 0;
}
