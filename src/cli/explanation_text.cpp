// SPDX-License-Identifier: Apache-2.0
#include "explanation_text.hpp"

#include <fmt/format.h>

#include "hotro/edge/cells.hpp"

namespace hotro::cli {
namespace {

class Page {
 public:
  Page(const RuleSet& rules, const Program& program, const Facts& facts, const ExplanationStyle& style,
       const Terminal& terminal)
      : rules_(rules),
        program_(program),
        facts_(facts),
        style_(style),
        terminal_(terminal),
        currency_(program.data().currency) {}

  std::string text(const edge::Explanation& explanation) {
    head();
    for (const edge::BenefitExplanation& benefit : explanation.benefits) add(benefit);
    add_assumptions(explanation);
    return std::move(out_);
  }

 private:
  [[nodiscard]] std::string_view in(std::string_view vi, std::string_view en) const {
    return say(style_.language, vi, en);
  }
  [[nodiscard]] std::string money(Money amount) const {
    return edge::money_text(amount.units, currency_, style_.language);
  }
  [[nodiscard]] std::string money(const Amount& amount) const {
    if (amount.known()) return money(amount.low);
    return fmt::format("{}{}{}", edge::grouped(amount.low.units, style_.language), in(" đến ", " to "),
                       money(amount.high));
  }
  void heading(std::string_view vi, std::string_view en) {
    out_ += "\n  " + terminal_.paint(Paint::bold, in(vi, en)) + "\n";
  }

  void head() {
    const Date known = program_.data().known;
    std::string line;
    if (!style_.id.empty()) line = fmt::format("{} {} · ", in("Hồ sơ", "Dossier"), style_.id);
    line += fmt::format("{}, {} {}", rules_.id, in("văn bản ban hành đến", "the law as enacted by"),
                        style_.language == Language::vi ? day_first(known) : iso(known));
    out_ += terminal_.paint(Paint::dim, line) + "\n";
  }

  void add(const edge::BenefitExplanation& benefit);
  void add_outcome(const edge::Answer& answer);
  void add_lines(const edge::BenefitExplanation& benefit);
  void add_line(const Reason& reason);
  void add_changes(const edge::BenefitExplanation& benefit);
  void add_questions(const edge::BenefitExplanation& benefit);
  void add_assumptions(const edge::Explanation& explanation);
  [[nodiscard]] std::string sign(Truth truth) const;
  [[nodiscard]] std::string found_text(const Reason& reason) const;

