// SPDX-License-Identifier: Apache-2.0
// write_pages FOLDER: all that people read and sign, of the reports of report_kit.hpp, as files.

#include <fstream>
#include <string>

#include "hotro/phases/lists.hpp"
#include "hotro/phases/notices.hpp"
#include "report_kit.hpp"

namespace {

using namespace hotro;
using namespace hotro::phases;

void write(const std::string& path, const std::string& text) {
  std::ofstream(path, std::ios::binary) << text;
}

void write_all(const std::string& folder, const Report& report) {
  write(folder + "-report.html", report_html(report));
  TableText decisions = decision_list(report);
  decisions.total_in_words =
      report.language == Language::vi ? "Hai trăm mười triệu đồng" : "Two hundred and ten million dong";
  write(folder + "-decisions.html", to_html(decisions));
  write(folder + "-payments.html", to_html(payment_list(report)));
  write(folder + "-enterprise.html",
        to_html(enterprise_list(report, report.lines.empty() ? "" : report.lines[0].enterprise_id)));
  write(folder + "-notices.html", notices_html(report));
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) return 2;
  const std::string folder = std::string(argv[1]) + "/";
  write_all(folder + "vi", report_kit::usual(Language::vi));
  write_all(folder + "en", report_kit::usual(Language::en));
  write_all(folder + "hostile", report_kit::hostile(Language::vi));
  write_all(folder + "empty", Report{});
}
