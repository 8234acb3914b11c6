// SPDX-License-Identifier: Apache-2.0
// Bad rule sets and the exact messages they give: tests/diagnostics/README.md says how the files are written.
#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "hotro/compile.hpp"
#include "hotro/edge/cases.hpp"
#include "hotro/edge/phase_rules.hpp"
#include "hotro/edge/population.hpp"
#include "hotro/lint.hpp"
#include "hotro/load.hpp"

using namespace hotro;
namespace fs = std::filesystem;

namespace {

/// Codes that no file can produce.
struct Exception {
  Code code;
  std::string_view reason;
};
constexpr Exception exceptions[] = {
    {Code::cannot_read,
     "load() is given texts; files that cannot be read are reported where they are opened"},
};

struct Row {
  Code code;
  std::string_view text;
};
std::vector<Row> all_codes() {
  std::vector<Row> rows;
#define HOTRO_CODE(letter, number, name, meaning) rows.push_back({Code::name, code_text(Code::name)});
#include "hotro/codes.def"
#undef HOTRO_CODE
  return rows;
}

std::string contents(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

/// A file, or a folder of files that are loaded together: rules.yaml first, cases.yaml as cases, phases.yaml
/// as phases, population.yaml as a population.
struct Sample {
  std::string name;
  std::vector<fs::path> files;
  fs::path cases;
  fs::path phases;
  fs::path population;
};

std::vector<Sample> samples() {
  std::vector<Sample> all;
  for (const auto& entry : fs::directory_iterator("tests/diagnostics")) {
    Sample sample;
    sample.name = entry.path().stem().string();
    if (entry.is_directory()) {
      sample.name = entry.path().filename().string();
      for (const auto& file : fs::directory_iterator(entry.path())) {
        if (file.path().filename() == "cases.yaml")
          sample.cases = file.path();
        else if (file.path().filename() == "phases.yaml")
          sample.phases = file.path();
        else if (file.path().filename() == "population.yaml")
          sample.population = file.path();
        else if (file.path().extension() == ".yaml")
          sample.files.push_back(file.path());
      }
      std::sort(sample.files.begin(), sample.files.end());
      std::stable_partition(sample.files.begin(), sample.files.end(),
                            [](const fs::path& path) { return path.stem() == "rules"; });
    } else if (entry.path().extension() == ".yaml") {
      sample.files.push_back(entry.path());
    }
    if (!sample.files.empty()) all.push_back(std::move(sample));
  }
  std::sort(all.begin(), all.end(), [](const Sample& a, const Sample& b) { return a.name < b.name; });
  return all;
}

/// What the comments at the head of the first file ask for.
struct Settings {
  CompileOptions options;
  std::size_t errors = 1;
  std::size_t warnings = 1;
  std::size_t padding = 0;
};

Settings settings_of(const std::string& text) {
  Settings settings;
  for (std::size_t at = 0; at < text.size() && text[at] == '#';) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    const std::string line = text.substr(at, end - at);
    const auto value = [&](const std::string& key) {
      const std::string head = "# " + key + ": ";
      return line.rfind(head, 0) == 0 ? line.substr(head.size()) : std::string();
    };
    if (const std::string known = value("known"); !known.empty()) {
      settings.options.has_known = true;
      REQUIRE(parse_date(known, settings.options.known));
    }
    if (const std::string reading = value("reading"); !reading.empty()) {
      const std::size_t sign = reading.find('=');
      settings.options.readings.emplace_back(reading.substr(0, sign), reading.substr(sign + 1));
    }
    if (const std::string errors = value("errors"); !errors.empty()) settings.errors = std::stoul(errors);
    if (const std::string warnings = value("warnings"); !warnings.empty())
      settings.warnings = std::stoul(warnings);
    if (const std::string padding = value("padding"); !padding.empty())
      settings.padding = std::stoul(padding);
    at = end + 1;
  }
  return settings;
}

struct Outcome {
  Sources sources;
  std::vector<Diagnostic> found;
  Settings settings;
};

void run(const Sample& sample, Outcome& out) {
  std::vector<std::uint32_t> files;
  for (const fs::path& path : sample.files) {
    std::string text = contents(path);
    if (files.empty()) {
      out.settings = settings_of(text);
      if (text.size() < out.settings.padding) text.append(out.settings.padding - text.size(), '\n');
    }
    files.push_back(out.sources.add(fs::relative(path, "tests/diagnostics").string(), std::move(text)));
  }
  const auto keep = [&](const std::vector<Diagnostic>& more) {
    out.found.insert(out.found.end(), more.begin(), more.end());
  };
  const Result<RuleSet> rules = load(out.sources, files);
  keep(rules.diagnostics());
  if (!rules) return;
  const Result<Program> program = compile(*rules, out.settings.options);
  keep(program.diagnostics());
  if (program && sample.name[0] == 'W') keep(lint(*rules));
  if (!program) return;
  const auto add = [&](const fs::path& path) {
    return out.sources.add(fs::relative(path, "tests/diagnostics").string(), contents(path));
  };
  Diagnostics diagnostics;
  if (!sample.cases.empty())
    static_cast<void>(edge::read_cases(out.sources, add(sample.cases), *rules, *program, diagnostics));
  if (!sample.phases.empty())
    static_cast<void>(edge::read_phases(out.sources, add(sample.phases), *rules, diagnostics));
  if (!sample.population.empty())
    static_cast<void>(edge::read_population(out.sources, add(sample.population), *rules, diagnostics));
  keep(diagnostics.take());
}

std::string rendered(const Outcome& outcome) {
  return render(outcome.found, outcome.sources, Style::human) + "\n--- gnu\n" +
         render(outcome.found, outcome.sources, Style::gnu) + "\n--- json\n" +
         render(outcome.found, outcome.sources, Style::json);
}

/// What holds of every message.
void check_message(const Diagnostic& one, const Sources& sources) {
  INFO(one.message);
  CHECK_FALSE(one.message.empty());
  CHECK(one.message.back() != '.');
  CHECK((one.message.rfind("YAML ", 0) == 0 || one.message[0] < 'A' || one.message[0] > 'Z'));
  CHECK(one.message.find("\"\"") == std::string::npos);  // something without a name was named
  if (static_cast<int>(one.code) >= 200) CHECK_FALSE(one.help.empty());
  std::vector<Span> spans{one.span};
  for (const Label& label : one.also) {
    CHECK_FALSE(label.message.empty());
    spans.push_back(label.span);
  }
  for (const Span& span : spans) {
    if (span.source == none) continue;  // it concerns no place in a file
    REQUIRE(span.source < sources.size());
    CHECK(span.begin <= span.end);
    CHECK(span.end <= sources.text(span.source).size());
  }
}

}  // namespace

