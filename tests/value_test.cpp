// SPDX-License-Identifier: Apache-2.0
// The values: what they promise to kernels and to Arrow, the tables of their logic, and the words for them.

#include <catch2/catch.hpp>
#include <string>
#include <type_traits>

#include "hotro/money.hpp"
#include "hotro/program.hpp"
#include "hotro/rate.hpp"
#include "hotro/rule_set.hpp"
#include "hotro/table.hpp"
#include "hotro/truth.hpp"
#include "hotro/value.hpp"

using hotro::Kind;
using hotro::Truth;

namespace {

template <class T>
constexpr bool plain = std::is_trivially_copyable_v<T>&& std::is_standard_layout_v<T>;

static_assert(sizeof(Truth) == 1);
static_assert(sizeof(hotro::Date) == 4 && plain<hotro::Date>);
static_assert(sizeof(hotro::Money) == 8 && plain<hotro::Money>);
static_assert(sizeof(hotro::Amount) == 16 && plain<hotro::Amount>);
static_assert(sizeof(hotro::Rate) == 16 && plain<hotro::Rate>);
static_assert(sizeof(hotro::Value) == 16 && plain<hotro::Value>);
static_assert(sizeof(hotro::Interval) == 16 && plain<hotro::Interval>);
static_assert(sizeof(hotro::Op) == 12 && plain<hotro::Op>);
static_assert(sizeof(hotro::Wide) == 16);
static_assert(plain<hotro::Column> && plain<hotro::Type>);

// A truth is not a number, an amount is not a date, and neither comes from a number by itself.
static_assert(!std::is_convertible_v<Truth, bool> && !std::is_convertible_v<Truth, int>);
static_assert(!std::is_convertible_v<bool, Truth> && !std::is_convertible_v<int, Truth>);
static_assert(!std::is_convertible_v<int, hotro::Money> && !std::is_convertible_v<double, hotro::Money>);
static_assert(!std::is_convertible_v<int, hotro::Date> && !std::is_convertible_v<hotro::Date, hotro::Money>);
static_assert(!std::is_convertible_v<hotro::Handle<hotro::Money>, bool>);

// Dates subtract to days and move by days.
static_assert(hotro::Date{10} - hotro::Date{3} == 7 && hotro::Date{10} + 3 == hotro::Date{13});
static_assert(hotro::Date{10} - 3 == hotro::Date{7} && hotro::Date{-1} < hotro::Date{0});
static_assert(hotro::beginning < hotro::first_date && hotro::last_date < hotro::forever);
static_assert(hotro::Money{-1} < hotro::Money{0} && hotro::Money{5} == hotro::Money{5});
static_assert(hotro::Interval{4, 4}.known() && !hotro::Interval{4, 5}.known());
static_assert(hotro::Amount{{4}, {4}}.known() && !hotro::Amount{{4}, {5}}.known());
static_assert(hotro::Value{} == hotro::Value{0, 1} && hotro::Value{1, 2} != hotro::Value{1, 3});

constexpr Truth no = Truth::no, unknown = Truth::unknown, yes = Truth::yes;
constexpr Truth each[] = {no, unknown, yes};

}  // namespace

TEST_CASE("No beats unknown beats yes where both must hold") {
  //                          no  unknown  yes
  constexpr Truth table[3][3] = {{no, no, no}, {no, unknown, unknown}, {no, unknown, yes}};
  for (const Truth a : each) {
    for (const Truth b : each) {
      CHECK(hotro::both(a, b) == table[static_cast<int>(a)][static_cast<int>(b)]);
    }
  }
}

TEST_CASE("Yes beats unknown beats no where either may hold") {
  constexpr Truth table[3][3] = {{no, unknown, yes}, {unknown, unknown, yes}, {yes, yes, yes}};
  for (const Truth a : each) {
    for (const Truth b : each) {
      CHECK(hotro::either(a, b) == table[static_cast<int>(a)][static_cast<int>(b)]);
    }
  }
}

