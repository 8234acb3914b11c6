// SPDX-License-Identifier: Apache-2.0
#pragma once

// A simulation as people read it: tables, bars and lines, in one language. The report is data; how it is
// written (a terminal, a page) adds nothing to it.
//
//   hotro::simulation::Report report = hotro::simulation::make_report(plan, *tally, {"applicants.csv"});
//   std::string page = hotro::simulation::report_html(report);

#include <cstdint>
#include <string>
#include <vector>

#include "../citation.hpp"
#include "../config.hpp"
#include "pricing.hpp"
#include "simulate.hpp"
#include "solve.hpp"
#include "statistics.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace simulation {

/// From one end to the other on the axis of its table, in thousandths.
struct ReportBar {
  enum class Tone : std::uint8_t { paid, gain, loss, open, plain };
  int from = 0;
  int to = 0;
  Tone tone = Tone::plain;
};

struct ReportRow {
  enum class Kind : std::uint8_t { plain, head, total };  // a head goes over the rows below it
  Kind kind = Kind::plain;
  std::vector<std::string> cells;  // the first is a text, the others numbers
  std::vector<ReportBar> bars;
};

struct ReportTable {
  std::string title;
  std::vector<std::string> heads;  // of the cells; one for each
  std::string bars;                // what the bars show; empty: there are none
  std::vector<ReportRow> rows;
  std::string note;
};

/// A line through the values of a sweep.
struct ReportLine {
  struct Point {
    std::string value;   // of the parameter
    std::string amount;  // that it comes to
    int x = 0, y = 0;    // in thousandths of the axes, from the left and from below
  };
  std::string title;
  std::vector<Point> points;
  std::string least, most;  // of the axis of amounts, below and above
  int limit = -1;           // a budget, on that axis; -1: none
  std::string limit_text;
};

struct ReportSection {
  std::string title;
  std::vector<std::string> texts;
  std::vector<ReportLine> lines;
  std::vector<ReportTable> tables;
};

struct Report {
  Language language = Language::en;
  std::string policy;  // the title of the rule set
  std::string title;
  std::vector<std::string> about;  // whom, which law, how sure
  std::vector<ReportSection> sections;
  std::string trace;  // fingerprints
};

/// What a report says of where it comes from.
struct ReportOptions {
  std::string population;  // as people call it: applicants.csv
  Language language = Language::en;
  Confidence confidence = Confidence::ninety_five;
  std::size_t most_groups = 20;  // of a grouping with many cells those that are paid most
  bool changes_only = false;     // nothing of the baseline alone, and no refusals
};

/// Variants beside the baseline, by benefit and group; who gains and loses, and why; refusals.
Report make_report(const Plan& plan, const Tally& tally, const ReportOptions& options);
/// What each reading costs.
Report make_report(const Pricing& pricing, const ReportOptions& options);
/// What a parameter comes to from value to value, and which value keeps a budget.
Report make_report(const SweepRun& run, const ReportOptions& options);

/// One page without scripts that fetches nothing; fits phones and A4. No text of a population or a rule set
/// becomes markup.
std::string report_html(const Report& report);

}  // namespace simulation
}  // namespace HOTRO_ABI
}  // namespace hotro
