// SPDX-License-Identifier: Apache-2.0
// Lua in a C++ program: the rules are a script, each applicant is a table that was filled before.

#include <array>
#include <lua.hpp>
#include <vector>

#include "../contender.hpp"

namespace {

constexpr const char* words_of_event[] = {"reduced_hours", "suspended", "terminated"};
constexpr const char* words_of_reduction[] = {"daily_hours", "working_days", "stoppage", "other_stoppage",
                                              "overtime_only"};
constexpr const char* words_of_termination[] = {"agreement",        "term_expired",        "employer_notice",
                                                "employee_lawful",  "employee_unlawful",   "dismissal",
                                                "probation_failed", "probation_cancelled", "other"};
constexpr const char* words_of_sex[] = {"female", "male"};
constexpr const char* words_of_carer[] = {"no_support", "support_as_carer", "support_as_member"};
constexpr const char* words_of_kind[] = {"enterprise", "cooperative", "other"};
constexpr const char* words_of_region[] = {"I", "II", "III", "IV"};
constexpr const char* words_of_first[] = {"paid_before", "paid_on_the_day", "partly_paid", "not_paid"};
constexpr const char* words_of_second[] = {"paid_before", "paid_on_the_day", "partly_paid", "postponed",
                                           "not_paid"};

struct One {
  bool concerned, eligible;
  std::int32_t failed;
  std::int64_t entitlement, payout, overpaid;
};
struct Row {
  std::array<One, 3> benefit;
  One row;
  bool in_scope, invalid;
};

class Lua {
 public:
  explicit Lua(contender::Columns& c) : lua_(luaL_newstate()), enterprise_(c.i32("enterprise")) {
    luaL_openlibs(lua_);
    if (luaL_dofile(lua_, HOTRO_PROJECT "/benchmarks/batch/lua_rows.lua") != LUA_OK)
      contender::fail(lua_tostring(lua_, -1));
    tables("enterprises", c.enterprises, [&](std::size_t row) {
      word("kind", words_of_kind, c.u8("enterprise.kind")[row]);
      word("region", words_of_region, c.u8("enterprise.region")[row]);
      word("fund_first_round", words_of_first, c.u8("enterprise.fund_first_round")[row]);
      word("fund_second_round", words_of_second, c.u8("enterprise.fund_second_round")[row]);
    });
    tables("applicants", c.rows, [&](std::size_t row) {
      word("event", words_of_event, c.u8("event")[row]);
      word("reduction", words_of_reduction, c.u8("reduction")[row]);
      word("termination", words_of_termination, c.u8("termination")[row]);
      word("sex", words_of_sex, c.u8("sex")[row]);
      word("other_carer", words_of_carer, c.u8("other_carer")[row]);
      for (const char* name :
           {"labour_contract", "caused_by_order_cut", "personal_reasons", "pension", "incapacity_allowance",
            "qualifies_for_unemployment_benefit", "union_member", "pregnant", "raises_child"}) {
        lua_pushboolean(lua_, c.u8(name)[row] == 2);
        lua_setfield(lua_, -2, name);
      }
      for (const char* name : {"event_from", "event_to", "application_date", "birth_date",
                               "youngest_child_birth", "days_total", "gross_in_window"})
        number(name, c.i32(name)[row]);
      number("paid_reduced_hours", c.i32("paid_before.reduced_hours")[row]);
      number("paid_suspended", c.i32("paid_before.suspended")[row]);
      number("paid_terminated", c.i32("paid_before.terminated")[row]);
    });
    lua_getglobal(lua_, "applicants");
    lua_getglobal(lua_, "enterprises");
    lua_getglobal(lua_, "decide");
  }

