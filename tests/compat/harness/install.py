"""Installs clients and genuine Kafka from their own registries, at the versions pinned here, into a cache.

Everything lands below ${KLAMM_CACHE:-~/.cache/klamm}/compat in a folder whose name carries a digest of what was asked
for, so that a changed pin is a new folder and an interrupted install is never mistaken for a finished one. What cannot
be had raises Unavailable with the reason, which the runner prints as the reason of its skips.
"""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parents[1]
CLIENTS = HERE / "clients"
STEP_TIMEOUT_S = 900
# Debian 12's own Go is older than the clients ask for: any Go fetches this one as a module.
GO_TOOLCHAIN = "go1.26.4"
GO_OLDEST = (1, 26)
RUST_OLDEST = (1, 75)


class Unavailable(Exception):
    """This client cannot be installed here; the text says what is missing."""


def cache():
    root = os.environ.get("KLAMM_CACHE") or os.path.expanduser("~/.cache/klamm")
    folder = Path(root) / "compat"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def run(command, what, cwd=None, env=None):
    """Runs one step of an installation; Unavailable carries the end of its output."""
    try:
        done = subprocess.run(
            command,
            cwd=cwd,
            env={**os.environ, **(env or {})},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            timeout=STEP_TIMEOUT_S,
        )
    except (OSError, subprocess.TimeoutExpired) as problem:
        raise Unavailable(f"{what}: {problem}") from problem
    text = done.stdout.decode(errors="replace")
    if done.returncode != 0:
        tail = " / ".join(line.strip() for line in text.strip().splitlines()[-4:])
        raise Unavailable(f"{what} failed with status {done.returncode}: {tail}")
    return text


def program(name, *alternatives):
    """The first of these programs that exists on this machine."""
    for candidate in (name, *alternatives):
        found = shutil.which(candidate)
        if found:
            return found
    raise Unavailable(f"{name} is not installed")


def java():
    home = os.environ.get("JAVA_HOME")
    return f"{home}/bin/java" if home else program("java")


def digest(*inputs):
    """A short name for what was asked for: files and folders by content, the rest as text."""
    total = hashlib.sha256()
    for item in inputs:
        if isinstance(item, Path):
            files = sorted(path for path in item.rglob("*") if path.is_file()) if item.is_dir() else [item]
            for path in files:
                total.update(path.name.encode())
                total.update(path.read_bytes())
        else:
            total.update(str(item).encode())
    return total.hexdigest()[:12]


def made_once(name, inputs, make):
    """The folder NAME-DIGEST in the cache, filled by make(folder) the first time."""
    folder = cache() / f"{name}-{digest(*inputs)}"
    if (folder / ".complete").exists():
        return folder
    for stale in cache().glob(f"{name}-????????????"):
        if not (stale / ".complete").exists():
            shutil.rmtree(stale, ignore_errors=True)
    folder.mkdir(parents=True)
    make(folder)
    (folder / ".complete").touch()
    return folder


def maven_jars(name, pom, **versions):
    """The jars of a pom and all they need, copied into one folder."""

    def make(folder):
        settings = [f"-D{key.replace('_', '.')}={value}" for key, value in versions.items()]
        run(
            [
                program("mvn"),
                "-q",
                "-B",
                "-f",
                str(pom),
                *settings,
                "dependency:copy-dependencies",
                "-DincludeScope=runtime",
                f"-DoutputDirectory={folder}",
            ],
            f"maven for {name}",
        )

    return made_once(name, [pom, sorted(versions.items())], make)


def reference_kafka():
    return maven_jars("kafka-4.3.1", HERE / "reference/pom.xml")


def kafka_tools(version, scala):
    """The start of a command line: a main class of that version of Kafka's tools is to follow."""
    jars = maven_jars(f"kafka-{version}", HERE / "reference/pom.xml", kafka_version=version, scala_version=scala)
    logging = HERE / "reference/log4j2.xml"
    return [
        java(),
        "-Xmx256m",
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        f"-Dlog4j2.configurationFile={logging}",
        "-cp",
        f"{jars}/*",
    ]


def python_client(name):
    """A virtual environment with the client's requirements; returns the command that starts its program."""
    source = CLIENTS / name
    requirements = source / "requirements.txt"

    def make(folder):
        run([sys.executable, "-m", "venv", str(folder)], f"python venv for {name}")
        run(
            [f"{folder}/bin/pip", "install", "-q", "--only-binary", ":all:", "-r", str(requirements)], f"pip for {name}"
        )

    folder = made_once(name, [requirements, sys.version], make)
    return [f"{folder}/bin/python", "-u", str(source / "client.py")]


