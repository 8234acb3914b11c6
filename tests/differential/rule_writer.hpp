// SPDX-License-Identifier: Apache-2.0
#pragma once

// Random rule sets as YAML: what a person could write, in every form that the language has. Formulas are of
// the right kinds and amounts are whole and not negative; that dates of versions and enactments make a law
// that compiles is left to chance, which favours those that do.

#include <string>
#include <vector>

#include "differential/draw.hpp"

namespace generated {

/// Files of one rule set, the base act first; then what it imports and amendments, in the order they are
/// loaded.
struct Texts {
  struct File {
    std::string name;
    std::string text;
    bool amends = false;
  };
  std::vector<File> files;
};

Texts write_rules(Draw& draw);

}  // namespace generated
