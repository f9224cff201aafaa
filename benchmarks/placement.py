# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Whether anything is in another thing, floats or is in the way, over many scenes of every builder.

.venv/bin/python benchmarks/placement.py --seeds 200    # writes benchmarks/placement.md; an hour or two
.venv/bin/python benchmarks/placement.py a.json b.json  # writes it from what `cavendish scenes check --json` gave;
                                                        # runs of one builder are added up
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

KINDS = ("through", "floating", "camera", "doorway")
HEAD = """# Where things are

`cavendish scenes check NAME --seeds N`: every scene of consecutive seeds, on its real meshes, each with a camera of each of
the builder's styles. A fault is over a millimetre; [docs/placement.md](../docs/placement.md) states the rules.
through: things that are in each other. floating: what nothing carries. camera: in a thing, or too near to one. doorway:
things before a door. Seconds are the check's own, of one core of a machine that did other work too, for a scene.

| builder | seeds | things | cameras | {} | scenes with a fault | failed | s a scene |
|---|---|---|---|{}---|---|---|
"""


def measure(seeds: int) -> dict[str, Any]:
    """Run the command over all builders; returns what it found, by builder."""
    command = [sys.executable, "-m", "cavendish", "scenes", "check", "--seeds", str(seeds), "--json"]
    return dict(json.loads(subprocess.run(command, check=False, stdout=subprocess.PIPE).stdout))


def joined(reports: Iterable[dict[str, Any]]) -> dict[str, Any]:
    """Several runs' reports as one: of a builder that is in more than one, each with seeds of its own, the counts are added up."""
    found: dict[str, Any] = {}
    for report in reports:
        for name, row in report.items():
            ranges = [*found.get(name, {}).get("ranges", []), row["seeds"]]
            if name in found:
                row = {key: _sum(found[name][key], value) for key, value in row.items() if key != "seeds"}
                row["worst"].sort(
                    key=lambda fault: fault["metres"] * (1 if fault["kind"] == "camera" else -1)
                )
            found[name] = row | {"ranges": sorted(ranges)}
    return found


def _sum(a: Any, b: Any) -> Any:
    return {key: a[key] + b[key] for key in b} if isinstance(b, dict) else a + b


def _seeds(ranges: Iterable[Sequence[int]]) -> str:
    """Ranges (first, last), rising, in words; those that follow on each other as one."""
    runs: list[list[int]] = []
    for first, last in ranges:
        if runs and first <= runs[-1][1] + 1:
            runs[-1][1] = max(runs[-1][1], last)
        else:
            runs.append([first, last])
    return ", ".join(f"{first} to {last}" for first, last in runs)


def page(found: dict[str, Any]) -> str:
    """The table as Markdown, and the worst fault of each kind below it."""
    lines = [HEAD.format(" | ".join(KINDS), "---|" * len(KINDS)).rstrip()]
    worst = []
    for name, row in sorted(found.items()):
        counts = " | ".join(str(row["faults"][kind]) for kind in KINDS)
        each = row["seconds"] / max(row["scenes"] - len(row["failed"]), 1)
        lines.append(
            f"| {name} | {_seeds(row['ranges'])} | {row['things']:,} | {row['cameras']} | {counts} | {row['bad_scenes']} | "
            f"{len(row['failed'])} | {each:.2f} |"
        )
        told = {fault["kind"]: fault for fault in reversed(row["worst"])}
        worst += [f"- {name}, seed {fault['seed']}: {fault['said']}" for fault in told.values()]
        worst += [
            f"- {name}, seed {failed['seed']} failed: {failed['reason']}" for failed in row["failed"][:1]
        ]
    if worst:
        lines += ["", "The worst of each kind:", "", *worst]
    return "\n".join(lines) + "\n"


def main() -> None:
    """Check, or read what was found, and write the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("reports", nargs="*", type=Path, help="JSON of `cavendish scenes check --json`")
    parser.add_argument("--seeds", type=int, default=200)
    asked = parser.parse_args()
    reports = [json.loads(report.read_text()) for report in asked.reports] or [measure(asked.seeds)]
    found = joined(reports)
    Path(__file__).with_suffix(".md").write_text(page(found))
    print(page(found))


if __name__ == "__main__":
    main()
