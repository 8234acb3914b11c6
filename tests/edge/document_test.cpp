// SPDX-License-Identifier: Apache-2.0
#include "hotro/edge/document.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <set>

#include "hotro/compile.hpp"
#include "hotro/edge/cases.hpp"
#include "hotro/edge/files.hpp"
#include "hotro/explain.hpp"
#include "hotro/load.hpp"
#include "page_tree.hpp"

namespace {

using namespace hotro;
using page_tree::Element;
using page_tree::Page;

/// A rule set with its cases, and its page.
struct Shown {
  edge::RuleFiles files;
  RuleSet rules;
  std::vector<edge::Case> cases;
  edge::Document document;
};

Shown show(const std::string& path) {
  Shown out;
  out.files = edge::open_rules(path);
  out.rules = load(out.files.sources, out.files.files, std::move(out.files.parsed)).value();
  if (!out.files.cases.empty()) {
    const Program program = compile(out.rules).value();
    std::string text;
    Text trouble;
    REQUIRE(edge::read_yaml(out.files.cases, text, trouble));
    const std::uint32_t source = out.files.sources.add(out.files.cases, text);
    Diagnostics diagnostics;
    out.cases = edge::read_cases(out.files.sources, source, out.rules, program, diagnostics).cases;
    REQUIRE_FALSE(diagnostics.failed());
  }
  out.document = edge::make_document(out.rules, out.files.sources, out.cases);
  return out;
}

constexpr const char* hostile = "tests/edge/documents/doc/hostile";

std::vector<std::string> all_paths() {
  std::vector<std::string> paths = edge::rule_folders("rules");
  for (const char* more : {"tests/edge/documents", "tests/cli/rules/demo/transport"}) {
    for (const std::string& path : edge::rule_folders(more)) paths.push_back(path);
  }
  REQUIRE(paths.size() >= 12);
  return paths;
}

/// Walks the model and looks for each of its words in the page, in both languages.
class Walk {
 public:
  Walk(const Shown& shown, const Page& page)
      : rules_(shown.rules), sources_(shown.files.sources), page_(page) {}

  void run() {
    for (const Source& one : rules_.sources) {
      in("s-" + one.id, one.title);
      in("s-" + one.id, {day_first(one.enacted), iso(one.enacted)});
      in("s-" + one.id, {day_first(one.in_force), iso(one.in_force)});
      in("s-" + one.id, {one.url, ""});
    }
    for (const ChoiceType& one : rules_.types) {
      const bool of_reading = one.name.rfind("reading.", 0) == 0;
      for (std::size_t i = 0; i < one.options.size(); ++i) {
        const std::string anchor = of_reading ? "r-" + one.name.substr(8) : "o-" + one.name;
        in(anchor, {one.options[i], ""});
        in(anchor, one.labels[i]);
      }
    }
    for (const Fact& one : rules_.facts) fact(one);
    for (const Parameter& one : rules_.parameters) parameter(one);
    for (const Reading& one : rules_.readings) {
      in("r-" + one.name, one.asks);
      cited("r-" + one.name, one.basis);
      in("r-" + one.name, {rules_.types[one.type].options[one.default_option] + " ← mặc định",
                           rules_.types[one.type].options[one.default_option] + " ← by default"});
    }
    for (const Definition& one : rules_.definitions) {
      for (const auto& version : one.timeline.versions) lines(version.value);
    }
    for (const DecisionTable& one : rules_.tables) table(one);
    for (const Benefit& one : rules_.benefits) {
      const std::string anchor = "b-" + one.name;
      in(anchor, one.title);
      in(anchor, one.in_kind);
      in(anchor, {page_tree::squeezed(sources_.slice(rules_.formulas[one.effective_on].span)), ""});
      for (const auto& version : one.when.versions) lines(version.value);
      for (const auto& version : one.entitlement.versions) lines(version.value);
      for (const Condition& condition : one.conditions) {
        const std::string of = "c-" + one.name + "-" + condition.id;
        in(of, {condition.id, ""});
        for (const auto& version : condition.timeline.versions) {
          if (version.value == none)
            cited(of, version.basis);
          else
            lines(version.value);
          days(of, version.applies_from, version.applies_to);
        }
        for (const auto& version : condition.reason.versions) {
          in(of, version.value);
          cited(of, version.basis);
        }
      }
    }
  }
  [[nodiscard]] std::size_t found() const { return found_; }

