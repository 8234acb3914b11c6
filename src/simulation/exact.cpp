// SPDX-License-Identifier: Apache-2.0
#include "exact.hpp"

#include <algorithm>

namespace hotro {
inline namespace HOTRO_ABI {
namespace simulation {

std::string exact(Wide parts, std::int64_t unit) {
  const bool negative = parts < 0;
  auto rest = negative ? -static_cast<UnsignedWide>(parts) : static_cast<UnsignedWide>(parts);
  std::string digits;  // from the last on
  for (; rest != 0; rest /= 10) digits.push_back(static_cast<char>('0' + static_cast<int>(rest % 10)));
  std::size_t behind = 0;
  for (; unit > 1; unit /= 10) ++behind;
  if (digits.size() <= behind) digits.append(behind + 1 - digits.size(), '0');
  const std::size_t zeros = std::min(digits.find_first_not_of('0'), behind);
  digits.erase(0, zeros);
  behind -= zeros;
  if (behind != 0) digits.insert(behind, 1, '.');
  if (negative) digits.push_back('-');
  std::reverse(digits.begin(), digits.end());
  return digits;
}

}  // namespace simulation
}  // namespace HOTRO_ABI
}  // namespace hotro
