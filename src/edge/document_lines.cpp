// SPDX-License-Identifier: Apache-2.0
// Benefits and definitions: conditions and amounts as nested lists, line by line as the rule set has them.

#include <algorithm>
#include <utility>

#include "document_writer.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace edge {
namespace {

bool same(const Basis& a, const Basis& b) {
  const auto equal = [](const Citation& x, const Citation& y) {
    return x.source == y.source && locator_text(x, Language::en) == locator_text(y, Language::en);
  };
  return a.sureness == b.sureness &&
         std::equal(a.citations.begin(), a.citations.end(), b.citations.begin(), b.citations.end(), equal);
}

Text rounding_words(Rounding rounding) {
  switch (rounding) {
    case Rounding::up: return {"làm tròn lên (xa số 0)", "rounded up, away from zero,"};
    case Rounding::down: return {"làm tròn xuống (về số 0)", "rounded down, towards zero,"};
    case Rounding::half_up:
      return {"làm tròn đến số gần nhất, nửa thì lên,", "rounded to the nearest, halves up,"};
    case Rounding::half_down:
      return {"làm tròn đến số gần nhất, nửa thì xuống,", "rounded to the nearest, halves down,"};
    case Rounding::half_even:
      return {"làm tròn đến số gần nhất, nửa thì về số chẵn,", "rounded to the nearest, halves to even,"};
    case Rounding::floor: return {"làm tròn xuống (phía âm)", "rounded towards minus infinity"};
    case Rounding::ceiling: return {"làm tròn lên (phía dương)", "rounded towards plus infinity"};
  }
  return {};
}

}  // namespace

DocumentItem DocumentWriter::line(FormulaId id, const Basis& around) const {
  DocumentItem out;
  if (id >= rules_.formulas.size()) return out;
  const Formula& formula = rules_.formulas[id];
  const Line* line = formula.line == none ? nullptr : &rules_.lines[formula.line];
  const Basis& basis = line == nullptr ? around : line->basis;
  out.place = place(line == nullptr ? formula.span : line->span);
  if (line != nullptr && !line->id.empty()) out.phrase.push_back(strong({line->id, ""}));
  formula_of(formula, line, out);
  if (!same(basis, around)) cite(out.phrase, basis);
  if (line != nullptr && !line->reason.empty()) out.phrase.push_back(reason(line->reason));
  parts_of(formula, basis, out);
  return out;
}

/// What the line itself says.
void DocumentWriter::formula_of(const Formula& formula, const Line* line, DocumentItem& out) const {
  const bool leaf = line == nullptr || line->leaf;
  const bool rounds =
      formula.operation == Operation::round && rules_.formulas[formula.inputs[0]].line != none;
  if (leaf) {
    const Formula& said = rounds ? rules_.formulas[formula.inputs[0]] : formula;
    const bool constant = said.operation == Operation::constant && !said.type.range;
    const std::string text =
        line != nullptr && !line->formula.empty() ? line->formula : written(formula.span);
    if (constant)
      out.phrase.push_back(strong(value(said.type, said.value)));
    else
      this->formula(out.phrase, text);
  }
  if (rounds) {
    out.phrase.push_back(
        words(joined(joined(rounding_words(formula.rounding), {" theo bội của ", " to multiples of "}),
                     value(formula.type, formula.value))));
    if (!leaf) out.phrase.push_back(words({"của", "of"}));
  }
  if (leaf || rounds) return;
  const std::string count = std::to_string(formula.index);
  switch (formula.operation) {
    case Operation::all: return out.phrase.push_back(words({"tất cả các điều sau", "all of these"}));
    case Operation::any: return out.phrase.push_back(words({"một trong các điều sau", "any of these"}));
    case Operation::no_one: return out.phrase.push_back(words({"không điều nào sau đây", "none of these"}));
    case Operation::at_least:
      return out.phrase.push_back(
          words({"ít nhất " + count + " trong các điều sau", "at least " + count + " of these"}));
    case Operation::choose: return out.phrase.push_back(words({"tùy trường hợp", "one of two"}));
    case Operation::multiply:
      return out.phrase.push_back(words({"mức một tháng nhân số tháng", "so much for each month"}));
    case Operation::minimum:
      return out.phrase.push_back(
          words({"theo quyết định, có mức tối đa", "as is decided, up to a ceiling"}));
    default: return this->formula(out.phrase, written(formula.span));
  }
}

