// SPDX-License-Identifier: Apache-2.0
#include "hotro/edge/mutation.hpp"

#include <algorithm>
#include <atomic>
#include <map>
#include <memory>
#include <string>
#include <thread>
#include <utility>

#include "hotro/compile.hpp"
#include "hotro/load.hpp"
#include "mutation_readings.hpp"
#include "mutation_sites.hpp"
#include "program_identity.hpp"
#include "row_trace.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace edge {

namespace {

bool alike(const Amount& a, const Amount& b) {
  return a.low.units == b.low.units && a.high.units == b.high.units;
}
bool alike(const Decision& a, const Decision& b) {
  return a.concerned == b.concerned && a.in_scope == b.in_scope && a.eligible == b.eligible &&
         a.failed == b.failed && a.open == b.open && alike(a.entitlement, b.entitlement) &&
         alike(a.payout, b.payout) && alike(a.overpaid, b.overpaid);
}

/// Ways to compile a rule set, the defaults first; then those of the cases; then, so that what no case asks
/// for is seen to be the same too, each option of each reading and each enactment.
class Ways {
 public:
  Ways(const RuleSet& rules, const std::vector<Case>& cases) {
    add({});
    for (const Case& one : cases) of_case_.push_back(add(one.options));
    for (const Reading& reading : rules.readings) {
      for (const std::string& option : rules.types[reading.type].options) {
        CompileOptions options;
        if (option != rules.types[reading.type].options[reading.default_option])
          options.readings.emplace_back(reading.name, option);
        add(options);
      }
    }
    for (const std::uint32_t act : rules.acts) {
      CompileOptions options;
      options.has_known = true;
      options.known = rules.sources[act].enacted;
      add(options);
    }
  }
  [[nodiscard]] std::size_t size() const { return ways_.size(); }
  [[nodiscard]] const CompileOptions& operator[](std::size_t way) const { return ways_[way]; }
  /// Whether a program may come out otherwise than by default, in what rests on these readings.
  [[nodiscard]] bool differs(std::size_t way, const RuleSet& rules, const std::vector<bool>& readings) const {
    const CompileOptions& options = ways_[way];
    return way == 0 || options.has_known ||
           std::any_of(options.readings.begin(), options.readings.end(),
                       [&](const auto& one) { return readings[find_reading(rules, one.first)]; });
  }
  [[nodiscard]] std::uint32_t of_case(std::size_t index) const { return of_case_[index]; }

 private:
  std::uint32_t add(const CompileOptions& options) {
    std::string key = options.has_known ? iso(options.known) : "";
    for (const auto& [reading, option] : options.readings) key += " " + reading + "=" + option;
    const auto [found, fresh] = index_.try_emplace(key, static_cast<std::uint32_t>(ways_.size()));
    if (fresh) ways_.push_back(options);
    return found->second;
  }
  std::vector<CompileOptions> ways_;
  std::vector<std::uint32_t> of_case_;
  std::map<std::string, std::uint32_t> index_;
};

/// Programs of one rule set, compiled when they are asked for.
class Programs {
 public:
  Programs(const RuleSet& rules, const Ways& ways) : rules_(rules), ways_(ways), entries_(ways.size()) {}

  struct Entry {
    bool compiled = false;
    std::unique_ptr<Program> program;  // null: it does not compile
    std::vector<Diagnostic> errors;
    std::unique_ptr<Evaluator> evaluator;
  };
  Entry& operator[](std::size_t way) {
    Entry& entry = entries_[way];
    if (entry.compiled) return entry;
    entry.compiled = true;
    Result<Program> result = compile(rules_, ways_[way]);
    if (result)
      entry.program = std::make_unique<Program>(*std::move(result));
    else
      entry.errors = result.diagnostics();
    return entry;
  }
  /// Empty where it does not compile.
  std::string identity_of(std::size_t way) {
    const Entry& entry = (*this)[way];
    return entry.program == nullptr ? std::string() : identity(*entry.program);
  }
  /// Null where it does not compile.
  Evaluator* evaluator(std::size_t way) {
    Entry& entry = (*this)[way];
    if (entry.evaluator == nullptr && entry.program != nullptr)
      entry.evaluator = std::make_unique<Evaluator>(*entry.program, 1);
    return entry.evaluator.get();
  }
  [[nodiscard]] const RuleSet& rules() const { return rules_; }

