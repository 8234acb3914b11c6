// SPDX-License-Identifier: Apache-2.0
#include "mutation_text.hpp"

#include <algorithm>
#include <cctype>
#include <numeric>

#include "hotro/diagnostic.hpp"
#include "hotro/edge/cells.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace edge {
namespace {

constexpr std::string_view blanks = " \t\r\n";

bool digit(char c) { return c >= '0' && c <= '9'; }
bool letter(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; }
bool starts(std::string_view text, std::string_view with) { return text.substr(0, with.size()) == with; }

/// The argument of `days(14)`; empty if it is another function.
std::string_view argument(std::string_view text, std::string_view function) {
  if (!starts(text, function) || text.size() <= function.size() + 2 || text[function.size()] != '(' ||
      text.back() != ')')
    return {};
  return text.substr(function.size() + 1, text.size() - function.size() - 2);
}

bool number(std::string_view text) {
  if (!text.empty() && text.front() == '-') text.remove_prefix(1);
  return !text.empty() && digit(text.front()) &&
         text.find_first_not_of("0123456789_./%") == std::string_view::npos;
}

}  // namespace

bool WrittenRules::own(Span span) const {
  return std::find(rules_.files.begin(), rules_.files.end(), span.source) != rules_.files.end();
}

std::string collapsed(std::string_view text) {
  std::string line;
  for (const char c : text) {
    if (blanks.find(c) == std::string_view::npos)
      line += c;
    else if (!line.empty() && line.back() != ' ')
      line += ' ';
  }
  return line;
}

std::string WrittenRules::shown(Span span) const { return collapsed(slice(span)); }

Token WrittenRules::trimmed(Span span, std::string_view dropped) const {
  Token token{slice(span), span};
  while (!token.text.empty() && dropped.find(token.text.front()) != std::string_view::npos) {
    token.text.remove_prefix(1);
    ++token.span.begin;
  }
  while (!token.text.empty() && dropped.find(token.text.back()) != std::string_view::npos)
    token.text.remove_suffix(1);
  token.span.end = token.span.begin + static_cast<std::uint32_t>(token.text.size());
  return token;
}

Token WrittenRules::between(const Formula& formula) const {
  if (formula.inputs.size() < 2) return {};
  const Span a = rules_[formula.inputs[0]].span;
  const Span b = rules_[formula.inputs[1]].span;
  if (a.source != formula.span.source || b.source != a.source || a.end > b.begin ||
      a.begin < formula.span.begin || b.end > formula.span.end)
    return {};
  return trimmed({a.source, a.end, b.begin}, " \t\r\n()");
}

Token WrittenRules::before(const Formula& formula, std::size_t input) const {
  if (formula.inputs.size() <= input) return {};
  const Span first = rules_[formula.inputs[input]].span;
  if (first.source != formula.span.source || first.begin < formula.span.begin ||
      first.begin > formula.span.end)
    return {};
  return trimmed({first.source, formula.span.begin, first.begin}, blanks);
}

Token WrittenRules::key(const Formula& formula, std::string_view word) const {
  const Token head = before(formula, 0);
  for (std::size_t at = head.text.rfind(word); at != std::string_view::npos && word.size() > 1;
       at = at == 0 ? std::string_view::npos : head.text.rfind(word, at - 1)) {
    if (at != 0 && letter(head.text[at - 1])) continue;
    const auto begin = head.span.begin + static_cast<std::uint32_t>(at);
    return {word, {head.span.source, begin, begin + static_cast<std::uint32_t>(word.size())}};
  }
  return {};
}

bool WrittenRules::literal(const Formula& constant) const {
  const std::string_view text = slice(constant.span);
  if (text.empty()) return false;
  switch (constant.type.kind) {
    case Kind::truth: return text == "true" || text == "false" || text == "yes" || text == "no";
    case Kind::choice: {
      const std::string& option =
          rules_.types[constant.type.choice].options[static_cast<std::size_t>(constant.value.numerator)];
      return text == option || text == '"' + option + '"';
    }
    case Kind::date: return text.front() == '@' || digit(text.front()) || starts(text, "date(");
    default:
      return number(text) || number(argument(text, "days")) || number(argument(text, "months")) ||
             starts(text, "duration(");
  }
}

