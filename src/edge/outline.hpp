// SPDX-License-Identifier: Apache-2.0
#pragma once

// What a rule set says, thing by thing and line by line, on which days, as far as two of them are compared:
// everything has a name, nothing an index.

#include <set>
#include <string>
#include <vector>

#include "hotro/edge/difference.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace edge {

/// A line, with those below it. Of lines side by side those with equal names, words or else texts are one.
struct OutlineLine {
  std::string name;  // what follows the name of what it belongs to: .far, (female); may be empty
  Text word;         // in front of it: if, then, the tests of a table's rule; may be empty
  Text text;         // without the lines below it
  std::string key;   // what its text comes to; of the same key another text is wording. Empty: its text
  Text reason;
  Basis basis;
  Span span;
  bool nothing = false;   // says that there is nothing: a condition that was repealed
  bool ordered = false;   // the order of the lines below it counts
  bool sentence = false;  // the lines below it, with their words, make a sentence: if … then …
  std::vector<OutlineLine> parts;
};

struct OutlineRun {
  Date from = beginning;
  Date to = forever;
  OutlineLine line;
};

struct OutlineEntry {
  Text part;  // empty: the thing itself
  enum class Rank : std::uint8_t {
    rule,
    detail,   // compared where both sides have the thing
    wording,  // likewise, and decides nothing
  };
  Rank rank = Rank::rule;
  std::vector<OutlineRun> runs;  // in order of days; between them nothing is said
};

struct OutlineThing {
  std::string name;
  Text label;
  std::vector<OutlineEntry> entries;  // at least one; things of one name begin with another part
};

struct OutlineSection {
  std::string anchor;
  Text title;
  std::vector<OutlineThing> things;
};

/// The same sections for every rule set. `chosen`: readings that one of the sides does not leave at its
/// default.
std::vector<OutlineSection> outline(const Side& side, const std::set<std::string>& chosen);

/// A line and all below it; behind its word, unless that is said elsewhere.
Text in_one_line(const OutlineLine& line, bool word = true);

}  // namespace edge
}  // namespace HOTRO_ABI
}  // namespace hotro
