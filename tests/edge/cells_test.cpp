// SPDX-License-Identifier: Apache-2.0
#include "hotro/edge/cells.hpp"

#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "hotro/date.hpp"

using namespace hotro;
using namespace hotro::edge;

namespace {

const Currency dong("VND");
const Currency euro("EUR");

Input input(Kind kind, std::int64_t low = 0, std::int64_t high = 1'000'000'000'000) {
  Input one;
  one.path = "fact";
  one.kind = kind;
  one.range = {low, high};
  return one;
}

Input choice(std::vector<std::string> options) {
  Input one = input(Kind::choice);
  one.options = std::move(options);
  return one;
}

/// The value as text, or the word for what is wrong.
std::string read(const Input& of, std::string_view text, const Currency& currency = dong) {
  const Cell cell = read_cell(of, text, currency);
  return cell.state == CellState::value ? cell_text(of, cell.value, currency) : std::string(name(cell.state));
}

std::int64_t day(int year, int month, int day_of_month) {
  Date date;
  REQUIRE(make_date(year, month, day_of_month, date));
  return date.day;
}

}  // namespace

TEST_CASE("an empty cell is missing, whatever its kind") {
  for (const Kind kind : {Kind::truth, Kind::count, Kind::money, Kind::rate, Kind::date, Kind::days,
                          Kind::choice, Kind::text}) {
    for (const char* text : {"", " ", "\t", "\xC2\xA0 "}) CHECK(read(input(kind), text) == "missing");
  }
}

TEST_CASE("truths are read in both languages") {
  const Input truth = input(Kind::truth);
  for (const char* text :
       {"yes", "YES", "true", "1", "x", "X", "có", "Có", "CÓ", "co\xCC\x81", " có\xC2\xA0"}) {
    CHECK(read(truth, text) == "yes");
  }
  for (const char* text : {"no", "No", "false", "0", "không", "KHÔNG", "kho\xCC\x82ng"})
    CHECK(read(truth, text) == "no");
  for (const char* text : {"y", "2", "maybe", "khong biet", "có không", "-"})
    CHECK(read(truth, text) == "not_a_truth");
}

TEST_CASE("money is read with and without separators, in whole groups of three") {
  const Input money = input(Kind::money);
  for (const char* text : {"1000000", "1_000_000", "1.000.000", "1,000,000", "1.000.000 đồng", "1.000.000đ",
                           "1.000.000 Đ", "1000000 VND", "VND 1,000,000", "vnd 1000000", "1.000.000 ₫",
                           "1.000.000 ĐỒNG", "1.000.000 VNĐ", "1.000.000 đo\xCC\x82\xCC\x80ng"}) {
    CHECK(read(money, text) == "1000000");
  }
  for (const char* text : {"1000000.0", "1000000,00", "1,000,000.00", "1.000.000,0", "1 000 000",
                           "1\xC2\xA0"
                           "000\xE2\x80\xAF"
                           "000"}) {
    CHECK(read(money, text) == "1000000");
  }
  for (const char* text : {"1.0", "100.00", "1.000.00", "1 000.000", "1000000.05"})
    CHECK(read(money, text) == "not_money");
  CHECK(read(money, "0") == "0");
  CHECK(read(money, "007") == "7");
  CHECK(read(money, "12.345") == "12345");
  for (const char* text :
       {"1.000,000", "1.0000", "10.00", "1..000", ".000", "1000.000", "1.000.", "1 triệu", "đ", "VND", "1e6",
        "1.000.00", "+5", "--5", "0x10", "１０００", "1000000 USD", "700.000-1.000.000"}) {
    CHECK(read(money, text) == "not_money");
  }
  CHECK(read(money, "-1") == "out_of_range");
  CHECK(read(money, "1000000000001") == "out_of_range");
  CHECK(read(money, "99999999999999999999999999") == "out_of_range");
}

TEST_CASE("a currency with cents has them behind the last point or comma") {
  const Input money = input(Kind::money);
  CHECK(read(money, "1234.50", euro) == "1234.50");
  CHECK(read(money, "1,234.50", euro) == "1234.50");
  CHECK(read(money, "1.234,50 EUR", euro) == "1234.50");
  CHECK(read(money, "1.234", euro) == "1234.00");
  CHECK(read(money, "7", euro) == "7.00");
  CHECK(read(money, "1.5", euro) == "not_money");
  CHECK(read(money, "1.234.50", euro) == "not_money");
}

