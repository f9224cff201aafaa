# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Render a Scene: every camera's RGB and truth, synced once."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from time import perf_counter
from typing import Any

import bpy
import numpy as np
import numpy.typing as npt

from cavendish.render.blender.fog import in_fog, realize_fog
from cavendish.render.blender.lens import through_lens
from cavendish.render.blender.passes import Developed, render_rgb, render_truth
from cavendish.render.blender.realize import realize, realize_camera
from cavendish.render.blender.session import reset
from cavendish.render.passes import PASSES
from cavendish.render.quality import Quality
from cavendish.scenes.scene import Camera, Float, Scene

VERSION = bpy.app.version_string


@dataclass(frozen=True, eq=False)
class Shot:
    """One camera's arrays, as in a Frame, with the device that rendered them and the seconds that each stage took.

    developed: how its render was made a picture.
    """

    device: str
    camera: Camera
    rgb: npt.NDArray[np.uint8]
    truth: dict[str, npt.NDArray[Any]]
    seconds: dict[str, float]
    developed: Developed


def render_scene(
    scene: Scene,
    quality: Quality,
    scratch: Path,
    wanted: Collection[str] = (),
    as_before: Mapping[int, Developed] | None = None,
) -> Iterator[Shot]:
    """Reset Blender, realize the scene, and yield a Shot for each of its cameras.

    as_before: only these cameras, by index, each developed as another shot of it was.

    scratch: a folder for Blender's own files, which are removed at once. wanted: the optional passes of the truth
    (`render.passes`). Raises DeviceError where the device that the quality names is missing, ValueError where a pass
    is unknown, OSError where scratch cannot be written.
    """
    unknown = sorted(set(wanted) - set(PASSES))
    if unknown:
        raise ValueError(f"no pass of the truth is called {unknown[0]!r}; there are {', '.join(PASSES)}")
    start = perf_counter()
    device = reset(quality, wanted)
    origin = _amid(scene.cameras)
    near = _shifted(scene, -origin)
    moving = realize(near, wanted)
    fog = realize_fog(near)
    setup = perf_counter() - start
    for index, (camera, eye) in enumerate(zip(scene.cameras, near.cameras, strict=True)):
        if as_before is not None and index not in as_before:
            continue
        start = perf_counter()
        body = realize_camera(eye)
        with through_lens(eye, body, moving), in_fog(fog):
            how = as_before[index] if as_before is not None else None
            rgb, developed = render_rgb(quality, camera.exposure, scratch, how)
        middle = perf_counter()
        truth = render_truth(eye, scratch, wanted)
        if "position" in truth:
            truth["position"] = (truth["position"] + origin).astype(np.float32)
        yield Shot(
            device,
            camera,
            rgb,
            truth,
            {"setup": setup, "rgb": middle - start, "truth": perf_counter() - middle},
            developed,
        )
        setup = 0.0
    bpy.ops.wm.read_factory_settings(use_empty=True)  # the next scene is built without this one in memory


def _amid(cameras: Sequence[Camera]) -> Float:
    """The middle of the cameras, (3,) metres. Blender's float32 is finest near its origin, so the origin goes there."""
    eyes = [camera.pose[:3, 3] for camera in cameras]
    return np.mean(eyes, axis=0) if eyes else np.zeros(3)


def _shifted(scene: Scene, by: Float) -> Scene:
    """The scene moved by (3,) metres."""
    step = np.zeros((4, 4))
    step[:3, 3] = by
    return replace(
        scene,
        objects=tuple(replace(thing, pose=thing.pose + step) for thing in scene.objects),
        lights=tuple(replace(light, pose=light.pose + step) for light in scene.lights),
        cameras=tuple(replace(camera, pose=camera.pose + step) for camera in scene.cameras),
    )
