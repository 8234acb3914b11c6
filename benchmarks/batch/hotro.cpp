// SPDX-License-Identifier: Apache-2.0
// The engine on the caller's columns, as they are.

#include <vector>

#include "../contender.hpp"
#include "../rules.hpp"
#include "hotro/hotro.hpp"

namespace {

class Hotro {
 public:
  explicit Hotro(contender::Columns& columns) : evaluator_(rules_.program) {
    for (const hotro::Input& input : rules_.program.inputs()) {
      const std::string name = input.path;
      if (!columns.has(name)) {
        columns_.emplace_back();
      } else if (columns.narrow(name)) {
        const bool truth = input.kind == hotro::Kind::truth;
        columns_.push_back({columns.u8(name), columns.validity(name),
                            truth ? hotro::ColumnType::truth : hotro::ColumnType::u8});
      } else {
        columns_.push_back({columns.i32(name), columns.validity(name), hotro::ColumnType::i32});
      }
    }
    table_ = {columns.rows, columns_, columns.enterprises, columns.i32("enterprise")};
  }

  void run(std::size_t first, std::size_t last) { evaluator_.evaluate(table_, first, last, decisions_); }

  void write(contender::Answers& answers, std::size_t rows) {
    write("row", decisions_.combined, answers, rows, false);
    for (std::size_t b = 0; b < decisions_.benefits.size(); ++b)
      write(rules_.program.benefits()[b].name, decisions_.benefits[b], answers, rows, true);
    answers.truth("invalid", rows, [&](std::size_t row) { return decisions_.invalid[row]; });
  }

 private:
  static void write(const std::string& name, const hotro::BenefitColumns& columns,
                    contender::Answers& answers, std::size_t rows, bool conditions) {
    const auto at = [&](auto get) {
      return [&columns, get](std::size_t row) { return get(columns.at(row)); };
    };
    using D = const hotro::Decision&;
    answers.truth(name + ".concerned", rows, at([](D d) { return d.concerned; }));
    answers.truth(name + ".in_scope", rows, at([](D d) { return d.in_scope; }));
    answers.truth(name + ".eligible", rows, at([](D d) { return d.eligible; }));
    answers.amount(name + ".entitlement", rows, at([](D d) { return d.entitlement.low.units; }));
    answers.amount(name + ".payout", rows, at([](D d) { return d.payout.low.units; }));
    answers.amount(name + ".overpaid", rows, at([](D d) { return d.overpaid.low.units; }));
    answers.amount(name + ".entitlement_high", rows, at([](D d) { return d.entitlement.high.units; }));
    answers.amount(name + ".payout_high", rows, at([](D d) { return d.payout.high.units; }));
    answers.amount(name + ".overpaid_high", rows, at([](D d) { return d.overpaid.high.units; }));
    if (!conditions) return;
    answers.bits(name + ".failed", rows, at([](D d) { return d.failed; }));
    answers.bits(name + ".open", rows, at([](D d) { return d.open; }));
  }

  benchmark_rules::Rules rules_;
  hotro::Evaluator evaluator_;
  std::vector<hotro::Column> columns_;
  hotro::Table table_;
  hotro::DecisionColumns decisions_;
};

}  // namespace

int main(int count, char** words) { return contender::serve<Hotro>(count, words); }
