// SPDX-License-Identifier: Apache-2.0
#include "hotro/edge/schema.hpp"

#include <algorithm>
#include <initializer_list>
#include <nlohmann/json.hpp>
#include <string_view>
#include <vector>

#include "hotro/citation.hpp"
#include "hotro/decision.hpp"
#include "hotro/keys.hpp"
#include "hotro/limits.hpp"
#include "hotro/value.hpp"
#include "phase_words.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace edge {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::string_view name_form = "^[a-z][a-z0-9_]*$";
constexpr std::string_view date_form = "[0-9]{4}-[0-9]{2}-[0-9]{2}";

/// A single value, however YAML types it.
Json scalar() { return {{"type", {"string", "number", "boolean"}}}; }
Json pattern(const std::string& form) { return {{"type", "string"}, {"pattern", form}}; }
template <class Words>
Json one_of(const Words& words) {
  Json list = Json::array();
  for (const auto& word : words) list.push_back(std::string(word));
  return {{"enum", std::move(list)}};
}
/// The names of the values of an enumeration, from its first to its last.
template <class Enum>
std::vector<std::string_view> names(Enum last) {
  std::vector<std::string_view> result;
  for (int i = 0; i <= static_cast<int>(last); ++i) result.push_back(name(static_cast<Enum>(i)));
  return result;
}

bool is_mapping(std::string_view word, Mapping& out) {
  for (int i = 0; i < mapping_count; ++i) {
    out = static_cast<Mapping>(i);
    if (name(out) == word) return true;
  }
  return false;
}

using Mappings = std::initializer_list<Mapping>;
constexpr Mappings condition_forms = {Mapping::condition_that, Mapping::condition_if,
                                      Mapping::condition_all,  Mapping::condition_any,
                                      Mapping::condition_none, Mapping::condition_at_least};
constexpr Mappings formula_forms = {Mapping::formula_if, Mapping::formula_value};
constexpr Mappings entitlement_forms = {Mapping::entitlement_up_to, Mapping::entitlement_monthly};

class SchemaWriter {
 public:
  Json write(FileKind kind) {
    Json schema = {{"$schema", "http://json-schema.org/draft-07/schema#"}};
    switch (kind) {
      case FileKind::rules:
        schema["title"] = "hotro: a rule set, or an amendment";
        // Not a choice of two: editors say better what is wrong with one of them.
        schema["if"] = {{"required", {"amends"}}};
        schema["then"] = value("amendment");
        schema["else"] = value("rule_set");
        break;
      case FileKind::cases:
        schema["title"] = "hotro: the cases of a rule set";
        schema["allOf"] = Json::array({value("cases")});
        break;
      case FileKind::phases:
        schema["title"] = "hotro: how a rule set is applied, phase after phase";
        schema["allOf"] = Json::array({value("phases")});
        break;
      case FileKind::population:
        schema["title"] = "hotro: whom a rule set may concern, in shares";
        schema["allOf"] = Json::array({value("population")});
        break;
    }
    schema["definitions"] = std::move(definitions_);
    return schema;
  }

 private:
  // --- the third column of keys.def

  Json value(std::string_view text) {
    Json choices = Json::array();
    int depth = 0;
    std::size_t begin = 0;
    for (std::size_t i = 0; i <= text.size(); ++i) {
      if (i < text.size() && (text[i] == '[' || text[i] == '{')) ++depth;
      if (i < text.size() && (text[i] == ']' || text[i] == '}')) --depth;
      if (i < text.size() && (text[i] != '|' || depth != 0)) continue;
      choices.push_back(part(trimmed(text.substr(begin, i - begin))));
      begin = i + 1;
    }
    return choices.size() == 1 ? choices[0] : Json{{"anyOf", std::move(choices)}};
  }
  static std::string_view trimmed(std::string_view text) {
    while (text.front() == ' ') text.remove_prefix(1);
    while (text.back() == ' ') text.remove_suffix(1);
    return text;
  }
  Json part(std::string_view text) {
    const std::string_view inner = text.substr(1, text.size() - 2);
    if (text.front() == '[') return list(inner);
    if (text.front() == '{') return by_name(inner);
    return refer(text);
  }
  Json list(std::string_view item) {
    Json result = {{"type", "array"}, {"items", value(item)}};
    if (item == "option" || item == "its_option") result.update({{"minItems", 2}, {"uniqueItems", true}});
    if (item == "condition" || item == "version" || item == "definition_version" || item == "table_version" ||
        item == "table_rule")
      result["minItems"] = 1;
    return result;
  }
  Json by_name(std::string_view item) {
    Json result = {{"type", "object"}, {"additionalProperties", value(item)}};
    const bool declared = item != "words" && item.substr(0, 5) != "value" && item != "option" &&
                          item != "expectation" && item != "template_of_cases" && item != "share" &&
                          item.substr(0, 4) != "draw";  // these are by options, facts, readings, benefits
    if (declared) result["propertyNames"] = refer("name");
    if (item == "round") result["minProperties"] = 1;
    return result;
  }
  Json refer(std::string_view word) {
    const std::string key(word);
    if (!definitions_.contains(key)) {
      definitions_[key] = Json::object();  // definitions may name each other
      Json made = make(word);
      definitions_[key] = std::move(made);
    }
    return {{"$ref", "#/definitions/" + key}};
  }

