// SPDX-License-Identifier: Apache-2.0
#include <sys/stat.h>

#include <catch2/catch.hpp>
#include <fstream>
#include <iterator>
#include <random>

#include "phases/ledger_kit.hpp"

using namespace ledger_kit;

namespace {

LedgerCode code_of(const std::function<void()>& action) {
  try {
    action();
  } catch (const LedgerError& error) {
    return error.code();
  }
  FAIL("nothing was thrown");
  return LedgerCode{};
}

std::vector<LedgerCode> faults(const std::string& path, const Head* known = nullptr) {
  std::vector<LedgerCode> codes;
  for (const Fault& fault : open(path)->verify(known).faults) codes.push_back(fault.code);
  return codes;
}

using Codes = std::vector<LedgerCode>;

/// All that can be read of phase 1.
std::string everything(const std::string& path) {
  const auto ledger = open(path, {.create = false});
  std::string text = to_text(ledger->head()) + "\n";
  const auto put = [&](const auto&... parts) {
    ((text += std::string(parts) + "|"), ...);
    text += "\n";
  };
  const auto digits = [](std::int64_t number) { return std::to_string(number); };
  ledger->each_program([&](Id id, const ProgramRow& row) {
    put(digits(id), row.fingerprint, row.rule_set, row.engine, hotro::iso(row.known), row.readings);
  });
  ledger->each_program_text(1, [&](std::string_view name, std::string_view rules) { put(name, rules); });
  ledger->each_phase([&](Id id, const PhaseRow& row) {
    put(digits(id), row.name, digits(row.program), digits(row.phase_rules), row.phase_readings.substr(0, 7),
        digits(row.budget), digits(row.approvers));
  });
  ledger->each_submission(1, [&](Id id, const SubmissionRow& row) {
    put(digits(id), row.name, hotro::iso(row.received), row.header, row.enterprise_header,
        digits(row.list_hash[0]));
  });
  ledger->each_enterprise(
      1, [&](Id id, const EnterpriseRow& row) { put(digits(id), row.enterprise_id, row.content); });
  ledger->each_dossier(1, [&](Id id, const DossierRow& row) {
    put(digits(id), digits(row.line), row.dossier_id, row.person, row.enterprise_id, row.content);
  });
  ledger->each_decision(1, [&](Id id, const DecisionRow& row) {
    put(digits(id), digits(row.dossier), name(row.outcome), row.benefit, row.round,
        digits(row.entitlement_high), digits(row.payout_low), digits(row.payout_high), row.failed, row.open);
  });
  ledger->each_payment(1, [&](Id id, const PaymentRow& row) {
    put(digits(id), digits(row.decision), row.person, row.benefit, digits(row.amount), digits(row.attempt));
  });
  return text;
}

}  // namespace

TEST_CASE("a new ledger is empty, in order, and readable by its owner alone") {
  const Folder folder;
  const auto ledger = open(folder.file());
  CHECK(ledger->head() == Head{});
  CHECK(ledger->verify().good());
  begin_phase(*ledger);
  for (const char* side : {"", "-wal", "-shm"}) {
    struct stat status {};
    REQUIRE(::stat((folder.file() + side).c_str(), &status) == 0);
    CHECK((status.st_mode & 0777U) == 0600U);
  }
}

