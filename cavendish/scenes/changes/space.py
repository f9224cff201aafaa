# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Where in view a thing can stand, what stands on what, and whether a place is free."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from cavendish.scenes.changes.change import Sight
from cavendish.scenes.doorway import doorway
from cavendish.scenes.layout import TIGHT, Footprint, footprint, overlap
from cavendish.scenes.scene import Asset, Camera, Float, Object, Scene
from cavendish.scenes.touch import Body, pierce

LEVEL = 0.9995  # of a normal's z: a slope of 1.8 degrees
DEEP = 2e-3  # metres that meshes may be in each other: things that stand touch
REST = 0.012  # metres that a surface may be off the foot of what stands on it
FOOT = 0.8  # of a box, where its foot is
BESIDE = 3e-3  # metres from a thing to what may lean on it
EDGE = 0.04  # of the picture's sides, where nothing new is put


@dataclass(frozen=True, eq=False)
class Surface:
    """Level surface in view. places: (N, 3) metres in the world; owners: (N,) IDs."""

    places: Float
    owners: Float


def level(sight: Sight) -> Surface:
    """All pixels away from the picture's edge that show level surface seen from above."""
    camera, (height, width) = sight.camera, sight.depth.shape
    rows, columns = np.mgrid[0:height, 0:width]
    up = np.nan_to_num(sight.normals) @ camera.pose[2, :3]
    inside = (np.minimum(columns, width - 1 - columns) >= EDGE * width) & (
        np.minimum(rows, height - 1 - rows) >= EDGE * height
    )
    rows, columns = np.nonzero(inside & (up > LEVEL) & np.isfinite(sight.depth) & (sight.instances > 0))
    d = sight.depth[rows, columns].astype(float)
    x, y = (columns + 0.5 - camera.cx) / camera.fx * d, -(rows + 0.5 - camera.cy) / camera.fy * d
    places = np.stack([x, y, -d], axis=-1) @ camera.pose[:3, :3].T + camera.pose[:3, 3]
    return Surface(places, sight.instances[rows, columns].astype(float))


def seen_at(camera: Camera, place: Float) -> tuple[float, float, float]:
    """Where a place (3,) is in the picture: column, row, and its depth in metres."""
    x, y, z = camera.pose[:3, :3].T @ (place - camera.pose[:3, 3])
    return camera.cx - camera.fx * x / z, camera.cy + camera.fy * y / z, float(-z)


def carried(scene: Scene, thing: Object, movable: Collection[str]) -> list[Object] | None:
    """What stands on or in a thing, and on that; None where some of it cannot go with the thing, or something leans on it."""
    boxes = {other.id: footprint(other.asset, other.pose) for other in scene.objects}
    found: dict[int, Object] = {}
    open_ends = [thing]
    while open_ends:
        under = boxes[open_ends.pop().id]
        over = replace(under, low=under.low + 0.01, high=under.high + 0.02)
        for other in scene.objects:
            box = boxes[other.id]
            if other.id in found or other is thing or not over.low <= box.low <= over.high:
                continue
            if not overlap(over, replace(box, high=max(box.high, box.low + 2 * TIGHT))):
                continue
            if other.category not in movable or other.asset.lights or not _middle_over(box, under):
                return None
            found[other.id] = other
            open_ends.append(other)
    if any(_leans(other, boxes, (thing.id, *found)) for other in scene.objects):
        return None
    return list(found.values())


def is_clear(
    posed: Sequence[tuple[Asset, Float]], others: Sequence[tuple[Object, Footprint]], apart: float = 0.01
) -> bool:
    """Whether assets at poses are in none of the others and bar no door.

    In others: by their boxes, and where these meet, by their meshes.
    """
    ways = [_way(thing) for thing, _ in others if thing.category == "door"]
    for asset, pose in posed:
        box, body = footprint(asset, pose, apart), None
        if any(overlap(box, way) for way in ways):
            return False
        for other, taken in others:
            if overlap(box, taken):
                body = body or Body.of([(asset, pose)])
                if pierce(body, Body.of([(other.asset, other.pose)]), DEEP):
                    return False
    return True


def _way(door: Object) -> Footprint:
    (x0, y0, low), (x1, y1, high) = doorway(door.asset)
    flat = np.array([[x0, y0], [x1, y0], [x1, y1], [x0, y1]])
    return Footprint(
        flat @ door.pose[:2, :2].T + door.pose[:2, 3], low + door.pose[2, 3], high + door.pose[2, 3]
    )


def taken(scene: Scene, but: Collection[int] = ()) -> list[tuple[Object, Footprint]]:
    """The objects with their boxes, some left out."""
    return [(thing, footprint(thing.asset, thing.pose)) for thing in scene.objects if thing.id not in but]


def stands(asset: Asset, pose: Float, others: Sequence[tuple[Object, Footprint]]) -> bool:
    """Whether something is right under the corners and the middle of an asset's foot."""
    low, high = asset.extent
    box = footprint(asset, pose)
    low_z = replace(box, low=box.low - 2 * REST, high=box.low + 2 * REST)
    under = [(other.asset, other.pose) for other, taken in others if overlap(low_z, taken)]
    if not under:
        return False
    middle, half = (low + high)[:2] / 2, (high - low)[:2] / 2
    ends = middle + FOOT * half * np.array([(-1, -1), (-1, 1), (1, -1), (1, 1), (0, 0)])
    points = np.column_stack([ends, np.full(5, low[2]), np.ones(5)]) @ pose.T
    starts = points[:, :3] + (0, 0, 2 * REST)
    ways = np.tile(np.array([0, 0, -1.0]), (5, 1))
    out = Body.of(under).stage.run(starts.astype(np.float32), ways.astype(np.float32), output=True)
    return bool(np.all((out["primID"] >= 0) & (np.abs(out["tfar"] - 2 * REST) < REST)))


def is_far(camera: Camera, asset: Asset, pose: Float) -> bool:
    """Whether an asset is far enough from the camera not to fill the picture."""
    low, high = asset.extent
    middle = pose[:3, :3] @ ((low + high) / 2) + pose[:3, 3]
    return float(np.linalg.norm(middle - camera.pose[:3, 3])) > 0.35 + 1.2 * float(np.linalg.norm(high - low))


def _leans(thing: Object, boxes: Mapping[int, Footprint], ids: Collection[int]) -> bool:
    """Whether a thing that lies or leans, and so may fall, is at one of some others and does not go with it."""
    if thing.id in ids or abs(thing.pose[2, 2] - 1) < 1e-6:
        return False
    box = boxes[thing.id]
    near = replace(box, corners=box.corners + np.sign(box.corners - box.corners.mean(axis=0)) * BESIDE)
    return any(overlap(near, boxes[k]) for k in ids)


def _middle_over(box: Footprint, under: Footprint) -> bool:
    """Whether the middle of a box is over another."""
    spot = Footprint(box.corners.mean(axis=0) + (box.corners - box.corners.mean(axis=0)) * 1e-3, 0.0, 1.0)
    return overlap(spot, replace(under, low=0.0, high=1.0))
