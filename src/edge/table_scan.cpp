// SPDX-License-Identifier: Apache-2.0
#include "table_scan.hpp"

#include <algorithm>
#include <thread>
#include <utility>

#include "hotro/edge/cells.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace edge {

/// What a thread works with.
struct TableScan::Worker {
  ChunkWork* work = nullptr;
  TableChunk chunk;
  std::uint64_t line = 0;  // that the chunk begins with
  TextBuffer out;
};

TableScan::TableScan(const Program& program, const ScanOptions& options)
    : program_(program), options_(options), duplicates_(options.id_memory) {
  if (options_.threads == 0) options_.threads = std::max(1U, std::thread::hardware_concurrency());
}

bool TableScan::tell_error(const DataError& error) {
  ++report_.errors[error.code];
  return !sinks_.error || sinks_.error(error);
}

bool TableScan::tell_warning(const DataError& warning) {
  ++report_.warnings;
  return !sinks_.warning || sinks_.warning(warning);
}

bool TableScan::open(ByteStream& applicants, const std::string& name, const TextFile& enterprises,
                     ScanSinks sinks, const ColumnNames* names) {
  sinks_ = std::move(sinks);
  DataReports reports;
  bool readable = this->enterprises() == nullptr || enterprises_.read(program_, enterprises, names, reports);
  if (readable) {
    size_ = applicants.size();
    header_ = std::make_unique<TableHeader>(program_, name, false, names);
    feed_ = std::make_unique<CsvFeed>(applicants, chunk_bytes());
    readable = header_->read(feed_->read_header(), reports) && trouble().empty();
    line_ = feed_->first_line();
    told_.resize(header_->columns().size());
    checks_ = std::make_unique<ApplicantChecks>(*header_, this->enterprises(), &duplicates_);
    if (names != nullptr) note_unused(*names, reports);
  }
  for (const DataError& error : reports.errors) readable = tell_error(error) && readable;
  for (const DataError& warning : reports.warnings) readable = tell_warning(warning) && readable;
  return readable;
}

/// Names of columns that no table has.
void TableScan::note_unused(const ColumnNames& names, DataReports& reports) const {
  std::vector<std::string> known = enterprises_.header;
  for (const TableColumn& column : header_->columns()) known.push_back(column.name);
  for (const ColumnNames::Name& name : names.names()) {
    if (std::find(known.begin(), known.end(), name.column) != known.end()) continue;
    const Text close = did_you_mean_text(name.column, known);
    reports.warnings.push_back({names.file(),
                                name.row,
                                shown(name.column),
                                "",
                                "missing_column",
                                {"không bảng nào có cột này" + (close.vi.empty() ? "" : "; " + close.vi),
                                 "no table has this column" + (close.en.empty() ? "" : "; " + close.en)}});
  }
}

/// So that all threads together hold little, and few ids more than there is memory for.
std::size_t TableScan::chunk_bytes() const {
  constexpr std::size_t most = std::size_t{8} << 20U;
  constexpr std::size_t least = std::size_t{16} << 10U;
  return std::min(options_.chunk_bytes, std::max(least, most / options_.threads));
}

Text TableScan::trouble() const {
  if (changed_)
    return {"tệp đã thay đổi trong khi đọc: kết quả không dùng được",
            "the file changed while it was read: what was decided cannot be used"};
  if (!duplicates_.trouble().empty()) return duplicates_.trouble();
  return feed_ == nullptr ? Text{} : feed_->trouble();
}

bool TableScan::run(std::span<const std::unique_ptr<ChunkWork>> work) {
  std::vector<std::unique_ptr<Worker>> workers;
  for (const auto& one : work) workers.emplace_back(std::make_unique<Worker>())->work = one.get();
  std::vector<std::thread> threads;
  for (std::size_t i = 1; i < workers.size(); ++i)
    threads.emplace_back([this, &worker = *workers[i]] { this->work(worker); });
  this->work(*workers.front());
  for (std::thread& thread : threads) thread.join();
  if (thrown_) std::rethrow_exception(thrown_);
  changed_ = !stopped_ && !duplicates_.same_as_surveyed();
  return !stopped_ && trouble().empty();
}

