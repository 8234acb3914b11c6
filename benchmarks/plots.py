#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""plots.py RESULTS.json FOLDER: the pictures of docs/performance.md, as SVG."""

import json
import math
import os
import sys
from xml.sax.saxutils import escape

COLOURS = ("#0b5394", "#cc4125", "#38761d", "#674ea7", "#b45f06", "#45818e", "#990055",
           "#666666", "#7f6000", "#6aa84f", "#e69138", "#a64d79")
WIDTH = 760


class Picture:
    def __init__(self, title, height):
        self.height = height
        self.parts = []
        self.text(16, 26, title, size=16, weight="bold")

    def text(self, x, y, words, anchor="start", size=12, weight="normal"):
        self.parts.append(f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" font-size="{size}" '
                          f'font-weight="{weight}">{escape(words)}</text>')

    def line(self, points, colour, width=1.0):
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
        self.parts.append(f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="{width}"/>')

    def bar(self, x, y, width, height, colour):
        self.parts.append(f'<rect x="{x:.1f}" y="{y:.1f}" width="{max(width, 1):.1f}" height="{height:.1f}" '
                          f'fill="{colour}"/>')

    def write(self, path):
        with open(path, "w", encoding="utf-8") as file:
            file.write(f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{self.height}" '
                       f'viewBox="0 0 {WIDTH} {self.height}" font-family="sans-serif">\n'
                       f'<rect width="{WIDTH}" height="{self.height}" fill="white"/>\n')
            file.write("\n".join(self.parts) + "\n</svg>\n")


def short(number):
    for size, unit in ((1e9, "G"), (1e6, "M"), (1e3, "k")):
        if number >= size:
            return f"{number / size:.3g} {unit}"
    return f"{number:.3g} "


def powers(least, most):
    return [10.0 ** power for power in range(math.floor(math.log10(least)), math.ceil(math.log10(most)) + 1)]


def throughput(results, title, path):
    """Rows a second by contender, fastest first; each step of the scale is ten times the one before."""
    rows = sorted(((1e9 / one["ns_per_row"], one["contender"]) for one in results), reverse=True)
    picture = Picture(title, 60 + 26 * len(rows) + 30)
    scale = powers(min(rate for rate, _ in rows), max(rate for rate, _ in rows))
    left, right = 230, WIDTH - 90
    low, high = math.log10(scale[0]), math.log10(scale[-1])
    place = lambda rate: left + (math.log10(rate) - low) / (high - low) * (right - left)
    bottom = 50 + 26 * len(rows)
    for rate in scale:
        picture.line([(place(rate), 44), (place(rate), bottom)], "#dddddd")
        picture.text(place(rate), bottom + 16, short(rate).strip(), "middle", 11)
    for i, (rate, name) in enumerate(rows):
        y = 50 + 26 * i
        picture.text(left - 8, y + 14, name, "end")
        picture.bar(left, y, place(rate) - left, 18, COLOURS[0] if name.startswith("hotro") else "#b7b7b7")
        picture.text(place(rate) + 6, y + 14, short(rate) + "/s")
    picture.write(path)


def cost(series, title, across, path):
    """Nanoseconds a row, by what is given across; both scales go in steps of ten."""
    picture = Picture(title, 420)
    xs = sorted({x for points in series.values() for x, _ in points})
    ys = [y for points in series.values() for _, y in points]
    left, right, top, bottom = 70, WIDTH - 220, 64, 370
    marks = powers(min(ys), max(ys))
    fit = lambda value, least, most, begin, end: (
        begin + (math.log10(value) - math.log10(least)) / (math.log10(most) - math.log10(least)) * (end - begin))
    place = lambda x, y: (fit(x, xs[0], xs[-1], left, right), fit(y, marks[0], marks[-1], bottom, top))
    for y in marks:
        picture.line([place(xs[0], y), place(xs[-1], y)], "#dddddd")
        picture.text(left - 8, place(xs[0], y)[1] + 4, short(y).strip(), "end", 11)
    for x in xs:
        picture.line([place(x, marks[0]), place(x, marks[-1])], "#eeeeee")
        picture.text(place(x, marks[0])[0], bottom + 18, f"{x:,}", "middle", 11)
    picture.text((left + right) / 2, bottom + 38, across, "middle")
    picture.text(16, top - 16, "ns a row", size=11)
    ends = []
    for i, (name, points) in enumerate(series.items()):
        colour = COLOURS[i % len(COLOURS)]
        picture.line([place(x, y) for x, y in sorted(points)], colour, 2)
        ends.append((place(*max(points))[1], name, colour))
    below = -100.0
    for y, name, colour in sorted(ends):  # labels beside the ends of the lines, none over another
        below = max(y, below + 15)
        picture.bar(right + 10, below - 4, 10, 4, colour)
        picture.text(right + 26, below + 2, name, size=11)
    picture.write(path)


def series_of(results, number):
    series = {}
    for one in results:
        series.setdefault(one["contender"], []).append((number(one), one["ns_per_row"]))
    return {name: points for name, points in series.items() if len(points) > 1}


def draw(results, folder):
    os.makedirs(folder, exist_ok=True)
    by_task = {}
    for one in results:
        by_task.setdefault(one["task"], []).append(one)
    batch = by_task.get("batch", [])
    if batch:
        largest = max(int(one["case"].replace(",", "")) for one in batch if one["case"] != "10,000,000")
        throughput([one for one in batch if one["case"] == f"{largest:,}"],
                   f"{largest:,} applicants in memory, applicants a second", os.path.join(folder, "throughput.svg"))
        cost(series_of(batch, lambda one: int(one["case"].replace(",", ""))), "Cost by number of applicants",
             "applicants decided at a time", os.path.join(folder, "rows.svg"))
    if "csv" in by_task:
        throughput(by_task["csv"], f"{by_task['csv'][0]['case']} applicants from CSV to CSV, applicants a second",
                   os.path.join(folder, "csv.svg"))
    if "many_conditions" in by_task:
        cost(series_of(by_task["many_conditions"], lambda one: int(one["case"].split()[0].replace(",", ""))),
             "Cost by number of ops", "ops of the program", os.path.join(folder, "ops.svg"))


if __name__ == "__main__":
    with open(sys.argv[1], encoding="utf-8") as opened:
        draw(json.load(opened)["results"], sys.argv[2])
