#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""make.py FOLDER OPS ROWS: a rule set that compiles to about so many ops, the same conditions as JSON, and columns of
whole numbers to decide. Five ops a condition: an addition, a comparison, the conjunction, and its two bits."""

import array
import json
import os
import random
import sys

FACTS = 16
MOST_CONDITIONS = 50  # of one benefit


def conditions(count):
    """[a, b, limit]: fact a and fact b together are at most the limit, which some one in thirty exceeds."""
    chance = random.Random(6696)
    return [[chance.getrandbits(4), chance.getrandbits(4), 1700 + chance.getrandbits(8)] for _ in range(count)]


def rule_set(tests):
    lines = ["hotro: 1", "rule_set: bench.many", "title: {en: Many conditions}", "currency: VND", "by: act",
             "covers: 2023-01-01 .. 2023-12-31", "effective_on: event", "sources:",
             "  act: {en: Act, enacted: 2023-01-01}", "facts:", "  dossier:", "    event: {type: date}"]
    lines += [f"    n{i}: {{type: count, max: 1023}}" for i in range(FACTS)]
    lines += ["parameters:", "  p: {type: money, versions: [{value: 500_000, cite: act art 1}]}", "benefits:"]
    for first in range(0, len(tests), MOST_CONDITIONS):
        lines += [f"  b{first}:", "    eligible:", "      all:"]
        for i, (a, b, limit) in enumerate(tests[first:first + MOST_CONDITIONS]):
            lines += [f"        - {{id: c{i}, that: n{a} + n{b} <= {limit}, reason: {{en: Too much}}, cite: act art 1}}"]
        lines += ["    entitlement: {value: p, cite: act art 1}"]
    return "\n".join(lines) + "\n"


def main():
    folder, ops, rows = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    os.makedirs(folder, exist_ok=True)
    tests = conditions(ops // 5)
    with open(os.path.join(folder, "rules.yaml"), "w") as file:
        file.write(rule_set(tests))
    with open(os.path.join(folder, "conditions.json"), "w") as file:
        json.dump({"tests": tests, "at_once": MOST_CONDITIONS}, file)
    chance = random.Random(7785)
    for i in range(FACTS):
        cells = array.array("i", (chance.getrandbits(10) for _ in range(rows)))
        if sys.byteorder != "little":
            cells.byteswap()
        with open(os.path.join(folder, f"n{i}.i32"), "wb") as file:
            cells.tofile(file)
    with open(os.path.join(folder, "event.i32"), "wb") as file:
        array.array("i", [19400] * rows).tofile(file)


main()
