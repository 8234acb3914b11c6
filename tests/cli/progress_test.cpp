// SPDX-License-Identifier: Apache-2.0
#include "progress.hpp"

#include <catch2/catch.hpp>

using hotro::Language;
using hotro::cli::progress_text;

TEST_CASE("a line says how far a run is, how fast, and how long it takes") {
  CHECK(progress_text({1'040'000, 52, 100}, 4, Language::en) ==
        "[############------------]  52 %  1,040,000 rows  260,000/s  0:04 left");
  CHECK(progress_text({1'040'000, 1, 100}, 4, Language::vi) ==
        "[------------------------]   1 %  1.040.000 dòng  260.000/giây  còn 6:36");
  CHECK(progress_text({7, 100, 100}, 2, Language::en) ==
        "[########################] 100 %  7 rows  3/s  0:00 left");
}

TEST_CASE("of a pipe, nobody knows how long it is") {
  CHECK(progress_text({600, 5'000, 0}, 3, Language::en) == "600 rows  200/s");
}

TEST_CASE("a table that is looked through for its ids says so") {
  CHECK(progress_text({600, 50, 100, true}, 3, Language::en) ==
        "[############------------]  50 %  looking for ids that stand twice");
}
