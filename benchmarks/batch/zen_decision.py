# SPDX-License-Identifier: Apache-2.0
"""GoRules ZEN: a decision graph with one expression node; each applicant is a dictionary that was made before. Dates are
days since 1970, which its expressions compare fastest."""

import os
import sys

import zen

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), os.pardir))
from contender import AMOUNTS, BENEFITS, serve
from rows import rows

HERE = os.path.dirname(os.path.abspath(__file__))


class Zen:
    def __init__(self, columns):
        with open(os.path.join(HERE, "zen.json")) as file:
            # As content of its own the graph is compiled once, and not for each applicant.
            self.decision = zen.ZenEngine().create_decision(zen.ZenDecisionContent(file.read()))
        self.rows = rows(columns)

    def run(self, first, last):
        self.answers = [self.decision.evaluate(row)["result"] for row in self.rows[first:last]]

    def outputs(self):
        found = {"invalid": [row["invalid"] for row in self.answers]}
        for name in BENEFITS + ("row",):
            for kind in ("concerned", "eligible", "failed") + AMOUNTS:
                if (name, kind) != ("row", "failed"):
                    found[f"{name}.{kind}"] = [row[f"{name}_{kind}"] for row in self.answers]
            found[f"{name}.in_scope"] = [row["in_scope"] for row in self.answers]
        return found


serve(Zen)
