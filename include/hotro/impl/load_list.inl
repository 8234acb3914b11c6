// SPDX-License-Identifier: Apache-2.0
#pragma once

// Lists of a dossier. Each fact of each row is a fact of the model, NAME.1.FACT, beside NAME.count. What a
// formula says of all rows is typed once for each of them; what is missing in a row, and how many rows there
// are, leaves answers open as any fact does. Column by column, it is Arrow's fixed-size list of structs.

#include "load_fact.inl"
#include "load_formula.inl"

namespace hotro {
inline namespace HOTRO_ABI {
namespace detail {

// --- declarations

HOTRO_INLINE bool Loader::declare_list(const Reader& in, Group group, const yaml::Node& key,
                                       const yaml::Node& node) {
  if (group != Group::dossier) {
    in.error(Code::wrong_shape, key.span, "an enterprise has no lists").help =
        "declare the list under \"dossier\", or what is computed from it as a fact";
    return false;
  }
  if (!free_name(in, key, "a list")) return false;
  in.only_keys(node, Mapping::list_of_rows);
  const Text label = in.text(in.find(node, "label"), "a label");
  const yaml::Node* rows = in.required(node, {Mapping::list_of_rows, "list"}, key.span);
  const yaml::Node* most = in.required(node, {Mapping::list_of_rows, "at_most"}, key.span);
  if (rows == nullptr || most == nullptr || !in.is_mapping(*rows, "\"list\"") ||
      !in.is_scalar(*most, "\"at_most\""))
    return false;
  const auto count = Reader::number(most->text, 0);
  if (!count || *count < 1 || static_cast<std::size_t>(*count) > most_rows) {
    in.error(Code::bad_value, most->span,
             "a list has at most a whole number of rows, from 1 to " + std::to_string(most_rows))
        .help = "what has more rows is handed in as a table, a dossier for each";
    return false;
  }
  if (rows->children.empty()) {
    in.error(Code::wrong_shape, rows->span, "the rows of the list have no facts").help =
        "write list: {month: {type: date}}";
    return false;
  }
  RowList list;
  list.name = key.text;
  list.span = key.span;
  list.rows = static_cast<std::uint32_t>(*count);
  std::vector<Fact> facts;
  for (std::size_t i = 0; i + 1 < rows->children.size(); i += 2) {
    const yaml::Node& name = in.at(rows->children[i]);
    if (!room(rules.facts.size() + facts.size() * list.rows, most_facts, name.span, "facts")) return false;
    Fact fact;
    fact.name = name.text;
    fact.span = name.span;
    const bool free = free_name(in, name, "a fact of a row");
    if (!free || !fact_of(in, in.at(rows->children[i + 1]), Mapping::row_fact, fact)) {
      spoil(Named::value, name.text);
      continue;
    }
    list.facts.push_back(name.text);
    facts.push_back(std::move(fact));
  }
  if (list.facts.empty() ||
      !room(rules.facts.size() + facts.size() * list.rows, most_facts, key.span, "facts"))
    return false;

  Fact number;
  number.name = list.name + ".count";
  number.type = count_type;
  number.range = {0, static_cast<std::int64_t>(list.rows)};
  if (!label.empty())
    number.label = {(label.vi.empty() ? list.name : label.vi) + ": số dòng",
                    (label.en.empty() ? list.name : label.en) + ": how many"};
  number.span = key.span;
  list.count = add_fact(std::move(number));
  list.first = static_cast<std::uint32_t>(rules.facts.size());
  for (std::uint32_t row = 1; row <= list.rows; ++row) {
    for (std::size_t i = 0; i < facts.size(); ++i) {
      Fact fact = facts[i];
      fact.row_count = list.count;
      fact.row = row;
      fact.name = list.name + "." + std::to_string(row) + "." + list.facts[i];
      const auto joined = [&](const std::string& of_list, const std::string& of_fact) {
        return (of_list.empty() ? list.name : of_list) + " " + std::to_string(row) + ": " +
               (of_fact.empty() ? list.facts[i] : of_fact);
      };
      if (!label.empty() || !fact.label.empty())
        fact.label = {joined(label.vi, fact.label.vi), joined(label.en, fact.label.en)};
      add_fact(std::move(fact));
    }
  }
  lists_by_name.emplace(list.name, static_cast<std::uint32_t>(lists.size()));
  for (const std::string& name : list.facts)
    row_facts_by_name.emplace(name, static_cast<std::uint32_t>(lists.size()));
  lists.push_back(std::move(list));
  return true;
}

// --- names of a row

HOTRO_INLINE std::uint32_t Loader::fact_of_row(const RowScope& scope, std::string_view name) const {
  const RowList& list = lists[scope.list];
  const auto found = std::find(list.facts.begin(), list.facts.end(), name);
  if (found == list.facts.end()) return none;
  return list.first + scope.row * static_cast<std::uint32_t>(list.facts.size()) +
         static_cast<std::uint32_t>(found - list.facts.begin());
}

/// A name that stands alone in a filter; `none` where no list around it has such a fact.
HOTRO_INLINE std::uint32_t Loader::find_in_rows(std::string_view name) const {
  for (std::size_t i = scopes.size(); i-- > 0;) {
    if (!scopes[i].variable.empty()) continue;
    if (const std::uint32_t found = fact_of_row(scopes[i], name); found != none) return found;
  }
  return none;
}

/// The row that `item`, or the variable of `some` and `every`, stands for; null if it is none.
HOTRO_INLINE const Loader::RowScope* Loader::find_row(std::string_view name) const {
  for (std::size_t i = scopes.size(); i-- > 0;) {
    if (scopes[i].variable == name || (name == "item" && scopes[i].variable.empty())) return &scopes[i];
  }
  return nullptr;
}

/// A list as it stands where one value is required.
HOTRO_INLINE Typed Loader::misplaced_list(Span span, const std::string& name) {
  return fail(Code::wrong_kind, span, "a list stands where one value is required",
              "count its rows, count(" + name + "), or ask some or every row of it");
}

// --- formulas over rows

/// Whether an expression names rows: a list, perhaps filtered, perhaps one fact of its rows. What is wrong
/// with it is reported; then `failed`.
HOTRO_INLINE bool Loader::names_rows(const feel::Expression& e, std::uint32_t index, Rows& out) {
  const feel::Node& node = e[index];
  if (node.form == feel::Form::name) {
    out.list = find(lists_by_name, node.text);
    return out.list != none;
  }
  if (node.form != feel::Form::filter && node.form != feel::Form::path) return false;
  if (!names_rows(e, node.inputs[0], out)) return false;
  if (out.failed) return true;
  const std::string& name = lists[out.list].name;
  if (out.fact != none) {
    out.failed = true;
    fail(Code::wrong_kind, node.span, "nothing stands behind a fact of the rows",
         "the filter stands behind the list: " + name + "[…]." + lists[out.list].facts[out.fact]);
  } else if (node.form == feel::Form::filter) {
    out.filters.push_back(node.inputs[1]);
  } else {
    const std::vector<std::string>& facts = lists[out.list].facts;
    const auto found = std::find(facts.begin(), facts.end(), node.text);
    if (found != facts.end()) {
      out.fact = static_cast<std::uint32_t>(found - facts.begin());
    } else if (node.text == "count" && out.filters.empty()) {
      return false;  // NAME.count is a fact
    } else {
      out.failed = true;
      std::string help = did_you_mean(node.text, facts);
      if (spoiled(Named::value, node.text, help)) return true;
      if (help.empty()) help = "its facts are " + Reader::joined(facts);
      fail(Code::unknown_name, node.span, "the rows of \"" + name + "\" have no fact \"" + node.text + "\"",
           std::move(help));
    }
  }
  return true;
}

/// The name that an expression of rows begins with.
HOTRO_INLINE std::string Loader::list_meant(const feel::Expression& e, std::uint32_t index) {
  while (e[index].form == feel::Form::filter || e[index].form == feel::Form::path) index = e[index].inputs[0];
  return e[index].text;
}

/// Whether a row is there, and passes the filters.
HOTRO_INLINE Typed Loader::row_counts(const feel::Expression& e, const Rows& rows, std::uint32_t row,
                                      Span span) {
  std::vector<Typed> all{make(Operation::greater_equal, truth_type,
                              {fact(lists[rows.list].count, span), constant(count_type, {row + 1, 1}, span)},
                              span)};
  scopes.push_back({rows.list, row, {}});
  for (std::uint32_t filter : rows.filters) all.push_back(as_truth(type_node(e, filter), e[filter].span));
  scopes.pop_back();
  return all.size() == 1 ? all[0] : make(Operation::all, truth_type, std::move(all), span);
}

/// Balanced: a sum of many rows does not lean on itself row by row.
HOTRO_INLINE Typed Loader::sum_of(std::vector<Typed> values, Span span) {
  while (values.size() > 1) {
    std::vector<Typed> sums;
    for (std::size_t i = 0; i < values.size(); i += 2) {
      sums.push_back(i + 1 == values.size()
                         ? values[i]
                         : make(Operation::add, values[i].type, {values[i], values[i + 1]}, span));
    }
    values = std::move(sums);
  }
  return values.front();
}

/// What was typed for single rows since `first` is no line of the rule set.
HOTRO_INLINE Typed Loader::unfolded(std::size_t first, Typed result) {
  for (std::size_t id = first; result && id < result.id; ++id) rules.formulas[id].unfolded = true;
  return result;
}

/// count(rows), sum(rows.fact)
HOTRO_INLINE Typed Loader::type_aggregate(const feel::Expression& e, const feel::Node& node) {
  const bool counts = node.text == "count";
  const Span span = e[node.inputs[0]].span;
  const std::size_t first = rules.formulas.size();
  Rows rows;
  if (!names_rows(e, node.inputs[0], rows)) {
    if (spoiled(Named::value, list_meant(e, node.inputs[0]))) return {};
    return fail(Code::wrong_arguments, span, "\"" + node.text + "\" is taken of the rows of a list",
                counts ? "it is written count(children), or count(children[age(birth_date, on_day) < 6])"
                       : "it is written sum(rows.amount); single numbers are added with +");
  }
  if (rows.failed) return {};
  const RowList list = lists[rows.list];
  if (counts && rows.filters.empty()) return fact(list.count, node.span);
  if (!counts && rows.fact == none) return misplaced_list(span, list.name);
  std::vector<Typed> values;
  for (std::uint32_t row = 0; row < list.rows; ++row) {
    const Typed there = row_counts(e, rows, row, span);
    const Typed value = counts ? constant(count_type, {1, 1}, node.span) : row_fact(rows, row, span);
    if (!there || !value) return {};
    if (!is_number(value.type.kind) || value.type.kind == Kind::date) {
      return fail(Code::wrong_kind, span, described(value.type) + " has no sum",
                  "count the rows where it holds: count(" + list.name + "[…])");
    }
    const Typed nothing = constant(value.type, {0, 1}, node.span);
    values.push_back(make(Operation::choose, value.type, {there, value, nothing}, node.span));
    if (!values.back()) return {};
  }
  return unfolded(first, sum_of(std::move(values), node.span));
}

HOTRO_INLINE Typed Loader::row_fact(const Rows& rows, std::uint32_t row, Span span) {
  const RowList& list = lists[rows.list];
  return fact(list.first + row * static_cast<std::uint32_t>(list.facts.size()) + rows.fact, span);
}

/// The facts of all rows, for min and max, which is `otherwise` for rows that are not there.
HOTRO_INLINE bool Loader::values_of_rows(const feel::Expression& e, std::uint32_t index, const Rows& rows,
                                         Typed otherwise, std::vector<Typed>& out) {
  const Span span = e[index].span;
  if (rows.fact == none) return misplaced_list(span, lists[rows.list].name), false;
  for (std::uint32_t row = 0; row < lists[rows.list].rows; ++row) {
    const Typed there = row_counts(e, rows, row, span);
    Typed value = row_fact(rows, row, span);
    if (!there || !value) return false;
    if (!is_number(value.type.kind)) {
      fail(Code::wrong_kind, span, described(value.type) + " has no order", "compare it in a filter");
      return false;
    }
    if (!unify(value, otherwise, span, "one is not smaller than another:")) return false;
    out.push_back(make(Operation::choose, value.type, {there, value, otherwise}, span));
    if (!out.back()) return false;
  }
  return true;
}

/// some row in rows satisfies …; every row in rows satisfies …
HOTRO_INLINE Typed Loader::type_quantified(const feel::Expression& e, const feel::Node& node) {
  const bool some = node.form == feel::Form::some;
  const Span span = e[node.inputs[0]].span;
  const std::size_t first = rules.formulas.size();
  Rows rows;
  if (!names_rows(e, node.inputs[0], rows)) {
    if (spoiled(Named::value, list_meant(e, node.inputs[0]))) return {};
    return fail(Code::wrong_kind, span, "\"in\" names the rows of a list here",
                "declare it under facts with \"list\" and \"at_most\"");
  }
  if (rows.failed) return {};
  if (rows.fact != none) {
    return fail(Code::wrong_kind, span, "a fact of the rows stands in place of the rows",
                "leave ." + lists[rows.list].facts[rows.fact] + " out, and write " + node.text + "." +
                    lists[rows.list].facts[rows.fact] + " behind satisfies");
  }
  const std::uint32_t count = lists[rows.list].rows;
  std::vector<Typed> answers;
  for (std::uint32_t row = 0; row < count; ++row) {
    const Typed there = row_counts(e, rows, row, span);
    scopes.push_back({rows.list, row, node.text});
    const Typed met = as_truth(type_node(e, node.inputs[1]), e[node.inputs[1]].span);
    scopes.pop_back();
    if (!there || !met) return {};
    answers.push_back(some ? make(Operation::all, truth_type, {there, met}, node.span)
                           : make(Operation::any, truth_type,
                                  {make(Operation::negation, truth_type, {there}, node.span), met},
                                  node.span));
    if (!answers.back()) return {};
  }
  const Typed result =
      make(some ? Operation::any : Operation::all, truth_type, std::move(answers), node.span);
  if (result) rules.formulas[result.id].comparison = true;
  return unfolded(first, result);
}

}  // namespace detail
}  // namespace HOTRO_ABI
}  // namespace hotro
