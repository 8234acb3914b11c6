// SPDX-License-Identifier: Apache-2.0
// The calendar, compared with Howard Hinnant's `date` on every day that a fact may hold, 1900-01-01 to
// 2100-12-31. The cases tagged [.long] take all days x all months; the others every day with some months
// each, which over all days are all of them.

#include <date/date.h>

#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "hotro/hotro.hpp"

using hotro::Date;
using hotro::MonthEnd;

namespace {

constexpr MonthEnd rules[] = {MonthEnd::last_day, MonthEnd::next_day};
constexpr int most_months = 600;

date::year_month_day civil(Date day) { return date::year_month_day{date::sys_days{date::days{day.day}}}; }
Date number(date::year_month_day day) {
  return Date{static_cast<std::int32_t>(date::sys_days{day}.time_since_epoch().count())};
}

/// The same day in another month, straight from the definition.
Date expected_month(Date day, int months, MonthEnd rule) {
  const date::year_month_day there = civil(day) + date::months{months};
  if (there.ok()) return number(there);
  const Date last = number(there.year() / there.month() / date::last);
  return rule == MonthEnd::last_day ? last : last + 1;
}

std::string digits(unsigned value, std::size_t width) {
  std::string text = std::to_string(value);
  return std::string(width - text.size(), '0') + text;
}
std::string iso_of(int year, unsigned month, unsigned day) {
  return digits(static_cast<unsigned>(year), 4) + "-" + digits(month, 2) + "-" + digits(day, 2);
}

/// Checks days x months, the months in steps; Catch is told of failures only, it would take most of the time.
bool months_agree(int step) {
  for (const MonthEnd rule : rules) {
    for (Date day = hotro::first_date; day <= hotro::last_date; day = day + 1) {
      for (int m = -most_months + (day.day - hotro::first_date.day) % step; m <= most_months; m += step) {
        const Date there = hotro::add_months(day, m, rule);
        if (there == expected_month(day, m, rule)) continue;
        UNSCOPED_INFO(hotro::iso(day) << " + " << m << " months, rule " << static_cast<int>(rule) << ": "
                                      << hotro::iso(there) << ", " << there.day);
        return false;
      }
    }
  }
  return true;
}

/// months_between is the greatest n with from + n months <= to: checked around the days on which it changes.
bool distances_agree(int step) {
  for (const MonthEnd rule : rules) {
    for (Date from = hotro::first_date; from <= hotro::last_date; from = from + 1) {
      for (int m = -most_months + (from.day - hotro::first_date.day) % step; m <= most_months; m += step) {
        const Date there = expected_month(from, m, rule);
        for (int shift = -1; shift <= 1; ++shift) {
          const Date to = there + shift;
          const int months = hotro::months_between(from, to, rule);
          const bool fits =
              expected_month(from, months, rule) <= to && to < expected_month(from, months + 1, rule);
          const int years = hotro::years_between(from, to, rule);
          const bool fits_years = years * 12 <= months && months < years * 12 + 12;
          if (fits && fits_years) continue;
          UNSCOPED_INFO(hotro::iso(from) << " to " << hotro::iso(to) << ", rule " << static_cast<int>(rule)
                                         << ": " << months << " months, " << years << " years");
          return false;
        }
      }
    }
  }
  return true;
}

/// A rule set whose three benefits pay as many units as there are months, years, or days to the day months
/// later.
hotro::Program calendar_program(MonthEnd rule) {
  std::string text = R"(hotro: 1
rule_set: test.calendar
title: {en: Calendar}
currency: VND
by: act
covers: 1900-01-01 .. 2100-12-31
effective_on: from
sources:
  act: {en: Act, enacted: 2023-01-01}
facts:
  dossier:
    from: {type: date}
    to: {type: date}
    later: {type: months, min: -600, max: 600}
parameters:
  one: {type: money, versions: [{value: 1, cite: act}]}
)";
  text += rule == MonthEnd::last_day ? "month_end: last_day\n" : "month_end: next_day\n";
  text += "benefits:\n";
  const auto benefit = [&](const std::string& name, const std::string& count) {
    text += "  " + name +
            ":\n    eligible: {all: [{id: all, that: true, reason: {en: none}, cite: act}]}\n    "
            "entitlement: {cite: act, value: '" +
            count + " * one + 100000'}\n";
  };
  benefit("in_months", "(months(from, to) / months(1))");
  benefit("in_years", "age(from, to)");
  benefit("in_days", "((add_months(from, later) - date(\"2000-01-01\")) / days(1))");
  hotro::Sources sources;
  const std::uint32_t file = sources.add("calendar.yaml", text);
  const hotro::Result<hotro::RuleSet> rule_set = hotro::load(sources, {&file, 1});
  INFO(hotro::render(rule_set.diagnostics(), sources));
  REQUIRE(rule_set);
  hotro::Result<hotro::Program> program = hotro::compile(*rule_set);
  INFO(hotro::render(program.diagnostics(), sources));
  REQUIRE(program);
  return std::move(*program);
}

}  // namespace

