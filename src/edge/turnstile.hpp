// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <condition_variable>
#include <cstdint>
#include <mutex>

#include "hotro/config.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace edge {

/// Lets numbered visitors pass one at a time, in the order of their numbers from 0 on.
class Turnstile {
 public:
  /// Until all before that number have passed.
  void wait(std::uint64_t number) {
    std::unique_lock lock(mutex_);
    moved_.wait(lock, [&] { return next_ >= number; });
  }
  /// The one whose turn it is has passed.
  void pass() {
    const std::lock_guard lock(mutex_);
    ++next_;
    moved_.notify_all();
  }

 private:
  std::mutex mutex_;
  std::condition_variable moved_;
  std::uint64_t next_ = 0;
};

/// One visit; passes at its end whatever happened.
class Turn {
 public:
  Turn(Turnstile& turnstile, std::uint64_t number) : turnstile_(turnstile) { turnstile_.wait(number); }
  Turn(const Turn&) = delete;
  Turn& operator=(const Turn&) = delete;
  ~Turn() { turnstile_.pass(); }

 private:
  Turnstile& turnstile_;
};

}  // namespace edge
}  // namespace HOTRO_ABI
}  // namespace hotro
