// SPDX-License-Identifier: Apache-2.0
#pragma once

// A small rule set, and a population that fits on a page.

#include <memory>
#include <string>

#include "hotro/edge/dossiers.hpp"
#include "hotro/load.hpp"
#include "hotro/simulation/simulate.hpp"

namespace small {

inline const std::string law = R"(hotro: 1
rule_set: test.bus
title: {vi: Vé xe buýt, en: Bus fares}
currency: VND
by: act
covers: 2023-01-01 .. 2024-12-31
effective_on: asked_on
month_end: last_day
sources:
  act: {en: Act, enacted: 2022-12-01}
types:
  zone: [town, hills]
facts:
  dossier:
    asked_on: {type: date}
    birth_date: {type: date}
    zone: {type: zone}
    kilometres: {type: count, max: 200}
    income: {type: money, max: 50_000_000}
parameters:
  least_kilometres: {type: count, versions: [{value: 10, cite: act art 1}, {value: 15, applies_from: 2024-01-01, cite: act art 1}]}
  most_income: {type: money, versions: [{value: 5_000_000, cite: act art 2}]}
  fare: {type: money, keys: [zone], versions: [{value: {town: 100_000, hills: 300_000}, cite: act art 3}]}
  share: {type: rate, versions: [{value: 2/3, cite: act art 4}]}
  ages: {type: range of count, versions: [{value: 6 .. 60, cite: act art 5}]}
  until: {type: date, versions: [{value: 2024-06-30, cite: act art 6}]}
readings:
  poor:
    asks: {en: "Is the ceiling itself low enough?"}
    cite: act art 2
    options: [below, up_to]
    default: up_to
  rounded:
    asks: {en: "Is the share rounded up or down?"}
    cite: act art 4
    options: [down, up]
    default: down
benefits:
  ticket:
    title: {vi: Vé tháng, en: Monthly ticket}
    eligible:
      all:
        - {id: far, that: kilometres >= least_kilometres, reason: {vi: Ở gần, en: Lives too near}, cite: act art 1}
        - id: poor_enough
          that: if reading.poor = "up_to" then income <= most_income else income < most_income
          reason: {en: Earns too much}
          cite: act art 2
        - id: of_age
          that: age(birth_date, asked_on) in ages
          reason: {en: Too young or too old}
          cite: act art 5
        - {id: in_time, that: asked_on <= until, reason: {en: Asked too late}, cite: act art 6}
    entitlement:
      value: if reading.rounded = "up" then round up(fare(zone) * share, -3) else round down(fare(zone) * share, -3)
      cite: act art 3
)";

/// Ids end with what is peculiar about them.
inline const std::string applicants =
    "dossier_id,asked_on,birth_date,zone,kilometres,income,weight\n"
    "D1-plain,2023-03-01,1990-01-01,town,20,3000000,1\n"
    "D2-hills,2023-03-01,1980-01-01,hills,20,3000000,2.5\n"
    "D3-near,2023-03-01,1990-01-01,town,9,3000000,10\n"
    "D4-edge,2023-03-01,1990-01-01,town,10,5000000,1\n"
    "D5-rich,2023-03-01,1990-01-01,hills,50,6000000,1\n"
    "D6-near-and-rich,2023-03-01,1990-01-01,hills,1,6000000,4\n"
    "D7-child,2023-03-01,2019-01-01,town,20,0,1\n"
    "D8-unknown,2023-03-01,1990-01-01,hills,,3000000,1\n"
    "D9-late,2024-08-01,1990-01-01,town,20,3000000,0.25\n";

inline std::shared_ptr<const hotro::RuleSet> rules() {
  static const auto loaded = [] {
    hotro::Sources sources;
    const std::uint32_t file = sources.add("bus.yaml", law);
    return std::make_shared<const hotro::RuleSet>(hotro::load(sources, {{file}}).value());
  }();
  return loaded;
}

inline hotro::simulation::Variant variant(const std::vector<hotro::simulation::Setting>& settings = {}) {
  return hotro::simulation::make_variant(settings.empty() ? "baseline" : settings.front().value, rules(), {},
                                         settings)
      .value();
}

/// The population, in memory.
class People {
 public:
  explicit People(bool weighted = false)
      : base_(variant().program),
        dossiers_(hotro::edge::read_dossiers(base_, {"applicants.csv", applicants}, {})) {
    if (weighted)
      weights_ = {1'000'000, 2'500'000, 10'000'000, 1'000'000, 1'000'000,
                  4'000'000, 1'000'000, 1'000'000,  250'000};
    population_ = std::make_unique<hotro::simulation::TablePopulation>(base_, dossiers_.table(), weights_);
  }
  hotro::simulation::Population& operator*() { return *population_; }

 private:
  hotro::Program base_;
  hotro::edge::Dossiers dossiers_;
  std::vector<std::int64_t> weights_;
  std::unique_ptr<hotro::simulation::TablePopulation> population_;
};

}  // namespace small
