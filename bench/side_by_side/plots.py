"""Plots as SVG text: no library, nothing to load, so that the page is one file."""

import math
from html import escape

from .metrics import COLUMN_TITLES, show

COLOURS = {"klamm": "#0b7285", "kafka": "#d9480f", "kafka-synced": "#868e96"}
WIDTH = 720


def svg(height, parts):
    body = "\n".join(parts)
    return f'<svg viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}" role="img">\n{body}\n</svg>'


def text(x, y, words, anchor="start", kind="label"):
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" class="{kind}">{escape(str(words))}</text>'


def line(x1, y1, x2, y2, kind="grid"):
    return f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" class="{kind}"/>'


def polyline(points, colour):
    where = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    return f'<polyline points="{where}" fill="none" stroke="{colour}" stroke-width="2"/>'


def rectangle(x, y, width, height, colour):
    return f'<rect x="{x:.1f}" y="{y:.1f}" width="{max(width, 0.5):.1f}" height="{height:.1f}" fill="{colour}"/>'


def legend(columns, y):
    parts, x = [], 70
    for column in columns:
        parts.append(rectangle(x, y - 9, 10, 10, COLOURS[column]))
        parts.append(text(x + 15, y, COLUMN_TITLES[column]))
        x += 130
    return parts


class LogScale:
    """Values between two bounds onto pixels, by their logarithm."""

    def __init__(self, values, begin, end):
        positive = [value for value in values if value > 0] or [1]
        self.low = 10 ** math.floor(math.log10(min(positive)))
        self.high = 10 ** math.ceil(math.log10(max(positive) * 1.0001))
        self.begin, self.end = begin, end

    def __call__(self, value):
        value = min(max(value, self.low), self.high)
        share = math.log10(value / self.low) / math.log10(self.high / self.low)
        return self.begin + share * (self.end - self.begin)

    def ticks(self):
        low = round(math.log10(self.low))
        return [10.0**power for power in range(low, round(math.log10(self.high)) + 1)]


def nines(share):
    """0 for none, 1 for 90 %, 2 for 99 %: the axis on which tails can be seen."""
    return -math.log10(max(1 - share, 1e-6))


SHARES = [0, 0.25, 0.5, 0.75] + [1 - 10 ** (-step / 8) for step in range(6, 41)]


def latency_plot(curves):
    """{column: function from ascending shares to milliseconds}: the whole distribution, tails spread out."""
    height, top, bottom, left, right = 300, 14, 60, 70, WIDTH - 20
    values = {column: curve(SHARES) for column, curve in curves.items()}
    scale = LogScale([value for all_ in values.values() for value in all_], height - bottom, top)
    parts = []
    for tick in scale.ticks():
        parts += [line(left, scale(tick), right, scale(tick)), text(left - 6, scale(tick) + 4, f"{tick:g} ms", "end")]

    def at(share):
        return left + nines(share) / 5 * (right - left)

    for share, title in (
        (0, "0 %"),
        (0.5, "50 %"),
        (0.9, "90 %"),
        (0.99, "99 %"),
        (0.999, "99.9 %"),
        (0.9999, "99.99 %"),
    ):
        parts += [line(at(share), top, at(share), height - bottom)]
        parts += [text(at(share), height - bottom + 16, title, "middle")]
    for column, all_ in values.items():
        points = [(at(share), scale(value)) for share, value in zip(SHARES, all_)]
        parts.append(polyline(points, COLOURS[column]))
    parts.append(
        text((left + right) / 2, height - bottom + 32, "share of the requests that took at most so long", "middle")
    )
    return svg(height, parts + legend(values, height - 10))


def bars_plot(rows, unit):
    """Rows of (title, {column: Spread}): one bar for each column, the lowest and highest round as a whisker."""
    columns = [column for column in COLUMN_TITLES if any(column in spreads for _, spreads in rows)]
    most = max((spread.high for _, spreads in rows for spread in spreads.values()), default=1) or 1
    left, right, bar = 210, WIDTH - 90, 14
    parts, y = [], 10
    for title, spreads in rows:
        parts.append(text(left - 8, y + bar * len(spreads) / 2 + 4, title, "end"))
        for column in columns:
            if column not in spreads:
                continue
            spread = spreads[column]

            def at(value):
                return left + value / most * (right - left)

            parts.append(rectangle(left, y, at(spread.median) - left, bar - 3, COLOURS[column]))
            middle = y + (bar - 3) / 2
            parts.append(line(at(spread.low), middle, at(spread.high), middle, "whisker"))
            parts.append(text(at(spread.high) + 5, y + bar - 5, f"{show(spread.median)} {unit}"))
            y += bar
        y += 9
    return svg(y + 26, parts + legend(columns, y + 16))


def ratios_plot(rows):
    """What judge() gives, on a logarithmic axis: the bar is the ratio, the mark is the target."""
    height, left, right = 30 + 22 * len(rows), 345, WIDTH - 60
    scale = LogScale([row["ratio"] for row in rows] + [0.1, 10], left, right)
    parts = []
    for tick in scale.ticks():
        parts += [line(scale(tick), 4, scale(tick), height - 24), text(scale(tick), height - 8, f"{tick:g}", "middle")]
    parts.append(line(scale(1), 4, scale(1), height - 24, "axis"))
    for number, row in enumerate(rows):
        y = 8 + 22 * number
        colour = "#2b8a3e" if row["reached"] else "#c92a2a"
        begin, end = sorted((scale(1), scale(row["ratio"])))
        parts.append(text(left - 8, y + 11, row["what"], "end"))
        parts.append(rectangle(begin, y, end - begin, 14, colour))
        limit = scale(row["limit"])
        parts.append(line(limit, y - 3, limit, y + 17, "mark"))
        parts.append(text(end + 5, y + 11, show(row["ratio"])))
    return svg(height, parts)


def memory_plot(runs):
    """Resident memory over time, of one round of each side; `runs` as Sampler.close() gives them, with a side."""
    height, top, bottom, left, right = 320, 14, 110, 70, WIDTH - 20
    longest = max(run["samples"][-1][0] for run in runs)
    most = max(size for run in runs for _, size in run["samples"]) / 2**20 * 1.05

    def at_x(seconds):
        return left + seconds / longest * (right - left)

    def at_y(mib):
        return height - bottom - mib / most * (height - bottom - top)

    parts = []
    step = 10 ** math.floor(math.log10(most))
    step = step / 2 if most / step < 3 else step
    for number in range(int(most / step) + 1):
        parts += [line(left, at_y(number * step), right, at_y(number * step))]
        parts += [text(left - 6, at_y(number * step) + 4, f"{number * step:g} MiB", "end")]
    for run in runs:
        colour = COLOURS[run["side"]]
        parts.append(polyline([(at_x(when), at_y(size / 2**20)) for when, size in run["samples"]], colour))
        y = height - bottom + (16 if run["side"] == "klamm" else 46)
        for when, name in run["marks"]:
            x = at_x(when)
            parts.append(line(x, y - 12, x, y - 6, "axis"))
            where = f'transform="translate({x:.1f},{y:.1f}) rotate(28)"'
            parts.append(f'<text {where} class="small" fill="{colour}">{escape(name)}</text>')
    return svg(height, parts + legend([run["side"] for run in runs], height - 6))
