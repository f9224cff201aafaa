# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Stands for the Blender process: `python -m preparer JOBS.json DONE`. A file says in words what becomes of it."""

import json
import os
import sys
import time
from pathlib import Path

import numpy as np

from cavendish.scenes import materials
from cavendish.scenes.geometry import box
from cavendish.scenes.scene import Asset, Object, Part, Scene
from cavendish.scenes.store import save

jobs, done = Path(sys.argv[1]), Path(sys.argv[2])
(jobs.parent / "started").touch()
poisoned = False
with done.open("a", encoding="utf-8") as lines:
    for job in json.loads(jobs.read_text()):
        if poisoned:
            os.abort()
        word, *numbers = Path(job["path"]).read_text().split()
        error = " ".join(numbers) if word == "bad" else ""
        if word == "crash":
            os.write(1, b"a word before the end\n")
            os.abort()
        if word == "hang":
            time.sleep(60)
        if word == "greed":
            try:
                np.zeros((int(numbers[0]), 2**30), np.uint8)
            except MemoryError:
                error = "MemoryError"
        poisoned = word == "poison"  # it is fine, and what comes next is not
        folder = jobs.parent / job["key"]
        folder.mkdir()
        (folder / "materials.blend").touch()
        if not error:
            if "turn" in job:
                size = [float(one) * job["scale"] for one in numbers[:3]] or [1.0, 1.0, 1.0]
                part = Part(
                    box((size[0], size[1], size[2]), (0, 0, size[2] / 2), bevel=0),
                    materials.plain((0.5, 0.5, 0.5)),
                )
                save(folder / "asset.npz", Scene((Object(1, Asset("thing", (part,)), np.eye(4)),)))
            (folder / "notes.json").write_text("[]")
        lines.write(json.dumps({"key": job["key"], "error": error}) + "\n")
        lines.flush()
