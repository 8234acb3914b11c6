// SPDX-License-Identifier: Apache-2.0
#include "hotro/edge/phase_rules.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

#include "hotro/impl/load_reader.inl"
#include "hotro/yaml.hpp"
#include "phase_words.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace edge {
namespace {

using hotro::detail::Reader;

class PhaseReader {
 public:
  PhaseReader(const Sources& sources, std::uint32_t source, const RuleSet& rules, Diagnostics& diagnostics)
      : rules_(rules),
        errors_before_(diagnostics.errors()),
        document_(yaml::parse(sources, source, diagnostics)),
        in_{sources, document_, diagnostics, none, odd_keys_} {}

  PhaseRules read();

 private:
  using Node = yaml::Node;

  template <class Use>
  void each(const Node& mapping, Use use) {
    for (std::size_t i = 0; i + 1 < mapping.children.size(); i += 2)
      use(in_.at(mapping.children[i]), in_.at(mapping.children[i + 1]));
  }
  const Node* needed(const Node& mapping, RequiredKey key, std::string_view example, const Span& where,
                     std::string_view called = {});
  void choose_among(const Node& node, std::string_view what, const std::vector<std::string>& known);

  void read_version(const Node& root);
  void read_rule_set(const Node& root, PhaseRules& out);
  void read_person(const Node& key, const Node& node, PersonRule& out);
  NumberForm read_number_form(const Node& node);
  void read_rounds(const Node& node, std::vector<Round>& out);
  void read_round(const Node& key, const Node& node, Round& out);
  void read_events(const Node& node, Round& out);
  void read_claims(const Node& key, const Node& node, ClaimRules& out);
  void read_quota(const Node& key, const Node& node, Quota& out);
  void read_budget(const Node& key, const Node& node, BudgetRules& out);
  void read_priority(const Node& node, std::vector<PriorityGroup>& out);
  void read_pro_rata(const Node& key, const Node& node, ProRata& out);
  void read_lists(const Node& node, ListColumns& out);
  template <class Option>
  void read_setting(const Node& key, const Node& node, Setting<Option>& out);
  template <class Option>
  bool read_option(const Node& node, Option& out, std::string_view what);

  std::uint32_t read_fact(const Node* node, std::string_view wanted, bool (*fits)(const Fact&));
  Basis read_basis(const Node& mapping, std::string_view what, const Span& where);
  void read_citation(const Node& node, Citation& out);
  std::uint32_t read_source(const Node& node, const std::string& id);

