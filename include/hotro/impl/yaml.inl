// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <exception>
#include <new>
#include <sstream>
#include <utility>

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include "../limits.hpp"
#include "../yaml.hpp"
#include "yaml_scalar.inl"
#include "yaml_text.inl"
#include "yaml_trouble.inl"

#if !defined(__cpp_exceptions)
#error "yaml-cpp reports errors by exceptions: compile this file with them, or use the compiled library"
#endif

namespace hotro {
inline namespace HOTRO_ABI {
namespace yaml {

/// Of one mapping so many are reported.
inline constexpr std::size_t most_duplicates = 20;

/// Builds the tree from yaml-cpp's events.
class TreeBuilder final : public YAML::EventHandler {
 public:
  struct Stop {};  // thrown through yaml-cpp, whose recursion it bounds; the reason is reported

  TreeBuilder(std::string_view text, std::uint32_t source, Diagnostics& diagnostics)
      : text_(text), source_(source), diagnostics_(diagnostics) {
    nodes.reserve(text.size() / 16);
  }

  void OnDocumentStart(const YAML::Mark& mark) override {
    ++documents;
    started = offset(mark);
    if (documents > 1) throw Stop{};
  }
  void OnDocumentEnd() override {}

  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    const std::uint32_t at = offset(mark);
    settle_null(at);
    indirection(at, anchor, "");
    Node node;
    for (const std::string_view word : {"~", "null", "Null", "NULL"}) {
      if (at >= standing_.end && text_.substr(at, word.size()) == word) node.text = word;
    }
    const std::uint32_t begin = node.text.empty() ? missing_place() : at;
    if (node.text.empty()) require_colon();
    node.span = {source_, begin, begin + static_cast<std::uint32_t>(node.text.size())};
    // A missing value has the mark of what follows, which may itself be the word null.
    if (!node.text.empty()) {
      pending_null_ = static_cast<std::uint32_t>(nodes.size());
      pending_place_ = missing_place();
    }
    const std::uint32_t end = std::max(node.span.end, standing_.end);
    add(std::move(node), true);
    standing_.end = end;
  }

  void OnAlias(const YAML::Mark& mark, YAML::anchor_t /*anchor*/) override {
    const std::uint32_t at = offset(mark);
    settle_null(at);
    const std::uint32_t end = word_end(at);
    refuse_indirection({source_, at, end}, "an alias stands here");
    Node node;
    node.span = {source_, at, end};
    add(std::move(node), true);
    standing_.end = end;
  }

  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                const std::string& value) override {
    std::uint32_t at = offset(mark);
    settle_null(at);
    if (indirection(at, anchor, tag)) at = value.empty() ? word_end(at) : behind_properties(at);
    const char first = at < text_.size() ? text_[at] : '\0';
    const bool styled = tag == "!" && (first == '"' || first == '\'' || first == '|' || first == '>');
    Extent extent = ScalarReader(text_, at, value).read(styled);
    Node node;
    node.quoting = extent.quoting;
    node.flow = flow_ > 0;
    node.span = {source_, at, std::max(at, std::min(extent.end, static_cast<std::uint32_t>(text_.size())))};
    node.text = value;
    node.offsets = std::move(extent.offsets);
    check_scalar(node, first);
    standing_ = {true, node.quoting == Quoting::plain, is_value(), flow_ > 0, node.span.begin, node.span.end};
    add(std::move(node), true);
  }

  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value style) override {
    open(Kind::sequence, mark, tag, anchor, style == YAML::EmitterStyle::Flow);
  }
  void OnSequenceEnd() override {
    const Node& node = nodes[open_.back()];
    if (node.flow && node.children.size() == 1) {
      const Node& only = nodes[node.children[0]];
      if (only.quoting == Quoting::plain && only.text.find("..") != std::string::npos) {
        std::uint32_t end = standing_.end;
        while (end < text_.size() && text_[end] != ']' && text_[end] != '\n') ++end;
        misread_ = true;
        diagnostics_
            .report(Code::needs_quotes, {source_, node.span.begin, end + 1},
                    "YAML reads this range as a list")
            .help = quotes_help(false);
      }
    }
    close(']');
  }
  void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value style) override {
    open(Kind::mapping, mark, tag, anchor, style == YAML::EmitterStyle::Flow);
  }
  void OnMapEnd() override {
    const std::uint32_t mapping = open_.back();
    close('}');
    check_keys(nodes[mapping]);
  }

  [[nodiscard]] Standing standing() const {
    Standing standing = standing_;
    for (const std::uint32_t index : open_) {
      if (nodes[index].flow) standing.bracket = nodes[index].span.begin;
    }
    return standing;
  }
  /// A text was reported that these brackets cut: an error in the rest of them follows from it.
  [[nodiscard]] bool misread() const { return misread_; }

  /// After an error: closes what is open, so that every mapping has a value for each key.
  void finish() {
    for (; !open_.empty(); open_.pop_back()) {  // from inside out
      Node& node = nodes[open_.back()];
      if (node.kind == Kind::mapping && node.children.size() % 2 == 1) node.children.pop_back();
      cover_children(node);
    }
  }

  std::vector<Node> nodes;
  int documents = 0;
  std::uint32_t started = 0;  // where the last document begins

 private:
  [[nodiscard]] std::uint32_t offset(const YAML::Mark& mark) const {
    return mark.pos < 0
               ? 0
               : std::min(static_cast<std::uint32_t>(mark.pos), static_cast<std::uint32_t>(text_.size()));
  }
  [[nodiscard]] char byte(std::uint32_t at) const { return at < text_.size() ? text_[at] : '\0'; }
  [[nodiscard]] bool is_value() const {
    if (open_.empty()) return true;
    const Node& parent = nodes[open_.back()];
    return parent.kind == Kind::sequence || parent.children.size() % 2 == 1;
  }

  std::uint32_t add(Node node, bool leaf) {
    if (diagnostics_.full()) throw Stop{};
    if (nodes.size() >= most_nodes) {
      diagnostics_
          .report(Code::too_large, node.span,
                  "the file has more than " + std::to_string(most_nodes) + " keys and values")
          .help = "a list of data is given as a table, and is not part of a rule set";
      throw Stop{};
    }
    const auto index = static_cast<std::uint32_t>(nodes.size());
    if (!open_.empty()) nodes[open_.back()].children.push_back(index);
    nodes.push_back(std::move(node));
    if (!leaf) open_.push_back(index);
    return index;
  }

  void open(Kind kind, const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor, bool flow) {
    std::uint32_t at = offset(mark);
    settle_null(at);
    if (indirection(at, anchor, tag)) at = behind_properties(at);
    if (open_.size() >= deepest_yaml) {
      diagnostics_.report(Code::too_deep, {source_, at, at + 1},
                          "collections nest deeper than " + std::to_string(deepest_yaml));
      throw Stop{};
    }
    Node node;
    node.kind = kind;
    node.flow = flow || flow_ > 0;
    node.span = {source_, at, at};
    const bool bracket = flow && (byte(at) == '[' || byte(at) == '{');  // [a: b] opens a mapping without one
    add(std::move(node), false);
    if (flow) {
      ++flow_;
      standing_.flow = true;
    }
    standing_.end = bracket ? at + 1 : std::max(standing_.end, at);
  }

  void cover_children(Node& node) {
    if (node.children.empty()) return;
    node.span.begin = nodes[node.children.front()].span.begin;
    node.span.end = std::max(node.span.begin, nodes[node.children.back()].span.end);
  }
  /// Gives the collection its span and steps behind its bracket.
  void close(char bracket) {
    Node& node = nodes[open_.back()];
    const char first = byte(node.span.begin);
    if (node.flow && first == (bracket == ']' ? '[' : '{')) {
      const std::uint32_t end = skip(standing_.end, ',');
      if (byte(end) == bracket) standing_.end = end + 1;
    }
    node.span.end = std::max(node.span.begin, standing_.end);
    cover_children(node);
    if (node.flow) --flow_;
    standing_.flow = flow_ > 0;
    if (flow_ == 0) misread_ = false;
    open_.pop_back();
  }

  /// Reports and drops what cannot be a key, so that no other error follows from it.
  void check_keys(Node& mapping) {
    std::vector<std::uint32_t> keys;
    std::vector<std::uint32_t> kept;
    for (std::size_t i = 0; i + 1 < mapping.children.size() && !diagnostics_.full(); i += 2) {
      const std::uint32_t key = mapping.children[i];
      const Node& node = nodes[key];
      if (node.kind != Kind::scalar) {
        diagnostics_.report(Code::wrong_shape, node.span, "a key is one word, not a list or a mapping").help =
            "a text that begins with [ or { stands in quotes";
      } else if (node.quoting == Quoting::plain && node.text == "<<") {
        refuse_indirection(node.span, "a merge key stands here");
      } else if (node.text.empty()) {
        const bool missing = node.span.begin == node.span.end;
        diagnostics_
            .report(Code::wrong_shape, node.span,
                    missing ? "a key is missing in front of this colon" : "this key is empty")
            .help = "write a key, or leave the colon out";
      } else {
        keys.push_back(key);
        kept.push_back(key);
        kept.push_back(mapping.children[i + 1]);
      }
    }
    std::sort(keys.begin(), keys.end(), [this](std::uint32_t a, std::uint32_t b) {
      const int order = nodes[a].text.compare(nodes[b].text);
      return order != 0 ? order < 0 : a < b;
    });
    std::size_t first = 0;
    std::vector<std::uint32_t> twice;
    for (std::size_t i = 1; i < keys.size(); ++i) {
      const Node& node = nodes[keys[i]];
      if (node.text != nodes[keys[first]].text) {
        first = i;
        continue;
      }
      twice.push_back(keys[i]);
      if (twice.size() > most_duplicates) continue;
      Diagnostic& d = diagnostics_.report(Code::duplicate_key, node.span,
                                          "the key \"" + node.text + "\" stands in this mapping twice");
      d.also.push_back({nodes[keys[first]].span, "it stands here first"});
      d.help = "delete one of them, or give it another name";
    }
    if (twice.empty() && kept.size() == mapping.children.size()) return;
    std::sort(twice.begin(), twice.end());
    mapping.children.clear();
    for (std::size_t i = 0; i < kept.size(); i += 2) {
      if (std::binary_search(twice.begin(), twice.end(), kept[i])) continue;
      mapping.children.push_back(kept[i]);
      mapping.children.push_back(kept[i + 1]);
    }
  }

  void check_scalar(const Node& node, char first) {
    // yaml-cpp is silent about this at the end of a text.
    if (node.quoting == Quoting::quoted &&
        (node.span.end < node.span.begin + 2 || byte(node.span.end - 1) != first)) {
      diagnostics_.report(Code::yaml_syntax, {source_, node.span.begin, node.span.begin + 1},
                          "this quotation mark is not closed");
      throw Stop{};
    }
    if (node.quoting == Quoting::quoted && first == '"') {
      const BadText bad = find_bad_text(node.text);
      if (!bad.message.empty()) {
        diagnostics_.report(Code::not_utf8, node.within(bad.begin, bad.end),
                            "this escape stands for a character that no text of a rule set may hold");
      }
    }
    // Inside { } a plain text ends at a comma, also between the arguments of a function.
    if (flow_ == 0 || misread_ || node.quoting != Quoting::plain || byte(skip(node.span.end, '\0')) != ',')
      return;
    if (std::count(node.text.begin(), node.text.end(), '(') <=
        std::count(node.text.begin(), node.text.end(), ')'))
      return;
    misread_ = true;
    diagnostics_.report(Code::needs_quotes, node.span, "inside brackets, YAML ends this text at the comma")
        .help = quotes_help(node.text.find('"') != std::string::npos);
  }

  void refuse_indirection(Span span, std::string message) {
    diagnostics_.report(Code::yaml_indirection, span, std::move(message)).help =
        byte(span.begin) == '!' && byte(span.begin + 1) != '!'
            ? "the negation of a formula is not(…), and different from is !="
            : "write the value out where it is used";
  }
  /// Whether an anchor or a tag stands in front of the node.
  bool indirection(std::uint32_t at, YAML::anchor_t anchor, std::string_view tag) {
    // "!" is also what yaml-cpp calls every quoted scalar.
    const bool tagged = !tag.empty() && tag != "?" && (tag != "!" || byte(at) == '!');
    if (anchor == 0 && !tagged) return false;
    refuse_indirection({source_, at, word_end(at)}, tagged ? "a tag stands here" : "an anchor stands here");
    return true;
  }

  /// Skips blanks, line breaks, comments and one other character as often as it comes.
  [[nodiscard]] std::uint32_t skip(std::uint32_t at, char also) const {
    while (at < text_.size()) {
      const char next = text_[at];
      if (next == '#') {
        while (at < text_.size() && text_[at] != '\n') ++at;
      } else if (next == ' ' || next == '\t' || next == '\r' || next == '\n' ||
                 (also != '\0' && next == also)) {
        ++at;
      } else {
        break;
      }
    }
    return at;
  }
  [[nodiscard]] std::uint32_t word_end(std::uint32_t at) const {
    constexpr std::string_view ends = " \t\r\n,[]{}";
    while (at < text_.size() && ends.find(text_[at]) == std::string_view::npos) ++at;
    return at;
  }
  [[nodiscard]] std::uint32_t behind_properties(std::uint32_t at) const {
    while (byte(at) == '&' || byte(at) == '!') at = skip(word_end(at), '\0');
    return at;
  }
  /// Where a value would stand that is left out: behind its colon or dash.
  [[nodiscard]] std::uint32_t missing_place() const {
    if (!is_value()) return standing_.end;
    const std::uint32_t at = skip(standing_.end, '\0');
    const bool item = !open_.empty() && nodes[open_.back()].kind == Kind::sequence;
    return byte(at) == (item ? '-' : ':') ? at + 1 : standing_.end;
  }
  /// yaml-cpp takes a line without a colon for a key.
  void require_colon() {
    if (open_.empty() || nodes[open_.back()].flow || !is_value() || byte(skip(standing_.end, '\0')) == ':')
      return;
    const Node& parent = nodes[open_.back()];
    if (parent.kind != Kind::mapping) return;
    const Span key = nodes[parent.children.back()].span;
    std::uint32_t before = key.begin;
    while (before > 0 && (byte(before - 1) == ' ' || byte(before - 1) == '\n' || byte(before - 1) == '\r'))
      --before;
    if (before > 0 && byte(before - 1) == '?') return;  // a key without a value, written out
    diagnostics_.report(Code::yaml_syntax, key, "a colon is missing behind this key");
  }
  /// The word null was the beginning of this node, and the value in front of it is missing.
  void settle_null(std::uint32_t at) {
    if (pending_null_ != 0 && nodes[pending_null_].span.begin == at) {
      Node& node = nodes[pending_null_];
      node.text.clear();
      node.span = {source_, pending_place_, pending_place_};
      standing_.end = pending_place_;
    }
    pending_null_ = 0;
  }

  std::string_view text_;
  std::uint32_t source_;
  Diagnostics& diagnostics_;
  std::vector<std::uint32_t> open_;  // the collections around
  std::uint32_t flow_ = 0;           // how many of them are in flow style
  Standing standing_;
  bool misread_ = false;             // a text cut by the outermost pair of brackets is reported
  std::uint32_t pending_null_ = 0;   // a node whose text may belong to the next one; 0: none
  std::uint32_t pending_place_ = 0;  // where it stands if so
};

