// SPDX-License-Identifier: Apache-2.0
// Processes that die, wait for one another, or find no room on the disk.
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <chrono>
#include <random>
#include <thread>

#include "phases/failing_disk.hpp"
#include "phases/ledger_kit.hpp"

using namespace ledger_kit;

namespace {

/// Runs `action` in a process of its own; whatever it throws ends it with 1.
template <class Action>
pid_t start(Action action) {
  const pid_t child = ::fork();
  if (child != 0) return child;
  int result = 1;
  try {
    result = action();
  } catch (...) {
  }
  ::_exit(result);
}

int end_of(pid_t child) {
  int status = 0;
  ::waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

std::int64_t payments(Ledger& ledger) {
  std::int64_t count = 0;
  ledger.each_payment(1, [&](Id, const PaymentRow&) { ++count; });
  return count;
}

/// Writes records of one to forty payments until it is killed, and reports each one that is written.
int write_for_ever(const std::string& path, unsigned seed, int reports) {
  std::mt19937 chance(seed);
  const auto ledger = open(path);
  for (;;) {
    const auto many = static_cast<std::int64_t>(1 + chance() % 40);
    ledger->write({"lan", "pay"}, [&](Batch& batch) {
      for (std::int64_t i = 0; i < many; ++i) pay_one(batch, 1, std::to_string(chance()), 1'000'000);
      return true;
    });
    if (::write(reports, &many, sizeof many) != static_cast<ssize_t>(sizeof many)) return 1;
  }
}

/// Kills a writer so many times, at moments that follow from the seed.
void kill_writers(int times, unsigned seed) {
  const Folder folder;
  begin_phase(*open(folder.file()));
  std::mt19937 chance(seed);
  std::int64_t known = 0;  // payments that were reported as written
  Head head = open(folder.file())->head();
  for (int i = 0; i < times; ++i) {
    INFO("kill " << i);
    const auto moment = static_cast<unsigned>(chance());
    int reports[2];
    REQUIRE(::pipe(reports) == 0);
    const pid_t child = start([&] { return write_for_ever(folder.file(), moment, reports[1]); });
    ::close(reports[1]);
    std::this_thread::sleep_for(std::chrono::microseconds(chance() % 40'000));
    ::kill(child, SIGKILL);
    CHECK(end_of(child) == -SIGKILL);
    std::int64_t many = 0;
    std::int64_t last = 0;  // that may have been written without a report
    while (::read(reports[0], &many, sizeof many) == static_cast<ssize_t>(sizeof many)) known += many;
    ::close(reports[0]);
    const auto ledger = open(folder.file());
    const Verification found = ledger->verify(&head);
    REQUIRE(found.good());
    last = payments(*ledger) - known;
    REQUIRE(last >= 0);   // nothing that was reported is lost
    REQUIRE(last <= 40);  // at most the record whose report the kill came before
    known += last;
    head = found.head;
  }
  CHECK(known > 0);
}

}  // namespace

TEST_CASE("kill -9 at any moment leaves a ledger in order, with all that was reported as written") {
  kill_writers(40, 6696);
}

TEST_CASE("kill -9, hundreds of times", "[.long]") { kill_writers(600, seed(7785)); }

TEST_CASE("processes that write at once are served one after the other") {
  const Folder folder;
  std::vector<pid_t> children;
  // They open it at once, too: one of them creates it.
  for (int i = 0; i < 4; ++i) {
    children.push_back(start([&] {
      const auto ledger = open(folder.file());
      for (int record = 0; record < 25; ++record) {
        ledger->write({std::to_string(i), "open"}, [&](Batch& batch) {
          if (ledger->find_phase("phase 1") != 0) return true;  // only one of a hundred opens it
          const Id program = batch.add(ProgramRow{"f1", "test", "0.1.0", hotro::Date{19'373}, ""});
          return batch.add(PhaseRow{"phase 1", program, batch.add(RuleTextRow{"phases_of: test"})}) == 1;
        });
      }
      return 0;
    }));
  }
  for (const pid_t child : children) CHECK(end_of(child) == 0);
  const auto ledger = open(folder.file());
  CHECK(ledger->head().record == 100);
  CHECK(ledger->verify().good());
}

TEST_CASE("who waits for another process is told so, at once and every second") {
  const Folder folder;
  begin_phase(*open(folder.file()));
  int locked[2];
  REQUIRE(::pipe(locked) == 0);
  const pid_t child = start([&] {
    open(folder.file())->write({"lan", "pay"}, [&](Batch&) {
      const char mark = 1;
      if (::write(locked[1], &mark, 1) != 1) return false;
      std::this_thread::sleep_for(std::chrono::milliseconds(1'300));
      return true;
    });
    return 0;
  });
  char mark = 0;
  REQUIRE(::read(locked[0], &mark, 1) == 1);
  std::vector<int> told;
  LedgerOptions options;
  options.waiting = [&](const hotro::Text& why, int seconds) {
    CHECK(why.en == "another process is writing to the ledger");
    told.push_back(seconds);
  };
  const auto ledger = open(folder.file(), options);
  CHECK(ledger->write({"minh", "pay"}, [](Batch&) { return true; }));
  CHECK(told == std::vector<int>{0, 1});
  CHECK(end_of(child) == 0);
  CHECK(ledger->head().record == 3);
  ::close(locked[0]);
  ::close(locked[1]);
}

TEST_CASE("who has waited long enough gives up, with nothing written") {
  const Folder folder;
  const auto first = open(folder.file());
  LedgerOptions options;
  options.patience = 0;
  const auto second = open(folder.file(), options);
  first->write({"lan", "open"}, [&](Batch&) {
    try {
      second->write({"minh", "open"}, [](Batch&) { return true; });
      FAIL("both write");
    } catch (const LedgerError& error) {
      CHECK(error.code() == LedgerCode::busy);
    }
    return true;
  });
  CHECK(second->head().record == 1);
}

TEST_CASE("a disk without room undoes the whole record, and the ledger goes on") {
  const Folder folder;
  begin_phase(*open(folder.file()));
  const Head before = open(folder.file())->head();
  for (const rlim_t room : {rlim_t{100'000}, rlim_t{400'000}}) {
    const pid_t child = start([&] {
      const auto ledger = open(folder.file());
      ::signal(SIGXFSZ, SIG_IGN);
      const rlimit limit{room, room};
      if (::setrlimit(RLIMIT_FSIZE, &limit) != 0) return 2;
      try {
        ledger->write({"lan", "pay"}, [&](Batch& batch) {
          for (int i = 0; i < 5'000; ++i) pay_one(batch, 1, std::to_string(i), 1'000'000);
          return true;
        });
      } catch (const LedgerError& error) {
        if (error.code() != LedgerCode::cannot_write && error.code() != LedgerCode::disk_full) return 3;
        return ledger->head() == before ? 0 : 4;  // it can still be read
      }
      return 5;
    });
    CHECK(end_of(child) == 0);
    const auto ledger = open(folder.file());
    CHECK(ledger->head() == before);
    CHECK(ledger->verify(&before).good());
  }
  const auto ledger = open(folder.file());
  ledger->write({"lan", "pay"}, [&](Batch& batch) {
    pay_one(batch, 1, "1", 1'000'000);
    return true;
  });
  CHECK(payments(*ledger) == 1);
}

TEST_CASE("whichever write fails, a record is there as a whole or not at all") {
  for (const int trouble : {SQLITE_IOERR_WRITE, SQLITE_FULL}) {
    bool failed = true;
    for (int operation = 1; failed; ++operation) {
      INFO("operation " << operation);
      REQUIRE(operation < 1'000);
      const Folder folder;
      const Head before = fill(folder.file());
      Head after = before;
      failed = false;
      {
        FailingDisk disk(trouble);
        const auto ledger = open(folder.file());
        disk.fail_from(operation);
        try {
          ledger->write({"lan", "pay"}, [&](Batch& batch) {
            for (int i = 0; i < 40; ++i) pay_one(batch, 1, std::to_string(i), 1'000'000);
            return true;
          });
          after = ledger->head();
          CHECK(after.record == before.record + 1);
        } catch (const LedgerError& error) {
          failed = true;
          CHECK(error.code() == (trouble == SQLITE_FULL ? LedgerCode::disk_full : LedgerCode::cannot_write));
        }
        disk.repair();
        // The same ledger goes on once there is room again.
        ledger->write({"lan", "close"}, [](Batch&) { return true; });
        CHECK(ledger->head().record == (failed ? before : after).record + 1);
      }
      const auto ledger = open(folder.file());
      CHECK(ledger->verify(failed ? &before : &after).good());
      CHECK(payments(*ledger) == (failed ? 3 : 43));
    }
  }
}
