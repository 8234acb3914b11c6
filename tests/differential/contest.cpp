// SPDX-License-Identifier: Apache-2.0
#include "differential/contest.hpp"

#include <algorithm>

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
  const hotro::Interval& value = cell.value;
  return fact.range.low <= value.low && value.low <= value.high && value.high <= fact.range.high;
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

namespace {

constexpr hotro::Isa isas[] = {hotro::Isa::baseline, hotro::Isa::avx2, hotro::Isa::avx512};
std::string isa_name(hotro::Isa isa) {
  return isa == hotro::Isa::baseline ? "" : isa == hotro::Isa::avx2 ? " with AVX2" : " with AVX-512";
}

using Decisions = std::vector<hotro::Decision>;  // [0] the row, then the benefits

class Contest {
 public:
  Contest(const Trial& trial, const std::vector<oracle::Row>& rows, Draw& draw, std::size_t& compared,
          std::vector<hotro::Status>* outcomes)
      : trial_(trial), rows_(rows), draw_(draw), compared_(compared) {
    oracle::Judge judge(trial.rules, trial.known, trial.options.readings);
    for (const oracle::Row& row : rows) {
      const oracle::Answer answer = judge.decide(row);
      Decisions& decisions = expected_.emplace_back();
      decisions.push_back(oracle::decision(answer.combined));
      for (const oracle::Verdict& verdict : answer.benefits) decisions.push_back(oracle::decision(verdict));
      if (outcomes != nullptr) outcomes->push_back(hotro::status(decisions[0]));
    }
    find_invalid();
  }

  std::optional<Mismatch> run(std::size_t table_rows) {
    std::vector<std::size_t> known, all;
    for (std::size_t r = 0; r < rows_.size(); ++r) {
      if (!has_span(rows_[r]) && !has_missing(trial_.rules, rows_[r]) && !invalid_[r]) known.push_back(r);
      all.push_back(r);
    }
    const std::size_t wanted = table_rows + draw_.below(150);
    for (std::vector<std::size_t>* order : {&known, &all}) {
      const std::size_t distinct = order->size();
      while (distinct > 0 && order->size() < wanted) order->push_back((*order)[draw_.below(distinct)]);
    }
    for (const Way& way : {Way{"", trial_.program}, Way{"all in 128 bits, ", trial_.wide}}) {
      if (!one_by_one(way)) return mismatch_;
      const Columns known_columns(draw_, trial_.rules, way.program, rows_, known);
      const Columns columns(draw_, trial_.rules, way.program, rows_, all);
      for (const hotro::Isa isa : isas) {
        if (!hotro::available(isa)) continue;
        for (const std::size_t block : {std::size_t{1}, std::size_t{64}, std::size_t{512}}) {
          // One evaluator for all tables: nothing of one is left for the next.
          hotro::Evaluator evaluator(way.program, block, isa);
          const std::string how = "by blocks of " + std::to_string(block) + isa_name(isa);
          if (!known.empty() && !table({way.name + "a table of known cells ", way.program}, how, evaluator,
                                       known_columns, known))
            return mismatch_;
          if (!table({way.name + "a table ", way.program}, how, evaluator, columns, all)) return mismatch_;
        }
      }
    }
    return std::nullopt;
  }

 private:
  struct Way {
    std::string name;
    const hotro::Program& program;
  };

  /// Rows with a cell out of its range that a table reads.
  void find_invalid() {
    std::vector<bool> read(trial_.rules.facts.size());
    for (const hotro::Op& op : trial_.program.data().block.ops) {
      if (op.code != hotro::OpCode::fact && op.code != hotro::OpCode::truth_fact) continue;
      read[hotro::find_fact(trial_.rules, trial_.program.inputs()[op.c].path)] = true;
    }
    for (const oracle::Row& row : rows_) {
      bool invalid = false;
      for (std::size_t fact = 0; fact < row.size(); ++fact) {
        const hotro::Fact& about = trial_.rules.facts[fact];
        invalid = invalid || (read[fact] && !row[fact].missing && about.type.kind != Kind::text &&
                              !in_range(about, row[fact]));
      }
      invalid_.push_back(invalid);
    }
  }

  bool one_by_one(const Way& way) {
    hotro::Evaluator evaluator(way.program);
    for (std::size_t r = 0; r < rows_.size(); ++r) {
      const auto found = evaluator.evaluate(facts_of(trial_.rules, way.program, rows_[r]));
      if (!matches(way.program, r, found.size(), [&](std::size_t d) { return found[d]; })) {
        mismatch_->way = way.name + "one row";
        return false;
      }
    }
    return true;
  }

  /// In parts, so that blocks begin anywhere.
  bool table(const Way& way, const std::string& how, hotro::Evaluator& evaluator, const Columns& columns,
             const std::vector<std::size_t>& order) {
    std::vector<std::size_t> cuts = {0, order.size()};
    for (int i = draw_.number(0, 2); i > 0; --i) cuts.push_back(draw_.below(order.size()));
    std::sort(cuts.begin(), cuts.end());
    for (std::size_t cut = 0; cut + 1 < cuts.size(); ++cut) {
      const std::size_t first = cuts[cut], last = cuts[cut + 1];
      hotro::DecisionColumns& out = outs_[draw_.below(2)];  // whatever was in it before
      evaluator.evaluate(columns.table(), first, last, out);
      for (std::size_t r = first; r < last; ++r) {
        const std::size_t row = order[r], at = r - first;
        const bool same = matches(way.program, row, out.benefits.size() + 1, [&](std::size_t d) {
          return d == 0 ? out.combined.at(at) : out.benefits[d - 1].at(at);
        });
        if (same && out.invalid.size() == last - first && (out.invalid[at] != 0) == invalid_[row]) continue;
        if (same) mismatch_ = {"", row, std::string("  invalid is not ") + (invalid_[row] ? "1\n" : "0\n")};
        mismatch_->way = way.name + how + ", row " + std::to_string(r) + " of rows " + std::to_string(first) +
                         " to " + std::to_string(last);
        return false;
      }
    }
    return true;
  }

  /// `found(d)`: the engine's decisions, as many as `count`.
  template <class F>
  bool matches(const hotro::Program& program, std::size_t row, std::size_t count, F&& found) {
    const Decisions& expected = expected_[row];
    ++compared_;
    bool all = count == expected.size();
    for (std::size_t d = 0; all && d < count; ++d) all = same(expected[d], found(d));
    if (all) return true;
    std::string text;
    for (std::size_t d = 0; d < expected.size(); ++d) {
      if (d < count && same(expected[d], found(d))) continue;
      text += "  " + (d == 0 ? std::string("the row") : program.benefits()[d - 1].name);
      text += "\n    judge:  " + text_of(expected[d]) + "\n    engine: ";
      text += (d < count ? text_of(found(d)) : "no answer") + "\n";
    }
    mismatch_ = {"", row, text};
    return false;
  }

  const Trial& trial_;
  const std::vector<oracle::Row>& rows_;
  Draw& draw_;
  std::size_t& compared_;
  std::vector<Decisions> expected_;
  std::vector<bool> invalid_;
  hotro::DecisionColumns outs_[2];
  std::optional<Mismatch> mismatch_;
};

}  // namespace

std::optional<Mismatch> contest(const Trial& trial, const std::vector<oracle::Row>& rows, Draw& draw,
                                std::size_t& compared, std::size_t table_rows,
                                std::vector<hotro::Status>* outcomes) {
  return Contest(trial, rows, draw, compared, outcomes).run(table_rows);
}

}  // namespace generated
