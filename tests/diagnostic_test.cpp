// SPDX-License-Identifier: Apache-2.0
#include "hotro/diagnostic.hpp"

#include <algorithm>
#include <set>

#include <catch2/catch.hpp>

#include "hotro/result.hpp"

using namespace hotro;

namespace {

const std::string rules =
    "facts:\n"
    "  lương: {type: money}\n"
    "that: lương <= mức_lương_tối_thiểu\n"
    "\twith:\ttab  \n";

/// The place where `words` stand in the only source, for the `nth` time.
Span find(const Sources& sources, const std::string& words, int nth = 0) {
  std::size_t at = sources.text(0).find(words);
  for (; nth > 0; --nth) at = sources.text(0).find(words, at + 1);
  REQUIRE(at != std::string_view::npos);
  return {0, static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(at + words.size())};
}

Diagnostic diagnostic(Code code, Span span, std::string message) {
  Diagnostics all;
  all.report(code, span, std::move(message));
  return all.list()[0];
}

/// The two lines of an excerpt: the source and the marks.
std::string excerpt(const std::string& text, Span span) {
  Sources sources;
  sources.add("a.yaml", text);
  const std::string out = render(diagnostic(Code::bad_value, span, "m"), sources);
  return out.substr(out.find('\n') + 1);
}

}  // namespace

TEST_CASE("each code has a text, a meaning and a severity", "[diagnostic]") {
  CHECK(code_text(Code::unknown_name) == "E0301");
  CHECK(code_text(Code::hidden_version) == "W1001");
  CHECK(code_meaning(Code::unknown_name) == "a name is not declared");
  CHECK(code_text(Code{}) == "E0000");
  CHECK(code_meaning(Code{}).empty());
  std::set<std::string_view> texts;
#define HOTRO_CODE(letter, number, name, meaning)    \
  CHECK(texts.insert(code_text(Code::name)).second); \
  CHECK(diagnostic(Code::name, {}, "m").severity == ((letter) == 'W' ? Severity::warning : Severity::error));
#include "hotro/codes.def"
#undef HOTRO_CODE
  Code code{};
  CHECK(find_code("E0202", code));
  CHECK(code == Code::duplicate_key);
  CHECK_FALSE(find_code("E9999", code));
  CHECK_FALSE(find_code("", code));
}

TEST_CASE("a diagnostic shows its place, the places involved, and the way out", "[diagnostic]") {
  Sources sources;
  sources.add("rules.yaml", rules);
  Diagnostic error = diagnostic(Code::kinds_differ, find(sources, "lương <= mức_lương_tối_thiểu"),
                                "money and a date do not compare");
  error.also.push_back({find(sources, "lương"), "this is money"});
  error.also.push_back({find(sources, "mức_lương_tối_thiểu"), "this is a date"});
  error.help = "compare money with money";
  CHECK(render(error, sources) ==
        "rules.yaml:3:7: error E0402: money and a date do not compare\n"
        "    3 | that: lương <= mức_lương_tối_thiểu\n"
        "      |       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n"
        "rules.yaml:2:3: this is money\n"
        "    2 |   lương: {type: money}\n"
        "      |   ~~~~~\n"
        "rules.yaml:3:16: this is a date\n"
        "    3 | that: lương <= mức_lương_tối_thiểu\n"
        "      |                ~~~~~~~~~~~~~~~~~~~\n"
        "  help: compare money with money\n");
  CHECK(render(error, sources, Style::gnu) ==
        "rules.yaml:3:7: error: money and a date do not compare [E0402]\n"
        "rules.yaml:2:3: note: this is money\n"
        "rules.yaml:3:16: note: this is a date\n"
        "rules.yaml:3:7: note: compare money with money\n");
  CHECK(
      render(error, sources, Style::json) ==
      R"({"code":"E0402","severity":"error","message":"money and a date do not compare","file":"rules.yaml",)"
      R"("line":3,"column":7,"end_line":3,"end_column":35,"begin":38,"end":76,)"
      R"("also":[{"message":"this is money","file":"rules.yaml","line":2,"column":3,"end_line":2,"end_column":8,)"
      R"("begin":9,"end":16},{"message":"this is a date","file":"rules.yaml","line":3,"column":16,"end_line":3,)"
      R"("end_column":35,"begin":49,"end":76}],"help":"compare money with money"})"
      "\n");
  CHECK(render(std::vector<Diagnostic>{error, error}, sources) ==
        render(error, sources) + "\n" + render(error, sources));
  CHECK(render(std::vector<Diagnostic>{error, error}, sources, Style::gnu) ==
        render(error, sources, Style::gnu) + render(error, sources, Style::gnu));
}

TEST_CASE("a diagnostic without a place is a sentence", "[diagnostic]") {
  const Sources sources;
  const Diagnostic error = diagnostic(Code::no_rule_set, {}, "no file holds a rule set");
  CHECK(render(error, sources) == "error E0207: no file holds a rule set\n");
  CHECK(render(error, sources, Style::gnu) == "hotro: error: no file holds a rule set [E0207]\n");
  CHECK(
      render(error, sources, Style::json) ==
      R"({"code":"E0207","severity":"error","message":"no file holds a rule set","file":null,"also":[],"help":""})"
      "\n");
}

