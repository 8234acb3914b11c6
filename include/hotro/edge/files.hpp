// SPDX-License-Identifier: Apache-2.0
#pragma once

// Rule sets and tables as files. A rule set is a folder, named after its id: `rules/vn/vgcl-6696` holds
// `vn.vgcl-6696`, its amendments, and `cases.yaml`; what it imports stands beside it under the same root.
//
//   hotro::edge::RuleFiles found = hotro::edge::open_rules("rules/vn/vgcl-6696");
//   auto rules = hotro::load(found.sources, found.files, std::move(found.parsed));

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "../citation.hpp"
#include "../config.hpp"
#include "../rule_set.hpp"
#include "../source.hpp"
#include "../yaml.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace edge {

/// A file or folder that cannot be read (E0108).
struct Unreadable {
  std::string path;
  Text trouble;  // "there is no such file"
};

struct RuleFiles {
  Sources sources;
  // What load() takes: the base act first.
  std::vector<std::uint32_t> files;
  std::vector<yaml::Document> parsed;
  std::size_t given = 0;   // how many of `files` the path holds; behind them stand what they amend and import
  std::string amendments;  // the path, if it holds amendments alone
  std::string cases;       // the path of cases.yaml; empty if there is none
  std::string phases;      // the path of phases.yaml; likewise
  std::string population;  // the path of population.yaml; likewise
  std::vector<Unreadable> errors;

  [[nodiscard]] bool readable() const { return errors.empty(); }
};

/// Opens a rule set: a folder (every *.yaml but cases.yaml, phases.yaml and population.yaml), one YAML file,
/// or, where there is none of that path, the name of a rule set below one of `roots`: `vn/vgcl-6696` or
/// `vn.vgcl-6696`. Imports are looked for below the root of the rule set's own folder, then below `roots`;
/// those not found are left to load(), which reports them where they are asked for.
RuleFiles open_rules(const std::string& path, const std::vector<std::string>& roots = {});

/// Leaves in RuleSet::files those of the path that was opened: warnings and coverage are about them, and not
/// about the rule set that a user's amendments stand on.
void judge_given(const RuleFiles& files, RuleSet& rules);

/// The folders at or below a path, or a name below one of `roots`, that hold a rule set, sorted; the path
/// itself if it is a file or does not exist, so that opening it says what is wrong.
std::vector<std::string> rule_folders(const std::string& path, const std::vector<std::string>& roots = {});

/// The whole of a file; false with the trouble if it cannot be read or is larger than `largest` bytes.
bool read_file(const std::string& path, std::size_t largest, std::string& text, Text& trouble);
/// A file of YAML; of one that is larger than `largest_text` only so much that it is refused for that where
/// it is parsed (E0103).
bool read_yaml(const std::string& path, std::string& text, Text& trouble);

}  // namespace edge
}  // namespace HOTRO_ABI
}  // namespace hotro
