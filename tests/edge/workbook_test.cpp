// SPDX-License-Identifier: Apache-2.0
#include "hotro/edge/workbook.hpp"

#include <catch2/catch.hpp>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <vector>

#include "hotro/edge/csv.hpp"
#include "hotro/edge/table_stream.hpp"
#include "hotro/edge/xlsx.hpp"
#include "workbooks.hpp"

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
  [[nodiscard]] std::string operator/(const std::string& name) const { return (path_ / name).string(); }
  [[nodiscard]] std::vector<std::string> files() const {
    std::vector<std::string> names;
    for (const auto& entry : fs::directory_iterator(path_)) names.push_back(entry.path().filename().string());
    return names;
  }

 private:
  fs::path path_;
};

std::string bytes_of(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::string written(const std::vector<Sheet>& sheets, const char* currency = "VND") {
  const Folder folder;
  Text trouble;
  const bool done = write_workbook(folder / "list.xlsx", sheets, Currency(currency), trouble);
  INFO(trouble.en);
  REQUIRE(done);
  CHECK(folder.files() == std::vector<std::string>{"list.xlsx"});
  return bytes_of(folder / "list.xlsx");
}

/// What the reader makes of it.
std::string read(const std::string& bytes) {
  SheetText sheet;
  Text trouble;
  const bool done = read_sheet(bytes, sheet, trouble);
  INFO(trouble.en);
  CHECK(done);
  return sheet.text;
}

Date day(int year, int month, int number) {
  Date date;
  REQUIRE(make_date(year, month, number, date));
  return date;
}

Sheet list() {
  Sheet sheet;
  sheet.name = "Danh sách";
  sheet.above = {{{"CÔNG ĐOÀN", {}, "CỘNG HÒA"}, true, true}, {{"DANH SÁCH"}, true, true}};
  sheet.columns = {{"Mã hồ sơ", 14}, {"Họ tên", 30}, {"Ngày sinh"}, {"Số tiền", 16}, {"Số ngày"}};
  sheet.rows = {{{"00123", "Nguyễn Văn A", day(1990, 1, 31), Money{500'000}, std::int64_t{14}}},
                {{"00124", {}, day(1900, 1, 1), Money{-1}, std::int64_t{0}}, true}};
  sheet.below = {{{"Cộng", {}, {}, Money{499'999}}, true}, {{"Người lập", {}, {}, "Chủ tịch"}, true, true}};
  return sheet;
}

}  // namespace

TEST_CASE("what is written reads the same, and ids keep their zeros") {
  CHECK(read(written({list()})) ==
        "CÔNG ĐOÀN,,CỘNG HÒA\n"
        "DANH SÁCH,,\n"
        "Mã hồ sơ,Họ tên,Ngày sinh,Số tiền,Số ngày\n"
        "00123,Nguyễn Văn A,1990-01-31,500000,14\n"
        "00124,,1900-01-01,-1,0\n"
        "Cộng,,,499999\n"
        "Người lập,,,Chủ tịch\n");
}

TEST_CASE("the same lists are the same bytes, at any time and in any time zone") {
  const std::string first = written({list(), {"Trang 2", {}, {}, {{{"x"}}}, {}}});
  const char* before = std::getenv("TZ");
  const std::string zone = before == nullptr ? "" : before;
  ::setenv("TZ", "XXX+11", 1);
  ::tzset();
  const std::string again = written({list(), {"Trang 2", {}, {}, {{{"x"}}}, {}}});
  ::setenv("TZ", zone.c_str(), 1);
  ::tzset();
  CHECK(first == again);
}

TEST_CASE("the page is A4 on its side, one page wide, and its headings stay") {
  const std::string sheet = workbooks::part_text(written({list()}), "xl/worksheets/sheet1.xml");
  CHECK(sheet.find("paperSize=\"9\"") != std::string::npos);
  CHECK(sheet.find("orientation=\"landscape\"") != std::string::npos);
  CHECK(sheet.find("fitToHeight=\"0\"") != std::string::npos);
  CHECK(sheet.find("<pane ySplit=\"3\" topLeftCell=\"A4\"") != std::string::npos);
  CHECK(workbooks::part_text(written({list()}), "xl/workbook.xml").find("!$3:$3<") != std::string::npos);
}

TEST_CASE("no text is a formula, and none becomes one") {
  Sheet sheet{"S", {}, {{"=H"}}, {}, {}};
  for (const char* text : {"=1+1", "@SUM(A1)", "+cmd", "-x", "-5",
                           "\xEF\xBC\x9D"
                           "1",
                           "{=1}", "http://example.org"})
    sheet.rows.push_back({{text}});
  const std::string bytes = written({sheet});
  CHECK(read(bytes) ==
        "'=H\n'=1+1\n'@SUM(A1)\n'+cmd\n'-x\n-5\n'\xEF\xBC\x9D"
        "1\n{=1}\nhttp://example.org\n");
  CHECK(workbooks::part_text(bytes, "xl/worksheets/sheet1.xml").find("<f>") == std::string::npos);
}

TEST_CASE("numbers that a spreadsheet cannot hold are texts, and cents are cents") {
  Sheet sheet{"S", {}, {}, {}, {}};
  for (const std::int64_t number :
       {std::int64_t{0}, std::int64_t{7}, std::int64_t{-1'234}, std::int64_t{999'999'999'999'999},
        std::int64_t{1'000'000'000'000'000}, INT64_MIN})
    sheet.rows.push_back({{number, Money{number}}});
  CHECK(read(written({sheet})) ==
        "0,0\n7,7\n-1234,-1234\n999999999999999,999999999999999\n"
        "1000000000000000,1.000.000.000.000.000 đồng\n"
        "-9223372036854775808,'-9.223.372.036.854.775.808 đồng\n");
  CHECK(read(written({sheet}, "EUR")) ==
        "0,0\n7,0.07\n-1234,-12.34\n999999999999999,9999999999999.99\n"
        "1000000000000000,\"10.000.000.000.000,00 EUR\"\n"
        "-9223372036854775808,\"'-92.233.720.368.547.758,08 EUR\"\n");
}

TEST_CASE("every day that hotro reads is written and read the same") {
  Sheet sheet{"S", {}, {}, {}, {}};
  std::string expected;
  for (Date date = first_date; date <= last_date; date = date + 1) {
    sheet.rows.push_back({{date}});
    expected += iso(date) + "\n";
  }
  CHECK(read(written({sheet})) == expected);
}

TEST_CASE("any texts and numbers are written and read the same") {
  const std::vector<std::string> pieces = {"a", "Đ", "ễ", " ",       "\t", ",",    ";", "\"", "'",
                                           "&", "<", ">", "_x0041_", "_x", "\x01", "😀", "0",  "]]>"};
  std::mt19937 random(6696);
  const auto below = [&](std::size_t count) {
    return std::uniform_int_distribution<std::size_t>(0, count - 1)(random);
  };
  for (int round = 0; round < 50; ++round) {
    Sheet sheet{"S", {}, {{"h"}, {"i"}, {"j"}}, {}, {}};
    std::string expected = "h,i,j\n";
    for (int i = 0; i < 20; ++i) {
      std::string text = "x";
      for (std::size_t count = below(8); count > 0; --count) text += pieces[below(pieces.size())];
      const auto number = static_cast<std::int64_t>(random()) * 1000 - 2'000'000'000'000;
      sheet.rows.push_back({{text, number, Money{-number}}});
      append_row(expected, {text, std::to_string(number), std::to_string(-number)});
    }
    CHECK(read(written({sheet})) == expected);
  }
}

TEST_CASE("what cannot be written leaves the file as it was, and says why") {
  const Folder folder;
  const std::string path = folder / "list.xlsx";
  std::ofstream(path) << "before";
  const auto fails = [&](const Sheet& sheet) {
    Text trouble;
    CHECK_FALSE(write_workbook(path, {list(), sheet}, Currency("VND"), trouble));
    CHECK(bytes_of(path) == "before");
    CHECK(folder.files() == std::vector<std::string>{"list.xlsx"});
    return trouble.en;
  };
  CHECK(fails({"S", {}, {}, {{{std::string(32'768, 'x')}}}, {}}) ==
        "a cell is longer than 32,767 characters");
  CHECK(!fails({"Danh sách", {}, {}, {}, {}}).empty());  // its name is taken
  CHECK(!fails({"a/b", {}, {}, {}, {}}).empty());
  CHECK(!fails({std::string(32, 'x'), {}, {}, {}, {}}).empty());
  CHECK(fails({"S", {}, {}, {{std::vector<SheetCell>(16'385, "x")}}, {}}) ==
        "a sheet has too many rows or columns");
  Text trouble;
  CHECK_FALSE(write_workbook(folder / "none/list.xlsx", {list()}, Currency("VND"), trouble));
  CHECK(trouble.en == "there is no such file or folder");
  CHECK(trouble.vi == "không có tệp này");
  CHECK(write_workbook(path, {list()}, Currency("VND"), trouble));
  CHECK(bytes_of(path) != "before");
}

TEST_CASE("bytes that are no text are written as question marks") {
  CHECK(read(written({{"S",
                       {},
                       {{"a\xFF"
                         "b"}},
                       {{{std::string("c\0d", 3)}}},
                       {}}})) == "a?b\nc?d\n");
}

TEST_CASE("a stream of a table is CSV as it comes, or the sheet of a workbook") {
  const Folder folder;
  const auto all = [](const std::string& path) {
    TableStream stream(path);
    INFO(stream.trouble().en);
    std::string text;
    char buffer[7];
    for (std::size_t count = 1; count != 0;) {
      count = stream.read(buffer, sizeof buffer);
      text.append(buffer, count);
    }
    CHECK(stream.size() == text.size());
    CHECK(stream.seek(0));
    std::string again(text.size(), ' ');
    std::size_t at = 0;
    for (std::size_t count = 1; count != 0; at += count)
      count = stream.read(again.data() + at, again.size() - at);
    CHECK(again == text);
    return text;
  };
  for (const std::string text : {"", "a,b\n", "dossier_id,enterprise_id\nD1,E1\n"}) {
    std::ofstream(folder / "a.csv") << text;
    CHECK(all(folder / "a.csv") == text);
  }
  Text trouble;
  REQUIRE(write_workbook(folder / "a.csv", {list()}, Currency("VND"), trouble));
  CHECK(all(folder / "a.csv") == read(bytes_of(folder / "a.csv")));
  std::ofstream(folder / "b.xlsx") << "PK\3\4";
  CHECK(TableStream(folder / "b.xlsx").refused());
  CHECK(TableStream(folder / "b.xlsx").trouble().en ==
        "the workbook is damaged: it is no whole zip file; it may be cut off");
  CHECK_FALSE(TableStream(folder / "none").refused());
  CHECK(TableStream(folder / "none").trouble().en == "there is no such file or folder");
}
