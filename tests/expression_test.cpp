// SPDX-License-Identifier: Apache-2.0
#include "hotro/expression.hpp"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <random>
#include <sstream>

#include <catch2/catch.hpp>

#include "hotro/yaml.hpp"

using namespace hotro;

namespace {

/// A formula as the text of a scalar that begins at offset 0.
yaml::Node scalar(std::string text) {
  yaml::Node node;
  node.span = {0, 0, static_cast<std::uint32_t>(text.size())};
  node.text = std::move(text);
  return node;
}

struct Read {
  feel::Expression expression;
  std::vector<Diagnostic> errors;
};

Read read(const yaml::Node& node, bool tests = false) {
  Diagnostics diagnostics;
  Read result;
  result.expression = tests ? feel::parse_tests(node, diagnostics) : feel::parse(node, diagnostics);
  result.errors = diagnostics.take();
  return result;
}

/// What a line of tests/expressions expects.
std::string outcome(const Read& result) {
  if (result.errors.empty()) return feel::dump(result.expression);
  std::string text = "error";
  for (const Diagnostic& error : result.errors) {
    text += text == "error" ? " " : " + ";
    text.append(code_text(error.code)).append(": ").append(error.message);
  }
  return text;
}

/// Replaces {U+00A0} by the character.
std::string unescape(const std::string& line) {
  std::string text = line;
  for (std::size_t at = text.find("{U+"); at != std::string::npos; at = text.find("{U+", at)) {
    const unsigned long value = std::strtoul(text.c_str() + at + 3, nullptr, 16);
    std::string bytes;
    if (value < 0x800) {
      bytes = {static_cast<char>(0xC0U | (value >> 6U)), static_cast<char>(0x80U | (value & 0x3FU))};
    } else {
      bytes = {static_cast<char>(0xE0U | (value >> 12U)), static_cast<char>(0x80U | ((value >> 6U) & 0x3FU)),
               static_cast<char>(0x80U | (value & 0x3FU))};
    }
    text.replace(at, text.find('}', at) + 1 - at, bytes);
  }
  return text;
}

struct Line {
  std::string file;
  std::string formula;
  std::string expected;
  [[nodiscard]] bool tests() const { return file == "unary_tests.txt"; }
};

const std::string folder = "tests/expressions/";

/// HOTRO_APPROVE=1 writes what is read behind the arrows of all lines.
std::vector<Line> lines() {
  const bool approve = std::getenv("HOTRO_APPROVE") != nullptr;
  std::vector<Line> all;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.path().extension() != ".txt") continue;
    std::ifstream file(entry.path());
    std::string written;
    for (std::string line; std::getline(file, line); written += line + "\n") {
      const std::size_t arrow = line.rfind(" => ");
      if (line.empty() || line[0] == '#' || arrow == std::string::npos) continue;
      Line next{entry.path().filename().string(), unescape(line.substr(0, arrow)), line.substr(arrow + 4)};
      if (approve) line = line.substr(0, arrow + 4) + outcome(read(scalar(next.formula), next.tests()));
      all.push_back(std::move(next));
    }
    file.close();
    if (approve) std::ofstream(entry.path()) << written;
  }
  return all;
}

/// The words that each node of an expression was read from, in the order of the nodes.
std::vector<std::string> words(const feel::Expression& expression, const Sources& sources) {
  std::vector<std::string> all;
  for (const feel::Node& node : expression.nodes) all.emplace_back(sources.slice(node.span));
  return all;
}

/// The first value of a mapping, as a formula.
struct File {
  Sources sources;
  Diagnostics diagnostics;
  yaml::Document document;
  Read formula;
  explicit File(const std::string& text) {
    document = yaml::parse(sources, sources.add("rules.yaml", text), diagnostics);
    if (document.root().children.size() > 1) formula = read(document[document.root().children[1]]);
  }
};

std::string replace(std::string text, const std::string& from, const std::string& to) {
  for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size())) {
    text.replace(at, from.size(), to);
  }
  return text;
}

}  // namespace

TEST_CASE("formulas are read as tests/expressions says", "[expression]") {
  const std::vector<Line> all = lines();
  REQUIRE(all.size() > 200);
  for (const Line& line : all) {
    INFO(folder << line.file << ": " << line.formula);
    CHECK(outcome(read(scalar(line.formula), line.tests())) == line.expected);
  }
}

TEST_CASE("a formula means the same in every style of YAML", "[expression]") {
  for (const Line& line : lines()) {
    if (line.formula.find("{U+") != std::string::npos) continue;
    const Read plain = read(scalar(line.formula), line.tests());
    const std::string escaped = replace(replace(line.formula, "\\", "\\\\"), "\"", "\\\"");
    const std::string styles[] = {"f: '" + replace(line.formula, "'", "''") + "'\n",
                                  "f: \"" + escaped + "\"\n",
                                  "f: \"" + replace(escaped, " ", "\\x20") + "\"\n",
                                  "f: \"" + replace(escaped, " ", "\\\n      \\ ") + "\"\n",
                                  "f: |\n   " + line.formula + "\n",
                                  "f: >-\n   " + line.formula + "\nnext: 1\n"};
    for (const std::string& style : styles) {
      INFO(style);
      Sources sources;
      Diagnostics diagnostics;
      const yaml::Document document = yaml::parse(sources, sources.add("rules.yaml", style), diagnostics);
      CHECK_FALSE(diagnostics.failed());
      const yaml::Node* node = document.find(document.root(), "f");
      REQUIRE(node != nullptr);
      const Read styled = read(*node, line.tests());
      CHECK(outcome(styled) == outcome(plain));
      // Names and numbers have no escapes in them: their places show the same words in every style.
      for (const feel::Node& leaf : styled.expression.nodes) {
        if (leaf.form == feel::Form::name) CHECK(sources.slice(leaf.span) == leaf.text);
      }
    }
  }
}

