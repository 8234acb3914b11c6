// SPDX-License-Identifier: Apache-2.0
#include "population_span.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "hotro/date.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace edge {
namespace {

using hotro::detail::Reader;

constexpr std::int64_t most_months = 200 * 12;  // dates are those of two centuries

bool is_letter(char c) { return c >= 'a' && c <= 'z'; }

/// As messages call values of a kind.
std::string_view called(Kind kind) {
  switch (kind) {
    case Kind::truth: return "a truth";
    case Kind::count: return "a count";
    case Kind::money: return "an amount of money";
    case Kind::rate: return "a rate";
    case Kind::date: return "a date";
    case Kind::days: return "a number of days";
    case Kind::months: return "a number of months";
    case Kind::choice: return "a choice";
    case Kind::text: break;
  }
  return "a text";
}

}  // namespace

/// What an end comes to while it is read.
struct SpanReader::Sum {
  std::vector<DrawnEnd::Term> terms;
  bool begins_with_value = false;
  std::int64_t value = 0;  // with which it begins
  Wide more = 0;           // added to it, or to the terms
  std::int64_t months = 0;
};

bool SpanReader::declare(const std::string& path, Span key) {
  const auto [other, is_new] = declared_.emplace(path, key);
  if (is_new) return true;
  Diagnostic& diagnostic = in_.error(Code::duplicate_name, key, fmt::format("\"{}\" is drawn already", path));
  diagnostic.also.push_back({other->second, "here"});
  diagnostic.help = "leave one of them out";
  return false;
}

void SpanReader::begin(std::uint32_t fact, const std::string& list, std::uint32_t row) {
  fact_ = fact;
  each_ = list.empty() ? std::string() : list + ".each.";
  its_row_ = list.empty() ? std::string() : fmt::format("{}.{}.", list, row);
}

std::uint32_t SpanReader::find(const std::string& written, Span where) const {
  const bool of_row = !each_.empty() && written.compare(0, each_.size(), each_) == 0;
  const std::string path = of_row ? its_row_ + written.substr(each_.size()) : written;
  const std::uint32_t found = find_fact(rules_, path);
  if (found == none) {
    std::vector<std::string> known;
    for (const std::uint32_t one : drawn_) known.push_back(rules_.facts[one].path());
    Diagnostic& diagnostic =
        in_.error(Code::bad_population, where, fmt::format("there is no fact \"{}\"", written));
    diagnostic.help = did_you_mean(path, known);
    if (diagnostic.help.empty()) {
      diagnostic.help =
          known.empty() ? "the first fact rests on no other" : "it may rest on " + Reader::joined(known);
    }
    return none;
  }
  for (std::uint32_t i = 0; i < drawn_.size(); ++i) {
    if (drawn_[i] == found) return i;
  }
  const auto declared = declared_.find(path);
  if (declared == declared_.end()) {
    in_.error(Code::not_drawn_before, where, fmt::format("\"{}\" is not drawn in this file", written)).help =
        "draw it in front of this fact";
  } else if (found == fact_) {
    in_.error(Code::not_drawn_before, where, fmt::format("\"{}\" rests on itself", written)).help =
        "a fact rests on those that stand before it";
  } else {
    Diagnostic& diagnostic = in_.error(Code::not_drawn_before, where,
                                       fmt::format("\"{}\" is drawn only behind this fact", written));
    diagnostic.also.push_back({declared->second, "here"});
    const bool of_enterprise = rules_.facts[fact_].group == Group::enterprise;
    diagnostic.help = of_enterprise && rules_.facts[found].group != Group::enterprise
                          ? "enterprises are drawn before their dossiers"
                          : "facts are drawn in the order of the file: let it stand in front of this one";
  }
  return none;
}

std::vector<SpanReader::Word> SpanReader::words(const std::string& text, std::uint32_t begin,
                                                std::uint32_t end) {
  std::vector<Word> result;
  for (std::uint32_t at = begin; at < end;) {
    if (text[at] == ' ') {
      ++at;
      continue;
    }
    const std::uint32_t from = at;
    while (at < end && text[at] != ' ') ++at;
    result.push_back({text.substr(from, at - from), from, at});
  }
  return result;
}

/// A value of the fact, in its unit and within its range.
bool SpanReader::read_constant(Span where, const Fact& fact, const std::string& text,
                               std::int64_t& out) const {
  constexpr std::int64_t rate_unit = 1'000'000;
  const std::size_t errors = in_.diagnostics.errors();
  const Value value = in_.value(rules_, fact.type, where, text);
  if (in_.diagnostics.errors() != errors) return false;
  out = value.numerator;
  if (fact.type.kind == Kind::rate) {
    if (rate_unit % value.denominator != 0) {
      in_.error(Code::bad_value, where, fmt::format("\"{}\" is not a multiple of a millionth", text)).help =
          "write a rounder rate: 0.25%, 7/8";
      return false;
    }
    out = static_cast<std::int64_t>(std::clamp<Wide>(Wide{value.numerator} * (rate_unit / value.denominator),
                                                     fact.range.low - Wide{1}, fact.range.high + Wide{1}));
  }
  return true;
}

