# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The process: does the job of WORK/job.json, marks with WORK/begun that it begins, tells in WORK/done.json how it ended."""

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


def main(work: Path) -> None:
    """Do the job in a folder."""
    job = json.loads((work / "job.json").read_text(encoding="utf-8"))
    bpy.ops.wm.read_factory_settings(use_empty=True)
    (work / "begun").touch()
    start, spent = time.monotonic(), time.process_time()
    try:
        told: dict[str, Any] = {"made": MAKERS[job["kind"]](job, work)}
    except Faulty as error:
        told = {"error": str(error)}
    except Exception as error:
        told = {"error": f"{type(error).__name__}: {' '.join(str(error).split())[:200]}"}
    took = {"seconds": time.monotonic() - start, "cpu": time.process_time() - spent}
    told |= {key: round(value, 2) for key, value in took.items()}
    (work / "done").write_text(json.dumps(told), encoding="utf-8")
    (work / "done").rename(work / "done.json")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
