#!/usr/bin/env python3
"""Runs Leastwise and other engines on one workload, in turns, and prints one table of medians.

run_peers.py PEER_REPLAY WORK_DIR [ROUNDS [SIZE...]]

Builds the programs of the peers into WORK_DIR by the ordinary clients of their languages (go, cargo).
A peer whose toolchain is not there, or that cannot be built, is reported as not tried. A peer that
decides otherwise than Leastwise ends the run.
"""
import json
import os
import shutil
import statistics
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
SIZES = ["small", "medium", "large"]
GROUPS = {"small": 100, "medium": 1_000, "large": 10_000}
# The ratios that are aimed at, by peer and size.
WANTED = {("casbin", "medium"): 1_000, ("casbin", "large"): 10_000,
          ("cedar", "small"): 50, ("cedar", "large"): 1_000,
          ("opa", "small"): 100, ("opa", "medium"): 100, ("opa", "large"): 100}
WANTED_LOAD = {("casbin", "large"): 10}


def build_go(work):
    program = work / "go_peers"
    subprocess.run(["go", "build", "-o", program, "."], cwd=HERE / "go", check=True,
                   stdout=sys.stderr)
    return program


def build_rust(work):
    subprocess.run(["cargo", "build", "--release", "--locked", "--target-dir", work / "rust"],
                   cwd=HERE / "rust", check=True, stdout=sys.stderr)
    return work / "rust" / "release" / "peers"


# Engine, the tool that builds it, how.
PEERS = [("casbin", "go", build_go), ("opa", "go", build_go), ("cedar", "cargo", build_rust),
         ("regorus", "cargo", build_rust)]
NOT_TRIED = {"sapl": "no program for it yet"}


def engines(peer_replay, work):
    """The command of each engine that can be run, and why others cannot."""
    commands = {"leastwise": [peer_replay, "run"]}
    missing = dict(NOT_TRIED)
    for engine, tool, build in PEERS:
        if shutil.which(tool) is None:
            missing[engine] = f"`{tool}` is not installed"
            continue
        try:
            commands[engine] = [build(work), engine]
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
    for size, medians in results.items():
        ours = medians["leastwise"]
        for engine, median in medians.items():
            decide = median["decide_ns"] / ours["decide_ns"]
            load = median["load_ms"] / ours["load_ms"]
            rows.append((
                f"{size}: {GROUPS[size]:,} policies" if engine == "leastwise" else "", engine,
                time_text(median["decide_ns"]),
                f"{decide:,.0f}" + target_text(decide, WANTED.get((engine, size))),
                time_text(median["load_ms"] * 1e6),
                f"{load:,.1f}" + target_text(load, WANTED_LOAD.get((engine, size)))))
    widths = [max(len(row[column]) for row in rows) for column in range(6)]
    return "\n".join("  ".join(cell.ljust(width) for cell, width in zip(row, widths)).rstrip()
                     for row in rows)


def main():
    peer_replay, work = Path(sys.argv[1]), Path(sys.argv[2])
    rounds = int(sys.argv[3]) if len(sys.argv) > 3 else 5
    work.mkdir(parents=True, exist_ok=True)
    commands, missing = engines(peer_replay, work)
    results = {}
    for size in sys.argv[4:] or SIZES:
        folder = work / size
        os.makedirs(folder, exist_ok=True)
        subprocess.run([peer_replay, "write", size, folder], check=True)
        shutil.copy(HERE / "peers.rego", folder)
        print(f"measuring {size}: {', '.join(commands)}", file=sys.stderr)
        results[size] = measure(commands, folder, rounds)
    print(f"Medians of {rounds} rounds, engines in turn; every decision is the same.\n")
    print(table(results))
    for engine, reason in sorted(missing.items()):
        print(f"not tried: {engine}: {reason}")
    (work / "results.json").write_text(json.dumps(results, indent=2) + "\n")


if __name__ == "__main__":
    main()
