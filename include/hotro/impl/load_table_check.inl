// SPDX-License-Identifier: Apache-2.0
#pragma once

// What can be seen of a decision table without a row: rules that overlap, values for which there is no rule,
// rules that are never hit.

#include "load_table_cells.inl"

namespace hotro {
inline namespace HOTRO_ABI {
namespace detail {

class TableCheck {
 public:
  TableCheck(Loader& loader, const Table& table, const TableCells& cells)
      : loader_(loader), table_(table), inputs_(cells.inputs), rules_(cells.rules) {}

  void run() {
    if (table_.hit == Hit::unique || table_.hit == Hit::any) {
      for (std::size_t b = 0; b < rules_.size(); ++b) {
        for (std::size_t a = 0; a < b; ++a) {
          if (!check_pair(a, b)) return;
        }
      }
    }
    if (table_.hit == Hit::first || table_.hit == Hit::priority) check_hits();
    check_gaps();
  }
  /// Whether rules are met whatever the inputs are: what stands under "otherwise" never is.
  [[nodiscard]] bool exhaustive() const { return exhaustive_; }

 private:
  /// False: the rules overlap, and may not.
  bool check_pair(std::size_t a, std::size_t b) {
    std::vector<std::size_t> where;
    bool surely = true;
    for (std::size_t i = 0; i < inputs_.size(); ++i) {
      const std::size_t count = inputs_[i].stretches.size();
      std::size_t found = count;
      bool sure = false;
      for (std::size_t k = 0; k < count && !sure; ++k) {
        if (!rules_[a][i].perhaps[k] || !rules_[b][i].perhaps[k]) continue;
        sure = rules_[a][i].surely[k] && rules_[b][i].surely[k] && inputs_[i].stretches[k].certain;
        if (found == count || sure) found = k;
      }
      if (found == count) return true;
      surely = surely && sure;
      where.push_back(found);
    }
    const RuleRow& one = table_.rules[a];
    const RuleRow& other = table_.rules[b];
    if (table_.hit == Hit::any && one.output_texts == other.output_texts) return true;
    Diagnostic& d = loader_.diagnostics.report(
        table_.hit == Hit::any ? Code::rules_disagree : Code::rules_overlap, other.span,
        (surely ? "two rules are met " : "two rules may be met at once, ") + assignment(where) +
            (table_.hit == Hit::any ? ", with other outputs" : ""));
    d.also.push_back({one.span, "the other one"});
    d.help = "let their tests exclude each other, or say which comes first with \"hit: first\"";
    return false;
  }

  /// Where all these rules may be missed, from an input on; false if one of them is met everywhere.
  bool find_missed(const std::vector<std::size_t>& among, std::size_t input,
                   std::vector<std::size_t>& where) {
    if (among.empty()) {
      where.resize(inputs_.size(), 0);
      return true;
    }
    if (input == inputs_.size() || steps_ > most_steps) return false;
    for (std::size_t k = 0; k < inputs_[input].stretches.size(); ++k) {
      if (within_ != nullptr && !(*within_)[input].perhaps[k]) continue;
      steps_ += among.size();
      std::vector<std::size_t> left;
      for (const std::size_t rule : among) {
        if (rules_[rule][input].surely[k]) left.push_back(rule);
      }
      where.resize(input);
      where.push_back(k);
      if (find_missed(left, input + 1, where)) {
        // Further inputs may be anything, within the rule that is looked at.
        for (std::size_t i = input + 1; i < inputs_.size() && within_ != nullptr; ++i) {
          if (where[i] == 0 && !(*within_)[i].perhaps[0])
            where[i] = static_cast<std::size_t>(
                std::find((*within_)[i].perhaps.begin(), (*within_)[i].perhaps.end(), true) -
                (*within_)[i].perhaps.begin());
        }
        return true;
      }
    }
    return false;
  }

  void check_hits() {
    std::vector<std::size_t> before;
    steps_ = 0;  // of all rules together: of a table that takes longer the rest is not looked at
    for (std::size_t i = 0; i < rules_.size(); ++i) {
      std::vector<std::size_t> where;
      within_ = &rules_[i];
      const bool hit = find_missed(before, 0, where) || steps_ > most_steps;
      within_ = nullptr;
      if (!hit) {
        loader_.diagnostics.report(Code::never_hit, table_.rules[i].span, "the rule is never hit").help =
            "the rules that come before it are met wherever it is: delete it, or move it up";
      }
      before.push_back(i);
    }
  }

  void check_gaps() {
    std::vector<std::size_t> all;
    for (std::size_t i = 0; i < rules_.size(); ++i) all.push_back(i);
    std::vector<std::size_t> where;
    steps_ = 0;
    const bool found = find_missed(all, 0, where);
    exhaustive_ = !found && steps_ <= most_steps;
    // What is not collected is 0.
    const bool zero = table_.hit == Hit::collect &&
                      (table_.aggregate == Aggregate::sum || table_.aggregate == Aggregate::count);
    if (!table_.otherwise.empty()) {
      if (exhaustive_)
        loader_.diagnostics.report(Code::never_hit, table_.otherwise_span, "\"otherwise\" is never hit")
            .help = "some rule is met whatever the inputs are: leave it out";
      return;
    }
    if (exhaustive_ || zero) return;
    loader_.diagnostics
        .report(Code::table_gap, table_.place,
                found
                    ? "the table \"" + table_.name + "\" has no rule " + assignment(where)
                    : "it cannot be seen whether the table \"" + table_.name + "\" has a rule for everything")
        .help = "add a rule, or \"otherwise: {then: […], cite: …}\"";
  }

  /// `where place = "home" and months = 4`.
  [[nodiscard]] std::string assignment(const std::vector<std::size_t>& where) const {
    std::string text;
    for (std::size_t i = 0; i < where.size(); ++i) {
      const std::string& shown = inputs_[i].stretches[where[i]].shown;
      if (!shown.empty()) text += (text.empty() ? "where " : " and ") + table_.input_texts[i] + " " + shown;
    }
    return text.empty() ? "whatever the inputs are" : text;
  }

  static constexpr std::size_t most_steps = 50'000'000;
  Loader& loader_;
  const Table& table_;
  const std::vector<TableCells::Input>& inputs_;
  const std::vector<TableCells::Rule>& rules_;
  const TableCells::Rule* within_ = nullptr;  // only there
  std::size_t steps_ = 0;
  bool exhaustive_ = false;
};

}  // namespace detail
}  // namespace HOTRO_ABI
}  // namespace hotro