TEST_CASE("each node of a formula has the place of its own words", "[expression]") {
  const File file("that: (age(birth_date, on_day) + 1) * 2 >= -x and not(e.region in (\"I\", ]1..2[))\n");
  CHECK(words(file.formula.expression, file.sources) ==
        std::vector<std::string>{
            "birth_date", "on_day", "age(birth_date, on_day)", "1", "age(birth_date, on_day) + 1", "2",
            "(age(birth_date, on_day) + 1) * 2", "x", "-x", "(age(birth_date, on_day) + 1) * 2 >= -x", "e",
            "e.region", "\"I\"", "1", "2", "]1..2[", "e.region in (\"I\", ]1..2[)",
            "not(e.region in (\"I\", ]1..2[))",
            "(age(birth_date, on_day) + 1) * 2 >= -x and not(e.region in (\"I\", ]1..2[))"});
}

TEST_CASE("places are right behind Vietnamese text, folded lines, escapes and carriage returns",
          "[expression]") {
  const char* texts[] = {
      "Điều kiện đủ: một = hai and ba\n",                               // composed
      "\u0110ie\xCC\x82\xCC\x80u: mo\xCC\xA3\xCC\x82t = hai and ba\n",  // decomposed
      "# Điều\r\nx: một =\r\n   hai\r\n  and ba\r\n",                   // folded plain, CRLF
      "x: \"m\\u1ed9t = \\x68ai \\\r\n   and ba\"\r\n",                 // escapes and an escaped break
      "x: |\r\n  một = hai\r\n    and ba\r\n",                          // literal
      "x: >\n\n  một =\n  hai\n\n  and ba\n",                           // folded block
      "x: 'một\n\n  = hai and ba'\n",
      "\xEF\xBB\xBFx: một = hai and ba",
  };
  for (const char* text : texts) {
    INFO(text);
    const File file(text);
    const std::string dump = replace(outcome(file.formula), "mo\xCC\xA3\xCC\x82t", "một");
    REQUIRE(dump == "(and (= một hai) ba)");
    std::vector<std::string> leaves;
    for (const feel::Node& node : file.formula.expression.nodes) {
      if (node.form == feel::Form::name) leaves.emplace_back(file.sources.slice(node.span));
    }
    REQUIRE(leaves.size() == 3);
    CHECK((leaves[0] == "một" || leaves[0] == "m\\u1ed9t" || leaves[0] == "mo\xCC\xA3\xCC\x82t"));
    CHECK((leaves[1] == "hai" || leaves[1] == "\\x68ai"));
    CHECK(leaves[2] == "ba");
    const std::string whole(file.sources.slice(file.formula.expression.top().span));
    CHECK(whole.substr(0, leaves[0].size()) == leaves[0]);
    CHECK(whole.substr(whole.size() - 2) == "ba");
  }
}

TEST_CASE("an error points at the words that are wrong", "[expression]") {
  const auto marked = [](const std::string& formula) {
    const File file("that: '" + formula + "'\n");
    REQUIRE(file.formula.errors.size() == 1);
    return std::string(file.sources.slice(file.formula.errors[0].span));
  };
  CHECK(marked("a == b") == "==");
  CHECK(marked("a * 50 %") == "50 %");
  CHECK(marked("d >= 2022-10-01") == "2022-10-01");
  CHECK(marked("a < b < c") == "<");
  CHECK(marked("f(a, (b)") == "(");
  CHECK(marked("days total >= 14") == "days total");
  CHECK(marked("x = “nữ”") == "“nữ”");
  CHECK(marked("a and ") == "and");
  CHECK(marked("[1..2") == "[");
  CHECK(marked("a\xC2\xA0= b") == "\xC2\xA0");
  const File chain("that: a < b < c\n");
  REQUIRE(chain.formula.errors[0].also.size() == 1);
  CHECK(chain.sources.slice(chain.formula.errors[0].also[0].span) == "a < b");
}

TEST_CASE("what is not FEEL but clear is reported and read as it is meant", "[expression]") {
  const auto meant = [](const std::string& formula) { return feel::dump(read(scalar(formula)).expression); };
  CHECK(meant("a == b && !c || d <> e") == "(or (and (= a b) (not c)) (!= d e))");
  CHECK(meant("x = “female”") == "(= x \"female\")");
  CHECK(meant("d >= 2022-10-01") == "(>= d @\"2022-10-01\")");
  CHECK(meant("a * 50%") == "(* a error)");
  CHECK(meant("a < b < c") == "error");
  CHECK(meant("a == (b") == "error");  // one error is enough: the second may follow from the first
  CHECK(read(scalar("a == (b")).errors.size() == 1);
  CHECK(read(scalar("a == b == c $ d")).errors.size() == 2);  // the same is said once
}

