// SPDX-License-Identifier: Apache-2.0
// What the stories cannot show: many processes at once, processes that die, and decisions that were wrong
// when they were written.
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <chrono>
#include <functional>
#include <map>
#include <random>
#include <set>
#include <thread>

#include "hotro/phases/audit.hpp"
#include "phases/failing_disk.hpp"
#include "phases/phase_kit.hpp"

using namespace phase_kit;

namespace {

pid_t start(const std::function<void()>& action) {
  const pid_t child = ::fork();
  if (child != 0) return child;
  try {
    action();
  } catch (...) {
    ::_exit(1);
  }
  ::_exit(0);
}

int end_of(pid_t child) {
  int status = 0;
  ::waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

/// What each person has.
std::map<std::string, std::int64_t> paid_to(Ledger& ledger) {
  std::map<std::string, std::int64_t> paid;
  ledger.each_grant({}, [&](const Grant& grant) {
    if (grant.paid) paid[std::string(grant.person)] += grant.amount;
  });
  return paid;
}

std::vector<LedgerCode> faults(Ledger& ledger) {
  std::vector<LedgerCode> codes;
  for (const Fault& fault : audit(ledger)) codes.push_back(fault.code);
  return codes;
}

/// Takes five lists through two phases, however far that has come.
void work(const std::string& path) {
  const auto ledger = open(path);
  for (const char* phase : {"one", "two"}) {
    open_phase(*ledger, phase, 30'000'000);
    const bool second = phase == std::string("two");
    if (state(*ledger, ledger->find_phase(phase)) < PhaseState::approved) {
      for (int i = 0; i < 5; ++i) {
        std::string people;
        for (int k = 0; k < 8; ++k) people += person(i * 6 + k, second, "D" + std::to_string(i * 8 + k));
        submit(*ledger, {"lan"}, phase, list("list " + std::to_string(i), people));
        decide(*ledger, {"lan"}, phase);
      }
      approve(*ledger, {"minh"}, phase);
    }
    if (ledger->closed(ledger->find_phase(phase))) continue;
    pay(*ledger, {"lan"}, phase);
    close_phase(*ledger, {"lan"}, phase);
  }
}

/// Kills whoever works, at so many moments, and finishes; the ledger is that of somebody who was never
/// killed.
void kill_workers(int times, unsigned seed) {
  const Folder folder;
  work(folder.file("calm"));
  const auto expected = paid_to(*open(folder.file("calm")));
  REQUIRE(expected.size() == 32);
  std::mt19937 chance(seed);
  int killed = 0;
  for (int ledgers = 0; killed < times; ++ledgers) {
    REQUIRE(ledgers < 10 * times);
    const std::string path = folder.file("ledger-" + std::to_string(ledgers));
    // Each has more time than the one before: what is done already takes time to be seen.
    unsigned most = 50'000;
    for (bool done = false; !done; most += most / 2) {
      const pid_t child = start([&] { work(path); });
      std::this_thread::sleep_for(std::chrono::microseconds(chance() % most));
      ::kill(child, SIGKILL);
      done = end_of(child) == 0;
      killed += done ? 0 : 1;
      const auto ledger = open(path);
      REQUIRE(ledger->verify().good());
      REQUIRE(faults(*ledger).empty());
      for (const auto& [person, amount] : paid_to(*ledger)) REQUIRE(amount <= expected.at(person));
    }
    const auto ledger = open(path);
    REQUIRE(paid_to(*ledger) == expected);
    std::filesystem::remove(path);
  }
}

/// Lets so many operations on the disk fail, at moments that follow from the seed, each for as long as
/// somebody works; then finishes. The ledger is that of somebody whose disk never failed.
void fail_disks(int times, unsigned seed) {
  const Folder folder;
  work(folder.file("calm"));
  const auto expected = paid_to(*open(folder.file("calm")));
  std::mt19937 chance(seed);
  int failed = 0;
  for (int ledgers = 0; failed < times; ++ledgers) {
    REQUIRE(ledgers < 10 * times);
    const std::string path = folder.file("ledger-" + std::to_string(ledgers));
    const int trouble = ledgers % 2 == 0 ? SQLITE_IOERR_WRITE : SQLITE_FULL;
    for (bool done = false; !done;) {
      FailingDisk disk(trouble);
      disk.fail_from(static_cast<int>(1 + chance() % 400));
      try {
        work(path);
        done = true;
      } catch (const LedgerError& error) {
        const LedgerCode expected_code =
            trouble == SQLITE_FULL ? LedgerCode::disk_full : LedgerCode::cannot_write;
        CHECK(error.code() == expected_code);
        ++failed;
      }
      disk.repair();
      const auto ledger = open(path);
      REQUIRE(ledger->verify().good());
      REQUIRE(faults(*ledger).empty());
      for (const auto& [person, amount] : paid_to(*ledger)) REQUIRE(amount <= expected.at(person));
    }
    REQUIRE(paid_to(*open(path)) == expected);
    std::filesystem::remove(path);
  }
}

}  // namespace

TEST_CASE(
    "a disk that fails at any step of a phase, and again: nobody is paid twice and nobody is left out") {
  fail_disks(15, 6696);
}

TEST_CASE("a disk that fails at any step of a phase, hundreds of times", "[.long]") {
  fail_disks(300, seed(7785));
}

TEST_CASE("kill -9 at any step of a phase, and again: nobody is paid twice and nobody is left out") {
  kill_workers(15, 6696);
}

TEST_CASE("kill -9 at any step of a phase, hundreds of times", "[.long]") { kill_workers(300, seed(7785)); }

TEST_CASE("a hundred lists that overlap, handed in at once, pay each person once") {
  const Folder folder;
  open_phase(*open(folder.file()), "one");
  std::vector<pid_t> children;
  std::set<int> everybody;
  for (int i = 0; i < 100; ++i) {
    // Each list has ten people, nine of whom stand in the next list, too, under other dossiers.
    std::string people;
    for (int k = 0; k < 10; ++k) {
      everybody.insert(i + k);
      people += person(i + k, false, "L" + std::to_string(i) + "-" + std::to_string(k));
    }
    children.push_back(start([&, people, i] {
      submit(*open(folder.file()), {"lan"}, "one", list("list " + std::to_string(i), people));
    }));
    if (children.size() % 20 != 0) continue;  // at most twenty at once
    for (; children.size() > 0; children.pop_back()) CHECK(end_of(children.back()) == 0);
  }
  const auto ledger = open(folder.file());
  finish(*ledger, "one");
  const auto paid = paid_to(*ledger);
  CHECK(paid.size() == everybody.size());
  for (const auto& [person, amount] : paid) CHECK(amount == 1'000'000);
  const PhaseSums all = sums(*ledger, 1);
  CHECK(all.dossiers == 1'000);
  CHECK(all.outcomes[static_cast<std::size_t>(Outcome::accepted)] == 109);
  CHECK(all.outcomes[static_cast<std::size_t>(Outcome::duplicate)] == 891);
  CHECK(faults(*ledger).empty());
  CHECK(ledger->verify().good());
}

TEST_CASE("phases that are decided side by side do not pay a person twice") {
  const Folder folder;
  const auto ledger = open(folder.file());
  open_phase(*ledger, "one");
  open_phase(*ledger, "two");
  // Decided without knowing of each other, as if the other phase had been a step ahead each time.
  submit(*ledger, {"lan"}, "one", list("a", person(1)));
  decide(*ledger, {"lan"}, "one");
  submit(*ledger, {"lan"}, "two", list("b", person(1, true)));
  decide(*ledger, {"lan"}, "two");  // 2,000,000 less the 1,000,000 of phase one
  List corrected = list("a", person(1, true));
  corrected.corrects = true;
  submit(*ledger, {"lan"}, "one", corrected);
  decide(*ledger, {"lan"}, "one");  // 2,000,000 less the 1,000,000 of phase two
  approve(*ledger, {"minh"}, "one");
  approve(*ledger, {"minh"}, "two");
  pay(*ledger, {"lan"}, "one");
  pay(*ledger, {"lan"}, "two");
  CHECK(paid_to(*ledger).at("1000000001") == 2'000'000);
}

TEST_CASE("a payment is held back where another phase has paid since the decision") {
  const Folder folder;
  const auto ledger = open(folder.file());
  open_phase(*ledger, "one");
  submit(*ledger, {"lan"}, "one", list("a", person(1) + person(2)));
  decide(*ledger, {"lan"}, "one");
  approve(*ledger, {"minh"}, "one");
  // What an older version, or another program, may have written into the same ledger.
  open_phase(*ledger, "two");
  submit(*ledger, {"lan"}, "two", list("b", person(1)));
  decide(*ledger, {"lan"}, "two");
  ledger->write({"x", "decide"}, [&](Batch& batch) {
    DecisionRow row;
    row.dossier = 3;
    row.program = 1;
    row.outcome = Outcome::accepted;
    row.benefit = "reduced";
    row.round = "spring";
    row.entitlement_low = row.entitlement_high = row.payout_low = row.payout_high = 1'000'000;
    batch.add(PaymentRow{batch.add(row), "1000000001", "reduced", 1'000'000, 1, 0});
    return true;
  });
  const PayReport report = pay(*ledger, {"lan"}, "one");
  CHECK(report.payments == 1);
  CHECK(report.stale == std::vector<std::string>{"D000001"});
  CHECK(paid_to(*ledger).at("1000000001") == 1'000'000);
}

TEST_CASE("what was wrong when it was written is found, though every hash is right") {
  const Folder folder;
  const auto ledger = open(folder.file());
  open_phase(*ledger, "one", 5'000'000);
  submit(*ledger, {"lan"}, "one", list("a", person(1) + person(2, true)));
  decide(*ledger, {"lan"}, "one");
  CHECK(faults(*ledger).empty());
  std::vector<DecisionRow> rows;
  const auto add = [&](std::int64_t payout, Id dossier) {
    ledger->write({"x", "decide"}, [&](Batch& batch) {
      DecisionRow row;
      row.dossier = dossier;
      row.program = 1;
      row.outcome = Outcome::accepted;
      row.benefit = "stopped";
      row.round = "spring";
      row.entitlement_low = row.entitlement_high = 2'000'000;
      row.payout_low = row.payout_high = payout;
      batch.add(ApprovalRow{1, batch.add(row)});
      return true;
    });
  };
  SECTION("a đồng too much") {
    add(2'000'001, 2);
    CHECK(faults(*ledger) == std::vector<LedgerCode>{LedgerCode::decision_differs});
  }
  SECTION("more than the budget") {
    add(5'000'000, 2);
    CHECK(faults(*ledger) ==
          std::vector<LedgerCode>{LedgerCode::budget_exceeded, LedgerCode::decision_differs});
  }
  SECTION("a payment that nobody approved") {
    ledger->write({"x", "pay"}, [&](Batch& batch) {
      return batch.add(PaymentRow{2, "1000000002", "stopped", 2'000'000, 1, 0}) != 0;
    });
    CHECK(faults(*ledger) == std::vector<LedgerCode>{LedgerCode::payment_unfounded});
  }
  SECTION("a payment of another amount") {
    approve(*ledger, {"minh"}, "one");
    ledger->write({"x", "pay"}, [&](Batch& batch) {
      return batch.add(PaymentRow{2, "1000000002", "stopped", 1'999'999, 1, 0}) != 0;
    });
    CHECK(faults(*ledger) == std::vector<LedgerCode>{LedgerCode::payment_unfounded});
  }
  SECTION("rules that this version does not understand") {
    ledger->write({"x", "open"}, [&](Batch& batch) {
      const Id text = batch.add(RuleTextRow{"rule_set: of another time"});
      const Id program = batch.add(ProgramRow{"f", "t", "9.0", hotro::Date{19'373}, ""});
      batch.add(ProgramTextRow{program, text, "rules.yaml"});
      batch.add(PhaseRow{"later", program, text});
      return true;
    });
    CHECK(faults(*ledger) == std::vector<LedgerCode>{LedgerCode::rules_unreadable});
  }
  CHECK(ledger->verify().good());
}

TEST_CASE("dry runs write nothing") {
  const Folder folder;
  const auto ledger = open(folder.file());
  const Step dry{"lan", true, {}, {}};
  CHECK_FALSE(hotro::phases::open_phase(*ledger, dry, *rules(), {"one", -1, 1}).repeated);
  CHECK(ledger->find_phase("one") == 0);
  open_phase(*ledger, "one");
  Head head = ledger->head();
  CHECK(submit(*ledger, dry, "one", list("a", person(1))).rows == 1);
  CHECK(ledger->head() == head);
  submit(*ledger, {"lan"}, "one", list("a", person(1)));
  head = ledger->head();
  CHECK(decide(*ledger, dry, "one").sums.granted == 1'000'000);
  CHECK(ledger->head() == head);
  decide(*ledger, {"lan"}, "one");
  head = ledger->head();
  CHECK(approve(*ledger, dry, "one").approved);
  cancel_phase(*ledger, dry, "one");
  CHECK(ledger->head() == head);
  approve(*ledger, {"minh"}, "one");
  head = ledger->head();
  CHECK(pay(*ledger, dry, "one").amount == 1'000'000);
  withdraw_approval(*ledger, dry, "one");
  CHECK(ledger->head() == head);
  pay(*ledger, {"lan"}, "one");
  head = ledger->head();
  CHECK(return_payment(*ledger, dry, "one", "D000001") == 1'000'000);
  close_phase(*ledger, dry, "one");
  CHECK(ledger->head() == head);
  open_phase(*ledger, "two");
  head = ledger->head();
  appeal(*ledger, dry, "two", {"one", "D000001", "", "1/KN", hotro::Date{19'600}, "why"});
  CHECK(ledger->head() == head);
}
