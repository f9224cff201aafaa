# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-License-Identifier: Apache-2.0
"""Let things down on others until their meshes touch: cushions on sofas, pillows on beds."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from cavendish.scenes.geometry import translation
from cavendish.scenes.layout import Footprint, Layout, add, extent, footprint, is_same, overlap, within
from cavendish.scenes.scene import Asset, Float, Object
from cavendish.scenes.touch import Body, cross, fall


def drop(
    layout: Layout, owner: Object, asset: Asset, x: float, ys: Sequence[float], turn: Float
) -> Object | None:
    """Let an asset, turned by `turn` (4, 4), down on another until their meshes touch.

    It comes down at x and the first of `ys` (metres in the owner's frame) where it sinks about as deep as anywhere
    there: onto a seat, not onto a back. Nothing is placed where it would reach into a third thing or lie on top of one.
    """
    top = float(extent(owner.asset)[1][2])
    parts = [t for t in layout.objects if t is owner or _close(t, owner)]
    base = owner.pose @ translation(x, 0, top + 1.0) @ turn
    upper, lower = Body.of([(asset, base)]), Body.of([(t.asset, t.pose) for t in parts])
    ways = [owner.pose[:3, :3] @ (0.0, y, 0.0) for y in ys]
    falls = [fall(upper, lower, way) for way in ways]
    farthest = max(falls, default=-np.inf)
    if np.isinf(farthest):
        return None
    way, depth = next((w, f) for w, f in zip(ways, falls, strict=True) if f > farthest - 0.015)
    # Rays from vertices miss where two edges meet: it is lifted until no edge goes through the other.
    lifts = (way + (0, 0, lift - depth) for lift in np.arange(1, 20) * 5e-4)
    shift = next((s for s in lifts if not cross(upper, lower, s)), None)
    if shift is None:
        return None
    pose = translation(*shift) @ base
    box = footprint(asset, pose)
    known = [footprint(t.asset, t.pose) for t in parts]
    others = [b for b in layout.taken if not any(is_same(b, own) for own in known)]
    above = box.high > owner.pose[2, 3] + top + 0.3
    if above or not within(layout, box) or any(overlap(box, other) for other in others):
        return None
    return add(layout, asset, pose)


def _close(thing: Object, owner: Object) -> bool:
    """Whether a thing is near enough above its owner's footprint to be in the way of what falls on it."""
    a, b = footprint(thing.asset, thing.pose), footprint(owner.asset, owner.pose)
    small = float(np.ptp(a.corners, axis=0).max()) < 1.0
    return small and overlap(Footprint(a.corners, 0, 1), Footprint(b.corners, 0, 1))
