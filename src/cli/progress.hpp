// SPDX-License-Identifier: Apache-2.0
#pragma once

// How far a long run is, on one line of a terminal.

#include <chrono>
#include <cstdint>
#include <cstdio>
#include <functional>
#include <string>

#include "hotro/citation.hpp"
#include "hotro/edge/table_run.hpp"

namespace hotro::cli {

/// `[#####-----]  52 %  1,040,000 rows  2,600,000/s  0:01 left`. `seconds`: since the beginning.
std::string progress_text(const edge::RunProgress& progress, double seconds, Language language);

/// Shows it on the error stream, where that is a terminal and the run lasts longer than two seconds.
class ProgressLine {
 public:
  explicit ProgressLine(Language language);
  ProgressLine(const ProgressLine&) = delete;
  ProgressLine& operator=(const ProgressLine&) = delete;
  ~ProgressLine() { clear(); }

  void show(const edge::RunProgress& progress);
  /// The same as what steps report to: dossiers done, and all, or 0.
  [[nodiscard]] std::function<void(std::int64_t, std::int64_t)> shower();
  void clear();

 private:
  using Clock = std::chrono::steady_clock;
  Language language_;
  bool enabled_ = false;
  bool shown_ = false;
  Clock::time_point begin_ = Clock::now();
  Clock::time_point last_ = begin_;
};

}  // namespace hotro::cli
