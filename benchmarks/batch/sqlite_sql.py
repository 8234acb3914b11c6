# SPDX-License-Identifier: Apache-2.0
"""SQLite, in memory: words and dates as text, truths as 0 and 1, one statement that fills a table of answers."""

import os
import sqlite3
import sys

import numpy as np

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), os.pardir))
from contender import (AMOUNTS, APPLICANT_CHOICES, BENEFITS, DATES, ENTERPRISE_CHOICES, NUMBERS, TRUTHS, serve)

HERE = os.path.dirname(os.path.abspath(__file__))


def named(column):
    return column.replace(".", "_")


class SQLite:
    def __init__(self, columns):
        self.db = sqlite3.connect(":memory:")
        self.db.execute("PRAGMA temp_store = MEMORY")
        self.db.execute("PRAGMA journal_mode = OFF")
        self.table("enterprises", {named(name): columns.words(name) for name in ENTERPRISE_CHOICES}, "id")
        cells = {"enterprise": columns["enterprise"]}
        cells.update((name, columns.words(name)) for name in APPLICANT_CHOICES)
        cells.update((name, columns[name] // 2) for name in TRUTHS)
        cells.update((name, columns[name].astype("datetime64[D]").astype(str)) for name in DATES)
        cells.update((named(name), columns[name]) for name in NUMBERS)
        # One table for what is decided at a time: 513 applicants are a table of 513 rows.
        at_once = int(sys.argv[3])
        for first in range(0, columns.rows, at_once):
            part = {name: values[first:first + at_once] for name, values in cells.items()}
            self.table(f"applicants_{first}", part, "id")
        with open(os.path.join(HERE, "sqlite.sql")) as file:
            self.statement = "CREATE TEMP TABLE answers AS " + file.read()

    def table(self, name, cells, key):
        rows = len(next(iter(cells.values())))
        columns = [range(rows)] + [values.tolist() for values in cells.values()]
        self.db.execute(f"CREATE TABLE {name} ({key} INTEGER PRIMARY KEY, {', '.join(cells)})")
        places = ", ".join("?" * len(columns))
        self.db.executemany(f"INSERT INTO {name} VALUES ({places})", zip(*columns))

    def run(self, first, last):
        self.db.execute("DROP TABLE IF EXISTS temp.answers")
        self.db.execute(self.statement.replace("$applicants", f"applicants_{first}"))

    def outputs(self):
        rows = self.db.execute("SELECT * FROM answers ORDER BY id")
        names = [column[0] for column in rows.description]
        cells = dict(zip(names, np.array(rows.fetchall(), dtype=np.int64).T))
        wanted = [f"{b}.{kind}" for b in BENEFITS + ("row",)
                  for kind in ("concerned", "in_scope", "eligible", "failed") + AMOUNTS
                  if b != "row" or kind != "failed"]
        return {name: cells[named(name)] for name in wanted + ["invalid"]}


serve(SQLite)