TEST_CASE("what is written is read, and counts as paid") {
  const Folder folder;
  fill(folder.file());
  const auto ledger = open(folder.file(), {.create = false});
  CHECK(ledger->find_program("f1") == 1);
  CHECK(ledger->find_phase("phase 1") == 1);
  CHECK(ledger->find_phase("phase 2") == 0);
  CHECK(ledger->find_submission(1, Hash{7}) == 1);
  CHECK(ledger->find_submission(1, Hash{8}) == 0);
  CHECK(everything(folder.file()) == to_text(ledger->head()) + R"(
1|f1|test|0.1.0|2023-01-16|combine=each_policy|
rules.yaml|rule_set: test|
1|phase 1|1|2|combine|541700000|2|
1|list.csv|2023-01-16|dossier_id,person_id|enterprise_id|7|
1|E1|E1,III|
1|2|D-999000000001|999000000001|E1|D-999000000001,999000000001|
2|2|D-999000000002|999000000002|E1|D-999000000002,999000000002|
3|2|D-999000000003|999000000003|E1|D-999000000003,999000000003|
1|1|accepted|reduced_hours|first|1000000|1000000|1000000||days|
2|2|accepted|reduced_hours|first|700000|700000|700000||days|
3|3|accepted|reduced_hours|first|2000000|2000000|2000000||days|
1|1|999000000001|reduced_hours|1000000|1|
2|2|999000000002|reduced_hours|700000|1|
3|3|999000000003|reduced_hours|2000000|1|
)");
  CHECK(paid(*ledger, "999000000002") == 700'000);
  CHECK(paid(*ledger, "999000000009") == 0);
}

TEST_CASE("the hash of a ledger is the same on every machine, and in every version that writes this format") {
  const Folder folder;
  CHECK(to_text(fill(folder.file())) == "3-34540d8708c25e704e43deda59623ef366feb489950cc550f5ec0b552d530ae6");
}

TEST_CASE("a head is read as it was printed, and nothing else is") {
  Head head{12, Hash{0xAB, 0x01}};
  Head read;
  REQUIRE(parse_head(to_text(head), read));
  CHECK(read == head);
  const std::string text = to_text(head);
  for (const std::string& bad :
       {std::string(), text.substr(1 + 2), text + "0", text.substr(0, text.size() - 1), "-" + text,
        "x" + text.substr(1), text.substr(0, text.size() - 1) + "G"})
    CHECK_FALSE(parse_head(bad, read));
}

TEST_CASE("a write that is given up, or fails, leaves nothing") {
  const Folder folder;
  const auto ledger = open(folder.file());
  const Id submission = begin_phase(*ledger);
  const Head before = ledger->head();
  CHECK_FALSE(ledger->write({"lan", "pay"}, [&](Batch& batch) {
    pay_one(batch, submission, "1", 5);
    return false;
  }));
  CHECK_THROWS_AS(ledger->write({"lan", "pay"},
                                [&](Batch& batch) -> bool {
                                  pay_one(batch, submission, "1", 5);
                                  throw std::runtime_error("the printer is on fire");
                                }),
                  std::runtime_error);
  CHECK(ledger->head() == before);
  CHECK(paid(*ledger, "1") == 0);
  CHECK(ledger->verify(&before).good());
}

TEST_CASE("records need no rows: an approval is one by itself") {
  const Folder folder;
  const auto ledger = open(folder.file());
  CHECK(ledger->write({"minh", "approve", "decision 12"}, [](Batch&) { return true; }));
  CHECK(ledger->head().record == 1);
  CHECK(ledger->verify().good());
}

TEST_CASE("no decision is paid twice, unless the money came back") {
  const Folder folder;
  const auto ledger = open(folder.file());
  const Id submission = begin_phase(*ledger);
  ledger->write({"lan", "pay"}, [&](Batch& batch) {
    pay_one(batch, submission, "1", 1'000'000);
    return true;
  });
  const auto pay = [&](std::int64_t amount, std::int64_t attempt, Id returns) {
    ledger->write({"lan", "pay"}, [&](Batch& batch) {
      batch.add(PaymentRow{1, "1", "reduced_hours", amount, attempt, returns});
      return true;
    });
  };
  CHECK(code_of([&] { pay(1'000'000, 1, 0); }) == LedgerCode::twice);
  CHECK(code_of([&] { pay(1'000'000, 2, 0); }) == LedgerCode::bad_record);
  CHECK(code_of([&] { pay(-999'999, 1, 1); }) == LedgerCode::bad_record);
  CHECK(code_of([&] { pay(1'000'000, 1, 1); }) == LedgerCode::bad_record);
  CHECK(code_of([&] { pay(0, 1, 0); }) == LedgerCode::bad_record);
  pay(-1'000'000, 1, 1);
  CHECK(paid(*ledger, "1") == 0);
  CHECK(code_of([&] { pay(-1'000'000, 1, 1); }) == LedgerCode::twice);
  pay(1'000'000, 2, 0);
  CHECK(code_of([&] { pay(1'000'000, 2, 0); }) == LedgerCode::twice);
  CHECK(code_of([&] { pay(1'000'000, 3, 0); }) == LedgerCode::bad_record);
  CHECK(paid(*ledger, "1") == 1'000'000);
  CHECK(ledger->verify().good());
}

TEST_CASE("a list is taken in once, and a row refers to what is there") {
  const Folder folder;
  const auto ledger = open(folder.file());
  begin_phase(*ledger);
  CHECK(code_of([&] {
          ledger->write({"lan", "submit"}, [](Batch& batch) {
            return batch.add(SubmissionRow{1, "again.csv", Hash{7}, {}, "", ""}) != 0;
          });
        }) == LedgerCode::twice);
  CHECK(code_of([&] {
          ledger->write({"lan", "submit"}, [](Batch& batch) {
            return batch.add(SubmissionRow{9, "list.csv", Hash{8}, {}, "", ""}) != 0;
          });
        }) == LedgerCode::no_such);
  CHECK(ledger->head().record == 1);
}

TEST_CASE("a text of rules is stored once") {
  const Folder folder;
  const auto ledger = open(folder.file());
  begin_phase(*ledger);
  ledger->write({"lan", "open"}, [](Batch& batch) {
    CHECK(batch.add(RuleTextRow{"rule_set: test"}) == 1);
    CHECK(batch.add(RuleTextRow{"rule_set: other"}) == 3);
    return true;
  });
  CHECK(ledger->verify().good());
}

TEST_CASE("a large load builds its indexes at the end, and is as any other") {
  const Folder folder;
  const auto ledger = open(folder.file());
  const Id submission = begin_phase(*ledger);
  ledger->write(
      {"lan", "pay"},
      [&](Batch& batch) {
        for (int i = 0; i < 100; ++i) pay_one(batch, submission, std::to_string(i), 1 + i);
        return true;
      },
      1'000'000);
  CHECK(paid(*ledger, "41") == 42);
  CHECK(ledger->verify().good());
}

TEST_CASE("what is changed behind the ledger's back is found") {
  struct Attack {
    const char* sql;
    Codes found;
  };
  const Attack attacks[] = {
      {"UPDATE payment SET amount = 9000000 WHERE id = 2", {LedgerCode::rows_changed}},
      {"UPDATE decision SET outcome = 1 WHERE id = 3", {LedgerCode::rows_changed}},
      {"UPDATE dossier SET content = 'D-1,other' WHERE id = 1", {LedgerCode::content_changed}},
      {"UPDATE rule_text SET content = 'rule_set: softer' WHERE id = 1", {LedgerCode::content_changed}},
      {"UPDATE payment SET record = 3 WHERE id = 1",
       {LedgerCode::rows_missing, LedgerCode::row_unrecorded, LedgerCode::rows_missing}},
      {"DELETE FROM payment WHERE id = 3", {LedgerCode::rows_missing}},
      {"INSERT INTO payment VALUES (4, 3, 3, '4', 'b', 5, 7, NULL)", {LedgerCode::rows_missing}},
      {"INSERT INTO payment VALUES (4, 4, 3, '4', 'b', 5, 7, NULL)", {LedgerCode::row_unrecorded}},
      {"INSERT INTO payment VALUES (4, 1, 3, '4', 'b', 5, 7, NULL)", {LedgerCode::row_unrecorded}},
      {"UPDATE journal SET actor = 'somebody' WHERE id = 2", {LedgerCode::chain_broken}},
      {"UPDATE journal SET at = at + 1 WHERE id = 3", {LedgerCode::chain_broken}},
      {"UPDATE journal SET hash = zeroblob(32) WHERE id = 2",
       {LedgerCode::chain_broken, LedgerCode::chain_broken}},
      {"DELETE FROM journal WHERE id = 3",
       {LedgerCode::row_unrecorded, LedgerCode::row_unrecorded, LedgerCode::row_unrecorded}},
      {"PRAGMA foreign_keys = OFF; DELETE FROM decision WHERE id = 2", {LedgerCode::reference_broken}},
      {"DROP INDEX payment_once", {LedgerCode::schema_changed}},
      {"CREATE TRIGGER helpful AFTER INSERT ON payment BEGIN SELECT 1; END", {LedgerCode::schema_changed}},
  };
  for (const Attack& attack : attacks) {
    INFO(attack.sql);
    const Folder folder;
    fill(folder.file());
    CHECK(faults(folder.file()).empty());
    tamper(folder.file(), attack.sql);
    CHECK(faults(folder.file()) == attack.found);
  }
}

TEST_CASE("a fault names the record, the table and the row") {
  const Folder folder;
  fill(folder.file());
  tamper(folder.file(), "UPDATE dossier SET content = 'D-1,other' WHERE id = 3");
  const Verification found = open(folder.file())->verify();
  REQUIRE(found.faults.size() == 1);
  CHECK(found.faults[0].record == 3);
  CHECK(found.faults[0].table == "dossier");
  CHECK(found.faults[0].row == 3);
}

TEST_CASE("a byte that changes in the file is found, or changes nothing that can be read") {
  const Folder folder;
  fill(folder.file());
  const std::string before = everything(folder.file());
  std::ifstream file(folder.file(), std::ios::binary);
  const std::string bytes(std::istreambuf_iterator<char>(file), {});
  std::mt19937 chance(6696);
  int found = 0;
  for (int i = 0; i < 300; ++i) {
    std::string changed = bytes;
    const std::size_t at = chance() % changed.size();
    changed[at] = static_cast<char>(changed[at] ^ (1U << chance() % 8));
    std::ofstream(folder.file("changed"), std::ios::binary | std::ios::trunc) << changed;
    INFO("byte " << at);
    try {
      if (faults(folder.file("changed")).empty())
        CHECK(everything(folder.file("changed")) == before);
      else
        ++found;
    } catch (const LedgerError&) {
      ++found;
    }
  }
  CHECK(found > 20);  // most of a small file is empty
}

TEST_CASE("a head that was printed shows what was cut off") {
  const Folder folder;
  const Head head = fill(folder.file());
  tamper(folder.file(),
         "DELETE FROM payment WHERE record = 3; DELETE FROM decision WHERE record = 3; DELETE FROM dossier "
         "WHERE "
         "record = 3; DELETE FROM journal WHERE id = 3");
  CHECK(faults(folder.file()).empty());  // what is left is a ledger in order
  CHECK(faults(folder.file(), &head) == Codes{LedgerCode::truncated});
}

TEST_CASE("a head that was printed shows what was written anew") {
  const Folder folder;
  const Head head = fill(folder.file());
  fill(folder.file("other.ledger"), 1'000'001);
  CHECK(faults(folder.file("other.ledger")).empty());
  CHECK(faults(folder.file("other.ledger"), &head) == Codes{LedgerCode::rewritten});
  CHECK(faults(folder.file(), &head).empty());
}

TEST_CASE("a head that was printed holds while the ledger grows") {
  const Folder folder;
  const Head head = fill(folder.file());
  const auto ledger = open(folder.file());
  ledger->write({"lan", "close"}, [](Batch&) { return true; });
  CHECK(ledger->verify(&head).good());
  CHECK(ledger->head().record == head.record + 1);
}

TEST_CASE("changes and deletions are refused, whoever asks SQLite for them") {
  const Folder folder;
  fill(folder.file());
  sqlite3* database = nullptr;
  sqlite3_open(folder.file().c_str(), &database);
  for (const char* sql :
       {"UPDATE payment SET amount = 1", "DELETE FROM payment", "UPDATE journal SET actor = ''",
        "DELETE FROM journal", "UPDATE decision SET outcome = 0 WHERE id = 1", "DELETE FROM dossier",
        "INSERT INTO payment VALUES (9, 3, 3, '4', 'b', 5.5, 7, NULL)"}) {
    INFO(sql);
    CHECK(sqlite3_exec(database, sql, nullptr, nullptr, nullptr) == SQLITE_CONSTRAINT);
  }
  sqlite3_close(database);
}

TEST_CASE("what is no ledger is not opened, and not changed") {
  const Folder folder;
  std::ofstream(folder.file("letter.txt")) << "Kính gửi Liên đoàn Lao động tỉnh,\n" << std::string(5000, 'x');
  sqlite3* database = nullptr;
  sqlite3_open(folder.file("other.db").c_str(), &database);
  sqlite3_exec(database, "CREATE TABLE contacts (name)", nullptr, nullptr, nullptr);
  sqlite3_close(database);
  for (const char* name : {"letter.txt", "other.db"}) {
    const auto bytes = [&] {
      std::ifstream file(folder.file(name), std::ios::binary);
      return std::string(std::istreambuf_iterator<char>(file), {});
    };
    const std::string before = bytes();
    CHECK(code_of([&] { open(folder.file(name)); }) == LedgerCode::not_a_ledger);
    CHECK(bytes() == before);
  }
  CHECK(code_of([&] { open(folder.file("none"), {.create = false}); }) == LedgerCode::no_file);
  CHECK(code_of([&] { open(folder.file("no/folder")); }) == LedgerCode::cannot_open);
}

TEST_CASE("messages have a code, both languages and the ledger, and no more") {
  const LedgerError error(LedgerCode::disk_full, "a.ledger");
  CHECK(std::string(error.what()) == "a.ledger: error L05: the disk is full, and nothing was written");
  CHECK(error.text().vi == "a.ledger: đĩa đã đầy, không có gì được ghi");
  for (int code = 1; code <= 42; ++code) {
    const hotro::Text text = meaning(static_cast<LedgerCode>(code));
    CHECK(text.vi.empty() == text.en.empty());
    CHECK_FALSE(text.en.empty());
  }
}
