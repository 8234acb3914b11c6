// SPDX-License-Identifier: Apache-2.0
#pragma once

// A table of any size, decided while it is read, in memory of one size: reading, deciding and writing take
// turns on a few chunks of rows. The enterprises are kept whole. The decisions, and every error, are the same
// for any number of threads.
//
//   hotro::edge::FileStream applicants("applicants.csv");
//   hotro::edge::TableRun run(rules, *program, {});
//   if (run.open(applicants, "applicants.csv", {"enterprises.csv", enterprises}, sinks)) run.decide();

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "../citation.hpp"
#include "../config.hpp"
#include "../program.hpp"
#include "../rule_set.hpp"
#include "column_names.hpp"
#include "data_error.hpp"
#include "dossiers.hpp"
#include "stream.hpp"
#include "totals.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace edge {

enum class DecisionFormat : std::uint8_t {
  csv,   // with a header
  json,  // objects with commas between them
};

struct RunOptions {
  std::size_t threads = 1;  // 0: as many as the machine runs at once
  DecisionFormat format = DecisionFormat::csv;
  bool all = false;                     // benefits that do not concern a dossier, too
  Language language = Language::en;     // of the totals
  std::optional<Language> reasons;      // adds reasons, facts missing and assumed, in that language
  std::size_t chunk_bytes = 1U << 18U;  // of text, for each thread; less where threads are many
  std::size_t id_memory = 52U << 20U;   // for ids; a table with more is read twice from there on
};

struct RunProgress {
  std::uint64_t rows = 0;   // read and decided
  std::uint64_t bytes = 0;  // of the table, read
  std::uint64_t size = 0;   // of the table; 0: not known
  bool surveying = false;   // the rest is looked through for ids that stand twice
};

/// What is called while a table is read, one call at a time and in the order of the table; what is not set is
/// not called. Functions that return false end the run.
struct RunSinks {
  std::function<bool(std::string_view)> decisions;  // the next piece of text
  std::function<bool(const DataError&)> error;
  std::function<bool(const DataError&)> warning;
  std::function<void(const RunProgress&)> progress;
};

struct RunReport {
  Totals totals;
  std::uint64_t rows_read = 0;                  // of the applicants: each is decided or has an error
  std::uint64_t rows_failed = 0;                // of these, with errors
  std::map<std::string, std::uint64_t> errors;  // by code
  std::uint64_t warnings = 0;
};

class TableRun {
 public:
  /// What is given must outlive the run.
  TableRun(const RuleSet& rules, const Program& program, const RunOptions& options);
  ~TableRun();
  TableRun(const TableRun&) = delete;
  TableRun& operator=(const TableRun&) = delete;

  /// Reads the enterprises, and the header of the applicants. False where one lacks what every row needs: the
  /// errors say what.
  bool open(ByteStream& applicants, const std::string& name, const TextFile& enterprises, RunSinks sinks,
            const ColumnNames* names = nullptr);
  /// Decides the rows. False if a sink ended it, or with trouble().
  bool decide();

  [[nodiscard]] const RunReport& report() const;
  /// Why the table cannot be read to its end; empty if it could.
  [[nodiscard]] Text trouble() const;

 private:
  class State;
  std::unique_ptr<State> state_;
};

}  // namespace edge
}  // namespace HOTRO_ABI
}  // namespace hotro
