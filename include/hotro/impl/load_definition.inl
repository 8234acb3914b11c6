// SPDX-License-Identifier: Apache-2.0
#pragma once

// Definitions, in the order in which they read one another. The order is found with a stack of its own: a
// chain of definitions may be as long as a file.

#include "load_table.inl"

namespace hotro {
inline namespace HOTRO_ABI {
namespace detail {

/// The definitions that a definition reads, in the order of the text. What cannot be read is reported when it
/// is typed.
HOTRO_INLINE std::vector<Loader::Read> Loader::definitions_read(const Waiting& item) {
  static constexpr std::string_view formulas[] = {"that",   "all",   "any",      "none",  "of",
                                                  "if",     "then",  "else",     "value", "versions",
                                                  "inputs", "rules", "otherwise"};
  const yaml::Document& document = files[item.file].document;
  std::vector<Read> found;
  // The outputs of a table are typed together.
  const auto self = static_cast<std::uint32_t>(&item - waiting.data());
  if (item.outputs != 0 && item.first != self) return {{item.first, rules.definitions[self].span}};
  const auto add = [&](const feel::Expression& e) {
    for (const feel::Node& part : e.nodes) {
      std::uint32_t read = none;
      if (part.form == feel::Form::name) read = find_definition(part.text);
      if (part.form == feel::Form::path && e[part.inputs[0]].form == feel::Form::name)
        read = find_definition(e[part.inputs[0]].text + "." + part.text);
      if (read != none) found.push_back({read, part.span});
    }
  };
  std::vector<const yaml::Node*> open{item.node};
  while (!open.empty()) {
    const yaml::Node& node = *open.back();
    open.pop_back();
    if (node.kind == yaml::Kind::scalar) {
      Diagnostics ignored;
      add(feel::parse(node, ignored));
      if (item.outputs != 0) add(feel::parse_tests(node, ignored));
      continue;
    }
    const bool mapping = node.kind == yaml::Kind::mapping;
    for (std::size_t i = node.children.size(); i-- > 0;) {
      if (mapping && i % 2 == 0) continue;
      const std::string_view key = mapping ? document[node.children[i - 1]].text : formulas[0];
      if (std::find(std::begin(formulas), std::end(formulas), key) != std::end(formulas))
        open.push_back(&document[node.children[i]]);
    }
  }
  return found;
}

HOTRO_INLINE void Loader::type_definition(std::uint32_t start) {
  struct Frame {
    std::uint32_t definition = none;
    std::vector<Read> reads;
    std::size_t next = 0;
  };
  std::vector<Frame> path;
  const auto open = [&](std::uint32_t index) {
    waiting[index].state = State::typing;
    path.push_back({index, definitions_read(waiting[index]), 0});
  };
  if (waiting[start].state == State::waiting) open(start);
  while (!path.empty()) {
    Frame& top = path.back();
    if (top.next == top.reads.size()) {
      type_alone(top.definition);
      waiting[top.definition].state = State::typed;
      path.pop_back();
      continue;
    }
    const Read read = top.reads[top.next++];
    if (waiting[read.definition].state == State::waiting) {
      open(read.definition);
    } else if (waiting[read.definition].state == State::typing) {
      Diagnostic& d = diagnostics.report(
          Code::cycle, rules.definitions[read.definition].span,
          "the definition \"" + rules.definitions[read.definition].name + "\" depends on itself");
      const auto first = std::find_if(path.begin(), path.end(),
                                      [&](const Frame& f) { return f.definition == read.definition; });
      for (auto frame = first; frame != path.end(); ++frame) {
        const Read& step = frame->reads[frame->next - 1];
        d.also.push_back({step.span, "\"" + rules.definitions[frame->definition].name + "\" reads \"" +
                                         rules.definitions[step.definition].name + "\" here"});
      }
      d.help = "let one of them be computed from facts and parameters only";
      shorten(d);
    }
  }
}

/// Of a long circle its beginning and its end.
HOTRO_INLINE void Loader::shorten(Diagnostic& circle) {
  constexpr std::size_t most = 20;
  if (circle.also.size() <= most) return;
  Label last = std::move(circle.also.back());
  const std::size_t between = circle.also.size() - most;
  circle.also.resize(most - 1);
  circle.also.back().message += ", and so on through " + std::to_string(between) + " more";
  circle.also.push_back(std::move(last));
}

HOTRO_INLINE void Loader::type_alone(std::uint32_t index) {
  const Waiting& item = waiting[index];
  if (item.outputs != 0) {
    if (item.first == index) type_table(index);
    return;
  }
  const Reader in = reader(files[item.file]);
  const yaml::Node& node = *item.node;
  const std::string name = rules.definitions[index].name;
  if (node.kind == yaml::Kind::scalar && !node.text.empty()) {
    in.error(Code::uncited, rules.definitions[index].span, "the definition \"" + name + "\" has no citation")
        .help = "write it as a mapping: {value: …, cite: …}, or {that: …, cite: …}";
    return;
  }
  if (!in.has_shape(node, yaml::Kind::mapping, "a definition", "a mapping",
                    "write {value: …, cite: …}, or {that: …, cite: …}"))
    return;
  rules.definitions[index].label = in.text(in.find(node, "label"), "a label");
  const yaml::Node* versions = in.find(node, "versions");
  if (versions == nullptr) return version_of(in, rules.definitions[index], node);
  in.only_keys(node, Mapping::definition_with_versions);
  if (!in.is_sequence(*versions, "\"versions\"")) return;
  if (versions->children.empty()) {
    in.error(Code::gap, rules.definitions[index].span, "the definition \"" + name + "\" has no version")
        .help = "give it a version with a value or a condition";
  }
  for (std::uint32_t child : versions->children) {
    if (in.is_mapping(in.at(child), "a version")) version_of(in, rules.definitions[index], in.at(child));
  }
}

}  // namespace detail
}  // namespace HOTRO_ABI
}  // namespace hotro