  const RuleSet& rules_;
  std::size_t errors_before_;  // reading the YAML
  yaml::Document document_;
  std::set<std::pair<std::uint32_t, std::uint32_t>> odd_keys_;
  Reader in_;
};

/// `called`: the mapping, if not as the table has it.
const yaml::Node* PhaseReader::needed(const Node& mapping, RequiredKey key, std::string_view example,
                                      const Span& where, std::string_view called) {
  const Node* found = in_.find(mapping, key.name);
  if (found == nullptr && !in_.misspelt(mapping, key.name)) {
    if (called.empty()) called = what(key.of);
    in_.error(Code::missing_key, where, fmt::format("{} needs the key \"{}\"", called, key.name)).help =
        fmt::format("add \"{}: {}\"", key.name, example);
  }
  return found;
}

/// That there is no such option, with those that are near, or else what there is.
void PhaseReader::choose_among(const Node& node, std::string_view what,
                               const std::vector<std::string>& known) {
  Diagnostic& diagnostic = in_.error(Code::unknown_setting, node.span,
                                     fmt::format("\"{}\" is not an option of \"{}\"", node.text, what));
  diagnostic.help = did_you_mean(node.text, known);
  if (diagnostic.help.empty()) diagnostic.help = "the options are " + Reader::joined(known);
}

PhaseRules PhaseReader::read() {
  PhaseRules out;
  if (in_.diagnostics.errors() != errors_before_) return out;
  const Node& root = document_.root();
  if (!in_.is_mapping(root, "a file of phases")) return out;
  in_.only_keys(root, Mapping::phases);
  read_version(root);
  read_rule_set(root, out);
  needed(root, {Mapping::phases, "person"}, "{fact: …, cite: …}", in_.place(root));
  needed(root, {Mapping::phases, "rounds"},
         "{NAME: {act: …, events: …, receive_until: …, finish_until: …, cite: …}}", in_.place(root));
  needed(root, {Mapping::phases, "claims"}, "{once_in: …, combine: …}", in_.place(root));
  each(root, [&](const Node& key, const Node& value) {
    if (key.text == "person") read_person(key, value, out.person);
    if (key.text == "rounds") read_rounds(value, out.rounds);
    if (key.text == "claims") read_claims(key, value, out.claims);
    if (key.text == "budget") read_budget(key, value, out.budget);
    if (key.text == "lists") read_lists(value, out.lists);
    if (key.text != "quotas" || !in_.is_mapping(value, "\"quotas\"")) return;
    each(value, [&](const Node& name, const Node& quota) {
      out.quotas.emplace_back();
      read_quota(name, quota, out.quotas.back());
    });
  });
  return out;
}

void PhaseReader::read_version(const Node& root) {
  const Node* version = needed(root, {Mapping::phases, "hotro"}, "1", in_.place(root));
  if (version == nullptr || !in_.is_scalar(*version, "the version of the format") || version->text == "1")
    return;
  in_.error(
         Code::wrong_version, version->span,
         fmt::format("the file is written for version {} of the format, and only 1 is known", version->text))
      .help = "write \"hotro: 1\"";
}

void PhaseReader::read_rule_set(const Node& root, PhaseRules& out) {
  const Node* of = needed(root, {Mapping::phases, "phases_of"}, rules_.id, in_.place(root));
  if (of == nullptr || !in_.is_scalar(*of, "\"phases_of\"")) return;
  out.phases_of = of->text;
  if (of->text == rules_.id) return;
  in_.error(Code::bad_phases, of->span, fmt::format("the rule set beside this file is \"{}\"", rules_.id))
      .help = fmt::format("write \"phases_of: {}\", or put the file beside its own rule set", rules_.id);
}

// --- persons

void PhaseReader::read_person(const Node& key, const Node& node, PersonRule& out) {
  if (!in_.is_mapping(node, "\"person\"")) return;
  in_.only_keys(node, Mapping::person);
  out.span = key.span;
  out.basis = read_basis(node, "\"person\"", key.span);
  out.fact = read_fact(needed(node, {Mapping::person, "fact"}, "NAME", key.span),
                       "marked with \"person: true\"", [](const Fact& fact) { return fact.person; });
  const Node* join = in_.find(node, "join");
  if (join == nullptr || !in_.is_mapping(*join, "\"join\"")) return;
  in_.only_keys(*join, Mapping::join);
  const Node* from = needed(*join, {Mapping::join, "from"}, "{name: cmnd, digits: 9}", in_.place(*join));
  const Node* to = needed(*join, {Mapping::join, "to"}, "{name: cccd, digits: 12}", in_.place(*join));
  if (from == nullptr || to == nullptr) return;
  out.joined = true;
  out.from = read_number_form(*from);
  out.to = read_number_form(*to);
  if (out.from.digits == 0 || out.to.digits == 0 || out.from.digits != out.to.digits) return;
  in_.error(Code::bad_phases, to->span,
            "the two forms of a number have the same digits, and cannot be told apart")
      .help = "give them another number of digits, or leave out \"join\"";
}

NumberForm PhaseReader::read_number_form(const Node& node) {
  NumberForm form;
  if (!in_.is_mapping(node, "a form of numbers")) return form;
  in_.only_keys(node, Mapping::number_form);
  const Node* name = needed(node, {Mapping::number_form, "name"}, "cccd", in_.place(node));
  if (name != nullptr && in_.is_name(*name, "a form of numbers")) form.name = name->text;
  const Node* digits = needed(node, {Mapping::number_form, "digits"}, "12", in_.place(node));
  if (digits == nullptr || !in_.is_scalar(*digits, "\"digits\"")) return form;
  const auto count = Reader::number(digits->text, 0);
  constexpr int most = 20;  // of an account or card; longer ones are no numbers of persons
  if (count && *count >= 1 && *count <= most)
    form.digits = static_cast<int>(*count);
  else
    in_.error(Code::bad_value, digits->span, fmt::format("\"{}\" is not a number of digits", digits->text))
        .help = fmt::format("write a number from 1 to {}", most);
  return form;
}

// --- rounds

void PhaseReader::read_rounds(const Node& node, std::vector<Round>& out) {
  if (!in_.is_mapping(node, "\"rounds\"")) return;
  const std::size_t errors = in_.diagnostics.errors();
  each(node, [&](const Node& key, const Node& value) {
    out.emplace_back();
    read_round(key, value, out.back());
  });
  if (out.empty())
    in_.error(Code::missing_key, node.span, "\"rounds\" has no round").help =
        "a round is NAME: {act: …, events: …}";
  if (in_.diagnostics.errors() != errors) return;
  std::stable_sort(out.begin(), out.end(),
                   [](const Round& a, const Round& b) { return a.events_from < b.events_from; });
  for (std::size_t i = 1; i < out.size(); ++i) {
    if (out[i - 1].events_to < out[i].events_from) continue;
    Diagnostic& diagnostic = in_.error(Code::rounds_overlap, out[i].span,
                                       fmt::format("events of {} belong to the rounds \"{}\" and \"{}\"",
                                                   iso(out[i].events_from), out[i - 1].name, out[i].name));
    diagnostic.also.push_back({out[i - 1].span, "the other round"});
    diagnostic.help = "let one end on the day before the other begins";
  }
}

void PhaseReader::read_round(const Node& key, const Node& node, Round& out) {
  if (!in_.is_name(key, "a round") || !in_.is_mapping(node, "a round")) return;
  in_.only_keys(node, Mapping::round);
  out.name = key.text;
  out.span = key.span;
  out.basis = read_basis(node, "a round", key.span);
  if (const Node* label = in_.find(node, "label")) out.label = in_.text(label, "\"label\"");
  if (const Node* act = needed(node, {Mapping::round, "act"}, "SOURCE", key.span);
      act != nullptr && in_.is_scalar(*act, "\"act\""))
    out.act = read_source(*act, act->text);
  if (const Node* events = needed(node, {Mapping::round, "events"}, "2022-10-01 .. 2023-03-31", key.span))
    read_events(*events, out);
  const Node* receive = needed(node, {Mapping::round, "receive_until"}, "2023-03-31", key.span);
  const Node* finish = needed(node, {Mapping::round, "finish_until"}, "2023-05-30", key.span);
  const std::size_t errors = in_.diagnostics.errors();
  if (receive != nullptr) out.receive_until = in_.date(*receive);
  if (finish != nullptr) out.finish_until = in_.date(*finish);
  if (receive == nullptr || finish == nullptr || in_.diagnostics.errors() != errors ||
      out.receive_until <= out.finish_until)
    return;
  Diagnostic& diagnostic =
      in_.error(Code::finish_too_early, finish->span,
                fmt::format("the round is to be finished by {}, and takes in dossiers until {}", finish->text,
                            receive->text));
  diagnostic.also.push_back({receive->span, "dossiers come in until this day"});
  diagnostic.help = "a dossier that came in on the last day is decided and paid after it";
}

void PhaseReader::read_events(const Node& node, Round& out) {
  if (!in_.is_scalar(node, "\"events\"")) return;
  std::string low;
  std::string high;
  Span low_span;
  Span high_span;
  if (!in_.ends(node, low, high, low_span, high_span) || !parse_date(low, out.events_from) ||
      !parse_date(high, out.events_to)) {
    in_.error(Code::bad_value, node.span, fmt::format("\"{}\" is not a span of dates", node.text)).help =
        "write both ends: 2022-10-01 .. 2023-03-31";
  } else if (out.events_to < out.events_from) {
    in_.error(Code::empty_span, node.span, "the days of events end before they begin").help =
        fmt::format("write the first day first: {} .. {}", high, low);
  }
}

// --- claims, quotas, budget

void PhaseReader::read_claims(const Node& key, const Node& node, ClaimRules& out) {
  if (!in_.is_mapping(node, "\"claims\"")) return;
  in_.only_keys(node, Mapping::claims);
  needed(node, {Mapping::claims, "once_in"}, "{is: programme, cite: …}", key.span);
  needed(node, {Mapping::claims, "combine"}, "{is: highest_with_difference, cite: …}", key.span);
  each(node, [&](const Node& name, const Node& value) {
    if (name.text == "once_in") read_setting(name, value, out.once_in);
    if (name.text == "combine") read_setting(name, value, out.combine);
  });
}

void PhaseReader::read_quota(const Node& key, const Node& node, Quota& out) {
  if (!in_.is_name(key, "a quota") || !in_.is_mapping(node, "a quota")) return;
  in_.only_keys(node, Mapping::quota);
  out.name = key.text;
  out.span = key.span;
  out.basis = read_basis(node, "a quota", key.span);
  if (const Node* label = in_.find(node, "label")) out.label = in_.text(label, "\"label\"");
  if (const Node* most = needed(node, {Mapping::quota, "at_most"}, "1", key.span);
      most != nullptr && in_.is_scalar(*most, "\"at_most\"")) {
    const auto count = Reader::number(most->text, 0);
    if (count && *count >= 1)
      out.at_most = *count;
    else
      in_.error(Code::bad_value, most->span, fmt::format("\"{}\" is not a number of people", most->text))
          .help = "write a whole number from 1";
  }
  out.counts = read_fact(needed(node, {Mapping::quota, "counts"}, "FACT", key.span), "a truth",
                         [](const Fact& fact) { return fact.type.kind == Kind::truth; });
  const Node* each_one = in_.find(node, "each");
  const Node* ask = in_.find(node, "ask");
  if ((each_one == nullptr) == (ask == nullptr)) {
    if (in_.misspelt(node)) return;
    in_.error(Code::bad_quota, key.span,
              each_one == nullptr
                  ? fmt::format("the quota \"{}\" names neither what identifies each, nor what is asked",
                                key.text)
                  : fmt::format("the quota \"{}\" is both counted and asked for", key.text))
        .help =
        "write \"each: FACT\" with a text that identifies it, or \"ask: FACT\" with the answer of a person";
    return;
  }
  if (each_one != nullptr)
    out.each = read_fact(each_one, "a text", [](const Fact& fact) { return fact.type.kind == Kind::text; });
  else
    out.asks = read_fact(ask, "a truth or choice", [](const Fact& fact) {
      return fact.type.kind == Kind::truth || fact.type.kind == Kind::choice;
    });
}

void PhaseReader::read_budget(const Node& key, const Node& node, BudgetRules& out) {
  if (!in_.is_mapping(node, "\"budget\"")) return;
  in_.only_keys(node, Mapping::budget);
  const Node* order = needed(node, {Mapping::budget, "order"}, "{is: received_first, cite: …}", key.span);
  const Node* priority = in_.find(node, "priority");
  const Node* pro_rata = in_.find(node, "pro_rata");
  needed(node, {Mapping::budget, "beyond"}, "{is: waiting_list, cite: …}", key.span);
  each(node, [&](const Node& name, const Node& value) {
    if (name.text == "order") read_setting(name, value, out.order);
    if (name.text == "beyond") read_setting(name, value, out.beyond);
    if (name.text == "priority") read_priority(value, out.priority);
    if (name.text == "pro_rata") read_pro_rata(name, value, out.pro_rata);
  });
  if (order == nullptr) return;
  const auto may_be = [&](Order one) {
    const auto& options = out.order.options;
    return options.empty() ? out.order.value == one
                           : std::find(options.begin(), options.end(), one) != options.end();
  };
  const auto describe = [&](Order one, const Node* description, std::string_view word,
                            std::string_view example) {
    if (!may_be(one) || description != nullptr || in_.misspelt(node, word)) return;
    in_.error(Code::order_incomplete, out.order.span,
              fmt::format("the budget may be spent \"{}\", and \"{}\" is missing", name(one), word))
        .help = fmt::format("add \"{}: {}\" beside \"order\"", word, example);
  };
  describe(Order::priority_first, priority, "priority", "[{fact: …, is: yes, cite: …}]");
  describe(Order::pro_rata, pro_rata, "pro_rata", "{round: down, to: 1, remainder: largest}");
}

void PhaseReader::read_priority(const Node& node, std::vector<PriorityGroup>& out) {
  if (!in_.is_sequence(node, "\"priority\"")) return;
  for (const std::uint32_t child : node.children) {
    const Node& item = in_.at(child);
    if (!in_.is_mapping(item, "a priority group")) continue;
    in_.only_keys(item, Mapping::priority_group);
    PriorityGroup& group = out.emplace_back();
    group.span = item.span;
    group.basis = read_basis(item, "a priority group", in_.place(item));
    group.fact = read_fact(
        needed(item, {Mapping::priority_group, "fact"}, "NAME", in_.place(item)), "a truth or choice",
        [](const Fact& fact) { return fact.type.kind == Kind::truth || fact.type.kind == Kind::choice; });
    const Node* is = needed(item, {Mapping::priority_group, "is"}, "yes", in_.place(item));
    if (is != nullptr && group.fact != none && in_.is_scalar(*is, "\"is\""))
      group.value = in_.value(rules_, rules_.facts[group.fact].type, is->span, is->text).numerator;
  }
}

void PhaseReader::read_pro_rata(const Node& key, const Node& node, ProRata& out) {
  if (!in_.is_mapping(node, "\"pro_rata\"")) return;
  in_.only_keys(node, Mapping::pro_rata);
  const Node* round = needed(node, {Mapping::pro_rata, "round"}, "down", key.span);
  if (round != nullptr && in_.is_scalar(*round, "\"round\"") && !find_rounding(round->text, out.rounding)) {
    in_.error(Code::bad_value, round->span, fmt::format("\"{}\" is not a rounding", round->text)).help =
        "write down, up, half up, half down or half even";
  }
  const Node* step = needed(node, {Mapping::pro_rata, "to"}, "1_000", key.span);
  if (step != nullptr && in_.is_scalar(*step, "\"to\"")) {
    const std::size_t errors = in_.diagnostics.errors();
    Type money;
    money.kind = Kind::money;
    out.step = in_.value(rules_, money, step->span, step->text).numerator;
    if (in_.diagnostics.errors() == errors && out.step < 1) {
      in_.error(Code::bad_value, step->span, "shares are rounded to an amount above 0").help =
          "write 1, or 1_000";
    }
  }
  if (const Node* remainder = needed(node, {Mapping::pro_rata, "remainder"}, "largest", key.span))
    read_option(*remainder, out.remainder, "remainder");
}

void PhaseReader::read_lists(const Node& node, ListColumns& out) {
  if (!in_.is_mapping(node, "\"lists\"")) return;
  in_.only_keys(node, Mapping::lists);
  const std::pair<std::string_view, std::string*> texts[] = {{"full_name", &out.full_name},
                                                             {"born", &out.born},
                                                             {"sex", &out.sex},
                                                             {"days", &out.days},
                                                             {"from", &out.from},
                                                             {"to", &out.to},
                                                             {"bank", &out.bank},
                                                             {"account", &out.account},
                                                             {"note", &out.note},
                                                             {"enterprise", &out.enterprise}};
  for (const auto& [key, text] : texts) {
    const Node* value = in_.find(node, key);
    if (value != nullptr && in_.is_scalar(*value, "the name of a column")) *text = value->text;
  }
  const Node* groups = in_.find(node, "groups");
  if (groups == nullptr || !in_.is_sequence(*groups, "\"groups\"")) return;
  for (const std::uint32_t child : groups->children) {
    const std::uint32_t fact =
        read_fact(&in_.at(child), "a truth", [](const Fact& one) { return one.type.kind == Kind::truth; });
    if (fact != none) out.groups.push_back(fact);
  }
}

// --- settings and readings

template <class Option>
bool PhaseReader::read_option(const Node& node, Option& out, std::string_view what) {
  if (!in_.is_scalar(node, "an option")) return false;
  if (find_word(node.text, out)) return true;
  choose_among(node, what, all_words<Option>());
  return false;
}

template <class Option>
void PhaseReader::read_setting(const Node& key, const Node& node, Setting<Option>& out) {
  if (!in_.is_mapping(node, fmt::format("\"{}\"", key.text))) return;
  out.span = key.span;
  const std::string what = fmt::format("\"{}\"", key.text);
  out.basis = read_basis(node, what, key.span);
  if (const Node* is = in_.find(node, "is")) {
    in_.only_keys(node, {Mapping::setting}, what);
    read_option(*is, out.value, key.text);
    return;
  }
  if (in_.find(node, "options") == nullptr && in_.find(node, "asks") == nullptr) {
    needed(node, {Mapping::setting, "is"}, words<Option>.front(), key.span, what);
    in_.only_keys(node, {Mapping::setting, Mapping::setting_that_is_read}, what);
    return;
  }
  in_.only_keys(node, Mapping::setting_that_is_read);
  out.asks = in_.text(needed(node, {Mapping::setting_that_is_read, "asks"}, "{vi: …, en: …}", key.span),
                      "a question");
  const Node* options = needed(node, {Mapping::setting_that_is_read, "options"}, "[one, other]", key.span);
  if (options == nullptr || !in_.is_sequence(*options, "\"options\"")) return;
  const std::size_t errors = in_.diagnostics.errors();
  for (const std::uint32_t child : options->children) {
    Option option{};
    if (!read_option(in_.at(child), option, key.text)) continue;
    if (std::find(out.options.begin(), out.options.end(), option) != out.options.end()) {
      in_.error(Code::duplicate_name, in_.at(child).span,
                fmt::format("the option \"{}\" stands here twice", in_.at(child).text))
          .help = "leave one of them out";
    } else {
      out.options.push_back(option);
    }
  }
  if (in_.diagnostics.errors() != errors) return;
  std::vector<std::string> offered;
  for (const Option option : out.options) offered.emplace_back(word_of(option));
  const Node* chosen = in_.find(node, "default");
  if (chosen != nullptr && std::find(offered.begin(), offered.end(), chosen->text) != offered.end()) {
    find_word(chosen->text, out.value);
  } else if (!in_.misspelt(node, "default")) {
    Diagnostic& diagnostic =
        chosen == nullptr
            ? in_.error(Code::reading_default, key.span,
                        fmt::format("the reading \"{}\" has no default", key.text))
            : in_.error(Code::reading_default, chosen->span,
                        fmt::format("the default \"{}\" is not among the options of the reading \"{}\"",
                                    chosen->text, key.text));
    diagnostic.help = offered.empty()
                          ? "write two options or more, and a default among them"
                          : "write \"default: " + offered.front() + "\", or another of its options";
  }
}

// --- facts and citations

std::uint32_t PhaseReader::read_fact(const Node* node, std::string_view wanted, bool (*fits)(const Fact&)) {
  if (node == nullptr || !in_.is_scalar(*node, "the name of a fact")) return none;
  const std::uint32_t index = find_fact(rules_, node->text);
  if (index != none && fits(rules_.facts[index])) return index;
  std::vector<std::string> known;
  for (const Fact& fact : rules_.facts) {
    if (fits(fact)) known.push_back(fact.path());
  }
  Diagnostic& diagnostic =
      in_.error(Code::bad_phases, node->span,
                index == none ? fmt::format("there is no fact \"{}\"", node->text)
                              : fmt::format("the fact \"{}\" is not {}", node->text, wanted));
  if (index == none) diagnostic.help = did_you_mean(node->text, known);
  if (diagnostic.help.empty())
    diagnostic.help = known.empty() ? fmt::format("the rule set has no fact that is {}", wanted)
                                    : fmt::format("name one of {}", Reader::joined(known));
  return none;
}

Basis PhaseReader::read_basis(const Node& mapping, std::string_view what, const Span& where) {
  Basis result;
  const Node* cite = in_.find(mapping, "cite");
  if (cite != nullptr && cite->kind == yaml::Kind::sequence) {
    for (const std::uint32_t child : cite->children)
      read_citation(in_.at(child), result.citations.emplace_back());
  } else if (cite != nullptr) {
    read_citation(*cite, result.citations.emplace_back());
  }
  if (result.citations.empty() && !in_.misspelt(mapping, "cite")) {
    in_.error(Code::uncited, where, fmt::format("{} has no citation", what)).help = fmt::format(
        "add \"cite:\" with a source and a place in it: cite: {} art 7 cl 2", rules_.sources.front().id);
  }
  const Node* sure = in_.find(mapping, "sure");
  if (sure != nullptr && in_.is_scalar(*sure, "\"sure\"") && !find_sureness(sure->text, result.sureness)) {
    in_.error(Code::bad_value, sure->span, fmt::format("\"{}\" is not a degree of certainty", sure->text))
        .help = "write text, two sources, one source or inferred";
  }
  return result;
}

void PhaseReader::read_citation(const Node& node, Citation& out) {
  if (!in_.is_scalar(node, "a citation")) return;
  out.span = node.span;
  const std::size_t blank = node.text.find(' ');
  out.source = read_source(node, node.text.substr(0, blank));
  if (out.source == none || blank == std::string::npos) return;
  if (parse_locator(node.text.substr(blank + 1), out.locator)) return;
  in_.error(Code::bad_citation,
            node.within(static_cast<std::uint32_t>(blank + 1), static_cast<std::uint32_t>(node.text.size())),
            fmt::format("\"{}\" is not a place in a source", node.text.substr(blank + 1)))
      .help = "a place is art, cl, pt, ch, sec, part, form or annex, each with its number: art 11 cl 2 pt a";
}

std::uint32_t PhaseReader::read_source(const Node& node, const std::string& id) {
  std::vector<std::string> known;
  for (std::uint32_t i = 0; i < rules_.sources.size(); ++i) {
    if (rules_.sources[i].id == id) return i;
    known.push_back(rules_.sources[i].id);
  }
  Diagnostic& diagnostic =
      in_.error(Code::unknown_source, node.within(0, static_cast<std::uint32_t>(id.size())),
                id.empty() ? "no source is named" : fmt::format("no source is called \"{}\"", id));
  diagnostic.help = did_you_mean(id, known);
  if (diagnostic.help.empty()) diagnostic.help = "declare it under \"sources\" of the rule set";
  return none;
}

}  // namespace

PhaseRules read_phases(const Sources& sources, std::uint32_t source, const RuleSet& rules,
                       Diagnostics& diagnostics) {
  PhaseRules phases = PhaseReader(sources, source, rules, diagnostics).read();
  for (const Benefit& benefit : rules.benefits) phases.on_top.push_back(benefit.on_top);
  return phases;
}

}  // namespace edge
}  // namespace HOTRO_ABI
}  // namespace hotro
