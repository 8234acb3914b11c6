// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <utility>

#include "commands.hpp"
#include "hotro/edge/cells.hpp"
#include "hotro/edge/difference.hpp"
#include "hotro/edge/json.hpp"
#include "hotro/simulation/output.hpp"
#include "hotro/simulation/report.hpp"
#include "people.hpp"
#include "simulation_text.hpp"
#include "terminal.hpp"

namespace hotro::cli {
namespace {

struct DiffOptions {
  std::string before;
  std::string after;                  // empty: the same
  std::string known;                  // a date for both sides, or a..b
  std::vector<std::string> readings;  // name=option, likewise
  bool exit_code = false;
  PeopleOptions people;
  OutputOptions output;
};

/// What is given for both sides, or as `a..b` for each.
std::pair<std::string, std::string> both_sides(const std::string& given) {
  const std::size_t dots = given.find("..");
  if (dots == std::string::npos) return {given, given};
  return {given.substr(0, dots), given.substr(dots + 2)};
}

/// Two rule sets, and what differs; printed section by section.
class DiffRun {
 public:
  explicit DiffRun(const DiffOptions& options)
      : options_(options),
        language_(options.output.in()),
        terminal_(stdout),
        people_(options.people, language_) {}

  int run();

 private:
  int open(bool after, Opened& out) const;
  int simulate();
  [[nodiscard]] edge::Side side(const Opened& opened) const {
    return {opened.rules, opened.files.sources, opened.read_as};
  }
  [[nodiscard]] const std::string& path(bool after) const {
    return after && !options_.after.empty() ? options_.after : options_.before;
  }
  void print_text();
  template <class Choose>
  void print_items(const edge::DifferenceSection& section, const Text& title, Choose choose);
  void print_side(Paint paint, std::string_view sign, const Opened& opened, bool after) const;
  void print_item(const edge::DifferenceItem& item);
  void print_said(Paint paint, std::string_view sign, const Opened& opened, const edge::Statement& said,
                  std::string_view text) const;
  [[nodiscard]] std::string verdict() const;
  void print_json() const;
  [[nodiscard]] std::string json_side(const Opened& opened, bool after) const;
  [[nodiscard]] std::string_view say(std::string_view vi, std::string_view en) const {
    return cli::say(language_, vi, en);
  }