  // --- mappings

  /// A mapping with the keys of all of these, of which some more are required.
  Json object(const std::vector<Mapping>& parts, std::initializer_list<std::string_view> also_required = {}) {
    Json properties = Json::object();
    Json required = Json::array();
    for (const Mapping part : parts) {
      for (const Key& key : keys(part)) {
        if (properties.contains(key.name)) continue;
        Json property = value(key.value);
        property["description"] = std::string(key.meaning);
        properties[std::string(key.name)] = std::move(property);
        const bool needed = key.required || std::find(also_required.begin(), also_required.end(), key.name) !=
                                                also_required.end();
        if (needed) required.push_back(std::string(key.name));
      }
    }
    Json result = {{"type", "object"}, {"properties", std::move(properties)}};
    if (!required.empty()) result["required"] = std::move(required);
    result["additionalProperties"] = false;
    return result;
  }
  static Json required(std::initializer_list<const char*> keys) {
    return {{"required", std::vector<std::string>(keys.begin(), keys.end())}};
  }
  Json mapping(Mapping mapping) {
    Json result = object({mapping});
    switch (mapping) {
      case Mapping::words: result["minProperties"] = 1; break;
      case Mapping::rule_set:
        result["if"] = {{"required", {"benefits"}}, {"properties", {{"benefits", {{"minProperties", 1}}}}}};
        result["then"] = required({"covers"});
        break;
      case Mapping::source_of_law: result["anyOf"] = {required({"enacted"}), required({"part_of"})}; break;
      case Mapping::a_case: result["anyOf"] = {required({"expect"}), required({"error"})}; break;
      case Mapping::quota: result["oneOf"] = {required({"each"}), required({"ask"})}; break;
      case Mapping::formula_value: result["dependencies"] = {{"round", {"to"}}, {"to", {"round"}}}; break;
      default: break;
    }
    return result;
  }

  /// Each of the forms, with what stands around it.
  void add_forms(Json& choices, Mappings forms, const std::vector<Mapping>& around,
                 std::initializer_list<std::string_view> also_required) {
    for (const Mapping form : forms) {
      std::vector<Mapping> parts = around;
      parts.push_back(form);
      choices.push_back(object(parts, also_required));
    }
  }
  Json definition(const std::vector<Mapping>& around) {
    Json choices = Json::array();
    add_forms(choices, formula_forms, around, {"cite"});
    add_forms(choices, condition_forms, around, {"cite"});
    return choices;
  }
  /// A change of what the path is of.
  Json with_path(Json change, const char* verb, const std::string& form) {
    change["properties"][verb]["pattern"] = form;
    change["properties"][verb].erase("$ref");
    change["properties"][verb]["type"] = "string";
    return change;
  }
  Json change() {
    const std::string benefit = "^benefits\\.[^.]+\\.";
    const std::string condition = benefit + "eligible\\.[^.]+$";
    Json parameter = object({Mapping::change_parameter});
    Json set = with_path(parameter, "set", "^parameters\\.[^.]+$");
    set["required"] = {"set", "value", "cite"};
    set["properties"].erase("repeal");
    Json none = with_path(parameter, "repeal", "^parameters\\.[^.]+$");
    none["required"] = {"repeal", "cite"};
    none["properties"].erase("set");
    Json choices = Json::array(
        {std::move(set), std::move(none),
         with_path(object({Mapping::change_table}), "set", "^tables\\.[^.]+$"),
         with_path(object({Mapping::change_reason}), "set", benefit + "eligible\\.[^.]+\\.reason$"),
         with_path(object({Mapping::repeal}), "repeal", condition)});
    const auto add = [&](const char* verb, Mapping change, const std::string& path, Mappings forms,
                         std::initializer_list<std::string_view> also_required) {
      for (const Mapping form : forms)
        choices.push_back(with_path(object({change, form, Mapping::dated}, also_required), verb, path));
    };
    const std::string value = benefit + "entitlement$|^definitions\\.[^.]+$";
    add("set", Mapping::change_set, value, formula_forms, {"cite"});
    add("set", Mapping::change_set, benefit + "entitlement$", entitlement_forms, {"cite"});
    add("set", Mapping::change_set, benefit + "(when|eligible\\.[^.]+)$|^definitions\\.[^.]+$",
        condition_forms, {"cite"});
    add("add", Mapping::change_add, condition, condition_forms, {"reason", "cite"});
    add("set", Mapping::change_set, benefit + "(when|eligible\\.[^.]+)$", {Mapping::condition_value},
        {"cite"});
    add("add", Mapping::change_add, condition, {Mapping::condition_value}, {"reason", "cite"});
    return {{"anyOf", std::move(choices)}};
  }

