"""The report on a terminal."""

from .metrics import COLUMN_TITLES, METRICS, ordered, show
from .targets import judge


def spread_text(spread):
    if spread is None:
        return ""
    if spread.count == 1:
        return show(spread.median)
    return f"{show(spread.median)} ({show(spread.low)}..{show(spread.high)})"


def metrics_of(summary, scenario):
    return ordered({metric for name, _, metric in summary if name == scenario})


def columns_of(summary, scenario):
    present = {column for name, column, _ in summary if name == scenario}
    return [column for column in COLUMN_TITLES if column in present]


def ratio_of(summary, scenario, metric):
    """To Kafka as it is, or, where only that was run, to Kafka told to sync."""
    own = summary.get((scenario, "klamm", metric))
    other = summary.get((scenario, "kafka", metric)) or summary.get((scenario, "kafka-synced", metric))
    return own.median / other.median if own and other and other.median else None


def print_report(scenarios, summary):
    for scenario in scenarios:
        columns = columns_of(summary, scenario.name)
        if not columns:
            continue
        print(f"\n{scenario.title}  [{scenario.name}]")
        titles = "".join(f"{COLUMN_TITLES[column]:>28}" for column in columns)
        print(f"  {'median (lowest..highest)':<46}{titles}{'Klamm / Kafka':>16}")
        for metric in metrics_of(summary, scenario.name):
            title, unit, better = METRICS.get(metric, (metric, "", None))
            cells = "".join(f"{spread_text(summary.get((scenario.name, column, metric))):>28}" for column in columns)
            ratio = ratio_of(summary, scenario.name, metric) if better is not None else None
            print(f"  {(title + (', ' + unit if unit else '')):<46}{cells}{show(ratio):>16}")
    rows = judge(summary)
    if not rows:
        return
    print(f"\n{'target':<54}{'Klamm':>10}{'Kafka':>10}{'ratio':>9}   wanted")
    for row in rows:
        verdict = "yes" if row["reached"] else "bound by the generator" if row["generator_bound"] else "NO"
        print(
            f"{row['what']:<54}{show(row['klamm']):>10}{show(row['kafka']):>10}{show(row['ratio']):>9}   "
            f"{row['target']:<14} {verdict}"
        )
