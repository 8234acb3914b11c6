// SPDX-License-Identifier: Apache-2.0
#pragma once

// Numbers as vouchers and lists write them out, so that nobody can add a digit.
//
//   hotro::edge::money_in_words(541'700'000, hotro::edge::Currency("VND"), hotro::Language::vi)
//   // Năm trăm bốn mươi mốt triệu bảy trăm nghìn đồng chẵn

#include <cstdint>
#include <string>

#include "../citation.hpp"
#include "../config.hpp"
#include "cells.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace edge {

/// `một triệu không trăm linh năm`, `one million five`; a negative number behind `âm` or `minus`. In
/// Vietnamese groups of three zeros are left out, what stands behind another group is read with its hundreds,
/// and beyond `tỷ` it goes on with `nghìn tỷ`, `triệu tỷ`, `tỷ tỷ`.
std::string in_words(std::int64_t number, Language language);

/// An amount of minor units, beginning with a capital: `Một triệu đồng chẵn`, `One million Vietnamese dong
/// only`; of a currency with cents, `Mười hai EUR và 05/100`, `Twelve EUR and 05/100`.
std::string money_in_words(std::int64_t units, const Currency& currency, Language language);

}  // namespace edge
}  // namespace HOTRO_ABI
}  // namespace hotro
