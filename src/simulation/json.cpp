// SPDX-License-Identifier: Apache-2.0
#include <nlohmann/json.hpp>

#include "exact.hpp"
#include "hotro/edge/json.hpp"
#include "hotro/simulation/output.hpp"
#include "report_parts.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace simulation {
namespace {

using Json = nlohmann::ordered_json;

class JsonWriting {
 public:
  JsonWriting(const Tally& tally, Confidence confidence) : tally_(tally), confidence_(confidence) {}

  [[nodiscard]] Json number(Wide parts) const {
    if (tally_.unit == 1 && parts >= INT64_MIN && parts <= INT64_MAX) return static_cast<std::int64_t>(parts);
    return exact(parts, tally_.unit);
  }
  [[nodiscard]] Json amount(Wide low, Wide high) const {
    return {{"low", number(low)}, {"high", number(high)}};
  }
  [[nodiscard]] Json figure(const Figure& of, std::string_view money) const {
    Json json{{"people", number(of.people)}, {std::string(money), amount(of.low, of.high)}};
    if (tally_.unit != 1)
      json["half_width"] = {{"people", people_half_width(tally_, of, confidence_)},
                            {std::string(money), money_half_width(tally_, of, confidence_)}};
    return json;
  }
  [[nodiscard]] Json gains(const Gains& of) const {
    return {{"gainers", figure(of.gainers, "gain")},
            {"losers", figure(of.losers, "loss")},
            {"unsure", figure(of.unsure, "change")}};
  }
  [[nodiscard]] Json population() const {
    Json json{{"people", number(tally_.people)}, {"rows", tally_.rows}, {"left_out", tally_.left_out}};
    if (tally_.unit != 1) json["confidence"] = static_cast<int>(confidence_);
    return json;
  }
  /// What every variant has.
  [[nodiscard]] Json sums(const VariantTally& of) const {
    Json json = figure(of.granted, "payout");
    json["undetermined"] = number(of.undetermined);
    return json;
  }

  [[nodiscard]] Json benefit(const BenefitOutput& of, const BenefitTally& counted, std::uint32_t index,
                             const Program& program) const {
    Json json{{"benefit", of.name}};
    for (std::size_t s = 0; s < edge::status_count; ++s)
      json[std::string(name(static_cast<Status>(s)))] = number(counted.people[s]);
    json.erase("not_concerned");
    json["granted"] = figure(counted.granted, "payout");
    json["refusals"] = Json::array();
    for (const auto& [by, people] : counted.refusals)
      json["refusals"].push_back({{"failed", ids_of(program, index, by)}, {"people", number(people)}});
    return json;
  }

  [[nodiscard]] Json groups(const VariantTally& of, bool compared) const {
    Json all = Json::array();
    for (std::size_t g = 0; g < of.groups.size(); ++g) {
      Json cells = Json::array();
      for (std::size_t c = 0; c < of.groups[g].size(); ++c) {
        const GroupCell& cell = tally_.groups[g].cells[c];
        if (cell.people == 0) continue;
        const GroupTally& counted = of.groups[g][c];
        Json json{{"cell", cell.name.empty() ? Json() : Json(cell.name)}, {"of", number(cell.people)}};
        json.update(figure(counted.granted, "payout"));
        json["undetermined"] = number(counted.undetermined);
        if (compared) json.update(gains(counted.gains));
        cells.push_back(std::move(json));
      }
      all.push_back({{"group", tally_.groups[g].name}, {"cells", std::move(cells)}});
    }
    return all;
  }

  [[nodiscard]] static Json examples(const std::vector<Example>& of) {
    Json all = Json::array();
    for (const Example& one : of) {
      all.push_back({{"dossier_id", one.id.empty() ? Json() : Json(one.id)},
                     {"row", one.row},
                     {"before", {{"low", one.before_low}, {"high", one.before_high}}},
                     {"after", {{"low", one.after_low}, {"high", one.after_high}}}});
    }
    return all;
  }

