#!/usr/bin/env python3
"""What the side-by-side harness computes and draws, from results that are made up: no broker runs here."""

import re
import sys
import unittest
import xml.dom.minidom
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "bench"))

from side_by_side import engine, load, page, summary, targets  # noqa: E402


def result(scenario, column, number, **values):
    return {
        "scenario": scenario,
        "column": column,
        "round": number,
        "values": values,
        "histograms": {"produce": [[1_000_000, 99], [50_000_000, 1]]},
        "notes": ["<a note>"],
    }


def made_up():
    results = []
    for number, more in enumerate((0, 1, 100)):
        results.append(result("bulk-1k", "klamm", number, cpu_s_per_gb=1 + more, mb_per_s=300, resident_mib=60))
        results.append(result("bulk-1k", "kafka", number, cpu_s_per_gb=4 + more, mb_per_s=100, resident_mib=900))
        results.append(result("durable-16", "klamm", number, p99_ms=5))
        results.append(result("durable-1000", "klamm", number, p99_ms=8, generator_share=0.2))
        results.append(result("durable-1000", "kafka-synced", number, p99_ms=2000))
    memory = [
        {"side": side, "round": 0, "samples": [[0.5, 2**26], [1.0, 2**27]], "marks": [[0.0, "warm-up"]]}
        for side in ("klamm", "kafka")
    ]
    return {
        "results": results,
        "summary": summary.summarise(results),
        "memory": memory,
        "failures": ["one <failed>"],
        "settings": {"klamm": {}, "kafka": {"node.id": "1"}},
        "kafka_jvm": ["-Xmx1g"],
        "host": {"date": "today", "processor": "some", "CPUs": "2"},
        "form": "quick",
        "rounds": 3,
        "doubts": ["it was busy"],
    }


class Report(unittest.TestCase):
    def test_medians_and_spreads(self):
        spread = made_up()["summary"][("bulk-1k", "klamm", "cpu_s_per_gb")]
        self.assertEqual((2, 1, 101, 3), (spread.median, spread.low, spread.high, spread.count))

    def test_histograms_of_rounds_are_added_up(self):
        merged = summary.merge_histograms(made_up()["results"], "bulk-1k", "klamm")["produce"]
        self.assertEqual([(1_000_000, 297), (50_000_000, 3)], merged)
        self.assertEqual([1, 1, 50, 50], summary.quantiles(merged, [0, 0.99, 0.995, 1]))

    def test_targets(self):
        rows = {row["what"]: row for row in targets.judge(made_up()["summary"])}
        self.assertFalse(rows["broker CPU per GB, bulk produce 1 KiB"]["reached"])
        self.assertTrue(rows["throughput, bulk-1k"]["reached"])
        self.assertTrue(rows["p99 durable, 1,000 partitions, Kafka synced"]["reached"])
        self.assertAlmostEqual(1.6, rows["p99 durable, 1,000 partitions / Klamm's at 16"]["ratio"])

    def test_every_target_names_a_scenario(self):
        names = {each.name for each in engine.all_scenarios()}
        self.assertLessEqual({target.scenario for target in targets.TARGETS}, names)

    def test_page_is_whole_and_stands_alone(self):
        text = page.build(made_up(), engine.all_scenarios())
        drawn = re.findall(r"<svg.*?</svg>", text, re.S)
        self.assertGreaterEqual(len(drawn), 4)
        for each in drawn:
            xml.dom.minidom.parseString(each)
        self.assertNotRegex(text, r"(src|href)=\"?http")
        self.assertIn("one &lt;failed&gt;", text)
        self.assertIn("&lt;a note&gt;", text)

    def test_output_of_kafkas_tools(self):
        line = (
            "2000000 records sent, 132000.5 records/sec (128.91 MB/sec), 12.31 ms avg latency, 400.00 ms max latency, "
            "1 ms 50th, 20 ms 95th, 36 ms 99th, 60 ms 99.9th."
        )
        self.assertEqual(("2000000", "36", "60"), tuple(load.PRODUCED.findall(line)[0][i] for i in (0, 7, 8)))
        self.assertTrue(load.END_TO_END.search("Percentiles: 50th = 0.5, 99th = 2, 99.9th = 9"))


if __name__ == "__main__":
    unittest.main()
