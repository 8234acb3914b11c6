// SPDX-License-Identifier: Apache-2.0
#include "hotro/edge/schema.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <regex>
#include <sstream>
#include <string>
#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validator.hpp>
#include <vector>

#include "differential/contest.hpp"
#include "hotro/yaml.hpp"

using namespace hotro;
using edge::FileKind;
using nlohmann::json;
namespace fs = std::filesystem;

namespace {

/// As editors read YAML 1.2: the core schema.
json scalar_json(const yaml::Node& node) {
  static const std::regex whole("[-+]?[0-9]+"),
      number("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?");
  const std::string& text = node.text;
  if (node.quoting != yaml::Quoting::plain) return text;
  if (text.empty() || text == "~" || text == "null") return nullptr;
  if (text == "true" || text == "false") return text == "true";
  if (std::regex_match(text, whole) && text.size() < 18) return std::stoll(text);
  if (std::regex_match(text, number)) return std::stod(text);
  return text;
}
json to_json(const yaml::Document& document, const yaml::Node& node) {
  if (node.kind == yaml::Kind::scalar) return scalar_json(node);
  json result = node.kind == yaml::Kind::mapping ? json::object() : json::array();
  for (std::size_t i = 0; i < node.children.size(); ++i) {
    const yaml::Node& child = document[node.children[i]];
    if (node.kind == yaml::Kind::sequence)
      result.push_back(to_json(document, child));
    else if (++i < node.children.size())
      result[child.text] = to_json(document, document[node.children[i]]);
  }
  return result;
}

/// Somebody else's judgement.
class Schema {
 public:
  explicit Schema(FileKind kind) {
    const json text = json::parse(edge::json_schema(kind));
    valijson::SchemaParser parser(valijson::SchemaParser::kDraft7);
    parser.populateSchema(valijson::adapters::NlohmannJsonAdapter(text), schema_);
  }
  /// What is wrong, in one line; empty if nothing is.
  [[nodiscard]] std::string judge(const json& file) const {
    valijson::Validator validator;
    valijson::ValidationResults results;
    if (validator.validate(schema_, valijson::adapters::NlohmannJsonAdapter(file), &results)) return "";
    valijson::ValidationResults::Error error;
    std::string last = "refused";
    while (results.popError(error)) {
      last.clear();
      for (const std::string& part : error.context) last += part;
      last += ": " + error.description;
    }
    return last;
  }

 private:
  valijson::Schema schema_;
};

FileKind kind_of(const fs::path& path) {
  return path.filename() == "cases.yaml"        ? FileKind::cases
         : path.filename() == "phases.yaml"     ? FileKind::phases
         : path.filename() == "population.yaml" ? FileKind::population
                                                : FileKind::rules;
}
const Schema& schema_of(FileKind kind) {
  static const Schema rules(FileKind::rules), cases(FileKind::cases), phases(FileKind::phases),
      population(FileKind::population);
  switch (kind) {
    case FileKind::cases: return cases;
    case FileKind::phases: return phases;
    case FileKind::population: return population;
    default: return rules;
  }
}

/// False if it is no YAML.
bool parse(std::string text, json& out) {
  Sources sources;
  Diagnostics diagnostics;
  const std::uint32_t source = sources.add("file.yaml", std::move(text));
  const yaml::Document document = yaml::parse(sources, source, diagnostics);
  if (diagnostics.failed()) return false;
  out = to_json(document, document.root());
  return true;
}
std::string text_of(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::vector<fs::path> yaml_below(const fs::path& folder) {
  std::vector<fs::path> found;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (entry.path().extension() == ".yaml") found.push_back(entry.path());
  }
  std::sort(found.begin(), found.end());
  return found;
}

}  // namespace

