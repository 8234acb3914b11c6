// SPDX-License-Identifier: Apache-2.0
#include <fstream>
#include <hotro/hotro.hpp>
#include <iostream>
#include <iterator>

int main(int count, char** arguments) try {
  const std::string folder = count > 1 ? arguments[1] : "rules/vn";
  hotro::Sources sources;
  std::vector<std::uint32_t> files;
  for (const char* name :
       {"vgcl-6696/rules.yaml", "vgcl-6696/amendment-7785.yaml", "minimum-wage/rules.yaml"}) {
    std::ifstream file(folder + "/" + name);
    files.push_back(sources.add(name, {std::istreambuf_iterator<char>(file), {}}));
  }
  const hotro::RuleSet rules = hotro::load(sources, files).value();
  const hotro::Program program = hotro::compile(rules).value();

  hotro::Date day;
  hotro::Facts facts(program);  // what is not set is missing, which is neither zero nor no
  const bool accepted = hotro::parse_date("2022-11-01", day) &&
                        facts.set(program.handle<hotro::Choice>("event"), "reduced_hours") &&
                        facts.set(program.handle<hotro::Date>("event_from"), day) &&
                        facts.set(program.handle<hotro::Date>("event_to"), day + 29) &&
                        facts.set(program.handle<std::int64_t>("days_total"), 13) &&
                        facts.set(program.handle<hotro::Choice>("reduction"), "daily_hours") &&
                        facts.set(program.handle<hotro::Money>("gross_in_window"), hotro::Money{4'160'000});

  hotro::Evaluator evaluator(program);
  const hotro::Decision decision = evaluator.evaluate(facts)[0];  // the row; one for each benefit follows
  std::cout << hotro::name(hotro::status(decision)) << ", " << decision.payout.high.units << " đồng\n";
  hotro::Explainer explainer(rules, evaluator, hotro::Language::vi);
  for (const hotro::Reason& reason : explainer.explain(hotro::Lines::decisive)) {
    std::cout << hotro::text(reason, hotro::Language::vi) << '\n';
  }
  return accepted ? 0 : 1;
} catch (const hotro::Error& error) {
  std::cerr << error.what() << '\n';
  return 1;
}
