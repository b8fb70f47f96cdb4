#!/usr/bin/env python3
"""Draws the cost curves of a benchmark run: plot_curve.py BENCHMARK.json PICTURE.svg

Takes the JSON that `leastwise_bench --curve --benchmark_out=FILE` writes: medians by the number of
assignments, the last part of each benchmark's name. Both axes of each panel are logarithmic.
"""
import json
import math
import sys
from xml.sax.saxutils import escape

WIDTH, HEIGHT = 1180, 445
PANEL = 300
TOP, LEFT, GAP, PLOT_HEIGHT = 70, 70, 85, 270
COLOURS = ["#0b6e99", "#c2571a", "#4f7f2c", "#7a4fa3"]
NANOSECONDS = {"ns": 1.0, "us": 1e3, "ms": 1e6, "s": 1e9}

# Title, unit, and the lines: label, benchmark, counter (None: the time), and how many nanoseconds, or
# units of the counter, the panel's unit has.
PANELS = [
    ("One decision", "ns", [
        ("ids, hot set", "decide/ids/hot", None, 1.0),
        ("strings, hot set", "decide/strings/hot", None, 1.0),
        ("strings, random", "decide/strings/random", None, 1.0),
        ("batches of strings, random", "decide_many/strings/random", None, 1.0)]),
    ("Time to load", "ms", [
        ("exports to compiled", "exports/compiled", None, 1e6),
        ("snapshot, validated", "snapshot/open/validate", None, 1e6),
        ("snapshot, trusted", "snapshot/open/trusted", None, 1e6)]),
    ("Size", "MiB", [
        ("exports", "exports/compiled", "exports_MiB", 1.0),
        ("peak memory of loading them", "exports/compiled", "peak_MiB", 1.0),
        ("snapshot file", "snapshot/open/trusted", "MiB", 1.0)]),
]


def medians(path):
    """By benchmark and number of assignments: the entry of the median."""
    with open(path, encoding="utf-8") as file:
        entries = json.load(file)["benchmarks"]
    found = {}
    for entry in entries:
        if entry.get("aggregate_name") != "median":
            continue
        # `decide/ids/hot/1000`, and for other clocks `exports/compiled/1000/manual_time`.
        parts = entry["run_name"].split("/")
        numbers = [i for i, part in enumerate(parts) if part.isdigit()]
        if numbers:
            found["/".join(parts[:numbers[0]]), int(parts[numbers[0]])] = entry
    return found


def points(found, benchmark, counter, unit):
    line = []
    for (name, count), entry in sorted(found.items()):
        if name == benchmark:
            value = (entry[counter] if counter
                     else entry["real_time"] * NANOSECONDS[entry["time_unit"]]) / unit
            line.append((count, value))
    return line


def number(value):
    return f"{value:,.0f}" if value >= 10 else f"{value:.2g}"


def panel(found, left, title, unit, lines):
    drawn = [(label, points(found, benchmark, counter, scale))
             for label, benchmark, counter, scale in lines]
    drawn = [(label, line) for label, line in drawn if line]
    if not drawn:
        return []
    values = [value for _, line in drawn for _, value in line]
    counts = [count for _, line in drawn for count, _ in line]
    low, high = math.floor(math.log10(min(values))), math.ceil(math.log10(max(values)))
    first, last = math.log10(min(counts)), math.log10(max(counts))

    def x(count):
        return left + (math.log10(count) - first) / max(last - first, 1) * PANEL

    def y(value):
        return TOP + PLOT_HEIGHT - (math.log10(value) - low) / (high - low) * PLOT_HEIGHT

    out = [f'<text x="{left}" y="{TOP - 28}" class="title">{escape(title)}</text>',
           f'<text x="{left}" y="{TOP - 12}" class="small">{escape(unit)}</text>']
    for power in range(low, high + 1):
        height = y(10.0 ** power)
        out.append(f'<line x1="{left}" x2="{left + PANEL}" y1="{height:.1f}" y2="{height:.1f}" '
                   'class="grid"/>')
        out.append(f'<text x="{left - 6}" y="{height + 4:.1f}" class="small end">'
                   f'{number(10.0 ** power)}</text>')
    for count in sorted(set(counts)):
        power = round(math.log10(count))
        out.append(f'<text x="{x(count):.1f}" y="{TOP + PLOT_HEIGHT + 18}" class="small middle">'
                   f'10<tspan dy="-5" font-size="9">{power}</tspan></text>')
    for i, (label, line) in enumerate(drawn):
        colour = COLOURS[i % len(COLOURS)]
        path = " ".join(f"{x(count):.1f},{y(value):.1f}" for count, value in line)
        out.append(f'<polyline points="{path}" stroke="{colour}" class="line"/>')
        for count, value in line:
            out.append(f'<circle cx="{x(count):.1f}" cy="{y(value):.1f}" r="2.6" fill="{colour}">'
                       f'<title>{escape(label)}: {number(value)} {unit} at {count:,}</title>'
                       '</circle>')
        out.append(f'<text x="{left}" y="{TOP + PLOT_HEIGHT + 40 + 15 * i}" class="small" '
                   f'style="fill: {colour}">{escape(label)}: {number(line[-1][1])} {unit} '
                   f'at {line[-1][0]:,}</text>')
    return out


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    found = medians(sys.argv[1])
    if not found:
        sys.exit(f"{sys.argv[1]} has no medians by number: was it made with --curve?")
    body = []
    for i, (title, unit, lines) in enumerate(PANELS):
        body += panel(found, LEFT + i * (PANEL + GAP), title, unit, lines)
    with open(sys.argv[2], "w", encoding="utf-8") as out:
        out.write(f"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" \
font-family="sans-serif" role="img" aria-label="Costs by the number of role assignments">
<style>
.title {{ font-size: 15px; font-weight: 600; fill: #1b1f24; }}
.small {{ font-size: 11px; }}
text {{ fill: #57606a; }}
.end {{ text-anchor: end; }} .middle {{ text-anchor: middle; }}
.grid {{ stroke: #d8dee4; stroke-width: 1; }}
.line {{ fill: none; stroke-width: 2; }}
</style>
<rect width="{WIDTH}" height="{HEIGHT}" fill="#ffffff"/>
<text x="{LEFT}" y="22" class="small">by the number of role assignments</text>
{chr(10).join(body)}
</svg>
""")


if __name__ == "__main__":
    main()
