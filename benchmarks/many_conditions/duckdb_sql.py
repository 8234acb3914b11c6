# SPDX-License-Identifier: Apache-2.0
"""The generated conditions as one SQL statement."""

import json
import os
import sys

import duckdb
import numpy as np

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), os.pardir))
from contender import serve


class ManyConditions:
    def __init__(self, columns):
        with open(os.path.join(columns.folder, "conditions.json")) as file:
            about = json.load(file)
        tests, at_once = about["tests"], about["at_once"]
        self.db = duckdb.connect(":memory:")
        self.db.execute("SET threads = 1")
        raw = {f"n{i}": columns[f"n{i}"] for i in range(16)}
        raw["id"] = np.arange(columns.rows, dtype=np.int32)
        self.db.register("raw", raw)
        self.db.execute("CREATE TABLE applicants AS SELECT * FROM raw ORDER BY id")
        self.names = [f"b{first}" for first in range(0, len(tests), at_once)]
        failed = []
        for first in range(0, len(tests), at_once):
            bits = " + ".join(f"CASE WHEN n{a} + n{b} > {limit} THEN {1 << bit} ELSE 0 END"
                              for bit, (a, b, limit) in enumerate(tests[first:first + at_once]))
            failed.append(f"({bits})::UBIGINT AS b{first}_failed")
        eligible = ", ".join(f"{name}_failed = 0 AS {name}_eligible" for name in self.names)
        self.statement = (f"CREATE OR REPLACE TABLE answers AS SELECT *, {eligible} "
                          f"FROM (SELECT id, {', '.join(failed)} FROM applicants)")

    def run(self, first, last):
        self.db.execute(self.statement)

    def outputs(self):
        cells = self.db.execute("SELECT * FROM answers ORDER BY id").fetchnumpy()
        return {f"{name}.{kind}": cells[f"{name}_{kind}"] for name in self.names for kind in ("eligible", "failed")}


serve(ManyConditions)
