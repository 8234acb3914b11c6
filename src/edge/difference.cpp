// SPDX-License-Identifier: Apache-2.0
#include "hotro/edge/difference.hpp"

#include <algorithm>
#include <iterator>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include "document_writer.hpp"
#include "outline.hpp"
#include "program_identity.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace edge {

std::string_view name(DifferenceKind kind) {
  constexpr std::string_view names[] = {"added", "removed", "changed", "renamed", "citation", "wording"};
  return names[static_cast<int>(kind)];
}

std::size_t Difference::count(DifferenceKind kind) const {
  std::size_t found = 0;
  for (const DifferenceSection& section : sections)
    for (const DifferenceItem& item : section.items) found += item.kind == kind ? 1U : 0U;
  return found;
}

std::size_t Difference::deciding() const {
  std::size_t found = 0;
  for (const DifferenceSection& section : sections)
    for (const DifferenceItem& item : section.items) found += item.decides() ? 1U : 0U;
  return found;
}

namespace {

bool equal(const Text& a, const Text& b) { return a.vi == b.vi && a.en == b.en; }

/// The places that a line rests on, by names that both sides know.
std::string cited(const RuleSet& rules, const Basis& basis) {
  std::string text(name(basis.sureness));
  for (const Citation& one : basis.citations)
    text += "; " + rules.sources[one.source].id + " " + locator_text(one, Language::en);
  return text;
}

/// Of two that are compared; one may be missing.
template <class T>
struct Pair {
  const T* before = nullptr;
  const T* after = nullptr;
};

/// What has the same key is one. In the order of the side after; what only the side before has stands behind
/// what it stood behind.
template <class T, class Key>
std::vector<Pair<T>> paired(const std::vector<T>& before, const std::vector<T>& after, Key key) {
  std::map<std::string, std::vector<std::size_t>> places;  // after, the first last
  for (std::size_t i = after.size(); i-- > 0;) places[key(after[i])].push_back(i);
  std::vector<const T*> partner(after.size(), nullptr);
  std::vector<std::vector<const T*>> alone(after.size() + 1);  // behind which of the side after, from 1
  std::size_t last = 0;
  for (const T& one : before) {
    const auto found = places.find(key(one));
    if (found == places.end() || found->second.empty()) {
      alone[last].push_back(&one);
      continue;
    }
    last = found->second.back() + 1;
    partner[last - 1] = &one;
    found->second.pop_back();
  }
  std::vector<Pair<T>> pairs;
  for (std::size_t i = 0; i <= after.size(); ++i) {
    if (i > 0) pairs.push_back({partner[i - 1], &after[i - 1]});
    for (const T* one : alone[i]) pairs.push_back({one, nullptr});
  }
  return pairs;
}

/// Lines without a name that only one of the sides has are the same lines, changed, if both are lists of one
/// kind, or if there are as many on both sides.
void pair_changed(std::vector<Pair<OutlineLine>>& pairs) {
  std::vector<Pair<OutlineLine>*> removed, added;
  for (Pair<OutlineLine>& one : pairs) {
    if (one.after == nullptr && one.before->name.empty()) removed.push_back(&one);
    if (one.before == nullptr && one.after->name.empty()) added.push_back(&one);
  }
  const auto join = [](Pair<OutlineLine>*& first, Pair<OutlineLine>*& second) {
    second->before = std::exchange(first->before, nullptr);
    first = second = nullptr;
  };
  for (Pair<OutlineLine>*& one : removed) {
    const auto list = std::find_if(added.begin(), added.end(), [&](const Pair<OutlineLine>* other) {
      return other != nullptr && !one->before->parts.empty() && !other->after->parts.empty() &&
             equal(one->before->word, other->after->word) && equal(one->before->text, other->after->text);
    });
    if (list != added.end()) join(one, *list);
  }
  std::erase(removed, nullptr);
  std::erase(added, nullptr);
  if (removed.size() == added.size())
    for (std::size_t i = 0; i < added.size(); ++i) join(removed[i], added[i]);
  std::erase_if(pairs, [](const Pair<OutlineLine>& one) { return !one.before && !one.after; });
}

class Comparison {
 public:
  Comparison(const Side& before, const Side& after) : before_(before), after_(after) {}

