// SPDX-License-Identifier: Apache-2.0

// The pages of docs/ say what is so: what they show is loaded, compiled, run or compared here.
//
//   ```yaml check FOLDER/FILE    a part of a file; the parts of one file are put together, the files of one
//   folder
//                                are a rule set, and its cases.yaml is run
//   ```yaml from FILE            stands so, perhaps deeper, in a file of the project
//   ```feel                      formulas over the rule set of the page, one a line; behind `=>` the code it
//   fails with

#include <catch2/catch.hpp>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <hotro/edge/cases.hpp>
#include <hotro/edge/phase_rules.hpp>
#include <hotro/edge/population.hpp>
#include <hotro/hotro.hpp>
#include <iterator>
#include <map>
#include <sstream>

namespace {

std::string read(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  INFO("read " << path);
  REQUIRE(file.good());
  return {std::istreambuf_iterator<char>(file), {}};
}

struct Block {
  std::string info;  // what stands behind the fence
  std::string text;
};

std::vector<Block> blocks(const std::string& path) {
  std::istringstream page(read(path));
  std::vector<Block> found;
  bool inside = false;
  for (std::string line; std::getline(page, line);) {
    const bool fence = line.rfind("```", 0) == 0;
    if (fence && !inside) found.push_back({line.substr(3), ""});
    if (!fence && inside) found.back().text += line + "\n";
    if (fence) inside = !inside;
  }
  return found;
}

bool begins(const std::string& text, const std::string& start) { return text.rfind(start, 0) == 0; }

/// The files that the blocks of a page make up, by folder and name.
using Folder = std::map<std::string, std::string>;
std::map<std::string, Folder> folders(const std::string& path) {
  const std::string mark = "yaml check ";
  std::map<std::string, Folder> found;
  for (const Block& block : blocks(path)) {
    if (!begins(block.info, mark)) continue;
    const std::string name = block.info.substr(mark.size());
    const std::size_t slash = name.find('/');
    REQUIRE(slash != std::string::npos);
    found[name.substr(0, slash)][name.substr(slash + 1)] += block.text;
  }
  return found;
}

/// The files of a folder but its cases, and what they import from rules/.
std::vector<std::uint32_t> add(const Folder& folder, hotro::Sources& sources) {
  std::vector<std::uint32_t> files;
  for (const auto& [name, text] : folder) {
    if (name != "cases.yaml" && name != "phases.yaml" && name != "population.yaml")
      files.push_back(sources.add(name, text));
  }
  for (std::string name : hotro::missing_imports(sources, files)) {
    for (char& letter : name) letter = letter == '.' ? '/' : letter;
    files.push_back(sources.add(name, read("rules/" + name + "/rules.yaml")));
  }
  return files;
}

/// The codes of a failure, or what it says where no code was expected.
std::string outcome(const std::vector<hotro::Diagnostic>& diagnostics, const hotro::Sources& sources,
                    bool codes) {
  std::string text;
  for (const hotro::Diagnostic& one : diagnostics) {
    if (one.severity != hotro::Severity::error) continue;
    text += codes ? std::string(hotro::code_text(one.code)) + " "
                  : hotro::render(one, sources, hotro::Style::gnu);
  }
  return text;
}

/// Words parted by one blank: how a text is set in lines does not count.
std::string words(const std::string& text) {
  std::istringstream rest(text);
  std::string result;
  for (std::string word; rest >> word;) result += word + " ";
  return result;
}

/// What a command prints, on both streams.
std::string run(const std::string& command) {
  std::FILE* pipe = popen((command + " 2>&1").c_str(), "r");
  REQUIRE(pipe != nullptr);
  std::string text;
  char buffer[4096];
  for (std::size_t count = 0; (count = std::fread(buffer, 1, sizeof buffer, pipe)) != 0;)
    text.append(buffer, count);
  CHECK(pclose(pipe) == 0);
  return text;
}

std::string trimmed(std::string text) {
  text.erase(0, text.find_first_not_of(' '));
  return text.erase(text.find_last_not_of(' ') + 1);
}

}  // namespace

