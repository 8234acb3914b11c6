// SPDX-License-Identifier: Apache-2.0
#pragma once

// A rule set as people read it: acts, what changed when, benefits, amounts, readings, facts and cases, in
// both languages. The document is data; how it is written (HTML, Markdown) adds nothing to it and leaves
// nothing out.
//
//   hotro::edge::Document document = hotro::edge::make_document(rules, sources, cases.cases);
//   std::string page = hotro::edge::document_html(document, hotro::Language::vi);

#include <cstdint>
#include <span>
#include <string>
#include <variant>
#include <vector>

#include "../citation.hpp"
#include "../config.hpp"
#include "../date.hpp"
#include "../rule_set.hpp"
#include "../source.hpp"
#include "cases.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace edge {

/// A part of a phrase. Of a text that is the same in both languages only `vi` is given.
struct Piece {
  enum class Kind : std::uint8_t {
    words,
    strong,
    soft,      // a remark
    reason,    // why somebody is refused
    code,      // as it stands in the rule set; code pieces beside each other are one formula
    spoken,    // the formula before it, with the labels of what it names
    citation,  // citations beside each other are those of one line
    mark,      // how certain it is that the source says so
  };
  Kind kind = Kind::words;
  Text text;
  std::string target{};  // an anchor of the document, or an address (https://…) that it leads to
  Sureness sureness = Sureness::text;  // of a mark
};
using Phrase = std::vector<Piece>;

/// An entry of a list, with those below it.
struct DocumentItem {
  Phrase phrase;
  std::vector<DocumentItem> parts;
  std::string anchor;
  std::string place;  // rules.yaml:12:5, where the rule set says it; may be empty
};

/// Its rows have a phrase for each head. An anchor for each row, or none.
struct DocumentTable {
  std::vector<Phrase> heads;
  std::vector<std::vector<Phrase>> rows;
  std::vector<std::string> anchors;
};

/// Days [from, to] of a lane, as a bar; of one day a mark.
struct LaneBar {
  enum class Tone : std::uint8_t { act, scope, window, version, other_version, not_in_force };
  Date from;
  Date to;
  Tone tone = Tone::version;
  Text title;
};
struct Lane {
  Phrase label;
  std::vector<LaneBar> bars;
};
/// Lanes over one axis of days [from, to].
struct TimeLine {
  Date from;
  Date to;
  std::vector<Lane> lanes;
  Text note;  // on its colours
};

using DocumentBlock = std::variant<Phrase, std::vector<DocumentItem>, DocumentTable, TimeLine>;

struct DocumentSection {
  std::string anchor;
  Text title;
  std::vector<DocumentBlock> blocks;
  std::vector<DocumentSection> parts;
};

struct Document {
  std::string id;  // vn.vgcl-6696
  Text title;
  std::vector<DocumentSection> sections;
};

/// All of a rule set, of its amendments and of what it imports, by the law as it is known latest; `sources`
/// are those that it was loaded from. O(size of the rule set and its files + decision tables × definitions).
Document make_document(const RuleSet& rules, const Sources& sources, std::span<const Case> cases = {});

/// One page without scripts that fetches nothing: both languages, of which `first` is shown until the reader
/// chooses; fits phones and A4. No text of the rule set becomes markup.
std::string document_html(const Document& document, Language first);
/// CommonMark with tables, in one language. No text of the rule set becomes markup.
std::string document_markdown(const Document& document, Language language);

}  // namespace edge
}  // namespace HOTRO_ABI
}  // namespace hotro
