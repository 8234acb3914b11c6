// SPDX-License-Identifier: Apache-2.0
// Decision tables and parameters, as tables.

#include <algorithm>
#include <array>
#include <utility>

#include "document_writer.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace edge {
namespace {

/// A key of so many options heads columns; one of more heads rows.
constexpr std::size_t most_columns = 5;

const yaml::Node* node_at(const yaml::Document& file, Span span) {
  for (const yaml::Node& node : file.nodes) {
    if (node.kind == yaml::Kind::mapping && node.span.begin == span.begin && node.span.end == span.end)
      return &node;
  }
  return nullptr;
}

Text hit_words(std::string_view hit, std::string_view aggregate) {
  if (hit == "unique") return {"nhiều nhất một dòng trúng", "at most one rule is met"};
  if (hit == "any") return {"các dòng cùng trúng cho cùng một kết quả", "rules that are met together agree"};
  if (hit == "first") return {"lấy dòng trúng đầu tiên", "the first rule that is met counts"};
  if (hit == "priority")
    return {"lấy dòng trúng có kết quả được ưu tiên nhất",
            "of the rules that are met the one of the highest priority counts"};
  if (aggregate == "sum") return {"cộng kết quả của các dòng trúng", "the sum over the rules that are met"};
  if (aggregate == "min") return {"số nhỏ nhất của các dòng trúng", "the smallest of the rules that are met"};
  if (aggregate == "max") return {"số lớn nhất của các dòng trúng", "the largest of the rules that are met"};
  return {"số dòng trúng", "the number of rules that are met"};
}

}  // namespace

// --- decision tables

const DecisionTable* DocumentWriter::table_of(FormulaId id) const {
  const std::uint32_t line = id == none ? none : rules_.formulas[id].line;
  const std::uint32_t table = line == none ? none : rules_.lines[line].table;
  return table == none ? nullptr : &rules_.tables[table];
}

Phrase DocumentWriter::hit_policy(const DecisionTable& table) const {
  Phrase out;
  const auto file = files_.find(table.span.source);
  const yaml::Node* node = file == files_.end() ? nullptr : node_at(file->second, table.span);
  if (node == nullptr) return out;
  const auto key = [&](const char* name) -> const yaml::Node* { return file->second.find(*node, name); };
  const yaml::Node* hit = key("hit");
  const yaml::Node* aggregate = key("aggregate");
  if (hit != nullptr) out.push_back(words(hit_words(hit->text, aggregate == nullptr ? "" : aggregate->text)));
  if (const yaml::Node* priority = key("priority")) {
    out.push_back(words({"thứ tự ưu tiên:", "by priority:"}));
    for (const std::uint32_t child : priority->children) {
      if (child != priority->children.front()) out.push_back(words({",", ""}));
      formula(out, file->second[child].text);
    }
  }
  return out;
}

