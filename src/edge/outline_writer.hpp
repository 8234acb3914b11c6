// SPDX-License-Identifier: Apache-2.0
#pragma once

// Writes the outline of one side, in the words of its document.

#include <set>
#include <string>
#include <utility>
#include <vector>

#include "document_writer.hpp"
#include "mutation_text.hpp"
#include "outline.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace edge {

class OutlineWriter {
 public:
  OutlineWriter(const Side& side, const std::set<std::string>& chosen)
      : side_(side),
        chosen_(chosen),
        rules_(side.rules),
        known_(side.known()),
        writer_(side.rules, side.sources),
        written_(side.rules, side.sources) {}

  [[nodiscard]] std::vector<OutlineSection> run();

 private:
  using Things = std::vector<OutlineThing>;
  using Rank = OutlineEntry::Rank;

  // --- sections
  void about(Things& out);
  void acts(Things& out) const;
  void benefits(Things& out) const;
  void definitions(Things& out) const;
  void tables(Things& out) const;
  void parameters(Things& out) const;
  void readings(Things& out) const;
  void facts(Things& out) const;
  void types(Things& out) const;

  // --- lines
  [[nodiscard]] OutlineLine line(FormulaId id, const Basis& around) const;
  [[nodiscard]] OutlineLine values(const Parameter& parameter, const Version<ParameterValue>& version) const;
  [[nodiscard]] OutlineLine rules_of(const DecisionTable& table, const Basis& basis) const;
  [[nodiscard]] OutlineThing condition(const Benefit& benefit, const Condition& condition) const;
  [[nodiscard]] OutlineEntry formulas(const Text& part, const Timeline<FormulaId>& timeline) const;
  /// Where a key of the whole rule set has its value.
  [[nodiscard]] Span place_of(const std::string& key);

  /// What is in force on all days, by what `make` makes of each version.
  template <class T, class Make>
  [[nodiscard]] OutlineEntry dated(const Text& part, const Timeline<T>& timeline, Make make) const {
    OutlineEntry entry{part, Rank::rule, {}};
    for (const Segment<T>& segment : timeline.segments(beginning, forever, known_)) {
      if (segment.version != nullptr)
        entry.runs.push_back({segment.from, segment.to, make(*segment.version)});
    }
    return entry;
  }

  const Side& side_;
  const std::set<std::string>& chosen_;
  const RuleSet& rules_;
  Date known_;
  DocumentWriter writer_;
  WrittenRules written_;
};

/// A phrase in one line, without remarks and without formulas said twice.
Text plain(const Phrase& phrase);

/// A line of words alone.
inline OutlineLine said(Text text, Span span = {}, Basis basis = {}) {
  OutlineLine line;
  line.text = std::move(text);
  line.basis = std::move(basis);
  line.span = span;
  return line;
}

/// On all days.
inline OutlineEntry always(Text part, OutlineEntry::Rank rank, OutlineLine line) {
  OutlineEntry entry{std::move(part), rank, {}};
  entry.runs.push_back({beginning, forever, std::move(line)});
  return entry;
}

}  // namespace edge
}  // namespace HOTRO_ABI
}  // namespace hotro