  // --- words

  template <class Option>
  Json setting() {
    const Json options = one_of(words<Option>);
    Json choices = Json::array();
    for (const Mapping form : {Mapping::setting, Mapping::setting_that_is_read}) {
      Json one = object({form});
      for (auto& property : one["properties"]) {
        if (property.value("$ref", "") == "#/definitions/its_option") property.update(options);
        if (property.contains("items")) property["items"] = options;
        if (property.contains("enum")) property.erase("$ref");
      }
      choices.push_back(std::move(one));
    }
    return {{"anyOf", std::move(choices)}};
  }
  Json either(Json first, Mappings forms) {
    Json choices = Json::array({std::move(first)});
    for (const Mapping form : forms) choices.push_back(refer(name(form)));
    return {{"anyOf", std::move(choices)}};
  }

  Json make(std::string_view word) {
    if (Mapping found{}; is_mapping(word, found)) return mapping(found);
    if (word == "condition") return either(refer("expression"), condition_forms);
    if (word == "formula") {
      Json result = either(refer("expression"), formula_forms);
      for (const Mapping form : condition_forms) result["anyOf"].push_back(refer(name(form)));
      return result;
    }
    if (word == "definition") {
      Json choices = definition({Mapping::labelled, Mapping::dated});
      choices.push_back(refer("definition_with_versions"));
      return {{"anyOf", std::move(choices)}};
    }
    if (word == "definition_version") return {{"anyOf", definition({Mapping::dated, Mapping::labelled})}};
    if (word == "benefit_condition") {
      Json choices = Json::array();
      add_forms(choices, condition_forms, {}, {"id", "reason", "cite"});
      return {{"anyOf", std::move(choices)}};
    }
    if (word == "entitlement") {
      Json choices = Json::array();
      add_forms(choices, formula_forms, {}, {"cite"});
      add_forms(choices, entitlement_forms, {}, {"cite"});
      return {{"anyOf", std::move(choices)}};
    }
    if (word == "change") return change();
    if (word == "once_in") return setting<Once>();
    if (word == "combine") return setting<Combine>();
    if (word == "order") return setting<Order>();
    if (word == "beyond") return setting<Beyond>();
    if (word == "remainder") return one_of(words<Remainder>);
    if (word == "format") return {{"enum", {1, "1"}}};
    if (word == "id") return pattern("^[a-z][a-z0-9._-]*$");
    if (word == "name") {
      Json result = pattern(std::string(name_form));
      result["maxLength"] = longest_name;
      return result;
    }
    if (word == "option") {
      Json result = scalar();
      result["pattern"] = "^[A-Za-z0-9_]+$";
      result["not"] = {{"enum", {"missing", "none"}}};
      return result;
    }
    if (word == "date") return pattern("^" + std::string(date_form) + "$");
    if (word == "dates")
      return pattern("^ *" + std::string(date_form) + " *\\.\\. *" + std::string(date_form) + " *$");
    if (word == "currency") return pattern("^[A-Z]{3}$");
    if (word == "month_end") return pattern("^(last_day|next_day|reading\\.[a-z][a-z0-9_]*)$");
    if (word == "truth") return {{"enum", {"yes", "no", "true", "false", true, false}}};
    if (word == "answer") return {{"enum", {"yes", "no", "unknown", "true", "false", true, false}}};
    if (word == "whole") return {{"type", {"integer", "string"}}, {"minimum", 1}, {"pattern", "^[0-9_]+$"}};
    if (word == "cells")
      return {{"type", "object"}, {"additionalProperties", {{"anyOf", {refer("cell"), refer("cells")}}}}};
    if (word == "citation") {
      Json result = pattern("^[a-z][^ ]*( +(art|cl|pt|ch|sec|part|form|annex) +[^ ]+)* *$");
      result["maxLength"] = longest_citation;
      return result;
    }
    if (word == "sureness") return one_of(names(Sureness::inferred));
    if (word == "rounding") return one_of(names(Rounding::ceiling));
    if (word == "status") return one_of(names(Status::not_concerned));
    if (word == "code") return pattern("^[EW][0-9]{4}$");
    if (word == "path") return pattern("^(parameters|definitions|tables|benefits)\\.");
    if (word == "share") return pattern("^[0-9]{1,3}(\\.[0-9]{1,6})?%$");
    if (word == "draw") return {{"anyOf", {refer("value"), by_name("share"), refer("alternative")}}};
    if (word == "hit") return one_of(std::vector{"unique", "any", "priority", "first", "collect"});
    if (word == "aggregate") return one_of(std::vector{"sum", "min", "max", "count"});
    // source, text, value, cell, expression, its_option
    return scalar();
  }

  Json definitions_ = Json::object();
};

}  // namespace

std::string json_schema(FileKind kind) { return SchemaWriter().write(kind).dump(2) + "\n"; }

}  // namespace edge
}  // namespace HOTRO_ABI
}  // namespace hotro
