// SPDX-License-Identifier: Apache-2.0
#include "csv_scan.hpp"

#include <catch2/catch.hpp>
#include <random>
#include <string>
#include <vector>

#include "bytes.hpp"
#include "hotro/edge/csv.hpp"

using namespace hotro;
using namespace hotro::edge;

namespace {

struct Found {
  std::vector<std::uint32_t> ends, lines, odd;
  bool utf8 = true;
  friend bool operator==(const Found&, const Found&) = default;
};

Found byte_by_byte(std::string_view text, char separator) {
  Found found;
  found.utf8 = is_utf8(text);
  for (std::uint32_t i = 0; i < text.size(); ++i) {
    const bool before_line = i + 1 < text.size() && text[i + 1] == '\n';
    // Behind what stands before the text.
    if (text[i] == '\n') found.lines.push_back(static_cast<std::uint32_t>(found.ends.size() + 1));
    if (text[i] == '\n' || text[i] == '\r' || text[i] == separator) found.ends.push_back(i);
    if (text[i] == '"' || (text[i] == '\r' && !before_line)) found.odd.push_back(i);
  }
  return found;
}

Found scanned(CsvScan scan, const std::string& text, char padding, char separator) {
  const std::string padded = text + std::string(text_padding, padding);
  CsvMarks marks;
  scan(std::string_view(padded).substr(0, text.size()), separator, marks);
  REQUIRE(marks.ends[0] == CsvMarks::before_all);
  return {{marks.ends.get() + 1, marks.ends.get() + marks.count}, marks.lines, marks.odd, marks.utf8};
}

}  // namespace

TEST_CASE("marks are found as byte by byte, in each way that this machine has") {
  std::mt19937 random(6696);
  const std::vector<std::string> pieces = {
      ",", "\n", "\r", "\r\n", "\"", ";", "a", " ", "1234567890", "abcdefghijklmnopqrstuvwxyz", "ó", "không",
      "ạ",
      // Behind these nothing is UTF-8: surrogates, overlong, beyond the last, cut off, single continuations.
      "\xF0\x9F\x98\x80", "\xED\xA0\x80", "\xC0\x80", "\xE0\x80\x80", "\xF0\x80\x80\x80", "\xF4\x90\x80\x80",
      "\xF5\x80\x80\x80", "\xE1\xBA", "\xC3", "\x80", "\xFF", std::string("\0", 1)};
  constexpr std::size_t clean = 14;
  for (int round = 0; round < 20'000; ++round) {
    const std::size_t kinds = round % 3 == 0 ? pieces.size() : clean;
    std::string text;
    for (std::size_t i = random() % 80; i != 0; --i) text += pieces[random() % kinds];
    const char separator = ",;\t"[random() % 3];
    const char padding = "\n\r\"\x80"[random() % 4];
    INFO(text);
    const Found expected = byte_by_byte(text, separator);
    for (const CsvScan scan : csv_scans()) REQUIRE(scanned(scan, text, padding, separator) == expected);
    REQUIRE(scanned(scan_csv, text, padding, separator) == expected);
  }
}
