"""The report as one HTML page that needs nothing else: for somebody who has never seen the project."""

from html import escape

from . import plots
from .metrics import COLUMN_TITLES, METRICS, show
from .summary import merge_histograms, quantiles
from .table import columns_of, metrics_of, ratio_of, spread_text
from .targets import judge

STYLE = """
body { font: 15px/1.5 system-ui, sans-serif; color: #212529; background: #fff; max-width: 60em; margin: 2em auto; padding: 0 1em; }
h1 { font-size: 1.6em; } h2 { margin-top: 2em; border-bottom: 1px solid #dee2e6; } h3 { margin: 1.6em 0 0.2em; }
table { border-collapse: collapse; margin: 0.6em 0; } th, td { padding: 0.15em 0.8em; text-align: right; }
th:first-child, td:first-child { text-align: left; padding-left: 0; } tr + tr { border-top: 1px solid #e9ecef; }
th { font-weight: 600; color: #495057; } .yes { color: #2b8a3e; } .no { color: #c92a2a; font-weight: 600; }
.spread { color: #868e96; font-size: 85%; } .about { color: #495057; margin: 0; }
svg { max-width: 100%; height: auto; } svg text { font: 12px system-ui, sans-serif; fill: #343a40; }
svg text.small { font-size: 9px; } svg .grid { stroke: #e9ecef; } svg .axis { stroke: #868e96; }
svg .mark { stroke: #212529; stroke-width: 2.5; } svg .whisker { stroke: #212529; stroke-width: 1; }
code, pre { font-size: 85%; } pre { background: #f8f9fa; padding: 0.6em; overflow-x: auto; }
"""

INTRODUCTION = """
<p>Klamm is an event streaming broker that Kafka's clients use unchanged. On this page it and Apache Kafka did the same work
on the same machine, in turn: one was started, warmed up, loaded and stopped, then the other, {rounds} times. Numbers are
the median of the rounds, with the lowest and the highest in grey. The ratio is Klamm's number divided by Kafka's: below 1
Klamm needs less. <b>Klamm syncs every record to disk before it acknowledges it, Kafka by its defaults does not</b>; where a
scenario says so, Kafka is shown told to sync as well.</p>
<p>Ratios and CPU seconds move little from run to run; rates and the last percentiles belong to this machine and this hour.</p>
"""

UNFAIR = (
    "Klamm answers when records are on stable storage; Kafka, unless a column says “synced”, when they are in the page "
    "cache. The comparison is on purpose between what users get by default.",
    "Load generators ran on the same processors as the broker. What they used is shown; Kafka's tools are Java programs and "
    "take more from the broker beside them than klamm bench does.",
    "Kafka's heap is 1 GiB (its scripts' default), so its resident memory has that as a floor once the heap was used.",
    "klamm bench's producers are not idempotent and send batches made beforehand; Kafka's ProducerPerformance is and does not.",
    "One node of each, replication factor 1, no TLS, no authentication, loopback network.",
    "Java needs time to compile what runs often: the warm-up is short against a broker that runs for weeks, and longer than "
    "Klamm needs. Scenarios warm up for themselves once more.",
    "The kernel's own threads, which write the page cache back, are in nobody's CPU seconds: both brokers leave their "
    "segments to them, and Klamm writes its journal itself.",
    "Bytes written to disk are what the kernel counts for the process; data that Kafka left in the page cache and that was "
    "deleted before it was written back may never have reached the disk.",
)


def cell(spread):
    if spread is None:
        return "<td></td>"
    if spread.count == 1:
        return f"<td>{show(spread.median)}</td>"
    words = escape(spread_text(spread))
    first, _, rest = words.partition(" ")
    return f'<td>{first} <span class="spread">{rest}</span></td>'


def target_table(rows):
    out = ["<table><tr><th>target</th><th>Klamm</th><th>Kafka</th><th>ratio</th><th>wanted</th><th></th></tr>"]
    for row in rows:
        kind, words = ("yes", "reached") if row["reached"] else ("no", "not reached")
        if row["generator_bound"] and not row["reached"]:
            words = "bound by the generator"
        out.append(
            f"<tr><td>{escape(row['what'])}</td><td>{show(row['klamm'])}</td><td>{show(row['kafka'])}</td>"
            f"<td>{show(row['ratio'])}</td><td>{row['target']}</td><td class={kind}>{words}</td></tr>"
        )
    return "\n".join([*out, "</table>"])


