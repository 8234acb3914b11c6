// SPDX-License-Identifier: Apache-2.0
// What a program holds, and that it grows no faster than its rule set.
#include "limits/law.hpp"

#include "hotro/program_file.hpp"

using namespace hotro;
using namespace limits;

namespace {

std::string joined(std::size_t from, std::size_t to, const std::string& name, const std::string& sign) {
  std::string text;
  for (std::size_t i = from; i < to; ++i) text += (i == from ? "" : sign) + name + std::to_string(i);
  return text;
}

/// Every definition is read: a_i = max(x, i), summed in groups of 50, and the sums of those.
Law many_definitions(std::size_t count) {
  constexpr std::size_t group = 50;
  REQUIRE(count % (group * group) % group == 0);
  Law law;
  std::string& text = law.definitions;
  for (std::size_t i = 0; i < count; ++i)
    text += "  a" + std::to_string(i) + ": {value: 'max(x, " + std::to_string(i) + ")', cite: act art 2}\n";
  for (std::size_t i = 0; i < count / group; ++i)
    text += "  b" + std::to_string(i) + ": {value: " + joined(i * group, (i + 1) * group, "a", " + ") +
            ", cite: act art 2}\n";
  text += "  total: {value: " + joined(0, count / group, "b", " + ") + ", cite: act art 2}\n";
  return law;
}

std::string saved_and_loaded(const Program& program) {
  const std::string bytes = save(program);
  const ProgramFile file = load_program(bytes);
  REQUIRE(file);
  return file.program.fingerprint();
}

}  // namespace

