// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "document_writer.hpp"
#include "hotro/edge/cells.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace edge {
namespace {

/// Without the folders before it, which are those of somebody's machine.
std::string_view file_name(std::string_view path) {
  const std::size_t slash = path.find_last_of("/\\");
  return slash == std::string_view::npos ? path : path.substr(slash + 1);
}

}  // namespace

void append(Text& to, const Text& text) {
  const std::string en = to.in(Language::en) + text.in(Language::en);
  to.vi = to.in(Language::vi) + text.in(Language::vi);
  to.en = en;
}

Text joined(const Text& first, const Text& second) {
  Text result = first;
  append(result, second);
  return result;
}

DocumentWriter::DocumentWriter(const RuleSet& rules, const Sources& sources)
    : rules_(rules),
      sources_(sources),
      known_(rules.latest_enactment()),
      own_files_(rules.files.begin(), rules.files.end()) {
  for (std::uint32_t source = 0; source < sources.size(); ++source) {
    Diagnostics ignored;
    const yaml::Document& file = files_.emplace(source, yaml::parse(sources, source, ignored)).first->second;
    for (const char* key : {"rule_set", "amends"}) {
      if (const yaml::Node* id = file.find(file.root(), key)) ids_[source] = id->text;
    }
  }
  learn_names();
}

void DocumentWriter::imported(Phrase& out, Span span) const {
  const auto id = ids_.find(span.source);
  if (own(span) || id == ids_.end()) return;
  Piece piece = soft(joined({"từ ", "from "}, {id->second, ""}));
  piece.target = "#imports";
  out.push_back(std::move(piece));
}

std::string DocumentWriter::place(Span span) const {
  if (span.source >= sources_.size()) return {};
  const Place at = sources_.place(span);
  return std::string(file_name(sources_.name(span.source))) + ":" + std::to_string(at.line) + ":" +
         std::to_string(at.column);
}

std::string DocumentWriter::written(Span span) const {
  return span.source < sources_.size() ? std::string(sources_.slice(span)) : std::string();
}

Text DocumentWriter::value(const Type& type, const Value& value) const {
  return {format(rules_, type, value, Language::vi), format(rules_, type, value, Language::en)};
}

Text DocumentWriter::span_text(const Type& type, Interval value) const {
  return {format(rules_, type, value, Language::vi), format(rules_, type, value, Language::en)};
}

Text DocumentWriter::day(Date date) const { return {day_first(date), iso(date)}; }

Text DocumentWriter::days(Date from, Date to) const { return days_text(from, to); }

Text DocumentWriter::kind(const Type& type) const {
  static const Text kinds[] = {{"có hoặc không", "yes or no"},
                               {"số đếm", "count"},
                               {"số tiền", "money"},
                               {"tỷ lệ", "rate"},
                               {"ngày", "date"},
                               {"số ngày", "number of days"},
                               {"số tháng", "number of months"},
                               {"lựa chọn", "choice"},
                               {"mã, tên", "text"}};
  static_assert(std::size(kinds) == kind_count);
  const Text& one = kinds[static_cast<std::size_t>(type.kind)];
  if (type.range) return joined({"khoảng ", "range of "}, one);
  return one;
}

Piece DocumentWriter::source_title(std::uint32_t source) const {
  return {Piece::Kind::words, rules_.sources[source].title, "#s-" + rules_.sources[source].id};
}

/// As hotro::cite() does, each citation with a link to its source.
void DocumentWriter::cite(Phrase& out, const Basis& basis) const {
  std::uint32_t before = none;
  for (const Citation& one : basis.citations) {
    if (one.source >= rules_.sources.size()) continue;
    const auto words_in = [&](Language language) {
      const std::string where = locator_text(one, language);
      return one.source == before && !where.empty() ? where : hotro::cite(rules_, one, language);
    };
    out.push_back({Piece::Kind::citation,
                   {words_in(Language::vi), words_in(Language::en)},
                   "#s-" + rules_.sources[one.source].id});
    before = one.source;
  }
  if (!basis.citations.empty())
    out.push_back(
        {Piece::Kind::mark,
         {std::string(label(basis.sureness, Language::vi)), std::string(label(basis.sureness, Language::en))},
         {},
         basis.sureness});
}

void DocumentWriter::name_of(Phrase& out, std::string_view target, const Text& label,
                             std::string_view name) const {
  if (!label.empty()) out.push_back({Piece::Kind::strong, label, std::string(target)});
  out.push_back(code(name, std::string(target)));
}

void DocumentWriter::option(Phrase& out, const ChoiceType& type, std::size_t index) const {
  if (!type.labels[index].empty()) out.push_back(words(type.labels[index]));
  out.push_back(code(type.options[index]));
}

}  // namespace edge
}  // namespace HOTRO_ABI
}  // namespace hotro
