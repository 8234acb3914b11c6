// SPDX-License-Identifier: Apache-2.0
#include "hotro/simulation/variant.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "hotro/edge/cells.hpp"
#include "parameter_value.hpp"
#include "way_out.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace simulation {
namespace {

Diagnostic& report(Diagnostics& diagnostics, Code code, const std::string& message) {
  return diagnostics.report(code, {none, 0, 0}, message);
}

std::string quoted(std::string_view text) { return "\"" + std::string(text) + "\""; }

/// A parameter, and what of it: `base_amount(female)@2023-02-01`, `age_band.low`.
struct Target {
  std::uint32_t parameter = none;
  std::vector<std::size_t> cells;
  std::optional<Date> on;
};

class Settings {
 public:
  Settings(RuleSet& rules, CompileOptions& options, Diagnostics& diagnostics)
      : rules_(rules), options_(options), diagnostics_(diagnostics) {}

  void set(const Setting& setting) {
    if (setting.name == "known") return set_known(setting);
    if (find_reading(rules_, setting.name) != none) {
      auto& readings = options_.readings;
      std::erase_if(readings, [&](const auto& one) { return one.first == setting.name; });
      readings.emplace_back(setting.name, setting.value);
      return;
    }
    Target target;
    Value value;
    if (!find(setting.name, target)) return;
    const Parameter& parameter = rules_.parameters[target.parameter];
    if (!read_value(rules_, parameter.type, setting.value, value)) {
      report(diagnostics_, Code::bad_value, quoted(setting.value) + " is no value of " + parameter.name)
          .help = "write " + expected_value(rules_, parameter.type);
      return;
    }
    put(target, value);
  }

  /// What a name stands for; false, with an error, if for nothing.
  bool find(std::string_view name, Target& target) {
    std::string_view rest = name;
    if (const std::size_t at = rest.find('@'); at != std::string_view::npos) {
      Date on;
      if (!edge::read_date(rest.substr(at + 1), on)) {
        report(diagnostics_, Code::bad_value, quoted(rest.substr(at + 1)) + " is not a date").help =
            "write the day behind @ as 2023-02-01";
        return false;
      }
      target.on = on;
      rest = rest.substr(0, at);
    }
    std::string_view end;
    if (const std::size_t dot = rest.rfind('.'); dot != std::string_view::npos) {
      const std::string_view behind = rest.substr(dot + 1);
      if (behind == "low" || behind == "high") {
        end = behind;
        rest = rest.substr(0, dot);
      }
    }
    std::optional<std::string_view> keys;
    if (!rest.empty() && rest.back() == ')') {
      const std::size_t open = rest.find('(');
      if (open != std::string_view::npos) {
        keys = rest.substr(open + 1, rest.size() - open - 2);
        rest = rest.substr(0, open);
      }
    }
    return find_parameter(rest, target) && find_cells(keys, end, target);
  }

 private:
  bool find_parameter(std::string_view name, Target& target) {
    const auto found = std::find_if(rules_.parameters.begin(), rules_.parameters.end(),
                                    [&](const Parameter& one) { return one.name == name; });
    if (found != rules_.parameters.end()) {
      target.parameter = static_cast<std::uint32_t>(found - rules_.parameters.begin());
      return true;
    }
    std::vector<std::string> known{"known"};
    for (const Parameter& one : rules_.parameters) known.push_back(one.name);
    for (const Reading& one : rules_.readings) known.push_back(one.name);
    Diagnostic& d =
        report(diagnostics_, Code::unknown_name, "no parameter and no reading is called " + quoted(name));
    d.help = did_you_mean(name, known);
    if (d.help.empty()) d.help = "parameters and readings are what a variant can change";
    return false;
  }

  bool find_cells(std::optional<std::string_view> keys, std::string_view end, Target& target) {
    const Parameter& parameter = rules_.parameters[target.parameter];
    std::vector<std::size_t> places{0};
    std::size_t given = 0;
    for (std::string_view rest = keys.value_or(""); keys && given <= parameter.keys.size(); ++given) {
      const std::size_t comma = rest.find(',');
      const std::string_view option = edge::trim(rest.substr(0, comma));
      if (given < parameter.keys.size()) {
        const ChoiceType& type = rules_.types[parameter.keys[given]];
        const std::uint32_t found = find_option(type, option);
        if (found == none) {
          Diagnostic& d = report(diagnostics_, Code::unknown_option,
                                 quoted(option) + " is not an option of " + type.name);
          d.help = near_or_all(option, type.options, "its options are");
          return false;
        }
        places.front() = places.front() * type.options.size() + found;
      }
      if (comma == std::string_view::npos) {
        ++given;
        break;
      }
      rest = rest.substr(comma + 1);
    }
    if (given != 0 && given != parameter.keys.size()) {
      report(diagnostics_, Code::wrong_arguments,
             parameter.name + " takes " + std::to_string(parameter.keys.size()) + " keys, and is given " +
                 std::to_string(given))
          .help = "name one option of each key, or none for all cells";
      return false;
    }
    if (given == 0) {
      std::size_t all = 1;
      for (const std::uint32_t key : parameter.keys) all *= rules_.types[key].options.size();
      places.resize(all);
      for (std::size_t i = 0; i < all; ++i) places[i] = i;
    }
    if (!parameter.type.range && !end.empty()) {
      report(diagnostics_, Code::wrong_kind, parameter.name + " is no range").help =
          "change it as a whole: " + parameter.name;
      return false;
    }
    if (parameter.type.range && end.empty()) {
      report(diagnostics_, Code::wrong_kind, parameter.name + " is a range").help =
          "change one end of it: " + parameter.name + ".low or " + parameter.name + ".high";
      return false;
    }
    for (const std::size_t place : places)
      target.cells.push_back(parameter.type.range ? 2 * place + (end == "high" ? 1 : 0) : place);
    return true;
  }