 private:
  const RuleSet& rules_;
  const Ways& ways_;
  std::vector<Entry> entries_;
};

/// A case as it is run again and again.
struct PreparedCase {
  bool expects_error = false;
  Code error{};
  std::vector<std::pair<std::uint32_t, std::int64_t>> facts;  // by input
  std::vector<Expectation> decided;                           // what stands in decisions
  std::vector<Expectation> explained;                         // what takes an explanation: missing, assumed
  std::vector<Decision> decisions;                            // by benefit, as the rules stand
};

class Mutation {
 public:
  Mutation(const RuleSet& rules, const RuleFiles& files, const std::vector<Case>& cases)
      : rules_(rules), files_(files), cases_(cases), ways_(rules, cases) {}

  MutationReport run(unsigned threads) {
    MutationReport report;
    report.failing = prepare();
    if (!report.failing.empty()) return report;
    results_.resize(sites_.size());
    const auto count = static_cast<unsigned>(
        std::min<std::size_t>(threads == 0 ? std::max(1U, std::thread::hardware_concurrency()) : threads,
                              std::max<std::size_t>(1, sites_.size())));
    share(
        count, [this](RuleSet& copy, std::size_t site) { judge(copy, site); }, sites_.size());
    drop_identical(count);
    for (std::size_t i = 0; i < sites_.size(); ++i) {
      if (results_[i].repeats) continue;
      Mutant& mutant = report.mutants.emplace_back(std::move(sites_[i].mutant));
      mutant.fate = results_[i].fate;
      mutant.noticed_by = results_[i].noticed_by;
      mutant.identity = std::move(results_[i].identity);
    }
    return report;
  }

 private:
  struct Result {
    Fate fate = Fate::survived;
    std::uint32_t noticed_by = none;
    std::uint32_t way = none;  // the first in which the program is another
    std::string identity;      // of that program
    bool repeats = false;      // another mutant
  };

  // --- the rules as they stand

  std::vector<std::uint32_t> prepare() {
    std::vector<std::uint32_t> failing;
    Programs programs(rules_, ways_);
    CaseRun run(rules_);
    traces_.resize(cases_.size());
    for (std::uint32_t i = 0; i < cases_.size(); ++i) {
      const CaseResult result = run.run(cases_[i]);
      if (!result.passed) failing.push_back(i);
      if (result.evaluator != nullptr) traces_[i] = trace_row(rules_, *result.evaluator);
      prepared_.push_back(prepared(cases_[i], result));
    }
    for (std::size_t way = 0; way < ways_.size(); ++way) identities_.push_back(programs.identity_of(way));
    if (failing.empty() && programs[0].program != nullptr) {
      sites_ = find_sites(rules_, files_, *programs[0].program);
      parse();
      const MutationReadings readings(rules_);
      for (MutationSite& site : sites_) {
        readings_.push_back(readings.of(site));
        reach(site);
      }
    }
    return failing;
  }

  PreparedCase prepared(const Case& one, const CaseResult& result) const {
    PreparedCase found;
    found.expects_error = one.expects_error;
    found.error = one.error;
    if (result.evaluator == nullptr) return found;
    const Program& program = result.evaluator->program();
    for (const CaseFact& fact : one.facts) found.facts.emplace_back(program.find(fact.path), fact.value);
    for (const Expectation& expected : one.expectations) {
      found.decided.push_back(expected);
      found.decided.back().has_missing = found.decided.back().has_assumed = false;
      if (!expected.has_missing && !expected.has_assumed) continue;
      Expectation& explained = found.explained.emplace_back();
      explained.benefit = expected.benefit;
      explained.has_missing = expected.has_missing;
      explained.has_assumed = expected.has_assumed;
      explained.missing = expected.missing;
      explained.assumed = expected.assumed;
    }
    for (std::size_t i = 0; i < rules_.benefits.size(); ++i)
      found.decisions.push_back(result.evaluator->decisions()[i + 1]);
    return found;
  }

