// SPDX-License-Identifier: Apache-2.0
#include "column_parser.hpp"

#include <algorithm>
#include <array>
#include <type_traits>

#include "bytes.hpp"
#include "hotro/date.hpp"
#include "hotro/truth.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace edge {
namespace {

/// 1 to 8 digits; of other texts anything and false.
bool read_short(const char* at, std::size_t size, std::uint64_t& number) {
  const std::uint64_t values = (load_8(at) ^ digit_zeros) << ((64 - 8 * size) & 63U);
  number = number_of_digits(values);
  return static_cast<unsigned>(are_digits(values)) & static_cast<unsigned>(size - 1 < 8);
}

/// Up to 14 digits, also, if `grouped`, in groups of three behind points or commas.
bool read_long(const char* at, std::size_t size, bool grouped, std::uint64_t& number) {
  constexpr std::size_t most = 14;  // so that no currency's minor units are beyond 64 bits
  std::size_t digits = 0;
  std::size_t run = 0;  // digits since the last mark
  char mark = '\0';
  number = 0;
  for (std::size_t i = 0; i < size; ++i) {
    const auto value = static_cast<unsigned>(static_cast<unsigned char>(at[i])) - '0';
    if (value <= 9) {
      number = number * 10 + value;
      ++run;
      if (++digits > most) return false;
      continue;
    }
    const bool first = mark == '\0';
    if (!grouped || (at[i] != '.' && at[i] != ',') || (!first && at[i] != mark)) return false;
    if (first ? run == 0 || run > 3 : run != 3) return false;
    mark = at[i];
    run = 0;
  }
  return mark == '\0' ? digits != 0 : run == 3;
}

// --- Dates

/// Days by year, month and day: only such as make_date takes.
struct Calendar {
  static constexpr unsigned first_year = 1900;
  static constexpr unsigned years = 201;
  struct Month {
    std::int32_t begin = 0;  // the day before its first, behind the new year
    std::uint32_t days = 0;  // 0: no such month
  };
  struct Year {
    std::int32_t new_year = 0;
    std::uint32_t months = 0;  // index into `months`: of years with or without a leap day, or none
  };
  std::array<Month, 3 * 256> months{};
  std::array<Year, years + 1> by_year{};  // the last is no year

  Calendar() {
    const auto day = [](int year, int month, int of_month) {
      Date date;
      return make_date(year, month, of_month, date) ? date.day : INT32_MIN;
    };
    for (unsigned i = 0; i < years; ++i) {
      const int year = static_cast<int>(first_year + i);
      by_year[i] = {day(year, 1, 1), day(year, 2, 29) != INT32_MIN ? 256U : 0U};
    }
    by_year[years].months = 512;
    for (const int year : {1904, 1905}) {
      for (int month = 1; month <= 12; ++month) {
        Month& one = months[(year == 1904 ? 256U : 0U) + static_cast<unsigned>(month)];
        one.begin = day(year, month, 1) - day(year, 1, 1) - 1;
        one.days = 28;
        while (day(year, month, static_cast<int>(one.days) + 1) != INT32_MIN) ++one.days;
      }
    }
  }

  /// The month is a byte.
  bool find(unsigned year, unsigned month, unsigned day, std::int32_t& date) const {
    const Year& in = by_year[std::min(year - first_year, years)];
    const Month& of = months[in.months + month];
    date = in.new_year + of.begin + static_cast<std::int32_t>(day);
    return day - 1 < of.days;
  }
};
const Calendar& calendar() {
  static const Calendar one;
  return one;
}

/// Two dates of ten characters: with the day first, and as ISO writes it.
struct DateForm {
  bool day_first = false;
  std::uint64_t shape = 0;  // the first eight characters, every digit 0

  explicit DateForm(std::string_view text) {
    day_first = text[2] == '/' || text[2] == '-' || text[2] == '.';
    const char mark = day_first ? text[2] : '-';
    const std::uint64_t marks = every_byte * static_cast<unsigned char>(mark);
    const std::uint64_t where = day_first ? 0x0000'FF00'00FF'0000 : 0xFF00'00FF'0000'0000;
    shape = (marks & where) | (digit_zeros & ~where);
  }

