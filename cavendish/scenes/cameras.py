# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Cameras held by a person in a scene: drawn, looked through, and refused where they see too little."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import numpy as np

from cavendish.scenes.probe import Probe
from cavendish.scenes.scene import Camera, Float, Scene
from cavendish.scenes.views import Views

NEAR = 0.45  # metres that must be free before the lens, over the whole picture
TRIES = 400
LOOKS = (24, 24)  # rays, rows by columns, that judge a view


def look(eye: Float, at: Float, roll: float = 0.0) -> Float:
    """The pose (4, 4) of a camera at `eye` that looks at `at`, upright but for `roll` radians."""
    back = np.asarray(eye, float) - np.asarray(at, float)
    back /= np.linalg.norm(back)
    right = np.cross([0.0, 0.0, 1.0], back)
    right /= np.linalg.norm(right)
    up = np.cross(back, right)
    c, s = np.cos(roll), np.sin(roll)
    pose = np.eye(4)
    pose[:3, 0], pose[:3, 1], pose[:3, 2], pose[:3, 3] = c * right + s * up, c * up - s * right, back, eye
    return pose


def pinhole(pose: Float, width: int, height: int, field_of_view: float) -> Camera:
    """A camera whose longer side spans `field_of_view` radians, its axis through the image's centre."""
    focal = max(width, height) / 2 / np.tan(field_of_view / 2)
    return Camera(pose, width, height, focal, focal, width / 2, height / 2)


def handheld(scene: Scene, views: Views, rng: np.random.Generator) -> Scene:
    """The scene with `views.per_scene` cameras in its air, each aimed at some thing, none blocked or blind.

    Views that fail are drawn again; of those that pass, the one that sees most of several is taken, other than the
    views before it. Raises ValueError with the reasons counted where nothing passes in 400 tries.
    """
    probe = Probe(scene)
    low, high = np.array(scene.air.low), np.array(scene.air.high)
    targets = [probe.center(thing) for thing in scene.objects if thing.id in probe.things]
    cameras: list[Camera] = []
    refused: Counter[str] = Counter()
    for _ in range(views.per_scene):
        best: tuple[float, Camera] | None = None
        passed = 0
        for _ in range(TRIES):
            eye = rng.uniform(low, high)
            if not targets:
                refused["nothing to look at"] += 1
                continue
            at = targets[int(rng.integers(len(targets)))] + rng.normal(0, 0.25, 3)
            flat = float(np.linalg.norm((at - eye)[:2]))
            if flat < 0.8:
                refused["too close to its target"] += 1
                continue
            # People hold a camera nearly level: the pitch is kept within 25 degrees.
            at[2] = eye[2] + np.clip((at[2] - eye[2]) / flat, -0.47, 0.2) * flat
            pose = look(eye, at, rng.normal(0, 0.012))
            fov = np.radians(rng.uniform(*views.field_of_view))
            camera = pinhole(pose, views.width, views.height, float(fov))
            verdict, score = _judge(probe, camera, cameras)
            if verdict:
                refused[verdict] += 1
                continue
            passed += 1
            if best is None or score > best[0]:
                best = (score, camera)
            if passed == 8:
                break
        if best is None:
            reasons = ", ".join(f"{count} x {reason}" for reason, count in refused.most_common())
            raise ValueError(f"no camera position was found in {TRIES} tries: {reasons}")
        cameras.append(best[1])
    return replace(scene, cameras=tuple(cameras))


def _judge(probe: Probe, camera: Camera, before: list[Camera]) -> tuple[str, float]:
    """Why a view is refused ('' where it is not), and how much it shows."""
    if probe.inside(camera.pose[:3, 3]):
        return "inside a thing", 0.0
    depth, ids = probe.look(camera, *LOOKS)
    if depth.min() < NEAR:
        return "something is before the lens", 0.0
    shares = {int(i): float(np.mean(ids == i)) for i in np.unique(ids) if i}
    if max(shares.values(), default=0.0) > 0.5:
        return "one object fills the view", 0.0
    things = [share for key, share in shares.items() if key in probe.things]
    if len(things) < min(4, len(probe.things)) or sum(things) < 0.12:
        return "too few things in view", 0.0
    if np.median(depth) < 1.6:
        return "everything is too close", 0.0
    apart = 1.0
    for other in before:
        turn = float(np.sum(camera.pose[:3, 2] * other.pose[:3, 2]))
        shift = float(np.linalg.norm(camera.pose[:3, 3] - other.pose[:3, 3]))
        if turn > 0.95 and shift < 0.6:
            return "like a view before it", 0.0
        apart = min(apart, 1.2 - turn)
    # Several things, of a good size, at several distances, and another outlook than the views before.
    far = float(np.clip(np.median(depth), 0, 4))
    return "", min(len(things), 16) + 12 * min(sum(things), 0.5) + 2 * far + 3 * apart