  Difference run();

 private:
  using Rank = OutlineEntry::Rank;

  void things(const OutlineSection& before, const OutlineSection& after, DifferenceSection& out);
  void thing(const Pair<OutlineThing>& both);
  void entry(const DifferenceItem& of, const Pair<OutlineEntry>& both);
  /// `around`: of the lines that it stands below.
  void line(DifferenceItem of, const Pair<OutlineLine>& both, const Pair<OutlineLine>& around = {});
  void parts(const DifferenceItem& of, const OutlineLine& before, const OutlineLine& after);
  [[nodiscard]] bool cited_otherwise(const Pair<OutlineLine>& both) const {
    return cited(before_.rules, both.before->basis) != cited(after_.rules, both.after->basis);
  }
  [[nodiscard]] bool inherits(const Pair<OutlineLine>& both, const Pair<OutlineLine>& around) const;
  void add(DifferenceItem of, DifferenceKind kind, Statement before, Statement after);
  void pair_renamed(std::vector<Pair<OutlineThing>>& pairs) const;
  void compare_programs(Difference& out) const;

  const Side& before_;
  const Side& after_;
  std::vector<DifferenceItem>* items_ = nullptr;  // of the section
  using Key = std::tuple<std::string, std::string, std::string, std::string, DifferenceKind>;
  std::map<Key, std::size_t> last_;  // of an entry, by all but days: the item that says so
  Rank rank_ = Rank::rule;
};

Statement statement(const OutlineLine* line, bool word = true) {
  return line == nullptr ? Statement{} : Statement{in_one_line(*line, word), line->basis, line->span};
}

/// The same on the days behind those of an item makes one item of both.
void Comparison::add(DifferenceItem of, DifferenceKind kind, Statement before, Statement after) {
  of.kind = rank_ == Rank::wording ? DifferenceKind::wording : kind;
  of.before = std::move(before);
  of.after = std::move(after);
  const auto [known, first] =
      last_.try_emplace({of.of, of.part.en, of.before.text.vi, of.after.text.vi, of.kind}, items_->size());
  if (!first) {
    DifferenceItem& last = (*items_)[known->second];
    const auto same = [](const Side& side, const Statement& a, const Statement& b) {
      return a.text.en == b.text.en && cited(side.rules, a.basis) == cited(side.rules, b.basis);
    };
    if (last.to + 1 == of.from && same(before_, last.before, of.before) &&
        same(after_, last.after, of.after)) {
      last.to = of.to;
      return;
    }
    known->second = items_->size();
  }
  items_->push_back(std::move(of));
}

/// Whether both sides rest on what the lines around them rest on.
bool Comparison::inherits(const Pair<OutlineLine>& both, const Pair<OutlineLine>& around) const {
  const auto same = [](const Side& side, const OutlineLine* a, const OutlineLine* b) {
    return b != nullptr && cited(side.rules, a->basis) == cited(side.rules, b->basis);
  };
  return same(before_, both.before, around.before) && same(after_, both.after, around.after);
}

void Comparison::line(DifferenceItem of, const Pair<OutlineLine>& both, const Pair<OutlineLine>& around) {
  const auto nothing = [](const OutlineLine* one) { return one == nullptr || one->nothing; };
  const auto [before, after] = both;
  if (nothing(before) && nothing(after)) return;
  if (nothing(before) || nothing(after)) {
    const bool detail = rank_ == Rank::wording && !of.part.empty();  // goes with what it belongs to
    if (!detail)
      add(std::move(of), nothing(before) ? DifferenceKind::added : DifferenceKind::removed, statement(before),
          statement(after));
    return;
  }
  const bool word = !equal(before->word, after->word);
  if (word || !equal(before->text, after->text) || before->parts.empty() != after->parts.empty()) {
    const bool alike = !before->key.empty() && before->key == after->key;
    add(std::move(of), alike ? DifferenceKind::wording : DifferenceKind::changed, statement(before, word),
        statement(after, word));
    return;
  }
  if (rank_ != Rank::wording && cited_otherwise(both) && !inherits(both, around))
    add(of, DifferenceKind::citation, statement(before, word), statement(after, word));
  if (!equal(before->reason, after->reason)) {
    DifferenceItem reason = of;
    if (!reason.part.empty()) append(reason.part, {", ", ", "});
    append(reason.part, {"lý do", "reason"});
    add(std::move(reason), DifferenceKind::wording, {before->reason, before->basis, before->span},
        {after->reason, after->basis, after->span});
  }
  parts(of, *before, *after);
}

/// Of a list only the lines that differ.
void Comparison::parts(const DifferenceItem& of, const OutlineLine& before, const OutlineLine& after) {
  std::vector<Pair<OutlineLine>> pairs = paired(before.parts, after.parts, [](const OutlineLine& one) {
    return !one.name.empty() ? one.name : !one.word.empty() ? one.word.vi : in_one_line(one).vi;
  });
  if (after.ordered) {
    const OutlineLine* last = nullptr;
    for (const Pair<OutlineLine>& pair : pairs) {
      if (pair.before == nullptr || pair.after == nullptr) continue;
      if (last != nullptr && pair.before < last)
        return add(of, DifferenceKind::changed, statement(&before), statement(&after));
      last = pair.before;
    }
  }
  pair_changed(pairs);
  for (const Pair<OutlineLine>& pair : pairs) {
    DifferenceItem part = of;
    const OutlineLine& one = pair.after == nullptr ? *pair.before : *pair.after;
    part.of += one.name;
    if (one.name.empty() && pair.before != nullptr && pair.after != nullptr &&
        equal(pair.before->word, pair.after->word)) {
      if (!part.part.empty() && !one.word.empty()) append(part.part, {", ", ", "});
      append(part.part, one.word);
    }
    line(std::move(part), pair, {&before, &after});
  }
}

/// Day by day, as far as one of the sides says another thing than on the day before.
void Comparison::entry(const DifferenceItem& of, const Pair<OutlineEntry>& both) {
  static const OutlineEntry never;
  const OutlineEntry& before = both.before == nullptr ? never : *both.before;
  const OutlineEntry& after = both.after == nullptr ? never : *both.after;
  rank_ = both.after == nullptr ? before.rank : after.rank;
  last_.clear();
  std::set<Date> days;
  for (const OutlineEntry* one : {&before, &after}) {
    for (const OutlineRun& run : one->runs) {
      days.insert(run.from);
      if (run.to != forever) days.insert(run.to + 1);
    }
  }
  const auto at = [](const OutlineEntry& one, Date day) -> const OutlineLine* {
    for (const OutlineRun& run : one.runs)
      if (run.from <= day && day <= run.to) return &run.line;
    return nullptr;
  };
  for (auto day = days.begin(); day != days.end(); ++day) {
    DifferenceItem item = of;
    item.part = both.after == nullptr ? before.part : after.part;
    item.from = *day;
    item.to = std::next(day) == days.end() ? forever : *std::next(day) - 1;
    line(std::move(item), {at(before, *day), at(after, *day)});
  }
}

void Comparison::thing(const Pair<OutlineThing>& both) {
  const OutlineThing& one = both.after == nullptr ? *both.before : *both.after;
  DifferenceItem of;
  of.of = one.name;
  of.label = one.label;
  if (both.before != nullptr && both.after != nullptr && both.before->name != both.after->name) {
    last_.clear();
    rank_ = Rank::rule;
    of.part = one.entries.front().part;
    const auto name_of = [](const OutlineThing& named) {
      const OutlineEntry& itself = named.entries.front();
      Statement said;
      said.text = {named.name, ""};
      if (!itself.runs.empty()) said.span = itself.runs.front().line.span;
      return said;
    };
    return add(std::move(of), DifferenceKind::renamed, name_of(*both.before), name_of(*both.after));
  }
  static const std::vector<OutlineEntry> no_entries;
  const auto& before = both.before == nullptr ? no_entries : both.before->entries;
  const auto& after = both.after == nullptr ? no_entries : both.after->entries;
  for (const Pair<OutlineEntry>& pair :
       paired(before, after, [](const OutlineEntry& e) { return e.part.en; })) {
    const OutlineEntry& said = pair.after == nullptr ? *pair.before : *pair.after;
    const bool alone = both.before == nullptr || both.after == nullptr;
    if (alone && said.rank != Rank::rule && !said.part.empty()) continue;
    entry(of, pair);
  }
}

/// All that a thing says but its name; empty if that is too little to know it again.
std::string content(const RuleSet& rules, const OutlineThing& thing) {
  bool known = !thing.label.empty();
  std::string text = thing.label.vi + "\n" + thing.label.en;
  for (const OutlineEntry& entry : thing.entries) {
    text += "\n" + entry.part.en;
    for (const OutlineRun& run : entry.runs) {
      const Text line = in_one_line(run.line);
      known = known || !run.line.basis.citations.empty();
      text += "\n" + iso(run.from) + " " + iso(run.to) + " " + line.vi + "\n" + line.en + "\n" +
              cited(rules, run.line.basis);
    }
  }
  return known ? text : std::string();
}

/// What is removed and what is added are one if both say the same and nothing else of them does.
void Comparison::pair_renamed(std::vector<Pair<OutlineThing>>& pairs) const {
  struct Found {
    std::vector<std::size_t> removed, added;
  };
  std::map<std::string, Found> by_content;
  for (std::size_t i = 0; i < pairs.size(); ++i) {
    const auto [before, after] = pairs[i];
    if (after == nullptr) by_content[content(before_.rules, *before)].removed.push_back(i);
    if (before == nullptr) by_content[content(after_.rules, *after)].added.push_back(i);
  }
  by_content.erase("");
  for (const auto& [said, found] : by_content) {
    if (found.removed.size() != 1 || found.added.size() != 1) continue;
    pairs[found.added.front()].before = std::exchange(pairs[found.removed.front()].before, nullptr);
  }
  std::erase_if(pairs, [](const Pair<OutlineThing>& one) { return !one.before && !one.after; });
}

void Comparison::things(const OutlineSection& before, const OutlineSection& after, DifferenceSection& out) {
  items_ = &out.items;
  auto pairs = paired(before.things, after.things,
                      [](const OutlineThing& one) { return one.name + " " + one.entries.front().part.en; });
  pair_renamed(pairs);
  for (const Pair<OutlineThing>& both : pairs) thing(both);
}

void Comparison::compare_programs(Difference& out) const {
  if (before_.rules.benefits.empty() || after_.rules.benefits.empty()) return;
  const Result<Program> before = compile(before_.rules, before_.options);
  const Result<Program> after = compile(after_.rules, after_.options);
  out.compiled = before && after;
  out.same_decisions = out.compiled && named_identity(*before) == named_identity(*after);
}

Difference Comparison::run() {
  std::set<std::string> chosen;
  for (const Side* side : {&before_, &after_})
    for (const auto& [reading, option] : side->options.readings) chosen.insert(reading);
  const std::vector<OutlineSection> before = outline(before_, chosen);
  const std::vector<OutlineSection> after = outline(after_, chosen);
  Difference out;
  for (std::size_t i = 0; i < after.size(); ++i) {
    DifferenceSection section{after[i].anchor, after[i].title, {}};
    things(before[i], after[i], section);
    if (!section.items.empty()) out.sections.push_back(std::move(section));
  }
  compare_programs(out);
  return out;
}

}  // namespace

Difference difference(const Side& before, const Side& after) { return Comparison(before, after).run(); }

}  // namespace edge
}  // namespace HOTRO_ABI
}  // namespace hotro
