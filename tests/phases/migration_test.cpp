// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include "phases/ledger_kit.hpp"
#include "schema.hpp"

using namespace ledger_kit;

namespace {

const std::string steps[] = {"CREATE TABLE a (x INTEGER); INSERT INTO a VALUES (1)",
                             "ALTER TABLE a ADD COLUMN y INTEGER DEFAULT 7", "INSERT INTO a VALUES (2, 8)"};

std::span<const std::string> up_to(std::size_t count) { return {steps, count}; }

/// A database as open_ledger has it before migrating: an empty file.
struct File {
  Folder folder;
  File() { std::fclose(std::fopen(folder.file().c_str(), "w")); }
  Database open() {
    return Database(folder.file(), [](std::int64_t) { return false; });
  }
};

}  // namespace

TEST_CASE("a ledger goes through the steps that it has not gone through, once each") {
  File file;
  {
    Database database = file.open();
    migrate(database, up_to(1));
    CHECK(database.number("PRAGMA user_version") == 1);
    CHECK(database.number("SELECT count(*) FROM a") == 1);
  }
  Database database = file.open();
  migrate(database, up_to(3));
  CHECK(database.number("PRAGMA user_version") == 3);
  CHECK(database.number("SELECT sum(y) FROM a") == 15);
  migrate(database, up_to(3));
  CHECK(database.number("SELECT count(*) FROM a") == 2);
}

TEST_CASE("a step that fails leaves the version before") {
  File file;
  Database database = file.open();
  migrate(database, up_to(1));
  const std::string broken[] = {steps[0], steps[1], "INSERT INTO missing VALUES (1)"};
  CHECK_THROWS_AS(migrate(database, broken), LedgerError);
  CHECK(database.number("PRAGMA user_version") == 1);
  CHECK(database.number("SELECT count(*) FROM pragma_table_info('a')") == 1);
}

TEST_CASE("a ledger of a newer version is left alone") {
  File file;
  Database database = file.open();
  migrate(database, up_to(3));
  try {
    migrate(database, up_to(2));
    FAIL("it was opened");
  } catch (const LedgerError& error) {
    CHECK(error.code() == LedgerCode::newer_version);
  }
  CHECK(database.number("PRAGMA user_version") == 3);
}
