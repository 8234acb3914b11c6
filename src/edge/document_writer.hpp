// SPDX-License-Identifier: Apache-2.0
#pragma once

// What the sections of a document have in common: values, days, citations and formulas as pieces of phrases,
// and where names lead to. What is public the differences of two rule sets are written with, too.

#include <map>
#include <set>
#include <string>
#include <string_view>

#include "hotro/edge/document.hpp"
#include "hotro/explain.hpp"
#include "hotro/yaml.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace edge {

/// Appends a text in both languages.
void append(Text& to, const Text& text);
Text joined(const Text& first, const Text& second);

class DocumentWriter {
 public:
  DocumentWriter(const RuleSet& rules, const Sources& sources);

  [[nodiscard]] Document run(std::span<const Case> cases) const;

  /// What a line itself says, without those below it.
  void formula_of(const Formula& formula, const Line* line, DocumentItem& out) const;
  struct Part {
    Text word;  // in front of it: if, then, each month; may be empty
    FormulaId id = none;
  };
  /// The lines below a line.
  [[nodiscard]] std::vector<Part> parts(const Formula& formula) const;
  /// The table that a formula is an output of; null if it is none.
  [[nodiscard]] const DecisionTable* table_of(FormulaId id) const;
  /// Which of the rules that are met count.
  [[nodiscard]] Phrase hit_policy(const DecisionTable& table) const;
  [[nodiscard]] Phrase cell(const Parameter& parameter, const ParameterValue& value, std::size_t cell) const;
  [[nodiscard]] std::vector<Phrase> fact_row(const Fact& fact, std::string_view name,
                                             const Text& label) const;
  /// What stands for a day that its month does not have.
  [[nodiscard]] Phrase month_end() const;
  [[nodiscard]] std::string written(Span span) const;
  [[nodiscard]] Text day(Date date) const;
  [[nodiscard]] Text days(Date from, Date to) const;
  [[nodiscard]] Text kind(const Type& type) const;

 private:
  // --- sections
  [[nodiscard]] DocumentSection about() const;
  [[nodiscard]] DocumentSection acts() const;
  [[nodiscard]] DocumentSection changes() const;
  [[nodiscard]] DocumentSection benefits() const;
  [[nodiscard]] DocumentSection definitions() const;
  [[nodiscard]] DocumentSection tables() const;
  [[nodiscard]] DocumentSection parameters() const;
  [[nodiscard]] DocumentSection readings() const;
  [[nodiscard]] DocumentSection facts() const;
  [[nodiscard]] DocumentSection types() const;
  [[nodiscard]] DocumentSection cases(std::span<const Case> cases) const;
  [[nodiscard]] DocumentSection imports() const;

  // --- benefits, definitions: lines
  [[nodiscard]] DocumentItem line(FormulaId id, const Basis& around) const;
  [[nodiscard]] DocumentItem branch(const Text& word, FormulaId id, const Basis& around) const;
  void parts_of(const Formula& formula, const Basis& basis, DocumentItem& out) const;
  void add_content(DocumentItem& to, FormulaId id, std::string_view within) const;
  void versions(DocumentItem& to, const Timeline<FormulaId>& timeline, std::string_view within = {}) const;
  [[nodiscard]] DocumentItem condition(const Benefit& benefit, const Condition& condition) const;
  [[nodiscard]] DocumentSection benefit(const Benefit& benefit) const;

  // --- tables
  void table_versions(const Definition& first, DocumentSection& out) const;
  [[nodiscard]] DocumentTable rules_of(const DecisionTable& table, std::string_view prefix) const;
  void parameter(const Parameter& parameter, DocumentSection& out) const;
  [[nodiscard]] DocumentTable by_keys(const Parameter& parameter, const ParameterValue& value) const;

  // --- facts and cases
  void add_fact_list(const Fact& count, DocumentSection& out) const;
  [[nodiscard]] DocumentItem expectation(const Expectation& expected) const;

  // --- the time line
  [[nodiscard]] TimeLine time_line() const;
  [[nodiscard]] DocumentTable change_points() const;
  template <class T>
  void add_lane(const Phrase& label, const Timeline<T>& timeline, TimeLine& out) const;
  template <class Use>
  void each_timeline(Use use) const;

