// SPDX-License-Identifier: Apache-2.0
// What is to be handed in, what it may be, where the law is silent, and the cases.

#include <utility>

#include "document_writer.hpp"
#include "hotro/edge/answers.hpp"
#include "hotro/edge/explanation.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace edge {
namespace {

const std::vector<Phrase> fact_heads{{words({"Dữ kiện", "Fact"})},
                                     {words({"Loại và phạm vi", "Kind and range"})},
                                     {words({"Ghi chú", "Remarks"})}};

/// Behind what the labels of a list's facts begin with.
Text behind(const Text& label, std::string_view mark) {
  const auto cut = [&](const std::string& text) {
    const std::size_t at = text.find(mark);
    return at == std::string::npos ? text : text.substr(at + mark.size());
  };
  return {cut(label.vi), cut(label.en)};
}

/// In front of what the label of a list's number of rows ends with.
Text before(const Text& label, const Text& mark) {
  return {label.vi.substr(0, label.vi.rfind(mark.vi)), label.en.substr(0, label.en.rfind(mark.en))};
}

Text truth_words(Truth truth) {
  switch (truth) {
    case Truth::no: return {"không", "no"};
    case Truth::yes: return {"có", "yes"};
    case Truth::unknown: break;
  }
  return {"chưa rõ", "unknown"};
}

}  // namespace

// --- facts

std::vector<Phrase> DocumentWriter::fact_row(const Fact& fact, std::string_view name,
                                             const Text& label) const {
  std::vector<Phrase> row(3);
  name_of(row[0], "", label, name);
  Phrase& range = row[1];
  if (fact.type.kind == Kind::choice) {
    const ChoiceType& type = rules_.types[fact.type.choice];
    range.push_back(words({"một trong", "one of"}));
    range.push_back(code(type.name, "#o-" + type.name));
  } else {
    Text said = kind(fact.type);
    if (is_number(fact.type.kind)) append(said, joined({": ", ": "}, span_text(fact.type, fact.range)));
    range.push_back(words(std::move(said)));
  }
  Phrase& remarks = row[2];
  if (fact.person) remarks.push_back(words({"định danh người đề nghị", "identifies the applicant"}));
  if (!fact.decided_by.empty())
    remarks.push_back(words(joined({"do quyết định của ", "decided by "}, fact.decided_by)));
  if (fact.applies_if != none) {
    remarks.push_back(words({"chỉ áp dụng nếu", "applies only if"}));
    formula(remarks, written(rules_.formulas[fact.applies_if].span));
  }
  if (fact.has_default)
    remarks.push_back(words(joined({"thiếu thì coi là ", "if missing, assumed to be "},
                                   span_text(fact.type, {fact.if_missing, fact.if_missing}))));
  imported(remarks, fact.span);
  return row;
}

void DocumentWriter::add_fact_list(const Fact& count, DocumentSection& out) const {
  const std::string list = count.name.substr(0, count.name.rfind('.'));
  Phrase about;
  about.push_back(code(list));
  about.push_back(words(joined({"danh sách, nhiều nhất ", "a list of at most "},
                               joined({std::to_string(count.range.high), ""}, {" dòng;", " rows;"}))));
  DocumentTable table{fact_heads, {}, {}};
  for (const Fact& fact : rules_.facts) {
    if (fact.row != 1 || &rules_.facts[fact.row_count] != &count) continue;
    const std::string name = fact.name.substr(list.size() + 3);  // behind ".1."
    table.rows.push_back(fact_row(fact, name, behind(fact.label, " 1: ")));
    table.anchors.push_back("f-" + fact.path());
  }
  about.push_back(words({"số dòng:", "number of rows:"}));
  about.push_back(code(count.path()));
  imported(about, count.span);
  const Text title = count.label.empty() ? Text{list, ""} : before(count.label, {": số dòng", ": how many"});
  DocumentSection part{"f-" + list, title, {}, {}};
  part.blocks.emplace_back(std::move(about));
  part.blocks.emplace_back(std::move(table));
  out.parts.push_back(std::move(part));
}

DocumentSection DocumentWriter::facts() const {
  DocumentSection out{"facts", {"Dữ kiện cần có", "Facts to be given"}, {}, {}};
  static const Text groups[] = {{"Của hồ sơ", "Of the dossier"},
                                {"Của doanh nghiệp", "Of the enterprise"},
                                {"Từ sổ chi: đã chi trước đây", "Of the ledger: what was paid before"}};
  static const char* const anchors[] = {"facts-dossier", "facts-enterprise", "facts-ledger"};
  std::set<std::uint32_t> lists;
  for (const Fact& fact : rules_.facts) {
    if (fact.row_count != none) lists.insert(fact.row_count);
  }
  for (std::size_t group = 0; group < std::size(groups); ++group) {
    DocumentTable table{fact_heads, {}, {}};
    for (std::uint32_t i = 0; i < rules_.facts.size(); ++i) {
      const Fact& fact = rules_.facts[i];
      if (static_cast<std::size_t>(fact.group) != group || fact.row != 0 || lists.count(i) != 0) continue;
      table.rows.push_back(fact_row(fact, fact.path(), fact.label));
      table.anchors.push_back("f-" + fact.path());
    }
    if (table.rows.empty()) continue;
    DocumentSection part{anchors[group], groups[group], {}, {}};
    part.blocks.emplace_back(std::move(table));
    out.parts.push_back(std::move(part));
    if (group != 0) continue;
    for (const std::uint32_t list : lists) add_fact_list(rules_.facts[list], out);
  }
  return out;
}