TEST_CASE("Every day is made, read and written") {
  Date day = hotro::first_date;
  bool all = true;
  for (int year = 1900; year <= 2100; ++year) {
    for (unsigned month = 1; month <= 12; ++month) {
      const unsigned last = static_cast<unsigned>((date::year{year} / date::month{month} / date::last).day());
      for (unsigned d = 1; d <= last; ++d, day = day + 1) {
        Date made, read;
        const std::string iso = iso_of(year, month, d);
        const std::string vietnamese = digits(d, 2) + "/" + digits(month, 2) + "/" + iso.substr(0, 4);
        const bool ok = hotro::make_date(year, static_cast<int>(month), static_cast<int>(d), made) &&
                        made == day && hotro::parse_date(iso, read) && read == day &&
                        hotro::iso(day) == iso && hotro::day_first(day) == vietnamese &&
                        number(civil(day)) == day;
        if (!ok) {
          all = false;
          FAIL_CHECK(iso << ": made " << made.day << ", read " << read.day << ", day " << day.day
                         << ", written " << hotro::iso(day) << " and " << hotro::day_first(day));
        }
      }
    }
  }
  CHECK(all);
  CHECK(day == hotro::last_date + 1);
}

TEST_CASE("A day that its month does not have is not made and not read") {
  for (int year = 1899; year <= 2101; ++year) {
    for (int month = 0; month <= 13; ++month) {
      for (int d = 0; d <= 32; ++d) {
        const date::year_month_day there{date::year{year}, date::month{static_cast<unsigned>(month)},
                                         date::day{static_cast<unsigned>(d)}};
        const bool is_date = there.ok() && year >= 1900 && year <= 2100;
        Date made, read;
        const bool made_it = hotro::make_date(year, month, d, made);
        const bool read_it =
            hotro::parse_date(iso_of(year, static_cast<unsigned>(month), static_cast<unsigned>(d)), read);
        if (made_it != is_date || read_it != is_date) FAIL_CHECK(year << "-" << month << "-" << d);
      }
    }
  }
  Date made;
  CHECK_FALSE(hotro::make_date(2023, -1, 1, made));
  CHECK_FALSE(hotro::make_date(2023, 1, -1, made));
  CHECK_FALSE(hotro::make_date(-1, 1, 1, made));
  CHECK_FALSE(hotro::make_date(2'000'000'000, 1, 1, made));
  CHECK_FALSE(hotro::make_date(-2'000'000'000, 1, 1, made));
}

TEST_CASE("Only the ten characters of ISO 8601 are read as a date") {
  Date read;
  for (const char* text : {"",
                           "2023",
                           "2023-01",
                           "2023-1-16",
                           "2023-01-6",
                           "2023-001-16",
                           "16/01/2023",
                           "2023/01/16",
                           "20230116",
                           " 2023-01-16",
                           "2023-01-16 ",
                           "2023-01-16T00:00",
                           "2023-01-1x",
                           "x023-01-16",
                           "2023-0x-16",
                           "-023-01-16",
                           "+023-01-16",
                           "2023--1-16",
                           "2023-01--6",
                           "2023-01-+6",
                           "02023-01-16",
                           "2023-01-016",
                           "2023_01_16",
                           "2023- 1-16",
                           "1899-12-31",
                           "2101-01-01",
                           "0000-01-01",
                           "9999-12-31",
                           "2023-02-29",
                           "1900-02-29",
                           "2100-02-29",
                           "2023\xE2\x88\x92"
                           "01-16"}) {
    INFO(text);
    CHECK_FALSE(hotro::parse_date(text, read));
  }
  CHECK(hotro::parse_date("2000-02-29", read));
  CHECK(hotro::iso(read) == "2000-02-29");
}

TEST_CASE("The bounds of time are written without trouble") {
  CHECK(hotro::iso(Date{0}) == "1970-01-01");
  CHECK(hotro::iso(hotro::first_date) == "1900-01-01");
  CHECK(hotro::iso(hotro::last_date) == "2100-12-31");
  CHECK(hotro::iso(hotro::beginning).size() == 10);
  CHECK(hotro::iso(hotro::forever).size() == 10);
}

TEST_CASE("A birthday on 29 February falls on 28 February or on 1 March, as the rule set says") {
  Date birth, eve, next;
  REQUIRE(hotro::parse_date("2000-02-29", birth));
  REQUIRE(hotro::parse_date("2035-02-28", eve));
  REQUIRE(hotro::parse_date("2035-03-01", next));
  CHECK(hotro::years_between(birth, eve, MonthEnd::last_day) == 35);
  CHECK(hotro::years_between(birth, eve, MonthEnd::next_day) == 34);
  CHECK(hotro::years_between(birth, next, MonthEnd::last_day) == 35);
  CHECK(hotro::years_between(birth, next, MonthEnd::next_day) == 35);
  CHECK(hotro::years_between(next, birth, MonthEnd::next_day) == -36);
}

TEST_CASE("Adding months agrees with the calendar on every day") { CHECK(months_agree(97)); }

TEST_CASE("Counting months agrees with adding them on every day") { CHECK(distances_agree(97)); }

TEST_CASE("Adding months keeps the order of days and of months") {
  for (const MonthEnd rule : rules) {
    bool ordered = true;
    for (Date day = hotro::first_date; day < hotro::last_date; day = day + 1) {
      const int months = day.day % 25;
      ordered =
          ordered && hotro::add_months(day, months, rule) <= hotro::add_months(day + 1, months, rule) &&
          hotro::add_months(day, months, rule) < hotro::add_months(day, months + 1, rule) &&
          hotro::years_between(day + 1, Date{19'000}, rule) <= hotro::years_between(day, Date{19'000}, rule);
    }
    CHECK(ordered);
  }
}

TEST_CASE("The engine counts and adds months as the calendar does, from every day") {
  for (const MonthEnd rule : rules) {
    const hotro::Program program = calendar_program(rule);
    std::vector<std::int32_t> from, to;
    std::vector<std::int64_t> later;
    for (Date day = hotro::first_date; day <= hotro::last_date; day = day + 1) {
      const int i = day.day - hotro::first_date.day;
      // Near the same day of a month, mostly; else anywhere.
      const Date near = expected_month(day, i * 7 % 1'201 - 600, rule) + (i % 5 - 2);
      const Date any = hotro::first_date + static_cast<std::int32_t>(std::int64_t{i} * 48'271 %
                                                                     (hotro::last_date - hotro::first_date));
      const bool inside = hotro::first_date <= near && near <= hotro::last_date;
      from.push_back(day.day);
      to.push_back(inside && i % 4 != 0 ? near.day : any.day);
      later.push_back(i * 11 % 1'201 - 600);
    }
    std::vector<hotro::Column> columns(program.inputs().size());
    columns[program.find("from")] = {from.data(), nullptr, hotro::ColumnType::i32};
    columns[program.find("to")] = {to.data(), nullptr, hotro::ColumnType::i32};
    columns[program.find("later")] = {later.data(), nullptr, hotro::ColumnType::i64};
    hotro::Table table;
    table.rows = from.size();
    table.columns = columns;
    hotro::Evaluator evaluator(program);
    hotro::DecisionColumns out;
    evaluator.evaluate(table, 0, table.rows, out);
    std::size_t wrong = 0;
    for (std::size_t row = 0; row < table.rows; ++row) {
      const Date a{from[row]}, b{to[row]};
      const auto paid = [&](std::size_t benefit) {
        return out.benefits[benefit].entitlement[row].low.units - 100'000;
      };
      const std::int64_t day = expected_month(a, static_cast<int>(later[row]), rule) - Date{10'957};
      const int months = hotro::months_between(a, b, rule);
      const bool right = paid(0) == months && paid(1) == hotro::years_between(a, b, rule) && paid(2) == day &&
                         expected_month(a, months, rule) <= b && b < expected_month(a, months + 1, rule);
      if (right || ++wrong > 3) continue;
      FAIL_CHECK(hotro::iso(a) << " to " << hotro::iso(b) << ": " << paid(0) << " months, expected " << months
                               << "; " << paid(1) << " years; " << later[row] << " months later day "
                               << paid(2) << ", expected " << day);
    }
    CHECK(wrong == 0);
  }
}

TEST_CASE("Adding any number of months agrees with the calendar on every day", "[.long]") {
  CHECK(months_agree(1));
}

TEST_CASE("Counting any number of months agrees with adding them on every day", "[.long]") {
  CHECK(distances_agree(1));
}
