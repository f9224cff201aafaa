# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""A worker's memory does not grow from scene to scene."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

WORK = """
import ctypes, os, sys
from pathlib import Path

import numpy as np

from cavendish.engine.worker import initialise
from cavendish.render.quality import Quality
from cavendish.scenes.scene import Camera, Scene, World


class Heap(ctypes.Structure):
    _fields_ = [(name, ctypes.c_size_t) for name in
                "arena ordblks smblks hblks hblkhd usmblks fsmblks uordblks fordblks keepcost".split()]


libc = ctypes.CDLL("libc.so.6")
libc.mallinfo2.restype = Heap
out = Path(sys.argv[1])
initialise(out / "logs" / "log", os.getppid())
from cavendish.render.blender.render import render_scene

camera = Camera(np.eye(4), 64, 64, 64.0, 64.0, 32.0, 32.0)
used = []
for k in range(6):  # each is exposed as no other
    scene = Scene((), world=World(color=(0.3 + 0.05 * k, 0.5, 0.4)), cameras=(camera,))
    for shot in render_scene(scene, Quality(samples=1, threads=1), out):
        pass
    del shot
    heap = libc.mallinfo2()
    used.append(heap.uordblks + heap.hblkhd)
(out / "used").write_text(" ".join(map(str, used)))
os._exit(0)
"""


@pytest.mark.render
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads the heap of the GNU C library")
def test_scenes_of_different_brightness_leave_nothing_behind(tmp_path: Path) -> None:
    """OpenColorIO keeps 3 MB of tables for each exposure and white balance that it ever meets, unless it is told not to."""
    subprocess.run([sys.executable, "-c", WORK, str(tmp_path)], check=True, timeout=300)
    used = [int(word) for word in (tmp_path / "used").read_text().split()]
    # The first scenes fill caches that stay as they are.
    assert (used[5] - used[2]) / 3 < 300_000