 private:
  void has(const Element& element, const Text& text) {
    for (const Language language : {Language::vi, Language::en}) {
      const std::string seen = Page::seen(element, language == Language::vi ? "vi" : "en");
      const std::string& wanted = page_tree::squeezed(text.in(language));
      if (seen.find(wanted) == std::string::npos) FAIL_CHECK("not found: " << wanted << "\nin: " << seen);
      ++found_;
    }
  }
  void in(const std::string& anchor, const Text& text) {
    const Element* element = page_.id(anchor);
    if (element == nullptr)
      FAIL_CHECK("no place for " << anchor << ": " << text.en);
    else if (!text.empty())
      has(*element, text);
  }
  void cited(const std::string& anchor, const Basis& basis) {
    in(anchor, {cite(rules_, basis, Language::vi), cite(rules_, basis, Language::en)});
    if (basis.sureness != Sureness::text)
      in(anchor, {std::string(label(basis.sureness, Language::vi)),
                  std::string(label(basis.sureness, Language::en))});
  }
  void days(const std::string& anchor, Date from, Date to) {
    for (const Date date : {from, to}) {
      if (date >= first_date && date <= last_date) in(anchor, {day_first(date), iso(date)});
    }
  }
  Text words(const Type& type, const Value& value) {
    return {format(rules_, type, value, Language::vi), format(rules_, type, value, Language::en)};
  }
  Text words(const Type& type, Interval value) {
    return {format(rules_, type, value, Language::vi), format(rules_, type, value, Language::en)};
  }

  void fact(const Fact& one) {
    if (one.row > 1) return;  // as the first
    bool counts = false;
    for (const Fact& other : rules_.facts)
      counts = counts || (other.row_count != none && &rules_.facts[other.row_count] == &one);
    const std::string anchor = counts ? "f-" + one.name.substr(0, one.name.find('.')) : "f-" + one.path();
    if (counts) return in(anchor, {std::to_string(one.range.high), ""});
    if (one.row == 0) in(anchor, one.label);
    if (is_number(one.type.kind)) in(anchor, words(one.type, one.range));
    if (one.type.kind == Kind::choice) in(anchor, {rules_.types[one.type.choice].name, ""});
    if (one.has_default) in(anchor, words(one.type, Interval{one.if_missing, one.if_missing}));
    in(anchor, one.decided_by);
    if (one.applies_if != none)
      in(anchor, {page_tree::squeezed(sources_.slice(rules_.formulas[one.applies_if].span)), ""});
  }
  void parameter(const Parameter& one) {
    const std::string anchor = "p-" + one.name;
    in(anchor, one.label);
    Type type = one.type;
    type.range = false;
    for (const auto& version : one.timeline.versions) {
      cited(anchor, version.basis);
      days(anchor, version.applies_from, version.applies_to);
      if (!version.value.in_force) in(anchor, {"không có hiệu lực", "not in force"});
      for (const Value& value : version.value.cells) in(anchor, words(type, value));
    }
  }
  void tests(const std::string& anchor, const Formula& met) {
    if (met.operation == Operation::all) {
      for (const FormulaId test : met.inputs) tests(anchor, rules_.formulas[test]);
    } else {
      in(anchor, {page_tree::squeezed(sources_.slice(met.span)), ""});
    }
  }
  void table(const DecisionTable& one) {
    const auto rule = [&](const TableRule& row) {
      // A later version of the table has a number before that of the rule.
      const std::string number = row.number == 0 ? "otherwise" : std::to_string(row.number);
      bool some = false;
      for (int version = 1; version < 10 && !some; ++version) {
        const std::string anchor =
            "t-" + one.name + (version == 1 ? "" : "-" + std::to_string(version)) + "-" + number;
        const Element* element = page_.id(anchor);
        some = element != nullptr &&
               Page::seen(*element, "en").find(cite(rules_, row.basis, Language::en)) != std::string::npos;
        if (!some) continue;
        cited(anchor, row.basis);
        if (row.met != none) tests(anchor, rules_.formulas[row.met]);
        for (const FormulaId output : row.outputs) {
          const Formula& formula = rules_.formulas[output];
          if (formula.operation == Operation::constant)
            in(anchor, words(formula.type, formula.value));
          else
            in(anchor, {rules_.lines[formula.line].formula, ""});
        }
      }
      if (!some) FAIL_CHECK("rule " << number << " of " << one.name);
    };
    in("t-" + one.name, one.label);
    for (const TableRule& row : one.rules) rule(row);
    if (one.has_otherwise) rule(one.otherwise);
  }

