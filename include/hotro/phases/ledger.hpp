// SPDX-License-Identifier: Apache-2.0
#pragma once

// The ledger (*sổ chi*): what was submitted, decided and paid, phase after phase. It only grows. Every write
// is one record of a journal, which carries the hash of the record before and of the rows that it added, so
// that whoever knows the hash of the last record knows the whole.
//
//   auto ledger = hotro::phases::open_ledger("nghe-an.ledger");
//   ledger->write({"lan", "open"}, [&](hotro::phases::Batch& batch) {
//     batch.add(hotro::phases::PhaseRow{"phase 1", program, rules});
//     return true;
//   });
//   std::cout << hotro::phases::to_text(ledger->head());

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "../citation.hpp"
#include "../config.hpp"
#include "../date.hpp"
#include "ledger_error.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace phases {

using Hash = std::array<std::uint8_t, 32>;  // SHA-256
using Id = std::int64_t;                    // of a row in its table, from 1; 0: none

/// The last record of a journal: all that is needed to see later that nothing before it was changed.
struct Head {
  std::int64_t record = 0;  // 0: nothing was written yet
  Hash hash{};

  friend bool operator==(const Head&, const Head&) = default;
};
/// `12-9f86d081…`: as it is printed on lists, and read back.
std::string to_text(const Head& head);
bool parse_head(std::string_view text, Head& head);

// --- Rows. The texts of rows that are read live until the next row is read.

/// A text that a program was compiled from; stored once, however often it is used.
struct RuleTextRow {
  std::string_view content = {};
};

/// Rules as they were compiled.
struct ProgramRow {
  std::string_view fingerprint = {};
  std::string_view rule_set = {};
  std::string_view engine = {};  // version of hotro
  Date known;
  std::string_view readings = {};  // `name=option`, one a line
  std::string_view currency = {};  // ISO 4217
};

/// A file of a program, in the order in which it was loaded.
struct ProgramTextRow {
  Id program = 0;
  Id rule_text = 0;
  std::string_view name = {};
};

/// Numbers of one person, which a list joined.
struct NumberRow {
  std::string_view old_number = {};
  std::string_view new_number = {};
};

/// A phase (*đợt*): what is taken in, decided and paid together.
struct PhaseRow {
  std::string_view name = {};
  Id program = 0;
  Id phase_rules = 0;                    // the text of phases.yaml
  std::string_view phase_readings = {};  // of phases.yaml, as those of a program
  std::int64_t budget = -1;              // in minor units; below 0: none was set
  std::int64_t approvers = 1;            // how many must approve: 1 or 2
};

/// A list as it was handed in.
struct SubmissionRow {
  Id phase = 0;
  std::string_view name = {};
  Hash list_hash{};  // of its files
  Date received;
  std::string_view header = {};             // what stands before the first applicant
  std::string_view enterprise_header = {};  // and before the first enterprise
  std::string_view columns = {};            // what its columns are called, as a table
};

/// A row of the enterprises of a submission.
struct EnterpriseRow {
  Id submission = 0;
  std::string_view enterprise_id = {};
  std::string_view content = {};  // the row as it stood in the file
};

/// What a dossier has to do with one that was there before.
enum class Relation : std::uint8_t {
  none,
  repeats,     // the same once more
  supersedes,  // corrects it
  clashes,     // has its id, and says something else
  carried,     // is it: taken over from an earlier phase
};
std::string_view name(Relation relation);

/// A row of the applicants of a submission.
struct DossierRow {
  Id submission = 0;
  std::int64_t line = 0;  // of the file, from 1
  std::string_view dossier_id = {};
  std::string_view person = {};
  std::string_view enterprise_id = {};
  Relation relation = Relation::none;
  Id other = 0;                   // the dossier of that relation
  std::string_view content = {};  // the row as it stood in the file
};

/// A decision by people, not by the rules.
struct RulingRow {
  Id dossier = 0;
  std::string_view kind = {};      // override; appeal: of this dossier, which is then carried elsewhere
  std::string_view document = {};  // its number
  Date dated;
  std::string_view reason = {};
};

