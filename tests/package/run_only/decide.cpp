// SPDX-License-Identifier: Apache-2.0
// decide PROGRAM: decides a row by a program that was saved. Links hotro::run and nothing else.
#include <cstdio>
#include <fstream>
#include <hotro/evaluator.hpp>
#include <hotro/program_file.hpp>
#include <iterator>
#include <string>

int main(int count, char** arguments) {
  if (count != 2) return 1;
  std::ifstream bytes(arguments[1], std::ios::binary);
  const hotro::ProgramFile file = hotro::load_program(std::string(std::istreambuf_iterator<char>(bytes), {}));
  if (!file) {
    std::puts(std::string(hotro::name(file.fault)).c_str());
    return 1;
  }
  hotro::Facts facts(file.program);
  if (!facts.set(file.program.handle<hotro::Date>("event"), hotro::Date{19'500}) ||
      !facts.set(file.program.handle<hotro::Money>("income"), hotro::Money{3'700'000}) ||
      !facts.set(file.program.handle<std::int64_t>("members"), 4)) {
    return 1;
  }
  hotro::Evaluator evaluator(file.program);
  const hotro::Decision decision = evaluator.evaluate(facts)[1];  // [1]: of_income
  std::printf("%s %lld\n", std::string(hotro::name(hotro::status(decision))).c_str(),
              static_cast<long long>(decision.entitlement.high.units));
  return 0;
}
