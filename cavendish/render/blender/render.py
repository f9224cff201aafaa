# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Render a Scene: every camera's RGB and truth, synced once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import Any

import bpy
import numpy as np
import numpy.typing as npt

from cavendish.render.blender.passes import render_rgb, render_truth
from cavendish.render.blender.realize import realize, realize_camera
from cavendish.render.blender.session import reset
from cavendish.render.quality import Quality
from cavendish.scenes.scene import Camera, Scene

VERSION = bpy.app.version_string


@dataclass(frozen=True, eq=False)
class Shot:
    """One camera's arrays, as in a Frame, with the device that rendered them and the seconds that each stage took."""

    device: str
    camera: Camera
    rgb: npt.NDArray[np.uint8]
    truth: dict[str, npt.NDArray[Any]]
    seconds: dict[str, float]


def render_scene(scene: Scene, quality: Quality, scratch: Path) -> Iterator[Shot]:
    """Reset Blender, realize the scene, and yield a Shot for each of its cameras.

    scratch: a folder for Blender's own files, which are removed at once. Raises DeviceError where the device that
    the quality names is missing, OSError where scratch cannot be written.
    """
    start = perf_counter()
    device = reset(quality)
    realize(scene)
    setup = perf_counter() - start
    for camera in scene.cameras:
        start = perf_counter()
        realize_camera(camera)
        rgb = render_rgb(quality, camera.exposure, scratch)
        middle = perf_counter()
        truth = render_truth(camera, scratch)
        yield Shot(
            device,
            camera,
            rgb,
            truth,
            {"setup": setup, "rgb": middle - start, "truth": perf_counter() - middle},
        )
        setup = 0.0
