// SPDX-License-Identifier: Apache-2.0
#pragma once

// The lists of a phase that are signed.
//
//   hotro::phases::TableText list = hotro::phases::decision_list(report);
//   list.total_in_words = words_for(list.total_amount);
//   std::string page = hotro::phases::to_html(list);

#include <string_view>

#include "../config.hpp"
#include "report.hpp"
#include "table_text.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace phases {

/// Every dossier of an enterprise, whatever became of it. The total is what is granted.
TableText enterprise_list(const Report& report, std::string_view enterprise_id);
/// Who is granted what, by enterprise, with subtotals.
TableText decision_list(const Report& report);
/// What the bank transfers: the payments that were made last. Nobody, before there are any.
TableText payment_list(const Report& report);

}  // namespace phases
}  // namespace HOTRO_ABI
}  // namespace hotro
