// SPDX-License-Identifier: Apache-2.0
#pragma once

// FEEL trees become typed formulas. A type error is found here, never when a row is decided.

#include "load_state.inl"

namespace hotro {
inline namespace HOTRO_ABI {
namespace detail {

inline constexpr Type truth_type{Kind::truth, none, false};
inline constexpr Type count_type{Kind::count, none, false};
inline constexpr Type days_type{Kind::days, none, false};
inline constexpr Type months_type{Kind::months, none, false};
inline constexpr Type date_type{Kind::date, none, false};
inline constexpr Type money_type{Kind::money, none, false};
inline constexpr Type rate_type{Kind::rate, none, false};

HOTRO_INLINE Typed Loader::fail(Code code, Span span, std::string message, std::string help) {
  diagnostics.report(code, span, std::move(message)).help = std::move(help);
  return {};
}

HOTRO_INLINE Typed Loader::add(Formula formula) {
  const Type type = formula.type;
  if (done() || !room(rules.formulas.size(), most_formulas, formula.span, "formulas")) return {};
  rules.formulas.push_back(std::move(formula));
  return {static_cast<FormulaId>(rules.formulas.size() - 1), type, false};
}

/// A formula over typed inputs; fails silently if one of them failed.
HOTRO_INLINE Typed Loader::make(Operation operation, Type type, std::vector<Typed> inputs, Span span) {
  Formula formula;
  formula.operation = operation;
  formula.type = type;
  formula.span = span;
  for (const Typed& input : inputs) {
    if (!input) return {};
    formula.inputs.push_back(input.id);
  }
  return add(std::move(formula));
}

HOTRO_INLINE Typed Loader::constant(Type type, Value value, Span span, bool bare) {
  Formula formula;
  formula.operation = Operation::constant;
  formula.type = type;
  formula.value = value;
  formula.span = span;
  Typed result = add(std::move(formula));
  result.bare = result && bare;
  return result;
}

/// A type as a message says it, with its article.
HOTRO_INLINE std::string Loader::described(const Type& type) const {
  static constexpr std::string_view one[] = {"a truth", "a count",          "an amount of money", "a rate",
                                             "a date",  "a number of days", "a number of months", "a choice",
                                             "a text"};
  static constexpr std::string_view many[] = {"truths", "counts", "money",   "rates", "dates",
                                              "days",   "months", "choices", "texts"};
  static_assert(std::size(one) == kind_count && std::size(many) == kind_count);
  if (type.range) return "a range of " + std::string(many[static_cast<int>(type.kind)]);
  std::string text(one[static_cast<int>(type.kind)]);
  return type.kind == Kind::choice ? text + " of " + rules.types[type.choice].name : text;
}

HOTRO_INLINE std::vector<std::string> Loader::names() const {
  std::vector<std::string> result;
  for (const Fact& f : rules.facts) result.push_back(f.path());
  for (const Parameter& p : rules.parameters) result.push_back(p.name);
  for (const Definition& d : rules.definitions) result.push_back(d.name);
  return result;
}

HOTRO_INLINE Typed Loader::formula(const Reader& in, const yaml::Node& node) {
  if (!in.is_scalar(node, "a formula")) return {};
  const feel::Expression e = feel::parse(node, diagnostics);
  return type_node(e, e.root);
}

HOTRO_INLINE Typed Loader::type_node(const feel::Expression& e, std::uint32_t index) {
  using feel::Form;
  const feel::Node& node = e[index];
  if (done()) return {};
  switch (node.form) {
    case Form::error: return {};
    case Form::number:
      if (const auto whole = Reader::number(node.text, 0))
        return constant(count_type, {*whole, 1}, node.span, true);
      return node.text.find('.') == std::string::npos
                 ? fail(Code::bad_value, node.span, "the number is larger than any that is computed with",
                        "numbers have at most " + std::to_string(most_digits) + " digits")
                 : fail(Code::bare_rate, node.span, "a fraction stands in a formula",
                        "a rate is a parameter with a citation: {type: rate, versions: [{value: 70%, cite: "
                        "…}]}");
    case Form::string:
      return fail(Code::wrong_kind, node.span, "a text stands where no choice is compared",
                  "texts in formulas are options of a choice: event = \"terminated\"");
    case Form::boolean: return constant(truth_type, {node.text == "true" ? 2 : 0, 1}, node.span);
    case Form::null:
      return fail(
          Code::null_literal, node.span, "unknown is not null and has no literal",
          "a missing fact leaves an answer open by itself; if_missing declares what to assume instead");
    case Form::temporal: {
      Date date;
      if (parse_date(node.text, date)) return constant(date_type, {date.day, 1}, node.span);
      return fail(Code::bad_value, node.span, "\"" + node.text + "\" is not a date",
                  "dates are written @\"2022-10-01\", from 1900 to 2100");
    }
    case Form::name: return type_name(node);
    case Form::path: return type_path(e, node);
    case Form::invoke: return type_invoke(e, node);
    case Form::negate:
    case Form::add:
    case Form::subtract:
    case Form::multiply:
    case Form::divide: return type_arithmetic(e, node);
    case Form::power:
      return fail(Code::feel_not_taken, node.span, "powers are not taken", "multiply instead");
    case Form::equal:
    case Form::not_equal:
    case Form::less:
    case Form::less_equal:
    case Form::greater:
    case Form::greater_equal:
    case Form::between: return type_comparison(e, node);
    case Form::in: return type_in(e, node);
    case Form::both:
    case Form::either: return type_logic(e, node);
    case Form::choose: return type_choose(e, node);
    case Form::some:
    case Form::every: return type_quantified(e, node);
    case Form::filter: {
      Rows rows;
      if (names_rows(e, index, rows))
        return rows.failed ? Typed{} : misplaced_list(node.span, lists[rows.list].name);
      if (spoiled(Named::value, list_meant(e, index))) return {};
      return fail(Code::feel_not_taken, node.span, "only the rows of a list have a filter",
                  "a parameter with keys is read as name(key)");
    }
    case Form::range:
    case Form::list:
    case Form::test:
    case Form::any_value: break;
  }
  return fail(Code::wrong_kind, node.span, "a list, range or test stands where a value is required",
              "test a value against it: days_total in [14..30]");
}

HOTRO_INLINE Typed Loader::fact(std::uint32_t index, Span span) {
  const Fact& found = rules.facts[index];
  if (found.type.kind == Kind::text) {
    return fail(Code::text_in_formula, span,
                "the text \"" + found.path() + "\" identifies and is not part of a formula",
                "declare a choice, if rules depend on it");
  }
  Formula formula;
  formula.operation = Operation::fact;
  formula.type = found.type;
  formula.index = index;
  formula.span = span;
  return add(std::move(formula));
}

HOTRO_INLINE Typed Loader::definition(std::uint32_t index, Span span) {
  if (waiting[index].state != State::typed || rules.definitions[index].timeline.versions.empty()) return {};
  Formula formula;
  formula.operation = Operation::definition;
  formula.type = rules.definitions[index].type;
  formula.index = index;
  formula.span = span;
  return add(std::move(formula));
}

HOTRO_INLINE Typed Loader::type_name(const feel::Node& node) {
  if (const std::uint32_t found = find_in_rows(node.text); found != none) return fact(found, node.span);
  if (const auto given = given_by_name.find(node.text); given != given_by_name.end())
    return type_given(given->second, {}, node);
  if (const std::uint32_t found = find_fact(node.text); found != none) return fact(found, node.span);
  if (const std::uint32_t found = find_definition(node.text); found != none)
    return definition(found, node.span);
  if (const std::uint32_t found = find_parameter(node.text); found != none) {
    return parameter(found, {}, node, 0);
  }
  if (find(lists_by_name, node.text) != none) return misplaced_list(node.span, node.text);
  std::string help = did_you_mean(node.text, names());
  if (spoiled(Named::value, node.text, help)) return {};
  if (const std::uint32_t list = find(row_facts_by_name, node.text); list != none)
    help = "it is a fact of the rows of a list: count(" + lists[list].name + "[…]), with it within [ ]";
  if (find_fact("enterprise." + node.text) != none)
    help = "it is a fact of the enterprise: enterprise." + node.text;
  if (find_reading(rules, node.text) != none) help = "it is a reading: reading." + node.text;
  if (const std::uint32_t table = find(tables_by_name, node.text); table != none)
    help = "it is a table with several outputs, such as " + rules.definitions[table].name;
  if (help.empty()) help = "declare it under facts, parameters or definitions";
  return fail(Code::unknown_name, node.span,
              "no fact, parameter or definition is called \"" + node.text + "\"", help);
}

HOTRO_INLINE Typed Loader::type_path(const feel::Expression& e, const feel::Node& node) {
  const feel::Node& object = e[node.inputs[0]];
  if (object.form == feel::Form::error) return {};
  if (object.form == feel::Form::name && object.text == "reading") {
    const std::uint32_t found = find_reading(rules, node.text);
    if (found != none) {
      Formula formula;
      formula.operation = Operation::reading;
      formula.type = {Kind::choice, rules.readings[found].type, false};
      formula.index = found;
      formula.span = node.span;
      return add(std::move(formula));
    }
    std::vector<std::string> known;
    for (const Reading& r : rules.readings) known.push_back(r.name);
    std::string help = did_you_mean(node.text, known);
    if (spoiled(Named::reading, node.text, help)) return {};
    if (help.empty())
      help = known.empty() ? "declare it under \"readings\"" : "the readings are " + Reader::joined(known);
    return fail(Code::unknown_reading, node.span, "no reading is called \"" + node.text + "\"",
                std::move(help));
  }
  if (const RowScope* row = object.form == feel::Form::name ? find_row(object.text) : nullptr) {
    if (const std::uint32_t found = fact_of_row(*row, node.text); found != none)
      return fact(found, node.span);
    const RowList& list = lists[row->list];
    std::string help = did_you_mean(node.text, list.facts);
    if (spoiled(Named::value, node.text, help)) return {};
    if (help.empty()) help = "its facts are " + Reader::joined(list.facts);
    return fail(Code::unknown_name, node.span,
                "the rows of \"" + list.name + "\" have no fact \"" + node.text + "\"", std::move(help));
  }
  if (Rows rows; names_rows(e, static_cast<std::uint32_t>(&node - e.nodes.data()), rows))
    return rows.failed ? Typed{} : misplaced_list(node.span, lists[rows.list].name);
  if (object.form == feel::Form::name) {
    const std::string path = object.text + "." + node.text;
    if (const std::uint32_t found = find_fact(path); found != none) return fact(found, node.span);
    if (const std::uint32_t found = find_definition(path); found != none) return definition(found, node.span);
    const bool group = object.text == "enterprise" || object.text == "paid_before";
    const bool value = find_fact(object.text) != none || find_parameter(object.text) != none ||
                       find_definition(object.text) != none;
    if (group || !value) {
      std::string help = did_you_mean(path, names());
      if (spoiled(Named::value, group ? path : object.text, help)) return {};
      if (help.empty()) help = "facts are named alone, or as enterprise.NAME and paid_before.BENEFIT";
      return fail(Code::unknown_name, node.span, "no fact is called \"" + path + "\"", std::move(help));
    }
  }
  const Typed range = type_node(e, node.inputs[0]);
  if (!range) return {};
  if (range.type.range && (node.text == "low" || node.text == "high")) {
    return range_end(range, node.text == "low" ? Part::low : Part::high);
  }
  return fail(Code::unknown_name, node.span, described(range.type) + " has no part \"" + node.text + "\"",
              range.type.range ? "a range has .low and .high"
              : range.type.kind == Kind::date
                  ? "compare dates with dates, or count with age(), days() and months()"
                  : "leave \"." + node.text + "\" out");
}

/// The keys that a parameter is read by; false, with an error, if they are not those that it takes.
HOTRO_INLINE bool Loader::typed_keys(const std::string& name, const std::vector<std::uint32_t>& keys,
                                     const feel::Expression& e, const feel::Node& node, std::size_t first,
                                     std::vector<Typed>& out) {
  const std::size_t given = node.form == feel::Form::invoke ? node.inputs.size() - first : 0;
  if (given != keys.size()) {
    std::vector<std::string> words;
    for (std::uint32_t key : keys) words.push_back(rules.types[key].name);
    std::string help = "write " + name;
    for (std::size_t i = 0; i < words.size(); ++i) help += (i == 0 ? "(" : ", ") + words[i];
    help += keys.empty() ? " alone"
                         : ") with " + std::string(keys.size() == 1 ? "a value" : "values") + " of " +
                               (keys.size() == 1 ? "that type" : "these types");
    fail(Code::wrong_arguments, node.span,
         "\"" + name + "\" takes " + std::to_string(keys.size()) + " key" + (keys.size() == 1 ? "" : "s") +
             ", not " + std::to_string(given),
         help);
    return false;
  }
  for (std::size_t i = 0; i < keys.size(); ++i) {
    const Type type{Kind::choice, keys[i], false};
    const Typed key = operand(e, node.inputs[first + i], type);
    if (!key) return false;
    if (key.type != type) {
      fail(Code::wrong_kind, e[node.inputs[first + i]].span,
           "the key of \"" + name + "\" is a choice of " + rules.types[keys[i]].name + ", not " +
               described(key.type),
           "write a fact of that type, or one of its options in quotes");
      return false;
    }
    out.push_back(key);
  }
  return true;
}

HOTRO_INLINE Typed Loader::parameter(std::uint32_t index, const feel::Expression& e, const feel::Node& node,
                                     std::size_t first) {
  std::vector<Typed> keys;
  if (!typed_keys(rules.parameters[index].name, rules.parameters[index].keys, e, node, first, keys))
    return {};
  Formula formula;
  formula.operation = Operation::parameter;
  formula.type = rules.parameters[index].type;
  formula.index = index;
  formula.span = node.span;
  for (const Typed& key : keys) formula.inputs.push_back(key.id);
  return add(std::move(formula));
}

// --- operands that take the kind of the other side

/// A string literal as an option of a choice; anything else as it is.
HOTRO_INLINE Typed Loader::operand(const feel::Expression& e, std::uint32_t index, const Type& expected) {
  const feel::Node& node = e[index];
  if (node.form == feel::Form::string && expected.kind == Kind::choice) return option(node, expected);
  return type_node(e, index);
}

HOTRO_INLINE Typed Loader::option(const feel::Node& literal, const Type& type) {
  const ChoiceType& choice = rules.types[type.choice];
  const std::uint32_t found = find_option(choice, literal.text);
  if (found == none) {
    return fail(Code::unknown_option, literal.span,
                "\"" + literal.text + "\" is not an option of " + choice.name,
                Reader::options_help(choice, literal.text));
  }
  return constant(type, {found, 1}, literal.span);
}

/// A bare number takes the kind of the other side, if that is a count or money.
HOTRO_INLINE Typed Loader::adapt(Typed bare, Type type) {
  if (!bare.bare || type.kind != Kind::money) return bare;
  Formula formula =
      rules.formulas[bare.id];  // a copy: the same literal may be compared with another kind too
  for (int i = 0; i < minor_digits(rules.currency); ++i) {
    if (std::abs(formula.value.numerator) >= Reader::beyond_digits / 10) {
      return fail(Code::bad_value, formula.span, "the amount is larger than any that is computed with",
                  "numbers have at most " + std::to_string(most_digits) + " digits, with their decimals");
    }
    formula.value.numerator *= 10;
  }
  formula.type = type;
  return add(std::move(formula));
}

HOTRO_INLINE bool Loader::unify(Typed& a, Typed& b, Span span, std::string_view what) {
  if (!a || !b) return false;
  if (a.bare && !b.bare) a = adapt(a, b.type);
  if (b.bare && !a.bare) b = adapt(b, a.type);
  if (!a || !b) return false;
  if (a.type == b.type) return true;
  std::string help = "only values of one kind go together";
  const Typed& number = a.bare ? a : b;
  const Typed& other = a.bare ? b : a;
  if (number.bare) {
    if (other.type.kind == Kind::days || other.type.kind == Kind::months) {
      help = "say which unit: " + std::string(hotro::name(other.type.kind)) + "(" +
             std::to_string(rules[number.id].value.numerator) + ")";
    } else if (other.type.kind == Kind::date || other.type.kind == Kind::rate) {
      fail(Code::bare_rate, rules[number.id].span, described(other.type) + " is written as a bare number",
           other.type.kind == Kind::date ? "dates are written @\"2022-10-01\""
                                         : "declare a parameter of type rate and use its name");
      return false;
    }
  }
  Diagnostic& d = diagnostics.report(
      Code::kinds_differ, span, std::string(what) + " " + described(a.type) + " and " + described(b.type));
  d.also.push_back({rules[a.id].span, "this is " + described(a.type)});
  d.also.push_back({rules[b.id].span, "this is " + described(b.type)});
  d.help = help;
  return false;
}

HOTRO_INLINE Typed Loader::as_truth(Typed value, Span span) {
  if (!value || value.type == truth_type) return value;
  return fail(Code::not_a_truth, span, "a condition is yes or no; this is " + described(value.type),
              value.type.kind == Kind::choice ? "compare it with an option" : "compare it with a value");
}

// --- operators

HOTRO_INLINE Typed Loader::type_arithmetic(const feel::Expression& e, const feel::Node& node) {
  using feel::Form;
  Typed a = type_node(e, node.inputs[0]);
  if (node.form == Form::negate) {
    if (!a) return {};
    if (!is_number(a.type.kind) || a.type.kind == Kind::date || a.type.range) {
      return fail(Code::wrong_kind, node.span, described(a.type) + " has no negative", "leave the sign out");
    }
    if (a.bare) return constant(count_type, {-rules[a.id].value.numerator, 1}, node.span, true);
    return make(Operation::negate, a.type, {a}, node.span);
  }
  Typed b = type_node(e, node.inputs[1]);
  if (!a || !b) return {};
  for (const Typed* side : {&a, &b}) {
    if (!is_number(side->type.kind) || side->type.range) {
      return fail(Code::wrong_kind, rules[side->id].span, described(side->type) + " cannot be computed with",
                  side->type.range ? "read one of its ends: .low or .high"
                                   : "choose between numbers: if … then … else …");
    }
  }
  const Kind x = a.type.kind;
  const Kind y = b.type.kind;
  if (node.form == Form::add || node.form == Form::subtract) {
    const bool adding = node.form == Form::add;
    const Operation operation = adding ? Operation::add : Operation::subtract;
    if ((x == Kind::date && y == Kind::months) || (adding && x == Kind::months && y == Kind::date)) {
      return fail(Code::wrong_kind, node.span,
                  "months differ in length: adding them to a date needs a rule for the month's end",
                  "write add_months(date, number); the rule set's month_end says what it does");
    }
    if (x == Kind::date && y == Kind::days) return make(operation, date_type, {a, b}, node.span);
    if (adding && x == Kind::days && y == Kind::date) return make(operation, date_type, {b, a}, node.span);
    if (!adding && x == Kind::date && y == Kind::date) return make(operation, days_type, {a, b}, node.span);
    if (x == Kind::date && y == Kind::date)
      return fail(Code::kinds_differ, node.span, "a date and a date have no sum",
                  "to a date, days are added: event_from + days(14)");
    if (!unify(a, b, node.span, adding ? "there is no sum of" : "there is no difference of")) return {};
    Typed result = make(operation, a.type, {a, b}, node.span);
    return result;
  }
  const auto refuse = [&](std::string_view what) {
    return fail(Code::kinds_differ, node.span,
                "there is no " + std::string(what) + " of " + described(a.type) + " and " + described(b.type),
                what == "product" ? "one of the two is a count or a rate"
                                  : "divide by a count, a rate or the same kind");
  };
  if (x == Kind::date || y == Kind::date) return refuse(node.form == Form::multiply ? "product" : "quotient");
  if (node.form == Form::multiply) {
    if (x == Kind::count || x == Kind::rate) {
      if (x == Kind::rate && y == Kind::count) return make(Operation::multiply, rate_type, {a, b}, node.span);
      return make(Operation::multiply, b.type, {a, b}, node.span);
    }
    if (y == Kind::count || y == Kind::rate) return make(Operation::multiply, a.type, {a, b}, node.span);
    return refuse("product");
  }
  if (b.bare || y == Kind::rate) return make(Operation::divide, a.type, {a, b}, node.span);
  if (x == y) return make(Operation::divide, rate_type, {a, b}, node.span);
  if (y == Kind::count) return make(Operation::divide, a.type, {a, b}, node.span);
  return refuse("quotient");
}

HOTRO_INLINE Typed Loader::compare(Operation operation, Typed a, Typed b, Span span) {
  if (!unify(a, b, span, "there is no comparison of")) return {};
  const bool equality = operation == Operation::equal || operation == Operation::not_equal;
  if (a.type.range) {
    return fail(Code::wrong_kind, span, described(a.type) + " is not compared as a whole",
                "compare its ends, .low and .high, or test a value in it");
  }
  if (!is_number(a.type.kind) && !equality) {
    return fail(Code::wrong_kind, span, described(a.type) + " has no order",
                "compare with =, or with in (…)");
  }
  return make(operation, truth_type, {a, b}, span);
}

HOTRO_INLINE Typed Loader::type_comparison(const feel::Expression& e, const feel::Node& node) {
  using feel::Form;
  // A string takes its options from the other side, whichever side it stands on.
  const bool swapped = e[node.inputs[0]].form == Form::string;
  const std::uint32_t leader = node.inputs[swapped ? 1 : 0];
  const Typed lead = type_node(e, leader);
  if (!lead) return {};
  Typed result;
  if (node.form == Form::between) {
    const Typed low =
        compare(Operation::greater_equal, lead, operand(e, node.inputs[1], lead.type), node.span);
    const Typed high = compare(Operation::less_equal, lead, operand(e, node.inputs[2], lead.type), node.span);
    result = make(Operation::all, truth_type, {low, high}, node.span);
  } else {
    const Typed other = operand(e, node.inputs[swapped ? 0 : 1], lead.type);
    Operation operation = Operation::equal;
    switch (node.form) {
      case Form::not_equal: operation = Operation::not_equal; break;
      case Form::less: operation = Operation::less; break;
      case Form::less_equal: operation = Operation::less_equal; break;
      case Form::greater: operation = Operation::greater; break;
      case Form::greater_equal: operation = Operation::greater_equal; break;
      default: break;
    }
    result =
        swapped ? compare(operation, other, lead, node.span) : compare(operation, lead, other, node.span);
  }
  if (result) rules.formulas[result.id].comparison = true;
  return result;
}

HOTRO_INLINE Typed Loader::type_logic(const feel::Expression& e, const feel::Node& node) {
  const Typed a = as_truth(type_node(e, node.inputs[0]), e[node.inputs[0]].span);
  const Typed b = as_truth(type_node(e, node.inputs[1]), e[node.inputs[1]].span);
  return make(node.form == feel::Form::both ? Operation::all : Operation::any, truth_type, {a, b}, node.span);
}

HOTRO_INLINE Typed Loader::type_choose(const feel::Expression& e, const feel::Node& node) {
  const Typed c = as_truth(type_node(e, node.inputs[0]), e[node.inputs[0]].span);
  Typed a = type_node(e, node.inputs[1]);
  Typed b = type_node(e, node.inputs[2]);
  if (!c || !unify(a, b, node.span, "one formula cannot give")) return {};
  return make(Operation::choose, a.type, {c, a, b}, node.span);
}

/// One test of `value in (…)`: an option, a value, a range, a comparison, or a list of those.
HOTRO_INLINE Typed Loader::test(const feel::Expression& e, const feel::Node& in, const feel::Node& node,
                                Typed value) {
  using feel::Form;
  switch (node.form) {
    case Form::error: return {};
    case Form::any_value: return constant(truth_type, {2, 1}, node.span);
    case Form::list: {
      std::vector<Typed> tests;
      for (std::uint32_t child : node.inputs) tests.push_back(test(e, in, e[child], value));
      return tests.size() == 1 ? tests[0] : make(Operation::any, truth_type, std::move(tests), node.span);
    }
    case Form::range: {
      const Typed low = compare(node.low_open ? Operation::greater : Operation::greater_equal, value,
                                operand(e, node.inputs[0], value.type), node.span);
      const Typed high = compare(node.high_open ? Operation::less : Operation::less_equal, value,
                                 operand(e, node.inputs[1], value.type), node.span);
      return make(Operation::all, truth_type, {low, high}, node.span);
    }
    case Form::test: {
      const std::string& sign = node.text;
      const Operation operation = sign == "<"    ? Operation::less
                                  : sign == "<=" ? Operation::less_equal
                                  : sign == ">"  ? Operation::greater
                                  : sign == ">=" ? Operation::greater_equal
                                  : sign == "!=" ? Operation::not_equal
                                                 : Operation::equal;
      return compare(operation, value, operand(e, node.inputs[0], value.type), node.span);
    }
    case Form::invoke:
      if (node.text == "not") {
        std::vector<Typed> tests;
        for (std::uint32_t child : node.inputs) tests.push_back(test(e, in, e[child], value));
        return make(Operation::no_one, truth_type, std::move(tests), node.span);
      }
      break;
    default: break;
  }
  const std::uint32_t index = static_cast<std::uint32_t>(&node - e.nodes.data());
  const Typed other = operand(e, index, value.type);
  if (other && other.type.range) {
    const Typed low = compare(Operation::greater_equal, value, range_end(other, Part::low), node.span);
    const Typed high = compare(Operation::less_equal, value, range_end(other, Part::high), node.span);
    return make(Operation::all, truth_type, {low, high}, node.span);
  }
  return compare(Operation::equal, value, other, node.span);
}

HOTRO_INLINE Typed Loader::type_in(const feel::Expression& e, const feel::Node& node) {
  const Typed value = type_node(e, node.inputs[0]);
  if (!value) return {};
  std::vector<Typed> tests;
  for (std::size_t i = 1; i < node.inputs.size(); ++i)
    tests.push_back(test(e, node, e[node.inputs[i]], value));
  Typed result = make(Operation::any, truth_type, std::move(tests), node.span);
  if (result) rules.formulas[result.id].comparison = true;
  return result;
}

}  // namespace detail
}  // namespace HOTRO_ABI
}  // namespace hotro
