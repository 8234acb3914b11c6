// SPDX-License-Identifier: Apache-2.0
// What a rule set lists: how many of each.
#include "limits/law.hpp"

using namespace hotro;
using namespace limits;

namespace {

/// The line of a text that begins so, as messages count.
std::string line_of(const Law& law, const std::string& beginning) {
  const std::string text = law.text();
  const std::size_t at = text.find("\n" + beginning);
  REQUIRE(at != std::string::npos);
  return std::to_string(2 + std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(at), '\n'));
}

std::string date_of(std::size_t day_of_year) {
  Date first;
  REQUIRE(parse_date("2023-01-01", first));
  return iso(first + static_cast<std::int32_t>(day_of_year));
}

}  // namespace

TEST_CASE("most_sources: a thousand, and not one more", "[limits]") {
  const auto with = [](std::size_t more) {
    Law law;
    law.sources = each(more, [](const std::string& i) { return "  s" + i + ": {en: One, part_of: act}\n"; });
    law.entitlement = "{value: 1000, cite: s" + std::to_string(more) + " art 2}";
    return law;
  };
  check_right(with(most_sources - 1));
  const Law more = with(most_sources);
  CHECK(errors(more) ==
        "1:" + line_of(more, "  s1000:") + ":3: error: there are more than 1000 sources [E0210]\n");
}

TEST_CASE("most_names: ten thousand types, parameters and definitions each, and not one more", "[limits]") {
  const auto with = [](std::size_t types, std::size_t parameters, std::size_t definitions) {
    Law law;
    law.types = each(types, [](const std::string& i) { return "  t" + i + ": [one, two]\n"; });
    law.parameters = each(parameters, [](const std::string& i) {
      return "  p" + i + ": {type: count, versions: [{value: " + i + ", cite: act art 2}]}\n";
    });
    law.definitions =
        each(definitions, [](const std::string& i) { return "  d" + i + ": {value: x, cite: act art 2}\n"; });
    law.facts = "    of_type: {type: t" + std::to_string(types) + "}\n";
    law.that = "p10000 = 10000 and d10000 >= 10";
    return law;
  };
  check_right(with(most_names, most_names, most_names));
  const Law types = with(most_names + 1, most_names, most_names);
  const Law parameters = with(most_names, most_names + 1, most_names);
  const Law definitions = with(most_names, most_names, most_names + 1);
  CHECK(errors(types) ==
        "1:" + line_of(types, "  t10001:") + ":3: error: there are more than 10000 types [E0210]\n");
  CHECK(errors(parameters) == "1:" + line_of(parameters, "  p10001:") +
                                  ":3: error: there are more than 10000 parameters [E0210]\n");
  CHECK(errors(definitions) == "1:" + line_of(definitions, "  d10001:") +
                                   ":3: error: there are more than 10000 definitions [E0210]\n");
}

TEST_CASE("most_names: imports count", "[limits]") {
  Law law;
  law.top = "imports: [other]\n";
  const std::string other =
      "hotro: 1\nrule_set: other\ntitle: {en: Other}\ntypes:\n" +
      each(most_names, [](const std::string& i) { return "  t" + i + ": [one, two]\n"; });
  check_right(Texts{law.text(), other});
  law.types = "  mine: [one, two]\n";
  CHECK(errors(Texts{law.text(), other}) == "1:12:3: error: there are more than 10000 types [E0210]\n");
}

TEST_CASE("most_options: a choice among 16,384 places, each with a value, and not one more", "[limits]") {
  const auto with = [](std::size_t options) {
    Law law;
    law.types = "  place: [" + each(options, [](const std::string& i) { return "c" + i + ", "; }) + "]\n";
    law.facts = "    at_place: {type: place}\n";
    law.parameters =
        "  least:\n    type: count\n    keys: [place]\n    versions:\n      - cite: act art 2\n        "
        "value:\n" +
        each(options, [](const std::string& i) { return "          c" + i + ": " + i + "\n"; });
    law.that = "x >= least(at_place)";
    return law;
  };
  Outcome out;
  read({with(most_options).text()}, out);
  CHECK(out.errors() == "");
  REQUIRE(out.compiled);
  const std::int64_t last = most_options - 1;
  CHECK(decide(out.program, {{"at_place", last}, {"x", last + 1}}).eligible == Truth::yes);
  CHECK(decide(out.program, {{"at_place", last}, {"x", last}}).eligible == Truth::no);
  const std::string said = errors(with(most_options + 1));
  CHECK(said == "1:11:119977: error: there are more than 16384 options of \"place\" [E0210]\n");
}

