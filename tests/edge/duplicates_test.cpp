// SPDX-License-Identifier: Apache-2.0
#include "duplicates.hpp"

#include <catch2/catch.hpp>
#include <map>
#include <random>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "ids.hpp"

using namespace hotro;
using namespace hotro::edge;

namespace {

std::string padded(std::string text) {
  text.reserve(text.size() + text_padding);
  return text;
}

IdKey key(const IdKeys& keys, bool person, const std::string& id) {
  const std::string text = padded(id);
  return person ? keys.person(text, IdBytes(text)) : keys.dossier(text, IdBytes(text));
}

bool is_plain(const std::string& id) {
  const std::string text = padded(id);
  return is_plain_id(text, IdBytes(text));
}

}  // namespace

TEST_CASE("SipHash gives the vectors of its authors") {
  std::string text;
  const std::uint64_t key_0 = 0x0706'0504'0302'0100;
  const std::uint64_t key_1 = 0x0F0E'0D0C'0B0A'0908;
  CHECK(siphash(text, key_0, key_1) ==
        std::array<std::uint64_t, 2>{0xE6A8'25BA'047F'81A3, 0x9302'55C7'1472'F66D});
  text = std::string(1, '\0');
  CHECK(siphash(text, key_0, key_1) ==
        std::array<std::uint64_t, 2>{0x44AF'996B'D8C1'87DA, 0x45FC'229B'1159'7634});
}

TEST_CASE("keys are equal for equal ids of one kind, and for no others") {
  const IdKeys keys;
  std::set<IdKey> seen;
  std::size_t count = 0;
  std::string id;
  for (std::size_t length = 0; length <= 40; ++length) {
    for (const char c : {'1', '2', 'a', 'b'}) {
      for (const bool person : {false, true}) {
        seen.insert(key(keys, person, id + c));
        ++count;
        CHECK(key(keys, person, id + c) == key(keys, person, id + c));
      }
    }
    id += length % 2 == 0 ? 'a' : '7';
  }
  for (std::uint64_t number = 1; number < 1'000'000'000'000'000'000; number = number * 3 + 1) {
    for (const bool person : {false, true}) {
      seen.insert(key(keys, person, std::to_string(number)));
      ++count;
    }
  }
  // 1 and 7 have been there.
  CHECK(seen.size() == count - 2);
}

TEST_CASE("the keys of persons are equal where their person_key is") {
  const IdKeys keys;
  std::mt19937 random(6696);
  std::map<std::string, IdKey> by_text;
  std::map<IdKey, std::string> by_key;
  const std::string letters = "0012 .-aAb";
  for (int round = 0; round < 200'000; ++round) {
    std::string id;
    for (std::size_t i = 1 + random() % (round % 2 == 0 ? 4 : 24); i != 0; --i)
      id += letters[random() % (round % 3 == 0 ? 4 : 10)];
    const IdKey found = key(keys, true, id);
    INFO(id);
    REQUIRE(by_text.emplace(person_key(id), found).first->second == found);
    REQUIRE(by_key.emplace(found, person_key(id)).first->second == person_key(id));
  }
}

TEST_CASE("plain ids are those without trouble, blanks around them and marks that need quotes") {
  for (const char* id : {"D1", "NA2-0001", "040199001234", "a_b/c.d", "x", "0", "DS.2023~[1]{2}", "A-",
                         "01234567890123456789"})
    CHECK(is_plain(id));
  for (const char* id : {"", "-1", "=1", "@a", "+84", "1E+5", "a b", " a", "a;b", "a:b", "a,b", "a\"b",
                         "a\tb", "đ", "a\x7F", "0123456789;", "012345678901234567\n"})
    CHECK_FALSE(is_plain(id));
  for (int c = 1; c < 256; ++c) {  // a row with NUL is refused as a whole
    for (const std::size_t at : {1UL, 7UL, 8UL, 15UL, 20UL}) {
      std::string id(21, 'a');
      id[at] = static_cast<char>(c);
      if (is_plain(id)) CHECK(id_trouble(id).empty());
    }
  }
}

