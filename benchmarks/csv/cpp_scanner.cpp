// SPDX-License-Identifier: Apache-2.0
// cpp_scanner APPLICANTS ENTERPRISES OUT: CSV to CSV, written by hand for these very columns. Delimiters are
// found 32 bytes at a time, cells are read where they stand, answers are copied together. Quotes, carriage
// returns and missing cells that matter are refused: it need not do what nobody asks of it.

#include <fcntl.h>
#include <immintrin.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

#include "../by_hand.hpp"

namespace {

using by_hand::Applicant;
using by_hand::Enterprise;

[[noreturn]] void fail(const std::string& why) {
  std::fprintf(stderr, "cpp_scanner: %s\n", why.c_str());
  std::exit(1);
}

std::string_view map_file(const char* path) {
  const int file = ::open(path, O_RDONLY);
  struct stat about {};
  if (file < 0 || ::fstat(file, &about) != 0) fail(std::string(path) + " cannot be read");
  const auto size = static_cast<std::size_t>(about.st_size);
  void* at = ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE | MAP_POPULATE, file, 0);
  if (at == MAP_FAILED) fail(std::string(path) + " cannot be mapped");
  ::madvise(at, size, MADV_SEQUENTIAL);
  return {static_cast<const char*>(at), size};
}

/// Where commas and line ends stand in a piece of a text.
class Delimiters {
 public:
  void scan(std::string_view text, std::size_t begin, std::size_t end) {
    at_.resize(end - begin + 64);
    count_ = 0;
    std::size_t i = begin;
#ifdef __AVX2__
    const __m256i comma = _mm256_set1_epi8(','), line = _mm256_set1_epi8('\n'), quote = _mm256_set1_epi8('"'),
                  carriage = _mm256_set1_epi8('\r');
    for (; i + 32 <= end; i += 32) {
      const __m256i bytes = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(text.data() + i));
      const __m256i bad =
          _mm256_or_si256(_mm256_cmpeq_epi8(bytes, quote), _mm256_cmpeq_epi8(bytes, carriage));
      if (_mm256_movemask_epi8(bad) != 0) fail("quotes and carriage returns are not read");
      auto found = static_cast<std::uint32_t>(_mm256_movemask_epi8(
          _mm256_or_si256(_mm256_cmpeq_epi8(bytes, comma), _mm256_cmpeq_epi8(bytes, line))));
      for (; found != 0; found &= found - 1)
        at_[count_++] = i + static_cast<std::size_t>(__builtin_ctz(found));
    }
#endif
    for (; i < end; ++i) {
      if (text[i] == '"' || text[i] == '\r') fail("quotes and carriage returns are not read");
      if (text[i] == ',' || text[i] == '\n') at_[count_++] = i;
    }
  }
  [[nodiscard]] const std::size_t* begin() const { return at_.data(); }
  [[nodiscard]] std::size_t count() const { return count_; }

 private:
  std::vector<std::size_t> at_;
  std::size_t count_ = 0;
};

// --- Cells

std::int32_t digits(std::string_view text) {
  std::int32_t value = 0;
  if (text.empty() || text.size() > 9) fail("not a number: " + std::string(text));
  for (const char c : text) {
    const auto digit = static_cast<unsigned>(c - '0');
    if (digit > 9) fail("not a number: " + std::string(text));
    value = value * 10 + static_cast<std::int32_t>(digit);
  }
  return value;
}
std::int32_t date(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') fail("not a date: " + std::string(text));
  const std::int32_t year = digits(text.substr(0, 4)), month = digits(text.substr(5, 2)),
                     day = digits(text.substr(8));
  constexpr std::int32_t before[] = {0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365};
  if (year < 1900 || year > 2100 || month < 1 || month > 12) fail("not a date: " + std::string(text));
  const bool leap = by_hand::leap(year);
  const std::int32_t length = before[month] - before[month - 1] + (leap && month == 2 ? 1 : 0);
  if (day < 1 || day > length) fail("not a date: " + std::string(text));
  const std::int32_t past = year - 1;
  return past * 365 + past / 4 - past / 100 + past / 400 - 719'162 + before[month - 1] +
         (leap && month > 2 ? 1 : 0) + day - 1;
}
bool truth(std::string_view text) {
  if (text == "yes") return true;
  if (text == "no") return false;
  fail("not a truth: " + std::string(text));
}
template <std::size_t N>
std::uint8_t option(std::string_view text, const std::string_view (&options)[N]) {
  for (std::uint8_t i = 0; i < N; ++i)
    if (text == options[i]) return i;
  fail("no such option: " + std::string(text));
}

constexpr std::string_view events[] = {"reduced_hours", "suspended", "terminated"};
constexpr std::string_view reductions[] = {"daily_hours", "working_days", "stoppage", "other_stoppage",
                                           "overtime_only"};
constexpr std::string_view terminations[] = {"agreement",        "term_expired",        "employer_notice",
                                             "employee_lawful",  "employee_unlawful",   "dismissal",
                                             "probation_failed", "probation_cancelled", "other"};
