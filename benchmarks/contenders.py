# SPDX-License-Identifier: Apache-2.0
"""Who takes part in which task, and how many rows of it they are asked to decide: those that need a thousand
times as long per row decide a thousandth of the rows, which is enough to know their speed."""

import os
from dataclasses import dataclass, field


@dataclass
class Contender:
    name: str                 # as the tables call it
    words: list               # the command, without its arguments
    most_rows: int = 10**9
    options: list = field(default_factory=list)
    memory: int = 0           # bytes a row, in all


class Installed:
    """What is built and installed on this machine; asks for nothing itself."""

    def __init__(self, source, build, folder):
        self.source = source
        self.build = build
        self.folder = folder
        self.skipped = {}     # name: why

    def program(self, task, name):
        return os.path.join(self.build, "benchmarks", f"{task}_{name}")

    def _add(self, found, contender, needed, why):
        if all(os.path.exists(path) for path in needed):
            found.append(contender)
        else:
            self.skipped[contender.name] = why

    def batch(self):
        found = []

        def built(label, name, options=(), **more):
            path = self.program("batch", name)
            self._add(found, Contender(label, [path], options=list(options), **more), [path], "not built")

        def python(label, file, package, **more):
            venv = os.path.join(self.folder, "python")
            path = os.path.join(self.source, "batch", file)
            installed = os.path.join(venv, "installed", package)
            self._add(found, Contender(label, [os.path.join(venv, "bin", "python"), path], **more), [installed],
                      f"{package} is not installed")

        def node(label, file, package, **more):
            path = os.path.join(self.source, "batch", file)
            modules = os.path.join(self.folder, "node", "node_modules")
            words = ["env", f"NODE_PATH={modules}", "node", path]
            self._add(found, Contender(label, words, **more), [os.path.join(modules, package)],
                      f"{package} is not installed")

        built("hotro", "hotro")
        built("C++, branch-free columns", "cpp_columns")
        built("C++, row structs", "cpp_rows")
        python("NumPy", "numpy_columns.py", "numpy")
        python("OpenFisca", "openfisca_variables.py", "openfisca-core", most_rows=1_000_000)
        python("DuckDB", "duckdb_sql.py", "duckdb", most_rows=1_000_000)
        python("SQLite", "sqlite_sql.py", "numpy", most_rows=100_000)  # SQLite comes with Python
        built("Lua", "lua_rows", most_rows=200_000)
        python("ZEN", "zen_decision.py", "zen-engine", most_rows=2_000)
        node("json-rules-engine", "json_rules_engine.mjs", "json-rules-engine", most_rows=1_000)
        return found
