# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Render pickled jobs in a process of its own: draw.py JOBS OUT. Writes an .npz a shot, or the error as text."""

import os
import pickle
import sys
from pathlib import Path

import numpy as np

from cavendish.render.blender.render import render_scene
from cavendish.render.quality import DeviceError

jobs, out = pickle.loads(Path(sys.argv[1]).read_bytes()), Path(sys.argv[2])
for name, (scene, quality, *wanted) in jobs.items():
    try:
        for view, shot in enumerate(render_scene(scene, quality, out, *wanted)):
            np.savez(out / f"{name}.{view}.npz", rgb=shot.rgb, **shot.truth)
    except (DeviceError, ValueError) as error:
        (out / f"{name}.error").write_text(str(error))
(out / "done").touch()
sys.stdout.flush()
os._exit(0)
