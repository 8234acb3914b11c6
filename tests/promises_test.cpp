// SPDX-License-Identifier: Apache-2.0
// What docs/embedding.md promises: where memory is allocated, what happens when there is none, what a
// fingerprint is taken over. Threads have threads_test.cpp.
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <new>
#include <string>

#include <unistd.h>

#include <catch2/catch.hpp>

#include "hotro/explain.hpp"
#include "hotro/program_file.hpp"
#include "limits/law.hpp"

namespace {

/// Of this thread: how often memory was asked for, and which request is refused; 0: none.
thread_local std::size_t requests = 0;
thread_local std::size_t refused = 0;

void* provide(std::size_t size, std::size_t alignment) {
  if (++requests == refused) throw std::bad_alloc();
  void* memory = alignment == 0
                     ? std::malloc(size == 0 ? 1 : size)
                     : std::aligned_alloc(alignment, (size + alignment - 1) / alignment * alignment);
  if (memory == nullptr) throw std::bad_alloc();
  return memory;
}

}  // namespace

// Not inline: g++ would see memory of operator new be freed by free().
[[gnu::noinline]] void* operator new(std::size_t size) { return provide(size, 0); }
[[gnu::noinline]] void* operator new[](std::size_t size) { return provide(size, 0); }
[[gnu::noinline]] void* operator new(std::size_t size, std::align_val_t alignment) {
  return provide(size, static_cast<std::size_t>(alignment));
}
[[gnu::noinline]] void* operator new[](std::size_t size, std::align_val_t alignment) {
  return provide(size, static_cast<std::size_t>(alignment));
}
[[gnu::noinline]] void* operator new(std::size_t size, const std::nothrow_t& /*tag*/) noexcept {
  return ++requests == refused ? nullptr : std::malloc(size == 0 ? 1 : size);
}
[[gnu::noinline]] void operator delete(void* memory, const std::nothrow_t& /*tag*/) noexcept {
  std::free(memory);
}
[[gnu::noinline]] void operator delete(void* memory) noexcept { std::free(memory); }
[[gnu::noinline]] void operator delete[](void* memory) noexcept { std::free(memory); }
[[gnu::noinline]] void operator delete(void* memory, std::size_t /*size*/) noexcept { std::free(memory); }
[[gnu::noinline]] void operator delete[](void* memory, std::size_t /*size*/) noexcept { std::free(memory); }
[[gnu::noinline]] void operator delete(void* memory, std::align_val_t /*alignment*/) noexcept {
  std::free(memory);
}
[[gnu::noinline]] void operator delete[](void* memory, std::align_val_t /*alignment*/) noexcept {
  std::free(memory);
}
[[gnu::noinline]] void operator delete(void* memory, std::size_t /*size*/,
                                       std::align_val_t /*alignment*/) noexcept {
  std::free(memory);
}
[[gnu::noinline]] void operator delete[](void* memory, std::size_t /*size*/,
                                         std::align_val_t /*alignment*/) noexcept {
  std::free(memory);
}

using namespace hotro;
using limits::Law;

namespace {

template <class F>
std::size_t requests_of(F&& work) {
  const std::size_t before = requests;
  work();
  return requests - before;
}

/// A rule set with something of everything.
Law full_law() {
  Law law;
  law.top = "month_end: last_day\n";
  law.types = "  place: [north, south]\n";
  law.facts =
      "    wage: {type: money, max: 1000000}\n    at_place: {type: place}\n    born: {type: date}\n    "
      "income: {type: money, if_missing: 0}\n"
      "    member: {type: truth}\n    hours: {type: count, max: 100000000000}\n";
  law.parameters =
      "  least: {type: money, keys: [place], versions: [{value: {north: 10, south: 20}, cite: act art 3}]}\n"
      "  share: {type: rate, versions: [{value: 70%, cite: act art 3}, {value: 2/3, applies_from: "
      "2023-06-01, cite: act "
      "art 3}]}\n";
  law.readings =
      "  which: {asks: {en: Which}, cite: act art 1, options: [one, other], default: one, labels: {one: {en: "
      "This}}}\n";
  law.definitions = "  old: {that: 'age(born, day) >= 35', cite: act art 1}\n";
  law.conditions =
      "        - {id: either, any: [old, member], reason: {en: Too young}, cite: act art 1}\n"
      "        - {id: poor, that: 'income <= least(at_place) or reading.which = \"other\"', reason: {en: "
      "Rich}, cite: act "
      "art 1}\n";
  law.entitlement = "{value: hours * wage * share, round: half up, to: 1000, cite: act art 2}";
  return law;
}

struct Compiled {
  explicit Compiled(const Law& law) { read({law.text()}, out); }
  limits::Outcome out;
};

const Program& full_program() {
  static const Compiled compiled(full_law());
  CHECK(compiled.out.errors() == "");
  REQUIRE(compiled.out.compiled);
  return compiled.out.program;
}

std::string fingerprint(const Law& law, const CompileOptions& options = {}) {
  Sources sources;
  const std::uint32_t file = sources.add("1", law.text());
  const Result<RuleSet> rules = load(sources, {&file, 1});
  INFO(render(rules.diagnostics(), sources));
  REQUIRE(rules);
  const Result<Program> program = compile(*rules, options);
  REQUIRE(program);
  return program->fingerprint();
}

std::string replaced(std::string text, const std::string& what, const std::string& with) {
  const std::size_t at = text.find(what);
  REQUIRE(at != std::string::npos);
  return text.replace(at, what.size(), with);
}

}  // namespace

