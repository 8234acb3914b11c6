// SPDX-License-Identifier: Apache-2.0
#pragma once

// All dossiers of a phase in the order in which they were received, and the verdict about each.

#include <functional>
#include <future>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "grants.hpp"
#include "places.hpp"
#include "steps.hpp"
#include "verdicts.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace phases {

/// Rows that stand in place of those that were handed in.
struct Corrections {
  ListText list;
  std::unordered_map<Id, std::string> rows;  // by dossier
};

/// What is otherwise than it was handed in and decided.
struct Replay {
  const Corrections* corrections = nullptr;
  /// Dossiers that a budget did not reach: they are granted nothing.
  const std::unordered_set<Id>* not_reached = nullptr;
};

/// Gives the verdict about each dossier of a phase, in the order in which they were received. A person's
/// dossiers count against those behind them. Those that people have ruled on stay as they are, and come
/// first.
class Walk {
 public:
  using Use = std::function<void(Id, Verdict&)>;

  /// All that it is given must outlive it.
  Walk(Ledger& ledger, const Rules& rules, const Phase& phase, const std::unordered_map<Id, Current>& current,
       const edge::Persons& persons, const Step& step, const Replay& replay = {});

  /// `grants` and `places`: those of other phases; what is granted here is added.
  void run(Grants& grants, Places& places, const Use& use);

 private:
  struct Ruled {
    std::string person;
    edge::Claim claim;
    std::int64_t amount = 0;
  };
  struct Dossier {
    Id id = 0;
    std::string person;
    Relation relation = Relation::none;
    Id other = 0;
    std::string content;
    std::vector<std::string> things;  // of quotas
  };
  /// Dossiers on their way: read and written by this thread, decided by another meanwhile.
  struct Block {
    bool corrected = false;
    std::vector<Dossier> dossiers;
    std::vector<Verdict> found;
  };

  void take(Id id, const DossierRow& row, const Use& use);
  void exchange(const Use& use);
  void decide_block();
  void find_things(const std::vector<std::size_t>& among);
  [[nodiscard]] bool is_settled(const Dossier& dossier, Verdict& verdict) const;
  std::vector<std::size_t> decide_first(const std::vector<std::size_t>& among);
  Verdicts& verdicts() { return deciding_.corrected ? *corrected_ : verdicts_; }

  Ledger& ledger_;
  const Rules& rules_;
  const Phase& phase_;
  const std::unordered_map<Id, Current>& current_;
  const edge::Persons& persons_;
  const Step& step_;
  Replay replay_;
  Grants* grants_ = nullptr;
  Places* places_ = nullptr;
  Verdicts verdicts_;
  std::optional<Verdicts> corrected_;
  std::unordered_set<Id> superseded_;
  std::vector<Ruled> rulings_;
  std::int64_t all_;
  std::int64_t done_ = 0;
  Block filling_, deciding_;
  std::vector<Verdict> decided_;
  std::future<void> working_;  // last: what it works with is still there when it is waited for
};

}  // namespace phases
}  // namespace HOTRO_ABI
}  // namespace hotro