TEST_CASE("a formula nests 100 deep and not deeper", "[expression]") {
  const auto repeat = [](const std::string& piece, int times) {
    std::string text;
    for (int i = 0; i < times; ++i) text += piece;
    return text;
  };
  const auto fits = [](const std::string& formula) {
    const Read result = read(scalar(formula));
    if (result.errors.empty()) return true;
    REQUIRE(result.errors.size() == 1);
    CHECK(result.errors[0].code == Code::formula_too_long);
    CHECK(feel::dump(result.expression) == "error");
    return false;
  };
  CHECK(fits(repeat("(", 100) + "a" + repeat(")", 100)));
  CHECK_FALSE(fits(repeat("(", 101) + "a" + repeat(")", 101)));
  CHECK(fits(repeat("-", 99) + "a"));
  CHECK_FALSE(fits(repeat("-", 100) + "a"));
  CHECK(fits("a" + repeat(" or a", 99)));
  CHECK_FALSE(fits("a" + repeat(" or a", 100)));
  CHECK(fits("a" + repeat(".b", 99)));
  CHECK_FALSE(fits("a" + repeat(".b", 100)));
  for (const char* piece : {"(", "[", "]", "-", "not(", "f(", "if ", "a in (", "[1..", "a ** ", "a or ",
                            "if a then ", "a in (b in ", "a between ", "f(a, ", "((a) + "}) {
    INFO(piece);
    CHECK_FALSE(fits(repeat(piece, 3000)));
  }
}

TEST_CASE("a formula of nothing but mistakes is reported briefly", "[expression]") {
  for (const char* piece : {"!", "$", "== ", "“", "% ", "\xC2\xA0"}) {
    std::string text;
    while (text.size() + 4 < longest_formula) text += piece;
    const Read result = read(scalar(text));
    CHECK(result.errors.size() == 1);
    CHECK(feel::dump(result.expression).find("error") != std::string::npos);
  }
}

TEST_CASE("a formula is 20,000 bytes long and not longer", "[expression]") {
  const std::string name(longest_formula, 'a');
  CHECK(read(scalar(name)).errors.empty());
  const Read longer = read(scalar(name + "a"));
  REQUIRE(longer.errors.size() == 1);
  CHECK(longer.errors[0].code == Code::formula_too_long);
}

TEST_CASE("a formula is a text that is not empty", "[expression]") {
  for (const char* text : {"", " ", "\n"})
    CHECK(outcome(read(scalar(text))) == "error E0110: a formula is expected here");
  yaml::Node list;
  list.kind = yaml::Kind::sequence;
  CHECK(outcome(read(list)) == "error E0204: a formula is expected here, not a list");
  list.kind = yaml::Kind::mapping;
  CHECK(outcome(read(list, true)) == "error E0204: a formula is expected here, not a mapping");
}

TEST_CASE("no formula, however broken, crashes, and none is refused without a word", "[expression]") {
  std::vector<std::string> pieces = {"(",        ")",        "[",    "]",  "..", ",",    "not(", "-",
                                     " in ",     "\"",       "“",    "\\", "'",  "and ", "1",    "e",
                                     "\xC2\xA0", "\xCC\x82", "\xFF", "%",  "{",  "!",    "if ",  " else "};
  std::vector<std::string> seeds;
  for (const Line& line : lines()) seeds.push_back(line.formula);
  std::mt19937 random(20221001);
  const auto below = [&random](std::size_t count) { return static_cast<std::size_t>(random() % count); };
  for (int round = 0; round < 20'000; ++round) {
    std::string text = seeds[below(seeds.size())];
    for (std::size_t change = below(4); change <= 4; ++change) {
      const std::size_t at = below(text.size() + 1);
      switch (below(4)) {
        case 0: text.insert(at, pieces[below(pieces.size())]); break;
        case 1: text.erase(at, below(5)); break;
        case 2: text.resize(at); break;
        default: text.insert(at, seeds[below(seeds.size())]); break;
      }
    }
    text.resize(std::min<std::size_t>(text.size(), 400));
    const yaml::Node node = scalar(text);
    const Read result = read(node, round % 4 == 0);
    INFO(text);
    REQUIRE_FALSE(result.expression.nodes.empty());
    const bool broken = feel::dump(result.expression).find("error") != std::string::npos;
    if (broken && text.find("error") == std::string::npos) REQUIRE_FALSE(result.errors.empty());
    for (const Diagnostic& error : result.errors) {
      REQUIRE(error.span.begin <= error.span.end);
      REQUIRE(error.span.end <= text.size());
    }
    for (const feel::Node& part : result.expression.nodes) {
      REQUIRE(part.span.begin <= part.span.end);
      REQUIRE(part.span.end <= text.size());
    }
  }
}
