// SPDX-License-Identifier: Apache-2.0
#pragma once

// What is sent to those who are not paid.

#include <string>

#include "../config.hpp"
#include "report.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace phases {

/// One document in HTML. For each enterprise a page of what its dossiers still lack and what is to be
/// corrected in them, where there is such, then a page for each of its people who were refused.
std::string notices_html(const Report& report);

}  // namespace phases
}  // namespace HOTRO_ABI
}  // namespace hotro
