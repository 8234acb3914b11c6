// SPDX-License-Identifier: Apache-2.0
#pragma once

// Decides the rows of a chunk, and writes and counts their answers: the memory of one thread.

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "decision_text.hpp"
#include "enterprise_table.hpp"
#include "hotro/config.hpp"
#include "hotro/edge/table_run.hpp"
#include "hotro/edge/totals.hpp"
#include "hotro/evaluator.hpp"
#include "hotro/explain.hpp"
#include "hotro/facts.hpp"
#include "hotro/rule_set.hpp"
#include "refusal_words.hpp"
#include "table_chunk.hpp"
#include "text_buffer.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace edge {

class Decider {
 public:
  /// All must outlive it; `enterprises` is null where dossiers do not point at any.
  Decider(const RuleSet& rules, const Program& program, const RunOptions& options, const DecisionText& text,
          const EnterpriseTable* enterprises);

  /// Appends the lines of all rows without errors.
  void decide(TableChunk& chunk, TextBuffer& out);
  /// What was counted.
  const Totals& totals();

 private:
  /// All that the line of an answer and its place in the totals hang on, but for the dossier's ids.
  using Key = std::array<std::uint64_t, 9>;
  /// An answer that many dossiers have: their number, and what they have in common.
  struct Known {
    Key key{};
    bool used = false;
    bool open = false;  // eligible or not, or how much
    std::string line;
    std::size_t dossiers = 0;
    Answer answer;
    std::vector<const Refusal*> refusals;
  };
  /// One column of answers; all 0 where there is none.
  class CellReader {
   public:
    explicit CellReader(const Cells& cells)
        : at_(cells.empty() ? nullptr : cells.data()), width_(cells.empty() ? 0 : cells.width()) {}
    [[nodiscard]] std::uint64_t operator[](std::size_t row) const {
      switch (width_) {
        case 0: return 0;
        case 1: return reinterpret_cast<const std::uint8_t*>(at_)[row];
        case 2: return reinterpret_cast<const std::uint16_t*>(at_)[row];
        case 4: return reinterpret_cast<const std::uint32_t*>(at_)[row];
        default: return reinterpret_cast<const std::uint64_t*>(at_)[row];
      }
    }

   private:
    const std::byte* at_;
    std::size_t width_;
  };
  struct AmountReader {
    CellReader low, high;
    bool known;
    explicit AmountReader(const AmountCells& cells)
        : low(cells.low), high(cells.high), known(cells.high.empty()) {}
    /// Both ends into two words of a key.
    void read(std::size_t row, std::uint64_t* ends) const {
      ends[0] = low[row];
      ends[1] = known ? ends[0] : high[row];
    }
  };
  struct AnswerReader {
    CellReader concerned, in_scope, eligible, failed, open;
    AmountReader entitlement, payout, overpaid;
    explicit AnswerReader(const BenefitColumns& columns);
    [[nodiscard]] Key key(std::size_t row, std::uint32_t benefit) const;
  };

  Known& find(const AnswerReader& answers, std::uint32_t benefit, TableChunk& chunk, std::size_t row);
  void learn(Known& known, const Key& key, std::uint32_t benefit, TableChunk& chunk, std::size_t row);
  void forget(Known& known);
  void decide_row(TableChunk& chunk, std::size_t row, TextBuffer& out);
  Known& put(TableChunk& chunk, std::size_t row, std::uint32_t benefit, const BenefitExplanation* why,
             TextBuffer& out);
  std::uint32_t stretch(std::uint32_t benefit, TableChunk& chunk, std::size_t row);
  Evaluator& alone(TableChunk& chunk, std::size_t row);
  void count_missing(TableChunk& chunk, std::size_t row);

  const RuleSet& rules_;
  const Program& program_;
  const RunOptions& options_;
  const DecisionText& text_;
  const EnterpriseTable* enterprises_;
  Evaluator table_;
  Evaluator row_;
  Explainer explainer_;  // of that
  Facts facts_;
  std::size_t in_row_ = SIZE_MAX;  // the row of this chunk that row_ decided last
  std::vector<Column> columns_;
  DecisionColumns decided_;
  std::vector<std::uint8_t> enterprises_seen_;
  std::vector<AnswerReader> answers_;  // by benefit; the last is of the row
  RefusalWords words_;
  std::vector<Known> known_;
  Totals totals_;
};

}  // namespace edge
}  // namespace HOTRO_ABI
}  // namespace hotro