TEST_CASE("most_facts: four thousand, and not one more", "[limits]") {
  const auto with = [](std::size_t more) {
    Law law;
    law.facts = each(more, [](const std::string& i) { return "    f" + i + ": {type: count}\n"; });
    law.that = "f" + std::to_string(more) + " = 7 and x >= 10";
    return law;
  };
  Outcome out;
  read({with(most_facts - 2).text()}, out);  // and the day, and x
  REQUIRE(out.compiled);
  CHECK(decide(out.program, {{"f3998", 7}, {"x", 10}}).eligible == Truth::yes);
  CHECK(decide(out.program, {{"f3998", 6}, {"x", 10}}).eligible == Truth::no);
  const Law more = with(most_facts - 1);
  CHECK(errors(more) ==
        "1:" + line_of(more, "    f3999:") + ":5: error: there are more than 4000 facts [E0210]\n");
}

TEST_CASE("most_fact_options: 250,000 options of all facts, and not one more", "[limits]") {
  const auto with = [](std::size_t rest) {
    Law law;
    const auto options = [](std::size_t count) {
      return "[" + each(count, [](const std::string& i) { return "c" + i + ", "; }) + "]\n";
    };
    law.types = "  large: " + options(most_options) + "  rest: " + options(rest);
    law.facts = each(15, [](const std::string& i) { return "    f" + i + ": {type: large}\n"; }) +
                "    other: {type: rest}\n";
    return law;
  };
  const std::size_t rest = most_fact_options - 15 * most_options;
  check_right(with(rest));
  const Law more = with(rest + 1);
  CHECK(errors(more) == "1:" + line_of(more, "    other:") +
                            ":5: error: there are more than 250000 options of all facts together [E0210]\n");
}

TEST_CASE("most_rows: a list has 60 rows, and not one more", "[limits]") {
  const auto with = [](std::size_t rows) {
    Law law;
    law.facts =
        "    things:\n      list: {size: {type: count, max: 9}}\n      at_most: " + std::to_string(rows) +
        "\n";
    law.that = "count(things[size >= 5]) = 1 and x >= 10";
    return law;
  };
  Outcome out;
  read({with(most_rows).text()}, out);
  CHECK(out.errors() == "");
  REQUIRE(out.compiled);
  Given given{{"x", 10}, {"things.count", 60}};
  for (std::size_t i = 1; i <= most_rows; ++i)
    given.push_back({"things." + std::to_string(i) + ".size", i == most_rows ? 5 : 4});
  CHECK(decide(out.program, given).eligible == Truth::yes);
  given.back().second = 4;
  CHECK(decide(out.program, given).eligible == Truth::no);
  const Law more = with(most_rows + 1);
  CHECK(errors(more) == "1:" + line_of(more, "      at_most:") +
                            ":16: error: a list has at most a whole number of rows, from 1 to 60 [E0206]\n");
}

TEST_CASE("most_readings and most_answers: 64 questions with 16 answers, and not one more", "[limits]") {
  const auto with = [](std::size_t readings, std::size_t answers) {
    Law law;
    const std::string options = each(answers, [](const std::string& i) { return "a" + i + ", "; });
    law.readings = each(readings, [&](const std::string& i) {
      return "  r" + i + ": {asks: {en: Which}, cite: act art 1, options: [" + options + "], default: a" +
             std::to_string(answers) + "}\n";
    });
    law.that = "reading.r64 = \"a16\" and x >= 10";
    return law;
  };
  check_right(with(most_readings, most_answers));
  const Law readings = with(most_readings + 1, most_answers);
  CHECK(errors(readings) ==
        "1:" + line_of(readings, "  r65:") + ":3: error: there are more than 64 readings [E0210]\n");
  CHECK(errors(with(1, most_answers + 1)) ==
        "1:15:125: error: there are more than 16 options of the reading \"r1\" [E0210]\n");
}

