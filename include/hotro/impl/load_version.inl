// SPDX-License-Identifier: Apache-2.0
#pragma once

// What a version says: its value, its dates, its act, and the places in the law that it rests on.

#include "load_state.inl"

namespace hotro {
inline namespace HOTRO_ABI {
namespace detail {

// --- values of parameters

HOTRO_INLINE ParameterValue Loader::parameter_value(const Reader& in, const Parameter& parameter,
                                                    const yaml::Node& node) {
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
  const std::string example = key.options.empty() ? "" : key.options.front();
  if (!in.has_shape(node, yaml::Kind::mapping, "a value by " + key.name, "a mapping of options to values",
                    "write {" + example + ": …}"))
    return;
  const std::size_t before = diagnostics.errors();
  std::map<std::string_view, std::uint32_t> given;
  for (std::size_t i = 0; i + 1 < node.children.size(); i += 2)
    given.emplace(in.at(node.children[i]).text, node.children[i + 1]);
  const std::set<std::string_view> options(key.options.begin(), key.options.end());
  for (std::size_t i = 0; i + 1 < node.children.size() && !done(); i += 2) {
    const yaml::Node& name = in.at(node.children[i]);
    if (options.count(name.text) == 0) {
      in.error(Code::unknown_option, name.span, "\"" + name.text + "\" is not an option of " + key.name)
          .help = Reader::options_help(key, name.text);
    }
  }
  const bool misspelt = diagnostics.errors() != before;
  std::vector<std::string> lacking;
  for (const std::string& option : key.options) {
    if (const auto child = given.find(option); child != given.end()) {
      keyed_cells(in, parameter, depth + 1, in.at(child->second), out);
    } else {
      lacking.push_back(option);
    }
  }
  if (!lacking.empty() && !misspelt) {
    in.error(Code::key_missing, in.place(node),
             "\"" + parameter.name + "\" has no value for " + Reader::joined(lacking))
        .help = "add \"" + lacking.front() + ": …\"; every option has a value";
  }
}

HOTRO_INLINE void Loader::cell(const Reader& in, const Parameter& parameter, const yaml::Node& node,
                               ParameterValue& out) {
  if (!in.is_scalar(node, "a value")) return;
  if (!parameter.type.range) {
    out.cells.push_back(in.value(rules, parameter.type, node.span, node.text));
    return;
  }
  std::string low;
  std::string high;
  Span low_span;
  Span high_span;
  if (!in.ends(node, low, high, low_span, high_span)) {
    in.error(Code::bad_value, node.span, "\"" + node.text + "\" is not a range").help =
        "write both ends: 2022-10-01 .. 2023-03-31";
    return;
  }
  const Value from = in.value(rules, parameter.type, low_span, low);
  const Value to = in.value(rules, parameter.type, high_span, high);
  // The ends are fractions: compared by the difference of their cross products, in 128 bits.
  if (static_cast<Wide>(from.numerator) * to.denominator >
      static_cast<Wide>(to.numerator) * from.denominator) {
    in.error(Code::empty_span, node.span, "the range ends before it begins").help =
        "write the lower end first: " + high + " .. " + low;
  }
  out.cells.push_back(from);
  out.cells.push_back(to);
}

// --- citations

HOTRO_INLINE void Loader::unknown_source(const yaml::Node& node, const std::string& id) {
  Diagnostic& d =
      diagnostics.report(Code::unknown_source, node.within(0, static_cast<std::uint32_t>(id.size())),
                         "no source is called \"" + id + "\"");
  d.help = did_you_mean(id, source_ids());
  if (d.help.empty()) d.help = "declare it under \"sources\"";
}

HOTRO_INLINE bool Loader::citation(const Reader& in, const yaml::Node& node, Citation& out) {
  if (!in.is_scalar(node, "a citation")) return false;
  if (node.text.size() > longest_citation) {
    in.error(Code::bad_citation, node.span,
             "the citation is longer than " + std::to_string(longest_citation) + " bytes")
        .help = "it is a source and a place in it: quy_dinh art 7 cl 2";
    return false;
  }
  const std::size_t blank = node.text.find(' ');
  const std::string id = node.text.substr(0, blank);
  out.span = node.span;
  out.source = find_source(id);
  if (out.source == none) {
    if (id.empty()) {
      in.error(Code::bad_citation, node.span, "the citation names no source").help =
          "write a source and a place in it: quy_dinh art 7 cl 2";
    } else if (std::vector<LocatorPart> place; parse_locator(id + " 1", place)) {
      in.error(Code::bad_citation, node.span, "the citation names a place, but no source").help =
          "write the source first: " + (rules.sources.empty() ? "SOURCE" : rules.sources.front().id) + " " +
          node.text;
    } else if (!spoiled(Named::source, id, did_you_mean(id, source_ids()))) {
      unknown_source(node, id);
    }
    return false;
  }
  if (blank != std::string::npos && !parse_locator(node.text.substr(blank + 1), out.locator)) {
    in.error(Code::bad_citation,
             node.within(static_cast<std::uint32_t>(blank + 1), static_cast<std::uint32_t>(node.text.size())),
             "\"" + Reader::trimmed(node.text.substr(blank + 1)) + "\" is not a place in a source")
        .help =
        "a place is art, cl, pt, ch, sec, part, form or annex, each with its number: art 11 cl 2 pt a";
    return false;
  }
  return true;
}

HOTRO_INLINE Basis Loader::basis(const Reader& in, const yaml::Node& mapping, const Basis& inherited) {
  Basis result;
  if (const yaml::Node* cite = in.find(mapping, "cite")) {
    const auto take = [&](const yaml::Node& node) {
      Citation one;
      citation(in, node, one);
      result.citations.push_back(
          std::move(one));  // also one that was reported: that there is none is not said as well
    };
    if (cite->kind == yaml::Kind::sequence) {
      for (std::uint32_t child : cite->children) {
        if (!room(result.citations.size(), most_citations, in.at(child).span, "citations of one line",
                  "cite the places that it rests on most"))
          break;
        take(in.at(child));
      }
    } else {
      take(*cite);
    }
  } else {
    result = inherited;
    if (result.citations.empty() && in.misspelt(mapping, "cite")) result.citations.emplace_back();
  }
  if (const yaml::Node* sure = in.find(mapping, "sure")) {
    if (in.is_scalar(*sure, "\"sure\"") && !find_sureness(sure->text, result.sureness)) {
      in.error(Code::bad_value, sure->span, "\"" + sure->text + "\" is not a degree of certainty").help =
          "write text, two sources, one source or inferred";
    }
  }
  return result;
}

HOTRO_INLINE void Loader::require_citation(const Reader& in, const Basis& found, Span span,
                                           std::string_view what) {
  if (!found.citations.empty()) return;
  in.error(Code::uncited, span, std::string(what) + " has no citation").help =
      "add \"cite:\" with a source and a place in it: cite: " +
      (rules.sources.empty() ? "quy_dinh" : rules.sources.front().id) + " art 7 cl 2";
}

// --- versions

/// The source of a key `by`, counted among the acts.
HOTRO_INLINE std::uint32_t Loader::act_of(const Reader& in, const yaml::Node& by) {
  if (!in.is_scalar(by, "\"by\"")) return none;
  const std::uint32_t source = find_source(by.text);
  if (source == none) {
    if (!spoiled(Named::source, by.text, did_you_mean(by.text, source_ids()))) unknown_source(by, by.text);
  } else if (std::find(rules.acts.begin(), rules.acts.end(), source) == rules.acts.end()) {
    rules.acts.push_back(source);
  }
  return source;
}

HOTRO_INLINE Loader::Header Loader::header(const Reader& in, const yaml::Node& mapping,
                                           const Basis& inherited) {
  Header result;
  result.act = in.act;
  result.basis = basis(in, mapping, inherited);
  const std::size_t before = diagnostics.errors();
  const yaml::Node* to = in.find(mapping, "applies_to");
  if (const yaml::Node* from = in.find(mapping, "applies_from")) result.from = in.date(*from);
  if (to != nullptr) result.to = in.date(*to);
  if (result.from > result.to) {
    if (diagnostics.errors() == before) {
      in.error(Code::empty_span, to->span,
               "the version ends on " + iso(result.to) + ", before it begins on " + iso(result.from))
          .help = "applies_to is the last day on which it applies";
    }
    result.to = result.from;
  }
  if (const yaml::Node* by = in.find(mapping, "by")) {
    result.act = act_of(in, *by);
  } else if (result.act == none && in.find(in.document.root(), "by") == nullptr &&
             !in.misspelt(in.document.root(), "by") &&
             acts_asked_for.insert(in.document.root().span.source).second) {
    in.error(Code::missing_key, in.place(mapping), "it is not said which act enacts this version").help =
        "give the file, or each version, the key \"by\" with a source";
  }
  return result;
}

}  // namespace detail
}  // namespace HOTRO_ABI
}  // namespace hotro
