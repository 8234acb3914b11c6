// SPDX-License-Identifier: Apache-2.0
#include "hotro/edge/files.hpp"

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

using namespace hotro;
using namespace hotro::edge;

namespace {

namespace fs = std::filesystem;

/// A folder that is removed at the end.
class Folder {
 public:
  Folder() {
    std::string name = (fs::temp_directory_path() / "hotro-XXXXXX").string();
    REQUIRE(mkdtemp(name.data()) != nullptr);
    path_ = name;
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  ~Folder() {
    std::error_code error;
    fs::remove_all(path_, error);
  }
  void put(const std::string& name, const std::string& text) const {
    fs::create_directories((path_ / name).parent_path());
    std::ofstream(path_ / name) << text;
  }
  [[nodiscard]] std::string operator/(const std::string& name) const { return (path_ / name).string(); }
  [[nodiscard]] std::vector<std::string> names(const RuleFiles& files) const {
    std::vector<std::string> result;
    for (const std::uint32_t file : files.files) {
      result.push_back(fs::path(files.sources.name(file)).lexically_relative(path_).string());
    }
    return result;
  }

 private:
  fs::path path_;
};

using Names = std::vector<std::string>;

}  // namespace

TEST_CASE("a rule set is its folder, its imports, and theirs") {
  const Folder root;
  root.put("rules/vn/act/rules.yaml", "hotro: 1\nrule_set: vn.act\nimports: [vn.wage]\n");
  root.put("rules/vn/act/amendment.yaml", "hotro: 1\namends: vn.act\n");
  root.put("rules/vn/act/cases.yaml", "hotro: 1\n");
  root.put("rules/vn/act/phases.yaml", "hotro: 1\n");
  root.put("rules/vn/act/population.yaml", "hotro: 1\n");
  root.put("rules/vn/act/README.md", "");
  root.put("rules/vn/wage/rules.yaml", "hotro: 1\nrule_set: vn.wage\nimports: [vn.map]\n");
  root.put("rules/vn/map/rules.yaml", "hotro: 1\nrule_set: vn.map\nimports: [vn.act, vn.nowhere, ../../x]\n");
  const RuleFiles files = open_rules(root / "rules/vn/act/");
  CHECK(files.readable());
  CHECK(root.names(files) == Names{"rules/vn/act/rules.yaml", "rules/vn/act/amendment.yaml",
                                   "rules/vn/wage/rules.yaml", "rules/vn/map/rules.yaml"});
  CHECK(files.cases == root / "rules/vn/act/cases.yaml");
  CHECK(files.phases == root / "rules/vn/act/phases.yaml");
  CHECK(files.population == root / "rules/vn/act/population.yaml");

  // One file alone still finds what it imports.
  CHECK(root.names(open_rules(root / "rules/vn/act/rules.yaml")) ==
        Names{"rules/vn/act/rules.yaml", "rules/vn/wage/rules.yaml", "rules/vn/map/rules.yaml"});
  // An id below a root.
  CHECK(root.names(open_rules("vn.wage", {root / "rules"})).front() == "rules/vn/wage/rules.yaml");

  CHECK(rule_folders(root / "rules") ==
        Names{root / "rules/vn/act", root / "rules/vn/map", root / "rules/vn/wage"});
  CHECK(rule_folders(root / "rules/vn/act") == Names{root / "rules/vn/act"});
}

TEST_CASE("a folder that is not named after its rule set finds imports below other roots only") {
  const Folder root;
  root.put("elsewhere/rules.yaml", "hotro: 1\nrule_set: vn.act\nimports: [vn.wage]\n");
  root.put("installed/vn/wage/rules.yaml", "hotro: 1\nrule_set: vn.wage\n");
  CHECK(open_rules(root / "elsewhere").files.size() == 1);
  CHECK(open_rules(root / "elsewhere", {root / "installed"}).files.size() == 2);
}

TEST_CASE("amendments alone bring the rule set that they amend, from the folders above or below a root") {
  const Folder root;
  root.put("rules/vn/act/rules.yaml", "hotro: 1\nrule_set: vn.act\nimports: [vn.wage]\n");
  root.put("rules/vn/act/amendment.yaml", "hotro: 1\namends: vn.act\n");
  root.put("rules/vn/act/tariffs/hue/tariff.yaml", "hotro: 1\namends: vn.act\n");
  root.put("rules/vn/act/tariffs/hue/cases.yaml", "hotro: 1\n");
  root.put("rules/vn/wage/rules.yaml", "hotro: 1\nrule_set: vn.wage\n");
  root.put("mine/tariff.yaml", "hotro: 1\namends: vn.act\n");
  const Names all{"rules/vn/act/tariffs/hue/tariff.yaml", "rules/vn/act/amendment.yaml",
                  "rules/vn/act/rules.yaml", "rules/vn/wage/rules.yaml"};
  const RuleFiles folder = open_rules(root / "rules/vn/act/tariffs/hue");
  Names found = root.names(folder);
  std::sort(found.begin(), found.end());
  Names wanted = all;
  std::sort(wanted.begin(), wanted.end());
  CHECK(found == wanted);
  CHECK(folder.cases == root / "rules/vn/act/tariffs/hue/cases.yaml");
  // Of a rule set that is nowhere near nothing is found, and load() says what is missing.
  CHECK(open_rules(root / "mine/tariff.yaml").files.size() == 1);
  CHECK(open_rules(root / "mine/tariff.yaml", {root / "rules"}).files.size() == 4);
  CHECK(rule_folders(root / "rules") ==
        Names{root / "rules/vn/act", root / "rules/vn/act/tariffs/hue", root / "rules/vn/wage"});
}

TEST_CASE("what cannot be read is named") {
  const Folder root;
  root.put("empty/README.md", "");
  const RuleFiles nothing = open_rules(root / "nothing");
  REQUIRE(nothing.errors.size() == 1);
  CHECK(nothing.errors[0].path == root / "nothing");
  CHECK(nothing.errors[0].trouble.en == "there is no such file or folder");
  const RuleFiles empty = open_rules(root / "empty");
  REQUIRE(empty.errors.size() == 1);
  CHECK(empty.errors[0].trouble.en == "the folder holds no rule set (*.yaml)");

  std::string text;
  Text trouble;
  CHECK_FALSE(read_file(root / "empty", 100, text, trouble));
  CHECK(trouble.en == "it is a folder");
  root.put("file", "12345");
  CHECK(read_file(root / "file", 5, text, trouble));
  CHECK(text == "12345");
  CHECK_FALSE(read_file(root / "file", 4, text, trouble));
  CHECK(trouble.vi == "tệp lớn hơn 4 byte");
}
