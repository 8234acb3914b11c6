// SPDX-License-Identifier: Apache-2.0
#include "hotro/simulation/file_population.hpp"

#include <atomic>
#include <filesystem>
#include <utility>

#include "../edge/table_scan.hpp"
#include "hotro/edge/table_stream.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace simulation {
namespace {

/// Rows of more people than that are refused.
constexpr std::int64_t heaviest = 1'000'000 * weight_unit;

/// What reads the tables: a program without rules.
Program reader(const std::vector<Input>& inputs, const Program& like, const std::string& weight) {
  ProgramData data;
  data.rule_set = like.data().rule_set;
  data.currency = like.data().currency;
  data.inputs = inputs;
  if (!weight.empty()) {
    Input& input = data.inputs.emplace_back();
    input.path = weight;
    input.kind = Kind::rate;
    input.range = {0, heaviest};
  }
  return Program(std::move(data));
}

}  // namespace

/// One pass.
struct FilePopulation::State {
  State(Program of, const std::string& path)
      : program(std::move(of)),
        stream(path),
        scan(program, {0, std::size_t{1} << 20U, std::size_t{52} << 20U}) {}

  const Program program;
  edge::TableStream stream;
  edge::TableScan scan;
  bool fresh = true;  // nothing is read of the rows
  bool open = false;
  std::atomic<std::uint64_t> weightless = 0;
  std::atomic<std::uint64_t> given_failed = 0;  // rows with errors that were given all the same
};

namespace {

class TakingWork final : public edge::ChunkWork {
 public:
  using Take = std::function<void(unsigned, const Rows&)>;
  TakingWork(const edge::TableScan& scan, bool weighted, unsigned thread, const Take& take,
             std::atomic<std::uint64_t>& weightless, std::atomic<std::uint64_t>& given_failed)
      : scan_(scan),
        weighted_(weighted),
        thread_(thread),
        take_(take),
        weightless_(weightless),
        given_failed_(given_failed) {}

  void work(edge::TableChunk& chunk, std::uint64_t line, edge::TextBuffer& /*out*/) override {
    const std::vector<Input>& inputs = scan_.header().program().inputs();
    const edge::EnterpriseTable* const enterprises = scan_.enterprises();
    columns_.clear();
    for (std::size_t i = 0; i < inputs.size(); ++i) {
      const bool of_enterprise = inputs[i].of_enterprise;
      columns_.push_back((of_enterprise ? enterprises->columns[i] : chunk.columns()[i]).view());
    }
    left_out_.resize(chunk.rows());
    for (std::size_t row = 0; row < chunk.rows(); ++row) {
      left_out_[row] = chunk.ids(row).failed ? 1 : 0;
      given_failed_ += left_out_[row];
    }
    Rows rows;
    if (weighted_) read_weights(chunk.columns().back());
    rows.weights = weights_;
    rows.left_out = left_out_;
    rows.first = line;
    rows.id = [&](std::size_t row) { return std::string(chunk.id(row, edge::Use::dossier_id)); };
    rows.table = {chunk.rows(), columns_, enterprises == nullptr ? 0 : enterprises->ids.size(),
                  enterprises == nullptr ? nullptr : chunk.enterprise().data()};
    take_(thread_, rows);
  }

 private:
  void read_weights(const edge::ColumnData& column) {
    weights_.resize(left_out_.size());
    for (std::size_t row = 0; row < weights_.size(); ++row) {
      const bool there = column.present && column.valid(row);
      weights_[row] = there ? column.at(row).low : 0;
      if (there || left_out_[row] != 0) continue;
      left_out_[row] = 1;
      ++weightless_;
    }
  }

  const edge::TableScan& scan_;
  bool weighted_;
  unsigned thread_;
  const Take& take_;
  std::atomic<std::uint64_t>& weightless_;
  std::atomic<std::uint64_t>& given_failed_;
  std::vector<Column> columns_;
  std::vector<std::uint8_t> left_out_;
  std::vector<std::int64_t> weights_;
};

}  // namespace

