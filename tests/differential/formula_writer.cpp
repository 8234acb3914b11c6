// SPDX-License-Identifier: Apache-2.0
#include "differential/formula_writer.hpp"

#include <algorithm>
#include <cmath>

namespace generated {

namespace {

/// What an operation over two operands reads, and how large a sum of them may be.
Written joined(const Written& a, const Written& b, std::string text) {
  Written result;
  result.text = std::move(text);
  result.bottom = a.bottom + b.bottom;
  result.top = std::max(a.top + b.bottom, b.top + a.bottom) + 1;
  result.whole = a.whole && b.whole;
  result.conditional = a.conditional || b.conditional;
  result.off = a.off || b.off;
  return result;
}

Written with(Written a, const Written& also) {
  a.conditional = a.conditional || also.conditional;
  a.off = a.off || also.off;
  return a;
}

}  // namespace

std::string FormulaWriter::small_number() {
  return std::to_string(draw_.of({0, 1, 2, 3, 5, 7, 10, 12, 14, 30, 100, 365, 1'000, 50'000, 1'000'000}));
}

std::string FormulaWriter::date() {
  if (!names_.dates.empty() && draw_.chance(60)) return draw_.of(names_.dates);
  if (draw_.chance(20))
    return draw_.of({"2020-02-29", "2024-02-29", "2023-02-28", "2023-03-01", "2000-02-29"});
  const auto two = [](int n) { return (n < 10 ? "0" : "") + std::to_string(n); };
  const int year = draw_.number(2018, 2026), month = draw_.number(1, 12), day = draw_.number(1, 28);
  return std::to_string(year) + "-" + two(month) + "-" + two(day);
}

std::vector<const Symbol*> FormulaWriter::readable(Kind kind, Mode mode, bool ranges) const {
  std::vector<const Symbol*> found;
  for (const Symbol& symbol : names_.symbols) {
    if (symbol.kind != kind || (symbol.range && !ranges) || (symbol.off && !mode.off)) continue;
    if (symbol.conditional && !mode.conditional) continue;
    found.push_back(&symbol);
  }
  return found;
}

Written FormulaWriter::read(const Symbol& symbol, int depth, Mode mode) {
  Written result;
  result.text = symbol.name;
  result.top = symbol.top;
  result.bottom = symbol.bottom;
  result.whole = symbol.bottom == 0;
  result.conditional = symbol.conditional;
  result.off = symbol.off;
  if (!symbol.keys.empty()) {
    result.text += "(";
    for (std::size_t k = 0; k < symbol.keys.size(); ++k) {
      const Written key = choice(symbol.keys[k], depth - 1, mode);
      result.text += (k == 0 ? "" : ", ") + key.text;
      result = with(result, key);
    }
    result.text += ")";
  }
  if (symbol.parameter && symbol.always && draw_.chance(15)) {
    std::vector<const Symbol*> dates = readable(Kind::date, mode, false);
    std::erase_if(dates, [](const Symbol* date) { return !date->plain_date || !date->keys.empty(); });
    if (!dates.empty()) {
      const Symbol& on = *draw_.of(dates);
      result.text = "at(" + result.text + ", " + on.name + ")";
      result.conditional = result.conditional || on.conditional;
      result.off = result.off || on.off;
    }
  }
  if (symbol.range) result.text += draw_.chance(50) ? ".low" : ".high";
  return result;
}

Written FormulaWriter::literal(Kind kind) {
  Written result;
  switch (kind) {
    case Kind::days:
      result.text = small_number();
      result.text = draw_.chance(20) ? "duration(\"P" + result.text + "D\")" : "days(" + result.text + ")";
      result.top = 20;
      break;
    case Kind::months:
      result.text = "months(" + std::to_string(draw_.number(0, 40)) + ")";
      result.top = 6;
      break;
    case Kind::date:
      result.text = draw_.chance(50) ? "date(\"" + date() + "\")" : "@\"" + date() + "\"";
      result.top = 16;
      break;
    default:
      result.text = small_number();
      result.top = 20;
      break;
  }
  return result;
}

Written FormulaWriter::leaf(Kind kind, int depth, Mode mode) {
  const std::vector<const Symbol*> symbols = readable(kind, mode, true);
  const bool has_literal = kind != Kind::money && kind != Kind::rate;
  if (symbols.empty() || (has_literal && draw_.chance(25))) return literal(kind);
  return read(*draw_.of(symbols), depth, mode);
}

Written FormulaWriter::window_overlap(int depth, Mode mode) {
  const Written from = number(Kind::date, depth - 1, mode), to = number(Kind::date, depth - 1, mode);
  for (const Symbol* window : readable(Kind::date, mode, true)) {
    if (!window->range || draw_.chance(30)) continue;
    Symbol whole = *window;
    whole.range = false;  // read without an end
    const Written range = read(whole, depth, mode);
    Written result =
        with(joined(from, to, "overlap(" + from.text + ", " + to.text + ", " + range.text + ")"), range);
    return result;
  }
  return joined(from, to, "days(" + from.text + ", " + to.text + ")");
}

Written FormulaWriter::quotient(Kind kind, int depth, Mode mode) {
  const Kind of = kind == Kind::rate ? Kind::money : kind;
  const Written a = number(of, draw_.number(0, depth), mode);
  Written b = number(kind == Kind::rate ? Kind::money : Kind::count, draw_.number(0, depth), mode);
  const bool positive = draw_.chance(80);
  b.text = (positive ? "max(" : "min(-") + std::to_string(draw_.of({1, 3, 30})) + ", " + b.text + ")";
  Written result = joined(a, b, "(" + a.text + " / " + b.text + ")");
  result.top = a.top + b.bottom;
  result.bottom = a.bottom + b.top;
  result.whole = false;
  return result;
}

Written FormulaWriter::in_whole(Written value) {
  value.text = draw_.of({"floor(", "ceiling(", "round up(", "round down(", "round half up(",
                         "round half down(", "decimal("}) +
               value.text;
  value.text += value.text[0] == 'f' || value.text[0] == 'c' ? ")" : ", 0)";
  value.whole = true;
  value.top = std::max(value.top - value.bottom, 1.0) + 1;
  value.bottom = 0;
  return value;
}

Written FormulaWriter::rounded(Kind kind, int depth, Mode mode) {
  const bool divided = (kind == Kind::money || kind == Kind::days || kind == Kind::rate) && draw_.chance(40);
  Written value = divided ? quotient(kind, depth, mode) : grown(kind, depth, mode);
  if (!divided && kind != Kind::rate && draw_.chance(40)) {  // a tie, or nearly
    const Written other = number(kind, 0, mode);
    value = joined(value, other, "((" + value.text + " - " + other.text + ") / 2)");
    value.bottom += 1;
    value.whole = false;
  }
  const std::string function =
      draw_.of({"floor", "ceiling", "round up", "round down", "round half up", "round half down", "decimal"});
  const bool alone = function == "floor" || function == "ceiling";
  const std::string digits = std::to_string(kind == Kind::rate ? draw_.number(0, 3) : draw_.number(-3, 0));
  Written result = value;
  result.text = function + "(" + value.text + (alone ? "" : ", " + digits) + ")";
  result.top = std::max(divided ? value.top : value.top - value.bottom, 10.0) + 1;
  result.bottom = kind == Kind::rate ? 10 : 0;
  result.whole = kind != Kind::rate;
  return result;
}

/// An operation on products beyond 64 bits, sometimes only beyond 32, divided until `most` bits are left.
Written FormulaWriter::large(Kind kind, Mode mode, int most) {
  const int bits = draw_.chance(30) ? 40 : 66;
  const auto product = [&] {
    Written value = number(kind, 0, mode);
    for (int factors = 0; value.top < bits && factors < 8; ++factors) {
      const bool named = draw_.chance(50);
      const std::int64_t large = draw_.of({999'983, 1'000'000'007});
      const Written factor = named ? number(Kind::count, 0, mode) : Written{std::to_string(large), 30};
      const double top = value.top + factor.top;
      value = joined(value, factor, "(" + value.text + " * " + factor.text + ")");
      value.top = top;
    }
    return value;
  };
  Written value = product();
  if (draw_.chance(50)) {
    const Written less = product();
    value = joined(value, less, "(" + value.text + " - " + less.text + ")");
  }
  switch (draw_.number(0, 4)) {
    case 0: value.text = "(-" + value.text + ")"; break;
    case 1: value.text = "abs(" + value.text + ")"; break;
    case 2: {
      const Written other = product();
      value =
          joined(value, other, (draw_.chance(50) ? "min(" : "max(") + value.text + ", " + other.text + ")");
      break;
    }
    case 3:
      if (!value.whole) break;
      value.text = "modulo(" + value.text + ", " + std::to_string(draw_.of({7, 12, 1'000})) + ")";
      value.top = 10;
      return value;
    default: break;
  }
  while (value.top - value.bottom > most) {
    value.text = "(" + value.text + " / " + std::to_string(draw_.of({512, 1'000, 2'187})) + ")";
    value.bottom += 9;
  }
  return in_whole(value);
}

/// A formula with an operation of the kind at its top.
Written FormulaWriter::grown(Kind kind, int depth, Mode mode) {
  const int less = depth - 1;
  const auto some = [&](Kind of) { return number(of, draw_.number(0, less), mode); };
  const auto product = [&](const Written& a, const Written& b) {
    Written result = joined(a, b, "(" + a.text + " * " + b.text + ")");
    result.top = a.top + b.top;
    return result;
  };
  const auto either = [&](Written a, Written b, std::string_view sign) {
    std::string text = "(" + a.text + std::string(sign) + b.text + ")";
    return joined(a, b, std::move(text));
  };

  const int form = draw_.number(0, 9);
  if (kind != Kind::date && kind != Kind::rate && draw_.chance(5)) return large(kind, mode);
  if (form == 0) {
    const Written condition = truth(less, mode), a = some(kind), b = some(kind);
    return with(joined(a, b, "(if " + condition.text + " then " + a.text + " else " + b.text + ")"),
                condition);
  }
  if (form == 1) {
    const Written a = some(kind), b = some(kind);
    return joined(a, b, (draw_.chance(50) ? "min(" : "max(") + a.text + ", " + b.text + ")");
  }
  if (kind == Kind::date) {
    const Written from = some(Kind::date);
    if (form <= 4) {
      const Written months = draw_.chance(30) ? large(Kind::months, mode, 8) : some(Kind::months);
      if (months.top > 12 || !months.whole || from.top > 17) return from;
      Written result = joined(from, months, "add_months(" + from.text + ", " + months.text + ")");
      result.top = 18;
      return result;
    }
    const Written days = draw_.chance(25) ? large(Kind::days, mode, draw_.of({8, 14})) : some(Kind::days);
    if (days.top > 17 || !days.whole || from.top > 17) return from;
    return either(from, days, draw_.chance(50) ? " + " : " - ");
  }
  if (form == 2) {
    const Written a = some(kind);
    if (a.text == "0") return a;
    return joined(a, {}, draw_.chance(50) ? "abs(" + a.text + ")" : "(-" + a.text + ")");
  }
  if (form == 3 && kind != Kind::rate) {
    Written a = some(kind);
    if (!a.whole) return a;
    a.text = "modulo(" + a.text + ", " + std::to_string(draw_.of({1, 2, 3, 7, 12, 30, 1'000})) + ")";
    a.top = 10;
    return a;
  }
  if (form == 4) {
    if (kind == Kind::days) return window_overlap(depth, mode);
    if (kind == Kind::months || kind == Kind::count) {
      const Written from = some(Kind::date), to = some(Kind::date);
      if (from.top > 18 || to.top > 18) return leaf(kind, depth, mode);
      return joined(from, to, (kind == Kind::count ? "age(" : "months(") + from.text + ", " + to.text + ")");
    }
    if (kind == Kind::money && less > 0) return rounded(kind, less, mode);
    if (kind == Kind::rate && less > 0) return rounded(kind, less, mode);
  }
  if (form == 9 && (kind == Kind::days || kind == Kind::months) && less > 0) return rounded(kind, less, mode);
  if (form == 5 && kind == Kind::days) return window_overlap(depth, mode);
  if (form == 8 && kind == Kind::months) {
    const Written from = some(Kind::date), to = some(Kind::date);
    if (from.top <= 18 && to.top <= 18) return joined(from, to, "months(" + from.text + ", " + to.text + ")");
  }
  if (form == 5 && kind != Kind::rate) {
    Written a = some(kind);
    const int divisor = draw_.of({2, 3, 4, 7, 12, 30});
    a.text = "(" + a.text + " / " + std::to_string(divisor) + ")";
    a.bottom += std::log2(divisor);
    a.whole = false;
    if (kind == Kind::money || !draw_.chance(70)) return a;
    a.text = (draw_.chance(50) ? "floor(" : "ceiling(") + a.text + ")";
    a.bottom = 0;
    a.whole = true;
    return a;
  }
  if (form == 6 || (form == 7 && kind != Kind::days)) {
    const Written a = some(kind != Kind::count && draw_.chance(50) ? Kind::rate : Kind::count),
                  b = some(kind);
    return draw_.chance(50) || kind == Kind::rate ? product(a, b) : product(b, a);
  }
  if (form == 7 && kind == Kind::days) {
    const Written from = some(Kind::date), to = some(Kind::date);
    return either(to, from, " - ");
  }
  const Written a = some(kind), b = some(kind);
  return either(a, b, draw_.chance(50) ? " + " : " - ");
}

Written FormulaWriter::number(Kind kind, int depth, Mode mode) {
  if (depth <= 0 || draw_.chance(30)) return leaf(kind, depth, mode);
  const Written result = grown(kind, depth, mode);
  return fits(result) && result.text.size() < 1'500 ? result : leaf(kind, 0, mode);
}

Written FormulaWriter::amount(int depth, Mode mode) {
  Written value = draw_.chance(25) ? large(Kind::money, mode) : number(Kind::money, depth, mode);
  if (!value.whole) value = in_whole(value);
  value.text = draw_.chance(50) ? "max(0, " + value.text + ")" : "abs(" + value.text + ")";
  if (value.top > 56) {
    value.text = "min(1000000000000, " + value.text + ")";
    value.top = 47;
  }
  return value;
}

bool FormulaWriter::has_choice(std::uint32_t type) const {
  const std::vector<const Symbol*> symbols = readable(Kind::choice, {false, false}, false);
  return std::any_of(symbols.begin(), symbols.end(), [&](const Symbol* s) { return s->choice == type; });
}

Written FormulaWriter::choice(std::uint32_t type, int depth, Mode mode) {
  std::vector<const Symbol*> symbols;
  for (const Symbol* symbol : readable(Kind::choice, mode, false)) {
    if (symbol->choice == type && (depth > 0 || symbol->keys.empty())) symbols.push_back(symbol);
  }
  Written result;
  if (symbols.empty() || draw_.chance(10)) {
    result.text = "\"" + draw_.of(names_.types[type].options) + "\"";
    return result;
  }
  const Symbol& one = *draw_.of(symbols);
  if (depth > 0 && draw_.chance(15)) {
    const Written condition = truth(depth - 1, mode);
    const Symbol& other = *draw_.of(symbols);
    const Written a = read(one, depth - 1, mode), b = read(other, depth - 1, mode);
    return with(joined(a, b, "(if " + condition.text + " then " + a.text + " else " + b.text + ")"),
                condition);
  }
  return read(one, depth - 1, mode);
}

Written FormulaWriter::choice_comparison(int depth, Mode mode) {
  const auto type = static_cast<std::uint32_t>(draw_.below(names_.types.size()));
  const Choices& choices = names_.types[type];
  const std::string option = "\"" + draw_.of(choices.options) + "\"";
  if (!names_.readings.empty() && draw_.chance(20)) {
    const Choices& reading = draw_.of(names_.readings);
    Written result;
    result.text = "(reading." + reading.name + " = \"" + draw_.of(reading.options) + "\")";
    return result;
  }
  Written value = choice(type, depth - 1, mode);
  if (value.text[0] == '"') {
    bool found = false;
    for (const Symbol* symbol : readable(Kind::choice, mode, false)) {
      if (symbol->choice != type || found) continue;
      value = read(*symbol, depth - 1, mode);
      found = true;
    }
    if (!found) return number_comparison(Kind::count, depth, mode);
  }
  switch (draw_.number(0, 5)) {
    case 0: value.text += " != " + option; break;
    case 1: value.text = option + " = " + value.text; break;
    case 2: value.text += " in (" + option + ", \"" + draw_.of(choices.options) + "\")"; break;
    case 3: value.text = "not(" + value.text + " in (" + option + "))"; break;
    case 4: {
      const Written other = choice(type, depth - 1, mode);
      value = joined(value, other, value.text + " = " + other.text);
      break;
    }
    default: value.text += " = " + option; break;
  }
  value.text = "(" + value.text + ")";
  return value;
}

Written FormulaWriter::number_comparison(Kind kind, int depth, Mode mode) {
  const int less = std::max(0, depth - 1);
  const auto some = [&] { return number(kind, draw_.number(0, less), mode); };
  const auto side = [&] {  // a bare number takes the kind of the other side
    if (kind == Kind::money && draw_.chance(40)) return literal(kind);
    return number(kind, draw_.number(0, less / 2), mode);
  };
  const std::string sign = draw_.of({" < ", " <= ", " > ", " >= ", " = ", " != "});
  const bool countable = kind != Kind::date && kind != Kind::rate;
  const Written a = countable && draw_.chance(8) ? large(kind, mode) : some();
  switch (draw_.number(0, 11)) {
    case 0: {
      const Written low = side(), high = side();
      Written all = joined(a, joined(low, high, ""), "");
      if (all.top > 110) break;
      all.text = "(" + a.text + " between " + low.text + " and " + high.text + ")";
      return all;
    }
    case 1: {
      const Written low = side(), high = side();
      Written all = joined(a, joined(low, high, ""), "");
      if (all.top > 110) break;
      const std::string first = draw_.of({"[", "(", "]"}), last = draw_.of({"]", ")", "["});
      all.text = "(" + a.text + " in " + first + low.text + ".." + high.text + last + ")";
      return all;
    }
    case 2: {
      const Written one = side(), other = side();
      Written all = joined(a, joined(one, other, ""), "");
      if (all.top > 110) break;
      all.text = "(" + a.text + " in (" + one.text + ", " + draw_.of({"< ", ">= "}) + other.text + "))";
      return all;
    }
    case 3:
      for (const Symbol* window : readable(kind, mode, true)) {
        if (!window->range || draw_.chance(40)) continue;
        Symbol whole = *window;
        whole.range = false;
        const Written range = read(whole, depth, mode);
        return joined(a, range, "(" + a.text + " in " + range.text + ")");
      }
      break;
    case 4:
    case 5: {  // a division by what varies stands alone in a comparison
      if (kind == Kind::date) break;
      // By a count it keeps its kind, by its own kind it is a rate.
      const bool ratio = kind == Kind::count || (kind != Kind::rate && draw_.chance(50));
      Written divisor = number(ratio ? kind : Kind::count, draw_.number(0, less / 2), mode);
      const Written b = ratio ? number(Kind::rate, draw_.number(0, less / 2), mode)
                              : number(kind, draw_.number(0, less / 2), mode);
      if (a.top + b.bottom > 100 || b.top + a.bottom + divisor.top + divisor.bottom > 100) break;
      const std::string least = std::to_string(draw_.number(1, 3));
      const bool unit = ratio && (kind == Kind::days || kind == Kind::months);
      const auto bound = [&](const std::string& n) {
        return unit ? std::string(hotro::name(kind)) + "(" + n + ")" : n;
      };
      const bool positive = draw_.chance(80);
      divisor.text = positive ? "max(" + bound(least) + ", " + divisor.text + ")"
                              : "min(" + bound("-" + least) + ", " + divisor.text + ")";
      Written all = with(joined(a, b, ""), divisor);
      const std::string quotient = "(" + a.text + " / " + divisor.text + ")";
      all.text =
          draw_.chance(50) ? "(" + quotient + sign + b.text + ")" : "(" + b.text + sign + quotient + ")";
      return all;
    }
    default: break;
  }
  Written b = side();
  if (std::max(a.top + b.bottom, b.top + a.bottom) > 110) b = leaf(kind, 0, mode);
  const bool swap = draw_.chance(20);
  return joined(a, b, "(" + (swap ? b : a).text + sign + (swap ? a : b).text + ")");
}

Written FormulaWriter::comparison(int depth, Mode mode) {
  mode.conditional = true;
  const Kind kind = draw_.of({Kind::count, Kind::money, Kind::money, Kind::rate, Kind::date, Kind::date,
                              Kind::days, Kind::months, Kind::choice, Kind::choice});
  const bool of_choices = kind == Kind::choice && !names_.types.empty();
  Written result = of_choices ? choice_comparison(depth, mode)
                              : number_comparison(kind == Kind::choice ? Kind::count : kind, depth, mode);
  result.conditional = false;  // it answers for itself
  result.top = result.bottom = 0;
  return result;
}

Written FormulaWriter::truth(int depth, Mode mode) {
  const auto binary = [&](std::string_view sign) {
    const Written a = truth(depth - 1, mode), b = truth(depth - 1, mode);
    return joined(a, b, "(" + a.text + std::string(sign) + b.text + ")");
  };
  if (depth > 1) {
    switch (draw_.number(0, 9)) {
      case 0: return binary(" and ");
      case 1: return binary(" or ");
      case 2: {
        Written a = truth(depth - 1, mode);
        a.text = "not(" + a.text + ")";
        return a;
      }
      case 3: {
        const Written c = truth(depth - 2, mode), a = truth(depth - 2, mode), b = truth(depth - 2, mode);
        return with(joined(a, b, "(if " + c.text + " then " + a.text + " else " + b.text + ")"), c);
      }
      case 4: return binary(draw_.chance(50) ? " = " : " != ");
      default: break;
    }
  }
  mode.conditional = true;  // a truth that does not apply is no
  const std::vector<const Symbol*> symbols = readable(Kind::truth, mode, false);
  if (!symbols.empty() && draw_.chance(depth > 0 ? 25 : 60)) {
    Written result = read(*draw_.of(symbols), 0, mode);
    result.conditional = false;
    return result;
  }
  if (draw_.chance(3)) {
    Written result;
    result.text = draw_.chance(50) ? "true" : "false";
    return result;
  }
  return comparison(depth, mode);
}

}  // namespace generated
