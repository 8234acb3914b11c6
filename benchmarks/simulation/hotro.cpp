// SPDX-License-Identifier: Apache-2.0
// The rules as they stand and ten variants over the same people: who is paid, gains and loses, in all and by
// every group that there is by default. `threads=N`: that many. `alone`: each variant decides the whole
// table, and a loop counts people and money in all; no groups, no reasons, no examples.

#include "../rules.hpp"
#include "hotro/simulation/simulate.hpp"

namespace {

using hotro::simulation::Setting;

const std::vector<Setting> changes[] = {
    {},
    {{"amount_reduced_hours", "1200000"}},
    {{"amount_suspended", "2500000"}},
    {{"ordinary_rate", "100%"}},
    {{"fund_arrears", "refused"}},
    {{"fourteen_days", "stoppage_only"}},
    {{"first_day", "not_counted"}},
    {{"straddling", "both_rounds"}},
    {{"expired_term", "does_not_count"}},
    {{"late_application", "accepted"}},
    {{"postponed_fund", "refused"}},
};
constexpr std::size_t variants = std::size(changes);

/// Of one variant.
struct Sums {
  std::int64_t paid = 0, money = 0, gainers = 0, losers = 0;
};

class Simulation {
 public:
  explicit Simulation(contender::Columns& columns) {
    const auto rules = std::make_shared<const hotro::RuleSet>(std::move(rules_.rules));
    for (const std::vector<Setting>& settings : changes)
      plan_.variants.push_back(hotro::simulation::make_variant("", rules, {}, settings).value());
    columns_ = contender::input_columns(rules_.program, columns);
    table_ = {columns.rows, columns_, columns.enterprises, columns.i32("enterprise")};
    plan_.threads = static_cast<unsigned>(columns.number("threads", 1));
    alone_ = columns.option("alone");
    for (const hotro::simulation::Variant& variant : plan_.variants)
      evaluators_.emplace_back(variant.program);
  }

  void run(std::size_t /*first*/, std::size_t /*last*/) {
    if (alone_)
      count_alone();
    else
      simulate();
  }

  void write(contender::Answers& answers, std::size_t rows) {
    const auto put = [&](const char* name, std::int64_t Sums::*sum) {
      answers.put<std::uint64_t>(std::string(name) + ".u64", rows,
                                 [&](std::size_t row) { return row < variants ? sums_[row].*sum : 0; });
    };
    put("paid", &Sums::paid);
    put("money", &Sums::money);
    put("gainers", &Sums::gainers);
    put("losers", &Sums::losers);
  }

 private:
  void simulate() {
    hotro::simulation::TablePopulation population(rules_.program, table_);
    plan_.groups = hotro::simulation::default_groups(population, variants);
    const hotro::simulation::Tally tally = hotro::simulation::simulate(plan_, population).value();
    for (std::size_t v = 0; v < variants; ++v) {
      const hotro::simulation::VariantTally& of = tally.variants[v];
      sums_[v] = {static_cast<std::int64_t>(of.granted.people), static_cast<std::int64_t>(of.granted.high),
                  static_cast<std::int64_t>(of.gains.gainers.people),
                  static_cast<std::int64_t>(of.gains.losers.people)};
    }
  }

  void count_alone() {
    for (std::size_t v = 0; v < variants; ++v) {
      hotro::DecisionColumns& decided = v == 0 ? before_ : after_;
      evaluators_[v].evaluate(table_, 0, table_.rows, decided);
      Sums sums;
      for (std::size_t row = 0; row < table_.rows; ++row) {
        const auto payout = static_cast<std::int64_t>(decided.combined.payout.low[row]);
        const auto was = static_cast<std::int64_t>(before_.combined.payout.low[row]);
        sums.paid += payout != 0 ? 1 : 0;
        sums.money += payout;
        sums.gainers += payout > was ? 1 : 0;
        sums.losers += payout < was ? 1 : 0;
      }
      sums_[v] = sums;
    }
  }

  contender::Rules rules_;
  hotro::simulation::Plan plan_;
  std::vector<hotro::Column> columns_;
  hotro::Table table_;
  bool alone_ = false;
  std::vector<hotro::Evaluator> evaluators_;
  hotro::DecisionColumns before_, after_;
  Sums sums_[variants];
};

}  // namespace

int main(int count, char** words) { return contender::serve<Simulation>(count, words); }
