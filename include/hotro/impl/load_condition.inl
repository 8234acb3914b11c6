// SPDX-License-Identifier: Apache-2.0
#pragma once

// The YAML forms: conditions as trees of lines, amounts, definitions.

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
  if (node.children.empty())
    return fail(Code::wrong_shape, node.span, "a list of conditions is empty",
                "write a condition behind \"- \", or leave the list out");
  for (std::uint32_t child : node.children) {
    if (done()) return {};
    out.push_back(condition(in, in.at(child), inherited));
  }
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
  if (!in.has_shape(node, yaml::Kind::mapping, "a condition", "a text or a mapping",
                    "for several conditions, write all: or any: in front of the list"))
    return {};
  line.basis = basis(in, node, inherited);
  line.reason = in.text(in.find(node, "reason"), "a reason");
  if (const yaml::Node* id = in.find(node, "id"); id != nullptr && in.is_name(*id, "a condition"))
    line.id = id->text;
  const std::size_t before = rules.formulas.size();
  Typed value;
  if (const yaml::Node* that = in.find(node, "that")) {
    in.only_keys(node, Mapping::condition_that);
    value = as_truth(formula(in, *that), that->span);
    line.formula = that->text;
    line.leaf = true;
  } else if (in.find(node, "if") != nullptr) {
    in.only_keys(node, Mapping::condition_if);
    const yaml::Node* then = in.required(node, {Mapping::condition_if, "then"}, in.place_of(node, "if"));
    const yaml::Node* other = in.required(node, {Mapping::condition_if, "else"}, in.place_of(node, "if"));
    const Typed c = leaf(in, *in.find(node, "if"), line.basis);
    if (then == nullptr || other == nullptr) return {};
    const Typed a = condition(in, *then, line.basis);
    const Typed b = condition(in, *other, line.basis);
    value = make(Operation::choose, truth_type, {c, a, b}, node.span);
  } else {
    struct Form {
      std::string_view key;
      Operation operation;
      Mapping mapping;
    };
    constexpr Form forms[] = {{"all", Operation::all, Mapping::condition_all},
                              {"any", Operation::any, Mapping::condition_any},
                              {"none", Operation::no_one, Mapping::condition_none}};
    const yaml::Node* list = nullptr;
    Formula formula;
    for (const Form& form : forms) {
      const yaml::Node* found = list == nullptr ? in.find(node, form.key) : nullptr;
      if (found == nullptr) continue;
      in.only_keys(node, form.mapping);
      list = found;
      formula.operation = form.operation;
    }
    if (const yaml::Node* least = in.find(node, "at_least"); least != nullptr && list == nullptr) {
      in.only_keys(node, Mapping::condition_at_least);
      list = in.required(node, {Mapping::condition_at_least, "of"}, in.place_of(node, "at_least"));
      if (list == nullptr || !in.is_scalar(*least, "\"at_least\"") || !in.is_sequence(*list, "\"of\""))
        return {};
      const auto count = Reader::number(least->text, 0);
      formula.operation = Operation::at_least;
      if (!count || *count < 1 || static_cast<std::size_t>(*count) > list->children.size()) {
        return fail(Code::bad_value, least->span, "at_least is a number from 1 to the number of conditions",
                    "there are " + std::to_string(list->children.size()) + " conditions under \"of\"");
      }
      formula.index = static_cast<std::uint32_t>(*count);
    }
    if (list == nullptr) {
      if (!in.only_keys(node,
                        {Mapping::condition_that, Mapping::condition_all, Mapping::condition_any,
                         Mapping::condition_none, Mapping::condition_at_least, Mapping::condition_if},
                        "a condition"))
        return {};
      return fail(Code::missing_key, node.children.empty() ? node.span : in.place(node),
                  "the condition says nothing",
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
  if (!in.has_shape(node, yaml::Kind::mapping, "a formula", "a text or a mapping",
                    "write {value: …, cite: …}, or if, then and else"))
    return {};
  for (std::string_view key : {"that", "all", "any", "none", "at_least"}) {
    if (in.find(node, key) != nullptr) return condition(in, node, inherited);
  }
  Line line;
  line.span = node.span;
  line.basis = basis(in, node, inherited);
  Typed value;
  if (const yaml::Node* asked = in.find(node, "if")) {
    in.only_keys(node, Mapping::formula_if);
    const yaml::Node* then = in.required(node, {Mapping::formula_if, "then"}, in.place_of(node, "if"));
    const yaml::Node* other = in.required(node, {Mapping::formula_if, "else"}, in.place_of(node, "if"));
    const Typed c = leaf(in, *asked, line.basis);
    if (then == nullptr || other == nullptr) return {};
    Typed a = amount(in, *then, line.basis);
    Typed b = amount(in, *other, line.basis);
    if (!c || !unify(a, b, in.place(node), "one formula cannot give")) return {};
    value = make(Operation::choose, a.type, {c, a, b}, node.span);
  } else if (const yaml::Node* content = in.find(node, "value")) {
    in.only_keys(node, Mapping::formula_value);
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
        return fail(Code::wrong_kind, mode->span, described(value.type) + " cannot be rounded",
                    "leave \"round\" and \"to\" out");
      }
      if (!in.is_scalar(*mode, "\"round\"")) return {};
      if (!find_rounding(mode->text, rounded.rounding)) {
        return fail(Code::bad_value, mode->span, "\"" + mode->text + "\" is not a rounding",
                    "write up, down, half up, half down, half even, floor or ceiling");
      }
      if (step == nullptr) {
        if (in.misspelt(node, "to")) return {};
        return fail(Code::missing_key, mode->span, "a rounding says to which step",
                    "add \"to: 1\", or \"to: 1_000\"");
      }
      const std::size_t before = diagnostics.errors();
      if (!in.is_scalar(*step, "\"to\"")) return {};
      rounded.value = in.value(rules, value.type, step->span, step->text);
      if (diagnostics.errors() != before) return {};
      if (rounded.value.numerator <= 0) {
        return fail(Code::bad_value, step->span, "the step of a rounding is positive",
                    "\"to: 1_000\" rounds to thousands, \"to: 1\" to whole units");
      }
      value = add(std::move(rounded));
    } else if (step != nullptr && mode == nullptr && !in.misspelt(node, "round")) {
      return fail(Code::missing_key, step->span, "a step needs a rounding", "add \"round: half up\"");
    }
  } else {
    if (!in.only_keys(node, {Mapping::formula_if, Mapping::formula_value}, "a formula")) return {};
    return fail(Code::missing_key, node.children.empty() ? node.span : in.place(node),
                "the formula says nothing", "give it \"value\", or \"if\" with then and else");
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
    if (key == "applies_from" || key == "applies_to" || key == "by" || key == "label" || key == "set" ||
        key == "add" || key == "repeal") {
      continue;
    }
    result.children.push_back(version.children[i]);
    result.children.push_back(version.children[i + 1]);
  }
  return result;
}

HOTRO_INLINE void Loader::version_of(const Reader& in, Definition& definition, const yaml::Node& node) {
  const std::uint32_t index = static_cast<std::uint32_t>(&definition - rules.definitions.data());
  const std::string name = definition.name;
  const Typed value = amount(in, content(in, node), basis(in, node, {}));
  const Header head = header(in, node, {});
  require_citation(in, head.basis, in.place(node), "the definition \"" + name + "\"");
  Definition& typed = rules.definitions[index];
  if (!value) return;
  if (!typed.timeline.versions.empty() && typed.type != value.type) {
    Diagnostic& d = diagnostics.report(
        Code::kinds_differ, in.place(node),
        "the versions of \"" + typed.name + "\" are of different kinds: this is " + described(value.type));
    d.also.push_back({typed.timeline.versions.front().span, "this is " + described(typed.type)});
    d.help = "let every version give " + described(typed.type) + ", or define another name";
    return;
  }
  typed.type = value.type;
  append(typed.timeline, head, value.id, node.span);
}

}  // namespace detail
}  // namespace HOTRO_ABI
}  // namespace hotro
