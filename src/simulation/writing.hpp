// SPDX-License-Identifier: Apache-2.0
#pragma once

// How the figures of a report are written.

#include <string>
#include <string_view>

#include "hotro/config.hpp"
#include "hotro/edge/cells.hpp"
#include "hotro/rule_set.hpp"
#include "hotro/simulation/report.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace simulation {

/// Of one report: its language, its currency, and how many parts make one.
class Writing {
 public:
  Writing(const Tally& tally, std::string_view currency, const ReportOptions& options)
      : tally_(tally), currency_(currency), options_(options) {}

  [[nodiscard]] Language language() const { return options_.language; }
  [[nodiscard]] std::string in(std::string_view vi, std::string_view en) const {
    return std::string(options_.language == Language::vi ? vi : en);
  }

  /// Parts of people or of money as whole numbers, halves away from zero.
  [[nodiscard]] Wide whole(Wide parts) const;
  /// `1,203`; `1,203 ± 40` of a weighted population.
  [[nodiscard]] std::string people(const Figure& figure) const;
  [[nodiscard]] std::string people(Wide parts) const;
  /// `0` as nothing, so that tables stay readable.
  [[nodiscard]] std::string people_or_blank(Wide parts) const { return parts == 0 ? "" : people(parts); }
  /// Without its currency, which heads name: `1,200,000`, and of open amounts `700,000 – 1,200,000`.
  [[nodiscard]] std::string money(const Figure& figure) const;
  [[nodiscard]] std::string money(Wide low, Wide high) const;
  /// With a sign: `+ 1,200,000`, `− 300,000`; `=` where nothing changes.
  [[nodiscard]] std::string change(Wide low, Wide high) const;
  /// `+4.7 %`; empty where there is nothing to compare with.
  [[nodiscard]] std::string percent(Wide change, Wide of) const;
  /// With its currency.
  [[nodiscard]] std::string amount(Wide parts) const {
    return edge::money_text(whole(parts), currency_, options_.language);
  }
  /// `đồng`, `VND`.
  [[nodiscard]] std::string currency() const;

  [[nodiscard]] const Tally& tally() const { return tally_; }
  [[nodiscard]] const ReportOptions& options() const { return options_; }

 private:
  [[nodiscard]] std::string digits(Wide whole) const;

  const Tally& tally_;
  edge::Currency currency_;
  const ReportOptions& options_;
};

/// What a condition says, and its article; the id where it has no words.
std::string condition_words(const RuleSet& rules, std::string_view benefit, std::string_view id, Date known,
                            Language language);
/// The titles of a benefit, by its name.
std::string benefit_words(const RuleSet& rules, std::string_view benefit, Language language);

/// The place of an amount on an axis, in thousandths.
int on_axis(Wide amount, Wide least, Wide most);

/// What stands at the top of every report.
Report begin_report(const RuleSet& rules, const Program& program, const Writing& writing, std::string title);

}  // namespace simulation
}  // namespace HOTRO_ABI
}  // namespace hotro
