#!/usr/bin/env python3
"""Klamm and Apache Kafka side by side: the same work in turn, medians, ratios, a table and a page.

    bench/run.py                         the quick form, under ten minutes
    bench/run.py --full                  everything, hours
    bench/run.py --only bulk-1k          some scenarios (names or shell patterns; --list names them)
    bench/run.py --sides klamm           Klamm alone
    bench/run.py --report FILE.json      makes table and page of an earlier run again

Writes build/bench/DATE.json and DATE.html, and prints the table. Needs build/release/klamm (KLAMM_BIN says another), Java 17 or
newer and Maven; Kafka 4.3.1 is fetched from Maven Central once, into ~/.cache/klamm (KLAMM_CACHE says elsewhere).
"""

import argparse
import fnmatch
import json
import sys
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

from side_by_side import brokers, engine, host, page, table  # noqa: E402
from side_by_side.summary import summarise  # noqa: E402
from side_by_side.targets import judge  # noqa: E402

OUT = HERE.parent / "build/bench"


def parse():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--full", action="store_true", help="all scenarios, at their full sizes")
    parser.add_argument("--only", action="append", default=[], help="name or pattern; may be given several times")
    parser.add_argument("--rounds", type=int, default=3, help="how often each broker is run")
    parser.add_argument("--sides", default="klamm,kafka", help="klamm, kafka or both")
    parser.add_argument("--data", type=Path, default=OUT / "data", help="where the brokers' data go, on a real disk")
    parser.add_argument("--out", type=Path, default=OUT, help="where the results go")
    parser.add_argument("--klamm-set", action="append", default=[], help="NAME=VALUE, to try a config of Klamm")
    parser.add_argument("--report", type=Path, help="the JSON of an earlier run: only reports it")
    parser.add_argument("--list", action="store_true", help="lists the scenarios and stops")
    options = parser.parse_args()
    options.sides = options.sides.split(",")
    options.data = options.data.resolve()
    options.klamm_set = [each.split("=", 1) for each in options.klamm_set]
    return options


def chosen(options):
    every = engine.all_scenarios()
    if options.only:
        return [each for each in every if any(fnmatch.fnmatch(each.name, pattern) for pattern in options.only)]
    return [each for each in every if options.full or each.quick]


def measure(options, scenarios):
    """Runs, and gives everything that the report is made of, as it is kept in JSON."""
    options.data.mkdir(parents=True, exist_ok=True)
    run = {
        "form": "full sizes" if options.full else "quick form, small sizes",
        "rounds": options.rounds,
        "host": host.describe(options.data),
        "doubts": [words for words in (host.busy(),) if words],
        "kafka_jvm": brokers.KAFKA_JVM,
    }
    worked = engine.Engine(options, scenarios, options.data)
    try:
        worked.run()
    except KeyboardInterrupt:
        run["doubts"].append("it was interrupted before its end")
    finally:
        worked.close()
    run.update(results=worked.results, memory=worked.memory, failures=worked.failures, settings=worked.settings)
    return run


def report(run, options):
    """Prints the table and writes the page. Returns the path of the page."""
    run["summary"] = summarise(run["results"])
    scenarios = engine.all_scenarios()
    for name, value in run["host"].items():
        print(f"{name:<20} {value}")
    table.print_report(scenarios, run["summary"])
    for failure in run["failures"]:
        print(f"\nFAILED: {failure}")
    for doubt in run["doubts"]:
        print(f"\nnote: {doubt}")
    path = options.out / f"{run['name']}.html"
    path.write_text(page.build(run, scenarios))
    return path


def main():
    options = parse()
    options.out.mkdir(parents=True, exist_ok=True)
    if options.list:
        for each in engine.all_scenarios():
            print(f"{each.name:<18} {'quick' if each.quick else '     '}  {each.title}")
        return 0
    if options.report:
        run = json.loads(options.report.read_text())
        print(f"\npage: {report(run, options)}")
        return 0
    scenarios = chosen(options)
    if not scenarios:
        print("no such scenario; --list names them", file=sys.stderr)
        return 2
    run = measure(options, scenarios)
    run["name"] = time.strftime("%Y%m%d-%H%M%S")
    kept = options.out / f"{run['name']}.json"
    kept.write_text(json.dumps(run))
    path = report(run, options)
    run["targets"] = judge(run.pop("summary"))
    kept.write_text(json.dumps(run, indent=1))
    print(f"\npage: {path}\nJSON: {kept}")
    return 1 if run["failures"] else 0


if __name__ == "__main__":
    sys.exit(main())
