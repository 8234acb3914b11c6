// SPDX-License-Identifier: Apache-2.0
// The engine on the caller's columns, as they are. `packed`: truths as bits; `threads=N`: that many
// evaluators, each on its share of the rows, into columns of its own.

#include <thread>
#include <vector>

#include "../rules.hpp"

namespace {

class Hotro {
 public:
  explicit Hotro(contender::Columns& columns)
      : columns_(contender::input_columns(rules_.program, columns,
                                          columns.option("packed") ? &packed_ : nullptr)) {
    table_ = {columns.rows, columns_, columns.enterprises, columns.i32("enterprise")};
    for (std::size_t i = 0; i < columns.number("threads", 1); ++i) parts_.emplace_back(rules_.program);
  }

  void run(std::size_t first, std::size_t last) {
    if (parts_.size() == 1) {
      parts_[0].evaluator.evaluate(table_, first, last, parts_[0].decisions);
      return;
    }
    share_ = (last - first + parts_.size() - 1) / parts_.size();
    std::vector<std::thread> threads;
    for (std::size_t i = 0; i < parts_.size(); ++i) {
      const std::size_t begin = first + i * share_;
      threads.emplace_back([this, i, begin, end = std::min(last, begin + share_)] {
        parts_[i].evaluator.evaluate(table_, begin, end, parts_[i].decisions);
      });
    }
    for (std::thread& thread : threads) thread.join();
  }

  void write(contender::Answers& answers, std::size_t rows) {
    const std::size_t share = parts_.size() == 1 ? rows : share_;
    contender::write_decisions(answers, rules_.program, rows, [&](int benefit, std::size_t row) {
      const hotro::DecisionColumns& decisions = parts_[row / share].decisions;
      return (benefit < 0 ? decisions.combined : decisions.benefits[static_cast<std::size_t>(benefit)])
          .at(row % share);
    });
    answers.truth("invalid", rows,
                  [&](std::size_t row) { return parts_[row / share].decisions.invalid[row % share]; });
  }

 private:
  struct Part {
    hotro::Evaluator evaluator;
    hotro::DecisionColumns decisions;
    explicit Part(const hotro::Program& program) : evaluator(program) {}
  };
  contender::Rules rules_;
  std::vector<std::vector<std::uint8_t>> packed_;
  std::vector<hotro::Column> columns_;
  hotro::Table table_;
  std::vector<Part> parts_;
  std::size_t share_ = 1;
};

}  // namespace

int main(int count, char** words) { return contender::serve<Hotro>(count, words); }