constexpr std::string_view sexes[] = {"female", "male"};
constexpr std::string_view carers[] = {"no_support", "support_as_carer", "support_as_member"};
constexpr std::string_view kinds[] = {"enterprise", "cooperative", "other"};
constexpr std::string_view regions[] = {"I", "II", "III", "IV"};
constexpr std::string_view first_fund[] = {"paid_before", "paid_on_the_day", "partly_paid", "not_paid"};
constexpr std::string_view second_fund[] = {"paid_before", "paid_on_the_day", "partly_paid", "postponed",
                                            "not_paid"};

constexpr std::string_view header =
    "dossier_id,enterprise_id,person_id,event,event_from,event_to,application_date,labour_contract,"
    "caused_by_order_cut,reduction,days_total,gross_in_window,personal_reasons,termination,pension,"
    "incapacity_allowance,qualifies_for_unemployment_benefit,union_member,sex,birth_date,pregnant,raises_"
    "child,"
    "youngest_child_birth,other_carer,paid_before.reduced_hours,paid_before.suspended,paid_before."
    "terminated\n";
constexpr std::size_t cells = 27;

// --- Enterprises

class Enterprises {
 public:
  explicit Enterprises(std::string_view text) {
    constexpr std::string_view names = "enterprise_id,kind,region,fund_first_round,fund_second_round\n";
    if (!text.starts_with(names)) fail("other columns of enterprises");
    Delimiters found;
    found.scan(text, names.size(), text.size());
    std::size_t size = 16;
    while (size < found.count()) size *= 2;
    slots_.assign(size, -1);
    std::size_t begin = names.size();
    const std::size_t* at = found.begin();
    for (std::size_t i = 0; i + 5 <= found.count(); i += 5, at += 5) {
      const auto cell = [&](std::size_t c) {
        const std::size_t from = c == 0 ? begin : at[c - 1] + 1;
        return text.substr(from, at[c] - from);
      };
      ids_.push_back(cell(0));
      rows_.push_back({option(cell(1), kinds), option(cell(2), regions), option(cell(3), first_fund),
                       option(cell(4), second_fund)});
      std::size_t slot = hash(cell(0));
      while (slots_[slot] >= 0) slot = (slot + 1) & (slots_.size() - 1);
      slots_[slot] = static_cast<std::int32_t>(ids_.size()) - 1;
      begin = at[4] + 1;
    }
  }
  [[nodiscard]] std::int32_t find(std::string_view id) const {
    for (std::size_t slot = hash(id);; slot = (slot + 1) & (slots_.size() - 1)) {
      const std::int32_t row = slots_[slot];
      if (row < 0) fail("no enterprise " + std::string(id));
      if (ids_[static_cast<std::size_t>(row)] == id) return row;
    }
  }
  [[nodiscard]] const std::vector<Enterprise>& rows() const { return rows_; }

 private:
  [[nodiscard]] std::size_t hash(std::string_view id) const {
    std::uint64_t low = 0;
    const std::size_t bytes = std::min<std::size_t>(8, id.size());
    std::memcpy(&low, id.data() + id.size() - bytes, bytes);
    return static_cast<std::size_t>(((low ^ id.size()) * 0x9E3779B97F4A7C15U) >> 20U) & (slots_.size() - 1);
  }
  std::vector<std::string_view> ids_;
  std::vector<Enterprise> rows_;
  std::vector<std::int32_t> slots_;
};

// --- Rows

/// Only what the event asks for is looked at; what else is blank stays as it is.
Applicant read(std::string_view text, std::size_t begin, const std::size_t* at,
               const Enterprises& enterprises) {
  const auto cell = [&](std::size_t c) {
    const std::size_t from = c == 0 ? begin : at[c - 1] + 1;
    return text.substr(from, at[c] - from);
  };
  Applicant one{};
  one.enterprise = enterprises.find(cell(1));
  one.event = static_cast<by_hand::Event>(option(cell(3), events));
  one.event_from = date(cell(4));
  one.application_date = date(cell(6));
  one.labour_contract = truth(cell(7));
  one.caused_by_order_cut = truth(cell(8));
  if (one.event == by_hand::reduced_hours || !cell(9).empty()) {
    one.reduction = static_cast<by_hand::Reduction>(option(cell(9), reductions));
    one.days_total = digits(cell(10));
    one.gross_in_window = digits(cell(11));
  }
  if (one.event == by_hand::suspended || !cell(12).empty()) one.personal_reasons = truth(cell(12));
  if (one.event == by_hand::terminated) {
    one.termination = static_cast<by_hand::Termination>(option(cell(13), terminations));
    one.pension = truth(cell(14));
    one.incapacity_allowance = truth(cell(15));
    one.qualifies_for_unemployment_benefit = truth(cell(16));
    one.event_to = one.event_from;
  } else {
    one.event_to = date(cell(5));
  }
  one.union_member = truth(cell(17));
  one.female = option(cell(18), sexes) == 0;
  one.birth_date = date(cell(19));
  one.pregnant = !cell(20).empty() && truth(cell(20));
  one.raises_child = truth(cell(21));
  if (one.raises_child || !cell(22).empty()) {
    one.youngest_child_birth = date(cell(22));
    one.other_carer = static_cast<by_hand::OtherCarer>(option(cell(23), carers));
  }
  for (std::size_t b = 0; b < 3; ++b) one.paid_before[b] = cell(24 + b).empty() ? 0 : digits(cell(24 + b));
  return one;
}

