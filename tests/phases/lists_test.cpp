// SPDX-License-Identifier: Apache-2.0
#include "hotro/phases/lists.hpp"

#include <catch2/catch.hpp>

#include "hotro/edge/csv.hpp"
#include "page_reader.hpp"
#include "report_kit.hpp"

using namespace page_reader;
using namespace report_kit;
using Catch::Contains;

namespace {

std::size_t column(const TableText& list, std::string_view heading) {
  for (std::size_t i = 0; i < list.columns.size(); ++i) {
    if (list.columns[i].heading == heading) return i;
  }
  FAIL("no column " << heading);
  return 0;
}

std::size_t entries(const TableText& list) {
  std::size_t all = 0;
  for (const TableRow& row : list.rows) all += row.kind == RowKind::entry ? 1 : 0;
  return all;
}

/// Three dossiers of an enterprise, and one of another.
Report small() {
  Report report;
  report.phase = "Đợt 1";
  report.head = "3-00ff";
  report.by_enterprise = {{{"DN-2", "Công ty \"Sao, Mai\""}, {}}};
  Line line;
  line.dossier_id = "A-1";
  line.enterprise_id = "DN-1";
  line.full_name = "Nguyễn Thị Ánh";
  line.born = "19/02/1995";
  line.sex = "Nữ";
  line.person_id = "••••1234";
  line.benefit = "Bị giảm giờ làm";
  line.span = "14 ngày";
  line.group = "Đoàn viên";
  line.outcome = Outcome::accepted;
  line.entitlement = 2'000'000;
  line.paid_before = 500'000;
  line.payout = line.transfer = 1'500'000;
  line.bank = "Vietcombank";
  line.account = "0101000047514";
  report.lines.push_back(line);
  line.dossier_id = "A-2";
  line.full_name = "=cmd|'/c calc'!A0";
  line.account = "";
  line.payout = line.transfer = 1;
  report.lines.push_back(line);
  line.dossier_id = "A-3";
  line.outcome = Outcome::waiting;
  line.transfer = 0;
  line.reasons = {"Hết kinh phí"};
  line.missing = {"Bảng lương", "Phụ lục"};
  report.lines.push_back(line);
  line.dossier_id = "B-1";
  line.enterprise_id = "DN-2";
  line.full_name = "-1+2";
  line.outcome = Outcome::accepted;
  line.entitlement = line.paid_before = 500'000;
  line.payout = 0;
  line.note = "a\tb\nc";
  report.lines.push_back(line);
  return report;
}

}  // namespace

TEST_CASE("the decision list has everybody who is accepted, by enterprise") {
  CHECK(to_csv(decision_list(small())) ==
        "STT,Mã hồ sơ,Họ và tên,Ngày sinh,Giới tính,Số CCCD,Đơn vị,Chính sách,\"Số ngày, thời gian\",Nhóm,"
        "Mức hỗ trợ,Đã chi trước,Số tiền,Ghi chú\n"
        "1,B-1,'-1+2,19/02/1995,Nữ,••••1234,\"Công ty \"\"Sao, Mai\"\" (DN-2)\",Bị giảm giờ làm,14 ngày,Đoàn "
        "viên,"
        "500000,500000,0,a b c\n"
        "2,A-1,Nguyễn Thị Ánh,19/02/1995,Nữ,••••1234,DN-1,Bị giảm giờ làm,14 ngày,Đoàn viên,"
        "2000000,500000,1500000,\n"
        "3,A-2,'=cmd|'/c calc'!A0,19/02/1995,Nữ,••••1234,DN-1,Bị giảm giờ làm,14 ngày,Đoàn viên,"
        "2000000,500000,1,\n");
}

TEST_CASE("the list of an enterprise has all its dossiers, and amounts only of what is granted or waits") {
  CHECK(to_csv(enterprise_list(small(), "DN-1")) ==
        "STT,Mã hồ sơ,Họ và tên,Ngày sinh,Giới tính,Số CCCD,Chính sách,\"Số ngày, thời gian\",Nhóm,Kết quả,"
        "Mức hỗ trợ,Đã chi trước,Số tiền,Ghi chú\n"
        "1,A-1,Nguyễn Thị Ánh,19/02/1995,Nữ,••••1234,Bị giảm giờ làm,14 ngày,Đoàn viên,Đủ điều kiện,"
        "2000000,500000,1500000,\n"
        "2,A-2,'=cmd|'/c calc'!A0,19/02/1995,Nữ,••••1234,Bị giảm giờ làm,14 ngày,Đoàn viên,Đủ điều kiện,"
        "2000000,500000,1,\n"
        "3,A-3,'=cmd|'/c calc'!A0,19/02/1995,Nữ,••••1234,Bị giảm giờ làm,14 ngày,Đoàn viên,Chờ kinh phí,"
        "2000000,500000,,\"Hết kinh phí; còn thiếu: Bảng lương; Phụ lục\"\n");
  CHECK(entries(enterprise_list(small(), "nobody")) == 0);
}

