// SPDX-License-Identifier: Apache-2.0
#pragma once

// Any number of records in order, in memory of one size: sorted runs are kept in a file and merged.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <queue>
#include <utility>
#include <vector>

#include "hotro/citation.hpp"
#include "hotro/config.hpp"
#include "temp_file.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace edge {

/// Records are plain bytes and are ordered by `<`. First all are added, then they are taken.
template <class Record>
class SortedSpill {
 public:
  explicit SortedSpill(std::size_t memory) : most_(std::max<std::size_t>(memory / sizeof(Record), 2)) {}

  /// False with trouble() if they cannot be kept.
  bool add(const Record& record) {
    if (records_.size() == most_ && !store()) return false;
    if (records_.capacity() == 0) records_.reserve(most_);  // memory that is not written to takes none
    records_.push_back(record);
    return true;
  }

  /// No more are added.
  bool finish() {
    if (runs_.empty()) {
      std::sort(records_.begin(), records_.end());
      return true;
    }
    if (!records_.empty() && !store()) return false;
    records_ = {};
    constexpr std::size_t least = 64;
    const std::size_t each = std::max(least, most_ / runs_.size());
    for (std::size_t i = 0; i < runs_.size(); ++i) {
      runs_[i].most = each;
      refill(i);
    }
    return file_.trouble().empty();
  }

  /// The least of those not taken yet; false when there is none.
  bool take(Record& record) {
    if (runs_.empty()) {
      if (at_ == records_.size()) return false;
      record = records_[at_++];
      return true;
    }
    if (heads_.empty()) return false;
    const std::size_t run = heads_.top().second;
    record = heads_.top().first;
    heads_.pop();
    if (++runs_[run].at == runs_[run].read.size()) {
      refill(run);
    } else {
      heads_.emplace(runs_[run].read[runs_[run].at], run);
    }
    return true;
  }

  [[nodiscard]] const Text& trouble() const { return file_.trouble(); }

 private:
  struct Run {
    std::uint64_t begin = 0, end = 0;  // of what is not read yet, in bytes of the file
    std::size_t most = 0;              // records that are read at once
    std::vector<Record> read;
    std::size_t at = 0;
  };
  using Head = std::pair<Record, std::size_t>;
  struct Later {
    bool operator()(const Head& a, const Head& b) const { return b.first < a.first; }
  };

  bool store() {
    std::sort(records_.begin(), records_.end());
    Run run;
    run.begin = file_.size();
    const bool kept = file_.append(records_.data(), records_.size() * sizeof(Record));
    run.end = file_.size();
    runs_.push_back(std::move(run));
    records_.clear();
    return kept;
  }
  void refill(std::size_t index) {
    Run& run = runs_[index];
    run.read.resize(
        static_cast<std::size_t>(std::min<std::uint64_t>(run.most, (run.end - run.begin) / sizeof(Record))));
    run.at = 0;
    if (run.read.empty()) return;
    const std::size_t bytes = run.read.size() * sizeof(Record);
    if (file_.read(run.begin, run.read.data(), bytes) != bytes) return;
    run.begin += bytes;
    heads_.emplace(run.read.front(), index);
  }

  std::size_t most_;
  std::vector<Record> records_;
  std::size_t at_ = 0;
  TempFile file_;
  std::vector<Run> runs_;
  std::priority_queue<Head, std::vector<Head>, Later> heads_;
};

}  // namespace edge
}  // namespace HOTRO_ABI
}  // namespace hotro
