// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "grants.hpp"
#include "hotro/edge/cells.hpp"
#include "hotro/edge/column_names.hpp"
#include "hotro/edge/csv.hpp"
#include "hotro/phases/phase.hpp"
#include "known.hpp"
#include "raw_rows.hpp"
#include "row_content.hpp"
#include "row_hash.hpp"
#include "steps.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace phases {
namespace {

/// Where the ids of a row stand.
struct IdColumns {
  std::size_t dossier = SIZE_MAX, person = SIZE_MAX, enterprise = SIZE_MAX;
};

/// What can be said of a list before it meets the ledger.
class ListCheck {
 public:
  ListCheck(const Rules& rules, const List& list, SubmitReport& report)
      : rules_(rules), list_(list), report_(report) {}

  /// False: errors stand in the way.
  bool run(const RawRows& applicants) {
    if (!list_.columns.text.empty())
      names_ = edge::ColumnNames::read(rules_.program, list_.columns, report_.errors);
    const edge::TextFile header{list_.applicants.name, std::string(applicants.header()) + "\n"};
    const edge::Dossiers dossiers = edge::read_dossiers(rules_.program, header, list_.enterprises,
                                                        list_.columns.text.empty() ? nullptr : &names_);
    // Errors in rows are outcomes of dossiers.
    if (!dossiers.readable)
      report_.errors.insert(report_.errors.end(), dossiers.errors.begin(), dossiers.errors.end());
    const std::string& person = rules_.set.facts[rules_.phases.person.fact].name;
    columns = {applicants.column(names_, "dossier_id"), applicants.column(names_, person),
               applicants.column(names_, "enterprise_id")};
    for (const Benefit& benefit : rules_.set.benefits) {
      const std::size_t paid = applicants.column(names_, rules_.set.facts[benefit.paid_before].path());
      if (paid == SIZE_MAX) continue;
      report(applicants.names()[paid], "column_of_ledger",
             {"không có cột này: sổ chi biết đã chi bao nhiêu",
              "no such column: the ledger knows what was paid"});
    }
    if (report_.errors.empty() && columns.person == SIZE_MAX)
      report(person, "missing_column", {"cột này phải có", "a column of that name"});
    return report_.errors.empty();
  }

  [[nodiscard]] const edge::ColumnNames& names() const { return names_; }
  IdColumns columns;

 private:
  void report(const std::string& column, std::string_view code, Text expected) {
    report_.errors.push_back({list_.applicants.name, 1, column, "", std::string(code), std::move(expected)});
  }

  const Rules& rules_;
  const List& list_;
  SubmitReport& report_;
  edge::ColumnNames names_;
};

Hash list_hash(const List& list) {
  std::string sizes;
  detail::Sha256 hash;
  for (const edge::TextFile* file : {&list.applicants, &list.enterprises, &list.columns, &list.numbers})
    append_integer(sizes, static_cast<std::int64_t>(file->text.size()));
  append_integer(sizes, list.corrects ? 1 : 0);
  hash.add(sizes);
  for (const edge::TextFile* file : {&list.applicants, &list.enterprises, &list.columns, &list.numbers})
    hash.add(file->text);
  return hash.digest();
}

class Submission {
 public:
  Submission(Ledger& ledger, const Rules& rules, const Phase& phase, const List& list, const Step& step)
      : ledger_(ledger), rules_(rules), phase_(phase), list_(list), step_(step) {}

  bool run(Batch& batch, SubmitReport& report) {
    Hash hash = list_hash(list_);
    if (ledger_.cancelled(phase_.id)) throw trouble(LedgerCode::phase_closed, ledger_, phase_);
    const bool before = ledger_.find_submission(phase_.id, hash) != 0;
    if (before && !list_.corrects) {
      report.repeated = true;
      return false;
    }
    // What was corrected since may be corrected back.
    while (ledger_.find_submission(phase_.id, hash) != 0) hash = hash_of(as_bytes(hash));
    must_be_open(ledger_, phase_);
    RawRows rows(list_.applicants.text);
    ListCheck check(rules_, list_, report);
    if (!check.run(rows)) return false;
    edge::Persons persons = read_persons(ledger_, rules_);
    if (!join(batch, persons, report)) return false;
    RawRows enterprises(list_.enterprises.text);
    const Id id = batch.add(SubmissionRow{phase_.id, list_.applicants.name, hash, list_.received,
                                          rows.header(), enterprises.header(), list_.columns.text});
    add_enterprises(batch, id, check.names(), enterprises);
    add_dossiers(batch, id, check, persons, rows, report);
    const auto& rounds = rules_.phases.rounds;
    report.late = std::none_of(rounds.begin(), rounds.end(), [&](const edge::Round& round) {
      return list_.received <= round.receive_until;
    });
    report.repeated = before && report.repeats == report.rows;
    return !report.repeated;
  }

