// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "commands.hpp"
#include "hotro/edge/cells.hpp"
#include "hotro/edge/csv.hpp"
#include "hotro/edge/explanation.hpp"
#include "hotro/edge/json.hpp"
#include "hotro/edge/totals.hpp"
#include "summary.hpp"
#include "terminal.hpp"

namespace hotro::cli {
namespace {

/// Rows that are decided at a time; the columns of their decisions stay in the cache.
constexpr std::size_t rows_at_once = 4096;
/// Errors that are shown on the error stream; --errors writes them all.
constexpr std::size_t errors_shown = 20;

struct DecideOptions {
  RuleOptions rules;
  OutputOptions output;
  std::string applicants, enterprises, out, errors, reasons;
  bool all = false;
  bool mark = false;
};

/// A file that is written, or the standard output.
class Output {
 public:
  explicit Output(const std::string& path) : path_(path) {
    if (to_stdout())
      file_ = stdout;
    else
      file_ = std::fopen(path.c_str(), "wb");
  }
  Output(const Output&) = delete;
  Output& operator=(const Output&) = delete;
  ~Output() {
    if (file_ != nullptr && file_ != stdout) std::fclose(file_);
  }
  [[nodiscard]] bool to_stdout() const { return path_.empty() || path_ == "-"; }
  [[nodiscard]] bool open() const { return file_ != nullptr; }
  void put(std::string_view text) { failed_ = !write(file_, text) || failed_; }
  /// Whether everything has reached the file.
  bool close() {
    failed_ = std::fflush(file_) != 0 || failed_;
    if (file_ != stdout) failed_ = std::fclose(file_) != 0 || failed_;
    file_ = file_ == stdout ? stdout : nullptr;
    return !failed_;
  }

 private:
  std::string path_;
  std::FILE* file_ = nullptr;
  bool failed_ = false;
};

/// What was found, with an apostrophe in front where a spreadsheet would run it as a formula.
std::string harmless(const std::string& cell) { return (edge::is_formula(cell) ? "'" : "") + cell; }

bool same_file(const std::string& a, const std::string& b) {
  std::error_code error;
  return !a.empty() && !b.empty() && std::filesystem::equivalent(a, b, error) && !error;
}

class Decide {
 public:
  explicit Decide(const DecideOptions& options) : options_(options), language_(options.output.in()) {
    if (!options.reasons.empty()) reasons_language_ = options.reasons == "vi" ? Language::vi : Language::en;
  }
  int run();

 private:
  int read();
  void decide_rows(Output& out);
  void decide_row(std::size_t row, const DecisionColumns& decided, std::size_t at, Output& out);
  void note(const edge::Explanation& why);
  void put_csv(const edge::DossierRow& row, const edge::Answer& answer, const edge::BenefitExplanation* why);
  void put_json(const edge::DossierRow& row, const edge::Answer& answer, const edge::BenefitExplanation* why);
  [[nodiscard]] std::string_view enterprise_id(const edge::DossierRow& row) const {
    return row.enterprise < 0 ? std::string_view()
                              : dossiers_.enterprise_ids[static_cast<std::size_t>(row.enterprise)];
  }
  [[nodiscard]] std::string csv_header() const;
  [[nodiscard]] std::string errors_csv() const;
  [[nodiscard]] std::string json_tail() const;
  bool report_errors();
  int report(Output& out);

