// SPDX-License-Identifier: Apache-2.0
#pragma once

// Amendments append versions; nothing is overwritten. set: a new version; add: a new condition (or parameter,
// from the day it applies); repeal: from that day it is none.

#include "load_benefit.inl"
#include "load_given.inl"

namespace hotro {
inline namespace HOTRO_ABI {
namespace detail {

HOTRO_INLINE void Loader::amend(const Reader& in) {
  const yaml::Node* changes = in.find(in.document.root(), "changes");
  if (changes == nullptr || !in.is_sequence(*changes, "changes")) return;
  for (std::uint32_t child : changes->children) {
    const yaml::Node& node = in.at(child);
    if (done()) return;
    if (in.is_mapping(node, "a change")) change(in, node);
  }
}

HOTRO_INLINE void Loader::change(const Reader& in, const yaml::Node& node) {
  const yaml::Node* path = nullptr;
  std::string_view verb;
  for (std::string_view word : {"set", "add", "repeal"}) {
    const yaml::Node* found = in.find(node, word);
    if (found == nullptr) continue;
    if (path != nullptr) {
      Diagnostic& d = in.error(Code::bad_change, found->span, "a change does one thing: set, add or repeal");
      d.also.push_back({path->span, "this is the first"});
      d.help = "write two changes";
      return;
    }
    path = found;
    verb = word;
  }
  if (path == nullptr) {
    if (!in.only_keys(node,
                      {Mapping::change_set, Mapping::change_add, Mapping::repeal, Mapping::formula_value,
                       Mapping::condition_that, Mapping::condition_if, Mapping::condition_all,
                       Mapping::condition_any, Mapping::condition_none, Mapping::condition_at_least},
                      "a change")) {
      return;
    }
    in.error(Code::missing_key, in.place(node), "the change does not say what it changes").help =
        "give it set, add or repeal with a path: set: parameters.window";
    return;
  }
  if (!in.is_scalar(*path, "what is changed")) return;
  std::vector<std::string> words(1);
  for (char c : path->text) {
    if (c == '.')
      words.emplace_back();
    else
      words.back() += c;
  }
  if (words.size() == 2 && words[0] == "parameters") return change_parameter(in, node, *path, verb, words[1]);
  if (words.size() == 2 && words[0] == "definitions")
    return change_definition(in, node, *path, verb, words[1]);
  if (words.size() == 2 && words[0] == "tables") return change_table(in, node, *path, verb, words[1]);
  if (words.size() >= 3 && words[0] == "benefits") return change_benefit(in, node, *path, verb, words);
  in.error(Code::bad_change, path->span, "\"" + path->text + "\" names nothing that can be changed").help =
      "paths are parameters.NAME, definitions.NAME, tables.NAME, benefits.NAME.when, "
      "benefits.NAME.entitlement and "
      "benefits.NAME.eligible.ID, that one also with .reason";
}

HOTRO_INLINE void Loader::change_parameter(const Reader& in, const yaml::Node& node, const yaml::Node& path,
                                           std::string_view verb, const std::string& name) {
  const std::uint32_t index = find_parameter(name);
  const auto given = given_by_name.find(name);
  if (given != given_by_name.end() && verb == "set") return change_given(in, node, given->second);
  if (given != given_by_name.end()) {
    Diagnostic& d =
        in.error(Code::bad_change, path.span, "\"" + name + "\" is given by somebody, and can only be set");
    d.also.push_back({rules.definitions[given->second.first].span, "it is declared here"});
    d.help = "set it: set: parameters." + name;
    return;
  }
  if (index == none) {
    if (spoiled(Named::value, name)) return;
    std::vector<std::string> known;
    for (const Parameter& p : rules.parameters) known.push_back(p.name);
    Diagnostic& d = in.error(Code::bad_change, path.span, "no parameter is called \"" + name + "\"");
    d.help = did_you_mean(name, known);
    if (d.help.empty()) d.help = "a new parameter is declared under \"parameters\" of the amendment";
    return;
  }
  if (verb == "add") {
    Diagnostic& d = in.error(Code::bad_change, path.span, "the parameter \"" + name + "\" is there already");
    d.also.push_back({rules.parameters[index].span, "it is declared here"});
    d.help = "set it: set: parameters." + name;
    return;
  }
  in.only_keys(node, Mapping::change_parameter);
  const Header head = header(in, node, {});
  require_citation(in, head.basis, in.place(node), "the change");
  ParameterValue value;
  value.in_force = false;
  if (verb == "set") {
    const yaml::Node* content = in.required(node, "value", "a change of a parameter");
    if (content == nullptr) return;
    value = parameter_value(in, rules.parameters[index], *content);
  }
  append(rules.parameters[index].timeline, head, std::move(value), node.span);
}

HOTRO_INLINE void Loader::change_definition(const Reader& in, const yaml::Node& node, const yaml::Node& path,
                                            std::string_view verb, const std::string& name) {
  const std::uint32_t index = find_definition(name);
  if (index == none) {
    if (spoiled(Named::value, name)) return;
    std::vector<std::string> known;
    for (const Definition& d : rules.definitions) known.push_back(d.name);
    Diagnostic& d = in.error(Code::bad_change, path.span, "no definition is called \"" + name + "\"");
    d.help = did_you_mean(name, known);
    if (d.help.empty()) d.help = "a new definition is declared under \"definitions\" of the amendment";
    return;
  }
  if (verb != "set") {
    Diagnostic& d = in.error(
        Code::bad_change, path.span,
        verb == "add" ? "the definition \"" + name + "\" is there already" : "a definition can only be set");
    d.also.push_back({rules.definitions[index].span, "it stands here"});
    d.help = verb == "add" ? "set it: set: definitions." + name
                           : "a definition that is no longer used needs no repeal";
    return;
  }
  version_of(in, rules.definitions[index], node);
}

HOTRO_INLINE void Loader::change_table(const Reader& in, const yaml::Node& node, const yaml::Node& path,
                                       std::string_view verb, const std::string& name) {
  std::uint32_t first = find(tables_by_name, name);
  if (first == none) first = find_definition(name);
  if (first == none || waiting[first].outputs == 0) {
    if (spoiled(Named::value, name)) return;
    std::vector<std::string> known;
    for (std::uint32_t i = 0; i < waiting.size(); ++i) {
      if (waiting[i].outputs != 0 && waiting[i].first == i) known.push_back(table_name(i));
    }
    Diagnostic& d = in.error(Code::bad_change, path.span, "no table is called \"" + name + "\"");
    d.help = did_you_mean(name, known);
    if (d.help.empty()) d.help = "a new table is declared under \"tables\" of the amendment";
    return;
  }
  if (verb != "set") {
    Diagnostic& d = in.error(Code::bad_change, path.span, "a table can only be set");
    d.also.push_back({rules.definitions[first].span, "it stands here"});
    d.help = "set it: set: tables." + name;
    return;
  }
  table_version(in, first, node, Mapping::change_table);
}

HOTRO_INLINE void Loader::change_benefit(const Reader& in, const yaml::Node& node, const yaml::Node& path,
                                         std::string_view verb, const std::vector<std::string>& words) {
  const std::uint32_t index = find_benefit(rules, words[1]);
  if (index == none) {
    if (spoiled(Named::benefit, words[1])) return;
    std::vector<std::string> known;
    for (const Benefit& b : rules.benefits) known.push_back(b.name);
    Diagnostic& d = in.error(Code::bad_change, path.span, "no benefit is called \"" + words[1] + "\"");
    d.help = did_you_mean(words[1], known);
    if (d.help.empty())
      d.help = known.empty() ? "the rule set has no benefits" : "the benefits are " + Reader::joined(known);
    return;
  }
  Benefit& benefit = rules.benefits[index];
  if (words[2] == "eligible" && words.size() == 4)
    return change_condition(in, node, path, verb, benefit, words[3]);
  const bool reason = words[2] == "eligible" && words.size() == 5 && words[4] == "reason";
  const bool when = words[2] == "when" && words.size() == 3;
  const bool entitlement = words[2] == "entitlement" && words.size() == 3;
  if (verb != "set" || (!reason && !when && !entitlement)) {
    in.error(Code::bad_change, path.span,
             "\"" + path.text + "\" cannot be changed by \"" + std::string(verb) + "\"")
        .help =
        "when, entitlement and eligible.ID.reason can be set; eligible.ID can be set, added and repealed";
    return;
  }
  Header head = header(in, node, {});
  if (reason) {
    in.only_keys(node, Mapping::change_reason);
    require_citation(in, head.basis, in.place(node), "the change");
    for (Condition& condition : benefit.conditions) {
      if (condition.id != words[3]) continue;
      append(condition.reason, head,
             in.text(in.required(node, {Mapping::change_reason, "value"}), "a reason"), node.span);
      return;
    }
    unknown_condition(path, benefit, words[3]);
    return;
  }
  const yaml::Node form_of = content(in, node);
  if (when) {
    const yaml::Node* value = in.find(node, "value");
    const Typed typed = condition(in, value != nullptr ? *value : form_of, head.basis);
    if (typed) append(rules.benefits[index].when, head, typed.id, node.span);
  } else {
    set_entitlement(in, form_of, head, node.span, rules.benefits[index]);
  }
  require_citation(in, head.basis, in.place(node), "the change");
}

HOTRO_INLINE void Loader::unknown_condition(const yaml::Node& path, const Benefit& benefit,
                                            const std::string& id) {
  std::vector<std::string> known;
  for (const Condition& c : benefit.conditions) known.push_back(c.id);
  Diagnostic& d = diagnostics.report(Code::bad_change, path.span,
                                     "no condition of \"" + benefit.name + "\" is called \"" + id + "\"");
  d.help = did_you_mean(id, known);
  if (d.help.empty())
    d.help = known.empty() ? "it has no conditions" : "its conditions are " + Reader::joined(known);
}

HOTRO_INLINE void Loader::change_condition(const Reader& in, const yaml::Node& node, const yaml::Node& path,
                                           std::string_view verb, Benefit& benefit, const std::string& id) {
  Condition* found = nullptr;
  for (Condition& condition : benefit.conditions) {
    if (condition.id == id) found = &condition;
  }
  if (verb != "add" && found == nullptr) return unknown_condition(path, benefit, id);
  if (verb == "add" && found != nullptr) {
    Diagnostic& d = in.error(Code::bad_change, path.span,
                             "\"" + benefit.name + "\" has a condition \"" + id + "\" already");
    d.also.push_back({found->span, "it stands here"});
    d.help = "set it: set: " + path.text;
    return;
  }
  const Header head = header(in, node, {});
  FormulaId value = none;
  if (verb == "repeal") {
    in.only_keys(node, Mapping::repeal);
  } else {
    if (verb == "add") {
      in.required(node, "reason", "a new condition");
      Condition fresh;
      fresh.id = id;
      fresh.span = path.span;
      benefit.conditions.push_back(std::move(fresh));
      found = &benefit.conditions.back();
    }
    const yaml::Node* inner = in.find(node, "value");
    const yaml::Node form_of = content(in, node);
    const Typed typed = condition(in, inner != nullptr ? *inner : form_of, head.basis);
    if (!typed) return;
    value = typed.id;
    // A set condition without a reason of its own keeps the one it had.
    Line& line = rules.lines[rules.formulas[value].line];
    line.id = id;
    if (inner != nullptr && in.find(node, "reason") != nullptr)
      line.reason = in.text(in.find(node, "reason"), "a reason");
    if (line.reason.empty() && !found->timeline.versions.empty()) {
      const FormulaId before = found->timeline.versions.back().value;
      if (before != none) line.reason = rules.lines[rules.formulas[before].line].reason;
    }
  }
  require_citation(in, head.basis, in.place(node), "the change");
  append(found->timeline, head, value, node.span);
}

}  // namespace detail
}  // namespace HOTRO_ABI
}  // namespace hotro
