// SPDX-License-Identifier: Apache-2.0
// Formulas: how long, how deep, and how large their numbers.
#include "limits/law.hpp"

using namespace hotro;
using namespace limits;

namespace {

Law with(const std::string& that) {
  Law law;
  law.that = that;
  return law;
}

}  // namespace

TEST_CASE("longest_formula: 20,000 bytes are a formula, and one more are not", "[limits]") {
  const auto formula = [](std::size_t bytes) {
    const std::string end = "x >= 10";
    return end + std::string(bytes - 2 * end.size() - 5, ' ') + " and " + end;
  };
  REQUIRE(formula(longest_formula).size() == longest_formula);
  check_right(with(formula(longest_formula)));
  CHECK(errors(with(formula(longest_formula + 1))) ==
        "1:18:30: error: the formula is longer than 20000 bytes [E0112]\n");
}

TEST_CASE("deepest_formula: a hundred brackets and signs nest, and one more do not", "[limits]") {
  const auto in_brackets = [](std::size_t count) {
    return repeat("(", count) + "x" + repeat(")", count) + " >= 10";
  };
  check_right(with(in_brackets(deepest_formula)));
  CHECK(errors(with(in_brackets(deepest_formula + 1))) ==
        "1:18:131: error: the formula nests deeper than 100 [E0112]\n");
  // A sum leans to the left: a value, 98 additions and the comparison.
  const auto sum = [](std::size_t terms) { return "x" + repeat(" + 0", terms) + " >= 10"; };
  check_right(with(sum(deepest_formula - 2)));
  CHECK(errors(with(sum(deepest_formula - 1))) ==
        "1:18:31: error: the formula nests deeper than 100 [E0112]\n");
}

TEST_CASE("deepest_chain: 500 formulas lean on one another, and one more do not", "[limits]") {
  const auto chain = [](std::size_t definitions) {
    Law law;
    law.definitions = each(definitions, [](const std::string& i) {
      const std::string before = i == "1" ? "x" : "d" + std::to_string(std::stoul(i) - 1);
      return "  d" + i + ": {value: " + before + ", cite: act art 2}\n";
    });
    // Its name and the comparison lean on the last one.
    law.that = "d" + std::to_string(definitions) + " >= 10";
    return law;
  };
  check_right(chain(deepest_chain - 2));
  CHECK(errors(chain(deepest_chain - 1)) ==
        "1:518:31: error: formulas lean on one another here, through definitions, more than 500 deep "
        "[E0112]\n");
  // However long: no stack is used up before that is said.
  CHECK(errors(chain(most_names)).find("more than 500 deep [E0112]\n") != std::string::npos);
}

TEST_CASE("most_arguments: max takes a thousand, and not one more", "[limits]") {
  const auto greatest = [](std::size_t count) { return "max(x" + repeat(", 1", count - 1) + ") >= 10"; };
  check_right(with(greatest(most_arguments)));
  CHECK(errors(with(greatest(most_arguments + 1))) ==
        "1:18:31: error: \"max\" is given 1001 arguments [E0403]\n");
}

TEST_CASE("most_digits: numbers have 18 digits, in formulas, parameters and amounts", "[limits]") {
  const std::string longest(most_digits, '9');
  const std::string longer = "1" + std::string(most_digits, '0');
  check_right(with("x >= 10 and x < " + longest));
  CHECK(errors(with("x >= 10 and x < " + longer)) ==
        "1:18:47: error: the number is larger than any that is computed with [E0206]\n");

  const auto parameter = [](const std::string& value) {
    Law law = with("x >= 10 and x < most");
    law.parameters = "  most: {type: count, versions: [{value: " + value + ", cite: act art 2}]}\n";
    return law;
  };
  check_right(parameter(longest));
  CHECK(errors(parameter(longer)) ==
        "1:15:42: error: the number is larger than any that is computed with [E0206]\n");

  // An amount has the digits behind the point of its currency.
  const auto amount = [](const std::string& number) {
    Law law = with("x >= 10 and paid < " + number);
    law.facts = "    paid: {type: money}\n";
    std::string text = law.text();
    text.replace(text.find("VND"), 3, "USD");
    return Texts{text};
  };
  CHECK(errors(amount(std::string(most_digits - 2, '9'))) == "");
  CHECK(errors(amount("1" + std::string(most_digits - 2, '0'))) ==
        "1:19:50: error: the amount is larger than any that is computed with [E0206]\n");
}

TEST_CASE("widest_number: what may take 127 bits and a sign is computed, and one bit more is refused",
          "[limits]") {
  const auto product = [](std::int64_t third) {
    const std::int64_t first = std::int64_t{1} << 42;
    Law law = with("x >= 10 and a * b * c >= 0");
    law.facts = "    a: {type: count, max: " + std::to_string(first) + "}\n" +
                "    b: {type: count, max: " + std::to_string(first) + "}\n" +
                "    c: {type: count, max: " + std::to_string(third) + "}\n";
    return law;
  };
  static_assert(widest_number == 8 * sizeof(Wide));
  const std::int64_t third = std::int64_t{1} << (widest_number - 1 - 84);
  check_right(product(third - 1));
  CHECK(errors(product(third)) == "1:21:43: error: a value here may exceed 128 bits [E0601]\n");
  // Rates that have no denominator in common grow as numbers do.
  const auto rates = [](std::size_t count) {
    Law law;
    law.types = "  kind: [" + each(count, [](const std::string& i) { return "k" + i + ", "; }) + "]\n";
    law.facts = "    kind_of: {type: kind}\n    paid: {type: money}\n";
    std::string values;
    std::uint64_t prime = 1'000'003;
    for (std::size_t i = 1; i <= count; ++i) {
      values += "k" + std::to_string(i) + ": 1/" + std::to_string(prime) + ", ";
      for (bool found = false; !found;) {
        prime += 2;
        found = true;
        for (std::uint64_t d = 3; d * d <= prime && found; d += 2) found = prime % d != 0;
      }
    }
    law.parameters =
        "  share: {type: rate, keys: [kind], versions: [{value: {" + values + "}, cite: act art 2}]}\n";
    law.that = "x >= 10 and paid * share(kind_of) >= 0";
    return law;
  };
  check_right(rates(4));  // looked up as numbers of 64 bits
  CHECK(errors(rates(5)).find(": error: a value here may exceed 128 bits [E0601]\n") != std::string::npos);
  CHECK(errors(rates(2'000)).find(": error: a value here may exceed 128 bits [E0601]\n") !=
        std::string::npos);
}

TEST_CASE("dates: from 1900-01-01 to 2100-12-31, and not a day before or behind", "[limits]") {
  const auto between = [](const std::string& first, const std::string& last) {
    return with("x >= 10 and day >= @\"" + first + "\" and day <= @\"" + last + "\"");
  };
  check_right(between("1900-01-01", "2100-12-31"));
  CHECK(errors(between("1899-12-31", "2100-12-31")) ==
        "1:18:50: error: \"1899-12-31\" is not a date [E0206]\n");
  CHECK(errors(between("1900-01-01", "2101-01-01")) ==
        "1:18:75: error: \"2101-01-01\" is not a date [E0206]\n");
}