HOTRO_INLINE void parse_events(std::string_view text, std::uint32_t source, TreeBuilder& builder,
                               Diagnostics& diagnostics) {
  std::istringstream stream{std::string(text)};
  try {
    YAML::Parser parser(stream);
    if (!parser.HandleNextDocument(builder)) return;
    parser.HandleNextDocument(builder);
  } catch (const TreeBuilder::Stop&) {
    if (builder.documents < 2) return;
    const std::uint32_t at = builder.started;
    const std::size_t line = at == 0 ? 0 : text.rfind('\n', at - 1) + 1;
    // yaml-cpp also begins a document where a line is indented less than the first.
    if (text.substr(line, 3) != "---" && text.substr(0, at).find("\n---") == std::string_view::npos &&
        text.substr(0, at).find("\n...") == std::string_view::npos) {
      Trouble(text, source, builder.standing(), diagnostics).indented_less(at);
    } else {
      diagnostics
          .report(Code::several_documents,
                  {source, at, std::min(at + 3, static_cast<std::uint32_t>(text.size()))},
                  "a second document begins here")
          .help = "give each document a file of its own";
    }
  } catch (const YAML::Exception& error) {
    if (builder.misread()) return;
    const auto at = error.mark.pos < 0 ? builder.standing().end : static_cast<std::uint32_t>(error.mark.pos);
    Trouble(text, source, builder.standing(), diagnostics).explain(at, error.msg);
  } catch (const std::bad_alloc&) {
    throw;  // no fault of the text
  } catch (const std::exception&) {
    const std::uint32_t at = builder.standing().end;
    diagnostics.report(Code::yaml_syntax, {source, at, at}, "the YAML reader gave up behind this place");
  }
}

