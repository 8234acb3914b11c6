// SPDX-License-Identifier: Apache-2.0
#pragma once

// Dossiers in order: every condition holds, and nothing that matters is missing.

#include <set>
#include <string>

#include "dossier.hpp"
#include "draw.hpp"

/// Person ids of twelve digits like those of citizens' cards, but of a province 999, which does not exist.
class PersonIds {
 public:
  std::string next(Sex sex, Day birth, Draw& draw);

 private:
  std::set<std::string> used_;
};

/// What happened, and to whom; ids, kind and answer are left to the caller.
Dossier make(const Enterprise& enterprise, Event event, Group group, Sex sex, Draw& draw);
