// SPDX-License-Identifier: Apache-2.0
#include "hotro/edge/population.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "hotro/yaml.hpp"
#include "population_span.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace edge {
namespace {

using hotro::detail::Reader;

class PopulationReader {
 public:
  PopulationReader(const Sources& sources, std::uint32_t source, const RuleSet& rules,
                   Diagnostics& diagnostics)
      : rules_(rules),
        errors_before_(diagnostics.errors()),
        document_(yaml::parse(sources, source, diagnostics)),
        in_{sources, document_, diagnostics, none, odd_keys_},
        spans_(rules, in_) {}

  PopulationSpec read();

 private:
  using Node = yaml::Node;

  /// A fact that the file draws. `LIST.each.FACT` is one for each row.
  struct Entry {
    const Node* key = nullptr;
    const Node* value = nullptr;
    std::uint32_t fact = none;
    std::string list;
    std::uint32_t row = 0;  // from 1
  };

  template <class Use>
  void each(const Node& mapping, Use use) {
    for (std::size_t i = 0; i + 1 < mapping.children.size(); i += 2)
      use(in_.at(mapping.children[i]), in_.at(mapping.children[i + 1]));
  }
  const Node* needed(const Node& mapping, RequiredKey key, std::string_view example);
  /// False where it is about another rule set, so that nothing else in it fits.
  bool read_head(const Node& root, PopulationSpec& out);
  std::uint64_t read_count(const Node* node, std::string_view of);
  void read_counts(const Node& root, PopulationSpec& out);
  void declare(const Node& root, const std::string& section);
  void declare(const Node& key, const Node& value, bool of_enterprise);
  DrawnFact read_fact(const Entry& entry);
  void read_alternatives(const Node& node, std::vector<DrawnAlternative>& out);
  void read_alternative(const Node& node, DrawnAlternative& out);
  void read_tests(const Node& node, std::vector<DrawnTest>& out);
  void read_draw(const Node& node, std::vector<DrawnSpan>& out);
  void read_shares(const Node& node, std::vector<DrawnSpan>& out);
  bool read_share(const Node& node, std::uint64_t& out);

