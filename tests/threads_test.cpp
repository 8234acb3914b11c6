// SPDX-License-Identifier: Apache-2.0
// One program, several threads, an evaluator each: nothing is shared but what never changes. Meant for
// ThreadSanitizer.

#include <catch2/catch.hpp>
#include <string>
#include <thread>
#include <vector>

#include "hotro/hotro.hpp"

namespace {

const char* const rules_text = R"(hotro: 1
rule_set: test.threads
title: {en: Threads}
currency: VND
by: act
covers: 2023-01-01 .. 2023-12-31
effective_on: event
month_end: last_day
sources:
  act: {en: Act, enacted: 2023-01-01}
types:
  region: [I, II, III]
facts:
  enterprise:
    region: {type: region}
  dossier:
    event: {type: date}
    birth: {type: date}
    income: {type: money}
    member: {type: truth}
parameters:
  wage:
    type: money
    keys: [region]
    versions:
      - {value: {I: 4_680_000, II: 4_160_000, III: 3_640_000}, cite: act art 1}
      - {value: {I: 4_960_000, II: 4_410_000, III: 3_860_000}, applies_from: 2023-07-01, cite: act art 1}
benefits:
  support:
    eligible:
      all:
        - {id: low_income, that: income <= wage(enterprise.region), reason: {en: Too rich}, cite: act art 1}
        - {id: old, that: 'member or age(birth, event) >= 35', reason: {en: Too young}, cite: act art 2}
    entitlement: {value: wage(enterprise.region), round: half up, to: 1_000, cite: act art 3}
)";

/// Rows by a rule of their own, so that every thread has the same table.
struct Rows {
  static constexpr std::size_t count = 1'500;
  std::vector<std::int32_t> event, birth, enterprise;
  std::vector<std::int64_t> income;
  std::vector<std::uint8_t> member, region, validity;

  Rows()
      : event(count),
        birth(count),
        enterprise(count),
        income(count),
        member(count),
        region{0, 1, 2},
        validity(count / 8 + 1) {
    for (std::size_t i = 0; i < count; ++i) {
      event[i] = 19'300 + static_cast<std::int32_t>(i % 500);
      birth[i] = 2'000 + static_cast<std::int32_t>(i * 37 % 12'000);
      enterprise[i] = static_cast<std::int32_t>(i % 4) - 1;
      income[i] = static_cast<std::int64_t>(i * 7'919 % 9'000'000);
      member[i] = static_cast<std::uint8_t>(i % 3);
      if (i % 5 != 0) validity[i / 8] = static_cast<std::uint8_t>(validity[i / 8] | 1U << i % 8);
    }
  }
};

void decide(const hotro::Program& program, const Rows& rows, std::vector<hotro::Decision>& out) {
  std::vector<hotro::Column> columns(program.inputs().size());
  const auto put = [&](const char* path, const void* data, hotro::ColumnType type,
                       const std::uint8_t* validity) {
    columns[program.find(path)] = {data, validity, type};
  };
  put("event", rows.event.data(), hotro::ColumnType::i32, nullptr);
  put("birth", rows.birth.data(), hotro::ColumnType::i32, nullptr);
  put("income", rows.income.data(), hotro::ColumnType::i64, rows.validity.data());
  put("member", rows.member.data(), hotro::ColumnType::truth, nullptr);
  put("enterprise.region", rows.region.data(), hotro::ColumnType::u8, nullptr);
  hotro::Table table;
  table.rows = Rows::count;
  table.columns = columns;
  table.enterprises = rows.region.size();
  table.enterprise = rows.enterprise.data();

  hotro::Evaluator evaluator(program, 64);
  hotro::DecisionColumns decided;
  evaluator.evaluate(table, 0, Rows::count, decided);
  for (std::size_t row = 0; row < Rows::count; ++row) out.push_back(decided.combined.at(row));
  // And some rows alone, with facts of their own.
  hotro::Facts facts(program);
  for (std::size_t row = 0; row < Rows::count; row += 10) {
    facts.clear();
    bool taken = facts.set(program.handle<hotro::Date>("event"), hotro::Date{rows.event[row]});
    taken = taken && facts.set(program.handle<hotro::Money>("income"), hotro::Money{rows.income[row]});
    taken = taken && facts.set(program.handle<hotro::Choice>("enterprise.region"), "II");
    if (taken) out.push_back(evaluator.evaluate(facts)[0]);
  }
}

}  // namespace

TEST_CASE("Threads with evaluators of their own share a program") {
  hotro::Sources sources;
  const std::uint32_t file = sources.add("threads.yaml", rules_text);
  const hotro::Result<hotro::RuleSet> rules = hotro::load(sources, {&file, 1});
  INFO(hotro::render(rules.diagnostics(), sources));
  REQUIRE(rules);
  const hotro::Result<hotro::Program> program = hotro::compile(*rules);
  REQUIRE(program);

  const Rows rows;
  std::vector<hotro::Decision> expected;
  decide(*program, rows, expected);
  std::vector<std::vector<hotro::Decision>> found(4);
  std::vector<std::thread> threads;
  for (auto& one : found) threads.emplace_back([&] { decide(*program, rows, one); });
  for (std::thread& thread : threads) thread.join();

  std::size_t eligible = 0, open = 0;
  for (const hotro::Decision& d : expected) {
    eligible += d.eligible == hotro::Truth::yes ? 1 : 0;
    open += d.eligible == hotro::Truth::unknown ? 1 : 0;
  }
  CHECK(eligible > 50);
  CHECK(open > 50);
  for (const auto& one : found) {
    REQUIRE(one.size() == expected.size());
    bool same = true;
    for (std::size_t i = 0; i < one.size(); ++i) {
      same = same && one[i].eligible == expected[i].eligible &&
             one[i].entitlement == expected[i].entitlement && one[i].payout == expected[i].payout;
    }
    CHECK(same);
  }
}

TEST_CASE("Threads load, compile, explain and save from what they share") {
  hotro::Sources sources;
  const std::uint32_t file = sources.add("threads.yaml", rules_text);
  const hotro::Result<hotro::RuleSet> rules = hotro::load(sources, {&file, 1});
  REQUIRE(rules);
  const hotro::Result<hotro::Program> program = hotro::compile(*rules);
  REQUIRE(program);
  const std::string bytes = hotro::save(*program);

  std::size_t right[4] = {};
  std::vector<std::thread> threads;
  for (std::size_t& count : right) {
    threads.emplace_back([&] {
      for (int round = 0; round < 5; ++round) {
        const hotro::Result<hotro::RuleSet> again = hotro::load(sources, {&file, 1});
        count += again && again->formulas.size() == rules->formulas.size() ? 1 : 0;
        const hotro::Result<hotro::Program> compiled = hotro::compile(*rules);
        count += compiled && compiled->fingerprint() == program->fingerprint() ? 1 : 0;
        count += hotro::save(*program) == bytes && hotro::load_program(bytes) ? 1 : 0;
        hotro::Evaluator evaluator(*program);
        evaluator.evaluate(hotro::Facts(*program));
        count += hotro::Explainer(*rules, evaluator, hotro::Language::vi).explain(hotro::Lines::all).empty()
                     ? 0
                     : 1;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  for (const std::size_t count : right) CHECK(count == 20);
}
