// SPDX-License-Identifier: Apache-2.0
#pragma once

// Reads typed things out of YAML nodes. Everything reports its own errors and returns something safe to go on
// with.

#include <algorithm>
#include <initializer_list>
#include <numeric>
#include <optional>
#include <set>
#include <utility>

#include "../diagnostic.hpp"
#include "../expression.hpp"
#include "../keys.hpp"
#include "../limits.hpp"
#include "../rule_set.hpp"
#include "../yaml.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace detail {

/// A file that is being read.
struct Reader {
  const Sources& sources;
  const yaml::Document& document;
  Diagnostics& diagnostics;
  std::uint32_t act = none;  // that enacts the versions of the file, unless they say otherwise
  std::set<std::pair<std::uint32_t, std::uint32_t>>& odd_keys;  // reported as unknown: source and place

  const yaml::Node& at(std::uint32_t node) const { return document[node]; }
  const yaml::Node* find(const yaml::Node& mapping, std::string_view key) const {
    return document.find(mapping, key);
  }

  Diagnostic& error(Code code, Span span, std::string message) const {
    constexpr std::string_view nothing = "\"\" ";  // what was written in quotes, and is nothing
    if (std::string_view(message).substr(0, nothing.size()) == nothing)
      message.replace(0, 2, "an empty text");
    return diagnostics.report(code, span, std::move(message));
  }

  // Shapes.

  static std::string_view shape(const yaml::Node& node) {
    if (node.kind == yaml::Kind::mapping) return "a mapping";
    if (node.kind == yaml::Kind::sequence) return "a list";
    return node.text.empty() ? "nothing" : "a single value";
  }
  bool has_shape(const yaml::Node& node, yaml::Kind kind, std::string_view what, std::string_view wanted,
                 std::string_view help) const {
    if (node.kind == kind) return true;
    error(Code::wrong_shape, node.span,
          std::string(what) + " is " + std::string(wanted) + "; here stands " + std::string(shape(node)))
        .help = help;
    return false;
  }
  bool is_mapping(const yaml::Node& node, std::string_view what) const {
    return has_shape(node, yaml::Kind::mapping, what, "a mapping of keys to values",
                     "write each key on a line of its own, further in, or all of them in { }");
  }
  bool is_sequence(const yaml::Node& node, std::string_view what) const {
    return has_shape(node, yaml::Kind::sequence, what, "a list",
                     "write each item behind \"- \" on a line of its own, or all of them in [ ]");
  }
  bool is_scalar(const yaml::Node& node, std::string_view what) const {
    if (node.kind == yaml::Kind::scalar && node.text.empty() && node.quoting == yaml::Quoting::plain) {
      error(Code::wrong_shape, node.span,
            std::string(what) + (what.front() == '"' ? " has no value" : " is missing here"))
          .help = "write it, or leave out the key as well";
      return false;
    }
    return has_shape(node, yaml::Kind::scalar, what, "a single value", "write one value behind the key");
  }

  Span place_of(const yaml::Node& mapping, std::string_view key) const {
    for (std::size_t i = 0; i + 1 < mapping.children.size(); i += 2) {
      if (at(mapping.children[i]).text == key) return at(mapping.children[i]).span;
    }
    return place(mapping);
  }
  /// Where a mapping is pointed at: the whole of it on one line, else its first key.
  Span place(const yaml::Node& mapping) const {
    return mapping.flow || mapping.children.empty() ? mapping.span : at(mapping.children.front()).span;
  }

