// SPDX-License-Identifier: Apache-2.0
// The input is a list of choices: tests/differential writes a rule set and rows by them.
#include "differential/contest.hpp"
#include "fuzz/checks.hpp"
#include "fuzz/claim.hpp"

int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  generated::Draw draw(std::vector<std::uint8_t>(bytes, bytes + size));
  const generated::Texts texts = generated::write_rules(draw);
  std::string why;
  const std::optional<hotro::RuleSet> rules = generated::load(texts, why);
  if (!rules) return 0;
  const hotro::CompileOptions options = generated::draw_options(draw, *rules);
  if (compile(*rules, options)) fuzz::check_model(*rules, options, draw);
  return 0;
}
