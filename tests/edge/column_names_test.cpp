// SPDX-License-Identifier: Apache-2.0
#include "hotro/edge/column_names.hpp"

#include <catch2/catch.hpp>
#include <string>
#include <vector>

using namespace hotro;
using namespace hotro::edge;

namespace {

Program program() {
  ProgramData data;
  data.currency = "VND";
  Input region;
  region.path = "enterprise.region";
  region.kind = Kind::choice;
  region.options = {"I", "II"};
  region.range = {0, 1};
  region.of_enterprise = true;
  data.inputs.push_back(region);
  Input birth;
  birth.path = "birth_date";
  birth.kind = Kind::date;
  birth.range = {first_date.day, last_date.day};
  data.inputs.push_back(birth);
  return Program(data);
}

const Program& facts() {
  static const Program one = program();
  return one;
}

/// `row column code value` for each error.
std::vector<std::string> lines(const std::string& text) {
  std::vector<DataError> errors;
  static_cast<void>(ColumnNames::read(facts(), {"N.csv", text}, errors));
  std::vector<std::string> result;
  for (const DataError& error : errors) {
    CHECK(error.file == "N.csv");
    CHECK_FALSE(error.expected.vi.empty());
    result.push_back(std::to_string(error.row) + " " + error.column + " " + error.code + " " + error.value);
  }
  return result;
}
using Lines = std::vector<std::string>;

}  // namespace

TEST_CASE("columns are read under the names that an office gives them") {
  std::vector<DataError> errors;
  const ColumnNames names = ColumnNames::read(
      facts(),
      {"N.csv",
       "column;fact\nMã hồ sơ;dossier_id\nMã DN;enterprise_id\nVùng;region\n\"Ngày; sinh\";birth_date\n"},
      errors);
  CHECK(errors.empty());
  CHECK(names.fact("Mã hồ sơ") == "dossier_id");
  CHECK(names.fact("birth_date") == "birth_date");
  const Dossiers dossiers =
      read_dossiers(facts(), {"A.csv", "Mã hồ sơ,Mã DN,Ngày; sinh\nD1,N1,1990\nD2,N1,31/02/1990\n"},
                    {"E.csv", "Mã DN,Vùng\nN1,II\n"}, &names);
  CHECK(dossiers.readable);
  REQUIRE(dossiers.size() == 1);
  CHECK(dossiers.partial == 1);
  Date first, last;
  REQUIRE((make_date(1990, 1, 1, first) && make_date(1990, 12, 31, last)));
  CHECK(dossiers.columns[1].at(0).low == first.day);
  CHECK(dossiers.columns[1].at(0).high == last.day);
  // What is wrong is said in the words of the file.
  REQUIRE(dossiers.errors.size() == 1);
  CHECK(dossiers.errors[0].column == "Ngày; sinh");
}

TEST_CASE("what is wrong with names of columns is said with its row") {
  CHECK(lines("") == Lines{"0  empty_file "});
  CHECK(lines("name,fact\na,birth_date\n") == Lines{"1  missing_column "});
  CHECK(lines("column,fact\na,birth_dat\n") == Lines{"2 fact unknown_fact birth_dat"});
  CHECK(lines("column,fact\na,birth_date\na,region\n") == Lines{"3 column duplicate_column a"});
  CHECK(lines("column,fact\n,birth_date\n") == Lines{"2 column missing_column "});
  CHECK(lines("column,fact\na\nb,birth_date,c\n\"x\n") ==
        Lines{"2  wrong_cell_count ", "3  wrong_cell_count ", "4  open_quote "});
}
