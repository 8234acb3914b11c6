// SPDX-License-Identifier: Apache-2.0

#include <catch2/catch.hpp>

#include <cstdint>
#include <random>
#include <string>

#include "hotro/edge/files.hpp"
#include "hotro/hotro.hpp"

namespace {

struct Compiled {
  hotro::edge::RuleFiles files = hotro::edge::open_rules("rules/vn/vgcl-6696");
  hotro::RuleSet rules = hotro::load(files.sources, files.files).value();
  hotro::Program program = hotro::compile(rules).value();
};

/// A row that is open in most places.
hotro::Facts some_facts(const hotro::Program& program) {
  hotro::Facts facts(program);
  REQUIRE(facts.set(program.handle<hotro::Choice>("event"), "reduced_hours"));
  REQUIRE(facts.set(program.handle<hotro::Date>("event_from"), hotro::Date{19'300}));
  REQUIRE(facts.set(program.handle<hotro::Truth>("union_member"), hotro::Truth::no));
  return facts;
}

}  // namespace

TEST_CASE("a program that is saved and loaded is the same program") {
  const Compiled compiled;
  const std::string bytes = hotro::save(compiled.program);
  const hotro::ProgramFile file = hotro::load_program(bytes);
  REQUIRE(file);
  CHECK(file.program.dump() == compiled.program.dump());
  CHECK(file.program.fingerprint() == compiled.program.fingerprint());
  CHECK(hotro::save(file.program) == bytes);

  hotro::Evaluator one(compiled.program);
  hotro::Evaluator other(file.program);
  const auto expected = one.evaluate(some_facts(compiled.program));
  const auto got = other.evaluate(some_facts(file.program));
  REQUIRE(got.size() == expected.size());
  for (std::size_t i = 0; i < got.size(); ++i) {
    CHECK(got[i].eligible == expected[i].eligible);
    CHECK(got[i].payout == expected[i].payout);
    CHECK(got[i].failed == expected[i].failed);
    CHECK(got[i].open == expected[i].open);
  }
  // A loaded program also explains, with the rule set that it was compiled from.
  CHECK(hotro::Explainer(compiled.rules, other, hotro::Language::en).explain(hotro::Lines::all).size() ==
        hotro::Explainer(compiled.rules, one, hotro::Language::en).explain(hotro::Lines::all).size());
}

TEST_CASE("what is no program is refused by name") {
  const Compiled compiled;
  const std::string bytes = hotro::save(compiled.program);
  CHECK(hotro::load_program("").fault == hotro::ProgramFault::not_a_program);
  CHECK(hotro::load_program("hotro: 1\n").fault == hotro::ProgramFault::not_a_program);
  std::string later = bytes;
  later[14] = static_cast<char>(hotro::program_file_version + 1);
  CHECK(hotro::load_program(later).fault == hotro::ProgramFault::other_version);
  CHECK(hotro::load_program(bytes + "x").fault == hotro::ProgramFault::damaged);
  std::string other_name = bytes;
  other_name[other_name.find("vn.vgcl-6696")] = 'V';
  CHECK(hotro::load_program(other_name).fault == hotro::ProgramFault::damaged);
}

TEST_CASE("a program that is cut off anywhere is refused") {
  const Compiled compiled;
  const std::string bytes = hotro::save(compiled.program);
  for (std::size_t size = 0; size < bytes.size(); size += 1 + size / 64) {
    CHECK_FALSE(hotro::load_program(std::string_view(bytes).substr(0, size)));
  }
}

TEST_CASE("a program with changed bytes is refused, or decides within bounds") {
  const Compiled compiled;
  const std::string bytes = hotro::save(compiled.program);
  std::mt19937_64 random(6696);
  int accepted = 0;
  for (int i = 0; i < 3'000; ++i) {
    std::string changed = bytes;
    changed[random() % changed.size()] = static_cast<char>(random());
    const hotro::ProgramFile file = hotro::load_program(changed);
    if (!file) continue;
    ++accepted;
    hotro::Evaluator evaluator(file.program);
    evaluator.evaluate(hotro::Facts(file.program));
  }
  // Bytes that no answer rests on, such as the marks of explanations, are not part of the fingerprint.
  INFO(accepted << " changed programs were accepted");
  CHECK(accepted < 1'500);
}
