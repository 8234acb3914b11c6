// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <memory>

#include "commands.hpp"
#include "hotro/edge/column_names.hpp"
#include "hotro/edge/csv.hpp"
#include "hotro/edge/json.hpp"
#include "hotro/edge/table_run.hpp"
#include "hotro/edge/table_stream.hpp"
#include "output.hpp"
#include "progress.hpp"
#include "summary.hpp"
#include "terminal.hpp"

namespace hotro::cli {
namespace {

/// Errors that are shown on the error stream; --errors writes them all.
constexpr std::size_t errors_shown = 20;

struct DecideOptions {
  RuleOptions rules;
  OutputOptions output;
  std::string applicants, enterprises, columns, out, errors, reasons;
  std::size_t threads = 0;
  bool all = false;
  bool mark = false;
};

/// Text that is put behind other text later: much of it in a file.
class Later {
 public:
  Later() = default;
  Later(const Later&) = delete;
  Later& operator=(const Later&) = delete;
  ~Later() {
    if (file_ != nullptr) std::fclose(file_);
  }
  bool put(std::string_view text) {
    constexpr std::size_t most = std::size_t{1} << 20U;
    text_ += text;
    if (text_.size() < most) return true;
    if (file_ == nullptr) file_ = std::tmpfile();
    if (file_ == nullptr || !write(file_, text_)) return false;
    text_.clear();
    return true;
  }
  bool copy(Output& out) {
    if (file_ != nullptr) {
      std::rewind(file_);
      char buffer[65'536];
      std::size_t count = 0;
      while ((count = std::fread(buffer, 1, sizeof buffer, file_)) != 0) out.put({buffer, count});
      if (std::ferror(file_) != 0) return false;
    }
    return out.put(text_);
  }

 private:
  std::string text_;
  std::FILE* file_ = nullptr;
};

class Decide {
 public:
  explicit Decide(const DecideOptions& options) : options_(options), language_(options.output.in()) {}
  int run();

 private:
  int read();
  int decide(edge::TableStream& applicants);
  int open_outputs();
  [[nodiscard]] edge::RunOptions run_options() const;
  bool put_decisions(std::string_view text);
  bool put_error(const edge::DataError& error);
  bool put_warning(const edge::DataError& warning);
  void show_warnings();
  bool close_errors();
  int put_tail(const edge::RunReport& report);
  [[nodiscard]] bool json() const { return options_.output.json(); }