class Output {
 public:
  explicit Output(const char* path)
      : file_(::open(path, O_WRONLY | O_CREAT | O_TRUNC, 0644)), bytes_(size + 4096) {
    if (file_ < 0) fail(std::string(path) + " cannot be written");
    put("dossier_id,person_id,enterprise_id,benefit,status,entitlement,entitlement_high,payout,payout_high,"
        "overpaid,failed\n");
  }
  void put(std::string_view text) {
    std::memcpy(bytes_.data() + used_, text.data(), text.size());
    used_ += text.size();
  }
  void put(std::int32_t number) {
    char text[12];
    int at = 12;
    do {
      text[--at] = static_cast<char>('0' + number % 10);
      number /= 10;
    } while (number != 0);
    put({text + at, static_cast<std::size_t>(12 - at)});
  }
  void flush(bool all) {
    if (!all && used_ < size) return;
    if (::write(file_, bytes_.data(), used_) != static_cast<ssize_t>(used_))
      fail("the output cannot be written");
    used_ = 0;
  }

 private:
  static constexpr std::size_t size = std::size_t{1} << 20U;
  int file_;
  std::vector<char> bytes_;
  std::size_t used_ = 0;
};

/// What failed, in words, for each benefit and set of bits.
class Words {
 public:
  Words() {
    static const std::vector<const char*> names[] = {
        {"labour_contract", "employer", "fund_paid", "order_cuts", "reduced", "long_enough", "low_income",
         "in_window", "in_time"},
        {"labour_contract", "employer", "fund_paid", "order_cuts", "not_personal", "long_enough", "in_window",
         "starts_in_window", "in_time"},
        {"labour_contract", "employer", "fund_paid", "order_cuts", "ended_in_window", "not_unlawful",
         "not_dismissed", "not_probation", "no_pension", "no_unemployment_benefit", "in_time"}};
    for (int benefit = 0; benefit < 3; ++benefit) {
      for (std::size_t bits = 0; bits < 2048; ++bits) {
        std::string& text = texts_[benefit][bits];
        for (std::size_t i = 0; i < names[benefit].size(); ++i)
          if ((bits >> i & 1U) != 0) text += (text.empty() ? "" : " ") + std::string(names[benefit][i]);
      }
    }
  }
  [[nodiscard]] const std::string& of(int benefit, std::uint16_t bits) const { return texts_[benefit][bits]; }

 private:
  std::string texts_[3][2048];
};

}  // namespace

int main(int count, char** words) {
  if (count != 4) fail("usage: cpp_scanner APPLICANTS ENTERPRISES OUT");
  const Enterprises enterprises(map_file(words[2]));
  const std::string_view text = map_file(words[1]);
  if (!text.starts_with(header)) fail("other columns of applicants");
  const Words failed;
  Output out(words[3]);
  Delimiters found;
  constexpr std::size_t piece = std::size_t{64} << 10U;
  for (std::size_t begin = header.size(); begin < text.size();) {
    const std::size_t end = std::min(text.size(), begin + piece);
    found.scan(text, begin, end);
    const std::size_t* at = found.begin();
    const std::size_t rows = found.count() / cells;
    if (rows == 0) fail("a row that does not end");
    for (std::size_t row = 0; row < rows; ++row, at += cells) {
      if (text[at[cells - 1]] != '\n') fail("a row with more or fewer cells");
      const Applicant one = read(text, begin, at, enterprises);
      by_hand::Answers answers;
      by_hand::decide(one, enterprises.rows(), answers);
      if (answers.invalid) fail("a cell out of range");
      const int benefit = one.event;
      const by_hand::Answer& answer = answers.benefit[static_cast<std::size_t>(benefit)];
      const std::size_t dossier_end = at[0], enterprise_end = at[1], person_end = at[2];
      out.put(text.substr(begin, dossier_end - begin + 1));
      out.put(text.substr(enterprise_end + 1, person_end - enterprise_end));
      out.put(text.substr(dossier_end + 1, enterprise_end - dossier_end));
      out.put(events[benefit]);
      out.put(answer.eligible ? ",eligible," : ",not_eligible,");
      out.put(answer.entitlement);
      out.put(",,");
      out.put(answer.payout);
      out.put(",,");
      out.put(answer.overpaid);
      out.put(",");
      out.put(answer.in_scope ? std::string_view(failed.of(benefit, answer.failed)) : "outside_scope");
      out.put("\n");
      out.flush(false);
      begin = at[cells - 1] + 1;
    }
  }
  out.flush(true);
  return 0;
}
