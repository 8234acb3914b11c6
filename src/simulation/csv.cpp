// SPDX-License-Identifier: Apache-2.0
#include <string>
#include <vector>

#include "exact.hpp"
#include "hotro/edge/csv.hpp"
#include "hotro/simulation/output.hpp"
#include "report_parts.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace simulation {
namespace {

/// Lines of a table whose texts no spreadsheet runs.
class Lines {
 public:
  explicit Lines(std::int64_t unit, std::vector<std::string_view> heads) : unit_(unit) {
    edge::append_row(text_, heads);
  }
  void add(std::vector<std::string> texts, const std::vector<Wide>& numbers) {
    for (std::string& text : texts) text = edge::harmless(text);
    for (const Wide number : numbers) texts.push_back(exact(number, unit_));
    edge::append_row(text_, {texts.begin(), texts.end()});
  }
  [[nodiscard]] std::string take() { return std::move(text_); }

 private:
  std::int64_t unit_;
  std::string text_;
};

class SimulationLines {
 public:
  SimulationLines(const Plan& plan, const Tally& tally)
      : plan_(plan),
        tally_(tally),
        lines_(tally.unit, {"variant", "group", "cell", "measure", "people", "low", "high"}) {}

  std::string text() {
    add("", "", "population", {tally_.people, 0, 0});
    for (v_ = 0; v_ < plan_.variants.size(); ++v_) {
      const VariantTally& of = tally_.variants[v_];
      add("", "", "paid", of.granted);
      add("", "", "undetermined", {of.undetermined, 0, 0});
      if (v_ != 0) add_gains("", "", of.gains);
      benefits(of);
      groups(of);
    }
    return lines_.take();
  }

 private:
  void add(const std::string& group, const std::string& cell, const std::string& measure,
           const Figure& figure) {
    lines_.add({plan_.variants[v_].name, group, cell, measure}, {figure.people, figure.low, figure.high});
  }
  void add_gains(const std::string& group, const std::string& cell, const Gains& gains) {
    add(group, cell, "gain", gains.gainers);
    add(group, cell, "loss", gains.losers);
    add(group, cell, "unsure", gains.unsure);
  }
  void benefits(const VariantTally& of) {
    const Program& program = plan_.variants[v_].program;
    for (std::uint32_t b = 0; b < of.benefits.size(); ++b) {
      const std::string& benefit = program.benefits()[b].name;
      add("benefit", benefit, "paid", of.benefits[b].granted);
      for (std::size_t s = 0; s < edge::status_count; ++s) {
        const auto status = static_cast<Status>(s);
        if (status != Status::not_concerned)
          add("benefit", benefit, std::string(name(status)), {of.benefits[b].people[s], 0, 0});
      }
      for (const auto& [by, people] : of.benefits[b].refusals) {
        const std::string ids = listed(ids_of(program, b, by));
        add("benefit", benefit, "refused: " + (ids.empty() ? "open by which" : ids), {people, 0, 0});
      }
    }
  }
  void groups(const VariantTally& of) {
    for (std::size_t g = 0; g < of.groups.size(); ++g) {
      const GroupTable& table = tally_.groups[g];
      for (std::size_t c = 0; c < table.cells.size(); ++c) {
        if (table.cells[c].people == 0) continue;
        const std::string& cell = table.cells[c].name;
        add(table.name, cell, "people", {table.cells[c].people, 0, 0});
        add(table.name, cell, "paid", of.groups[g][c].granted);
        add(table.name, cell, "undetermined", {of.groups[g][c].undetermined, 0, 0});
        if (v_ != 0) add_gains(table.name, cell, of.groups[g][c].gains);
      }
    }
  }

  const Plan& plan_;
  const Tally& tally_;
  Lines lines_;
  std::size_t v_ = 0;
};

}  // namespace

std::string simulation_csv(const Plan& plan, const Tally& tally) {
  return SimulationLines(plan, tally).text();
}

std::string pricing_csv(const Pricing& pricing) {
  Lines lines(pricing.tally.unit,
              {"reading", "option", "with", "people", "gainers", "losers", "unsure", "low", "high"});
  const Figure& base = pricing.tally.variants.front().granted;
  const RuleSet& rules = *pricing.rules;
  const auto option = [&](const ReadingChoice& of) {
    return rules.types[rules.readings[of.reading].type].options[of.option];
  };
  const auto add = [&](std::vector<std::string> texts, const VariantTally& of) {
    lines.add(std::move(texts),
              {of.granted.people, of.gains.gainers.people, of.gains.losers.people, of.gains.unsure.people,
               of.granted.low - base.low, of.granted.high - base.high});
  };
  add({"", "", "baseline"}, pricing.tally.variants.front());
  for (const ReadingPrice& one : pricing.single)
    add({rules.readings[one.choices[0].reading].name, option(one.choices[0]), ""}, one.tally);
  add({"", "", "each at its cheapest"}, pricing.least.tally);
  add({"", "", "each at its dearest"}, pricing.most.tally);
  for (const ReadingPrice& one : pricing.pairs) {
    add({rules.readings[one.choices[0].reading].name, option(one.choices[0]),
         rules.readings[one.choices[1].reading].name + "=" + option(one.choices[1])},
        one.tally);
  }
  return lines.take();
}

std::string sweep_csv(const SweepRun& run) {
  Lines lines(run.tally.unit, {run.sweep.parameter, "people", "low", "high"});
  for (const SweepPoint& point : run.points)
    lines.add({run.sweep.value(*run.rules, point.index)},
              {point.granted.people, point.granted.low, point.granted.high});
  return lines.take();
}

}  // namespace simulation
}  // namespace HOTRO_ABI
}  // namespace hotro
