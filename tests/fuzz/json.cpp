// SPDX-License-Identifier: Apache-2.0
// The input is an object of facts.
#include "hotro/edge/json.hpp"

#include "fuzz/checks.hpp"
#include "fuzz/claim.hpp"
#include "fuzz/models.hpp"
#include "hotro/edge/cells.hpp"

namespace {

/// Facts that were taken can be written and read again, the same.
void check_facts(const hotro::Program& program, const hotro::Facts& facts) {
  const hotro::edge::Currency currency(program.data().currency);
  hotro::Facts again(program);
  for (std::uint32_t input = 0; input < program.inputs().size(); ++input) {
    if (facts.missing(input)) continue;
    const hotro::Input& fact = program.inputs()[input];
    const hotro::Interval value = facts.get(input);
    fuzz::claim(value.known() || fact.kind == hotro::Kind::date, "only dates are known in part");
    const std::string text = cell_text(fact, value.low, currency);
    std::vector<hotro::edge::DataError> errors;
    fuzz::claim(hotro::edge::read_fact(fact.path, text, again, errors),
                "a value that is written can be read");
    fuzz::claim(again.get(input) == hotro::Interval{value.low, value.low},
                "a value that is read again is the same");
  }
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const std::string_view text = fuzz::text_of(bytes, size);
  for (const fuzz::Model* one : fuzz::models()) {
    const fuzz::Model& model = *one;
    hotro::Facts facts(model.program);
    std::vector<hotro::edge::DataError> errors;
    const bool fine = hotro::edge::read_facts(text, facts, errors);
    fuzz::claim(fine == errors.empty(), "facts are read, or it is said why not");
    fuzz::check_errors(errors);
    check_facts(model.program, facts);
    if (!fine) continue;
    model.evaluator->evaluate(facts);
    // Searching for single changes takes seconds in a large rule set under sanitizers.
    if (one == fuzz::models().front()) fuzz::check_explanation(model.rules, *model.evaluator);
  }
  return 0;
}
