// SPDX-License-Identifier: Apache-2.0
#include "hotro/edge/table_run.hpp"

#include <utility>

#include "decider.hpp"
#include "decision_text.hpp"
#include "table_scan.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace edge {
namespace {

class DecidingWork final : public ChunkWork {
 public:
  template <class... From>
  explicit DecidingWork(const From&... from) : decider_(from...) {}
  void work(TableChunk& chunk, std::uint64_t /*line*/, TextBuffer& out) override {
    decider_.decide(chunk, out);
  }
  const Totals& totals() { return decider_.totals(); }

 private:
  Decider decider_;
};

}  // namespace

class TableRun::State {
 public:
  State(const RuleSet& rules, const Program& program, const RunOptions& options)
      : rules_(rules),
        program_(program),
        options_(options),
        text_(program, options_, person_column(program)),
        scan_(program, {options.threads, options.chunk_bytes, options.id_memory}),
        report_{Totals(program), 0, 0, {}, 0} {}

  bool open(ByteStream& applicants, const std::string& name, const TextFile& enterprises, RunSinks sinks,
            const ColumnNames* names);
  bool decide();

  [[nodiscard]] const RunReport& report() const { return report_; }
  [[nodiscard]] Text trouble() const { return scan_.trouble(); }

 private:
  bool put(std::string_view text);
  void note_rows();

  const RuleSet& rules_;
  const Program& program_;
  RunOptions options_;
  DecisionText text_;
  TableScan scan_;
  std::function<bool(std::string_view)> decisions_;
  RunReport report_;
  bool any_line_ = false;
};

bool TableRun::State::open(ByteStream& applicants, const std::string& name, const TextFile& enterprises,
                           RunSinks sinks, const ColumnNames* names) {
  decisions_ = std::move(sinks.decisions);
  const bool readable =
      scan_.open(applicants, name, enterprises,
                 {[this](std::string_view text) { return put(text); }, std::move(sinks.error),
                  std::move(sinks.warning), std::move(sinks.progress)},
                 names);
  if (readable && scan_.enterprises() != nullptr) report_.totals.partial = scan_.enterprises()->partial;
  note_rows();
  return readable;
}

void TableRun::State::note_rows() {
  report_.rows_read = scan_.report().rows_read;
  report_.rows_failed = scan_.report().rows_failed;
  report_.errors = scan_.report().errors;
  report_.warnings = scan_.report().warnings;
}

bool TableRun::State::put(std::string_view text) {
  if (!decisions_) return true;
  if (any_line_ && !text_.between().empty() && !decisions_(text_.between())) return false;
  any_line_ = true;
  return decisions_(text);
}

bool TableRun::State::decide() {
  const std::string head = text_.header();
  if (!head.empty() && decisions_ && !decisions_(head)) return false;
  std::vector<std::unique_ptr<ChunkWork>> work;
  for (std::size_t i = 0; i < scan_.threads(); ++i)
    work.push_back(std::make_unique<DecidingWork>(rules_, program_, options_, text_, scan_.enterprises()));
  const bool whole = scan_.run(work);
  note_rows();
  for (const auto& one : work) report_.totals.add(static_cast<DecidingWork&>(*one).totals());
  return whole;
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