  void put(const Target& target, const Value& value) {
    Timeline<ParameterValue>& timeline = rules_.parameters[target.parameter].timeline;
    const Version<ParameterValue>* const chosen =
        target.on ? timeline.at(*target.on, options_.has_known ? options_.known : rules_.latest_enactment())
                  : nullptr;
    bool any = false;
    for (Version<ParameterValue>& version : timeline.versions) {
      if ((target.on && &version != chosen) || !version.value.in_force) continue;
      any = true;
      for (const std::size_t cell : target.cells) version.value.cells[cell] = value;
      if (rules_.parameters[target.parameter].type.range && !check_ranges(target, version)) return;
    }
    if (any) return;
    report(diagnostics_, Code::gap,
           rules_.parameters[target.parameter].name + " has no version in force" +
               (target.on ? " on " + iso(*target.on) : std::string()))
        .help = "name another day behind @, or none";
  }

  /// As E0503 asks of the text: no range ends before it begins.
  bool check_ranges(const Target& target, const Version<ParameterValue>& version) {
    const std::vector<Value>& cells = version.value.cells;
    for (const std::size_t cell : target.cells) {
      const Value& low = cells[cell / 2 * 2];
      const Value& high = cells[cell / 2 * 2 + 1];
      if (Wide{low.numerator} * high.denominator <= Wide{high.numerator} * low.denominator) continue;
      const Parameter& parameter = rules_.parameters[target.parameter];
      Type type = parameter.type;
      type.range = false;
      const std::string from =
          version.applies_from == beginning ? "" : ", in the version from " + iso(version.applies_from);
      report(diagnostics_, Code::empty_span,
             parameter.name + " would end before it begins: " + written_value(rules_, type, low) + " .. " +
                 written_value(rules_, type, high) + from)
          .help = "name the version by a day on which it applies, " + parameter.name + ".low@2023-02-01";
      return false;
    }
    return true;
  }

  void set_known(const Setting& setting) {
    if (edge::read_date(setting.value, options_.known)) {
      options_.has_known = true;
      return;
    }
    report(diagnostics_, Code::bad_value, quoted(setting.value) + " is not a date").help =
        "write the day as 2023-02-01";
  }

  RuleSet& rules_;
  CompileOptions& options_;
  Diagnostics& diagnostics_;
};

/// `from..to:step` behind the parameter, in three pieces; false if it is not written so.
bool split_sweep(std::string_view text, std::string_view (&pieces)[3]) {
  const std::size_t dots = text.find("..");
  if (dots == std::string_view::npos) return false;
  const std::size_t colon = text.find(':', dots);
  if (colon == std::string_view::npos) return false;
  pieces[0] = edge::trim(text.substr(0, dots));
  pieces[1] = edge::trim(text.substr(dots + 2, colon - dots - 2));
  pieces[2] = edge::trim(text.substr(colon + 1));
  return true;
}

/// How many steps lie between two values, which share a denominator with the step.
Wide steps(const Sweep& sweep) {
  const Wide from = Wide{sweep.from.numerator} * sweep.to.denominator * sweep.step.denominator;
  const Wide to = Wide{sweep.to.numerator} * sweep.from.denominator * sweep.step.denominator;
  const Wide step = Wide{sweep.step.numerator} * sweep.from.denominator * sweep.to.denominator;
  return (to - from) / step;
}

}  // namespace

bool read_setting(std::string_view text, Setting& out) {
  const std::size_t equals = text.find('=');
  if (equals == std::string_view::npos) return false;
  out.name = edge::trim(text.substr(0, equals));
  out.value = edge::trim(text.substr(equals + 1));
  return !out.name.empty() && !out.value.empty();
}