  void run(std::size_t first, std::size_t last) {
    rows_.resize(last - first);
    for (std::size_t row = first; row < last; ++row) {
      lua_pushvalue(lua_, 3);
      lua_rawgeti(lua_, 1, static_cast<lua_Integer>(row) + 1);
      lua_rawgeti(lua_, 2, enterprise_[row] + 1);
      lua_call(lua_, 2, 20);
      Row& out = rows_[row - first];
      out.row = {};
      int at = 4;
      for (One& one : out.benefit) {
        one.concerned = lua_toboolean(lua_, at++) != 0;
        one.eligible = lua_toboolean(lua_, at++) != 0;
        one.failed = static_cast<std::int32_t>(lua_tointeger(lua_, at++));
        one.entitlement = lua_tointeger(lua_, at++);
        one.payout = lua_tointeger(lua_, at++);
        one.overpaid = lua_tointeger(lua_, at++);
        out.row.concerned |= one.concerned;
        out.row.eligible |= one.eligible;
        out.row.entitlement += one.entitlement;
        out.row.payout += one.payout;
        out.row.overpaid += one.overpaid;
      }
      out.in_scope = lua_toboolean(lua_, at++) != 0;
      out.invalid = lua_toboolean(lua_, at) != 0;
      lua_settop(lua_, 3);
    }
  }

  void write(contender::Answers& answers, std::size_t rows) const {
    using R = const Row&;
    const auto of_row = [&](auto get) { return [this, get](std::size_t row) { return get(rows_[row]); }; };
    const auto truth = [](bool value) { return value ? 2 : 0; };
    for (std::size_t b = 0; b < 3; ++b) {
      const std::string name = contender::benefits[b];
      answers.truth(name + ".concerned", rows, of_row([=](R r) { return truth(r.benefit[b].concerned); }));
      answers.truth(name + ".in_scope", rows, of_row([=](R r) { return truth(r.in_scope); }));
      answers.truth(name + ".eligible", rows, of_row([=](R r) { return truth(r.benefit[b].eligible); }));
      answers.amount(name + ".entitlement", rows, of_row([=](R r) { return r.benefit[b].entitlement; }));
      answers.amount(name + ".payout", rows, of_row([=](R r) { return r.benefit[b].payout; }));
      answers.amount(name + ".overpaid", rows, of_row([=](R r) { return r.benefit[b].overpaid; }));
      answers.bits(name + ".failed", rows, of_row([=](R r) { return r.benefit[b].failed; }));
    }
    answers.truth("row.concerned", rows, of_row([=](R r) { return truth(r.row.concerned); }));
    answers.truth("row.in_scope", rows, of_row([=](R r) { return truth(r.in_scope); }));
    answers.truth("row.eligible", rows, of_row([=](R r) { return truth(r.row.eligible); }));
    answers.amount("row.entitlement", rows, of_row([](R r) { return r.row.entitlement; }));
    answers.amount("row.payout", rows, of_row([](R r) { return r.row.payout; }));
    answers.amount("row.overpaid", rows, of_row([](R r) { return r.row.overpaid; }));
    answers.truth("invalid", rows, of_row([](R r) { return r.invalid; }));
  }

 private:
  /// A global list of tables, each filled by `fill` on the top of the stack.
  template <class Fill>
  void tables(const char* name, std::size_t rows, Fill fill) {
    lua_createtable(lua_, static_cast<int>(rows), 0);
    for (std::size_t row = 0; row < rows; ++row) {
      lua_createtable(lua_, 0, 32);
      fill(row);
      lua_rawseti(lua_, -2, static_cast<lua_Integer>(row) + 1);
    }
    lua_setglobal(lua_, name);
  }
  template <std::size_t N>
  void word(const char* name, const char* const (&words)[N], std::uint8_t option) {
    if (option >= N) contender::fail("no such option");
    lua_pushstring(lua_, words[option]);
    lua_setfield(lua_, -2, name);
  }
  void number(const char* name, std::int32_t value) {
    lua_pushinteger(lua_, value);
    lua_setfield(lua_, -2, name);
  }

  lua_State* lua_;
  const std::int32_t* enterprise_;
  std::vector<Row> rows_;
};

}  // namespace

int main(int count, char** words) { return contender::serve<Lua>(count, words); }
