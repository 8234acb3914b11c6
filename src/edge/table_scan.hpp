// SPDX-License-Identifier: Apache-2.0
#pragma once

// A table of applicants of any size, read and checked chunk by chunk in memory of one size. What is done with
// the rows is its users' business.

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "applicant_checks.hpp"
#include "csv_feed.hpp"
#include "duplicates.hpp"
#include "enterprise_table.hpp"
#include "hotro/config.hpp"
#include "hotro/edge/data_error.hpp"
#include "hotro/edge/stream.hpp"
#include "hotro/edge/table_run.hpp"
#include "table_chunk.hpp"
#include "table_header.hpp"
#include "text_buffer.hpp"
#include "turnstile.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace edge {

/// What one thread does with the chunks that it is given.
class ChunkWork {
 public:
  ChunkWork() = default;
  ChunkWork(const ChunkWork&) = delete;
  ChunkWork& operator=(const ChunkWork&) = delete;
  virtual ~ChunkWork() = default;
  /// The rows without errors; `line`: that the chunk begins with. Text that is put out is written in the
  /// order of chunks.
  virtual void work(TableChunk& chunk, std::uint64_t line, TextBuffer& out) = 0;
};

struct ScanOptions {
  std::size_t threads = 1;  // 0: as many as the machine runs at once
  std::size_t chunk_bytes = 1U << 18U;
  std::size_t id_memory = 52U << 20U;
};

/// As RunSinks.
struct ScanSinks {
  std::function<bool(std::string_view)> text;
  std::function<bool(const DataError&)> error;
  std::function<bool(const DataError&)> warning;
  std::function<void(const RunProgress&)> progress;
};

struct ScanReport {
  std::uint64_t rows_read = 0;
  std::uint64_t rows_failed = 0;
  std::map<std::string, std::uint64_t> errors;
  std::uint64_t warnings = 0;
};

/// Every chunk has a number. Its thread reads it, when nobody else reads; works on it; has its ids looked up,
/// and its text written, when all chunks with smaller numbers have.
class TableScan {
 public:
  /// The program, which says what the columns hold, must outlive it.
  TableScan(const Program& program, const ScanOptions& options);

  /// Reads the enterprises, and the header of the applicants; false where one lacks what every row needs.
  bool open(ByteStream& applicants, const std::string& name, const TextFile& enterprises, ScanSinks sinks,
            const ColumnNames* names);
  /// Reads the rows, with a thread for each work. False if a sink ended it, or with trouble().
  bool run(std::span<const std::unique_ptr<ChunkWork>> work);

  [[nodiscard]] std::size_t threads() const { return options_.threads; }
  /// Null where dossiers do not point at any.
  [[nodiscard]] const EnterpriseTable* enterprises() const {
    return needs_enterprises(program_) ? &enterprises_ : nullptr;
  }
  /// Once the table is open.
  [[nodiscard]] const TableHeader& header() const { return *header_; }
  [[nodiscard]] const ScanReport& report() const { return report_; }
  [[nodiscard]] Text trouble() const;

 private:
  enum class Purpose : std::uint8_t { work, survey };
  /// A chunk on its way.
  struct Ticket {
    std::uint64_t number = 0;
    Purpose purpose = Purpose::work;
    bool whole = false;
    std::uint64_t bytes_read = 0;
  };
  struct Worker;

  [[nodiscard]] std::size_t chunk_bytes() const;
  bool tell_error(const DataError& error);
  bool tell_warning(const DataError& warning);
  void note_unused(const ColumnNames& names, DataReports& reports) const;
  void work(Worker& worker);
  bool next(Worker& worker, Ticket& ticket);
  bool begin_survey();
  bool end_survey();
  void read(Worker& worker, const Ticket& ticket);
  void check(Worker& worker, const Ticket& ticket);
  void write(Worker& worker, const Ticket& ticket);
  template <class Step>
  void attempt(Step step);

  const Program& program_;
  ScanOptions options_;
  ScanSinks sinks_;
  EnterpriseTable enterprises_;
  std::unique_ptr<TableHeader> header_;
  std::unique_ptr<CsvFeed> feed_;
  std::uint64_t size_ = 0;
  Duplicates duplicates_;
  std::unique_ptr<ApplicantChecks> checks_;
  ScanReport report_;
  std::atomic<bool> stopped_ = false;

  // Of who reads.
  std::mutex reading_;
  std::uint64_t tickets_ = 0;
  bool ended_ = false;
  Purpose purpose_ = Purpose::work;
  std::uint64_t line_at_mark_ = 0;

  // Of whose turn it is to look ids up.
  Turnstile checking_;
  std::uint64_t line_ = 0;  // that the next chunk begins with
  std::atomic<bool> ids_full_ = false;

  // Of whose turn it is to write.
  Turnstile writing_;
  std::vector<bool> told_;  // of columns without a name: that they have cells

  bool changed_ = false;  // the table, between survey and work
  std::mutex failing_;
  std::exception_ptr thrown_;
};

}  // namespace edge
}  // namespace HOTRO_ABI
}  // namespace hotro