/// A value, or a fact whose value is taken.
bool SpanReader::read_first(const Node& node, const Word& word, const Fact& fact, Sum& sum) const {
  const Span where = node.within(word.begin, word.end);
  bool is_name = is_letter(word.text.front());
  if (is_name && !is_number(fact.type.kind)) {
    const bool option =
        fact.type.kind == Kind::choice
            ? find_option(rules_.types[fact.type.choice], word.text) != none
            : word.text == "yes" || word.text == "no" || word.text == "true" || word.text == "false";
    is_name = !option && find_fact(rules_, word.text) != none;
  }
  if (!is_name) {
    sum.begins_with_value = true;
    return read_constant(where, fact, word.text, sum.value);
  }
  const std::uint32_t drawn = find(word.text, where);
  if (drawn == none) return false;
  const Fact& other = rules_.facts[drawn_[drawn]];
  if (!(other.type == fact.type)) {
    in_.error(Code::bad_population, where,
              other.type.kind == fact.type.kind
                  ? fmt::format("\"{}\" and \"{}\" are choices among other options", fact.path(), word.text)
                  : fmt::format("\"{}\" is {}, and \"{}\" is {}", fact.path(), called(fact.type.kind),
                                word.text, called(other.type.kind)))
        .help = "name a fact of the same kind, or write a value";
    return false;
  }
  sum.terms.push_back({drawn, false});
  return true;
}

/// `+ 14 days`, `- 500_000`, `+ days_total`.
bool SpanReader::read_term(const Node& node, const std::vector<Word>& words, std::size_t& at,
                           const Fact& fact, Sum& sum) const {
  const Word& sign = words[at];
  const bool known = (sign.text == "+" || sign.text == "-") && is_number(fact.type.kind);
  if (!known || at + 1 == words.size()) {
    in_.error(Code::bad_value, node.within(sign.begin, sign.end),
              fmt::format("\"{}\" is not understood here", sign.text))
        .help = fact.type.kind == Kind::date ? "write event_from + 14 days, with blanks around the sign"
                : is_number(fact.type.kind)  ? "write a value, or FACT + 100_000, with blanks around the sign"
                                             : "write one value, or a fact of the same kind";
    return false;
  }
  const bool less = sign.text == "-";
  ++at;
  if (!is_letter(words[at].text.front())) return read_number(node, words, at, fact, less, sum);
  const Word& word = words[at++];
  const Span where = node.within(word.begin, word.end);
  const std::uint32_t drawn = find(word.text, where);
  if (drawn == none) return false;
  const Kind wanted = fact.type.kind == Kind::date ? Kind::days : fact.type.kind;
  if (rules_.facts[drawn_[drawn]].type.kind != wanted) {
    in_.error(Code::bad_population, where,
              fmt::format("\"{}\" is {}, and is not added to {}", word.text,
                          called(rules_.facts[drawn_[drawn]].type.kind), called(fact.type.kind)))
        .help = fmt::format("name a fact of kind {}, or write a number", name(wanted));
    return false;
  }
  sum.terms.push_back({drawn, less});
  return true;
}

bool SpanReader::read_number(const Node& node, const std::vector<Word>& words, std::size_t& at,
                             const Fact& fact, bool less, Sum& sum) const {
  const Word& word = words[at++];
  if (fact.type.kind != Kind::date) {
    std::int64_t value = 0;
    if (!read_constant(node.within(word.begin, word.end), fact, word.text, value)) return false;
    sum.more += less ? -value : value;
    return true;
  }
  const std::string unit = at < words.size() ? words[at].text : std::string();
  const std::uint32_t end = at < words.size() ? words[at].end : word.end;
  const auto number = Reader::number(word.text, 0);
  const bool days = unit == "days" || unit == "day";
  const bool years = unit == "years" || unit == "year";
  if (!number || *number < 0 || *number > 200 * 366 ||
      (!days && !years && unit != "months" && unit != "month")) {
    in_.error(Code::bad_value, node.within(word.begin, end),
              fmt::format("\"{}\" is not a time that is added to a date",
                          node.text.substr(word.begin, end - word.begin)))
        .help = "write 14 days, 6 months or 18 years";
    return false;
  }
  ++at;
  const std::int64_t value = less ? -*number : *number;
  if (days)
    sum.more += value;
  else
    sum.months += years ? 12 * value : value;
  return true;
}