/// What is thrown ends the run, and is thrown again where it was started.
template <class Step>
void TableScan::attempt(Step step) {
#ifdef __cpp_exceptions
  try {
    if (!stopped_) step();
  } catch (...) {
    const std::lock_guard lock(failing_);
    if (!thrown_) thrown_ = std::current_exception();
    stopped_ = true;
  }
#else
  if (!stopped_) step();
#endif
}

void TableScan::work(Worker& worker) {
  Ticket ticket;
  for (bool more = true; more;) {
    more = false;
    attempt([&] { more = next(worker, ticket); });
    if (!more) return;
    attempt([&] { read(worker, ticket); });
    {
      const Turn turn(checking_, ticket.number);
      attempt([&] { check(worker, ticket); });
    }
    worker.out.clear();
    attempt([&] {
      if (ticket.purpose == Purpose::work) worker.work->work(worker.chunk, worker.line, worker.out);
    });
    const Turn turn(writing_, ticket.number);
    attempt([&] { write(worker, ticket); });
  }
}

/// The next chunk; false at the end.
bool TableScan::next(Worker& worker, Ticket& ticket) {
  const std::lock_guard lock(reading_);
  for (;;) {
    if (stopped_ || ended_) return false;
    if (purpose_ == Purpose::work && ids_full_ && !begin_survey()) stopped_ = true;
    if (stopped_) return false;
    if (feed_->next(worker.chunk.csv, ticket.whole)) break;
    ended_ = purpose_ == Purpose::work;
    if (purpose_ == Purpose::survey && !end_survey()) stopped_ = true;
  }
  ticket.number = tickets_++;
  ticket.purpose = purpose_;
  ticket.bytes_read = feed_->bytes_read();
  return true;
}

/// Behind the chunks that are on their way.
bool TableScan::begin_survey() {
  checking_.wait(tickets_);
  line_at_mark_ = line_;
  feed_->set_mark();
  purpose_ = Purpose::survey;
  return duplicates_.begin_survey();
}

bool TableScan::end_survey() {
  checking_.wait(tickets_);
  line_ = line_at_mark_;
  purpose_ = Purpose::work;
  ids_full_ = false;
  return duplicates_.end_survey() && feed_->back_to_mark();
}

void TableScan::read(Worker& worker, const Ticket& ticket) {
  TableChunk& chunk = worker.chunk;
  if (ticket.whole) chunk.csv.split(header_->separator(), header_->columns().size(), true);
  if (ticket.purpose == Purpose::survey)
    chunk.read_ids(*header_, duplicates_.keys());
  else
    chunk.read(*header_, &duplicates_.keys(), enterprises());
}

void TableScan::check(Worker& worker, const Ticket& ticket) {
  TableChunk& chunk = worker.chunk;
  worker.line = line_;
  if (ticket.purpose == Purpose::survey) {
    if (!checks_->survey(chunk, line_)) stopped_ = true;
  } else {
    checks_->check(chunk, line_);
    if (duplicates_.full()) ids_full_ = true;
  }
  line_ += chunk.csv.lines();
}

void TableScan::write(Worker& worker, const Ticket& ticket) {
  RunProgress progress{report_.rows_read, ticket.bytes_read, size_, ticket.purpose == Purpose::survey};
  if (ticket.purpose == Purpose::work) {
    TableChunk& chunk = worker.chunk;
    report_.rows_read += chunk.rows() + chunk.csv.strays().size();
    report_.rows_failed += chunk.csv.strays().size();
    for (std::size_t row = 0; row < chunk.rows(); ++row)
      report_.rows_failed += chunk.ids(row).failed ? 1U : 0U;
    progress.rows = report_.rows_read;
    bool fine = true;
    checks_->tell_errors(chunk, worker.line, [&](DataError&& error) { fine = fine && tell_error(error); });
    chunk.tell_nameless(*header_, worker.line, told_,
                        [&](DataError&& warning) { fine = fine && tell_warning(warning); });
    if (!worker.out.empty() && sinks_.text) fine = fine && sinks_.text(worker.out.text());
    if (!fine) stopped_ = true;
  }
  if (sinks_.progress) sinks_.progress(progress);
}

}  // namespace edge
}  // namespace HOTRO_ABI
}  // namespace hotro
