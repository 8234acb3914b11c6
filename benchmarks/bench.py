#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Runs the benchmarks: every contender on the same rows, its answers compared with hotro's before its clock
starts, all of them in turn, again and again. Times are only compared within one run. A full run writes a dated
table and the plots of docs/performance.md."""

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import time

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)

import plots
import report
from contenders import Installed

HOTRO = "hotro"


class Process:
    """A contender that waits for words; see contender.hpp."""

    def __init__(self, contender, folder, rows, at_once):
        self.contender = contender
        self.rows = rows
        self._start(contender.words + [folder, str(rows), str(at_once)] + contender.options)

    @classmethod
    def start(cls, contender, words, rows):
        process = cls.__new__(cls)
        process.contender, process.rows = contender, rows
        process._start(words)
        return process

    def _start(self, words):
        self.process = subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self._answer("ready")

    def _answer(self, expected=None):
        line = self.process.stdout.readline().strip()
        if not line or (expected and line != expected):
            raise SystemExit(f"bench: {self.contender.name} stopped: {line or 'no answer'}")
        return line

    def _say(self, word):
        self.process.stdin.write(word + "\n")
        self.process.stdin.flush()

    def check(self, folder):
        shutil.rmtree(folder, ignore_errors=True)
        os.makedirs(folder)
        self._say("check " + folder)
        self._answer("done")

    def run(self):
        self._say("run")
        return int(self._answer())

    def close(self):
        self.process.stdin.close()
        self.process.wait()


class Command:
    """A contender that is a whole process, from files to a file."""

    def __init__(self, contender, words, rows):
        self.contender = contender
        self.words = contender.words + words + contender.options
        self.rows = rows

    def run(self):
        begin = time.perf_counter_ns()
        done = subprocess.run(self.words, capture_output=True, text=True, check=False)
        took = time.perf_counter_ns() - begin
        if done.returncode != 0:
            raise SystemExit(f"bench: {self.contender.name} failed: {done.stderr.strip()}")
        return took

    def close(self):
        pass


def first_difference(one, other, width, rows):
    """The first row whose cells differ in two files, or None."""
    with open(one, "rb") as a, open(other, "rb") as b:
        at, left = 0, rows * width
        while left > 0:
            size = min(left, 1 << 22)
            x, y = a.read(size), b.read(size)
            if len(x) < size or len(y) < size:
                return at + min(len(x), len(y)) // width
            if x != y:
                for row in range(size // width):
                    if x[row * width:(row + 1) * width] != y[row * width:(row + 1) * width]:
                        return at + row
            at += size // width
            left -= size
    return None


def cell(path, row, width):
    with open(path, "rb") as file:
        file.seek(row * width)
        return int.from_bytes(file.read(width), "little")


def compare(name, expected, found, rows):
    """Every output of every row. What only matters where something is unknown may be left out by a contender that
    decides known rows: the high ends, which then are the low ones, and the open conditions, which are none."""
    for output in sorted(os.listdir(expected)):
        stem, suffix = output.rsplit(".", 1)
        width = int(suffix[1:]) // 8
        path = os.path.join(found, output)
        if not os.path.exists(path) and stem.endswith("_high"):
            path = os.path.join(found, stem[:-len("_high")] + "." + suffix)
        if not os.path.exists(path) and stem.endswith(".open"):
            path = os.devnull
            with open(os.path.join(expected, output), "rb") as file:
                row = next((i // width for i, byte in enumerate(file.read(rows * width).lstrip(b"\0"))), None)
            if row is None:
                continue
        if not os.path.exists(path):
            raise SystemExit(f"bench: {name} does not answer {output}")
        row = first_difference(os.path.join(expected, output), path, width, rows)
        if row is not None:
            raise SystemExit(f"bench: {name} differs from hotro in {output}, row {row}: "
                             f"{cell(path, row, width)} instead of "
                             f"{cell(os.path.join(expected, output), row, width)}")


def compare_lines(name, expected, found):
    """Every line of two files, in whatever order they were written."""
    with open(expected, "rb") as a, open(found, "rb") as b:
        lines, others = sorted(a), sorted(b)
    for line, other in zip(lines, others):
        if line != other:
            raise SystemExit(f"bench: {name} differs from hotro: {other.decode().strip()} instead of "
                             f"{line.decode().strip()}")
    if len(lines) != len(others):
        raise SystemExit(f"bench: {name} wrote {len(others)} lines instead of {len(lines)}")


class Suite:
    def __init__(self, options):
        self.options = options
        self.installed = Installed(HERE, options.build, options.folder)
        self.results = []
        self.kernel_times = []  # [op, lane, mode], nanoseconds a row by instruction set

    # --- What is decided

    def population(self, rows, filled=True, missing=0, columns=True):
        """The folder with a population of a size, made if it is not there."""
        name = f"{'columns' if columns else 'tables'}-{rows}-{'filled' if filled else 'blanks'}-{missing}"
        folder = os.path.join(self.options.data, name)
        if not os.path.exists(os.path.join(folder, "complete")):
            words = [os.path.join(self.options.build, "benchmarks", "population", "generate_population"), folder,
                     "--rows", str(rows), "--missing", str(missing)]
            words += ["--filled"] if filled else []
            words += ["--columns"] if columns else []
            subprocess.run(words, check=True)
            open(os.path.join(folder, "complete"), "w").close()
        return folder

    # --- How it is timed

    def wanted(self, contenders):
        only = self.options.only
        return [one for one in contenders if not only or one.name in only or one.name == HOTRO]

    def contest(self, task, case, contenders, folder, rows, at_once):
        """All contenders on the same rows: answers compared, then times taken in turn."""
        processes = []
        for contender in self.wanted(contenders):
            count = min(rows, contender.most_rows)
            if self.options.quick and contender.most_rows < rows:
                count = min(count, contender.most_rows // 5)
            if at_once < count:
                count = count // at_once * at_once
            processes.append(Process(contender, folder, count, min(at_once, count)))
        self.agree(*processes)
        self.race(task, case, processes)

    def agree(self, first, *others):
        """The first one's answers are what the others' must be; a difference is the end."""
        answers = os.path.join(self.options.data, "answers")
        expected, found = os.path.join(answers, "first"), os.path.join(answers, "other")
        first.check(expected)
        for process in others:
            process.check(found)
            compare(process.contender.name, expected, found, process.rows)
        shutil.rmtree(answers, ignore_errors=True)

    def contest_of_files(self, task, case, contenders, folder, rows):
        """From CSV to CSV; `stay` leaves out what starting the process costs."""
        tables = [os.path.join(folder, "applicants.csv"), os.path.join(folder, "enterprises.csv")]
        expected = os.path.join(self.options.data, "hotro.csv")
        found = os.path.join(self.options.data, "other.csv")
        processes = []
        for contender in self.wanted(contenders):
            out = found if processes else expected
            if contender.name.startswith(HOTRO):
                words = ["--applicants", tables[0], "--enterprises", tables[1], "--out", out]
            else:
                words = tables + [out]
            if "stay" in contender.options:
                process = Process.start(contender, contender.words + words + contender.options, rows)
            else:
                process = Command(contender, words, rows)
            process.run()
            if processes:
                compare_lines(contender.name, expected, found)
            processes.append(process)
        self.race(task, case, processes)
        for path in (expected, found):
            if os.path.exists(path):
                os.remove(path)

    def race(self, task, case, processes):
        times = {process.contender.name: [] for process in processes}
        for _ in range(self.options.repetitions):
            for process in processes:
                times[process.contender.name].append(process.run() / process.rows)
        for process in processes:
            process.close()
        self.note(task, case, times, {process.contender.name: process.rows for process in processes})

    def note(self, task, case, times, rows):
        hotro = statistics.median(next(iter(times.values())))  # the first
        for name, taken in times.items():
            median = statistics.median(taken)
            self.results.append({"task": task, "case": case, "contender": name, "rows": rows[name],
                                 "ns_per_row": median, "least": min(taken), "most": max(taken),
                                 "ratio": median / hotro})
            print(f"  {task:16} {case:>16}  {name:28} {1e9 / median:>14,.0f} rows/s   "
                  f"{median:>10,.1f} ns ({min(taken):,.1f} - {max(taken):,.1f})   {median / hotro:>8.2f} x", flush=True)

    # --- The tasks

    def batch(self):
        quick = self.options.quick
        contenders = self.installed.batch()
        tiles = self.population(171_283)
        for at_once in (1_945,) if quick else (513, 1_945):
            self.contest("batch", f"{at_once:,}", contenders, tiles, 20 * at_once if quick else 171_283, at_once)
        for rows in (171_283,) if quick else (171_283, 1_000_000, 10_000_000):
            self.contest("batch", f"{rows:,}", contenders, self.population(rows), rows, rows)

    def batch_unknowns(self):
        """No other contender knows spans of amounts: the engine's own way for one row is the second opinion."""
        rows = 171_283 if self.options.quick else 1_000_000
        processes = []
        for case, options in (("none missing", {}), ("2 % missing", {"missing": 20}), ("30 % missing", {"missing": 300}),
                              ("blank where not asked", {"filled": False})):
            folder = self.population(rows, **options)
            batch, single = (Process(contender, folder, min(rows, contender.most_rows), min(rows, contender.most_rows))
                             for contender in self.installed.batch_unknowns())
            self.agree(batch, single)
            single.close()
            batch.contender.name = case
            processes.append(batch)
        self.race("batch_unknowns", f"{rows:,}", processes)

    def one_decision(self):
        rows = 1_945
        self.contest("one_decision", "warm", self.installed.one_decision(), self.population(171_283), rows, 1)

    def load(self):
        folder = self.population(171_283)
        self.contest("load", "vn.vgcl-6696", self.installed.load(), folder, 10 if self.options.quick else 50, 1)

    def many_conditions(self):
        rows = 50_000 if self.options.quick else 200_000
        for ops in (100, 1_000) if self.options.quick else (50, 100, 200, 500, 1_000):
            folder = os.path.join(self.options.data, f"conditions-{ops}-{rows}")
            if not os.path.exists(os.path.join(folder, "event.i32")):
                make = os.path.join(HERE, "many_conditions", "make.py")
                subprocess.run([sys.executable, make, folder, str(ops), str(rows)], check=True)
            self.contest("many_conditions", f"{ops:,} ops", self.installed.many_conditions(), folder, rows, rows)

    def simulation(self):
        """The rules as they stand and ten variants: a row is a person, decided eleven times."""
        for rows in (171_283,) if self.options.quick else (171_283, 1_000_000):
            self.contest("simulation", f"{rows:,}", self.installed.simulation(), self.population(rows), rows, rows)

    def csv(self):
        rows = 171_283 if self.options.quick else 1_000_000
        folder = self.population(rows, filled=False, columns=False)
        self.contest_of_files("csv", f"{rows:,}", self.installed.csv(), folder, rows)

    def cold_start(self):
        folder = self.population(1_945, filled=False, columns=False)
        self.contest_of_files("cold_start", "1,945", self.installed.cold_start(), folder, 1_945)

    def kernels(self):
        """Each kernel alone over the same block: no contender, but the instruction sets among themselves."""
        program = os.path.join(self.options.build, "benchmarks", "kernels", "kernels_hotro")
        lines = subprocess.run([program], capture_output=True, text=True, check=True).stdout.splitlines()
        sets = lines[0].split()[1:]
        for line in lines[1:]:
            words = line.split()
            self.kernel_times.append((words[:3], dict(zip(sets, map(float, words[3:])))))
        for name in sets:
            total = sum(times[sets[0]] / times[name] for _, times in self.kernel_times) / len(self.kernel_times)
            print(f"  {'kernels':16} {len(self.kernel_times):>16}  {name:28} {total:>8.2f} x as fast as {sets[0]}, "
                  "on average")


