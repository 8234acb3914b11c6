// SPDX-License-Identifier: Apache-2.0
#pragma once

// The writer of rule sets, for its own files only: rule_parts.cpp declares facts and parameters,
// rule_writer.cpp writes conditions, amounts, benefits and amendments.

#include <string>
#include <vector>

#include "differential/formula_writer.hpp"
#include "differential/rule_writer.hpp"

namespace generated {

using Lines = std::vector<std::string>;

/// What stands under a key: one scalar, or lines of a mapping or list.
struct Block {
  std::string scalar;
  Lines lines;
};

inline Lines indented(const Lines& lines, const std::string& first, const std::string& rest) {
  Lines result;
  for (const std::string& line : lines) result.push_back((result.empty() ? first : rest) + line);
  return result;
}
inline void append(Lines& to, const Lines& from) { to.insert(to.end(), from.begin(), from.end()); }
inline void put(Lines& to, const std::string& key, const Block& block) {
  if (block.lines.empty()) {
    to.push_back(key + ": " + block.scalar);
  } else {
    to.push_back(key + ":");
    append(to, indented(block.lines, "  ", "  "));
  }
}
inline void put_item(Lines& to, const Block& block) {
  if (block.lines.empty()) {
    to.push_back("- " + block.scalar);
  } else {
    append(to, indented(block.lines, "- ", "  "));
  }
}

class RuleWriter {
 public:
  explicit RuleWriter(Draw& draw) : draw_(draw), formulas_(draw, names_) {}
  Texts write();

 private:
  struct Known {  // of a parameter, for its values and changes
    Symbol symbol;
    Kind kind{};
    std::uint32_t choice = 0;
    bool range = false;
    std::int64_t low = 0, high = 0;
  };
  struct Benefit {
    std::string name;
    std::vector<std::string> conditions;
  };

  std::string scalar(const std::string& formula);
  Lines cite();
  std::string change_date();
  std::vector<std::string> change_dates(int count);

  void types();
  void facts(Lines& out, const std::string& group, const std::string& letter, int count);
  void fact(Lines& out, const std::string& group, Kind kind, const std::string& name);
  Lines parameters(int count, const std::string& prefix);
  std::string value(const Known& parameter);
  Block keyed_value(const Known& parameter, std::size_t depth);
  void readings();
  void definitions(int count, const std::string& prefix);
  Block condition(int depth, bool top);
  Block amount(int depth, bool top);
  Block choice_form(std::uint32_t type, bool top, Written& out);
  Block number_form(Kind kind, bool top, Written& out);
  void benefit(const std::string& name);
  std::string amendment(int number);
  std::string imported();

  Draw& draw_;
  Names names_;
  FormulaWriter formulas_;
  std::vector<Known> parameters_;
  std::vector<std::string> definitions_;  // of truths
  std::vector<Benefit> benefits_;
  std::vector<std::string> sources_;
  std::string currency_;
  std::string covers_from_, covers_to_;
  std::string prefix_;
  Lines types_, dossier_, enterprise_, readings_, definition_lines_, benefit_lines_;
};

}  // namespace generated
