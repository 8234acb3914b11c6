// SPDX-License-Identifier: Apache-2.0
#pragma once

// The shipped rule set that every contender implements, the columns as the engine takes them, and its answers
// as they are compared.

#include <string>
#include <vector>

#include "contender.hpp"
#include "hotro/edge/files.hpp"
#include "hotro/hotro.hpp"

namespace contender {

struct Rules {
  hotro::edge::RuleFiles files = hotro::edge::open_rules(HOTRO_PROJECT "/rules/vn/vgcl-6696");
  hotro::RuleSet rules = hotro::load(files.sources, files.files).value();
  hotro::Program program = hotro::compile(rules).value();
};

/// A view for each input of the program, in the caller's types. `packed`: truths as bits.
inline std::vector<hotro::Column> input_columns(const hotro::Program& program, Columns& columns,
                                                std::vector<std::vector<std::uint8_t>>* packed = nullptr) {
  std::vector<hotro::Column> views;
  for (const hotro::Input& input : program.inputs()) {
    const std::string name = input.path;
    if (!columns.has(name)) {
      views.emplace_back();
    } else if (!columns.narrow(name)) {
      views.push_back({columns.i32(name), columns.validity(name), hotro::ColumnType::i32});
    } else if (input.kind != hotro::Kind::truth) {
      views.push_back({columns.u8(name), columns.validity(name), hotro::ColumnType::u8});
    } else if (packed == nullptr) {
      views.push_back({columns.u8(name), columns.validity(name), hotro::ColumnType::truth});
    } else {
      std::vector<std::uint8_t>& bits = packed->emplace_back((columns.rows + 7) / 8);
      const std::uint8_t* bytes = columns.u8(name);
      for (std::size_t row = 0; row < columns.rows; ++row)
        bits[row / 8] |= static_cast<std::uint8_t>((bytes[row] >> 1U) << (row % 8));
      views.push_back({bits.data(), columns.validity(name), hotro::ColumnType::bits});
    }
  }
  return views;
}

/// `decision(benefit, row)`, benefit -1 for the row combined.
template <class DecisionOf>
void write_decisions(Answers& answers, const hotro::Program& program, std::size_t rows, DecisionOf decision) {
  for (int b = -1; b < static_cast<int>(program.benefits().size()); ++b) {
    const std::string name = b < 0 ? "row" : program.benefits()[static_cast<std::size_t>(b)].name;
    const auto of = [&](auto get) { return [&, get](std::size_t row) { return get(decision(b, row)); }; };
    using D = const hotro::Decision&;
    answers.truth(name + ".concerned", rows, of([](D d) { return d.concerned; }));
    answers.truth(name + ".in_scope", rows, of([](D d) { return d.in_scope; }));
    answers.truth(name + ".eligible", rows, of([](D d) { return d.eligible; }));
    answers.amount(name + ".entitlement", rows, of([](D d) { return d.entitlement.low.units; }));
    answers.amount(name + ".payout", rows, of([](D d) { return d.payout.low.units; }));
    answers.amount(name + ".overpaid", rows, of([](D d) { return d.overpaid.low.units; }));
    answers.amount(name + ".entitlement_high", rows, of([](D d) { return d.entitlement.high.units; }));
    answers.amount(name + ".payout_high", rows, of([](D d) { return d.payout.high.units; }));
    answers.amount(name + ".overpaid_high", rows, of([](D d) { return d.overpaid.high.units; }));
    if (b < 0) continue;
    answers.bits(name + ".failed", rows, of([](D d) { return d.failed; }));
    answers.bits(name + ".open", rows, of([](D d) { return d.open; }));
  }
}

}  // namespace contender