TEST_CASE("dates are ISO, or day first as Vietnamese writes them") {
  const Input date = input(Kind::date, first_date.day, last_date.day);
  for (const char* text : {"2022-10-01", "01/10/2022", "1/10/2022", " 01/10/2022 "})
    CHECK(read(date, text) == "2022-10-01");
  for (const char* text : {"01-10-2022", "1.10.2022", "2022-10-01 00:00:00", "01/10/2022 0:00"})
    CHECK(read(date, text) == "2022-10-01");
  CHECK(read(date, "2022-10-01 00:01") == "not_a_date");
  CHECK(read(date, "29/02/2024") == "2024-02-29");
  for (const char* text :
       {"29/02/2023", "31/04/2023", "10/13/2022", "2022/10/01", "01-10/2022", "1/10/22", "01/10", "44835",
        "2022-10-1", "001/10/2022", "0/10/2022", "1/10/2022/5", "-1/10/2022", "1899-12-31"}) {
    CHECK(read(date, text) == "not_a_date");
  }
  const Input window = input(Kind::date, day(2020, 1, 1), day(2023, 12, 31));
  CHECK(read(window, "31/12/2023") == "2023-12-31");
  CHECK(read(window, "01/01/2024") == "out_of_range");
  CHECK(expected(window, CellState::out_of_range, "01/01/2024", dong).vi == "từ 01/01/2020 đến 31/12/2023");
  CHECK(expected(window, CellState::out_of_range, "01/01/2024", dong).en == "from 2020-01-01 to 2023-12-31");
}

TEST_CASE("choices are their options, with a suggestion for what is close") {
  const Input region = choice({"I", "II", "III", "IV"});
  CHECK(read(region, " II ") == "II");
  CHECK(read(region, "V") == "unknown_option");
  const Input event = choice({"reduced_hours", "suspended", "terminated"});
  CHECK(read(event, "suspendet") == "unknown_option");
  const Text help = expected(event, CellState::unknown_option, "suspendet", dong);
  CHECK(help.en == "one of reduced_hours, suspended, terminated; did you mean \"suspended\"?");
  CHECK(help.vi == "một trong: reduced_hours, suspended, terminated; có phải bạn định viết \"suspended\"?");
}

TEST_CASE("counts are digits") {
  const Input days = input(Kind::days, 0, 1000);
  CHECK(read(days, "14") == "14");
  CHECK(read(days, "14.0") == "14");
  CHECK(read(days, "1_000") == "1000");
  CHECK(read(days, "1001") == "out_of_range");
  CHECK(read(days, "-1") == "out_of_range");
  for (const char* text : {"14.00", "14.5", "1.000", "14 ngày", "fourteen", "1_00"})
    CHECK(read(days, text) == "not_a_count");
  CHECK(expected(days, CellState::out_of_range, "1001", dong).vi == "từ 0 đến 1.000");
}

TEST_CASE("rates are exact or nothing") {
  const Input rate = input(Kind::rate, 0, 1'000'000);
  CHECK(read(rate, "70%") == "0.7");
  CHECK(read(rate, "70 %") == "0.7");
  CHECK(read(rate, "0,7") == "0.7");
  CHECK(read(rate, "12.5%") == "0.125");
  CHECK(read(rate, "3/8") == "0.375");
  CHECK(read(rate, "1") == "1");
  CHECK(read(rate, "120%") == "out_of_range");
  for (const char* text : {"2/37", "1/0", "0.", ".7", "0.0000001", "%", "7//8", "a"})
    CHECK(read(rate, text) == "not_a_rate");
}

TEST_CASE("numbers are grouped as each language does") {
  CHECK(grouped(0, Language::vi) == "0");
  CHECK(grouped(999, Language::vi) == "999");
  CHECK(grouped(541'700'000, Language::vi) == "541.700.000");
  CHECK(grouped(-1'000, Language::en) == "-1,000");
  CHECK(grouped(Wide{INT64_MAX} * 10, Language::en) == "92,233,720,368,547,758,070");
  CHECK(money_text(1'000'000, dong, Language::vi) == "1.000.000 đồng");
  CHECK(money_text(1'000'000, dong, Language::en) == "VND 1,000,000");
  CHECK(money_text(123'450, euro, Language::vi) == "1.234,50 EUR");
}
