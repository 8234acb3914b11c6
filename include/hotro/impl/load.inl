// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "../load.hpp"
#include "load_check.inl"
#include "load_declare.inl"
#include "load_definition.inl"
#include "load_list.inl"
#include "load_version.inl"

namespace hotro {
inline namespace HOTRO_ABI {
namespace detail {

HOTRO_INLINE void Loader::read(std::span<const std::uint32_t> given, std::vector<yaml::Document> parsed) {
  parsed.resize(given.size());
  files.reserve(std::min(given.size(), most_files));
  std::size_t bytes = 0;
  std::size_t nodes = 0;
  for (std::size_t i = 0; i < given.size(); ++i) {
    const std::uint32_t source = given[i];
    LoadedFile file;
    file.source = source;
    const std::size_t before = diagnostics.errors();
    const std::size_t size = sources.text(source).size();
    bytes += size <= largest_text ? size : 0;  // what is too large by itself is said of it alone
    if (files.size() == most_files) {
      refuse_file(source, "the rule set has more than " + std::to_string(most_files) + " files");
    } else if (bytes > largest_text) {
      refuse_file(source, "up to this file, the rule set is larger than " +
                              std::to_string(largest_text >> 20U) + " MiB");
    }
    if (done()) {
      unread = true;
      return;
    }
    file.document =
        parsed[i].nodes.empty() ? yaml::parse(sources, source, diagnostics) : std::move(parsed[i]);
    nodes += file.document.nodes.size();
    if (nodes > most_nodes) {
      refuse_file(source, "up to this file, the rule set has more than " + std::to_string(most_nodes) +
                              " keys and values");
    }
    const Reader in = reader(file);
    const yaml::Node& root = file.document.root();
    if (overfull || diagnostics.errors() != before) {
      // Without an amendment the rest can be read; without a rule set, every name of it would be missing.
      unread = unread || in.find(root, "amends") == nullptr;
      continue;
    }
    if (!in.has_shape(root, yaml::Kind::mapping, "a rule set", "a mapping of keys to values",
                      "begin with \"hotro: 1\"")) {
      unread = true;
      continue;
    }
    if (root.children.empty()) {
      in.error(Code::no_rule_set, root.span, "the file is empty").help =
          "begin with \"hotro: 1\" and \"rule_set: NAME\"";
      unread = true;
      continue;
    }
    const yaml::Node* version = in.required(root, {Mapping::rule_set, "hotro"});
    if (version != nullptr && in.is_scalar(*version, "the version of the format") && version->text != "1") {
      in.error(Code::wrong_version, version->span,
               "the file is written for version " + version->text + " of the format, and only 1 is known")
          .help = "write \"hotro: 1\"";
    }
    const yaml::Node* amends = in.find(root, "amends");
    const yaml::Node* id = amends != nullptr ? amends : in.find(root, "rule_set");
    if (id == nullptr || !in.is_scalar(*id, "the name of a rule set")) {
      if (id == nullptr) {
        in.error(Code::no_rule_set, in.place(root), "the file holds neither a rule set nor an amendment")
            .help = "begin with \"rule_set: NAME\" or \"amends: NAME\"";
      }
      unread = true;
      continue;
    }
    file.amends = amends != nullptr;
    file.id = id->text;
    if (!file.amends) in.is_id(*id);
    if (!in.only_keys(root, file.amends ? Mapping::amendment : Mapping::rule_set)) spoil_all();
    const auto same = std::find_if(files.begin(), files.end(), [&](const LoadedFile& other) {
      return !file.amends && !other.amends && other.id == file.id;
    });
    if (same != files.end()) {
      Diagnostic& d =
          in.error(Code::duplicate_name, id->span, "the rule set \"" + file.id + "\" is given twice");
      d.also.push_back({reader(*same).find(same->document.root(), "rule_set")->span, "the first time here"});
      d.help = "load it once; what changes it is an amendment";
      continue;
    }
    files.push_back(std::move(file));
  }
}

HOTRO_INLINE void Loader::refuse_file(std::uint32_t source, std::string message) {
  diagnostics.report(Code::too_large, {source, 0, 0}, std::move(message)).help = given_as_table;
  overfull = true;
}

/// Imports first, then what imports them, then amendments as they were given. Every file must be needed.
HOTRO_INLINE void Loader::order() {
  enum class Visit : std::uint8_t { ahead, open, done };
  std::vector<Visit> visits(files.size(), Visit::ahead);
  std::vector<std::size_t> sorted;
  const auto find_file = [&](const std::string& id) {
    for (std::size_t i = 0; i < files.size(); ++i) {
      if (!files[i].amends && files[i].id == id) return i;
    }
    return files.size();
  };
  const auto visit = [&](const auto& self, std::size_t index) -> void {
    visits[index] = Visit::open;
    const Reader in = reader(files[index]);
    const yaml::Node* imports = in.find(files[index].document.root(), "imports");
    if (imports != nullptr && !in.is_sequence(*imports, "\"imports\"")) spoil_all();
    if (imports != nullptr && imports->kind == yaml::Kind::sequence) {
      for (std::uint32_t child : imports->children) {
        const yaml::Node& name = in.at(child);
        if (done()) break;  // those beyond the files that may be given are missing
        if (!in.is_scalar(name, "the name of an import")) continue;
        const std::size_t found = find_file(name.text);
        const auto first = std::find_if(imports->children.begin(), imports->children.end(),
                                        [&](std::uint32_t other) { return in.at(other).text == name.text; });
        if (*first != child) {
          Diagnostic& d =
              in.error(Code::duplicate_name, name.span, "\"" + name.text + "\" is imported twice");
          d.also.push_back({in.at(*first).span, "the first time here"});
          d.help = "delete one of them";
        } else if (found == files.size()) {
          in.error(Code::missing_import, name.span,
                   "the imported rule set \"" + name.text + "\" was not given")
              .help = "load its file together with this one";
          spoil_all();
        } else if (visits[found] == Visit::open) {
          in.error(Code::cycle, name.span,
                   found == index ? "\"" + name.text + "\" imports itself"
                                  : "\"" + files[index].id + "\" imports \"" + name.text +
                                        "\", which imports it in turn")
              .help =
              found == index ? "leave it out" : "move what both need into a rule set that imports neither";
        } else if (visits[found] == Visit::ahead) {
          self(self, found);
        }
      }
    }
    visits[index] = Visit::done;
    sorted.push_back(index);
  };
  std::size_t base = files.size();
  for (std::size_t i = 0; i < files.size() && base == files.size(); ++i) {
    if (!files[i].amends) base = i;
  }
  if (base == files.size()) {
    const Span nowhere{none, 0, 0};
    Diagnostic& d = diagnostics.report(
        Code::no_rule_set,
        files.empty() ? nowhere : files[0].document.find(files[0].document.root(), "amends")->span,
        files.empty() ? "no file is given"
                      : "the rule set \"" + files[0].id + "\" that is amended was not given");
    d.help = files.empty() ? "give the file of a rule set"
                           : "load an amendment together with the rule set that it amends";
    return files.clear();
  }
  rules.id = files[base].id;
  visit(visit, base);
  for (std::size_t i = 0; i < files.size(); ++i) {
    const std::size_t amended = files[i].amends ? find_file(files[i].id) : i;
    if (amended < files.size() && visits[amended] == Visit::done) {
      if (files[i].amends) sorted.push_back(i);
      continue;
    }
    const yaml::Node* name =
        files[i].document.find(files[i].document.root(), files[i].amends ? "amends" : "rule_set");
    if (!spoiled_kinds.empty()) continue;  // it may be what a line that could not be read was to import
    Diagnostic& d = diagnostics.report(
        Code::no_rule_set, name->span,
        files[i].amends ? "the rule set \"" + files[i].id + "\" that is amended was not given"
                        : "the rule set \"" + files[i].id + "\" is not imported by \"" + rules.id + "\"");
    std::vector<std::string> given;
    for (const LoadedFile& file : files) {
      if (!file.amends) given.push_back(file.id);
    }
    d.help = files[i].amends ? did_you_mean(files[i].id, given) : "add it to \"imports\", or load it alone";
    if (d.help.empty()) d.help = "load its file together with this one";
  }
  std::vector<LoadedFile> result;
  for (std::size_t i : sorted) result.push_back(std::move(files[i]));
  files = std::move(result);
}

HOTRO_INLINE void Loader::build() {
  const auto base = std::find_if(files.begin(), files.end(),
                                 [&](const LoadedFile& f) { return !f.amends && f.id == rules.id; });
  {
    const Reader in = reader(*base);
    const yaml::Node& root = base->document.root();
    rules.title = in.text(in.required(root, {Mapping::rule_set, "title"}), "a title");
    const yaml::Node* currency = in.find(root, "currency");
    if (currency != nullptr && in.is_scalar(*currency, "\"currency\"")) rules.currency = currency->text;
    if (!rules.currency.empty() && minor_digits(rules.currency) < 0) {
      in.error(Code::bad_value, currency->span, "\"" + rules.currency + "\" is not a currency that is known")
          .help = "write its ISO 4217 code, such as VND";
    }
  }
  for (const LoadedFile& file : files) {
    const Reader in = reader(file);
    if (file.id == rules.id) rules.files.push_back(file.source);
    declare_sources(in);
    const yaml::Node* currency = in.find(file.document.root(), "currency");
    if (currency != nullptr && &file != &*base && in.is_scalar(*currency, "\"currency\"") &&
        currency->text != rules.currency) {
      const yaml::Node* own = base->document.find(base->document.root(), "currency");
      Diagnostic& d = in.error(Code::kinds_differ, currency->span,
                               "\"" + file.id + "\" counts in " + currency->text + ", and \"" + rules.id +
                                   "\" in " + (rules.currency.empty() ? "no currency" : rules.currency));
      if (own != nullptr) d.also.push_back({own->span, "its currency"});
      d.help = "rule sets that are loaded together count in one currency";
    }
  }
  resolve_sources();
  for (LoadedFile& file : files) {
    const Reader in = reader(file);
    const yaml::Node* by = in.find(file.document.root(), "by");
    if (by == nullptr) continue;
    file.act = act_of(in, *by);
    if (&file == &*base) rules.base_act = file.act;
  }
  for (const LoadedFile& file : files) declare_types(reader(file));
  for (const LoadedFile& file : files) declare_readings(reader(file));
  for (const LoadedFile& file : files) declare_facts(reader(file));
  for (const LoadedFile& file : files) declare_parameters(reader(file));
  for (std::uint32_t i = 0; i < files.size(); ++i) declare_definitions(reader(files[i]), i);
  for (std::uint32_t i = 0; i < files.size(); ++i) declare_tables(reader(files[i]), i);
  for (const LoadedFile& file : files) declare_benefits(reader(file));
  if (done()) return;

  const Reader in = reader(*base);
  const yaml::Node& root = base->document.root();
  if (const yaml::Node* covers = in.find(root, "covers");
      covers != nullptr && in.is_scalar(*covers, "\"covers\"")) {
    std::string low;
    std::string high;
    Span low_span;
    Span high_span;
    const Type date{Kind::date, none, false};
    if (!in.ends(*covers, low, high, low_span, high_span)) {
      in.error(Code::bad_value, covers->span, "\"" + covers->text + "\" is not a range of dates").help =
          "write both ends: 2022-10-01 .. 2023-12-31";
    } else if (!parse_date(low, rules.covers_from) || !parse_date(high, rules.covers_to)) {
      in.value(rules, date, low_span, low);
      in.value(rules, date, high_span, high);
    } else if (rules.covers_from > rules.covers_to) {
      in.error(Code::empty_span, covers->span, "the dates that the rule set covers end before they begin")
          .help = "write the first day first: " + high + " .. " + low;
    }
  } else if (covers == nullptr && !rules.benefits.empty()) {
    in.required(root, "covers", "a rule set with benefits");
  }
  if (const yaml::Node* month_end = in.find(root, "month_end"); month_end != nullptr) {
    constexpr std::string_view prefix = "reading.";
    rules.has_month_end = true;
    if (!in.is_scalar(*month_end, "\"month_end\"")) {
      // said
    } else if (month_end->text == "last_day" || month_end->text == "next_day") {
      rules.month_end = month_end->text == "last_day" ? MonthEnd::last_day : MonthEnd::next_day;
    } else if (month_end->text.rfind(prefix, 0) == 0) {
      rules.month_end_reading = find_reading(rules, month_end->text.substr(prefix.size()));
      const std::vector<std::string> wanted{"last_day", "next_day"};
      if (rules.month_end_reading == none) {
        const std::string name = month_end->text.substr(prefix.size());
        std::vector<std::string> known;
        for (const Reading& reading : rules.readings) known.push_back(reading.name);
        if (!spoiled(Named::reading, name)) {
          Diagnostic& d =
              in.error(Code::unknown_reading, month_end->span, "no reading is called \"" + name + "\"");
          d.help = did_you_mean(name, known);
          if (d.help.empty()) d.help = "declare it under \"readings\" with the options last_day and next_day";
        }
      } else if (rules.types[rules.readings[rules.month_end_reading].type].options != wanted) {
        Diagnostic& d = in.error(Code::unknown_option, month_end->span,
                                 "the reading for month_end has other options than last_day and next_day");
        d.also.push_back({rules.readings[rules.month_end_reading].span, "it is declared here"});
        d.help = "write options: [last_day, next_day], in this order";
      }
    } else {
      in.error(Code::bad_value, month_end->span,
               "\"" + month_end->text + "\" is not a rule for the end of a month")
          .help = "write last_day, next_day or reading.NAME";
    }
  }
  for (std::uint32_t i = 0; i < rules.definitions.size(); ++i) type_definition(i);
  for (const LoadedFile& file : files) build_facts(reader(file));
  for (const LoadedFile& file : files) {
    const yaml::Node* benefits = file.document.find(file.document.root(), "benefits");
    if (benefits == nullptr || benefits->kind != yaml::Kind::mapping) continue;
    const Reader from = reader(file);
    for (std::size_t i = 0; i + 1 < benefits->children.size(); i += 2) {
      const yaml::Node& key = from.at(benefits->children[i]);
      const std::uint32_t index = find_benefit(rules, key.text);
      if (index != none) build_benefit(from, key, from.at(benefits->children[i + 1]), rules.benefits[index]);
    }
  }
  for (const LoadedFile& file : files) {
    if (file.amends) amend(reader(file));
  }
  if (!rules.benefits.empty() && in.find(root, "by") == nullptr && acts_asked_for.empty())
    in.required(root, "by", "a rule set with benefits");
  if (!done()) finish_tables();
  if (!done()) check();
}

}  // namespace detail

HOTRO_INLINE Result<RuleSet> load(const Sources& sources, std::span<const std::uint32_t> files,
                                  std::vector<yaml::Document> parsed) {
  detail::Loader loader(sources);
  loader.read(files, std::move(parsed));
  if (!loader.unread) loader.order();
  if (!loader.unread && !loader.done() && !loader.files.empty()) loader.build();
  const bool failed = loader.diagnostics.failed();
  std::vector<Diagnostic> found = loader.diagnostics.take();
  return failed ? Result<RuleSet>::failure(std::move(found))
                : Result<RuleSet>(std::move(loader.rules), std::move(found));
}

HOTRO_INLINE std::vector<std::string> missing_imports(const Sources& sources,
                                                      std::span<const std::uint32_t> files) {
  std::set<std::string> seen;  // given, or named already
  std::vector<std::string> wanted;
  for (std::uint32_t source : files) {
    Diagnostics ignored;
    const yaml::Document document = yaml::parse(sources, source, ignored);
    if (document.root().kind != yaml::Kind::mapping) continue;
    if (const yaml::Node* id = document.find(document.root(), "rule_set")) seen.insert(id->text);
    const yaml::Node* imports = document.find(document.root(), "imports");
    if (imports == nullptr || imports->kind != yaml::Kind::sequence) continue;
    for (std::uint32_t child : imports->children) {
      if (!document[child].text.empty())
        wanted.push_back(document[child].text);  // lists and mappings name nothing
    }
  }
  std::vector<std::string> missing;
  for (std::string& id : wanted) {
    if (seen.insert(id).second) missing.push_back(std::move(id));
  }
  return missing;
}

}  // namespace HOTRO_ABI
}  // namespace hotro
