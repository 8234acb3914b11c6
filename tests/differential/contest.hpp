// SPDX-License-Identifier: Apache-2.0
#pragma once

// The judge against the engine: one model, many rows, every way of evaluating them.

#include <optional>
#include <string>
#include <vector>

#include "differential/columns.hpp"
#include "differential/draw.hpp"
#include "differential/rule_writer.hpp"
#include "hotro/hotro.hpp"
#include "oracle/judge.hpp"

namespace generated {

/// A rule set that was loaded and compiled.
struct Trial {
  hotro::RuleSet rules;
  hotro::CompileOptions options;
  hotro::Date known;
  hotro::Program program;
  hotro::Program wide;  // every number in 128 bits
};

/// Loads the texts; where they are not accepted, `why` says what for.
std::optional<hotro::RuleSet> load(const Texts& texts, std::string& why, bool with_amendments = true);
/// The same model as it is known on a day, under some readings.
std::optional<Trial> compile(hotro::RuleSet rules, const hotro::CompileOptions& options, std::string& why);
/// A day of knowledge and readings for a model; mostly the defaults.
hotro::CompileOptions draw_options(Draw& draw, const hotro::RuleSet& rules);

/// A row as the engine takes it, by its facts.
hotro::Facts facts_of(const hotro::RuleSet& rules, const hotro::Program& program, const oracle::Row& row);
bool has_span(const oracle::Row& row);
bool has_missing(const hotro::RuleSet& rules, const oracle::Row& row);
/// One line per fact: `income: 5`.
std::string text_of(const hotro::RuleSet& rules, const oracle::Row& row);
std::string text_of(const hotro::Decision& decision);
bool same(const hotro::Decision& a, const hotro::Decision& b);

struct Mismatch {
  std::string way;      // which evaluation differs
  std::size_t row = 0;  // of the rows given
  std::string text;     // both answers
};

/// Decides all rows in every way: one by one, in tables of known rows and in one of all rows, by blocks of 1,
/// 64 and 512, with every instruction set that there is, and with every number in 128 bits. The first answer
/// that differs from the judge's, if any. Adds to `compared` what was compared, and to `outcomes` how each
/// row was decided. Tables have at least `table_rows` rows, by default more than the largest block: rows
/// stand in them several times if need be.
std::optional<Mismatch> contest(const Trial& trial, const std::vector<oracle::Row>& rows, Draw& draw,
                                std::size_t& compared, std::size_t table_rows = 520,
                                std::vector<hotro::Status>* outcomes = nullptr);

}  // namespace generated
