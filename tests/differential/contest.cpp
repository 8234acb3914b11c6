// SPDX-License-Identifier: Apache-2.0
#include "differential/contest.hpp"

#include <algorithm>
#include <cstring>
#include <map>
#include <numeric>

namespace generated {

using hotro::Kind;

std::optional<hotro::RuleSet> load(const Texts& texts, std::string& why, bool with_amendments) {
  hotro::Sources sources;
  std::vector<std::uint32_t> files;
  for (const Texts::File& file : texts.files) {
    if (with_amendments || !file.amends) files.push_back(sources.add(file.name, file.text));
  }
  hotro::Result<hotro::RuleSet> rules = hotro::load(sources, files);
  if (rules) return std::move(*rules);
  why = hotro::render(rules.diagnostics(), sources);
  return std::nullopt;
}

std::optional<Trial> compile(hotro::RuleSet rules, const hotro::CompileOptions& options, std::string& why) {
  hotro::Result<hotro::Program> program = hotro::compile(rules, options);
  hotro::CompileOptions wide_options = options;
  wide_options.force_wide = true;
  hotro::Result<hotro::Program> wide = hotro::compile(rules, wide_options);
  for (const auto* result : {&program, &wide}) {
    if (*result) continue;
    for (const hotro::Diagnostic& one : result->diagnostics()) {
      if (one.severity != hotro::Severity::error) continue;
      why = std::string(hotro::code_text(one.code)) + ": " + one.message + "\n";
      return std::nullopt;
    }
  }
  const hotro::Date known = options.has_known ? options.known : rules.latest_enactment();
  return Trial{std::move(rules), options, known, std::move(*program), std::move(*wide)};
}

hotro::CompileOptions draw_options(Draw& draw, const hotro::RuleSet& rules) {
  hotro::CompileOptions options;
  for (const hotro::Reading& reading : rules.readings) {
    if (draw.chance(50))
      options.readings.emplace_back(reading.name, draw.of(rules.types[reading.type].options));
  }
  if (draw.chance(40)) {
    options.has_known = true;
    options.known = rules.sources[draw.of(rules.acts)].enacted + draw.number(-1, 1);
    options.known = std::max(options.known, rules.sources[rules.base_act].enacted);
  }
  return options;
}

bool has_span(const oracle::Row& row) {
  return std::any_of(row.begin(), row.end(),
                     [](const oracle::Cell& cell) { return !cell.missing && !cell.value.known(); });
}
bool has_missing(const hotro::RuleSet& rules, const oracle::Row& row) {
  for (std::size_t fact = 0; fact < row.size(); ++fact) {
    if (row[fact].missing && rules.facts[fact].type.kind != Kind::text) return true;
  }
  return false;
}

namespace {

bool in_range(const hotro::Fact& fact, const oracle::Cell& cell) {
  return fact.range.low <= cell.value.low && cell.value.high <= fact.range.high;
}

}  // namespace

hotro::Facts facts_of(const hotro::RuleSet& rules, const hotro::Program& program, const oracle::Row& row) {
  hotro::Facts facts(program);
  for (std::uint32_t fact = 0; fact < row.size(); ++fact) {
    const std::uint32_t input = program.find(rules.facts[fact].path());
    if (input == hotro::none || row[fact].missing) continue;
    const hotro::Interval value = row[fact].value;
    const bool taken = value.known() ? facts.set(input, value.low) : facts.set(input, value);
    if (taken != in_range(rules.facts[fact], row[fact]))
      throw std::logic_error("Facts::set: " + rules.facts[fact].path());
  }
  return facts;
}

std::string text_of(const hotro::RuleSet& rules, const oracle::Row& row) {
  std::string text;
  for (std::size_t fact = 0; fact < row.size(); ++fact) {
    const hotro::Fact& about = rules.facts[fact];
    if (about.type.kind == Kind::text) continue;
    text += "  " + about.path() + ": ";
    const hotro::Interval value = row[fact].value;
    const auto one = [&](std::int64_t n) {
      if (about.type.kind == Kind::date && in_range(about, row[fact])) {
        text += hotro::iso(hotro::Date{static_cast<std::int32_t>(n)}) + " = ";
      }
      text += std::to_string(n);
    };
    if (row[fact].missing) {
      text += "missing";
    } else {
      one(value.low);
      if (!value.known()) {
        text += " .. ";
        one(value.high);
      }
    }
    text += "\n";
  }
  return text;
}

std::string text_of(const hotro::Decision& decision) {
  const auto amount = [](const hotro::Amount& a) {
    return a.known() ? std::to_string(a.low.units)
                     : std::to_string(a.low.units) + ".." + std::to_string(a.high.units);
  };
  return "concerned " + std::string(hotro::name(decision.concerned)) + ", in scope " +
         std::string(hotro::name(decision.in_scope)) + ", eligible " +
         std::string(hotro::name(decision.eligible)) + ", entitlement " + amount(decision.entitlement) +
         ", payout " + amount(decision.payout) + ", overpaid " + amount(decision.overpaid) + ", failed " +
         std::to_string(decision.failed) + ", open " + std::to_string(decision.open);
}

bool same(const hotro::Decision& a, const hotro::Decision& b) {
  return a.concerned == b.concerned && a.in_scope == b.in_scope && a.eligible == b.eligible &&
         a.entitlement == b.entitlement && a.payout == b.payout && a.overpaid == b.overpaid &&
         a.failed == b.failed && a.open == b.open;
}

Columns::Columns(Draw& draw, const hotro::RuleSet& rules, const hotro::Program& program,
                 const std::vector<oracle::Row>& rows, const std::vector<std::size_t>& order)
    : rows_(order.size()) {
  std::map<std::string, std::uint32_t> fact_of;
  for (std::uint32_t fact = 0; fact < rules.facts.size(); ++fact) fact_of[rules.facts[fact].path()] = fact;

  // Enterprises: one per row that is given, in another order, and some that nobody works for.
  std::vector<std::size_t> enterprises(rows.size() + 3);
  std::iota(enterprises.begin(), enterprises.end(), std::size_t{0});
  draw.shuffle(enterprises);
  enterprises_ = enterprises.size();
  for (const hotro::Input& input : program.inputs())
    has_enterprises_ = has_enterprises_ || input.of_enterprise;
  for (const std::size_t row : order) {
    bool any = false;
    for (std::uint32_t fact = 0; fact < rules.facts.size(); ++fact) {
      any = any || (rules.facts[fact].group == hotro::Group::enterprise && !rows[row][fact].missing);
    }
    const auto at = static_cast<std::int32_t>(std::find(enterprises.begin(), enterprises.end(), row) -
                                              enterprises.begin());
    enterprise_.push_back(any || draw.chance(50)
                              ? at
                              : draw.of({-1, INT32_MIN, static_cast<std::int32_t>(enterprises_), INT32_MAX}));
  }

  storage_.resize(program.inputs().size());
  columns_.resize(program.inputs().size());
  for (std::size_t i = 0; i < program.inputs().size(); ++i) {
    const hotro::Input& input = program.inputs()[i];
    if (input.kind == Kind::text) continue;
    const std::uint32_t fact = fact_of.at(input.path);
    std::vector<oracle::Cell> cells;
    if (input.of_enterprise) {
      for (const std::size_t row : enterprises)
        cells.push_back(row < rows.size() ? rows[row][fact] : oracle::Cell{});
    } else {
      for (const std::size_t row : order) cells.push_back(rows[row][fact]);
    }
    const bool none =
        std::all_of(cells.begin(), cells.end(), [](const oracle::Cell& c) { return c.missing; });
    if (none && draw.chance(50)) continue;

    const auto fits = [&](std::int64_t low, std::int64_t high) {
      return std::all_of(cells.begin(), cells.end(), [&](const oracle::Cell& c) {
        return c.missing || (low <= c.value.low && c.value.low <= high);
      });
    };
    const bool some_missing =
        std::any_of(cells.begin(), cells.end(), [](const oracle::Cell& c) { return c.missing; });
    bool validity = some_missing || draw.chance(30);
    hotro::ColumnType type = hotro::ColumnType::i64;
    std::size_t width = 8;
    const bool as_bytes = input.kind == Kind::choice && fits(0, 255) && draw.chance(50);
    if (input.kind == Kind::truth) {
      const bool bits = std::all_of(cells.begin(), cells.end(), [](const oracle::Cell& c) {
        return c.missing || c.value.low == 0 || c.value.low == 2;
      });
      type = bits && draw.chance(50) ? hotro::ColumnType::bits : hotro::ColumnType::truth;
      width = 1;
      if (type == hotro::ColumnType::truth && draw.chance(50))
        validity = false;  // unknown is a value of its own
    } else if (as_bytes) {
      type = hotro::ColumnType::u8;
      width = 1;
    } else if (fits(INT32_MIN, INT32_MAX) && draw.chance(60)) {
      type = hotro::ColumnType::i32;
      width = 4;
    }

    Storage& to = storage_[i];
    to.bytes.resize(type == hotro::ColumnType::bits ? cells.size() / 8 + 1 : cells.size() * width + 8);
    if (validity) to.validity.resize(cells.size() / 8 + 1);
    for (std::size_t c = 0; c < cells.size(); ++c) {
      // What stands in a cell that is not valid is of no importance.
      std::int64_t value = cells[c].missing
                               ? draw.of({std::int64_t{0}, INT64_MIN, INT64_MAX, std::int64_t{-1}})
                               : cells[c].value.low;
      if (input.kind == Kind::truth && cells[c].missing && !validity) value = 1;
      if (validity && !cells[c].missing)
        to.validity[c / 8] = static_cast<std::uint8_t>(to.validity[c / 8] | 1U << c % 8);
      if (type == hotro::ColumnType::bits) {
        if (value == 2) to.bytes[c / 8] = static_cast<std::uint8_t>(to.bytes[c / 8] | 1U << c % 8);
      } else {
        std::memcpy(to.bytes.data() + c * width, &value, width);  // little endian, as Arrow's
      }
    }
    columns_[i] = {to.bytes.data(), validity ? to.validity.data() : nullptr, type};
  }
}

hotro::Table Columns::table() const {
  hotro::Table table;
  table.rows = rows_;
  table.columns = columns_;
  table.enterprises = enterprises_;
  table.enterprise = has_enterprises_ ? enterprise_.data() : nullptr;
  return table;
}

namespace {

/// The judge's answer as the engine gives it: [0] the row, then the benefits.
std::vector<hotro::Decision> judged(oracle::Judge& judge, const oracle::Row& row) {
  const oracle::Answer answer = judge.decide(row);
  std::vector<hotro::Decision> result = {oracle::decision(answer.combined)};
  for (const oracle::Verdict& verdict : answer.benefits) result.push_back(oracle::decision(verdict));
  return result;
}

std::optional<std::string> difference(const hotro::Program& program,
                                      const std::vector<hotro::Decision>& expected,
                                      const std::vector<hotro::Decision>& found) {
  std::string text;
  for (std::size_t d = 0; d < expected.size(); ++d) {
    if (d < found.size() && same(expected[d], found[d])) continue;
    const std::string who = d == 0 ? "the row" : program.benefits()[d - 1].name;
    text += "  " + who + "\n    judge:  " + text_of(expected[d]) + "\n    engine: ";
    text += (d < found.size() ? text_of(found[d]) : "no answer") + "\n";
  }
  if (text.empty()) return std::nullopt;
  return text;
}

}  // namespace

std::optional<Mismatch> contest(const Trial& trial, const std::vector<oracle::Row>& rows, Draw& draw,
                                std::size_t& pairs, std::size_t table_rows) {
  oracle::Judge judge(trial.rules, trial.known, trial.options.readings);
  std::vector<std::vector<hotro::Decision>> expected;
  for (const oracle::Row& row : rows) expected.push_back(judged(judge, row));

  struct Way {
    const char* name;
    const hotro::Program* program;
  };
  const Way ways[] = {{"", &trial.program}, {"all in 128 bits, ", &trial.wide}};
  for (const Way& way : ways) {
    hotro::Evaluator evaluator(*way.program, 1);
    for (std::size_t r = 0; r < rows.size(); ++r) {
      const hotro::Facts facts = facts_of(trial.rules, *way.program, rows[r]);
      const auto decisions = evaluator.evaluate(facts);
      ++pairs;
      if (const auto text = difference(*way.program, expected[r], {decisions.begin(), decisions.end()})) {
        return Mismatch{std::string(way.name) + "one row", r, *text};
      }
    }
  }

  // Tables: rows without missing cells alone, then all together, each several times over so that blocks fill
  // up.
  std::vector<bool> read(trial.rules.facts.size());
  for (const hotro::Op& op : trial.program.data().block.ops) {
    if (op.code != hotro::OpCode::fact && op.code != hotro::OpCode::truth_fact) continue;
    read[hotro::find_fact(trial.rules, trial.program.inputs()[op.c].path)] = true;
  }
  const auto out_of_range = [&](const oracle::Row& row) {
    for (std::size_t fact = 0; fact < row.size(); ++fact) {
      const hotro::Fact& about = trial.rules.facts[fact];
      if (read[fact] && !row[fact].missing && about.type.kind != Kind::text && !in_range(about, row[fact]))
        return true;
    }
    return false;
  };
  for (const bool clean : {true, false}) {
    std::vector<std::size_t> order;
    for (std::size_t r = 0; r < rows.size(); ++r) {
      if (!has_span(rows[r]) && (!clean || (!has_missing(trial.rules, rows[r]) && !out_of_range(rows[r]))))
        order.push_back(r);
    }
    if (order.empty()) continue;
    const std::size_t distinct = order.size(), wanted = table_rows + draw.below(150);
    while (order.size() < wanted) order.push_back(order[draw.below(distinct)]);
    for (const Way& way : ways) {
      const Columns columns(draw, trial.rules, *way.program, rows, order);
      for (const std::size_t block : {std::size_t{1}, std::size_t{64}, std::size_t{512}}) {
        if (block > 4 * order.size()) continue;
        hotro::Evaluator evaluator(*way.program, block);
        // In two parts, so that blocks begin anywhere.
        const std::size_t cut = block == 512 ? 0 : draw.below(order.size());
        for (const bool second : {false, true}) {
          const std::size_t first = second ? cut : 0, last = second ? order.size() : cut;
          hotro::DecisionColumns out;
          evaluator.evaluate(columns.table(), first, last, out);
          for (std::size_t r = first; r < last; ++r) {
            std::vector<hotro::Decision> found = {out.combined.at(r - first)};
            for (const hotro::BenefitColumns& benefit : out.benefits) found.push_back(benefit.at(r - first));
            ++pairs;
            auto text = difference(*way.program, expected[order[r]], found);
            const bool invalid = out_of_range(rows[order[r]]);
            if (!text && (out.invalid.at(r - first) != 0) != invalid) {
              text = std::string("  invalid is ") + (invalid ? "0, expected 1\n" : "1, expected 0\n");
            }
            if (text) {
              return Mismatch{std::string(way.name) + (clean ? "a table of known cells, " : "a table, ") +
                                  "block " + std::to_string(block) + ", row " + std::to_string(r) + " of " +
                                  std::to_string(order.size()),
                              order[r], *text};
            }
          }
        }
      }
    }
  }
  return std::nullopt;
}

}  // namespace generated
