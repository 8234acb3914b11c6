// SPDX-License-Identifier: Apache-2.0
#include <sys/wait.h>

#include <catch2/catch.hpp>
#include <cstdio>
#include <filesystem>

#include "phases/phase_kit.hpp"

using namespace phase_kit;

namespace {

struct Ran {
  int exit = 0;
  std::string printed;
};

/// `hotro ledger verify FILE arguments`; the folder of the file is left out of what it prints.
Ran verify(const std::string& path, const std::string& arguments = "") {
  const std::string command = std::string("NO_COLOR=1 '") + HOTRO_PROGRAM + "' ledger verify '" + path +
                              "' " + arguments + " 2>&1 < /dev/null";
  std::FILE* pipe = ::popen(command.c_str(), "r");
  REQUIRE(pipe != nullptr);
  Ran ran;
  char buffer[4096];
  for (std::size_t count = 0; (count = std::fread(buffer, 1, sizeof buffer, pipe)) != 0;)
    ran.printed.append(buffer, count);
  ran.exit = WEXITSTATUS(::pclose(pipe));
  const std::string folder = std::filesystem::path(path).parent_path().string() + "/";
  for (std::size_t at = 0; (at = ran.printed.find(folder)) != std::string::npos;)
    ran.printed.erase(at, folder.size());
  return ran;
}

/// A phase of two people who are paid: five records.
Head pay_two(const std::string& path) {
  const auto ledger = open(path);
  open_phase(*ledger, "one");
  submit(*ledger, {"lan"}, "one", list("a", person(1) + person(2, true)));
  finish(*ledger, "one");
  return ledger->head();
}

}  // namespace

TEST_CASE("hotro ledger verify says that a ledger is in order, with its head") {
  const Folder folder;
  const Head head = pay_two(folder.file());
  const Ran ran = verify(folder.file(), "--lang en");
  CHECK(ran.exit == 0);
  CHECK(ran.printed == "test.ledger: in order\n  5 records, 14 rows\n  head " + to_text(head) + "\n");
  CHECK(verify(folder.file(), "--lang vi").printed ==
        "test.ledger: nguyên vẹn\n  5 bản ghi, 14 dòng\n  mã cuối sổ " + to_text(head) + "\n");
  CHECK(verify(folder.file(), "--head " + to_text(head)).exit == 0);
  const Ran json = verify(folder.file(), "--format json");
  CHECK(json.exit == 0);
  CHECK(json.printed.find("\"good\":true,\"head\":\"" + to_text(head) + "\",\"records\":5,\"rows\":14") !=
        std::string::npos);
}

TEST_CASE("hotro ledger verify names a decision that the rules do not give") {
  const Folder folder;
  fill(folder.file());  // every hash is right, and the rules are none
  const Ran ran = verify(folder.file(), "--lang en");
  CHECK(ran.exit == 1);
  CHECK(ran.printed.find("L18 phase 1: this version makes another program of the rules") !=
        std::string::npos);
}

TEST_CASE("hotro ledger verify names what was changed") {
  const Folder folder;
  const Head head = fill(folder.file());
  tamper(folder.file(), "UPDATE dossier SET content = 'D-1,other' WHERE id = 3");
  const Ran ran = verify(folder.file(), "--lang en");
  CHECK(ran.exit == 1);
  CHECK(ran.printed ==
        "test.ledger: changed\n  L27 record 3 dossier 3: the content of a row is not what its hash says\n"
        "  3 records, 16 rows\n  head " +
            to_text(head) + "\n");
}

TEST_CASE("hotro ledger verify holds a ledger against a head that was printed") {
  const Folder folder;
  const Head head = fill(folder.file(), 1'000'001);
  fill(folder.file("other.ledger"));
  const Ran ran = verify(folder.file("other.ledger"), "--lang en --head " + to_text(head));
  CHECK(ran.exit == 1);
  CHECK(ran.printed.find("L30 record 3: the record that is known reads differently in the ledger") !=
        std::string::npos);
  CHECK(verify(folder.file(), "--head 3-xyz").exit == 2);
}

TEST_CASE("hotro ledger verify creates nothing where there is no ledger") {
  const Folder folder;
  const Ran ran = verify(folder.file("none.ledger"), "--lang en");
  CHECK(ran.exit == 3);
  CHECK(ran.printed == "hotro: L36: none.ledger: there is no such file: hotro phase open makes one\n");
  CHECK_FALSE(std::filesystem::exists(folder.file("none.ledger")));
}
