// SPDX-License-Identifier: Apache-2.0
#pragma once

// From texts to one checked model.
//
//   hotro::Sources sources;
//   std::uint32_t files[] = {sources.add("rules.yaml", rules), sources.add("minimum-wage.yaml", wages)};
//   auto rule_set = hotro::load(sources, files);

#include <cstdint>
#include <span>
#include <vector>

#include "config.hpp"
#include "result.hpp"
#include "rule_set.hpp"
#include "source.hpp"
#include "yaml.hpp"

namespace hotro {
inline namespace HOTRO_ABI {

/// Reads the rule set of the first file that holds one, its amendments and its imports, all given together in
/// any order: the first file with the key `rule_set` is the base act, every other rule set must be imported
/// by it (directly or through another), every amendment must amend one of them. Every error of every file is
/// reported, in the order of files and places. Never throws.
///
/// `parsed`: of the first files what yaml::parse() made of them where it found nothing to say, so that they
/// are not parsed again; without nodes, or not there: they are parsed here.
Result<RuleSet> load(const Sources& sources, std::span<const std::uint32_t> files,
                     std::vector<yaml::Document> parsed = {});

/// The names that the files' `imports` ask for and no file provides, so that a caller can go and find them;
/// empty if all are there. Errors are left to load().
std::vector<std::string> missing_imports(const Sources& sources, std::span<const std::uint32_t> files);

}  // namespace HOTRO_ABI
}  // namespace hotro

#ifdef HOTRO_HEADER_ONLY
#include "impl/load.inl"
#endif
