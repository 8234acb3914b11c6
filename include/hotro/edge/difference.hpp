// SPDX-License-Identifier: Apache-2.0
#pragma once

// What changed between two rule sets, two states of one, two days on which the law is known, or two readings:
// line by line, with what both sides say, by which article, and on which days that differs. Everything is
// compared by its name and by what is in force on each day, never by where it stands.
//
//   const hotro::edge::Difference all = hotro::edge::difference({old_rules, old_files}, {new_rules,
//   new_files}); for (const hotro::edge::DifferenceSection& section : all.sections)
//     for (const hotro::edge::DifferenceItem& one : section.items) use(one.of, one.before.text,
//     one.after.text);

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "../citation.hpp"
#include "../compile.hpp"
#include "../config.hpp"
#include "../date.hpp"
#include "../rule_set.hpp"
#include "../source.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace edge {

/// A rule set, the day on which the law is known, and how it is read.
struct Side {
  const RuleSet& rules;
  const Sources& sources;  // that it was loaded from
  CompileOptions options{};

  [[nodiscard]] Date known() const { return options.has_known ? options.known : rules.latest_enactment(); }
};

enum class DifferenceKind : std::uint8_t {
  added,
  removed,
  changed,
  renamed,   // all that it says is the same
  citation,  // says the same by another article, or as sure as that; decides nothing
  wording,   // for people; decides nothing
};
std::string_view name(DifferenceKind kind);

/// What one side says; basis and span are those of its rule set and sources.
struct Statement {
  Text text;  // as written, in one line; values as people write them. Empty: it says nothing
  Basis basis;
  Span span;
};

struct DifferenceItem {
  DifferenceKind kind = DifferenceKind::changed;
  std::string of;         // suspended.low_income, base_amount(female), enterprise.region
  Text label;             // of that, for people; may be empty
  Text part;              // what of it, such as `reason`; empty: the thing itself
  Date from = beginning;  // the days on which it differs, both included
  Date to = forever;
  Statement before;
  Statement after;

  /// Not wording alone.
  [[nodiscard]] bool decides() const { return kind < DifferenceKind::citation; }
};

struct DifferenceSection {
  std::string anchor;  // as in documents: benefits, parameters
  Text title;
  std::vector<DifferenceItem> items;
};

struct Difference {
  std::vector<DifferenceSection> sections;  // that have items; in the order of documents
  /// Whether both sides compile: a rule set without benefits is there to be imported.
  bool compiled = false;
  /// Whether the programs of both sides give equal decisions for equal facts. False does not say that some
  /// dossier is decided otherwise.
  bool same_decisions = false;

  [[nodiscard]] bool empty() const { return sections.empty(); }
  [[nodiscard]] std::size_t count(DifferenceKind kind) const;
  /// The items that are not wording alone.
  [[nodiscard]] std::size_t deciding() const;
};

/// Items stand in the order of the side after, removed things where they stood. Versions that no day has any
/// more are not compared. O(size of the rule sets and their files + versions²).
Difference difference(const Side& before, const Side& after);

}  // namespace edge
}  // namespace HOTRO_ABI
}  // namespace hotro
