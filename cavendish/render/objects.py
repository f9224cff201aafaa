# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""What is known of each object in a view beyond its visible pixels: its whole mask, what covers it, its box in space."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from typing import Literal

import numpy as np
import numpy.typing as npt

from cavendish.render.masks import rle
from cavendish.render.object_truth import UNIT, Box3d, ObjectTruth
from cavendish.render.raycast import FAR, NEAR, rays
from cavendish.render.trace import Mask, Target, occluded
from cavendish.render.triangles import soup
from cavendish.scenes.scene import Camera, Float, Object, Scene

Wanted = Literal["amodal", "occlusion", "boxes"]
EVERYTHING: frozenset[Wanted] = frozenset({"amodal", "occlusion", "boxes"})

BLOCK = 1 << 17  # rays at a time


def objects(
    scene: Scene,
    camera: Camera,
    instances: npt.NDArray[np.integer],
    wanted: Collection[Wanted] = EVERYTHING,
) -> dict[int, ObjectTruth]:
    """What is known of each object of a Scene, in the order of the Scene; nothing is cast for what is not wanted.

    instances: (H, W) IDs that this camera sees. wanted: "amodal" (the mask, its pixels and bounds), "occlusion"
    (visible, occluders), "boxes". Raises ValueError where `instances` has another size than the camera or an unknown
    thing is wanted, ImportError, with the cure, where rays are needed and embreex is missing.
    """
    unknown = sorted(set(wanted) - EVERYTHING)
    if unknown:
        raise ValueError(f"{unknown[0]!r} is not known of objects; known are {', '.join(sorted(EVERYTHING))}")
    if instances.shape != (camera.height, camera.width):
        raise ValueError(
            f"instances are {instances.shape} and the camera's picture is {(camera.height, camera.width)}; take its own"
        )
    truths = {
        thing.id: ObjectTruth(thing.id, box3d=box3d(thing) if "boxes" in wanted else None)
        for thing in scene.objects
    }
    if not {"amodal", "occlusion"} & set(wanted):
        return truths
    ids, labels = np.unique(instances, return_inverse=True)
    labels = labels.reshape(instances.shape)
    for thing, window, inside in _masks(scene, camera):
        truth, count = truths[thing.id], int(inside.sum())
        if "amodal" in wanted:
            whole = np.zeros(instances.shape, bool)
            whole[window] = inside
            truth = replace(truth, amodal=rle(whole), amodal_pixels=count, amodal_box=_bounds(window, inside))
        if "occlusion" in wanted:
            shown, counts = np.unique(labels[window][inside], return_counts=True)
            pixels = dict(zip(ids[shown].tolist(), counts.tolist(), strict=True))
            own = pixels.pop(thing.id, 0)
            pixels.pop(0, None)  # nothing covers nothing: such pixels are edges
            covers = tuple(sorted(pixels.items(), key=lambda pair: (-pair[1], pair[0])))
            truth = replace(truth, visible=own / count if count else None, occluders=covers)
        truths[thing.id] = truth
    return truths


def box3d(thing: Object) -> Box3d:
    """The box of an object: its asset's bounding box, at its pose."""
    low, high = thing.asset.extent
    rotation = thing.pose[:3, :3]
    x, y, z = (rotation @ ((low + high) / 2) + thing.pose[:3, 3]).tolist()
    width, depth, height = (high - low).tolist()
    return Box3d((x, y, z), (width, depth, height), tuple((a, b, c) for a, b, c in rotation.tolist()))