TEST_CASE("the bank pays only what is above 0, and is told who has no account") {
  const TableText list = payment_list(small());
  CHECK(to_csv(list) ==
        "STT,Họ và tên,Số tài khoản,Ngân hàng,Số tiền,Nội dung chuyển tiền\n"
        "1,Nguyễn Thị Ánh,0101000047514,Vietcombank,1500000,Đợt 1 A-1\n"
        "2,'=cmd|'/c calc'!A0,,Vietcombank,1,Đợt 1 A-2\n");
  CHECK(list.total_amount == 1'500'001);
  CHECK(list.foot == std::vector<std::string>{"Chưa có số tài khoản: 1", "Số hồ sơ trong danh sách: 2"});
}

TEST_CASE("subtotals come to the total, and the total to what the report grants") {
  for (const int dossiers : {0, 1, 240, 2000}) {
    const Report report = usual(Language::vi, dossiers);
    const TableText list = decision_list(report);
    const std::size_t payout = column(list, "Số tiền");
    std::int64_t sum = 0;
    for (const TableRow& row : list.rows) {
      if (row.kind != RowKind::group) REQUIRE(row.cells.size() == list.columns.size());
      if (row.kind == RowKind::subtotal) sum += std::get<std::int64_t>(row.cells[payout]);
    }
    CHECK(sum == report.total.granted);
    CHECK(list.total_amount == sum);
    CHECK(entries(list) == static_cast<std::size_t>(report.total.dossiers[0]));
    const std::string page = to_html(list);
    REQUIRE(fault(page) == "");
    CHECK(figures(page).at("total_amount").value == std::to_string(sum));
    CHECK(figures(page).at("total." + std::to_string(payout)).value == std::to_string(sum));
  }
}

TEST_CASE("a list shows its total in words, the ledger on every page, and who signs") {
  TableText list = decision_list(usual(Language::vi));
  list.total_in_words = "Ba trăm triệu đồng";
  const std::string page = to_html(list);
  CHECK_THAT(page, Contains("Bằng chữ: <b><i>Ba trăm triệu đồng</i></b>"));
  CHECK_THAT(page, Contains("<tfoot>") && Contains("size:A4 landscape"));
  CHECK(count(page, list.head) == 2);
  for (const char* who : {"Người lập", "Kế toán", "Người duyệt"}) CHECK_THAT(page, Contains(who));
  CHECK(count(page, "(Ký, ghi rõ họ tên)") == 3);
}

TEST_CASE("what the rows above say is left out of pages, but not of CSV") {
  const TableText list = decision_list(small());
  CHECK_THAT(to_html(list),
             !Contains(">Đơn vị</th>") && Contains("Công ty &quot;Sao, Mai&quot; (DN-2)</th>"));
  CHECK_THAT(to_csv(list), Contains(",Đơn vị,"));
}

TEST_CASE("no text of a list becomes markup or a formula") {
  for (const TableText& list : {decision_list(hostile(Language::vi)), payment_list(hostile(Language::en)),
                                enterprise_list(hostile(Language::vi), "=cmd|'/c calc'!A0")}) {
    CHECK(fault(to_html(list)) == "");
    const std::string csv = to_csv(list);
    edge::CsvReader reader(csv);
    edge::CsvRow row;
    std::size_t rows = 0;
    for (; reader.next(row); ++rows) {
      REQUIRE(row.fault == edge::CsvFault::none);
      REQUIRE(row.cells.size() == list.columns.size());
      for (const std::string_view cell : row.cells) CHECK_FALSE(edge::is_formula(cell));
    }
    CHECK(rows == entries(list) + 1);
  }
}

TEST_CASE("amounts of a currency with cents keep them") {
  Report report = small();
  report.language = Language::en;
  report.currency = edge::Currency("USD");
  const TableText list = payment_list(report);
  CHECK_THAT(to_csv(list), Contains(",15000.00,") && Contains(",0.01,"));
  CHECK_THAT(to_html(list), Contains(">15,000.00<") && Contains("Payout (USD)") && Contains("USD 15,000.01"));
}
