// SPDX-License-Identifier: Apache-2.0
// by_name FOLDER NAME: decides by a rule set that is found by its name below a folder.
#include <cstdio>
#include <hotro/edge/files.hpp>
#include <hotro/hotro.hpp>

int main(int count, char** arguments) {
  if (count != 3) return 2;
  const hotro::edge::RuleFiles found = hotro::edge::open_rules(arguments[2], {arguments[1]});
  for (const hotro::edge::Unreadable& one : found.errors) std::puts(one.trouble.en.c_str());
  const auto rules = hotro::load(found.sources, found.files);
  if (!found.readable() || !rules) return 1;
  const auto program = hotro::compile(*rules);
  if (!program) return 1;
  hotro::Facts facts(*program);
  if (!facts.set(program->handle<hotro::Choice>("event"), "reduced_hours")) return 1;
  hotro::Evaluator evaluator(*program);
  return status(evaluator.evaluate(facts)[0]) == hotro::Status::undetermined ? 0 : 1;
}
