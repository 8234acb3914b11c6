// SPDX-License-Identifier: Apache-2.0
#pragma once

// What the load stage knows while it works. First every file declares its names, then formulas are typed (a
// definition when it is first needed), then amendments append versions, then the whole is checked.

#include <map>
#include <span>

#include "../keys.hpp"
#include "../limits.hpp"
#include "../load.hpp"
#include "load_reader.inl"

namespace hotro {
inline namespace HOTRO_ABI {
namespace detail {

struct LoadedFile {
  std::uint32_t source = 0;
  yaml::Document document;
  bool amends = false;
  std::string id;            // of the rule set it holds or amends
  std::uint32_t act = none;  // that enacts its versions
};

/// A formula as far as it is typed. `bare`: a number literal that still takes the kind of the other side.
struct Typed {
  FormulaId id = none;
  Type type;
  bool bare = false;

  explicit operator bool() const { return id != none; }
};

/// How a decision table decides among the rules that are met (DMN 1.5, 8.2.11).
enum class Hit : std::uint8_t {
  unique,    // at most one is
  any,       // all that are have the same outputs
  priority,  // the one whose first output comes first in an order
  first,     // in the order of the table
  collect,   // all of them, aggregated
};
enum class Aggregate : std::uint8_t { sum, min, max, count };

/// A rule while it is read.
struct RuleRow : TableRule {
  std::vector<FormulaId> each;            // test, by input; `none`: any value will do
  std::vector<std::string> output_texts;  // as written
};

/// A decision table while it is read.
struct Table {
  Hit hit = Hit::unique;
  Aggregate aggregate = Aggregate::sum;
  std::vector<Typed> inputs;
  std::vector<std::string> input_texts;
  std::vector<Type> types;  // of outputs
  std::vector<RuleRow> rules;
  std::vector<FormulaId> otherwise;  // empty: there is none
  Basis otherwise_basis;
  Span otherwise_span;
  std::string name;
  Basis basis;
  Span place, span;
  std::uint32_t first = none;  // definition of its outputs
  std::size_t version = 0;     // of each
};

struct Loader {
  const Sources& sources;
  Diagnostics diagnostics;
  RuleSet rules;
  std::vector<LoadedFile> files;
  bool unread = false;  // a rule set could not be read: its names are not known
  std::set<std::pair<std::uint32_t, std::uint32_t>> odd_keys;

  // Names whose declaration was reported: what reads them is not reported as well.
  enum class Named : std::uint8_t { source, type, value, reading, benefit };
  std::set<std::pair<Named, std::string>> spoiled_names;
  std::set<Named> spoiled_kinds;  // a whole section could not be read
  void spoil(Named kind, const std::string& name) { spoiled_names.emplace(kind, name); }
  void spoil_all() {
    spoiled_kinds = {Named::source, Named::type, Named::value, Named::reading, Named::benefit};
  }
  std::set<std::uint32_t> acts_asked_for;  // sources whose versions lack an act: said once
  bool effective_asked_for = false;
  /// `near`: what it may be a misspelling of, if anything; then it is one, also where names are missing.
  [[nodiscard]] bool spoiled(Named kind, const std::string& name, const std::string& near = {}) const {
    return spoiled_names.count({kind, name}) != 0 || (spoiled_kinds.count(kind) != 0 && near.empty());
  }

  explicit Loader(const Sources& s) : sources(s) {}

  // Indices into the lists of `rules` by name; facts by path.
  using Index = std::map<std::string, std::uint32_t, std::less<>>;
  Index sources_by_name, types_by_name, facts_by_path, parameters_by_name, definitions_by_name;
  Index tables_by_name;  // with several outputs: their first definitions
  static std::uint32_t find(const Index& index, std::string_view name) {
    const auto found = index.find(name);
    return found == index.end() ? none : found->second;
  }

  /// A list of a dossier, and where the facts of its rows are.
  struct RowList {
    std::string name;
    std::vector<std::string> facts;  // of each row, in this order
    std::uint32_t rows = 0;          // at most
    std::uint32_t count = none;      // the fact that says how many there are
    std::uint32_t first = none;      // the first fact of the first row; the others follow, row by row
    Span span;
  };
  std::vector<RowList> lists;
  Index lists_by_name, row_facts_by_name;  // indices into `lists`

  /// A limit was passed, and reported: what is missing for that reason is not reported as well.
  bool overfull = false;
  std::size_t fact_options = 0;  // of the facts declared so far
  /// Whether a list that has `count` entries may have one more.
  bool room(std::size_t count, std::size_t most, Span span, const std::string& what,
            std::string_view help = given_as_table);
  static constexpr std::string_view given_as_table =
      "a list of data is given as a table, and is not part of a rule set";
  /// No more errors are wanted, or would be true.
  [[nodiscard]] bool done() const { return overfull || diagnostics.full(); }

  // load.inl: files
  void read(std::span<const std::uint32_t> given, std::vector<yaml::Document> parsed);
  void refuse_file(std::uint32_t source, std::string message);
  /// The file of the rule set itself.
  [[nodiscard]] const LoadedFile& base_file() const {
    return *std::find_if(files.begin(), files.end(),
                         [&](const LoadedFile& file) { return !file.amends && file.id == rules.id; });
  }
  void order();
  void build();

  // load_declare.inl: names of everything but facts; load_fact.inl; load_version.inl: values, citations,
  // versions
  struct Header {  // of a version
    Date from = beginning;
    Date to = forever;
    std::uint32_t act = none;
    Basis basis;
  };
  /// The section of a file as a mapping; null if there is none.
  const yaml::Node* section(const Reader& in, std::string_view name, Named kind);
  void declare_sources(const Reader& in);
  bool declare_source(const Reader& in, const yaml::Node& key, const yaml::Node& value);
  void resolve_sources();
  void declare_types(const Reader& in);
  bool declare_type(const Reader& in, const yaml::Node& key, const yaml::Node& value);
  void declare_facts(const Reader& in);
  bool declare_fact(const Reader& in, Group group, const yaml::Node& key, const yaml::Node& node);
  bool fact_of(const Reader& in, const yaml::Node& node, Mapping mapping, Fact& fact);
  std::uint32_t add_fact(Fact fact);
  void assume(const Reader& in, const yaml::Node& missing, Fact& fact);
  void declare_parameters(const Reader& in);
  bool declare_parameter(const Reader& in, const yaml::Node& key, const yaml::Node& value);
  void declare_readings(const Reader& in);
  bool declare_reading(const Reader& in, const yaml::Node& key, const yaml::Node& value);
  void declare_definitions(const Reader& in, std::uint32_t file);
  void declare_benefits(const Reader& in);
  std::uint32_t add_type(const Reader& in, const std::string& name, Span span, const yaml::Node& options,
                         const yaml::Node* labels);
  std::vector<std::string> source_ids() const;
  bool parse_type(const Reader& in, const yaml::Node& node, const std::string& owner,
                  const yaml::Node* labels, Type& out);
  void twice(const yaml::Node& key, std::string_view what, Span first);
  void unknown_source(const yaml::Node& node, const std::string& id);
  bool free_name(const Reader& in, const yaml::Node& key, std::string_view what);
  std::uint32_t find_type(std::string_view name) const { return find(types_by_name, name); }
  std::uint32_t find_source(std::string_view id) const { return find(sources_by_name, id); }
  std::uint32_t find_fact(std::string_view path) const { return find(facts_by_path, path); }
  void bound_range(const Reader& in, const yaml::Node& node, Fact& fact);
  ParameterValue parameter_value(const Reader& in, const Parameter& parameter, const yaml::Node& node);
  void keyed_cells(const Reader& in, const Parameter& parameter, std::size_t depth, const yaml::Node& node,
                   ParameterValue& out);
  void cell(const Reader& in, const Parameter& parameter, const yaml::Node& node, ParameterValue& out);
  Basis basis(const Reader& in, const yaml::Node& mapping, const Basis& inherited);
  bool citation(const Reader& in, const yaml::Node& node, Citation& out);
  Header header(const Reader& in, const yaml::Node& mapping, const Basis& inherited);
  std::uint32_t act_of(const Reader& in, const yaml::Node& by);
  template <class T>
  void append(Timeline<T>& timeline, const Header& header, T value, Span span) {
    Version<T> version{header.from, header.to, {}, header.act, std::move(value), header.basis, span};
    if (header.act < rules.sources.size()) version.enacted = rules.sources[header.act].enacted;
    timeline.versions.push_back(std::move(version));
  }
  void require_citation(const Reader& in, const Basis& basis, Span span, std::string_view what);

  // load_formula.inl: FEEL with kinds
  const yaml::Node* scalar = nullptr;  // that is being typed
  Typed formula(const Reader& in, const yaml::Node& node);
  Typed type_node(const feel::Expression& e, std::uint32_t node);
  Typed type_name(const feel::Node& node);
  Typed type_path(const feel::Expression& e, const feel::Node& node);
  Typed type_arithmetic(const feel::Expression& e, const feel::Node& node);
  Typed type_comparison(const feel::Expression& e, const feel::Node& node);
  Typed type_logic(const feel::Expression& e, const feel::Node& node);
  Typed type_in(const feel::Expression& e, const feel::Node& node);
  Typed type_choose(const feel::Expression& e, const feel::Node& node);
  Typed test(const feel::Expression& e, const feel::Node& in, const feel::Node& node, Typed value);
  Typed compare(Operation operation, Typed a, Typed b, Span span);
  bool unify(Typed& a, Typed& b, Span span, std::string_view what);
  Typed adapt(Typed bare, Type type);
  Typed option(const feel::Node& literal, const Type& type);
  Typed operand(const feel::Expression& e, std::uint32_t node, const Type& expected);
  Typed as_truth(Typed value, Span span);
  Typed as_whole(Typed value, Span span, Kind kind);
  Typed fact(std::uint32_t index, Span span);
  Typed parameter(std::uint32_t index, const feel::Expression& e, const feel::Node& node, std::size_t first);
  bool typed_keys(const std::string& name, const std::vector<std::uint32_t>& keys, const feel::Expression& e,
                  const feel::Node& node, std::size_t first, std::vector<Typed>& out);
  Typed definition(std::uint32_t index, Span span);
  Typed add(Formula formula);
  Typed make(Operation operation, Type type, std::vector<Typed> inputs, Span span);
  Typed constant(Type type, Value value, Span span, bool bare = false);
  Typed fail(Code code, Span span, std::string message, std::string help = {});
  std::string described(const Type& type) const;
  std::uint32_t find_parameter(std::string_view name) const { return find(parameters_by_name, name); }
  std::uint32_t find_definition(std::string_view name) const { return find(definitions_by_name, name); }
  std::vector<std::string> names() const;

  // load_function.inl: invocations
  Typed type_invoke(const feel::Expression& e, const feel::Node& node);
  Typed call(const feel::Expression& e, const feel::Node& node);
  Typed range_end(Typed range, Part part);
  Typed round_call(const feel::Expression& e, const feel::Node& node, Rounding rounding);
  bool constant_whole(const Typed& value, std::int64_t& out) const;

  // load_list.inl: lists of a dossier
  struct RowScope {  // within a formula over rows
    std::uint32_t list = none;
    std::uint32_t row = 0;
    std::string variable;  // empty: a filter, in which the facts of the row stand alone
  };
  std::vector<RowScope> scopes;
  struct Rows {  // that an expression names
    std::uint32_t list = none;
    std::vector<std::uint32_t> filters;  // nodes of the expression
    std::uint32_t fact = none;           // index into RowList::facts; none: whole rows
    bool failed = false;
  };
  bool declare_list(const Reader& in, Group group, const yaml::Node& key, const yaml::Node& node);
  std::uint32_t fact_of_row(const RowScope& scope, std::string_view name) const;
  std::uint32_t find_in_rows(std::string_view name) const;
  const RowScope* find_row(std::string_view name) const;
  Typed misplaced_list(Span span, const std::string& name);
  bool names_rows(const feel::Expression& e, std::uint32_t node, Rows& out);
  static std::string list_meant(const feel::Expression& e, std::uint32_t node);
  Typed row_counts(const feel::Expression& e, const Rows& rows, std::uint32_t row, Span span);
  Typed row_fact(const Rows& rows, std::uint32_t row, Span span);
  Typed sum_of(std::vector<Typed> values, Span span);
  Typed unfolded(std::size_t first, Typed result);
  Typed type_aggregate(const feel::Expression& e, const feel::Node& node);
  bool values_of_rows(const feel::Expression& e, std::uint32_t node, const Rows& rows, Typed otherwise,
                      std::vector<Typed>& out);
  Typed type_quantified(const feel::Expression& e, const feel::Node& node);

  // load_given.inl: parameters that somebody gives
  struct Given {
    Type type;
    std::vector<std::uint32_t> keys;  // choice types
    std::uint32_t first = none;  // the definition of the first cell; row-major as the cells of parameters
  };
  std::map<std::string, Given, std::less<>> given_by_name;
  void change_given(const Reader& in, const yaml::Node& node, const Given& given);
  bool declare_given(const Reader& in, const yaml::Node& node, const Parameter& parameter,
                     const Text& given_by);
  Typed type_given(const Given& given, const feel::Expression& e, const feel::Node& node);

  // load_condition.inl: YAML forms
  Typed condition(const Reader& in, const yaml::Node& node, const Basis& inherited);
  Typed leaf(const Reader& in, const yaml::Node& node, const Basis& inherited);
  Typed condition_list(const Reader& in, const yaml::Node& node, std::vector<Typed>& out,
                       const Basis& inherited);
  Typed amount(const Reader& in, const yaml::Node& node, const Basis& inherited);
  void put_line(const Typed& value, Line line);
  enum class State : std::uint8_t { waiting, typing, typed };
  struct Waiting {
    std::uint32_t file = 0;
    const yaml::Node* node = nullptr;
    State state = State::waiting;
    std::uint32_t first = none;  // of a table's outputs
    std::size_t outputs = 0;     // of the table; 0: it is none
  };
  std::vector<Waiting> waiting;  // one per definition
  void type_definition(std::uint32_t index);
  void type_alone(std::uint32_t index);
  struct Read {
    std::uint32_t definition = none;
    Span span;
  };
  std::vector<Read> definitions_read(const Waiting& item);
  void version_of(const Reader& in, Definition& definition, const yaml::Node& node);

  // load_table.inl: decision tables; load_table_check.inl: what can be seen of them without a row
  void declare_tables(const Reader& in, std::uint32_t file);
  bool declare_table(const Reader& in, std::uint32_t file, const yaml::Node& key, const yaml::Node& value);
  void type_table(std::uint32_t first);
  std::vector<Table> read_tables;  // whose formulas are made when all is known that they read
  void finish_tables();
  void finish_table(const Table& table);
  void table_version(const Reader& in, std::uint32_t first, const yaml::Node& node, Mapping form);
  bool read_table(const Reader& in, const yaml::Node& node, const Basis& basis, Table& table);
  bool read_hit(const Reader& in, const yaml::Node& node, Table& table);
  bool read_rule(const Reader& in, const yaml::Node& node, const Basis& inherited, Table& table);
  bool read_cells(const Reader& in, const yaml::Node& node, std::size_t count, std::string_view what);
  Typed output_cell(const Reader& in, const yaml::Node& node, const Type& type, const Basis& basis);
  bool sort_by_priority(const Reader& in, const yaml::Node& node, Table& table);
  bool collects(const Reader& in, const yaml::Node& node, const Table& table);
  Typed output_of(const Table& table, std::size_t output, Span span);
  /// Of the table whose outputs begin there.
  std::string table_name(std::uint32_t first) const {
    const std::string& name = rules.definitions[first].name;
    return waiting[first].outputs == 1 ? name : name.substr(0, name.find('.'));
  }
  void build_benefit(const Reader& in, const yaml::Node& key, const yaml::Node& node, Benefit& out);
  void build_conditions(const Reader& in, const yaml::Node& node, Benefit& out);
  Typed stated(const Reader& in, const yaml::Node& node, const Type& type, const Basis& inherited);
  Typed monthly(const Reader& in, const yaml::Node& node, const Basis& inherited);
  void set_entitlement(const Reader& in, const yaml::Node& node, Header& head, Span span, Benefit& out);
  void build_facts(const Reader& in);

  // load_amend.inl
  void amend(const Reader& in);
  void change(const Reader& in, const yaml::Node& node);
  void change_parameter(const Reader& in, const yaml::Node& node, const yaml::Node& path,
                        std::string_view verb, const std::string& name);
  void change_table(const Reader& in, const yaml::Node& node, const yaml::Node& path, std::string_view verb,
                    const std::string& name);
  void change_definition(const Reader& in, const yaml::Node& node, const yaml::Node& path,
                         std::string_view verb, const std::string& name);
  void change_benefit(const Reader& in, const yaml::Node& node, const yaml::Node& path, std::string_view verb,
                      const std::vector<std::string>& words);
  void change_condition(const Reader& in, const yaml::Node& node, const yaml::Node& path,
                        std::string_view verb, Benefit& benefit, const std::string& id);
  void unknown_condition(const yaml::Node& path, const Benefit& benefit, const std::string& id);
  yaml::Node content(const Reader& in, const yaml::Node& change) const;

  // load_check.inl
  void check();
  template <class T>
  void check_timeline(const Timeline<T>& timeline, const std::string& what);
  void check_cycles();
  static void shorten(Diagnostic& circle);
  void check_depth();
  void check_applicability();
  void check_amount(FormulaId formula, Span span, std::vector<bool>& seen);

  Reader reader(const LoadedFile& file) { return {sources, file.document, diagnostics, file.act, odd_keys}; }
};

}  // namespace detail
}  // namespace HOTRO_ABI
}  // namespace hotro