TEST_CASE("the schema accepts every file of a rule set that loads") {
  std::size_t files = 0;
  for (const char* folder :
       {"rules", "tests/cli/rules", "tests/cli/warned", "tests/programs", "tests/phases/rules"}) {
    for (const fs::path& path : yaml_below(folder)) {
      if (path.string().find("/broken/") != std::string::npos) continue;
      INFO(path.string());
      json file;
      REQUIRE(parse(text_of(path), file));
      CHECK(schema_of(kind_of(path)).judge(file) == "");
      ++files;
    }
  }
  CHECK(files > 25);
}

TEST_CASE("the schema accepts the rule set of docs/language.md") {
  std::istringstream page(text_of("docs/language.md"));
  const std::string mark = "```yaml check ";
  std::map<std::string, std::string> files;
  std::string inside;
  for (std::string line; std::getline(page, line);) {
    if (line.rfind(mark, 0) == 0)
      inside = line.substr(mark.size());
    else if (line == "```")
      inside.clear();
    else if (!inside.empty())
      files[inside] += line + "\n";
  }
  CHECK(files.size() == 3);
  for (const auto& [name, text] : files) {
    INFO(name);
    json file;
    REQUIRE(parse(text, file));
    CHECK(schema_of(kind_of(name)).judge(file) == "");
  }
}

TEST_CASE("the schema accepts every generated rule set") {
  for (std::uint64_t seed = 1; seed <= 60; ++seed) {
    generated::Draw draw(seed);
    for (const auto& file : generated::write_rules(draw).files) {
      INFO("HOTRO_SEED=" << seed << " test_lint [seed]: " << file.name);
      json read;
      REQUIRE(parse(file.text, read));
      CHECK(schema_of(FileKind::rules).judge(read) == "");
    }
  }
}

/// By the code of their diagnostic: files that are refused, of all files of the examples of that code, of
/// which one is bad. Of formulas, kinds and time, and of names that are not there, a schema knows nothing.
TEST_CASE("the schema refuses the bad files whose keys or forms are wrong") {
  std::map<std::string, std::pair<int, int>> found;
  for (const fs::path& path : yaml_below("tests/diagnostics")) {
    const std::string code = fs::relative(path, "tests/diagnostics").string().substr(0, 5);
    json file;
    if (code[0] == 'W' || !parse(text_of(path), file)) continue;
    ++found[code].second;
    const std::string said = schema_of(kind_of(path)).judge(file);
    found[code].first += said.empty() ? 0 : 1;
  }
  std::string list;
  for (const auto& [code, count] : found) {
    if (count.first != 0)
      list += code + " " + std::to_string(count.first) + "/" + std::to_string(count.second) + "\n";
  }
  CHECK(list ==
        "E0201 12/16\nE0203 23/37\nE0204 14/17\nE0205 2/3\nE0206 8/48\nE0207 1/6\nE0209 5/20\nE0302 1/15\n"
        "E0306 5/8\nE0501 1/5\nE0702 2/8\nE0801 9/12\nE0802 4/4\nE0901 2/4\nE0903 1/10\nE1102 2/4\nE1105 "
        "2/4\nE1202 1/8\n");
}

TEST_CASE("the schemas in schema/ are those that hotro prints") {
  CHECK(text_of("schema/rules.json") == edge::json_schema(FileKind::rules));
  CHECK(text_of("schema/cases.json") == edge::json_schema(FileKind::cases));
  CHECK(text_of("schema/phases.json") == edge::json_schema(FileKind::phases));
  CHECK(text_of("schema/population.json") == edge::json_schema(FileKind::population));
}

TEST_CASE("every property of a schema says what it means") {
  for (const FileKind kind : {FileKind::rules, FileKind::cases, FileKind::phases, FileKind::population}) {
    const json schema = json::parse(edge::json_schema(kind));
    for (const auto& [name, definition] : schema["definitions"].items()) {
      if (!definition.contains("properties")) continue;
      for (const auto& [key, property] : definition["properties"].items()) {
        INFO(name << "." << key);
        CHECK(property.value("description", "").size() > 5);
      }
    }
  }
}
