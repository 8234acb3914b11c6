// SPDX-License-Identifier: Apache-2.0
#include "csv_scan.hpp"

#include <algorithm>
#include <array>
#include <bit>

#include "bytes.hpp"
#include "hotro/edge/csv.hpp"

#if defined(__x86_64__) && defined(__GNUC__)
#include <immintrin.h>
#define HOTRO_AVX2 __attribute__((target("avx2,bmi,popcnt")))
#define HOTRO_AVX512 __attribute__((target("avx512bw,avx512vbmi2,avx2,bmi,popcnt")))
#endif
#define HOTRO_ALWAYS_INLINE inline __attribute__((always_inline))

namespace hotro {
inline namespace HOTRO_ABI {
namespace edge {
namespace {

constexpr std::size_t block = 64;

/// A bit for each byte of a block.
struct Masks {
  std::uint64_t separators = 0;
  std::uint64_t lines = 0;    // LF
  std::uint64_t quotes = 0;   // "
  std::uint64_t returns = 0;  // CR
};

/// Writes the marks of a text, block by block. Inlined, so that it is compiled for the machine of its caller.
class MarkWriter {
 public:
  MarkWriter(std::string_view text, CsvMarks& marks) : text_(text), marks_(marks) {
    marks_.lines.clear();
    marks_.odd.clear();
    marks_.count = 0;
    marks_.reserve(text.size() + 2 * block);  // no text has more, and no block writes further
    marks_.ends[marks_.count++] = CsvMarks::before_all;
  }

  /// Where the next end is written, and what a block at `at` adds to it.
  HOTRO_ALWAYS_INLINE std::uint32_t* next() { return marks_.ends.get() + marks_.count; }
  HOTRO_ALWAYS_INLINE void put(std::size_t at, const Masks& masks) {
    const std::uint64_t ends = masks.separators | masks.lines | masks.returns;
    for (std::uint64_t lines = masks.lines; lines != 0; lines &= lines - 1) {
      const std::uint64_t before = (lines & (0 - lines)) - 1;
      marks_.lines.push_back(static_cast<std::uint32_t>(marks_.count) +
                             static_cast<std::uint32_t>(std::popcount(ends & before)));
    }
    marks_.count += static_cast<std::size_t>(std::popcount(ends));
    if ((masks.quotes | masks.returns) != 0) put_odd(at, masks);
  }

  /// The ends of a block, bit by bit.
  HOTRO_ALWAYS_INLINE void write(std::size_t at, const Masks& masks) {
    std::uint64_t bits = masks.separators | masks.lines | masks.returns;
    std::uint32_t* out = next();
    const int count = std::popcount(bits);
    // Eight at once: how often is guessed right more often than one by one.
    for (int written = 0; written < count; written += 8) {
      for (int i = 0; i < 8; ++i) {
        out[written + i] =
            static_cast<std::uint32_t>(at) + static_cast<std::uint32_t>(std::countr_zero(bits));
        bits &= bits - 1;
      }
    }
  }

 private:
  void put_odd(std::size_t at, const Masks& masks) {
    const bool next = at + block < text_.size() && text_[at + block] == '\n';
    const std::uint64_t before_line = masks.lines >> 1U | (next ? std::uint64_t{1} << 63U : 0);
    std::uint64_t odd = masks.quotes | (masks.returns & ~before_line);
    for (; odd != 0; odd &= odd - 1)
      marks_.odd.push_back(static_cast<std::uint32_t>(at) +
                           static_cast<std::uint32_t>(std::countr_zero(odd)));
  }

  std::string_view text_;
  CsvMarks& marks_;
};

std::uint64_t below(std::size_t bits) {
  return bits >= block ? ~std::uint64_t{0} : (std::uint64_t{1} << bits) - 1;
}

Masks cut(Masks masks, std::size_t bytes) {
  for (std::uint64_t* mask : {&masks.separators, &masks.lines, &masks.quotes, &masks.returns})
    *mask &= below(bytes);
  return masks;
}

/// The high bits of eight bytes as eight bits.
std::uint64_t gather(std::uint64_t highs) { return (highs >> 7U) * 0x0102'0408'1020'4080 >> 56U; }

Masks masks_of(const char* at, char separator) {
  Masks masks;
  for (unsigned i = 0; i < 8; ++i) {
    const std::uint64_t word = load_8(at + std::size_t{8} * i);
    masks.separators |= gather(bytes_equal(word, separator)) << (8 * i);
    masks.lines |= gather(bytes_equal(word, '\n')) << (8 * i);
    masks.quotes |= gather(bytes_equal(word, '"')) << (8 * i);
    masks.returns |= gather(bytes_equal(word, '\r')) << (8 * i);
  }
  return masks;
}

void scan_portable(std::string_view text, char separator, CsvMarks& marks) {
  MarkWriter writer(text, marks);
  for (std::size_t at = 0; at < text.size(); at += block) {
    const Masks masks = cut(masks_of(text.data() + at, separator), text.size() - at);
    writer.write(at, masks);
    writer.put(at, masks);
  }
  marks.utf8 = is_utf8(text);
}

#ifdef HOTRO_AVX2

/// Whether bytes are UTF-8, 32 at a time: J. Keiser and D. Lemire, "Validating UTF-8 In Less Than One
/// Instruction Per Byte", 2021. Each pair of neighbours is looked up by three of its halves; what all three
/// tables call the same mistake is one.
class Utf8Check {
 public:
  HOTRO_AVX2 Utf8Check()
      : error_(_mm256_setzero_si256()),
        incomplete_(_mm256_setzero_si256()),
        previous_(_mm256_setzero_si256()) {}

  HOTRO_AVX2 void feed(__m256i input) {
    const __m256i before = shifted<1>(input);
    const __m256i special = neighbours(input, before);
    const __m256i third =
        _mm256_subs_epu8(shifted<2>(input), _mm256_set1_epi8(static_cast<char>(0xE0 - 0x80)));
    const __m256i fourth =
        _mm256_subs_epu8(shifted<3>(input), _mm256_set1_epi8(static_cast<char>(0xF0 - 0x80)));
    const __m256i must_continue =
        _mm256_and_si256(_mm256_or_si256(third, fourth), _mm256_set1_epi8(static_cast<char>(0x80)));
    error_ = _mm256_or_si256(error_, _mm256_xor_si256(must_continue, special));
    // The last bytes may begin a character that the next block goes on with.
    const __m256i most = _mm256_setr_epi8(
        -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1,
        -1, -1, -1, -1, static_cast<char>(0xEF), static_cast<char>(0xDF), static_cast<char>(0xBF));
    incomplete_ = _mm256_subs_epu8(input, most);
    previous_ = input;
  }
  /// Bytes of ASCII, the last of them given.
  HOTRO_AVX2 void skip(__m256i last) {
    error_ = _mm256_or_si256(error_, incomplete_);
    previous_ = last;
  }
  HOTRO_AVX2 bool fine() const {
    const __m256i all = _mm256_or_si256(error_, incomplete_);
    return _mm256_testz_si256(all, all) != 0;
  }

 private:
  template <int N>
  [[nodiscard]] HOTRO_AVX2 __m256i shifted(__m256i input) const {
    return _mm256_alignr_epi8(input, _mm256_permute2x128_si256(previous_, input, 0x21), 16 - N);
  }
  HOTRO_AVX2 static __m256i twice(char a, char b, char c, char d, char e, char f, char g, char h, char i,
                                  char j, char k, char l, char m, char n, char o, char p) {
    return _mm256_setr_epi8(a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, a, b, c, d, e, f, g, h, i, j, k,
                            l, m, n, o, p);
  }
  HOTRO_AVX2 static __m256i neighbours(__m256i input, __m256i before) {
    constexpr char too_short = 1;  // a first byte, and no continuation
    constexpr char too_long = 2;   // ASCII, and a continuation
    constexpr char overlong_3 = 4;
    constexpr char too_large = 8;  // beyond U+10FFFF
    constexpr char surrogate = 16;
    constexpr char overlong_2 = 32;
    constexpr char too_large_1000 = 64;  // the same, or overlong in four bytes
    constexpr char overlong_4 = 64;
    constexpr char two = static_cast<char>(128);  // a continuation behind a continuation
    constexpr char carry = static_cast<char>(too_short | too_long | two);
    constexpr char beyond = static_cast<char>(carry | too_large | too_large_1000);
    const __m256i nibble = _mm256_set1_epi8(0x0F);
    const __m256i first_high = _mm256_shuffle_epi8(
        twice(too_long, too_long, too_long, too_long, too_long, too_long, too_long, too_long, two, two, two,
              two, too_short | overlong_2, too_short, too_short | overlong_3 | surrogate,
              too_short | too_large | too_large_1000 | overlong_4),
        _mm256_and_si256(_mm256_srli_epi16(before, 4), nibble));
    const __m256i first_low =
        _mm256_shuffle_epi8(twice(carry | overlong_3 | overlong_2 | overlong_4, carry | overlong_2, carry,
                                  carry, carry | too_large, beyond, beyond, beyond, beyond, beyond, beyond,
                                  beyond, beyond, beyond | surrogate, beyond, beyond),
                            _mm256_and_si256(before, nibble));
    const __m256i second_high = _mm256_shuffle_epi8(
        twice(too_short, too_short, too_short, too_short, too_short, too_short, too_short, too_short,
              too_long | overlong_2 | two | overlong_3 | too_large_1000 | overlong_4,
              too_long | overlong_2 | two | overlong_3 | too_large,
              too_long | overlong_2 | two | surrogate | too_large,
              too_long | overlong_2 | two | surrogate | too_large, too_short, too_short, too_short,
              too_short),
        _mm256_and_si256(_mm256_srli_epi16(input, 4), nibble));
    return _mm256_and_si256(_mm256_and_si256(first_high, first_low), second_high);
  }

  __m256i error_;
  __m256i incomplete_;
  __m256i previous_;
};

HOTRO_AVX2 inline std::uint64_t bits_of(__m256i low, __m256i high) {
  return static_cast<std::uint32_t>(_mm256_movemask_epi8(low)) |
         std::uint64_t{static_cast<std::uint32_t>(_mm256_movemask_epi8(high))} << 32U;
}
HOTRO_AVX2 inline std::uint64_t equal(__m256i low, __m256i high, char byte) {
  const __m256i wanted = _mm256_set1_epi8(byte);
  return bits_of(_mm256_cmpeq_epi8(low, wanted), _mm256_cmpeq_epi8(high, wanted));
}
/// Which bytes are NUL, CR or quotes: those that the table has at their lower half.
HOTRO_AVX2 inline std::uint64_t rare(__m256i low, __m256i high) {
  const __m256i table = _mm256_setr_epi8(0, -1, '"', -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, '\r', -1, 0, 0,
                                         -1, '"', -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, '\r', -1, 0);
  return bits_of(_mm256_cmpeq_epi8(_mm256_shuffle_epi8(table, low), low),
                 _mm256_cmpeq_epi8(_mm256_shuffle_epi8(table, high), high));
}

HOTRO_AVX2 void scan_avx2(std::string_view text, char separator, CsvMarks& marks) {
  MarkWriter writer(text, marks);
  Utf8Check check;
  std::uint64_t zeros = 0;
  for (std::size_t at = 0; at < text.size(); at += block) {
    char rest[block] = {};
    const char* from = text.data() + at;
    const std::size_t bytes = text.size() - at;
    if (bytes < block) from = static_cast<const char*>(std::memcpy(rest, from, bytes));
    const __m256i low = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(from));
    const __m256i high = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(from) + 1);
    Masks masks;
    masks.lines = equal(low, high, '\n');
    masks.separators = equal(low, high, separator);
    if (rare(low, high) != 0) {
      masks.quotes = equal(low, high, '"');
      masks.returns = equal(low, high, '\r');
      zeros |= equal(low, high, '\0') & below(bytes);
    }
    if (_mm256_movemask_epi8(_mm256_or_si256(low, high)) == 0) {
      check.skip(high);
    } else {
      check.feed(low);
      check.feed(high);
    }
    writer.write(at, masks);
    writer.put(at, masks);
  }
  marks.utf8 = zeros == 0 && check.fine();
}

// GCC 12 takes what its own intrinsics leave undefined for a mistake (bug 105593).
#ifndef __clang__
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wmaybe-uninitialized"
#pragma GCC diagnostic ignored "-Wuninitialized"
#endif
HOTRO_AVX512 void scan_avx512(std::string_view text, char separator, CsvMarks& marks) {
  alignas(64) static constexpr std::array<char, block> numbers = [] {
    std::array<char, block> bytes{};
    for (std::size_t i = 0; i < block; ++i) bytes[i] = static_cast<char>(i);
    return bytes;
  }();
  const __m512i every = _mm512_load_si512(numbers.data());
  const __m512i separators = _mm512_set1_epi8(separator);
  const __m512i lines = _mm512_set1_epi8('\n');
  const __m512i quotes = _mm512_set1_epi8('"');
  const __m512i returns = _mm512_set1_epi8('\r');
  MarkWriter writer(text, marks);
  Utf8Check check;
  std::uint64_t zeros = 0;
  for (std::size_t at = 0; at < text.size(); at += block) {
    const std::uint64_t inside = below(text.size() - at);
    const __m512i bytes = _mm512_maskz_loadu_epi8(inside, text.data() + at);
    const Masks masks{_mm512_cmpeq_epi8_mask(bytes, separators), _mm512_cmpeq_epi8_mask(bytes, lines),
                      _mm512_cmpeq_epi8_mask(bytes, quotes), _mm512_cmpeq_epi8_mask(bytes, returns)};
    zeros |= _mm512_testn_epi8_mask(bytes, bytes) & inside;
    const __m256i high = _mm512_extracti64x4_epi64(bytes, 1);
    if (_mm512_movepi8_mask(bytes) == 0) {
      check.skip(high);
    } else {
      check.feed(_mm512_castsi512_si256(bytes));
      check.feed(high);
    }
    // The numbers of the bits that are set, side by side, sixteen of them widened at a time.
    const std::uint64_t ends = masks.separators | masks.lines | masks.returns;
    const __m512i set = _mm512_maskz_compress_epi8(ends, every);
    const __m512i base = _mm512_set1_epi32(static_cast<int>(at));
    const int count = std::popcount(ends);
    const auto store = [&](int first, __m128i sixteen) HOTRO_AVX512 {
      _mm512_storeu_si512(writer.next() + first, _mm512_add_epi32(base, _mm512_cvtepu8_epi32(sixteen)));
    };
    store(0, _mm512_castsi512_si128(set));
    if (count > 16) {
      store(16, _mm512_extracti32x4_epi32(set, 1));
      store(32, _mm512_extracti32x4_epi32(set, 2));
      store(48, _mm512_extracti32x4_epi32(set, 3));
    }
    writer.put(at, masks);
  }
  marks.utf8 = zeros == 0 && check.fine();
}
#ifndef __clang__
#pragma GCC diagnostic pop
#endif

#endif

}  // namespace

void CsvMarks::reserve(std::size_t ends_wanted) {
  if (ends_wanted <= room) return;
  const std::size_t more = std::max(ends_wanted, room + room / 2);
  auto bigger = std::make_unique_for_overwrite<std::uint32_t[]>(more);
  std::copy_n(ends.get(), count, bigger.get());
  ends = std::move(bigger);
  room = more;
}

std::vector<CsvScan> csv_scans() {
  std::vector<CsvScan> scans = {scan_portable};
#ifdef HOTRO_AVX2
  if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi")) scans.push_back(scan_avx2);
  if (__builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vbmi2"))
    scans.push_back(scan_avx512);
#endif
  return scans;
}

void scan_csv(std::string_view text, char separator, CsvMarks& marks) {
  static const CsvScan fastest = csv_scans().back();
  fastest(text, separator, marks);
}

}  // namespace edge
}  // namespace HOTRO_ABI
}  // namespace hotro