HOTRO_INLINE const Node* Document::find(const Node& mapping, std::string_view key) const {
  if (mapping.kind != Kind::mapping) return nullptr;
  for (std::size_t i = 0; i + 1 < mapping.children.size(); i += 2) {
    if (nodes[mapping.children[i]].text == key) return &nodes[mapping.children[i + 1]];
  }
  return nullptr;
}

HOTRO_INLINE Document parse(const Sources& sources, std::uint32_t source, Diagnostics& diagnostics) {
  Document document;
  const std::string_view text = sources.text(source);
  if (text.size() > largest_text) {
    diagnostics
        .report(Code::too_large, {source, 0, 0},
                "the file is larger than " + std::to_string(largest_text >> 20U) + " MiB")
        .help = "a list of data is given as a table, and is not part of a rule set";
  } else if (const BadText bad = find_bad_text(text); !bad.message.empty()) {
    diagnostics.report(Code::not_utf8, {source, bad.begin, bad.end}, bad.message);
  } else {
    TreeBuilder builder(text, source, diagnostics);
    parse_events(text, source, builder, diagnostics);
    builder.finish();
    document.nodes = std::move(builder.nodes);
  }
  const bool empty = document.nodes.empty() ||
                     (document.nodes[0].kind == Kind::scalar && document.nodes[0].quoting == Quoting::plain &&
                      document.nodes[0].text.empty());
  if (empty) {
    document.nodes.assign(1, Node{});
    document.nodes[0].kind = Kind::mapping;
    document.nodes[0].span.source = source;
  }
  return document;
}

}  // namespace yaml
}  // namespace HOTRO_ABI
}  // namespace hotro
