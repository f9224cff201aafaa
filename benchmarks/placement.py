# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Whether anything is in another thing, floats or is in the way, over many scenes of every builder.

.venv/bin/python benchmarks/placement.py --seeds 200    # writes benchmarks/placement.md; an hour or two
.venv/bin/python benchmarks/placement.py a.json b.json  # writes it from what `cavendish scenes check --json` gave
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

KINDS = ("through", "floating", "camera", "doorway")
HEAD = """# Where things are

`cavendish scenes check NAME --seeds N`: every scene of consecutive seeds, on its real meshes, each with a camera of each of
the builder's styles. A fault is over a millimetre; [docs/placement.md](../docs/placement.md) states the rules.
through: things that are in each other. floating: what nothing carries. camera: in a thing, or too near to one. doorway:
things before a door. Seconds are the check's own, of the processor, for a scene.

| builder | seeds | things | cameras | {} | scenes with a fault | failed | s a scene |
|---|---|---|---|{}---|---|---|
"""


def measure(seeds: int) -> dict[str, Any]:
    """Run the command over all builders; returns what it found, by builder."""
    command = [sys.executable, "-m", "cavendish", "scenes", "check", "--seeds", str(seeds), "--json"]
    return dict(json.loads(subprocess.run(command, check=False, stdout=subprocess.PIPE).stdout))


def page(found: dict[str, Any]) -> str:
    """The table as Markdown, and the worst fault of each kind below it."""
    lines = [HEAD.format(" | ".join(KINDS), "---|" * len(KINDS)).rstrip()]
    worst = []
    for name, row in sorted(found.items()):
        first, last = row["seeds"]
        counts = " | ".join(str(row["faults"][kind]) for kind in KINDS)
        each = row["seconds"] / max(row["scenes"] - len(row["failed"]), 1)
        lines.append(
            f"| {name} | {first} to {last} | {row['things']:,} | {row['cameras']} | {counts} | {row['bad_scenes']} | "
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
    found: dict[str, Any] = {}
    for report in asked.reports:
        found |= json.loads(report.read_text())
    if not asked.reports:
        found = measure(asked.seeds)
    Path(__file__).with_suffix(".md").write_text(page(found))
    print(page(found))


if __name__ == "__main__":
    main()