  /// Reports every key that is not one of the mapping, or of several that it may be; false if there was one.
  bool only_keys(const yaml::Node& mapping, std::initializer_list<Mapping> forms,
                 std::string_view what) const {
    std::vector<std::string> names;
    for (const Mapping form : forms) {
      for (const Key& key : keys(form)) {
        if (std::find(names.begin(), names.end(), key.name) == names.end()) names.emplace_back(key.name);
      }
    }
    bool good = true;
    for (std::size_t i = 0; i + 1 < mapping.children.size() && !diagnostics.full(); i += 2) {
      const yaml::Node& key = at(mapping.children[i]);
      if (std::find(names.begin(), names.end(), key.text) != names.end()) continue;
      good = false;
      odd_keys.emplace(key.span.source, key.span.begin);
      Diagnostic& d =
          error(Code::unknown_key, key.span, "\"" + key.text + "\" is not a key of " + std::string(what));
      d.help = did_you_mean(key.text, names);
      if (d.help.empty()) d.help = "the keys here are " + joined(names);
    }
    return good;
  }
  bool only_keys(const yaml::Node& mapping, Mapping form) const {
    return only_keys(mapping, {form}, what(form));
  }
  /// Whether a key was reported that may have been meant as `wanted`, or as any key.
  bool misspelt(const yaml::Node& mapping, std::string_view wanted = {}) const {
    for (std::size_t i = 0; i + 1 < mapping.children.size(); i += 2) {
      const yaml::Node& key = at(mapping.children[i]);
      if (odd_keys.count({key.span.source, key.span.begin}) == 0) continue;
      if (wanted.empty() || !suggestions(key.text, {std::string(wanted)}).empty()) return true;
    }
    return false;
  }
  const yaml::Node* required(const yaml::Node& mapping, std::string_view key, std::string_view what,
                             Span where) const {
    const yaml::Node* found = find(mapping, key);
    if (found == nullptr && !misspelt(mapping, key)) {
      error(Code::missing_key, where, std::string(what) + " needs the key \"" + std::string(key) + "\"")
          .help = "add \"" + std::string(example(key)) + "\"";
    }
    return found;
  }
  const yaml::Node* required(const yaml::Node& mapping, std::string_view key, std::string_view what) const {
    return required(mapping, key, what, place(mapping));
  }
  const yaml::Node* required(const yaml::Node& mapping, RequiredKey key, Span where) const {
    return required(mapping, key.name, what(key.of), where);
  }
  const yaml::Node* required(const yaml::Node& mapping, RequiredKey key) const {
    return required(mapping, key, place(mapping));
  }

  /// How a key is written.
  static std::string_view example(std::string_view key) {
    static constexpr std::pair<std::string_view, std::string_view> written[] = {
        {"hotro", "hotro: 1"},
        {"title", "title: {vi: …, en: …}"},
        {"by", "by: SOURCE, the act that enacts these rules"},
        {"covers", "covers: 2022-10-01 .. 2023-12-31"},
        {"type", "type: money, or another kind or type"},
        {"options", "options: [one, other]"},
        {"versions", "versions: [{value: …, cite: …}]"},
        {"value", "value: …"},
        {"asks", "asks: {vi: …, en: …}"},
        {"id", "id: NAME, by which results name it"},
        {"reason", "reason: {vi: …, en: …}, why a person is refused"},
        {"then", "then: …"},
        {"hit", "hit: unique, any, priority, first or collect"},
        {"inputs", "inputs: [FACT, …], what is tested"},
        {"outputs", "outputs: {amount: money}"},
        {"rules", "rules: [{if: [TEST, …], then: [VALUE, …]}]"},
        {"else", "else: …"},
        {"of", "of: [CONDITION, CONDITION]"},
        {"all", "all: a list of conditions"},
        {"eligible", "eligible: {all: [CONDITION]}"},
        {"entitlement", "entitlement: {value: …, cite: …}"},
        {"list", "list: {FACT: {type: …}}"},
        {"at_most", "at_most: 12, how many rows a dossier may have"},
        {"decided", "decided: FACT, what somebody decides"},
        {"months", "months: FORMULA, how many"},
    };
    for (const auto& [name, text] : written) {
      if (name == key) return text;
    }
    return key;
  }

  /// A list as a sentence has it; of a long one the beginning.
  static std::string joined(const std::vector<std::string>& words) {
    constexpr std::size_t most = 40;
    const std::size_t count = words.size() > most ? most - 1 : words.size();
    std::string text;
    for (std::size_t i = 0; i < count; ++i) {
      if (i != 0) text += i + 1 == words.size() ? " and " : ", ";
      text += words[i];
    }
    return count == words.size() ? text : text + " and " + std::to_string(words.size() - count) + " more";
  }

  // Words.

  std::string word(const yaml::Node* node, std::string_view what) const {
    return node != nullptr && is_scalar(*node, what) ? node->text : std::string();
  }

