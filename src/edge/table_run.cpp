// SPDX-License-Identifier: Apache-2.0
#include "hotro/edge/table_run.hpp"

#include <algorithm>
#include <atomic>
#include <exception>
#include <mutex>
#include <thread>

#include "applicant_checks.hpp"
#include "csv_feed.hpp"
#include "decider.hpp"
#include "decision_text.hpp"
#include "duplicates.hpp"
#include "enterprise_table.hpp"
#include "hotro/edge/cells.hpp"
#include "table_chunk.hpp"
#include "table_header.hpp"
#include "turnstile.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace edge {
namespace {

/// What a thread works with.
struct Worker {
  template <class... From>
  explicit Worker(const From&... from) : decider(from...) {}
  Decider decider;
  TableChunk chunk;
  std::uint64_t line = 0;  // that the chunk begins with
  TextBuffer out;
};

}  // namespace

/// Every chunk has a number. Its thread reads it, when nobody else reads; works on it; has its ids looked up,
/// and its text written, when all chunks with smaller numbers have.
class TableRun::State {
 public:
  State(const RuleSet& rules, const Program& program, const RunOptions& options)
      : rules_(rules),
        program_(program),
        options_(options),
        text_(program, options_, person_column(program)),
        duplicates_(options.id_memory),
        report_{Totals(program), 0, 0, {}, 0} {
    if (options_.threads == 0) options_.threads = std::max(1U, std::thread::hardware_concurrency());
  }

  bool open(ByteStream& applicants, const std::string& name, const TextFile& enterprises, RunSinks sinks,
            const ColumnNames* names);
  bool decide();

  [[nodiscard]] const RunReport& report() const { return report_; }
  [[nodiscard]] Text trouble() const;

 private:
  enum class Purpose : std::uint8_t { decide, survey };
  /// A chunk on its way.
  struct Ticket {
    std::uint64_t number = 0;
    Purpose purpose = Purpose::decide;
    bool whole = false;
    std::uint64_t bytes_read = 0;
  };

  [[nodiscard]] const EnterpriseTable* enterprises() const {
    return needs_enterprises(program_) ? &enterprises_ : nullptr;
  }
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

  const RuleSet& rules_;
  const Program& program_;
  RunOptions options_;
  DecisionText text_;
  RunSinks sinks_;
  EnterpriseTable enterprises_;
  std::unique_ptr<TableHeader> header_;
  std::unique_ptr<CsvFeed> feed_;
  std::uint64_t size_ = 0;
  Duplicates duplicates_;
  std::unique_ptr<ApplicantChecks> checks_;
  RunReport report_;
  std::atomic<bool> stopped_ = false;

  // Of who reads.
  std::mutex reading_;
  std::uint64_t tickets_ = 0;
  bool ended_ = false;
  Purpose purpose_ = Purpose::decide;
  std::uint64_t line_at_mark_ = 0;

  // Of whose turn it is to look ids up.
  Turnstile checking_;
  std::uint64_t line_ = 0;  // that the next chunk begins with
  std::atomic<bool> ids_full_ = false;

  // Of whose turn it is to write.
  Turnstile writing_;
  bool any_line_ = false;
  std::vector<bool> told_;  // of columns without a name: that they have cells

  bool changed_ = false;  // the table, between survey and decision
  std::mutex failing_;
  std::exception_ptr thrown_;
};

bool TableRun::State::tell_error(const DataError& error) {
  ++report_.errors[error.code];
  return !sinks_.error || sinks_.error(error);
}

bool TableRun::State::tell_warning(const DataError& warning) {
  ++report_.warnings;
  return !sinks_.warning || sinks_.warning(warning);
}

bool TableRun::State::open(ByteStream& applicants, const std::string& name, const TextFile& enterprises,
                           RunSinks sinks, const ColumnNames* names) {
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
    report_.totals.partial = enterprises_.partial;
    if (names != nullptr) note_unused(*names, reports);
  }
  for (const DataError& error : reports.errors) readable = tell_error(error) && readable;
  for (const DataError& warning : reports.warnings) readable = tell_warning(warning) && readable;
  return readable;
}

