# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The process: does one job after another, and writes a line when it begins one and when it ends one."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import bpy

from cavendish.render.blender.infinigen import asset, material
from cavendish.render.blender.infinigen.faulty import Faulty

MAKERS: dict[str, Callable[[dict[str, Any], Path], dict[str, Any]]] = {
    "asset": asset.make,
    "material": material.make,
}


def main(jobs: Path, done: Path, work: Path) -> None:
    """Do the jobs of a file. done: grows by a JSON line where one begins and where one ends."""
    with done.open("a", encoding="utf-8") as lines:

        def tell(**line: Any) -> None:
            lines.write(json.dumps(line) + "\n")
            lines.flush()

        for job in json.loads(jobs.read_text(encoding="utf-8")):
            tell(name=job["name"], begun=True)
            start = time.monotonic()
            try:
                bpy.ops.wm.read_factory_settings(use_empty=True)
                made: dict[str, Any] = {"made": MAKERS[job["kind"]](job, work)}
            except Faulty as error:
                made = {"error": str(error)}
            except Exception as error:
                made = {"error": f"{type(error).__name__}: {' '.join(str(error).split())[:200]}"}
            tell(name=job["name"], seconds=round(time.monotonic() - start, 2), **made)


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:4]))
