// SPDX-License-Identifier: Apache-2.0
#pragma once

// Benefits: their conditions, and what they grant.

#include "load_condition.inl"

namespace hotro {
inline namespace HOTRO_ABI {
namespace detail {

HOTRO_INLINE void Loader::build_conditions(const Reader& in, const yaml::Node& node, Benefit& out) {
  if (!in.has_shape(node, yaml::Kind::mapping, "\"eligible\"", "a mapping",
                    "write eligible: {all: [CONDITION]}"))
    return;
  in.only_keys(node, Mapping::eligible);
  const yaml::Node* list = in.required(node, {Mapping::eligible, "all"});
  if (list == nullptr || !in.is_sequence(*list, "a list of conditions")) return;
  for (std::uint32_t child : list->children) {
    const yaml::Node& item = in.at(child);
    if (!in.has_shape(item, yaml::Kind::mapping, "a condition of a benefit", "a mapping",
                      "write {id: …, that: …, reason: …, cite: …}")) {
      continue;
    }
    const Typed value = condition(in, item, {});
    const yaml::Node* id = in.required(item, "id", "a condition of a benefit");
    in.required(item, "reason", "a condition of a benefit");
    Header head;
    head.act = in.act;
    head.basis = basis(in, item, {});
    require_citation(in, head.basis, in.place(item), "the condition");
    Condition condition_of;
    condition_of.span = id != nullptr ? id->span : in.place(item);
    if (id != nullptr) condition_of.id = id->text;
    for (const Condition& other : out.conditions) {
      // More are refused when all of them are counted.
      if (id == nullptr || other.id != condition_of.id || out.conditions.size() > most_conditions) continue;
      Diagnostic& d =
          in.error(Code::duplicate_name, id->span, "the condition \"" + other.id + "\" stands twice");
      d.also.push_back({other.span, "the first time here"});
      d.help = "give one of them another id";
    }
    if (value) append(condition_of.timeline, head, value.id, item.span);
    out.conditions.push_back(std::move(condition_of));
  }
}

/// What belongs to an entitlement: a number as it is written in parameters, whose citation is that of the
/// entitlement; or a formula.
HOTRO_INLINE Typed Loader::stated(const Reader& in, const yaml::Node& node, const Type& type,
                                  const Basis& inherited) {
  const bool number = node.kind == yaml::Kind::scalar && !node.text.empty() &&
                      node.text.find_first_not_of("0123456789_.") == std::string::npos;
  if (!number) return amount(in, node, inherited);
  const std::size_t before = diagnostics.errors();
  const Value given = in.value(rules, type, node.span, node.text);
  if (diagnostics.errors() != before) return {};
  const Typed value = constant(type, given, node.span);
  Line line;
  line.formula = node.text;
  line.leaf = true;
  line.cell = true;
  line.basis = inherited;
  line.span = node.span;
  put_line(value, std::move(line));
  return value;
}

/// So much for each month, for at most so many.
HOTRO_INLINE Typed Loader::monthly(const Reader& in, const yaml::Node& node, const Basis& inherited) {
  const yaml::Node* number = in.required(node, {Mapping::entitlement_monthly, "months"});
  const yaml::Node& each = *in.find(node, "monthly");
  const Typed amount_of = as_whole(stated(in, each, money_type, inherited), in.place(each), Kind::money);
  if (number == nullptr) return {};
  Typed months = stated(in, *number, count_type, inherited);
  if (!months) return {};
  const auto counts = [&](const Typed& value, const yaml::Node& at) {
    if (!value || value.type == months_type || value.type == count_type) return bool(value);
    fail(Code::wrong_kind, in.place(at), "a number of months is required; this is " + described(value.type),
         "it is a count, or months(from, to)");
    return false;
  };
  if (!counts(months, *number)) return {};
  if (const yaml::Node* most = in.find(node, "at_most")) {
    Typed limit = stated(in, *most, months.type, inherited);
    if (!counts(limit, *most) || !unify(months, limit, in.place(node), "one is not smaller than another:"))
      return {};
    months = make(Operation::minimum, months.type, {months, limit}, in.place(node));
  }
  return make(Operation::multiply, money_type, {amount_of, months}, in.place(node));
}

/// A version of the entitlement. One with a ceiling has a condition too: what was decided stays below.
HOTRO_INLINE void Loader::set_entitlement(const Reader& in, const yaml::Node& node, Header& head, Span span,
                                          Benefit& benefit) {
  const bool mapping = node.kind == yaml::Kind::mapping;
  const yaml::Node* ceiling = mapping ? in.find(node, "up_to") : nullptr;
  const bool by_month = mapping && ceiling == nullptr && in.find(node, "monthly") != nullptr;
  if (ceiling != nullptr) in.only_keys(node, Mapping::entitlement_up_to);
  if (by_month) in.only_keys(node, Mapping::entitlement_monthly);
  Typed value;
  Typed within;
  Line line;
  line.span = node.span;
  if (ceiling != nullptr || by_month) line.basis = head.basis = basis(in, node, head.basis);
  if (ceiling != nullptr) {
    const yaml::Node* named = in.required(node, {Mapping::entitlement_up_to, "decided"});
    const Typed most =
        as_whole(stated(in, *ceiling, money_type, head.basis), in.place(*ceiling), Kind::money);
    if (named == nullptr) return;
    const Typed decided = as_whole(amount(in, *named, head.basis), in.place(*named), Kind::money);
    value = make(Operation::minimum, money_type, {decided, most}, node.span);
    within = make(Operation::less_equal, truth_type, {decided, most}, node.span);
    if (!value || !within) return;
    put_line(value, line);
    rules.formulas[within.id].comparison = true;
    line.id = "within_ceiling";
    line.reason = {"Số tiền quyết định vượt mức hỗ trợ tối đa", "More was decided than the act allows"};
    if (named->kind == yaml::Kind::scalar && ceiling->kind == yaml::Kind::scalar)
      line.formula = named->text + " <= " + ceiling->text;
    line.leaf = true;
    put_line(within, std::move(line));
  } else if (by_month) {
    value = monthly(in, node, head.basis);
    put_line(value, std::move(line));
  } else {
    value = as_whole(amount(in, node, head.basis), in.place(node), Kind::money);
    if (mapping) head.basis = basis(in, node, head.basis);
  }
  if (!value) return;
  append(benefit.entitlement, head, value.id, span);
  auto condition = std::find_if(benefit.conditions.begin(), benefit.conditions.end(),
                                [](const Condition& one) { return one.id == "within_ceiling"; });
  if (!within && condition == benefit.conditions.end()) return;
  if (condition == benefit.conditions.end()) {
    Condition added;
    added.id = "within_ceiling";
    added.span = span;
    condition = benefit.conditions.insert(condition, std::move(added));
  }
  append(condition->timeline, head, within.id, span);
}

HOTRO_INLINE void Loader::build_benefit(const Reader& in, const yaml::Node& key, const yaml::Node& node,
                                        Benefit& out) {
  if (!in.is_mapping(node, "a benefit")) return;
  in.only_keys(node, Mapping::benefit);
  out.title = in.text(in.find(node, "title"), "a title");
  if (out.title.empty()) out.title.en = key.text;
  if (const yaml::Node* on_top = in.find(node, "on_top")) in.truth(*on_top, out.on_top);
  if (const yaml::Node* in_kind = in.find(node, "in_kind"))
    out.in_kind = in.text(in_kind, "what is handed out");
  const LoadedFile& base = base_file();
  const yaml::Node& root = base.document.root();
  const yaml::Node* effective = in.find(node, "effective_on");
  if (effective != nullptr) {
    out.effective_on = as_whole(formula(in, *effective), effective->span, Kind::date).id;
  } else if (effective = base.document.find(root, "effective_on"); effective != nullptr) {
    out.effective_on = as_whole(formula(reader(base), *effective), effective->span, Kind::date).id;
  } else if (!in.misspelt(node, "effective_on") && !reader(base).misspelt(root, "effective_on") &&
             !effective_asked_for) {
    effective_asked_for = true;
    in.error(Code::missing_key, key.span, "it is not said which date picks the version that applies").help =
        "add \"effective_on:\" with a date fact, to the rule set or to each benefit";
  }
  Header head;
  head.act = in.act;
  if (const yaml::Node* when = in.find(node, "when")) {
    const Typed value = condition(in, *when, {});
    if (value) append(out.when, head, value.id, when->span);
  }
  if (const yaml::Node* eligible = in.required(node, {Mapping::benefit, "eligible"}, key.span))
    build_conditions(in, *eligible, out);
  if (const yaml::Node* entitlement = in.required(node, {Mapping::benefit, "entitlement"}, key.span)) {
    const bool mapping = entitlement->kind == yaml::Kind::mapping;
    set_entitlement(in, *entitlement, head, entitlement->span, out);
    if (mapping || entitlement->kind == yaml::Kind::scalar)
      require_citation(in, head.basis, in.place(*entitlement), "the entitlement");
  }
}

}  // namespace detail
}  // namespace HOTRO_ABI
}  // namespace hotro