TEST_CASE("The rule sets of docs/language.md load, compile in all readings, and decide as their cases say") {
  for (const auto& [name, folder] : folders("docs/language.md")) {
    INFO(name);
    hotro::Sources sources;
    const std::vector<std::uint32_t> files = add(folder, sources);
    const auto rules = hotro::load(sources, files);
    INFO(hotro::render(rules.diagnostics(), sources));
    REQUIRE(rules);
    CHECK(rules.diagnostics().empty());
    CHECK(hotro::render(hotro::lint(*rules), sources) == "");
    const auto program = hotro::compile(*rules);
    INFO(hotro::render(program.diagnostics(), sources));
    REQUIRE(program);
    for (const hotro::Reading& reading : rules->readings) {
      for (const std::string& option : rules->types[reading.type].options) {
        hotro::CompileOptions options;
        options.readings.emplace_back(reading.name, option);
        CHECK(hotro::compile(*rules, options));
      }
    }
    const auto cases_file = folder.find("cases.yaml");
    if (cases_file == folder.end()) continue;
    hotro::Diagnostics diagnostics;
    const std::uint32_t source = sources.add("cases.yaml", cases_file->second);
    const auto cases = hotro::edge::read_cases(sources, source, *rules, *program, diagnostics);
    CHECK(hotro::render(diagnostics.list(), sources) == "");
    hotro::edge::CaseRun run(*rules);
    for (const hotro::edge::Case& one : cases.cases) {
      const hotro::edge::CaseResult result = run.run(one);
      std::string differences;
      for (const auto& mismatch : result.mismatches) {
        differences += mismatch.what + ": " + mismatch.expected + ", but got " + mismatch.got + "\n";
      }
      INFO(one.name << "\n" << differences);
      CHECK(result.passed);
    }
  }
}

TEST_CASE("The phases of docs/phases.md are read beside their rule set, which is in order") {
  const auto all = folders("docs/phases.md");
  REQUIRE(all.size() == 1);
  const Folder& folder = all.begin()->second;
  hotro::Sources sources;
  const auto rules = hotro::load(sources, add(folder, sources));
  INFO(hotro::render(rules.diagnostics(), sources));
  REQUIRE(rules);
  REQUIRE(hotro::compile(*rules));
  hotro::Diagnostics diagnostics;
  const std::uint32_t source = sources.add("phases.yaml", folder.at("phases.yaml"));
  const auto phases = hotro::edge::read_phases(sources, source, *rules, diagnostics);
  CHECK(hotro::render(diagnostics.list(), sources) == "");
  CHECK(phases.rounds.size() == 1);
  CHECK(phases.claims.once_in.reading());
  CHECK_FALSE(phases.claims.combine.reading());
}

TEST_CASE("The population of docs/populations.md is read beside its rule set, which is in order") {
  const auto all = folders("docs/populations.md");
  REQUIRE(all.size() == 1);
  const Folder& folder = all.begin()->second;
  hotro::Sources sources;
  const auto rules = hotro::load(sources, add(folder, sources));
  INFO(hotro::render(rules.diagnostics(), sources));
  REQUIRE(rules);
  REQUIRE(hotro::compile(*rules));
  hotro::Diagnostics diagnostics;
  const std::uint32_t source = sources.add("population.yaml", folder.at("population.yaml"));
  const auto population = hotro::edge::read_population(sources, source, *rules, diagnostics);
  CHECK(hotro::render(diagnostics.list(), sources) == "");
  CHECK(population.facts.size() == 6);
}

TEST_CASE("The formulas of docs/language.md are read, or refused with the code behind them") {
  const auto all = folders("docs/language.md");
  REQUIRE(all.size() == 1);
  Folder folder = all.begin()->second;
  std::size_t formulas = 0;
  for (const Block& block : blocks("docs/language.md")) {
    if (block.info != "feel") continue;
    std::istringstream lines(block.text);
    for (std::string line; std::getline(lines, line); ++formulas) {
      const std::size_t arrow = line.find("=>");
      const std::string formula = trimmed(line.substr(0, arrow));
      const std::string code = arrow == std::string::npos ? "" : trimmed(line.substr(arrow + 2)) + " ";
      std::string quoted;
      for (const char c : formula) quoted += c == '\'' ? std::string("''") : std::string(1, c);
      folder["amendment-3.yaml"] =
          "hotro: 1\namends: example.school-lunch\nby: act\nchanges:\n  - add: "
          "benefits.lunch.eligible.extra\n    that: '" +
          quoted + "'\n    reason: {en: none}\n    cite: act\n";
      hotro::Sources sources;
      const auto rules = hotro::load(sources, add(folder, sources));
      INFO(line);
      if (!rules) {
        CHECK(outcome(rules.diagnostics(), sources, !code.empty()) == code);
        continue;
      }
      const auto program = hotro::compile(*rules);
      CHECK(outcome(program.diagnostics(), sources, !code.empty()) == code);
    }
  }
  CHECK(formulas > 40);
}