  /// Cases in the order in which they are run: first those that reach the place, of these first those that
  /// need no program of their own.
  void reach(MutationSite& site) {
    std::vector<std::uint32_t>& order = orders_.emplace_back();
    for (std::uint32_t i = 0; i < cases_.size(); ++i) {
      const bool decided = !traces_[i].formulas.empty();
      if (decided && !reached(site, traces_[i])) continue;
      site.mutant.cases += decided ? 1U : 0U;
      order.push_back(i);
    }
    std::stable_sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
      return std::make_pair(prepared_[a].expects_error, ways_.of_case(a)) <
             std::make_pair(prepared_[b].expects_error, ways_.of_case(b));
    });
  }
  static bool reached(const MutationSite& site, const RowTrace& trace) {
    return site.everywhere ||
           std::any_of(site.formulas.begin(), site.formulas.end(),
                       [&](FormulaId id) { return trace.formulas[id]; }) ||
           std::any_of(site.versions.begin(), site.versions.end(),
                       [&](const auto& version) { return trace.versions[version.first][version.second]; });
  }

  /// Files that do not change need not be parsed again.
  void parse() {
    if (std::all_of(sites_.begin(), sites_.end(),
                    [](const MutationSite& one) { return one.patch != nullptr; }))
      return;
    for (const std::uint32_t file : files_.files) {
      Diagnostics unheard;  // they were read before
      parsed_.push_back(yaml::parse(files_.sources, file, unheard));
    }
  }

  // --- mutants

  /// Calls work(copy, i) for each i, on as many threads; each has a copy of the rules of its own.
  template <class Work>
  void share(unsigned threads, Work work, std::size_t count) {
    std::atomic<std::size_t> next{0};
    const auto run = [&] {
      RuleSet copy = copied();
      for (std::size_t i = next++; i < count; i = next++) work(copy, i);
    };
    std::vector<std::thread> others;
    for (unsigned i = 1; i < threads; ++i) others.emplace_back(run);
    run();
    for (std::thread& other : others) other.join();
  }
  [[nodiscard]] RuleSet copied() const {
    RuleSet copy = rules_;
    Formula yes;
    yes.type = {Kind::truth, none, false};
    yes.value = {static_cast<std::int64_t>(Truth::yes), 1};
    copy.formulas.push_back(yes);
    return copy;
  }

  /// Calls use(programs) with the programs of a mutant; false if it does not load.
  template <class Use>
  bool with_mutant(RuleSet& copy, const MutationSite& site, Use use) const {
    if (site.patch != nullptr) {
      site.patch(copy, nullptr);
      Programs programs(copy, ways_);
      use(programs);
      site.patch(copy, &rules_);
      return true;
    }
    const hotro::Result<RuleSet> loaded = reloaded(site);
    if (!loaded) return false;
    Programs programs(*loaded, ways_);
    use(programs);
    return true;
  }

  /// A decision table becomes a tree while it is loaded, and is checked as a whole: its text is changed.
  [[nodiscard]] hotro::Result<RuleSet> reloaded(const MutationSite& site) const {
    Sources sources;
    for (std::uint32_t i = 0; i < files_.sources.size(); ++i) {
      std::string text(files_.sources.text(i));
      if (i == site.replaced.source)
        text.replace(site.replaced.begin, site.replaced.end - site.replaced.begin, site.replacement);
      sources.add(std::string(files_.sources.name(i)), std::move(text));
    }
    std::vector<yaml::Document> parsed = parsed_;
    for (std::size_t i = 0; i < parsed.size(); ++i) {
      if (files_.files[i] == site.replaced.source) parsed[i].nodes.clear();
    }
    return load(sources, files_.files, std::move(parsed));
  }

  void judge(RuleSet& copy, std::size_t site) {
    Result& result = results_[site];
    const bool loads = with_mutant(copy, sites_[site], [&](Programs& programs) {
      if (programs[0].program == nullptr) {
        result.fate = Fate::refused;
        return;
      }
      for (std::uint32_t way = 0; way < ways_.size() && result.way == none; ++way) {
        if (!ways_.differs(way, rules_, readings_[site])) continue;
        result.identity = programs.identity_of(way);
        if (result.identity != identities_[way]) result.way = way;
      }
      result.fate = Fate::equivalent;
      if (result.way == none) return;
      result.noticed_by = noticed(programs, orders_[site]);
      result.fate = result.noticed_by == none ? Fate::survived : Fate::noticed;
    });
    if (!loads) result.fate = Fate::refused;
  }

  /// The first case that fails; `none` if all pass. What takes an explanation is looked at last.
  std::uint32_t noticed(Programs& programs, const std::vector<std::uint32_t>& order) const {
    for (const std::uint32_t i : order) {
      if (fails(programs, i)) return i;
    }
    std::vector<Mismatch> mismatches;
    for (const std::uint32_t i : order) {
      if (prepared_[i].explained.empty()) continue;
      const Evaluator& evaluator = decide(programs, i);
      for (const Expectation& expected : prepared_[i].explained)
        compare(programs.rules(), expected, evaluator, mismatches);
      if (!mismatches.empty()) return i;
    }
    return none;
  }

  bool fails(Programs& programs, std::uint32_t index) const {
    const PreparedCase& one = prepared_[index];
    const std::uint32_t way = ways_.of_case(index);
    const Programs::Entry& entry = programs[way];
    if (one.expects_error) {
      return entry.program != nullptr ||
             std::none_of(entry.errors.begin(), entry.errors.end(),
                          [&](const Diagnostic& error) { return error.code == one.error; });
    }
    if (entry.program == nullptr) return true;
    if (identity(*entry.program) == identities_[way]) return false;
    const Evaluator& evaluator = decide(programs, index);
    std::vector<Mismatch> mismatches;
    for (const Expectation& expected : one.decided) {
      if (alike(evaluator.decisions()[expected.benefit + 1], one.decisions[expected.benefit])) continue;
      compare(programs.rules(), expected, evaluator, mismatches);
    }
    return !mismatches.empty();
  }

  const Evaluator& decide(Programs& programs, std::uint32_t index) const {
    Evaluator& evaluator = *programs.evaluator(ways_.of_case(index));
    Facts facts(evaluator.program());
    for (const auto& [input, value] : prepared_[index].facts) static_cast<void>(facts.set(input, value));
    evaluator.evaluate(facts);
    return evaluator;
  }

  // --- mutants that are the same

  /// Of those that are alike where they first differ from the rules, the other programs are compared.
  void drop_identical(unsigned threads) {
    std::map<std::pair<std::uint32_t, std::string>, std::vector<std::size_t>> found;
    for (std::size_t i = 0; i < results_.size(); ++i) {
      if (results_[i].way != none) found[{results_[i].way, results_[i].identity}].push_back(i);
    }
    std::vector<std::vector<std::size_t>> groups;
    for (auto& [key, group] : found) {
      if (group.size() > 1) groups.push_back(std::move(group));
    }
    share(
        threads, [&](RuleSet& copy, std::size_t i) { drop_identical(copy, groups[i]); }, groups.size());
  }
  void drop_identical(RuleSet& copy, const std::vector<std::size_t>& group) {
    std::vector<bool> readings(rules_.readings.size());
    for (const std::size_t site : group) {
      for (std::size_t i = 0; i < readings.size(); ++i) readings[i] = readings[i] || readings_[site][i];
    }
    std::map<std::string, std::size_t> first;
    for (const std::size_t site : group) {
      std::string all;
      with_mutant(copy, sites_[site], [&](Programs& programs) {
        for (std::size_t way = 1; way < ways_.size(); ++way) {
          if (ways_.differs(way, rules_, readings)) all += programs.identity_of(way) + " ";
        }
      });
      results_[site].repeats = !first.try_emplace(std::move(all), site).second;
    }
  }

  const RuleSet& rules_;
  const RuleFiles& files_;
  const std::vector<Case>& cases_;
  const Ways ways_;
  std::vector<std::string> identities_;  // by way
  std::vector<PreparedCase> prepared_;
  std::vector<RowTrace> traces_;
  std::vector<MutationSite> sites_;
  std::vector<std::vector<std::uint32_t>> orders_;  // of cases, by site
  std::vector<std::vector<bool>> readings_;         // that it rests on what comes of it, by site
  std::vector<yaml::Document> parsed_;
  std::vector<Result> results_;
};

}  // namespace

MutationReport mutate(const RuleSet& rules, const RuleFiles& files, const std::vector<Case>& cases,
                      const MutationOptions& options) {
  return Mutation(rules, files, cases).run(options.threads);
}

}  // namespace edge
}  // namespace HOTRO_ABI
}  // namespace hotro