  template <bool DayFirst>
  static bool read(const Calendar& days, std::uint64_t shape, const char* at, std::size_t size,
                   std::int32_t& date) {
    const std::uint64_t first = load_8(at) ^ shape;
    const std::uint64_t last = (load_8(at + 8) ^ digit_zeros) & 0xFFFF;
    // Digits are at most 9, and marks nothing.
    constexpr std::uint64_t most = DayFirst ? 0x7676'7F76'767F'7676 : 0x7F76'767F'7676'7676;
    const bool fits = ((first | (first + most) | last | (last + 0x7676)) & high_bits) == 0;
    const std::uint64_t pairs = first * 10 + (first >> 8U);
    const auto pair = [&](unsigned byte) { return static_cast<unsigned>(pairs >> (8 * byte) & 0xFFU); };
    const auto tail = static_cast<unsigned>((last & 0xFFU) * 10 + (last >> 8U));
    const bool found = DayFirst ? days.find(pair(6) * 100 + tail, pair(3), pair(0), date)
                                : days.find(pair(0) * 100 + pair(2), pair(5), tail, date);
    return static_cast<unsigned>(fits) & static_cast<unsigned>(found) & static_cast<unsigned>(size == 10);
  }
};

/// The bits of 64 rows of a validity bitmap at a time.
class ValidityWriter {
 public:
  ValidityWriter(std::vector<std::uint8_t>& bytes, std::size_t rows) : bytes_(bytes) {
    bytes_.resize((rows + 63) / 64 * 8);
  }
  void put(std::size_t row, bool valid) {
    bits_ |= std::uint64_t{valid ? 1U : 0U} << (row % 64);
    if (row % 64 == 63) store(row);
  }
  /// Whether all were valid.
  bool finish(std::size_t rows) {
    if (rows % 64 != 0) {
      const std::uint64_t used = (std::uint64_t{1} << (rows % 64)) - 1;
      const bool all_of_these = bits_ == used;
      const bool all_before = all_;
      store(rows - 1);
      all_ = all_before && all_of_these;
    }
    return all_;
  }

 private:
  void store(std::size_t row) {
    all_ = all_ && bits_ == ~std::uint64_t{0};
    for (unsigned i = 0; i < 8; ++i) bytes_[row / 64 * 8 + i] = static_cast<std::uint8_t>(bits_ >> (8 * i));
    bits_ = 0;
  }
  std::vector<std::uint8_t>& bytes_;
  std::uint64_t bits_ = 0;
  bool all_ = true;
};

/// The words of truths as people write them; what each means read_cell says.
std::vector<WordTable::Entry> truth_words(const Input& input, const Currency& currency) {
  std::vector<WordTable::Entry> entries = {{"", static_cast<std::uint8_t>(Truth::unknown)}};
  for (const char* word :
       {"yes", "Yes", "YES", "no", "No", "NO", "true", "True",  "TRUE",  "false", "False", "FALSE",
        "1",   "0",   "x",   "X",  "có", "Có", "CÓ",   "không", "Không", "KHÔNG", "1.0",   "0.0"}) {
    const Cell cell = read_cell(input, word, currency);
    if (cell.state == CellState::value) entries.push_back({word, static_cast<std::uint8_t>(cell.value)});
  }
  return entries;
}

/// In a column of choices: no cell.
constexpr std::uint8_t no_choice = WordTable::none_of_them - 1;

}  // namespace

ColumnParser::ColumnParser(const Input& input, const Currency& currency)
    : type_(column_type(input)), range_(input.range), missing_(input.range.low) {
  switch (input.kind) {
    case Kind::truth:
      way_ = Way::words;
      missing_ = static_cast<std::int64_t>(Truth::unknown);
      words_ = WordTable(truth_words(input, currency));
      break;
    case Kind::choice:
      if (input.options.size() < no_choice) {
        way_ = Way::words;
        std::vector<WordTable::Entry> entries = {{"", no_choice}};
        for (std::size_t i = 0; i < input.options.size(); ++i)
          entries.push_back({input.options[i], static_cast<std::uint8_t>(i)});
        words_ = WordTable(entries);
      }
      break;
    case Kind::date: way_ = type_ == ColumnType::i32 ? Way::dates : Way::one_by_one; break;
    case Kind::money:
      way_ = Way::numbers;
      for (int i = 0; i < currency.digits; ++i) scale_ *= 10;
      grouped_ = currency.digits == 0;
      break;
    case Kind::count:
    case Kind::days:
    case Kind::months: way_ = Way::numbers; break;
    case Kind::rate:
    case Kind::text: break;
  }
}