std::vector<DocumentWriter::Part> DocumentWriter::parts(const Formula& formula) const {
  if (formula.line == none || rules_.lines[formula.line].leaf) return {};
  const auto& inputs = formula.inputs;
  switch (formula.operation) {
    case Operation::all:
    case Operation::any:
    case Operation::no_one:
    case Operation::at_least: {
      std::vector<Part> list;
      for (const FormulaId input : inputs) list.push_back({{}, input});
      return list;
    }
    case Operation::choose:
      return {{{"nếu", "if"}, inputs[0]},
              {{"thì", "then"}, inputs[1]},
              {{"nếu không thì", "otherwise"}, inputs[2]}};
    case Operation::round: return {{{}, inputs[0]}};
    case Operation::multiply: {  // so much a month, for so many months
      const Formula& months = rules_.formulas[inputs[1]];
      const bool limited = months.operation == Operation::minimum && months.line == none;
      std::vector<Part> list{{{"mỗi tháng", "each month"}, inputs[0]},
                             {{"số tháng", "months"}, limited ? months.inputs[0] : inputs[1]}};
      if (limited) list.push_back({{"nhiều nhất", "at most"}, months.inputs[1]});
      return list;
    }
    case Operation::minimum:  // a ceiling
      return {{{"số tiền quyết định", "decided"}, inputs[0]}, {{"nhiều nhất", "up to"}, inputs[1]}};
    default: return {};
  }
}

void DocumentWriter::parts_of(const Formula& formula, const Basis& basis, DocumentItem& out) const {
  for (const Part& part : parts(formula))
    out.parts.push_back(part.word.empty() ? line(part.id, basis) : branch(part.word, part.id, basis));
}

DocumentItem DocumentWriter::branch(const Text& word, FormulaId id, const Basis& around) const {
  DocumentItem out = line(id, around);
  out.phrase.insert(out.phrase.begin(), words(word));
  return out;
}

/// A formula behind the item's own words; its id is not said again where the item stands `within` it.
void DocumentWriter::add_content(DocumentItem& to, FormulaId id, std::string_view within) const {
  DocumentItem content = line(id, {});
  const std::uint32_t own = id < rules_.formulas.size() ? rules_.formulas[id].line : none;
  const bool named = own != none && !rules_.lines[own].id.empty();
  if (named && within == rules_.lines[own].id) content.phrase.erase(content.phrase.begin());
  to.phrase.insert(to.phrase.end(), std::make_move_iterator(content.phrase.begin()),
                   std::make_move_iterator(content.phrase.end()));
  to.parts.insert(to.parts.end(), std::make_move_iterator(content.parts.begin()),
                  std::make_move_iterator(content.parts.end()));
  to.place = std::move(content.place);
}

void DocumentWriter::versions(DocumentItem& to, const Timeline<FormulaId>& timeline,
                              std::string_view within) const {
  if (plain(timeline)) {
    for (const Version<FormulaId>& only : timeline.versions) {
      if (only.value != none) add_content(to, only.value, {});
    }
    return;
  }
  for (const Version<FormulaId>& version : timeline.versions) {
    DocumentItem item;
    applies(item.phrase, timeline, version);
    if (version.value == none) {
      item.phrase.push_back(words({"không còn là điều kiện", "no condition any more"}));
      item.place = place(version.span);
      cite(item.phrase, version.basis);
    } else {
      add_content(item, version.value, within);
    }
    to.parts.push_back(std::move(item));
  }
}

