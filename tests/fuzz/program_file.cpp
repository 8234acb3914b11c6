// SPDX-License-Identifier: Apache-2.0
// The input is a compiled program as bytes; or, where it does not begin as one, the choice of a program of
// ours and of edits to it.
#include "hotro/program_file.hpp"

#include "differential/contest.hpp"
#include "fuzz/checks.hpp"
#include "fuzz/claim.hpp"
#include "fuzz/edited_program.hpp"
#include "fuzz/models.hpp"

namespace {

using generated::Draw;
using hotro::Facts;
using hotro::Program;

/// Facts that Facts::set takes: values within the range, spans, or nothing.
Facts some_facts(const Program& program, Draw& draw, bool spans) {
  Facts facts(program);
  for (std::uint32_t i = 0; i < program.inputs().size(); ++i) {
    const hotro::Input& input = program.inputs()[i];
    if (input.kind == hotro::Kind::text || draw.chance(20)) continue;
    const auto any = [&]() -> std::int64_t {
      switch (draw.below(4)) {
        case 0: return input.range.low;
        case 1: return input.range.high;
        case 2: return input.range.low / 2 + input.range.high / 2;
        default: return std::min(input.range.high, std::max(input.range.low, draw.whole(0, 40'000)));
      }
    };
    const std::int64_t one = any();
    const std::int64_t other = spans && draw.chance(30) ? any() : one;
    static_cast<void>(facts.set(i, hotro::Interval{std::min(one, other), std::max(one, other)}));
  }
  return facts;
}

void check_decision(const hotro::Decision& decision) {
  for (const hotro::Truth truth : {decision.concerned, decision.in_scope, decision.eligible})
    fuzz::claim(static_cast<int>(truth) <= 2, "a truth is no, unknown or yes");
  for (const hotro::Amount* amount : {&decision.entitlement, &decision.payout, &decision.overpaid})
    fuzz::claim(0 <= amount->low.units && amount->low.units <= amount->high.units,
                "an amount is a span above 0");
}

/// A program that was accepted decides without harm, and a row as a table of it.
void check_accepted(const Program& program, const hotro::RuleSet& rules, Draw& draw) {
  const hotro::ProgramFile again = hotro::load_program(save(program));
  fuzz::claim(static_cast<bool>(again), "what was loaded and saved loads");
  fuzz::claim(again.program.dump() == program.dump(), "and is the same");

  hotro::Evaluator evaluator(program, 4);
  for (int i = 0; i < 6; ++i) {
    const Facts facts = some_facts(program, draw, i % 2 == 1);
    const auto decisions = evaluator.evaluate(facts);
    for (const hotro::Decision& decision : decisions) check_decision(decision);
    if (i % 2 == 1) continue;
    // A row alone and among others: the values as columns, missing where they are not known.
    constexpr std::size_t rows = 5;
    std::vector<std::vector<std::int64_t>> cells(program.inputs().size());
    std::vector<std::vector<std::uint8_t>> narrow(program.inputs().size());
    std::vector<std::uint8_t> validity(program.inputs().size());
    std::vector<hotro::Column> columns(program.inputs().size());
    for (std::uint32_t input = 0; input < columns.size(); ++input) {
      cells[input].assign(rows, facts.get(input).low);
      narrow[input].assign(rows, static_cast<std::uint8_t>(facts.get(input).low));
      validity[input] = facts.missing(input) ? 0 : 0xFF;
      const bool truth = program.inputs()[input].kind == hotro::Kind::truth;
      if (truth)
        columns[input] = {narrow[input].data(), &validity[input], hotro::ColumnType::truth};
      else
        columns[input] = {cells[input].data(), &validity[input], hotro::ColumnType::i64};
    }
    const std::vector<std::int32_t> enterprise(rows, 0);
    hotro::Table table;
    table.rows = rows;
    table.columns = columns;
    table.enterprises = 1;
    table.enterprise = enterprise.data();
    hotro::DecisionColumns out;
    const std::vector<hotro::Decision> alone(decisions.begin(), decisions.end());
    evaluator.evaluate(table, 0, rows, out);
    for (std::size_t row = 0; row < rows; ++row) {
      fuzz::claim(generated::same(out.combined.at(row), alone[0]), "a row is decided as in a table");
      for (std::size_t b = 0; b < out.benefits.size(); ++b)
        fuzz::claim(generated::same(out.benefits[b].at(row), alone[b + 1]),
                    "a benefit is decided as in a table");
    }
  }
  fuzz::check_explanation(rules, evaluator);
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  constexpr std::string_view beginning = "hotro program\n";
  const std::string_view text = fuzz::text_of(bytes, size);
  if (text.substr(0, beginning.size()) == beginning) {
    for (const std::string& program : {std::string(text), fuzz::sealed_program(text)}) {
      const hotro::ProgramFile file = hotro::load_program(program);
      Draw draw(size);
      if (file) check_accepted(file.program, fuzz::models().front()->rules, draw);
    }
    return 0;
  }
  if (size == 0) return 0;
  const fuzz::Model& model = *fuzz::models()[bytes[0] % fuzz::models().size()];
  const std::vector<std::uint8_t> choices(bytes + 1, bytes + size);
  const std::string program = fuzz::edited_program(save(model.program), choices);
  if (program.empty()) return 0;
  const hotro::ProgramFile file = hotro::load_program(program);
  fuzz::claim(static_cast<bool>(file), "what is sound and has its fingerprint loads");
  Draw draw(choices);
  check_accepted(file.program, model.rules, draw);
  return 0;
}