std::string WrittenRules::rewritten(const Formula& constant, const Value& value) const {
  const std::string_view text = slice(constant.span);
  std::string result = written(rules_, constant.type, value);
  if (constant.type.kind == Kind::truth)
    return text == "yes" || text == "no" ? result : value.numerator == 0 ? "false" : "true";
  if (text.front() == '"') return '"' + result + '"';
  if (constant.type.kind == Kind::date) {
    if (text.substr(0, 5) == "date(") return "date(\"" + result + "\")";
    return digit(text.front()) ? result : "@\"" + result + '"';
  }
  if (text.find('_') == std::string_view::npos)
    result.erase(std::remove(result.begin(), result.end(), '_'), result.end());
  if (!letter(text.front()) || digit(text.front())) return result;
  return (constant.type.kind == Kind::months ? "months(" : "days(") + result + ")";
}

const yaml::Document& WrittenRules::document(std::uint32_t source) {
  const auto [found, fresh] = documents_.try_emplace(source);
  if (fresh) {
    Diagnostics unheard;  // it was read before
    found->second = yaml::parse(sources_, source, unheard);
  }
  return found->second;
}

Span WrittenRules::below_root(std::uint32_t source, const std::string& key) {
  const yaml::Document& read = document(source);
  const yaml::Node* found = read.find(read.root(), key);
  return found == nullptr ? Span{source, 0, 0} : found->span;
}

Span WrittenRules::below(Span mapping, const std::vector<std::string>& keys) {
  if (mapping.source >= sources_.size()) return mapping;
  const yaml::Document& document = this->document(mapping.source);
  for (const yaml::Node& node : document.nodes) {
    if (node.kind != yaml::Kind::mapping || node.span.begin != mapping.begin || node.span.end != mapping.end)
      continue;
    const yaml::Node* at = &node;
    for (const std::string& key : keys) {
      at = at->kind == yaml::Kind::mapping ? document.find(*at, key) : nullptr;
      if (at == nullptr) return mapping;
    }
    return at->span;
  }
  return mapping;
}

std::string written(const RuleSet& rules, const Type& type, const Value& value) {
  switch (type.kind) {
    case Kind::truth: return value.numerator == 0 ? "no" : "yes";
    case Kind::choice: return rules.types[type.choice].options[static_cast<std::size_t>(value.numerator)];
    case Kind::date: return iso(Date{static_cast<std::int32_t>(value.numerator)});
    case Kind::rate:
      if (100 % value.denominator == 0)
        return std::to_string(value.numerator * (100 / value.denominator)) + "%";
      return std::to_string(value.numerator) + "/" + std::to_string(value.denominator);
    default: break;
  }
  const int digits = type.kind == Kind::money ? Currency(rules.currency).digits : 0;
  std::int64_t unit = 1;
  for (int i = 0; i < digits; ++i) unit *= 10;
  const std::int64_t size = value.numerator < 0 ? -value.numerator : value.numerator;
  std::string text = std::to_string(size / unit);
  for (std::size_t end = text.size(); end > 3; end -= 3) text.insert(end - 3, "_");
  if (digits > 0 && size % unit != 0) {
    const std::string rest = std::to_string(size % unit);
    text += "." + std::string(static_cast<std::size_t>(digits) - rest.size(), '0') + rest;
  }
  return (value.numerator < 0 ? "-" : "") + text;
}

bool stepped(const RuleSet& rules, const Type& type, const Value& value, bool more, Value& out) {
  out = value;
  switch (type.kind) {
    case Kind::text: return false;
    case Kind::truth: out.numerator = 2 - value.numerator; return more;
    case Kind::choice: {
      const auto options = static_cast<std::int64_t>(rules.types[type.choice].options.size());
      out.numerator = (value.numerator + 1) % options;
      return more;
    }
    case Kind::rate: {
      // A percentage point; of thirds a third.
      if (100 % value.denominator == 0) out = {value.numerator * (100 / value.denominator), 100};
      out.numerator += more ? 1 : -1;
      const std::int64_t divisor = std::gcd(out.numerator, out.denominator);
      if (divisor > 1) out = {out.numerator / divisor, out.denominator / divisor};
      return out.numerator >= 0;
    }
    default: out.numerator += more ? 1 : -1;
  }
  return type.kind == Kind::date || more || value.numerator > 0 || out.numerator < -1;
}

}  // namespace edge
}  // namespace HOTRO_ABI
}  // namespace hotro
