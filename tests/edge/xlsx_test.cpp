// SPDX-License-Identifier: Apache-2.0
#include "hotro/edge/xlsx.hpp"

#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "hotro/edge/csv.hpp"
#include "workbooks.hpp"
#include "xlsx_cells.hpp"

using namespace hotro;
using namespace hotro::edge;
using workbooks::Book;

namespace {

/// The text of the sheet, or `! ` and why there is none.
std::string read(const std::string& bytes) {
  SheetText sheet;
  Text trouble;
  CHECK(is_workbook(bytes));
  if (read_sheet(bytes, sheet, trouble)) {
    CHECK(trouble.empty());
    CHECK(is_utf8(sheet.text));
    return sheet.text;
  }
  CHECK(!trouble.vi.empty());
  CHECK(sheet.text.empty());
  return "! " + trouble.en;
}

std::string read_rows(const std::string& rows, const std::string& texts = "", const std::string& formats = "",
                      const std::string& properties = "") {
  return read(Book{rows, texts, formats, properties}.bytes());
}

/// A row of one cell of the style 1, which has that format.
std::string day(const std::string& number, const std::string& format, const std::string& properties = "") {
  return read_rows("<row><c s=\"1\"><v>" + number + "</v></c></row>", "", format, properties);
}

std::string replaced(std::string text, const std::string& what, const std::string& by) {
  const std::size_t at = text.find(what);
  REQUIRE(at != std::string::npos);
  return text.replace(at, what.size(), by);
}

/// A workbook of which one part is another; without the text it is missing.
std::string with_part(const std::string& name, const char* text) {
  workbooks::Parts parts = Book{"<row><c><v>1</v></c></row>", "", "", ""}.parts();
  for (auto part = parts.begin(); part != parts.end(); ++part) {
    if (part->first != name) continue;
    if (text == nullptr)
      parts.erase(part);
    else
      part->second = text;
    return workbooks::zipped(parts);
  }
  FAIL(name);
  return "";
}

const std::string inside = "! the workbook is damaged: sheet \"Sheet1\", ";

}  // namespace

TEST_CASE("a sheet is a table: texts, numbers, truths") {
  CHECK(
      read_rows(
          R"(<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row>)"
          R"(<row r="2"><c r="A2"><v>42</v></c><c r="B2" t="b"><v>1</v></c></row>)"
          R"(<row r="3"><c r="A3" t="inlineStr"><is><t>x</t></is></c><c r="B3" t="b"><v>0</v></c></row>)"
          R"(<row r="4"><c r="A4" t="str"><v>y</v></c><c r="B4" t="d"><v>2022-10-01T00:00:00</v></c></row>)",
          "<si><t>Mã</t></si><si><t>b, c</t></si>") ==
      "Mã,\"b, c\"\n42,TRUE\nx,FALSE\ny,2022-10-01T00:00:00\n");
}

TEST_CASE("row N of the sheet is line N of the text, and has the cells of the first row") {
  CHECK(read_rows(R"(<row r="2"><c r="A2"><v>1</v></c><c r="C2"><v>3</v></c><c r="E2" s="0"/></row>)"
                  R"(<row r="4"><c r="B4"><v>5</v></c></row><row r="5"><c r="A5" s="0"/></row>)"
                  R"(<row r="7"><c r="D7"><v>9</v></c></row><row r="1048576"/>)") ==
        "\n1,,3\n\n,5,\n\n\n,,,9\n");
  CHECK(read_rows("<row><c><v>1</v></c><c><v>2</v></c></row><row/><row><c/><c><v>3</v></c></row>") ==
        "1,2\n\n,3\n");
  CHECK(read_rows("") == "");
  CHECK(read_rows(R"(<row><c t="inlineStr"><is><t> &#160;</t></is></c></row>)") == "");
}

TEST_CASE("a text has its runs, not how it is pronounced, and is on one line") {
  CHECK(read_rows(
            R"(<row><c t="s"><v>0</v></c><c t="s"><v> 1 </v></c></row>)",
            "<si><r><rPr><b/></rPr><t>Nguyễn </t></r><r><t>Văn A</t></r><rPh sb=\"0\" eb=\"1\"><t>x</t></rPh>"
            "<phoneticPr fontId=\"1\"/></si><si><t>a&#10;b&#13;&#10;c_x000D_\nd_x005F_x_xD800_</t></si>") ==
        "Nguyễn Văn A,a b c d_x_xD800_\n");
  CHECK(read_rows(
            "<row><c t=\"inlineStr\"><is><r><t>a</t></r><r><t>b</t></r><rPh><t>x</t></rPh></is></c></row>") ==
        "ab\n");
  CHECK(read_rows("<row><c t=\"inlineStr\"><is><t>sep=;</t></is></c></row>") == "\"sep=;\"\n");
}

