// SPDX-License-Identifier: Apache-2.0
#pragma once

// The work of a phase (*đợt*), step by step: lists are handed in, decided, approved and paid, then the phase
// is closed. Each step may be repeated: what is done already is not done again. Lists and decisions may
// change until the phase is approved, and not after.
//
//   phases::open_phase(*ledger, {"lan"}, rules, {"phase 1", 541'700'000});
//   phases::submit(*ledger, {"lan"}, "phase 1", {applicants, enterprises});
//   phases::decide(*ledger, {"lan"}, "phase 1");
//   phases::approve(*ledger, {"minh"}, "phase 1");
//   phases::pay(*ledger, {"lan"}, "phase 1");
//
// Every function throws LedgerError: where the ledger cannot be read or written, where there is no such
// phase, and where it is not at that step.

#include <array>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "../config.hpp"
#include "../date.hpp"
#include "../edge/cells.hpp"
#include "../edge/data_error.hpp"
#include "../edge/dossiers.hpp"
#include "ledger.hpp"
#include "rules.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace phases {

/// How a step is taken.
struct Step {
  std::string actor;       // who takes it; for the journal
  bool dry_run = false;    // says what would happen; nothing is written
  std::string about = {};  // a document, a reason; for the journal
  /// Dossiers done, and all; while there is something to show.
  std::function<void(std::int64_t, std::int64_t)> progress = {};
};

struct PhaseOptions {
  std::string name;
  std::int64_t budget = -1;    // minor units; below 0: none
  std::int64_t approvers = 2;  // four eyes; 1: one is enough
};
struct OpenReport {
  bool repeated = false;     // it was open already, and the same
  std::int64_t carried = 0;  // dossiers that waited in closed phases, and are in this one now
};
OpenReport open_phase(Ledger& ledger, const Step& step, const Rules& rules, const PhaseOptions& options);

/// A list of an enterprise, or of several.
struct List {
  edge::TextFile applicants, enterprises;
  edge::TextFile columns = {};  // what the columns are called; no text: as the facts
  edge::TextFile numbers = {};  // old and new numbers of one person
  Date received = {};
  bool corrects = false;  // dossiers that are there, with other content, are replaced by these
};
struct SubmitReport {
  bool repeated = false;                // the same list was handed in before
  std::vector<edge::DataError> errors;  // that stand in the way; nothing was taken in
  std::int64_t rows = 0;                // each is a dossier now:
  std::int64_t repeats = 0;             // is there already
  std::int64_t corrections = 0;         // replaces one that is there
  std::int64_t clashes = 0;             // has the id of one that is there, and says something else
  bool late = false;                    // after the last day of the last round
};
SubmitReport submit(Ledger& ledger, const Step& step, std::string_view phase, const List& list);

/// What a phase has come to. Every dossier has one outcome; their sum is `dossiers` once all are decided.
struct PhaseSums {
  std::int64_t dossiers = 0;
  std::int64_t undecided = 0;  // handed in since
  std::array<std::int64_t, outcome_count> outcomes{};
  std::int64_t granted = 0;  // minor units; of the accepted
  std::int64_t waiting = 0;  // that those who wait would have been granted
  std::int64_t paid = 0;     // and did not come back
  std::int64_t returned = 0;
  std::int64_t unpaid =
      0;  // of the accepted with a payout, those who have no money: it was not paid, or came back
  std::int64_t untried = 0;  // of these, those to whom no payment was ever made

  /// Counts a dossier.
  void add(Outcome outcome, std::int64_t payout);
};
PhaseSums sums(Ledger& ledger, Id phase);
/// What the amounts of a phase are in.
edge::Currency currency(Ledger& ledger, Id phase);

struct DecideReport {
  PhaseSums sums;
  std::int64_t written = 0;  // decisions that are new, or another than before
};
/// Decides all dossiers of a phase: the merits first, in the order in which they were received, then who is
/// reached by the budget.
DecideReport decide(Ledger& ledger, const Step& step, std::string_view phase);

/// A decision by people in place of that of the rules. No budget changes it.
struct Ruling {
  std::string dossier_id;
  std::string enterprise_id = {};      // where several have such a dossier
  Outcome outcome = Outcome::refused;  // or accepted
  std::string benefit = {};            // of the accepted; empty: that of the rules
  std::int64_t amount = 0;             // of the accepted, minor units
  std::string document;                // on which it rests
  Date dated;
  std::string reason;
};
/// Once the dossier is decided, until the phase is approved. False: it was ruled so already. Throws
/// no_dossier, several_dossiers or no_benefit.
bool rule(Ledger& ledger, const Step& step, std::string_view phase, const Ruling& ruling);

/// Somebody objects to what became of a dossier in an approved phase, whatever it was.
struct Appeal {
  std::string phase;  // of the dossier
  std::string dossier_id;
  std::string enterprise_id = {};  // where several have such a dossier
  std::string document;            // by which it is taken up
  Date dated;
  std::string reason;
};
/// Takes the dossier into a phase that is open, as it was handed in: there it is decided again, with what was
/// paid meanwhile, and may be corrected or ruled on. False: it was taken up there already. Throws taken_over
/// where it is in another phase, and other_rules.
bool appeal(Ledger& ledger, const Step& step, std::string_view phase, const Appeal& appeal);

struct ApproveReport {
  std::int64_t approvals = 0;  // that the decisions have now
  bool approved = false;
};
ApproveReport approve(Ledger& ledger, const Step& step, std::string_view phase);

struct PayReport {
  std::int64_t payments = 0;
  std::int64_t amount = 0;  // minor units
  /// Dossiers whose person was paid more, elsewhere, than was known when they were decided: not paid.
  std::vector<std::string> stale;
};
PayReport pay(Ledger& ledger, const Step& step, std::string_view phase);

/// Before anything is paid, a phase that was approved is open again. False: nobody has approved. Throws
/// phase_paid.
bool withdraw_approval(Ledger& ledger, const Step& step, std::string_view phase);

/// The payment of a dossier came back, or is withdrawn; it may be paid again. Returns the amount.
std::int64_t return_payment(Ledger& ledger, const Step& step, std::string_view phase,
                            std::string_view dossier_id, std::string_view enterprise_id = {});

/// A phase that was opened by mistake, or whose lists were: nothing in it counts, and those who were carried
/// into it wait again. Not once it is approved. False: it was cancelled already.
bool cancel_phase(Ledger& ledger, const Step& step, std::string_view phase);

/// False: it was closed already.
bool close_phase(Ledger& ledger, const Step& step, std::string_view phase);

enum class PhaseState : std::uint8_t { open, decided, approved_once, approved, paid, closed, cancelled };
std::string_view name(PhaseState state);
/// For people.
std::string_view label(PhaseState state, Language language);
PhaseState state(Ledger& ledger, Id phase);

}  // namespace phases
}  // namespace HOTRO_ABI
}  // namespace hotro