DocumentTable DocumentWriter::rules_of(const DecisionTable& table, std::string_view prefix) const {
  DocumentTable out;
  const auto file = files_.find(table.span.source);
  const yaml::Node* node = file == files_.end() ? nullptr : node_at(file->second, table.span);
  const yaml::Node* inputs = node == nullptr ? nullptr : file->second.find(*node, "inputs");
  const yaml::Node* rows = node == nullptr ? nullptr : file->second.find(*node, "rules");
  const bool by_input = inputs != nullptr && rows != nullptr && rows->children.size() == table.rules.size();
  const auto add = [&](Phrase phrase) { out.heads.push_back(std::move(phrase)); };
  add({words({"Dòng", "Rule"})});
  if (by_input) {
    for (const std::uint32_t child : inputs->children) {
      Phrase head;
      formula(head, file->second[child].text);
      add(std::move(head));
    }
  } else {
    add({words({"Nếu", "If"})});
  }
  for (const Definition& one : rules_.definitions) {
    const bool output = one.name == table.name || one.name.rfind(table.name + ".", 0) == 0;
    if (!output) continue;
    const std::string_view name = one.name;
    const std::string_view shown = name == table.name ? name : name.substr(table.name.size() + 1);
    add({words({"Kết quả", "Output"}), code(shown), soft(kind(one.type))});
  }
  add({words({"Theo", "By"})});

  const auto output_cells = [&](const TableRule& rule, std::vector<Phrase>& row) {
    for (const FormulaId output : rule.outputs) row.push_back(line(output, rule.basis).phrase);
    Phrase basis;
    cite(basis, rule.basis);
    row.push_back(std::move(basis));
    out.rows.push_back(std::move(row));
    out.anchors.push_back(std::string(prefix) + "-" +
                          (rule.number == 0 ? "otherwise" : std::to_string(rule.number)));
  };
  std::vector<const TableRule*> in_order;
  for (const TableRule& rule : table.rules) in_order.push_back(&rule);
  std::sort(in_order.begin(), in_order.end(),
            [](const TableRule* a, const TableRule* b) { return a->number < b->number; });
  for (const TableRule* rule : in_order) {
    std::vector<Phrase> row{{words({std::to_string(rule->number), ""})}};
    if (by_input) {
      const yaml::Node& tests = *file->second.find(file->second[rows->children[rule->number - 1]], "if");
      for (const std::uint32_t child : tests.children) {
        const std::string& test = file->second[child].text;
        Phrase cell;
        if (test == "-")
          cell.push_back(words({"bất kỳ", "any"}));
        else
          formula(cell, test);
        row.push_back(std::move(cell));
      }
    } else {
      Phrase cell;
      formula(cell, rule->tests);
      row.push_back(std::move(cell));
    }
    output_cells(*rule, row);
  }
  if (table.has_otherwise) {
    std::vector<Phrase> row{{words({"còn lại", "otherwise"})}};
    for (std::size_t i = 0; i < (by_input ? inputs->children.size() : 1); ++i)
      row.push_back({words({"–", ""})});
    output_cells(table.otherwise, row);
  }
  return out;
}

void DocumentWriter::table_versions(const Definition& first, DocumentSection& out) const {
  for (const Version<FormulaId>& version : first.timeline.versions) {
    const DecisionTable& table = *table_of(version.value);
    Phrase about;
    const bool again = &version != &first.timeline.versions.front();
    if (!plain(first.timeline)) applies(about, first.timeline, version);
    for (Piece& piece : hit_policy(table)) about.push_back(std::move(piece));
    cite(about, version.basis);
    out.blocks.emplace_back(std::move(about));
    const auto number = std::to_string(&version - first.timeline.versions.data() + 1);
    out.blocks.emplace_back(rules_of(table, "t-" + table.name + (again ? "-" + number : "")));
  }
}

DocumentSection DocumentWriter::tables() const {
  DocumentSection out{"tables", {"Bảng quyết định", "Decision tables"}, {}, {}};
  std::set<std::string> told;
  for (const Definition& one : rules_.definitions) {
    const DecisionTable* of =
        one.timeline.versions.empty() ? nullptr : table_of(one.timeline.versions.front().value);
    if (of == nullptr || !told.insert(of->name).second) continue;
    const DecisionTable& table = *of;
    DocumentSection part{"t-" + table.name, table.label.empty() ? Text{table.name, ""} : table.label, {}, {}};
    Phrase about{code(table.name)};
    imported(about, table.span);
    part.blocks.emplace_back(std::move(about));
    table_versions(one, part);
    out.parts.push_back(std::move(part));
  }
  return out;
}

// --- parameters

Phrase DocumentWriter::cell(const Parameter& parameter, const ParameterValue& value, std::size_t cell) const {
  if (!value.in_force) return {words({"không có hiệu lực", "not in force"})};
  if (!parameter.type.range) return {words(this->value(parameter.type, value.cells[cell]))};
  Type end = parameter.type;
  end.range = false;
  Text text = this->value(end, value.cells[2 * cell]);
  append(text, {" – ", " – "});
  append(text, this->value(end, value.cells[2 * cell + 1]));
  return {words(std::move(text))};
}