  const DecideOptions& options_;
  Language language_;
  Language reasons_language_ = Language::en;
  Opened opened_;
  edge::TextFile applicants_, enterprises_;
  edge::Dossiers dossiers_;
  std::unique_ptr<edge::Totals> totals_;
  std::unique_ptr<Evaluator> one_row_;
  std::string line_;
  bool first_ = true;
};

int Decide::read() {
  for (const std::string* in : {&options_.applicants, &options_.enterprises}) {
    for (const std::string* out : {&options_.out, &options_.errors}) {
      if (same_file(*in, *out))
        return fail(wrong_usage, fmt::format("{} is read and would be overwritten", *in));
    }
  }
  if (const int exit = open_program(options_.rules, opened_); exit != fine) return exit;
  if (edge::needs_enterprises(opened_.program) && options_.enterprises.empty()) {
    return fail(wrong_usage, "this rule set asks about enterprises: --enterprises FILE is required");
  }
  if (const int exit = read_table(options_.applicants, applicants_, language_); exit != fine) return exit;
  if (!options_.enterprises.empty()) {
    if (const int exit = read_table(options_.enterprises, enterprises_, language_); exit != fine) return exit;
  }
  dossiers_ = edge::read_dossiers(opened_.program, applicants_, enterprises_);
  write(stderr, errors_text(dossiers_.warnings, language_, errors_shown, true));
  return fine;
}

int Decide::run() {
  if (const int exit = read(); exit != fine) return exit;
  if (!dossiers_.readable) return report_errors() ? at_fault : no_access;
  totals_ = std::make_unique<edge::Totals>(opened_.program);
  Output out(options_.out);
  if (!out.open()) return fail(no_access, fmt::format("{} cannot be written", options_.out));
  if (options_.output.json()) {
    out.put(edge::json_opening(opened_.program, "decisions") + ",\"decisions\":[");
  } else {
    out.put((options_.mark ? "\xEF\xBB\xBF" : "") + csv_header());
  }
  decide_rows(out);
  if (options_.output.json()) out.put(json_tail());
  return report(out);
}

void Decide::decide_rows(Output& out) {
  const Table table = dossiers_.table();
  Evaluator evaluator(opened_.program);
  one_row_ = std::make_unique<Evaluator>(opened_.program, 1);
  DecisionColumns decided;
  for (std::size_t first = 0; first < table.rows; first += rows_at_once) {
    const std::size_t last = std::min(table.rows, first + rows_at_once);
    evaluator.evaluate(table, first, last, decided);
    for (std::size_t row = first; row < last; ++row) decide_row(row, decided, row - first, out);
  }
}

void Decide::decide_row(std::size_t row, const DecisionColumns& decided, std::size_t at, Output& out) {
  std::vector<Decision> decisions = {decided.combined.at(at)};
  for (const BenefitColumns& benefit : decided.benefits) decisions.push_back(benefit.at(at));
  const std::vector<edge::Answer> concerned = edge::answers(opened_.program, decisions);
  totals_->add(decisions[0], concerned, dossiers_.rows[row].enterprise);

  // The single row is evaluated once more, with its registers, only where something is to be said about it.
  bool tell = !options_.reasons.empty();
  for (const edge::Answer& answer : concerned) {
    tell = tell || !answer.failed.empty() || answer.status == Status::undetermined ||
           answer.status == Status::eligible_amount_open;
  }
  edge::Explanation why;
  if (tell) {
    Facts facts(opened_.program);
    dossiers_.fill(row, facts);
    one_row_->evaluate(facts);
    why = edge::explain_row(opened_.rules, *one_row_,
                            options_.reasons.empty() ? language_ : reasons_language_, edge::Detail::causes);
    note(why);
  }
  line_.clear();
  for (const edge::Answer& answer :
       options_.all ? edge::answers(opened_.program, decisions, true) : concerned) {
    const edge::BenefitExplanation* told = nullptr;
    for (const edge::BenefitExplanation& one : why.benefits) {
      if (!options_.reasons.empty() && one.answer.benefit == answer.benefit) told = &one;
    }
    if (options_.output.json())
      put_json(dossiers_.rows[row], answer, told);
    else
      put_csv(dossiers_.rows[row], answer, told);
  }
  out.put(line_);
}

/// Counts what keeps a row open, and why it was refused.
void Decide::note(const edge::Explanation& why) {
  std::vector<std::uint32_t> missing;
  std::vector<std::uint32_t> assumed;
  for (const edge::BenefitExplanation& benefit : why.benefits) {
    missing.insert(missing.end(), benefit.missing.begin(), benefit.missing.end());
    assumed.insert(assumed.end(), benefit.assumed.begin(), benefit.assumed.end());
    for (const std::string_view id : benefit.answer.failed) {
      edge::Refusal refusal{benefit.answer.benefit, std::string(id), std::string(id), {}};
      for (const Reason* reason : edge::causes(benefit)) {
        const bool is_it = id == edge::outside_scope ? reason->role == Role::scope
                           : id == edge::no_benefit_concerned
                               ? reason->role == Role::combined
                               : reason->role == Role::condition && reason->id == id;
        if (!is_it) continue;
        refusal.reason = reason->text;
        refusal.citation = reason->citation;
      }
      ++totals_->refusals[refusal];
    }
  }
  auto count = [](std::vector<std::uint32_t>& inputs, std::map<std::uint32_t, std::size_t>& counts) {
    std::sort(inputs.begin(), inputs.end());
    inputs.erase(std::unique(inputs.begin(), inputs.end()), inputs.end());
    for (const std::uint32_t input : inputs) ++counts[input];
  };
  count(missing, totals_->missing);
  count(assumed, totals_->assumed);
}

std::string Decide::csv_header() const {
  std::vector<std::string_view> cells = {"dossier_id"};
  if (!dossiers_.person_column.empty()) cells.push_back(dossiers_.person_column);
  for (const std::string_view cell : {"enterprise_id", "benefit", "status", "entitlement", "entitlement_high",
                                      "payout", "payout_high", "overpaid", "failed"}) {
    cells.push_back(cell);
  }
  if (!options_.reasons.empty()) cells.insert(cells.end(), {"reasons", "missing", "assumed"});
  std::string out;
  edge::append_row(out, cells);
  return out;
}

void Decide::put_csv(const edge::DossierRow& row, const edge::Answer& answer,
                     const edge::BenefitExplanation* why) {
  Input money;
  money.kind = Kind::money;
  const edge::Currency currency(opened_.program.data().currency);
  auto units = [&](Money amount) { return edge::cell_text(money, amount.units, currency); };
  auto high = [&](const Amount& amount) { return amount.known() ? std::string() : units(amount.high); };
  auto paths = [&](const std::vector<std::uint32_t>& inputs) {
    std::vector<std::string_view> list;
    for (const std::uint32_t input : inputs) list.push_back(opened_.program.inputs()[input].path);
    return edge::joined(list);
  };
  const Decision& decision = answer.decision;
  const std::string amounts[] = {units(decision.entitlement.low), high(decision.entitlement),
                                 units(decision.payout.low),      high(decision.payout),
                                 units(decision.overpaid.low),    edge::joined(answer.failed)};
  std::vector<std::string_view> cells = {row.dossier_id};
  if (!dossiers_.person_column.empty()) cells.emplace_back(row.person);
  cells.push_back(enterprise_id(row));
  cells.push_back(answer.benefit == none ? std::string_view()
                                         : opened_.program.benefits()[answer.benefit].name);
  cells.push_back(name(answer.status));
  cells.insert(cells.end(), std::begin(amounts), std::end(amounts));
  std::string told[3];
  if (!options_.reasons.empty()) {
    if (why != nullptr) {
      told[0] = edge::causes_text(*why, reasons_language_);
      told[1] = paths(why->missing);
      told[2] = paths(why->assumed);
    }
    cells.insert(cells.end(), std::begin(told), std::end(told));
  }
  edge::append_row(line_, cells);
}

void Decide::put_json(const edge::DossierRow& row, const edge::Answer& answer,
                      const edge::BenefitExplanation* why) {
  line_ += first_ ? "\n" : ",\n";
  first_ = false;
  line_ += edge::json_decision(opened_.program, row, enterprise_id(row), answer, why);
}

std::string Decide::json_tail() const {
  std::string out = "\n]";
  for (const auto& [key, list] :
       {std::pair("errors", &dossiers_.errors), std::pair("warnings", &dossiers_.warnings)}) {
    out += fmt::format(",\"{}\":[", key);
    for (std::size_t i = 0; i < list->size(); ++i) {
      out += (i == 0 ? "\n" : ",\n") + edge::json_error((*list)[i], language_);
    }
    out += "]";
  }
  return out + ",\"summary\":" + edge::json_totals(opened_.program, *totals_, dossiers_) + "}\n";
}

std::string Decide::errors_csv() const {
  std::string out = options_.mark ? "\xEF\xBB\xBF" : "";
  edge::append_row(out, {"file", "row", "column", "value", "code", "expected"});
  for (const edge::DataError& error : dossiers_.errors) {
    edge::append_row(
        out, {error.file, error.row == 0 ? std::string() : std::to_string(error.row), harmless(error.column),
              harmless(error.value), error.code, error.expected.in(language_)});
  }
  return out;
}

/// False where --errors cannot be written.
bool Decide::report_errors() {
  if (options_.errors.empty()) {
    write(stderr, errors_text(dossiers_.errors, language_, errors_shown, false));
    return true;
  }
  Output errors(options_.errors);
  if (errors.open()) errors.put(errors_csv());
  if (errors.open() && errors.close()) return true;
  fail(no_access, fmt::format("{} cannot be written", options_.errors));
  return false;
}

int Decide::report(Output& out) {
  std::FILE* stream = out.to_stdout() ? stderr : stdout;
  if (!out.close())
    return fail(no_access,
                fmt::format("{} cannot be written", options_.out.empty() ? "the output" : options_.out));
  if (!report_errors()) return no_access;
  write(stream,
        summary_text(opened_.rules, opened_.program, *totals_, dossiers_, language_, Terminal(stream)));
  return dossiers_.errors.empty() ? fine : at_fault;
}

}  // namespace

void add_decide(CLI::App& app, int& exit) {
  auto options = std::make_shared<DecideOptions>();
  CLI::App* command = app.add_subcommand("decide", "Decide a table of dossiers: who is entitled to what");
  add_rule_options(*command, options->rules);
  command->add_option("--applicants", options->applicants, "The dossiers, one row each (CSV)")
      ->required()
      ->type_name("FILE");
  command
      ->add_option("--enterprises", options->enterprises,
                   "The enterprises they point at by enterprise_id (CSV)")
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
