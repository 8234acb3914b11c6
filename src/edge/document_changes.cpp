// SPDX-License-Identifier: Apache-2.0
// What changed when: acts, windows and versions over one axis of days, and the same as a table.

#include <algorithm>
#include <map>
#include <type_traits>
#include <utility>

#include "document_writer.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace edge {
namespace {

bool bounded(Date date) { return date != beginning && date != forever; }

/// The axis as wide as the days that are named.
void widen(TimeLine& line, Date date) {
  if (!bounded(date)) return;
  line.from = std::min(line.from, date);
  line.to = std::max(line.to, date);
}

}  // namespace

/// Calls use(label, timeline) for all that changes, in the order of the document.
template <class Use>
void DocumentWriter::each_timeline(Use use) const {
  const auto call = [&](const Text& what, const std::string& target, const Text& label, std::string_view name,
                        const auto& timeline) {
    if (plain(timeline)) return;
    Phrase phrase;
    if (!what.empty()) phrase.push_back(words(what));
    if (label.empty())
      phrase.push_back(code(name, target));
    else
      phrase.push_back({Piece::Kind::words, label, target});
    use(phrase, timeline);
  };
  for (const Benefit& benefit : rules_.benefits) {
    const std::string target = "#b-" + benefit.name;
    call({"Thuộc diện xét:", "Concerned:"}, target, benefit.title, benefit.name, benefit.when);
    call({"Mức hưởng:", "Entitlement:"}, target, benefit.title, benefit.name, benefit.entitlement);
    for (const Condition& condition : benefit.conditions) {
      const std::string of = "#c-" + benefit.name + "-" + condition.id;
      const std::string path = benefit.name + "." + condition.id;
      call({"Điều kiện", "Condition"}, of, {}, path, condition.timeline);
      if (!condition.reason.versions.empty())
        call({"Lý do từ chối của điều kiện", "Reason of the condition"}, of, {}, path, condition.reason);
    }
  }
  std::set<std::string> told;
  for (const Definition& one : rules_.definitions) {
    const DecisionTable* table =
        one.timeline.versions.empty() ? nullptr : table_of(one.timeline.versions.front().value);
    if (table == nullptr)
      call({}, "#d-" + one.name, one.label, one.name, one.timeline);
    else if (told.insert(table->name).second)
      call({"Bảng:", "Table:"}, "#t-" + table->name, table->label, table->name, one.timeline);
  }
  for (const Parameter& one : rules_.parameters)
    call({}, "#p-" + one.name, one.label, one.name, one.timeline);
}

template <class T>
void DocumentWriter::add_lane(const Phrase& label, const Timeline<T>& timeline, TimeLine& out) const {
  Lane lane{label, {}};
  bool other = false;
  for (const Segment<T>& segment : timeline.segments(out.from, out.to, known_)) {
    // Where no amendment says another reason, the condition's own holds.
    if (std::is_same_v<T, Text> && segment.version == nullptr) continue;
    LaneBar bar{segment.from, segment.to, LaneBar::Tone::not_in_force, {}};
    if (segment.version != nullptr) {
      bool in_force = true;
      if constexpr (std::is_same_v<T, ParameterValue>) in_force = segment.version->value.in_force;
      if constexpr (std::is_same_v<T, FormulaId>) in_force = segment.version->value != none;
      if (in_force) bar.tone = other ? LaneBar::Tone::other_version : LaneBar::Tone::version;
      other = !other;
    }
    bar.title = days(std::max(segment.from, out.from), std::min(segment.to, out.to));
    if (bar.tone == LaneBar::Tone::not_in_force) append(bar.title, {": không có hiệu lực", ": not in force"});
    lane.bars.push_back(std::move(bar));
  }
  out.lanes.push_back(std::move(lane));
}

