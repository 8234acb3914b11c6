// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <exception>
#include <mutex>
#include <thread>
#include <vector>

#include "hotro/config.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace simulation {

/// Runs `work(thread)` for threads 0 .. threads - 1, the first here. What one of them throws is thrown again
/// when all have ended.
template <class Work>
void run_threads(unsigned threads, const Work& work) {
  std::mutex failing;
  std::exception_ptr thrown;
  const auto attempt = [&](unsigned thread) {
    try {
      work(thread);
    } catch (...) {
      const std::lock_guard lock(failing);
      if (!thrown) thrown = std::current_exception();
    }
  };
  std::vector<std::thread> others;
  for (unsigned i = 1; i < threads; ++i) others.emplace_back(attempt, i);
  attempt(0);
  for (std::thread& other : others) other.join();
  if (thrown) std::rethrow_exception(thrown);
}

}  // namespace simulation
}  // namespace HOTRO_ABI
}  // namespace hotro
