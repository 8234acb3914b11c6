// SPDX-License-Identifier: Apache-2.0
#include "differential/rule_parts.hpp"

#include <algorithm>
#include <cmath>
#include <set>

namespace generated {

/// A formula as a YAML scalar: in quotes where YAML would misread it, and sometimes where it would not.
std::string RuleWriter::scalar(const std::string& formula) {
  const bool misread = std::string("@>\"[-!&*{}'%`|#,?:<=").find(formula[0]) != std::string::npos ||
                       formula.find(": ") != std::string::npos || formula.find(" #") != std::string::npos;
  return misread || draw_.chance(10) ? "'" + formula + "'" : formula;
}

Lines RuleWriter::cite() {
  const auto one = [&] {
    const std::string article = std::to_string(draw_.number(1, 20));
    const std::string& source = draw_.of(sources_);
    return source +
           draw_.of({std::string(), " art " + article, " art " + article + " cl 2", std::string(" annex 1")});
  };
  const bool two = draw_.chance(20);
  const std::string first = one();
  Lines result = {"cite: " + (two ? "[" + first + ", " + one() + "]" : first)};
  if (draw_.chance(20))
    result.push_back(std::string("sure: ") + draw_.of({"text", "two sources", "one source", "inferred"}));
  return result;
}

std::string RuleWriter::change_date() { return draw_.of(names_.dates); }

std::vector<std::string> RuleWriter::change_dates(int count) {
  std::set<std::string> dates;
  for (int i = 0; i < count; ++i) dates.insert(change_date());
  return {dates.begin(), dates.end()};
}

void RuleWriter::types() {
  const int count = draw_.number(1, 3);
  for (int t = 0; t < count; ++t) {
    Choices type{prefix_ + "type_" + std::to_string(t), {}};
    // More than 16 are looked up another way, and more than 256 take more than a byte.
    const int many = draw_.number(0, 99);
    const int options = many == 0 ? 300 : many <= 5 ? draw_.number(16, 40) : draw_.number(2, 5);
    for (int o = 0; o < options; ++o) {
      const std::string letter =
          o < 26 ? std::string(1, static_cast<char>('a' + o)) : "z" + std::to_string(o) + "_";
      type.options.push_back(letter + std::to_string(t));
    }
    std::string list;
    for (const std::string& option : type.options) list += (list.empty() ? "[" : ", ") + option;
    if (draw_.chance(70)) {
      types_.push_back(type.name + ": " + list + "]");
    } else {
      types_.push_back(type.name + ":");
      types_.push_back("  options: " + list + "]");
      types_.push_back("  labels: {" + type.options[0] + ": {en: First}}");
    }
    names_.types.push_back(type);
  }
}

void RuleWriter::fact(Lines& out, const std::string& group, Kind kind, const std::string& name) {
  const bool enterprise = group == "enterprise";
  Symbol symbol;
  symbol.name = enterprise ? "enterprise." + name : name;
  symbol.kind = kind;
  std::string keys;
  const auto bounds = [&](const std::vector<std::int64_t>& lows, const std::vector<std::int64_t>& highs,
                          std::int64_t scale) {
    const std::int64_t low = draw_.of(lows), high = draw_.of(highs);
    keys += ", min: " + std::to_string(low) + ", max: " + std::to_string(high);
    symbol.top = std::log2(
        static_cast<double>(std::max(std::abs(low), std::abs(high))) * static_cast<double>(scale) + 1);
  };
  const std::int64_t minor = currency_ == "VND" ? 1 : 100;
  std::string type(hotro::name(kind));
  std::string missing;
  switch (kind) {
    case Kind::truth: missing = draw_.of({"yes", "no"}); break;
    case Kind::count:
      symbol.top = 20;
      if (draw_.chance(70)) bounds({0, 0, 0, 1, -20}, {3, 10, 50}, 1);
      missing = "2";
      break;
    case Kind::money:
      symbol.top = 40 + std::log2(minor);
      if (draw_.chance(70)) bounds({0, 0, 0, 1, -1'000}, {100, 5'000, 2'000'000, 1'000'000'000}, minor);
      missing = draw_.of({"1", "50"});
      break;
    case Kind::rate: symbol.top = symbol.bottom = 20; break;
    case Kind::date: {
      symbol.top = 16;
      symbol.plain_date = true;
      if (draw_.chance(40)) keys += ", min: 2018-02-28, max: 2026-03-01";
      missing = "2020-02-29";
      break;
    }
    case Kind::days:
      symbol.top = 16;
      if (draw_.chance(60)) bounds({0}, {30, 400}, 1);
      missing = "14";
      break;
    case Kind::months:
      symbol.top = 11;
      if (draw_.chance(60)) bounds({0}, {5, 40}, 1);
      missing = "3";
      break;
    case Kind::choice: {
      if (draw_.chance(60)) {
        symbol.choice = static_cast<std::uint32_t>(draw_.below(names_.types.size()));
        type = names_.types[symbol.choice].name;
      } else {  // options of its own make a type of its name
        symbol.choice = static_cast<std::uint32_t>(names_.types.size());
        names_.types.push_back({name, {"left", "right", "both"}});
        type = "[left, right, both]";
      }
      missing = names_.types[symbol.choice].options[1];
      break;
    }
    case Kind::text: break;
  }
  if (kind != Kind::rate && draw_.chance(15)) keys += ", if_missing: " + missing;
  Lines lines = {"type: " + type};
  std::string guard;
  if (!names_.symbols.empty() && draw_.chance(15)) {
    const Written written = formulas_.truth(1, {});
    guard = written.text;
    symbol.conditional = true;
  }
  if (guard.empty() && type[0] != '[') {
    out.push_back(name + ": {type: " + type + keys + (draw_.chance(20) ? ", label: {en: A fact}}" : "}"));
  } else {
    out.push_back(name + ":");
    out.push_back("  type: " + type);
    std::size_t from = 0;
    while (from < keys.size()) {
      const std::size_t to = keys.find(", ", from + 2);
      out.push_back("  " + keys.substr(from + 2, to == std::string::npos ? to : to - from - 2));
      if (to == std::string::npos) break;
      from = to;
    }
    if (!guard.empty()) out.push_back("  applies_if: " + scalar(guard));
  }
  names_.symbols.push_back(symbol);
}

void RuleWriter::facts(Lines& out, const std::string& group, const std::string& letter, int count) {
  for (int i = 0; i < count; ++i) {
    const Kind kind =
        draw_.of({Kind::truth, Kind::truth, Kind::count, Kind::money, Kind::money, Kind::rate, Kind::date,
                  Kind::date, Kind::days, Kind::months, Kind::choice, Kind::choice});
    fact(out, group, kind, letter + std::to_string(i) + "_" + std::string(hotro::name(kind)));
  }
}

std::string RuleWriter::value(const Known& parameter) {
  const auto within = [&] { return std::to_string(draw_.whole(parameter.low, parameter.high)); };
  switch (parameter.kind) {
    case Kind::rate: return draw_.of({"70%", "1/3", "2/37", "100%", "150%", "0%", "12.5%", "1/1000000"});
    case Kind::date: return formulas_.date();
    case Kind::choice: return draw_.of(names_.types[parameter.choice].options);
    default: return within();
  }
}

Block RuleWriter::keyed_value(const Known& parameter, std::size_t depth) {
  Block block;
  if (depth < parameter.symbol.keys.size()) {
    for (const std::string& option : names_.types[parameter.symbol.keys[depth]].options) {
      put(block.lines, option, keyed_value(parameter, depth + 1));
    }
    return block;
  }
  if (!parameter.range) {
    block.scalar = value(parameter);
  } else if (parameter.kind == Kind::date) {
    std::string low = formulas_.date(), high = formulas_.date();
    if (high < low) std::swap(low, high);
    block.scalar = low + " .. " + high;
  } else if (parameter.kind == Kind::rate) {
    const char* rates[] = {"0%", "1/1000000", "2/37", "12.5%", "1/3", "70%", "100%", "150%"};  // ascending
    const int low = draw_.number(0, 7);
    block.scalar = rates[low] + std::string(" .. ") + rates[draw_.number(low, 7)];
  } else {
    const std::int64_t low = draw_.whole(parameter.low, parameter.high);
    const std::int64_t high = draw_.whole(low, parameter.high);
    block.scalar = std::to_string(low) + " .. " + std::to_string(high);
  }
  return block;
}

Lines RuleWriter::parameters(int count, const std::string& prefix) {
  Lines out;
  for (int i = 0; i < count; ++i) {
    Known parameter;
    Symbol& symbol = parameter.symbol;
    // The first are a sum, a rate and a date that every formula may read.
    const bool plain = i < 3;
    parameter.kind = plain
                         ? std::vector<Kind>{Kind::money, Kind::rate, Kind::date}[static_cast<std::size_t>(i)]
                         : draw_.of({Kind::count, Kind::money, Kind::money, Kind::rate, Kind::date,
                                     Kind::days, Kind::months, Kind::choice});
    parameter.range = !plain && parameter.kind != Kind::choice && draw_.chance(40);
    parameter.choice =
        names_.types.empty() ? 0 : static_cast<std::uint32_t>(draw_.below(names_.types.size()));
    if (parameter.kind == Kind::choice && names_.types.empty()) parameter.kind = Kind::count;
    symbol.kind = parameter.kind;
    symbol.choice = parameter.choice;
    symbol.range = parameter.range;
    symbol.name = prefix + std::to_string(i) + "_" +
                  (parameter.range ? "range" : std::string(hotro::name(parameter.kind)));
    symbol.parameter = true;
    const std::int64_t minor = currency_ == "VND" ? 1 : 100;
    switch (parameter.kind) {
      case Kind::money:
        parameter.high = draw_.of<std::int64_t>({100, 5'000, 2'000'000, 30'000'000'000});
        symbol.top = std::log2(static_cast<double>(parameter.high * minor));
        break;
      case Kind::rate:
        symbol.top = 3;
        symbol.bottom = 20;
        break;
      case Kind::date:
        symbol.top = 16;
        symbol.plain_date = true;
        break;
      case Kind::count:
        parameter.low = draw_.of({0, 1, -5});
        parameter.high = draw_.of({3, 40});
        symbol.top = 6;
        break;
      default:
        parameter.high = draw_.of({3, 30});
        symbol.top = 5;
        break;
    }
    Lines lines = {"type: " + std::string(parameter.range ? "range of " : "") +
                   (parameter.kind == Kind::choice ? names_.types[parameter.choice].name
                                                   : std::string(hotro::name(parameter.kind)))};
    if (!names_.types.empty() && draw_.chance(35)) {
      std::string keys;
      const int dimensions = draw_.chance(30) ? 2 : 1;
      std::size_t entries = 1;
      for (int k = 0; k < dimensions; ++k) {
        const auto key = static_cast<std::uint32_t>(draw_.below(names_.types.size()));
        entries *= names_.types[key].options.size();
        if (entries > 400) break;
        symbol.keys.push_back(key);
        keys += (k == 0 ? "" : ", ") + names_.types[symbol.keys.back()].name;
      }
      lines.push_back("keys: [" + keys + "]");
    }
    lines.push_back("versions:");
    // Always in force, or from the first covered day on; perhaps with days on which it is not in force.
    symbol.always = plain || draw_.chance(70);
    std::vector<std::string> from =
        draw_.chance(60) ? change_dates(draw_.number(1, 3)) : std::vector<std::string>{};
    from.insert(from.begin(), symbol.always ? "" : covers_from_);
    std::set<std::string> seen;
    for (std::size_t v = 0; v < from.size(); ++v) {
      if (v > 0 && from[v] <= covers_from_ && !symbol.always) continue;
      if (!seen.insert(from[v]).second) continue;
      Block version;
      const bool off = !plain && v > 0 && draw_.chance(25);
      symbol.off = symbol.off || off;
      symbol.always = symbol.always && !off;
      put(version.lines, "value", off ? Block{"none", {}} : keyed_value(parameter, 0));
      if (!from[v].empty()) version.lines.push_back("applies_from: " + from[v]);
      if (v > 0 && draw_.chance(20) && from[v] < "2026") version.lines.push_back("applies_to: 2026-01-31");
      if (sources_.size() > 2 && v > 0 && draw_.chance(20)) version.lines.push_back("by: " + sources_[2]);
      append(version.lines, cite());
      Lines item;
      put_item(item, version);
      append(lines, indented(item, "  ", "  "));
    }
    Block all;
    all.lines = lines;
    put(out, symbol.name, all);
    names_.symbols.push_back(symbol);
    parameters_.push_back(parameter);
  }
  return out;
}

void RuleWriter::readings() {
  const int count = draw_.number(0, 2);
  for (int i = 0; i < count; ++i) {
    const Choices reading{"reading_" + std::to_string(i), {"wide", "narrow", "middle"}};
    readings_.push_back(reading.name + ":");
    readings_.push_back("  asks: {en: \"Wide, narrow or middle?\"}");
    append(readings_, indented(cite(), "  ", "  "));
    readings_.push_back("  options: [wide, narrow, middle]");
    readings_.push_back("  default: " + draw_.of(reading.options));
    names_.readings.push_back(reading);
  }
}

}  // namespace generated