template <class T, class Read>
void ColumnParser::parse_numbers(CsvChunk::Column cells, std::size_t rows, ColumnData& out,
                                 std::vector<std::uint32_t>& unread, Read read) const {
  T* const values = reinterpret_cast<T*>(out.cells.data());
  const Interval range = range_;
  const std::int64_t missing = missing_;
  ValidityWriter validity(out.validity, rows);
  for (std::size_t row = 0; row < rows; ++row) {
    const std::string_view text = cells[row];
    std::int64_t value = 0;
    const unsigned fine = static_cast<unsigned>(read(text.data(), text.size(), value)) &
                          static_cast<unsigned>(value >= range.low) &
                          static_cast<unsigned>(value <= range.high);
    values[row] = static_cast<T>(fine != 0 ? value : missing);
    validity.put(row, fine != 0);
    if ((fine | static_cast<unsigned>(text.empty())) == 0) [[unlikely]]
      unread.push_back(static_cast<std::uint32_t>(row));
  }
  out.complete = validity.finish(rows);
}

template <bool Short>
void ColumnParser::parse_words(CsvChunk::Column cells, std::size_t rows, ColumnData& out,
                               std::vector<std::uint32_t>& unread) const {
  std::uint8_t* const values = out.cells.data();
  const WordTable::Finder<Short> words(words_);
  for (std::size_t row = 0; row < rows; ++row) values[row] = words.find(cells[row]);
  // No value that is found is as large as those two.
  std::uint8_t largest = 0;
  for (std::size_t row = 0; row < rows; ++row) largest = std::max(largest, values[row]);
  out.validity.assign((rows + 7) / 8, 0xFF);
  out.complete = true;
  if (largest < no_choice) return;
  const auto missing = static_cast<std::uint8_t>(missing_);
  ValidityWriter validity(out.validity, rows);
  for (std::size_t row = 0; row < rows; ++row) {
    const std::uint8_t value = values[row];
    validity.put(row, value < no_choice);
    values[row] = value < no_choice ? value : missing;
    if (value == WordTable::none_of_them) [[unlikely]]
      unread.push_back(static_cast<std::uint32_t>(row));
  }
  out.complete = validity.finish(rows);
}

void ColumnParser::parse_dates(CsvChunk::Column cells, std::size_t rows, ColumnData& out,
                               std::vector<std::uint32_t>& unread) const {
  // All dates of a file mostly look like the first one.
  std::string_view first = "          ";
  for (std::size_t row = 0; row < rows; ++row) {
    if (cells[row].size() != 10) continue;
    first = cells[row];
    break;
  }
  const DateForm form(first);
  const Calendar& days = calendar();
  const auto read = [&](auto day_first) {
    parse_numbers<std::int32_t>(
        cells, rows, out, unread,
        [&days, shape = form.shape](const char* at, std::size_t size, std::int64_t& value) {
          std::int32_t date = 0;
          const bool fine = DateForm::read<decltype(day_first)::value>(days, shape, at, size, date);
          value = date;
          return fine;
        });
  };
  if (form.day_first)
    read(std::true_type());
  else
    read(std::false_type());
}

void ColumnParser::parse(const CsvChunk& chunk, std::size_t column, ColumnData& out,
                         std::vector<std::uint32_t>& unread) const {
  const CsvChunk::Column cells = chunk.column(column);
  const std::size_t rows = chunk.rows();
  unread.clear();
  out.type = type_;
  out.high.clear();
  out.cells.resize(rows * width(type_));
  const auto number = [scale = scale_, grouped = grouped_](const char* at, std::size_t size,
                                                           std::int64_t& value) {
    std::uint64_t read = 0;
    bool fine = read_short(at, size, read);
    if (!fine && size > 1) [[unlikely]]
      fine = read_long(at, size, grouped, read);
    value = static_cast<std::int64_t>(read) * scale;
    return fine;
  };
  const auto nothing = [](const char* /*at*/, std::size_t /*size*/, std::int64_t& /*value*/) {
    return false;
  };
  const bool narrow = type_ == ColumnType::i32;
  switch (way_) {
    case Way::words:
      return words_.is_short() ? parse_words<true>(cells, rows, out, unread)
                               : parse_words<false>(cells, rows, out, unread);
    case Way::dates: return parse_dates(cells, rows, out, unread);
    case Way::numbers:
      return narrow ? parse_numbers<std::int32_t>(cells, rows, out, unread, number)
                    : parse_numbers<std::int64_t>(cells, rows, out, unread, number);
    case Way::one_by_one:
      if (width(type_) == 1) return parse_numbers<std::uint8_t>(cells, rows, out, unread, nothing);
      return narrow ? parse_numbers<std::int32_t>(cells, rows, out, unread, nothing)
                    : parse_numbers<std::int64_t>(cells, rows, out, unread, nothing);
  }
}

}  // namespace edge
}  // namespace HOTRO_ABI
}  // namespace hotro
