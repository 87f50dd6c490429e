#!/usr/bin/env python3
"""Makes messages-4.3.1.txt and messages-3.9.1.txt beside it with Kafka's own classes.

Run by hand; needs a JDK 17, Maven and the network.
The older file keeps only what the newer Kafka cannot write any more; what has no schema here is left out.
"""

import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
REPOSITORY = HERE.parent.parent.parent
sys.path += [str(HERE.parent / "schema"), str(REPOSITORY / "protocol" / "schema")]
import kafka_jars  # noqa: E402
from klamm_schema import load_messages  # noqa: E402

JACKSON = "2.21.2"


def run(jars: list[Path], libraries: list[Path]) -> list[str]:
    path = ":".join(str(jar) for jar in [*jars, *libraries])
    command = ["java", "-cp", path, str(HERE / "GoldenMessages.java"), *map(str, jars)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return done.stdout.splitlines()


def main() -> None:
    jackson = "com.fasterxml.jackson.core"
    libraries = [kafka_jars.fetch("jackson-databind", JACKSON, jackson),
                 kafka_jars.fetch("jackson-core", JACKSON, jackson),
                 kafka_jars.fetch("jackson-annotations", "2.21", jackson),
                 kafka_jars.fetch("slf4j-api", "1.7.36", "org.slf4j")]
    new_jars, old_jars = kafka_jars.definition_jars()
    libraries.append(kafka_jars.fetch("kafka-server-common", kafka_jars.NEW))
    messages = load_messages()

    def is_ours(line: str) -> bool:
        name, version = line.split()[:2]
        return name in messages and int(version) in messages[name].versions

    new = [line for line in run(new_jars, libraries) if is_ours(line)]
    have = {tuple(line.split()[:2]) for line in new}
    old = [line for line in run(old_jars, libraries[:-1]) if is_ours(line) and tuple(line.split()[:2]) not in have]
    for version, lines in ((kafka_jars.NEW, new), (kafka_jars.OLD, old)):
        (HERE / f"messages-{version}.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
        print(f"messages-{version}.txt: {len(lines)} lines")


if __name__ == "__main__":
    main()
