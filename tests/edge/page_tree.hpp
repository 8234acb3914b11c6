// SPDX-License-Identifier: Apache-2.0
#pragma once

// Reads a page back as a tree, as strictly as it is written: what a reader of one language sees of it.

#include <algorithm>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace page_tree {

struct Element {
  std::string name;
  std::map<std::string, std::string> attributes;
  std::vector<std::unique_ptr<Element>> children;  // texts are elements without a name
  std::string text;
  const Element* parent = nullptr;

  [[nodiscard]] std::string attribute(const std::string& of) const {
    const auto found = attributes.find(of);
    return found == attributes.end() ? "" : found->second;
  }
};

/// What character references stand for.
inline std::string unescaped(std::string_view text) {
  static const std::pair<std::string_view, char> known[] = {
      {"&amp;", '&'}, {"&lt;", '<'}, {"&gt;", '>'}, {"&quot;", '"'}, {"&#39;", '\''}};
  std::string out;
  for (std::size_t i = 0; i < text.size();) {
    const auto* one = std::find_if(std::begin(known), std::end(known), [&](const auto& reference) {
      return text.substr(i).starts_with(reference.first);
    });
    out += one == std::end(known) ? text[i] : one->second;
    i += one == std::end(known) ? 1 : one->first.size();
  }
  return out;
}

/// Blanks of any number are one.
inline std::string squeezed(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const bool blank = c == ' ' || c == '\n';
    if (blank && (out.empty() || out.back() == ' ')) continue;
    out += blank ? ' ' : c;
  }
  return out;
}

class Page {
 public:
  explicit Page(std::string_view text) : root_(std::make_unique<Element>()) {
    Element* open = root_.get();
    for (std::size_t at = 0; at < text.size() && fault_.empty();) {
      const std::size_t tag = std::min(text.find('<', at), text.size());
      if (tag > at) add(*open, "")->text = unescaped(text.substr(at, tag - at));
      const std::size_t end = text.find('>', tag);
      if (tag == text.size()) break;
      if (end == std::string_view::npos)
        fault_ = "a tag does not end";
      else
        open = take(*open, text.substr(tag + 1, end - tag - 1));
      at = end + 1;
    }
    if (fault_.empty() && open != root_.get()) fault_ = open->name + " is not closed";
  }

  /// What is wrong with the page; empty if every tag is known and closed in its turn.
  [[nodiscard]] const std::string& fault() const { return fault_; }
  [[nodiscard]] const std::vector<const Element*>& all() const { return all_; }
  [[nodiscard]] const Element* id(const std::string& id) const {
    const auto found = ids_.find(id);
    return found == ids_.end() ? nullptr : found->second;
  }
  /// Those that stand for a place in the rule set.
  [[nodiscard]] std::vector<const Element*> at(const std::string& place) const {
    std::vector<const Element*> out;
    for (const Element* one : all_) {
      if (one->attribute("data-at") == place) out.push_back(one);
    }
    return out;
  }
  /// What is read of an element, without the lists below it unless `deep`.
  static std::string seen(const Element& element, std::string_view language, bool deep = true) {
    return squeezed(collect(element, language, deep));
  }

 private:
  static std::string collect(const Element& element, std::string_view language, bool deep) {
    if (element.name.empty() && element.children.empty()) return element.text;
    const std::string own = element.attribute("lang");
    std::string out;
    if (element.name != "html" && !own.empty() && own != language) return out;
    for (const auto& child : element.children) {
      if (deep || child->name != "ul") out += collect(*child, language, deep);
    }
    return out;
  }
  Element* add(Element& to, std::string name) {
    to.children.push_back(std::make_unique<Element>());
    Element* child = to.children.back().get();
    child->name = std::move(name);
    child->parent = &to;
    if (!child->name.empty()) all_.push_back(child);
    return child;
  }
  Element* take(Element& open, std::string_view tag) {
    static const std::set<std::string_view> known = {
        "html", "head", "meta", "title", "style",  "body",  "main",  "header", "section",
        "nav",  "h1",   "h2",   "h3",    "p",      "b",     "small", "span",   "ul",
        "li",   "code", "cite", "a",     "div",    "table", "thead", "tbody",  "tr",
        "th",   "td",   "svg",  "rect",  "circle", "line",  "text",  "input",  "label"};
    static const std::set<std::string_view> alone = {"meta", "input", "line"};
    if (tag == "!DOCTYPE html") return &open;
    if (tag.starts_with("/")) {
      if (tag.substr(1) != open.name) fault_ = "closed out of turn: " + std::string(tag);
      return const_cast<Element*>(open.parent);
    }
    const bool closed = tag.ends_with("/");
    if (closed) tag.remove_suffix(1);
    const std::size_t blank = std::min(tag.find(' '), tag.size());
    const std::string name(tag.substr(0, blank));
    if (known.count(name) == 0) fault_ = "an unknown tag: " + std::string(tag);
    Element* child = add(open, name);
    for (std::string_view rest = tag.substr(blank); rest.size() > 1;) {
      rest.remove_prefix(1);
      const std::size_t equals = rest.find("=\"");
      const std::size_t next = rest.find(' ');
      if (equals == std::string_view::npos || next < equals) {  // `checked`
        rest.remove_prefix(std::min(next, rest.size()));
        continue;
      }
      const std::size_t end = rest.find('"', equals + 2);
      if (end == std::string_view::npos) {
        fault_ = "an attribute does not end: " + std::string(tag);
        break;
      }
      const std::string attribute(rest.substr(0, equals));
      if (attribute.starts_with("on") || attribute == "src") fault_ = "it would run: " + std::string(tag);
      child->attributes[attribute] = unescaped(rest.substr(equals + 2, end - equals - 2));
      rest.remove_prefix(end + 1);
    }
    const std::string id = child->attribute("id");
    if (!id.empty() && !ids_.emplace(id, child).second) fault_ = "twice: " + id;
    return closed || alone.count(name) != 0 ? &open : child;
  }

  std::unique_ptr<Element> root_;
  std::vector<const Element*> all_;
  std::map<std::string, const Element*> ids_;
  std::string fault_;
};

}  // namespace page_tree
