// SPDX-License-Identifier: Apache-2.0
#pragma once

// Decision tables (DMN 1.5, clause 8): rules of unary tests over inputs. Each output becomes a definition.

#include "load_condition.inl"
#include "load_table_check.inl"
#include "load_table_tree.inl"

namespace hotro {
inline namespace HOTRO_ABI {
namespace detail {

/// What messages show of a test of an input, as one could write it in a formula.
HOTRO_INLINE std::string shown_test(const std::string& input, const std::string& test) {
  if (test == "-") return {};
  if (test.substr(0, 3) == "not") return "not(" + input + " in " + test.substr(3) + ")";
  if (test.find_first_of("<>=!") == 0) return input + " " + test;
  const bool several =
      test.find_first_of(",[](") != std::string::npos || test.find("..") != std::string::npos;
  const bool one_range = test.find_first_of("[](") == 0 && test.find(',') == std::string::npos;
  if (!several) return input + " = " + test;
  return input + " in " + (one_range ? test : "(" + test + ")");
}

HOTRO_INLINE bool Loader::read_hit(const Reader& in, const yaml::Node& node, Table& table) {
  const yaml::Node* hit = in.required(node, {Mapping::table_version, "hit"});
  if (hit == nullptr || !in.is_scalar(*hit, "a hit policy")) return false;
  constexpr std::pair<std::string_view, Hit> policies[] = {{"unique", Hit::unique},
                                                           {"any", Hit::any},
                                                           {"priority", Hit::priority},
                                                           {"first", Hit::first},
                                                           {"collect", Hit::collect}};
  const auto policy = std::find_if(std::begin(policies), std::end(policies),
                                   [&](const auto& one) { return one.first == hit->text; });
  if (policy == std::end(policies)) {
    in.error(Code::bad_table, hit->span, "\"" + hit->text + "\" is not a hit policy").help =
        "write unique, any, priority, first or collect";
    return false;
  }
  table.hit = policy->second;
  const yaml::Node* aggregate = in.find(node, "aggregate");
  if ((table.hit == Hit::collect) != (aggregate != nullptr)) {
    if (in.misspelt(node, "aggregate")) return false;
    in.error(Code::bad_table, aggregate != nullptr ? aggregate->span : hit->span,
             aggregate != nullptr ? "only a table that collects has an aggregation"
                                  : "a table that collects does not say what becomes of several outputs")
        .help = aggregate != nullptr ? "write \"hit: collect\", or leave \"aggregate\" out"
                                     : "add \"aggregate: sum\", or min, max or count";
    return false;
  }
  if (aggregate == nullptr) return true;
  constexpr std::pair<std::string_view, Aggregate> aggregates[] = {
      {"sum", Aggregate::sum}, {"min", Aggregate::min}, {"max", Aggregate::max}, {"count", Aggregate::count}};
  if (!in.is_scalar(*aggregate, "an aggregation")) return false;
  const auto found = std::find_if(std::begin(aggregates), std::end(aggregates),
                                  [&](const auto& one) { return one.first == aggregate->text; });
  if (found == std::end(aggregates)) {
    in.error(Code::bad_table, aggregate->span, "\"" + aggregate->text + "\" is not an aggregation").help =
        "write sum, min, max or count";
    return false;
  }
  table.aggregate = found->second;
  return true;
}

/// A cell of outputs, with the type that the table declares.
HOTRO_INLINE Typed Loader::output_cell(const Reader& in, const yaml::Node& node, const Type& type,
                                       const Basis& basis) {
  if (!in.is_scalar(node, "an output")) return {};
  Typed value;
  if (is_number(type.kind) && node.text.find_first_not_of("0123456789_.%/-") == std::string::npos) {
    // Written as in parameters: 1_500_000, 70%, 2022-10-01.
    const std::size_t before = diagnostics.errors();
    const Value given = in.value(rules, type, node.span, node.text);
    if (diagnostics.errors() == before) value = constant(type, given, node.span);
  } else {
    const feel::Expression e = feel::parse(node, diagnostics);
    value = operand(e, e.root, type);
  }
  if (!value) return {};
  if (value.bare) value = adapt(value, type);
  if (!value) return {};
  if (value.type != type)
    return fail(Code::kinds_differ, node.span,
                "the output is " + described(type) + ", and this is " + described(value.type),
                value.bare && (type.kind == Kind::days || type.kind == Kind::months)
                    ? "say which unit: " + std::string(hotro::name(type.kind)) + "(" + node.text + ")"
                    : "write " + described(type));
  Line line;
  line.formula = node.text;
  line.leaf = true;
  line.cell = true;
  line.basis = basis;
  line.span = node.span;
  put_line(value, std::move(line));
  return value;
}

HOTRO_INLINE bool Loader::read_cells(const Reader& in, const yaml::Node& node, std::size_t count,
                                     std::string_view what) {
  if (!in.is_sequence(node, std::string("the ") + std::string(what) + "s of a rule")) return false;
  if (node.children.size() == count) return true;
  in.error(Code::bad_table, node.span,
           "the rule has " + std::to_string(node.children.size()) + " " + std::string(what) +
               (node.children.size() == 1 ? "" : "s") + ", and the table " + std::to_string(count))
      .help = what == "test" ? "write one test for each input; \"-\" is met by any value"
                             : "write one value for each output";
  return false;
}

HOTRO_INLINE bool Loader::read_rule(const Reader& in, const yaml::Node& node, const Basis& inherited,
                                    Table& table) {
  if (!in.is_mapping(node, "a rule of a table")) return false;
  in.only_keys(node, Mapping::table_rule);
  const yaml::Node* tests = in.required(node, {Mapping::table_rule, "if"});
  const yaml::Node* outputs = in.required(node, {Mapping::table_rule, "then"});
  RuleRow rule;
  rule.number = table.rules.size() + 1;
  rule.span = node.span;
  const Basis basis = rule.basis = this->basis(in, node, inherited);
  bool good = tests != nullptr && outputs != nullptr && read_cells(in, *tests, table.inputs.size(), "test") &&
              read_cells(in, *outputs, table.types.size(), "output");
  if (!good) return false;
  Line line;
  line.leaf = true;
  line.basis = basis;
  line.span = tests->span;
  std::vector<Typed> needed;
  for (std::size_t i = 0; i < table.inputs.size(); ++i) {
    const yaml::Node& cell = in.at(tests->children[i]);
    if (!in.is_scalar(cell, "a test")) return false;
    const feel::Expression e = feel::parse_tests(cell, diagnostics);
    const bool any = e.top().form == feel::Form::any_value;
    const Typed met = table.inputs[i] && !any ? test(e, e.top(), e.top(), table.inputs[i]) : Typed{};
    good = good && (any || met);
    rule.each.push_back(any ? none : met.id);
    if (met) needed.push_back(met);
    const std::string shown = shown_test(table.input_texts[i], cell.text);
    if (!shown.empty()) line.formula += (line.formula.empty() ? "" : " and ") + shown;
  }
  for (std::size_t i = 0; i < table.types.size(); ++i) {
    const yaml::Node& cell = in.at(outputs->children[i]);
    const Typed value = output_cell(in, cell, table.types[i], basis);
    good = good && value;
    rule.outputs.push_back(value.id);
    rule.output_texts.push_back(cell.text);
  }
  if (!good) return false;
  const Typed met = needed.size() == 1 ? needed.front()
                    : needed.empty()   ? constant(truth_type, {2, 1}, tests->span)
                                       : make(Operation::all, truth_type, std::move(needed), tests->span);
  if (!met) return false;
  rule.tests = line.formula;
  // Two rules may have one test in common, and each its line.
  Formula own = rules.formulas[met.id];
  own.comparison = true;
  const Typed truth = add(std::move(own));
  put_line(truth, std::move(line));
  rule.met = truth.id;
  table.rules.push_back(std::move(rule));
  return static_cast<bool>(truth);
}

/// By the order of the outputs, those that count for more first.
HOTRO_INLINE bool Loader::sort_by_priority(const Reader& in, const yaml::Node& node, Table& table) {
  const yaml::Node* order = in.find(node, "priority");
  if ((order != nullptr) != (table.hit == Hit::priority)) {
    if (in.misspelt(node, "priority")) return false;
    in.error(Code::bad_table, order != nullptr ? order->span : in.place(node),
             order != nullptr ? "only a table with the hit policy priority orders its outputs"
                              : "the table does not say which output comes before which")
        .help = order != nullptr ? "write \"hit: priority\", or leave the order out"
                                 : "add \"priority:\" with the outputs, the one that counts most first";
    return false;
  }
  if (order == nullptr) return true;
  if (!in.is_sequence(*order, "\"priority\"")) return false;
  std::vector<std::string> texts;
  for (const std::uint32_t child : order->children) texts.push_back(in.at(child).text);
  const auto rank = [&](const RuleRow& rule) {
    return std::find(texts.begin(), texts.end(), rule.output_texts.front()) - texts.begin();
  };
  for (const RuleRow& rule : table.rules) {
    if (rank(rule) != static_cast<std::ptrdiff_t>(texts.size())) continue;
    Diagnostic& d = in.error(Code::bad_table, rule.span,
                             "the output " + rule.output_texts.front() + " has no place in the order");
    d.also.push_back({order->span, "the order"});
    d.help = "add it to \"priority\", written in the same way";
    return false;
  }
  std::stable_sort(table.rules.begin(), table.rules.end(),
                   [&](const RuleRow& a, const RuleRow& b) { return rank(a) < rank(b); });
  return true;
}

HOTRO_INLINE bool Loader::read_table(const Reader& in, const yaml::Node& node, const Basis& basis,
                                     Table& table) {
  bool good = read_hit(in, node, table);
  if (const yaml::Node* inputs = in.required(node, {Mapping::table_version, "inputs"});
      inputs != nullptr && in.is_sequence(*inputs, "\"inputs\"")) {
    for (const std::uint32_t child : inputs->children) {
      table.inputs.push_back(formula(in, in.at(child)));
      table.input_texts.push_back(in.at(child).text);
      good = good && table.inputs.back();
    }
  }
  const yaml::Node* rows = in.required(node, {Mapping::table_version, "rules"});
  if (rows == nullptr || !in.is_sequence(*rows, "\"rules\"") || !good) return false;
  if (table.inputs.empty() || rows->children.empty() || table.types.empty()) {
    in.error(Code::bad_table, in.place(node), "a table has inputs, outputs and rules, at least one of each")
        .help = "a value that hangs on nothing is a parameter";
    return false;
  }
  for (const std::uint32_t child : rows->children) {
    if (done() || !room(table.rules.size(), most_rules, in.at(child).span, "rules of a table",
                        "a value for each of many options is a parameter with keys"))
      return false;
    good = read_rule(in, in.at(child), basis, table) && good;
  }
  if (const yaml::Node* otherwise = in.find(node, "otherwise")) {
    if (!in.is_mapping(*otherwise, "\"otherwise\"")) return false;
    in.only_keys(*otherwise, Mapping::table_otherwise);
    const yaml::Node* outputs = in.required(*otherwise, {Mapping::table_otherwise, "then"});
    if (outputs == nullptr || !read_cells(in, *outputs, table.types.size(), "output")) return false;
    const Basis own = table.otherwise_basis = this->basis(in, *otherwise, basis);
    table.otherwise_span = otherwise->span;
    for (std::size_t i = 0; i < table.types.size(); ++i) {
      const Typed value = output_cell(in, in.at(outputs->children[i]), table.types[i], own);
      good = good && value;
      table.otherwise.push_back(value.id);
    }
  }
  return good && sort_by_priority(in, node, table) && collects(in, node, table);
}

/// What is collected is one number.
HOTRO_INLINE bool Loader::collects(const Reader& in, const yaml::Node& node, const Table& table) {
  if (table.hit != Hit::collect) return true;
  const yaml::Node& place = *in.find(node, "hit");
  if (table.types.size() != 1) {
    in.error(Code::bad_table, place.span, "a table that collects has one output").help =
        "write a table for each output";
    return false;
  }
  const Kind kind = table.types.front().kind;
  if (table.aggregate == Aggregate::count && kind != Kind::count) {
    in.error(Code::bad_table, place.span,
             "a number of rules is a count, not " + described(table.types.front()))
        .help = "let the output be a count";
    return false;
  }
  const bool adds = kind == Kind::count || kind == Kind::money || kind == Kind::days || kind == Kind::months;
  if (table.aggregate == Aggregate::sum && !adds) {
    in.error(Code::bad_table, place.span, described(table.types.front()) + " is not added up").help =
        "collect by min, max or count";
    return false;
  }
  if (!is_number(kind)) {
    in.error(Code::bad_table, place.span, described(table.types.front()) + " has no order").help =
        "use the hit policy first or priority";
    return false;
  }
  return true;
}

/// The chain of choices for one output, rule by rule: for a table that is too large for a tree.
HOTRO_INLINE Typed Loader::output_of(const Table& table, std::size_t output, Span span) {
  const Type type = table.types[output];
  const auto typed = [&](FormulaId id) { return Typed{id, rules.formulas[id].type, false}; };
  const bool has_otherwise = !table.otherwise.empty();
  if (table.hit != Hit::collect) {
    // A table without gaps has no need of the last test.
    std::size_t last = table.rules.size();
    Typed value = has_otherwise ? typed(table.otherwise[output]) : typed(table.rules[--last].outputs[output]);
    while (last-- > 0)
      value = make(Operation::choose, type,
                   {typed(table.rules[last].met), typed(table.rules[last].outputs[output]), value}, span);
    return value;
  }
  if (table.aggregate == Aggregate::sum || table.aggregate == Aggregate::count) {
    const Typed nothing = constant(type, {0, 1}, span);
    Typed sum;
    for (const RuleRow& rule : table.rules) {
      const Typed one =
          table.aggregate == Aggregate::sum ? typed(rule.outputs[output]) : constant(type, {1, 1}, rule.span);
      const Typed part = make(Operation::choose, type, {typed(rule.met), one, nothing}, rule.span);
      sum = sum ? make(Operation::add, type, {sum, part}, span) : part;
      if (!sum) return {};
    }
    if (!has_otherwise) return sum;
    std::vector<Typed> met;
    for (const RuleRow& rule : table.rules) met.push_back(typed(rule.met));
    const Typed any = make(Operation::any, truth_type, std::move(met), span);
    return make(Operation::choose, type, {any, sum, typed(table.otherwise[output])}, span);
  }
  // Of the rules up to here the least or greatest output, if one was met.
  const Operation best = table.aggregate == Aggregate::min ? Operation::minimum : Operation::maximum;
  Typed value = has_otherwise ? typed(table.otherwise[output]) : typed(table.rules.front().outputs[output]);
  std::vector<Typed> before;
  for (const RuleRow& rule : table.rules) {
    const Typed own = typed(rule.outputs[output]);
    Typed here = own;
    if (!before.empty()) {
      const Typed any =
          before.size() == 1 ? before.front() : make(Operation::any, truth_type, before, rule.span);
      here = make(Operation::choose, type, {any, make(best, type, {value, own}, rule.span), own}, rule.span);
    }
    value = make(Operation::choose, type, {typed(rule.met), here, value}, rule.span);
    before.push_back(typed(rule.met));
  }
  return value;
}

/// All outputs of a table become versions of their definitions. Their formulas are made at the end of
/// loading.
HOTRO_INLINE void Loader::table_version(const Reader& in, std::uint32_t first, const yaml::Node& node,
                                        Mapping form) {
  in.only_keys(node, form);
  const std::size_t outputs = waiting[first].outputs;
  const std::string name = table_name(first);
  Table table;
  for (std::size_t i = 0; i < outputs; ++i) table.types.push_back(rules.definitions[first + i].type);
  const Header head = header(in, node, {});
  require_citation(in, head.basis, in.place(node), "the table \"" + name + "\"");
  if (!read_table(in, node, head.basis, table)) return;
  table.name = name;
  table.basis = head.basis;
  table.place = in.place(node);
  table.span = node.span;
  table.first = first;
  table.version = rules.definitions[first].timeline.versions.size();
  for (std::size_t i = 0; i < outputs; ++i)
    append(rules.definitions[first + i].timeline, head, FormulaId{none}, node.span);
  read_tables.push_back(std::move(table));
}

HOTRO_INLINE void Loader::finish_tables() {
  for (const Table& table : read_tables) {
    if (done()) return;
    finish_table(table);
  }
}

HOTRO_INLINE void Loader::finish_table(const Table& table) {
  const TableCells cells(*this, table);
  TableCheck check(*this, table, cells);
  check.run();
  if (diagnostics.failed()) return;
  DecisionTable model;
  model.name = table.name;
  model.label = rules.definitions[table.first].label;
  model.hits = table.hit == Hit::first || table.hit == Hit::priority ? DecisionTable::Hits::first
                                                                     : DecisionTable::Hits::every;
  for (const RuleRow& rule : table.rules) model.rules.push_back(rule);
  model.has_otherwise = !table.otherwise.empty();
  model.otherwise.outputs = table.otherwise;
  model.otherwise.basis = table.otherwise_basis;
  model.otherwise.span = table.otherwise_span;
  model.exhaustive = check.exhaustive();
  model.span = table.span;
  TableTree::Outputs outputs = TableTree(*this, table, cells).run();
  for (std::size_t i = 0; i < table.types.size(); ++i) {
    if (outputs.size() <= i) outputs.push_back(output_of(table, i, table.place).id);
    if (outputs[i] == none) return;
    // An output may be a formula that stands elsewhere too.
    Formula own = rules.formulas[outputs[i]];
    own.span = table.place;
    const bool answers = own.line != none && own.type.kind == Kind::truth;  // for itself
    const Typed value = answers ? make(Operation::all, own.type, {{outputs[i], own.type, false}}, table.place)
                                : add(std::move(own));
    if (!value) return;
    Line line;
    line.basis = table.basis;
    line.span = table.span;
    line.cell = true;
    line.table = static_cast<std::uint32_t>(rules.tables.size());
    put_line(value, std::move(line));
    model.outputs.push_back(value.id);
    rules.definitions[table.first + i].timeline.versions[table.version].value = value.id;
  }
  rules.tables.push_back(std::move(model));
}

HOTRO_INLINE void Loader::type_table(std::uint32_t first) {
  const Waiting item = waiting[first];
  const Reader in = reader(files[item.file]);
  const yaml::Node& node = *item.node;
  const yaml::Node* versions = in.find(node, "versions");
  if (versions == nullptr) return table_version(in, first, node, Mapping::table);
  in.only_keys(node, Mapping::table_with_versions);
  if (!in.is_sequence(*versions, "\"versions\"")) return;
  if (versions->children.empty())
    in.error(Code::gap, in.place(node), "the table \"" + table_name(first) + "\" has no version").help =
        "give it a version with rules";
  for (const std::uint32_t child : versions->children) {
    if (in.is_mapping(in.at(child), "a version"))
      table_version(in, first, in.at(child), Mapping::table_version);
  }
}

/// Names its outputs: by the table's own name where there is one, else as NAME.OUTPUT.
HOTRO_INLINE void Loader::declare_tables(const Reader& in, std::uint32_t file) {
  const yaml::Node* node = section(in, "tables", Named::value);
  if (node == nullptr) return;
  for (std::size_t i = 0; i + 1 < node->children.size(); i += 2) {
    const yaml::Node& key = in.at(node->children[i]);
    const yaml::Node& value = in.at(node->children[i + 1]);
    if (done()) return;
    if (!free_name(in, key, "a table") || !in.is_mapping(value, "a table") ||
        !declare_table(in, file, key, value))
      spoil(Named::value, key.text);
  }
}

HOTRO_INLINE bool Loader::declare_table(const Reader& in, std::uint32_t file, const yaml::Node& key,
                                        const yaml::Node& value) {
  const yaml::Node* outputs = in.required(value, {Mapping::table, "outputs"}, key.span);
  if (outputs == nullptr || !in.is_mapping(*outputs, "\"outputs\"")) return false;
  const Text label = in.text(in.find(value, "label"), "a label");
  const auto first = static_cast<std::uint32_t>(rules.definitions.size());
  const std::size_t count = outputs->children.size() / 2;
  for (std::size_t i = 0; i < count; ++i) {
    const yaml::Node& name = in.at(outputs->children[2 * i]);
    if (!room(rules.definitions.size(), most_names, name.span, "definitions")) return false;
    if (!in.is_name(name, "an output")) return false;
    Definition definition;
    definition.name = count == 1 ? key.text : key.text + "." + name.text;
    definition.label = label;
    definition.span = count == 1 ? key.span : name.span;
    if (!parse_type(in, in.at(outputs->children[2 * i + 1]), name.text, nullptr, definition.type))
      return false;
    if (definition.type.range || definition.type.kind == Kind::text) {
      in.error(Code::wrong_kind, in.at(outputs->children[2 * i + 1]).span,
               "an output is a value that is computed with, not " + described(definition.type))
          .help = "write a kind such as money, or a type with options";
      return false;
    }
    definitions_by_name.emplace(definition.name, static_cast<std::uint32_t>(rules.definitions.size()));
    rules.definitions.push_back(std::move(definition));
    waiting.push_back({file, &value, State::waiting, first, count});
  }
  // Nothing else may be called so.
  if (count > 1) tables_by_name.emplace(key.text, first);
  return true;
}

}  // namespace detail
}  // namespace HOTRO_ABI
}  // namespace hotro
