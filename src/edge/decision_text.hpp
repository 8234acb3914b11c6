// SPDX-License-Identifier: Apache-2.0
#pragma once

// Decisions as they are written out: the ids of the dossier, then the answer, then what is told of it.

#include <optional>
#include <string>
#include <string_view>

#include "hotro/citation.hpp"
#include "hotro/config.hpp"
#include "hotro/edge/answers.hpp"
#include "hotro/edge/cells.hpp"
#include "hotro/edge/explanation.hpp"
#include "hotro/edge/table_run.hpp"
#include "hotro/program.hpp"
#include "table_chunk.hpp"
#include "text_buffer.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace edge {

class DecisionText {
 public:
  /// `person`: the name of its column; empty without one.
  DecisionText(const Program& program, const RunOptions& options, std::string person);

  /// The row that names the columns; nothing in JSON.
  [[nodiscard]] std::string header() const;
  /// What every line of a dossier begins with.
  void append_ids(TextBuffer& out, const TableChunk& chunk, std::size_t row) const;
  /// What follows: the same for equal answers.
  [[nodiscard]] std::string answer(const Answer& answer) const;
  /// What was told of a dossier; nothing where `why` is null.
  void append_told(TextBuffer& out, const BenefitExplanation* why) const;
  void end_line(TextBuffer& out) const { out.append(json_ ? '}' : '\n'); }
  /// What stands between lines.
  [[nodiscard]] std::string_view between() const { return json_ ? ",\n" : ""; }

 private:
  [[nodiscard]] std::string csv(const Answer& answer) const;

  const Program& program_;
  bool json_;
  std::optional<Language> reasons_;
  std::string person_;
  Currency currency_;
  Input money_;
};

}  // namespace edge
}  // namespace HOTRO_ABI
}  // namespace hotro