  const DiffOptions& options_;
  Language language_;
  Terminal terminal_;
  Opened before_;
  Opened after_;
  edge::Difference all_;
  People people_;
  simulation::Plan plan_;  // where people are asked about
  simulation::Tally tally_;
  std::string title_;  // printed last
  std::string head_;   // likewise, of an item
};

int DiffRun::open(bool after, Opened& out) const {
  RuleOptions options;
  options.rules = path(after);
  const auto of_side = [&](const std::string& given) {
    auto [first, second] = both_sides(given);
    return after ? second : first;
  };
  options.known = of_side(options_.known);
  for (const std::string& reading : options_.readings) {
    const std::size_t behind = reading.find('=') + 1;  // 0 if there is none, which is refused
    const std::string option = of_side(reading.substr(behind));
    if (!option.empty() || reading.size() == behind)
      options.readings.push_back(reading.substr(0, behind) + option);
  }
  if (const int exit = open_rule_set(options, out); exit != fine) return exit;
  if (out.rules.benefits.empty()) return fine;  // there to be imported
  const Result<Program> program = compile(out.rules, out.read_as);
  print(program.diagnostics(), out.files.sources);
  return program ? fine : at_fault;
}

/// Who gains and who loses by the second side.
int DiffRun::simulate() {
  if (const int exit = people_.check_usage({}); exit != fine) return exit;
  if (!options_.people.asked()) return fine;
  if (before_.rules.benefits.empty() || after_.rules.benefits.empty())
    return fail(wrong_usage, "a rule set that grants no benefit decides about nobody");
  if (const int exit = people_.read_model(before_); exit != fine) return exit;
  for (const Opened* side : {&before_, &after_}) {
    Result<simulation::Variant> variant =
        simulation::make_variant(std::string(side == &before_ ? say("trước", "before") : say("sau", "after")),
                                 std::make_shared<const RuleSet>(side->rules), side->read_as);
    if (!variant) return explain(variant.diagnostics(), side->files.sources);
    plan_.variants.push_back(std::move(*variant));
  }
  if (const int exit = people_.open(plan_.variants, after_.files.sources); exit != fine) return exit;
  Result<simulation::Tally> tally = simulation::simulate(plan_, people_.population());
  people_.tell();
  if (!tally) return explain(tally.diagnostics(), after_.files.sources);
  tally_ = std::move(*tally);
  return fine;
}

int DiffRun::run() {
  if (const int exit = open(false, before_); exit != fine) return exit;
  if (const int exit = open(true, after_); exit != fine) return exit;
  if (const int exit = simulate(); exit != fine) return exit;
  all_ = edge::difference(side(before_), side(after_));
  if (options_.output.json())
    print_json();
  else
    print_text();
  return people_.failed() || (options_.exit_code && !all_.empty()) ? at_fault : fine;
}

void DiffRun::print_side(Paint paint, std::string_view sign, const Opened& opened, bool after) const {
  std::string text = fmt::format("{} ({})", opened.rules.id, path(after));
  if (!opened.rules.acts.empty()) {
    const Date known = side(opened).known();
    text += fmt::format(", {} {}", say("theo luật biết đến ngày", "as known on"),
                        language_ == Language::vi ? day_first(known) : iso(known));
  }
  for (const auto& [reading, option] : opened.read_as.readings)
    text += fmt::format(", {} = {}", reading, option);
  write(stdout, hanging(terminal_.paint(paint, sign), text, terminal_.width));
}

/// What one side says, and below it the article and the place.
void DiffRun::print_said(Paint paint, std::string_view sign, const Opened& opened,
                         const edge::Statement& said, std::string_view text) const {
  if (said.text.empty()) return;
  const std::string head = "    " + terminal_.paint(paint, sign);
  std::string rests = cite(opened.rules, said.basis, language_);
  if (!rests.empty() && said.basis.sureness != Sureness::text)
    rests += fmt::format(" ({})", label(said.basis.sureness, language_));
  if (!rests.empty()) rests = fmt::format("[{}] ", rests);
  rests += place_text(opened.files.sources, said.span);
  if (text.empty()) {
    write(stdout, hanging(head, rests, terminal_.width));
    return;
  }
  write(stdout, hanging(head, text, terminal_.width));
  for (const std::string& line : wrap(rests, terminal_.width - 6))
    write(stdout, "      " + terminal_.paint(Paint::dim, line) + "\n");
}

/// Below a head that is printed once for all that follows of the same.
void DiffRun::print_item(const edge::DifferenceItem& item) {
  std::string head = terminal_.paint(Paint::bold, item.of);
  if (!item.part.empty()) head += fmt::format(", {}", item.part.in(language_));
  if (!item.label.empty()) head += fmt::format(" – {}", item.label.in(language_));
  std::string remark;
  if (item.from != beginning || item.to != forever)
    remark = edge::days_text(item.from, item.to).in(language_);
  if (item.kind == edge::DifferenceKind::renamed)
    remark += fmt::format("{}{}", remark.empty() ? "" : "; ", say("đổi tên", "renamed"));
  if (!remark.empty()) head += fmt::format(" ({})", remark);
  if (head != head_) write(stdout, hanging("  ", head, terminal_.width));
  head_ = head;
  std::string before = item.before.text.in(language_);
  std::string after = item.after.text.in(language_);
  if (item.kind == edge::DifferenceKind::citation) {
    before.clear();
    after.clear();
  } else if (before == after) {  // it is said otherwise in the other language
    before = item.before.text.vi + " / " + item.before.text.en;
    after = item.after.text.vi + " / " + item.after.text.en;
  }
  print_said(Paint::red, "- ", before_, item.before, before);
  print_said(Paint::green, "+ ", after_, item.after, after);
}

template <class Choose>
void DiffRun::print_items(const edge::DifferenceSection& section, const Text& title, Choose choose) {
  for (const edge::DifferenceItem& item : section.items) {
    if (!choose(item)) continue;
    const std::string& words = title.in(language_);
    if (words != title_) write(stdout, fmt::format("\n{}\n", terminal_.paint(Paint::bold, words)));
    title_ = words;
    print_item(item);
  }
}

/// What decides stands in front, as the law reads.
void DiffRun::print_text() {
  print_side(Paint::red, "- ", before_, false);
  print_side(Paint::green, "+ ", after_, true);
  for (const edge::DifferenceSection& section : all_.sections)
    print_items(section, section.title, [](const edge::DifferenceItem& item) { return item.decides(); });
  const auto nothing = [&](edge::DifferenceKind kind, const Text& title) {
    for (const edge::DifferenceSection& section : all_.sections)
      print_items(section, title, [&](const edge::DifferenceItem& item) { return item.kind == kind; });
  };
  nothing(edge::DifferenceKind::citation,
          {"Khác về viện dẫn, không quyết định gì", "Cited otherwise, which decides nothing"});
  nothing(edge::DifferenceKind::wording,
          {"Khác về câu chữ, không quyết định gì", "Wording, which decides nothing"});
  write(stdout, fmt::format("\n{}\n", verdict()));
  if (plan_.variants.empty()) return;
  simulation::ReportOptions options;
  options.population = people_.name();
  options.language = language_;
  options.changes_only = true;
  write(stdout, "\n" + simulation_text(simulation::make_report(plan_, tally_, options), terminal_));
}

std::string DiffRun::verdict() const {
  if (all_.empty()) return std::string(say("Hai bên không khác nhau.", "Both say the same."));
  const std::size_t deciding = all_.deciding();
  const std::size_t cited = all_.count(edge::DifferenceKind::citation);
  const std::size_t worded = all_.count(edge::DifferenceKind::wording);
  std::string text =
      fmt::format(fmt::runtime(say("{} khác biệt về quy định, {} về viện dẫn, {} về câu chữ.",
                                   "Differences in what decides: {}; in citations: {}; in wording: {}.")),
                  deciding, cited, worded);
  if (all_.compiled && all_.same_decisions)
    text += deciding == 0 ? say(" Mọi quyết định giữ nguyên.", " Every decision stays.")
                          : say(" Tuy viết khác, hai bên ra cùng mọi quyết định.",
                                " Though written otherwise, both give the same decisions.");
  return text;
}

std::string DiffRun::json_side(const Opened& opened, bool after) const {
  std::string readings;
  for (const auto& [reading, option] : opened.read_as.readings)
    readings += fmt::format("{}{}:{}", readings.empty() ? "" : ",", edge::json_text(reading),
                            edge::json_text(option));
  const std::string known = opened.rules.acts.empty() ? "null" : edge::json_text(iso(side(opened).known()));
  return fmt::format("{{\"rule_set\":{},\"path\":{},\"known\":{},\"readings\":{{{}}}}}",
                     edge::json_text(opened.rules.id), edge::json_text(path(after)), known, readings);
}

void DiffRun::print_json() const {
  const char* same = !all_.compiled ? "null" : all_.same_decisions ? "true" : "false";
  std::string people;
  if (!plan_.variants.empty()) {
    people = simulation::simulation_json(plan_, tally_, simulation::Confidence::ninety_five);
    people = ",\"simulation\":" + people.substr(0, people.size() - 1);
  }
  write(stdout,
        fmt::format("{},\"before\":{},\"after\":{},\"same_decisions\":{},{}{}}}\n",
                    edge::json_opening("differences"), json_side(before_, false), json_side(after_, true),
                    same, edge::json_differences(side(before_), side(after_), all_, language_), people));
}

}  // namespace

void add_diff(CLI::App& app, int& exit) {
  auto options = std::make_shared<DiffOptions>();
  CLI::App* command =
      app.add_subcommand("diff", "Say what changed between two rule sets, line by line, with the articles");
  command
      ->add_option("BEFORE", options->before, "The rule set: its folder, or its name where it is installed")
      ->required()
      ->type_name("");
  command->add_option("AFTER", options->after, "What it is compared with; by default the same rule set")
      ->type_name("");
  command
      ->add_option("--known", options->known,
                   "The law as it was enacted by that day; with .. in between a day for each side")
      ->type_name("DATE|DATE..DATE");
  command
      ->add_option("--reading", options->readings,
                   "Decide a point on which the law is silent otherwise than by default; may be repeated")
      ->type_name("NAME=OPTION|NAME=OPTION..OPTION")
      ->expected(1)
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
  command->add_flag("--exit-code", options->exit_code, "Exit with 1 if anything differs");
  add_people_options(*command, options->people);
  add_output_options(*command, options->output, {"text", "json"});
  command->group("Commands");
  command->footer(
      "Compares by name, and as it is in force on each day, all that decides and all that people read: "
      "acts,\n"
      "conditions, amounts, definitions, tables, parameters, readings, facts. So an amendment shows as what "
      "it\n"
      "changes in the law, and from when on. What decides nothing stands apart: citations, wording.\n"
      "Examples:\n"
      "  hotro diff vn/vgcl-6696 my/vgcl-6696                     two states of a rule set\n"
      "  hotro diff vn/vgcl-6696 --known 2023-01-31..2023-09-01   what an amendment changed\n"
      "  hotro diff vn/vgcl-6696 --reading days_counted=cumulative..consecutive\n"
      "  hotro diff vn/vgcl-6696 my/vgcl-6696 --rows 171283       and who gains and loses by it\n"
      "A side that is left empty, ..2023-09-01, is as by default. With --applicants, --population or --rows\n"
      "people are decided under both: who gains, who loses, by how much and by which condition.\n"
      "\n"
      "Exit codes: 0 compared; 1 the rules are at fault, rows have errors, or with --exit-code the rules\n"
      "differ; 2 wrong usage; 3 cannot read.");
  command->callback([options, &exit] { exit = DiffRun(*options).run(); });
}

}  // namespace hotro::cli
