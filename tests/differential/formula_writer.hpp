// SPDX-License-Identifier: Apache-2.0
#pragma once

// Random FEEL over the names of a rule set that is being written: of the right kinds, and kept from growing
// beyond 128 bits; everything else is left to chance.

#include <string>
#include <vector>

#include "differential/draw.hpp"
#include "hotro/value.hpp"

namespace generated {

using hotro::Kind;

/// A choice type or a reading.
struct Choices {
  std::string name;
  std::vector<std::string> options;
};

/// What formulas may read.
struct Symbol {
  std::string name;  // as formulas write it: m1, enterprise.c2, p3
  Kind kind = Kind::count;
  std::uint32_t choice = 0;    // index into Names::types
  double top = 0, bottom = 0;  // log2 of the greatest numerator and of the denominator
  bool conditional = false;    // reads a fact that may not apply, outside a comparison
  bool off = false;            // reads a parameter that is not always in force
  bool range = false;
  bool parameter = false;
  bool always = false;      // a parameter with a value on every day there is
  bool plain_date = false;  // a date between 1900 and 2100
  std::vector<std::uint32_t> keys;
};

struct Names {
  std::vector<Choices> types;
  std::vector<Choices> readings;
  std::vector<Symbol> symbols;
  std::vector<std::string> dates;  // on which something changes
};

/// What a formula may read where it stands.
struct Mode {
  bool off = true;
  bool conditional = false;
};

struct Written {
  std::string text;
  double top = 0, bottom = 0;
  bool whole = true;
  bool conditional = false, off = false;  // what was read in fact
};

class FormulaWriter {
 public:
  FormulaWriter(Draw& draw, const Names& names) : draw_(draw), names_(names) {}

  Written truth(int depth, Mode mode);
  Written number(Kind kind, int depth, Mode mode);
  /// Not a date, and no rate.
  Written large(Kind kind, Mode mode, int most = 40);
  Written choice(std::uint32_t type, int depth, Mode mode);
  /// Whether there is a choice of that type that formulas may read anywhere.
  bool has_choice(std::uint32_t type) const;
  /// A division by what varies: fit to stand directly under a rounding.
  Written quotient(Kind kind, int depth, Mode mode);
  /// Never negative and whole: fit to be paid out.
  Written amount(int depth, Mode mode);
  std::string date();

 private:
  Written comparison(int depth, Mode mode);
  Written number_comparison(Kind kind, int depth, Mode mode);
  Written choice_comparison(int depth, Mode mode);
  Written leaf(Kind kind, int depth, Mode mode);
  Written grown(Kind kind, int depth, Mode mode);
  Written read(const Symbol& symbol, int depth, Mode mode);
  Written literal(Kind kind);
  Written rounded(Kind kind, int depth, Mode mode);
  Written in_whole(Written value);
  Written window_overlap(int depth, Mode mode);
  std::string small_number();
  std::vector<const Symbol*> readable(Kind kind, Mode mode, bool ranges) const;
  bool fits(const Written& written) const { return written.top + written.bottom < 100; }

  Draw& draw_;
  const Names& names_;
};

}  // namespace generated