def windows(things: Sequence[Object], camera: Camera) -> tuple[npt.NDArray[np.int64], Float]:
    """Where in the picture objects may be, by their boxes.

    Returns their pixel bounds left, top, right, bottom (N, 4), empty where the box is out of the picture or behind the
    camera; and a distance (N,), metres along the viewing axis, before which the box does not begin.
    """
    lows, highs = (np.array([thing.asset.extent[k] for thing in things]).reshape(-1, 1, 3) for k in (0, 1))
    poses = np.linalg.inv(camera.pose) @ np.array([thing.pose for thing in things]).reshape(-1, 4, 4)
    corners = (lows + UNIT * (highs - lows)) @ poses[:, :3, :3].transpose(0, 2, 1) + poses[:, None, :3, 3]
    away = -corners[..., 2]
    # Where an edge goes through the near plane, the box is cut off: no point behind the camera can be projected.
    one, other = np.array([(i, i | bit) for bit in (1, 2, 4) for i in range(8) if not i & bit]).T
    with np.errstate(all="ignore"):
        share = (NEAR - away[:, one]) / (away[:, other] - away[:, one])
        cuts = corners[:, one] + share[..., None] * (corners[:, other] - corners[:, one])
        cuts[..., 2] = -NEAR
        points = np.concatenate([corners, cuts], axis=1)
        there = np.concatenate([away >= NEAR, (share >= 0) & (share <= 1)], axis=1)
        u = camera.cx - camera.fx * points[..., 0] / points[..., 2]
        v = camera.cy + camera.fy * points[..., 1] / points[..., 2]
    low = [np.where(there, w, np.inf).min(axis=1) for w in (u, v)]
    high = [np.where(there, w, -np.inf).max(axis=1) for w in (u, v)]
    sides = (camera.width, camera.height)
    # A pixel more on each side, for what rounding does.
    first = [np.clip(np.floor(w - 1), 0, side) for w, side in zip(low, sides, strict=True)]
    last = [np.clip(np.ceil(w + 1), 0, side) for w, side in zip(high, sides, strict=True)]
    sizes = np.linalg.norm(highs - lows, axis=-1)[:, 0]
    return np.stack([*first, *last], axis=-1).astype(int), away.min(axis=1) - sizes / 100


def _masks(scene: Scene, camera: Camera) -> Iterator[tuple[Object, tuple[slice, slice], Mask]]:
    """Each object that may be in the picture, the window (rows, columns) where it may be, and its mask in there."""
    bounds, begins = windows(scene.objects, camera)
    order: dict[int, list[int]] = {}
    for k, thing in enumerate(scene.objects):
        order.setdefault(id(thing.asset), []).append(k)
    for same in order.values():
        aim: Target | None = None  # one asset's at a time
        for k in same:
            thing, (left, top, right, bottom) = scene.objects[k], bounds[k].tolist()
            window = slice(top, bottom), slice(left, right)
            if right <= left or bottom <= top:
                yield thing, (slice(0, 0), slice(0, 0)), np.zeros((0, 0), bool)
                continue
            # The asset stays in its own axes, where its numbers are exact, and the rays are turned into them.
            aim = aim or Target(soup(Scene((replace(thing, pose=np.eye(4)),))))
            yield thing, window, _mask(aim, thing.pose, camera, window, max(NEAR, float(begins[k])))


def _mask(aim: Target, pose: Float, camera: Camera, window: tuple[slice, slice], start: float) -> Mask:
    """Which pixels of a window see the target that stands at a pose (4, 4)."""
    rows, columns = window
    back = pose[:3, :3].T
    origin, rotation = back @ (camera.pose[:3, 3] - pose[:3, 3]), back @ camera.pose[:3, :3]
    inside = np.zeros((rows.stop - rows.start, columns.stop - columns.start), bool)
    step = max(1, BLOCK // inside.shape[1])
    for first in range(rows.start, rows.stop, step):
        block = slice(first, min(first + step, rows.stop))
        directions = rays(camera, rotation, rows=block, columns=columns)
        met = occluded(aim, origin, directions.reshape(-1, 3), start, FAR)
        inside[first - rows.start : block.stop - rows.start] = met.reshape(directions.shape[:2])
    return inside


def _bounds(window: tuple[slice, slice], inside: Mask) -> tuple[int, int, int, int] | None:
    """Left, top, right, bottom (exclusive) in the picture of a mask in a window; None for an empty one."""
    rows, columns = np.flatnonzero(inside.any(axis=1)), np.flatnonzero(inside.any(axis=0))
    if not len(rows):
        return None
    top, left = window[0].start, window[1].start
    return int(left + columns[0]), int(top + rows[0]), int(left + columns[-1] + 1), int(top + rows[-1] + 1)