/// Rows of the keys; the last key heads columns where it has few options and is not the only one.
DocumentTable DocumentWriter::by_keys(const Parameter& parameter, const ParameterValue& value) const {
  DocumentTable out;
  const std::size_t keys = parameter.keys.size();
  const ChoiceType& last = rules_.types[parameter.keys.back()];
  const bool across = keys > 1 && last.options.size() <= most_columns;
  const std::size_t columns = across ? last.options.size() : 1;
  const std::size_t heading = keys - (across ? 1 : 0);
  std::size_t cells = 1;
  for (std::size_t i = 0; i < keys; ++i) {
    const ChoiceType& key = rules_.types[parameter.keys[i]];
    cells *= key.options.size();
    if (i < heading) out.heads.push_back({code(key.name, "#o-" + key.name)});
  }
  for (std::size_t i = 0; across && i < columns; ++i) {
    Phrase head;
    option(head, last, i);
    out.heads.push_back(std::move(head));
  }
  if (!across) out.heads.push_back({words({"Giá trị", "Value"})});
  for (std::size_t at = 0; at < cells; at += columns) {
    std::vector<Phrase> row;
    std::size_t stride = cells;
    for (std::size_t i = 0; i < heading; ++i) {
      const ChoiceType& key = rules_.types[parameter.keys[i]];
      stride /= key.options.size();
      Phrase name;
      option(name, key, at / stride % key.options.size());
      row.push_back(std::move(name));
    }
    for (std::size_t i = 0; i < columns; ++i) row.push_back(cell(parameter, value, at + i));
    out.rows.push_back(std::move(row));
  }
  return out;
}

void DocumentWriter::parameter(const Parameter& parameter, DocumentSection& out) const {
  const auto basis_of = [&](const Version<ParameterValue>& version) {
    Phrase basis;
    cite(basis, version.basis);
    return basis;
  };
  const bool one_key =
      parameter.keys.size() == 1 && rules_.types[parameter.keys[0]].options.size() <= most_columns;
  if (!parameter.keys.empty() && !one_key) {
    for (const Version<ParameterValue>& version : parameter.timeline.versions) {
      Phrase about;
      applies(about, parameter.timeline, version);
      cite(about, version.basis);
      if (!version.value.in_force) about.push_back(words({"không có hiệu lực", "not in force"}));
      out.blocks.emplace_back(std::move(about));
      if (version.value.in_force) out.blocks.emplace_back(by_keys(parameter, version.value));
    }
    return;
  }
  DocumentTable table;
  table.heads.push_back({words({"Áp dụng", "Applies"})});
  std::size_t columns = 1;
  if (one_key) {
    const ChoiceType& key = rules_.types[parameter.keys[0]];
    columns = key.options.size();
    for (std::size_t i = 0; i < columns; ++i) {
      Phrase head;
      option(head, key, i);
      table.heads.push_back(std::move(head));
    }
  } else {
    table.heads.push_back({words({"Giá trị", "Value"})});
  }
  table.heads.push_back({words({"Theo", "By"})});
  for (const Version<ParameterValue>& version : parameter.timeline.versions) {
    std::vector<Phrase> row(1);
    applies(row.front(), parameter.timeline, version);
    for (std::size_t i = 0; i < columns; ++i) row.push_back(cell(parameter, version.value, i));
    row.push_back(basis_of(version));
    table.rows.push_back(std::move(row));
  }
  out.blocks.emplace_back(std::move(table));
}

DocumentSection DocumentWriter::parameters() const {
  DocumentSection out{
      "parameters", {"Mức và tham số theo thời gian", "Amounts and other parameters by date"}, {}, {}};
  for (const Parameter& one : rules_.parameters) {
    DocumentSection part{"p-" + one.name, one.label.empty() ? Text{one.name, ""} : one.label, {}, {}};
    Phrase about{code(one.name), words(kind(one.type))};
    for (const std::uint32_t key : one.keys) {
      about.push_back(words({"theo", "by"}));
      about.push_back(code(rules_.types[key].name, "#o-" + rules_.types[key].name));
    }
    imported(about, one.span);
    part.blocks.emplace_back(std::move(about));
    parameter(one, part);
    out.parts.push_back(std::move(part));
  }
  return out;
}

}  // namespace edge
}  // namespace HOTRO_ABI
}  // namespace hotro
