// SPDX-License-Identifier: Apache-2.0
// One applicant after the other, as facts that were set before. `explain`: with every reason behind each
// answer; `text`: with the decisive ones, as lines of text. What would change a refusal is not asked for.

#include <string>
#include <vector>

#include "../rules.hpp"

namespace {

class OneDecision {
 public:
  explicit OneDecision(contender::Columns& columns)
      : explain_(columns.option("explain")),
        text_(columns.option("text")),
        evaluator_(rules_.program),
        explainer_(rules_.rules, evaluator_, hotro::Language::vi) {
    const std::vector<hotro::Column> cells = contender::input_columns(rules_.program, columns);
    const std::int32_t* enterprise = columns.i32("enterprise");
    for (std::size_t row = 0; row < columns.rows; ++row) {
      hotro::Facts& facts = facts_.emplace_back(rules_.program);
      for (std::uint32_t i = 0; i < cells.size(); ++i) {
        const hotro::Column& column = cells[i];
        const bool of_enterprise = rules_.program.inputs()[i].of_enterprise;
        const std::size_t at = of_enterprise ? static_cast<std::size_t>(enterprise[row]) : row;
        if (column.data == nullptr) continue;
        if (column.validity != nullptr && (column.validity[at / 8] >> (at % 8) & 1U) == 0) continue;
        const std::int64_t value = column.type == hotro::ColumnType::i32
                                       ? static_cast<const std::int32_t*>(column.data)[at]
                                       : static_cast<const std::uint8_t*>(column.data)[at];
        invalid_.resize(columns.rows);
        if (!facts.set(i, value)) invalid_[row] = 1;
      }
    }
  }

  void run(std::size_t first, std::size_t last) {
    decisions_.clear();
    first_ = first;
    for (std::size_t row = first; row < last; ++row) {
      const auto found = evaluator_.evaluate(facts_[row]);
      decisions_.insert(decisions_.end(), found.begin(), found.end());
      if (!explain_ && !text_) continue;
      const auto reasons = explainer_.explain(text_ ? hotro::Lines::decisive : hotro::Lines::all);
      size_ += reasons.size();
      if (!text_) continue;
      lines_.clear();
      for (const hotro::Reason& reason : reasons) {
        hotro::append_text(lines_, reason, hotro::Language::vi);
        lines_ += '\n';
      }
      size_ += lines_.size();
    }
  }

  void write(contender::Answers& answers, std::size_t rows) {
    const std::size_t each = rules_.program.benefits().size() + 1;
    contender::write_decisions(answers, rules_.program, rows, [&](int benefit, std::size_t row) {
      return decisions_[row * each + static_cast<std::size_t>(benefit + 1)];
    });
    answers.truth("invalid", rows, [&](std::size_t row) { return invalid_[first_ + row]; });
  }

 private:
  bool explain_, text_;
  contender::Rules rules_;
  hotro::Evaluator evaluator_;
  hotro::Explainer explainer_;
  std::string lines_;
  std::vector<hotro::Facts> facts_;
  std::vector<hotro::Decision> decisions_;
  std::vector<std::uint8_t> invalid_;
  std::size_t first_ = 0;
  std::size_t size_ = 0;  // so that no text is left out
};

}  // namespace

int main(int count, char** words) { return contender::serve<OneDecision>(count, words); }