FilePopulation::FilePopulation(std::vector<Input> inputs, const Program& like, PopulationFiles files,
                               PopulationSinks sinks)
    : inputs_(std::move(inputs)), files_(std::move(files)), sinks_(std::move(sinks)) {
  state_ = std::make_unique<State>(reader(inputs_, like, files_.weight), files_.applicants);
  open();
}
FilePopulation::~FilePopulation() = default;

bool FilePopulation::open() {
  if (!state_->stream.trouble().empty()) return false;
  state_->open = state_->scan.open(state_->stream, files_.applicants, files_.enterprises,
                                   {nullptr, sinks_.error, sinks_.warning, sinks_.progress}, files_.names);
  if (state_->open && weighted()) state_->open = check_weights();
  return state_->open;
}

bool FilePopulation::check_weights() {
  const edge::TableHeader& header = state_->scan.header();
  for (const edge::TableColumn& column : header.columns()) {
    if (column.input == inputs_.size()) return true;
  }
  if (sinks_.error) {
    sinks_.error(header.error(1, files_.weight, "missing_column",
                              {"cột trọng số này phải có", "a column of that name, with the weights"}));
  }
  return false;
}

std::size_t FilePopulation::enterprises() const {
  const edge::EnterpriseTable* const table = state_->scan.enterprises();
  return table == nullptr ? 0 : table->ids.size();
}

std::string FilePopulation::enterprise_id(std::size_t enterprise) const {
  return state_->scan.enterprises()->ids[enterprise];
}

bool FilePopulation::read(unsigned threads, const std::function<void(unsigned, const Rows&)>& take) {
  if (!state_->fresh) {
    std::error_code error;
    if (!std::filesystem::is_regular_file(files_.applicants, error)) {
      again_ = {"chỉ đọc được một lần, mà câu hỏi này cần đọc nhiều lần: hãy cho một tệp",
                "it can be read once, and this question takes several passes: give a file"};
      return false;
    }
    sinks_.error = nullptr;
    sinks_.warning = nullptr;
    auto next = std::make_unique<State>(state_->program, files_.applicants);
    state_.swap(next);
    open();
  }
  state_->fresh = false;
  if (!state_->open) return false;
  std::vector<std::unique_ptr<edge::ChunkWork>> work;
  for (unsigned i = 0; i < threads; ++i)
    work.push_back(std::make_unique<TakingWork>(state_->scan, weighted(), i, take, state_->weightless,
                                                state_->given_failed));
  if (!state_->scan.run(work)) return false;
  if (state_->weightless != 0 && sinks_.error) {
    sinks_.error({files_.applicants,
                  0,
                  files_.weight,
                  "",
                  "missing_weight",
                  {"trọng số của mỗi dòng; số dòng không có, và không được tính: " +
                       std::to_string(state_->weightless),
                   "a weight in every row; rows without one, which count nowhere: " +
                       std::to_string(state_->weightless)}});
  }
  return true;
}

std::uint64_t FilePopulation::rows_not_given() const {
  return state_->scan.report().rows_failed - state_->given_failed;
}

Text FilePopulation::trouble() const {
  Text trouble = again_;
  if (trouble.empty()) trouble = state_->stream.trouble();
  if (trouble.empty()) trouble = state_->scan.trouble();
  if (trouble.empty()) return {};
  const bool standard = files_.applicants == "-";
  return {(standard ? "đầu vào chuẩn" : files_.applicants) + ": " + trouble.vi,
          (standard ? "the standard input" : files_.applicants) + ": " + trouble.en};
}

std::uint64_t FilePopulation::rows_failed() const {
  return state_->scan.report().rows_failed + state_->weightless;
}

}  // namespace simulation
}  // namespace HOTRO_ABI
}  // namespace hotro