Result<Variant> make_variant(std::string name, const std::shared_ptr<const RuleSet>& rules,
                             const CompileOptions& options, std::span<const Setting> settings) {
  Variant variant{std::move(name), {settings.begin(), settings.end()}, rules, {}};
  CompileOptions chosen = options;
  if (!settings.empty()) {
    auto changed = std::make_shared<RuleSet>(*rules);
    Diagnostics diagnostics;
    Settings all(*changed, chosen, diagnostics);
    // What is known decides which version of a parameter applies on a day.
    for (const bool known : {true, false}) {
      for (const Setting& setting : settings) {
        if ((setting.name == "known") == known) all.set(setting);
      }
    }
    for (std::size_t i = 0; i < settings.size(); ++i) {
      const auto same = [&](const Setting& other) { return other.name == settings[i].name; };
      if (std::any_of(settings.begin(), settings.begin() + static_cast<std::ptrdiff_t>(i), same)) {
        report(diagnostics, Code::duplicate_name, quoted(settings[i].name) + " is set twice").help =
            "set it once in a variant";
      }
    }
    if (diagnostics.failed()) return Result<Variant>::failure(diagnostics.take());
    variant.rules = std::move(changed);
  }
  Result<Program> program = compile(*variant.rules, chosen);
  if (!program) return Result<Variant>::failure(program.diagnostics());
  variant.program = std::move(*program);
  return variant;
}

std::uint64_t Sweep::size() const { return static_cast<std::uint64_t>(steps(*this)) + 1; }

Value Sweep::at(std::uint64_t index) const {
  // Over the product of both denominators; only rates have any.
  Wide numerator =
      Wide{from.numerator} * step.denominator + static_cast<Wide>(index) * step.numerator * from.denominator;
  Wide denominator = Wide{from.denominator} * step.denominator;
  Wide divisor = numerator;
  for (Wide rest = denominator; rest != 0;) divisor = std::exchange(rest, divisor % rest);
  return {static_cast<std::int64_t>(numerator / divisor), static_cast<std::int64_t>(denominator / divisor)};
}

std::string Sweep::value(const RuleSet& rules, std::uint64_t index) const {
  return written_value(rules, type, at(index));
}

Result<Sweep> read_sweep(const RuleSet& rules, std::string_view text) {
  Diagnostics diagnostics;
  const auto fail = [&](Code code, const std::string& message, const std::string& help) {
    report(diagnostics, code, message).help = help;
    return Result<Sweep>::failure(diagnostics.take());
  };
  Setting setting;
  std::string_view pieces[3];
  if (!read_setting(text, setting) || !split_sweep(setting.value, pieces))
    return fail(Code::bad_value, quoted(text) + " is not a sweep", "write parameter=from..to:step");
  if (setting.name == "known" || find_reading(rules, setting.name) != none)
    return fail(Code::wrong_kind, quoted(setting.name) + " is no parameter",
                setting.name == "known" ? "give the days as variants: known=2023-02-01"
                                        : "its options have prices: --readings " + setting.name);
  RuleSet copy = rules;
  CompileOptions unused;
  Target target;
  if (!Settings(copy, unused, diagnostics).find(setting.name, target))
    return Result<Sweep>::failure(diagnostics.take());
  Sweep sweep;
  sweep.parameter = setting.name;
  sweep.type = rules.parameters[target.parameter].type;
  sweep.type.range = false;
  if (!is_number(sweep.type.kind))
    return fail(Code::wrong_kind, setting.name + " is of the kind " + std::string(name(sweep.type.kind)),
                "sweep a number or a date; give the options of a choice as variants");
  Type step = sweep.type;
  if (step.kind == Kind::date) step.kind = Kind::days;
  const Type types[] = {sweep.type, sweep.type, step};
  Value* const values[] = {&sweep.from, &sweep.to, &sweep.step};
  for (std::size_t i = 0; i < 3; ++i) {
    if (!read_value(rules, types[i], pieces[i], *values[i]))
      return fail(Code::bad_value, quoted(pieces[i]) + " is no value of " + setting.name,
                  "write " + expected_value(rules, types[i]));
  }
  if (sweep.step.numerator <= 0)
    return fail(Code::bad_value, "the step of the sweep is not above 0", "write parameter=from..to:step");
  constexpr Wide most = INT64_MAX;
  if (Wide{sweep.from.denominator} * sweep.step.denominator > most ||
      Wide{sweep.to.numerator} * sweep.step.denominator > most / sweep.from.denominator)
    return fail(Code::too_wide, "the fractions of the sweep are too fine to be computed exactly",
                "take ends and a step with smaller denominators");
  if (steps(sweep) < 0)
    return fail(Code::empty_span, "the sweep ends before it begins", "write the lower end first");
  if (steps(sweep) >= static_cast<Wide>(most_swept))
    return fail(Code::too_many, "the sweep has more than " + std::to_string(most_swept) + " values",
                "take larger steps");
  return sweep;
}

Result<Variant> make_variant(const Sweep& sweep, std::uint64_t index,
                             const std::shared_ptr<const RuleSet>& rules, const CompileOptions& options) {
  const Setting setting{sweep.parameter, sweep.value(*rules, index)};
  return make_variant(setting.name + "=" + setting.value, rules, options, {{setting}});
}

}  // namespace simulation
}  // namespace HOTRO_ABI
}  // namespace hotro
