# SPDX-License-Identifier: Apache-2.0
"""The dated table of a run."""

import datetime
import json
import os
import platform
import re
import subprocess


def first_line(words):
    try:
        return subprocess.run(words, capture_output=True, text=True, check=False).stdout.splitlines()[0]
    except (OSError, IndexError):
        return "unknown"


def machine(build):
    """What the figures depend on."""
    model = "unknown"
    with open("/proc/cpuinfo", encoding="utf-8") as file:
        for line in file:
            if line.startswith("model name"):
                model = line.split(":", 1)[1].strip()
                break
    with open("/proc/meminfo", encoding="utf-8") as file:
        memory = int(re.search(r"MemTotal:\s+(\d+)", file.read()).group(1)) // 1024 // 1024
    with open(os.path.join(build, "CMakeCache.txt"), encoding="utf-8") as file:
        cache = dict(re.findall(r"^(CMAKE_CXX_COMPILER|CMAKE_CXX_FLAGS_RELEASE|CMAKE_CXX_FLAGS):\w+=(.*)$", file.read(),
                                re.M))
    return {
        "processor": f"{model}, {os.cpu_count()} cores, {memory} GiB",
        "system": f"{platform.system()} {platform.release()}",
        "compiler": first_line([cache.get("CMAKE_CXX_COMPILER", "c++"), "--version"]),
        "flags": " ".join([cache.get("CMAKE_CXX_FLAGS", ""), cache.get("CMAKE_CXX_FLAGS_RELEASE", "")]).strip(),
        "of C++ by hand": "-O3 -march=native",
    }


def table(results, task):
    lines = ["| case | contender | rows | ns/row | least - most | rows/s | times hotro's |", "|---|---|--:|--:|--:|--:|--:|"]
    for one in (r for r in results if r["task"] == task):
        lines.append(f"| {one['case']} | {one['contender']} | {one['rows']:,} | {one['ns_per_row']:,.2f} | "
                     f"{one['least']:,.2f} - {one['most']:,.2f} | {1e9 / one['ns_per_row']:,.0f} | {one['ratio']:,.2f} |")
    return lines


def kernel_table(times):
    sets = list(times[0][1])
    lines = ["ns/row over blocks of 512 rows, the least of nine.", "",
             "| kernel | lane | mode | " + " | ".join(sets) + " |", "|---|---|---|" + "--:|" * len(sets)]
    for words, by_set in times:
        lines.append("| " + " | ".join(words + [f"{by_set[name]:.3f}" for name in sets]) + " |")
    return lines


def write(folder, suite, build):
    results, skipped = suite.results, suite.installed.skipped
    os.makedirs(folder, exist_ok=True)
    date = datetime.date.today().isoformat()
    about = machine(build)
    lines = [f"# Benchmarks of {date}", "",
             "Medians, with the least and the most, of repetitions taken in turn. Times compare within this table only.", ""]
    lines += ["| | |", "|---|---|"] + [f"| {key} | {value} |" for key, value in about.items()] + [""]
    for task in dict.fromkeys(one["task"] for one in results):
        lines += [f"## {task}", ""] + table(results, task) + [""]
    if suite.kernel_times:
        lines += ["## kernels", ""] + kernel_table(suite.kernel_times) + [""]
    if skipped:
        lines += ["## Left out", ""] + [f"- {name}: {why}" for name, why in skipped.items()] + [""]
    path = os.path.join(folder, date + ".md")
    with open(path, "w", encoding="utf-8") as file:
        file.write("\n".join(lines))
    with open(os.path.join(folder, date + ".json"), "w", encoding="utf-8") as file:
        json.dump({"date": date, "machine": about, "results": results, "kernels": suite.kernel_times,
                   "skipped": skipped}, file, indent=1)
        file.write("\n")
    return path
