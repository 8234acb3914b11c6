// SPDX-License-Identifier: Apache-2.0
#pragma once

// What stands in the text where the model has a formula or a value. Much of the model nobody wrote: a list is
// unfolded row by row, `overlap` is a difference of a minimum and a maximum. Only what is written can be
// written wrongly.

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "hotro/rule_set.hpp"
#include "hotro/source.hpp"
#include "hotro/yaml.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace edge {

/// A word or sign, and where it stands.
struct Token {
  std::string_view text;
  Span span;
};

class WrittenRules {
 public:
  WrittenRules(const RuleSet& rules, const Sources& sources) : rules_(rules), sources_(sources) {}

  /// Of the rule set's own files.
  [[nodiscard]] bool own(Span span) const;
  [[nodiscard]] std::string_view slice(Span span) const { return sources_.slice(span); }
  /// In one line.
  [[nodiscard]] std::string shown(Span span) const;

  /// What stands between the first two inputs, without blanks and parentheses.
  [[nodiscard]] Token between(const Formula& formula) const;
  /// What stands before an input, from the beginning of the formula on, without blanks.
  [[nodiscard]] Token before(const Formula& formula, std::size_t input) const;
  /// A key of YAML that stands before the first input: `all:`. Its text is empty if there is none.
  [[nodiscard]] Token key(const Formula& formula, std::string_view word) const;
  /// Whether a constant was written as such.
  [[nodiscard]] bool literal(const Formula& constant) const;
  /// The same constant with another value, written likewise.
  [[nodiscard]] std::string rewritten(const Formula& constant, const Value& value) const;

  /// What stands below a mapping at such a path of keys; the span itself if nothing does.
  [[nodiscard]] Span below(Span mapping, const std::vector<std::string>& keys);
  /// What stands under a key of a whole file; an empty span at its beginning if nothing does.
  [[nodiscard]] Span below_root(std::uint32_t source, const std::string& key);

 private:
  [[nodiscard]] Token trimmed(Span span, std::string_view dropped) const;
  [[nodiscard]] const yaml::Document& document(std::uint32_t source);

  const RuleSet& rules_;
  const Sources& sources_;
  std::map<std::uint32_t, yaml::Document> documents_;
};

/// With one blank for blanks and ends of lines.
std::string collapsed(std::string_view text);

/// A value as rule sets write it: 1_000_000, 70%, 2024-01-31, an option.
std::string written(const RuleSet& rules, const Type& type, const Value& value);

/// A step more, or less; of a choice the next option; of a truth the other. False if there is none.
bool stepped(const RuleSet& rules, const Type& type, const Value& value, bool more, Value& out);

}  // namespace edge
}  // namespace HOTRO_ABI
}  // namespace hotro