  [[nodiscard]] std::string place(Span span) const {
    const std::string_view path = sources_.name(span.source);
    const Place at = sources_.place(span);
    return std::string(path.substr(path.rfind('/') + 1)) + ":" + std::to_string(at.line) + ":" +
           std::to_string(at.column);
  }
  static bool says_citation(const Element& element) {
    return std::any_of(element.children.begin(), element.children.end(),
                       [](const auto& child) { return child->name == "cite"; });
  }
  /// Every line below a formula stands in the page, with its words, its formula and its citation; that may be
  /// said by the line around it.
  void lines(FormulaId id) {
    if (id == none || !seen_.insert(id).second) return;
    const Formula& formula = rules_.formulas[id];
    if (formula.line == none) return below(formula);
    if (rules_.lines[formula.line].table != none) return;  // its rules are looked for as rows
    const Line& line = rules_.lines[formula.line];
    const std::vector<const Element*> there = page_.at(place(line.span));
    const Basis& basis = line.basis;
    bool good = false;
    for (const Element* element : there) {
      bool all = true;
      for (const Language language : {Language::vi, Language::en}) {
        const char* name = language == Language::vi ? "vi" : "en";
        const std::string own = page_tree::squeezed(Page::seen(*element, name, false));
        const Formula& rounded =
            formula.operation == Operation::round ? rules_.formulas[formula.inputs[0]] : formula;
        const std::string said = !line.leaf ? ""
                                 : rounded.operation == Operation::constant
                                     ? format(rules_, rounded.type, rounded.value, language)
                                     : page_tree::squeezed(line.formula);
        all = all && own.find(said) != std::string::npos &&
              own.find(page_tree::squeezed(line.reason.in(language))) != std::string::npos;
        const Element* cites = element;  // the nearest that cites
        while (cites != nullptr && !says_citation(*cites)) cites = cites->parent;
        const std::string basis_text = page_tree::squeezed(cite(rules_, basis, language));
        all = all &&
              (basis_text.empty() ||
               (cites != nullptr && Page::seen(*cites, name, false).find(basis_text) != std::string::npos));
        if (basis.sureness != Sureness::text && !basis.citations.empty())
          all = all && cites != nullptr &&
                Page::seen(*cites, name, false).find(label(basis.sureness, language)) != std::string::npos;
      }
      good = good || all;
    }
    if (!good)
      FAIL_CHECK("line " << place(line.span) << " " << line.id << " " << line.formula << " ["
                         << cite(rules_, basis, Language::en) << "] " << there.size());
    ++found_;
    below(formula);
  }
  void below(const Formula& formula) {
    for (const FormulaId input : formula.inputs) {
      const Formula& one = rules_.formulas[input];
      // What is rounded is said with its rounding.
      const bool said = formula.operation == Operation::round && formula.line != none && one.line != none &&
                        rules_.lines[formula.line].leaf;
      if (said)
        below(one);
      else
        lines(input);
    }
  }