TEST_CASE("a text that is too long for a table is cut, and reported in its row") {
  for (const char* form :
       {"<c t=\"s\"><v>0</v></c>", "<c t=\"inlineStr\"><is><t>%</t></is></c>", "<c t=\"str\"><v>%</v></c>"}) {
    const std::string text(1'000'000, 'x');
    const std::string cell =
        std::string(form).find('%') == std::string::npos ? form : replaced(form, "%", text);
    const std::string table =
        read_rows("<row><c><v>1</v></c></row><row>" + cell + "</row>", "<si><t>" + text + "</t></si>");
    CHECK(table.size() < 400'000);
    CsvReader reader(table);
    CsvRow row;
    REQUIRE(reader.next(row));
    REQUIRE(reader.next(row));
    CHECK(row.line == 2);
    CHECK(row.fault == CsvFault::too_large);
  }
}

TEST_CASE("numbers are in digits, and identity numbers exact") {
  CHECK(plain_number("123456789012") == "123456789012");
  CHECK(plain_number("001") == "001");
  CHECK(plain_number("98765432109876543210") == "98765432109876543210");
  CHECK(plain_number("1.23456789012E+11") == "123456789012");
  CHECK(plain_number("1.23456789012e11") == "123456789012");
  CHECK(plain_number("9.007199254740992E+15") == "9007199254740992");
  CHECK(plain_number("9.007199254740993E+15") == "9.007199254740993E+15");
  CHECK(plain_number("1E+300") == "1E+300");
  CHECK(plain_number("-4.16E6") == "-4160000");
  CHECK(plain_number("4160000.0") == "4160000");
  CHECK(plain_number("0.0") == "0");
  CHECK(plain_number("-0.0") == "0");
  CHECK(plain_number("0.7") == "0.7");
  CHECK(plain_number("7E-2") == "0.07");
  CHECK(plain_number("1E-30") == "1E-30");
  CHECK(plain_number("abc") == "abc");
  CHECK(plain_number("1E") == "1E");
  CHECK(plain_number("1E99999") == "1E99999");
  CHECK(plain_number(".") == ".");
  CHECK(plain_number("") == "");
  CHECK(plain_number("NaN") == "NaN");
}

TEST_CASE("fractions have the 15 digits that spreadsheets show") {
  CHECK(plain_number("0.69999999999999996") == "0.7");
  CHECK(plain_number("1.1000000000000001") == "1.1");
  CHECK(plain_number("7.0000000000000007E-2") == "0.07");
  CHECK(plain_number("4160000.0000000005") == "4160000");
  CHECK(plain_number("0.99999999999999999") == "1");
  CHECK(plain_number("99999.9999999999999") == "100000");
  CHECK(plain_number("-123456789.12345678") == "-123456789.123457");
  CHECK(plain_number("1234567890123456.5") == "1234567890123456.5");
}

TEST_CASE("a fraction of three digits is not taken for a group of thousands") {
  CHECK(plain_number("4.165") == "4.1650");
  CHECK(plain_number("0.125") == "0.1250");
  CHECK(plain_number("4.1650") == "4.1650");
  CHECK(plain_number("4.16") == "4.16");
}

TEST_CASE("a cell that shows a day is that day, as far as it shows it") {
  CHECK(day("44835", "dd/mm/yyyy") == "2022-10-01\n");
  CHECK(day("44835.75", "dd/mm/yyyy") == "2022-10-01\n");
  CHECK(day("44835", "dd/mm/yyyy\\ hh:mm") == "2022-10-01\n");
  CHECK(day("44835.5625", "dd/mm/yyyy hh:mm") == "2022-10-01 13:30:00\n");
  CHECK(day("44835.999999999", "d/m/yy h:mm:ss AM/PM") == "2022-10-02\n");
  CHECK(day("33147", "mmm-yy") == "1990-10\n");
  CHECK(day("33147", "yyyy") == "1990\n");
  CHECK(day("33147", "d-mmm") == "01/10\n");
  CHECK(day("44835", "[$-42A]dddd, dd mmmm yyyy;@") == "2022-10-01\n");
  CHECK(day("44835", "[$-1010000]d/m/yyyy;@") == "2022-10-01\n");
  CHECK(read_rows("<row><c s=\"1\"><v>44835</v></c></row>") == "2022-10-01\n");  // built in
}

TEST_CASE("a cell that shows a number or a time is a number") {
  for (const char* format :
       {"General", "0.00", "#,##0 &quot;day&quot;", "#,##0\\ [$₫-42A]", "0%", "h:mm", "mm:ss.0", "[h]:mm:ss",
        "[Red]0", "#,##0_d;_y", "0\\y", "0.00E+00", "@", "dddd"}) {
    INFO(format);
    CHECK(day("44835", format) == "44835\n");
  }
  CHECK(day("0", "dd/mm/yyyy") == "0\n");
  CHECK(day("-5", "dd/mm/yyyy") == "-5\n");
  CHECK(day("2958466", "dd/mm/yyyy") == "2958466\n");
  CHECK(day("1E+300", "dd/mm/yyyy") == "1E+300\n");
}

TEST_CASE("days are counted as the workbook counts them") {
  CHECK(day("1", "d/m/yyyy") == "1900-01-01\n");
  CHECK(day("59", "d/m/yyyy") == "1900-02-28\n");
  CHECK(day("60", "d/m/yyyy") == "1900-02-29\n");  // which is refused where it is read
  CHECK(day("61", "d/m/yyyy") == "1900-03-01\n");
  CHECK(day("2958465", "d/m/yyyy") == "9999-12-31\n");
  CHECK(day("0", "d/m/yyyy", "date1904=\"1\"") == "1904-01-01\n");
  CHECK(day("43373", "d/m/yyyy", "date1904=\"true\"") == "2022-10-01\n");
  CHECK(day("2957003", "d/m/yyyy", "date1904=\"1\"") == "9999-12-31\n");
  CHECK(day("2957004", "d/m/yyyy", "date1904=\"1\"") == "2957004\n");
  CHECK(day("44835", "d/m/yyyy", "date1904=\"0\"") == "2022-10-01\n");
}

TEST_CASE("formulas and errors are refused, with their cell") {
  CHECK(read_rows(R"(<row r="12"><c r="D12"><f>1+1</f><v>2</v></c></row>)") ==
        "! sheet \"Sheet1\", cell D12 holds a formula: copy its column and paste it as values");
  CHECK(read_rows(R"(<row r="3"><c r="AA3" t="str"><f/></c></row>)") ==
        "! sheet \"Sheet1\", cell AA3 holds a formula: copy its column and paste it as values");
  CHECK(read_rows(R"(<row r="2"><c r="B2" t="e"><v>#REF!</v></c></row>)") ==
        "! sheet \"Sheet1\", cell B2 holds the error #REF!: correct it, or clear the cell");
}

TEST_CASE("rows and cells out of their place are refused") {
  const auto row = [](const std::string& cells) { return read_rows("<row r=\"1\">" + cells + "</row>"); };
  for (const char* name :
       {"A0", "A01", "ZZZZZ1", "XFE1", "1", "A", "a1", "$A$1", "A1:B1", "A2", "A1048577", "A99999999999"}) {
    INFO(name);
    CHECK(row("<c r=\"" + std::string(name) + "\"/>") ==
          inside + "cell \"" + name + "\" is out of place, or there is none such");
  }
  CHECK(row(R"(<c r="B1"/><c r="B1"/>)") == inside + "cell \"B1\" is out of place, or there is none such");
  CHECK(row(R"(<c r="B1"/><c r="A1"/>)") == inside + "cell \"A1\" is out of place, or there is none such");
  CHECK(row(R"(<c r="XFD1"/><c/>)") == inside + "cell \"XFE1\" is out of place, or there is none such");
  for (const char* number : {"0", "-1", "1048577", "99999999999999999999", "x", "1.5"}) {
    INFO(number);
    CHECK(read_rows("<row r=\"" + std::string(number) + "\"/>") ==
          inside + "row \"" + number + "\" is out of place, or there is none such");
  }
  CHECK(read_rows(R"(<row r="2"/><row r="2"/>)") ==
        inside + "row \"2\" is out of place, or there is none such");
  CHECK(read_rows(R"(<row r="1048576"/><row/>)") ==
        inside + "row \"1048577\" is out of place, or there is none such");
  CHECK(place_name(1'048'576, 16'384) == "XFD1048576");
}

TEST_CASE("a text that is not there is refused") {
  for (const char* index : {"1", "-1", "x", "", "99999999999999999999"}) {
    INFO(index);
    CHECK(read_rows("<row><c t=\"s\"><v>" + std::string(index) + "</v></c></row>", "<si><t>a</t></si>") ==
          inside + "cell A1 names a text that is not there");
  }
}

TEST_CASE("the first visible sheet is read, and the others are named") {
  const Book book{
      "<row><c><v>1</v></c></row>", "", "", "",
      R"(<sheet name="H" state="hidden" r:id="rId2"/><sheet name="V" state="veryHidden" r:id="rId2"/>)"
      R"(<sheet name="List" state="visible" r:id="rId1"/><sheet name="More" r:id="rId2"/><sheet name="Styles" r:id="rId8"/>)"};
  SheetText sheet;
  Text trouble;
  REQUIRE(read_sheet(book.bytes(), sheet, trouble));
  CHECK(sheet.name == "List");
  CHECK(sheet.text == "1\n");
  CHECK(sheet.unread == std::vector<std::string>{"More"});
  CHECK(read(Book{"", "", "", "", R"(<sheet name="H" state="hidden" r:id="rId1"/>)"}.bytes()) ==
        "! the workbook has no visible sheet");
  CHECK(read(Book{"", "", "", "", ""}.bytes()) == "! the workbook has no visible sheet");
}

TEST_CASE("what other programs write is read: prefixes, other places, other capitals") {
  workbooks::Parts parts = Book{"", "", "", ""}.parts();
  parts[0].second = replaced(parts[0].second, "xl/workbook.xml", "/xl/./workbook.xml");
  parts[2].second = replaced(parts[2].second, "worksheets/sheet1.xml", "../xl//worksheets/Sheet1.xml");
  parts[5].second =
      "\xEF\xBB\xBF<?xml version=\"1.0\" encoding=\"utf-8\"?><x:worksheet xmlns:x=\"m\"><x:sheetData><x:row>"
      "<x:c><x:v>7</x:v></x:c></x:row></x:sheetData></x:worksheet>";
  CHECK(read(workbooks::zipped(parts)) == "7\n");
}

TEST_CASE("other kinds of files say what to do") {
  CHECK(read("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 Workbook") ==
        "! it is a workbook of the old format (.xls): open it in a spreadsheet and save it as .xlsx");
  std::string encrypted = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";
  for (const char c : std::string("EncryptedPackage")) (encrypted += c) += '\0';
  CHECK(read(encrypted) == "! the workbook is protected by a password: save it without one");
  CHECK(read(workbooks::zipped(Book{"", "", "", ""}.parts(), true)) ==
        "! the workbook is protected by a password: save it without one");
  CHECK(read(workbooks::zipped(
            {{"mimetype", "application/vnd.oasis.opendocument.spreadsheet"}, {"content.xml", "<x/>"}})) ==
        "! it is an OpenDocument spreadsheet (.ods): open it in a spreadsheet and save it as .xlsx");
  CHECK(read(workbooks::zipped({{"list.csv", "a,b\n"}})) == "! it is a zip file, but no workbook (.xlsx)");
  CHECK(read(with_part("xl/workbook.xml", "<document/>")) == "! it is a zip file, but no workbook (.xlsx)");
  CHECK(read(with_part("_rels/.rels", "<Relationships/>")) == "! it is a zip file, but no workbook (.xlsx)");
  CHECK(read(with_part("_rels/.rels",
                       "<Relationships><Relationship Type=\"x/officeDocument\" "
                       "Target=\"xl/workbook.bin\"/></Relationships>")) ==
        "! it is a binary workbook (.xlsb): open it in a spreadsheet and save it as .xlsx");
  CHECK_FALSE(is_workbook(""));
  CHECK_FALSE(is_workbook("PK"));
  CHECK_FALSE(is_workbook("dossier_id,PK\3\4"));
}

TEST_CASE("a workbook that is cut off or changed is refused") {
  const std::string bytes = Book{"<row><c><v>1</v></c></row>", "", "", ""}.bytes();
  for (std::size_t size = 4; size < bytes.size(); size += 7) {
    const std::string said = read(bytes.substr(0, size));
    CHECK(said == "! the workbook is damaged: it is no whole zip file; it may be cut off");
  }
  for (std::size_t at = 4; at < bytes.size(); ++at) {
    std::string other = bytes;
    other[at] = static_cast<char>(other[at] ^ 0x55);
    const std::string said = read(other);
    CHECK((said == "1\n" || said.starts_with("! ")));
  }
}

TEST_CASE("missing parts are named") {
  CHECK(read(with_part("xl/workbook.xml", nullptr)) ==
        "! the workbook is damaged: xl/workbook.xml: this part is missing");
  CHECK(read(with_part("xl/_rels/workbook.xml.rels", nullptr)) ==
        "! the workbook is damaged: xl/_rels/workbook.xml.rels: this part is missing");
  CHECK(read(with_part("xl/worksheets/sheet1.xml", nullptr)) ==
        "! the workbook is damaged: xl/worksheets/sheet1.xml: this part is missing");
  CHECK(read(with_part("xl/styles.xml", nullptr)) ==
        "! the workbook is damaged: xl/styles.xml: this part is missing");
  CHECK(read(with_part("_rels/.rels", nullptr)) == "! it is a zip file, but no workbook (.xlsx)");
}

TEST_CASE("names that lead out of the workbook lead nowhere") {
  for (const char* target :
       {"../../../../etc/passwd", "/etc/passwd", "file:///etc/passwd", "..", "", "/", "....//x", "\\..\\x"}) {
    INFO(target);
    workbooks::Parts parts = Book{"", "", "", ""}.parts();
    parts[2].second = replaced(parts[2].second, "worksheets/sheet1.xml", target);
    parts.emplace_back("../../etc/passwd", "<worksheet/>");
    CHECK(read(workbooks::zipped(parts)).starts_with("! the workbook "));
  }
  workbooks::Parts parts = Book{"", "", "", ""}.parts();
  parts[2].second = replaced(parts[2].second, "Target=\"worksheets/sheet1.xml\"",
                             "TargetMode=\"External\" Target=\"http://example.org/\"");
  CHECK(read(workbooks::zipped(parts)) == "! the workbook has no visible sheet");
}

TEST_CASE("XML that declares entities is refused, and broken XML") {
  const auto sheet = [](const std::string& text) {
    return read(with_part("xl/worksheets/sheet1.xml", text.c_str()));
  };
  const std::string part = "! the workbook is damaged: xl/worksheets/sheet1.xml: ";
  CHECK(sheet("<!DOCTYPE x [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]><worksheet>&b;</worksheet>") ==
        part + "its XML declares a document type (DOCTYPE)");
  CHECK(sheet("<!DOCTYPE x SYSTEM \"file:///etc/passwd\"><worksheet/>") ==
        part + "its XML declares a document type (DOCTYPE)");
  CHECK(sheet("<worksheet>&b;</worksheet>") == part + "its XML is not well-formed");
  CHECK(sheet("<worksheet>") == part + "its XML is not well-formed");
  CHECK(sheet("") == part + "its XML is not well-formed");
  CHECK(sheet("<worksheet><sheetData><row><c><v>1</row></c></sheetData></worksheet>") ==
        part + "its XML is not well-formed");
  CHECK(sheet("<worksheet>\xC3\x28</worksheet>") == part + "its XML is not well-formed");
  CHECK(sheet("<?xml version=\"1.0\" encoding=\"windows-1258\"?><worksheet/>") ==
        part + "its XML is not well-formed");
  CHECK(sheet("<worksheet/>").empty());
}

TEST_CASE("elements where they do not belong make no cells") {
  CHECK(read_rows("<c><v>1</v></c><row><v>2</v><c><c><v>3</v></c><v>4</v></c></row>") == "4\n");
  CHECK(read_rows("<row><c><v>1</v><extLst><ext><v>2</v></ext></extLst></c></row>") == "1\n");
  CHECK(read_rows("</sheetData><other><row><c><v>9</v></c></row></other><sheetData>") == "");
}
