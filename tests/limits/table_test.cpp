// SPDX-License-Identifier: Apache-2.0
// docs/language.md shows every line of limits.def, and tests try each. HOTRO_APPROVE=1 writes the table.
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "hotro/date.hpp"
#include "hotro/diagnostic.hpp"
#include "hotro/limits.hpp"

using namespace hotro;
namespace fs = std::filesystem;

namespace {

struct Row {
  std::string name;
  std::uint64_t most = 0;
  std::string unit, what, because, beyond;
};

const std::vector<Row>& rows() {
  static const std::vector<Row> all = {
#define HOTRO_LIMIT(type, name, most, unit, what, because, beyond) {#name, most, unit, what, because, beyond},
#include "hotro/limits.def"
#undef HOTRO_LIMIT
  };
  return all;
}

std::string contents(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  REQUIRE(file);
  return {std::istreambuf_iterator<char>(file), {}};
}

/// 65,535; 16 MiB; 64 bytes.
std::string amount(const Row& row) {
  const auto whole = [](std::uint64_t number) {
    std::string digits = std::to_string(number);
    for (std::size_t at = digits.size(); at > 3; at -= 3) digits.insert(at - 3, ",");
    return digits;
  };
  if (row.unit == "bytes" && row.most % (1U << 30U) == 0) return whole(row.most >> 30U) + " GiB";
  if (row.unit == "bytes" && row.most % (1U << 20U) == 0) return whole(row.most >> 20U) + " MiB";
  return whole(row.most) + (row.unit.empty() ? "" : " " + row.unit);
}

std::string table() {
  std::string text = "| | at most | because | beyond |\n|---|---|---|---|\n";
  for (const Row& row : rows()) {
    Code code{};
    const bool coded = find_code(row.beyond, code);
    text += "| " + row.what + " | " + amount(row) + " | " + row.because + " | " +
            (coded ? "[" + row.beyond + "](errors/" + row.beyond + ".md)" : row.beyond) + " |\n";
  }
  return text + "| dates | " + iso(first_date) + " to " + iso(last_date) +
         " | people who live, and law that is in force | [E0206](errors/E0206.md) |\n";
}

}  // namespace

TEST_CASE("docs/language.md has the table of all limits", "[limits]") {
  const fs::path page = "docs/language.md";
  std::string text = contents(page);
  const std::size_t section = text.find("\n## Limits\n");
  REQUIRE(section != std::string::npos);
  const std::size_t begin = text.find("\n|", section) + 1;
  REQUIRE(begin != 0);
  std::size_t end = begin;
  while (end < text.size() && text[end] == '|') end = std::min(text.find('\n', end), text.size() - 1) + 1;
  if (std::getenv("HOTRO_APPROVE") != nullptr) {
    text.replace(begin, end - begin, table());
    std::ofstream(page, std::ios::binary) << text;
    end = begin + table().size();
  }
  CHECK(text.substr(begin, end - begin) == table());
}

TEST_CASE("every limit is tried by a test that is named after it, and says with which code", "[limits]") {
  std::string tests;
  for (const auto& file : fs::directory_iterator("tests/limits")) {
    if (file.path().extension() == ".cpp") tests += contents(file.path());
  }
  for (const Row& row : rows()) {
    INFO(row.name);
    bool named = false;
    for (std::size_t at = 0; (at = tests.find("TEST_CASE(\"", at)) != std::string::npos; ++at) {
      const std::string title = tests.substr(at, tests.find(':', at) - at);
      named = named || title.find(row.name) != std::string::npos;
    }
    CHECK(named);
    // E0108 is a code of the program; the edge says in words what it cannot read.
    if (row.beyond[0] == 'E' && row.beyond != "E0108")
      CHECK(tests.find("[" + row.beyond + "]") != std::string::npos);
  }
}
