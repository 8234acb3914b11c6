// SPDX-License-Identifier: Apache-2.0
#pragma once

// Parameters that somebody gives by a file of their own. Where no file does, each of their values is a fact
// of that name, which is missing until it is handed in.

#include "load_list.inl"

namespace hotro {
inline namespace HOTRO_ABI {
namespace detail {

/// Whether a file that amends this one sets the parameter.
HOTRO_INLINE bool Loader::set_by_amendment(const Reader& in, const std::string& parameter) {
  const yaml::Node* id = in.find(in.document.root(), "rule_set");
  for (const LoadedFile& file : files) {
    if (!file.amends || id == nullptr || file.id != id->text) continue;
    const Reader other = reader(file);
    const yaml::Node* changes = other.find(file.document.root(), "changes");
    if (changes == nullptr || changes->kind != yaml::Kind::sequence) continue;
    for (const std::uint32_t child : changes->children) {
      const yaml::Node& change = other.at(child);
      const yaml::Node* set = change.kind == yaml::Kind::mapping ? other.find(change, "set") : nullptr;
      if (set != nullptr && set->text == "parameters." + parameter) return true;
    }
  }
  return false;
}

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
  Given given{parameter.type, parameter.keys, static_cast<std::uint32_t>(rules.facts.size())};
  for (std::size_t cell = 0; cell < cells; ++cell) {
    Fact fact;
    fact.name = parameter.name;
    fact.label = parameter.label;
    fact.type = parameter.type;
    fact.decided_by = given_by;
    fact.span = parameter.span;
    std::size_t below = cells;
    std::size_t rest = cell;
    for (const std::uint32_t key : parameter.keys) {
      const ChoiceType& type = rules.types[key];
      below /= type.options.size();
      const std::size_t option = rest / below;
      rest %= below;
      fact.name += "." + type.options[option];
      if (parameter.label.empty()) continue;
      const Text& label = type.labels[option];
      fact.label.vi += ": " + (label.vi.empty() ? type.options[option] : label.vi);
      fact.label.en += ": " + (label.en.empty() ? type.options[option] : label.en);
    }
    bound_range(in, node, fact);
    add_fact(std::move(fact));
  }
  if (!parameter.keys.empty()) given_by_name.emplace(parameter.name, std::move(given));
  return true;
}

/// Such a parameter as it is read by keys: the fact of the cell that they choose.
HOTRO_INLINE Typed Loader::type_given(const Given& given, const feel::Expression& e, const feel::Node& node) {
  if (node.inputs.size() != given.keys.size()) {
    return fail(Code::wrong_arguments, node.span,
                "\"" + node.text + "\" takes " + std::to_string(given.keys.size()) + " key" +
                    (given.keys.size() == 1 ? "" : "s") + ", not " + std::to_string(node.inputs.size()),
                "write a value of each of its types");
  }
  const std::size_t first = rules.formulas.size();
  std::vector<Typed> keys;
  for (std::size_t i = 0; i < given.keys.size(); ++i) {
    const Type type{Kind::choice, given.keys[i], false};
    keys.push_back(operand(e, node.inputs[i], type));
    if (!keys.back()) return {};
    if (keys.back().type != type) {
      return fail(Code::wrong_kind, e[node.inputs[i]].span,
                  "the key of \"" + node.text + "\" is a choice of " + rules.types[given.keys[i]].name +
                      ", not " + described(keys.back().type),
                  "write a fact of that type, or one of its options in quotes");
    }
  }
  const auto cell = [&](const auto& self, std::size_t depth, std::uint32_t at) -> Typed {
    if (depth == keys.size()) return fact(given.first + at, node.span);
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
