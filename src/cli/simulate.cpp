// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <memory>
#include <utility>

#include "commands.hpp"
#include "hotro/edge/cells.hpp"
#include "hotro/simulation/output.hpp"
#include "hotro/simulation/report.hpp"
#include "output.hpp"
#include "people.hpp"
#include "simulation_text.hpp"
#include "terminal.hpp"

namespace hotro::cli {
namespace {

struct SimulateOptions {
  RuleOptions rules;
  OutputOptions output;
  PeopleOptions people;
  std::string out;
  std::vector<std::string> variants, groups;
  std::string age_on, sweep, budget, readings;
  bool pairs = false;
  std::size_t examples = 5;
  unsigned threads = 0;
  int confidence = 95;
};

/// `NAME: setting; setting` or the settings alone. `rules=PATH` stands for another rule set.
struct VariantText {
  std::string name;
  std::string rules;
  std::vector<simulation::Setting> settings;
};

bool read_variant(std::string_view text, VariantText& out) {
  const std::size_t colon = text.find(':');
  const bool named = colon != std::string_view::npos && colon < text.find('=');
  out.name = std::string(edge::trim(named ? text.substr(0, colon) : text));
  std::string_view rest = named ? text.substr(colon + 1) : text;
  while (!edge::trim(rest).empty()) {
    const std::size_t end = std::min(rest.find(';'), rest.size());
    simulation::Setting setting;
    if (!simulation::read_setting(rest.substr(0, end), setting)) return false;
    if (setting.name == "rules" && !out.rules.empty()) return false;
    if (setting.name == "rules")
      out.rules = setting.value;
    else
      out.settings.push_back(std::move(setting));
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return !out.settings.empty() || !out.rules.empty();
}

class Simulate {
 public:
  explicit Simulate(const SimulateOptions& options)
      : options_(options), language_(options.output.in()), people_(options.people, language_) {}

  int run() {
    if (const int exit = check_usage(); exit != fine) return exit;
    if (const int exit = open_variants(); exit != fine) return exit;
    if (const int exit = people_.open(plan_.variants, sources_); exit != fine) return exit;
    if (!options_.readings.empty()) return price();
    if (!options_.sweep.empty()) return sweep();
    return compare();
  }

 private:
  [[nodiscard]] int check_usage() const {
    const int asked = (options_.variants.empty() ? 0 : 1) + (options_.sweep.empty() ? 0 : 1) +
                      (options_.readings.empty() ? 0 : 1);
    if (asked > 1) return fail(wrong_usage, "--variant, --sweep and --readings are asked one at a time");
    const bool compares = options_.sweep.empty() && options_.readings.empty();
    if (!compares && (!options_.groups.empty() || !options_.age_on.empty()))
      return fail(wrong_usage,
                  "--by and --age-on belong to variants: --sweep and --readings count all people together");
    if (!options_.budget.empty() && options_.sweep.empty())
      return fail(wrong_usage,
                  "--budget needs --sweep: which parameter may change, as in --sweep days_required=5..30:1");
    if (options_.pairs && options_.readings.empty())
      return fail(wrong_usage, "--pairs belongs to --readings");
    return people_.check_usage(options_.out);
  }

  int open_variants() {
    Opened opened;
    if (const int exit = open_program(options_.rules, opened); exit != fine) return exit;
    if (const int exit = people_.read_model(opened); exit != fine) return exit;
    baseline_ = opened.read_as;
    rules_ = std::make_shared<const RuleSet>(std::move(opened.rules));
    sources_ = std::move(opened.files.sources);
    plan_.variants.push_back({"baseline", {}, rules_, std::move(opened.program)});
    for (const std::string& text : options_.variants) {
      VariantText read;
      if (!read_variant(text, read))
        return fail(wrong_usage,
                    fmt::format("--variant {}: expected NAME: parameter=value; reading=option", text));
      for (const simulation::Variant& other : plan_.variants) {
        if (other.name == read.name)
          return fail(wrong_usage,
                      fmt::format("--variant {}: another variant is called so; write NAME: before what "
                                  "it changes",
                                  read.name));
      }
      if (const int exit = add_variant(read); exit != fine)
        return fail(static_cast<Exit>(exit), fmt::format("that was the variant \"{}\"", read.name));
    }
    return fine;
  }

  int add_variant(const VariantText& text) {
    std::shared_ptr<const RuleSet> rules = rules_;
    CompileOptions options = baseline_;
    if (!text.rules.empty()) {
      Opened other;
      RuleOptions where{text.rules, options_.rules.known, {}};
      if (const int exit = open_program(where, other); exit != fine) return exit;
      options = other.read_as;
      // The baseline's readings hold as far as the other rule set has them.
      for (const auto& [reading, option] : baseline_.readings) {
        if (find_reading(other.rules, reading) != none) options.readings.emplace_back(reading, option);
      }
      rules = std::make_shared<const RuleSet>(std::move(other.rules));
    }
    Result<simulation::Variant> variant = simulation::make_variant(text.name, rules, options, text.settings);
    if (!variant) return explain(variant.diagnostics());
    plan_.variants.push_back(std::move(*variant));
    return fine;
  }

  int compare() {
    plan_.groups = options_.groups;
    if (plan_.groups.empty())
      plan_.groups = simulation::default_groups(people_.population(), plan_.variants.size());
    if (plan_.groups == std::vector<std::string>{"none"}) plan_.groups.clear();
    plan_.examples = options_.examples;
    plan_.threads = options_.threads;
    plan_.has_age_on = !options_.age_on.empty();
    if (plan_.has_age_on && !edge::read_date(options_.age_on, plan_.age_on))
      return fail(wrong_usage,
                  fmt::format("--age-on {}: expected a date such as 2023-03-31", options_.age_on));
    Result<simulation::Tally> tally = simulation::simulate(plan_, people_.population());
    if (!ended(tally)) return explain(tally.diagnostics());
    if (options_.output.format == "csv") return put(simulation::simulation_csv(plan_, *tally));
    if (options_.output.json()) return put(simulation::simulation_json(plan_, *tally, confidence()));
    return put(simulation::make_report(plan_, *tally, report_options()));
  }

  int price() {
    simulation::PricingOptions options;
    options.pairs = options_.pairs;
    options.threads = options_.threads;
    for (std::string_view rest = options_.readings; !rest.empty() && options_.readings != "all";) {
      const std::size_t end = std::min(rest.find(','), rest.size());
      options.readings.emplace_back(edge::trim(rest.substr(0, end)));
      rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    Result<simulation::Pricing> pricing =
        simulation::price_readings(rules_, baseline_, people_.population(), options);
    if (!ended(pricing)) return explain(pricing.diagnostics());
    if (options_.output.format == "csv") return put(simulation::pricing_csv(*pricing));
    if (options_.output.json()) return put(simulation::pricing_json(*pricing, confidence()));
    return put(simulation::make_report(*pricing, report_options()));
  }

  int sweep() {
    Result<simulation::Sweep> sweep = simulation::read_sweep(*rules_, options_.sweep);
    if (!sweep) return explain(sweep.diagnostics());
    simulation::SweepOptions options;
    options.threads = options_.threads;
    options.has_budget = !options_.budget.empty();
    if (options.has_budget) {
      Input amount;
      amount.kind = Kind::money;
      amount.range = {0, INT64_MAX};
      const edge::Cell cell = edge::read_cell(amount, options_.budget, edge::Currency(rules_->currency));
      if (cell.state != edge::CellState::value)
        return fail(wrong_usage,
                    fmt::format("--budget {}: expected an amount such as 2.000.000.000", options_.budget));
      options.budget = {cell.value};
    }
    Result<simulation::SweepRun> run =
        simulation::run_sweep(rules_, baseline_, *sweep, people_.population(), options);
    if (!ended(run)) return explain(run.diagnostics());
    if (options_.output.format == "csv") return put(simulation::sweep_csv(*run));
    if (options_.output.json()) return put(simulation::sweep_json(*run, confidence()));
    return put(simulation::make_report(*run, report_options()));
  }

  template <class T>
  bool ended(const Result<T>& result) {
    people_.tell();
    return static_cast<bool>(result);
  }
  int explain(const std::vector<Diagnostic>& diagnostics) const {
    return cli::explain(diagnostics, sources_);
  }

  [[nodiscard]] simulation::Confidence confidence() const {
    return static_cast<simulation::Confidence>(options_.confidence);
  }
  [[nodiscard]] simulation::ReportOptions report_options() const {
    simulation::ReportOptions options;
    options.population = people_.name();
    options.language = language_;
    options.confidence = confidence();
    return options;
  }

  int put(const simulation::Report& report) const {
    if (options_.output.format == "html") return put(simulation::report_html(report));
    Terminal terminal(stdout);
    if (!options_.out.empty()) terminal.colour = false;
    return put(simulation_text(report, terminal));
  }
  [[nodiscard]] int put(const std::string& text) const {
    Output out(options_.out);
    if (!out.open() || !out.put(text) || !out.close())
      return fail(no_access,
                  fmt::format("{} cannot be written", options_.out.empty() ? "the output" : options_.out));
    return people_.failed() ? at_fault : fine;
  }

  const SimulateOptions& options_;
  Language language_;
  People people_;
  CompileOptions baseline_;
  std::shared_ptr<const RuleSet> rules_;
  Sources sources_;
  simulation::Plan plan_;
};

void add_question_options(CLI::App& command, SimulateOptions& options) {
  command
      .add_option(
          "--variant", options.variants,
          "What is otherwise: `NAME: parameter=value; reading=option; known=DATE; rules=PATH`; may be "
          "repeated")
      ->type_name("TEXT")
      ->expected(1)
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
  command
      .add_option("--by", options.groups,
                  "Count people and money by a choice, a truth, age(a birth date) or enterprise; may be "
                  "repeated; none: by nothing")
      ->type_name("GROUP")
      ->expected(1)
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
  command.add_option("--age-on", options.age_on, "The day on which ages are counted; by default --known")
      ->type_name("DATE");
  command
      .add_option("--readings", options.readings,
                  "What each other option of these readings costs, with commas between them; all: of all")
      ->check(not_empty())
      ->type_name("all|NAME,NAME");
  command.add_flag("--pairs", options.pairs, "With --readings: every two at once, too");
  command.add_option("--sweep", options.sweep, "A parameter from value to value")
      ->check(not_empty())
      ->type_name("NAME=FROM..TO:STEP");
  command
      .add_option("--budget", options.budget, "With --sweep: which value keeps the total within this amount")
      ->type_name("AMOUNT");
  command.add_option("--examples", options.examples, "How many gainers, and losers, are shown; by default 5")
      ->check(CLI::Range(0, 1000).description(""))
      ->type_name("N");
  command
      .add_option("--confidence", options.confidence,
                  "Of the intervals of weighted samples, in percent; by default 95")
      ->check(CLI::IsMember({90, 95, 99}).description(""))
      ->type_name("90|95|99");
}

}  // namespace

void add_simulate(CLI::App& app, int& exit) {
  auto options = std::make_shared<SimulateOptions>();
  CLI::App* command = app.add_subcommand(
      "simulate", "Decide a population under variants of the rules: who gains, who loses, what it costs");
  add_rule_options(*command, options->rules);
  add_people_options(*command, options->people);
  add_question_options(*command, *options);
  command->add_option("--out", options->out, "Where the report goes; by default the standard output")
      ->type_name("FILE");
  command
      ->add_option("--threads", options->threads,
                   "How many threads decide; by default all that the machine runs")
      ->check(CLI::Range(1, 256).description(""))
      ->type_name("N");
  add_output_options(*command, options->output, {"text", "csv", "json", "html"});
  command->group("Commands");
  command->footer(
      "Examples:\n"
      "  hotro simulate vn/vgcl-6696 --readings all --format html --out readings.html\n"
      "  hotro simulate vn/vgcl-6696 --applicants A.csv --enterprises E.csv \\\n"
      "      --variant \"more for all: amount_reduced_hours=1.200.000; amount_suspended=2.400.000\"\n"
      "  hotro simulate vn/vgcl-6696 --sweep amount_reduced_hours=0..2.000.000:1000 --budget "
      "100.000.000.000\n"
      "\n"
      "A parameter with keys is named with them, fare(town)=1.200.000, or without, for all cells; one end "
      "of\n"
      "a range as age.low; a version by a day on which it applies, fare@2023-02-01=10. Of `rules=PATH` the\n"
      "path is another rule set, or amendments of this one.\n"
      "\n"
      "All amounts are exact. With --weight, rows count as many times as that column says, and intervals\n"
      "behind ± say how sure a figure is. Open answers count with their lowest and highest amount.\n"
      "\n"
      "Exit codes: 0 simulated; 1 rows with errors (which count nowhere), or the rules or a variant are at\n"
      "fault; 2 wrong usage; 3 a file cannot be read or written.");
  command->callback([options, &exit] { exit = Simulate(*options).run(); });
}

}  // namespace hotro::cli
