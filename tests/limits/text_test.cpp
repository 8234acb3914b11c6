// SPDX-License-Identifier: Apache-2.0
// Files: how large, how many, how deep; and what bytes they are.
#include "limits/law.hpp"

#include "hotro/yaml.hpp"

using namespace hotro;
using namespace limits;

namespace {

/// A text made longer by comments, to `bytes`.
std::string padded(std::string text, std::size_t bytes) {
  REQUIRE(text.size() + 2 <= bytes);
  while (text.size() + 1002 < bytes) text += "#" + std::string(998, '-') + "\n";
  text += "#" + std::string(bytes - text.size() - 2, '-') + "\n";
  REQUIRE(text.size() == bytes);
  return text;
}

std::string amendment(const std::string& rest) { return "hotro: 1\namends: test.limits\nby: act\n" + rest; }

}  // namespace

TEST_CASE("largest_text: a file has 16 MiB, and one byte more is refused", "[limits]") {
  check_right(Texts{padded(Law().text(), largest_text)});
  CHECK(errors(Texts{padded(Law().text(), largest_text) + "\n"}) ==
        "1:1:1: error: the file is larger than 16 MiB [E0103]\n");
  Outcome one_line;
  read({std::string(largest_text + 1, 'x')}, one_line);
  CHECK(render(one_line.found, one_line.sources).size() < 1'000);
}

TEST_CASE("largest_text: the files of a rule set have 16 MiB together", "[limits]") {
  const std::string first = padded(Law().text(), largest_text / 2);
  check_right(Texts{first, padded(amendment(""), largest_text / 2)});
  CHECK(errors(Texts{first, padded(amendment(""), largest_text / 2 + 1)}) ==
        "2:1:1: error: up to this file, the rule set is larger than 16 MiB [E0103]\n");
}

TEST_CASE("a rule set of 10 MB of words decides", "[limits]") {
  Law law;
  law.definitions = each(9'000, [](const std::string& i) {
    return "  d" + i + ": {value: x + " + i + ", cite: act art 2, label: {en: " + std::string(1'100, 'w') +
           "}}\n";
  });
  law.that = "d9000 >= 9010";
  REQUIRE(law.text().size() > 10'000'000);
  check_right(law);
}

TEST_CASE("most_files: a thousand files are read, and one more is refused", "[limits]") {
  Texts texts{Law().text()};
  texts.resize(most_files, amendment(""));
  check_right(texts);
  texts.push_back(amendment(""));
  CHECK(errors(texts) == "1001:1:1: error: the rule set has more than 1000 files [E0103]\n");
}

TEST_CASE("most_files: a thousand imports are followed in a row", "[limits]") {
  Law law;
  law.top = "imports: [i1]\n";
  Texts texts{law.text()};
  for (std::size_t i = 1; i < most_files; ++i) {
    const std::string next = i + 1 < most_files ? "imports: [i" + std::to_string(i + 1) + "]\n" : "";
    texts.push_back("hotro: 1\nrule_set: i" + std::to_string(i) + "\ntitle: {en: One}\n" + next);
  }
  check_right(texts);
}

TEST_CASE("a circle of imports is told, wherever it closes", "[limits]") {
  const auto act = [](const std::string& id, const std::string& import) {
    return "hotro: 1\nrule_set: " + id + "\ntitle: {en: One}\nimports: [" + import + "]\n";
  };
  CHECK(errors(Texts{act("a", "a")}) == "1:4:11: error: \"a\" imports itself [E0303]\n");
  Texts texts;
  for (int i = 0; i < 500; ++i)
    texts.push_back(act("a" + std::to_string(i), "a" + std::to_string((i + 1) % 500)));
  CHECK(errors(texts) == "500:4:11: error: \"a499\" imports \"a0\", which imports it in turn [E0303]\n");
}

TEST_CASE("most_nodes: two million keys and values, and not one more", "[limits][.long]") {
  const auto list = [](std::size_t nodes) { return "[" + repeat("1,", nodes - 1) + "]"; };
  const auto parse = [](const std::string& text) {
    Sources sources;
    Diagnostics diagnostics;
    const yaml::Document document = yaml::parse(sources, sources.add("1", text), diagnostics);
    return std::pair(document.nodes.size(), render(diagnostics.list(), sources, Style::gnu));
  };
  CHECK(parse(list(most_nodes)) == std::pair(most_nodes, std::string()));
  const auto [nodes, said] = parse(list(most_nodes + 1));
  CHECK(nodes == most_nodes);
  CHECK(said.substr(0, said.find('\n')) ==
        "1:1:4000000: error: the file has more than 2000000 keys and values [E0103]");
}

TEST_CASE("most_nodes: the files of a rule set have two million together", "[limits][.long]") {
  // Keys that are not known here are errors, but of the first file only so many.
  const std::string numbers =
      "sources:\n  more: {en: [" + repeat("1,", most_nodes / 2) + "], enacted: 2022-12-01}\n";
  const std::string said = errors(Texts{Law().text(), amendment(numbers), amendment(numbers)});
  CHECK(said ==
        "3:1:1: error: up to this file, the rule set has more than 2000000 keys and values [E0103]\n");
}

TEST_CASE("deepest_yaml: a condition stands 64 deep in YAML, and not deeper", "[limits]") {
  // support, eligible, its list and a condition are 6 deep; each further condition and its list are two more.
  const auto nested = [](std::size_t times) {
    Law law;
    law.conditions =
        "        - {id: deep, reason: {en: Deep}, cite: act art 1, all: " + repeat("[{all: ", times) +
        "['x >= 10']" + repeat("}]", times) + "}\n";
    return law;
  };
  static_assert(deepest_yaml == 64);
  check_right(nested(28));
  CHECK(errors(nested(29)) == "1:19:267: error: collections nest deeper than 64 [E0104]\n");
}

TEST_CASE("most_errors: a hundred errors are listed, and that there are more", "[limits]") {
  const auto wrong = [](std::size_t count) {
    Law law;
    law.definitions =
        each(count, [](const std::string& i) { return "  d" + i + ": {value: nothing, cite: act art 2}\n"; });
    return errors(law);
  };
  const std::string all = wrong(most_errors);
  CHECK(std::count(all.begin(), all.end(), '\n') == 100);
  CHECK(all.find("E0210") == std::string::npos);
  const std::string more = wrong(most_errors + 1);
  CHECK(more == wrong(5'000));
  CHECK(std::count(more.begin(), more.end(), '\n') == 101);
  CHECK(more.substr(more.rfind("1:", more.size() - 2)) ==
        "1:115:17: error: there are more than 100 errors; the rest is not looked for [E0210]\n");
}

TEST_CASE("most_errors: warnings are listed likewise, and stay warnings", "[limits]") {
  Diagnostics diagnostics;
  for (std::uint32_t i = 0; i < 300; ++i) diagnostics.report(Code::hidden_version, {0, i, i}, "hidden");
  CHECK_FALSE(diagnostics.failed());
  CHECK_FALSE(diagnostics.full());
  const std::vector<Diagnostic> list = diagnostics.take();
  REQUIRE(list.size() == most_errors + 1);
  CHECK(list.back().message == "there are more than 100 warnings; the rest is not listed");
  CHECK(list.back().severity == Severity::warning);
}

TEST_CASE("longest_name: names of 64 bytes are names, longer ones are not", "[limits]") {
  const std::string longest(longest_name, 'a');
  const std::string longer = longest + "a";
  Law law;
  law.id = longest;
  law.types = "  " + longest + ": [" + std::string(longest_name, 'b') + ", other]\n";
  law.definitions = "  " + std::string(longest_name, 'd') + ": {value: x, cite: act art 2}\n";
  law.that = std::string(longest_name, 'd') + " >= 10";
  check_right(law);

  const std::string shown = "\"" + longest + "…\" is longer than a name [E0306]\n";
  Law other;
  other.id = longer;
  CHECK(errors(other) == "1:2:11: error: " + shown);
  other = Law();
  other.definitions = "  " + longer + ": {value: x, cite: act art 2}\n";
  CHECK(errors(other) == "1:15:3: error: " + shown);
  other = Law();
  other.types = "  kind: [one, " + longer + "]\n";
  CHECK(errors(other) == "1:11:15: error: " + shown);
}

TEST_CASE("a byte order mark and line ends of Windows change nothing, and no place", "[limits]") {
  std::string text = Law().text();
  std::string windows = "\xEF\xBB\xBF";
  for (const char c : text) windows += c == '\n' ? "\r\n" : std::string(1, c);
  check_right(Texts{windows});
  windows.replace(windows.find("x >= 10"), 7, "y >= 10");
  CHECK(errors(Texts{windows}) ==
        "1:18:31: error: no fact, parameter or definition is called \"y\" [E0301]\n");
}

TEST_CASE("bytes that are no UTF-8 are refused at the first of them", "[limits]") {
  const std::string_view strange[] = {"\x80",    "\xC3", "\xC0\xAF", "\xED\xA0\x80", "\xF4\x90\x80\x80",
                                      "\xFF\xFE"};
  for (const std::string_view bytes : strange) {
    std::string text = Law().text();
    text.insert(text.find("Limits"), bytes);
    CHECK(errors(Texts{text}) == "1:3:13: error: this byte is not valid UTF-8 [E0102]\n");
  }
  std::string text = Law().text();
  text.insert(text.find("Limits"), 1, '\0');
  CHECK(errors(Texts{text}) == "1:3:13: error: a control character stands here [E0102]\n");
}