TASKS = ("load", "one_decision", "batch", "batch_unknowns", "many_conditions", "simulation", "csv", "cold_start",
         "kernels")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--build", required=True, help="the build folder with the contenders written in C++")
    parser.add_argument("--folder", required=True, help="where the other contenders are installed")
    parser.add_argument("--data", required=True, help="where populations are kept")
    parser.add_argument("--results", default=os.path.join(HERE, "results"), help="where the dated table goes")
    parser.add_argument("--quick", action="store_true", help="smaller sizes, fewer repetitions")
    parser.add_argument("--task", action="append", choices=TASKS, help="only this task")
    parser.add_argument("--only", action="append", help="only this contender, beside hotro")
    options = parser.parse_args()
    options.repetitions = 3 if options.quick else 7
    for name in ("build", "folder", "data", "results"):  # contenders have other folders of their own
        setattr(options, name, os.path.abspath(getattr(options, name)))
    os.makedirs(options.data, exist_ok=True)
    suite = Suite(options)
    for task in options.task or TASKS:
        getattr(suite, task)()
    with open(os.path.join(options.data, "last.json"), "w", encoding="utf-8") as file:
        json.dump({"results": suite.results}, file)
    for name, why in suite.installed.skipped.items():
        print(f"  {name}: left out, {why}")
    if not options.quick and not options.task and not options.only:
        plots.draw(suite.results, os.path.join(HERE, os.pardir, "docs", "performance"))
        print("written:", report.write(options.results, suite, options.build))


if __name__ == "__main__":
    main()