TEST_CASE("most_keys: a parameter has 8 keys, and not one more", "[limits]") {
  const auto with = [](std::size_t keys) {
    Law law;
    law.types = "  side: [left, right]\n";
    law.facts = each(keys, [](const std::string& i) { return "    k" + i + ": {type: side}\n"; });
    // Ten where all keys are right, otherwise a hundred.
    std::string value = "10";
    for (std::size_t i = 0, cells = 1; i < keys; ++i, cells *= 2) {
      std::string other = "100";
      for (std::size_t depth = 0; depth < i; ++depth) other = "{left: " + other + ", right: " + other + "}";
      value = "{left: " + other + ", right: " + value + "}";
    }
    law.parameters = "  least: {type: count, keys: [" + repeat("side, ", keys) +
                     "], versions: [{value: " + value + ", cite: act art 2}]}\n";
    law.that =
        "x >= least(" + each(keys, [&](const std::string& i) { return (i == "1" ? "k" : ", k") + i; }) + ")";
    return law;
  };
  Outcome out;
  read({with(most_keys).text()}, out);
  CHECK(out.errors() == "");
  REQUIRE(out.compiled);
  Given given{{"x", 10}};
  for (std::size_t i = 1; i <= most_keys; ++i) given.push_back({"k" + std::to_string(i), 1});
  CHECK(decide(out.program, given).eligible == Truth::yes);
  given.back().second = 0;
  CHECK(decide(out.program, given).eligible == Truth::no);
  CHECK(errors(with(most_keys + 1)) == "1:26:79: error: there are more than 8 keys of \"least\" [E0210]\n");
}

TEST_CASE("most_versions: 250 versions of a parameter, a definition, a condition and a reason", "[limits]") {
  const auto versions = [](std::size_t count) {
    std::string text;
    for (std::size_t i = 0; i < count; ++i) {
      text +=
          "      - {value: " + std::to_string(i) + ", applies_from: " + date_of(i) + ", cite: act art 2}\n";
    }
    return text;
  };
  const auto with = [&](std::size_t parameter, std::size_t definition) {
    Law law;
    law.parameters = "  least:\n    type: count\n    versions:\n" + versions(parameter);
    law.definitions = "  most:\n    versions:\n" + versions(definition);
    law.that = "x >= least and most >= 0";
    return law;
  };
  Outcome out;
  read({with(most_versions, most_versions).text()}, out);
  CHECK(out.errors() == "");
  REQUIRE(out.compiled);
  Date first;
  REQUIRE(parse_date("2023-01-01", first));
  for (const std::int64_t day : {0, 100, 248, 249, 300}) {
    const std::int64_t least = std::min<std::int64_t>(day, 249);
    CHECK(decide(out.program, {{"day", first.day + day}, {"x", least}}).eligible == Truth::yes);
    if (least > 0)
      CHECK(decide(out.program, {{"day", first.day + day}, {"x", least - 1}}).eligible == Truth::no);
  }
  CHECK(errors(with(most_versions + 1, 1)) ==
        "1:268:10: error: there are more than 250 versions of \"least\" [E0210]\n");
  CHECK(errors(with(1, most_versions + 1)) ==
        "1:272:10: error: there are more than 250 versions of \"most\" [E0210]\n");

  // Those of amendments count; the act has the first.
  const auto amended = [](std::size_t changes, const std::string& path, const std::string& content) {
    std::string text = "hotro: 1\namends: test.limits\nby: act\nchanges:\n";
    for (std::size_t i = 0; i < changes; ++i) {
      text += "  - {set: benefits.support." + path + ", " + content + ", applies_from: " + date_of(i + 1) +
              ", cite: act art 3}\n";
    }
    return Texts{Law().text(), text};
  };
  const std::pair<std::string, std::string> changes[] = {{"eligible.enough", "that: x >= 10"},
                                                         {"entitlement", "value: '1000'"},
                                                         {"when", "value: x >= 0"},
                                                         {"eligible.enough.reason", "value: {en: Less}"}};
  const std::string names[] = {"support.enough", "support.entitlement", "support.when",
                               "support.enough.reason"};
  for (std::size_t i = 0; i < 4; ++i) {
    const auto& [path, content] = changes[i];
    const std::size_t held = i < 2 ? 1 : 0;
    INFO(path);
    CHECK(errors(amended(most_versions - held, path, content)) == "");
    CHECK(errors(amended(most_versions - held + 1, path, content)) ==
          "2:" + std::to_string(4 + most_versions - held + 1) +
              ":6: error: there are more than 250 versions of \"" + names[i] + "\" [E0210]\n");
  }
}

