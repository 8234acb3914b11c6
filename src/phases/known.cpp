// SPDX-License-Identifier: Apache-2.0
#include "known.hpp"

#include <utility>
#include <vector>

#include "row_content.hpp"
#include "steps.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace phases {
namespace {

struct StoredList {
  Id id = 0;
  std::string header, enterprise_header, columns;
};

}  // namespace

Known::Known(Ledger& ledger, const Rules& rules, Id phase, bool to_correct) {
  std::unordered_map<Id, Current> current;  // only corrections ask what was ruled
  if (to_correct) current = current_decisions(ledger, phase);
  std::vector<StoredList> lists;
  ledger.each_submission(phase, [&](Id id, const SubmissionRow& row) {
    lists.push_back({id, std::string(row.header) + "\n", std::string(row.enterprise_header) + "\n",
                     std::string(row.columns)});
  });
  for (const StoredList& list : lists) {
    std::vector<edge::DataError> ignored;
    const edge::ColumnNames names = list.columns.empty()
                                        ? edge::ColumnNames()
                                        : edge::ColumnNames::read(rules.program, {"", list.columns}, ignored);
    RawRows enterprise(list.enterprise_header);
    const RowContent of_enterprise(enterprise, names);
    EnterpriseContents enterprises;
    ledger.each_enterprise(list.id, [&](Id, const EnterpriseRow& row) {
      enterprise.read(row.content);
      enterprises.try_emplace(std::string(row.enterprise_id), of_enterprise.of(enterprise));
    });
    RawRows dossier(list.header);
    const RowContent of_dossier(dossier, names);
    ledger.each_dossier(list.id, [&](Id id, const DossierRow& row) {
      if (row.dossier_id.empty() || row.relation == Relation::repeats || row.relation == Relation::clashes)
        return;
      dossier.read(row.content);
      const auto found = current.find(id);
      const Entry entry{id, content_of(of_dossier.of(dossier), enterprises[std::string(row.enterprise_id)]),
                        found != current.end() && found->second.ruled, false};
      // What is carried over was received in another phase, whose ids may begin anew in this one.
      if (row.relation == Relation::carried)
        carried_[key(row) + '\n' + std::string(row.person)] = entry;
      else
        entries_[key(row)] = entry;
    });
  }
}

const Known::Entry* Known::carried(const DossierRow& row) const {
  const auto found = carried_.find(key(row) + '\n' + std::string(row.person));
  return found == carried_.end() ? nullptr : &found->second;
}

}  // namespace phases
}  // namespace HOTRO_ABI
}  // namespace hotro