TEST_CASE("carets stand below their words, whatever the letters' widths", "[diagnostic]") {
  CHECK(excerpt("lương: x", {0, 9, 10}) ==
        "    1 | lương: x\n"
        "      |        ^\n");
  CHECK(excerpt("mo\xCC\xA3\xCC\x82t x", {0, 8, 9}) ==  // a decomposed letter is one column wide
        "    1 | mo\xCC\xA3\xCC\x82t x\n"
        "      |     ^\n");
  CHECK(excerpt("一二 x", {0, 7, 8}) ==  // wide letters are two
        "    1 | 一二 x\n"
        "      |      ^\n");
  CHECK(excerpt("一二 x", {0, 3, 6}) ==
        "    1 | 一二 x\n"
        "      |   ^^\n");
  CHECK(excerpt("\ta\tb", {0, 3, 4}) ==  // tabs stay, in both lines
        "    1 | \ta\tb\n"
        "      | \t \t^\n");
  CHECK(excerpt("e\xCC\x81 x", {0, 1, 3}) ==  // a combining mark alone still has a caret
        "    1 | e\xCC\x81 x\n"
        "      |  ^\n");
}

TEST_CASE("empty, long and odd spans are shown where they begin", "[diagnostic]") {
  CHECK(excerpt("a: b", {0, 3, 3}) == "    1 | a: b\n      |    ^\n");
  CHECK(excerpt("a: b", {0, 4, 4}) == "    1 | a: b\n      |     ^\n");
  CHECK(excerpt("a: b", {0, 90, 95}) == "    1 | a: b\n      |     ^\n");
  CHECK(excerpt("a: b", {0, 3, 1}) == "    1 | a: b\n      |    ^\n");
  CHECK(excerpt("", {0, 0, 0}) == "    1 | \n      | ^\n");
  CHECK(excerpt("a:  \r\n  b\r\n", {0, 0, 9}) == "    1 | a:  \n      | ^^\n");  // several lines: the first
  CHECK(excerpt("\n\n\n\n\n\n\n\n\n\n\n\nx", {0, 12, 13}) == "   13 | x\n      | ^\n");
}

TEST_CASE("a long line is cut around the place", "[diagnostic]") {
  const std::string left(300, 'l');
  const std::string right(300, 'r');
  const auto shown = [](const std::string& text, Span span) {
    const std::string out = excerpt(text, span);
    const std::size_t end = out.find('\n');
    return std::pair(out.substr(8, end - 8), out.substr(end + 1 + 8, out.size() - end - 10));
  };
  const auto [middle, marks] = shown(left + "HERE" + right, {0, 300, 304});
  CHECK(middle == "…" + std::string(33, 'l') + "HERE" + std::string(63, 'r') + "…");
  CHECK(marks == std::string(34, ' ') + "^^^^");
  CHECK(shown("HERE" + right, {0, 0, 4}).first == "HERE" + std::string(96, 'r') + "…");
  CHECK(shown(left + "HERE", {0, 300, 304}).first == "…" + std::string(96, 'l') + "HERE");
  CHECK(shown(left + "HERE", {0, 304, 304}).second == std::string(101, ' ') + "^");
  CHECK(shown(left, {0, 100, 300}).second == std::string(34, ' ') + std::string(67, '^'));
  CHECK(shown(std::string(100, 'x'), {0, 0, 1}).first == std::string(100, 'x'));
}

