// SPDX-License-Identifier: Apache-2.0
#pragma once

// Sources, types, facts, parameters, readings, and the names of definitions and benefits.

#include "load_state.inl"

namespace hotro {
inline namespace HOTRO_ABI {
namespace detail {

HOTRO_INLINE std::uint32_t Loader::find_type(std::string_view name) const {
  for (std::uint32_t i = 0; i < rules.types.size(); ++i) {
    if (rules.types[i].name == name) return i;
  }
  return none;
}
HOTRO_INLINE std::uint32_t Loader::find_source(std::string_view id) const {
  for (std::uint32_t i = 0; i < rules.sources.size(); ++i) {
    if (rules.sources[i].id == id) return i;
  }
  return none;
}

/// Facts, parameters and definitions share one space of names, across imports too.
HOTRO_INLINE bool Loader::free_name(const Reader& in, const yaml::Node& key, std::string_view what) {
  if (!in.is_name(key, what)) return false;
  const auto taken = [&](Span span) {
    in.error(Code::duplicate_name, key.span, "\"" + key.text + "\" is declared twice")
        .also.push_back({span, "the first time here"});
    return false;
  };
  for (const Fact& f : rules.facts) {
    if (f.group == Group::dossier && f.name == key.text) return taken(f.span);
  }
  for (const Parameter& p : rules.parameters) {
    if (p.name == key.text) return taken(p.span);
  }
  for (const Definition& d : rules.definitions) {
    if (d.name == key.text) return taken(d.span);
  }
  return true;
}

HOTRO_INLINE void Loader::declare_sources(const Reader& in) {
  const yaml::Node* node = in.find(in.document.root(), "sources");
  if (node == nullptr || !in.is_mapping(*node, "sources")) return;
  for (std::size_t i = 0; i + 1 < node->children.size(); i += 2) {
    const yaml::Node& key = in.at(node->children[i]);
    const yaml::Node& value = in.at(node->children[i + 1]);
    if (!in.is_name(key, "a source") || !in.is_mapping(value, "a source")) continue;
    if (const std::uint32_t other = find_source(key.text); other != none) {
      in.error(Code::duplicate_name, key.span, "the source \"" + key.text + "\" is declared twice")
          .also.push_back({rules.sources[other].span, "the first time here"});
      continue;
    }
    in.only_keys(value, {"vi", "en", "enacted", "in_force", "url", "part_of"}, "a source");
    Source source;
    source.id = key.text;
    source.span = key.span;
    source.title = {in.word(in.find(value, "vi"), "a title"), in.word(in.find(value, "en"), "a title")};
    if (source.title.empty()) source.title.en = source.id;
    source.url = in.word(in.find(value, "url"), "an address");
    source.enacted = source.in_force = beginning;
    if (const yaml::Node* enacted = in.find(value, "enacted")) source.enacted = in.date(*enacted);
    if (const yaml::Node* in_force = in.find(value, "in_force")) source.in_force = in.date(*in_force);
    if (in.find(value, "enacted") == nullptr && in.find(value, "part_of") == nullptr) {
      in.error(Code::missing_key, key.span, "the source \"" + key.text + "\" does not say when it was enacted").help =
          "give it \"enacted: 2023-01-16\", or \"part_of:\" the source it belongs to";
    }
    rules.sources.push_back(std::move(source));
  }
  for (std::size_t i = 0; i + 1 < node->children.size(); i += 2) {
    const yaml::Node& value = in.at(node->children[i + 1]);
    const yaml::Node* parent = value.kind == yaml::Kind::mapping ? in.find(value, "part_of") : nullptr;
    const std::uint32_t self = find_source(in.at(node->children[i]).text);
    if (parent == nullptr || self == none) continue;
    const std::uint32_t index = find_source(parent->text);
    if (index == none) {
      std::vector<std::string> ids;
      for (const Source& s : rules.sources) ids.push_back(s.id);
      in.error(Code::unknown_source, parent->span, "no source is called \"" + parent->text + "\"").help =
          did_you_mean(parent->text, ids);
    } else if (index == self) {
      in.error(Code::cycle, parent->span, "the source \"" + parent->text + "\" is part of itself");
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
        diagnostics.report(Code::cycle, source.span, "the source \"" + source.id + "\" is part of itself");
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

HOTRO_INLINE std::uint32_t Loader::add_type(const Reader& in, const std::string& name, Span span,
                                            const yaml::Node& options, const yaml::Node* labels) {
  ChoiceType type;
  type.name = name;
  type.span = span;
  for (std::uint32_t child : options.children) {
    const yaml::Node& node = in.at(child);
    if (!in.is_scalar(node, "an option")) continue;
    bool good = !node.text.empty() && node.text != "missing" && node.text != "none";
    for (char c : node.text) {
      good = good && ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_');
    }
    if (!good) {
      in.error(Code::bad_name, node.span, "\"" + node.text + "\" is not a name for an option").help =
          "options are Latin letters, digits and underscores; missing and none are taken";
    } else if (find_option(type, node.text) != none) {
      in.error(Code::duplicate_name, node.span, "the option \"" + node.text + "\" stands twice");
    } else {
      type.options.push_back(node.text);
    }
  }
  if (type.options.size() < 2 && !diagnostics.failed()) {
    in.error(Code::bad_value, options.span, "a choice has at least two options");
  }
  type.labels.resize(type.options.size());
  if (labels != nullptr && in.is_mapping(*labels, "labels")) {
    for (std::size_t i = 0; i + 1 < labels->children.size(); i += 2) {
      const yaml::Node& key = in.at(labels->children[i]);
      const std::uint32_t option = find_option(type, key.text);
      if (option == none) {
        in.error(Code::unknown_option, key.span, "\"" + key.text + "\" is not an option of " + name).help =
            Reader::options_help(type, key.text);
      } else {
        type.labels[option] = in.text(&in.at(labels->children[i + 1]), "a label");
      }
    }
  }
  rules.types.push_back(std::move(type));
  return static_cast<std::uint32_t>(rules.types.size() - 1);
}

HOTRO_INLINE void Loader::declare_types(const Reader& in) {
  const yaml::Node* node = in.find(in.document.root(), "types");
  if (node == nullptr || !in.is_mapping(*node, "types")) return;
  for (std::size_t i = 0; i + 1 < node->children.size(); i += 2) {
    const yaml::Node& key = in.at(node->children[i]);
    const yaml::Node& value = in.at(node->children[i + 1]);
    if (!in.is_name(key, "a type")) continue;
    Kind kind{};
    if (find_kind(key.text, kind)) {
      in.error(Code::bad_name, key.span, "\"" + key.text + "\" is a kind of the language and cannot name a type");
      continue;
    }
    if (const std::uint32_t other = find_type(key.text); other != none) {
      in.error(Code::duplicate_name, key.span, "the type \"" + key.text + "\" is declared twice")
          .also.push_back({rules.types[other].span, "the first time here"});
      continue;
    }
    if (value.kind == yaml::Kind::sequence) {
      add_type(in, key.text, key.span, value, nullptr);
    } else if (in.is_mapping(value, "a type")) {
      in.only_keys(value, {"options", "labels"}, "a type");
      const yaml::Node* options = in.required(value, "options", "a type");
      if (options != nullptr && in.is_sequence(*options, "options")) {
        add_type(in, key.text, key.span, *options, in.find(value, "labels"));
      }
    }
  }
}

HOTRO_INLINE bool Loader::parse_type(const Reader& in, const yaml::Node& node, const std::string& owner,
                                     const yaml::Node* labels, Type& out) {
  if (node.kind == yaml::Kind::sequence) {
    if (find_type(owner) != none) {
      in.error(Code::duplicate_name, node.span, "the options of \"" + owner + "\" would be a type of a name that is taken");
      return false;
    }
    out = {Kind::choice, add_type(in, owner, node.span, node, labels), false};
    return true;
  }
  if (!in.is_scalar(node, "a type")) return false;
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
  std::vector<std::string> known;
  for (int i = 0; i < kind_count; ++i) {
    if (static_cast<Kind>(i) != Kind::choice) known.emplace_back(hotro::name(static_cast<Kind>(i)));
  }
  for (const ChoiceType& type : rules.types) known.push_back(type.name);
  Diagnostic& d = in.error(Code::unknown_name, node.span, "\"" + node.text + "\" is not a type");
  d.help = did_you_mean(word, known);
  if (d.help.empty()) d.help = "a type is a kind (" + Reader::joined(known) + "), a list of options, or a range of a kind";
  return false;
}

HOTRO_INLINE void Loader::bound_range(const Reader& in, const yaml::Node& node, Fact& fact) {
  constexpr std::int64_t largest_money = 1'000'000'000'000;
  switch (fact.type.kind) {
    case Kind::truth: fact.range = {0, 2}; break;
    case Kind::choice:
      fact.range = {0, static_cast<std::int64_t>(rules.types[fact.type.choice].options.size()) - 1};
      break;
    case Kind::count: fact.range = {0, 1'000'000}; break;
    case Kind::money: fact.range = {0, largest_money}; break;
    case Kind::rate: fact.range = {0, 1'000'000}; break;
    case Kind::date: fact.range = {first_date.day, last_date.day}; break;
    case Kind::days: fact.range = {0, 36'525}; break;
    case Kind::months: fact.range = {0, 1'200}; break;
    case Kind::text: return;
  }
  for (const char* key : {"min", "max"}) {
    const yaml::Node* bound = in.find(node, key);
    if (bound == nullptr || !in.is_scalar(*bound, "a bound")) continue;
    if (!is_number(fact.type.kind)) {
      in.error(Code::wrong_kind, bound->span, "a " + std::string(hotro::name(fact.type.kind)) + " has no bounds");
      continue;
    }
    const Value value = in.value(rules, fact.type, bound->span, bound->text);
    std::int64_t units = value.numerator;
    if (fact.type.kind == Kind::rate) {
      if (1'000'000 % value.denominator != 0) {
        in.error(Code::bad_value, bound->span, "the bound of a rate is a multiple of a millionth");
        continue;
      }
      units = value.numerator * (1'000'000 / value.denominator);
    }
    (key[1] == 'i' ? fact.range.low : fact.range.high) = units;
  }
  if (fact.range.low > fact.range.high) {
    in.error(Code::range_empty, fact.span, "no value of \"" + fact.path() + "\" lies within its bounds");
    fact.range.high = fact.range.low;
  }
}

HOTRO_INLINE void Loader::declare_fact(const Reader& in, Group group, const yaml::Node& key, const yaml::Node& node) {
  if (!in.is_mapping(node, "a fact")) return;
  in.only_keys(node, {"type", "min", "max", "label", "labels", "if_missing", "applies_if", "person"}, "a fact");
  Fact fact;
  fact.name = key.text;
  fact.group = group;
  fact.span = key.span;
  if (group == Group::dossier ? !free_name(in, key, "a fact") : !in.is_name(key, "a fact")) return;
  if (const std::uint32_t other = find_fact(rules, fact.path()); other != none) {
    in.error(Code::duplicate_name, key.span, "the fact \"" + fact.path() + "\" is declared twice")
        .also.push_back({rules.facts[other].span, "the first time here"});
    return;
  }
  if (fact.name == "dossier_id" || fact.name == "enterprise_id") {
    in.error(Code::bad_name, key.span, "\"" + fact.name + "\" is built in and needs no declaration");
    return;
  }
  fact.label = in.text(in.find(node, "label"), "a label");
  const yaml::Node* type = in.required(node, "type", "a fact");
  if (type == nullptr || !parse_type(in, *type, fact.name, in.find(node, "labels"), fact.type)) return;
  if (fact.type.range) {
    in.error(Code::wrong_kind, type->span, "a fact is a single value, not a range").help = "declare its two ends as two facts";
    return;
  }
  bound_range(in, node, fact);
  if (const yaml::Node* person = in.find(node, "person")) {
    in.truth(*person, fact.person);
    if (fact.person && fact.type.kind != Kind::text) {
      in.error(Code::wrong_kind, person->span, "a person is identified by a text, not by a " + kind_text(fact.type));
    }
    for (const Fact& other : rules.facts) {
      if (fact.person && other.person) {
        in.error(Code::duplicate_name, key.span, "two facts identify the person")
            .also.push_back({other.span, "the other one"});
      }
    }
  }
  if (const yaml::Node* missing = in.find(node, "if_missing"); missing != nullptr && in.is_scalar(*missing, "if_missing")) {
    if (fact.type.kind == Kind::text || fact.type.kind == Kind::rate) {
      in.error(Code::wrong_kind, missing->span, "a " + kind_text(fact.type) + " has no value to assume");
    } else {
      fact.has_default = true;
      fact.if_missing = in.value(rules, fact.type, missing->span, missing->text).numerator;
      if (fact.if_missing < fact.range.low || fact.if_missing > fact.range.high) {
        in.error(Code::bad_value, missing->span, "the assumed value lies outside the bounds of the fact");
      }
    }
  }
  rules.facts.push_back(std::move(fact));
}

HOTRO_INLINE void Loader::declare_facts(const Reader& in) {
  const yaml::Node* node = in.find(in.document.root(), "facts");
  if (node == nullptr || !in.is_mapping(*node, "facts")) return;
  in.only_keys(*node, {"enterprise", "dossier"}, "facts");
  for (const auto& [word, group] : {std::pair{"enterprise", Group::enterprise}, std::pair{"dossier", Group::dossier}}) {
    const yaml::Node* facts = in.find(*node, word);
    if (facts == nullptr || !in.is_mapping(*facts, "a group of facts")) continue;
    for (std::size_t i = 0; i + 1 < facts->children.size(); i += 2) {
      declare_fact(in, group, in.at(facts->children[i]), in.at(facts->children[i + 1]));
    }
  }
}

HOTRO_INLINE void Loader::declare_parameters(const Reader& in) {
  const yaml::Node* node = in.find(in.document.root(), "parameters");
  if (node == nullptr || !in.is_mapping(*node, "parameters")) return;
  for (std::size_t i = 0; i + 1 < node->children.size(); i += 2) {
    const yaml::Node& key = in.at(node->children[i]);
    const yaml::Node& value = in.at(node->children[i + 1]);
    if (!free_name(in, key, "a parameter") || !in.is_mapping(value, "a parameter")) continue;
    in.only_keys(value, {"type", "keys", "label", "versions"}, "a parameter");
    Parameter parameter;
    parameter.name = key.text;
    parameter.span = key.span;
    parameter.label = in.text(in.find(value, "label"), "a label");
    const yaml::Node* type = in.required(value, "type", "a parameter");
    if (type == nullptr || !parse_type(in, *type, key.text, nullptr, parameter.type)) continue;
    if (parameter.type.kind == Kind::text || parameter.type.kind == Kind::truth) {
      in.error(Code::wrong_kind, type->span, "a parameter is a number, a date or a choice");
      continue;
    }
    if (const yaml::Node* keys = in.find(value, "keys"); keys != nullptr && in.is_sequence(*keys, "keys")) {
      for (std::uint32_t child : keys->children) {
        const yaml::Node& name = in.at(child);
        const std::uint32_t found = find_type(name.text);
        if (found != none) {
          parameter.keys.push_back(found);
          continue;
        }
        std::vector<std::string> known;
        for (const ChoiceType& t : rules.types) known.push_back(t.name);
        in.error(Code::unknown_name, name.span, "\"" + name.text + "\" is not a type with options").help =
            did_you_mean(name.text, known);
      }
      if (parameter.keys.size() != keys->children.size()) continue;
    }
    const yaml::Node* versions = in.required(value, "versions", "a parameter");
    if (versions != nullptr && in.is_sequence(*versions, "versions")) {
      for (std::uint32_t child : versions->children) {
        const yaml::Node& version = in.at(child);
        if (!in.is_mapping(version, "a version")) continue;
        in.only_keys(version, {"value", "applies_from", "applies_to", "cite", "sure", "by"}, "a version");
        const Header head = header(in, version, {});
        require_citation(in, head.basis, version.span, "a version of a parameter");
        if (const yaml::Node* content = in.required(version, "value", "a version")) {
          append(parameter.timeline, head, parameter_value(in, parameter, *content), version.span);
        }
      }
    }
    rules.parameters.push_back(std::move(parameter));
  }
}

HOTRO_INLINE ParameterValue Loader::parameter_value(const Reader& in, const Parameter& parameter, const yaml::Node& node) {
  ParameterValue result;
  if (node.kind == yaml::Kind::scalar && node.text == "none") {
    result.in_force = false;
    return result;
  }
  keyed_cells(in, parameter, 0, node, result);
  return result;
}

HOTRO_INLINE void Loader::keyed_cells(const Reader& in, const Parameter& parameter, std::size_t depth,
                                      const yaml::Node& node, ParameterValue& out) {
  if (depth == parameter.keys.size()) return cell(in, parameter, node, out);
  const ChoiceType& key = rules.types[parameter.keys[depth]];
  if (!in.is_mapping(node, "a value by " + key.name)) return;
  for (std::size_t i = 0; i + 1 < node.children.size(); i += 2) {
    const yaml::Node& name = in.at(node.children[i]);
    if (find_option(key, name.text) == none) {
      in.error(Code::unknown_option, name.span, "\"" + name.text + "\" is not an option of " + key.name).help =
          Reader::options_help(key, name.text);
    }
  }
  std::vector<std::string> lacking;
  for (const std::string& option : key.options) {
    if (const yaml::Node* child = in.find(node, option)) {
      keyed_cells(in, parameter, depth + 1, *child, out);
    } else {
      lacking.push_back(option);
    }
  }
  if (!lacking.empty()) {
    in.error(Code::key_missing, node.span,
             "the value of " + parameter.name + " for " + Reader::joined(lacking) + " is missing");
  }
}

HOTRO_INLINE void Loader::cell(const Reader& in, const Parameter& parameter, const yaml::Node& node, ParameterValue& out) {
  if (!in.is_scalar(node, "a value")) return;
  if (!parameter.type.range) {
    out.cells.push_back(in.value(rules, parameter.type, node.span, node.text));
    return;
  }
  std::string low;
  std::string high;
  if (!in.ends(node, low, high)) {
    in.error(Code::bad_value, node.span, "\"" + node.text + "\" is not a range").help = "write both ends: 2022-10-01 .. 2023-03-31";
    return;
  }
  const Value from = in.value(rules, parameter.type, node.span, low);
  const Value to = in.value(rules, parameter.type, node.span, high);
  // The ends are fractions: compared by the difference of their cross products, in 128 bits.
  if (static_cast<Wide>(from.numerator) * to.denominator > static_cast<Wide>(to.numerator) * from.denominator) {
    in.error(Code::empty_span, node.span, "the range ends before it begins");
  }
  out.cells.push_back(from);
  out.cells.push_back(to);
}

HOTRO_INLINE void Loader::declare_readings(const Reader& in) {
  const yaml::Node* node = in.find(in.document.root(), "readings");
  if (node == nullptr || !in.is_mapping(*node, "readings")) return;
  for (std::size_t i = 0; i + 1 < node->children.size(); i += 2) {
    const yaml::Node& key = in.at(node->children[i]);
    const yaml::Node& value = in.at(node->children[i + 1]);
    if (!in.is_name(key, "a reading") || !in.is_mapping(value, "a reading")) continue;
    if (const std::uint32_t other = find_reading(rules, key.text); other != none) {
      in.error(Code::duplicate_name, key.span, "the reading \"" + key.text + "\" is declared twice")
          .also.push_back({rules.readings[other].span, "the first time here"});
      continue;
    }
    in.only_keys(value, {"asks", "cite", "sure", "options", "default", "labels"}, "a reading");
    Reading reading;
    reading.name = key.text;
    reading.span = key.span;
    reading.asks = in.text(in.required(value, "asks", "a reading"), "a question");
    reading.basis = basis(in, value, {});
    require_citation(in, reading.basis, key.span, "a reading");
    const yaml::Node* options = in.required(value, "options", "a reading");
    if (options == nullptr || !in.is_sequence(*options, "options")) continue;
    reading.type = add_type(in, "reading." + key.text, key.span, *options, in.find(value, "labels"));
    const yaml::Node* chosen = in.find(value, "default");
    const std::uint32_t option = chosen != nullptr ? find_option(rules.types[reading.type], chosen->text) : none;
    if (option == none) {
      Diagnostic& d = in.error(Code::reading_default, chosen != nullptr ? chosen->span : key.span,
                               "the reading \"" + key.text + "\" has no default among its options");
      d.help = "the options are " + Reader::joined(rules.types[reading.type].options);
      continue;
    }
    reading.default_option = option;
    rules.readings.push_back(std::move(reading));
  }
}

HOTRO_INLINE void Loader::declare_definitions(const Reader& in, std::uint32_t file) {
  const yaml::Node* node = in.find(in.document.root(), "definitions");
  if (node == nullptr || !in.is_mapping(*node, "definitions")) return;
  for (std::size_t i = 0; i + 1 < node->children.size(); i += 2) {
    const yaml::Node& key = in.at(node->children[i]);
    if (!free_name(in, key, "a definition")) continue;
    Definition definition;
    definition.name = key.text;
    definition.span = key.span;
    rules.definitions.push_back(std::move(definition));
    waiting.push_back({file, &in.at(node->children[i + 1]), State::waiting});
  }
}

HOTRO_INLINE void Loader::declare_benefits(const Reader& in) {
  const yaml::Node* node = in.find(in.document.root(), "benefits");
  if (node == nullptr || !in.is_mapping(*node, "benefits")) return;
  for (std::size_t i = 0; i + 1 < node->children.size(); i += 2) {
    const yaml::Node& key = in.at(node->children[i]);
    if (!in.is_name(key, "a benefit")) continue;
    if (const std::uint32_t other = find_benefit(rules, key.text); other != none) {
      in.error(Code::duplicate_name, key.span, "the benefit \"" + key.text + "\" is declared twice")
          .also.push_back({rules.benefits[other].span, "the first time here"});
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
    benefit.paid_before = static_cast<std::uint32_t>(rules.facts.size());
    rules.facts.push_back(std::move(paid));
    rules.benefits.push_back(std::move(benefit));
  }
}

HOTRO_INLINE bool Loader::citation(const Reader& in, const yaml::Node& node, Citation& out) {
  if (!in.is_scalar(node, "a citation")) return false;
  const std::size_t blank = node.text.find(' ');
  const std::string id = node.text.substr(0, blank);
  out.span = node.span;
  out.source = find_source(id);
  if (out.source == none) {
    std::vector<std::string> ids;
    for (const Source& s : rules.sources) ids.push_back(s.id);
    Diagnostic& d = in.error(Code::unknown_source, node.span, "no source is called \"" + id + "\"");
    d.help = did_you_mean(id, ids);
    if (d.help.empty()) d.help = "declare it under \"sources\"; a citation is a source and a place in it: quy_dinh art 7 cl 2";
    return false;
  }
  if (blank != std::string::npos && !parse_locator(node.text.substr(blank + 1), out.locator)) {
    in.error(Code::bad_citation, node.span, "\"" + node.text.substr(blank + 1) + "\" is not a place in a source").help =
        "a place is art, cl, pt, ch, sec, part, form or annex, each with its number: art 11 cl 2 pt a";
    return false;
  }
  return true;
}

HOTRO_INLINE Basis Loader::basis(const Reader& in, const yaml::Node& mapping, const Basis& inherited) {
  Basis result;
  if (const yaml::Node* cite = in.find(mapping, "cite")) {
    if (cite->kind == yaml::Kind::sequence) {
      for (std::uint32_t child : cite->children) {
        Citation one;
        if (citation(in, in.at(child), one)) result.citations.push_back(std::move(one));
      }
    } else {
      Citation one;
      if (citation(in, *cite, one)) result.citations.push_back(std::move(one));
    }
    // What is wrong with a citation has been said: that there is none is not said as well.
    if (result.citations.empty() && diagnostics.failed()) result.citations.emplace_back();
  } else {
    result = inherited;
  }
  if (const yaml::Node* sure = in.find(mapping, "sure")) {
    if (!find_sureness(sure->text, result.sureness)) {
      in.error(Code::bad_value, sure->span, "\"" + sure->text + "\" is not a degree of certainty").help =
          "write text, two sources, one source or inferred";
    }
  }
  return result;
}

HOTRO_INLINE void Loader::require_citation(const Reader& in, const Basis& found, Span span, std::string_view what) {
  if (!found.citations.empty()) return;
  in.error(Code::uncited, span, std::string(what) + " has no citation").help = "add \"cite:\" with a source and a place in it";
}

HOTRO_INLINE Loader::Header Loader::header(const Reader& in, const yaml::Node& mapping, const Basis& inherited) {
  Header result;
  result.act = in.act;
  result.basis = basis(in, mapping, inherited);
  if (const yaml::Node* from = in.find(mapping, "applies_from")) result.from = in.date(*from);
  if (const yaml::Node* to = in.find(mapping, "applies_to")) result.to = in.date(*to);
  if (result.from > result.to) {
    in.error(Code::empty_span, mapping.span, "the version ends on " + iso(result.to) + ", before it begins on " + iso(result.from));
    result.to = result.from;
  }
  if (const yaml::Node* by = in.find(mapping, "by")) {
    const std::uint32_t source = find_source(by->text);
    if (source == none) {
      in.error(Code::unknown_source, by->span, "no source is called \"" + by->text + "\"");
    } else {
      result.act = source;
      if (std::find(rules.acts.begin(), rules.acts.end(), source) == rules.acts.end()) rules.acts.push_back(source);
    }
  }
  if (result.act == none) {
    in.error(Code::missing_key, mapping.span, "it is not said which act enacts this version").help =
        "give the file, or the version, the key \"by\" with a source";
  }
  return result;
}

}  // namespace detail
}  // namespace HOTRO_ABI
}  // namespace hotro
