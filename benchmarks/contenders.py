# SPDX-License-Identifier: Apache-2.0
"""Who takes part in which task, and how many rows of it they are asked to decide: those that need a thousand
times as long per row decide a thousandth of the rows, which is enough to know their speed."""

import os
import subprocess
from dataclasses import dataclass, field


@dataclass
class Contender:
    name: str                 # as the tables call it
    words: list               # the command, without its arguments
    most_rows: int = 10**9
    options: list = field(default_factory=list)


class Installed:
    """What is built and installed on this machine; asks for nothing itself."""

    def __init__(self, source, build, folder):
        self.source = source
        self.build = build
        self.folder = folder
        self.skipped = {}     # name: why

    def program(self, task, name):
        return os.path.join(self.build, "benchmarks", f"{task}_{name}")

    def _built(self, task, label, name, options=(), **more):
        path = self.program(task, name)
        return self._if([path], "not built", Contender(label, [path], options=list(options), **more))

    def _python(self, label, file, package, options=(), **more):
        venv = os.path.join(self.folder, "python")
        words = [os.path.join(venv, "bin", "python"), os.path.join(self.source, file)]
        return self._if([os.path.join(venv, "installed", package)], f"{package} is not installed",
                        Contender(label, words, options=list(options), **more))

    def _node(self, label, file, package, **more):
        modules = os.path.join(self.folder, "node", "node_modules")
        words = ["env", f"NODE_PATH={modules}", "node", os.path.join(self.source, file)]
        return self._if([os.path.join(modules, package)], f"{package} is not installed",
                        Contender(label, words, **more))

    def _if(self, needed, why, contender):
        """A list of one, or of none."""
        if all(os.path.exists(path) for path in needed):
            return [contender]
        self.skipped[contender.name] = why
        return []

    # The first of each is what the others are compared with.

    def batch(self):
        return (self._built("batch", "hotro", "hotro") +
                self._built("batch", "hotro, packed truths", "hotro", ["packed"]) +
                self._built("batch", "hotro, two threads", "hotro", ["threads=2"]) +
                self._built("batch", "C++, branch-free columns", "cpp_columns") +
                self._built("batch", "C++, row structs", "cpp_rows") +
                self._python("NumPy", "batch/numpy_columns.py", "numpy") +
                self._python("OpenFisca", "batch/openfisca_variables.py", "openfisca-core", most_rows=1_000_000) +
                self._python("DuckDB", "batch/duckdb_sql.py", "duckdb", most_rows=1_000_000) +
                self._python("SQLite", "batch/sqlite_sql.py", "numpy", most_rows=100_000) +  # comes with Python
                self._built("batch", "Lua", "lua_rows", most_rows=200_000) +
                self._python("ZEN", "batch/zen_decision.py", "zen-engine", most_rows=2_000) +
                self._node("json-rules-engine", "batch/json_rules_engine.mjs", "json-rules-engine", most_rows=1_000))

    def batch_unknowns(self):
        # No other contender knows intervals: the engine's own way for one row is the second opinion.
        return (self._built("batch", "hotro", "hotro") +
                self._built("one_decision", "hotro, one at a time", "hotro", most_rows=100_000))

    def one_decision(self):
        return (self._built("one_decision", "hotro", "hotro") +
                self._built("one_decision", "hotro, with reasons", "hotro", ["explain"]) +
                self._built("one_decision", "hotro, with reasons as text", "hotro", ["text"]) +
                self._built("batch", "C++, row structs", "cpp_rows") +
                self._built("batch", "Lua", "lua_rows") +
                self._python("ZEN", "batch/zen_decision.py", "zen-engine", most_rows=1_000) +
                self._node("json-rules-engine", "batch/json_rules_engine.mjs", "json-rules-engine", most_rows=500))

    def simulation(self):
        return (self._built("simulation", "hotro", "hotro") +
                self._built("simulation", "hotro, two threads", "hotro", ["threads=2"]) +
                self._built("simulation", "hotro, decisions and four sums", "hotro", ["alone"]))

    def load(self):
        return (self._built("load", "hotro", "hotro") +
                self._built("load", "hotro, load without compile", "hotro", ["load"]) +
                self._built("load", "yaml-cpp, events", "yaml_cpp") +
                self._built("load", "yaml-cpp, nodes", "yaml_cpp", ["nodes"]))

    def many_conditions(self):
        return (self._built("many_conditions", "hotro", "hotro") +
                self._python("NumPy", "many_conditions/numpy_columns.py", "numpy") +
                self._python("DuckDB", "many_conditions/duckdb_sql.py", "duckdb"))

    def _hotro(self, *options):
        path = os.path.join(self.build, "hotro")
        rules = os.path.join(self.source, os.pardir, "rules", "vn", "vgcl-6696")
        return self._if([path], "not built", Contender("hotro", [path, "decide", rules], options=list(options)))

    def csv(self):
        hotro = self._hotro()
        if hotro and "--threads" in subprocess.run(hotro[0].words + ["--help"], capture_output=True, text=True,
                                                   check=False).stdout:
            every = hotro[0]
            every.name = "hotro, all threads"
            hotro = self._hotro("--threads", "1") + [every]
        return (hotro + self._built("csv", "C++, scanner", "cpp_scanner") +
                self._python("DuckDB", "csv/duckdb_csv.py", "duckdb", ["stay"]))

    def cold_start(self):
        return (self._hotro() + self._built("csv", "C++, scanner", "cpp_scanner") +
                self._python("DuckDB", "csv/duckdb_csv.py", "duckdb"))
