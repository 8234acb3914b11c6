// SPDX-License-Identifier: Apache-2.0
#include "terminal.hpp"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>

namespace hotro::cli {

Terminal::Terminal(std::FILE* stream) {
  const int descriptor = fileno(stream);
  const char* no_colour = std::getenv("NO_COLOR");
  const bool is_terminal = isatty(descriptor) != 0;
  colour = is_terminal && (no_colour == nullptr || *no_colour == '\0');
  winsize size{};
  if (is_terminal && ioctl(descriptor, TIOCGWINSZ, &size) == 0 && size.ws_col >= 40) {
    width = std::min<std::size_t>(size.ws_col, 120);
  }
}

bool write(std::FILE* stream, std::string_view text) {
  return std::fwrite(text.data(), 1, text.size(), stream) == text.size();
}

}  // namespace hotro::cli
