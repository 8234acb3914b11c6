// SPDX-License-Identifier: Apache-2.0
#include "differential/rule_writer.hpp"

#include <algorithm>
#include <set>

#include "differential/rule_parts.hpp"
#include "hotro/rule_set.hpp"

namespace generated {

Block RuleWriter::condition(int depth, bool top) {
  Block block;
  if (!top && draw_.chance(25)) {
    block.scalar = scalar(formulas_.truth(2, {}).text);
    return block;
  }
  const auto list = [&](const std::string& key) {
    Block items;
    const int count = draw_.number(1, 4);
    for (int i = 0; i < count; ++i) put_item(items.lines, condition(depth - 1, false));
    put(block.lines, key, items);
    return count;
  };
  switch (depth > 0 ? draw_.number(0, 8) : 8) {
    case 0: list("all"); break;
    case 1:
    case 2: list("any"); break;
    case 3: list("none"); break;
    case 4: {
      const int count = list("of");
      block.lines.insert(block.lines.begin(), "at_least: " + std::to_string(draw_.number(1, count)));
      break;
    }
    case 5:
      block.lines.push_back("if: " + scalar(formulas_.truth(2, {}).text));
      put(block.lines, "then", condition(depth - 1, false));
      put(block.lines, "else", condition(depth - 1, false));
      break;
    default: block.lines.push_back("that: " + scalar(formulas_.truth(3, {}).text)); break;
  }
  if (!top && draw_.chance(20)) append(block.lines, cite());
  if (!top && draw_.chance(20)) block.lines.push_back("reason: {vi: Lý do, en: A reason}");
  return block;
}

/// A number in one of the forms that a definition takes.
Block RuleWriter::number_form(Kind kind, bool top, Written& out) {
  Block block;
  const Mode mode{draw_.chance(50), draw_.chance(30)};
  const int form = draw_.number(0, 2);
  if (form == 0) {
    const Written condition = formulas_.truth(2, mode), a = formulas_.number(kind, 2, mode),
                  b = formulas_.number(kind, 2, mode);
    block.lines = {"if: " + scalar(condition.text), "then: " + scalar(a.text), "else: " + scalar(b.text)};
    out.top = std::max(a.top + b.bottom, b.top + a.bottom);
    out.bottom = a.bottom + b.bottom;
    out.whole = a.whole && b.whole;
    out.off = condition.off || a.off || b.off;
    out.conditional = condition.conditional || a.conditional || b.conditional;
  } else {
    const bool large = kind != Kind::date && kind != Kind::rate && draw_.chance(15);
    out = large ? formulas_.large(kind, mode) : formulas_.number(kind, 3, mode);
    block.lines = {"value: " + scalar(out.text)};
    if (form == 1 && kind != Kind::date && kind != Kind::rate) {
      block.lines.push_back(std::string("round: ") + draw_.of({"up", "down", "half up", "half down",
                                                               "half even", "floor", "ceiling"}));
      block.lines.push_back(std::string("to: ") + draw_.of({"1", "2", "5", "1_000", "7"}));
      out.top = std::max(out.top - out.bottom, 10.0) + 1;
      out.bottom = 0;
      out.whole = true;
    }
  }
  if (top) append(block.lines, cite());
  return block;
}

/// A choice, read from one that there is: an option alone would be of no type.
Block RuleWriter::choice_form(std::uint32_t type, bool top, Written& out) {
  Block block;
  const Mode mode{draw_.chance(50), draw_.chance(30)};
  do {
    out = formulas_.choice(type, 2, mode);
  } while (out.text[0] == '"');
  block.lines = {"value: " + scalar(out.text)};
  if (top) append(block.lines, cite());
  return block;
}

Block RuleWriter::amount(int depth, bool top) {
  Block block;
  const Mode mode{false, false};
  switch (draw_.number(top ? 1 : 0, 3)) {
    case 0: block.scalar = scalar(formulas_.amount(depth + 1, mode).text); return block;
    case 1:
      block.lines.push_back("if: " + scalar(formulas_.truth(2, mode).text));
      put(block.lines, "then",
          depth > 0 ? amount(depth - 1, false) : Block{scalar(formulas_.amount(1, mode).text), {}});
      put(block.lines, "else",
          depth > 0 ? amount(depth - 1, false) : Block{scalar(formulas_.amount(1, mode).text), {}});
      break;
    default: {
      Written value = draw_.chance(25) ? formulas_.large(Kind::money, mode)
                                       : formulas_.number(Kind::money, depth + 2, mode);
      value.text = draw_.chance(70) ? "max(0, " + value.text + ")" : "abs(" + value.text + ")";
      if (value.top - value.bottom > 56) value.text = "min(1000000000000, " + value.text + ")";
      if (value.top + value.bottom < 60 && draw_.chance(25)) {  // by what varies
        const Written divisor = formulas_.number(Kind::count, 1, mode);
        if (divisor.top + divisor.bottom < 40) {
          const std::string least = std::to_string(draw_.of({1, 2, 7}));
          value.text += " / max(" + least + ", " + divisor.text + ")";
        }
      }
      block.lines.push_back("value: " + scalar(value.text));
      block.lines.push_back(std::string("round: ") + draw_.of({"up", "down", "half up", "half down",
                                                               "half even", "floor", "ceiling"}));
      block.lines.push_back(std::string("to: ") +
                            draw_.of({"1", "2", "50", "1_000", currency_ == "VND" ? "7" : "0.05"}));
      break;
    }
  }
  if (top) append(block.lines, cite());
  return block;
}

void RuleWriter::definitions(int count, const std::string& prefix) {
  for (int i = 0; i < count; ++i) {
    Kind kind = draw_.of({Kind::truth, Kind::truth, Kind::count, Kind::money, Kind::rate, Kind::date,
                          Kind::days, Kind::months, Kind::choice});
    Symbol symbol;
    if (kind == Kind::choice) symbol.choice = static_cast<std::uint32_t>(draw_.below(names_.types.size()));
    if (kind == Kind::choice && !formulas_.has_choice(symbol.choice)) kind = Kind::count;
    symbol.name = prefix + std::to_string(i) + "_" + std::string(hotro::name(kind));
    symbol.kind = kind;
    const auto form = [&](bool top) {
      if (kind == Kind::truth) {
        Block block = condition(2, true);
        while (block.lines[0].rfind("if", 0) == 0)
          block = condition(2, true);  // branches stand on one line there
        if (top) append(block.lines, cite());
        symbol.off = false;  // its lines answer for themselves
        return block;
      }
      Written written;
      Block block =
          kind == Kind::choice ? choice_form(symbol.choice, top, written) : number_form(kind, top, written);
      symbol.top = std::max(symbol.top, written.top);
      symbol.bottom = std::max(symbol.bottom, written.whole ? 0.0 : std::max(written.bottom, 1.0));
      symbol.conditional = symbol.conditional || written.conditional;
      symbol.off = symbol.off || written.off;
      return block;
    };
    Block body = form(true);
    if (draw_.chance(30)) {
      Block versions;
      put_item(versions.lines, body);
      for (const std::string& from : change_dates(draw_.number(1, 2))) {
        Block version = form(true);
        version.lines.push_back("applies_from: " + from);
        put_item(versions.lines, version);
      }
      body.lines.clear();
      put(body.lines, "versions", versions);
    }
    if (kind == Kind::truth) definitions_.push_back(symbol.name);
    put(definition_lines_, symbol.name, body);
    names_.symbols.push_back(symbol);
  }
}

void RuleWriter::benefit(const std::string& name) {
  Benefit benefit{name, {}};
  Block body;
  if (draw_.chance(50)) body.lines.push_back("title: {en: Benefit " + name + "}");
  if (draw_.chance(40)) {
    Written on;
    for (int tries = 0; tries < 5; ++tries) {  // on a date that has one version
      on = formulas_.number(Kind::date, draw_.number(0, 1), {false, false});
      if (on.text.find('p') == std::string::npos && on.text.find('x') == std::string::npos &&
          on.text.find('i') == std::string::npos)
        break;
      on.text = "start";
    }
    body.lines.push_back("effective_on: " + scalar(on.text));
  }
  if (draw_.chance(35)) put(body.lines, "when", condition(1, false));
  Block all, list;
  // Their number decides how many bytes the bits of a decision take.
  const bool many = draw_.chance(4);
  const int count = many               ? draw_.of({8, 9, 16, 17, 32, 33, 64})
                    : draw_.chance(70) ? draw_.number(1, 2)
                                       : draw_.number(3, 6);
  for (int c = 0; c < count; ++c) {
    Block item = condition(many ? 0 : draw_.number(0, 3), true);
    if (many || draw_.chance(50)) {  // so that some are eligible
      Block list_of_any, any;
      put_item(list_of_any.lines, item);
      put_item(list_of_any.lines, condition(1, false));
      put_item(list_of_any.lines, condition(0, false));
      put(any.lines, "any", list_of_any);
      item = any;
    }
    benefit.conditions.push_back("c" + std::to_string(c));
    item.lines.insert(item.lines.begin(), "id: " + benefit.conditions.back());
    item.lines.push_back("reason: {vi: Lý do, en: \"Reason, or not\"}");
    append(item.lines, cite());
    put_item(list.lines, item);
  }
  put(all.lines, "all", list);
  put(body.lines, "eligible", all);
  put(body.lines, "entitlement", amount(draw_.number(0, 2), true));
  if (draw_.chance(20)) body.lines.emplace_back("on_top: true");
  put(benefit_lines_, name, body);
  benefits_.push_back(benefit);
}

static std::string text_of(const Lines& lines) {
  std::string text;
  for (const std::string& line : lines) text += line + "\n";
  return text;
}

std::string RuleWriter::imported() {
  prefix_ = "i_";
  sources_ = {"law", "part"};
  types();
  const Lines out = parameters(draw_.number(3, 5), "i");
  Lines text = {"hotro: 1",
                "rule_set: test.imported",
                "title: {en: Imported}",
                "by: law",
                "sources:",
                "  law: {en: A law, enacted: 2019-05-05}",
                "  part: {en: Its annex, part_of: law}"};
  if (draw_.chance(50)) text.insert(text.begin() + 3, "currency: " + currency_);
  put(text, "types", {"", types_});
  put(text, "parameters", {"", out});
  types_.clear();
  prefix_.clear();
  return text_of(text);
}

std::string RuleWriter::amendment(int number) {
  const std::string act = "act_" + std::to_string(number);
  const std::string enacted =
      "202" + std::to_string(1 + number) + "-0" + std::to_string(draw_.number(1, 9)) + "-15";
  Lines text = {"hotro: 1", "amends: test.generated", "by: " + act,
                "sources:", "  " + act + ": {en: Amendment, enacted: " + enacted + "}"};
  sources_.push_back(act);
  Lines dossier;
  if (draw_.chance(40)) {
    facts(dossier, "dossier", "g" + std::to_string(number), 1);
    text.push_back("facts:");
    Block group;
    put(group.lines, "dossier", {"", dossier});
    append(text, indented(group.lines, "  ", "  "));
  }
  Block changes;
  const int count = draw_.number(1, 4);
  std::set<std::string> done;
  for (int i = 0; i < count; ++i) {
    Block change;
    const auto dates = [&](bool maybe_none) {
      if (maybe_none && draw_.chance(30)) return;
      change.lines.push_back("applies_from: " + change_date());
      if (draw_.chance(20)) change.lines.push_back("applies_to: 2027-01-01");
    };
    Benefit& benefit = benefits_[draw_.below(benefits_.size())];
    const std::string path = "benefits." + benefit.name;
    std::string target;
    const int form = draw_.number(0, 6);
    switch (form == 4 && benefit.conditions.size() == hotro::most_conditions ? 3 : form) {
      case 0:
      case 1: {
        const Known& parameter = draw_.of(parameters_);
        target = "parameters." + parameter.symbol.name;
        const bool off = parameter.symbol.off && draw_.chance(30);
        if (off) {
          change.lines.push_back("repeal: " + target);
        } else {
          change.lines.push_back("set: " + target);
          put(change.lines, "value", keyed_value(parameter, 0));
        }
        dates(true);
        break;
      }
      case 2: {
        if (definitions_.empty()) continue;
        const std::string& name = draw_.of(definitions_);
        target = "definitions." + name;
        change.lines.push_back("set: " + target);
        // Only what was known before it, so that no definition depends on itself.
        Names before;
        before.types = names_.types;
        before.dates = names_.dates;
        for (const Symbol& symbol : names_.symbols) {
          if (symbol.name[0] != 'x') before.symbols.push_back(symbol);
        }
        FormulaWriter writer(draw_, before);
        change.lines.push_back("that: " + scalar(writer.truth(2, {}).text));
        dates(true);
        break;
      }
      case 3: {
        const std::string& id = draw_.of(benefit.conditions);
        target = path + ".eligible." + id;
        if (draw_.chance(40)) {
          change.lines.push_back("repeal: " + target);
        } else {
          change = condition(1, true);
          change.lines.insert(change.lines.begin(), "set: " + target);
        }
        dates(true);
        break;
      }
      case 4: {
        const std::string id = "a" + std::to_string(number) + std::to_string(i);
        target = path + ".eligible." + id;
        change = condition(1, true);
        change.lines.insert(change.lines.begin(), "add: " + target);
        change.lines.push_back("reason: {en: New}");
        benefit.conditions.push_back(id);
        dates(false);
        break;
      }
      case 5:
        target = path + ".when";
        change = condition(1, true);
        change.lines.insert(change.lines.begin(), "set: " + target);
        dates(true);
        break;
      default:
        target = path + ".entitlement";
        change = amount(1, false);
        if (change.lines.empty()) change.lines = {"value: " + change.scalar};
        change.lines.insert(change.lines.begin(), "set: " + target);
        dates(true);
        break;
    }
    if (!done.insert(target).second) continue;
    append(change.lines, cite());
    put_item(changes.lines, change);
  }
  if (changes.lines.empty()) {
    sources_.pop_back();
    return {};
  }
  put(text, "changes", changes);
  return text_of(text);
}

Texts RuleWriter::write() {
  currency_ = draw_.chance(70) ? "VND" : draw_.of({"EUR", "USD"});
  covers_from_ = draw_.of({"2020-01-01", "2020-03-01", "2021-07-15"});
  covers_to_ = draw_.of({"2022-02-28", "2023-12-31", "2024-02-29"});
  const int points = draw_.number(1, 4);
  for (int i = 0; i < points; ++i) names_.dates.push_back(formulas_.date());

  Texts texts;
  texts.files.emplace_back();
  const bool imports = draw_.chance(30);
  if (imports) texts.files.push_back({"imported.yaml", imported(), false});
  sources_ = {"act", "annex"};
  if (draw_.chance(30)) sources_.push_back("later");

  types();
  names_.symbols.push_back({});
  names_.symbols.back().name = "start";
  names_.symbols.back().kind = Kind::date;
  names_.symbols.back().top = 16;
  names_.symbols.back().plain_date = true;
  readings();
  const Lines values = parameters(draw_.number(3, 7), "p");
  dossier_.push_back(draw_.chance(60) ? "start: {type: date, min: 2019-12-01, max: 2024-06-30}"
                                      : "start: {type: date}");
  fact(dossier_, "dossier", Kind::money, "wage");
  if (draw_.chance(40)) dossier_.push_back("person: {type: text, person: true}");
  facts(enterprise_, "enterprise", "e", draw_.number(0, 3));
  facts(dossier_, "dossier", "f", draw_.number(2, 9));
  const bool month_end_reading = draw_.chance(25);
  definitions(draw_.number(0, 6), "x");
  const int benefits = draw_.number(1, 3);
  for (int b = 0; b < benefits; ++b) {
    benefit("b" + std::to_string(b));
    if (draw_.chance(40)) {  // later benefits and amendments may read what was paid for it
      Symbol paid;
      paid.name = "paid_before.b" + std::to_string(b);
      paid.kind = Kind::money;
      paid.top = 47;
      names_.symbols.push_back(paid);
    }
  }

  Lines text = {"hotro: 1",
                "rule_set: test.generated",
                "title: {vi: Bộ quy tắc, en: A generated rule set}",
                "currency: " + currency_,
                "by: act",
                "covers: " + covers_from_ + " .. " + covers_to_,
                "effective_on: start"};
  text.push_back(month_end_reading  ? "month_end: reading.leap"
                 : draw_.chance(50) ? "month_end: last_day"
                                    : "month_end: next_day");
  if (imports) text.push_back("imports: [test.imported]");
  text.push_back("sources:");
  text.push_back("  act: {vi: Quyết định, en: Decision, enacted: 2020-06-01, in_force: 2020-06-01}");
  text.push_back("  annex: {en: \"Annex: of the decision\", part_of: act}");
  if (sources_.size() > 2)
    text.push_back("  later: {en: Later, enacted: 2021-0" + std::to_string(draw_.number(1, 9)) + "-01}");
  put(text, "types", {"", types_});
  text.push_back("facts:");
  if (!enterprise_.empty()) {
    text.push_back("  enterprise:");
    append(text, indented(enterprise_, "    ", "    "));
  }
  text.push_back("  dossier:");
  append(text, indented(dossier_, "    ", "    "));
  put(text, "parameters", {"", values});
  if (month_end_reading) {
    readings_.push_back("leap:");
    readings_.push_back("  asks: {en: When is the birthday of a leap day}");
    readings_.push_back("  cite: act art 9");
    readings_.push_back("  options: [last_day, next_day]");
    readings_.push_back("  default: next_day");
  }
  if (!readings_.empty()) put(text, "readings", {"", readings_});
  if (!definition_lines_.empty()) put(text, "definitions", {"", definition_lines_});
  put(text, "benefits", {"", benefit_lines_});
  texts.files[0] = {"rules.yaml", text_of(text), false};

  const int amendments = draw_.chance(50) ? 0 : draw_.number(1, 2);
  for (int a = 0; a < amendments; ++a) {
    std::string amends = amendment(a);
    if (!amends.empty())
      texts.files.push_back({"amendment-" + std::to_string(a) + ".yaml", std::move(amends), true});
  }
  return texts;
}

Texts write_rules(Draw& draw) { return RuleWriter(draw).write(); }

}  // namespace generated
