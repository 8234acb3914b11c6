// SPDX-License-Identifier: Apache-2.0
#pragma once

// A report of a simulation on a terminal.

#include <string>

#include "hotro/simulation/report.hpp"
#include "terminal.hpp"

namespace hotro::cli {

std::string simulation_text(const simulation::Report& report, const Terminal& terminal);

}  // namespace hotro::cli
