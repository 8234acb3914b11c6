// SPDX-License-Identifier: Apache-2.0
#pragma once

// The report of a phase, out of its ledger.
//
//   hotro::phases::Report report = hotro::phases::make_report(*ledger, "phase 1", {});
//   save("report.html", hotro::phases::report_html(report));

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "../citation.hpp"
#include "../config.hpp"
#include "../date.hpp"
#include "ledger.hpp"
#include "report.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace phases {

struct ReportOptions {
  Language language = Language::vi;
  bool full_ids = false;  // of persons; else only the last four characters are shown
  Date made_on;
  std::function<void(std::int64_t, std::int64_t)> progress = {};  // dossiers done, and all
};

/// Reads every dossier of a phase once more, and explains what was refused or stayed open. Memory: about 1 kB
/// a dossier. Throws LedgerError.
Report make_report(Ledger& ledger, std::string_view phase, const ReportOptions& options);

}  // namespace phases
}  // namespace HOTRO_ABI
}  // namespace hotro
