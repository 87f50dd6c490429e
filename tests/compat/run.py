#!/usr/bin/env python3
"""Runs real clients against a broker: every client, every scenario, a table, and `N passed, N failed, N skipped`.

    run.py                                     all clients against build/release/klamm
    run.py --client sarama --scenario nulls    one cell (names may be given several times, or be shell patterns)
    run.py --broker kafka                      against genuine Apache Kafka, to prove the scenarios
    run.py --bootstrap 127.0.0.1:9092          against a broker that already runs
    run.py --install                           only installs; --list only lists

Exit status 0 when nothing failed. KLAMM_BIN, KLAMM_IO_BACKEND and KLAMM_CACHE as README.md says.
"""

import argparse
import concurrent.futures
import fnmatch
import queue
import shutil
import sys
import tempfile
import threading
import time
from pathlib import Path

from harness import broker, clients, install
from harness.agent import Agent, ClientError, Failure, Unsupported
from harness.scenarios import Context
from harness.waiting import Deadline


class Table:
    """Rows as they come, from several threads."""

    def __init__(self):
        self.lock = threading.Lock()
        self.counts = {"pass": 0, "fail": 0, "skip": 0}
        self.started = time.monotonic()

    def row(self, client, scenario, result, seconds, reason=""):
        with self.lock:
            self.counts[result] += 1
            text = f"{result}({reason})" if reason else result
            print(f"{client.title:<34} | {scenario:<16} | {seconds:5.1f} s | {text}", flush=True)

    def close(self):
        counts = self.counts
        print(f"{time.monotonic() - self.started:.0f} s")
        print(f"{counts['pass']} passed, {counts['fail']} failed, {counts['skip']} skipped", flush=True)
        return 1 if counts["fail"] or not counts["pass"] else 0


def parse():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--client", action="append", help="name or pattern; default all")
    parser.add_argument("--scenario", action="append", help="name or pattern; default all")
    parser.add_argument("--broker", choices=("klamm", "kafka"), default="klamm")
    parser.add_argument("--bootstrap", help="HOST:PORT of a running broker instead")
    parser.add_argument("--jobs", type=int, default=2, help="clients at a time, each with a broker of its own")
    parser.add_argument("--logs", help="folder for logs and data, kept; default: a temporary one, kept on failure")
    parser.add_argument("--install", action="store_true", help="install the clients and stop")
    parser.add_argument("--list", action="store_true", help="list clients and scenarios and stop")
    return parser.parse_args()


def chosen(name, patterns):
    return not patterns or any(fnmatch.fnmatch(name, pattern) for pattern in patterns)


def start_broker(options, folder):
    if options.bootstrap:
        return broker.External(options.bootstrap)
    return {"klamm": broker.Klamm, "kafka": broker.Kafka}[options.broker](folder).start()


def install_client(client):
    """Its command, or the reason why there is none."""
    try:
        return client.install(), None
    except install.Unavailable as problem:
        return None, str(problem)


def run_scenario(context, name, scenario, table, client):
    context.scenario = name
    started = time.monotonic()
    result, reason = "pass", ""
    try:
        if name in client.lacks:
            raise Unsupported(client.lacks[name])
        scenario(context)
    except Unsupported as lacks:
        result, reason = "skip", str(lacks)
    except (Failure, ClientError, Deadline) as problem:
        result, reason = "fail", str(problem)
    except Exception as problem:  # A fault of the harness counts as a failure of this cell, not of the run.
        result, reason = "fail", repr(problem)
    if result != "pass" and not context.broker_lives():
        result, reason = "fail", f"the broker ended: {reason}\n{context.broker.log_tail()}"
    table.row(client, name, result, time.monotonic() - started, reason)
    if result == "fail":
        context.agent.close()
    return context.broker_lives()


def run_client(client, command, brokers, options, logs, table):
    """All scenarios of one client on one of the brokers; a broker that died is replaced for the rest."""
    served = brokers.get()
    context = Context(client.name, command, served, logs)
    context.agent = Agent(command, served.bootstrap, logs / f"{client.name}.log")
    try:
        for name, scenario in client.scenarios().items():
            if chosen(name, options.scenario) and not run_scenario(context, name, scenario, table, client):
                served.start()
    finally:
        context.agent.close()
        brokers.put(served)


def main():
    options = parse()
    wanted = [client for client in clients.ALL if chosen(client.name, options.client)]
    if options.list:
        for client in wanted:
            print(f"{client.name:<24} {', '.join(client.scenarios())}")
        return 0
    table = Table()
    logs = Path(options.logs or tempfile.mkdtemp(prefix="klamm-compat-"))
    logs.mkdir(parents=True, exist_ok=True)
    commands = {client.name: install_client(client) for client in wanted}
    for client in wanted:
        if commands[client.name][1] is not None:
            table.row(client, "(all)", "skip", 0.0, commands[client.name][1])
    wanted = [client for client in wanted if commands[client.name][1] is None]
    if options.install:
        print(f"{len(wanted)} clients installed in {install.cache()}")
        return 0
    jobs = 1 if options.bootstrap else max(1, min(options.jobs, len(wanted)))
    started, brokers = [], queue.Queue()
    try:
        for number in range(jobs):
            started.append(start_broker(options, logs / f"broker-{number}"))
            brokers.put(started[-1])
        with concurrent.futures.ThreadPoolExecutor(jobs) as pool:
            futures = [
                pool.submit(run_client, client, commands[client.name][0], brokers, options, logs, table)
                for client in wanted
            ]
        for future in futures:
            future.result()
    finally:
        for served in started:
            served.close(keep=bool(options.logs))
    status = table.close()
    if status == 0 and not options.logs:
        shutil.rmtree(logs, ignore_errors=True)
    elif status != 0:
        print(f"logs: {logs}")
    return status


if __name__ == "__main__":
    sys.exit(main())
