// SPDX-License-Identifier: Apache-2.0
#pragma once

// Parameters that somebody gives by a file of their own. Each of their values is a definition: on the days
// for which a file gives it that, and otherwise a fact of that name, which is missing until it is handed in.

#include "load_list.inl"

namespace hotro {
inline namespace HOTRO_ABI {
namespace detail {

HOTRO_INLINE bool Loader::declare_given(const Reader& in, const yaml::Node& node, const Parameter& parameter,
                                        const Text& given_by) {
  if (parameter.type.range) {
    in.error(Code::wrong_kind, parameter.span, "what somebody gives is a single value, not a range").help =
        "declare its two ends as two parameters";
    return false;
  }
  std::size_t cells = 1;
  for (const std::uint32_t key : parameter.keys) {
    cells *= rules.types[key].options.size();
    if (!room(rules.facts.size() + cells - 1, most_facts, parameter.span, "facts")) return false;
  }
  if (!room(rules.definitions.size() + cells - 1, most_names, parameter.span, "definitions")) return false;
  Given given{parameter.type, parameter.keys, static_cast<std::uint32_t>(rules.definitions.size())};
  for (std::size_t cell = 0; cell < cells; ++cell) {
    Fact fact_of_cell;
    fact_of_cell.name = parameter.name;
    fact_of_cell.label = parameter.label;
    fact_of_cell.type = parameter.type;
    fact_of_cell.decided_by = given_by;
    fact_of_cell.span = parameter.span;
    std::size_t below = cells;
    std::size_t rest = cell;
    for (const std::uint32_t key : parameter.keys) {
      const ChoiceType& type = rules.types[key];
      below /= type.options.size();
      const std::size_t option = rest / below;
      rest %= below;
      fact_of_cell.name += "." + type.options[option];
      if (parameter.label.empty()) continue;
      const Text& label = type.labels[option];
      fact_of_cell.label.vi += ": " + (label.vi.empty() ? type.options[option] : label.vi);
      fact_of_cell.label.en += ": " + (label.en.empty() ? type.options[option] : label.en);
    }
    bound_range(in, node, fact_of_cell);
    Definition definition_of_cell;
    definition_of_cell.name = fact_of_cell.name;
    definition_of_cell.type = fact_of_cell.type;
    definition_of_cell.label = fact_of_cell.label;
    definition_of_cell.span = fact_of_cell.span;
    Header head;
    head.act = in.act;
    const Typed missing = fact(add_fact(std::move(fact_of_cell)), parameter.span);
    if (!missing) return false;
    append(definition_of_cell.timeline, head, missing.id, parameter.span);
    rules.definitions.push_back(std::move(definition_of_cell));
    waiting.push_back({0, nullptr, State::typed});
  }
  given_by_name.emplace(parameter.name, std::move(given));
  return true;
}

/// set: parameters.NAME of one that somebody gives: all of its values, or some of them.
HOTRO_INLINE void Loader::change_given(const Reader& in, const yaml::Node& node, const Given& given) {
  in.only_keys(node, Mapping::change_parameter);
  const Header head = header(in, node, {});
  require_citation(in, head.basis, in.place(node), "the change");
  const yaml::Node* content = in.required(node, "value", "a change of a parameter");
  if (content == nullptr) return;
  const auto put = [&](const auto& self, const yaml::Node& value, std::size_t depth,
                       std::uint32_t at) -> void {
    if (depth == given.keys.size()) {
      if (!in.is_scalar(value, "a value")) return;
      const std::size_t before = diagnostics.errors();
      const Value cell = in.value(rules, given.type, value.span, value.text);
      if (diagnostics.errors() != before) return;
      const Typed formula = constant(given.type, cell, value.span);
      Line line;
      line.formula = value.text;
      line.leaf = line.cell = true;
      line.basis = head.basis;
      line.span = value.span;
      put_line(formula, std::move(line));
      if (formula) append(rules.definitions[given.first + at].timeline, head, formula.id, node.span);
      return;
    }
    const ChoiceType& key = rules.types[given.keys[depth]];
    if (!in.has_shape(value, yaml::Kind::mapping, "a value by " + key.name, "a mapping of options to values",
                      "write {" + key.options.front() + ": …}"))
      return;
    for (std::size_t i = 0; i + 1 < value.children.size(); i += 2) {
      const yaml::Node& name = in.at(value.children[i]);
      const std::uint32_t option = find_option(key, name.text);
      if (option == none) {
        in.error(Code::unknown_option, name.span, "\"" + name.text + "\" is not an option of " + key.name)
            .help = Reader::options_help(key, name.text);
      } else {
        self(self, in.at(value.children[i + 1]), depth + 1,
             at * static_cast<std::uint32_t>(key.options.size()) + option);
      }
    }
  };
  put(put, *content, 0, 0);
}

/// Such a parameter as it is read by keys: the fact of the cell that they choose.
HOTRO_INLINE Typed Loader::type_given(const Given& given, const feel::Expression& e, const feel::Node& node) {
  const std::size_t first = rules.formulas.size();
  std::vector<Typed> keys;
  if (!typed_keys(node.text, given.keys, e, node, 0, keys)) return {};
  const auto cell = [&](const auto& self, std::size_t depth, std::uint32_t at) -> Typed {
    if (depth == keys.size()) return definition(given.first + at, node.span);
    const auto options = static_cast<std::uint32_t>(rules.types[given.keys[depth]].options.size());
    Typed value = self(self, depth + 1, at * options + options - 1);
    for (std::uint32_t option = options - 1; option-- > 0 && value;) {
      const Typed one = constant(keys[depth].type, {option, 1}, node.span);
      const Typed is = make(Operation::equal, truth_type, {keys[depth], one}, node.span);
      value = make(Operation::choose, given.type, {is, self(self, depth + 1, at * options + option), value},
                   node.span);
    }
    return value;
  };
  return unfolded(first, cell(cell, 0, 0));
}

}  // namespace detail
}  // namespace HOTRO_ABI
}  // namespace hotro
