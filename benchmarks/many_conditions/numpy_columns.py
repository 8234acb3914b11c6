# SPDX-License-Identifier: Apache-2.0
"""The generated conditions in NumPy, block by block."""

import json
import os
import sys

import numpy as np

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), os.pardir))
from contender import serve

BLOCK = 16384


class ManyConditions:
    def __init__(self, columns):
        with open(os.path.join(columns.folder, "conditions.json")) as file:
            about = json.load(file)
        tests, at_once = about["tests"], about["at_once"]
        self.benefits = {f"b{first}": tests[first:first + at_once] for first in range(0, len(tests), at_once)}
        self.facts = [columns[f"n{i}"] for i in range(16)]

    def run(self, first, last):
        rows = last - first
        self.failed = {name: np.zeros(rows, np.uint64) for name in self.benefits}
        self.eligible = {name: np.empty(rows, bool) for name in self.benefits}
        for begin in range(first, last, BLOCK):
            end = min(last, begin + BLOCK)
            facts = [fact[begin:end] for fact in self.facts]
            to = slice(begin - first, end - first)
            total, bits = np.empty(end - begin, np.int32), np.empty(end - begin, np.uint64)
            for name, tests in self.benefits.items():
                failed = self.failed[name][to]
                for bit, (a, b, limit) in enumerate(tests):
                    np.add(facts[a], facts[b], out=total)
                    np.multiply(total > limit, np.uint64(1 << bit), out=bits)
                    np.bitwise_or(failed, bits, out=failed)
                np.equal(failed, 0, out=self.eligible[name][to])

    def outputs(self):
        found = {}
        for name in self.benefits:
            found[f"{name}.eligible"], found[f"{name}.failed"] = self.eligible[name], self.failed[name]
        return found


serve(ManyConditions)