 private:
  bool join(Batch& batch, edge::Persons& persons, SubmitReport& report) {
    if (list_.numbers.text.empty()) return true;
    const auto before = persons.joined();
    report.errors = persons.join(list_.numbers);
    if (!report.errors.empty()) return false;
    for (const auto& [old_number, new_number] : persons.joined()) {
      if (before.count(old_number) == 0) batch.add(NumberRow{old_number, new_number});
    }
    return true;
  }

  void add_enterprises(Batch& batch, Id submission, const edge::ColumnNames& names, RawRows& rows) {
    const std::size_t column = rows.column(names, "enterprise_id");
    const RowContent content(rows, names);
    while (rows.next()) {
      batch.add(EnterpriseRow{submission, rows.cell(column), rows.content()});
      enterprises_.try_emplace(std::string(rows.cell(column)), content.of(rows));
    }
  }

  void add_dossiers(Batch& batch, Id submission, const ListCheck& check, const edge::Persons& persons,
                    RawRows& rows, SubmitReport& report) {
    const IdColumns& columns = check.columns;
    constexpr std::int64_t between = 10'000;  // reports of progress
    Known known(ledger_, rules_, phase_.id, list_.corrects);
    const RowContent row_content(rows, check.names());
    while (rows.next()) {
      DossierRow row;
      const std::string person = persons.key(rows.cell(columns.person));
      row.submission = submission;
      row.line = rows.line();
      row.dossier_id = rows.cell(columns.dossier);
      row.person = person;
      row.enterprise_id = rows.cell(columns.enterprise);
      row.content = rows.content();
      const std::size_t content =
          content_of(row_content.of(rows), enterprises_[std::string(row.enterprise_id)]);
      Known::Entry* entry = row.dossier_id.empty() ? nullptr : &known[row];
      if (entry != nullptr) relate(row, *entry, content, known);
      const Id id = batch.add(row);
      if (entry != nullptr && (row.relation == Relation::none || row.relation == Relation::supersedes))
        *entry = {id, content, false, true};
      ++report.rows;
      report.repeats += row.relation == Relation::repeats ? 1 : 0;
      report.corrections += row.relation == Relation::supersedes ? 1 : 0;
      report.clashes += row.relation == Relation::clashes ? 1 : 0;
      if (step_.progress && report.rows % between == 0) step_.progress(report.rows, 0);
    }
  }

  /// What a row has to do with the dossier of its id.
  void relate(DossierRow& row, const Known::Entry& entry, std::size_t content, const Known& known) const {
    const Known::Entry* there = &entry;
    if (there->dossier == 0 && list_.corrects) there = known.carried(row);
    if (there == nullptr || there->dossier == 0) return;
    row.other = there->dossier;
    // One list does not correct itself, and none corrects what people have ruled.
    const bool may_correct = list_.corrects && !there->here && !there->ruled;
    row.relation = there->content == content ? Relation::repeats
                   : may_correct             ? Relation::supersedes
                                             : Relation::clashes;
  }

  Ledger& ledger_;
  const Rules& rules_;
  const Phase& phase_;
  const List& list_;
  const Step& step_;
  EnterpriseContents enterprises_;
};

}  // namespace

SubmitReport submit(Ledger& ledger, const Step& step, std::string_view phase_name, const List& list) {
  const Phase phase = find(ledger, phase_name);
  const std::unique_ptr<Rules> rules = read_rules(ledger, phase.id);
  SubmitReport report;
  const auto lines =
      static_cast<std::size_t>(std::count(list.applicants.text.begin(), list.applicants.text.end(), '\n'));
  ledger.write(
      {step.actor, "submit", phase.name + ": " + list.applicants.name},
      [&](Batch& batch) {
        return Submission(ledger, *rules, phase, list, step).run(batch, report) && !step.dry_run;
      },
      lines);
  return report;
}

}  // namespace phases
}  // namespace HOTRO_ABI
}  // namespace hotro