TEST_CASE("a set of keys finds what a map finds, also where keys crowd together") {
  std::mt19937_64 random(6696);
  for (const std::uint64_t mask : {~std::uint64_t{0}, std::uint64_t{0xFFF} << 52U, std::uint64_t{0x3}}) {
    for (const std::uint64_t flip : {std::uint64_t{0}, ~mask}) {
      IdSet set(flip == 0 ? 100'000 : SIZE_MAX);
      std::map<IdKey, std::uint32_t> expected;
      for (std::uint32_t line = 1; line < 30'000; ++line) {
        const IdKey key{(random() & mask) ^ flip, random() % 20'000};
        const std::uint32_t before = expected.emplace(key, line).second ? 0 : expected[key];
        REQUIRE(set.add(key, line) == before);
      }
      REQUIRE(set.size() == expected.size());
      set.drain([&](const IdKey& key, std::uint32_t line) {
        const auto found = expected.find(key);
        REQUIRE(found != expected.end());
        REQUIRE(found->second == line);
        expected.erase(found);
      });
      CHECK(expected.empty());
      CHECK(set.size() == 0);
      CHECK(set.add({1, 1}, 7) == 0);
    }
  }
}

TEST_CASE("records come out of a spill in order, however little memory it has") {
  std::mt19937 random(6696);
  for (const std::size_t memory : {0UL, 100UL, 1'000UL, 100'000UL}) {
    for (const std::size_t count : {0UL, 1UL, 5UL, 3'000UL}) {
      SortedSpill<std::uint64_t> spill(memory);
      std::vector<std::uint64_t> expected;
      for (std::size_t i = 0; i < count; ++i) {
        expected.push_back(random() % 1'000);
        REQUIRE(spill.add(expected.back()));
      }
      std::sort(expected.begin(), expected.end());
      REQUIRE(spill.finish());
      std::vector<std::uint64_t> taken;
      for (std::uint64_t one = 0; spill.take(one);) taken.push_back(one);
      CHECK(taken == expected);
      CHECK(spill.trouble().empty());
    }
  }
}

TEST_CASE("what stands twice is found with its first line, whether it fits into memory or is surveyed") {
  std::mt19937 random(6696);
  constexpr std::uint64_t lines = 5'000;
  for (const std::size_t memory : {0UL, 5'000UL, 60'000UL, 100'000'000UL}) {
    for (const unsigned different : {1U, 300U, 100'000U}) {
      Duplicates duplicates(memory);
      std::vector<std::tuple<std::uint64_t, IdKind, std::string>> ids;
      for (std::uint64_t line = 2; line < lines; ++line) {
        if (random() % 10 != 0)
          ids.emplace_back(line, IdKind::dossier, padded(std::to_string(random() % different)));
        if (random() % 10 != 0)
          ids.emplace_back(line, IdKind::person,
                           padded("a person number " + std::to_string(random() % different)));
      }
      std::map<std::string, std::uint64_t> first[2];
      bool surveyed = false;
      for (std::size_t i = 0; i < ids.size(); ++i) {
        const auto& [line, kind, text] = ids[i];
        if (duplicates.full() && (i == 0 || std::get<0>(ids[i - 1]) != line)) {
          surveyed = true;
          REQUIRE(duplicates.begin_survey());
          for (std::size_t j = ids.size(); j-- > i;) {
            const auto& [later, of, id] = ids[j];
            REQUIRE(duplicates.survey(of, key(duplicates.keys(), of == IdKind::person, id), later));
          }
          REQUIRE(duplicates.end_survey());
        }
        const auto [entry, added] = first[static_cast<int>(kind)].emplace(text, line);
        REQUIRE(duplicates.find(kind, key(duplicates.keys(), kind == IdKind::person, text), line) ==
                (added ? 0 : entry->second));
      }
      CHECK(duplicates.same_as_surveyed());
      const std::size_t keys = different == 1 ? 2 : different == 300 ? 600 : 8'000;
      CHECK(surveyed == (memory < keys * 20));
    }
  }
}

TEST_CASE("a table that changed since its survey is noticed") {
  for (const bool other : {false, true}) {
    Duplicates duplicates(0);
    REQUIRE(duplicates.begin_survey());
    const IdKey first = key(duplicates.keys(), false, "D1");
    duplicates.survey(IdKind::dossier, first, 2);
    REQUIRE(duplicates.end_survey());
    duplicates.find(IdKind::dossier, other ? key(duplicates.keys(), false, "D2") : first, 2);
    CHECK(duplicates.same_as_surveyed() == !other);
  }
}
