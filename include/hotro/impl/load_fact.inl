// SPDX-License-Identifier: Apache-2.0
#pragma once

// Facts: their kinds, their ranges, and what is assumed where they are missing.

#include "load_state.inl"

namespace hotro {
inline namespace HOTRO_ABI {
namespace detail {

HOTRO_INLINE void Loader::bound_range(const Reader& in, const yaml::Node& node, Fact& fact) {
  constexpr std::int64_t largest_money = 1'000'000'000'000;
  constexpr std::int64_t rate_unit = 1'000'000;     // ranges of rates count millionths
  constexpr std::int64_t largest_rate = 1'000'000;  // beyond any share, and far from the end of 64 bits
  switch (fact.type.kind) {
    case Kind::truth: fact.range = {0, 2}; break;
    case Kind::choice:
      fact.range = {0, static_cast<std::int64_t>(rules.types[fact.type.choice].options.size()) - 1};
      break;
    case Kind::count: fact.range = {0, 1'000'000}; break;
    case Kind::money: fact.range = {0, largest_money}; break;
    case Kind::rate: fact.range = {0, rate_unit}; break;
    case Kind::date: fact.range = {first_date.day, last_date.day}; break;
    case Kind::days: fact.range = {0, 36'525}; break;
    case Kind::months: fact.range = {0, 1'200}; break;
    case Kind::text: break;
  }
  Span widest = fact.span;
  for (const char* key : {"min", "max"}) {
    const yaml::Node* bound = in.find(node, key);
    if (bound == nullptr || !in.is_scalar(*bound, "a bound")) continue;
    if (!is_number(fact.type.kind)) {
      in.error(Code::wrong_kind, bound->span, described(fact.type) + " has no bounds").help =
          "leave \"" + std::string(key) + "\" out";
      continue;
    }
    const std::size_t before = diagnostics.errors();
    const Value value = in.value(rules, fact.type, bound->span, bound->text);
    if (diagnostics.errors() != before) continue;
    std::int64_t units = value.numerator;
    if (fact.type.kind == Kind::rate) {
      if (rate_unit % value.denominator != 0 ||
          std::abs(value.numerator / value.denominator) > largest_rate) {
        in.error(Code::bad_value, bound->span,
                 "the bound of a rate is a multiple of a millionth, up to a million")
            .help = "write a rounder bound: 0.25%, 7/8";
        continue;
      }
      units = value.numerator * (rate_unit / value.denominator);
    }
    (key[1] == 'i' ? fact.range.low : fact.range.high) = units;
    widest = bound->span;
  }
  if (fact.range.low > fact.range.high) {
    const bool both = in.find(node, "min") != nullptr && in.find(node, "max") != nullptr;
    in.error(Code::range_empty, widest, "no value of \"" + fact.path() + "\" lies within its bounds").help =
        both ? "min is the smaller of the two"
             : "the other bound is the usual one of " + described(fact.type) + ": give both, min and max";
    fact.range.high = fact.range.low;
  }
}

HOTRO_INLINE void Loader::assume(const Reader& in, const yaml::Node& missing, Fact& fact) {
  if (fact.type.kind == Kind::text || fact.type.kind == Kind::rate) {
    in.error(Code::wrong_kind, missing.span, described(fact.type) + " has no value to assume").help =
        "leave \"if_missing\" out: a missing fact leaves a decision open by itself";
    return;
  }
  const std::size_t before = diagnostics.errors();
  const std::int64_t value = in.value(rules, fact.type, missing.span, missing.text).numerator;
  if (diagnostics.errors() != before) return;
  if (value < fact.range.low || value > fact.range.high) {
    in.error(Code::bad_value, missing.span,
             "the assumed value lies outside the bounds of \"" + fact.path() + "\"")
        .help = "assume a value that may be given, or widen min and max";
    return;
  }
  fact.has_default = true;
  fact.if_missing = value;
}

/// What is declared of a fact of a dossier, of an enterprise or of a row.
HOTRO_INLINE bool Loader::fact_of(const Reader& in, const yaml::Node& node, Mapping mapping, Fact& fact) {
  if (!in.has_shape(node, yaml::Kind::mapping, what(mapping), "a mapping of keys to values",
                    "write {type: money}, or another type"))
    return false;
  in.only_keys(node, mapping);
  fact.label = in.text(in.find(node, "label"), "a label");
  const yaml::Node* type = in.required(node, "type", what(mapping), fact.span);
  if (type == nullptr || !parse_type(in, *type, fact.name, in.find(node, "labels"), fact.type)) return false;
  if (fact.type.range) {
    in.error(Code::wrong_kind, type->span, "a fact is a single value, not a range").help =
        "declare its two ends as two facts";
    return false;
  }
  if (fact.type.kind == Kind::choice) {
    fact_options += rules.types[fact.type.choice].options.size();
    if (!room(fact_options - 1, most_fact_options, fact.span, "options of all facts together")) return false;
  }
  bound_range(in, node, fact);
  if (const yaml::Node* missing = in.find(node, "if_missing");
      missing != nullptr && in.is_scalar(*missing, "\"if_missing\"")) {
    assume(in, *missing, fact);
  }
  return true;
}

HOTRO_INLINE bool Loader::declare_fact(const Reader& in, Group group, const yaml::Node& key,
                                       const yaml::Node& node) {
  Fact fact;
  fact.name = key.text;
  fact.group = group;
  fact.span = key.span;
  if (fact.name == "dossier_id" || fact.name == "enterprise_id") {
    in.error(Code::bad_name, key.span, "\"" + fact.name + "\" is built in").help =
        "leave it out: it is there without a declaration";
    return false;
  }
  if (!in.is_name(key, "a fact")) return false;
  if (group == Group::dossier && !free_name(in, key, "a fact")) return false;
  if (const std::uint32_t other = find_fact(fact.path()); other != none)
    return twice(key, "the fact", rules.facts[other].span), true;
  if (!fact_of(in, node, Mapping::fact, fact)) return false;
  fact.decided_by = in.text(in.find(node, "decided_by"), "an authority");
  if (const yaml::Node* person = in.find(node, "person")) {
    in.truth(*person, fact.person);
    if (fact.person && fact.type.kind != Kind::text) {
      in.error(Code::wrong_kind, person->span,
               "a person is identified by a text, not by " + described(fact.type))
          .help = "declare a fact of type text for it";
      fact.person = false;
    }
    for (const Fact& other : rules.facts) {
      if (!fact.person || !other.person) continue;
      Diagnostic& d = in.error(Code::duplicate_name, key.span, "two facts identify the person");
      d.also.push_back({other.span, "the other one"});
      d.help = "leave \"person\" out here";
    }
  }
  add_fact(std::move(fact));
  return true;
}

HOTRO_INLINE std::uint32_t Loader::add_fact(Fact fact) {
  const auto index = static_cast<std::uint32_t>(rules.facts.size());
  facts_by_path.emplace(fact.path(), index);
  rules.facts.push_back(std::move(fact));
  return index;
}

HOTRO_INLINE void Loader::declare_facts(const Reader& in) {
  const yaml::Node* node = section(in, "facts", Named::value);
  if (node == nullptr) return;
  if (!in.only_keys(*node, Mapping::facts)) spoiled_kinds.insert(Named::value);
  for (const auto& [word, group] :
       {std::pair{"enterprise", Group::enterprise}, std::pair{"dossier", Group::dossier}}) {
    const yaml::Node* facts = in.find(*node, word);
    if (facts == nullptr) continue;
    if (!in.is_mapping(*facts, "a group of facts")) {
      spoiled_kinds.insert(Named::value);
      continue;
    }
    const std::string prefix = group == Group::enterprise ? "enterprise." : "";
    for (std::size_t i = 0; i + 1 < facts->children.size(); i += 2) {
      const yaml::Node& key = in.at(facts->children[i]);
      if (done() || !room(rules.facts.size(), most_facts, key.span, "facts")) return;
      const yaml::Node& value = in.at(facts->children[i + 1]);
      const bool list = value.kind == yaml::Kind::mapping && in.find(value, "list") != nullptr;
      if (!(list ? declare_list(in, group, key, value) : declare_fact(in, group, key, value)))
        spoil(Named::value, prefix + key.text);
    }
  }
}

/// Guards are formulas: they are typed when every name is known.
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
      const std::uint32_t index = find_fact(group[0] == 'e' ? "enterprise." + name : name);
      const Typed value = as_truth(formula(in, *guard), guard->span);
      if (index != none && value) rules.facts[index].applies_if = value.id;
    }
  }
}

}  // namespace detail
}  // namespace HOTRO_ABI
}  // namespace hotro
