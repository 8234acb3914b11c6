// SPDX-License-Identifier: Apache-2.0
// Benefits, definitions and decision tables: lines as trees, each with what it rests on.

#include <algorithm>
#include <utility>

#include "outline_writer.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace edge {

OutlineLine OutlineWriter::line(FormulaId id, const Basis& around) const {
  const Formula& formula = rules_.formulas[id];
  const Line* line = formula.line == none ? nullptr : &rules_.lines[formula.line];
  DocumentItem item;
  writer_.formula_of(formula, line, item);
  OutlineLine out = said(plain(item.phrase), line == nullptr ? formula.span : line->span,
                         line == nullptr ? around : line->basis);
  out.sentence = formula.operation == Operation::choose;
  if (line != nullptr) out.reason = line->reason;
  if (line != nullptr && !line->id.empty()) out.name = "." + line->id;
  for (const DocumentWriter::Part& part : writer_.parts(formula)) {
    OutlineLine below = this->line(part.id, out.basis);
    below.word = part.word;
    out.parts.push_back(std::move(below));
  }
  return out;
}

OutlineEntry OutlineWriter::formulas(const Text& part, const Timeline<FormulaId>& timeline) const {
  return dated(part, timeline, [&](const Version<FormulaId>& version) {
    if (version.value != none) return line(version.value, version.basis);
    OutlineLine repealed =
        said({"không còn là điều kiện", "no condition any more"}, version.span, version.basis);
    repealed.nothing = true;
    return repealed;
  });
}

/// Its reason is that of the line, or what an amendment says instead.
OutlineThing OutlineWriter::condition(const Benefit& benefit, const Condition& condition) const {
  OutlineThing thing{benefit.name + "." + condition.id, {}, {}};
  thing.entries.push_back(formulas({}, condition.timeline));
  OutlineEntry reasons{{"lý do", "reason"}, OutlineEntry::Rank::wording, {}};
  for (OutlineRun& run : thing.entries.front().runs) {
    const Text own = std::exchange(run.line.reason, {});
    run.line.name.clear();
    if (run.line.nothing) continue;
    for (const Segment<Text>& segment : condition.reason.segments(run.from, run.to, known_)) {
      const bool amended = segment.version != nullptr;
      reasons.runs.push_back(
          {segment.from, segment.to,
           amended ? said(segment.version->value, segment.version->span, segment.version->basis)
                   : said(own, run.line.span, run.line.basis)});
    }
  }
  thing.entries.push_back(std::move(reasons));
  return thing;
}

void OutlineWriter::benefits(Things& out) const {
  for (const Benefit& benefit : rules_.benefits) {
    if (!rules_.enacted_by(benefit, known_)) continue;
    OutlineThing thing{benefit.name, benefit.title, {}};
    OutlineLine title = said(benefit.title, benefit.span);
    title.key = "title";
    thing.entries.push_back(always({}, Rank::rule, std::move(title)));
    if (benefit.effective_on != none) {
      const Span span = rules_.formulas[benefit.effective_on].span;
      thing.entries.push_back(always({"ngày áp dụng", "effective date"}, Rank::rule,
                                     said({collapsed(writer_.written(span)), ""}, span)));
    }
    OutlineEntry when = formulas({"thuộc diện xét", "concerned"}, benefit.when);
    if (benefit.when.versions.empty())
      when = always(when.part, Rank::detail, said({"mọi hồ sơ", "every dossier"}, benefit.span));
    thing.entries.push_back(std::move(when));
    const auto yes_or_no = [](bool yes) { return yes ? Text{"có", "yes"} : Text{"không", "no"}; };
    thing.entries.push_back(always({"chi thêm bên cạnh các khoản khác", "paid beside the others"},
                                   Rank::detail, said(yes_or_no(benefit.on_top), benefit.span)));
    OutlineLine in_kind = said(benefit.in_kind.empty() ? yes_or_no(false) : benefit.in_kind, benefit.span);
    in_kind.key = benefit.in_kind.empty() ? "money" : "in kind";
    thing.entries.push_back(always({"bằng hiện vật", "in kind"}, Rank::detail, std::move(in_kind)));
    OutlineEntry entitlement = formulas({"mức hưởng", "entitlement"}, benefit.entitlement);
    out.push_back(std::move(thing));
    for (const Condition& one : benefit.conditions) out.push_back(condition(benefit, one));
    out.push_back({benefit.name, benefit.title, {std::move(entitlement)}});
  }
}

void OutlineWriter::definitions(Things& out) const {
  for (const Definition& one : rules_.definitions) {
    OutlineEntry entry = formulas({}, one.timeline);
    const auto& versions = one.timeline.versions;
    if (entry.runs.empty() || writer_.table_of(versions.front().value) != nullptr) continue;
    const Text kind = writer_.kind(one.type);
    OutlineThing thing{one.name, one.label, {}};
    thing.entries.push_back(std::move(entry));
    thing.entries.push_back(always({"loại", "kind"}, Rank::detail, said(kind, one.span)));
    thing.entries.push_back(always({"nhãn", "label"}, Rank::wording, said(one.label, one.span)));
    out.push_back(std::move(thing));
  }
}

/// A line for each rule below that of the hit policy.
OutlineLine OutlineWriter::rules_of(const DecisionTable& table, const Basis& basis) const {
  OutlineLine out = said(plain(writer_.hit_policy(table)), table.span, basis);
  out.ordered = table.hits == DecisionTable::Hits::first;
  std::vector<const TableRule*> in_order;
  for (const TableRule& rule : table.rules) in_order.push_back(&rule);
  std::sort(in_order.begin(), in_order.end(),
            [](const TableRule* a, const TableRule* b) { return a->number < b->number; });
  if (table.has_otherwise) in_order.push_back(&table.otherwise);
  for (const TableRule* rule : in_order) {
    OutlineLine one = said({}, rule->span, rule->basis);
    one.word = rule->number == 0 ? Text{"còn lại", "otherwise"} : Text{collapsed(rule->tests), ""};
    append(one.word, {" →", " →"});
    for (const FormulaId output : rule->outputs) {
      if (!one.text.empty()) append(one.text, {"; ", "; "});
      append(one.text, in_one_line(line(output, rule->basis)));
    }
    out.parts.push_back(std::move(one));
  }
  return out;
}

void OutlineWriter::tables(Things& out) const {
  std::set<std::string> told;
  for (const Definition& one : rules_.definitions) {
    if (one.timeline.versions.empty()) continue;
    const DecisionTable* first = writer_.table_of(one.timeline.versions.front().value);
    if (first == nullptr || !told.insert(first->name).second) continue;
    Text outputs;
    for (const Definition& output : rules_.definitions) {
      if (output.name != first->name && output.name.rfind(first->name + ".", 0) != 0) continue;
      if (!outputs.empty()) append(outputs, {", ", ", "});
      append(outputs, joined({output.name + " ", ""}, writer_.kind(output.type)));
    }
    OutlineThing thing{first->name, first->label, {}};
    thing.entries.push_back(dated({}, one.timeline, [&](const Version<FormulaId>& version) {
      return rules_of(*writer_.table_of(version.value), version.basis);
    }));
    thing.entries.push_back(always({"kết quả", "outputs"}, Rank::detail, said(outputs, first->span)));
    thing.entries.push_back(always({"nhãn", "label"}, Rank::wording, said(first->label, first->span)));
    out.push_back(std::move(thing));
  }
}

}  // namespace edge
}  // namespace HOTRO_ABI
}  // namespace hotro