  const RuleSet& rules_;
  const Program& program_;
  const Facts& facts_;
  const ExplanationStyle& style_;
  const Terminal& terminal_;
  edge::Currency currency_;
  std::string out_;
};

std::string Page::sign(Truth truth) const {
  switch (truth) {
    case Truth::yes: return terminal_.paint(Paint::green, "✓");
    case Truth::no: return terminal_.paint(Paint::red, "✗");
    case Truth::unknown: return terminal_.paint(Paint::yellow, "?");
  }
  return " ";
}

void Page::add(const edge::BenefitExplanation& benefit) {
  out_ += "\n";
  add_outcome(benefit.answer);
  add_lines(benefit);
  if (benefit.answer.status == Status::not_eligible && benefit.answer.benefit != none) add_changes(benefit);
  add_questions(benefit);
}

void Page::add_outcome(const edge::Answer& answer) {
  const Status status = answer.status;
  const Paint paint = status == Status::eligible       ? Paint::green
                      : status == Status::not_eligible ? Paint::red
                                                       : Paint::yellow;
  std::string line =
      terminal_.paint(Paint::bold, edge::benefit_title(rules_, answer.benefit, style_.language)) + ": " +
      terminal_.paint(paint, edge::status_text(status, style_.language));
  const Decision& decision = answer.decision;
  if (answer.benefit != none && status != Status::not_eligible && decision.entitlement.high.units != 0) {
    line += fmt::format(", {} {}", in("mức hưởng", "entitlement"), money(decision.entitlement));
    if (decision.payout != decision.entitlement)
      line += fmt::format(", {} {}", in("chi trả", "payout"), money(decision.payout));
  }
  if (decision.overpaid.low.units > 0) {
    line += fmt::format(", {} {}", in("đã chi vượt", "overpaid by"), money(decision.overpaid));
  }
  out_ += line + "\n";
}

void Page::add_lines(const edge::BenefitExplanation& benefit) {
  for (const Reason& reason : benefit.reasons) {
    if (reason.decisive || style_.full) add_line(reason);
  }
}

std::string Page::found_text(const Reason& reason) const {
  std::string found;
  for (const Finding& finding : reason.found) {
    if (!found.empty()) found += "; ";
    if (!finding.label.empty())
      found += finding.label + ": ";
    else if (!finding.path.empty())
      found += finding.path + ": ";
    found += finding.value;
  }
  return found;
}

void Page::add_line(const Reason& reason) {
  const std::string indent(2 + 2 * static_cast<std::size_t>(reason.depth), ' ');
  // The words of the law say why somebody is refused; of a line that is met they would say the contrary.
  const bool refuses = reason.truth != Truth::yes && !reason.text.empty();
  const std::string& words = refuses || reason.formula.empty() ? reason.text : reason.formula;
  out_ += hanging(indent + sign(reason.truth) + " ", words, terminal_.width);
  const std::string below = indent + "  ";
  const std::string found = found_text(reason);
  Grid grid("ll");
  if (!found.empty()) grid.row({std::string(in("có", "found")), found});
  if (!reason.required.empty()) grid.row({std::string(in("cần", "required")), reason.required});
  if (!reason.citation.empty()) {
    std::string citation = reason.citation;
    if (reason.sureness != Sureness::text)
      citation += fmt::format(" ({})", label(reason.sureness, style_.language));
    grid.row({std::string(in("theo", "by")), citation});
  }
  out_ += grid.text(below, terminal_.width);
}

void Page::add_changes(const edge::BenefitExplanation& benefit) {
  if (benefit.changes.empty()) {
    heading("Không một dữ kiện nào thay đổi mà đủ để được hưởng.", "No single fact would change this.");
    return;
  }
  heading("Sẽ được hưởng nếu chỉ một trong các dữ kiện này khác đi:", "One fact alone would change this:");
  Grid grid("lll");
  for (const Change& change : benefit.changes) {
    const std::string to =
        edge::fact_text(rules_, program_, change.input, {change.to, change.to}, style_.language);
    const std::string from =
        change.was_missing ? std::string(in("còn thiếu", "missing"))
                           : edge::fact_text(rules_, program_, change.input, change.from, style_.language);
    grid.row({edge::fact_label(rules_, program_, change.input, style_.language),
              fmt::format("{} ({} {})", to, in("nay là", "now"), from),
              fmt::format("→ {}", money(change.outcome.entitlement))});
  }
  out_ += grid.text("    ", terminal_.width);
}

void Page::add_questions(const edge::BenefitExplanation& benefit) {
  if (benefit.missing.empty()) return;
  heading("Cần hỏi thêm:", "To be asked:");
  Grid grid("ll");
  for (const std::uint32_t input : benefit.missing) {
    grid.row({program_.inputs()[input].path, edge::fact_label(rules_, program_, input, style_.language)});
  }
  out_ += grid.text("    ", terminal_.width);
}

void Page::add_assumptions(const edge::Explanation& explanation) {
  std::vector<bool> listed(program_.inputs().size(), false);
  Grid grid("ll");
  for (const edge::BenefitExplanation& benefit : explanation.benefits) {
    for (const std::uint32_t input : benefit.assumed) {
      if (listed[input]) continue;
      listed[input] = true;
      grid.row({edge::fact_label(rules_, program_, input, style_.language),
                edge::fact_text(rules_, program_, input, facts_.assumed(input), style_.language)});
    }
  }
  if (explanation.assumes_nothing_paid) {
    grid.row({std::string(in("Đã chi trước đây", "Paid before")), money(Money{0})});
  }
  if (grid.empty()) return;
  heading("Dữ kiện để trống, tạm coi là:", "Left blank and assumed:");
  out_ += grid.text("    ", terminal_.width);
}

}  // namespace

std::string explanation_text(const RuleSet& rules, const Program& program,
                             const edge::Explanation& explanation, const Facts& facts,
                             const ExplanationStyle& style, const Terminal& terminal) {
  return Page(rules, program, facts, style, terminal).text(explanation);
}

}  // namespace hotro::cli
