# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Where the time of a harvest goes: wall time against the RGB renders, stage by stage.

    .venv/bin/python benchmarks/harvest.py            # writes benchmarks/harvest.md
    .venv/bin/python benchmarks/harvest.py --scenes 2 # fewer scenes a setting

Budget: wall / RGB at most 1.20 at 512 x 512 with 16 samples and 1.10 at 1024 x 1024 with 32.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

SETTINGS = (
    ("quickstart: 512 x 512, 16 samples, 1 worker", (), 1, 1.20),
    ("quickstart: 512 x 512, 16 samples, 2 workers", (), 2, None),
    (
        "1024 x 1024, 32 samples, 1 worker",
        ("views.width=1024", "views.height=1024", "quality.samples=32"),
        1,
        1.10,
    ),
)
STAGES = ("build", "import", "setup", "rgb", "truth", "pairs", "write")


def measure(settings: tuple[str, ...], workers: int, scenes: int) -> dict[str, float]:
    """Run the command line on a fresh folder; returns seconds by stage, wall, views, peak memory and bytes."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "out"
        command = [sys.executable, "-m", "cavendish", "generate", "quickstart", "-o", str(out)]
        command += ["--seed", "7", "--count", str(scenes), "--workers", str(workers)]
        for setting in settings:
            command += ["--set", setting]
        start = time.perf_counter()
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        wall = time.perf_counter() - start
        reports = [json.loads(line) for line in (out / "logs" / "timings.jsonl").read_text().splitlines()]
    seconds: Counter[str] = Counter()
    for report in reports:
        seconds.update(report["seconds"])
    views = sum(report["views"] for report in reports)
    peak = max(report["peak_memory"] for report in reports)
    size = sum(report["bytes"] for report in reports)
    return dict(seconds) | {"wall": wall, "views": views, "peak": peak, "bytes": size}


def main() -> None:
    """Measure every setting and write the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--scenes", type=int, default=4)
    parser.add_argument("-o", "--out", type=Path, default=Path(__file__).with_suffix(".md"))
    arguments = parser.parse_args()
    cores = len(os.sched_getaffinity(0))
    lines = [
        "# Where the time of a harvest goes",
        "",
        f"`.venv/bin/python benchmarks/harvest.py --scenes {arguments.scenes}` on {cores} cores; rooms, 2 views a scene, "
        "all four tasks, truth kept whole.",
        "Seconds a view by stage, summed over the workers; wall time is the whole command's, start and end included.",
        "",
        "| setting | wall | "
        + " | ".join(STAGES)
        + " | wall / RGB | budget | images an hour a core | peak memory | MB a view |",
        "|---|---|" + "---|" * len(STAGES) + "---|---|---|---|---|",
    ]
    for name, settings, workers, budget in SETTINGS:
        found = measure(settings, workers, arguments.scenes)
        views = found["views"]
        stages = " | ".join(f"{found.get(stage, 0.0) / views:.2f}" for stage in STAGES)
        lines.append(
            f"| {name} | {found['wall'] / views:.2f} | {stages} | {found['wall'] / found['rgb']:.2f} | "
            f"{'' if budget is None else f'{budget:.2f}'} | {views / found['wall'] * 3600 / cores:.0f} | "
            f"{found['peak'] / 1e9:.2f} GB | {found['bytes'] / views / 1e6:.2f} |"
        )
        print(lines[-1], flush=True)
    arguments.out.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
