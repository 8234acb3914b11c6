// SPDX-License-Identifier: Apache-2.0
#pragma once

// The YAML forms: conditions as trees of lines, amounts, definitions, benefits.

#include "load_function.inl"

namespace hotro {
inline namespace HOTRO_ABI {
namespace detail {

HOTRO_INLINE void Loader::put_line(const Typed& value, Line line) {
  if (!value) return;
  rules.formulas[value.id].line = static_cast<std::uint32_t>(rules.lines.size());
  rules.lines.push_back(std::move(line));
}

HOTRO_INLINE Typed Loader::condition_list(const Reader& in, const yaml::Node& node, std::vector<Typed>& out,
                                          const Basis& inherited) {
  if (!in.is_sequence(node, "a list of conditions")) return {};
  if (node.children.empty()) return fail(Code::wrong_shape, node.span, "a list of conditions is empty");
  for (std::uint32_t child : node.children) out.push_back(condition(in, in.at(child), inherited));
  return {};
}

/// A condition that is one formula.
HOTRO_INLINE Typed Loader::leaf(const Reader& in, const yaml::Node& node, const Basis& inherited) {
  const Typed value = as_truth(formula(in, node), node.span);
  Line line;
  line.leaf = true;
  line.span = node.span;
  line.basis = inherited;
  line.formula = node.text;
  put_line(value, std::move(line));
  return value;
}

HOTRO_INLINE Typed Loader::condition(const Reader& in, const yaml::Node& node, const Basis& inherited) {
  Line line;
  line.span = node.span;
  if (node.kind == yaml::Kind::scalar) return leaf(in, node, inherited);
  if (!in.is_mapping(node, "a condition")) return {};
  line.basis = basis(in, node, inherited);
  line.reason = in.text(in.find(node, "reason"), "a reason");
  if (const yaml::Node* id = in.find(node, "id"); id != nullptr && in.is_name(*id, "a condition")) line.id = id->text;
  const std::size_t before = rules.formulas.size();
  Typed value;
  if (const yaml::Node* that = in.find(node, "that")) {
    in.only_keys(node, {"id", "that", "reason", "cite", "sure"}, "a condition with \"that\"");
    value = as_truth(formula(in, *that), that->span);
    line.formula = that->text;
    line.leaf = true;
  } else if (in.find(node, "if") != nullptr) {
    in.only_keys(node, {"id", "if", "then", "else", "reason", "cite", "sure"}, "a condition with \"if\"");
    const yaml::Node* then = in.required(node, "then", "a condition with \"if\"");
    const yaml::Node* other = in.required(node, "else", "a condition with \"if\"");
    const Typed c = leaf(in, *in.find(node, "if"), line.basis);
    if (then == nullptr || other == nullptr) return {};
    const Typed a = condition(in, *then, line.basis);
    const Typed b = condition(in, *other, line.basis);
    value = make(Operation::choose, truth_type, {c, a, b}, node.span);
  } else {
    struct Form {
      std::string_view key;
      Operation operation;
    };
    constexpr Form forms[] = {{"all", Operation::all}, {"any", Operation::any}, {"none", Operation::no_one}};
    const yaml::Node* list = nullptr;
    Formula formula;
    for (const Form& form : forms) {
      if (const yaml::Node* found = in.find(node, form.key)) {
        in.only_keys(node, {"id", form.key, "reason", "cite", "sure"}, "a condition with \"" + std::string(form.key) + "\"");
        list = found;
        formula.operation = form.operation;
      }
    }
    if (const yaml::Node* least = in.find(node, "at_least"); least != nullptr && list == nullptr) {
      in.only_keys(node, {"id", "at_least", "of", "reason", "cite", "sure"}, "a condition with \"at_least\"");
      list = in.required(node, "of", "a condition with \"at_least\"");
      const auto count = Reader::number(least->text, 0);
      formula.operation = Operation::at_least;
      const bool possible = list != nullptr && count && *count >= 1 && static_cast<std::size_t>(*count) <= list->children.size();
      if (!possible) {
        if (list != nullptr) fail(Code::bad_value, least->span, "at_least is a number from 1 to the number of conditions");
        return {};
      }
      formula.index = static_cast<std::uint32_t>(*count);
    }
    if (list == nullptr) {
      in.only_keys(node, {"id", "that", "all", "any", "none", "at_least", "if", "reason", "cite", "sure"}, "a condition");
      return fail(Code::missing_key, node.span, "the condition says nothing",
                  "give it one of: that, all, any, none, at_least with of, or if with then and else");
    }
    std::vector<Typed> inputs;
    condition_list(in, *list, inputs, line.basis);
    for (const Typed& input : inputs) {
      if (!input) return {};
      formula.inputs.push_back(input.id);
    }
    if (inputs.empty()) return {};
    formula.type = truth_type;
    formula.span = node.span;
    value = add(std::move(formula));
  }
  if (value && value.id >= before) put_line(value, std::move(line));
  return value;
}

/// A formula: FEEL, if/then/else, value/round/to; or a condition, which is a formula that gives a truth.
HOTRO_INLINE Typed Loader::amount(const Reader& in, const yaml::Node& node, const Basis& inherited) {
  if (node.kind == yaml::Kind::scalar) {
    const Typed value = formula(in, node);
    Line line;
    line.span = node.span;
    line.basis = inherited;
    line.formula = node.text;
    line.leaf = true;
    put_line(value, std::move(line));
    return value;
  }
  if (!in.is_mapping(node, "a formula")) return {};
  for (std::string_view key : {"that", "all", "any", "none", "at_least"}) {
    if (in.find(node, key) != nullptr) return condition(in, node, inherited);
  }
  Line line;
  line.span = node.span;
  line.basis = basis(in, node, inherited);
  Typed value;
  if (const yaml::Node* asked = in.find(node, "if")) {
    in.only_keys(node, {"if", "then", "else", "cite", "sure"}, "a formula with \"if\"");
    const yaml::Node* then = in.required(node, "then", "a formula with \"if\"");
    const yaml::Node* other = in.required(node, "else", "a formula with \"if\"");
    const Typed c = leaf(in, *asked, line.basis);
    if (then == nullptr || other == nullptr) return {};
    Typed a = amount(in, *then, line.basis);
    Typed b = amount(in, *other, line.basis);
    if (!c || !unify(a, b, node.span, "one formula cannot give")) return {};
    value = make(Operation::choose, a.type, {c, a, b}, node.span);
  } else if (const yaml::Node* content = in.find(node, "value")) {
    in.only_keys(node, {"value", "round", "to", "cite", "sure"}, "a formula with \"value\"");
    value = amount(in, *content, line.basis);
    line.formula = content->text;
    line.leaf = content->kind == yaml::Kind::scalar;
    const yaml::Node* mode = in.find(node, "round");
    const yaml::Node* step = in.find(node, "to");
    if (mode != nullptr && value) {
      Formula rounded;
      rounded.operation = Operation::round;
      rounded.type = value.type;
      rounded.inputs = {value.id};
      rounded.span = node.span;
      if (!is_number(value.type.kind) || value.type.kind == Kind::date || value.type.range) {
        return fail(Code::wrong_kind, mode->span, "a " + kind_text(value.type) + " cannot be rounded");
      }
      if (!find_rounding(mode->text, rounded.rounding)) {
        return fail(Code::bad_value, mode->span, "\"" + mode->text + "\" is not a rounding",
                    "write up, down, half up, half down, half even, floor or ceiling");
      }
      if (step == nullptr) {
        return fail(Code::missing_key, mode->span, "a rounding says to which step", "add \"to: 1\", or \"to: 1_000\"");
      }
      rounded.value = in.value(rules, value.type, step->span, step->text);
      if (rounded.value.numerator <= 0) return fail(Code::bad_value, step->span, "the step of a rounding is positive");
      value = add(std::move(rounded));
    } else if (step != nullptr && mode == nullptr) {
      return fail(Code::missing_key, step->span, "a step needs a rounding", "add \"round: half up\"");
    }
  } else {
    in.only_keys(node, {"if", "then", "else", "value", "round", "to", "cite", "sure"}, "a formula");
    return fail(Code::missing_key, node.span, "the formula says nothing", "give it \"value\", or \"if\" with then and else");
  }
  put_line(value, std::move(line));
  return value;
}

/// A version without the keys that belong to the version and not to its form.
HOTRO_INLINE yaml::Node Loader::content(const Reader& in, const yaml::Node& version) const {
  yaml::Node result = version;
  result.children.clear();
  for (std::size_t i = 0; i + 1 < version.children.size(); i += 2) {
    const std::string& key = in.at(version.children[i]).text;
    if (key == "applies_from" || key == "applies_to" || key == "by" || key == "label" || key == "set" || key == "add" ||
        key == "repeal") {
      continue;
    }
    result.children.push_back(version.children[i]);
    result.children.push_back(version.children[i + 1]);
  }
  return result;
}

HOTRO_INLINE void Loader::version_of(const Reader& in, Definition& definition, const yaml::Node& node) {
  const std::uint32_t index = static_cast<std::uint32_t>(&definition - rules.definitions.data());
  const Header head = header(in, node, {});
  require_citation(in, head.basis, rules.definitions[index].span, "the definition \"" + definition.name + "\"");
  const Typed value = amount(in, content(in, node), head.basis);
  Definition& typed = rules.definitions[index];
  if (!value) return;
  if (!typed.timeline.versions.empty() && typed.type != value.type) {
    fail(Code::kinds_differ, node.span, "the versions of \"" + typed.name + "\" are of different kinds");
    return;
  }
  typed.type = value.type;
  append(typed.timeline, head, value.id, node.span);
}

HOTRO_INLINE void Loader::type_definition(std::uint32_t index, Span asked_from) {
  Waiting& item = waiting[index];
  if (item.state == State::typed) return;
  if (item.state == State::typing) {
    Diagnostic& d = diagnostics.report(Code::cycle, rules.definitions[index].span,
                                       "the definition \"" + rules.definitions[index].name + "\" depends on itself");
    d.also.push_back({asked_from, "it is asked for here"});
    return;
  }
  item.state = State::typing;
  const Reader in = reader(files[item.file]);
  const yaml::Node& node = *item.node;
  const std::string name = rules.definitions[index].name;
  if (node.kind != yaml::Kind::mapping) {
    in.error(Code::uncited, rules.definitions[index].span, "the definition \"" + name + "\" has no citation").help =
        "write it as a mapping: {value: …, cite: …}, or {that: …, cite: …}";
  } else if (const yaml::Node* versions = in.find(node, "versions")) {
    in.only_keys(node, {"versions", "label"}, "a definition with versions");
    rules.definitions[index].label = in.text(in.find(node, "label"), "a label");
    if (in.is_sequence(*versions, "versions")) {
      for (std::uint32_t child : versions->children) {
        if (in.is_mapping(in.at(child), "a version")) version_of(in, rules.definitions[index], in.at(child));
      }
    }
  } else {
    rules.definitions[index].label = in.text(in.find(node, "label"), "a label");
    version_of(in, rules.definitions[index], node);
  }
  waiting[index].state = State::typed;
}

HOTRO_INLINE void Loader::build_facts(const Reader& in) {
  const yaml::Node* groups = in.find(in.document.root(), "facts");
  if (groups == nullptr || groups->kind != yaml::Kind::mapping) return;
  for (const char* group : {"enterprise", "dossier"}) {
    const yaml::Node* facts = in.find(*groups, group);
    if (facts == nullptr || facts->kind != yaml::Kind::mapping) continue;
    for (std::size_t i = 0; i + 1 < facts->children.size(); i += 2) {
      const yaml::Node& node = in.at(facts->children[i + 1]);
      const yaml::Node* guard = node.kind == yaml::Kind::mapping ? in.find(node, "applies_if") : nullptr;
      if (guard == nullptr) continue;
      const std::string name = in.at(facts->children[i]).text;
      const std::uint32_t index = find_fact(rules, group[0] == 'e' ? "enterprise." + name : name);
      const Typed value = as_truth(formula(in, *guard), guard->span);
      if (index != none && value) rules.facts[index].applies_if = value.id;
    }
  }
}

HOTRO_INLINE void Loader::build_conditions(const Reader& in, const yaml::Node& node, Benefit& out) {
  if (!in.is_mapping(node, "eligible")) return;
  in.only_keys(node, {"all"}, "eligible");
  const yaml::Node* list = in.required(node, "all", "eligible");
  if (list == nullptr || !in.is_sequence(*list, "a list of conditions")) return;
  for (std::uint32_t child : list->children) {
    const yaml::Node& item = in.at(child);
    if (!in.is_mapping(item, "a condition")) continue;
    const yaml::Node* id = in.required(item, "id", "a condition of a benefit");
    in.required(item, "reason", "a condition of a benefit");
    const Basis own = basis(in, item, {});
    require_citation(in, own, item.span, "the condition");
    Condition condition_of;
    condition_of.span = item.span;
    if (id != nullptr) condition_of.id = id->text;
    for (const Condition& other : out.conditions) {
      if (other.id != condition_of.id) continue;
      in.error(Code::duplicate_name, id != nullptr ? id->span : item.span, "the condition \"" + other.id + "\" stands twice")
          .also.push_back({other.span, "the first time here"});
    }
    const Typed value = condition(in, item, {});
    Header head;
    head.act = in.act;
    head.basis = own;
    if (value) append(condition_of.timeline, head, value.id, item.span);
    out.conditions.push_back(std::move(condition_of));
  }
}

HOTRO_INLINE void Loader::build_benefit(const Reader& in, const yaml::Node& key, const yaml::Node& node, Benefit& out) {
  if (!in.is_mapping(node, "a benefit")) return;
  in.only_keys(node, {"title", "when", "eligible", "entitlement", "effective_on"}, "a benefit");
  out.title = in.text(in.find(node, "title"), "a title");
  if (out.title.empty()) out.title.en = key.text;
  const yaml::Node* effective = in.find(node, "effective_on");
  if (effective == nullptr) effective = in.find(in.document.root(), "effective_on");
  if (effective == nullptr) {
    in.error(Code::missing_key, key.span, "it is not said which date picks the version that applies").help =
        "add \"effective_on:\" with a date fact, to the rule set or to the benefit";
  } else {
    out.effective_on = as_whole(formula(in, *effective), effective->span, Kind::date).id;
  }
  Header head;
  head.act = in.act;
  if (const yaml::Node* when = in.find(node, "when")) {
    const Typed value = condition(in, *when, {});
    if (value) append(out.when, head, value.id, when->span);
  }
  if (const yaml::Node* eligible = in.required(node, "eligible", "a benefit")) build_conditions(in, *eligible, out);
  if (const yaml::Node* entitlement = in.required(node, "entitlement", "a benefit")) {
    Basis own;
    if (entitlement->kind == yaml::Kind::mapping) own = basis(in, *entitlement, {});
    head.basis = own;
    require_citation(in, own, entitlement->span, "the entitlement");
    const Typed value = as_whole(amount(in, *entitlement, {}), entitlement->span, Kind::money);
    if (value) append(out.entitlement, head, value.id, entitlement->span);
  }
}

}  // namespace detail
}  // namespace HOTRO_ABI
}  // namespace hotro
