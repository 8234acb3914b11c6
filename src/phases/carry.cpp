// SPDX-License-Identifier: Apache-2.0
#include "carry.hpp"

#include <set>
#include <unordered_set>
#include <vector>

#include "row_hash.hpp"
#include "steps.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace phases {

std::int64_t carry(Ledger& ledger, Batch& batch, Id from_phase, Id list, const CarriedList& to,
                   const std::function<bool(Id)>& wanted) {
  Id copy = 0;
  std::int64_t carried = 0;
  std::set<std::string, std::less<>> enterprises;
  const auto begin = [&] {
    ledger.each_submission(from_phase, [&](Id id, const SubmissionRow& row) {
      if (id != list) return;
      SubmissionRow there = row;
      there.phase = to.into;
      there.name = to.name;
      there.list_hash = hash_of(to.identity);
      copy = batch.add(there);
    });
  };
  ledger.each_dossier(list, [&](Id id, const DossierRow& row) {
    if (!wanted(id)) return;
    if (copy == 0) begin();
    DossierRow there = row;
    there.submission = copy;
    there.relation = Relation::carried;
    there.other = id;
    batch.add(there);
    enterprises.emplace(row.enterprise_id);
    ++carried;
  });
  if (copy == 0) return 0;
  ledger.each_enterprise(list, [&](Id, const EnterpriseRow& row) {
    if (enterprises.count(row.enterprise_id) == 0) return;
    EnterpriseRow there = row;
    there.submission = copy;
    batch.add(there);
  });
  return carried;
}

void each_carried(Ledger& ledger, const std::function<void(Id, Id)>& use) {
  std::vector<Id> cancelled;
  ledger.each_phase([&](Id id, const PhaseRow&) {
    if (ledger.cancelled(id)) cancelled.push_back(id);
  });
  std::unordered_set<Id> void_dossiers;
  for (const Id phase : cancelled)
    each_dossier_of(ledger, phase, [&](Id id, const DossierRow& row) {
      if (row.relation == Relation::carried) void_dossiers.insert(id);
    });
  ledger.each_relation(Relation::carried, [&](Id to, Id from) {
    if (void_dossiers.count(to) == 0) use(from, to);
  });
}

}  // namespace phases
}  // namespace HOTRO_ABI
}  // namespace hotro