TimeLine DocumentWriter::time_line() const {
  TimeLine out{forever, beginning, {}, {}};
  for (const std::uint32_t act : rules_.acts) {
    widen(out, rules_.sources[act].enacted);
    widen(out, rules_.sources[act].in_force);
  }
  widen(out, rules_.covers_from);
  widen(out, rules_.covers_to);
  const auto windows = [&](auto use) {
    for (const Parameter& one : rules_.parameters) {
      if (!one.type.range || one.type.kind != Kind::date || !one.keys.empty()) continue;
      for (const Version<ParameterValue>& version : one.timeline.versions) {
        if (!version.value.in_force) continue;
        const auto end = [&](std::size_t i) {
          return Date{static_cast<std::int32_t>(version.value.cells[i].numerator)};
        };
        use(one, version, end(0), end(1));
      }
    }
  };
  windows([&](const Parameter&, const auto&, Date from, Date to) {
    widen(out, from);
    widen(out, to);
  });
  each_timeline([&](const Phrase&, const auto& timeline) {
    for (const auto& version : timeline.versions) {
      widen(out, version.applies_from);
      widen(out, version.applies_to);
    }
  });
  if (out.from > out.to) return {};
  const std::int32_t air = (out.to - out.from) / 40 + 1;  // so that what lies at the ends is seen whole
  out.from = out.from - air;
  out.to = out.to + air;

  std::vector<std::uint32_t> acts = rules_.acts;
  std::stable_sort(acts.begin(), acts.end(), [&](std::uint32_t a, std::uint32_t b) {
    return rules_.sources[a].enacted < rules_.sources[b].enacted;
  });
  for (const std::uint32_t act : acts) {
    const Source& source = rules_.sources[act];
    Lane lane{{source_title(act)}, {}};
    lane.bars.push_back({source.in_force, out.to, LaneBar::Tone::act,
                         joined({"có hiệu lực ", "in force "}, day(source.in_force))});
    lane.bars.push_back({source.enacted, source.enacted, LaneBar::Tone::act,
                         joined({"ban hành ", "enacted "}, day(source.enacted))});
    out.lanes.push_back(std::move(lane));
  }
  if (!rules_.benefits.empty()) {
    Lane lane{{words({"Ngày áp dụng được điều chỉnh", "Effective dates that are covered"})}, {}};
    lane.bars.push_back({std::max(rules_.covers_from, out.from), std::min(rules_.covers_to, out.to),
                         LaneBar::Tone::scope, days(rules_.covers_from, rules_.covers_to)});
    out.lanes.push_back(std::move(lane));
  }
  windows([&](const Parameter& one, const auto& version, Date from, Date to) {
    Phrase label{words({"Thời hạn", "Window"})};
    label.push_back(
        {Piece::Kind::words, one.label.empty() ? Text{one.name, ""} : one.label, "#p-" + one.name});
    if (!plain(one.timeline))
      label.push_back(
          soft(joined({"áp dụng: ", "applies: "}, days(version.applies_from, version.applies_to))));
    Lane lane{std::move(label), {}};
    lane.bars.push_back({from, to, LaneBar::Tone::window, days(from, to)});
    out.lanes.push_back(std::move(lane));
  });
  each_timeline([&](const Phrase& label, const auto& timeline) { add_lane(label, timeline, out); });
  return out;
}

DocumentTable DocumentWriter::change_points() const {
  struct Point {
    Date day;
    Phrase what, basis;
  };
  std::vector<Point> points;
  std::map<const void*, const Parameter*> of;  // by its timeline
  for (const Parameter& one : rules_.parameters) of.emplace(&one.timeline, &one);
  for (const std::uint32_t act : rules_.acts) {
    const Source& source = rules_.sources[act];
    const bool once = source.in_force == source.enacted;
    points.push_back(
        {source.enacted,
         {source_title(act), words(once ? Text{"được ban hành, có hiệu lực", "is enacted and in force"}
                                        : Text{"được ban hành", "is enacted"})},
         {}});
    if (!once)
      points.push_back({source.in_force, {source_title(act), words({"có hiệu lực", "comes in force"})}, {}});
  }
  each_timeline([&](const Phrase& label, const auto& timeline) {
    for (const auto& version : timeline.versions) {
      Point point{version.applies_from == beginning ? version.enacted : version.applies_from, label, {}};
      if constexpr (std::is_same_v<std::decay_t<decltype(version.value)>, ParameterValue>) {
        const Parameter& one = *of.at(&timeline);
        if (one.keys.empty() || !version.value.in_force) {
          for (Piece& piece : cell(one, version.value, 0)) {
            piece.kind = Piece::Kind::strong;
            point.what.push_back(std::move(piece));
          }
        }
      }
      point.what.push_back(
          soft(joined({"áp dụng: ", "applies: "}, days(version.applies_from, version.applies_to))));
      cite(point.basis, version.basis);
      points.push_back(std::move(point));
    }
  });
  std::stable_sort(points.begin(), points.end(),
                   [](const Point& a, const Point& b) { return a.day < b.day; });
  DocumentTable out;
  out.heads = {{words({"Ngày", "Day"})}, {words({"Thay đổi", "Change"})}, {words({"Theo", "By"})}};
  for (Point& one : points)
    out.rows.push_back({{words(day(one.day))}, std::move(one.what), std::move(one.basis)});
  return out;
}

DocumentSection DocumentWriter::changes() const {
  DocumentSection out{"changes", {"Dòng thời gian", "Time line"}, {}, {}};
  TimeLine line = time_line();
  if (line.lanes.empty()) return out;
  line.note = {"Màu đổi khi có phiên bản mới; khung đứt nét là không có hiệu lực.",
               "The colour changes with each version; a dashed frame is not in force."};
  out.blocks.emplace_back(std::move(line));
  out.blocks.emplace_back(change_points());
  return out;
}

}  // namespace edge
}  // namespace HOTRO_ABI
}  // namespace hotro
