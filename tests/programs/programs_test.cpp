// SPDX-License-Identifier: Apache-2.0
// Small rule sets and the programs they are compiled to: `name.yaml` beside `name.dump`. They show at a
// glance what a construct costs; that programs are right is shown by comparing them with the judge.
//
//   HOTRO_APPROVE=1 test_programs         writes the dumps anew

#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <string>

#include "hotro/hotro.hpp"

namespace {

namespace fs = std::filesystem;

const fs::path folder = "tests/programs";

std::string content(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

std::string dump_of(const fs::path& yaml) {
  hotro::Sources sources;
  const std::uint32_t file = sources.add(yaml.filename().string(), content(yaml));
  const hotro::Result<hotro::RuleSet> rules = hotro::load(sources, {&file, 1});
  if (!rules) return hotro::render(rules.diagnostics(), sources);
  const hotro::Result<hotro::Program> program = hotro::compile(*rules);
  if (!program) return hotro::render(program.diagnostics(), sources);
  return program->dump();
}

}  // namespace

TEST_CASE("Rule sets compile to the programs that were approved") {
  std::set<fs::path> files;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder)) {
    if (entry.path().extension() == ".yaml") files.insert(entry.path());
  }
  REQUIRE(files.size() >= 12);
  const bool approve = std::getenv("HOTRO_APPROVE") != nullptr;
  for (const fs::path& yaml : files) {
    fs::path expected = yaml;
    expected.replace_extension(".dump");
    const std::string dump = dump_of(yaml);
    if (approve) std::ofstream(expected, std::ios::binary) << dump;
    INFO(yaml.string());
    CHECK(dump == content(expected));
  }
}
