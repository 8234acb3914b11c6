// SPDX-License-Identifier: Apache-2.0
#include "hotro/edge/explanation_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <span>

namespace hotro {
inline namespace HOTRO_ABI {
namespace edge {
namespace {

/// The lines of an explanation as the tree that they were written in.
struct Node {
  const Reason* reason = nullptr;
  std::vector<Node> children;
};

/// Takes lines[at] and those below it, decisive ones only unless `all`.
Node take(std::span<const Reason> lines, std::size_t& at, bool all) {
  Node node{&lines[at], {}};
  const std::uint32_t depth = lines[at++].depth;
  while (at < lines.size() && lines[at].depth > depth) {
    Node child = take(lines, at, all);
    if (all || child.reason->decisive) node.children.push_back(std::move(child));
  }
  return node;
}

class Page {
 public:
  Page(const RuleSet& rules, const Program& program, const Facts& facts, const ExplanationStyle& style)
      : rules_(rules), program_(program), facts_(facts), style_(style), screen_(style.screen) {}

  std::string text(const Explanation& explanation) {
    head();
    for (const BenefitExplanation& benefit : explanation.benefits) add(benefit);
    add_assumptions(explanation);
    return std::move(out_);
  }

 private:
  [[nodiscard]] std::string in(std::string_view vi, std::string_view en) const {
    return std::string(style_.language == Language::vi ? vi : en);
  }
  [[nodiscard]] std::string money(const Amount& amount) const {
    return format(rules_, {Kind::money, none, false}, Interval{amount.low.units, amount.high.units},
                  style_.language);
  }
  void heading(std::string_view text) { out_ += "\n  " + screen_.paint(Paint::bold, text) + "\n"; }
  void put(const std::string& head, std::string_view text) { out_ += hanging(head, text, screen_.width); }

  void head();
  void add(const BenefitExplanation& benefit);
  void add_outcome(const Answer& answer);
  void add_lines(const BenefitExplanation& benefit);
  void add_line(Node node);
  void add_part(Node node, std::size_t indent, Sureness above);
  void add_changes(const BenefitExplanation& benefit);
  void add_questions(const BenefitExplanation& benefit);
  void add_assumptions(const Explanation& explanation);

  void add_rule(const Node& node, std::size_t indent);

  [[nodiscard]] std::string sign(Truth truth) const;
  [[nodiscard]] std::string name_of(const Reason& reason) const;
  [[nodiscard]] std::vector<const Finding*> known(const Reason& reason) const;
  [[nodiscard]] std::string found_text(const Reason& reason) const;
  [[nodiscard]] bool is_open(const Finding& finding) const;
  [[nodiscard]] std::vector<std::pair<std::string, std::string>> details(const Reason& reason) const;
  [[nodiscard]] std::string basis(const Reason& reason) const;

  const RuleSet& rules_;
  const Program& program_;
  const Facts& facts_;
  const ExplanationStyle& style_;
  const Screen& screen_;
  bool open_ = false;  // the benefit that is being written is undetermined
  std::string out_;
};

void Page::head() {
  const Date known = program_.data().known;
  std::string line;
  if (!style_.id.empty()) line = in("Hồ sơ ", "Dossier ") + style_.id + " · ";
  line += rules_.id + " · " + in("văn bản ban hành đến ", "the law as enacted by ");
  line += style_.language == Language::vi ? day_first(known) : iso(known);
  out_ += screen_.paint(Paint::dim, line) + "\n";
}

std::string Page::sign(Truth truth) const {
  switch (truth) {
    case Truth::yes: return screen_.paint(Paint::green, "✓") + " ";
    case Truth::no: return screen_.paint(Paint::red, "✗") + " ";
    case Truth::unknown: return screen_.paint(Paint::yellow, "?") + " ";
  }
  return "  ";
}

/// Where a line is the name of a definition and nothing else: the definition's label.
std::string Page::name_of(const Reason& reason) const {
  for (const Definition& definition : rules_.definitions) {
    if (definition.name == reason.formula && !definition.label.empty())
      return definition.label.in(style_.language);
  }
  return "";
}

/// A fact that is not known, or a value that such facts keep open.
bool Page::is_open(const Finding& finding) const {
  return finding.missing && (finding.path.empty() || !facts_.assumed(program_.find(finding.path)).known());
}

std::string Page::basis(const Reason& reason) const {
  if (reason.sureness == Sureness::text) return std::string(reason.citation);
  return fmt::format("{} ({})", reason.citation, label(reason.sureness, style_.language));
}

/// A computed value without a name of its own.
bool is_nameless(const Finding& finding) {
  return finding.path.empty() && (finding.label == "computed" || finding.label == "giá trị tính được");
}

std::string statement(const Finding& finding) {
  return is_nameless(finding) ? std::string(finding.value)
                              : fmt::format("{}: {}", finding.label, finding.value);
}

/// What was found that is known: the value that was compared first, then what it was computed from.
std::vector<const Finding*> Page::known(const Reason& reason) const {
  std::vector<const Finding*> list;
  for (const Finding& finding : reason.found) {
    if (!is_open(finding)) list.push_back(&finding);
  }
  return list;
}

/// A line as a statement of what was found, for one that is met: the words of the law say why somebody is
/// refused.
std::string Page::found_text(const Reason& reason) const {
  const std::vector<const Finding*> list = known(reason);
  if (list.empty()) return std::string(reason.text);
  // A met `= II` repeats what was found.
  const bool repeats =
      reason.truth == Truth::yes && reason.required == fmt::format("= {}", list.front()->value);
  const std::string required = reason.required.empty() || repeats
                                   ? ""
                                   : fmt::format("{}{})", in(" (cần ", " (required "), reason.required);
  if (is_nameless(*list.front()) && list.size() > 1) {
    std::string from;
    for (std::size_t i = 1; i < list.size(); ++i) from += (i == 1 ? "" : "; ") + statement(*list[i]);
    return fmt::format("{} → {}{}", from, list.front()->value, required);
  }
  std::string text = statement(*list.front());
  for (std::size_t i = 1; i < list.size() && reason.required.empty(); ++i) text += "; " + statement(*list[i]);
  return text + required;
}

/// What was found and what was required, as rows of a word and a text.
std::vector<std::pair<std::string, std::string>> Page::details(const Reason& reason) const {
  std::string open;
  for (const Finding& finding : reason.found) {
    // That a computed value is open says nothing beside the facts that keep it so.
    if (!is_open(finding) || finding.path.empty() || reason.truth != Truth::unknown) continue;
    if (!open.empty()) open += "; ";
    open += finding.label;
  }
  std::string found;
  std::string from;
  for (const Finding* finding : known(reason)) {
    std::string& where = !found.empty() && !reason.required.empty() ? from : found;
    where += (where.empty() ? "" : "; ") + statement(*finding);
  }
  std::vector<std::pair<std::string, std::string>> rows;
  if (!open.empty()) rows.emplace_back(in("thiếu", "missing"), open);
  if (!found.empty()) rows.emplace_back(in("có", "found"), found);
  if (!reason.required.empty()) rows.emplace_back(in("cần", "required"), reason.required);
  if (!from.empty()) rows.emplace_back(in("tính từ", "from"), from);
  return rows;
}

void Page::add(const BenefitExplanation& benefit) {
  open_ = benefit.answer.status == Status::undetermined;
  out_ += "\n";
  add_outcome(benefit.answer);
  add_lines(benefit);
  if (benefit.answer.status == Status::not_eligible && benefit.answer.benefit != none) add_changes(benefit);
  add_questions(benefit);
}

void Page::add_outcome(const Answer& answer) {
  const Status status = answer.status;
  const Paint paint = status == Status::eligible       ? Paint::green
                      : status == Status::not_eligible ? Paint::red
                                                       : Paint::yellow;
  std::string words(status_text(status, style_.language));
  const Decision& decision = answer.decision;
  if (status == Status::eligible || status == Status::eligible_amount_open)
    words += ": " + money(decision.entitlement);
  for (const std::string& line :
       wrap(benefit_title(rules_, answer.benefit, style_.language), screen_.width)) {
    out_ += screen_.paint(Paint::bold, line) + "\n";
  }
  out_ += "→ " + screen_.paint(paint, words) + "\n";
  if (answer.benefit != none && !rules_.benefits[answer.benefit].in_kind.empty()) {
    out_ += "  " + in("chi bằng hiện vật: ", "in kind: ") +
            std::string(rules_.benefits[answer.benefit].in_kind.in(style_.language)) + "\n";
  }
  if (answer.benefit != none && decision.payout != decision.entitlement) {
    out_ += "  " + in("số tiền chi trả: ", "payout: ") + money(decision.payout) + "\n";
  }
  if (decision.overpaid.low.units > 0)
    out_ += "  " + in("đã chi vượt: ", "overpaid: ") + money(decision.overpaid) + "\n";
  out_ += "\n";
}

void Page::add_lines(const BenefitExplanation& benefit) {
  std::size_t met = 0;
  std::size_t open = 0;
  bool other = false;
  for (std::size_t at = 0; at < benefit.reasons.size();) {
    const Node node = take(benefit.reasons, at, style_.full);
    if (node.reason->decisive || style_.full) {
      if (!node.reason->decisive && !other) heading(in("Các điều kiện khác", "The other conditions"));
      other = !node.reason->decisive;
      add_line(node);
    } else if (node.reason->role == Role::condition) {
      ++(node.reason->truth == Truth::yes ? met : open);
    }
  }
  if (met + open == 0) return;
  std::string text;
  if (met != 0)
    text += fmt::format(fmt::runtime(in("{} điều kiện khác đã đạt", "{} other conditions are met")), met);
  if (open != 0) {
    text +=
        (text.empty() ? "" : ", ") +
        fmt::format(fmt::runtime(in("{} điều kiện khác chưa rõ", "{} other conditions are not known")), open);
  }
  put("  ", screen_.paint(Paint::dim, text + style_.where_full));
}

/// Takes the rules of tables that were hit out of what stands below a line.
std::vector<Node> take_rules(Node& node) {
  const auto rules = std::stable_partition(node.children.begin(), node.children.end(), [](const Node& child) {
    return child.reason->role != Role::rule;
  });
  std::vector<Node> result(rules, node.children.end());
  node.children.erase(rules, node.children.end());
  return result;
}

/// Which rule was hit, what was found, and its own article.
void Page::add_rule(const Node& node, std::size_t indent) {
  const Reason& reason = *node.reason;
  std::string text(reason.text);
  std::string_view before = " – ";
  for (const Finding* finding : known(reason)) {
    text += before;
    text += statement(*finding);
    before = "; ";
  }
  if (!reason.citation.empty()) text += fmt::format(" [{}]", basis(reason));
  put(std::string(indent, ' ') + sign(reason.truth), text);
  for (const Node& child : node.children) add_part(child, indent + 2, reason.sureness);
}

/// A condition, or the entitlement, with what stands below it and the article.
void Page::add_line(Node node) {
  const Reason& reason = *node.reason;
  const std::vector<Node> rules = take_rules(node);
  const bool granted_if = reason.role == Role::entitlement && open_;
  const std::string head = "  " + (granted_if ? screen_.paint(Paint::yellow, "•") + " " : sign(reason.truth));
  const std::string name = name_of(reason);
  std::vector<std::pair<std::string, std::string>> rows;
  if (reason.role == Role::entitlement) {
    put(head, fmt::format("{}{}{}", reason.text,
                          granted_if ? in(" nếu đủ điều kiện: ", " if eligible: ") : ": ", reason.required));
  } else if (reason.truth != Truth::yes) {
    put(head, reason.text);
    if (node.children.empty()) rows = details(reason);
  } else if (!name.empty()) {
    put(head, name);
  } else if (node.children.empty()) {
    put(head, found_text(reason));
  } else if (node.children.size() == 1 && node.children.front().children.empty()) {
    put(head, found_text(*node.children.front().reason));  // it says all
  } else {
    put(head, reason.id);
  }
  const bool said = reason.truth == Truth::yes && reason.role != Role::entitlement && name.empty() &&
                    node.children.size() == 1 && node.children.front().children.empty();
  if (!said) {
    for (const Node& child : node.children) add_part(child, 4, reason.sureness);
  }
  if (!reason.citation.empty()) rows.emplace_back(in("theo", "by"), basis(reason));
  std::size_t columns = 0;
  for (const auto& row : rows) columns = std::max(columns, width(row.first));
  for (const auto& [word, text] : rows) {
    put("    " + screen_.paint(Paint::dim, pad_right(word, columns)) + "  ", text);
  }
  for (const Node& rule : rules) add_rule(rule, 4);
}

/// A line below a condition. One that has neither a name nor findings of its own gives way to those below it.
void Page::add_part(Node node, std::size_t indent, Sureness above) {
  const Reason& reason = *node.reason;
  if (reason.role == Role::rule) return add_rule(node, indent);
  const std::vector<Node> rules = take_rules(node);
  std::string text = name_of(reason);
  const bool named = !text.empty();
  if (!named && node.children.empty()) {
    text = found_text(reason);
    if (reason.truth == Truth::unknown) {
      text.clear();
      for (const auto& [word, detail] : details(reason)) {
        if (word == in("tính từ", "from")) continue;
        text += fmt::format("{}{} {}", text.empty() ? "" : "; ", word, detail);
      }
      if (text.empty()) text = reason.text;
    }
  }
  if (!text.empty()) {
    if (named && node.children.size() == 1 && node.children.front().children.empty()) {
      const Reason& only = *node.children.front().reason;
      text += " – " + (only.truth == Truth::unknown ? in("chưa rõ", "not known") : found_text(only));
    }
    if (reason.sureness > above) text += fmt::format(" ({})", label(reason.sureness, style_.language));
    put(std::string(indent, ' ') + sign(reason.truth), text);
    const bool said = named && node.children.size() == 1 && node.children.front().children.empty();
    if (said) node.children.clear();
    indent += 2;
  }
  for (const Node& rule : rules) add_rule(rule, indent);
  for (const Node& child : node.children) add_part(child, indent, text.empty() ? above : reason.sureness);
}

void Page::add_changes(const BenefitExplanation& benefit) {
  if (benefit.changes.empty()) {
    heading(in("Không một dữ kiện nào khác đi mà đủ để được hưởng.", "No single fact would change this."));
    return;
  }
  heading(in("Sẽ được hưởng nếu riêng một dữ kiện khác đi:", "One fact alone would change this:"));
  const std::vector<Change>& changes = benefit.changes;
  auto value = [&](const Change& change, Interval of) {
    return fact_text(rules_, program_, change.input, of, style_.language);
  };
  for (std::size_t first = 0; first < changes.size();) {
    const Change& change = changes[first];
    // Values of one fact that lead to the same amount stand on one line.
    std::string to = value(change, {change.to, change.to});
    for (++first; first < changes.size(); ++first) {
      const Change& next = changes[first];
      if (next.input != change.input || next.outcome.entitlement != change.outcome.entitlement) break;
      to += in(" hoặc ", " or ") + value(next, {next.to, next.to});
    }
    const std::string from =
        change.was_missing ? in("còn thiếu", "missing") : in("hiện là ", "now ") + value(change, change.from);
    put("    • ", fmt::format("{}: {} ({}) → {}", fact_label(rules_, program_, change.input, style_.language),
                              to, from, money(change.outcome.entitlement)));
  }
}

void Page::add_questions(const BenefitExplanation& benefit) {
  if (benefit.missing.empty()) return;
  heading(in("Cần hỏi thêm:", "To be asked:"));
  Grid grid("ll");
  for (const std::uint32_t input : benefit.missing) {
    grid.row({question(rules_, program_, input, style_.language), program_.inputs()[input].path});
  }
  out_ += grid.text("    ", screen_.width);
}

void Page::add_assumptions(const Explanation& explanation) {
  std::vector<bool> listed(program_.inputs().size(), false);
  Grid grid("ll");
  for (const BenefitExplanation& benefit : explanation.benefits) {
    for (const std::uint32_t input : benefit.assumed) {
      if (listed[input]) continue;
      listed[input] = true;
      grid.row({fact_label(rules_, program_, input, style_.language),
                fact_text(rules_, program_, input, facts_.assumed(input), style_.language)});
    }
  }
  if (explanation.assumes_nothing_paid) grid.row({in("Đã chi trước đây", "Paid before"), money(Amount{})});
  if (grid.empty()) return;
  heading(in("Để trống, nên tạm coi là:", "Left blank, and assumed:"));
  out_ += grid.text("    ", screen_.width);
}

}  // namespace

std::string explanation_text(const RuleSet& rules, const Program& program, const Explanation& explanation,
                             const Facts& facts, const ExplanationStyle& style) {
  return Page(rules, program, facts, style).text(explanation);
}

}  // namespace edge
}  // namespace HOTRO_ABI
}  // namespace hotro
