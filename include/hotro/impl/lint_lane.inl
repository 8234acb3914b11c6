// SPDX-License-Identifier: Apache-2.0
#pragma once

// Numbers that only the bounds of facts keep in the 128-bit lane, which has no vector instructions: the
// facts, and bounds that would help, are found by compiling with closer ones.

#include "compile.inl"
#include "lint_walk.inl"

namespace hotro {
inline namespace HOTRO_ABI {
namespace detail {

class LaneLint {
 public:
  LaneLint(const RuleSet& rules, Diagnostics& diagnostics) : rules_(rules), diagnostics_(diagnostics) {}

  /// For the default readings.
  void run() {
    const Result<Program> program = compile(rules_);
    if (!program) return;
    const std::size_t before = wide_ops(*program);
    if (before == 0) return;
    std::vector<Bound> bounds = candidates(*program);
    tried_ = rules_;
    for (const Bound& bound : bounds) apply(bound);
    const std::size_t best = wide_ops();
    if (best >= before) return;
    needed(bounds, best);
    for (Bound& bound : bounds) loosen(bound, best);
    report(bounds, before - best);
  }

 private:
  /// A closer bound of a fact: values from -most to most.
  struct Bound {
    std::uint32_t fact = 0;
    std::int64_t most = 0;
  };

  /// The most facts that are tried; each takes some compilations.
  static constexpr std::size_t most_tried = 16;

  /// What a fact of a kind is hardly beyond; 0: its usual range is close enough.
  static std::int64_t plausible(Kind kind) {
    switch (kind) {
      case Kind::money: return 1'000'000'000;
      case Kind::count:
      case Kind::days: return 1'000;
      case Kind::months: return 100;
      case Kind::rate: return 1'000'000;  // millionths
      default: return 0;
    }
  }

  static std::size_t wide_ops(const Program& program) {
    const std::vector<Op>& ops = program.data().block.ops;
    return static_cast<std::size_t>(
        std::count_if(ops.begin(), ops.end(), [](const Op& op) { return op.lane == Lane::wide; }));
  }
  [[nodiscard]] std::size_t wide_ops() const {
    const Result<Program> program = compile(tried_);
    return program ? wide_ops(*program) : ~std::size_t{0};
  }
  void apply(const Bound& bound) {
    const Interval& declared = rules_.facts[bound.fact].range;
    tried_.facts[bound.fact].range = {std::max(declared.low, -bound.most),
                                      std::min(declared.high, bound.most)};
  }
  void undo(const Bound& bound) { tried_.facts[bound.fact].range = rules_.facts[bound.fact].range; }

  /// The facts that numbers in the wide lane are computed from and that may be larger than is plausible, the
  /// largest first.
  [[nodiscard]] std::vector<Bound> candidates(const Program& program) const {
    const Layout& row = program.data().row;
    std::vector<std::uint16_t> wide;
    for (const Op& op : row.ops) {
      if (op.lane == Lane::wide) wide.push_back(op.out);
    }
    const std::vector<bool> read = reached(row.ops, program.data().registers.size(), wide);
    std::vector<Bound> found;
    for (const Op& op : row.ops) {
      if (op.code != OpCode::fact || !read[op.out]) continue;
      const Fact& fact = rules_.facts[op.c];
      const std::int64_t most = plausible(fact.type.kind);
      const bool larger = fact.range.high > most || fact.range.low < -most;
      const bool some = fact.range.low <= most && fact.range.high >= -most;  // are left
      if (most != 0 && larger && some && fact.group != Group::ledger && own(rules_, fact.span))
        found.push_back({op.c, most});
    }
    std::stable_sort(found.begin(), found.end(), [&](const Bound& a, const Bound& b) {
      return rules_.facts[a.fact].range.high > rules_.facts[b.fact].range.high;
    });
    if (found.size() > most_tried) found.resize(most_tried);
    return found;
  }

  /// Drops the bounds that nothing is lost without; the smallest facts go first.
  void needed(std::vector<Bound>& bounds, std::size_t best) {
    for (std::size_t i = bounds.size(); i-- > 0;) {
      undo(bounds[i]);
      if (wide_ops() > best) {
        apply(bounds[i]);
      } else {
        bounds.erase(bounds.begin() + static_cast<std::ptrdiff_t>(i));
      }
    }
  }
  /// The largest power of ten times the bound that does as well.
  void loosen(Bound& bound, std::size_t best) {
    const Interval& declared = rules_.facts[bound.fact].range;
    while (bound.most < declared.high / 10 || -bound.most > declared.low / 10) {
      const Bound looser{bound.fact, bound.most * 10};
      apply(looser);
      if (wide_ops() > best) break;
      bound = looser;
    }
    apply(bound);
  }

  [[nodiscard]] std::string value(const Bound& bound, std::int64_t units) const {
    const Type& type = rules_.facts[bound.fact].type;
    return written(rules_, type, Fraction(units, type.kind == Kind::rate ? 1'000'000 : 1), false);
  }
  void report(const std::vector<Bound>& bounds, std::size_t saved) {
    std::string help;
    for (const Bound& bound : bounds) {
      const Interval& declared = rules_.facts[bound.fact].range;
      help += (help.empty() ? "declare " : ", and ");
      if (declared.low < -bound.most)
        help += "\"min: " + value(bound, -bound.most) + "\"" + (declared.high > bound.most ? " and " : "");
      if (declared.high > bound.most) help += "\"max: " + value(bound, bound.most) + "\"";
      help += " for \"" + rules_.facts[bound.fact].path() + "\"";
    }
    const Fact& first = rules_.facts[bounds.front().fact];
    Diagnostic& d =
        diagnostics_.report(Code::wide_numbers, first.span,
                            "as \"" + first.path() + "\" may be " + value(bounds.front(), first.range.high) +
                                ", " + std::to_string(saved) + " ops of a row take 128 bits");
    for (std::size_t i = 1; i < bounds.size(); ++i) {
      const Fact& fact = rules_.facts[bounds[i].fact];
      d.also.push_back({fact.span, "and as this may be " + value(bounds[i], fact.range.high)});
    }
    d.help = help + ", if no value lies beyond; then they take 64 bits or fewer";
  }

  const RuleSet& rules_;
  Diagnostics& diagnostics_;
  RuleSet tried_;  // with closer bounds
};

}  // namespace detail
}  // namespace HOTRO_ABI
}  // namespace hotro
