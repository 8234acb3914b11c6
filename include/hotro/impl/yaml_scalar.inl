// SPDX-License-Identifier: Apache-2.0
#pragma once

// Where a scalar ends, and which byte of the source each byte of its text comes from. yaml-cpp tells neither:
// it gives the value and the place where it begins. The source is read along the value; where the two part
// (no such text is known), every byte of the value is given the place of the beginning, so that spans stay
// inside the file.

#include <algorithm>

#include "../yaml.hpp"
#include "unicode.inl"

namespace hotro {
inline namespace HOTRO_ABI {
namespace yaml {

struct Extent {
  std::uint32_t end = 0;  // behind the last byte, quotes included
  Quoting quoting = Quoting::plain;
  std::vector<std::uint32_t> offsets;  // one for each byte of the value, or none, as in Node
};

/// Walks over the source beside a value.
class ScalarReader {
 public:
  ScalarReader(std::string_view source, std::uint32_t begin, std::string_view value)
      : source_(source), value_(value), begin_(begin), at_(begin) {}

  /// `styled`: the scalar is quoted or a block, and not plain text.
  Extent read(bool styled) {
    Extent extent;
    if (as_it_stands(styled)) {
      extent.quoting = styled ? Quoting::quoted : Quoting::plain;
      extent.end = begin_ + static_cast<std::uint32_t>(value_.size()) + (styled ? 2 : 0);
      return extent;
    }
    bool agrees = false;
    if (styled && (peek() == '"' || peek() == '\'')) {
      extent.quoting = Quoting::quoted;
      agrees = peek() == '"' ? read_double() : read_single();
    } else if (styled) {
      extent.quoting = Quoting::block;
      agrees = read_block();
    } else {
      agrees = read_plain();
    }
    if (!agrees || offsets_.size() != value_.size()) offsets_.assign(value_.size(), begin_);
    extent.end = std::max(at_, begin_);
    const std::uint32_t quote = extent.quoting == Quoting::quoted ? 1 : 0;
    bool same = extent.end == begin_ + 2 * quote + value_.size();
    for (std::size_t i = 0; same && i < offsets_.size(); ++i) same = offsets_[i] == begin_ + quote + i;
    if (!same) extent.offsets = std::move(offsets_);
    return extent;
  }

 private:
  /// Whether the source has the value on one line, without escapes. Nearly every scalar stands so.
  [[nodiscard]] bool as_it_stands(bool styled) const {
    const std::uint32_t begin = begin_ + (styled ? 1 : 0);
    if (source_.substr(std::min<std::size_t>(begin, source_.size()), value_.size()) != value_) return false;
    if (!styled) return value_.find('\n') == std::string_view::npos;
    const char quote = peek();
    const std::size_t end = begin + value_.size();
    return (quote == '"' || quote == '\'') && end < source_.size() && source_[end] == quote &&
           source_.substr(end + 1, 1) != std::string_view("'") &&
           value_.find_first_of("\n\\'\"") == std::string_view::npos;
  }

  [[nodiscard]] char peek(std::uint32_t ahead = 0) const {
    return at_ + ahead < source_.size() ? source_[at_ + ahead] : '\0';
  }
  [[nodiscard]] bool at_end() const { return at_ >= source_.size(); }
  [[nodiscard]] bool at_break() const { return peek() == '\n' || (peek() == '\r' && peek(1) == '\n'); }
  void skip_break() { at_ += peek() == '\r' ? 2 : 1; }
  void skip_blanks() {
    while (peek() == ' ' || peek() == '\t') ++at_;
  }
  [[nodiscard]] bool done() const { return offsets_.size() == value_.size(); }
  [[nodiscard]] char wanted() const { return done() ? '\0' : value_[offsets_.size()]; }
  /// The value goes on with this byte, which comes from `offset`.
  bool take(char byte, std::uint32_t offset) {
    if (done() || wanted() != byte) return false;
    offsets_.push_back(offset);
    return true;
  }
  bool take_source() {
    const bool same = take(peek(), at_);
    ++at_;
    return same;
  }

  [[nodiscard]] bool at_space() const { return peek() == ' ' || peek() == '\t' || at_break(); }
  /// Blanks inside of a line are text; those at its end belong to the break behind them.
  bool take_space() {
    std::uint32_t next = at_;
    while (next < source_.size() && (source_[next] == ' ' || source_[next] == '\t')) ++next;
    if (next < source_.size() && (source_[next] == '\n' || source_.substr(next, 2) == "\r\n")) return fold();
    bool agrees = true;
    while (at_ < next) agrees = take_source() && agrees;
    return agrees;
  }
  /// One break is a blank, n breaks are n - 1 breaks.
  bool fold() {
    const std::uint32_t begin = at_;
    std::vector<std::uint32_t> breaks;
    skip_blanks();
    while (at_break()) {
      breaks.push_back(at_);
      skip_break();
      skip_blanks();
    }
    if (breaks.size() == 1) return take(' ', begin);
    for (std::size_t i = 1; i < breaks.size(); ++i) {
      if (!take('\n', breaks[i])) return false;
    }
    return true;
  }

  bool read_plain() {
    while (!done()) {
      if (at_space()) {
        if (!take_space()) return false;
      } else if (at_end() || !take_source()) {
        return false;
      }
    }
    return true;
  }

  bool read_single() {
    ++at_;
    bool agrees = true;
    while (!at_end()) {
      if (peek() == '\'' && peek(1) != '\'') break;
      if (peek() == '\'') {
        agrees = take('\'', at_) && agrees;
        at_ += 2;
      } else if (at_space()) {
        agrees = take_space() && agrees;
      } else {
        agrees = take_source() && agrees;
      }
    }
    ++at_;
    return agrees;
  }

  bool read_double() {
    ++at_;
    bool agrees = true;
    while (!at_end() && peek() != '"') {
      if (peek() == '\\') {
        agrees = read_escape() && agrees;
      } else if (at_space()) {
        agrees = take_space() && agrees;
      } else {
        agrees = take_source() && agrees;
      }
    }
    ++at_;
    return agrees;
  }

  bool read_escape() {
    const std::uint32_t begin = at_++;
    if (at_break()) {  // the line goes on without a blank
      skip_break();
      skip_blanks();
      return true;
    }
    const char letter = peek();
    ++at_;
    constexpr std::string_view letters = "0abtnvfre \"/\\";
    constexpr std::string_view bytes("\0\a\b\t\n\v\f\r\x1b \"/\\", 13);
    if (const std::size_t index = letters.find(letter); index != std::string_view::npos) {
      return take(bytes[index], begin);
    }
    const std::uint32_t digits = letter == 'x' ? 2 : letter == 'u' ? 4 : letter == 'U' ? 8 : 0;
    std::uint32_t number = 0;
    for (std::uint32_t i = 0; i < digits; ++i, ++at_) {
      const char digit = peek();
      const int unit = digit >= '0' && digit <= '9'   ? digit - '0'
                       : digit >= 'a' && digit <= 'f' ? digit - 'a' + 10
                       : digit >= 'A' && digit <= 'F' ? digit - 'A' + 10
                                                      : -1;
      if (unit < 0) return false;
      number = number * 16 + static_cast<std::uint32_t>(unit);
    }
    // \N, \_, \L and \P end here: yaml-cpp answers them with bytes that are not UTF-8.
    if (digits == 0 || number > 0x10FFFF) return false;
    std::string encoded;
    detail::append_utf8(encoded, static_cast<char32_t>(number));
    for (const char byte : encoded) {
      if (!take(byte, begin)) return false;
    }
    return true;
  }

  bool read_block() {
    while (!at_end() && !at_break()) ++at_;
    const std::uint32_t header = at_;
    if (!at_end()) skip_break();
    std::uint32_t content = header;  // behind the last byte that is text
    bool agrees = true;
    std::vector<std::uint32_t> breaks;  // since the last line with text
    std::size_t indent = std::string_view::npos;
    while (agrees && !done() && !at_end()) {
      std::uint32_t text = at_;
      while (text < source_.size() && source_[text] == ' ') ++text;
      const std::size_t blanks = text - at_;
      const bool empty = text >= source_.size() || source_[text] == '\n' || source_[text] == '\r';
      if (empty && (indent == std::string_view::npos || blanks <= indent)) {
        breaks.push_back(std::min(text, static_cast<std::uint32_t>(source_.size() - 1)));
        at_ = text;
        if (!at_end()) skip_break();
        continue;
      }
      if (indent != std::string_view::npos && blanks < indent) break;  // the block has ended
      agrees = take_breaks(breaks);
      breaks.clear();
      if (indent == std::string_view::npos) {  // an indentation indicator shows in the blanks of the value
        std::size_t kept = 0;
        while (offsets_.size() + kept < value_.size() && value_[offsets_.size() + kept] == ' ') ++kept;
        indent = blanks > kept ? blanks - kept : 0;
      }
      at_ += static_cast<std::uint32_t>(std::min(indent, blanks));
      while (agrees && !done() && !at_end() && !at_break()) agrees = take_source();
      content = at_;
      if (at_break()) {
        breaks.push_back(at_);
        skip_break();
      }
    }
    while (agrees && !done()) {  // the breaks that chomping kept
      const std::size_t index = std::min(breaks.size(), last_breaks_taken_);
      agrees = take('\n', index < breaks.size() ? breaks[index] : content);
      ++last_breaks_taken_;
    }
    at_ = content;
    return agrees;
  }
  /// Between two lines of a block: a blank for a folded break, else as many breaks as the value has.
  bool take_breaks(const std::vector<std::uint32_t>& breaks) {
    if (breaks.size() == 1 && wanted() == ' ' && !offsets_.empty()) return take(' ', breaks[0]);
    std::size_t next = 0;
    while (next < breaks.size() && wanted() == '\n') take('\n', breaks[next++]);
    return next + 1 >= breaks.size();  // folding drops at most one
  }

  std::string_view source_;
  std::string_view value_;
  std::uint32_t begin_;
  std::uint32_t at_;
  std::size_t last_breaks_taken_ = 0;
  std::vector<std::uint32_t> offsets_;
};

HOTRO_INLINE Span Node::within(std::uint32_t begin, std::uint32_t end) const {
  const auto size = static_cast<std::uint32_t>(text.size());
  begin = std::min(begin, size);
  end = std::clamp(end, begin, size);
  const std::uint32_t quote = quoting == Quoting::quoted && span.end > span.begin ? 1 : 0;
  if (offsets.empty()) return {span.source, span.begin + quote + begin, span.begin + quote + end};

  const std::uint32_t last = std::max(span.end - quote, span.begin);  // behind the text
  const std::uint32_t from = begin < size ? offsets[begin] : last;
  if (end == begin) return {span.source, from, from};
  const std::uint32_t start = offsets[end - 1];
  const std::uint32_t next = end < size ? offsets[end] : std::max(last, start + 1);
  std::uint32_t to = start + 1;
  if (next > to) {
    // More than one byte lies between this byte of the text and the next: this one is an escape, or a fold
    // follows.
    const char byte = text[end - 1];
    const bool shared =
        end >= 2 && offsets[end - 2] == start;  // a letter of several bytes, written as an escape
    const bool escape =
        shared || (byte >= 0 && byte < ' ') || byte == '"' || byte == '\\' || byte == '\'' || byte == '/';
    if (escape && quoting == Quoting::quoted) to = shared ? next : std::min(next, start + 2);
  }
  to = std::min(to, span.end);  // also where the source could not be followed
  return {span.source, from, std::max(from, to)};
}

}  // namespace yaml
}  // namespace HOTRO_ABI
}  // namespace hotro