/// Where a dossier ends in a phase; exactly one.
enum class Outcome : std::uint8_t { accepted, refused, undetermined, erroneous, duplicate, waiting };
inline constexpr std::size_t outcome_count = 6;
std::string_view name(Outcome outcome);
/// For people.
std::string_view label(Outcome outcome, Language language);

/// Of several decisions about a dossier the last counts.
struct DecisionRow {
  Id dossier = 0;
  Id program = 0;
  Outcome outcome = Outcome::undetermined;
  std::string_view benefit = {};                           // empty: none concerns the dossier
  std::string_view round = {};                             // of phases.yaml; empty: in none
  Hash input_hash{};                                       // of what was decided
  std::int64_t entitlement_low = 0, entitlement_high = 0;  // minor units
  std::int64_t payout_low = 0, payout_high = 0;
  std::string_view paid_before = {};        // `benefit=amount` parted by blanks; what the ledger knew
  std::string_view failed = {}, open = {};  // ids of conditions, or codes of data errors, parted by blanks
  std::string_view counted = {};  // by quotas, parted by blanks: `quota=thing`, within; `quota!thing`, beyond
  Id ruling = 0;                  // that it rests on; 0: on the rules
};

/// That somebody approved all decisions of a phase up to one, or withdrew what was approved.
struct ApprovalRow {
  Id phase = 0;
  Id decision = 0;  // the last of the phase; 0: withdrawn
};

/// Money that left, or, with `returns`, came back.
struct PaymentRow {
  Id decision = 0;
  std::string_view person = {};
  std::string_view benefit = {};
  std::int64_t amount = 0;   // minor units; above 0, or, if it came back, the same below 0
  std::int64_t attempt = 1;  // the second, once the first came back
  Id returns = 0;            // the payment that came back or was cancelled
};

/// That a phase has ended.
struct ClosureRow {
  Id phase = 0;
  bool cancelled = false;  // as if it had never been: nothing in it counts
};

// --- Writing

/// One record of the journal that is being written. Adding gives the id of the row.
class Batch {
 public:
  virtual ~Batch() = default;
  virtual Id add(const RuleTextRow& row) = 0;  // or the id of the same text
  virtual Id add(const ProgramRow& row) = 0;
  virtual Id add(const ProgramTextRow& row) = 0;
  virtual Id add(const NumberRow& row) = 0;
  virtual Id add(const PhaseRow& row) = 0;
  virtual Id add(const SubmissionRow& row) = 0;
  virtual Id add(const EnterpriseRow& row) = 0;
  virtual Id add(const DossierRow& row) = 0;
  virtual Id add(const RulingRow& row) = 0;
  virtual Id add(const DecisionRow& row) = 0;
  virtual Id add(const ApprovalRow& row) = 0;
  virtual Id add(const PaymentRow& row) = 0;
  virtual Id add(const ClosureRow& row) = 0;
};

/// Who does what; of persons no word, since it stands in logs and on lists.
struct Entry {
  std::string actor;
  std::string kind;        // submit, decide, approve, pay …
  std::string about = {};  // a document, a reason
};

/// A record of the journal.
struct Record {
  std::int64_t id = 0;
  std::int64_t at = 0;  // milliseconds since 1970, UTC
  std::string_view actor, kind, about;
  std::int64_t rows = 0;
};

/// Money of a person: what was paid for a dossier and did not come back, or is to be paid, by a decision that
/// counts.
struct Grant {
  std::string_view person;
  std::string_view benefit;
  std::string_view round;
  std::string_view rule_set;
  std::int64_t amount = 0;
  std::int64_t entitlement = 0;  // of the decision
  Id dossier = 0;
  Id phase = 0;
  bool paid = false;
};

/// A place in quotas that a dossier has, by a decision that counts.
struct Place {
  std::string_view person;
  std::string_view counted;  // as in the DecisionRow
  std::string_view rule_set;
  Id phase = 0;
};

// --- Verifying

struct Fault {
  LedgerCode code{};
  std::int64_t record = 0;  // of the journal; 0: none is concerned
  std::string table;        // empty: none
  Id row = 0;
};