TEST_CASE("each bad rule set gives exactly its messages") {
  for (const Sample& sample : samples()) {
    INFO(sample.name);
    Outcome outcome;
    run(sample, outcome);
    const fs::path expected = "tests/diagnostics/" + sample.name + ".txt";
    const std::string text = rendered(outcome);
    if (std::getenv("HOTRO_APPROVE") != nullptr) std::ofstream(expected, std::ios::binary) << text;
    CHECK(contents(expected) == text);
    std::size_t errors = 0;
    std::size_t warnings = 0;
    bool named = false;
    for (const Diagnostic& one : outcome.found) {
      check_message(one, outcome.sources);
      ++(one.severity == Severity::error ? errors : warnings);
      named = named || sample.name.rfind(code_text(one.code), 0) == 0;
    }
    CHECK(named);
    // One mistake, one error or warning: what follows from it is not said.
    CHECK(errors == (sample.name[0] == 'W' ? 0 : outcome.settings.errors));
    CHECK(warnings == (sample.name[0] == 'W' ? outcome.settings.warnings : 0));
  }
}

TEST_CASE("each code has a file that shows it") {
  const std::vector<Sample> all = samples();
  for (const Row& row : all_codes()) {
    const bool shown = std::any_of(all.begin(), all.end(),
                                   [&](const Sample& sample) { return sample.name.rfind(row.text, 0) == 0; });
    const auto* exception = std::find_if(std::begin(exceptions), std::end(exceptions),
                                         [&](const Exception& one) { return one.code == row.code; });
    INFO(row.text);
    CHECK(shown == (exception == std::end(exceptions)));
  }
}

TEST_CASE("each expectation belongs to a sample") {
  std::vector<std::string> names;
  for (const Sample& sample : samples()) names.push_back(sample.name);
  for (const auto& entry : fs::directory_iterator("tests/diagnostics")) {
    if (entry.path().extension() != ".txt") continue;
    INFO(entry.path());
    CHECK(std::find(names.begin(), names.end(), entry.path().stem().string()) != names.end());
  }
}
