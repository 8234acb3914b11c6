// SPDX-License-Identifier: Apache-2.0
// The input is a compiled program as bytes; or, where it does not begin as one, the choice of a program of
// ours and of edits to it.
#include "hotro/program_file.hpp"

#include <limits>

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
    const bool open = spans && hotro::is_number(input.kind) && draw.chance(30);
    const std::int64_t other = open ? any() : one;
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

/// A table whose rows all hold the same facts, in columns of the types that fit them.
class SameRows {
 public:
  static constexpr std::size_t rows = 5;

  SameRows(const Program& program, const Facts& facts, Draw& draw)
      : columns_(program.inputs().size()), cells_(columns_.size()), enterprise_(rows, 0) {
    for (std::uint32_t i = 0; i < columns_.size(); ++i) {
      const hotro::Interval value = facts.get(i);
      const hotro::Kind kind = program.inputs()[i].kind;
      Cells& cells = cells_[i];
      cells.validity = facts.missing(i) ? 0 : 0xFF;
      columns_[i].validity = &cells.validity;
      const auto fits = [&](std::int64_t least, std::int64_t most) {
        return value.low >= least && value.high <= most && draw.chance(70);
      };
      if (kind == hotro::Kind::truth) {
        fill(columns_[i], cells.bytes, hotro::ColumnType::truth, value);
      } else if (fits(0, 255)) {
        fill(columns_[i], cells.bytes, hotro::ColumnType::u8, value);
      } else if (fits(std::numeric_limits<std::int32_t>::min(), std::numeric_limits<std::int32_t>::max())) {
        fill(columns_[i], cells.halves, hotro::ColumnType::i32, value);
      } else {
        fill(columns_[i], cells.wholes, hotro::ColumnType::i64, value);
      }
    }
  }
  [[nodiscard]] hotro::Table table() const {
    return {.rows = rows, .columns = columns_, .enterprises = 1, .enterprise = enterprise_.data()};
  }

 private:
  struct Cells {
    std::vector<std::uint8_t> bytes;
    std::vector<std::int32_t> halves;
    std::vector<std::int64_t> wholes;
    std::uint8_t validity = 0;
  };
  template <class T>
  static void fill(hotro::Column& column, std::vector<T>& cells, hotro::ColumnType type,
                   hotro::Interval value) {
    cells.assign(rows, static_cast<T>(value.low));
    cells.insert(cells.end(), rows, static_cast<T>(value.high));
    column.type = type;
    column.data = cells.data();
    if (!value.known() && column.validity[0] != 0) column.high = cells.data() + rows;
  }

  std::vector<hotro::Column> columns_;
  std::vector<Cells> cells_;
  std::vector<std::int32_t> enterprise_;
};

/// A program that was accepted decides without harm, and a row as a table of it.
void check_accepted(const Program& program, const hotro::RuleSet& rules, Draw& draw) {
  const hotro::ProgramFile again = hotro::load_program(save(program));
  fuzz::claim(static_cast<bool>(again), "what was loaded and saved loads");
  fuzz::claim(again.program.dump() == program.dump(), "and is the same");

  hotro::Evaluator evaluator(program, 4);
  hotro::DecisionColumns out;
  for (int i = 0; i < 6; ++i) {
    const Facts facts = some_facts(program, draw, i % 2 == 1);
    const auto decisions = evaluator.evaluate(facts);
    for (const hotro::Decision& decision : decisions) check_decision(decision);
    const std::vector<hotro::Decision> alone(decisions.begin(), decisions.end());
    const SameRows same(program, facts, draw);
    evaluator.evaluate(same.table(), 0, SameRows::rows, out);
    for (std::size_t row = 0; row < SameRows::rows; ++row) {
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