bool SpanReader::read_end(const Node& node, std::uint32_t begin, std::uint32_t end, const Fact& fact,
                          DrawnEnd& out) const {
  const std::vector<Word> all = words(node.text, begin, end);
  if (all.empty()) {
    in_.error(Code::bad_value, node.span, fmt::format("\"{}\" lacks an end", node.text)).help =
        "write both ends: 1 .. 90";
    return false;
  }
  Sum sum;
  if (!read_first(node, all.front(), fact, sum)) return false;
  for (std::size_t at = 1; at < all.size();) {
    if (!read_term(node, all, at, fact, sum)) return false;
  }
  const Span where = node.within(all.front().begin, all.back().end);
  if (sum.months < -most_months || sum.months > most_months) {
    in_.error(Code::bad_value, where, "a date is moved by more than 200 years").help = "move it by less";
    return false;
  }
  if (sum.begins_with_value && sum.months != 0) {
    sum.value = add_months({static_cast<std::int32_t>(sum.value)}, static_cast<std::int32_t>(sum.months),
                           MonthEnd::last_day)
                    .day;
    sum.months = 0;
  }
  const Wide constant = sum.value + sum.more;
  Wide most = constant < 0 ? -constant : constant;
  for (const DrawnEnd::Term& term : sum.terms) {
    const Interval range = rules_.facts[drawn_[term.fact]].range;
    most += std::max<Wide>(range.high, -Wide{range.low});
  }
  if (most > Wide{1} << 62U) {
    in_.error(Code::bad_value, where, "this may be larger than any number that is drawn").help =
        "give the facts in it closer bounds";
    return false;
  }
  if (sum.terms.empty() && (constant < fact.range.low || constant > fact.range.high)) {
    const std::string text = node.text.substr(all.front().begin, all.back().end - all.front().begin);
    Input input;
    input.kind = fact.type.kind;
    input.range = fact.range;
    in_.error(Code::bad_value, where, fmt::format("\"{}\" is no value of \"{}\"", text, fact.path())).help =
        "expected: " + expected(input, CellState::out_of_range, text, currency_).en;
    return false;
  }
  out.terms = std::move(sum.terms);
  out.constant = static_cast<std::int64_t>(constant);
  out.months = static_cast<std::int32_t>(sum.months);
  return true;
}

bool SpanReader::read_step(const Node& node, std::uint32_t begin, const Fact& fact, std::int64_t& out) const {
  const std::vector<Word> all = words(node.text, begin, static_cast<std::uint32_t>(node.text.size()));
  const Span where = all.empty() ? node.span : node.within(all.front().begin, all.back().end);
  std::string text;
  for (const Word& word : all) text += (text.empty() ? "" : " ") + word.text;
  Fact step = fact;
  if (fact.type.kind == Kind::date) step.type.kind = Kind::days;
  if (!text.empty() && !read_constant(where, step, text, out)) return false;
  if (!text.empty() && out >= 1) return true;
  in_.error(Code::bad_value, where, "the step of a span is more than 0").help =
      fact.type.kind == Kind::date ? "write by 7, a number of days" : "write by 10_000";
  return false;
}

/// That an end which is known does not stand behind the other.
bool SpanReader::in_order(const Node& node, const Fact& fact, const DrawnSpan& span) const {
  if (span.single || !span.low.terms.empty() || !span.high.terms.empty() ||
      span.low.constant <= span.high.constant)
    return true;
  const bool date = fact.type.kind == Kind::date;
  in_.error(date ? Code::empty_span : Code::range_empty, node.span,
            fmt::format("\"{}\" ends before it begins", node.text))
      .help = date ? "write the first day first" : "write the smaller number first";
  return false;
}

bool SpanReader::read(const Node& node, std::uint32_t index, DrawnSpan& out) const {
  if (!in_.is_scalar(node, "what is drawn")) return false;
  const Fact& fact = rules_.facts[index];
  const std::string& text = node.text;
  const auto size = static_cast<std::uint32_t>(text.size());
  if (text == "missing") return out.missing = true;
  const std::size_t dots = text.find("..");
  if (dots == std::string::npos) {
    out.single = true;
    return read_end(node, 0, size, fact, out.low);
  }
  if (!is_number(fact.type.kind)) {
    in_.error(
           Code::bad_value, node.span,
           fmt::format("\"{}\" is {}, and has no values between others", fact.path(), called(fact.type.kind)))
        .help = "write each value with its share: {yes: 30%, no: 70%}";
    return false;
  }
  const std::size_t by = text.find(" by ", dots);
  const std::uint32_t end = by == std::string::npos ? size : static_cast<std::uint32_t>(by);
  const bool good = read_end(node, 0, static_cast<std::uint32_t>(dots), fact, out.low) &&
                    read_end(node, static_cast<std::uint32_t>(dots) + 2, end, fact, out.high);
  return good && (by == std::string::npos || read_step(node, end + 4, fact, out.step)) &&
         in_order(node, fact, out);
}

bool SpanReader::read_values(const Node& node, std::uint32_t fact, DrawnSpan& out) const {
  if (!read(node, fact, out)) return false;
  if (out.low.terms.empty() && out.high.terms.empty() && out.step == 1) return true;
  in_.error(Code::bad_value, node.span,
            fmt::format("\"{}\" is not a value, and not two with .. between", node.text))
      .help = "\"when\" compares a fact with values that are known: yes, 2023-04-01 .. 2023-12-31";
  return false;
}

}  // namespace edge
}  // namespace HOTRO_ABI
}  // namespace hotro
