// SPDX-License-Identifier: Apache-2.0
#pragma once

// A ledger as one SQLite file, opened by its path, without a server.
//
//   hotro::phases::LedgerOptions options;
//   options.waiting = [](const hotro::Text& why, int seconds) { tell(why, seconds); };
//   auto ledger = hotro::phases::open_ledger("nghe-an.ledger", options);

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "../citation.hpp"
#include "../config.hpp"
#include "ledger.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace phases {

struct LedgerOptions {
  bool create = true;  // where there is none, readable by its owner alone; false: that is an error
  int patience = 600;  // seconds to wait for another process that writes
  /// Called at once and then every second while another process writes.
  std::function<void(const Text& why, int seconds)> waiting = {};
  /// Milliseconds since 1970, for the journal; the clock of the system unless given.
  std::function<std::int64_t()> now = {};
};

std::unique_ptr<Ledger> open_ledger(const std::string& path, const LedgerOptions& options = {});

}  // namespace phases
}  // namespace HOTRO_ABI
}  // namespace hotro
