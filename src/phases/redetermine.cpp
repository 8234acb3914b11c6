// SPDX-License-Identifier: Apache-2.0
#include "hotro/phases/redetermine.hpp"

#include <fmt/format.h>

#include <map>
#include <memory>
#include <set>
#include <unordered_map>
#include <utility>

#include "hotro/edge/column_names.hpp"
#include "hotro/edge/dossiers.hpp"
#include "raw_rows.hpp"
#include "walk.hpp"
#include "why.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace phases {
namespace {

/// What a verdict comes to.
struct Brief {
  Outcome outcome = Outcome::undetermined;
  std::uint32_t benefit = none;  // index into the names of benefits
  std::int64_t entitlement = 0, payout = 0;

  friend bool operator==(const Brief&, const Brief&) = default;
  [[nodiscard]] std::int64_t granted() const { return outcome == Outcome::accepted ? payout : 0; }
};

struct PhaseOf {
  Phase phase;
  std::unique_ptr<Rules> rules;
  bool anew = false;  // decided again otherwise than it was
  std::unordered_map<Id, Current> current;
  std::unordered_set<Id> not_reached;
};

/// A grant by names, which mean the same under the rules of every phase.
struct NamedGrant {
  std::string person, benefit, round;
  std::int64_t amount = 0;
};

class Redeterminer {
 public:
  Redeterminer(Ledger& ledger, const Step& step, const Redetermination& anew)
      : ledger_(ledger), step_(step), anew_(anew) {}

  RedetermineReport run() {
    find_phases();
    if (anew_.corrections != nullptr && !read_corrections()) return std::move(report_);
    decide(false);
    decide(true);
    compare();
    return std::move(report_);
  }

 private:
  struct Twice {
    Brief before, now;
    std::string person;
    std::string paid_before, counted;  // now
    std::size_t phase = 0;
  };

  /// A row of the corrections.
  struct Correction {
    std::int64_t line = 0;
    std::string dossier_id, enterprise_id, person, content;
    std::vector<Id> found;  // the dossiers that it may mean
    bool same_person = false;
    bool ruled = false;  // by people
  };

  void find_phases();
  bool read_corrections();
  void find_corrected(std::vector<Correction>& corrections);
  void check(const Correction& correction);
  void decide(bool anew);
  void compare();
  void describe(std::size_t phase, const std::set<Id>& dossiers);
  [[nodiscard]] const Rules& rules_of(const PhaseOf& one, bool anew) const {
    return anew && one.anew && anew_.rules != nullptr ? *anew_.rules : *one.rules;
  }

  /// Rules may number the same benefits otherwise.
  std::uint32_t name_of(const std::string& benefit) {
    const auto found = std::find(benefits_.begin(), benefits_.end(), benefit);
    const auto index = static_cast<std::uint32_t>(found - benefits_.begin());
    if (found == benefits_.end()) benefits_.push_back(benefit);
    return index;
  }

