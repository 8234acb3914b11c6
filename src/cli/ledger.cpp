// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "commands.hpp"
#include "hotro/edge/cells.hpp"
#include "hotro/edge/json.hpp"
#include "hotro/phases/audit.hpp"
#include "ledger_file.hpp"
#include "progress.hpp"
#include "terminal.hpp"

namespace hotro::cli {
namespace {

struct VerifyOptions {
  std::string path;
  std::string head;
  OutputOptions output;
};

std::string fault_text(const phases::Fault& fault, Language language) {
  const bool vi = language == Language::vi;
  std::string place;
  if (fault.record != 0) place += fmt::format(" {} {}", vi ? "bản ghi" : "record", fault.record);
  if (!fault.table.empty()) place += fmt::format(" {} {}", fault.table, fault.row);
  return fmt::format("  {}{}: {}\n", phases::code_text(fault.code), place,
                     phases::meaning(fault.code).in(language));
}

void print_text(const VerifyOptions& options, const phases::Verification& found) {
  const Terminal terminal(stdout);
  const Language language = options.output.in();
  const bool vi = language == Language::vi;
  const std::string state = found.good() ? terminal.paint(Paint::green, vi ? "nguyên vẹn" : "in order")
                                         : terminal.paint(Paint::red, vi ? "đã bị thay đổi" : "changed");
  std::string text = fmt::format("{}: {}\n", options.path, state);
  for (const phases::Fault& fault : found.faults) text += fault_text(fault, language);
  text += fmt::format("  {} {}, {} {}\n  {} {}\n", edge::grouped(found.head.record, language),
                      vi                       ? "bản ghi"
                      : found.head.record == 1 ? "record"
                                               : "records",
                      edge::grouped(static_cast<std::int64_t>(found.rows), language),
                      vi                ? "dòng"
                      : found.rows == 1 ? "row"
                                        : "rows",
                      vi ? "mã cuối sổ" : "head", phases::to_text(found.head));
  write(stdout, text);
}

void print_json(const VerifyOptions& options, const phases::Verification& found) {
  std::string text =
      fmt::format("{},\"file\":{},\"good\":{},\"head\":\"{}\",\"records\":{},\"rows\":{},\"faults\":[",
                  edge::json_opening("ledger"), edge::json_text(options.path), found.good(),
                  phases::to_text(found.head), found.head.record, found.rows);
  bool first = true;
  for (const phases::Fault& fault : found.faults) {
    text +=
        fmt::format("{}\n{{\"code\":\"{}\",\"record\":{},\"table\":{},\"row\":{},\"message\":{}}}",
                    first ? "" : ",", phases::code_text(fault.code), fault.record,
                    edge::json_text(fault.table), fault.row, edge::json_text(phases::meaning(fault.code).en));
    first = false;
  }
  write(stdout, text + "]}\n");
}

int run_verify(const VerifyOptions& options) {
  phases::Head head;
  if (!options.head.empty() && !phases::parse_head(options.head, head))
    return fail(wrong_usage, "--head is a number, a hyphen and 64 digits, as it is printed on lists");
  return with_ledger(options.path, false, options.output.in(), [&](phases::Ledger& ledger) {
    ProgressLine line(options.output.in());
    phases::Verification found = ledger.verify(options.head.empty() ? nullptr : &head);
    // What was changed need not make sense.
    if (found.good()) found.faults = phases::audit(ledger, line.shower());
    line.clear();
    if (options.output.json())
      print_json(options, found);
    else
      print_text(options, found);
    return found.good() ? fine : at_fault;
  });
}

}  // namespace

void add_ledger(CLI::App& app, int& exit) {
  CLI::App* ledger = app.add_subcommand("ledger", "Say whether a ledger is as it was written");
  ledger->require_subcommand(1);
  ledger->group("Commands");
  auto options = std::make_shared<VerifyOptions>();
  CLI::App* verify = ledger->add_subcommand(
      "verify", "Recompute every hash of a ledger, and decide every dossier once more");
  verify->add_option("LEDGER", options->path, "The file of the ledger")->required()->type_name("");
  verify
      ->add_option("--head", options->head,
                   "A head that was printed earlier: what was cut off or written anew since shows against it")
      ->type_name("HEAD");
  add_output_options(*verify, options->output, {"text", "json"});
  verify->footer(
      "A ledger that was cut off at its end, or written anew as a whole, is in order by itself; it shows\n"
      "against a head only, which stands on every list that was signed.\n"
      "\n"
      "Exit codes: 0 as it was written; 1 changed; 2 wrong usage; 3 cannot read.");
  verify->callback([options, &exit] { exit = run_verify(*options); });
}

}  // namespace hotro::cli
