// SPDX-License-Identifier: Apache-2.0
// The input is applicants.csv; behind U+001E, if it is there, enterprises.csv.
#include "hotro/edge/csv.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>

#include "differential/contest.hpp"
#include "fuzz/checks.hpp"
#include "fuzz/claim.hpp"
#include "fuzz/models.hpp"
#include "hotro/edge/answers.hpp"
#include "hotro/edge/dossiers.hpp"
#include "hotro/edge/json.hpp"
#include "hotro/edge/table_run.hpp"

using hotro::edge::DataError;
using hotro::edge::Dossiers;

namespace {

constexpr const char* enterprises_that_fit = "enterprise_id,name,region\nE1,Một,I\nE2,Hai,II\nE3,Ba,IV\n";

/// The rows of a table behind its header, and its cells as text.
struct Table {
  std::set<std::uint64_t> lines;
  std::size_t rows = 0;

  explicit Table(const std::string& text) {
    hotro::edge::CsvReader reader(text);
    hotro::edge::CsvRow row;
    if (!reader.next(row)) return;
    std::uint32_t before = row.line;
    while (reader.next(row)) {
      fuzz::claim(row.line > before, "each row begins on a line of its own");
      before = row.line;
      lines.insert(row.line);
      ++rows;
      // Written anew, a row reads the same.
      if (row.fault != hotro::edge::CsvFault::none) continue;
      std::string written = "header\n";
      hotro::edge::append_row(written, row.cells);
      hotro::edge::CsvReader second(written, ',');
      hotro::edge::CsvRow again;
      fuzz::claim(second.next(again) && second.next(again) && again.cells == row.cells,
                  "a row that is written reads the same");
    }
  }
};

/// What a run over the tables writes, and its errors.
std::string run_text(const fuzz::Model& model, const std::string& applicants, const std::string& enterprises,
                     const hotro::edge::RunOptions& options, std::vector<DataError>& errors) {
  std::string text;
  hotro::edge::TextStream stream(applicants);
  hotro::edge::TableRun run(model.rules, model.program, options);
  hotro::edge::RunSinks sinks;
  sinks.decisions = [&](std::string_view piece) { return text += piece, true; };
  sinks.error = [&](const DataError& error) { return errors.push_back(error), true; };
  if (run.open(stream, "A.csv", {"E.csv", enterprises}, sinks))
    fuzz::claim(run.decide(), "a table whose header can be read is decided");
  return text;
}

void check_runs(const fuzz::Model& model, const std::string& applicants, const std::string& enterprises,
                const Dossiers& dossiers) {
  std::vector<DataError> errors, again;
  const std::string whole = run_text(model, applicants, enterprises, {}, errors);
  hotro::edge::RunOptions pieces;
  pieces.threads = 2;
  pieces.chunk_bytes = 1 + applicants.size() % 97;
  pieces.id_memory = 0;
  fuzz::claim(run_text(model, applicants, enterprises, pieces, again) == whole,
              "chunks, threads and memory change no decision");
  const auto same = [](const DataError& a, const DataError& b) {
    return a.file == b.file && a.row == b.row && a.column == b.column && a.value == b.value &&
           a.code == b.code && a.expected.en == b.expected.en;
  };
  for (const std::vector<DataError>& list : {errors, again}) {
    fuzz::claim(std::equal(list.begin(), list.end(), dossiers.errors.begin(), dossiers.errors.end(), same),
                "a run has the errors of its rows");
  }
}

void check_tables(const fuzz::Model& model, const std::string& applicants, const std::string& enterprises) {
  const Table rows(applicants);
  const Table others(enterprises);
  Dossiers dossiers =
      hotro::edge::read_dossiers(model.program, {"A.csv", applicants}, {"E.csv", enterprises});
  fuzz::check_errors(dossiers.errors);
  fuzz::check_errors(dossiers.warnings);
  fuzz::claim(dossiers.readable || !dossiers.errors.empty(), "what cannot be read has an error");
  check_runs(model, applicants, enterprises, dossiers);

  std::set<std::uint64_t> failed;
  for (const DataError& error : dossiers.errors) {
    fuzz::claim(error.file == "A.csv" || error.file == "E.csv", "an error is of one of the files");
    const bool of_row = error.row > 0 && (error.file == "A.csv" ? rows : others).lines.count(error.row) != 0;
    fuzz::claim(of_row || error.row <= 1 || !dossiers.readable, "an error names a row that is there");
    if (of_row && error.file == "A.csv") failed.insert(error.row);
  }
  if (dossiers.readable) {
    fuzz::claim(dossiers.rows_read == rows.rows, "every row is read");
    fuzz::claim(dossiers.rows_read == dossiers.size() + dossiers.rows_failed,
                "every row is decided or has an error");
    fuzz::claim(failed.size() == dossiers.rows_failed, "a row that fails has an error");
  }
  for (const hotro::edge::DossierRow& row : dossiers.rows)
    fuzz::claim(failed.count(row.line) == 0, "a row that is decided has no error");

  hotro::Evaluator& evaluator = *model.evaluator;
  hotro::DecisionColumns decided;
  evaluator.evaluate(dossiers.table(), 0, dossiers.size(), decided);
  hotro::Facts facts(model.program);
  constexpr std::size_t enough = 8;
  for (std::size_t i = 0; i < dossiers.size(); ++i) {
    fuzz::claim(decided.invalid[i] == 0, "a cell that was taken is within its range");
    if (i >= enough) continue;
    dossiers.fill(i, facts);
    const auto alone = evaluator.evaluate(facts);
    fuzz::claim(generated::same(alone[0], decided.combined.at(i)), "a row is decided as in the table");
    const hotro::edge::DossierRow& row = dossiers.rows[i];
    for (const hotro::edge::Answer& answer : hotro::edge::answers(model.program, alone)) {
      fuzz::claim(nlohmann::json::accept(json_decision(model.program, row, "E", answer, nullptr)),
                  "a decision as JSON is JSON");
    }
  }
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  std::vector<std::string> files = fuzz::files_of(fuzz::text_of(bytes, size));
  files.resize(2, enterprises_that_fit);
  for (std::string& text : files) hotro::edge::to_utf8(text);
  for (const fuzz::Model* model : fuzz::models()) check_tables(*model, files[0], files[1]);
  return 0;
}
