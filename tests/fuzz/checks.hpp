// SPDX-License-Identifier: Apache-2.0
#pragma once

// What holds whatever the input was.

#include <string>
#include <string_view>
#include <vector>

#include "differential/draw.hpp"
#include "hotro/compile.hpp"
#include "hotro/diagnostic.hpp"
#include "hotro/edge/dossiers.hpp"
#include "hotro/evaluator.hpp"
#include "hotro/load.hpp"

namespace fuzz {

/// Diagnostics have places that exist, and read well in every style; an error is among them if `failed`, and
/// only then. Returns them as text.
std::string check_diagnostics(const std::vector<hotro::Diagnostic>& found, const hotro::Sources& sources,
                              bool failed);

/// Text for people: UTF-8, and nothing in it that acts on a terminal.
void check_shown(std::string_view text, std::string_view what);
/// Errors about data name a file, a place and what would have been accepted.
void check_errors(const std::vector<hotro::edge::DataError>& errors);

/// Loads and compiles the files, twice, with the same outcome. What compiles decides as the judge does, can
/// be saved, and explains what it decided.
void check_rules(const std::vector<std::string>& files, generated::Draw& draw);

/// The same for what was loaded, under some readings.
void check_model(const hotro::RuleSet& rules, const hotro::CompileOptions& options, generated::Draw& draw);

/// Explains the row that was decided last, in both languages.
void check_explanation(const hotro::RuleSet& rules, hotro::Evaluator& evaluator);

}  // namespace fuzz