TEST_CASE("a line as long as a file is shown as any other", "[diagnostic]") {
  const std::string left(9000, 'l');
  CHECK(excerpt(left + "HERE" + left, {0, 9000, 9004}) == "    1 | …" + std::string(33, 'l') + "HERE" +
                                                              std::string(63, 'l') + "…\n" + "      | " +
                                                              std::string(34, ' ') + "^^^^\n");
  std::string marks;
  for (int i = 0; i < 9000; ++i) marks += "\xCC\x81";
  CHECK(excerpt(marks + "HERE" + marks, {0, 18000, 18004}).size() < 10'000);
}

TEST_CASE("a sentence that quotes a name without end is cut", "[diagnostic]") {
  std::string name;
  for (int i = 0; i < 1000; ++i) name += "ợ";
  const Diagnostic error = diagnostic(Code::bad_name, {}, name);
  CHECK(error.message.size() == 501);  // 166 letters of three bytes and the sign of omission
  CHECK(error.message.substr(498) == "…");
}

TEST_CASE("nothing in a rule set reaches the terminal but text", "[diagnostic]") {
  Sources sources;
  sources.add("a\x1b[31m.yaml", "x: \x1b[31m\xFFz");
  const Diagnostic error = diagnostic(Code::not_utf8, {0, 8, 9}, "bad\nname \x07");
  for (const Style style : {Style::human, Style::gnu, Style::json}) {
    const std::string out = render(error, sources, style);
    INFO(out);
    for (const char byte : out) CHECK((byte == '\n' || static_cast<unsigned char>(byte) >= 0x20));
    CHECK(out.find('\xFF') == std::string::npos);
  }
  CHECK(render(error, sources).find("x: �[31m�z\n      |         ^\n") != std::string::npos);
  const Diagnostic quoted = diagnostic(Code::bad_name, {}, "\"\\\t\x7F Đ 一 😀");
  CHECK(render(quoted, Sources(), Style::json).find(R"("message":"\"\\\t\u007f Đ 一 😀")") !=
        std::string::npos);
}

TEST_CASE("diagnostics are ordered by place, each once, and failing outlives taking", "[diagnostic]") {
  Diagnostics all;
  CHECK_FALSE(all.failed());
  all.report(Code::hidden_version, {1, 5, 6}, "a");
  CHECK_FALSE(all.failed());
  all.report(Code::bad_value, {1, 0, 1}, "b");
  all.report(Code::bad_value, {0, 9, 10}, "c");
  all.report(Code::unknown_key, {0, 9, 10}, "d").help = "h";
  all.report(Code::bad_value, {0, 9, 10}, "e");  // the same place and code as c
  all.report(Code::bad_value, {0, 9, 11}, "f");
  CHECK(all.failed());
  CHECK(all.errors() == 5);
  std::string order;
  for (const Diagnostic& item : all.take()) order += item.message;
  CHECK(order == "dcfba");
  CHECK(all.list().empty());
  CHECK(all.failed());
}

TEST_CASE("suggestions forgive slips, case and separators, and are few", "[diagnostic]") {
  const std::vector<std::string> known = {"lowest_income", "days_total",        "days_longest", "sex",
                                          "event_from",    "event_to",          "birth_date",   "on_day",
                                          "union_member",  "enterprise.region", "lương"};
  using List = std::vector<std::string>;
  CHECK(suggestions("lowest_incom", known) == List{"lowest_income"});
  CHECK(suggestions("lowestIncome", known) == List{"lowest_income"});
  CHECK(suggestions("LOWEST-INCOME", known) == List{"lowest_income"});
  CHECK(suggestions("lowest income", known) == List{"lowest_income"});
  CHECK(suggestions("brith_date", known) == List{"birth_date"});  // two neighbours swapped are one slip
  CHECK(suggestions("region", known) == List{"enterprise.region"});
  CHECK(suggestions("enterprise.regoin", known) == List{"enterprise.region"});
  CHECK(suggestions("lượng", known) == List{"lương"});
  CHECK(suggestions("income", known).empty());
  CHECK(suggestions("x", known).empty());
  CHECK(suggestions("", known).empty());
  CHECK(suggestions("sex", known).empty());  // the word itself is none
  CHECK(suggestions("day_a", {"day_b", "day_c", "day_d", "day_e", "day_b"}) ==
        List{"day_b", "day_c", "day_d"});
  CHECK(suggestions(std::string(100'000, 'a'), known).empty());
  CHECK(suggestions("sex", {std::string(100'000, 'a'), "sez"}) == List{"sez"});
  CHECK(suggestions("a\xFF"
                    "bc",
                    {"abc"}) == List{"abc"});
}

TEST_CASE("a question names the suggestions", "[diagnostic]") {
  CHECK(did_you_mean("dax", {"day"}) == "did you mean \"day\"?");
  CHECK(did_you_mean("dax", {"day", "dag"}) == "did you mean \"day\" or \"dag\"?");
  CHECK(did_you_mean("dax", {"day", "dag", "dab"}) == "did you mean \"day\", \"dag\" or \"dab\"?");
  CHECK(did_you_mean("dax", {"month"}).empty());
}

TEST_CASE("a result holds a value and its warnings, or errors", "[diagnostic]") {
  const Result<int> good(7, {diagnostic(Code::hidden_version, {}, "w")});
  CHECK(good);
  CHECK(*good == 7);
  CHECK(good.diagnostics().size() == 1);
  Result<std::string> text(std::string("abc"));
  CHECK(text->size() == 3);
  CHECK(text.value() == "abc");
  CHECK(std::move(text).value() == "abc");

  auto bad = Result<int>::failure({diagnostic(Code::hidden_version, {}, "w"),
                                   diagnostic(Code::cycle, {}, "a needs a"), diagnostic(Code::gap, {}, "x"),
                                   diagnostic(Code::gap, {}, "y")});
  CHECK_FALSE(bad);
  CHECK(bad.diagnostics().size() == 4);
  try {
    (void)bad.value();
    FAIL("value() of a failure throws");
  } catch (const Error& error) {
    CHECK(std::string(error.what()) == "E0303: a needs a (and 2 more errors)");
    CHECK(error.diagnostics().size() == 4);
  }
}
