// SPDX-License-Identifier: Apache-2.0
// A document from its beginning to its end.

#include "hotro/edge/document.hpp"

#include <algorithm>
#include <numeric>
#include <utility>

#include "document_writer.hpp"
#include "hotro/load.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace edge {

Document make_document(const RuleSet& rules, const Sources& sources, std::span<const Case> cases) {
  return DocumentWriter(rules, sources).run(cases);
}

Document DocumentWriter::run(std::span<const Case> cases_of) const {
  Document out{rules_.id, rules_.title, {}};
  const auto add = [&](DocumentSection section) {
    if (!section.blocks.empty() || !section.parts.empty()) out.sections.push_back(std::move(section));
  };
  add(about());
  add(acts());
  add(changes());
  add(benefits());
  add(definitions());
  add(tables());
  add(parameters());
  add(readings());
  add(facts());
  add(types());
  add(cases(cases_of));
  add(imports());
  return out;
}

DocumentSection DocumentWriter::about() const {
  DocumentSection out{"about", {"Tóm tắt", "In short"}, {}, {}};
  std::vector<DocumentItem> items;
  const auto add = [&](const Text& what, Phrase said) {
    said.insert(said.begin(), strong(what));
    items.push_back({std::move(said), {}, {}, {}});
  };
  add({"Bộ quy tắc", "Rule set"}, {code(rules_.id)});
  if (!rules_.currency.empty()) add({"Đơn vị tiền", "Currency"}, {words({rules_.currency, ""})});
  if (rules_.base_act != none) {
    const Source& act = rules_.sources[rules_.base_act];
    add({"Văn bản gốc", "Base act"},
        {source_title(rules_.base_act), words(joined({"ban hành ", "enacted "}, day(act.enacted)))});
  }
  if (!rules_.acts.empty()) add({"Theo luật đến ngày", "The law as known on"}, {words(day(known_))});
  if (!rules_.benefits.empty())
    add({"Điều chỉnh ngày áp dụng", "Covers effective dates"},
        {words(days(rules_.covers_from, rules_.covers_to))});
  if (Phrase said = month_end(); !said.empty())
    add({"Ngày mà tháng không có", "A day that its month does not have"}, std::move(said));
  Phrase marks;
  for (const Sureness sureness :
       {Sureness::text, Sureness::two_sources, Sureness::one_source, Sureness::inferred})
    marks.push_back({Piece::Kind::mark,
                     {std::string(label(sureness, Language::vi)), std::string(label(sureness, Language::en))},
                     "legend",
                     sureness});
  add({"Mức độ chắc chắn", "How certain a line is"}, std::move(marks));
  out.blocks.emplace_back(std::move(items));
  return out;
}

Phrase DocumentWriter::month_end() const {
  if (rules_.month_end_reading != none) {
    const Reading& reading = rules_.readings[rules_.month_end_reading];
    return {words({"theo cách hiểu", "by the reading"}), code(reading.name, "#r-" + reading.name)};
  }
  if (!rules_.has_month_end) return {};
  return {words(rules_.month_end == MonthEnd::last_day
                    ? Text{"là ngày cuối của tháng đó", "is the last day of that month"}
                    : Text{"là ngày đầu của tháng sau", "is the first day of the next month"})};
}

DocumentSection DocumentWriter::acts() const {
  DocumentSection out{"acts", {"Văn bản", "Acts"}, {}, {}};
  DocumentTable table;
  table.heads = {{words({"Văn bản", "Act"})},
                 {words({"Ban hành", "Enacted"})},
                 {words({"Có hiệu lực", "In force"})},
                 {words({"Ghi chú", "Remarks"})}};
  std::vector<std::uint32_t> in_order(rules_.sources.size());
  std::iota(in_order.begin(), in_order.end(), 0U);
  std::stable_sort(in_order.begin(), in_order.end(), [&](std::uint32_t a, std::uint32_t b) {
    return rules_.sources[a].enacted < rules_.sources[b].enacted;
  });
  for (const std::uint32_t i : in_order) {
    const Source& source = rules_.sources[i];
    Phrase title{{Piece::Kind::strong, source.title}, code(source.id)};
    Phrase remarks;
    if (source.part_of < rules_.sources.size()) {
      remarks.push_back(words({"là một phần của", "part of"}));
      remarks.push_back(source_title(source.part_of));
    }
    if (!source.url.empty()) remarks.push_back({Piece::Kind::words, {source.url, ""}, source.url});
    if (i == rules_.base_act) {
      remarks.push_back(soft({"văn bản gốc", "base act"}));
    } else if (std::find(rules_.acts.begin(), rules_.acts.end(), i) != rules_.acts.end()) {
      remarks.push_back(own(source.span)
                            ? soft({"ban hành các phiên bản của quy tắc", "enacts versions of the rules"})
                            : soft({"ban hành phần được nhập", "enacts what is imported"}));
    }
    imported(remarks, source.span);
    table.rows.push_back(
        {std::move(title), {words(day(source.enacted))}, {words(day(source.in_force))}, std::move(remarks)});
    table.anchors.push_back("s-" + source.id);
  }
  if (!table.rows.empty()) out.blocks.emplace_back(std::move(table));
  return out;
}

DocumentSection DocumentWriter::imports() const {
  DocumentSection out{"imports", {"Phần được nhập", "What is imported"}, {}, {}};
  std::map<std::string, DocumentItem> items;  // by rule set
  for (const std::string& id : missing_imports(sources_, rules_.files)) items[id];
  const auto add = [&](const Text& what, Span span, std::string_view name, std::string target) {
    const auto id = ids_.find(span.source);
    if (own(span) || id == ids_.end()) return;
    DocumentItem& item = items[id->second];
    auto group = std::find_if(item.parts.begin(), item.parts.end(),
                              [&](const DocumentItem& one) { return one.phrase.front().text.en == what.en; });
    if (group == item.parts.end()) {
      item.parts.push_back({{words(what)}, {}, {}, {}});
      group = item.parts.end() - 1;
    }
    if (group->phrase.size() > 1) group->phrase.push_back(words({",", ""}));
    group->phrase.push_back(code(name, std::move(target)));
  };
  for (const Source& one : rules_.sources) add({"Văn bản:", "Acts:"}, one.span, one.id, "#s-" + one.id);
  for (const ChoiceType& one : rules_.types)
    add({"Lựa chọn:", "Choices:"}, one.span, one.name, "#o-" + one.name);
  for (const Fact& one : rules_.facts) {
    if (one.row <= 1) add({"Dữ kiện:", "Facts:"}, one.span, one.path(), "#f-" + one.path());
  }
  for (const Parameter& one : rules_.parameters)
    add({"Tham số:", "Parameters:"}, one.span, one.name, "#p-" + one.name);
  for (const Reading& one : rules_.readings)
    add({"Cách hiểu:", "Readings:"}, one.span, one.name, "#r-" + one.name);
  for (const Definition& one : rules_.definitions)
    add({"Định nghĩa:", "Definitions:"}, one.span, one.name, "#d-" + one.name);
  for (const Benefit& one : rules_.benefits)
    add({"Khoản hỗ trợ:", "Benefits:"}, one.span, one.name, "#b-" + one.name);
  std::vector<DocumentItem> list;
  for (auto& [id, item] : items) {
    item.phrase.push_back(code(id));
    list.push_back(std::move(item));
  }
  if (!list.empty()) out.blocks.emplace_back(std::move(list));
  return out;
}

}  // namespace edge
}  // namespace HOTRO_ABI
}  // namespace hotro