  const RuleSet& rules_;
  const Sources& sources_;
  const Page& page_;
  std::set<FormulaId> seen_;
  std::size_t found_ = 0;
};

}  // namespace

TEST_CASE("the document of each rule set holds every line, every value and every citation of its model") {
  for (const std::string& path : all_paths()) {
    CAPTURE(path);
    const Shown shown = show(path);
    const Page page(edge::document_html(shown.document, Language::vi));
    REQUIRE(page.fault() == "");
    Walk walk(shown, page);
    walk.run();
    CHECK(walk.found() > 10);
    for (const edge::Case& one : shown.cases) {
      const Element* cases = page.id("cases");
      REQUIRE(cases != nullptr);
      bool found = false;
      for (const Element* element : page.at([&] {
             const Place at = shown.files.sources.place(one.span);
             return "cases.yaml:" + std::to_string(at.line) + ":" + std::to_string(at.column);
           }()))
        found = found || Page::seen(*element, "vi").find(page_tree::squeezed(one.name)) == 0;
      if (!found) FAIL_CHECK("the case: " << one.name);
    }
  }
}

TEST_CASE("what a document links to is in it, or on the web") {
  for (const std::string& path : all_paths()) {
    CAPTURE(path);
    const Page page(edge::document_html(show(path).document, Language::en));
    for (const Element* element : page.all()) {
      if (element->name != "a") continue;
      const std::string to = element->attribute("href");
      const bool inside = to.starts_with("#") && page.id(to.substr(1)) != nullptr;
      if (!inside && !to.starts_with("https://") && !to.starts_with("http://"))
        FAIL_CHECK("leads nowhere: " << to);
    }
  }
}

TEST_CASE("no text of a rule set becomes markup") {
  const Shown shown = show(hostile);
  const std::string text = edge::document_html(shown.document, Language::vi);
  CHECK(Page(text).fault() == "");
  CHECK(text.find("<script") == std::string::npos);
  CHECK(text.find("<img") == std::string::npos);
  CHECK(text.find("href=\"javascript") == std::string::npos);
  CHECK(text.find("&lt;script&gt;alert(1)&lt;/script&gt;") != std::string::npos);
  for (const Language language : {Language::vi, Language::en}) {
    const std::string markdown = edge::document_markdown(shown.document, language);
    for (const char* tag : {"<script", "<img", "<td>", "<h1>", "<b>", "<small>", "</li>", "</title>"}) {
      for (std::size_t at = markdown.find(tag); at != std::string::npos; at = markdown.find(tag, at + 1))
        CHECK(markdown[at - 1] == '\\');
    }
    for (std::size_t at = markdown.find("]("); at != std::string::npos; at = markdown.find("](", at + 1))
      CHECK(markdown[at - 1] == '\\');
  }
}

TEST_CASE("rows of Markdown's tables have as many cells as their heads") {
  for (const std::string& path : all_paths()) {
    CAPTURE(path);
    const std::string text = edge::document_markdown(show(path).document, Language::vi);
    std::size_t cells = 0;
    for (std::size_t at = 0; at < text.size();) {
      const std::size_t end = text.find('\n', at);
      const std::string line = text.substr(at, end - at);
      at = end + 1;
      std::size_t bars = 0;
      for (std::size_t i = 0; i < line.size(); ++i)
        bars += line[i] == '|' && (i == 0 || line[i - 1] != '\\') ? 1 : 0;
      if (line.empty() || line[0] != '|') {
        cells = 0;
        continue;
      }
      if (cells == 0) cells = bars;
      if (bars != cells) FAIL_CHECK(line);
    }
  }
}

TEST_CASE("a document is the same in whatever folder its rule set lies") {
  const Shown shown = show(hostile);
  const std::string text = edge::document_html(shown.document, Language::vi);
  CHECK(text.find("tests/edge") == std::string::npos);
  CHECK(text == edge::document_html(show(std::string("./") + hostile).document, Language::vi));
}
