// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <future>
#include <optional>
#include <unordered_set>
#include <utility>

#include "grants.hpp"
#include "hotro/phases/budget.hpp"
#include "hotro/phases/phase.hpp"
#include "steps.hpp"
#include "verdicts.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace phases {
namespace {

/// Dossiers that are decided together. More are faster up to some thousands, and take more memory.
constexpr std::size_t together = 8'192;

/// Goes through all dossiers of a phase, in the order in which they were received, and gives the verdict
/// about each to `use`, in that order. A person's dossiers count against those behind them.
class Walk {
 public:
  using Use = std::function<void(Id, Verdict&)>;

  Walk(Ledger& ledger, const Rules& rules, const Phase& phase, const std::unordered_map<Id, Current>& current,
       const Step& step)
      : ledger_(ledger),
        rules_(rules),
        phase_(phase),
        current_(current),
        step_(step),
        persons_(read_persons(ledger, rules)),
        verdicts_(rules),
        all_(ledger.dossiers(phase.id)) {
    ledger.each_relation(Relation::supersedes, [&](Id, Id other) { superseded_.insert(other); });
    const bool any_ruled =
        std::any_of(current.begin(), current.end(), [](const auto& one) { return one.second.ruled; });
    if (!any_ruled) return;
    each_dossier_of(ledger, phase.id, [&](Id id, const DossierRow& row) {
      const auto found = current.find(id);
      if (found == current.end() || !found->second.ruled || found->second.outcome != Outcome::accepted)
        return;
      const Current& ruling = found->second;
      rulings_.push_back(
          {persons_.key(row.person), claim_of(rules, ruling.benefit, ruling.round), ruling.payout});
    });
  }

  void run(const Use& use) {
    grants_.emplace(rules_, persons_);
    grants_->read(ledger_, phase_.id);
    // What people have ruled counts against all that the rules decide.
    for (const Ruled& ruling : rulings_) grant(ruling.person, ruling.claim, ruling.amount);
    done_ = 0;
    std::vector<std::pair<Date, Id>> lists;
    ledger_.each_submission(phase_.id,
                            [&](Id id, const SubmissionRow& row) { lists.emplace_back(row.received, id); });
    std::stable_sort(lists.begin(), lists.end(),
                     [](const auto& a, const auto& b) { return a.first < b.first; });
    for (const auto& [received, list] : lists) {
      verdicts_.begin(ledger_, phase_.id, list);
      ledger_.each_dossier(list, [&](Id id, const DossierRow& row) {
        filling_.dossiers.push_back(
            {id, grants_->person(row.person), row.relation, row.other, std::string(row.content)});
        if (filling_.dossiers.size() == together) exchange(use);
      });
      exchange(use);
      exchange(use);  // the last one comes back
    }
  }

 private:
  struct Ruled {
    std::string person;
    edge::Claim claim;
    std::int64_t amount = 0;
  };
  struct Dossier {
    Id id = 0;
    std::string person;
    Relation relation = Relation::none;
    Id other = 0;
    std::string content;
  };

  /// Dossiers on their way: read and written by this thread, decided by another meanwhile.
  struct Block {
    std::vector<Dossier> dossiers;
    std::vector<Verdict> found;
  };

  /// Gives away the block that was filled, and takes back the one before.
  void exchange(const Use& use) {
    if (working_.valid()) working_.get();
    std::swap(filling_, deciding_);
    if (!deciding_.dossiers.empty()) working_ = std::async(std::launch::async, [this] { decide_block(); });
    for (std::size_t i = 0; i < filling_.dossiers.size(); ++i)
      use(filling_.dossiers[i].id, filling_.found[i]);
    done_ += static_cast<std::int64_t>(filling_.dossiers.size());
    if (step_.progress && !filling_.dossiers.empty()) step_.progress(done_, all_);
    filling_.dossiers.clear();
  }

  void decide_block() {
    std::vector<Dossier>& dossiers = deciding_.dossiers;
    deciding_.found.assign(dossiers.size(), {});
    std::vector<std::size_t> rest;
    for (std::size_t i = 0; i < dossiers.size(); ++i) {
      if (!is_settled(dossiers[i], deciding_.found[i])) rest.push_back(i);
    }
    while (!rest.empty()) rest = decide_first(rest);
  }

  /// What needs no rules.
  bool is_settled(const Dossier& dossier, Verdict& verdict) {
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
    const auto found = current_.find(dossier.id);
    if (found == current_.end() || !found->second.ruled) return false;
    const Current& current = found->second;
    verdict.ruled = true;
    verdict.outcome = current.outcome;
    verdict.payout = {Money{current.payout}, Money{current.payout}};
    return true;
  }

  /// Decides the first dossier of each person among these; returns the others.
  std::vector<std::size_t> decide_first(const std::vector<std::size_t>& among) {
    std::unordered_set<std::string_view> seen;
    std::vector<std::size_t> now;
    std::vector<std::size_t> later;
    std::vector<std::string_view> contents;
    for (const std::size_t i : among) {
      if (!deciding_.dossiers[i].person.empty() && !seen.insert(deciding_.dossiers[i].person).second) {
        later.push_back(i);
        continue;
      }
      now.push_back(i);
      contents.emplace_back(deciding_.dossiers[i].content);
    }
    verdicts_.read(contents);
    for (std::size_t i = 0; i < now.size(); ++i) {
      const std::string& person = deciding_.dossiers[now[i]].person;
      if (!verdicts_.readable(i) || !grants_->any(person)) continue;
      for (std::uint32_t benefit = 0; benefit < rules_.set.benefits.size(); ++benefit)
        verdicts_.set_paid(i, benefit, grants_->before(person, {benefit, verdicts_.round(i, benefit)}));
    }
    verdicts_.decide(decided_);
    for (std::size_t i = 0; i < now.size(); ++i) {
      Verdict& verdict = decided_[i];
      if (verdict.outcome == Outcome::accepted)
        grant(deciding_.dossiers[now[i]].person, {verdict.benefit, verdict.round}, verdict.payout.low.units);
      verdict.person = deciding_.dossiers[now[i]].person;
      deciding_.found[now[i]] = std::move(verdict);
    }
    return later;
  }

