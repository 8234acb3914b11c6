// SPDX-License-Identifier: Apache-2.0
#include "hotro/edge/dossiers.hpp"

#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "hotro/edge/cells.hpp"

using namespace hotro;
using namespace hotro::edge;

namespace {

Input input(std::string path, Kind kind, Interval range, bool of_enterprise = false) {
  Input one;
  one.path = std::move(path);
  one.kind = kind;
  one.range = range;
  one.of_enterprise = of_enterprise;
  return one;
}

/// Facts without rules: reading tables needs no more.
Program program() {
  ProgramData data;
  data.currency = "VND";
  Input region = input("enterprise.region", Kind::choice, {0, 3}, true);
  region.options = {"I", "II", "III", "IV"};
  data.inputs.push_back(region);
  data.inputs.push_back(input("enterprise.paid", Kind::truth, {0, 2}, true));
  Input person = input("person_id", Kind::text, {0, 0});
  person.person = true;
  data.inputs.push_back(person);
  data.inputs.push_back(input("event_from", Kind::date, {first_date.day, last_date.day}));
  data.inputs.push_back(input("income", Kind::money, {0, 1'000'000'000}));
  data.inputs.push_back(input("member", Kind::truth, {0, 2}));
  data.inputs.push_back(input("note", Kind::text, {0, 0}));
  return Program(data);
}

const std::string enterprises = "enterprise_id,region,paid\nE1,II,yes\nE2,IV,no\n";

Dossiers read(const std::string& applicants, const std::string& of = enterprises) {
  static const Program facts = program();
  return read_dossiers(facts, {"A.csv", applicants}, {"E.csv", of});
}

/// `file:row column code value` for each error.
std::vector<std::string> lines(const std::vector<DataError>& errors) {
  std::vector<std::string> result;
  for (const DataError& error : errors) {
    result.push_back(error.file + ":" + std::to_string(error.row) + " " + error.column + " " + error.code +
                     (error.value.empty() ? "" : " " + error.value));
  }
  return result;
}

using Lines = std::vector<std::string>;
const std::string header = "dossier_id,enterprise_id,person_id,event_from,income,member\n";

}  // namespace

TEST_CASE("rows become columns, and columns facts") {
  const Program facts_of = program();
  Dossiers dossiers = read(header + "D1,E2,P1,01/10/2022,1.000.000,x\nD2,E1,P2,,,\n");
  CHECK(lines(dossiers.errors) == Lines{});
  CHECK(lines(dossiers.warnings) == Lines{});
  CHECK(dossiers.rows_read == 2);
  REQUIRE(dossiers.size() == 2);
  CHECK(dossiers.person_column == "person_id");
  CHECK(dossiers.rows[0].person == "P1");
  CHECK(dossiers.rows[1].line == 3);

  Facts facts(facts_of);
  dossiers.fill(0, facts);
  auto text = [&](std::string_view path) {
    const std::uint32_t at = facts_of.find(path);
    return facts.missing(at) ? "missing"
                             : cell_text(facts_of.inputs()[at], facts.get(at).low, Currency("VND"));
  };
  CHECK(text("enterprise.region") == "IV");
  CHECK(text("enterprise.paid") == "no");
  CHECK(text("event_from") == "2022-10-01");
  CHECK(text("income") == "1000000");
  CHECK(text("member") == "yes");
  dossiers.fill(1, facts);
  CHECK(text("enterprise.region") == "II");
  for (const char* path : {"event_from", "income", "member"}) CHECK(text(path) == "missing");

  const Table table = dossiers.table();
  CHECK(table.rows == 2);
  CHECK(table.enterprises == 2);
  REQUIRE(table.columns.size() == facts_of.inputs().size());
  CHECK(table.enterprise[0] == 1);
  const Column& income = table.columns[facts_of.find("income")];
  CHECK(income.type == ColumnType::i32);
  REQUIRE(income.validity != nullptr);
  CHECK((*income.validity & 3U) == 1U);
  CHECK(static_cast<const std::int32_t*>(income.data)[0] == 1'000'000);
  const Column& member = table.columns[facts_of.find("member")];
  CHECK(member.type == ColumnType::truth);
  CHECK(member.validity == nullptr);
  CHECK(static_cast<const std::uint8_t*>(member.data)[1] == 1);
  CHECK(table.columns[facts_of.find("note")].data == nullptr);
}

TEST_CASE("validity bitmaps grow beyond a byte") {
  std::string text = header;
  for (int i = 0; i < 100; ++i) {
    text += "D" + std::to_string(i) + ",E1,P" + std::to_string(i) + ",," +
            (i % 3 == 0 ? "" : std::to_string(i)) + ",\n";
  }
  const Program facts_of = program();
  const Dossiers dossiers = read(text);
  const std::uint32_t income = facts_of.find("income");
  Facts facts(facts_of);
  for (int i = 0; i < 100; ++i) {
    dossiers.fill(static_cast<std::size_t>(i), facts);
    REQUIRE(facts.missing(income) == (i % 3 == 0));
    if (i % 3 != 0) REQUIRE(facts.get(income).low == i);
  }
}

TEST_CASE("each bad cell is named, and the other rows are read") {
  const Dossiers dossiers = read(header + "D1,E1,P1,31/02/2023,12 triệu,perhaps\nD2,E1,P2,2022-10-01,5,1\n");
  CHECK(lines(dossiers.errors) == Lines{"A.csv:2 event_from not_a_date 31/02/2023",
                                        "A.csv:2 income not_money 12 triệu",
                                        "A.csv:2 member not_a_truth perhaps"});
  CHECK(dossiers.errors[0].expected.vi ==
        "ngày có thật từ 1900 đến 2100, ví dụ 31/03/2023 hoặc 2023-03-31; tháng đó không có ngày này");
  CHECK(dossiers.rows_read == 2);
  CHECK(dossiers.rows_failed == 1);
  REQUIRE(dossiers.size() == 1);
  CHECK(dossiers.rows[0].dossier_id == "D2");
  CHECK(dossiers.columns[4].rows() == 1);
}

TEST_CASE("every row is decided or has an error") {
  const Dossiers dossiers = read(header +
                                 "D1,E1,P1,,,\n"
                                 "D1,E1,P2,,,\n"    // the id again
                                 "D3,E1,P1,,,\n"    // the person again
                                 ",E1,P4,,,\n"      // no id
                                 "D5,E1,,,,\n"      // no person
                                 "D6,E3,P6,,,\n"    // no such enterprise
                                 "D7,E1,P7,,\n"     // a cell too few
                                 "D8,E1,P8,,,,\n"   // a cell too many
                                 "\"D9,E1,P9,,,\n"  // a quote that stays open
                                 "D10,,P10,,,\n");  // its enterprise is missing, like any fact
  CHECK(lines(dossiers.errors) ==
        Lines{"A.csv:3 dossier_id duplicate_dossier D1", "A.csv:4 person_id second_dossier",
              "A.csv:5 dossier_id missing_id", "A.csv:6 person_id missing_person",
              "A.csv:7 enterprise_id unknown_enterprise E3", "A.csv:8  wrong_cell_count",
              "A.csv:9  wrong_cell_count", "A.csv:10  open_quote"});
  CHECK(dossiers.rows_read == 10);
  CHECK(dossiers.rows_failed == 8);
  CHECK(dossiers.size() == 2);
  CHECK(dossiers.rows[1].enterprise == -1);
  CHECK(dossiers.errors[0].expected.en == "an id of its own; row 2 has this one");
  CHECK(dossiers.errors[1].expected.vi == "mỗi người một hồ sơ; người này đã có hồ sơ ở dòng 2");
  CHECK(dossiers.errors[4].expected.en == "an id in E.csv; did you mean \"E1\" or \"E2\"?");
}

TEST_CASE("persons are not named in errors") {
  const Dossiers dossiers = read(header + "D1,E1,040199001234,,x1,\nD2,E1,040199001234,,,\n");
  for (const DataError& error : dossiers.errors) {
    for (const std::string& text : {error.value, error.expected.vi, error.expected.en}) {
      CHECK(text.find("040199001234") == std::string::npos);
    }
  }
  CHECK(dossiers.errors.size() == 2);
}

TEST_CASE("errors show cells short, on one line, and without control characters") {
  const Dossiers dossiers =
      read(header + "D1,E1,P1,,\"\x1b[31mred\nline\",\nD2,E1,P2,," + std::string(200, 'x') + ",\n");
  REQUIRE(dossiers.errors.size() == 2);
  CHECK(dossiers.errors[0].value == "?[31mred?line");
  CHECK(dossiers.errors[1].value == std::string(60, 'x') + "…");
}

TEST_CASE("a dossier of an enterprise whose row has errors is not decided") {
  const Dossiers dossiers = read(header + "D1,E1,P1,,,\nD2,E2,P2,,,\nD3,E4,P3,,,\n",
                                 "enterprise_id,region,paid\nE1,V,yes\nE2,I,yes\nE4,I,yes\nE4,II,yes\n");
  CHECK(lines(dossiers.errors) ==
        Lines{"E.csv:2 region unknown_option V", "E.csv:5 enterprise_id duplicate_enterprise E4",
              "A.csv:2 enterprise_id bad_enterprise E1", "A.csv:4 enterprise_id bad_enterprise E4"});
  REQUIRE(dossiers.size() == 1);
  CHECK(dossiers.rows[0].dossier_id == "D2");
}

TEST_CASE("headers are checked before rows") {
  SECTION("an unknown column is a warning") {
    const Dossiers dossiers = read("dossier_id,enterprise_id,person_id,incom,full_name\nD1,E1,P1,5,A\n");
    CHECK(lines(dossiers.warnings) ==
          Lines{"A.csv:1 incom unknown_column", "A.csv:1 full_name unknown_column"});
    CHECK(dossiers.warnings[0].expected.en == "this column is not read; did you mean \"income\"?");
    CHECK(dossiers.size() == 1);
  }
  SECTION("without ids nothing can be read") {
    const Dossiers dossiers = read("person_id,income\nP1,5\n");
    CHECK_FALSE(dossiers.readable);
    CHECK(lines(dossiers.errors) == Lines{"A.csv:1 dossier_id missing_column"});
    CHECK_FALSE(read("dossier_id\nD1\n").readable);
  }
  SECTION("without persons second dossiers cannot be seen") {
    const Dossiers dossiers = read("dossier_id,enterprise_id\nD1,E1\n");
    CHECK(lines(dossiers.warnings) == Lines{"A.csv:1 person_id missing_column"});
    CHECK(dossiers.size() == 1);
  }
  SECTION("a column twice is an error") {
    CHECK(lines(read("dossier_id,enterprise_id,person_id,income,income\n").errors) ==
          Lines{"A.csv:1 income duplicate_column"});
  }
  SECTION("an empty file, and one that is not UTF-8") {
    CHECK(lines(read("").errors) == Lines{"A.csv:0  empty_file"});
    CHECK(lines(read("\xFF\xFE"
                     "d,\n")
                    .errors) == Lines{"A.csv:1  not_utf8"});
  }
  SECTION("facts of enterprises may be written with their group") {
    const Dossiers dossiers = read(header + "D1,E1,P1,,,\n", "enterprise_id,enterprise.region\nE1,III\n");
    CHECK(lines(dossiers.errors) == Lines{});
    CHECK(dossiers.columns[0].present);
  }
}

TEST_CASE("a person is the same with blanks, capitals and leading zeros or without them") {
  const Dossiers dossiers =
      read(header + "D1,E1,012345678901,,,\nD2,E1,12345678901,,,\nD3,E1,012 345 678-901,,,\n" +
           "D4,E1,B1,,,\nD5,E1,b1,,,\nD6,E1,B01,,,\n");
  CHECK(lines(dossiers.errors) == Lines{"A.csv:3 person_id second_dossier",
                                        "A.csv:4 person_id second_dossier",
                                        "A.csv:6 person_id second_dossier"});
  CHECK(dossiers.rows[0].person == "012345678901");
}

TEST_CASE("a fact of an enterprise stands once, under either of its names") {
  const Dossiers dossiers =
      read(header + "D1,E1,P1,,,\n", "enterprise_id,region,enterprise.region\nE1,I,II\n");
  CHECK_FALSE(dossiers.readable);
  CHECK(lines(dossiers.errors) == Lines{"E.csv:1 enterprise.region duplicate_column"});
}

TEST_CASE("ids are refused that a spreadsheet would run, has shortened, or that look like others") {
  const Dossiers dossiers =
      read(header + "=D1,E1,P1,,,\nD2,E1,1.2E+11,,,\nD3\xE2\x80\x8B,E1,P3,,,\nD4,@E1,P4,,,\n+84,E1,P5,,,\n");
  CHECK(lines(dossiers.errors) == Lines{"A.csv:2 dossier_id not_an_id =D1", "A.csv:3 person_id not_an_id",
                                        "A.csv:4 dossier_id not_an_id D3?",
                                        "A.csv:5 enterprise_id not_an_id @E1"});
  REQUIRE(dossiers.size() == 1);
  CHECK(dossiers.rows[0].dossier_id == "+84");
}