  // --- pieces
  [[nodiscard]] bool own(Span span) const { return own_files_.count(span.source) != 0; }
  /// The rule set that says it, with a link to what is imported of it, where it is another.
  void imported(Phrase& out, Span span) const;
  [[nodiscard]] std::string place(Span span) const;
  [[nodiscard]] Text value(const Type& type, const Value& value) const;
  [[nodiscard]] Text span_text(const Type& type, Interval value) const;
  [[nodiscard]] Piece source_title(std::uint32_t source) const;
  void cite(Phrase& out, const Basis& basis) const;
  void name_of(Phrase& out, std::string_view target, const Text& label, std::string_view name) const;
  /// As it is written, each name with its anchor, and as it is said.
  void formula(Phrase& out, std::string_view text) const;
  [[nodiscard]] Text spoken(std::string_view text) const;
  void option(Phrase& out, const ChoiceType& type, std::size_t index) const;

  /// Whether there is anything to say of days and acts.
  template <class T>
  [[nodiscard]] bool plain(const Timeline<T>& timeline) const;
  /// The days on which a version applies, and the act that says so.
  template <class T>
  void applies(Phrase& out, const Timeline<T>& timeline, const Version<T>& version) const;

  struct Name {
    std::string target;
    Text label;
  };
  void learn_names();
  void learn(const std::string& name, const std::string& target, const Text& label);
  [[nodiscard]] const Name* find_name(std::string_view text, std::size_t& size) const;

  const RuleSet& rules_;
  const Sources& sources_;
  Date known_;
  std::set<std::uint32_t> own_files_;
  std::map<std::uint32_t, yaml::Document> files_;  // by source
  std::map<std::uint32_t, std::string> ids_;       // of the rule set that a file belongs to, by source
  std::map<std::string, Name, std::less<>> names_;
  std::map<std::string, Text, std::less<>> options_;  // by option, where all types say the same
};

// --- phrases

inline Piece words(Text text) { return {Piece::Kind::words, std::move(text)}; }
inline Piece strong(Text text) { return {Piece::Kind::strong, std::move(text)}; }
inline Piece soft(Text text) { return {Piece::Kind::soft, std::move(text)}; }
inline Piece reason(const Text& text) {
  return {Piece::Kind::reason, joined({"Nếu không đạt: ", "If it is not met: "}, text)};
}
inline Piece code(std::string_view text, std::string target = {}) {
  return {Piece::Kind::code, {std::string(text), ""}, std::move(target)};
}

// --- versions

template <class T>
bool DocumentWriter::plain(const Timeline<T>& timeline) const {
  if (timeline.versions.size() != 1) return timeline.versions.empty();
  const Version<T>& only = timeline.versions.front();
  const bool expected = only.act == rules_.base_act || !own(only.span);
  return expected && only.applies_from == beginning && only.applies_to == forever;
}

template <class T>
void DocumentWriter::applies(Phrase& out, const Timeline<T>& timeline, const Version<T>& version) const {
  Text text;
  bool as_enacted = false;
  for (const Segment<T>& segment : timeline.segments(beginning, forever, known_)) {
    if (segment.version != &version) continue;
    if (!text.empty()) append(text, {"; ", "; "});
    append(text, days(segment.from, segment.to));
    as_enacted = segment.from == version.applies_from && segment.to == version.applies_to;
  }
  const bool superseded = text.empty();
  out.push_back(strong(superseded ? Text{"đã bị thay thế", "superseded"} : std::move(text)));
  Text remark;
  if (!as_enacted || superseded)
    remark = joined({"ban đầu: ", "at first: "},
                    joined(days(version.applies_from, version.applies_to), {"; ", "; "}));
  if (version.act < rules_.sources.size()) {
    const Source& act = rules_.sources[version.act];
    append(remark, joined({"ban hành ", "enacted "}, day(act.enacted)));
    out.push_back(soft(std::move(remark)));
    out.push_back(source_title(version.act));
    out.back().kind = Piece::Kind::soft;
  }
}

}  // namespace edge
}  // namespace HOTRO_ABI
}  // namespace hotro
