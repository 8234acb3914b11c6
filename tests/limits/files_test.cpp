// SPDX-License-Identifier: Apache-2.0
// Files, tables and facts as they come in from outside.
#include "limits/law.hpp"

#include <filesystem>
#include <fstream>

#include "hotro/edge/cases.hpp"
#include "hotro/edge/csv.hpp"
#include "hotro/edge/dossiers.hpp"
#include "hotro/edge/files.hpp"
#include "hotro/edge/json.hpp"

using namespace hotro;
using namespace limits;
namespace fs = std::filesystem;

namespace {

/// A folder that is removed at the end.
class Folder {
 public:
  Folder() {
    std::string name = (fs::temp_directory_path() / "hotro-limits-XXXXXX").string();
    REQUIRE(mkdtemp(name.data()) != nullptr);
    path_ = name;
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  ~Folder() {
    std::error_code error;
    fs::remove_all(path_, error);
  }
  std::string put(const std::string& name, const std::string& text) const {
    fs::create_directories((path_ / name).parent_path());
    std::ofstream(path_ / name, std::ios::binary) << text;
    return (path_ / name).string();
  }
  [[nodiscard]] std::string operator/(const std::string& name) const { return (path_ / name).string(); }

 private:
  fs::path path_;
};

/// What loading a folder says, without the folder.
std::string errors_of(const Folder& folder, const std::string& name) {
  edge::RuleFiles files = edge::open_rules(folder / name);
  CHECK(files.readable());
  std::string text = render(load(files.sources, files.files).diagnostics(), files.sources, Style::gnu);
  for (std::size_t at = 0; (at = text.find(folder / "", at)) != std::string::npos;)
    text.erase(at, (folder / "").size());
  return text;
}

edge::CsvFault fault_of(const std::string& row) {
  edge::CsvReader reader(row, ',');
  edge::CsvRow read;
  REQUIRE(reader.next(read));
  return read.fault;
}

}  // namespace

TEST_CASE("largest_text: of a folder too, and of its cases, a larger file is E0103", "[limits]") {
  const Folder folder;
  const std::string large = Law().text() + std::string(largest_text, '\n');
  folder.put("rules/test/limits/rules.yaml", large);
  CHECK(
      errors_of(folder, "rules/test/limits") ==
      "rules/test/limits/rules.yaml:1:1: error: the file is larger than 16 MiB [E0103]\n"
      "rules/test/limits/rules.yaml:1:1: note: a list of data is given as a table, and is not part of a rule "
      "set\n");
  std::string text;
  Text trouble;
  REQUIRE(edge::read_yaml(folder.put("cases.yaml", large), text, trouble));
  CHECK(text.size() == largest_text + 1);
  Outcome out;
  read({Law().text()}, out);
  Diagnostics diagnostics;
  edge::read_cases(out.sources, out.sources.add("cases.yaml", text), out.rules, out.program, diagnostics);
  REQUIRE(diagnostics.failed());
  CHECK(diagnostics.list()[0].code == Code::too_large);
}

TEST_CASE("most_files: a folder of more files is refused without reading them all", "[limits]") {
  const Folder folder;
  folder.put("rules/test/limits/rules.yaml", Law().text());
  const auto add = [&](std::size_t from, std::size_t to) {
    for (std::size_t i = from; i < to; ++i) {
      folder.put("rules/test/limits/amendment-" + std::to_string(10'000 + i) + ".yaml",
                 "hotro: 1\namends: test.limits\nby: act\n");
    }
  };
  add(1, most_files);
  CHECK(errors_of(folder, "rules/test/limits") == "");
  add(most_files, most_files + 10);
  CHECK(edge::open_rules(folder / "rules/test/limits").files.size() == most_files + 1);
  CHECK(errors_of(folder, "rules/test/limits") ==
        "rules/test/limits/amendment-11000.yaml:1:1: error: the rule set has more than 1000 files [E0103]\n"
        "rules/test/limits/amendment-11000.yaml:1:1: note: a list of data is given as a table, and is not "
        "part of "
        "a rule set\n");
}

TEST_CASE("most_files: imports are followed through a thousand folders, also in a circle", "[limits]") {
  const Folder folder;
  Law law;
  law.top = "imports: [test.i1]\n";
  folder.put("rules/test/limits/rules.yaml", law.text());
  for (std::size_t i = 1; i < most_files; ++i) {
    folder.put("rules/test/i" + std::to_string(i) + "/rules.yaml",
               "hotro: 1\nrule_set: test.i" + std::to_string(i) + "\ntitle: {en: One}\nimports: [test.i" +
                   std::to_string(i % (most_files - 1) + 1) + "]\n");
  }
  CHECK(edge::open_rules(folder / "rules/test/limits").files.size() == most_files);
  CHECK(errors_of(folder, "rules/test/limits")
            .find("\"test.i999\" imports \"test.i1\", which imports it in turn [E0303]") !=
        std::string::npos);
}

TEST_CASE("deepest_folder: rule sets are found 8 folders deep, and not deeper", "[limits]") {
  const Folder folder;
  std::string below = "rules";
  for (std::size_t i = 0; i < deepest_folder; ++i) below += "/f";
  folder.put(below + "/rules.yaml", Law().text());
  CHECK(edge::rule_folders(folder / "rules") == std::vector<std::string>{folder / below});
  const Folder deeper;
  deeper.put(below + "/f/rules.yaml", Law().text());
  CHECK(edge::rule_folders(deeper / "rules") == std::vector<std::string>{deeper / "rules"});
  const edge::RuleFiles files = edge::open_rules(deeper / "rules");
  REQUIRE(files.errors.size() == 1);
  CHECK(files.errors[0].trouble.en == "the folder holds no rule set (*.yaml)");
  // A link that leads back up is not followed without end.
  fs::create_directory_symlink(folder / "rules", folder / "rules/f/again");
  CHECK(edge::rule_folders(folder / "rules").size() <= 16);
}

TEST_CASE("largest_table: a larger file is refused before it is read", "[limits]") {
  const Folder folder;
  const std::string path = folder.put("table.csv", "");
  fs::resize_file(path, largest_table + 1);  // a file of holes
  std::string text;
  Text trouble;
  CHECK_FALSE(edge::read_file(path, largest_table, text, trouble));
  CHECK(trouble.en == "it is larger than 2,147,483,648 bytes");
  CHECK(trouble.vi == "tệp lớn hơn 2.147.483.648 byte");
  CHECK(text.capacity() < 1'000);
  fs::resize_file(path, 1'000'001);
  CHECK(edge::read_file(path, 1'000'001, text, trouble));
  CHECK(text.size() == 1'000'001);
  CHECK_FALSE(edge::read_file(path, 1'000'000, text, trouble));
}

TEST_CASE("most_cells: a row has 4,096 cells, and with one more it is reported", "[limits]") {
  CHECK(fault_of(std::string(most_cells - 1, ',') + "x\n") == edge::CsvFault::none);
  CHECK(fault_of(std::string(most_cells, ',') + "x\n") == edge::CsvFault::too_large);
  // A row of the table of dossiers has room for every fact that a rule set may ask for.
  static_assert(most_facts + most_benefits + 2 <= most_cells);
}

TEST_CASE("longest_cell: a cell has 65,536 bytes, and with one more its row is reported", "[limits]") {
  const std::string cell(longest_cell, 'x');
  CHECK(fault_of(cell + "\n") == edge::CsvFault::none);
  CHECK(fault_of(cell + "x\n") == edge::CsvFault::too_large);
  CHECK(fault_of("\"" + cell + "\"\n") == edge::CsvFault::none);
  CHECK(fault_of("\"" + cell + "x\"\n") == edge::CsvFault::too_large);
}

TEST_CASE("longest_row: a MiB stands in front of the last cell, and with a byte more the row is reported",
          "[limits]") {
  const auto row = [](std::size_t bytes) {  // and an empty cell
    std::string text;
    for (; bytes > longest_cell + 1; bytes -= longest_cell + 1) text += std::string(longest_cell, 'x') + ',';
    return text + std::string(bytes - 1, 'x') + ",\n";
  };
  CHECK(fault_of(row(longest_row)) == edge::CsvFault::none);
  CHECK(fault_of(row(longest_row + 1)) == edge::CsvFault::too_large);
}

TEST_CASE("most_data_errors: a million errors are listed, and with one more nothing is decided", "[limits]") {
  Outcome out;
  read({Law().text()}, out);
  REQUIRE(out.compiled);
  // A row with one cell instead of two is one error.
  const auto dossiers = [&](std::size_t errors, const std::string& last) {
    return edge::read_dossiers(out.program, {"a.csv", "dossier_id,x\nD1,10\n" + repeat("x\n", errors) + last},
                               {});
  };
  const edge::Dossiers full = dossiers(most_data_errors - 1, "D2,11\n");
  CHECK(full.readable);
  CHECK(full.size() == 2);
  CHECK(full.errors.size() == most_data_errors - 1);
  CHECK(dossiers(most_data_errors, "D2,11\n").readable);
  const edge::Dossiers more = dossiers(most_data_errors + 1, "");
  CHECK_FALSE(more.readable);
  REQUIRE(more.errors.size() == most_data_errors + 1);
  CHECK(more.errors.back().code == "too_large");
  CHECK(more.errors.back().row == most_data_errors + 3);
  CHECK(more.errors.back().expected.en == "at most 1,000,000 errors; the rest is not read");
}

TEST_CASE("largest_facts: a JSON object has a MiB, and a byte more is refused", "[limits]") {
  Outcome out;
  read({Law().text()}, out);
  REQUIRE(out.compiled);
  Facts facts(out.program);
  std::vector<edge::DataError> said;
  const std::string object = "{\"x\": 10}";
  CHECK(edge::read_facts(object + std::string(largest_facts - object.size(), ' '), facts, said));
  CHECK_FALSE(facts.missing(out.program.find("x")));
  CHECK_FALSE(edge::read_facts(object + std::string(largest_facts - object.size() + 1, ' '), facts, said));
  REQUIRE(said.size() == 1);
  CHECK(said[0].code == "too_large");
  CHECK(said[0].expected.en == "at most 1,048,576 bytes");
}

TEST_CASE("JSON that nests a hundred thousand deep is no value, and takes no stack", "[limits]") {
  Outcome out;
  read({Law().text()}, out);
  REQUIRE(out.compiled);
  Facts facts(out.program);
  for (const std::string& piece : {std::string("["), std::string("{\"a\":")}) {
    std::vector<edge::DataError> said;
    const std::string open = "{\"x\": " + repeat(piece, 100'000);
    CHECK_FALSE(edge::read_facts(open, facts, said));
    REQUIRE(said.size() == 2);
    CHECK(said[1].code == "not_json");
    CHECK(said[0].code == "not_a_value");
  }
}