TEST_CASE("docs/language.md lists every function with its usage") {
  const std::string page = read("docs/language.md");
  const std::string source = read("include/hotro/impl/load_function.inl");
  std::size_t count = 0;
  for (std::size_t at = source.find("\n    {\""); at != std::string::npos;
       at = source.find("\n    {\"", at + 1), ++count) {
    const std::size_t begin = at + 7;
    const std::string name = source.substr(begin, source.find('"', begin) - begin);
    INFO(name);
    CHECK(page.find("`" + name + "(") != std::string::npos);
  }
  CHECK(count >= 20);
}

TEST_CASE("docs/language.md shows values as people read them") {
  hotro::Sources sources;
  const auto all = folders("docs/language.md");
  const auto rules = hotro::load(sources, add(all.begin()->second, sources));
  REQUIRE(rules);
  const std::string page = read("docs/language.md");
  using hotro::Kind;
  struct Shown {
    Kind kind;
    hotro::Interval value;
  };
  hotro::Date day;
  REQUIRE(hotro::parse_date("2023-03-31", day));
  for (const Shown& one : {Shown{Kind::truth, {2, 2}},
                           {Kind::truth, {0, 0}},
                           {Kind::truth, {0, 2}},
                           {Kind::money, {1'000'000, 1'000'000}},
                           {Kind::rate, {700'000, 700'000}},
                           {Kind::date, {day.day, day.day}},
                           {Kind::days, {14, 14}},
                           {Kind::months, {6, 6}},
                           {Kind::count, {1'000, 1'000}},
                           {Kind::money, {700'000, 1'000'000}}}) {
    for (const hotro::Language language : {hotro::Language::vi, hotro::Language::en}) {
      const std::string text = hotro::format(*rules, {one.kind, hotro::none, false}, one.value, language);
      INFO(text);
      CHECK(page.find("`" + text + "`") != std::string::npos);
    }
  }
}

TEST_CASE("What the pages show of files stands in these files") {
  for (const char* page :
       {"README.md", "docs/language.md", "docs/embedding.md", "docs/phases.md", "docs/populations.md"}) {
    for (const Block& block : blocks(page)) {
      if (!begins(block.info, "yaml from ") && !begins(block.info, "cpp from ") &&
          !begins(block.info, "text from "))
        continue;
      const std::string path = block.info.substr(block.info.find(" from ") + 6);
      INFO(page << " shows " << path);
      std::istringstream lines(block.text);
      const std::string file = "\n" + read(path);
      bool found = false;
      for (std::size_t depth = 0; depth <= 8 && !found; depth += 2) {
        std::string text = "\n";
        std::istringstream again(block.text);
        for (std::string line; std::getline(again, line);)
          text += line.empty() ? "\n" : std::string(depth, ' ') + line + "\n";
        found = file.find(text) != std::string::npos;
      }
      CHECK(found);
    }
  }
}

TEST_CASE("The README shows the whole of examples/embed/main.cpp and what it prints") {
  std::vector<std::string> shown;
  for (const Block& block : blocks("README.md")) {
    if (block.info == "cpp" || block.info == "text printed") shown.push_back(block.text);
  }
  REQUIRE(shown.size() == 2);
  CHECK(shown[0] == read("examples/embed/main.cpp"));
  CHECK(shown[1] == read("examples/embed/expected.txt"));
}

TEST_CASE("The README shows what ./dev demo prints") {
  const std::string program = std::string("\"") + HOTRO_PROGRAM + "\"";
  const auto tables = [](const std::string& list) {
    const std::string folder = " examples/nghe-an/" + list;
    return " --applicants" + folder + "/applicants.csv --enterprises" + folder + "/enterprises.csv";
  };
  const std::string ledger = "\"" + std::string(HOTRO_SCRATCH) + "/demo.ledger\"";
  std::filesystem::remove(HOTRO_SCRATCH "/demo.ledger");
  const auto phase = [&](const std::string& step) {
    const std::size_t blank = step.find(' ');
    return run(program + " phase " + step.substr(0, blank) + " " + ledger + step.substr(blank) +
               " --lang en");
  };
  phase("open 1 rules/vn/vgcl-6696 --approvers 1");
  phase("submit 1" + tables("phase-1"));
  phase("decide 1");
  phase("approve 1");
  phase("pay 1");
  phase("open 2 rules/vn/vgcl-6696 --budget 2000000000");
  phase("submit 2" + tables("returning"));
  phase("submit 2" + tables("phase-2"));
  const std::string printed =
      phase("decide 2") + run(program + " phase explain " + ledger + " 2 --dossier NA2-1059 --lang vi");
  std::size_t shown = 0;
  for (const Block& block : blocks("README.md")) {
    if (block.info != "text demo") continue;
    INFO(printed);
    CHECK(words(printed).find(words(block.text)) != std::string::npos);
    ++shown;
  }
  CHECK(shown == 2);
}
