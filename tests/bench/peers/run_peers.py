#!/usr/bin/env python3
"""Runs Leastwise and other engines on the same workloads, in turns, and prints one table of medians.

run_peers.py PEER_REPLAY WORK_DIR [ROUNDS [WORKLOAD...]]

Builds the programs of the peers into WORK_DIR by the ordinary clients of their languages (go, cargo,
mvn). A peer whose toolchain is not there, or that cannot be built, is reported as not tried. A peer
that decides otherwise than Leastwise ends the run.
"""
import json
import os
import shutil
import statistics
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
# Each workload (peer_workload.h): what it is, and what OPA and Regorus evaluate on it.
WORKLOADS = {
    "small": ("Casbin's, 100 roles", "peers.rego"),
    "medium": ("Casbin's, 1,000 roles", "peers.rego"),
    "large": ("Casbin's, 10,000 roles", "peers.rego"),
    "gdrive": ("OOPSLA, 50 a type", "graph.rego"),
    "github": ("OOPSLA, 50 a type", "graph.rego"),
    "tinytodo": ("OOPSLA, 50 a type", "graph.rego"),
    "hospital100": ("SAPL's, 3,305 policies", "graph.rego"),
    "hospital300": ("SAPL's, 9,905 policies", "graph.rego"),
}
# Written for SAPL as its benchmark has them; the others would be another's model in its language.
ONLY_ON = {"sapl": {"hospital100", "hospital300"}}
# The ratios that are aimed at, by peer and workload.
WANTED = {("casbin", "medium"): 1_000, ("casbin", "large"): 10_000,
          ("cedar", "small"): 50, ("cedar", "large"): 1_000,
          ("opa", "small"): 100, ("opa", "medium"): 100, ("opa", "large"): 100}
WANTED_LOAD = {("casbin", "large"): 10}


def build_go(work):
    program = work / "go_peers"
    subprocess.run(["go", "build", "-o", program, "."], cwd=HERE / "go", check=True,
                   stdout=sys.stderr)
    return [program]


def build_rust(work):
    subprocess.run(["cargo", "build", "--release", "--locked", "--target-dir", work / "rust"],
                   cwd=HERE / "rust", check=True, stdout=sys.stderr)
    return [work / "rust" / "release" / "peers"]


def build_java(work):
    classes = work / "java"
    subprocess.run(["mvn", "-q", "-B", f"-Dpeers.build={classes}", "package"], cwd=HERE / "java",
                   check=True, stdout=sys.stderr)
    # Its index goes down as many calls as there are candidates.
    return ["java", "-Xss1g", "-cp", f"{classes}/*:{classes}/libraries/*", "Peers"]


# Engine, the tool that builds it, how.
PEERS = [("casbin", "go", build_go), ("opa", "go", build_go), ("cedar", "cargo", build_rust),
         ("regorus", "cargo", build_rust), ("sapl", "mvn", build_java)]


def engines(peer_replay, work):
    """The command of each engine that can be run, and why others cannot."""
    commands = {"leastwise": [peer_replay, "run"]}
    missing = {}
    for engine, tool, build in PEERS:
        if shutil.which(tool) is None:
            missing[engine] = f"`{tool}` is not installed"
            continue
        try:
            commands[engine] = [*build(work), engine]
        except subprocess.CalledProcessError:
            missing[engine] = f"`{tool}` could not build it"
    return commands, missing


def ask(command, folder):
    run = subprocess.run([*map(str, command), str(folder)], capture_output=True, text=True)
    if run.returncode != 0:
        sys.exit(f"{command} failed:\n{run.stderr}")
    return json.loads(run.stdout)


def measure(commands, folder, rounds):
    answers = {engine: [] for engine in commands}
    for _ in range(rounds):
        for engine, command in commands.items():
            answers[engine].append(ask(command, folder))
    expected = answers["leastwise"][0]["decisions"]
    for engine, runs in answers.items():
        if any(run["decisions"] != expected for run in runs):
            sys.exit(f"{engine} does not decide as leastwise does")
    return {engine: {key: statistics.median(run[key] for run in runs)
                     for key in ("load_ms", "decide_ns")} for engine, runs in answers.items()}


def time_text(nanoseconds):
    for unit, size in (("ms", 1e6), ("us", 1e3)):
        if nanoseconds >= size:
            return f"{nanoseconds / size:,.2f} {unit}"
    return f"{nanoseconds:,.0f} ns"


def target_text(ratio, wanted):
    return "" if wanted is None else f" (aim {wanted:,}: {'met' if ratio >= wanted else 'missed'})"


def table(results):
    rows = [("WORKLOAD", "ENGINE", "DECISION", "RATIO", "LOAD", "RATIO")]
    for workload, medians in results.items():
        ours = medians["leastwise"]
        for engine, median in medians.items():
            decide = median["decide_ns"] / ours["decide_ns"]
            load = median["load_ms"] / ours["load_ms"]
            rows.append((
                f"{workload} ({WORKLOADS[workload][0]})" if engine == "leastwise" else "", engine,
                time_text(median["decide_ns"]),
                f"{decide:,.0f}" + target_text(decide, WANTED.get((engine, workload))),
                time_text(median["load_ms"] * 1e6),
                f"{load:,.1f}" + target_text(load, WANTED_LOAD.get((engine, workload)))))
    widths = [max(len(row[column]) for row in rows) for column in range(6)]
    return "\n".join("  ".join(cell.ljust(width) for cell, width in zip(row, widths)).rstrip()
                     for row in rows)


def main():
    peer_replay, work = Path(sys.argv[1]), Path(sys.argv[2])
    rounds = int(sys.argv[3]) if len(sys.argv) > 3 else 5
    work.mkdir(parents=True, exist_ok=True)
    commands, missing = engines(peer_replay, work)
    results = {}
    for workload in sys.argv[4:] or WORKLOADS:
        if workload not in WORKLOADS:
            sys.exit(f"no workload `{workload}`: one of {', '.join(WORKLOADS)}")
        folder = work / workload
        os.makedirs(folder, exist_ok=True)
        subprocess.run([peer_replay, "write", workload, folder], check=True)
        shutil.copy(HERE / WORKLOADS[workload][1], folder / "policy.rego")
        taking_part = {engine: command for engine, command in commands.items()
                       if workload in ONLY_ON.get(engine, WORKLOADS)}
        print(f"measuring {workload}: {', '.join(taking_part)}", file=sys.stderr)
        results[workload] = measure(taking_part, folder, rounds)
    print(f"Medians of {rounds} rounds, engines in turn; every decision is the same.\n")
    print(table(results))
    for engine, reason in sorted(missing.items()):
        print(f"not tried: {engine}: {reason}")
    (work / "results.json").write_text(json.dumps(results, indent=2) + "\n")


if __name__ == "__main__":
    main()
