// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <sys/stat.h>

#include <cstdio>
#include <filesystem>
#include <memory>
#include <set>

#include "commands.hpp"
#include "hotro/edge/words.hpp"
#include "hotro/edge/workbook.hpp"
#include "hotro/phases/lists.hpp"
#include "hotro/phases/make_report.hpp"
#include "hotro/phases/notices.hpp"
#include "ledger_file.hpp"
#include "progress.hpp"
#include "terminal.hpp"

namespace hotro::cli {
namespace {

namespace fs = std::filesystem;

struct ReportCommand {
  std::string ledger, phase, folder;
  bool full_ids = false;
  OutputOptions output;
};

/// The files of a report in their folder, which only its owner may enter: they name people.
class Folder {
 public:
  Folder(const fs::path& path, Language language) : path_(path), language_(language) {}

  bool make() {
    std::error_code error;
    // Lists of an earlier report would stay among these.
    if (fs::exists(path_ / "report.html", error)) fs::remove_all(path_ / "enterprises", error);
    fs::create_directories(path_ / "enterprises", error);
    if (error) return trouble(path_.string());
    fs::permissions(path_, fs::perms::owner_all, error);
    return !error || trouble(path_.string());
  }

  bool save(const std::string& name, const std::string& text) {
    const fs::path file = path_ / name;
    const fs::path beside = file.string() + ".part";
    std::FILE* stream = std::fopen(beside.c_str(), "wb");
    if (stream == nullptr) return trouble(file.string());
    const bool written = write(stream, text);
    const bool closed = std::fclose(stream) == 0;
    std::error_code error;
    if (written && closed) fs::rename(beside, file, error);
    if (!written || !closed || error) return trouble(file.string());
    ++files_;
    return true;
  }

  /// As a page, as CSV and as a workbook.
  bool save(const std::string& name, phases::TableText table) {
    table.total_in_words = edge::money_in_words(table.total_amount, table.currency, language_);
    if (!save(name + ".html", phases::to_html(table))) return false;
    // Spreadsheets take it for UTF-8 by the mark.
    if (!save(name + ".csv", "\xEF\xBB\xBF" + phases::to_csv(table))) return false;
    const std::string file = (path_ / (name + ".xlsx")).string();
    Text why;
    if (!edge::write_workbook(file, {phases::to_sheet(table)}, table.currency, why)) {
      fail(no_access, fmt::format("{}: {}", file, why.in(language_)));
      return false;
    }
    ++files_;
    return true;
  }

  [[nodiscard]] int files() const { return files_; }

 private:
  bool trouble(const std::string& file) {
    fail(no_access, fmt::format("{}: {}", file, say(language_, "không ghi được", "cannot be written")));
    return false;
  }

  fs::path path_;
  Language language_;
  int files_ = 0;
};

/// An id as the name of a file: what is no letter, digit or dash is an underscore, and no two are alike.
std::string file_name(const std::string& id, std::set<std::string>& taken) {
  std::string name;
  for (const char c : id) {
    const bool plain = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '-';
    name += plain ? c : '_';
  }
  if (name.empty()) name = "_";
  std::string unique = name;
  for (int i = 2; !taken.insert(unique).second; ++i) unique = fmt::format("{}_{}", name, i);
  return "enterprises/" + unique;
}

int run(const ReportCommand& command) {
  const Language language = command.output.in();
  return with_ledger(command.ledger, false, language, [&](phases::Ledger& ledger) {
    ProgressLine line(language);
    const phases::ReportOptions options{language, command.full_ids, today(), line.shower()};
    const phases::Report report = phases::make_report(ledger, command.phase, options);
    line.clear();
    Folder folder(command.folder, language);
    if (!folder.make() || !folder.save("report.html", phases::report_html(report)) ||
        !folder.save("decision-list", phases::decision_list(report)) ||
        !folder.save("payment-list", phases::payment_list(report)) ||
        !folder.save("notices.html", phases::notices_html(report)))
      return no_access;
    std::set<std::string> taken;
    for (const phases::EnterpriseSum& one : report.by_enterprise) {
      if (!folder.save(file_name(one.enterprise.id, taken),
                       phases::enterprise_list(report, one.enterprise.id)))
        return no_access;
    }
    write(stdout, fmt::format(fmt::runtime(say(language, "{}: {} tệp trong {}\n", "{}: {} files in {}\n")),
                              command.phase, folder.files(), command.folder));
    return fine;
  });
}

}  // namespace

void add_phase_report(CLI::App& phase, int& exit) {
  auto command = std::make_shared<ReportCommand>();
  CLI::App* app =
      phase.add_subcommand("report", "Write the report of a phase, the lists for signing, and notices");
  app->add_option("LEDGER", command->ledger, "The file of the ledger")->required()->type_name("");
  app->add_option("PHASE", command->phase, "The name of the phase")->required()->type_name("");
  app->add_option("--out", command->folder, "The folder to write into; it is made, for you alone")
      ->required()
      ->type_name("FOLDER");
  app->add_flag("--full-ids", command->full_ids,
                "Show the numbers of persons in full; by default their last four characters");
  add_output_options(*app, command->output, {"text"});
  app->footer(
      "Writes report.html, notices.html, and as .html, .csv and .xlsx the decision list, the payment list "
      "and the\n"
      "list of each enterprise. Each names the head of the ledger, for `hotro ledger verify --head`.");
  app->callback([command, &exit] { exit = run(*command); });
}

}  // namespace hotro::cli