  Ledger& ledger_;
  const Step& step_;
  const Redetermination& anew_;
  RedetermineReport report_;
  std::vector<PhaseOf> phases_;
  Corrections corrections_;
  std::unordered_map<Id, Twice> found_;
  std::map<Id, ChangedDossier> changed_;
  std::vector<std::string> benefits_;
};

void Redeterminer::find_phases() {
  if (!anew_.phase.empty()) must_be_approved(ledger_, find(ledger_, anew_.phase));
  std::vector<std::string> names;
  ledger_.each_phase([&](Id, const PhaseRow& row) { names.emplace_back(row.name); });
  std::string rule_set = anew_.rules == nullptr ? "" : anew_.rules->set.id;
  for (const std::string& name : names) {
    PhaseOf one;
    one.phase = find(ledger_, name);
    if (ledger_.cancelled(one.phase.id) || !is_approved(ledger_, one.phase)) continue;
    one.rules = read_rules(ledger_, one.phase.id);
    one.anew =
        (anew_.phase.empty() || anew_.phase == name) && (rule_set.empty() || one.rules->set.id == rule_set);
    if (anew_.phase == name && !one.anew) throw trouble(LedgerCode::other_rules, ledger_, one.phase);
    ledger_.each_decision(one.phase.id, [&](Id, const DecisionRow& row) {
      if (row.failed == beyond_budget)
        one.not_reached.insert(row.dossier);
      else
        one.not_reached.erase(row.dossier);
    });
    one.current = current_decisions(ledger_, one.phase.id);
    phases_.push_back(std::move(one));
  }
}

/// The rows of the list, by the dossiers that they correct. False: errors stand in the way.
bool Redeterminer::read_corrections() {
  const List& list = *anew_.corrections;
  const auto concerned =
      std::find_if(phases_.begin(), phases_.end(), [](const PhaseOf& one) { return one.anew; });
  if (concerned == phases_.end()) throw LedgerError(LedgerCode::not_approved, ledger_.name());
  const Rules& rules = rules_of(*concerned, true);
  edge::ColumnNames names;
  const bool has_names = !list.columns.text.empty();
  if (has_names) names = edge::ColumnNames::read(rules.program, list.columns, report_.errors);
  const edge::Dossiers dossiers = edge::DossierReader(rules.program, list.enterprises,
                                                      has_names ? &names : nullptr, edge::Twice::accepted)
                                      .read(list.applicants);
  report_.errors.insert(report_.errors.end(), dossiers.errors.begin(), dossiers.errors.end());
  if (!report_.errors.empty()) return false;
  RawRows enterprises(list.enterprises.text);
  corrections_.list.enterprise_header = std::string(enterprises.header()) + "\n";
  corrections_.list.columns = list.columns.text;
  const std::size_t enterprise_id = enterprises.column(names, "enterprise_id");
  while (enterprises.next())
    corrections_.list.enterprises.emplace_back(enterprises.cell(enterprise_id), enterprises.content());
  RawRows rows(list.applicants.text);
  corrections_.list.header = std::string(rows.header()) + "\n";
  const std::size_t dossier = rows.column(names, "dossier_id");
  const std::size_t enterprise = rows.column(names, "enterprise_id");
  const std::size_t person = rows.column(names, rules.set.facts[rules.phases.person.fact].name);
  std::vector<Correction> corrections;
  while (rows.next())
    corrections.push_back({rows.line(),
                           std::string(rows.cell(dossier)),
                           std::string(rows.cell(enterprise)),
                           std::string(rows.cell(person)),
                           std::string(rows.content()),
                           {},
                           false,
                           false});
  find_corrected(corrections);
  for (const Correction& correction : corrections) check(correction);
  return report_.errors.empty();
}

void Redeterminer::find_corrected(std::vector<Correction>& corrections) {
  std::unordered_map<std::string, std::vector<Correction*>> by_id;
  for (Correction& correction : corrections) by_id[correction.dossier_id].push_back(&correction);
  for (const PhaseOf& one : phases_) {
    if (!one.anew) continue;
    const edge::Persons persons = read_persons(ledger_, *one.rules);
    each_standing_dossier(ledger_, one.phase.id, [&](Id id, const DossierRow& row) {
      const auto named = by_id.find(std::string(row.dossier_id));
      // What a budget did not reach is in a later phase, or will be.
      if (named == by_id.end() || one.not_reached.count(id) != 0) return;
      for (Correction* correction : named->second) {
        if (!correction->enterprise_id.empty() && correction->enterprise_id != row.enterprise_id) continue;
        correction->found.push_back(id);
        correction->same_person = persons.key(correction->person) == persons.key(row.person);
        const auto decided = one.current.find(id);
        correction->ruled = decided != one.current.end() && decided->second.ruled;
      }
    });
  }
}

void Redeterminer::check(const Correction& correction) {
  const auto report = [&](std::string_view column, std::string_view code, Text expected) {
    report_.errors.push_back({anew_.corrections->applicants.name, static_cast<std::uint64_t>(correction.line),
                              std::string(column), correction.dossier_id, std::string(code),
                              std::move(expected)});
  };
  if (correction.found.empty())
    return report("dossier_id", "unknown_dossier",
                  {"hồ sơ của một đợt đã duyệt", "a dossier of a phase that was approved"});
  if (correction.found.size() > 1)
    return report("dossier_id", "several_dossiers",
                  {"một hồ sơ duy nhất: hãy nêu đợt", "one dossier alone: name the phase"});
  if (!correction.same_person)
    return report("", "other_person", {"người đã nộp hồ sơ này", "the person who handed in this dossier"});
  if (!corrections_.rows.try_emplace(correction.found.front(), correction.content).second)
    return report("dossier_id", "duplicate_dossier", {"mỗi hồ sơ một dòng", "one row for each dossier"});
  if (correction.ruled) report_.ruled.push_back(correction.dossier_id);
}

/// One phase after the other, each with what was granted in those before it.
void Redeterminer::decide(bool anew) {
  std::map<std::string, std::vector<NamedGrant>> granted;  // by rule set
  std::map<std::string, Places> places;
  for (std::size_t i = 0; i < phases_.size(); ++i) {
    const PhaseOf& one = phases_[i];
    const Rules& rules = rules_of(one, anew);
    const edge::Persons persons = read_persons(ledger_, rules);
    std::vector<NamedGrant>& before = granted[rules.set.id];
    Grants grants(rules, persons);
    for (const NamedGrant& grant : before)
      grants.add(grant.person, claim_of(rules, grant.benefit, grant.round), grant.amount);
    Replay replay;
    replay.not_reached = &one.not_reached;
    if (anew && one.anew && !corrections_.rows.empty()) replay.corrections = &corrections_;
    Walk walk(ledger_, rules, one.phase, one.current, persons, step_, replay);
    walk.run(grants, places[rules.set.id], [&](Id dossier, Verdict& verdict) {
      Twice& twice = found_[dossier];
      const Brief brief{verdict.outcome,
                        verdict.benefit == none ? none : name_of(rules.set.benefits[verdict.benefit].name),
                        verdict.entitlement.low.units, verdict.payout.low.units};
      if (brief.granted() > 0)
        before.push_back({verdict.person, rules.set.benefits[verdict.benefit].name,
                          verdict.round == none ? "" : rules.phases.rounds[verdict.round].name,
                          brief.payout});
      if (!anew) {
        twice.before = brief;
        twice.person = verdict.person;
        twice.phase = i;
        return;
      }
      twice.now = brief;
      if (twice.now == twice.before) return;
      twice.paid_before = verdict.paid_before;
      twice.counted = verdict.counted;
    });
    if (anew && one.anew) report_.dossiers += ledger_.dossiers(one.phase.id);
  }
}

void Redeterminer::compare() {
  std::map<std::size_t, std::set<Id>> changed;  // by phase
  std::map<std::string, ChangedPerson> persons;
  for (const auto& [dossier, twice] : found_) {
    if (twice.before == twice.now) continue;
    changed[twice.phase].insert(dossier);
    persons.try_emplace(twice.person);
  }
  for (const auto& [phase, dossiers] : changed) describe(phase, dossiers);
  std::set<Id> replayed;
  for (const PhaseOf& one : phases_) replayed.insert(one.phase.id);
  for (const auto& [dossier, twice] : found_) {
    const auto person = persons.find(twice.person);
    if (person == persons.end()) continue;
    person->second.before += twice.before.granted();
    person->second.now += twice.now.granted();
  }
  // By key, as the walk has them: numbers that were joined are one person.
  std::map<std::string, edge::Persons> keys;
  for (const PhaseOf& one : phases_) keys.try_emplace(one.rules->set.id, read_persons(ledger_, *one.rules));
  ledger_.each_grant({}, [&](const Grant& grant) {
    const auto of_rules = keys.find(std::string(grant.rule_set));
    if (of_rules == keys.end() || replayed.count(grant.phase) == 0) return;
    const auto person = persons.find(of_rules->second.key(grant.person));
    if (person != persons.end()) person->second.granted += grant.amount;
  });
  std::map<std::string, std::size_t> places;
  for (auto& [dossier, change] : changed_) {
    const std::string& key = found_.at(dossier).person;
    const auto [place, is_new] = places.try_emplace(key, report_.persons.size());
    if (is_new) report_.persons.push_back(std::move(persons.at(key)));
    report_.persons[place->second].dossiers.push_back(std::move(change));
  }
  for (const ChangedPerson& person : report_.persons) {
    report_.top_ups += person.top_up();
    report_.overpaid += person.overpaid();
  }
}

/// What is said of dossiers of a phase that have changed.
void Redeterminer::describe(std::size_t phase, const std::set<Id>& dossiers) {
  const PhaseOf& one = phases_[phase];
  const Rules& rules = rules_of(one, true);
  const auto finding = [&](const Brief& brief) {
    return Finding{brief.outcome, brief.benefit == none ? "" : benefits_[brief.benefit], brief.entitlement,
                   brief.payout};
  };
  Verdicts verdicts(rules);
  Why why(rules, anew_.language);
  std::vector<Verdict> ignored;
  const auto reasons = [&](const Twice& twice, std::string_view content) {
    std::vector<std::string> found;
    const std::string_view contents[] = {content};
    verdicts.read(contents);
    if (!verdicts.readable(0)) return verdicts.errors(0, anew_.language);
    verdicts.as_decided(0, twice.paid_before, twice.counted);
    verdicts.decide(ignored);
    if (twice.now.outcome == Outcome::refused) {
      for (const CitedText& text : why.refused(verdicts, 0))
        found.push_back(text.citation.empty() ? text.text : fmt::format("{} ({})", text.text, text.citation));
    }
    if (twice.now.outcome == Outcome::undetermined) found = why.missing(verdicts, 0);
    if (twice.now.outcome == Outcome::duplicate)
      found.emplace_back(other_reason(already_granted, anew_.language));
    return found;
  };
  std::vector<Id> lists;
  ledger_.each_submission(one.phase.id, [&](Id id, const SubmissionRow&) { lists.push_back(id); });
  for (const bool corrected : {false, true}) {
    if (corrected) verdicts.begin(corrections_.list);
    for (const Id list : lists) {
      if (!corrected) verdicts.begin(read_list(ledger_, one.phase.id, list));
      ledger_.each_dossier(list, [&](Id id, const DossierRow& row) {
        const auto correction = corrections_.rows.find(id);
        if (dossiers.count(id) == 0 || (correction != corrections_.rows.end()) != corrected) return;
        const Twice& twice = found_.at(id);
        changed_[id] = {one.phase.name,
                        std::string(row.dossier_id),
                        std::string(row.enterprise_id),
                        finding(twice.before),
                        finding(twice.now),
                        reasons(twice, corrected ? std::string_view(correction->second) : row.content)};
      });
    }
    if (corrections_.rows.empty()) break;
  }
}

}  // namespace

RedetermineReport redetermine(Ledger& ledger, const Step& step, const Redetermination& anew) {
  return Redeterminer(ledger, step, anew).run();
}

}  // namespace phases
}  // namespace HOTRO_ABI
}  // namespace hotro