def scenario_section(run, scenario):
    summary = run["summary"]
    columns = columns_of(summary, scenario.name)
    if not columns:
        return ""
    out = [f'<h3 id="{scenario.name}">{escape(scenario.title)}</h3><p class="about">{escape(scenario.about)}</p>']
    heads = "".join(f"<th>{COLUMN_TITLES[column]}</th>" for column in columns)
    out.append(f"<table><tr><th></th>{heads}<th>Klamm / Kafka</th></tr>")
    for metric in metrics_of(summary, scenario.name):
        title, unit, better = METRICS.get(metric, (metric, "", None))
        cells = "".join(cell(summary.get((scenario.name, column, metric))) for column in columns)
        ratio = ratio_of(summary, scenario.name, metric) if better is not None else None
        out.append(f"<tr><td>{title}{', ' + unit if unit else ''}</td>{cells}<td>{show(ratio)}</td></tr>")
    out.append("</table>")
    out += latency_section(run, scenario, columns)
    for result in run["results"]:
        if result["scenario"] == scenario.name:
            who = f"{COLUMN_TITLES[result['column']]}, round {result['round'] + 1}"
            out += [f"<p class=about>{who}: {escape(note)}.</p>" for note in result["notes"]]
    return "\n".join(out)


def latency_section(run, scenario, columns):
    merged = {column: merge_histograms(run["results"], scenario.name, column) for column in columns}
    out = []
    for name in sorted({name for histograms in merged.values() for name in histograms}):
        curves = {
            column: (lambda shares, buckets=histograms[name]: quantiles(buckets, shares))
            for column, histograms in merged.items()
            if name in histograms
        }
        out.append(plots.latency_plot(curves))
    return out


def cpu_plot(run, scenarios):
    rows = []
    for scenario in scenarios:
        spreads = {
            column: run["summary"][(scenario.name, column, "cpu_s_per_gb")]
            for column in columns_of(run["summary"], scenario.name)
            if (scenario.name, column, "cpu_s_per_gb") in run["summary"]
        }
        # Per gigabyte of tiny requests says nothing, and would flatten the others.
        if spreads and scenario.name.startswith(("bulk", "consume", "tail", "fan-out", "catch-up")):
            rows.append((scenario.name, spreads))
    return plots.bars_plot(rows, "s/GB") if rows else ""


def memory_section(run):
    first = {}
    for each in run["memory"]:
        if each["samples"]:
            first.setdefault(each["side"], each)
    if not first:
        return ""
    return "<h2>Memory over time</h2><p>Resident memory of the broker through the first round.</p>" + plots.memory_plot(
        [first[side] for side in COLUMN_TITLES if side in first]
    )


def settings_section(run):
    out = ["<h2>Machine, versions, settings</h2><table>"]
    out += [f"<tr><td>{escape(name)}</td><td>{escape(value)}</td></tr>" for name, value in run["host"].items()]
    out.append("</table>")
    for side, settings in run["settings"].items():
        lines = "\n".join(f"{name}={value}" for name, value in settings.items()) or "(defaults)"
        jvm = "\n" + " ".join(run["kafka_jvm"]) if side == "kafka" else ""
        out.append(f"<p>{COLUMN_TITLES[side]}, beside its addresses:</p><pre>{escape(lines + jvm)}</pre>")
    return "\n".join(out)


def build(run, scenarios):
    rows = judge(run["summary"])
    parts = [
        "<!doctype html><html lang=en><head><meta charset=utf-8><title>Klamm and Apache Kafka side by side</title>",
        f"<style>{STYLE}</style></head><body><h1>Klamm and Apache Kafka side by side</h1>",
        f"<p>{escape(run['host']['date'])}, {escape(run['host']['processor'])}, {run['host']['CPUs']} CPUs, "
        f"{escape(run['form'])}.</p>",
        INTRODUCTION.format(rounds=run["rounds"]),
    ]
    if run["doubts"]:
        parts.append("<p class=no>" + " ".join(escape(doubt) + "." for doubt in run["doubts"]) + "</p>")
    if rows:
        parts += ["<h2>In short</h2>", plots.ratios_plot(rows), target_table(rows)]
    cpu = cpu_plot(run, scenarios)
    if cpu:
        parts += [
            "<h2>Broker CPU per gigabyte</h2><p>Processor seconds, user and kernel, of the broker's process.</p>",
            cpu,
        ]
    parts.append(memory_section(run))
    parts.append("<h2>Every scenario</h2>")
    parts += [scenario_section(run, scenario) for scenario in scenarios]
    parts.append("<h2>What was not fair</h2><ul>" + "".join(f"<li>{words}</li>" for words in UNFAIR) + "</ul>")
    if run["failures"]:
        parts.append("<h2>What failed</h2><pre>" + escape("\n\n".join(run["failures"])) + "</pre>")
    parts.append(settings_section(run))
    return "\n".join([*parts, "</body></html>"])