struct Verification {
  std::vector<Fault> faults;  // the first hundred
  Head head;
  std::uint64_t rows = 0;
  [[nodiscard]] bool good() const { return faults.empty(); }
};

/// One file or database. Of one thread; processes wait for one another. Every function throws LedgerError.
class Ledger {
 public:
  virtual ~Ledger() = default;

  /// Calls `fill` while nobody else writes, then adds what it added as one record, or nothing of it, if
  /// `fill` returns false or throws, or the process dies. `fill` may read the ledger, and sees what it added.
  /// `rows`: how many are expected, if many. Returns what `fill` returned.
  virtual bool write(const Entry& entry, const std::function<bool(Batch&)>& fill, std::size_t rows = 0) = 0;

  /// Its path, or what else messages call it.
  [[nodiscard]] virtual const std::string& name() const = 0;
  virtual Head head() = 0;
  /// Recomputes every hash. `known`: a head that was printed earlier; what was cut off or written anew since
  /// shows against it. `progress` is called with records done, and all.
  virtual Verification verify(const Head* known = nullptr,
                              const std::function<void(std::int64_t, std::int64_t)>& progress = nullptr) = 0;

  // Ids; 0 if there is none.
  virtual Id find_program(std::string_view fingerprint) = 0;
  virtual Id find_phase(std::string_view name) = 0;
  virtual Id find_submission(Id phase, const Hash& list_hash) = 0;
  /// Cancelled phases are closed, too.
  virtual bool closed(Id phase) = 0;
  virtual bool cancelled(Id phase) = 0;
  /// How many dossiers a phase has.
  virtual std::int64_t dossiers(Id phase) = 0;
  /// Of a phase; 0 if there is none.
  virtual Id last_decision(Id phase) = 0;
  /// `use` gets one text.
  virtual void rule_text(Id id, const std::function<void(std::string_view)>& use) = 0;

  // Rows in the order in which they were written.
  virtual void each_record(const std::function<void(const Record&)>& use) = 0;
  virtual void each_program(const std::function<void(Id, const ProgramRow&)>& use) = 0;
  virtual void each_program_text(
      Id program, const std::function<void(std::string_view name, std::string_view text)>&) = 0;
  virtual void each_number(const std::function<void(Id, const NumberRow&)>& use) = 0;
  virtual void each_phase(const std::function<void(Id, const PhaseRow&)>& use) = 0;
  virtual void each_submission(Id phase, const std::function<void(Id, const SubmissionRow&)>& use) = 0;
  virtual void each_enterprise(Id submission, const std::function<void(Id, const EnterpriseRow&)>& use) = 0;
  virtual void each_dossier(Id submission, const std::function<void(Id, const DossierRow&)>& use) = 0;
  /// The dossiers of all phases that have that relation, and to which.
  virtual void each_relation(Relation relation, const std::function<void(Id dossier, Id other)>& use) = 0;
  virtual void each_ruling(Id phase, const std::function<void(Id, const RulingRow&)>& use) = 0;
  virtual void each_decision(Id phase, const std::function<void(Id, const DecisionRow&)>& use) = 0;
  /// All decisions about the dossiers from one to another, dossier by dossier.
  virtual void each_decision_about(Id first, Id last,
                                   const std::function<void(Id, const DecisionRow&)>& use) = 0;
  virtual void each_approval(Id phase,
                             const std::function<void(std::string_view actor, const ApprovalRow&)>& use) = 0;
  virtual void each_payment(Id phase, const std::function<void(Id, const PaymentRow&)>& use) = 0;
  /// The payments that a phase made last, in one record, and that did not come back since: dossier and
  /// amount.
  virtual void each_last_payment(Id phase,
                                 const std::function<void(Id dossier, std::int64_t amount)>& use) = 0;
  /// Of a person, or, without one, of all; in no order. Cancelled phases have none.
  virtual void each_grant(std::string_view person, const std::function<void(const Grant&)>& use) = 0;
  virtual void each_place(const std::function<void(const Place&)>& use) = 0;
};

}  // namespace phases
}  // namespace HOTRO_ABI
}  // namespace hotro