  const RuleSet& rules_;
  std::size_t errors_before_;  // reading the YAML
  yaml::Document document_;
  std::set<std::pair<std::uint32_t, std::uint32_t>> odd_keys_;
  Reader in_;
  SpanReader spans_;
  std::vector<Entry> entries_;
  const Fact* fact_ = nullptr;  // that is being read
};

const yaml::Node* PopulationReader::needed(const Node& mapping, RequiredKey key, std::string_view example) {
  const Node* found = in_.find(mapping, key.name);
  if (found == nullptr && !in_.misspelt(mapping, key.name)) {
    in_.error(Code::missing_key, in_.place(mapping),
              fmt::format("{} needs the key \"{}\"", what(key.of), key.name))
        .help = fmt::format("add \"{}: {}\"", key.name, example);
  }
  return found;
}

PopulationSpec PopulationReader::read() {
  PopulationSpec out;
  if (in_.diagnostics.errors() != errors_before_) return out;
  const Node& root = document_.root();
  if (!in_.is_mapping(root, what(Mapping::population))) return out;
  in_.only_keys(root, Mapping::population);
  if (!read_head(root, out)) return out;
  read_counts(root, out);
  declare(root, "enterprise");
  declare(root, "facts");
  for (const Entry& entry : entries_) {
    if (in_.diagnostics.full()) break;
    out.facts.push_back(read_fact(entry));
  }
  return out;
}

// --- the head

bool PopulationReader::read_head(const Node& root, PopulationSpec& out) {
  const Node* version = needed(root, {Mapping::population, "hotro"}, "1");
  if (version != nullptr && in_.is_scalar(*version, "the version of the format") && version->text != "1") {
    in_.error(Code::wrong_version, version->span,
              fmt::format("the file is written for version {} of the format, and only 1 is known",
                          version->text))
        .help = "write \"hotro: 1\"";
  }
  const Node* of = needed(root, {Mapping::population, "population_of"}, rules_.id);
  if (of != nullptr && in_.is_scalar(*of, "\"population_of\"")) {
    out.population_of = of->text;
    if (of->text != rules_.id) {
      in_.error(Code::bad_population, of->span, fmt::format("the rule set is \"{}\"", rules_.id)).help =
          fmt::format("write \"population_of: {}\", or take the file for its own rule set", rules_.id);
      return false;
    }
  }
  out.title = in_.text(needed(root, {Mapping::population, "title"}, "{vi: …, en: …}"), "a title");
  out.modelled_on =
      in_.text(needed(root, {Mapping::population, "modelled_on"}, "{vi: …, en: …}"), "\"modelled_on\"");
  const Node* assumptions = in_.find(root, "assumptions");
  if (assumptions != nullptr && in_.is_sequence(*assumptions, "\"assumptions\"")) {
    for (const std::uint32_t child : assumptions->children)
      out.assumptions.push_back(in_.text(&in_.at(child), "an assumption"));
  }
  return true;
}

std::uint64_t PopulationReader::read_count(const Node* node, std::string_view of) {
  if (node == nullptr || !in_.is_scalar(*node, fmt::format("\"{}\"", of))) return 0;
  constexpr auto most = static_cast<std::int64_t>(PopulationGenerator::most_rows);
  const auto count = Reader::number(node->text, 0);
  if (count && *count >= 1 && *count <= most) return static_cast<std::uint64_t>(*count);
  in_.error(Code::bad_value, node->span, fmt::format("\"{}\" is not a number of {}", node->text, of)).help =
      "write a whole number from 1 to 1_000_000_000";
  return 0;
}

void PopulationReader::read_counts(const Node& root, PopulationSpec& out) {
  out.dossiers = read_count(needed(root, {Mapping::population, "dossiers"}, "100_000"), "dossiers");
  const bool asked = std::any_of(rules_.facts.begin(), rules_.facts.end(),
                                 [](const Fact& fact) { return fact.group == Group::enterprise; });
  const Node* enterprises = in_.find(root, "enterprises");
  if (asked && enterprises == nullptr && !in_.misspelt(root, "enterprises")) {
    in_.error(Code::missing_key, in_.place(root),
              "the rule set asks about enterprises, and \"enterprises\" is missing")
        .help = "add \"enterprises: 1_000\", how many there are";
  }
  if (enterprises == nullptr) return;
  if (!asked) {
    in_.error(Code::bad_population, in_.place_of(root, "enterprises"),
              "the rule set has no facts of enterprises")
        .help = "leave \"enterprises\" out";
    return;
  }
  out.enterprises = read_count(enterprises, "enterprises");
  if (out.dossiers != 0 && out.enterprises > out.dossiers) {
    in_.error(Code::bad_value, enterprises->span, "there are more enterprises than dossiers").help =
        "only enterprises with a dossier count";
  }
}

// --- facts

void PopulationReader::declare(const Node& root, const std::string& section) {
  const Node* facts = in_.find(root, section);
  if (facts == nullptr || !in_.is_mapping(*facts, "\"" + section + "\"")) return;
  each(*facts, [&](const Node& key, const Node& value) {
    if (!in_.diagnostics.full()) declare(key, value, section == "enterprise");
  });
}

void PopulationReader::declare(const Node& key, const Node& value, bool of_enterprise) {
  const std::string path = of_enterprise ? "enterprise." + key.text : key.text;
  const std::size_t in_each = path.find(".each.");
  if (in_each != std::string::npos) {
    const std::string list = path.substr(0, in_each);
    Entry entry{&key, &value, none, list, 1};
    for (;; ++entry.row) {
      const std::string of_row = fmt::format("{}.{}.{}", list, entry.row, path.substr(in_each + 6));
      entry.fact = find_fact(rules_, of_row);
      if (entry.fact == none) break;
      if (!spans_.declare(of_row, key.span)) return;
      entries_.push_back(entry);
    }
    if (entry.row > 1) return;
  }
  const std::uint32_t fact = find_fact(rules_, path);
  const Group group = fact == none ? Group::dossier : rules_.facts[fact].group;
  if (fact == none || (group == Group::enterprise) != of_enterprise) {
    std::vector<std::string> known;
    for (const Fact& one : rules_.facts) {
      if ((one.group == Group::enterprise) == of_enterprise && one.type.kind != Kind::text)
        known.push_back(of_enterprise ? one.name : one.path());
    }
    Diagnostic& diagnostic = in_.error(Code::bad_population, key.span,
                                       fmt::format("the rule set has no fact \"{}\" of {}", key.text,
                                                   of_enterprise ? "enterprises" : "dossiers"));
    diagnostic.help = group == Group::enterprise ? "write it under \"enterprise\", without \"enterprise.\""
                                                 : did_you_mean(key.text, known);
    if (diagnostic.help.empty())
      diagnostic.help = known.empty() ? "the rule set has none" : "its facts are " + Reader::joined(known);
    return;
  }
  if (rules_.facts[fact].type.kind == Kind::text) {
    in_.error(Code::bad_population, key.span, fmt::format("\"{}\" is a text, and is not drawn", path)).help =
        "leave it out: nobody in a population has a name, and the numbers of persons are made up";
    return;
  }
  if (spans_.declare(path, key.span)) entries_.push_back({&key, &value, fact, "", 0});
}

DrawnFact PopulationReader::read_fact(const Entry& entry) {
  fact_ = &rules_.facts[entry.fact];
  DrawnFact out;
  out.path = fact_->path();
  out.kind = fact_->type.kind;
  out.of_enterprise = fact_->group == Group::enterprise;
  out.range = fact_->range;
  if (out.kind == Kind::choice) out.options = rules_.types[fact_->type.choice].options;
  spans_.begin(entry.fact, entry.list, entry.row);
  read_alternatives(*entry.value, out.alternatives);
  if (!entry.list.empty()) {
    const std::uint32_t count = spans_.find(entry.list + ".count", entry.key->span);
    const DrawnTest enough{count, {{entry.row, rules_.facts[fact_->row_count].range.high}}, false};
    for (DrawnAlternative& one : out.alternatives) one.when.insert(one.when.begin(), enough);
  }
  spans_.end();
  return out;
}

/// One of them may stand without the list, and one that is always drawn as what it draws.
void PopulationReader::read_alternatives(const Node& node, std::vector<DrawnAlternative>& out) {
  const bool one = node.kind == yaml::Kind::mapping &&
                   (in_.find(node, "draw") != nullptr || in_.find(node, "when") != nullptr);
  if (one) return read_alternative(node, out.emplace_back());
  if (node.kind != yaml::Kind::sequence) return read_draw(node, out.emplace_back().spans);
  const Node* always = nullptr;
  for (const std::uint32_t child : node.children) {
    const Node& item = in_.at(child);
    if (!in_.is_mapping(item, "an alternative")) continue;
    if (always != nullptr) {
      Diagnostic& diagnostic =
          in_.error(Code::never_drawn, in_.place(item), "this alternative is never drawn");
      diagnostic.also.push_back({in_.place(*always), "this one fits always"});
      diagnostic.help = "write what always fits last, or say with \"when\" whom it is for";
      return;
    }
    read_alternative(item, out.emplace_back());
    if (in_.find(item, "when") == nullptr && !in_.misspelt(item, "when")) always = &item;
  }
  if (node.children.empty())
    in_.error(Code::missing_key, node.span, fmt::format("nothing is drawn of \"{}\"", fact_->path())).help =
        "leave the fact out where it is always missing";
}

void PopulationReader::read_alternative(const Node& node, DrawnAlternative& out) {
  in_.only_keys(node, Mapping::alternative);
  if (const Node* when = in_.find(node, "when")) read_tests(*when, out.when);
  if (const Node* draw = needed(node, {Mapping::alternative, "draw"}, "yes")) read_draw(*draw, out.spans);
}

void PopulationReader::read_tests(const Node& node, std::vector<DrawnTest>& out) {
  if (!in_.is_mapping(node, "\"when\"")) return;
  each(node, [&](const Node& key, const Node& value) {
    DrawnTest test;
    test.fact = spans_.find(key.text, key.span);
    if (test.fact == none) return;
    const auto read = [&](const Node& one) {
      DrawnSpan span;
      if (!spans_.read_values(one, spans_.fact(test.fact), span)) return;
      if (span.missing)
        test.missing = true;
      else
        test.values.push_back({span.low.constant, span.single ? span.low.constant : span.high.constant});
    };
    if (value.kind == yaml::Kind::sequence) {
      for (const std::uint32_t child : value.children) read(in_.at(child));
    } else {
      read(value);
    }
    out.push_back(std::move(test));
  });
}

// --- what is drawn

void PopulationReader::read_draw(const Node& node, std::vector<DrawnSpan>& out) {
  if (node.kind == yaml::Kind::mapping) return read_shares(node, out);
  if (!in_.is_scalar(node, "what is drawn")) return;
  DrawnSpan span;
  if (fact_->type.kind != Kind::truth || node.text.empty() || node.text.back() != '%') {
    if (spans_.read(node, span)) out.push_back(std::move(span));
    return;
  }
  std::uint64_t share = 0;
  if (!read_share(node, share)) return;
  span.single = true;
  span.low.constant = static_cast<std::int64_t>(Truth::yes);
  span.share = share;
  out.push_back(span);
  span.low.constant = static_cast<std::int64_t>(Truth::no);
  span.share = DrawnSpan::all - share;
  out.push_back(std::move(span));
}

/// A share as people write it, of a total in the unit of DrawnSpan::share.
std::string percentage(std::uint64_t share) {
  constexpr std::uint64_t percent = DrawnSpan::all / 100;
  std::string text = fmt::format("{}.{:06}", share / percent, share % percent);
  while (text.back() == '0') text.pop_back();
  if (text.back() == '.') text.pop_back();
  return text + "%";
}

void PopulationReader::read_shares(const Node& node, std::vector<DrawnSpan>& out) {
  const std::size_t errors = in_.diagnostics.errors();
  std::uint64_t sum = 0;
  bool are_shares = true;  // one mistake is mostly made for all
  each(node, [&](const Node& key, const Node& value) {
    DrawnSpan span;
    const bool read = spans_.read(key, span);
    are_shares = are_shares && read_share(value, span.share);
    if (!are_shares || !read) return;
    sum += span.share;
    out.push_back(std::move(span));
  });
  if (in_.diagnostics.errors() != errors || sum == DrawnSpan::all) return;
  Diagnostic& diagnostic =
      in_.error(Code::bad_shares, node.span,
                fmt::format("the shares of \"{}\" come to {}", fact_->path(), percentage(sum)));
  diagnostic.help = sum > DrawnSpan::all
                        ? fmt::format("{} is too much", percentage(sum - DrawnSpan::all))
                        : fmt::format("{} is left: for those of whom nothing is known write missing: {}",
                                      percentage(DrawnSpan::all - sum), percentage(DrawnSpan::all - sum));
}

bool PopulationReader::read_share(const Node& node, std::uint64_t& out) {
  if (!in_.is_scalar(node, "a share")) return false;
  const std::string& text = node.text;
  const bool percent = !text.empty() && text.back() == '%';
  const auto share = percent ? Reader::number(text.substr(0, text.size() - 1), 6) : std::nullopt;
  constexpr auto all = static_cast<std::int64_t>(DrawnSpan::all);
  if (share && *share >= 0 && *share <= all) {
    out = static_cast<std::uint64_t>(*share);
    return true;
  }
  in_.error(Code::bad_shares, node.span, fmt::format("\"{}\" is not a share", text)).help =
      "write a percentage from 0% to 100%, with at most six decimals: 56.5%";
  return false;
}

}  // namespace

PopulationSpec read_population(const Sources& sources, std::uint32_t source, const RuleSet& rules,
                               Diagnostics& diagnostics) {
  return PopulationReader(sources, source, rules, diagnostics).read();
}

}  // namespace edge
}  // namespace HOTRO_ABI
}  // namespace hotro
