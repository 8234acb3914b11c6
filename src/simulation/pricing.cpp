// SPDX-License-Identifier: Apache-2.0
#include "hotro/simulation/pricing.hpp"

#include <algorithm>

#include "way_out.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace simulation {
namespace {

/// Variants that are simulated in one pass: each takes memory in every thread.
constexpr std::size_t most_at_once = 64;

class Pricer {
 public:
  Pricer(const std::shared_ptr<const RuleSet>& rules, const CompileOptions& baseline, Population& population,
         const PricingOptions& options)
      : rules_(rules), baseline_(baseline), population_(population), options_(options) {}

  Result<Pricing> run() {
    if (!begin() || !price_single() || !price_together() || !price_pairs())
      return Result<Pricing>::failure(std::move(errors_));
    return std::move(out_);
  }

 private:
  bool begin() {
    out_.rules = rules_;
    Result<Variant> variant = make_variant("baseline", rules_, baseline_);
    if (!take(variant)) return false;
    out_.baseline = variant->program.data().readings;
    out_.program = variant->program;
    base_ = std::move(*variant);
    Diagnostics diagnostics;
    if (rules_->readings.empty()) {
      diagnostics.report(Code::unknown_reading, {none, 0, 0}, "the rule set declares no readings").help =
          "where the law leaves nothing open, ask for variants or a sweep";
    }
    for (const std::string& name : options_.readings) {
      if (find_reading(*rules_, name) != none) continue;
      std::vector<std::string> known;
      for (const Reading& one : rules_->readings) known.push_back(one.name);
      diagnostics.report(Code::unknown_reading, {none, 0, 0}, "no reading is called \"" + name + "\"").help =
          near_or_all(name, known, "the readings are");
    }
    errors_ = diagnostics.take();
    return errors_.empty();
  }

  bool price_single() {
    for (std::uint32_t r = 0; r < rules_->readings.size(); ++r) {
      const Reading& reading = rules_->readings[r];
      const auto& asked = options_.readings;
      if (!asked.empty() && std::find(asked.begin(), asked.end(), reading.name) == asked.end()) continue;
      const ChoiceType& type = rules_->types[reading.type];
      for (std::uint32_t o = 0; o < type.options.size(); ++o) {
        if (type.options[o] != out_.baseline[r].second) out_.single.push_back({{{r, o}}, {}});
      }
    }
    return price(out_.single, true);
  }

  /// For each reading the option that alone comes to least, or most; the baseline's where none does.
  bool price_together() {
    const Figure& base = out_.tally.variants.front().granted;
    for (const bool most : {false, true}) {
      ReadingPrice& all = most ? out_.most : out_.least;
      Figure best = base;
      for (std::size_t i = 0; i < out_.single.size(); ++i) {
        const ReadingPrice& one = out_.single[i];
        const ReadingChoice choice = one.choices.front();
        if (i == 0 || out_.single[i - 1].choices.front().reading != choice.reading) best = base;
        const Figure& granted = one.tally.granted;
        const bool better = most ? granted.high > best.high : granted.high < best.high;
        if (!better) continue;
        best = granted;
        if (!all.choices.empty() && all.choices.back().reading == choice.reading) all.choices.pop_back();
        all.choices.push_back(choice);
      }
    }
    std::vector<ReadingPrice> both{std::move(out_.least), std::move(out_.most)};
    const bool priced = price(both, true);
    out_.least = std::move(both[0]);
    out_.most = std::move(both[1]);
    return priced;
  }

  bool price_pairs() {
    if (!options_.pairs) return true;
    for (std::size_t a = 0; a < out_.single.size(); ++a) {
      for (std::size_t b = a + 1; b < out_.single.size(); ++b) {
        const ReadingChoice first = out_.single[a].choices.front();
        const ReadingChoice second = out_.single[b].choices.front();
        if (first.reading != second.reading) out_.pairs.push_back({{first, second}, {}});
      }
    }
    return price(out_.pairs, false);
  }

  bool price(std::vector<ReadingPrice>& prices, bool compare) {
    for (std::size_t first = 0; first < prices.size() || out_.tally.variants.empty(); first += most_at_once) {
      const std::size_t last = std::min(prices.size(), first + most_at_once);
      Plan plan;
      plan.variants.push_back(base_);
      plan.compare = compare;
      plan.examples = 0;
      plan.threads = options_.threads;
      for (std::size_t i = first; i < last; ++i) {
        Result<Variant> variant = make_variant("", rules_, options_of(prices[i].choices));
        if (!take(variant)) return false;
        plan.variants.push_back(std::move(*variant));
      }
      Result<Tally> tally = simulate(plan, population_);
      if (!take(tally)) return false;
      for (std::size_t i = first; i < last; ++i) prices[i].tally = std::move(tally->variants[i - first + 1]);
      tally->variants.resize(1);
      out_.tally = std::move(*tally);
    }
    return true;
  }

  [[nodiscard]] CompileOptions options_of(const std::vector<ReadingChoice>& choices) const {
    CompileOptions chosen = baseline_;
    for (const ReadingChoice& choice : choices) {
      const Reading& reading = rules_->readings[choice.reading];
      chosen.readings.emplace_back(reading.name, rules_->types[reading.type].options[choice.option]);
    }
    return chosen;
  }

  template <class T>
  bool take(const Result<T>& result) {
    if (!result) errors_ = result.diagnostics();
    return static_cast<bool>(result);
  }

  const std::shared_ptr<const RuleSet>& rules_;
  const CompileOptions& baseline_;
  Population& population_;
  const PricingOptions& options_;
  Variant base_;
  Pricing out_;
  std::vector<Diagnostic> errors_;
};

}  // namespace

Result<Pricing> price_readings(const std::shared_ptr<const RuleSet>& rules, const CompileOptions& baseline,
                               Population& population, const PricingOptions& options) {
  return Pricer(rules, baseline, population, options).run();
}

}  // namespace simulation
}  // namespace HOTRO_ABI
}  // namespace hotro