  const DecideOptions& options_;
  Language language_;
  Opened opened_;
  edge::TextFile enterprises_;
  edge::ColumnNames names_;
  std::unique_ptr<Output> out_, errors_;
  bool first_ = true;
  std::vector<edge::DataError> some_errors_, some_warnings_;  // those that are shown
  std::size_t error_count_ = 0, warning_count_ = 0;
  std::size_t warnings_shown_ = 0;
  Later json_errors_, json_warnings_;
};

int Decide::read() {
  for (const std::string* in : {&options_.applicants, &options_.enterprises, &options_.columns}) {
    for (const std::string* out : {&options_.out, &options_.errors}) {
      if (same_file(*in, *out))
        return fail(wrong_usage, fmt::format("{} is read and would be overwritten", *in));
    }
  }
  if (const int exit = open_program(options_.rules, opened_); exit != fine) return exit;
  if (edge::needs_enterprises(opened_.program) && options_.enterprises.empty()) {
    return fail(wrong_usage, "this rule set asks about enterprises: --enterprises FILE is required");
  }
  return fine;
}

int Decide::run() {
  if (const int exit = read(); exit != fine) return exit;
  edge::TableStream applicants(options_.applicants);
  if (const Text trouble = applicants.trouble(); !trouble.empty()) {
    return fail(applicants.refused() ? at_fault : no_access,
                fmt::format("{}: {}", options_.applicants, trouble.in(language_)));
  }
  note_sheets(options_.applicants, applicants.sheet(), language_);
  if (!options_.enterprises.empty()) {
    if (const int exit = read_table(options_.enterprises, enterprises_, language_); exit != fine) return exit;
  }
  if (!options_.columns.empty()) {
    if (const int exit = read_names(options_.columns, opened_.program, names_, language_); exit != fine)
      return exit;
  }
  return decide(applicants);
}

edge::RunOptions Decide::run_options() const {
  edge::RunOptions options;
  options.threads = options_.threads;
  options.format = json() ? edge::DecisionFormat::json : edge::DecisionFormat::csv;
  options.all = options_.all;
  options.language = language_;
  if (!options_.reasons.empty()) options.reasons = options_.reasons == "vi" ? Language::vi : Language::en;
  return options;
}

int Decide::decide(edge::TableStream& applicants) {
  if (!options_.errors.empty()) {
    errors_ = std::make_unique<Output>(options_.errors);
    if (!errors_->open()) return fail(no_access, fmt::format("{} cannot be written", options_.errors));
    std::string header = options_.mark ? "\xEF\xBB\xBF" : "";
    edge::append_row(header, {"file", "row", "column", "value", "code", "expected"});
    errors_->put(header);
  }
  edge::TableRun run(opened_.rules, opened_.program, run_options());
  ProgressLine progress(language_);
  const bool readable = run.open(applicants, options_.applicants, enterprises_,
                                 {[this](std::string_view text) { return put_decisions(text); },
                                  [this](const edge::DataError& error) { return put_error(error); },
                                  [this](const edge::DataError& warning) { return put_warning(warning); },
                                  [&](const edge::RunProgress& at) { progress.show(at); }},
                                 options_.columns.empty() ? nullptr : &names_);
  show_warnings();
  if (!readable) {
    if (const Text trouble = run.trouble(); !trouble.empty())
      return fail(no_access, fmt::format("{}: {}", options_.applicants, trouble.in(language_)));
    return close_errors() ? at_fault : no_access;
  }
  out_ = std::make_unique<Output>(options_.out);
  if (!out_->open()) return fail(no_access, fmt::format("{} cannot be written", options_.out));
  if (json())
    out_->put(edge::json_opening(opened_.program, "decisions") + ",\"decisions\":[");
  else if (options_.mark)
    out_->put("\xEF\xBB\xBF");
  run.decide();
  progress.clear();
  if (const Text trouble = run.trouble(); !trouble.empty())
    return fail(no_access, fmt::format("{}: {}", options_.applicants, trouble.in(language_)));
  show_warnings();
  return put_tail(run.report());
}

bool Decide::put_decisions(std::string_view text) {
  if (json() && first_) out_->put("\n");
  first_ = false;
  return out_->put(text);
}

bool Decide::put_error(const edge::DataError& error) {
  if (json()) json_errors_.put((error_count_ == 0 ? "\n" : ",\n") + edge::json_error(error, language_));
  if (++error_count_ <= errors_shown) some_errors_.push_back(error);
  if (errors_ == nullptr) return true;
  std::string row;
  edge::append_row(row, {error.file, error.row == 0 ? std::string() : std::to_string(error.row),
                         edge::harmless(error.column), edge::harmless(error.value), error.code,
                         error.expected.in(language_)});
  return errors_->put(row);
}

bool Decide::put_warning(const edge::DataError& warning) {
  if (json()) json_warnings_.put((warning_count_ == 0 ? "\n" : ",\n") + edge::json_error(warning, language_));
  ++warning_count_;
  ++warnings_shown_;
  if (some_warnings_.size() < errors_shown) some_warnings_.push_back(warning);
  return true;
}

/// Those since the last time.
void Decide::show_warnings() {
  write(stderr, errors_text(some_warnings_, language_, errors_shown, true, warnings_shown_));
  some_warnings_.clear();
  warnings_shown_ = 0;
}

/// False where --errors cannot be written.
bool Decide::close_errors() {
  if (errors_ == nullptr) {
    write(stderr, errors_text(some_errors_, language_, errors_shown, false, error_count_));
    return true;
  }
  if (errors_->close()) return true;
  fail(no_access, fmt::format("{} cannot be written", options_.errors));
  return false;
}

int Decide::put_tail(const edge::RunReport& report) {
  if (json()) {
    out_->put("\n],\"errors\":[");
    const bool errors_kept = json_errors_.copy(*out_);
    out_->put("],\"warnings\":[");
    if (!json_warnings_.copy(*out_) || !errors_kept)
      return fail(no_access, "the errors cannot be kept in a temporary file");
    out_->put("],\"summary\":" + edge::json_totals(opened_.program, report) + "}\n");
  }
  std::FILE* stream = out_->to_stdout() ? stderr : stdout;
  if (!out_->close())
    return fail(no_access,
                fmt::format("{} cannot be written", options_.out.empty() ? "the output" : options_.out));
  if (!close_errors()) return no_access;
  write(stream, summary_text(opened_.rules, opened_.program, report, language_, Terminal(stream)));
  return report.errors.empty() ? fine : at_fault;
}

}  // namespace

void add_decide(CLI::App& app, int& exit) {
  auto options = std::make_shared<DecideOptions>();
  CLI::App* command = app.add_subcommand("decide", "Decide a table of dossiers: who is entitled to what");
  add_rule_options(*command, options->rules);
  command
      ->add_option("--applicants", options->applicants,
                   "The dossiers, one row each (CSV or .xlsx); - is the standard input")
      ->required()
      ->type_name("FILE");
  command
      ->add_option("--enterprises", options->enterprises,
                   "The enterprises they point at by enterprise_id (CSV or .xlsx)")
      ->type_name("FILE");
  command
      ->add_option("--columns", options->columns,
                   "What the tables call their columns (CSV or .xlsx; its columns are `column` and `fact`)")
      ->type_name("FILE");
  command->add_option("--out", options->out, "Where the decisions go; by default the standard output")
      ->type_name("FILE");
  command
      ->add_option("--errors", options->errors,
                   "Where errors in the data go (CSV); by default the error stream")
      ->type_name("FILE");
  command
      ->add_option("--reasons", options->reasons,
                   "Add the reasons with their articles, facts missing and assumed")
      ->check(one_of({"vi", "en"}))
      ->type_name("vi|en");
  command->add_flag("--all", options->all, "List benefits that do not concern a dossier, too");
  command->add_flag("--bom", options->mark,
                    "Begin CSV files with a byte order mark, as spreadsheets like it");
  command
      ->add_option("--threads", options->threads,
                   "How many threads decide; by default all that the machine runs")
      ->check(CLI::Range(1, 256).description(""))
      ->type_name("N");
  add_output_options(*command, options->output, {"text", "json"});
  command->group("Commands");
  command->footer(
      "The columns of the tables are the facts of the rule set, and dossier_id and enterprise_id; an empty\n"
      "cell is a missing fact, which is neither zero nor no. Dates are 2022-10-01 or 01/10/2022, money\n"
      "1000000 or 1.000.000, truths yes/no, có/không, 1/0.\n"
      "\n"
      "Decisions have one row for each dossier and benefit that concerns it: the status (eligible,\n"
      "eligible_amount_open, not_eligible, undetermined), the entitlement, and the payout; where an amount\n"
      "is still open, its highest value stands in the column beside it. `failed` names the conditions that\n"
      "are not met. Every row of the applicants ends in the decisions or in the errors, never in both.\n"
      "\n"
      "Exit codes: 0 all rows decided; 1 rows with errors, or the rules are at fault; 2 wrong usage;\n"
      "3 a file cannot be read or written.");
  command->callback([options, &exit] { exit = Decide(*options).run(); });
}

}  // namespace hotro::cli