def script_client(name, needs):
    """A Python program that drives an installed command."""
    program(needs)
    return [sys.executable, "-u", str(CLIENTS / name / "client.py")]


def java_client(version, generation):
    """Compiles clients/java against kafka-clients VERSION; `generation` picks the folder of what differs by version."""
    source = CLIENTS / "java"
    jars = maven_jars(f"kafka-clients-{version}", source / "pom.xml", kafka_version=version)

    def make(folder):
        files = [str(path) for part in ("src", generation) for path in sorted((source / part).glob("*.java"))]
        run(
            [program("javac"), "-nowarn", "-Xlint:none", "-cp", f"{jars}/*", "-d", str(folder), *files],
            f"javac for kafka-clients {version}",
        )

    classes = made_once(f"java-client-{version}", [source, version], make)
    return [java(), "-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp", f"{classes}:{jars}/*", "Client"]


def version_of(text):
    """(major, minor) out of e.g. 'go version go1.26.8 linux/amd64' or 'rustc 1.75.0'."""
    for word in text.replace("go1", " 1").split():
        parts = word.split(".")
        if len(parts) >= 2 and parts[0].isdigit() and parts[1].isdigit():
            return int(parts[0]), int(parts[1])
    return 0, 0


def go():
    """A Go that is new enough: the machine's, or the pinned toolchain fetched as the module it is published as."""
    found = program("go")
    if version_of(run([found, "version"], "go version")) >= GO_OLDEST:
        return found
    module = f"golang.org/toolchain@v0.0.1-{GO_TOOLCHAIN}.linux-amd64"
    unpacked = Path("gopath/pkg/mod") / module

    def make(folder):
        (folder / "go.mod").write_text("module toolchain\n")
        settings = {"GOPATH": str(folder / "gopath"), "GOFLAGS": "-modcacherw"}
        run([found, "mod", "download", module], "the Go toolchain", cwd=folder, env=settings)
        # Modules carry no execute bits.
        for binary in (*folder.glob(f"{unpacked}/bin/*"), *folder.glob(f"{unpacked}/pkg/tool/*/*")):
            binary.chmod(0o755)

    return str(made_once(GO_TOOLCHAIN, [module], make) / unpacked / "bin/go")


def go_client(name):
    source = CLIENTS / name

    def make(folder):
        run(
            [go(), "build", "-mod=readonly", "-trimpath", "-o", str(folder / name), "."],
            f"go build of {name}",
            cwd=source,
            env={"GOTOOLCHAIN": "local", "GOFLAGS": "-modcacherw", "CGO_ENABLED": "0"},
        )

    return [str(made_once(name, [source, CLIENTS / "golines"], make) / name)]


def node_client(name):
    source = CLIENTS / name

    def make(folder):
        for file in ("package.json", "package-lock.json"):
            shutil.copy(source / file, folder)
        run([program("npm"), "ci", "--silent", "--no-audit", "--no-fund"], f"npm for {name}", cwd=folder)

    folder = made_once(name, [source / "package-lock.json"], make)
    return [
        "env",
        f"NODE_PATH={folder}/node_modules",
        "KAFKAJS_NO_PARTITIONER_WARNING=1",
        program("node", "nodejs"),
        str(source / "client.js"),
    ]


def cargo():
    """Cargo with a compiler that is new enough; Debian names its newer one cargo-web's."""
    found = program("cargo")
    version = version_of(run([found, "--version"], "cargo --version"))
    if version < RUST_OLDEST:
        raise Unavailable(
            f"cargo {version[0]}.{version[1]} is older than {RUST_OLDEST[0]}.{RUST_OLDEST[1]} (Debian: cargo-web)"
        )
    return found


def rust_client(name):
    source = CLIENTS / name
    built = cache() / "cargo-target"  # Kept: what did not change is not compiled again.

    def make(folder):
        run(
            [cargo(), "build", "--quiet", "--release", "--locked", "--target-dir", str(built)],
            f"cargo for {name}",
            cwd=source,
        )
        shutil.copy(built / "release" / name, folder / name)

    return [str(made_once(name, [source], make) / name)]


def debian_version(package):
    """The installed version of a Debian package, without epoch and revision; for the printed table only."""
    try:
        text = subprocess.run(["dpkg-query", "-W", "-f", "${Version}", package], capture_output=True, text=True).stdout
    except OSError:
        return "?"
    return text.split(":")[-1].split("-")[0] or "?"
