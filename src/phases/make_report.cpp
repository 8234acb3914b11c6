// SPDX-License-Identifier: Apache-2.0
#include "hotro/phases/make_report.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

#include "hotro/edge/explanation.hpp"
#include "hotro/phases/phase.hpp"
#include "places.hpp"
#include "raw_rows.hpp"
#include "steps.hpp"
#include "verdicts.hpp"
#include "why.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace phases {
namespace {

constexpr std::size_t together = 4'096;  // dossiers

/// Sums by a key, in the order in which the keys came.
template <class One>
class InOrder {
 public:
  One& operator[](const std::string& key) {
    const auto [found, added] = places_.try_emplace(key, all.size());
    if (added) all.emplace_back();
    return all[found->second];
  }
  std::vector<One> all;

 private:
  std::map<std::string, std::size_t> places_;
};

class ReportMaker {
 public:
  ReportMaker(Ledger& ledger, std::string_view phase, const ReportOptions& options)
      : ledger_(ledger),
        phase_(find(ledger, phase)),
        options_(options),
        language_(options.language),
        rules_(read_rules(ledger, phase_.id)),
        verdicts_(*rules_),
        why_(*rules_, language_) {}

  Report run() {
    begin();
    read_decisions();
    std::vector<std::pair<Id, std::string>> lists;
    ledger_.each_submission(phase_.id, [&](Id id, const SubmissionRow& row) {
      lists.emplace_back(id, std::string(row.columns));
    });
    for (const auto& [list, columns] : lists) add_list(list, columns);
    finish();
    reconcile();
    return std::move(report_);
  }

 private:
  struct Decided {
    Id decision = 0;
    Outcome outcome = Outcome::undetermined;
    std::string benefit, failed, counted;
    std::int64_t entitlement = 0, payout = 0, paid_before = 0;
    bool ruled = false;
  };
  struct Dossier {
    Id id = 0;
    Relation relation = Relation::none;
    Id other = 0;
    std::string dossier_id, enterprise_id, content;
  };
  /// A column of a list, and the fact that it holds, if it does.
  struct Shown {
    std::size_t column = SIZE_MAX;
    std::uint32_t fact = none;
  };

  [[nodiscard]] std::string in(std::string_view vi, std::string_view en) const {
    return std::string(language_ == Language::vi ? vi : en);
  }
  [[nodiscard]] std::string day(Date date) const {
    return language_ == Language::vi ? day_first(date) : iso(date);
  }

  void begin();
  void add_readings();
  void read_decisions();
  void add_list(Id list, const std::string& columns);
  void add_block(RawRows& header);
  void add(std::size_t index, RawRows& row);
  void show(std::size_t index, const RawRows& row, Line& line);
  [[nodiscard]] std::string shown(std::size_t index, const RawRows& row, const Shown& what) const;
  void say_why(std::size_t index, const Decided& decided, Line& line);
  void count(InOrder<Counted>& among, const std::string& text, const std::string& citation = {});
  void add_sum(Sum& sum, const Decided& decided);
  void finish();
  void reconcile();

