// SPDX-License-Identifier: Apache-2.0
// The outline from its beginning to its end, and what is said for all days: scope, acts, readings, facts.

#include "outline.hpp"

#include <algorithm>
#include <utility>

#include "hotro/load.hpp"
#include "outline_writer.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace edge {
namespace {

const Text label_part{"nhãn", "label"};

/// The options of a choice as a list; the key leaves their order out.
OutlineLine options_of(const ChoiceType& type, Span span, const Basis& basis = {}) {
  std::vector<std::string> sorted = type.options;
  std::sort(sorted.begin(), sorted.end());
  std::string list;
  std::string key;
  for (std::size_t i = 0; i < sorted.size(); ++i) {
    list += (i == 0 ? "" : ", ") + type.options[i];
    key += sorted[i] + ",";
  }
  OutlineLine line = said({list, ""}, span, basis);
  line.key = key;
  return line;
}

/// `children.born` of children.1.born: the rows of a list are alike.
std::string without_row(const Fact& fact) {
  const std::size_t dot = fact.name.find('.');
  return fact.row == 0 ? fact.path() : fact.name.substr(0, dot) + fact.name.substr(dot + 2);
}

}  // namespace

Text plain(const Phrase& phrase) {
  Text text;
  bool after_code = false;
  for (const Piece& piece : phrase) {
    if (piece.kind == Piece::Kind::spoken || piece.kind == Piece::Kind::soft) continue;
    const bool is_code = piece.kind == Piece::Kind::code;
    if (!text.empty() && !(is_code && after_code)) append(text, {" ", " "});
    append(text, piece.text);
    after_code = is_code;
  }
  return {collapsed(text.vi), collapsed(text.in(Language::en))};
}

std::vector<OutlineSection> outline(const Side& side, const std::set<std::string>& chosen) {
  return OutlineWriter(side, chosen).run();
}

Text in_one_line(const OutlineLine& line, bool word) {
  Text text = word ? line.word : Text{};
  if (!text.empty() && !line.name.empty()) append(text, {":", ":"});
  const auto add = [&](const Text& more) {
    if (!text.empty() && !more.empty()) append(text, {" ", " "});
    append(text, more);
  };
  Text parts;
  for (const OutlineLine& part : line.parts) {
    if (!parts.empty()) append(parts, line.sentence ? Text{" ", " "} : Text{"; ", "; "});
    append(parts, in_one_line(part));
  }
  if (!line.sentence) add(line.text);
  if (line.parts.empty() || text.empty()) {
    add(parts);
  } else {
    add({"(", "("});
    append(text, parts);
    append(text, {")", ")"});
  }
  return text;
}

std::vector<OutlineSection> OutlineWriter::run() {
  std::vector<OutlineSection> out{{"about", {"Tóm tắt", "In short"}, {}},
                                  {"acts", {"Văn bản", "Acts"}, {}},
                                  {"benefits", {"Các khoản hỗ trợ", "Benefits"}, {}},
                                  {"definitions", {"Định nghĩa", "Definitions"}, {}},
                                  {"tables", {"Bảng quyết định", "Decision tables"}, {}},
                                  {"parameters", {"Mức và tham số", "Amounts and other parameters"}, {}},
                                  {"readings", {"Cách hiểu", "Readings"}, {}},
                                  {"facts", {"Dữ kiện", "Facts"}, {}},
                                  {"types", {"Các lựa chọn", "Choices"}, {}}};
  about(out[0].things);
  acts(out[1].things);
  benefits(out[2].things);
  definitions(out[3].things);
  tables(out[4].things);
  parameters(out[5].things);
  readings(out[6].things);
  facts(out[7].things);
  types(out[8].things);
  return out;
}

Span OutlineWriter::place_of(const std::string& key) {
  for (std::uint32_t source = 0; source < side_.sources.size(); ++source) {
    if (side_.sources.slice(written_.below_root(source, "rule_set")) == rules_.id)
      return written_.below_root(source, key);
  }
  return {};
}

void OutlineWriter::about(Things& out) {
  const auto add = [&](const std::string& name, const Text& label, const Text& text, Rank rank) {
    out.push_back({name, label, {always({}, rank, said(text, place_of(name)))}});
  };
  add("title", {"Tên", "Title"}, rules_.title, Rank::wording);
  if (!rules_.currency.empty())
    add("currency", {"Đơn vị tiền", "Currency"}, {rules_.currency, ""}, Rank::rule);
  if (!rules_.benefits.empty())
    add("covers", {"Điều chỉnh ngày áp dụng", "Covers effective dates"},
        writer_.days(rules_.covers_from, rules_.covers_to), Rank::rule);
  if (const Phrase phrase = writer_.month_end(); !phrase.empty())
    add("month_end", {"Ngày mà tháng không có", "A day that its month does not have"}, plain(phrase),
        Rank::rule);
}

/// Of what enacts versions the days decide: which are known, and which of two wins.
void OutlineWriter::acts(Things& out) const {
  for (std::uint32_t i = 0; i < rules_.sources.size(); ++i) {
    const Source& source = rules_.sources[i];
    const bool enacts = std::find(rules_.acts.begin(), rules_.acts.end(), i) != rules_.acts.end();
    if (enacts && source.enacted > known_) continue;
    Text days = joined({"ban hành ", "enacted "}, writer_.day(source.enacted));
    append(days, joined({", có hiệu lực ", ", in force "}, writer_.day(source.in_force)));
    OutlineLine line = said(days, source.span);
    if (enacts) line.key = iso(source.enacted);
    OutlineThing thing{source.id, source.title, {}};
    thing.entries.push_back(always({}, enacts ? Rank::rule : Rank::wording, std::move(line)));
    thing.entries.push_back(always({"tên", "title"}, Rank::wording, said(source.title, source.span)));
    thing.entries.push_back(
        always({"địa chỉ", "address"}, Rank::wording, said({source.url, ""}, source.span)));
    out.push_back(std::move(thing));
  }
}

