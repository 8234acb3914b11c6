// SPDX-License-Identifier: Apache-2.0
// The limit: written by hand for this one rule set, without a branch, in loops that the compiler turns into
// vector code, block by block in the first-level cache. What the law makes true of every row is used: the
// windows of the two rounds are what the rule set covers, so that no condition on the first day can fail
// inside it, and a row concerns one benefit at most. Rows with a cell out of range, or an unknown truth, are
// marked and left to somebody else.

#include <vector>

#include "../contender.hpp"

namespace {

using std::int32_t;
using u8 = std::uint8_t;
using u16 = std::uint16_t;

// Days since 1970.
constexpr int32_t scope_begins = 19'266, second_begins = 19'448, scope_ends = 19'722;
constexpr int32_t first_closes = 19'447, second_closes = 19'753;
constexpr int32_t first_day = -25'567, days_there_are = 73'414;
constexpr int32_t march_1900 = -25'508, march_2065 = 34'758, march_2094 = 45'350;

constexpr int block = 1024;

/// The day on which years are completed: whole cycles of four with a leap day each, and a rest that has one
/// if the birth is late enough in its cycle. Somebody born on a leap day completes a year on 28 February, and
/// 2100 has no leap day.
inline int32_t birthday(int32_t born, int32_t days, std::uint32_t late, int32_t no_leap_from) {
  const auto since = static_cast<std::uint32_t>(born < march_1900 ? 0 : born - march_1900);
  const std::uint32_t of_cycle =
      since - (since * 22'967U >> 25U) * 1461U;  // since % 1461, for days there are
  return born + days + ((of_cycle >= late) & (of_cycle < 1460U)) - (born >= no_leap_from);
}

inline bool no_such_day(int32_t day) {
  return static_cast<std::uint32_t>(day) - static_cast<std::uint32_t>(first_day) >=
         static_cast<std::uint32_t>(days_there_are);
}

/// What a block's rows have, as flags of 0 or 1.
struct Flags {
  alignas(64) int32_t enterprise[block];
  alignas(64) u8 bad[block], bad_cells[block], in_scope[block], second[block], window_14[block],
      window_30[block], long_30[block], in_time[block], low_income[block], fund[block], employer[block],
      long_14[block], age_35[block], small_child[block], full[block];
  alignas(64) u8 shared[block], low_bits[3][block], late[block], high_bits[block];
};

struct Outputs {
  u8 *concerned, *in_scope, *eligible;
  int32_t *entitlement, *payout, *overpaid;
  u16* failed;
};

/// Answers of a million rows are written at the speed of memory, and faster on pages of 2 MiB.
template <class T>
class Cells {
 public:
  void resize(std::size_t rows) {
    constexpr std::size_t page = std::size_t{2} << 20U;
    if (rows <= capacity_) return;
    const std::size_t bytes = (rows * sizeof(T) + page - 1) / page * page;
    cells_.reset(static_cast<T*>(std::aligned_alloc(page, bytes)));
    ::madvise(cells_.get(), bytes, MADV_HUGEPAGE);
    capacity_ = bytes / sizeof(T);
  }
  T* data() { return cells_.get(); }
  T operator[](std::size_t row) const { return cells_[row]; }

 private:
  struct Free {
    void operator()(T* cells) const { std::free(cells); }
  };
  std::unique_ptr<T[], Free> cells_;
  std::size_t capacity_ = 0;
};

struct Benefit {
  Cells<u8> concerned, in_scope, eligible;
  Cells<int32_t> entitlement, payout, overpaid;
  Cells<u16> failed;
};

// --- The steps, each a loop over a block

void gather(int rows, const int32_t* __restrict index, const int32_t* __restrict of, int32_t count,
            int32_t* __restrict out, u8* __restrict bad) {
  for (int i = 0; i < rows; ++i) {
    const bool beyond = static_cast<std::uint32_t>(index[i]) >= static_cast<std::uint32_t>(count);
    out[i] = of[beyond ? 0 : index[i]];
    bad[i] = beyond;
  }
}

void dates(int rows, const int32_t* __restrict from, const int32_t* __restrict to,
           const int32_t* __restrict received, u8* __restrict in_scope, u8* __restrict second,
           u8* __restrict window_14, u8* __restrict window_30, u8* __restrict long_30, u8* __restrict in_time,
           u8* __restrict bad) {
  for (int i = 0; i < rows; ++i) {
    const int32_t a = from[i], b = to[i];
    const bool later = a >= second_begins;
    const int32_t opens = later ? second_begins : scope_begins;
    const int32_t ends = later ? scope_ends : first_closes;
    const int32_t inside = std::min(b, ends) - std::max(a, opens);
    in_scope[i] = (a >= scope_begins) & (a <= scope_ends);
    second[i] = later;
    window_14[i] = inside >= 13;
    window_30[i] = inside >= 29;
    long_30[i] = b - a >= 29;
    in_time[i] = received[i] <= (later ? second_closes : first_closes);
    const u8 no_day = no_such_day(a) | no_such_day(b) | no_such_day(received[i]);
    bad[i] |= no_day;
  }
}

void enterprise(int rows, const int32_t* __restrict of_enterprise, const int32_t* __restrict gross,
                const u8* __restrict second, u8* __restrict low_income, u8* __restrict fund,
                u8* __restrict employer, u8* __restrict bad) {
  for (int i = 0; i < rows; ++i) {
    const int32_t e = of_enterprise[i];
    low_income[i] = gross[i] <= e >> 3;
    employer[i] = static_cast<u8>(e & 1);
    fund[i] = static_cast<u8>((e >> (second[i] + 1)) & 1);
    bad[i] |= static_cast<std::uint32_t>(gross[i]) > 1'000'000'000U;
  }
}

void ages(int rows, const int32_t* __restrict from, const int32_t* __restrict born,
          const int32_t* __restrict child_born, u8* __restrict age_35, u8* __restrict small_child,
          u8* __restrict bad) {
  for (int i = 0; i < rows; ++i) {
    const int32_t on = from[i], child = child_born[i];
    age_35[i] = on >= birthday(born[i], 8 * 1461 + 1095, 365, march_2065);
    small_child[i] = (child <= on) & (on < birthday(child, 1461 + 730, 730, march_2094));
    const u8 no_day = no_such_day(born[i]) | no_such_day(child);
    bad[i] |= no_day;
  }
}

void counts(int rows, const int32_t* __restrict days, const int32_t* __restrict paid_1,
            const int32_t* __restrict paid_2, const int32_t* __restrict paid_3, u8* __restrict long_14,
            u8* __restrict bad) {
  for (int i = 0; i < rows; ++i) {
    long_14[i] = days[i] >= 14;
    bad[i] |= (static_cast<std::uint32_t>(days[i]) > 1000U) | ((paid_1[i] | paid_2[i] | paid_3[i]) < 0);
  }
}

void full_rate(int rows, const u8* __restrict member, const u8* __restrict sex, const u8* __restrict pregnant,
               const u8* __restrict raises, const u8* __restrict other, const u8* __restrict age_35,
               const u8* __restrict small_child, u8* __restrict full, u8* __restrict bad) {
  for (int i = 0; i < rows; ++i) {
    const u8 woman = (sex[i] == 0) & (age_35[i] | (pregnant[i] >> 1));
    const u8 carer = (raises[i] >> 1) & small_child[i] & (other[i] != 1);
    full[i] = static_cast<u8>((member[i] >> 1) | woman | carer);
    bad[i] |= static_cast<u8>(((member[i] | pregnant[i] | raises[i]) & 0xFD) | (sex[i] > 1) | (other[i] > 2));
  }
}

/// A bit for each condition that fails: what the benefits share, then each.
void shared_conditions(int rows, const u8* __restrict contract, const u8* __restrict order_cut,
                       const u8* __restrict employer, const u8* __restrict fund, u8* __restrict out,
                       u8* __restrict bad) {
  for (int i = 0; i < rows; ++i) {
    const u8 no_contract = contract[i] == 0, other_cause = order_cut[i] == 0;
    out[i] = static_cast<u8>(no_contract | (employer[i] ^ 1) << 1 | (fund[i] ^ 1) << 2 | other_cause << 3);
    bad[i] = (contract[i] | order_cut[i]) & 0xFD;
  }
}
void reduced_hours(int rows, const u8* __restrict shared, const u8* __restrict reduction,
                   const u8* __restrict long_14, const u8* __restrict low_income,
                   const u8* __restrict window_14, u8* __restrict out, u8* __restrict bad) {
  for (int i = 0; i < rows; ++i) {
    const u8 other = reduction[i] > 2, no_option = reduction[i] > 4;
    out[i] = static_cast<u8>(shared[i] | other << 4 | (long_14[i] ^ 1) << 5 | (low_income[i] ^ 1) << 6 |
                             (window_14[i] ^ 1) << 7);
    bad[i] |= no_option;
  }
}
void suspended(int rows, const u8* __restrict shared, const u8* __restrict personal,
               const u8* __restrict long_30, const u8* __restrict window_30, u8* __restrict out,
               u8* __restrict bad) {
  for (int i = 0; i < rows; ++i) {
    const u8 own_wish = personal[i] != 0;
    out[i] = static_cast<u8>(shared[i] | own_wish << 4 | (long_30[i] ^ 1) << 5 | (window_30[i] ^ 1) << 6);
    bad[i] |= personal[i] & 0xFD;
  }
}
void terminated(int rows, const u8* __restrict shared, const u8* __restrict termination,
                const u8* __restrict pension, const u8* __restrict incapacity, const u8* __restrict qualifies,
                const u8* __restrict in_time, u8* __restrict low, u8* __restrict high, u8* __restrict late,
                u8* __restrict bad) {
  for (int i = 0; i < rows; ++i) {
    const u8 ended = termination[i];
    const u8 unlawful = ended == 4, dismissed = ended == 5, probation = (ended == 6) | (ended == 7);
    const u8 no_option = ended > 8;
    low[i] = static_cast<u8>(shared[i] | unlawful << 5 | dismissed << 6 | probation << 7);
    high[i] = static_cast<u8>((pension[i] | incapacity[i]) >> 1 | (qualifies[i] & 2) | (in_time[i] ^ 1) << 2);
    late[i] = in_time[i] ^ 1;
    bad[i] |= ((pension[i] | incapacity[i] | qualifies[i]) & 0xFD) | no_option;
  }
}

void truths(int rows, u8 which, const u8* __restrict event, const u8* __restrict in_scope,
            const u8* __restrict low, const u8* __restrict high, u8* __restrict concerned_out,
            u8* __restrict scope_out, u8* __restrict eligible_out) {
  for (int i = 0; i < rows; ++i) {
    const u8 concerned = event[i] == which;
    concerned_out[i] = static_cast<u8>(concerned << 1);
    scope_out[i] = static_cast<u8>(in_scope[i] << 1);
    eligible_out[i] = static_cast<u8>((concerned & in_scope[i] & ((low[i] | high[i]) == 0)) << 1);
  }
}

void failed(int rows, const u8* __restrict concerned, const u8* __restrict scope, const u8* __restrict low,
            const u8* __restrict high, u16* __restrict out) {
  for (int i = 0; i < rows; ++i) {
    const u16 mask = (concerned[i] & scope[i]) != 0 ? 0xFFFF : 0;
    out[i] = static_cast<u16>((low[i] | high[i] << 8) & mask);
  }
}

void amounts(int rows, int32_t all, int32_t ordinary, const u8* __restrict eligible,
             const u8* __restrict full, const int32_t* __restrict paid, int32_t* __restrict entitlement,
             int32_t* __restrict payout, int32_t* __restrict overpaid) {
  for (int i = 0; i < rows; ++i) {
    const int32_t granted = (full[i] != 0 ? all : ordinary) & -static_cast<int32_t>(eligible[i] >> 1);
    entitlement[i] = granted;
    payout[i] = std::max(0, granted - paid[i]);
    overpaid[i] = std::max(0, paid[i] - granted);
  }
}

/// One benefit at most concerns a row, so that what is left of the others is nothing.
void row_truths(int rows, const u8* __restrict a, const u8* __restrict b, const u8* __restrict c,
                u8* __restrict any) {
  for (int i = 0; i < rows; ++i) any[i] = a[i] | b[i] | c[i];
}
void row_amounts(int rows, const int32_t* __restrict a, const int32_t* __restrict b,
                 const int32_t* __restrict c, int32_t* __restrict sum) {
  for (int i = 0; i < rows; ++i) sum[i] = a[i] + b[i] + c[i];
}
void row_overpaid(int rows, const int32_t* __restrict a, const int32_t* __restrict b,
                  const int32_t* __restrict c, std::int64_t* __restrict sum) {
  for (int i = 0; i < rows; ++i) sum[i] = std::int64_t{a[i]} + b[i] + c[i];
}
void invalid(int rows, const u8* __restrict a, const u8* __restrict b, const u8* __restrict c,
             u8* __restrict out) {
  for (int i = 0; i < rows; ++i) out[i] = (a[i] | b[i] | (c[i] > 2)) != 0;
}

class HandColumns {
 public:
  explicit HandColumns(contender::Columns& columns)
      : kind_(columns.u8("event")),
        contract_(columns.u8("labour_contract")),
        order_cut_(columns.u8("caused_by_order_cut")),
        reduction_(columns.u8("reduction")),
        personal_(columns.u8("personal_reasons")),
        termination_(columns.u8("termination")),
        pension_(columns.u8("pension")),
        incapacity_(columns.u8("incapacity_allowance")),
        qualifies_(columns.u8("qualifies_for_unemployment_benefit")),
        member_(columns.u8("union_member")),
        sex_(columns.u8("sex")),
        pregnant_(columns.u8("pregnant")),
        raises_(columns.u8("raises_child")),
        carer_(columns.u8("other_carer")),
        from_(columns.i32("event_from")),
        to_(columns.i32("event_to")),
        received_(columns.i32("application_date")),
        days_(columns.i32("days_total")),
        gross_(columns.i32("gross_in_window")),
        born_(columns.i32("birth_date")),
        child_(columns.i32("youngest_child_birth")),
        paid_{columns.i32("paid_before.reduced_hours"), columns.i32("paid_before.suspended"),
              columns.i32("paid_before.terminated")},
        enterprise_(columns.i32("enterprise")) {
    // What the rules ask of an enterprise, in one number: its region's wage, and three flags below it.
    constexpr int32_t wages[] = {4'680'000, 4'160'000, 3'640'000, 3'250'000};
    const auto *kind = columns.u8("enterprise.kind"), *region = columns.u8("enterprise.region");
    const auto* first = columns.u8("enterprise.fund_first_round");
    const auto* second = columns.u8("enterprise.fund_second_round");
    for (std::size_t i = 0; i < columns.enterprises; ++i) {
      if (kind[i] > 2 || region[i] > 3 || first[i] > 3 || second[i] > 4) contender::fail("bad enterprise");
      const int32_t paid_first = first[i] == 0 || first[i] == 2;
      const int32_t paid_second = second[i] == 0 || second[i] == 2 || second[i] == 3;
      enterprises_.push_back(wages[region[i]] * 8 + (kind[i] <= 1) + paid_first * 2 + paid_second * 4);
    }
  }

  void run(std::size_t first, std::size_t last) {
    resize(last - first);
    for (std::size_t begin = first; begin < last; begin += block)
      decide(begin, begin - first, static_cast<int>(std::min<std::size_t>(block, last - begin)));
  }

  void write(contender::Answers& answers, std::size_t rows) const {
    for (int b = 0; b < 4; ++b) {
      const Benefit& one = outputs_[b];
      const std::string name = b < 3 ? contender::benefits[b] : "row";
      const auto at = [](const auto& cells) { return [&cells](std::size_t row) { return cells[row]; }; };
      answers.truth(name + ".concerned", rows, at(one.concerned));
      answers.truth(name + ".in_scope", rows, at(one.in_scope));
      answers.truth(name + ".eligible", rows, at(one.eligible));
      answers.amount(name + ".entitlement", rows, at(one.entitlement));
      answers.amount(name + ".payout", rows, at(one.payout));
      if (b == 3) {
        answers.amount(name + ".overpaid", rows, at(row_overpaid_));
      } else {
        answers.amount(name + ".overpaid", rows, at(one.overpaid));
        answers.bits(name + ".failed", rows, at(one.failed));
      }
    }
    answers.truth("invalid", rows, [&](std::size_t row) { return invalid_[row]; });
  }

 private:
  void resize(std::size_t rows) {
    for (Benefit& one : outputs_) {
      for (Cells<u8>* cells : {&one.concerned, &one.in_scope, &one.eligible}) cells->resize(rows);
      for (Cells<int32_t>* cells : {&one.entitlement, &one.payout, &one.overpaid}) cells->resize(rows);
      one.failed.resize(rows);
    }
    row_overpaid_.resize(rows);
    invalid_.resize(rows);
  }

  void decide(std::size_t at, std::size_t to, int rows) {
    Flags& f = flags_;
    const auto u = [at](const u8* column) { return column + at; };
    const auto n = [at](const int32_t* column) { return column + at; };
    gather(rows, n(enterprise_), enterprises_.data(), static_cast<int32_t>(enterprises_.size()), f.enterprise,
           f.bad);
    dates(rows, n(from_), n(to_), n(received_), f.in_scope, f.second, f.window_14, f.window_30, f.long_30,
          f.in_time, f.bad);
    enterprise(rows, f.enterprise, n(gross_), f.second, f.low_income, f.fund, f.employer, f.bad);
    ages(rows, n(from_), n(born_), n(child_), f.age_35, f.small_child, f.bad);
    counts(rows, n(days_), n(paid_[0]), n(paid_[1]), n(paid_[2]), f.long_14, f.bad);
    full_rate(rows, u(member_), u(sex_), u(pregnant_), u(raises_), u(carer_), f.age_35, f.small_child, f.full,
              f.bad);
    shared_conditions(rows, u(contract_), u(order_cut_), f.employer, f.fund, f.shared, f.bad_cells);
    reduced_hours(rows, f.shared, u(reduction_), f.long_14, f.low_income, f.window_14, f.low_bits[0],
                  f.bad_cells);
    suspended(rows, f.shared, u(personal_), f.long_30, f.window_30, f.low_bits[1], f.bad_cells);
    terminated(rows, f.shared, u(termination_), u(pension_), u(incapacity_), u(qualifies_), f.in_time,
               f.low_bits[2], f.high_bits, f.late, f.bad_cells);
    constexpr int32_t all[] = {1'000'000, 2'000'000, 3'000'000};
    constexpr int32_t ordinary[] = {700'000, 1'400'000, 2'100'000};
    Outputs out[4];
    for (int b = 0; b < 4; ++b) {
      Benefit& o = outputs_[b];
      out[b] = {o.concerned.data() + to,   o.in_scope.data() + to, o.eligible.data() + to,
                o.entitlement.data() + to, o.payout.data() + to,   o.overpaid.data() + to,
                o.failed.data() + to};
    }
    for (int b = 0; b < 3; ++b) {
      const u8* high = b == 2 ? f.high_bits : f.late;
      truths(rows, static_cast<u8>(b), u(kind_), f.in_scope, f.low_bits[b], high, out[b].concerned,
             out[b].in_scope, out[b].eligible);
      failed(rows, out[b].concerned, out[b].in_scope, f.low_bits[b], high, out[b].failed);
      amounts(rows, all[b], ordinary[b], out[b].eligible, f.full, n(paid_[b]), out[b].entitlement,
              out[b].payout, out[b].overpaid);
    }
    row_truths(rows, out[0].concerned, out[1].concerned, out[2].concerned, out[3].concerned);
    row_truths(rows, out[0].in_scope, out[1].in_scope, out[2].in_scope, out[3].in_scope);
    row_truths(rows, out[0].eligible, out[1].eligible, out[2].eligible, out[3].eligible);
    row_amounts(rows, out[0].entitlement, out[1].entitlement, out[2].entitlement, out[3].entitlement);
    row_amounts(rows, out[0].payout, out[1].payout, out[2].payout, out[3].payout);
    row_overpaid(rows, out[0].overpaid, out[1].overpaid, out[2].overpaid, row_overpaid_.data() + to);
    invalid(rows, f.bad, f.bad_cells, u(kind_), invalid_.data() + to);
  }

  const u8 *kind_, *contract_, *order_cut_, *reduction_, *personal_, *termination_, *pension_, *incapacity_,
      *qualifies_, *member_, *sex_, *pregnant_, *raises_, *carer_;
  const int32_t *from_, *to_, *received_, *days_, *gross_, *born_, *child_, *paid_[3], *enterprise_;
  std::vector<int32_t> enterprises_;
  Flags flags_;
  Benefit outputs_[4];
  Cells<std::int64_t> row_overpaid_;
  Cells<u8> invalid_;
};

}  // namespace

int main(int count, char** words) { return contender::serve<HandColumns>(count, words); }