TEST_CASE("The negation of unknown is unknown") {
  CHECK(hotro::negation(no) == yes);
  CHECK(hotro::negation(unknown) == unknown);
  CHECK(hotro::negation(yes) == no);
}

TEST_CASE("The laws of De Morgan hold with unknown too") {
  for (const Truth a : each) {
    for (const Truth b : each) {
      CHECK(hotro::negation(hotro::both(a, b)) == hotro::either(hotro::negation(a), hotro::negation(b)));
    }
  }
}

TEST_CASE("What is known does not change when an unknown truth becomes known") {
  for (const Truth a : each) {
    for (const Truth b : {no, yes}) {
      if (hotro::both(a, unknown) != unknown) CHECK(hotro::both(a, b) == hotro::both(a, unknown));
      if (hotro::either(a, unknown) != unknown) CHECK(hotro::either(a, b) == hotro::either(a, unknown));
    }
  }
}

TEST_CASE("A truth made of a bool is known") {
  CHECK(hotro::truth(true) == yes);
  CHECK(hotro::truth(false) == no);
  CHECK(hotro::name(no) == "no");
  CHECK(hotro::name(unknown) == "unknown");
  CHECK(hotro::name(yes) == "yes");
}

TEST_CASE("Every kind has a word, and the word finds it again") {
  for (int k = 0; k < hotro::kind_count; ++k) {
    const Kind kind = static_cast<Kind>(k);
    Kind found{};
    INFO(hotro::name(kind));
    REQUIRE(hotro::find_kind(hotro::name(kind), found));
    CHECK(found == kind);
  }
  Kind found = Kind::money;
  CHECK_FALSE(hotro::find_kind("number", found));
  CHECK_FALSE(hotro::find_kind("", found));
  CHECK_FALSE(hotro::find_kind("Money", found));
}

TEST_CASE("All kinds but truth, choice and text are computed with") {
  for (const Kind kind : {Kind::count, Kind::money, Kind::rate, Kind::date, Kind::days, Kind::months}) {
    CHECK(hotro::is_number(kind));
  }
  for (const Kind kind : {Kind::truth, Kind::choice, Kind::text}) CHECK_FALSE(hotro::is_number(kind));
}

TEST_CASE("Every rounding has a word, and the word finds it again") {
  for (int r = 0; r <= static_cast<int>(hotro::Rounding::ceiling); ++r) {
    const auto rounding = static_cast<hotro::Rounding>(r);
    hotro::Rounding found{};
    INFO(hotro::name(rounding));
    REQUIRE(hotro::find_rounding(hotro::name(rounding), found));
    CHECK(found == rounding);
  }
  CHECK(hotro::name(hotro::Rounding::half_up) == "half up");
  hotro::Rounding found{};
  CHECK_FALSE(hotro::find_rounding("nearest", found));
}

TEST_CASE("Currencies know their minor unit") {
  CHECK(hotro::minor_digits("VND") == 0);
  CHECK(hotro::minor_digits("EUR") == 2);
  CHECK(hotro::minor_digits("USD") == 2);
  CHECK(hotro::minor_digits("dong") == -1);
  CHECK(hotro::minor_digits("") == -1);
}

TEST_CASE("Handles fit facts of their own kind only") {
  using hotro::detail::kind_fits;
  CHECK(kind_fits<hotro::Money>(Kind::money));
  CHECK_FALSE(kind_fits<hotro::Money>(Kind::count));
  CHECK(kind_fits<std::int64_t>(Kind::count));
  CHECK(kind_fits<std::int64_t>(Kind::days));
  CHECK(kind_fits<std::int64_t>(Kind::months));
  CHECK_FALSE(kind_fits<std::int64_t>(Kind::money));
  CHECK(kind_fits<hotro::Choice>(Kind::choice));
  CHECK_FALSE(kind_fits<hotro::Truth>(Kind::choice));
  CHECK_FALSE(static_cast<bool>(hotro::Handle<hotro::Money>{}));
}
