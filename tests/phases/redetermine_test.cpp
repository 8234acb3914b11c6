// SPDX-License-Identifier: Apache-2.0
// What is owed when facts are corrected is what a further phase then pays.
#include "hotro/phases/redetermine.hpp"

#include <catch2/catch.hpp>
#include <map>
#include <random>

#include "phases/phase_kit.hpp"

using namespace phase_kit;

namespace {

/// A dossier whose event and days are drawn.
std::string drawn(int number, const std::string& dossier, std::mt19937& chance) {
  const std::string id = std::to_string(1'000'000 + number).substr(1);
  return dossier + ",E1,001000" + id + (chance() % 2 == 0 ? ",stopped" : ",reduced") + ",2023-02-01," +
         std::to_string(5 + chance() % 20) + "\n";
}

/// The dossiers of a phase, and the numbers of their persons.
std::map<std::string, int> dossiers_of(Ledger& ledger, const std::string& phase) {
  std::map<std::string, int> found;
  ledger.each_submission(ledger.find_phase(phase), [&](Id id, const SubmissionRow&) {
    ledger.each_dossier(id, [&](Id, const DossierRow& row) {
      found[std::string(row.dossier_id)] = std::stoi(std::string(row.person.substr(row.person.size() - 6)));
    });
  });
  return found;
}

std::int64_t granted(Ledger& ledger, const std::string& phase) {
  return sums(ledger, ledger.find_phase(phase)).granted;
}

}  // namespace

TEST_CASE("decided again as it was, nothing changes") {
  const Folder folder;
  const auto ledger = open(folder.file());
  std::mt19937 chance(seed(6696));
  for (const char* phase : {"one", "two"}) {
    open_phase(*ledger, phase, 15'000'000);
    std::string people;
    for (int i = 0; i < 30; ++i) people += drawn(i % 20, "D" + std::to_string(i), chance);
    submit(*ledger, {"lan"}, phase, list(phase, people));
    finish(*ledger, phase);
    close_phase(*ledger, {"lan"}, phase);
  }
  const Head before = ledger->head();
  const auto same = rules();
  Redetermination anew;
  CHECK(redetermine(*ledger, {"lan"}, anew).persons.empty());
  anew.rules = same.get();
  const RedetermineReport report = redetermine(*ledger, {"lan"}, anew);
  CHECK(report.persons.empty());
  CHECK(report.dossiers > 60);  // with those who were carried
  CHECK(ledger->head() == before);
}

TEST_CASE("what is owed for corrected dossiers is what a phase pays that takes them up again") {
  std::int64_t all = 0;
  for (unsigned round = 0; round < 10; ++round) {
    const unsigned moment = seed(7785) + round;
    INFO("HOTRO_SEED=" << moment);
    std::mt19937 chance(moment);
    const Folder folder;
    const auto ledger = open(folder.file());
    const int persons = 12;
    for (const char* phase : {"one", "two"}) {
      open_phase(*ledger, phase);
      std::string people;
      for (int i = 0; i < persons; ++i) {
        if (chance() % 4 != 0) people += drawn(i, phase + std::to_string(i), chance);
      }
      submit(*ledger, {"lan"}, phase, list(phase, people));
      finish(*ledger, phase);
    }
    open_phase(*ledger, "three");
    std::string corrected;
    for (const auto& [dossier, person] : dossiers_of(*ledger, "one")) {
      if (chance() % 2 != 0) continue;
      corrected += drawn(person, dossier, chance);
      appeal(*ledger, {"lan"}, "three",
             {"one", dossier, "", "1/KN", hotro::Date{19'600}, "the facts are others"});
    }
    List corrections = list("corrections", corrected);
    Redetermination anew;
    anew.corrections = &corrections;
    const RedetermineReport report = redetermine(*ledger, {"lan"}, anew);
    REQUIRE(report.errors.empty());
    std::int64_t owed = 0;
    for (const ChangedPerson& person : report.persons) {
      owed += person.top_up();
      CHECK((person.top_up() == 0 || person.overpaid() == 0));
      CHECK(person.granted == person.before);  // there was no budget
    }
    CHECK(owed == report.top_ups);
    corrections.corrects = true;
    CHECK(submit(*ledger, {"lan"}, "three", corrections).clashes == 0);
    decide(*ledger, {"lan"}, "three");
    CHECK(granted(*ledger, "three") == owed);
    CHECK(ledger->verify().good());
    all += owed;
  }
  CHECK(all > 0);
}

TEST_CASE("who was cut off by a budget is not owed for that reason") {
  const Folder folder;
  const auto ledger = open(folder.file());
  open_phase(*ledger, "one", 2'000'000);
  submit(*ledger, {"lan"}, "one", list("a", person(1) + person(2) + person(3)));
  finish(*ledger, "one");
  List corrections = list("corrections", person(1, true) + person(2, true));
  Redetermination anew;
  anew.corrections = &corrections;
  const RedetermineReport report = redetermine(*ledger, {"lan"}, anew);
  REQUIRE(report.persons.size() == 2);
  CHECK(report.top_ups == 2'000'000);
  // The third waits: whatever is decided of it, is decided in the phase that takes it over.
  corrections = list("corrections", person(3, true));
  const RedetermineReport of_third = redetermine(*ledger, {"lan"}, anew);
  REQUIRE(of_third.errors.size() == 1);
  CHECK(of_third.errors.front().code == "unknown_dossier");
}

TEST_CASE("what people have ruled stays, whatever is corrected") {
  const Folder folder;
  const auto ledger = open(folder.file());
  open_phase(*ledger, "one");
  submit(*ledger, {"lan"}, "one", list("a", person(1)));
  decide(*ledger, {"lan"}, "one");
  rule(*ledger, {"lan"}, "one",
       {"D000001", "", Outcome::refused, "", 0, "1/QD", hotro::Date{19'550}, "was never employed there"});
  finish(*ledger, "one");
  List corrections = list("corrections", person(1, true));
  Redetermination anew;
  anew.corrections = &corrections;
  const RedetermineReport report = redetermine(*ledger, {"lan"}, anew);
  CHECK(report.ruled == std::vector<std::string>{"D000001"});
  CHECK(report.persons.empty());
}