/// Where a side chooses an option, its default decides nothing there; it is compared apart.
void OutlineWriter::readings(Things& out) const {
  for (const Reading& reading : rules_.readings) {
    const ChoiceType& type = rules_.types[reading.type];
    const std::string& by_default = type.options[reading.default_option];
    std::string read_as = by_default;
    for (const auto& [name, option] : side_.options.readings) {
      if (name == reading.name) read_as = option;
    }
    const bool chosen = chosen_.count(reading.name) != 0;
    OutlineThing thing{reading.name, reading.asks, {}};
    thing.entries.push_back(always({}, Rank::rule, options_of(type, reading.span, reading.basis)));
    thing.entries.push_back(always({"mặc định", "default"}, chosen ? Rank::wording : Rank::detail,
                                   said({by_default, ""}, reading.span)));
    if (chosen)
      thing.entries.push_back(
          always({"được hiểu là", "read as"}, Rank::detail, said({read_as, ""}, reading.span)));
    thing.entries.push_back(always({"câu hỏi", "question"}, Rank::wording, said(reading.asks, reading.span)));
    out.push_back(std::move(thing));
  }
}

/// Rows of a list are alike, so that the first stands for all. What was paid before goes with its benefit.
void OutlineWriter::facts(Things& out) const {
  for (const Fact& fact : rules_.facts) {
    if (fact.row > 1 || fact.group == Group::ledger) continue;
    const std::vector<Phrase> row = writer_.fact_row(fact, fact.path(), fact.label);
    OutlineLine line = said(plain(row[1]), fact.span);
    if (const Text remarks = plain(row[2]); !remarks.empty())
      append(line.text, joined({"; ", "; "}, remarks));
    // Who decides it is for people.
    Fact bare = fact;
    bare.decided_by = {};
    const std::vector<Phrase> decides = writer_.fact_row(bare, fact.path(), fact.label);
    line.key = plain(decides[1]).vi + ";" + plain(decides[2]).vi;
    OutlineThing thing{without_row(fact), fact.label, {}};
    thing.entries.push_back(always({}, Rank::rule, std::move(line)));
    thing.entries.push_back(always(label_part, Rank::wording, said(fact.label, fact.span)));
    out.push_back(std::move(thing));
  }
}

void OutlineWriter::types(Things& out) const {
  std::set<std::uint32_t> of_readings;
  for (const Reading& one : rules_.readings) of_readings.insert(one.type);
  for (std::uint32_t i = 0; i < rules_.types.size(); ++i) {
    if (of_readings.count(i) != 0) continue;
    const ChoiceType& type = rules_.types[i];
    OutlineLine labels = said({}, type.span);
    for (std::size_t option = 0; option < type.options.size(); ++option) {
      OutlineLine label = said(type.labels[option], type.span);
      label.word = {type.options[option], ""};
      labels.parts.push_back(std::move(label));
    }
    OutlineThing thing{type.name, {}, {}};
    thing.entries.push_back(always({}, Rank::rule, options_of(type, type.span)));
    thing.entries.push_back(always(label_part, Rank::wording, std::move(labels)));
    out.push_back(std::move(thing));
  }
}

void OutlineWriter::parameters(Things& out) const {
  for (const Parameter& one : rules_.parameters) {
    OutlineEntry entry = dated({}, one.timeline, [&](const auto& version) { return values(one, version); });
    if (entry.runs.empty()) continue;
    Text kind = writer_.kind(one.type);
    for (const std::uint32_t key : one.keys)
      append(kind, joined({" theo ", " by "}, {rules_.types[key].name, ""}));
    OutlineThing thing{one.name, one.label, {}};
    thing.entries.push_back(std::move(entry));
    thing.entries.push_back(always({"loại", "kind"}, Rank::detail, said(kind, one.span)));
    thing.entries.push_back(always(label_part, Rank::wording, said(one.label, one.span)));
    out.push_back(std::move(thing));
  }
}

/// A line for each cell below that of the version.
OutlineLine OutlineWriter::values(const Parameter& parameter, const Version<ParameterValue>& version) const {
  OutlineLine line = said({}, version.span, version.basis);
  if (parameter.keys.empty() || !version.value.in_force) {
    line.text = plain(writer_.cell(parameter, version.value, 0));
    return line;
  }
  const std::size_t cells = version.value.cells.size() / (parameter.type.range ? 2 : 1);
  for (std::size_t i = 0; i < cells; ++i) {
    std::string keys;
    std::size_t stride = cells;
    for (const std::uint32_t key : parameter.keys) {
      const ChoiceType& type = rules_.types[key];
      stride /= type.options.size();
      keys += (keys.empty() ? "" : ", ") + type.options[i / stride % type.options.size()];
    }
    OutlineLine cell = said(plain(writer_.cell(parameter, version.value, i)), version.span, version.basis);
    cell.name = "(" + keys + ")";
    cell.word = {keys, ""};
    line.parts.push_back(std::move(cell));
  }
  return line;
}

}  // namespace edge
}  // namespace HOTRO_ABI
}  // namespace hotro