  Ledger& ledger_;
  Phase phase_;
  const ReportOptions& options_;
  Language language_;
  std::unique_ptr<Rules> rules_;
  Verdicts verdicts_;
  Why why_;
  Report report_;
  std::unordered_map<Id, Decided> decided_;
  std::unordered_map<Id, std::int64_t> transfers_;
  std::unordered_map<Id, std::string> rulings_;  // by dossier, as shown
  std::unordered_map<Id, std::string> appeals_;  // by the dossier in the phase before
  std::unordered_map<Id, std::int64_t> paid_;    // by decision
  InOrder<BenefitSum> benefits_;
  InOrder<EnterpriseSum> enterprises_;
  InOrder<Counted> refusals_, missing_, duplicates_, errors_;
  std::map<std::string, std::string> enterprise_names_;
  std::vector<Dossier> block_;
  edge::ColumnNames names_;
  Shown person_, full_name_, born_, sex_, days_, from_, to_, bank_, account_, note_;
  std::map<std::string, std::int64_t> rounds_;
};

void ReportMaker::begin() {
  report_.language = language_;
  report_.currency = edge::Currency(rules_->set.currency);
  report_.policy = rules_->set.title.empty() ? rules_->set.id : rules_->set.title.in(language_);
  report_.phase = phase_.name;
  report_.state = label(state(ledger_, phase_.id), language_);
  report_.known = day(rules_->program.data().known);
  report_.fingerprint = rules_->program.fingerprint();
  report_.head = to_text(ledger_.head());
  report_.made_on = day(options_.made_on);
  report_.budget = phase_.budget;
  add_readings();
}

/// Those that were answered otherwise than by default, of the rule set and of phases.yaml.
void ReportMaker::add_readings() {
  for (const auto& [name, option] : rules_->program.data().readings) {
    const Reading& reading = rules_->set.readings[find_reading(rules_->set, name)];
    const ChoiceType& type = rules_->set.types[reading.type];
    const std::uint32_t chosen = find_option(type, option);
    if (chosen == reading.default_option) continue;
    const Text& words = type.labels[chosen];
    report_.readings.push_back(fmt::format("{} {} ({} = {})", reading.asks.in(language_),
                                           words.empty() ? option : words.in(language_), name, option));
  }
  for (const auto& [name, option] : rules_->phase_readings)
    report_.readings.push_back(fmt::format("{} = {}", name, option));
}

void ReportMaker::read_decisions() {
  ledger_.each_decision(phase_.id, [&](Id id, const DecisionRow& row) {
    decided_[row.dossier] = {id,
                             row.outcome,
                             std::string(row.benefit),
                             std::string(row.failed),
                             std::string(row.counted),
                             row.entitlement_low,
                             row.payout_low,
                             paid_for(row.paid_before, row.benefit),
                             row.ruling != 0};
    if (!row.round.empty()) ++rounds_[std::string(row.round)];
  });
  ledger_.each_last_payment(phase_.id,
                            [&](Id dossier, std::int64_t amount) { transfers_[dossier] = amount; });
  const auto words = [&](const RulingRow& row) {
    return fmt::format("{} {} {}: {}", row.document, in("ngày", "of"), day(row.dated), row.reason);
  };
  std::vector<Id> phases;
  ledger_.each_phase([&](Id id, const PhaseRow&) { phases.push_back(id); });
  for (const Id phase : phases)
    ledger_.each_ruling(phase, [&](Id, const RulingRow& row) {
      if (row.kind == appeal_kind)
        appeals_[row.dossier] = in("khiếu nại theo ", "appeal, ") + words(row);
      else if (phase == phase_.id)
        rulings_[row.dossier] = words(row);
    });
  ledger_.each_payment(phase_.id, [&](Id, const PaymentRow& row) {
    paid_[row.decision] += row.amount;
    if (row.amount < 0) report_.returned -= row.amount;
  });
}

void ReportMaker::add_list(Id list, const std::string& columns) {
  std::string header;
  std::string enterprise_header;
  ledger_.each_submission(phase_.id, [&](Id id, const SubmissionRow& row) {
    if (id != list) return;
    header = row.header;
    enterprise_header = row.enterprise_header;
  });
  std::vector<edge::DataError> ignored;
  names_ = columns.empty() ? edge::ColumnNames()
                           : edge::ColumnNames::read(rules_->program, {"", columns}, ignored);
  const RawRows rows(header);
  const edge::ListColumns& lists = rules_->phases.lists;
  const auto find_shown = [&](const std::string& name) {
    return name.empty() ? Shown{} : Shown{rows.column(names_, name), rules_->program.find(name)};
  };
  person_ = find_shown(rules_->set.facts[rules_->phases.person.fact].name);
  full_name_ = find_shown(lists.full_name);
  born_ = find_shown(lists.born);
  sex_ = find_shown(lists.sex);
  days_ = find_shown(lists.days);
  from_ = find_shown(lists.from);
  to_ = find_shown(lists.to);
  bank_ = find_shown(lists.bank);
  account_ = find_shown(lists.account);
  note_ = find_shown(lists.note);

  RawRows enterprises(enterprise_header);
  const std::size_t name = lists.enterprise.empty() ? SIZE_MAX : enterprises.column(names_, lists.enterprise);
  ledger_.each_enterprise(list, [&](Id, const EnterpriseRow& row) {
    enterprises.read(row.content);
    enterprise_names_.try_emplace(std::string(row.enterprise_id), enterprises.cell(name));
  });
  verdicts_.begin(read_list(ledger_, phase_.id, list));
  RawRows row(header);
  ledger_.each_dossier(list, [&](Id id, const DossierRow& dossier) {
    block_.push_back({id, dossier.relation, dossier.other, std::string(dossier.dossier_id),
                      std::string(dossier.enterprise_id), std::string(dossier.content)});
    if (block_.size() == together) add_block(row);
  });
  add_block(row);
}

void ReportMaker::add_block(RawRows& row) {
  std::vector<std::string_view> contents;
  for (const Dossier& dossier : block_) contents.emplace_back(dossier.content);
  verdicts_.read(contents);
  for (std::size_t i = 0; i < block_.size(); ++i) {
    row.read(block_[i].content);
    add(i, row);
  }
  block_.clear();
  if (options_.progress) options_.progress(static_cast<std::int64_t>(report_.lines.size()), 0);
}

void ReportMaker::add(std::size_t index, RawRows& row) {
  const Dossier& dossier = block_[index];
  const auto found = decided_.find(dossier.id);
  if (found == decided_.end()) return;  // handed in since; the sums say so
  const Decided& decided = found->second;
  Line& line = report_.lines.emplace_back();
  line.dossier_id = dossier.dossier_id;
  line.enterprise_id = dossier.enterprise_id;
  line.outcome = decided.outcome;
  line.entitlement = decided.entitlement;
  line.paid_before = decided.paid_before;
  line.payout = decided.payout;
  if (const auto made = transfers_.find(dossier.id); made != transfers_.end()) line.transfer = made->second;
  const std::uint32_t benefit = find_benefit(rules_->set, decided.benefit);
  if (benefit != none) {
    line.benefit = edge::benefit_title(rules_->set, benefit, language_);
    line.in_kind = rules_->set.benefits[benefit].in_kind.in(language_);
    if (!line.in_kind.empty()) line.benefit += in(", bằng hiện vật: ", ", in kind: ") + line.in_kind;
  }
  show(index, row, line);
  if (dossier.relation == Relation::carried) {
    const auto found_appeal = appeals_.find(dossier.other);
    line.note =
        found_appeal == appeals_.end() ? in("chuyển từ đợt trước", "carried over") : found_appeal->second;
  }
  verdicts_.deny(index, decided.counted);
  for (const std::string& quota : beyond_quotas(rules_->phases, decided.counted, language_))
    line.note +=
        (line.note.empty() ? "" : "; ") + fmt::format("{}: {}", quota, in("đã đủ", "the places are taken"));
  if (const auto ruling = rulings_.find(dossier.id); decided.ruled && ruling != rulings_.end())
    line.note = ruling->second;
  say_why(index, decided, line);
  add_sum(report_.total, decided);
  BenefitSum& of_benefit = benefits_[decided.benefit];
  of_benefit.title = line.benefit;
  add_sum(of_benefit.sum, decided);
  EnterpriseSum& of_enterprise = enterprises_[dossier.enterprise_id];
  of_enterprise.enterprise = {dossier.enterprise_id, enterprise_names_[dossier.enterprise_id]};
  add_sum(of_enterprise.sum, decided);
}

std::string ReportMaker::shown(std::size_t index, const RawRows& row, const Shown& what) const {
  const std::string raw(row.cell(what.column));
  if (what.fact == none || !verdicts_.readable(index)) return raw;
  const edge::ColumnData& column = verdicts_.dossiers().columns[what.fact];
  const std::size_t at = verdicts_.place(index);
  // Of a date that is known by its year the year says more than the span.
  if (!column.present || !column.valid(at) || !column.at(at).known()) return raw;
  return edge::fact_text(rules_->set, rules_->program, what.fact, column.at(at), language_);
}

void ReportMaker::show(std::size_t index, const RawRows& row, Line& line) {
  line.full_name = shown(index, row, full_name_);
  line.born = shown(index, row, born_);
  line.sex = shown(index, row, sex_);
  line.bank = shown(index, row, bank_);
  line.account = shown(index, row, account_);
  line.note = shown(index, row, note_);
  const std::string from = shown(index, row, from_);
  const std::string to = shown(index, row, to_);
  line.span = from.empty() || to.empty() || from == to ? from + (from == to ? "" : to) : from + " – " + to;
  if (const std::string days = shown(index, row, days_); !days.empty())
    line.span += (line.span.empty() ? "" : "; ") + days;
  std::string id(row.cell(person_.column));
  constexpr std::size_t open = 4;
  if (!options_.full_ids && id.size() > open)
    id.replace(0, id.size() - open, std::string(id.size() - open, '*'));
  line.person_id = id;
  if (!verdicts_.readable(index)) return;
  const std::size_t at = verdicts_.place(index);
  for (const std::uint32_t fact : rules_->phases.lists.groups) {
    const edge::ColumnData& column = verdicts_.dossiers().columns[fact];
    if (!column.present || !column.valid(at) || column.at(at).low != static_cast<std::int64_t>(Truth::yes))
      continue;
    line.group +=
        (line.group.empty() ? "" : ", ") + edge::fact_label(rules_->set, rules_->program, fact, language_);
  }
}

void ReportMaker::say_why(std::size_t index, const Decided& decided, Line& line) {
  const auto say = [&](InOrder<Counted>& among, const std::string& text, const std::string& citation = {}) {
    line.reasons.push_back(citation.empty() ? text : fmt::format("{} ({})", text, citation));
    count(among, text, citation);
  };
  if (decided.ruled) {
    if (decided.outcome == Outcome::refused) say(refusals_, line.note);
    return;
  }
  InOrder<Counted>& reasons = decided.outcome == Outcome::duplicate   ? duplicates_
                              : decided.outcome == Outcome::erroneous ? errors_
                                                                      : refusals_;
  if (const std::string_view other = other_reason(decided.failed, language_); !other.empty())
    return say(reasons, std::string(other));
  if (decided.outcome == Outcome::erroneous) {
    for (const std::string& text : verdicts_.errors(index, language_)) say(errors_, text);
  } else if (decided.outcome == Outcome::refused) {
    for (const CitedText& why : why_.refused(verdicts_, index)) say(refusals_, why.text, why.citation);
  } else if (decided.outcome == Outcome::undetermined) {
    line.missing = why_.missing(verdicts_, index);
    for (const std::string& text : line.missing) count(missing_, text);
  }
}

void ReportMaker::count(InOrder<Counted>& among, const std::string& text, const std::string& citation) {
  Counted& counted = among[text + '\n' + citation];
  counted.text = text;
  counted.citation = citation;
  ++counted.count;
}

void ReportMaker::add_sum(Sum& sum, const Decided& decided) {
  ++sum.dossiers[static_cast<std::size_t>(decided.outcome)];
  if (decided.outcome == Outcome::accepted) sum.granted += decided.payout;
  if (decided.outcome == Outcome::waiting) sum.waiting += decided.payout;
  const auto found = paid_.find(decided.decision);
  if (found != paid_.end()) sum.paid += found->second;
}

void ReportMaker::finish() {
  report_.benefits = std::move(benefits_.all);
  report_.by_enterprise = std::move(enterprises_.all);
  report_.enterprises = static_cast<std::int64_t>(report_.by_enterprise.size());
  for (InOrder<Counted>* counted : {&refusals_, &missing_, &duplicates_, &errors_})
    std::stable_sort(counted->all.begin(), counted->all.end(),
                     [](const Counted& a, const Counted& b) { return a.count > b.count; });
  report_.refusals = std::move(refusals_.all);
  report_.missing = std::move(missing_.all);
  report_.duplicates = std::move(duplicates_.all);
  report_.errors = std::move(errors_.all);
  for (const edge::Round& round : rules_->phases.rounds) {
    if (rounds_.count(round.name) == 0) continue;
    report_.round_note += (report_.round_note.empty() ? "" : "; ") +
                          (round.label.empty() ? round.name : round.label.in(language_));
  }
}

/// What was counted dossier by dossier is what the ledger says of the phase.
void ReportMaker::reconcile() {
  const PhaseSums sums = phases::sums(ledger_, phase_.id);
  const auto decided = static_cast<std::int64_t>(report_.lines.size());
  if (decided != sums.dossiers - sums.undecided || report_.total.dossiers != sums.outcomes ||
      report_.total.granted != sums.granted || report_.total.waiting != sums.waiting ||
      report_.total.paid != sums.paid || report_.returned != sums.returned)
    throw trouble(LedgerCode::sums_differ, ledger_, phase_);
}

}  // namespace

Report make_report(Ledger& ledger, std::string_view phase, const ReportOptions& options) {
  return ReportMaker(ledger, phase, options).run();
}

}  // namespace phases
}  // namespace HOTRO_ABI
}  // namespace hotro
