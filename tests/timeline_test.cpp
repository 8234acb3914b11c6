// SPDX-License-Identifier: Apache-2.0
// Versions on two axes: the days they apply to, and the day they were enacted.

#include <catch2/catch.hpp>
#include <random>

#include "hotro/timeline.hpp"

using hotro::Date;

namespace {

using Timeline = hotro::Timeline<int>;

hotro::Version<int> version(int value, int enacted, Date from = hotro::beginning, Date to = hotro::forever) {
  hotro::Version<int> result;
  result.applies_from = from;
  result.applies_to = to;
  result.enacted = Date{enacted};
  result.value = value;
  return result;
}

/// The value on a day; -1: no version applies.
int value_on(const Timeline& timeline, int day, int known = 1'000) {
  const hotro::Version<int>* found = timeline.at(Date{day}, Date{known});
  return found == nullptr ? -1 : found->value;
}

/// Segments as text: `[0..9] 1 [10..20] -`.
std::string segments(const Timeline& timeline, int from, int to, int known = 1'000) {
  std::string text;
  for (const auto& segment : timeline.segments(Date{from}, Date{to}, Date{known})) {
    text += (text.empty() ? "[" : " [") + std::to_string(segment.from.day) + ".." +
            std::to_string(segment.to.day) + "] ";
    text += segment.version == nullptr ? "-" : std::to_string(segment.version->value);
  }
  return text;
}

}  // namespace

TEST_CASE("Without versions nothing applies") {
  const Timeline timeline;
  CHECK(value_on(timeline, 0) == -1);
  CHECK(segments(timeline, 0, 9) == "[0..9] -");
}

TEST_CASE("A version without ends applies always, once it is enacted") {
  Timeline timeline;
  timeline.versions = {version(1, 100)};
  CHECK(value_on(timeline, hotro::first_date.day) == 1);
  CHECK(value_on(timeline, hotro::last_date.day) == 1);
  CHECK(value_on(timeline, 0, 99) == -1);
  CHECK(value_on(timeline, 0, 100) == 1);
  CHECK(segments(timeline, -5, 5) == "[-5..5] 1");
}

TEST_CASE("Both ends of a version are included") {
  Timeline timeline;
  timeline.versions = {version(1, 0, Date{10}, Date{19})};
  CHECK(value_on(timeline, 9) == -1);
  CHECK(value_on(timeline, 10) == 1);
  CHECK(value_on(timeline, 19) == 1);
  CHECK(value_on(timeline, 20) == -1);
  CHECK(segments(timeline, 0, 29) == "[0..9] - [10..19] 1 [20..29] -");
}

TEST_CASE("Within one act the version that begins last applies") {
  Timeline timeline;
  timeline.versions = {version(2, 0, Date{10}), version(1, 0), version(3, 0, Date{20}, Date{24})};
  CHECK(segments(timeline, 0, 29) == "[0..9] 1 [10..19] 2 [20..24] 3 [25..29] 2");
}

TEST_CASE("The act that was enacted last applies, wherever its version begins") {
  Timeline timeline;
  timeline.versions = {version(1, 0, Date{10}), version(2, 50, Date{5}, Date{14})};
  CHECK(segments(timeline, 0, 19) == "[0..4] - [5..14] 2 [15..19] 1");
}

TEST_CASE("A day of knowledge before an amendment gives the law without it") {
  Timeline timeline;
  timeline.versions = {version(1, 0)};
  Timeline amended = timeline;
  amended.versions.push_back(version(2, 50, Date{5}));
  CHECK(segments(amended, 0, 9, 49) == segments(timeline, 0, 9, 49));
  CHECK(segments(amended, 0, 9, 50) == "[0..4] 1 [5..9] 2");
}

TEST_CASE("A version that is hidden throughout leaves no segment") {
  Timeline timeline;
  timeline.versions = {version(1, 0, Date{3}, Date{4}), version(2, 50)};
  CHECK(segments(timeline, 0, 9) == "[0..9] 2");
}

TEST_CASE("Segments are cut to the days that are asked for") {
  Timeline timeline;
  timeline.versions = {version(1, 0), version(2, 0, Date{10})};
  CHECK(segments(timeline, 0, 9) == "[0..9] 1");
  CHECK(segments(timeline, 10, 10) == "[10..10] 2");
  CHECK(segments(timeline, 9, 10) == "[9..9] 1 [10..10] 2");
  CHECK(segments(timeline, 10, 9).empty());
}

TEST_CASE("Segments say of every day what the timeline says of it") {
  std::mt19937_64 random(6696);
  const auto draw = [&](int below) { return static_cast<int>(random() % static_cast<unsigned>(below)); };
  for (int round = 0; round < 400; ++round) {
    Timeline timeline;
    const int versions = draw(6);
    for (int v = 0; v < versions; ++v) {
      const int from = draw(40);
      timeline.versions.push_back(version(v, draw(4), draw(4) == 0 ? hotro::beginning : Date{from},
                                          draw(3) == 0 ? hotro::forever : Date{from + draw(20)}));
    }
    const int known = draw(4);
    int next = 0;
    for (const auto& segment : timeline.segments(Date{0}, Date{60}, Date{known})) {
      REQUIRE(segment.from.day == next);
      REQUIRE(segment.to.day >= next);
      for (int day = next; day <= segment.to.day; ++day) {
        REQUIRE(timeline.at(Date{day}, Date{known}) == segment.version);
      }
      next = segment.to.day + 1;
      const bool longest = next > 60 || timeline.at(Date{next}, Date{known}) != segment.version;
      REQUIRE(longest);
    }
    REQUIRE(next == 61);
  }
}
