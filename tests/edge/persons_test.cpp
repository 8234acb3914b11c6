// SPDX-License-Identifier: Apache-2.0
#include "hotro/edge/persons.hpp"

#include <catch2/catch.hpp>
#include <string>
#include <vector>

using namespace hotro::edge;

namespace {

Persons of_identity_cards() {
  PersonRule rule;
  rule.joined = true;
  rule.from = {"cmnd", 9};
  rule.to = {"cccd", 12};
  return Persons(rule);
}

std::vector<std::string> errors(Persons& persons, const std::string& text) {
  std::vector<std::string> found;
  for (const DataError& one : persons.join({"numbers.csv", text})) {
    CHECK(one.value.empty());  // numbers of persons are not shown
    CHECK_FALSE(one.expected.vi.empty());
    found.push_back(std::to_string(one.row) + " " + one.column + " " + one.code);
  }
  return found;
}

using Lines = std::vector<std::string>;

}  // namespace

TEST_CASE("a person is the same under an old and a new number that a list joins") {
  Persons persons = of_identity_cards();
  CHECK(persons.key("987654321") != persons.key("999000000001"));
  CHECK(errors(persons, "cccd,name,cmnd\n999000000001,Lan,987654321\n001000000002,Minh,012345678\n").empty());
  CHECK(persons.joined().size() == 2);
  CHECK(persons.key("987 654 321") == persons.key("999-000-000-001"));
  CHECK(persons.key("12345678") == persons.key("1000000002"));  // a spreadsheet dropped the zeros of both
  CHECK(persons.key("987654322") == "987654322");
}

TEST_CASE("a number is that of the same person however programs and keyboards write it") {
  const Persons persons = of_identity_cards();
  for (const char* other : {"999000000001.0", "999.000.000.001", "999\u00A0000\u2009000\u202F001",
                            "999\u2013000\u2212000001", "９９９００００００００１", " 0999000000001"})
    CHECK(persons.key(other) == persons.key("999000000001"));
  CHECK(persons.key("999000000001.5") != persons.key("999000000001"));
  CHECK(persons.key("9990000000010") != persons.key("999000000001"));
}

TEST_CASE("a list that joins numbers may say the same twice, and nothing else") {
  Persons persons = of_identity_cards();
  CHECK(errors(persons, "cmnd,cccd\n987654321,999000000001\n987654321,999000000001\n").empty());
  CHECK(errors(persons, "cmnd,cccd\n987654321,999000000002\n") == Lines{"2 cmnd joined_twice"});
  CHECK(persons.key("987654321") == persons.key("999000000001"));
}

TEST_CASE("mistakes in a list that joins numbers are told by row and column, and the other rows count") {
  Persons persons = of_identity_cards();
  CHECK(errors(persons,
               "cmnd,cccd\n98765432,999000000001\n987654321,99900000000x\n1,2,3\n111111111,222222222222\n") ==
        Lines{"2 cmnd wrong_digits", "3 cccd wrong_digits", "4  wrong_cell_count"});
  CHECK(persons.joined().size() == 1);
  CHECK(errors(persons, "cmnd,name\n987654321,Lan\n") == Lines{"1 cccd missing_column"});
  CHECK(errors(persons, "") == Lines{"0 cmnd missing_column"});
}
