// SPDX-License-Identifier: Apache-2.0
#pragma once

// What is drawn of one fact, as a population writes it in one text: `yes`, `3_000_000 .. 9_000_000 by
// 10_000`, `event_from - 57 years .. event_from - 18 years`, `missing`; and which facts it may rest on.

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "hotro/edge/cells.hpp"
#include "hotro/edge/population.hpp"
#include "hotro/impl/load_reader.inl"

namespace hotro {
inline namespace HOTRO_ABI {
namespace edge {

class SpanReader {
 public:
  SpanReader(const RuleSet& rules, const hotro::detail::Reader& in)
      : rules_(rules), in_(in), currency_(rules.currency) {}

  /// All facts that the file draws, before the first is read; false with an error if it is there already.
  bool declare(const std::string& path, Span key);
  /// What is read from here on is about this fact, and may rest on those before. In a row of a list
  /// `LIST.each.FACT` is the fact of the same row.
  void begin(std::uint32_t fact, const std::string& list, std::uint32_t row);
  /// What comes behind may rest on it.
  void end() { drawn_.push_back(fact_); }

  /// Index into PopulationSpec::facts of a fact that was drawn before; `none` with an error.
  std::uint32_t find(const std::string& name, Span where) const;
  /// Index into RuleSet::facts.
  [[nodiscard]] std::uint32_t fact(std::uint32_t drawn) const { return drawn_[drawn]; }

  /// Reads a scalar as what is drawn of the fact; false with an error.
  bool read(const yaml::Node& node, DrawnSpan& out) const { return read(node, fact_, out); }
  /// Reads a scalar as values of a fact that do not rest on others.
  bool read_values(const yaml::Node& node, std::uint32_t fact, DrawnSpan& out) const;

 private:
  using Node = yaml::Node;
  struct Word {
    std::string text;
    std::uint32_t begin = 0, end = 0;
  };
  struct Sum;

  bool read(const Node& node, std::uint32_t fact, DrawnSpan& out) const;
  bool read_end(const Node& node, std::uint32_t begin, std::uint32_t end, const Fact& fact,
                DrawnEnd& out) const;
  bool read_first(const Node& node, const Word& word, const Fact& fact, Sum& sum) const;
  bool read_term(const Node& node, const std::vector<Word>& words, std::size_t& at, const Fact& fact,
                 Sum& sum) const;
  bool read_number(const Node& node, const std::vector<Word>& words, std::size_t& at, const Fact& fact,
                   bool less, Sum& sum) const;
  bool read_constant(Span where, const Fact& fact, const std::string& text, std::int64_t& out) const;
  bool read_step(const Node& node, std::uint32_t begin, const Fact& fact, std::int64_t& out) const;
  [[nodiscard]] bool in_order(const Node& node, const Fact& fact, const DrawnSpan& span) const;
  static std::vector<Word> words(const std::string& text, std::uint32_t begin, std::uint32_t end);

  const RuleSet& rules_;
  const hotro::detail::Reader& in_;
  Currency currency_;
  std::map<std::string, Span> declared_;
  std::vector<std::uint32_t> drawn_;  // by index into PopulationSpec::facts: that into RuleSet::facts
  std::uint32_t fact_ = none;         // that is being read
  std::string each_, its_row_;        // `months.each.` and `months.2.`, if it is one of a row
};

}  // namespace edge
}  // namespace HOTRO_ABI
}  // namespace hotro