  bool too_long(Span span, std::string_view name) const {
    error(Code::bad_name, span,
          "\"" + std::string(name.substr(0, longest_name)) + "…\" is longer than a name")
        .help = "names have at most " + std::to_string(longest_name) + " bytes";
    return false;
  }
  /// The id of a rule set names a folder, and stands in what is computed from it on a line of its own.
  bool is_id(const yaml::Node& node) const {
    const std::string& id = node.text;
    if (id.size() > longest_name) return too_long(node.span, id);
    bool good =
        id.front() >= 'a' && id.front() <= 'z' && id.back() != '.' && id.find("..") == std::string::npos;
    for (char c : id)
      good = good && ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '_');
    if (!good) {
      error(Code::bad_name, node.span, "\"" + id + "\" is not the id of a rule set").help =
          "ids are small Latin letters, digits, hyphens and points, like the folder: vn/vgcl-6696 holds "
          "vn.vgcl-6696";
    }
    return good;
  }
  /// Names of things: a small letter, then small letters, digits and underscores.
  bool is_name(const yaml::Node& node, std::string_view what) const {
    static constexpr std::string_view taken[] = {
        "and",      "or",      "not",        "if",       "then",       "else",        "in",
        "between",  "true",    "false",      "null",     "min",        "max",         "abs",
        "floor",    "ceiling", "modulo",     "date",     "age",        "days",        "months",
        "overlap",  "at",      "add_months", "duration", "reading",    "missing",     "none",
        "some",     "every",   "for",        "return",   "enterprise", "paid_before", "satisfies",
        "function", "unknown", "decimal",    "count",    "sum",        "item"};
    if (!is_scalar(node, "the name of " + std::string(what))) return false;
    const std::string& text = node.text;
    if (text.size() > longest_name) return too_long(node.span, text);
    bool good = !text.empty() && text[0] >= 'a' && text[0] <= 'z';
    for (char c : text) good = good && ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_');
    if (!good) {
      error(Code::bad_name, node.span, "\"" + text + "\" is not a name for " + std::string(what)).help =
          "names are small Latin letters, digits and underscores; what people read stands under \"label\" or "
          "\"title\"";
      return false;
    }
    if (std::find(std::begin(taken), std::end(taken), text) != std::end(taken)) {
      error(Code::bad_name, node.span,
            "\"" + text + "\" is a word of the language and cannot name " + std::string(what))
          .help = "choose another name";
      return false;
    }
    return true;
  }

  Text text(const yaml::Node* node, std::string_view what) const {
    Text result;
    if (node == nullptr ||
        !has_shape(*node, yaml::Kind::mapping, what, "a mapping of languages", "write {vi: …, en: …}"))
      return result;
    only_keys(*node, {Mapping::words}, what);
    if (node->children.empty())
      error(Code::missing_key, node->span, std::string(what) + " has no words").help = "write {vi: …, en: …}";
    result.vi = word(find(*node, "vi"), what);
    result.en = word(find(*node, "en"), what);
    return result;
  }

  bool truth(const yaml::Node& node, bool& out) const {
    if (!is_scalar(node, "yes or no")) return false;
    const std::string& t = node.text;
    if (t == "yes" || t == "true") return out = true, true;
    if (t == "no" || t == "false") return out = false, true;
    error(Code::bad_value, node.span, "\"" + t + "\" is neither yes nor no").help = "write yes or no";
    return false;
  }

  Date date(const yaml::Node& node) const {
    Date result;
    if (is_scalar(node, "a date") && !parse_date(node.text, result)) {
      error(Code::bad_value, node.span, "\"" + node.text + "\" is not a date").help =
          "dates are written year-month-day, 2022-10-01, from 1900 to 2100";
    }
    return result;
  }

  /// `low .. high`; false if there are no two ends.
  bool ends(const yaml::Node& node, std::string& low, std::string& high, Span& low_span,
            Span& high_span) const {
    const std::size_t dots = node.text.find("..");
    if (dots == std::string::npos) return false;
    low = trimmed(node.text.substr(0, dots));
    high = trimmed(node.text.substr(dots + 2));
    const auto place_of = [&](const std::string& end, std::size_t after) {
      const std::size_t begin = node.text.find(end, after);
      return node.within(static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(begin + end.size()));
    };
    low_span = place_of(low, 0);
    high_span = place_of(high, dots + 2);
    return !low.empty() && !high.empty();
  }
  static std::string trimmed(std::string_view text) {
    while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
    while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
    return std::string(text);
  }

  // Values.

  /// The first number with too many digits.
  static constexpr std::int64_t beyond_digits = [] {
    std::int64_t power = 1;
    for (int i = 0; i < most_digits; ++i) power *= 10;
    return power;
  }();
  /// A whole number with `scale` digits behind its point moved before it; underscores between digits are
  /// skipped.
  static std::optional<std::int64_t> number(std::string_view text, int scale) {
    bool negative = false;
    if (!text.empty() && text.front() == '-') {
      negative = true;
      text.remove_prefix(1);
    }
    std::int64_t value = 0;
    int decimals = -1;
    bool digit = false;  // the last character was one
    for (char c : text) {
      if (c >= '0' && c <= '9') {
        if (decimals >= 0 && ++decimals > scale) return std::nullopt;
        if (value >= beyond_digits / 10) return std::nullopt;
        value = value * 10 + (c - '0');
        digit = true;
      } else if (c == '_' && digit && decimals < 0) {
        digit = false;
      } else if (c == '.' && digit && decimals < 0 && scale > 0) {
        decimals = 0;
        digit = false;
      } else {
        return std::nullopt;
      }
    }
    if (!digit) return std::nullopt;
    for (int i = decimals < 0 ? 0 : decimals; i < scale; ++i) {
      if (value >= beyond_digits / 10) return std::nullopt;
      value *= 10;
    }
    return negative ? -value : value;
  }

  static std::optional<Value> rate(std::string_view text) {
    std::int64_t numerator = 0;
    std::int64_t denominator = 1;
    const std::size_t slash = text.find('/');
    if (!text.empty() && text.back() == '%') {
      const auto percent = number(text.substr(0, text.size() - 1), 6);
      if (!percent) return std::nullopt;
      numerator = *percent;
      denominator = 100'000'000;
    } else if (slash != std::string_view::npos) {
      const auto above = number(text.substr(0, slash), 0);
      const auto below = number(text.substr(slash + 1), 0);
      if (!above || !below || *below <= 0) return std::nullopt;
      numerator = *above;
      denominator = *below;
    } else {
      const auto whole = number(text, 0);
      if (!whole) return std::nullopt;
      numerator = *whole;
    }
    const std::int64_t divisor = std::gcd(numerator, denominator);
    return Value{numerator / divisor, denominator / divisor};
  }

  /// A constant of a type as YAML writes it.
  Value value(const RuleSet& rules, const Type& type, Span span, std::string_view text) const {
    const auto bad = [&](const std::string& expected, std::string help) {
      const bool large = !text.empty() && text.find_first_not_of("-_0123456789") == std::string_view::npos &&
                         digits(text) > most_digits;
      Diagnostic& d =
          large ? error(Code::bad_value, span, "the number is larger than any that is computed with")
                : error(Code::bad_value, span, "\"" + std::string(text) + "\" is not " + expected);
      d.help = large ? "numbers have at most " + std::to_string(most_digits) + " digits" : std::move(help);
      return Value{};
    };
    std::optional<std::int64_t> whole;
    switch (type.kind) {
      case Kind::truth:
        if (text == "yes" || text == "true") return {2, 1};
        if (text == "no" || text == "false") return {0, 1};
        return bad("yes or no", "write yes or no");
      case Kind::rate: {
        const auto found = rate(text);
        return found ? *found : bad("a rate", "write 70%, 7/10 or a whole number");
      }
      case Kind::date: {
        Date date;
        return parse_date(text, date)
                   ? Value{date.day, 1}
                   : bad("a date", "dates are written year-month-day, 2022-10-01, from 1900 to 2100");
      }
      case Kind::choice: {
        const ChoiceType& choice = rules.types[type.choice];
        const std::uint32_t option = find_option(choice, text);
        if (option != none) return {option, 1};
        error(Code::unknown_option, span, "\"" + std::string(text) + "\" is not an option of " + choice.name)
            .help = options_help(choice, text);
        return {};
      }
      case Kind::text: return bad("a value", "a text identifies and has no values");
      case Kind::money:
        whole = number(text, std::max(0, minor_digits(rules.currency)));
        return whole ? Value{*whole, 1}
                     : bad("an amount of " + (rules.currency.empty() ? "money" : rules.currency),
                           minor_digits(rules.currency) > 0 ? "write 1_000.50"
                                                            : "write whole units, as 1_000_000");
      case Kind::count:
      case Kind::days:
      case Kind::months: break;
    }
    whole = number(text, 0);
    return whole ? Value{*whole, 1} : bad("a whole number", "write digits, as 14 or 1_000");
  }

  static std::ptrdiff_t digits(std::string_view text) {
    return std::count_if(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
  }
  static std::string options_help(const ChoiceType& choice, std::string_view word) {
    const std::string near = did_you_mean(word, choice.options);
    return near.empty() ? "the options are " + joined(choice.options) : near;
  }
};

}  // namespace detail
}  // namespace HOTRO_ABI
}  // namespace hotro