DocumentSection DocumentWriter::types() const {
  DocumentSection out{"types", {"Các lựa chọn", "Choices"}, {}, {}};
  std::set<std::uint32_t> of_readings;
  for (const Reading& one : rules_.readings) of_readings.insert(one.type);
  std::vector<DocumentItem> items;
  for (std::uint32_t i = 0; i < rules_.types.size(); ++i) {
    const ChoiceType& type = rules_.types[i];
    if (of_readings.count(i) != 0) continue;  // shown with its question
    DocumentItem item;
    item.anchor = "o-" + type.name;
    item.place = place(type.span);
    item.phrase.push_back(code(type.name));
    imported(item.phrase, type.span);
    for (std::size_t option_of = 0; option_of < type.options.size(); ++option_of) {
      DocumentItem one;
      option(one.phrase, type, option_of);
      item.parts.push_back(std::move(one));
    }
    items.push_back(std::move(item));
  }
  if (!items.empty()) out.blocks.emplace_back(std::move(items));
  return out;
}

// --- readings

DocumentSection DocumentWriter::readings() const {
  DocumentSection out{
      "readings", {"Cách hiểu khi văn bản không nói rõ", "Readings where the law is silent"}, {}, {}};
  std::vector<DocumentItem> items;
  for (const Reading& reading : rules_.readings) {
    DocumentItem item;
    item.anchor = "r-" + reading.name;
    item.place = place(reading.span);
    item.phrase.push_back(strong(reading.asks));
    item.phrase.push_back(code(reading.name));
    cite(item.phrase, reading.basis);
    imported(item.phrase, reading.span);
    const ChoiceType& type = rules_.types[reading.type];
    for (std::size_t i = 0; i < type.options.size(); ++i) {
      DocumentItem one;
      option(one.phrase, type, i);
      if (i == reading.default_option) one.phrase.push_back(strong({"← mặc định", "← by default"}));
      item.parts.push_back(std::move(one));
    }
    items.push_back(std::move(item));
  }
  if (!items.empty()) out.blocks.emplace_back(std::move(items));
  return out;
}

// --- cases

DocumentItem DocumentWriter::expectation(const Expectation& expected) const {
  DocumentItem out;
  const Benefit& benefit = rules_.benefits[expected.benefit];
  const Type money{Kind::money, none, false};
  Phrase& phrase = out.phrase;
  phrase.push_back({Piece::Kind::code, {benefit.name, ""}, "#b-" + benefit.name});
  const auto begin = [&](const Text& what) {
    if (phrase.size() > 1) phrase.push_back(words({";", ""}));
    phrase.push_back(words(joined(what, {":", ":"})));
  };
  const auto add = [&](bool has, const Text& what, const Text& value) {
    if (!has) return;
    begin(what);
    phrase.push_back(words(value));
  };
  const auto amount = [&](const Amount& one) { return span_text(money, {one.low.units, one.high.units}); };
  add(expected.has_concerned, {"thuộc diện xét", "concerned"}, truth_words(expected.concerned));
  add(expected.has_status, {"kết quả", "status"},
      {std::string(status_text(expected.status, Language::vi)),
       std::string(status_text(expected.status, Language::en))});
  add(expected.has_eligible, {"đủ điều kiện", "eligible"}, truth_words(expected.eligible));
  add(expected.has_entitlement, {"mức hưởng", "entitlement"}, amount(expected.entitlement));
  add(expected.has_payout, {"chi trả", "payout"}, amount(expected.payout));
  add(expected.has_overpaid, {"chi vượt", "overpaid"}, amount(expected.overpaid));
  const auto list = [&](bool has, const Text& what, const std::vector<std::string>& names, bool conditions) {
    if (!has) return;
    begin(what);
    if (names.empty()) phrase.push_back(words({"không có", "none"}));
    for (const std::string& name : names) {
      if (&name != &names.front()) phrase.push_back(words({",", ""}));
      std::string target;
      const auto fact = conditions ? names_.end() : names_.find(name);
      if (fact != names_.end()) target = fact->second.target;
      if (conditions && name != outside_scope) target = "#c-" + benefit.name + "-" + name;
      phrase.push_back(code(name, target));
    }
  };
  list(expected.has_failed, {"điều kiện không đạt", "conditions not met"}, expected.failed, true);
  list(expected.has_open, {"điều kiện chưa rõ", "conditions open"}, expected.open, true);
  list(expected.has_missing, {"còn thiếu", "missing"}, expected.missing, false);
  list(expected.has_assumed, {"giả định", "assumed"}, expected.assumed, false);
  return out;
}

DocumentSection DocumentWriter::cases(std::span<const Case> cases) const {
  DocumentSection out{"cases", {"Tình huống", "Cases"}, {}, {}};
  std::vector<DocumentItem> items;
  for (const Case& one : cases) {
    DocumentItem item;
    item.place = place(one.span);
    item.phrase.push_back(words({one.name, ""}));
    if (one.options.has_known)
      item.phrase.push_back(
          soft(joined({"theo luật biết đến ngày ", "by the law as known on "}, day(one.options.known))));
    for (const auto& [reading, option] : one.options.readings) {
      item.phrase.push_back(code(reading + " = " + option, "#r-" + reading));
    }
    cite(item.phrase, {one.citations, Sureness::text});
    if (!one.citations.empty()) item.phrase.pop_back();  // a case is no line of the law
    for (const Expectation& expected : one.expectations) item.parts.push_back(expectation(expected));
    if (one.expects_error) {
      DocumentItem error;
      error.phrase.push_back(words({"không biên dịch được:", "does not compile:"}));
      error.phrase.push_back(code(code_text(one.error)));
      item.parts.push_back(std::move(error));
    }
    items.push_back(std::move(item));
  }
  if (!items.empty()) out.blocks.emplace_back(std::move(items));
  return out;
}

}  // namespace edge
}  // namespace HOTRO_ABI
}  // namespace hotro
