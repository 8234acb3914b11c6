// SPDX-License-Identifier: Apache-2.0
#include "hotro/simulation/solve.hpp"

#include <algorithm>
#include <set>
#include <utility>

namespace hotro {
inline namespace HOTRO_ABI {
namespace simulation {
namespace {

/// Values that are tried in one pass.
constexpr std::uint64_t most_at_once = 32;

class SweepRunner {
 public:
  SweepRunner(const std::shared_ptr<const RuleSet>& rules, const CompileOptions& baseline,
              Population& population, const SweepOptions& options)
      : rules_(rules), baseline_(baseline), population_(population), options_(options) {}

  Result<SweepRun> run(const Sweep& sweep) {
    out_.rules = rules_;
    out_.sweep = sweep;
    out_.has_budget = options_.has_budget;
    out_.budget = options_.budget;
    const bool done = options_.has_budget ? narrow(0, sweep.size() - 1) : try_all();
    if (!done) return Result<SweepRun>::failure(std::move(errors_));
    describe();
    return std::move(out_);
  }

 private:
  bool fail(std::vector<Diagnostic> errors) {
    errors_ = std::move(errors);
    return false;
  }

  bool try_all() {
    const std::uint64_t size = out_.sweep.size();
    if (size > options_.most_tried) {
      Diagnostics diagnostics;
      diagnostics
          .report(Code::too_many, {none, 0, 0},
                  "the sweep has " + std::to_string(size) + " values, more than " +
                      std::to_string(options_.most_tried))
          .help = "take larger steps, or ask for a budget: then only some values are tried";
      return fail(diagnostics.take());
    }
    std::vector<std::uint64_t> all(size);
    for (std::uint64_t i = 0; i < size; ++i) all[i] = i;
    return attempt(all);
  }

  /// Between the first and the last value, in as many steps as one pass takes.
  bool narrow(std::uint64_t first, std::uint64_t last) {
    for (;;) {
      std::set<std::uint64_t> next{first, last};
      const std::uint64_t parts = most_at_once - 1;
      for (std::uint64_t i = 1; i < parts; ++i) next.insert(first + (last - first) * i / parts);
      for (const SweepPoint& point : out_.points) next.erase(point.index);
      if (next.empty()) return true;
      if (!attempt({next.begin(), next.end()})) return false;
      // The two neighbours between which the payout crosses the budget.
      bool found = false;
      for (std::size_t i = 0; i + 1 < out_.points.size() && !found; ++i) {
        const SweepPoint& a = out_.points[i];
        const SweepPoint& b = out_.points[i + 1];
        if (within(a) == within(b)) continue;
        found = true;
        first = a.index;
        last = b.index;
      }
      if (!found || last - first <= 1) return true;
    }
  }

  [[nodiscard]] bool within(const SweepPoint& point) const {
    return point.granted.high <= Wide{options_.budget.units} * out_.tally.unit;
  }

  bool attempt(const std::vector<std::uint64_t>& values) {
    Result<Variant> base = make_variant("baseline", rules_, baseline_);
    if (!base) return fail(base.diagnostics());
    out_.program = base->program;
    for (std::size_t first = 0; first < values.size(); first += most_at_once) {
      const std::size_t last = std::min<std::size_t>(values.size(), first + most_at_once);
      Plan plan;
      plan.variants.push_back(*base);
      plan.compare = false;
      plan.threads = options_.threads;
      for (std::size_t i = first; i < last; ++i) {
        Result<Variant> variant = make_variant(out_.sweep, values[i], rules_, baseline_);
        if (!variant) return fail(variant.diagnostics());
        plan.variants.push_back(std::move(*variant));
      }
      Result<Tally> tally = simulate(plan, population_);
      if (!tally) return fail(tally.diagnostics());
      for (std::size_t i = first; i < last; ++i) {
        const VariantTally& of = tally->variants[i - first + 1];
        out_.points.push_back({values[i], of.granted, of.undetermined});
      }
      tally->variants.resize(1);
      out_.tally = std::move(*tally);
    }
    std::sort(out_.points.begin(), out_.points.end(),
              [](const SweepPoint& a, const SweepPoint& b) { return a.index < b.index; });
    return true;
  }

  void describe() {
    for (std::size_t i = 0; i < out_.points.size(); ++i) {
      const Wide payout = out_.points[i].granted.high;
      if (i != 0 && payout < out_.points[i - 1].granted.high) out_.rises = false;
      if (i != 0 && payout > out_.points[i - 1].granted.high) out_.falls = false;
      if (!out_.has_budget || !within(out_.points[i])) continue;
      if (out_.answer == none || payout > out_.points[out_.answer].granted.high) out_.answer = i;
    }
  }

  const std::shared_ptr<const RuleSet>& rules_;
  const CompileOptions& baseline_;
  Population& population_;
  const SweepOptions& options_;
  SweepRun out_;
  std::vector<Diagnostic> errors_;
};

}  // namespace

Result<SweepRun> run_sweep(const std::shared_ptr<const RuleSet>& rules, const CompileOptions& baseline,
                           const Sweep& sweep, Population& population, const SweepOptions& options) {
  return SweepRunner(rules, baseline, population, options).run(sweep);
}

}  // namespace simulation
}  // namespace HOTRO_ABI
}  // namespace hotro
