// SPDX-License-Identifier: Apache-2.0
#include "ids.hpp"

#include <algorithm>
#include <bit>
#include <random>

#include "hotro/edge/csv.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace edge {
namespace {

/// 1.23E+11, which a spreadsheet has made of a long number.
bool is_shortened(std::string_view id) {
  const std::size_t e = id.find_first_of("Ee");
  if (e == std::string_view::npos || e == 0 || e + 2 >= id.size() || id[e + 1] != '+') return false;
  return id.substr(0, e).find_first_not_of("0123456789.,") == std::string_view::npos &&
         id.substr(e + 2).find_first_not_of("0123456789") == std::string_view::npos;
}

}  // namespace

Text id_trouble(std::string_view id) {
  if (is_shortened(id))
    return {"mã có đủ các chữ số; bảng tính đã rút gọn: định dạng cột là văn bản rồi nhập lại",
            "all digits of the id; a spreadsheet shortened it: format the column as text and enter it again"};
  if (is_formula(id))
    return {"mã không bắt đầu bằng = + - @, vì bảng tính sẽ chạy nó như công thức",
            "an id that does not begin with = + - @: a spreadsheet would run it as a formula"};
  const auto plain = [](char c) { return c >= ' ' && c <= '~'; };
  if (!std::all_of(id.begin(), id.end(), plain) && visible(id) != id)
    return {"mã trên một dòng, không có ký tự điều khiển hay ký tự không nhìn thấy",
            "an id on one line, without control characters or others that nobody sees"};
  return {};
}

namespace {

/// Bytes at the start that part digits: blanks, points and dashes, also those that typewriters do not have.
std::size_t separator_at(std::string_view text) {
  if (text[0] == ' ' || text[0] == '.' || text[0] == '-') return 1;
  if (text.substr(0, 2) == "\xC2\xA0") return 2;  // U+00A0
  if (text.substr(0, 2) == "\xE2\x80" && text.size() > 2) {
    const auto last = static_cast<unsigned char>(text[2]);
    if ((last >= 0x80 && last <= 0x95) || last == 0xAF) return 3;  // U+2000 to U+2015, U+202F
  }
  return text.substr(0, 3) == "\xE2\x88\x92" ? 3 : 0;  // U+2212
}

/// A number that a program took for one with decimals: 1001000001.0.
bool ends_as_decimal(std::string_view id) {
  return id.size() > 2 && id.substr(id.size() - 2) == ".0" &&
         id.substr(0, id.size() - 2).find_first_not_of("0123456789") == std::string_view::npos;
}

}  // namespace

std::string person_key(std::string_view id) {
  std::string key;
  std::string_view rest = ends_as_decimal(id) ? id.substr(0, id.size() - 2) : id;
  while (!rest.empty()) {
    if (const std::size_t parts = separator_at(rest); parts != 0) {
      rest.remove_prefix(parts);
      continue;
    }
    const char c = rest.front();
    // Digits as wide as letters, U+FF10 to U+FF19.
    const bool wide =
        rest.size() > 2 && rest.substr(0, 2) == "\xEF\xBC" && rest[2] >= '\x90' && rest[2] <= '\x99';
    key += wide                   ? static_cast<char>('0' + (rest[2] - '\x90'))
           : c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a')
                                  : c;
    rest.remove_prefix(wide ? 3 : 1);
  }
  if (key.empty()) return std::string(id);
  if (key.find_first_not_of("0123456789") == std::string::npos)
    key.erase(0, std::min(key.find_first_not_of('0'), key.size() - 1));
  return key;
}

IdKeys::IdKeys() {
  std::random_device source;
  for (std::uint64_t& secret : secrets_) secret = std::uint64_t{source()} << 32U | source();
}

IdKey IdKeys::long_key(std::uint64_t kind, std::string_view id) const {
  const auto [first, second] = siphash(id, secrets_[2], secrets_[3]);
  return mixed({second, first}, kind | of_hash);
}

IdKey IdKeys::normalized(std::string_view id) const {
  std::string text = person_key(id);
  text.reserve(text.size() + text_padding);
  if (text.size() > 15) return long_key(of_person, text);
  const IdBytes bytes(text);
  std::uint64_t number = 0;
  if (read_number(text, bytes, number)) return mixed({0, number}, of_person | of_number);
  return key(of_person, text.size(), bytes);
}

std::array<std::uint64_t, 2> siphash(std::string_view text, std::uint64_t key_0, std::uint64_t key_1) {
  std::uint64_t a = key_0 ^ 0x736f'6d65'7073'6575;
  std::uint64_t b = key_1 ^ 0x646f'7261'6e64'6f6d ^ 0xEE;
  std::uint64_t c = key_0 ^ 0x6c79'6765'6e65'7261;
  std::uint64_t d = key_1 ^ 0x7465'6462'7974'6573;
  const auto rounds = [&](int count) {
    for (; count != 0; --count) {
      a += b, b = std::rotl(b, 13) ^ a, a = std::rotl(a, 32);
      c += d, d = std::rotl(d, 16) ^ c;
      a += d, d = std::rotl(d, 21) ^ a;
      c += b, b = std::rotl(b, 17) ^ c, c = std::rotl(c, 32);
    }
  };
  const auto take = [&](std::uint64_t word) {
    d ^= word;
    rounds(2);
    a ^= word;
  };
  std::size_t at = 0;
  for (; at + 8 <= text.size(); at += 8) take(load_8(text.data() + at));
  std::uint64_t last = std::uint64_t{text.size()} << 56U;
  for (std::size_t i = 0; at + i < text.size(); ++i)
    last |= std::uint64_t{static_cast<unsigned char>(text[at + i])} << (8 * i);
  take(last);
  c ^= 0xEE;
  rounds(4);
  const std::uint64_t first = a ^ b ^ c ^ d;
  b ^= 0xDD;
  rounds(4);
  return {first, a ^ b ^ c ^ d};
}

}  // namespace edge
}  // namespace HOTRO_ABI
}  // namespace hotro