TEST_CASE("a rule set of 2,000 definitions decides, and its program grows with it and no faster",
          "[limits]") {
  constexpr std::int64_t x = 700;
  std::size_t ops[3] = {};
  for (std::size_t step = 0; step < 3; ++step) {
    const std::size_t count = 500U << step;
    std::int64_t total = 0;
    for (std::size_t i = 0; i < count; ++i) total += std::max<std::int64_t>(x, static_cast<std::int64_t>(i));
    Law law = many_definitions(count);
    law.that = "total >= " + std::to_string(total);
    Outcome out;
    read({law.text()}, out);
    CHECK(out.errors() == "");
    REQUIRE(out.compiled);
    CHECK(out.rules.definitions.size() > count);
    CHECK(decide(out.program, {{"x", x}}).eligible == Truth::yes);
    CHECK(decide(out.program, {{"x", x - 1}}).eligible == Truth::no);
    ops[step] = out.program.data().row.ops.size();
  }
  CHECK(ops[2] - ops[1] <= 2 * (ops[1] - ops[0]) + 10);
  CHECK(ops[2] < 3 * 2'000);
}

TEST_CASE("most_registers: a program of as many as 16 bits name decides, and one more is refused",
          "[limits]") {
  const auto with = [](std::size_t values) {
    Law law;
    law.facts = "    y: {type: count, max: 1000000}\n";
    law.conditions =
        "        - id: listed\n          reason: {en: No}\n          cite: act art 1\n          any:\n" +
        each(values, [](const std::string& i) { return "            - y = " + i + "\n"; });
    return law;
  };
  // A value takes some registers, by its lane: where the end is, is found by halving.
  std::size_t fits = most_registers / 16;
  std::size_t beyond = most_registers / 2;
  while (beyond - fits > 1) {
    const std::size_t middle = (fits + beyond) / 2;
    (errors(with(middle)).empty() ? fits : beyond) = middle;
  }
  Outcome out;
  read({with(fits).text()}, out);
  CHECK(out.errors() == "");
  REQUIRE(out.compiled);
  CHECK(out.program.data().registers.size() <= most_registers);
  CHECK(out.program.data().registers.size() > most_registers - 8);
  const auto last = static_cast<std::int64_t>(fits);
  CHECK(decide(out.program, {{"x", 10}, {"y", last}}).eligible == Truth::yes);
  CHECK(decide(out.program, {{"x", 10}, {"y", last + 1}}).eligible == Truth::no);
  CHECK(saved_and_loaded(out.program) == out.program.fingerprint());
  CHECK(errors(with(fits + 1)) == "1:16:3: error: the program needs more than 65535 registers [E0608]\n");
}

TEST_CASE("what would need many times as many registers is refused soon", "[limits]") {
  // at_least 20,000 of 40,000: a sorting of all by all.
  Law law;
  law.facts = "    y: {type: count, max: 1000000}\n";
  law.conditions =
      "        - id: listed\n          reason: {en: No}\n          cite: act art 1\n          at_least: "
      "20000\n"
      "          of:\n" +
      each(40'000, [](const std::string& i) { return "            - y = " + i + "\n"; });
  CHECK(errors(law) == "1:16:3: error: the program needs more than 65535 registers [E0608]\n");
}

TEST_CASE("most_entries: two million looked up values, and no more", "[limits][.long]") {
  // A rate for each of `options` places, in twelve versions that have no denominator in common. What is read
  // on a day that may lie in some of them has a table for each, with the denominator of those: 130 that
  // differ, for all runs of two to six versions.
  constexpr std::size_t options = most_entries / 130;
  constexpr std::size_t versions = 12;
  constexpr int primes[versions] = {101, 103, 107, 109, 113, 127, 131, 137, 139, 149, 151, 157};
  const auto with = [&](bool longer) {
    Law law;
    law.types = "  place: [" + each(options, [](const std::string& i) { return "c" + i + ", "; }) + "]\n";
    law.facts = "    at_place: {type: place}\n    paid: {type: money}\n";
    law.parameters = "  share:\n    type: rate\n    keys: [place]\n    versions:\n";
    for (std::size_t version = 0; version < versions; ++version) {
      law.parameters += "      - applies_from: " + std::to_string(2010 + version) +
                        "-01-01\n        cite: act art 2\n        value:\n";
      law.parameters += each(options, [&](const std::string& i) {
        return "          c" + i + ": " + i + "/" + std::to_string(primes[version]) + "\n";
      });
    }
    std::string all = "          all:\n";
    std::size_t reads = 0;
    const auto read = [&](std::size_t first, std::size_t run) {
      const std::string name = "d" + std::to_string(++reads);
      law.facts += "    " + name + ": {type: date, min: " + std::to_string(2010 + first) +
                   "-06-01, max: " + std::to_string(2010 + first + run - 1) + "-06-01}\n";
      all += "            - paid * at(share(at_place), " + name + ") >= " + (reads == 1 ? "1000\n" : "0\n");
    };
    for (std::size_t run = 2; run <= 6; ++run) {
      for (std::size_t first = 0; first + run <= versions; ++first) read(first, run);
    }
    if (longer) read(0, 7);
    law.conditions = "        - id: shares\n          reason: {en: No}\n          cite: act art 1\n" + all;
    return law;
  };
  Outcome out;
  read({with(false).text()}, out);
  CHECK(out.errors() == "");
  REQUIRE(out.compiled);
  std::size_t entries = 0;
  for (const LookupTable& table : out.program.data().tables) entries += table.entries.size();
  CHECK(entries == 130 * options);
  Date in_first;
  REQUIRE(parse_date("2010-12-31", in_first));
  Given given{{"x", 10}, {"at_place", 6}, {"d1", in_first.day}, {"paid", 1000 * 101 / 7 + 1}};  // 7/101
  CHECK(decide(out.program, given).eligible == Truth::yes);
  --given.back().second;
  CHECK(decide(out.program, given).eligible == Truth::no);
  CHECK(saved_and_loaded(out.program) == out.program.fingerprint());

  const std::string said = errors(with(true));
  CHECK(said.substr(said.find(" error")) ==
        " error: the program needs more than 2000000 values that it looks up by keys [E0608]\n");
}

TEST_CASE("most_marks: two million formulas on effective dates, and no more", "[limits]") {
  const auto with = [](std::size_t formulas) {
    Law law;
    law.facts = each(most_benefits, [](const std::string& i) { return "    day" + i + ": {type: date}\n"; });
    law.benefits = each(most_benefits - 1, [](const std::string& i) {
      return "  b" + i + ":\n    effective_on: day" + i +
             "\n    eligible:\n      all:\n        - {id: enough, that: x >= 10, reason: {en: No}, cite: act "
             "art 1}\n" +
             "    entitlement: {value: " + i + ", cite: act art 2}\n";
    });
    law.definitions =
        each(formulas, [](const std::string& i) { return "  d" + i + ": {value: x, cite: act art 2}\n"; });
    return law;
  };
  Outcome few;
  read({with(1).text()}, few);
  REQUIRE(few.compiled);
  // Sums of fifty, to have fewer definitions than there may be.
  const std::size_t rest = most_marks / most_benefits - (few.rules.formulas.size() - 1);
  const auto full = [&](std::size_t formulas) {
    Law law = with(formulas % 99);
    const std::string sum = "x" + repeat(" + x", 49);
    law.definitions += each(formulas / 99, [&](const std::string& i) {
      return "  s" + i + ": {value: " + sum + ", cite: act art 2}\n";
    });
    return law;
  };
  Outcome out;
  read({full(rest).text()}, out);
  CHECK(out.errors() == "");
  REQUIRE(out.compiled);
  CHECK(out.rules.formulas.size() * out.program.data().marks.size() == most_marks);
  CHECK(decide(out.program, {{"x", 10}}).eligible == Truth::yes);
  CHECK(decide(out.program, {{"x", 9}}).eligible == Truth::no);
  CHECK(saved_and_loaded(out.program) == out.program.fingerprint());
  const std::string said = errors(full(rest + 1));
  CHECK(
      said.substr(said.find(" error")) ==
      " error: the program needs more than 2000000 values, of its formulas on each effective date [E0608]\n");
}

TEST_CASE("largest_program_file: what is larger than any program is not looked at", "[limits]") {
  Outcome out;
  read({Law().text()}, out);
  REQUIRE(out.compiled);
  std::string bytes = save(out.program);
  REQUIRE(bytes.size() < 10'000);
  CHECK(load_program(bytes));
  bytes.resize(largest_program_file, '\0');
  CHECK(load_program(bytes).fault == ProgramFault::damaged);  // bytes behind the end
  bytes += '\0';
  CHECK(load_program(bytes).fault == ProgramFault::damaged);
}

TEST_CASE("a program file that promises millions of facts gets no memory on its word", "[limits]") {
  Outcome out;
  read({Law().text()}, out);
  REQUIRE(out.compiled);
  std::string bytes = save(out.program);
  // The number of facts stands in front of the first one's path, behind its length.
  const std::size_t path = bytes.find("day");
  REQUIRE(path != std::string::npos);
  const std::string facts("\xFF\xFF\xFF\x03", 4);
  bytes.replace(path - 8, 4, facts);
  bytes.resize(largest_program_file - 1, '\x7F');
  CHECK(load_program(bytes).fault == ProgramFault::damaged);
}
