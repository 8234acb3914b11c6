# SPDX-License-Identifier: Apache-2.0
"""DuckDB, in memory, on one thread: tables with its own types, one statement that fills a table of answers."""

import os
import sys

import duckdb
import numpy as np

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), os.pardir))
from contender import (AMOUNTS, APPLICANT_CHOICES, BENEFITS, CHOICES, DATES, ENTERPRISE_CHOICES, NUMBERS, TRUTHS,
                       serve)

HERE = os.path.dirname(os.path.abspath(__file__))


def named(column):
    return column.replace(".", "_")


class DuckDB:
    def __init__(self, columns):
        self.db = duckdb.connect(":memory:")
        self.db.execute("SET threads = 1")
        for name, options in CHOICES.items():
            words = ", ".join(f"'{word}'" for word in options)
            self.db.execute(f"CREATE TYPE {named(name)}_type AS ENUM ({words})")

        def option(name):
            cases = " ".join(f"WHEN {i} THEN '{word}'" for i, word in enumerate(CHOICES[name]))
            return f"(CASE {named(name)} {cases} END)::{named(name)}_type AS {named(name)}"

        raw_enterprises = {named(name): columns[name] for name in ENTERPRISE_CHOICES}
        raw_enterprises["id"] = np.arange(len(raw_enterprises["enterprise_kind"]), dtype=np.int32)
        self.db.register("raw_enterprises", raw_enterprises)
        self.db.execute("CREATE TABLE enterprises AS SELECT id, " +
                        ", ".join(option(name) for name in ENTERPRISE_CHOICES) + " FROM raw_enterprises")
        raw = {named(name): columns[name] for name in APPLICANT_CHOICES + TRUTHS + DATES + NUMBERS}
        raw["enterprise"] = columns["enterprise"]
        raw["id"] = np.arange(columns.rows, dtype=np.int32)
        self.db.register("raw", raw)
        cells = ["id", "enterprise"] + [option(name) for name in APPLICANT_CHOICES]
        cells += [f"{name} = 2 AS {name}" for name in TRUTHS]
        cells += [f"DATE '1970-01-01' + {name} AS {name}" for name in DATES]
        cells += [f"{named(name)}" for name in NUMBERS]
        # One table for what is decided at a time: 513 applicants are a table of 513 rows.
        at_once = int(sys.argv[3])
        for first in range(0, columns.rows, at_once):
            self.db.execute(f"CREATE TABLE applicants_{first} AS SELECT {', '.join(cells)} FROM raw "
                            f"WHERE id >= {first} AND id < {first + at_once} ORDER BY id")
        with open(os.path.join(HERE, "duckdb.sql")) as file:
            self.statement = "CREATE OR REPLACE TABLE answers AS " + file.read()

    def run(self, first, last):
        self.db.execute(self.statement.replace("$applicants", f"applicants_{first}"))

    def outputs(self):
        cells = self.db.execute("SELECT * FROM answers ORDER BY id").fetchnumpy()
        names = [f"{b}.{kind}" for b in BENEFITS + ("row",)
                 for kind in ("concerned", "in_scope", "eligible", "failed") + AMOUNTS if b != "row" or kind != "failed"]
        return {name: cells[named(name)] for name in names + ["invalid"]}


serve(DuckDB)
