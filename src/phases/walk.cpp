// SPDX-License-Identifier: Apache-2.0
#include "walk.hpp"

#include <algorithm>
#include <utility>

namespace hotro {
inline namespace HOTRO_ABI {
namespace phases {
namespace {

/// Dossiers that are decided together. More are faster up to some thousands, and take more memory.
constexpr std::size_t together = 8'192;

}  // namespace

Walk::Walk(Ledger& ledger, const Rules& rules, const Phase& phase,
           const std::unordered_map<Id, Current>& current, const edge::Persons& persons, const Step& step,
           const Replay& replay)
    : ledger_(ledger),
      rules_(rules),
      phase_(phase),
      current_(current),
      persons_(persons),
      step_(step),
      replay_(replay),
      verdicts_(rules),
      all_(ledger.dossiers(phase.id)) {
  if (replay.corrections != nullptr) corrected_.emplace(rules).begin(replay.corrections->list);
  ledger.each_relation(Relation::supersedes, [&](Id, Id other) { superseded_.insert(other); });
  const bool any_ruled =
      std::any_of(current.begin(), current.end(), [](const auto& one) { return one.second.ruled; });
  if (!any_ruled) return;
  each_dossier_of(ledger, phase.id, [&](Id id, const DossierRow& row) {
    const auto found = current.find(id);
    if (found == current.end() || !found->second.ruled || found->second.outcome != Outcome::accepted) return;
    const Current& ruling = found->second;
    rulings_.push_back(
        {persons_.key(row.person), claim_of(rules, ruling.benefit, ruling.round), ruling.payout});
  });
}

void Walk::run(Grants& grants, Places& places, const Use& use) {
  grants_ = &grants;
  places_ = &places;
  // What people have ruled counts against all that the rules decide.
  for (const Ruled& ruling : rulings_) grants.add(ruling.person, ruling.claim, ruling.amount);
  done_ = 0;
  std::vector<std::pair<Date, Id>> lists;
  ledger_.each_submission(phase_.id,
                          [&](Id id, const SubmissionRow& row) { lists.emplace_back(row.received, id); });
  std::stable_sort(lists.begin(), lists.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
  for (const auto& [received, list] : lists) {
    verdicts_.begin(read_list(ledger_, phase_.id, list));
    ledger_.each_dossier(list, [&](Id id, const DossierRow& row) { take(id, row, use); });
    exchange(use);
    exchange(use);  // the last one comes back
  }
}

void Walk::take(Id id, const DossierRow& row, const Use& use) {
  const std::string* correction = nullptr;
  if (replay_.corrections != nullptr) {
    const auto found = replay_.corrections->rows.find(id);
    if (found != replay_.corrections->rows.end()) correction = &found->second;
  }
  const bool corrected = correction != nullptr;
  if (corrected != filling_.corrected && !filling_.dossiers.empty()) exchange(use);
  filling_.corrected = corrected;
  filling_.dossiers.push_back({id,
                               persons_.key(row.person),
                               row.relation,
                               row.other,
                               corrected ? *correction : std::string(row.content),
                               {}});
  if (filling_.dossiers.size() == together) exchange(use);
}

/// Gives away the block that was filled, and takes back the one before.
void Walk::exchange(const Use& use) {
  if (working_.valid()) working_.get();
  std::swap(filling_, deciding_);
  if (!deciding_.dossiers.empty()) working_ = std::async(std::launch::async, [this] { decide_block(); });
  for (std::size_t i = 0; i < filling_.dossiers.size(); ++i) use(filling_.dossiers[i].id, filling_.found[i]);
  done_ += static_cast<std::int64_t>(filling_.dossiers.size());
  if (step_.progress && !filling_.dossiers.empty()) step_.progress(done_, all_);
  filling_.dossiers.clear();
}

void Walk::decide_block() {
  std::vector<Dossier>& dossiers = deciding_.dossiers;
  deciding_.found.assign(dossiers.size(), {});
  std::vector<std::size_t> rest;
  for (std::size_t i = 0; i < dossiers.size(); ++i) {
    deciding_.found[i].person = dossiers[i].person;
    if (!is_settled(dossiers[i], deciding_.found[i])) rest.push_back(i);
  }
  if (verdicts_.counts_things()) find_things(rest);
  while (!rest.empty()) rest = decide_first(rest);
}

/// Of those in one block, too, the first ones have the places of a quota.
void Walk::find_things(const std::vector<std::size_t>& among) {
  std::vector<std::string_view> contents;
  for (const std::size_t i : among) contents.emplace_back(deciding_.dossiers[i].content);
  verdicts().read(contents);
  for (std::size_t i = 0; i < among.size(); ++i) {
    for (const Thing& thing : verdicts().things(i)) deciding_.dossiers[among[i]].things.push_back(thing.key);
  }
}

/// What needs no rules.
bool Walk::is_settled(const Dossier& dossier, Verdict& verdict) const {
  const auto settle = [&](Outcome outcome, std::string_view why) {
    verdict.outcome = outcome;
    verdict.failed = why;
    return true;
  };
  const auto is_superseded = [&](Id id) { return superseded_.count(id) != 0; };
  // A correction settles what clashed with the dossier that it corrects, too.
  if (is_superseded(dossier.id) || (dossier.relation == Relation::clashes && is_superseded(dossier.other)))
    return settle(Outcome::duplicate, superseded);
  if (dossier.relation == Relation::repeats) return settle(Outcome::duplicate, repeats);
  if (dossier.relation == Relation::clashes) return settle(Outcome::erroneous, clashes);
  if (replay_.not_reached != nullptr && replay_.not_reached->count(dossier.id) != 0)
    return settle(Outcome::waiting, beyond_budget);
  const auto found = current_.find(dossier.id);
  if (found == current_.end() || !found->second.ruled) return false;
  const Current& current = found->second;
  const edge::Claim claim = claim_of(rules_, current.benefit, current.round);
  verdict.ruled = true;
  verdict.outcome = current.outcome;
  verdict.benefit = claim.benefit;
  verdict.round = claim.round;
  verdict.payout = {Money{current.payout}, Money{current.payout}};
  return true;
}

/// Decides the first dossier of each person, and of each thing that a quota counts, among these; returns the
/// others.
std::vector<std::size_t> Walk::decide_first(const std::vector<std::size_t>& among) {
  std::unordered_set<std::string_view> persons;
  std::unordered_set<std::string_view> things;
  std::vector<std::size_t> now;
  std::vector<std::size_t> later;
  std::vector<std::string_view> contents;
  for (const std::size_t i : among) {
    const Dossier& dossier = deciding_.dossiers[i];
    bool first = dossier.person.empty() || persons.insert(dossier.person).second;
    for (const std::string& thing : dossier.things) first = things.insert(thing).second && first;
    if (!first) {
      later.push_back(i);
      continue;
    }
    now.push_back(i);
    contents.emplace_back(dossier.content);
  }
  Verdicts& verdicts = this->verdicts();
  verdicts.read(contents);
  for (std::size_t i = 0; i < now.size(); ++i) {
    const std::string& person = deciding_.dossiers[now[i]].person;
    if (!verdicts.readable(i)) continue;
    for (const Thing& thing : verdicts.things(i)) {
      if (!places_->has_room(thing.key, person, rules_.phases.quotas[thing.quota].at_most))
        verdicts.deny(i, thing.quota);
    }
    if (!grants_->any(person)) continue;
    for (std::uint32_t benefit = 0; benefit < rules_.set.benefits.size(); ++benefit)
      verdicts.set_paid(i, benefit, grants_->before(person, {benefit, verdicts.round(i, benefit)}));
  }
  verdicts.decide(decided_);
  for (std::size_t i = 0; i < now.size(); ++i) {
    Verdict& verdict = decided_[i];
    verdict.person = deciding_.dossiers[now[i]].person;
    if (verdict.outcome == Outcome::accepted) {
      if (verdict.payout.low.units > 0)
        grants_->add(verdict.person, {verdict.benefit, verdict.round}, verdict.payout.low.units);
      places_->take(verdict.counted, verdict.person);
    }
    deciding_.found[now[i]] = std::move(verdict);
  }
  return later;
}

}  // namespace phases
}  // namespace HOTRO_ABI
}  // namespace hotro
