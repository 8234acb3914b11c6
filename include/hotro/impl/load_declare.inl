// SPDX-License-Identifier: Apache-2.0
#pragma once

// Sources, types, parameters, readings, and the names of definitions and benefits.

#include "load_state.inl"

namespace hotro {
inline namespace HOTRO_ABI {
namespace detail {

HOTRO_INLINE bool Loader::room(std::size_t count, std::size_t most, Span span, const std::string& what,
                               std::string_view help) {
  if (count < most) return true;
  diagnostics.report(Code::too_many, span, "there are more than " + std::to_string(most) + " " + what).help =
      help;
  overfull = true;
  return false;
}

HOTRO_INLINE std::vector<std::string> Loader::source_ids() const {
  std::vector<std::string> ids;
  for (const Source& s : rules.sources) ids.push_back(s.id);
  return ids;
}

HOTRO_INLINE const yaml::Node* Loader::section(const Reader& in, std::string_view name, Named kind) {
  const yaml::Node* node = in.find(in.document.root(), name);
  if (node == nullptr || in.is_mapping(*node, "\"" + std::string(name) + "\"")) return node;
  spoiled_kinds.insert(kind);
  return nullptr;
}

HOTRO_INLINE void Loader::twice(const yaml::Node& key, std::string_view what, Span first) {
  Diagnostic& d = diagnostics.report(Code::duplicate_name, key.span,
                                     std::string(what) + " \"" + key.text + "\" is declared twice");
  d.also.push_back({first, "the first time here"});
  d.help = first.source == key.span.source
               ? "delete one of them, or give it another name"
               : "files that are loaded together share their names: give this one another";
}

/// Facts, parameters and definitions share one space of names, across imports too.
HOTRO_INLINE bool Loader::free_name(const Reader& in, const yaml::Node& key, std::string_view what) {
  if (!in.is_name(key, what)) return false;
  const auto taken = [&](Span span) {
    twice(key, "the name", span);
    return false;
  };
  if (const std::uint32_t fact = find_fact(key.text); fact != none) return taken(rules.facts[fact].span);
  if (const std::uint32_t found = find_parameter(key.text); found != none)
    return taken(rules.parameters[found].span);
  if (const std::uint32_t found = find_definition(key.text); found != none)
    return taken(rules.definitions[found].span);
  if (const auto found = given_by_name.find(key.text); found != given_by_name.end())
    return taken(rules.definitions[found->second.first].span);
  for (const Index* index : {&lists_by_name, &row_facts_by_name}) {
    if (const std::uint32_t found = find(*index, key.text); found != none) return taken(lists[found].span);
  }
  if (const std::uint32_t found = find(tables_by_name, key.text); found != none)
    return taken(rules.definitions[found].span);
  return true;
}

// --- sources

HOTRO_INLINE bool Loader::declare_source(const Reader& in, const yaml::Node& key, const yaml::Node& value) {
  if (!in.is_name(key, "a source") || !in.is_mapping(value, "a source")) return false;
  if (const std::uint32_t other = find_source(key.text); other != none)
    return twice(key, "the source", rules.sources[other].span), true;
  in.only_keys(value, Mapping::source_of_law);
  Source source;
  source.id = key.text;
  source.span = key.span;
  source.title = {in.word(in.find(value, "vi"), "a title"), in.word(in.find(value, "en"), "a title")};
  if (source.title.empty()) source.title.en = source.id;
  source.url = in.word(in.find(value, "url"), "an address");
  source.enacted = source.in_force = beginning;
  if (const yaml::Node* enacted = in.find(value, "enacted")) source.enacted = in.date(*enacted);
  if (const yaml::Node* in_force = in.find(value, "in_force")) source.in_force = in.date(*in_force);
  if (in.find(value, "enacted") == nullptr && in.find(value, "part_of") == nullptr && !in.misspelt(value)) {
    in.error(Code::missing_key, key.span, "the source \"" + key.text + "\" does not say when it was enacted")
        .help = "give it \"enacted: 2023-01-16\", or \"part_of:\" the source it belongs to";
  }
  sources_by_name.emplace(source.id, static_cast<std::uint32_t>(rules.sources.size()));
  rules.sources.push_back(std::move(source));
  return true;
}

HOTRO_INLINE void Loader::declare_sources(const Reader& in) {
  const yaml::Node* node = section(in, "sources", Named::source);
  if (node == nullptr) return;
  for (std::size_t i = 0; i + 1 < node->children.size(); i += 2) {
    const yaml::Node& key = in.at(node->children[i]);
    if (done() || !room(rules.sources.size(), most_sources, key.span, "sources")) return;
    if (!declare_source(in, key, in.at(node->children[i + 1]))) spoil(Named::source, key.text);
  }
  for (std::size_t i = 0; i + 1 < node->children.size(); i += 2) {
    const yaml::Node& value = in.at(node->children[i + 1]);
    const yaml::Node* parent = value.kind == yaml::Kind::mapping ? in.find(value, "part_of") : nullptr;
    const std::uint32_t self = find_source(in.at(node->children[i]).text);
    if (parent == nullptr || self == none || !in.is_scalar(*parent, "the source that it is part of"))
      continue;
    const std::uint32_t index = find_source(parent->text);
    if (index == none) {
      if (!spoiled(Named::source, parent->text, did_you_mean(parent->text, source_ids())))
        unknown_source(*parent, parent->text);
    } else if (index == self) {
      in.error(Code::cycle, parent->span, "the source \"" + parent->text + "\" is part of itself").help =
          "name the act that it was issued with";
    } else {
      rules.sources[self].part_of = index;
    }
  }
}

/// Dates come from the source that one is part of, however far up.
HOTRO_INLINE void Loader::resolve_sources() {
  for (Source& source : rules.sources) {
    std::uint32_t parent = source.part_of;
    for (std::size_t steps = 0; parent != none && steps <= rules.sources.size(); ++steps) {
      if (steps == rules.sources.size()) {
        Diagnostic& d = diagnostics.report(
            Code::cycle, source.span, "the source \"" + source.id + "\" is part of itself, through others");
        d.also.push_back({rules.sources[source.part_of].span, "it is part of this one"});
        d.help = "give one of them \"enacted:\" instead of \"part_of:\"";
        source.part_of = none;
        return;
      }
      if (source.enacted == beginning) source.enacted = rules.sources[parent].enacted;
      if (source.in_force == beginning) source.in_force = rules.sources[parent].in_force;
      parent = rules.sources[parent].part_of;
    }
    if (source.in_force == beginning) source.in_force = source.enacted;
  }
}

// --- types

HOTRO_INLINE std::uint32_t Loader::add_type(const Reader& in, const std::string& name, Span span,
                                            const yaml::Node& options, const yaml::Node* labels) {
  const std::size_t before = diagnostics.errors();
  ChoiceType type;
  type.name = name;
  type.span = span;
  std::set<std::string_view> known;
  for (std::uint32_t child : options.children) {
    const yaml::Node& node = in.at(child);
    if (done() || !room(type.options.size(), most_options, node.span, "options of \"" + name + "\"")) break;
    if (!in.is_scalar(node, "an option")) continue;
    const bool taken = node.text == "missing" || node.text == "none";
    bool good = !node.text.empty() && !taken;
    for (char c : node.text) {
      good = good && ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_');
    }
    if (!good) {
      in.error(Code::bad_name, node.span, "\"" + node.text + "\" is not a name for an option").help =
          taken
              ? "a missing answer is no option: it leaves a decision open by itself"
              : "options are Latin letters, digits and underscores; what people read stands under \"labels\"";
    } else if (node.text.size() > longest_name) {
      in.too_long(node.span, node.text);
    } else if (!known.insert(node.text).second) {
      in.error(Code::duplicate_name, node.span, "the option \"" + node.text + "\" stands twice").help =
          "delete it";
    } else {
      type.options.push_back(node.text);
    }
  }
  if (type.options.size() < 2 && diagnostics.errors() == before) {
    in.error(Code::bad_value, options.children.empty() ? span : options.span,
             "a choice has at least two options")
        .help = "for yes and no, the type is truth";
  }
  type.labels.resize(type.options.size());
  if (labels != nullptr && in.is_mapping(*labels, "\"labels\"")) {
    for (std::size_t i = 0; i + 1 < labels->children.size(); i += 2) {
      const yaml::Node& key = in.at(labels->children[i]);
      const std::uint32_t option = find_option(type, key.text);
      if (done()) break;
      if (option != none) {
        type.labels[option] = in.text(&in.at(labels->children[i + 1]), "a label");
      } else if (diagnostics.errors() == before) {
        in.error(Code::unknown_option, key.span, "\"" + key.text + "\" is not an option of " + name).help =
            Reader::options_help(type, key.text);
      }
    }
  }
  types_by_name.emplace(name, static_cast<std::uint32_t>(rules.types.size()));
  rules.types.push_back(std::move(type));
  return static_cast<std::uint32_t>(rules.types.size() - 1);
}

HOTRO_INLINE bool Loader::declare_type(const Reader& in, const yaml::Node& key, const yaml::Node& value) {
  if (!in.is_name(key, "a type")) return false;
  Kind kind{};
  if (find_kind(key.text, kind)) {
    in.error(Code::bad_name, key.span,
             "\"" + key.text + "\" is a kind of the language and cannot name a type")
        .help = "choose another name";
    return false;
  }
  if (const std::uint32_t other = find_type(key.text); other != none)
    return twice(key, "the type", rules.types[other].span), true;
  if (value.kind == yaml::Kind::sequence) {
    add_type(in, key.text, key.span, value, nullptr);
    return true;
  }
  if (!in.has_shape(value, yaml::Kind::mapping, "a type", "a list of options", "write [one, other]"))
    return false;
  in.only_keys(value, Mapping::type);
  const yaml::Node* options = in.required(value, {Mapping::type, "options"}, key.span);
  if (options == nullptr || !in.is_sequence(*options, "\"options\"")) return false;
  add_type(in, key.text, key.span, *options, in.find(value, "labels"));
  return true;
}

HOTRO_INLINE void Loader::declare_types(const Reader& in) {
  const yaml::Node* node = section(in, "types", Named::type);
  if (node == nullptr) return;
  for (std::size_t i = 0; i + 1 < node->children.size(); i += 2) {
    const yaml::Node& key = in.at(node->children[i]);
    if (done() || !room(rules.types.size(), most_names, key.span, "types")) return;
    if (!declare_type(in, key, in.at(node->children[i + 1]))) spoil(Named::type, key.text);
  }
}

HOTRO_INLINE bool Loader::parse_type(const Reader& in, const yaml::Node& node, const std::string& owner,
                                     const yaml::Node* labels, Type& out) {
  if (node.kind == yaml::Kind::sequence) {
    if (const std::uint32_t other = find_type(owner); other != none) {
      Diagnostic& d = in.error(Code::duplicate_name, node.span,
                               "these options would be a type called \"" + owner + "\", and there is one");
      d.also.push_back({rules.types[other].span, "it is declared here"});
      d.help = "write \"type: " + owner + "\" if it is meant, or give one of them another name";
      return false;
    }
    out = {Kind::choice, add_type(in, owner, node.span, node, labels), false};
    return true;
  }
  if (!in.is_scalar(node, "a type")) return false;
  if (labels != nullptr) {
    in.error(Code::wrong_kind, labels->span, "labels belong to options, and this type has none of its own")
        .help = "write them where the options are declared, under \"types\"";
  }
  std::string_view word = node.text;
  constexpr std::string_view range = "range of ";
  out = {};
  if (word.substr(0, range.size()) == range) {
    out.range = true;
    word.remove_prefix(range.size());
  }
  if (find_kind(word, out.kind) && out.kind != Kind::choice) {
    if (!out.range || is_number(out.kind)) return true;
  } else if (!out.range) {
    out = {Kind::choice, find_type(word), false};
    if (out.choice != none) return true;
  }
  if (spoiled(Named::type, std::string(word))) return false;
  std::vector<std::string> kinds;
  for (int i = 0; i < kind_count; ++i) {
    const Kind kind = static_cast<Kind>(i);
    if (kind != Kind::choice && (!out.range || is_number(kind))) kinds.emplace_back(hotro::name(kind));
  }
  std::vector<std::string> known = kinds;
  for (const ChoiceType& type : rules.types) known.push_back(type.name);
  Diagnostic& d = in.error(Code::unknown_name, node.span, "\"" + node.text + "\" is not a type");
  d.help = did_you_mean(word, known);
  if (d.help.empty()) {
    d.help = out.range ? "there are ranges of " + Reader::joined(kinds)
                       : "a type is a kind (" + Reader::joined(kinds) +
                             "), a list of options, or a name declared under \"types\"";
  }
  return false;
}

// --- parameters

HOTRO_INLINE bool Loader::declare_parameter(const Reader& in, const yaml::Node& key,
                                            const yaml::Node& value) {
  if (!free_name(in, key, "a parameter") || !in.is_mapping(value, "a parameter")) return false;
  in.only_keys(value, Mapping::parameter);
  Parameter parameter;
  parameter.name = key.text;
  parameter.span = key.span;
  parameter.label = in.text(in.find(value, "label"), "a label");
  const yaml::Node* type = in.required(value, {Mapping::parameter, "type"}, key.span);
  if (type == nullptr || !parse_type(in, *type, key.text, nullptr, parameter.type)) return false;
  if (parameter.type.kind == Kind::text || parameter.type.kind == Kind::truth) {
    in.error(Code::wrong_kind, type->span,
             "a parameter is a number, a date or a choice, and not " + described(parameter.type))
        .help = parameter.type.kind == Kind::truth
                    ? "a rule that is yes or no is a definition, or a reading where the law is silent"
                    : "declare the words it may be as options";
    return false;
  }
  if (const yaml::Node* keys = in.find(value, "keys"); keys != nullptr && in.is_sequence(*keys, "\"keys\"")) {
    bool silent = false;
    for (std::uint32_t child : keys->children) {
      const yaml::Node& name = in.at(child);
      if (!room(parameter.keys.size(), most_keys, name.span, "keys of \"" + key.text + "\"",
                "let a definition choose between parameters with fewer keys"))
        return false;
      if (!in.is_scalar(name, "a key")) continue;
      const std::uint32_t found = find_type(name.text);
      if (found != none) {
        parameter.keys.push_back(found);
        continue;
      }
      silent = silent || spoiled(Named::type, name.text);
      if (silent) continue;
      std::vector<std::string> known;
      for (const ChoiceType& t : rules.types) known.push_back(t.name);
      Diagnostic& d =
          in.error(Code::unknown_name, name.span, "\"" + name.text + "\" is not a type with options");
      d.help = did_you_mean(name.text, known);
      if (d.help.empty()) d.help = "the keys of a parameter are types that are declared as lists of options";
    }
    if (parameter.keys.size() != keys->children.size()) return false;
  }
  const yaml::Node* versions = in.find(value, "versions");
  const Text given_by = in.text(in.find(value, "given_by"), "who gives it");
  for (const char* key_of : {"min", "max"}) {
    const yaml::Node* bound = given_by.empty() ? in.find(value, key_of) : nullptr;
    if (bound != nullptr) {
      in.error(Code::bad_value, in.place_of(value, key_of), "a parameter with versions has no bounds").help =
          "leave \"" + std::string(key_of) + "\" out; they are for what somebody else gives: given_by";
    }
  }
  if (versions == nullptr && !given_by.empty()) return declare_given(in, value, parameter, given_by);
  if (versions == nullptr) in.required(value, "versions", "a parameter", key.span);
  if (versions == nullptr || !in.is_sequence(*versions, "\"versions\"")) return false;
  const std::size_t before = diagnostics.errors();
  for (std::uint32_t child : versions->children) {
    const yaml::Node& version = in.at(child);
    if (!in.is_mapping(version, "a version")) continue;
    in.only_keys(version, Mapping::version);
    const Header head = header(in, version, {});
    require_citation(in, head.basis, in.place(version), "a version of a parameter");
    if (const yaml::Node* content = in.required(version, {Mapping::version, "value"})) {
      append(parameter.timeline, head, parameter_value(in, parameter, *content), version.span);
    }
  }
  if (parameter.timeline.versions.empty() && diagnostics.errors() == before) {
    in.error(Code::gap, key.span, "the parameter \"" + key.text + "\" has no version").help =
        "give it a version with a value";
  }
  parameters_by_name.emplace(parameter.name, static_cast<std::uint32_t>(rules.parameters.size()));
  rules.parameters.push_back(std::move(parameter));
  return true;
}

HOTRO_INLINE void Loader::declare_parameters(const Reader& in) {
  const yaml::Node* node = section(in, "parameters", Named::value);
  if (node == nullptr) return;
  for (std::size_t i = 0; i + 1 < node->children.size(); i += 2) {
    const yaml::Node& key = in.at(node->children[i]);
    if (done() || !room(rules.parameters.size(), most_names, key.span, "parameters")) return;
    if (!declare_parameter(in, key, in.at(node->children[i + 1]))) spoil(Named::value, key.text);
  }
}

// --- readings

HOTRO_INLINE bool Loader::declare_reading(const Reader& in, const yaml::Node& key, const yaml::Node& value) {
  if (!in.is_name(key, "a reading") || !in.is_mapping(value, "a reading")) return false;
  if (const std::uint32_t other = find_reading(rules, key.text); other != none)
    return twice(key, "the reading", rules.readings[other].span), true;
  in.only_keys(value, Mapping::reading);
  Reading reading;
  reading.name = key.text;
  reading.span = key.span;
  reading.asks = in.text(in.required(value, {Mapping::reading, "asks"}, key.span), "a question");
  reading.basis = basis(in, value, {});
  require_citation(in, reading.basis, key.span, "a reading");
  const yaml::Node* options = in.required(value, {Mapping::reading, "options"}, key.span);
  if (options == nullptr || !in.is_sequence(*options, "\"options\"")) return false;
  if (options->children.size() > most_answers) {
    return room(most_answers, most_answers, in.at(options->children[most_answers]).span,
                "options of the reading \"" + key.text + "\"",
                "what has so many answers is a fact, or a parameter with keys");
  }
  const std::size_t before = diagnostics.errors();
  reading.type = add_type(in, "reading." + key.text, key.span, *options, in.find(value, "labels"));
  const yaml::Node* chosen = in.find(value, "default");
  const std::uint32_t option =
      chosen != nullptr ? find_option(rules.types[reading.type], chosen->text) : none;
  if (option == none) {
    if (diagnostics.errors() != before || in.misspelt(value, "default")) return false;
    if (chosen != nullptr && !in.is_scalar(*chosen, "\"default\"")) return false;
    const std::vector<std::string>& all = rules.types[reading.type].options;
    Diagnostic& d =
        chosen == nullptr
            ? in.error(Code::reading_default, key.span, "the reading \"" + key.text + "\" has no default")
            : in.error(Code::reading_default, chosen->span,
                       "the default \"" + chosen->text + "\" is not among the options of the reading \"" +
                           key.text + "\"");
    d.help = chosen == nullptr ? "add \"default: " + all.front() + "\", or another of its options"
                               : Reader::options_help(rules.types[reading.type], chosen->text);
    return false;
  }
  reading.default_option = option;
  rules.readings.push_back(std::move(reading));
  return true;
}

HOTRO_INLINE void Loader::declare_readings(const Reader& in) {
  const yaml::Node* node = section(in, "readings", Named::reading);
  if (node == nullptr) return;
  for (std::size_t i = 0; i + 1 < node->children.size(); i += 2) {
    const yaml::Node& key = in.at(node->children[i]);
    if (done() || !room(rules.readings.size(), most_readings, key.span, "readings")) return;
    if (!declare_reading(in, key, in.at(node->children[i + 1]))) spoil(Named::reading, key.text);
  }
}

// --- names of definitions and benefits

HOTRO_INLINE void Loader::declare_definitions(const Reader& in, std::uint32_t file) {
  const yaml::Node* node = section(in, "definitions", Named::value);
  if (node == nullptr) return;
  for (std::size_t i = 0; i + 1 < node->children.size(); i += 2) {
    const yaml::Node& key = in.at(node->children[i]);
    if (done() || !room(rules.definitions.size(), most_names, key.span, "definitions")) return;
    if (!free_name(in, key, "a definition")) {
      spoil(Named::value, key.text);
      continue;
    }
    Definition definition;
    definition.name = key.text;
    definition.span = key.span;
    definitions_by_name.emplace(key.text, static_cast<std::uint32_t>(rules.definitions.size()));
    rules.definitions.push_back(std::move(definition));
    waiting.push_back({file, &in.at(node->children[i + 1]), State::waiting});
  }
}

HOTRO_INLINE void Loader::declare_benefits(const Reader& in) {
  const yaml::Node* node = section(in, "benefits", Named::benefit);
  if (node == nullptr) return;
  for (std::size_t i = 0; i + 1 < node->children.size(); i += 2) {
    const yaml::Node& key = in.at(node->children[i]);
    if (done() || !room(rules.benefits.size(), most_benefits, key.span, "benefits")) return;
    if (!in.is_name(key, "a benefit")) {
      spoil(Named::benefit, key.text);
      continue;
    }
    if (const std::uint32_t other = find_benefit(rules, key.text); other != none) {
      twice(key, "the benefit", rules.benefits[other].span);
      continue;
    }
    Fact paid;
    paid.name = key.text;
    paid.group = Group::ledger;
    paid.type = {Kind::money, none, false};
    paid.range = {0, 1'000'000'000'000};
    paid.label = {"Đã chi trước đây", "Paid before"};
    paid.has_default = true;
    paid.span = key.span;
    Benefit benefit;
    benefit.name = key.text;
    benefit.span = key.span;
    if (in.find(in.document.root(), "amends") != nullptr) benefit.added_by = in.act;
    benefit.paid_before = static_cast<std::uint32_t>(rules.facts.size());
    facts_by_path.emplace(paid.path(), benefit.paid_before);
    rules.facts.push_back(std::move(paid));
    rules.benefits.push_back(std::move(benefit));
  }
}

}  // namespace detail
}  // namespace HOTRO_ABI
}  // namespace hotro