TEST_CASE("deciding one row, setting facts and looking handles up allocate nothing") {
  const Program& program = full_program();
  Facts facts(program);
  Evaluator evaluator(program);
  Date day;
  REQUIRE(parse_date("2023-07-01", day));
  bool accepted = true;
  Truth eligible = Truth::unknown;
  const std::size_t count = requests_of([&] {
    const auto on = program.handle<Date>("day");
    facts.clear();
    accepted = facts.set(on, day) && facts.set(program.handle<Choice>("at_place"), "south") &&
               facts.set(program.handle<Truth>("member"), Truth::yes) &&
               facts.set(program.handle<std::int64_t>("x"), 10) &&
               facts.set(program.handle<Money>("income"), Money{15}) &&
               !facts.set(program.handle<std::int64_t>("hours"), -1) &&
               facts.set(program.find("hours"), Interval{1, 9});
    for (int i = 0; i < 3; ++i) eligible = evaluator.evaluate(facts)[1].eligible;
  });
  CHECK(accepted);
  CHECK(eligible == Truth::yes);
  CHECK(count == 0);
}

TEST_CASE("deciding a table allocates the columns of its answers, and nothing where those are large enough") {
  const Program& program = full_program();
  Evaluator evaluator(program);
  std::vector<Column> columns(program.inputs().size());
  const std::vector<std::int64_t> x(5'000, 10);
  columns[program.find("x")] = {x.data(), nullptr, ColumnType::i64};
  DecisionColumns answers;
  const auto decide = [&](std::size_t rows) {
    return requests_of([&] { evaluator.evaluate({rows, columns}, 0, rows, answers); });
  };
  CHECK(decide(5'000) > 0);
  CHECK(decide(5'000) == 0);
  CHECK(decide(100) == 0);
  CHECK(decide(5'000) == 0);
}

TEST_CASE("where memory runs out std::bad_alloc is thrown, and nothing else happens") {
  const std::string text = full_law().text();
  const auto everything = [&] {
    Sources sources;
    const std::uint32_t file = sources.add("1", text);
    const Result<RuleSet> rules = load(sources, {&file, 1});
    if (!rules) throw rules.diagnostics().front().code;
    const Result<Program> program = compile(*rules);
    if (!program) throw program.diagnostics().front().code;
    const ProgramFile loaded = load_program(save(*program));
    if (!loaded) throw loaded.fault;
    Facts facts(*program);
    Evaluator evaluator(*program);
    evaluator.evaluate(facts);
    Explainer explainer(*rules, evaluator, Language::en);
    if (explainer.explain(Lines::all).empty()) throw 0;
    if (explainer.missing().empty()) throw 0;
    single_changes(*rules, evaluator, 0);
  };
  everything();  // what is made once for all
  const std::size_t all = requests_of(everything);
  REQUIRE(all > 1'000);
  std::size_t thrown = 0;
  for (std::size_t nth = 1; nth <= all; nth += nth < 200 ? 1 : 7) {
    const std::size_t before = requests;
    refused = before + nth;
    try {
      everything();
    } catch (const std::bad_alloc&) {
      ++thrown;
    }
    refused = 0;
  }
  CHECK(thrown > 300);
}

TEST_CASE("diagnostics are rendered, and errors thrown, with what they say") {
  Sources sources;
  const std::uint32_t file = sources.add("1", "hotro: 1\n");
  Result<RuleSet> rules = load(sources, {&file, 1});
  try {
    static_cast<void>(rules.value());
    FAIL("nothing was thrown");
  } catch (const Error& error) {
    CHECK(error.diagnostics().size() == rules.diagnostics().size());
    CHECK(std::string(error.what()).find("the file holds neither a rule set nor an amendment") !=
          std::string::npos);
  }
}

TEST_CASE("a fingerprint is the SHA-256 of the dump") {
  for (std::size_t length = 0; length < 70; ++length) {
    ProgramData data;
    data.rule_set = std::string(length, 'x');
    const Program program(std::move(data));
    if (length != 0 && length != 69 && program.dump().size() % 64 != 0 && program.dump().size() % 64 != 55 &&
        program.dump().size() % 64 != 56)
      continue;  // the lengths at which the padding changes
    const std::filesystem::path path =
        std::filesystem::temp_directory_path() / ("hotro-dump-" + std::to_string(::getpid()));
    std::ofstream(path, std::ios::binary) << program.dump();
    std::FILE* pipe = ::popen(("sha256sum < " + path.string()).c_str(), "r");
    REQUIRE(pipe != nullptr);
    char digits[65] = {};
    CHECK(std::fread(digits, 1, 64, pipe) == 64);
    ::pclose(pipe);
    std::filesystem::remove(path);
    CHECK(program.fingerprint() == digits);
  }
}

TEST_CASE("what decides nothing is not part of a fingerprint") {
  const Law law = full_law();
  const std::string same = fingerprint(law);
  CHECK(fingerprint(law) == same);
  const auto other = [&](std::string Law::*section, const std::string& what, const std::string& with) {
    Law changed = law;
    changed.*section = replaced(law.*section, what, with);
    INFO(what << " -> " << with);
    CHECK(fingerprint(changed) == same);
  };
  other(&Law::conditions, "{en: Too young}", "{en: Young, vi: Trẻ}");
  other(&Law::conditions, "cite: act art 1", "cite: act art 9 cl 2");
  other(&Law::conditions, "cite: act art 1", "cite: act art 1, sure: inferred");
  other(&Law::readings, "{en: Which}", "{en: Which one}");
  other(&Law::readings, "labels: {one: {en: This}}", "labels: {one: {en: That}}");
  other(&Law::facts, "member: {type: truth}", "member: {type: truth, label: {en: Member}}");
  other(&Law::definitions, "  old:", "  older: {that: 'age(born, day) >= 60', cite: act art 1}\n  old:");
  Law renamed = law;
  renamed.definitions = replaced(law.definitions, "old:", "aged:");
  renamed.conditions = replaced(law.conditions, "[old,", "[aged,");
  CHECK(fingerprint(renamed) == same);
}

TEST_CASE("what decides is part of a fingerprint") {
  const Law law = full_law();
  std::vector<std::string> seen{fingerprint(law)};
  const auto fresh = [&](const std::string& found) {
    CHECK(std::find(seen.begin(), seen.end(), found) == seen.end());
    seen.push_back(found);
  };
  const auto other = [&](std::string Law::*section, const std::string& what, const std::string& with) {
    Law changed = law;
    changed.*section = replaced(law.*section, what, with);
    INFO(what << " -> " << with);
    fresh(fingerprint(changed));
  };
  other(&Law::id, "limits", "others");
  other(&Law::types, "[north, south]", "[south, north]");
  other(&Law::facts, "if_missing: 0", "if_missing: 1");
  other(&Law::facts, "income: {type: money,", "income: {type: money, max: 999,");
  other(&Law::facts, "hours: {type: count, max: 100000000000}", "hours: {type: count, max: 100000000001}");
  other(&Law::parameters, "north: 10", "north: 11");
  other(&Law::parameters, "70%", "71%");
  other(&Law::parameters, "2023-06-01", "2023-06-02");
  other(&Law::readings, "default: one", "default: other");
  other(&Law::definitions, "35", "36");
  other(&Law::conditions, "id: poor", "id: not_rich");
  other(&Law::conditions, "<=", "<");
  other(&Law::entitlement, "half up", "half down");
  other(&Law::top, "last_day", "next_day");
  other(&Law::that, ">= 10", ">= 11");
  CompileOptions later;
  later.has_known = true;
  REQUIRE(parse_date("2023-03-01", later.known));
  fresh(fingerprint(law, later));
  CompileOptions reading;
  reading.readings = {{"which", "other"}};
  // The same as by default there: the reading is part of it, not how it came to be chosen.
  CHECK(std::find(seen.begin(), seen.end(), fingerprint(law, reading)) != seen.end());
}