 private:
  const Tally& tally_;
  Confidence confidence_;
};

std::string document(const Program& program, std::string_view kind, const Json& members) {
  const std::string body = members.dump(-1, ' ', false, Json::error_handler_t::replace);
  return edge::json_opening(program, kind) + "," + body.substr(1) + "\n";
}

Json transition(const Plan& plan, std::size_t variant, const Transition& key) {
  const Program& before = plan.variants.front().program;
  const Program& after = plan.variants[variant].program;
  return {
      {"benefit", key.after == none ? before.benefits()[key.before].name : after.benefits()[key.after].name},
      {"before", name(key.status_before)},
      {"after", name(key.status_after)},
      {"failed_before", ids_of(before, key.before, key.refused_before)},
      {"failed_after", ids_of(after, key.after, key.refused_after)}};
}

Json choices(const RuleSet& rules, const std::vector<ReadingChoice>& of) {
  Json json = Json::object();
  for (const ReadingChoice& one : of) {
    const Reading& reading = rules.readings[one.reading];
    json[reading.name] = rules.types[reading.type].options[one.option];
  }
  return json;
}

}  // namespace

std::string simulation_json(const Plan& plan, const Tally& tally, Confidence confidence) {
  const JsonWriting writing(tally, confidence);
  Json variants = Json::array();
  for (std::size_t v = 0; v < plan.variants.size(); ++v) {
    const Variant& of = plan.variants[v];
    const VariantTally& counted = tally.variants[v];
    Json settings = Json::object();
    for (const Setting& setting : of.settings) settings[setting.name] = setting.value;
    Json json{{"variant", of.name},
              {"settings", std::move(settings)},
              {"rule_set", of.program.data().rule_set},
              {"fingerprint", of.program.fingerprint()}};
    json.update(writing.sums(counted));
    json["invalid"] = writing.number(counted.invalid);
    json["benefits"] = Json::array();
    for (std::uint32_t b = 0; b < counted.benefits.size(); ++b)
      json["benefits"].push_back(
          writing.benefit(of.program.benefits()[b], counted.benefits[b], b, of.program));
    json["groups"] = writing.groups(counted, v != 0);
    if (v != 0) {
      json.update(writing.gains(counted.gains));
      json["transitions"] = Json::array();
      for (const auto& [key, figure] : counted.transitions) {
        Json one = transition(plan, v, key);
        one.update(writing.figure(figure, "change"));
        json["transitions"].push_back(std::move(one));
      }
      json["examples"] = {{"gainers", JsonWriting::examples(counted.gainers)},
                          {"losers", JsonWriting::examples(counted.losers)}};
    }
    variants.push_back(std::move(json));
  }
  return document(plan.variants.front().program, "simulation",
                  {{"population", writing.population()}, {"variants", std::move(variants)}});
}

std::string pricing_json(const Pricing& pricing, Confidence confidence) {
  const JsonWriting writing(pricing.tally, confidence);
  const auto priced = [&](const ReadingPrice& one, bool compared) {
    Json json{{"readings", choices(*pricing.rules, one.choices)}};
    json.update(writing.sums(one.tally));
    if (compared) json.update(writing.gains(one.tally.gains));
    return json;
  };
  Json single = Json::array();
  for (const ReadingPrice& one : pricing.single) single.push_back(priced(one, true));
  Json pairs = Json::array();
  for (const ReadingPrice& one : pricing.pairs) pairs.push_back(priced(one, false));
  return document(pricing.program, "reading_prices",
                  {{"population", writing.population()},
                   {"baseline", writing.sums(pricing.tally.variants.front())},
                   {"single", std::move(single)},
                   {"least", priced(pricing.least, true)},
                   {"most", priced(pricing.most, true)},
                   {"pairs", std::move(pairs)}});
}

std::string sweep_json(const SweepRun& run, Confidence confidence) {
  const JsonWriting writing(run.tally, confidence);
  Json points = Json::array();
  for (const SweepPoint& point : run.points) {
    Json json{{"value", run.sweep.value(*run.rules, point.index)}};
    json.update(writing.figure(point.granted, "payout"));
    json["undetermined"] = writing.number(point.undetermined);
    points.push_back(std::move(json));
  }
  Json members{{"population", writing.population()},
               {"baseline", writing.sums(run.tally.variants.front())},
               {"parameter", run.sweep.parameter},
               {"values", run.sweep.size()},
               {"rises", run.rises},
               {"falls", run.falls},
               {"tried", std::move(points)}};
  if (run.has_budget) {
    members["budget"] = run.budget.units;
    members["answer"] =
        run.answer == none ? Json() : Json(run.sweep.value(*run.rules, run.points[run.answer].index));
  }
  return document(run.program, "sweep", members);
}

}  // namespace simulation
}  // namespace HOTRO_ABI
}  // namespace hotro