/// Names of columns that no table has.
void TableRun::State::note_unused(const ColumnNames& names, DataReports& reports) const {
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
std::size_t TableRun::State::chunk_bytes() const {
  constexpr std::size_t most = std::size_t{8} << 20U;
  constexpr std::size_t least = std::size_t{16} << 10U;
  return std::min(options_.chunk_bytes, std::max(least, most / options_.threads));
}

Text TableRun::State::trouble() const {
  if (changed_)
    return {"tệp đã thay đổi trong khi đọc: kết quả không dùng được",
            "the file changed while it was read: what was decided cannot be used"};
  if (!duplicates_.trouble().empty()) return duplicates_.trouble();
  return feed_ == nullptr ? Text{} : feed_->trouble();
}

bool TableRun::State::decide() {
  const std::string head = text_.header();
  if (!head.empty() && sinks_.decisions && !sinks_.decisions(head)) return false;
  std::vector<std::unique_ptr<Worker>> workers;
  for (std::size_t i = 0; i < options_.threads; ++i)
    workers.push_back(std::make_unique<Worker>(rules_, program_, options_, text_, enterprises()));
  std::vector<std::thread> threads;
  for (std::size_t i = 1; i < workers.size(); ++i)
    threads.emplace_back([this, &worker = *workers[i]] { work(worker); });
  work(*workers.front());
  for (std::thread& thread : threads) thread.join();
  if (thrown_) std::rethrow_exception(thrown_);
  for (const auto& worker : workers) report_.totals.add(worker->decider.totals());
  changed_ = !stopped_ && !duplicates_.same_as_surveyed();
  return !stopped_ && trouble().empty();
}

/// What is thrown ends the run, and is thrown again where it was started.
template <class Step>
void TableRun::State::attempt(Step step) {
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

void TableRun::State::work(Worker& worker) {
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
      if (ticket.purpose == Purpose::decide) worker.decider.decide(worker.chunk, worker.out);
    });
    const Turn turn(writing_, ticket.number);
    attempt([&] { write(worker, ticket); });
  }
}

/// The next chunk; false at the end.
bool TableRun::State::next(Worker& worker, Ticket& ticket) {
  const std::lock_guard lock(reading_);
  for (;;) {
    if (stopped_ || ended_) return false;
    if (purpose_ == Purpose::decide && ids_full_ && !begin_survey()) stopped_ = true;
    if (stopped_) return false;
    if (feed_->next(worker.chunk.csv, ticket.whole)) break;
    ended_ = purpose_ == Purpose::decide;
    if (purpose_ == Purpose::survey && !end_survey()) stopped_ = true;
  }
  ticket.number = tickets_++;
  ticket.purpose = purpose_;
  ticket.bytes_read = feed_->bytes_read();
  return true;
}

/// Behind the chunks that are on their way.
bool TableRun::State::begin_survey() {
  checking_.wait(tickets_);
  line_at_mark_ = line_;
  feed_->set_mark();
  purpose_ = Purpose::survey;
  return duplicates_.begin_survey();
}

bool TableRun::State::end_survey() {
  checking_.wait(tickets_);
  line_ = line_at_mark_;
  purpose_ = Purpose::decide;
  ids_full_ = false;
  return duplicates_.end_survey() && feed_->back_to_mark();
}

void TableRun::State::read(Worker& worker, const Ticket& ticket) {
  TableChunk& chunk = worker.chunk;
  if (ticket.whole) chunk.csv.split(header_->separator(), header_->columns().size(), true);
  if (ticket.purpose == Purpose::survey)
    chunk.read_ids(*header_, duplicates_.keys());
  else
    chunk.read(*header_, &duplicates_.keys(), enterprises());
}

void TableRun::State::check(Worker& worker, const Ticket& ticket) {
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

void TableRun::State::write(Worker& worker, const Ticket& ticket) {
  RunProgress progress{report_.rows_read, ticket.bytes_read, size_, ticket.purpose == Purpose::survey};
  if (ticket.purpose == Purpose::decide) {
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
    if (!worker.out.empty() && sinks_.decisions) {
      if (any_line_ && !text_.between().empty()) fine = fine && sinks_.decisions(text_.between());
      any_line_ = true;
      fine = fine && sinks_.decisions(worker.out.text());
    }
    if (!fine) stopped_ = true;
  }
  if (sinks_.progress) sinks_.progress(progress);
}

TableRun::TableRun(const RuleSet& rules, const Program& program, const RunOptions& options)
    : state_(std::make_unique<State>(rules, program, options)) {}
TableRun::~TableRun() = default;

bool TableRun::open(ByteStream& applicants, const std::string& name, const TextFile& enterprises,
                    RunSinks sinks, const ColumnNames* names) {
  return state_->open(applicants, name, enterprises, std::move(sinks), names);
}
bool TableRun::decide() { return state_->decide(); }
const RunReport& TableRun::report() const { return state_->report(); }
Text TableRun::trouble() const { return state_->trouble(); }

}  // namespace edge
}  // namespace HOTRO_ABI
}  // namespace hotro
