// SPDX-License-Identifier: Apache-2.0
#include "writing.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "hotro/edge/explanation.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace simulation {
namespace {

constexpr std::string_view minus = "−";
constexpr std::string_view no_break = "\u00A0";

Wide size_of(Wide number) { return number < 0 ? -number : number; }

/// Three digits that count, rounded up: more would look surer than it is.
Wide roughly(double number) {
  double step = 1;
  while (number / step >= 1000) step *= 10;
  return static_cast<Wide>(std::ceil(number / step) * step);
}

std::string shown_day(Date day, Language language) {
  return language == Language::vi ? day_first(day) : iso(day);
}

}  // namespace

Wide Writing::whole(Wide parts) const {
  const Wide unit = tally_.unit;
  const Wide rounded = (size_of(parts) + unit / 2) / unit;
  return parts < 0 ? -rounded : rounded;
}

std::string Writing::digits(Wide whole) const { return edge::grouped(whole, options_.language); }

std::string Writing::people(Wide parts) const { return digits(whole(parts)); }

std::string Writing::people(const Figure& figure) const {
  const double half = people_half_width(tally_, figure, options_.confidence);
  std::string text = people(figure.people);
  if (half > 0) text += " ± " + digits(roughly(half));
  return text;
}

std::string Writing::money(Wide low, Wide high) const {
  const std::size_t behind = options_.language == Language::vi ? std::string::npos : 1;
  const auto bare = [&](Wide parts) {
    const std::string text = edge::money_text(whole(parts), currency_, options_.language);
    const std::size_t blank = text.find(' ');
    return behind == 1 ? text.substr(blank + 1) : text.substr(0, blank);
  };
  return low == high ? bare(low) : bare(low) + " – " + bare(high);
}

std::string Writing::money(const Figure& figure) const {
  const double half = money_half_width(tally_, figure, options_.confidence);
  std::string text = money(figure.low, figure.high);
  if (half > 0) text += " ± " + money(roughly(half) * tally_.unit, roughly(half) * tally_.unit);
  return text;
}

std::string Writing::change(Wide low, Wide high) const {
  const auto one = [&](Wide parts) {
    if (parts == 0) return std::string("0");
    return fmt::format("{}{}{}", parts < 0 ? minus : "+", no_break, money(size_of(parts), size_of(parts)));
  };
  if (low == 0 && high == 0) return "=";
  return low == high ? one(low) : one(std::min(low, high)) + " … " + one(std::max(low, high));
}

std::string Writing::percent(Wide change, Wide of) const {
  if (of <= 0 || change == 0) return "";
  const Wide tenths = (size_of(change) * 2000 + of) / (2 * of);
  const char point = options_.language == Language::vi ? ',' : '.';
  return fmt::format("{}{}{}{}{}%", change < 0 ? minus : "+", edge::grouped(tenths / 10, options_.language),
                     point, static_cast<int>(tenths % 10), no_break);
}

std::string Writing::currency() const {
  return options_.language == Language::vi && currency_.code == "VND" ? "đồng" : currency_.code;
}

std::string condition_words(const RuleSet& rules, std::string_view benefit, std::string_view id, Date known,
                            Language language) {
  for (const Benefit& one : rules.benefits) {
    if (one.name != benefit) continue;
    for (const Condition& condition : one.conditions) {
      if (condition.id != id) continue;
      const Version<FormulaId>* last = nullptr;  // the one that applies longest, as the law is known
      for (const auto& version : condition.timeline.versions) {
        if (version.enacted > known || version.value == none) continue;
        if (last == nullptr || !Timeline<FormulaId>::outranks(*last, version)) last = &version;
      }
      if (last == nullptr) break;
      std::string words;
      const std::uint32_t line = rules[last->value].line;
      if (line != none) words = rules.lines[line].reason.in(language);
      for (const auto& version : condition.reason.versions) {
        if (version.enacted <= known) words = version.value.in(language);
      }
      const std::string article = cite(rules, line != none ? rules.lines[line].basis : last->basis, language);
      if (words.empty()) words = id;
      return article.empty() ? words : words + " (" + article + ")";
    }
  }
  return std::string(id);
}

std::string benefit_words(const RuleSet& rules, std::string_view benefit, Language language) {
  const std::uint32_t found = find_benefit(rules, benefit);
  return found == none ? std::string(benefit) : edge::benefit_title(rules, found, language);
}

int on_axis(Wide amount, Wide least, Wide most) {
  if (most <= least) return 0;
  return static_cast<int>(std::clamp<Wide>((amount - least) * 1000 / (most - least), 0, 1000));
}

Report begin_report(const RuleSet& rules, const Program& program, const Writing& writing, std::string title) {
  const Tally& tally = writing.tally();
  const Language language = writing.language();
  Report report;
  report.language = language;
  report.policy = rules.title.in(language);
  report.title = std::move(title);
  const auto say = [&](std::string_view vi, std::string_view en) { return writing.in(vi, en); };
  report.about.push_back(fmt::format(
      fmt::runtime(say("{}: {} người", "{}: {} people")),
      writing.options().population.empty() ? say("Đối tượng", "Population") : writing.options().population,
      writing.people(tally.people)));
  if (tally.unit != 1) {
    report.about.push_back(
        fmt::format(fmt::runtime(say("mẫu có trọng số gồm {} dòng; ± là khoảng tin cậy {} %",
                                     "a weighted sample of {} rows; ± is a confidence interval of {} %")),
                    edge::grouped(static_cast<Wide>(tally.rows), language),
                    static_cast<int>(writing.options().confidence)));
  }
  if (tally.left_out != 0) {
    report.about.push_back(
        fmt::format(fmt::runtime(say("dòng có lỗi, không tính: {}", "rows with errors, left out: {}")),
                    edge::grouped(static_cast<Wide>(tally.left_out), language)));
  }
  if (!writing.options().changes_only) {
    report.about.push_back(say("theo luật biết đến ngày ", "law as known on ") +
                           shown_day(program.data().known, language));
  }
  report.trace = program.data().rule_set + " " + program.fingerprint();
  return report;
}

}  // namespace simulation
}  // namespace HOTRO_ABI
}  // namespace hotro
