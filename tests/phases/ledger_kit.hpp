// SPDX-License-Identifier: Apache-2.0
#pragma once

// Ledgers for tests: a folder that goes away, a small ledger with a bit of everything, and SQL behind the
// ledger's back.

#include <sqlite3.h>
#include <stdlib.h>

#include <cstdlib>
#include <filesystem>
#include <memory>
#include <stdexcept>
#include <string>

#include "hotro/phases/sqlite_ledger.hpp"

namespace ledger_kit {

using namespace hotro::phases;

class Folder {
 public:
  Folder() {
    std::string name = (std::filesystem::temp_directory_path() / "hotro-ledger-XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error("no folder for the test");
    path_ = name;
  }
  ~Folder() { std::filesystem::remove_all(path_); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  [[nodiscard]] std::string file(const std::string& name = "test.ledger") const {
    return (path_ / name).string();
  }

 private:
  std::filesystem::path path_;
};

/// Of chance; HOTRO_SEED, if it is set.
inline unsigned seed(unsigned unless_set) {
  const char* given = std::getenv("HOTRO_SEED");
  return given == nullptr ? unless_set : static_cast<unsigned>(std::strtoul(given, nullptr, 10));
}

/// A ledger whose clock stands still, so that its hashes are always the same.
inline std::unique_ptr<Ledger> open(const std::string& path, LedgerOptions options = {}) {
  options.now = [] { return std::int64_t{1'680'000'000'000}; };
  return open_ledger(path, options);
}

/// What a phase needs before dossiers come in: record 1. Returns the submission.
inline Id begin_phase(Ledger& ledger) {
  Id submission = 0;
  ledger.write({"lan", "open", "phase 1"}, [&](Batch& batch) {
    const Id text = batch.add(RuleTextRow{"rule_set: test"});
    const Id program =
        batch.add(ProgramRow{"f1", "test", "0.1.0", hotro::Date{19'373}, "combine=each_policy", "VND"});
    batch.add(ProgramTextRow{program, text, "rules.yaml"});
    const Id phases = batch.add(RuleTextRow{"phases_of: test"});
    const Id phase = batch.add(PhaseRow{"phase 1", program, phases, "combine=each_policy\n", 541'700'000, 2});
    submission = batch.add(SubmissionRow{phase, "list.csv", Hash{7}, hotro::Date{19'373},
                                         "dossier_id,person_id", "enterprise_id"});
    batch.add(EnterpriseRow{submission, "E1", "E1,III"});
    return true;
  });
  return submission;
}

/// A dossier that is accepted and paid, in the record that is being written.
inline void pay_one(Batch& batch, Id submission, const std::string& person, std::int64_t amount) {
  const std::string id = "D-" + person;
  const std::string content = id + "," + person;
  DossierRow dossier;
  dossier.submission = submission;
  dossier.line = 2;
  dossier.dossier_id = id;
  dossier.person = person;
  dossier.enterprise_id = "E1";
  dossier.content = content;
  DecisionRow decision;
  decision.dossier = batch.add(dossier);
  decision.program = 1;
  decision.outcome = Outcome::accepted;
  decision.benefit = "reduced_hours";
  decision.round = "first";
  decision.open = "days";
  decision.entitlement_low = decision.entitlement_high = amount;
  decision.payout_low = decision.payout_high = amount;
  PaymentRow payment;
  payment.decision = batch.add(decision);
  payment.person = person;
  payment.benefit = "reduced_hours";
  payment.amount = amount;
  batch.add(payment);
}

/// What was paid to a person.
inline std::int64_t paid(Ledger& ledger, const std::string& person) {
  std::int64_t sum = 0;
  ledger.each_grant(person, [&](const Grant& grant) { sum += grant.paid ? grant.amount : 0; });
  return sum;
}

/// Three records: a phase, two people who are paid, a third one. Returns what was the head.
inline Head fill(const std::string& path, std::int64_t amount = 1'000'000) {
  const auto ledger = open(path);
  const Id submission = begin_phase(*ledger);
  ledger->write({"lan", "pay"}, [&](Batch& batch) {
    pay_one(batch, submission, "999000000001", amount);
    pay_one(batch, submission, "999000000002", 700'000);
    return true;
  });
  ledger->write({"minh", "pay", "list 2"}, [&](Batch& batch) {
    pay_one(batch, submission, "999000000003", 2'000'000);
    return true;
  });
  return ledger->head();
}

/// Runs SQL on the file as anybody with SQLite could, with the triggers that forbid changes out of the way.
inline void tamper(const std::string& path, const std::string& sql) {
  sqlite3* database = nullptr;
  sqlite3_open(path.c_str(), &database);
  std::string triggers;
  const auto keep = [](void* into, int, char** values, char**) {
    *static_cast<std::string*>(into) += std::string(values[0]) + ";";
    return 0;
  };
  std::string drops;
  sqlite3_exec(database, "SELECT sql FROM sqlite_schema WHERE type = 'trigger'", keep, &triggers, nullptr);
  sqlite3_exec(database, "SELECT 'DROP TRIGGER ' || name FROM sqlite_schema WHERE type = 'trigger'", keep,
               &drops, nullptr);
  char* error = nullptr;
  sqlite3_exec(database, (drops + sql + ";" + triggers).c_str(), nullptr, nullptr, &error);
  const std::string message = error == nullptr ? "" : error;
  sqlite3_free(error);
  sqlite3_close(database);
  if (!message.empty()) throw std::runtime_error(message);
}

}  // namespace ledger_kit
