// SPDX-License-Identifier: Apache-2.0
// A generated rule set of many conditions; see make.py.

#include "../rules.hpp"

namespace {

class ManyConditions {
 public:
  explicit ManyConditions(contender::Columns& columns)
      : files_(hotro::edge::open_rules(columns.path("rules.yaml"))),
        rules_(hotro::load(files_.sources, files_.files).value()),
        program_(hotro::compile(rules_).value()),
        evaluator_(program_),
        columns_(contender::input_columns(program_, columns)) {
    table_ = {columns.rows, columns_, 0, nullptr};
  }
  void run(std::size_t first, std::size_t last) { evaluator_.evaluate(table_, first, last, decisions_); }
  void write(contender::Answers& answers, std::size_t rows) {
    for (std::size_t b = 0; b < decisions_.benefits.size(); ++b) {
      const hotro::BenefitColumns& benefit = decisions_.benefits[b];
      const std::string& name = program_.benefits()[b].name;
      answers.truth(name + ".eligible", rows, [&](std::size_t row) { return benefit.at(row).eligible; });
      answers.put<std::uint64_t>(name + ".failed.u64", rows,
                                 [&](std::size_t row) { return benefit.at(row).failed; });
    }
  }

 private:
  hotro::edge::RuleFiles files_;
  hotro::RuleSet rules_;
  hotro::Program program_;
  hotro::Evaluator evaluator_;
  std::vector<hotro::Column> columns_;
  hotro::Table table_;
  hotro::DecisionColumns decisions_;
};

}  // namespace

int main(int count, char** words) { return contender::serve<ManyConditions>(count, words); }
