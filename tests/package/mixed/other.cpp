// SPDX-License-Identifier: Apache-2.0
#include <cstddef>
#include <hotro/source.hpp>

std::size_t texts(const hotro::Sources& sources);

std::size_t texts(const hotro::Sources& sources) { return sources.size(); }