  void grant(const std::string& person, edge::Claim claim, std::int64_t amount) {
    if (amount > 0) grants_->add(person, claim, amount);
  }

  Ledger& ledger_;
  const Rules& rules_;
  const Phase& phase_;
  const std::unordered_map<Id, Current>& current_;
  const Step& step_;
  edge::Persons persons_;
  std::optional<Grants> grants_;
  Verdicts verdicts_;
  std::unordered_set<Id> superseded_;
  std::vector<Ruled> rulings_;
  std::int64_t all_;
  std::int64_t done_ = 0;
  Block filling_, deciding_;
  std::vector<Verdict> decided_;
  std::future<void> working_;  // last: what it works with is still there when it is waited for
};

/// What the budget leaves of each claim, in the order in which they were received.
class Share {
 public:
  Share(const Rules& rules, std::int64_t budget) : rules_(rules), budget_(budget) {}

  void take(const Verdict& verdict) {
    if (verdict.outcome != Outcome::accepted) return;
    // What people have ruled comes first: it is not for a budget to change.
    if (verdict.ruled)
      budget_ = std::max<std::int64_t>(0, budget_ - verdict.payout.low.units);
    else
      claims_.push_back({verdict.payout.low.units, verdict.group});
  }
  void spend() { paid_ = phases::spend(claims_, budget_, rules_.phases.budget); }

  void apply(Verdict& verdict) {
    if (verdict.outcome != Outcome::accepted || verdict.ruled) return;
    const bool after_one_that_waits = beyond_.count(verdict.person) != 0;
    const std::int64_t paid = after_one_that_waits ? 0 : paid_[next_];
    ++next_;
    if (paid == verdict.payout.low.units) return;
    if (paid > 0) {
      verdict.payout = {Money{paid}, Money{paid}};
      return;
    }
    const bool waits = rules_.phases.budget.beyond.value == edge::Beyond::waiting_list;
    verdict.outcome = waits ? Outcome::waiting : Outcome::refused;
    verdict.failed = beyond_budget;
    beyond_.insert(verdict.person);
  }

 private:
  const Rules& rules_;
  std::int64_t budget_;
  std::vector<BudgetClaim> claims_;
  std::vector<std::int64_t> paid_;
  std::size_t next_ = 0;
  // Whoever is not reached: further claims of theirs are the difference to one that was not paid.
  std::unordered_set<std::string> beyond_;
};

DecisionRow row_of(const Rules& rules, Id program, Id dossier, const Verdict& verdict) {
  DecisionRow row;
  row.dossier = dossier;
  row.program = program;
  row.outcome = verdict.outcome;
  if (verdict.benefit != none) row.benefit = rules.set.benefits[verdict.benefit].name;
  if (verdict.round != none) row.round = rules.phases.rounds[verdict.round].name;
  row.input_hash = verdict.input_hash;
  row.entitlement_low = verdict.entitlement.low.units;
  row.entitlement_high = verdict.entitlement.high.units;
  row.payout_low = verdict.payout.low.units;
  row.payout_high = verdict.payout.high.units;
  row.paid_before = verdict.paid_before;
  row.failed = verdict.failed;
  row.open = verdict.open;
  return row;
}

/// Decides a phase; `write` gets what is new, or another decision than before.
DecideReport decide_all(Ledger& ledger, const Rules& rules, const Phase& phase, const Step& step,
                        const std::function<void(const DecisionRow&)>& write) {
  DecideReport report;
  const std::unordered_map<Id, Current> current = current_decisions(ledger, phase.id);
  Walk walk(ledger, rules, phase, current, step);
  std::optional<Share> share;
  if (phase.budget >= 0) {
    share.emplace(rules, phase.budget);
    walk.run([&](Id, const Verdict& verdict) { share->take(verdict); });
    share->spend();
  }
  walk.run([&](Id dossier, Verdict& verdict) {
    if (share) share->apply(verdict);
    report.sums.add(verdict.outcome, verdict.payout.low.units);
    if (verdict.ruled) return;
    const DecisionRow row = row_of(rules, phase.program, dossier, verdict);
    const auto before = current.find(dossier);
    if (before != current.end() && before->second.content == content_of(row)) return;
    write(row);
    ++report.written;
  });
  return report;
}

}  // namespace

DecideReport decide(Ledger& ledger, const Step& step, std::string_view phase_name) {
  const Phase phase = find(ledger, phase_name);
  const std::unique_ptr<Rules> rules = read_rules(ledger, phase.id);
  DecideReport report;
  const auto expected = static_cast<std::size_t>(ledger.dossiers(phase.id));
  ledger.write(
      {step.actor, "decide", phase.name},
      [&](Batch& batch) {
        must_be_open(ledger, phase);
        report = decide_all(ledger, *rules, phase, step, [&](const DecisionRow& row) { batch.add(row); });
        return report.written != 0 && !step.dry_run;
      },
      expected);
  return report;
}

bool is_decided(Ledger& ledger, const Phase& phase, const Step& step) {
  const std::unique_ptr<Rules> rules = read_rules(ledger, phase.id);
  return decide_all(ledger, *rules, phase, step, [](const DecisionRow&) {}).written == 0;
}

}  // namespace phases
}  // namespace HOTRO_ABI
}  // namespace hotro
