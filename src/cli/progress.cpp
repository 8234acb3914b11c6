// SPDX-License-Identifier: Apache-2.0
#include "progress.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>

#include "hotro/edge/cells.hpp"
#include "terminal.hpp"

namespace hotro::cli {

std::string progress_text(const edge::RunProgress& progress, double seconds, Language language) {
  const auto in = [&](std::string_view vi, std::string_view en) {
    return language == Language::vi ? vi : en;
  };
  const auto number = [&](double value) { return edge::grouped(static_cast<std::int64_t>(value), language); };
  std::string text;
  const double part =
      progress.size == 0
          ? 0
          : std::min(1.0, static_cast<double>(progress.bytes) / static_cast<double>(progress.size));
  if (progress.size != 0) {
    constexpr int columns = 24;
    const int full = static_cast<int>(part * columns);
    text =
        fmt::format("[{:#<{}}{:-<{}}] {:3} %  ", "", full, "", columns - full, static_cast<int>(100 * part));
  }
  if (progress.surveying) return text + std::string(in("tìm mã trùng", "looking for ids that stand twice"));
  text += fmt::format("{} {}", number(static_cast<double>(progress.rows)), in("dòng", "rows"));
  if (seconds > 0)
    text += fmt::format("  {}/{}", number(static_cast<double>(progress.rows) / seconds), in("giây", "s"));
  if (part > 0) {
    const auto left = static_cast<int>(seconds * (1 - part) / part + 0.5);
    text += fmt::format(fmt::runtime(in("  còn {}:{:02}", "  {}:{:02} left")), left / 60, left % 60);
  }
  return text;
}

ProgressLine::ProgressLine(Language language) : language_(language), enabled_(isatty(STDERR_FILENO) != 0) {}

void ProgressLine::show(const edge::RunProgress& progress) {
  if (!enabled_) return;
  const Clock::time_point now = Clock::now();
  if (now - begin_ < std::chrono::seconds(2) || now - last_ < std::chrono::milliseconds(100)) return;
  last_ = now;
  shown_ = true;
  const double seconds = std::chrono::duration<double>(now - begin_).count();
  write(stderr, "\r" + progress_text(progress, seconds, language_) + "\x1b[K");
}

std::function<void(std::int64_t, std::int64_t)> ProgressLine::shower() {
  return [this](std::int64_t done, std::int64_t all) {
    const auto rows = static_cast<std::uint64_t>(done);
    show({rows, rows, static_cast<std::uint64_t>(all), false});
  };
}

void ProgressLine::clear() {
  if (shown_) write(stderr, "\r\x1b[K");
  shown_ = false;
}

}  // namespace hotro::cli