TEST_CASE("most_benefits: 64 benefits, of which one pays, and not one more", "[limits]") {
  const auto with = [](std::size_t more) {
    Law law;
    law.benefits = each(more, [](const std::string& i) {
      return "  b" + i + ":\n    eligible:\n      all:\n        - {id: enough, that: x >= " + i +
             ", reason: {en: Too little}, cite: act art 1}\n    entitlement: {value: " +
             std::to_string(1000 + std::stoi(i)) + ", cite: act art 2}\n";
    });
    return law;
  };
  Outcome out;
  read({with(most_benefits - 1).text()}, out);
  CHECK(out.errors() == "");
  REQUIRE(out.compiled);
  Facts facts(out.program);
  REQUIRE(facts.set(out.program.find("x"), 40));
  REQUIRE(facts.set(out.program.find("day"), 19500));
  Evaluator evaluator(out.program, 1);
  const auto decisions = evaluator.evaluate(facts);
  REQUIRE(decisions.size() == most_benefits + 1);
  for (std::size_t i = 1; i < most_benefits; ++i) {
    CHECK(decisions[i + 1].eligible == (i <= 40 ? Truth::yes : Truth::no));
    CHECK(decisions[i + 1].payout.low.units == (i == 40 ? 1040 : 0));
  }
  CHECK(decisions[0].payout.low.units == 1040);
  const Law beyond = with(most_benefits);
  CHECK(errors(beyond) ==
        "1:" + line_of(beyond, "  b64:") + ":3: error: there are more than 64 benefits [E0210]\n");
}