DocumentItem DocumentWriter::condition(const Benefit& benefit, const Condition& condition) const {
  DocumentItem out;
  out.anchor = "c-" + benefit.name + "-" + condition.id;
  if (!plain(condition.timeline) || condition.timeline.versions.empty())
    out.phrase.push_back(strong({condition.id, ""}));
  versions(out, condition.timeline, condition.id);
  for (const Version<Text>& reason : condition.reason.versions) {
    DocumentItem item;
    applies(item.phrase, condition.reason, reason);
    item.phrase.push_back(edge::reason(reason.value));
    cite(item.phrase, reason.basis);
    item.place = place(reason.span);
    out.parts.push_back(std::move(item));
  }
  return out;
}

DocumentSection DocumentWriter::benefit(const Benefit& benefit) const {
  DocumentSection out{"b-" + benefit.name, benefit.title, {}, {}};
  Phrase about{code(benefit.name)};
  if (benefit.on_top)
    about.push_back(words({"được chi thêm bên cạnh các khoản khác;", "is paid beside the other benefits;"}));
  if (!benefit.in_kind.empty())
    about.push_back(words(joined(joined({"bằng hiện vật: ", "in kind: "}, benefit.in_kind), {";", ";"})));
  if (benefit.added_by != none) {
    about.push_back(words({"được bổ sung bởi", "added by"}));
    about.push_back(source_title(benefit.added_by));
  }
  imported(about, benefit.span);
  out.blocks.emplace_back(std::move(about));

  std::vector<DocumentItem> lines;
  DocumentItem date;
  date.phrase.push_back(strong({"Ngày áp dụng", "Effective date"}));
  if (benefit.effective_on != none) formula(date.phrase, written(rules_.formulas[benefit.effective_on].span));
  lines.push_back(std::move(date));

  DocumentItem when;
  when.phrase.push_back(strong({"Thuộc diện xét", "Concerned"}));
  if (benefit.when.versions.empty()) when.phrase.push_back(words({"mọi hồ sơ", "every dossier"}));
  versions(when, benefit.when);
  lines.push_back(std::move(when));

  DocumentItem eligible;
  eligible.phrase.push_back(strong({"Điều kiện hưởng", "Eligibility"}));
  eligible.phrase.push_back(words({"tất cả các điều sau", "all of these"}));
  for (const Condition& one : benefit.conditions) eligible.parts.push_back(condition(benefit, one));
  lines.push_back(std::move(eligible));

  DocumentItem entitlement;
  entitlement.phrase.push_back(strong({"Mức hưởng", "Entitlement"}));
  versions(entitlement, benefit.entitlement);
  lines.push_back(std::move(entitlement));
  out.blocks.emplace_back(std::move(lines));
  return out;
}

DocumentSection DocumentWriter::benefits() const {
  DocumentSection out{"benefits", {"Các khoản hỗ trợ", "Benefits"}, {}, {}};
  for (const Benefit& one : rules_.benefits) out.parts.push_back(benefit(one));
  return out;
}

DocumentSection DocumentWriter::definitions() const {
  DocumentSection out{"definitions", {"Định nghĩa", "Definitions"}, {}, {}};
  std::vector<DocumentItem> items;
  for (const Definition& one : rules_.definitions) {
    if (!one.timeline.versions.empty() && table_of(one.timeline.versions.front().value) != nullptr)
      continue;  // among the decision tables
    DocumentItem item;
    item.anchor = "d-" + one.name;
    name_of(item.phrase, "", one.label, one.name);
    item.phrase.push_back(soft(kind(one.type)));
    imported(item.phrase, one.span);
    DocumentItem content;
    versions(content, one.timeline);
    if (content.phrase.empty())
      item.parts = std::move(content.parts);
    else
      item.parts.push_back(std::move(content));
    items.push_back(std::move(item));
  }
  if (!items.empty()) out.blocks.emplace_back(std::move(items));
  return out;
}

}  // namespace edge
}  // namespace HOTRO_ABI
}  // namespace hotro