TEST_CASE("most_conditions: a bit for each of 64, and not one more", "[limits]") {
  const auto with = [](std::size_t more) {
    Law law;
    law.conditions = each(more, [](const std::string& i) {
      return "        - {id: c" + i + ", that: x != " + std::to_string(100 + std::stoi(i)) +
             ", reason: {en: No}, cite: act art 1}\n";
    });
    return law;
  };
  Outcome out;
  read({with(most_conditions - 1).text()}, out);
  CHECK(out.errors() == "");
  REQUIRE(out.compiled);
  for (const std::int64_t bit : {1, 31, 32, 62, 63})
    CHECK(decide(out.program, {{"x", 100 + bit}}).failed == std::uint64_t{1} << bit);
  CHECK(errors(with(most_conditions)) ==
        "1:82:16: error: \"support\" has 65 conditions; a decision has 64 bits [E0208]\n");
  CHECK(errors(with(20'000)) ==
        "1:82:16: error: \"support\" has 20001 conditions; a decision has 64 bits [E0208]\n");
  // Also those that amendments add.
  CHECK(errors(Texts{
            with(most_conditions - 1).text(),
            "hotro: 1\namends: test.limits\nby: act\nchanges:\n  - {add: benefits.support.eligible.last, "
            "that: x > 0, reason: {en: No}, cite: act art 3}\n"}) ==
        "2:5:11: error: \"support\" has 65 conditions; a decision has 64 bits [E0208]\n");
}

TEST_CASE("most_citations and longest_citation: 20 of 200 bytes, and not one or a byte more", "[limits]") {
  const auto with = [](std::size_t count, std::size_t bytes) {
    const std::string citation = "act art " + std::string(bytes - 8, '7');
    Law law;
    law.entitlement = "{value: 1000, cite: [" + repeat(citation + ", ", count) + "]}";
    return law;
  };
  check_right(with(most_citations, longest_citation));
  CHECK(errors(with(most_citations + 1, 10)) ==
        "1:19:279: error: there are more than 20 citations of one line [E0210]\n");
  CHECK(errors(with(1, longest_citation + 1)) ==
        "1:19:39: error: the citation is longer than 200 bytes [E0802]\n");
}

TEST_CASE("most_formulas: 250,000 parts of formulas, and not one more", "[limits]") {
  const auto with = [](std::size_t sums, std::size_t single) {
    Law law;
    const std::string sum = "x" + repeat(" + x", 49);  // 50 facts, 49 additions
    law.definitions =
        each(sums,
             [&](const std::string& i) { return "  s" + i + ": {value: " + sum + ", cite: act art 2}\n"; }) +
        each(single, [](const std::string& i) { return "  d" + i + ": {value: x, cite: act art 2}\n"; });
    return law;
  };
  Outcome small;
  read({with(0, 0).text()}, small);
  REQUIRE(small.compiled);
  const std::size_t rest = most_formulas - small.rules.formulas.size();
  Outcome out;
  read({with(rest / 99, rest % 99).text()}, out);
  CHECK(out.errors() == "");
  CHECK(out.rules.formulas.size() == most_formulas);
  REQUIRE(out.compiled);
  CHECK(decide(out.program, {{"x", 10}}).eligible == Truth::yes);
  CHECK(decide(out.program, {{"x", 9}}).eligible == Truth::no);
  const std::string said = errors(with(rest / 99, rest % 99 + 1));
  CHECK(said.substr(said.find(" error")) == " error: there are more than 250000 formulas [E0210]\n");
}

TEST_CASE("most_rules: 200 rules of a decision table, and not one more", "[limits]") {
  const auto with = [](std::size_t rules) {
    Law law;
    law.tables =
        "  least:\n    hit: unique\n    inputs: [x]\n    outputs: {amount: count}\n    cite: act art 2\n"
        "    rules:\n" +
        each(rules, [](const std::string& i) { return "      - {if: ['" + i + "'], then: [" + i + "]}\n"; }) +
        "    otherwise: {then: [0]}\n";
    law.that = "least >= 10 and least <= 200";
    return law;
  };
  check_right(with(most_rules));
  const Law more = with(most_rules + 1);
  CHECK(errors(more) == "1:" + line_of(more, "      - {if: ['201']") +
                            ":10: error: there are more than 200 rules of a table [E0210]\n");
}

TEST_CASE("A table that is too large for a tree is asked rule by rule", "[limits]") {
  // 24 inputs, each of which some rule may or may not rest on.
  Law law;
  law.facts = each(24, [](const std::string& i) { return "    a" + i + ": {type: count, max: 9}\n"; });
  law.tables = "  least:\n    hit: collect\n    aggregate: sum\n    inputs: [x";
  law.tables += each(24, [](const std::string& i) { return ", a" + i; });
  law.tables += "]\n    outputs: {amount: count}\n    cite: act art 2\n    rules:\n";
  law.tables += "      - {if: ['>= 10'" + repeat(", '-'", 24) + "], then: [10]}\n";
  for (std::size_t i = 0; i < 24; ++i)
    law.tables += "      - {if: ['>= 5'" + repeat(", '-'", i) + ", '< 0'" + repeat(", '-'", 23 - i) +
                  "], then: [1]}\n" + "      - {if: ['-'" + repeat(", '-'", i) + ", '< 3'" +
                  repeat(", '-'", 23 - i) + "], then: [0]}\n";
  law.tables += "    otherwise: {then: [3]}\n";
  law.that = "least >= 10";
  check_right(law);
}
